"""A made-up extract in the shape of the national register, as its site hands it out."""

from __future__ import annotations

import csv
import io
import zipfile

HEADER = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName",
    "TypeOfEstablishment (name)", "EstablishmentStatus (name)",
    "ReasonEstablishmentClosed (name)", "OpenDate", "CloseDate", "PhaseOfEducation (name)",
    "StatutoryLowAge", "StatutoryHighAge", "Gender (name)", "NumberOfPupils", "Street",
    "Locality", "Address3", "Town", "Postcode", "AdministrativeWard (name)",
)  # fmt: skip
LINK_HEADER = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")


def school(number: str, name: str, **said: str) -> dict[str, str]:
    """One line: an open primary school of authority 999, but for what `said` says otherwise."""
    given = {
        "URN": number,
        "LA (code)": "999",
        "LA (name)": "Aldermoor",
        "EstablishmentNumber": "2001",
        "EstablishmentName": name,
        "TypeOfEstablishment (name)": "Community school",
        "EstablishmentStatus (name)": "Open",
        "ReasonEstablishmentClosed (name)": "Not applicable",
        "OpenDate": "01-09-1995",
        "PhaseOfEducation (name)": "Primary",
        "StatutoryLowAge": "5",
        "StatutoryHighAge": "11",
        "Gender (name)": "Mixed",
        "NumberOfPupils": "210",
        "Street": "Alder Lane",
        "Town": "Aldermoor",
        "Postcode": "AL1 1AA",
        "AdministrativeWard (name)": "Hillside",
    }
    columns = {"code": "LA (code)", "state": "EstablishmentStatus (name)", "closed": "CloseDate"}
    columns |= {"why": "ReasonEstablishmentClosed (name)", "kind": "TypeOfEstablishment (name)"}
    return given | {columns.get(name, name): value for name, value in said.items()}


def extract(*schools: dict[str, str]) -> bytes:
    """The extract's bytes: Windows-1252, every cell in quotes."""
    return _csv(HEADER, schools)


def link(number: str, other: str, name: str, kind: str, since: str = "") -> dict[str, str]:
    """One line of the links."""
    return dict(zip(LINK_HEADER, (number, other, name, kind, since), strict=True))


def links(*lines: dict[str, str]) -> bytes:
    """The bytes of the links' file."""
    return _csv(LINK_HEADER, lines)


def zipped(schools: bytes, its_links: bytes | None = None) -> bytes:
    """Both as they are downloaded, in one zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("edubasealldata20261101.csv", schools)
        if its_links is not None:
            archive.writestr("links_edubasealldata20261101.csv", its_links)
    return made.getvalue()


def _csv(header: tuple[str, ...], lines: tuple[dict[str, str], ...]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, header, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(lines)
    return made.getvalue().encode("cp1252")
