"""Whether what pupils were told was saved is there: `python -m benchmarks.stored < told.json`.

Runs in a process of its own, whose environment names the data folder and the database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.prepare import OWN_WORDS, ROOT, WAVE, Prepared
from benchmarks.virtual_pupils import Tally


@dataclass(frozen=True)
class Stored:
    """What the database holds beside what was acknowledged."""

    sent: int
    """Responses in the database."""
    drafts: int
    missing: list[str]
    """A sentence for each acknowledged page or response that is not there, or not whole."""


def stored(environment: Mapping[str, str], prepared: Prepared, tally: Tally) -> Stored:
    """Compare the database of `environment` with what `tally` says was acknowledged."""
    told = {"values": prepared.values, "saved": tally.saved, "sent": sorted(tally.sent)}
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.stored"],
        env=dict(environment),
        cwd=ROOT,
        check=True,
        input=json.dumps(told).encode(),
        stdout=subprocess.PIPE,
    )
    return Stored(**json.loads(found.stdout))


def main() -> None:
    """Read what was told, look, print what was found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tellback_web.settings")
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    json.dump(_compare(json.load(sys.stdin)), sys.stdout)


def _compare(told: dict[str, Any]) -> dict[str, object]:
    from tellback_web.survey.codes import digest  # noqa: PLC0415 - after Django
    from tellback_web.survey.models import Draft, Ticket  # noqa: PLC0415

    pages = {int(number): given for number, given in told["values"].items()}
    sent, wrote = _sent(pages.values())
    drafts = {one.digest: one for one in Draft.objects.filter(participation__wave__name=WAVE)}
    spent = set(Ticket.objects.filter(spent=True).values_list("digest", flat=True))
    missing = []
    if not len(wrote) == len(spent) == len(sent):
        missing.append(f"{len(sent)} responses, {len(wrote)} pupils, {len(spent)} spent tickets")
    if broken := sum(1 for whole in sent if not whole):
        missing.append(f"{broken} responses are not as they were sent.")
    missing += [
        f"The response of {code} is not there."
        for code in told["sent"]
        if digest(code, "ticket") not in spent or code not in wrote
    ]
    for code, furthest in told["saved"].items():
        draft = drafts.get(digest(code, "draft"))
        kept = draft.answers if draft and draft.page >= furthest else {}
        upto = _own(code, [given for number, given in pages.items() if number <= furthest])
        if code not in wrote and not upto.items() <= kept.items():
            missing.append(f"The draft of {code} lacks answers up to page {furthest}.")
    return {"sent": len(sent), "drafts": len(drafts), "missing": missing}


def _sent(pages: Iterable[Mapping[str, str]]) -> tuple[list[bool], set[str]]:
    """For each response whether it is whole, and the codes that pupils wrote in their words."""
    from tellback.response import WRITTEN  # noqa: PLC0415 - after Django
    from tellback_web.survey.models import (  # noqa: PLC0415
        Concern,
        Finished,
        StoredResponse,
        WrittenAnswer,
    )

    given = [dict(page) for page in pages]
    words = next(name for page in given for name in page if page[name] == OWN_WORDS)
    same = {(name, value) for page in given for name, value in page.items() if value != OWN_WORDS}
    here = {"participation__wave__name": WAVE}
    waiting = list(Finished.objects.filter(**here).values_list("answers", flat=True))
    stored_ones = list(StoredResponse.objects.filter(**here).values_list("answers", flat=True))
    wrote = {one[words] for one in waiting} - {WRITTEN}
    wrote |= set(
        WrittenAnswer.objects.filter(variable=words, **here).values_list("text", flat=True)
    )
    wrote |= set(Concern.objects.filter(**here).values_list("text", flat=True))
    whole = [
        same <= set(answers.items()) and answers.get(words) == WRITTEN for answers in stored_ones
    ]
    return whole + [same <= set(answers.items()) for answers in waiting], wrote


def _own(code: str, pages: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {
        name: code if value == OWN_WORDS else value
        for page in pages
        for name, value in page.items()
    }


if __name__ == "__main__":
    main()
