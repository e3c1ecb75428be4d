"""Our check of PDFs sees what is wrong with one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest

from tests.library.report.pdf_checks import elements_of, faults_of, judged_wrong, length_is_right
from tests.library.report.pdf_read import (
    sample,
)


def the_document(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.K[0]


def first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(one.node for one in elements_of(pdf) if one.kind == kind)


def without_a_mark(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    mark = re.compile(rb"/Span<</MCID 1>>BDC(.*?)EMC", re.DOTALL)
    page.Contents = pdf.make_stream(mark.sub(rb"\1", page.Contents.read_bytes()))


MUTATIONS: dict[str, tuple[Callable[[pikepdf.Pdf], object], str]] = {
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "language"),
    "no title": (lambda pdf: pdf.docinfo.__delitem__("/Title"), "no title"),
    "not marked": (lambda pdf: pdf.Root.__delitem__("/MarkInfo"), "that it is tagged"),
    "no window's title": (
        lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "a window would"),
    "a branch cut off": (lambda pdf: the_document(pdf).K.__delitem__(3), "not reached"),
    "a branch twice": (lambda pdf: the_document(pdf).K.append(the_document(pdf).K[2]), "twice"),
    "marks taken away": (without_a_mark, "neither tagged nor an artifact"),
    "a tag of nothing": (lambda pdf: first(pdf, "P").__setitem__("/K", 9999), "no page has"),
    "a picture without words": (lambda pdf: first(pdf, "Figure").__delitem__("/Alt"), "a picture"),
    "a head without scope": (
        lambda pdf: first(pdf, "TH").A[0].__delitem__("/Scope"), "does not say of what"),
    "a cell without heads": (
        lambda pdf: first(pdf, "TD").A[0].__delitem__("/Headers"), "names no head"),
    "a head that is gone": (lambda pdf: first(pdf, "TH").__delitem__("/ID"), "not there"),
    "a line without a head": (
        lambda pdf: first(pdf, "TD").P.K[0].__setitem__("/S", pikepdf.Name.TD), "has no head"),
    "a level left out": (
        lambda pdf: first(pdf, "H2").__setitem__("/S", pikepdf.Name.H4), "comes after"),
    "no first heading": (
        lambda pdf: first(pdf, "H1").__setitem__("/S", pikepdf.Name.P), "first heading"),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_our_check_sees_what_is_wrong(name: str) -> None:
    change, sentence = MUTATIONS[name]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample("rich_report"))) as pdf:
        change(pdf)
        pdf.save(out)
    assert any(sentence in one for one in faults_of(out.getvalue()))


def test_the_other_checker_sees_what_is_wrong() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample("rich_letter"))) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert judged_wrong(out.getvalue())


def test_a_stream_that_ends_with_a_carriage_return_is_counted_by_us() -> None:
    assert length_is_right(b"<</Length 3>>\nstream\nab\r\nendstream")
    assert not length_is_right(b"<</Length 4>>\nstream\nab\r\nendstream")
    assert not length_is_right(b"<</Length 3>>")
