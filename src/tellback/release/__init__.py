"""A wave's results as a folder of files with their hashes, which pages and people read."""

from tellback.release.about import Area, PlaceCodes, ReleaseAbout, areas_from_csv
from tellback.release.fault import NotARelease, ReleaseFault
from tellback.release.manifest import ReleaseManifest
from tellback.release.read import Release, read_release
from tellback.release.tidy import TidyRow
from tellback.release.write import write_release

__all__ = [
    "Area",
    "NotARelease",
    "PlaceCodes",
    "Release",
    "ReleaseAbout",
    "ReleaseFault",
    "ReleaseManifest",
    "TidyRow",
    "areas_from_csv",
    "read_release",
    "write_release",
]
