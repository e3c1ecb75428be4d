"""The `type` column: what a row is, in the spellings that XLSForms have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tellback.questionnaire.model import Kind

CARRIED = {
    "select_one": Kind.SINGLE,
    "select_multiple": Kind.MULTI,
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "text": Kind.TEXT,
    "note": Kind.NOTE,
}
SPELLINGS = {
    "select1": "select_one",
    "select one": "select_one",
    "select one from": "select_one",
    "add select one prompt using": "select_one",
    "select multiple": "select_multiple",
    "select multiple from": "select_multiple",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "add select multiple prompt using": "select_multiple",
    "int": "integer",
    "string": "text",
    "begin group": "begin_group",
    "end group": "end_group",
    "begin repeat": "begin_repeat",
    "end repeat": "end_repeat",
    "end loop": "end_repeat",
}
ABOUT_THE_DEVICE = frozenset(
    {
        "start", "end", "today", "deviceid", "device id", "phonenumber", "phone number", "username",
        "email", "simserial", "subscriberid", "audit", "start-geopoint", "background-audio",
        "background-geopoint", "xml-external", "csv-external",
    }
)  # fmt: skip
OTHERS = frozenset(
    {
        "acknowledge", "audio", "barcode", "date", "datetime", "file", "geopoint", "geoshape",
        "geotrace", "hidden", "image", "location", "osm", "photo", "range", "rank", "time",
        "trigger", "video",
    }
)  # fmt: skip
"""Types that XLSForm has and we do not."""
SELECT = re.compile(
    r"^(?P<kind>.*?)\s+(?P<list>\S+)(?P<other>\s+or[ _](?:specify )?other)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class RowType:
    """`word` is the type in one spelling; `choices` the list that a select names."""

    word: str
    choices: str = ""
    or_other: bool = False

    @property
    def kind(self) -> Kind | None:
        """The kind of question it becomes; None where it becomes none."""
        return CARRIED.get(self.word)


def row_type(text: str) -> RowType:
    """What the `type` cell says."""
    plain = " ".join(text.split())
    whole = plain.lower()
    if (word := SPELLINGS.get(whole, whole)) in CARRIED or word in ABOUT_THE_DEVICE:
        return RowType(word)
    if whole.startswith("begin loop"):
        return RowType("begin_repeat")
    matched = SELECT.match(plain)
    if matched:
        kind = matched["kind"].lower()
        kind = SPELLINGS.get(kind, kind)
        if kind.startswith("select_") or kind == "rank":
            return RowType(kind, matched["list"], bool(matched["other"]))
    return RowType(word)
