"""From a snapshot to a release in four steps: count, protect, attack, write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tellback.disclosure import Areas, Known, Rule, SafeTable, Unprotectable, protect, read_rule
from tellback.disclosure.attack import AttackFault, AttackReport, attack
from tellback.disclosure.small_schools import with_small_schools
from tellback.inference import Borough, SchoolCount, pooled_design_effect
from tellback.quality import Criteria, Decisions
from tellback.questionnaire.model import Questionnaire
from tellback.release.about import Area, PlaceCodes, ReleaseAbout
from tellback.release.fault import ReleaseFault
from tellback.release.manifest import sha256_of
from tellback.release.read import read_release
from tellback.release.responses import sift
from tellback.release.write import what_strangers_read, write_release
from tellback.snapshot import Snapshot, read_snapshot
from tellback.snapshot.manifest import MANIFEST, QUESTIONNAIRE
from tellback.snapshot.places import places
from tellback.tabulation import RawTable, Uncountable, UnknownSplit, tabulate_family

STEPS = ("Reading the snapshot", "Counting", "Protecting", "Attacking", "Writing")
"""What is told to whoever waits, in order."""

Say = Callable[[str], object]
"""Is told what begins; what it gives back is let go, so `str` tells nobody."""


@dataclass(frozen=True)
class Built:
    """A release that was written, and what was hidden in it."""

    manifest_sha256: str
    tables: int
    report: AttackReport


def build_release(  # noqa: PLR0913 - each is a choice of whoever builds
    directory: Path,
    *,
    wave: Path,
    rule_text: str,
    made_on: date | None = None,
    names: Sequence[Area] = (),
    codes: PlaceCodes | None = None,
    earlier: Sequence[Path] = (),
    borough: Borough | None = None,
    criteria: Criteria | None = None,
    decisions: Decisions | None = None,
    say: Say = str,
) -> Built:
    """Build the release `directory` of the snapshot in the folder `wave`.

    `made_on` is the snapshot's own day unless given; `names` are the words for areas; `earlier`
    are the wave's releases that were published before, the first first, beside which this one is
    protected and attacked; `borough` is how many schools and pupils there are in all; `decisions`
    are on the responses that `criteria` flag (the usual ones unless given), and what they leave
    out is not counted; `say` is told each of STEPS as it begins. Raises ReleaseFault where the
    parts do not go together or the attack finds anything, and then nothing is written;
    SnapshotFault, RuleFault, FileExistsError.
    """
    _refuse_if_there(directory)
    say(STEPS[0])
    rule = read_rule(rule_text)
    snapshot, responses = sift(read_snapshot(wave), rule, criteria, decisions)
    day = _day(snapshot, made_on)
    where = Areas(_locality_of(snapshot))
    published = _published(earlier, snapshot.wave)
    known = Known(where, snapshot.questionnaire.splits, published)
    raw, tables = _protected(snapshot, rule, known, say)
    about = ReleaseAbout(
        wave=snapshot.wave,
        snapshot_sha256=sha256_of((wave / MANIFEST).read_bytes()),
        made_on=day,
        codes=codes or PlaceCodes(),
        responses=responses,
        design_effect=_design_effect(raw, borough),
    )
    areas = tuple(_areas(with_small_schools(raw, rule, where)[1], names))
    questionnaire_text = (wave / QUESTIONNAIRE).read_text("utf-8")
    say(STEPS[3])
    report = _attacked(what_strangers_read(tables, areas, rule_text, questionnaire_text), earlier)
    say(STEPS[4])
    manifest = write_release(
        directory,
        tables,
        about=about,
        areas=areas,
        rule_text=rule_text,
        questionnaire_text=questionnaire_text,
        attack_json=json.dumps(report.as_json(), indent=1) + "\n",
    )
    return Built(manifest, len(tables), report)


def _protected(
    snapshot: Snapshot, rule: Rule, known: Known, say: Say
) -> tuple[tuple[RawTable, ...], tuple[SafeTable, ...]]:
    """What was counted, and what of it may be shown. Raises ReleaseFault."""
    try:
        say(STEPS[1])
        raw = tabulate_family(snapshot, splits_of(rule, snapshot.questionnaire))
        say(STEPS[2])
        return raw, protect(raw, rule, known)
    except (UnknownSplit, Uncountable, Unprotectable) as fault:
        msg = f"No release was made: {fault}"
        raise ReleaseFault(msg) from fault


def _design_effect(raw: Sequence[RawTable], borough: Borough | None) -> float | None:
    """One for the wave, from its measures by school; none where those cannot tell."""
    schools: dict[str, list[SchoolCount]] = {}
    for table in raw:
        if table.kind == "measure" and table.group.level == "school" and table.group.whole:
            count = SchoolCount(table.cells[0].count, table.base)
            schools.setdefault(table.id, []).append(count)
    asked = [counts for counts in schools.values() if sum(count.base > 0 for count in counts) > 1]
    if borough is None or not asked:
        return None
    return pooled_design_effect(asked, borough)


def splits_of(rule: Rule, questionnaire: Questionnaire) -> tuple[tuple[str, ...], ...]:
    """The rule's splits that the questionnaire has: one rule serves all of a council's waves."""
    known = {"school", "locality", *questionnaire.splits}
    return tuple(split for split in rule.splits if known.issuperset(split))


def _refuse_if_there(directory: Path) -> None:
    if directory.exists():
        msg = (
            f"There is a folder {directory.name} already; a release is never changed. Name another."
        )
        raise FileExistsError(msg)


def _day(snapshot: Snapshot, made_on: date | None) -> date:
    day = made_on or snapshot.manifest.made_on
    if day is None:
        msg = "No release was made: the snapshot has no day. Say on which day this is made."
        raise ReleaseFault(msg)
    return day


def _locality_of(snapshot: Snapshot) -> dict[str, str]:
    found = {}
    for school, localities in sorted(places(snapshot).items()):
        if len(localities) > 1:
            msg = (
                f"No release was made: the school {school} lies in {len(localities)} localities, "
                f"{' and '.join(sorted(localities))}. Mend the register and make the snapshot anew."
            )
            raise ReleaseFault(msg)
        found[school] = min(localities)
    return found


def _areas(where: Areas, names: Sequence[Area]) -> Iterator[Area]:
    """Every area of the snapshot, by level and name; unnamed ones are called by their id."""
    known = {(area.level, area.area): area.name for area in names}
    group_of = {school: name for name, schools in where.together.items() for school in schools}
    found = [Area("borough", "", "The whole area")]
    found += [Area("locality", one, one) for one in sorted({*where.locality_of.values()} - {""})]
    found += [Area("group", one, one.capitalize()) for one in sorted(where.together)]
    found += [
        Area("school", one, one, locality, group_of.get(one, ""))
        for one, locality in sorted(where.locality_of.items())
    ]
    for area in found:
        yield replace(area, name=known.get((area.level, area.area), area.name))


def _published(earlier: Sequence[Path], wave: str) -> tuple[SafeTable, ...]:
    """The tables of earlier releases, which are of the same wave. Raises ReleaseFault."""
    releases = [read_release(one) for one in earlier]
    for one in releases:
        if one.wave != wave:
            msg = (
                f"No release was made: {one.directory.name} is of the wave {one.wave}, not of "
                f"{wave}. Name earlier releases of the same wave."
            )
            raise ReleaseFault(msg)
    return tuple(table for one in releases for table in one.tables())


def _attacked(files: Sequence[tuple[str, bytes]], earlier: Sequence[Path]) -> AttackReport:
    """The report on `files` and earlier releases, if it found nothing. Raises ReleaseFault."""
    with TemporaryDirectory() as folder:
        for name, data in files:
            (Path(folder) / name).write_bytes(data)
        try:
            report = attack(*earlier, Path(folder))
        except AttackFault as fault:
            msg = f"No release was made: it could not be attacked. {fault}"
            raise ReleaseFault(msg) from fault
    if not report.safe:
        found = [*report.exact, *report.too_narrow]
        msg = (
            f"No release was made: the attack finds {len(found)} hidden counts, first: {found[0]} "
            "Release fewer splits, or report this to those who maintain Tellback."
        )
        raise ReleaseFault(msg)
    return report
