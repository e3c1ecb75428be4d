"""Paper made from random ticks is stored as a plain reader of the paper would write it down.

The oracle knows the small questionnaire by heart: its boxes in the order printed, its arrows.
"""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from django.test import Client

from tellback.response import WRITTEN
from tellback_web.survey.changes.paper_batches import take_in_batch
from tellback_web.survey.models import PaperBatch, StoredResponse
from tests.web.cast import browser_of, kiran, mabel
from tests.web.survey.small import BY
from tests.web.survey.test_keying import batch_of

pytestmark = pytest.mark.django_db(transaction=True)
BOOKLETS = 25
BOXES = {
    "sex": ["boy", "girl"],
    "pet": ["yes", "no", "prefer_not_to_say"],
    "which": ["cat", "dog", "fish"],
    "eat_fruit": ["never", "often"],
    "eat_fish": ["never", "often"],
    "place": ["hill", "dale"],
}
PAGES = (("sex", "pet", "which", "pet_age"), ("eat_fruit", "eat_fish", "place", "wish"))
Paper = dict[str, list[str]]
"""Variable -> what is ticked or written; two in a question of one answer are unclear."""


def paper(rng: Random) -> Paper:
    """A booklet as a child may have filled it in, without a thought for the arrows."""
    most = {"which": 3}
    ticked = {
        name: sorted(
            rng.sample(boxes, rng.choice([0, 1, 1, 1, most.get(name, 2)])), key=boxes.index
        )
        for name, boxes in BOXES.items()
    }
    ticked["pet_age"] = rng.choice([[], ["7"], ["12"]])
    ticked["wish"] = rng.choice([[], ["a kite"]])
    return ticked


def keys(paper: Paper, name: str) -> str:
    """What is keyed for it."""
    ticked = paper[name]
    if not ticked:
        return "-"
    if name not in BOXES:
        return ticked[0]
    if len(ticked) > 1 and name != "which":
        return "x"
    return "".join(str(BOXES[name].index(one) + 1) for one in ticked)


def as_read(paper: Paper) -> dict[str, str]:
    """The answers on the booklet, for whoever follows its arrows with a finger."""
    clear = {
        name: ticked
        for name, ticked in paper.items()
        if ticked and (len(ticked) == 1 or name == "which")
    }
    if clear.get("pet") != ["yes"]:
        clear.pop("which", None)
        clear.pop("pet_age", None)
    if "cat" not in clear.get("which", []):
        clear.pop("eat_fish", None)
    if "wish" in clear:
        clear["wish"] = [WRITTEN]
    return {name: " ".join(ticked) for name, ticked in clear.items()}


def key_all(keyer: Client, batch: PaperBatch, papers: list[Paper]) -> None:
    """Every booklet through the pages, in order."""
    for paper in papers:
        address = str(keyer.post(f"/staff/keying/{batch.pk}/take/").headers["Location"])
        for names in PAGES:
            typed = {name: keys(paper, name) for name in names}
            answer = keyer.post(address, typed)
            assert answer.status_code == 302, answer.content.decode()
            address = str(answer.headers["Location"])


def test_random_paper_is_stored_as_it_reads_and_what_is_odd_is_counted() -> None:
    rng = Random(5)
    papers = [paper(rng) for _ in range(BOOKLETS)]
    batch = batch_of(BOOKLETS)
    for who in (kiran, mabel):
        key_all(browser_of(who()), batch, papers)
    take_in_batch(batch, by=BY)
    stored = Counter(
        json.dumps(one.answers, sort_keys=True) for one in StoredResponse.objects.all()
    )
    assert stored == Counter(json.dumps(as_read(one), sort_keys=True) for one in papers)
    batch.refresh_from_db()
    unclear = sum(len(one[name]) > 1 for one in papers for name in BOXES if name != "which")
    assert batch.unclear == unclear > 0
    clear = [
        {name for name, ticked in one.items() if ticked and (len(ticked) == 1 or name == "which")}
        for one in papers
    ]
    past = sum(len(names - set(as_read(one))) for names, one in zip(clear, papers, strict=True))
    assert batch.past_arrows == past > 0
    assert (batch.differing, batch.fields_twice) == (0, 8 * BOOKLETS)
