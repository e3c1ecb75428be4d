"""Pictures and recordings stand beside the words of a question, and never instead of them."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.read import read
from tellback_web.survey.models import Media, Wave
from tellback_web.survey.pages.reader import SYMBOL
from tellback_web.survey.ready import hash_of
from tests.web.survey.small import QUESTIONNAIRE, Pupil, codes, wave_open

PICTURED = (
    QUESTIONNAIRE.replace("{id: boy, text: A boy}", '{id: boy, text: A boy, picture: "symbol:boy"}')
    .replace("{id: girl, text: A girl}", '{id: girl, text: A girl, picture: "symbol:nobody"}')
    .replace("{id: never, text: Never}", "{id: never, text: Never, picture: never.png}")
    .replace("{id: fruit, text: Fruit}", '{id: fruit, text: Fruit, picture: "symbol:apple"}')
    .replace("text: Do you have a pet?,", "text: Do you have a pet?, audio: {en: pet.mp3},")
)
SYMBOLS = settings.CONTENT / "symbols"
BYTES = b"ID3" + bytes(range(256)) * 4


def pages_of(wave: Wave) -> tuple[Pupil, str, str]:
    pupil = Pupil()
    pupil.enter(codes(wave)[0])
    first = pupil.client.get("/answer/page/1/").content.decode()
    pupil.save(1, sex="girl", pet="no")
    return pupil, first, pupil.client.get("/answer/page/3/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_pictures_are_beside_the_words_and_say_nothing_themselves() -> None:
    wave = wave_open(text=PICTURED)
    _, first, food = pages_of(wave)
    mark = wave.questionnaire_hash[:20]
    images = re.findall(r"<img[^>]*>", first + food)
    assert all('alt=""' in image for image in images)
    addresses = [re.search(r'src="([^"]*)"', image) for image in images]
    assert [found[1] for found in addresses if found] == [
        "/static/symbols/boy.svg",
        "/static/symbols/apple.svg",
        f"/answer/media/{mark}/never.png",
    ], "the symbol that is not there is left out; a line that is not asked has no pictures"
    assert f'data-audio="/answer/media/{mark}/pet.mp3"' in first
    assert first.count("data-audio") == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_with_a_mistake_has_its_pictures_too() -> None:
    pupil, first, _ = pages_of(wave_open(text=PICTURED))
    missed = pupil.client.post("/answer/page/1/", {":mark": pupil.mark()}).content.decode()
    assert re.findall(r"<img[^>]*>", missed) == re.findall(r"<img[^>]*>", first)


@pytest.mark.django_db(transaction=True)
def test_a_questionnaire_without_pictures_loads_none() -> None:
    _, first, food = pages_of(wave_open())
    assert "<img" not in first + food


def kept(kind: str = "audio/mpeg", content: bytes = BYTES) -> tuple[str, str]:
    """The address of a file that came with a questionnaire, and its mark."""
    sha256 = hashlib.sha256(content).hexdigest()
    mark = hash_of("a questionnaire")
    Media.objects.create(
        questionnaire_hash=mark, name="pet.mp3", kind=kind, content=content, sha256=sha256
    )
    return f"/answer/media/{mark[:20]}/pet.mp3", sha256


@pytest.mark.django_db
def test_a_recording_is_given_whole_in_parts_or_not_again() -> None:
    address, sha256 = kept()
    whole = Client().get(address)
    assert (whole.status_code, whole.content) == (200, BYTES)
    assert whole.headers["Content-Type"] == "audio/mpeg"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in whole.headers["Content-Security-Policy"]
    again = Client().get(address, headers={"If-None-Match": f'"{sha256}"'})
    assert (again.status_code, again.content) == (304, b"")
    for asked, first, last in (("0-1", 0, 1), ("1000-", 1000, 1026), ("5-999999", 5, 1026)):
        part = Client().get(address, headers={"Range": f"bytes={asked}"})
        assert part.status_code == 206
        assert part.headers["Content-Range"] == f"bytes {first}-{last}/1027"
        assert part.content == BYTES[first : last + 1]
    beyond = Client().get(address, headers={"Range": "bytes=9999-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, "bytes */1027")
    assert Client().get(address, headers={"Range": "bytes=x"}).content == BYTES


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/javascript", "audio/"])
def test_what_is_neither_a_picture_nor_sound_is_not_given(kind: str) -> None:
    address, _ = kept(kind)
    assert Client().get(address).status_code == 404


@pytest.mark.django_db
def test_a_file_that_did_not_come_is_not_there() -> None:
    address, _ = kept()
    assert Client().get(address.replace("pet", "dog")).status_code == 404
    for mark in ("0" * 20, address.split("/")[3][:19], "0"):
        assert Client().get(f"/answer/media/{mark}/pet.mp3").status_code == 404


@pytest.mark.parametrize("path", sorted(SYMBOLS.glob("*.svg")), ids=lambda path: path.stem)
def test_a_symbol_is_a_small_plain_drawing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    drawing = ET.fromstring(text)  # noqa: S314 - our own file
    assert drawing.get("viewBox")
    assert len(text) < 8_000
    names = {one.tag.rpartition("}")[2] for one in drawing.iter()}
    assert names <= {"svg", "path", "circle", "ellipse", "g", "rect"}
    assert not re.search(r"\bon[a-z]+=|href|style=|url\(", text)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", path.stem)


def test_the_list_of_symbols_is_the_symbols_there_are() -> None:
    text = (SYMBOLS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"`([a-z-]+)`", text.split("these names:")[1].split("To add one")[0])
    assert listed == sorted(path.stem for path in SYMBOLS.glob("*.svg"))
    assert "CC BY" in text or "Creative Commons Attribution 4.0" in text


def pictures_of(questionnaire: Questionnaire) -> Iterator[str]:
    for question in questionnaire.questions:
        for part in (*question.choices, *question.rows):
            if part.picture:
                yield part.picture


@pytest.mark.parametrize(
    "path", sorted((settings.CONTENT / "questionnaires").glob("*.yaml")), ids=lambda path: path.name
)
def test_what_comes_with_the_product_shows_symbols_that_are_there(path: Path) -> None:
    there = {f"{SYMBOL}{one.stem}" for one in SYMBOLS.glob("*.svg")}
    named = set(pictures_of(read(path.read_text(encoding="utf-8"), name=path.name)))
    assert named <= there
