"""The outline of reports: what it may say, and that the council's own is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tellback.figure.said import Fact, Number, Source, plain
from tellback.questionnaire.problem import Unreadable
from tellback.report.outline import Outline, headlines_in, ranked_in, read_outline, told
from tests.library.report.demo import CONTENT, demo_material, questionnaire

PLAIN = {
    "questionnaire": "lifestyle-primary",
    "purpose": ["To hear pupils."],
    "outcomes": [
        {
            "title": "Be healthy",
            "parts": [
                {"title": "Health", "headlines": [{"measure": "health_good", "said": "are well"}]}
            ],
        }
    ],
}


def read(tmp_path: Path, **more: object) -> Outline:
    path = tmp_path / "lifestyle-primary.yaml"
    path.write_text(yaml.safe_dump(PLAIN | more), "utf-8")
    return read_outline(path, questionnaire())


def refused(tmp_path: Path, **more: object) -> str:
    with pytest.raises(Unreadable) as fault:
        read(tmp_path, **more)
    return " ".join(str(one) for one in fault.value.problems)


def part(**more: object) -> list[object]:
    return [{"title": "Aim", "parts": [{"title": "Part"} | more]}]


def ours() -> Outline:
    return demo_material().outline


def test_every_measure_of_the_survey_is_told() -> None:
    told_of = {
        one.measure
        for outcome in ours().outcomes
        for each in outcome.parts
        for one in each.headlines
    }
    assert told_of - {""} == {one.id for one in questionnaire().measures}


def test_the_five_national_indicators_have_what_differs() -> None:
    codes = [one.code for one in ours().national_indicators]
    assert codes == ["NI 50", "NI 69", "NI 110", "NI 115", "NI 199"]
    assert all(one.differs and one.ours and one.definition for one in ours().national_indicators)


def test_a_national_figure_has_its_year_and_its_publication(tmp_path: Path) -> None:
    indicator = {"code": "NI 69", "title": "T", "definition": "D", "differs": ["Other pupils."]}
    assert read(tmp_path, national_indicators=[indicator]).national_indicators[0].national == ""
    text = refused(tmp_path, national_indicators=[indicator | {"national": "28.8"}])
    assert "NI 69 has a figure for England, but not both its `year` and `source`" in text


def test_cards_for_children_are_kind_and_have_pictures() -> None:
    cards = ours().newsletter
    assert 8 <= len(cards) <= 10
    measures = {one.id: one for one in questionnaire().measures}
    for card in cards:
        assert not questionnaire().is_sensitive(measures[card.measure].variable)
        assert (CONTENT / "symbols" / f"{card.symbol}.svg").is_file()
        assert card.said[0].islower()


def test_each_recommendation_has_a_verb_and_most_have_somebody_and_a_day() -> None:
    asked = ours().recommendations
    assert asked[0].verb == "receive"
    assert all(one.text[-1] != "." for one in asked)
    assert sum(bool(one.who and one.by) for one in asked) >= 5


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"outcomes": part(headlines=[{"measure": "health_god", "said": "are"}])},
            "no measure `health_god`",
        ),
        (
            {"outcomes": part(headlines=[{"variable": "q99", "choices": ["a"], "said": "are"}])},
            "no variable `q99`",
        ),
        (
            {"outcomes": part(headlines=[{"variable": "q04", "choices": ["fine"], "said": "are"}])},
            "no choice of q04 `fine`",
        ),
        (
            {"outcomes": part(ranked=[{"question": "q98", "choices": ["a"], "said": "Most"}])},
            "no question `q98`",
        ),
        (
            {"outcomes": part(ranked=[{"question": "q16", "choices": ["ja"], "said": "Most"}])},
            "no choice of q16_teacher_help `ja`",
        ),
        (
            {"outcomes": part(headlines=[{"measure": "bullied", "said": "were", "by": "colour"}])},
            "no split `colour`",
        ),
        ({"people": {"shoe": {"a": "b"}}}, "no split `shoe`"),
        ({"newsletter": [{"measure": "healthy", "said": "feel"}]}, "no measure `healthy`"),
        (
            {"took_part": [{"measure": "bullied", "said": "were, as 12% of pupils said"}]},
            "counts pupils: 12%",
        ),
        ({"purpose": ["We heard 572 pupils."]}, "“572 pupils” counts pupils"),
        ({"risks": ["Only 19 per cent answered."]}, "“19 per cent” counts pupils"),
        ({"outcomes": part()}, "a part has `headlines`, or `ranked`, or both"),
        ({"outcomes": part(headlines=[{"said": "are"}])}, "either a measure, or a variable"),
        ({"colour": "blue"}, "colour"),
        ({"facts": [{"wave": "2009", "about": "schools", "said": "25 schools."}]}, "source"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, more: dict[str, object], sentence: str
) -> None:
    assert sentence in refused(tmp_path, **more)


def test_a_slip_of_the_pen_is_recognised(tmp_path: Path) -> None:
    text = refused(tmp_path, outcomes=part(headlines=[{"measure": "bulied", "said": "were"}]))
    assert "bullied" in text


def test_what_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "outline.yaml"
    path.write_text("purpose: [", "utf-8")
    with pytest.raises(Unreadable, match="no outline of reports"):
        read_outline(path, questionnaire())


def test_days_years_and_names_may_have_digits(tmp_path: Path) -> None:
    words = "In Year 5, from 19 October 2009, beside NI 50 of Tellus4."
    assert read(tmp_path, purpose=[words]).purpose == (words,)
    assert [one for one in told(words) if isinstance(one, Fact)] == [
        Fact("5"),
        Fact("19"),
        Fact("2009"),
        Fact("50"),
        Fact("4"),
    ]
    assert plain(told(words)) == words


def test_a_fact_has_each_number_from_its_source() -> None:
    (fact,) = ours().facts_of("2009", "elsewhere")
    numbers = [one for one in fact if isinstance(one, Number)]
    assert {"571", "18", "667", "4"} <= {one.text for one in numbers}
    assert {one.source for one in numbers} == {
        Source("The council’s own record of Tellus4, autumn 2009", "")
    }
    assert ours().facts_of("2010", "elsewhere") == ()


def test_every_headline_and_order_is_found_once_for_each_place() -> None:
    assert len(list(headlines_in(ours()))) > 80
    assert [one.question for one in ranked_in(ours())] == ["q16", "q20", "q20", "q45"]


def test_plain_words_stay_as_they_are() -> None:
    assert told("No digit here.") == ("No digit here.",)
