"""The one write of the audit."""

from __future__ import annotations

from collections.abc import Mapping

from tellback_web.audit.models import Event


def record(
    *, by: str, verb: str, about: str, about_kind: str, details: Mapping[str, object] | None = None
) -> None:
    """Record that `by` did `verb` to `about`, in the transaction of what was done."""
    Event.objects.create(
        by=by[:254],
        verb=verb,
        about=about[:300],
        about_kind=about_kind,
        details=dict(details or {}),
    )
