"""The one noun of the audit."""

from tellback_web.audit.models.event import Event

__all__ = ["Event"]
