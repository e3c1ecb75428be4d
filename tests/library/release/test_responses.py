"""What a person left out is not counted, and the release says how many; never which."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from openpyxl import load_workbook

from tellback.disclosure import read_rule
from tellback.quality import (
    Choice,
    Criteria,
    Decision,
    Decisions,
    Flag,
    Reason,
    decisions_text,
    digest_of,
    hash_of,
    look,
)
from tellback.release import ReleaseFault, read_release
from tellback.release.build import build_release
from tellback.release.responses import OTHER, Responses, sift
from tellback.response import accept
from tellback.snapshot import PupilRow, Snapshot, read_snapshot
from tests.library.release.test_building import ASKED, RULE, pupils
from tests.library.small import asking, single, snapshot_of, written

CRITERIA = Criteria.model_validate(
    {
        "questionnaire": "small",
        "impossible": [{"id": "odd", "rule": "${q02} = 'rarely' and ${sport} = '1'", "why": "Odd"}],
    }
)
Pick = Callable[[Flag], bool]


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wave") / "snapshot"
    written(folder, ASKED, pupils())
    return folder


@pytest.fixture(scope="module")
def first(wave: Path) -> Path:
    """A release of everybody, before anybody looked."""
    build_release(wave.parent / "first", wave=wave, rule_text=RULE)
    return wave.parent / "first"


def decided(snapshot: Snapshot, out: Sequence[Flag], kept: Sequence[Flag] = ()) -> Decisions:
    """Leave out `out`, keep `kept`, say nothing of the rest."""
    pairs = [(flag, Choice.LEAVE_OUT) for flag in out] + [(flag, Choice.KEEP) for flag in kept]
    made = tuple(Decision(flag=flag.key, decision=choice) for flag, choice in pairs)
    return Decisions(snapshot=hash_of(snapshot), decisions=made)


def of(wave: Path, reason: Reason) -> tuple[Snapshot, list[Flag]]:
    """The snapshot, and what is flagged in it for `reason`."""
    snapshot = read_snapshot(wave)
    return snapshot, [flag for flag in look(snapshot, CRITERIA) if flag.reason is reason]


def responses_of(folder: Path) -> Responses:
    """What the release at `folder` says of the responses."""
    told = read_release(folder).manifest.responses
    assert told is not None
    return told


def blank(pupil: PupilRow) -> bool:
    """Whether nothing was answered."""
    return not pupil.response.answers


def test_a_release_counts_as_if_those_left_out_had_never_answered(
    wave: Path, tmp_path: Path
) -> None:
    snapshot, flags = of(wave, Reason.FEW_ANSWERS)
    assert len(flags) == sum(map(blank, pupils())) > 10
    build_release(tmp_path / "out", wave=wave, rule_text=RULE, decisions=decided(snapshot, flags))
    written(tmp_path / "fewer", ASKED, [one for one in pupils() if not blank(one)])
    build_release(tmp_path / "as_if", wave=tmp_path / "fewer", rule_text=RULE)
    tables = (tmp_path / "out/tables.csv").read_text("utf-8")
    assert tables == (tmp_path / "as_if/tables.csv").read_text("utf-8")
    assert snapshot.rows == read_snapshot(wave).rows == len(pupils())


def test_the_release_says_how_many_were_left_out_and_never_which(
    wave: Path, tmp_path: Path
) -> None:
    snapshot, few = of(wave, Reason.FEW_ANSWERS)
    _, odd = of(wave, Reason.IMPOSSIBLE)
    assert not {flag.row for flag in few} & {flag.row for flag in odd}
    decisions = decided(snapshot, few[1:], odd[1:])
    build_release(
        tmp_path / "out", wave=wave, rule_text=RULE, criteria=CRITERIA, decisions=decisions
    )
    told = responses_of(tmp_path / "out")
    assert told == Responses(
        in_snapshot=len(pupils()),
        flagged=len(few) + len(odd),
        not_decided=2,
        counted=len(pupils()) - len(few) + 1,
        left_out={"few_answers": len(few) - 1},
        decisions_sha256=digest_of(decisions),
    )
    sentences = told.sentences
    assert sentences == (
        (
            f"{told.flagged} of 122 responses were flagged as perhaps not meant. By a person’s "
            f"decision {len(few) - 1} of these are not counted."
        ),
        "2 not decided yet: counted like all others.",
        f"Left out for hardly anything answered: {len(few) - 1}.",
    )
    book = load_workbook(tmp_path / "out/downloads/borough.xlsx", read_only=True)
    for sheet in ("Cover", "Notes"):
        cells = {cell for row in book[sheet].iter_rows(values_only=True) for cell in row}
        assert set(sentences) <= cells
    codebook = (tmp_path / "out/downloads/borough-codebook.xml").read_text("utf-8")
    assert all(f">{sentence}</" in codebook for sentence in sentences)
    held = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*.json"))
    assert not any(flag.key.encode() in held for flag in few)


def test_where_nobody_looked_the_release_does_not_speak_of_it(first: Path) -> None:
    assert read_release(first).manifest.responses is None
    assert "responses" not in json.loads((first / "manifest.json").read_text("utf-8"))
    book = load_workbook(first / "downloads/borough.xlsx", read_only=True)
    assert not any("flagged" in str(row) for row in book["Cover"].iter_rows(values_only=True))


def test_where_nothing_was_decided_the_release_says_so_and_counts_all(
    wave: Path, first: Path, tmp_path: Path
) -> None:
    snapshot, few = of(wave, Reason.FEW_ANSWERS)
    build_release(tmp_path / "out", wave=wave, rule_text=RULE, decisions=decided(snapshot, ()))
    told = responses_of(tmp_path / "out")
    assert (told.counted, told.not_decided, told.left_out) == (122, len(few), {})
    assert told.number_left_out == 0
    assert (tmp_path / "out/tables.csv").read_bytes() == (first / "tables.csv").read_bytes()


def test_what_few_were_left_out_for_is_not_told(tmp_path: Path) -> None:
    """Three broke a rule and one, with others, hardly answered: of the one no reason is named."""
    rows = [{"q1": "often"}] * 3 + [{}] * 2 + [{"q1": "never"}] * 5
    snapshot = snapshot_of(tmp_path / "made", asking(single(), single("q2")), rows)
    rule = {"id": "odd", "rule": "${q1} = 'often'", "why": "odd"}
    criteria = Criteria.model_validate(
        {"questionnaire": "small", "least_answered": 30, "impossible": [rule]}
    )
    flags = look(snapshot, criteria)
    _, told = sift(snapshot, read_rule(RULE), criteria, decided(snapshot, flags))
    assert told is not None
    assert told.left_out == {"impossible": 3, OTHER: 2}
    assert "Left out for a reason that is not told, because it was that of few: 2." in (
        told.sentences
    )
    one = [flag for flag in flags if flag.reason is Reason.FEW_ANSWERS][:1]
    _, told = sift(snapshot, read_rule(RULE), criteria, decided(snapshot, one))
    assert told is not None
    assert told.left_out == {OTHER: 1}
    assert told.sentences[0].endswith("By a person’s decision 1 of these is not counted.")


def test_nothing_flagged_is_said_too(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path / "made", asking(single()), [{"q1": "often"}] * 3)
    counted, told = sift(snapshot, read_rule(RULE), None, decided(snapshot, ()))
    assert counted.rows == 3
    assert told is not None
    assert told.sentences == (
        "None of the 3 responses was flagged as one to look at, and all of them count.",
    )


def test_a_few_pupils_fewer_than_were_published_are_not_released(
    wave: Path, first: Path, tmp_path: Path
) -> None:
    snapshot, flags = of(wave, Reason.FEW_ANSWERS)
    with pytest.raises(ReleaseFault, match="Fewer than 10 pupils came to the wave, or left it"):
        build_release(
            tmp_path / "out",
            wave=wave,
            rule_text=RULE,
            earlier=[first],
            decisions=decided(snapshot, flags[:4]),
        )
    assert not list(tmp_path.iterdir())
    build_release(
        tmp_path / "out",
        wave=wave,
        rule_text=RULE,
        earlier=[first],
        decisions=decided(snapshot, flags),
    )
    assert responses_of(tmp_path / "out").counted == 122 - len(flags)


def test_decisions_that_do_not_fit_are_a_sentence(wave: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseFault, match="No release was made: decisions: The decisions are on"):
        build_release(
            tmp_path / "out", wave=wave, rule_text=RULE, decisions=Decisions(snapshot="0" * 64)
        )
    rows = [PupilRow("1", "North", "5", "online", accept(ASKED, {}))] * 12
    written(tmp_path / "blank", ASKED, rows)
    snapshot = read_snapshot(tmp_path / "blank")
    flags = look(snapshot, CRITERIA)
    with pytest.raises(ReleaseFault, match="every response is left out"):
        build_release(
            tmp_path / "out",
            wave=tmp_path / "blank",
            rule_text=RULE,
            decisions=decided(snapshot, flags),
        )
    assert not (tmp_path / "out").exists()


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(Choice)), unique_by=lambda one: one[0]
    )
)
def test_a_digest_is_of_what_was_decided_and_not_of_order_or_words(
    pairs: list[tuple[str, Choice]],
) -> None:
    made = [Decision(flag=flag, decision=choice, because="x") for flag, choice in pairs]
    one = Decisions(snapshot="s", decisions=tuple(made))
    turned = tuple(each.model_copy(update={"because": ""}) for each in reversed(made))
    assert digest_of(one) == digest_of(Decisions(snapshot="s", decisions=turned))
    assert digest_of(one) != digest_of(Decisions(snapshot="t", decisions=turned))
    if made:
        assert digest_of(one) != digest_of(Decisions(snapshot="s", decisions=turned[1:]))
        other = {Choice.KEEP: Choice.LEAVE_OUT, Choice.LEAVE_OUT: Choice.KEEP}
        changed = made[0].model_copy(update={"decision": other[made[0].decision]})
        assert digest_of(one) != digest_of(Decisions(snapshot="s", decisions=(changed, *made[1:])))
    assert decisions_text(one).startswith("snapshot: s")
