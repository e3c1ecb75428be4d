"""Small XLSForms, one behaviour each: rows of type, name, label, relevant and more."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

COLUMNS = ("type", "name", "label", "relevant", "appearance", "required", "calculation")
LISTS = {
    "yn": ("yes", "no"),
    "often": ("never", "weekly", "daily"),
    "kinds": ("cat", "dog", "fish", "bird"),
    "numbers": ("0", "1", "2", "10"),
}
FORMS = {
    "equals and blank": """
        select_one yn | pet | A pet?
        text | name | Its name | ${pet} = 'yes'
        text | why | Why not? | ${pet} != 'yes'
        text | both | Blank? | ${pet} = ''
    """,
    "cascades": """
        select_one yn | a | A
        select_one yn | b | B | ${a} = 'yes'
        select_one yn | c | C | ${b} = 'yes'
        select_one yn | d | D | ${c} != 'no'
    """,
    "several": """
        select_multiple kinds | which | Which?
        text | cat | Cat | selected(${which}, 'cat')
        text | many | Many | count-selected(${which}) >= 2
        text | none | None | not(selected(${which}, 'dog')) and count-selected(${which}) > 0
    """,
    "numbers": """
        integer | age | Age
        text | young | Young | ${age} < 10
        text | old | Old | ${age} >= 10 and ${age} != 12
        text | odd | Odd | ${age} mod 2 = 1
        text | half | Half | ${age} div 2 > 4.5
        text | sum | Sum | ${age} + 2 * 3 - 1 = 15
    """,
    "numbers as words": """
        select_one numbers | n | N
        text | one | One | ${n} = 1
        text | word | Word | ${n} = '1'
        text | more | More | ${n} > 1
        text | whole | Whole | int(${n}) = 10
    """,
    "nested groups": """
        select_one yn | a | A
        begin group | g | G | ${a} = 'yes'
        select_one yn | b | B
        begin group | h | H | ${b} = 'yes'
        text | c | C
        text | d | D | ${c} != ''
        end group
        text | e | E
        end group
        text | f | F | ${e} != '' or ${d} = 'x'
    """,
    "table list": """
        select_one yn | a | A
        begin group | g | G | ${a} != 'no' | table-list
        select_one often | fruit | Fruit
        select_one often | fish | Fish | ${a} = 'yes'
        select_one often | rice | Rice
        end group
        text | more | More | ${fruit} = 'daily' or ${fish} = 'daily'
    """,
    "label and list-nolabel": """
        begin group | g | G | | field-list
        select_one often | head | Head | | label
        select_one often | fruit | Fruit | | list-nolabel
        select_one often | fish | Fish | ${fruit} != 'never' | list-nolabel
        end group
        text | more | More | ${fish} = 'weekly'
    """,
    "if and lengths": """
        select_one yn | a | A
        text | t | T
        text | b | B | if(${a} = 'yes', ${t} = 'x', string-length(${t}) > 1)
        text | c | C | string-length(${t}) = 0
    """,
    "calculations": """
        select_one yn | a | A
        integer | n | N
        calculate | points | | | | | if(${a} = 'yes', 2, 0)
        calculate | total | | | | | ${points} + 3
        text | high | High | ${total} > 4
        text | low | Low | ${total} + ${n} < 4
    """,
    "looks forward": """
        text | first | First | ${last} = 'yes'
        select_one yn | middle | Middle | ${first} = ''
        select_one yn | last | Last
    """,
    "required and notes": """
        note | hello | Hello
        select_one yn | a | A | | | yes
        note | more | More of it | ${a} = 'yes'
        decimal | d | D | ${a} = 'yes' | | yes
        text | big | Big | ${d} > 0.5
    """,
    "mixed": """
        select_multiple kinds | which | Which?
        select_one often | how | How often? | selected(${which}, 'cat') or selected(${which}, 'dog')
        integer | n | How many? | ${how} = 'daily' and not(selected(${which}, 'fish'))
        text | t | Words | (${n} > 2 or ${how} = 'weekly') and ${which} != 'cat'
    """,
}


def rows_of(form: str) -> list[list[str]]:
    """The rows of a form of the gallery, each cell stripped."""
    lines = [line for line in FORMS[form].splitlines() if line.strip()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def write_form(form: str, folder: Path) -> Path:
    """Write a form of the gallery as .xlsx."""
    choices = [[name, choice, choice.title()] for name, ids in LISTS.items() for choice in ids]
    sheets = {
        "survey": [list(COLUMNS), *rows_of(form)],
        "choices": [["list_name", "name", "label"], *choices],
        "settings": [["form_title", "form_id"], [form, form.replace(" ", "_")]],
    }
    return write_sheets(folder / f"{form.replace(' ', '_')}.xlsx", sheets)


def write_sheets(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """Write a workbook of these sheets."""
    book = Workbook()
    active = book.active
    assert active is not None
    book.remove(active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(path)
    return path
