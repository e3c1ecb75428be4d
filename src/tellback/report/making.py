"""Which documents there are, and each in each format.

What makes and writes them is loaded when it is asked for: whoever wants a letter does not wait for
statistics, nor for the programs that write Word files.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal, get_args

from tellback.release import Area
from tellback.report.document import Document
from tellback.report.ground import Ground
from tellback.report.material import Material

Kind = Literal["borough", "summary", "newsletter", "school", "letter"]
"""A school's documents are `school`, its report, and `letter`, to its head."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Format = Literal["pdf", "html", "docx", "odt"]
FORMATS: tuple[Format, ...] = get_args(Format)
OF_SCHOOLS: tuple[Kind, ...] = ("school", "letter")

_MAKERS: dict[Kind, tuple[str, str]] = {
    "borough": ("tellback.report.borough.report", "borough_report"),
    "summary": ("tellback.report.members.report", "members_report"),
    "newsletter": ("tellback.report.newsletter.newsletter", "newsletter"),
}
_WRITERS: dict[Format, tuple[str, str]] = {
    "pdf": ("tellback.report.pdf.write", "report_pdf"),
    "html": ("tellback.report.html.page", "html_page"),
    "docx": ("tellback.report.office.docx", "report_docx"),
    "odt": ("tellback.report.office.odt", "report_odt"),
}


def make_document(kind: Kind, material: Material, *, school: str = "") -> Document:
    """A document; `school` is the number of the school that it is for, if it is for one.

    Raises KeyError for a school that has no report, ReleaseFault.
    """
    if kind not in OF_SCHOOLS:
        document: Document = _named(*_MAKERS[kind])(material)
        return document
    area = area_of_report(material.ground, school)
    if area is None:
        raise KeyError(school)
    if kind == "letter":
        from tellback.report.school.letter import head_letter  # noqa: PLC0415 - see above

        return head_letter(material, school)
    from tellback.report.school.report import school_report  # noqa: PLC0415 - see above

    return school_report(material, area)


def write_document(document: Document, form: Format, material: Material) -> bytes:
    """It as a file, with the fonts and symbols of the material's content. Raises Unprintable."""
    made: str | bytes = _named(*_WRITERS[form])(document, content=material.content)
    return made.encode() if isinstance(made, str) else made


def area_of_report(ground: Ground, school: str) -> Area | None:
    """Of whom a school's report tells: the school, or the small schools it is counted with.

    None for a number that did not take part, and where results are not split by school.
    """
    known = ground.release.areas
    area = next((one for one in known if (one.level, one.area) == ("school", school)), None)
    if area is None:
        return None
    together = (one for one in ground.areas if (one.level, one.area) == ("group", area.group))
    own = area if area in ground.areas else None
    return next(together, own) if area.group else own


def schools_with_reports(ground: Ground) -> tuple[Area, ...]:
    """The schools that have a report, alone or together with others, by name."""
    schools = (one for one in ground.release.areas if one.level == "school")
    return tuple(
        sorted(
            (one for one in schools if area_of_report(ground, one.area)),
            key=lambda one: (one.name, one.area),
        )
    )


def _named(module: str, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
