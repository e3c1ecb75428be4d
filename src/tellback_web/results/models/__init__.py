"""The nouns of results, one a file."""

from tellback_web.results.models.release import Release

__all__ = ["Release"]
