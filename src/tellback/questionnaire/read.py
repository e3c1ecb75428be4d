"""A questionnaire from its file: YAML here, .xlsx by `xlsform`; every fault with its place.

Besides the keys of `model.Questionnaire`, the YAML may hold `choice_lists:`, a mapping of
name to a list of choices. A question's `choices:` may then be that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tellback.questionnaire.document import Document
from tellback.questionnaire.model import Choice, Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read_faults import problems_of
from tellback.questionnaire.suggestion import did_you_mean
from tellback.questionnaire.yaml_text import Node, Plain, parse_yaml

LARGEST = 2_000_000
"""Bytes; the longest questionnaire known to us is a twentieth of that."""

YAML = (".yaml", ".yml")
"""How the names of our own files end."""

XLSFORM = (".xlsx", ".xlsm", ".xls")
"""How the names of XLSForms end."""

_CHOICES = TypeAdapter(tuple[Choice, ...])


def read(text: str, *, name: str) -> Questionnaire:
    """The questionnaire written in `text`; `name` is what messages call the file.

    Raises Unreadable with every problem found, in the order of the lines.
    """
    root = parse_yaml(text, name=name)
    lists, problems = _take_lists(root, name)
    document = Document(root, name)
    problems += _resolve(document, lists)
    problems += _faults_of_lists(lists, name)
    try:
        questionnaire = Questionnaire.model_validate(_typed(root.plain()))
    except ValidationError as error:
        problems += problems_of(error, document)
        questionnaire = None
    if problems or questionnaire is None:
        raise Unreadable(sorted(set(problems), key=_by_line))
    return questionnaire


def read_any(path: Path | str) -> tuple[Questionnaire, tuple[Problem, ...]]:
    """The questionnaire in a .yaml, .yml, .xlsx, .xlsm or .xls file, and what an import lost of it.

    YAML loses nothing. Raises Unreadable where the file is missing, may not be read, is
    of another kind, or holds no questionnaire.
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None and not path.is_dir():
        raise Unreadable(
            [
                Problem(
                    path.name,
                    f"`{path.suffix or path.name}` is not a kind of file that is read.",
                    "Give a .yaml or .yml file, or an XLSForm as .xlsx or .xls.",
                    "unknown-file-kind",
                )
            ]
        )
    return (reader or _read_yaml)(path)


def read_file(path: Path | str) -> Questionnaire:
    """The questionnaire in a file, as `read_any` but without what an import lost."""
    return read_any(path)[0]


def _read_yaml(path: Path) -> tuple[Questionnaire, tuple[Problem, ...]]:
    return read(text_of(path), name=path.name), ()


def _read_xlsx(path: Path) -> tuple[Questionnaire, tuple[Problem, ...]]:
    # openpyxl is slow to import and only this kind of file needs it.
    from tellback.questionnaire.xlsform import read_xlsx  # noqa: PLC0415

    brought = read_xlsx(path)
    if brought.own is not None:
        return read(brought.own, name=path.name), tuple(brought.lost)
    return brought.questionnaire, tuple(brought.lost)


_READERS: dict[str, Callable[[Path], tuple[Questionnaire, tuple[Problem, ...]]]] = {
    **dict.fromkeys(YAML, _read_yaml),
    **dict.fromkeys(XLSFORM, _read_xlsx),
}


def text_of(path: Path, *, largest: int = LARGEST) -> str:
    """The UTF-8 text of a file of at most `largest` bytes. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except FileNotFoundError:
        raise _unreadable(
            path, "There is no such file.", "Check the name and the folder.", "missing-file"
        ) from None
    except IsADirectoryError:
        raise _unreadable(path, "This is a folder.", "Name the file inside it.", "folder") from None
    except OSError as error:
        raise _unreadable(
            path,
            f"The file cannot be opened ({error.strerror}).",
            "Ask whoever owns it to let you read it.",
            "closed-file",
        ) from None
    if len(raw) > largest:
        raise _unreadable(
            path,
            f"The file is larger than {largest // 1_000_000} MB, the most that is read.",
            "Check that it is the right file.",
            "too-large",
        )
    return _decoded(path, raw)


def _decoded(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            [
                Problem(
                    f"{path.name} line {line}",
                    "The file is not in UTF-8, the way of writing letters that is read here.",
                    "Open it in an editor and save it again with the encoding UTF-8.",
                    "not-utf-8",
                )
            ]
        ) from None


def _unreadable(path: Path, fault: str, remedy: str, code: str) -> Unreadable:
    return Unreadable([Problem(str(path), fault, remedy, code)])


def _typed(plain: Plain) -> object:
    """The format's version is the one number the model wants as a number already."""
    if isinstance(plain, dict) and plain.get("tellback") == "1":
        return {**plain, "tellback": 1}
    return plain


def _take_lists(root: Node, name: str) -> tuple[dict[str, Node], list[Problem]]:
    """Takes `choice_lists` out of the document, which the model does not know."""
    lists = root.value.pop("choice_lists", None) if isinstance(root.value, dict) else None
    if lists is None or lists.value is None:
        return {}, []
    if isinstance(lists.value, dict):
        return lists.value, []
    problem = Problem(
        f"{name} line {lists.line}, choice_lists",
        "It is no mapping of names to lists of choices.",
        "Write the name of a list, a colon, and the choices below it, each with a dash.",
        "not-mapping",
    )
    return {}, [problem]


def _resolve(document: Document, lists: dict[str, Node]) -> Iterator[Problem]:
    """Puts the list itself where a question names it; a problem for each unknown name."""
    for path, question in document.questions():
        choices = question.child("choices")
        if choices is None or not isinstance(choices.value, str):
            continue
        named = lists.get(choices.value)
        document.named_lists.add((*path, "choices"))
        if named is None:
            yield Problem(
                document.place((*path, "choices")),
                f"There is no list of choices called `{choices.value}`.",
                did_you_mean(choices.value, lists)
                or "Write the list under `choice_lists`, or write the choices out here.",
                "unknown-choice-list",
            )
        choices.value = named.value if named else []


def _faults_of_lists(lists: dict[str, Node], name: str) -> Iterator[Problem]:
    """What is wrong inside each list, said once however many questions use it."""
    for key, node in lists.items():
        document = Document(node, name, inside=f"choice list {key}", holds="choices")
        try:
            _CHOICES.validate_python(node.plain())
        except ValidationError as error:
            yield from problems_of(error, document)


def _by_line(problem: Problem) -> tuple[int, Problem]:
    words = problem.place.partition(" line ")[2].replace(",", " ").split()
    return (int(words[0]) if words else 0, problem)
