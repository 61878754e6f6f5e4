"""A brand that was loaded before is that brand, as long as all that it was made of is the same."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import msgspec
import pytest

from deck.brand import load
from deck.brand.load import load_brand
from deck.brand.model import Brand, Emblem
from deck.brand.remembered import _Kept, brand_of
from deck.cache import opened, sealed
from deck.value import replace
from deck.workspace import Workspace

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    shutil.copytree(ASSETS / "brand", tmp_path / "assets" / "brand")
    shutil.copytree(ASSETS / "fonts", tmp_path / "assets" / "fonts")
    (tmp_path / "slides.yaml").write_text("talk: {}\n", encoding="utf-8")
    return tmp_path


def world_of(talk: Path) -> Workspace:
    return Workspace.find(talk / "slides.yaml")


def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages for which brand.yaml is read from now on."""
    asked: list[str] = []

    def counted(folder: Path, language: str, *rest: object) -> object:
        asked.append(language)
        return load_brand(folder, language, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(load, "load_brand", counted)
    return asked


def of(talk: Path, language: str = "en", event: str = "") -> tuple[Brand, Workspace]:
    world = world_of(talk)
    brand, found = brand_of(world.brand_folder, language, event, world)
    assert brand is not None, found
    return brand, world


@pytest.mark.parametrize("language", ["en", "ar", "ja"])
def test_a_brand_is_read_once_and_is_the_same_afterwards(
    talk: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    asked = loads(monkeypatch)
    first, read = of(talk, language, "Berlin")
    again, known = of(talk, language, "Vienna")
    assert asked == [language]
    assert repr(replace(again, event="Berlin")) == repr(first), "to the type of each number"
    assert first == load_brand(read.brand_folder, language, "Berlin")[0]
    assert known.door.noted() == read.door.noted(), "a preview has to watch the same files"
    assert {*known.door.admitted} == {*read.door.admitted}, "and its fonts may be read"


def test_whatever_it_was_made_of_changes_it(talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of(talk)
    asked = loads(monkeypatch)
    brand = talk / "assets" / "brand"
    said = (brand / "brand.yaml").read_text(encoding="utf-8")
    (brand / "brand.yaml").write_text(said.replace("name: ", "name: Another ", 1), encoding="utf-8")
    assert of(talk)[0].name.startswith("Another ")
    font = next((talk / "assets" / "fonts").glob("*.ttf"))
    shutil.copy(font, font.with_name("Copied.ttf"))
    of(talk)
    emblem = brand / "emsp-small.svg"
    emblem.write_text(emblem.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    of(talk)
    assert asked == ["en"] * 3
    of(talk)
    assert asked == ["en"] * 3


def test_a_mistake_is_told_each_time(talk: Path) -> None:
    path = talk / "assets" / "brand" / "brand.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: ", "nmae: ", 1), encoding="utf-8")
    told = []
    for _ in range(2):
        world = world_of(talk)
        brand, found = brand_of(world.brand_folder, "en", "", world)
        assert brand is None
        told.append(str(found))
    assert told[0] == told[1] and "nmae" in told[0]


def change(talk: Path, spoil: object) -> None:
    """Put another brand in the place of the one that is kept, sealed as if it were ours."""
    [path] = (talk / ".cache" / "brands").iterdir()
    name = f"brands/{path.name}"
    data = opened(name, path.read_bytes())
    assert data is not None
    kept = msgspec.msgpack.decode(data, type=_Kept, dec_hook=lambda _, said: Path(said))
    spoilt = replace(kept, brand=spoil(kept.brand))  # type: ignore[operator]
    path.write_bytes(sealed(name, msgspec.msgpack.encode(spoilt, enc_hook=str)))


def with_a_script(brand: Brand) -> Brand:
    key, layout = next(iter(brand.layouts.items()))
    emblem = Emblem(
        layout.slots["title"].box if "title" in layout.slots else brand.picture_box, b"<svg><script/></svg>"
    )
    return replace(brand, layouts={**brand.layouts, key: replace(layout, decor=(emblem,))})


def with_fonts_from_elsewhere(brand: Brand) -> Brand:
    return replace(brand, faces=tuple(replace(face, path=Path("/etc") / face.path.name) for face in brand.faces))


@pytest.mark.parametrize("spoil", [with_a_script, with_fonts_from_elsewhere])
def test_what_travels_with_a_talk_may_be_anything(talk: Path, spoil: object) -> None:
    first, _ = of(talk)
    change(talk, spoil)
    again, world = of(talk)
    assert again == first
    assert "/etc" not in world.door.admitted


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_name_that_is_no_text_keeps_nobody_from_building(talk: Path) -> None:
    font = next((talk / "assets" / "fonts").glob("*.ttf"))
    shutil.copy(font, os.fsdecode(os.fsencode(font.parent) + b"/caf\xe9.ttf"))
    assert of(talk)[0] == of(talk)[0]
    elsewhere = Path(os.fsdecode(os.fsencode(talk.parent) + b"/caf\xe9"))
    talk.rename(elsewhere)
    assert of(elsewhere)[0].name == of(elsewhere)[0].name


def test_half_a_brand_is_none(talk: Path) -> None:
    first, _ = of(talk)
    [path] = (talk / ".cache" / "brands").iterdir()
    name = f"brands/{path.name}"
    path.write_bytes(sealed(name, b"\x82"))
    assert of(talk)[0] == first
