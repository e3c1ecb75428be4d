"""The checks of the Department for Education's data screener, as sentences about what is wrong.

Written after the descriptions of the checks of eesyscreener and the Open data standards. Left out:
lists of real places, of ethnic groups and of the department's own words.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

Row = dict[str, str]
REQUIRED = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name")
OF_LOCAL_AUTHORITY = ("region_code", "region_name", "old_la_code", "new_la_code", "la_name")
META = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
)
FOUR_DIGITS, SIX_DIGITS = ("Calendar year", "Reporting year"), ("Academic year", "Financial year")
SYMBOLS = ("c", "x", "z", "low")
OBSOLETE = ("NULL", "Null", "null", "NA", "na", "N/A", "n/a", ".", "..", "-", "~", ":")
UNITS = ("", "%", "pp", "£", "£m", "numberstring")
MOST_ITEMS = 25_000
OF_ETHNICITY = ("ethnicity_major", "ethnicity_minor", "ethnicity_detailed", "minority_ethnic")
GEOGRAPHY = re.compile(
    r"(^(country|sch|prov|inst|estab|reg|la|local|rsc|pfa|pcon|lep|mca|oa|ward|mat)"
    r".*(name|code|urn|ukprn|number|upin|id)$)"
    r"|(^(laestab|estab|schools?|sch|prov|providers?|inst|institutions?|name|code|urn|ukprn|number"
    r"|upin|id|region|la|lad|rsc|pcon|lep|mca|oa|ward|mat)$)",
    re.IGNORECASE,
)


def screened(name: str, meta_name: str, data: bytes, meta: bytes) -> list[str]:
    """What the screener would say; nothing where it would pass the pair of files."""
    header, rows = _read(data)
    meta_header, described = _read(meta)
    # Like the department's own, it goes on to what columns hold only where they are all there.
    if faults := [
        *_of_names(name, meta_name),
        *_of_columns(header, meta_header, described, rows),
    ]:
        return faults
    return [
        *_of_time(rows),
        *_of_places(header, rows),
        *_of_meta(described),
        *_of_filters(described, rows),
        *_of_indicators(described, rows),
        *_of_rows(header, described, rows),
    ]


def _read(data: bytes) -> tuple[list[str], list[Row]]:
    lines = list(csv.reader(StringIO(data.decode("utf-8"), newline="")))
    return lines[0], [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def _of_names(name: str, meta_name: str) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9_-]+\.csv", name):
        yield f"{name} has signs that a file's name may not have"
    if meta_name != name.removesuffix(".csv") + ".meta.csv":
        yield f"{meta_name} is not the name of the metadata of {name}"


def _of_columns(
    header: list[str], meta_header: list[str], described: list[Row], rows: list[Row]
) -> Iterator[str]:
    yield from (f"the data lack {name}" for name in REQUIRED if name not in header)
    yield from (f"the metadata lack {name}" for name in META if name not in meta_header)
    yield from (f"the metadata have {name}" for name in meta_header if name not in META)
    for name in header:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            yield f"{name} is not in snake case"
    known = {row["col_name"] for row in described} | {
        row["filter_grouping_column"] for row in described
    }
    yield from (f"{name} is not in the data" for name in known - {""} - set(header))
    for name in set(header) - known - set(REQUIRED) - set(OF_LOCAL_AUTHORITY):
        if len({row[name] for row in rows}) > 1:
            yield f"{name} is not in the metadata"
    if len(header) - len(REQUIRED) < len(described):
        yield "the metadata have more rows than the data have columns"


def _of_time(rows: list[Row]) -> Iterator[str]:
    kinds = {row["time_identifier"] for row in rows}
    if len(kinds) != 1 or not kinds <= {*FOUR_DIGITS, *SIX_DIGITS}:
        yield f"{sorted(kinds)} is no one kind of period"
    for period in {row["time_period"] for row in rows}:
        if kinds <= set(FOUR_DIGITS) and not re.fullmatch(r"\d{4}", period):
            yield f"{period} is no year"
        if kinds <= set(SIX_DIGITS) and not (
            re.fullmatch(r"\d{6}", period) and (int(period[2:4]) + 1) % 100 == int(period[4:])
        ):
            yield f"{period} is no year and the next"


def _of_places(header: list[str], rows: list[Row]) -> Iterator[str]:
    if {row["geographic_level"] for row in rows} != {"Local authority"}:
        yield "the level is not Local authority"
    for name in OF_LOCAL_AUTHORITY:
        if name not in header or not all(row[name] for row in rows):
            yield f"{name} is not filled in"
    for name in (*REQUIRED, *OF_LOCAL_AUTHORITY):
        if {row.get(name) for row in rows} & {"Total", "total", "All", "all"}:
            yield f"{name} is Total"


def _of_meta(described: list[Row]) -> Iterator[str]:
    for column in ("col_name", "label"):
        for value, times in Counter(row[column] for row in described).items():
            if times > 1 or not value:
                yield f"{column} `{value}` is there {times} times"
    for row in described:
        if row["col_type"] == "Filter":
            yield from _of_filter(row)
        elif row["col_type"] == "Indicator":
            yield from _of_indicator(row)
        else:
            yield f"{row['col_name']} is a {row['col_type']}"


def _of_filter(row: Row) -> Iterator[str]:
    name = row["col_name"]
    if row["indicator_grouping"] or row["indicator_unit"] or row["indicator_dp"]:
        yield f"the filter {name} has what indicators have"
    if GEOGRAPHY.search(name):
        yield f"the filter {name} looks like a place"
    if "ethnic" in name and name not in OF_ETHNICITY:
        yield f"{name} is not the department's word"


def _of_indicator(row: Row) -> Iterator[str]:
    if row["filter_hint"] or row["filter_grouping_column"]:
        yield f"the indicator {row['col_name']} has what filters have"
    if row["indicator_unit"] not in UNITS or not row["indicator_dp"].isdigit():
        yield f"the indicator {row['col_name']} has no unit and decimals of the list"


def _of_filters(described: list[Row], rows: list[Row]) -> Iterator[str]:
    filters = {row["col_name"]: row for row in described if row["col_type"] == "Filter"}
    for name, row in filters.items():
        items = {one[name] for one in rows}
        if not 1 < len(items) <= MOST_ITEMS:
            yield f"{name} has {len(items)} items"
        if "Total" not in items:
            yield f"{name} has no Total"
        if any(item != item.strip() or not item for item in items):
            yield f"{name} has an item that is empty or has spaces round it"
        if group := row["filter_grouping_column"]:
            if group not in filters:
                yield f"{group} groups and is no filter"
            yield from _of_group(name, items, group, {one[group] for one in rows})
    groupings = [row["filter_grouping_column"] for row in filters.values()]
    if any(times > 1 for name, times in Counter(groupings).items() if name):
        yield "a column groups two filters"


def _of_group(name: str, items: set[str], group: str, groups: set[str]) -> Iterator[str]:
    if len(groups) > len(items):
        yield f"{group} has more items than {name}, which it groups"
    if len({re.sub(r"\W", "", one) for one in groups}) < len(groups):
        yield f"{group} has two items that differ in signs alone"


def _of_indicators(described: list[Row], rows: list[Row]) -> Iterator[str]:
    for name in (row["col_name"] for row in described if row["col_type"] == "Indicator"):
        for value in {row[name] for row in rows}:
            if value not in SYMBOLS and not re.fullmatch(r"\d+(\.\d+)?", value):
                yield f"{name} is `{value}`"
        if re.search("male|female|asian|black|white|welsh|english|british|irish", name):
            yield f"the indicator {name} is a filter's item"


def _of_rows(header: list[str], described: list[Row], rows: list[Row]) -> Iterator[str]:
    indicators = {row["col_name"] for row in described if row["col_type"] == "Indicator"}
    places = [name for name in header if name not in indicators]
    for place, times in Counter(tuple(row[name] for name in places) for row in rows).items():
        if times > 1:
            yield f"{place} is there {times} times"
    for value in {value for row in (*rows, *described) for value in row.values()}:
        if value in OBSOLETE:
            yield f"`{value}` is an obsolete sign"
