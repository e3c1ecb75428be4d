"""What a person decided of flagged responses, and which rows are left to count."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellback.quality import (
    Choice,
    Criteria,
    Decision,
    Decisions,
    Flag,
    Reason,
    decisions_text,
    hash_of,
    look,
    only,
    read_decisions,
    without,
)
from tellback.questionnaire.problem import Unreadable
from tellback.snapshot import Snapshot
from tests.library.small import asking, single, snapshot_of


@pytest.fixture
def closed(tmp_path: Path) -> Snapshot:
    """Three pupils: one who answered little, two who broke a rule."""
    often = {"q1": "often", "q2": "often"}
    return snapshot_of(tmp_path / "made", asking(single(), single("q2")), [{}, often, often])


@pytest.fixture
def flags(closed: Snapshot) -> tuple[Flag, ...]:
    """Each pupil has a flag, and two have three."""
    rules = [
        {"id": "first", "rule": "${q1} = 'often'", "why": "odd"},
        {"id": "second", "rule": "${q2} = 'often'", "why": "odd"},
    ]
    wanted = {"questionnaire": "small", "least_answered": 50, "longest_run": 2}
    return look(closed, Criteria.model_validate(wanted | {"impossible": rules}))


def decided(closed: Snapshot, *pairs: tuple[str, Choice]) -> Decisions:
    """Decisions on that snapshot."""
    made = tuple(Decision(flag=flag, decision=choice) for flag, choice in pairs)
    return Decisions(snapshot=hash_of(closed), decisions=made)


def test_what_nobody_decided_is_kept_and_counted(closed: Snapshot, flags: tuple[Flag, ...]) -> None:
    kept = without(closed, flags, decided(closed))
    assert kept.mask.all()
    assert kept.sentence == "All 3 responses count; none was left out."
    assert [(one.reason, one.flagged, one.undecided) for one in kept.reasons] == [
        (Reason.LONG_RUN, 2, 2),
        (Reason.FEW_ANSWERS, 1, 1),
        (Reason.IMPOSSIBLE, 2, 2),
    ]


def test_a_response_that_breaks_two_rules_is_left_out_once(
    closed: Snapshot, flags: tuple[Flag, ...]
) -> None:
    impossible = [flag for flag in flags if flag.reason is Reason.IMPOSSIBLE]
    first, other = impossible[0], impossible[2]
    kept = without(
        closed,
        flags,
        decided(
            closed,
            (first.key, Choice.LEAVE_OUT),
            (impossible[1].key, Choice.KEEP),
            (other.key, Choice.KEEP),
        ),
    )
    assert [bool(one) for one in kept.mask].count(False) == 1
    assert not kept.mask[first.row]
    assert kept.left_out == 1
    assert kept.sentence == "2 of 3 responses count; 1 left out."
    counted = next(one for one in kept.reasons if one.reason is Reason.IMPOSSIBLE)
    assert counted.sentence == (
        "2 flagged (answers that cannot all be so): 1 left out, 0 kept, 1 not decided and kept."
    )
    all_kept = without(closed, flags, decided(closed, *((flag.key, Choice.KEEP) for flag in flags)))
    assert [one.kept for one in all_kept.reasons] == [2, 1, 2]


def test_what_is_left_is_a_snapshot_to_count(closed: Snapshot, flags: tuple[Flag, ...]) -> None:
    few = next(flag for flag in flags if flag.reason is Reason.FEW_ANSWERS)
    kept = without(closed, flags, decided(closed, (few.key, Choice.LEAVE_OUT)))
    left = only(closed, kept)
    assert (left.rows, left.manifest.schools, left.wave) == (2, {"1001": 2}, closed.wave)
    assert left.table.column("q1").to_pylist() == [1, 1]
    assert closed.rows == 3
    assert hash_of(left) == hash_of(closed)
    every = only(closed, without(closed, flags, decided(closed)))
    assert every.table.equals(closed.table)


def test_each_flag_of_a_snapshot_has_a_key_of_its_own(flags: tuple[Flag, ...]) -> None:
    keys = [flag.key for flag in flags]
    assert len(set(keys)) == len(keys) == 7
    broken = next(flag for flag in flags if flag.detail == "second")
    assert broken.key == f"{broken.row}.impossible.second"


def test_decisions_that_do_not_fit_are_refused(closed: Snapshot, flags: tuple[Flag, ...]) -> None:
    other = Decisions(snapshot="0" * 64)
    with pytest.raises(Unreadable, match="The decisions are on another snapshot"):
        without(closed, flags, other)
    with pytest.raises(Unreadable, match="There is no such flag"):
        without(closed, flags, decided(closed, ("9.long_run", Choice.KEEP)))
    key = flags[0].key
    with pytest.raises(Unreadable, match="It is decided twice"):
        without(closed, flags, decided(closed, (key, Choice.KEEP), (key, Choice.LEAVE_OUT)))


def test_decisions_go_to_a_file_and_back(closed: Snapshot, tmp_path: Path) -> None:
    held = decided(closed, ("1.long_run", Choice.LEAVE_OUT))
    place = tmp_path / "decisions.yaml"
    place.write_text(decisions_text(held))
    assert read_decisions(place) == held


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "This is not YAML."),
        ("[]", "decisions.yaml: Input should be"),
        ("snapshot: abc\ndecisions: [{flag: a, decision: drop}]", "At `decisions.0.decision`:"),
    ],
)
def test_a_file_of_decisions_that_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    place = tmp_path / "decisions.yaml"
    place.write_text(text)
    with pytest.raises(Unreadable) as raised:
        read_decisions(place)
    assert said in str(raised.value)
