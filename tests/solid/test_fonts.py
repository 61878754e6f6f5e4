"""A font that was damaged on its way is an error in brand.yaml, whatever is done with the talk."""

from __future__ import annotations

import struct
from pathlib import Path
from random import Random

import pytest

from tests.solid.talk import PROJECT, Talk

REGULAR = PROJECT / "assets" / "fonts" / "Inter-Regular.ttf"
WHOLE = REGULAR.read_bytes()


def tables(data: bytes) -> dict[str, tuple[int, int, int]]:
    """Of each table where its entry stands, where it begins and how long it is."""
    (count,) = struct.unpack_from(">H", data, 4)
    places = range(12, 12 + 16 * count, 16)
    return {data[at : at + 4].decode(): (at, *struct.unpack_from(">II", data, at + 8)) for at in places}


TABLES = tables(WHOLE)


def filled(name: str, byte: int) -> bytes:
    _, start, length = TABLES[name]
    return WHOLE[:start] + bytes([byte]) * length + WHOLE[start + length :]


def moved(name: str, start: int, length: int) -> bytes:
    at = TABLES[name][0] + 8
    return WHOLE[:at] + struct.pack(">II", start, length) + WHOLE[at + 8 :]


def without(name: str) -> bytes:
    at = TABLES[name][0]
    return WHOLE[:at] + b"zzzz" + WHOLE[at + 4 :]


def noisy(name: str) -> bytes:
    _, start, length = TABLES[name]
    random, data = Random(name), bytearray(WHOLE)
    for _ in range(max(1, length // 10)):
        data[start + random.randrange(length)] = random.randrange(256)
    return bytes(data)


DAMAGED = {
    "lines of no height": filled("OS/2", 0),
    "no characters": filled("cmap", 0),
    "no outlines": filled("glyf", 0),
    "no units": filled("head", 0),
    "letters of no width": filled("hmtx", 0),
    "letters as wide as a page": filled("hmtx", 255),
    "no table of letters": without("glyf"),
    "no table of characters": without("cmap"),
    "a table far behind the end": moved("maxp", 0xFFFFFFF0, 100),
    "a table longer than the file": moved("post", TABLES["post"][1], 0x7FFFFFFF),
    "kerning behind the end": moved("GPOS", len(WHOLE) - 10, 5_000),
    "noise among the characters": noisy("cmap"),
    "noise among the widths": noisy("hmtx"),
    "cut off": WHOLE[: len(WHOLE) - 2_000],
    "cut in half": WHOLE[: len(WHOLE) // 2],
    "empty": b"",
    "a web page": b"<html>not found</html>" * 100,
    "another format": b"OTTO" + WHOLE[4:],
}


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return Talk(tmp_path_factory.mktemp("fonts") / "talk")


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_font_is_one_error_in_the_brand(talk: Talk, name: str) -> None:
    talk.write("assets/fonts/Inter-Regular.ttf", DAMAGED[name])
    found = talk.error("build", "--embed-fonts")
    assert found.startswith("error[bad-font]: `Inter-Regular.ttf` ")
    assert " @ assets/brand/brand.yaml:" in found


def test_it_is_one_message(talk: Talk) -> None:
    talk.write("assets/fonts/Inter-Regular.ttf", DAMAGED["cut in half"])
    _, _, err = talk.run("check")
    assert err.count("error[") == 1


@pytest.mark.parametrize("font", sorted(path.name for path in REGULAR.parent.glob("*.ttf")))
def test_the_fonts_of_the_house_are_whole(font: str) -> None:
    from deck.brand.sound_font import problem_of_font

    assert problem_of_font(str(REGULAR.parent / font), font) == ""


def test_a_font_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deck.apart import READER
    from deck.brand.load import load_brand
    from deck.workspace import Workspace

    talk = Talk(tmp_path / "talk")
    world = Workspace.find(talk.folder)
    brand, found = load_brand(world.brand_folder, remembered=world.remembered)
    assert brand is not None and not found
    monkeypatch.setattr(READER, "ask", None)
    assert load_brand(world.brand_folder, remembered=world.remembered)[0] is not None
