"""Booklets judged by other people's checker and by our own walk of their tags."""

from __future__ import annotations

import pytest

from tellback.paper.booklet import booklet
from tellback.paper.look import Look, Variant
from tests.library.report.demo import CONTENT, questionnaire
from tests.library.report.pdf_checks import faults_of, judged_wrong

NO_HEAD = "a line of a table has no head"
"""The typesetter has no row heads; a line of a booklet's grid is read with its column's alone."""


@pytest.mark.parametrize("variant", list(Variant))
def test_a_booklet_passes_the_checks_and_all_of_it_can_be_reached(variant: Variant) -> None:
    made = booklet(
        questionnaire(), Look(variant), content=CONTENT, language="en", media=lambda _name: None
    )
    assert judged_wrong(made) == []
    assert [one for one in faults_of(made) if one != NO_HEAD] == []
