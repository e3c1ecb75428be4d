"""What documents of a release are made of: its ground, the facts of its wave, and an outline."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from tellback.questionnaire.problem import Unreadable
from tellback.release import ReleaseFault
from tellback.report.facts import (
    CostFacts,
    CouncilFacts,
    FeedbackFacts,
    SchoolFacts,
    ShareFacts,
    StaffTimeFacts,
    WaveFacts,
)
from tellback.report.from_files import benchmarks_for, outline_for, printed_years
from tellback.report.ground import EarlierWave, Ground
from tellback.report.material import Material
from tellback.report.outline import Outline
from tellback.report.plain_outline import plain_outline
from tellback_web.results.models import Release
from tellback_web.results.queries.releases import ReleaseBroken, files_of
from tellback_web.survey.feedback_words import TROUBLE
from tellback_web.survey.models import Feedback, Participation, Wave
from tellback_web.survey.queries.after import cost_of, could_say, feedback_of, staff_time_of

LOG = logging.getLogger(__name__)
BESIDE = ("years", "benchmarks")
"""Folders of content/ with figures that stand beside a release's."""
WELL = (Feedback.How.VERY_WELL, Feedback.How.WELL)


def ground_of(release: Release) -> Ground:
    """The ground of a release's figures, with what stands beside it. Raises ReleaseBroken."""
    return _ground(parts_of(release))


def parts_of(release: Release) -> Parts:
    """What the ground of a release is made of. Raises ReleaseBroken."""
    wave = release.wave
    return Parts(
        folder=release.folder,
        manifest_hash=release.manifest_hash,
        name=wave.name,
        year_group=wave.year_group,
        rolls=_rolls(wave),
        on_roll_everywhere=wave.on_roll_everywhere,
        earlier=tuple(
            (one.wave.name, one.folder, one.manifest_hash) for one in earlier_releases(release)
        ),
        content=str(settings.CONTENT),
        beside=_beside(_questionnaire_id(release)),
    )


def earlier_releases(release: Release) -> tuple[Release, ...]:
    """The published releases of earlier waves with the same questionnaire, the newest first.

    One whose files are not as they were released is left out, and told to the log. Raises
    ReleaseBroken where this one's are not.
    """
    asked = _questionnaire_id(release)
    before = Release.objects.filter(
        state=Release.State.PUBLISHED, wave__opens_on__lt=release.wave.opens_on
    )
    ordered = before.select_related("wave").defer("wave__questionnaire").order_by("-wave__opens_on")
    return tuple(one for one in ordered if _same(one, asked))


def material_of(release: Release) -> Material:
    """All that a document of `release` is made of. Raises ReleaseBroken."""
    return Material(
        ground_of(release), facts_of(release), outline_of(release), Path(settings.CONTENT)
    )


def outline_of(release: Release) -> Outline:
    """The council's outline; a plain one where there is none, or none that can be used."""
    asked = ground_of(release).questionnaire
    try:
        return outline_for(Path(settings.CONTENT), asked)
    except Unreadable as fault:
        LOG.error("%s", fault)  # noqa: TRY400 - the sentence says all
        return plain_outline(asked)


def why_outline_is_not_used(release: Release) -> str:
    """What is wrong in the council's outline; empty where nothing is. Raises ReleaseBroken."""
    try:
        outline_for(Path(settings.CONTENT), ground_of(release).questionnaire)
    except Unreadable as fault:
        return str(fault)
    return ""


def words_mark() -> str:
    """The hash of the council's words and outlines of reports."""
    return _hash_of(sorted((Path(settings.CONTENT) / "reports").iterdir()))


def facts_of(release: Release) -> WaveFacts:
    """What is known of the wave beside its answers; schools as they were when it opened."""
    wave = release.wave
    cost = cost_of(wave)
    return WaveFacts(
        wave=wave.name,
        title=wave.title,
        year_group=wave.year_group,
        opened_on=wave.opens_on,
        closed_on=wave.closes_on,
        first_closes_on=wave.first_closes_on,
        extension_reason=wave.extension_reason,
        on_roll_everywhere=wave.on_roll_everywhere,
        schools=_schools(wave),
        release=f"{wave.name}, release {release.number}",
        published_on=release.published_on,
        council=CouncilFacts(
            name=settings.TELLBACK_COUNCIL, email=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        ),
        costs=tuple(CostFacts(item=one.item, pounds=one.pounds) for one in cost.lines),
        shares=tuple(
            ShareFacts(payer=share.payer, percent=share.percent, pounds=pounds)
            for share, pounds in cost.parts
        ),
        staff_time=tuple(
            StaffTimeFacts(item=one.item, hours=one.hours) for one in staff_time_of(wave).lines
        ),
        feedback=_feedback(wave),
        address=f"{settings.TELLBACK_ADDRESS}/results/{wave.name}/",
    )


@dataclass(frozen=True)
class Parts:
    """All that a ground is made of: what a release never changes, and what may stand beside it."""

    folder: str
    manifest_hash: str
    name: str
    year_group: str
    rolls: tuple[tuple[str, int | None], ...]
    on_roll_everywhere: int
    earlier: tuple[tuple[str, str, str], ...]
    content: str
    beside: str
    """The hash of the council's files of earlier years and of elsewhere."""


@lru_cache(maxsize=8)
def _ground(parts: Parts) -> Ground:
    files = files_of(Release(folder=parts.folder, manifest_hash=parts.manifest_hash))
    content = Path(parts.content)
    asked = files.questionnaire
    earlier = tuple(_sound(parts.earlier))
    ground = Ground(
        release=files,
        name=parts.name,
        year_group=parts.year_group,
        rolls=dict(parts.rolls),
        on_roll_everywhere=parts.on_roll_everywhere,
        earlier=earlier,
        printed=printed_years(content, asked, tell=_tell),
        benchmarks=benchmarks_for(content, asked, tell=_tell),
    )
    ground.borough  # noqa: B018 - read now, so that a broken release is known here
    return ground


def _sound(earlier: Iterable[tuple[str, str, str]]) -> Iterator[EarlierWave]:
    """Those whose files are all as they were released; another is told to the log."""
    for name, folder, manifest_hash in earlier:
        try:
            files = files_of(Release(folder=folder, manifest_hash=manifest_hash))
            files.check_every_file()
        except ReleaseFault as fault:
            LOG.critical("%s", fault)
        else:
            yield EarlierWave(name, files)


def forget_grounds() -> None:
    """Read everything anew; for tests, whose folders change under the same names."""
    _ground.cache_clear()


def _beside(asked: str) -> str:
    content = Path(settings.CONTENT)
    return _hash_of(
        sorted(one for folder in BESIDE for one in (content / folder).glob(f"{asked}-*.csv"))
    )


def _hash_of(paths: Iterable[Path]) -> str:
    found = sha256()
    for path in paths:
        for part in (path.name.encode(), path.read_bytes()):
            found.update(sha256(part).digest())
    return found.hexdigest()


def _questionnaire_id(release: Release) -> str:
    return files_of(release).questionnaire.id


def _same(release: Release, asked: str) -> bool:
    try:
        return _questionnaire_id(release) == asked
    except ReleaseBroken as fault:
        LOG.critical("%s", fault)
        return False


def _tell(fault: Unreadable) -> None:
    LOG.error("%s", fault)


def _rolls(wave: Wave) -> tuple[tuple[str, int | None], ...]:
    """School's number and roll of each school that took part."""
    took_part = Participation.objects.filter(wave=wave, responses__gt=0).order_by("school__number")
    return tuple(took_part.values_list("school__number", "roll"))


def _schools(wave: Wave) -> tuple[SchoolFacts, ...]:
    asked = wave.participations.select_related("school__locality").prefetch_related(
        "school__names", "school__localities__locality__names", "school__locality__names"
    )
    return tuple(
        SchoolFacts(
            number=one.school.number,
            name=one.school.name_on(wave.opens_on),
            locality=one.school.locality_name_on(wave.opens_on),
            roll=one.roll,
            could_not=one.could_not,
        )
        for one in asked.order_by("school__number")
    )


def _feedback(wave: Wave) -> FeedbackFacts:
    """Counted only: what a school wished stays between it and the council."""
    given = list(feedback_of(wave))
    trouble = Counter(word for one in given for word in one.trouble.split())
    return FeedbackFacts(
        said=len(given),
        could_say=max(could_say(wave), len(given)),
        well=sum(one.how in WELL for one in given),
        troubles=tuple(
            (TROUBLE.get(word, word), count)
            for word, count in sorted(trouble.items(), key=lambda one: (-one[1], one[0]))
        ),
    )
