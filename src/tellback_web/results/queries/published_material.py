"""A wave by its name, for the command line: what documents of its published release are made of."""

from __future__ import annotations

from tellback.release import ReleaseFault
from tellback.report.material import Material
from tellback_web.results.queries.releases import published, released_waves
from tellback_web.results.queries.report_material import material_of


def material_of_wave(name: str) -> Material:
    """Raises LookupError with a sentence where the wave has no published release that is whole."""
    there = {one.name: one for one in released_waves()}
    if name not in there:
        known = ", ".join(there) or "none"
        msg = f"No results of a wave {name} are published. Published are: {known}."
        raise LookupError(msg)
    release = published(there[name])
    if release is None:
        msg = f"The results of {name} were withdrawn just now."
        raise LookupError(msg)
    try:
        return material_of(release)
    except ReleaseFault as fault:
        raise LookupError(str(fault)) from fault
