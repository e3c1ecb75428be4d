"""A wave's results in one go, signed off by somebody else."""

from __future__ import annotations

from tellback.disclosure import write_rule
from tellback_web.results.changes.life import release_results
from tellback_web.results.models import Release
from tellback_web.results.queries.rules import present_rule
from tellback_web.survey.models import Wave
from tests.web.survey.small import BY

SECOND = "second@council.example"


def released(wave: Wave) -> Release:
    """Built by the present rule, checked, signed off, published."""
    rule_text = write_rule(present_rule())
    return release_results(wave, rule_text=rule_text, by=BY, signed_by=SECOND)
