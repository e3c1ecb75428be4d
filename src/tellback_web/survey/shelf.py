"""The questionnaires that came with the product, and the council's own, by one kind of name.

A name is `came:<file name>` or `own:<number>`; it stands in addresses and in the wave's form.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import XLSFORM, read, read_any
from tellback.questionnaire.write import to_yaml
from tellback_web.survey.models import OwnQuestionnaire


@dataclass(frozen=True)
class OnShelf:
    """A questionnaire that a wave can be prepared with."""

    name: str
    title: str
    text: str
    lost: tuple[str, ...] = ()
    """What its file said and we do not carry."""

    @property
    def own(self) -> OwnQuestionnaire | None:
        """The council's own, where it is that."""
        kind, _, number = self.name.partition(":")
        return OwnQuestionnaire.objects.get(pk=int(number)) if kind == "own" else None


def on_the_shelf() -> tuple[tuple[str, str], ...]:
    """(name, title) of each questionnaire: those that came with the product, then the own ones."""
    own = OwnQuestionnaire.objects.order_by("title", "pk").values_list("pk", "title")
    return (
        *((f"came:{path.name}", _read(path).title) for path in _files()),
        *((f"own:{pk}", title) for pk, title in own),
    )


def from_the_shelf(name: str) -> OnShelf:
    """One of them; raises LookupError where there is none of that name."""
    kind, _, rest = name.partition(":")
    if kind == "own" and rest.isdigit():
        found = OwnQuestionnaire.objects.filter(pk=int(rest)).first()
        if found:
            return OnShelf(name, found.title, found.text, tuple(found.lost))
    for path in _files():
        if kind == "came" and path.name == rest:
            return _read(path)
    msg = f"There is no questionnaire {name}."
    raise LookupError(msg)


def from_upload(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The YAML text of an uploaded file, and what an XLSForm lost; raises Unreadable.

    An XLSForm becomes YAML here, so that a wave holds one kind of text.
    """
    suffix = next((one for one in XLSFORM if name.lower().endswith(one)), ".yaml")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"questionnaire{suffix}"
        path.write_bytes(data)
        questionnaire, lost = read_any(path)
    if suffix == ".yaml":
        return data.decode("utf-8-sig"), lost
    return to_yaml(questionnaire), lost


def the_bank() -> tuple[Questionnaire, ...]:
    """The questions that may be added to a questionnaire, from content/bank."""
    folder = Path(settings.CONTENT) / "bank"
    return tuple(
        read(path.read_text(encoding="utf-8"), name=path.name)
        for path in sorted(folder.glob("*.yaml"))
    )


def _files() -> list[Path]:
    return sorted((Path(settings.CONTENT) / "questionnaires").glob("*.yaml"))


def _read(path: Path) -> OnShelf:
    text = path.read_text(encoding="utf-8")
    return OnShelf(f"came:{path.name}", read(text, name=path.name).title.say(), text)
