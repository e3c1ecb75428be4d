"""Columns whose cells are not carried, told row by row."""

from __future__ import annotations

from collections.abc import Container

from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.xlsform.lost import Lost
from tellback.questionnaire.xlsform.media import FILE, media_in
from tellback.questionnaire.xlsform.workbook import SheetRow, Workbook

NOT_CARRIED = {
    "choice_filter": ("lost-route-choices", "All choices are offered to everyone."),
    "trigger": ("lost-trigger", "Nothing is triggered."),
    "constraint_message": ("lost-message", "Our own sentence is shown."),
    "required_message": ("lost-message", "Our own sentence is shown."),
    "repeat_count": ("lost-repeat", "It is asked once."),
    "parameters": ("lost-parameters", "It is shown our own way."),
}
FILLS_IN = {"default": "The question starts blank.", "calculation": "Nothing is filled in."}
"""Columns that answer a question themselves, which matters to every rule that reads it."""
MEDIA = frozenset({"image", "audio", "video", "big-image", "media"})
READ = {
    "survey": frozenset(
        {"type", "name", "label", "hint", "guidance_hint", "required", "relevant", "appearance"}
        | {"constraint", "read_only", "disabled", *NOT_CARRIED, *FILLS_IN, *MEDIA}
    ),
    "choices": frozenset({"list_name", "name", "label", *MEDIA}),
    "settings": frozenset({"form_title", "form_id", "version", "default_language"}),
}
"""Sheet -> the columns that are read or told of elsewhere."""
OUR_WAY = frozenset(
    {"field-list", "label", "list-nolabel", "table-list", "multiline"}
    | {"minimal", "autocomplete", "search"}
)
"""Appearances that we follow, or that change nothing here."""
YES = frozenset({"yes", "true", "true()", "1", "required"})
NO = frozenset({"", "no", "false", "false()", "0"})


def note_columns(row: SheetRow, lost: Lost, *, carried: Container[str] = ()) -> None:
    """What a row of the survey says in columns not carried; media of the `carried` kinds are."""
    for column, (code, remedy) in NOT_CARRIED.items():
        for written in row.cells:
            if written.partition("::")[0] == column:
                lost.note(row, f"The column {written} is not carried over.", remedy, code)
    if row.get("required").lower() not in YES | NO:
        fault = f"“{excerpt(row.get('required'))}” in the column required is not carried over."
        lost.note(row, fault, "It may be left blank by everyone.", "lost-required")
    for word in row.get("appearance").split():
        if word not in OUR_WAY:
            fault = f"The appearance “{excerpt(word)}” is not carried over."
            lost.note(row, fault, "It is shown our own way.", "lost-appearance")
    if any("${" in text for column, text in row.cells.items() if _is_words(column)):
        fault = "Its words repeat an answer with ${ }; they are shown as they are written."
        lost.note(row, fault, "Write the words without it.", "lost-words")
    note_media(row, lost, carried=carried)


def note_filled_in(row: SheetRow, read: Container[str], lost: Lost) -> None:
    """Columns that fill an answer in; `read` are the variables that rules read."""
    for column, remedy in FILLS_IN.items():
        if row.get(column):
            code = f"lost-route-{column}" if row.get("name") in read else f"lost-{column}"
            lost.note(row, f"The column {column} is not carried over.", remedy, code)


def note_media(row: SheetRow, lost: Lost, *, carried: Container[str] = ()) -> None:
    """Pictures, sounds and films of a row, but for the kinds that are `carried`."""
    for column, kind, _, file in media_in(row):
        if kind not in carried or not FILE.fullmatch(file):
            fault = f"The column {column} is not carried over."
            lost.note(row, fault, "The words alone are shown.", "lost-media")


def note_others(workbook: Workbook, lost: Lost) -> None:
    """Columns that nothing here knows, each on the first row where it is filled in."""
    for sheet in (workbook.settings, workbook.choices, workbook.survey):
        told: set[str] = set()
        for row in sheet:
            for column in row.cells:
                if column.partition("::")[0] in READ[row.sheet] or column in told:
                    continue
                told.add(column)
                fault = f"The column {excerpt(column)} is not read, here and below."
                lost.note(row, fault, "Nothing is needed.", "lost-column")


def _is_words(column: str) -> bool:
    return column.partition("::")[0] in {"label", "hint", "guidance_hint"}
