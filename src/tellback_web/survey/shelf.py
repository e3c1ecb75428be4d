"""The questionnaires that come with the product, and questionnaire files that are uploaded."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings

from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import read, read_any
from tellback.questionnaire.write import to_yaml


def on_the_shelf() -> tuple[tuple[str, str], ...]:
    """(file name, title) of each questionnaire in content/questionnaires, by name."""
    return tuple(
        (path.name, read(path.read_text(encoding="utf-8"), name=path.name).title.say())
        for path in sorted((Path(settings.CONTENT) / "questionnaires").glob("*.yaml"))
    )


def from_the_shelf(name: str) -> str:
    """The text of one of them; `name` must be one that `on_the_shelf` gave."""
    if name not in dict(on_the_shelf()):
        msg = f"There is no questionnaire {name}."
        raise LookupError(msg)
    return (Path(settings.CONTENT) / "questionnaires" / name).read_text(encoding="utf-8")


def from_upload(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The YAML text of an uploaded file, and what an .xlsx lost; raises Unreadable.

    An .xlsx becomes YAML here, so that a wave holds one kind of text.
    """
    suffix = ".xlsx" if name.lower().endswith((".xlsx", ".xlsm")) else ".yaml"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"questionnaire{suffix}"
        path.write_bytes(data)
        questionnaire, lost = read_any(path)
    if suffix == ".yaml":
        return data.decode("utf-8-sig"), lost
    return to_yaml(questionnaire), lost
