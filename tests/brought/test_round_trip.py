"""Does a deck on our own exported template, adopted, come out the same?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from deck.brand.brought.package import Package
from deck.brand.brought.read import read_template
from deck.brand.brought.written import named_as, with_brand
from deck.brand.load import load_brand, told_by
from deck.brand.template import template_parts, write_potx
from deck.diagnostics import Report
from deck.door import Door
from deck.page import Deck
from deck.value import replace
from deck.write.pptx.deck import write_pptx
from tests.brought.test_build import TALK
from tests.story import PROJECT, Story, tell

OURS = PROJECT / "assets" / "brand"


def slides(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        return {name: archive.read(name).decode() for name in names}


_PLACES = re.compile(r'\b(?:x|y|cx|cy|w|marL|indent)="(-?\d+)"')


def differences(one: str, other: str) -> set[int]:
    """By how many EMU places on two slides differ that are else the same: a template keeps them as whole ones."""
    assert _PLACES.sub("", one) == _PLACES.sub("", other)
    return {abs(int(a) - int(b)) for a, b in zip(_PLACES.findall(one), _PLACES.findall(other), strict=True)}


def both(folder: Path, language: str) -> tuple[Deck, Deck]:
    """A talk on our brand, and on a brand that stands on its export."""
    report = Report()
    brand = report.take(load_brand(OURS))
    assert brand is not None
    exported = write_potx(with_brand(template_parts(brand, "en-GB"), brand, told_by(OURS, report, Door())))
    house = folder / "assets" / "house"
    house.mkdir(parents=True)
    (house / "ours.potx").write_bytes(exported)
    text = named_as(read_template(Package.read(exported)).written, "ours.potx")
    (house / "brand.yaml").write_text(text, encoding="utf-8")
    story = tell(folder, TALK, drawn=False)
    said = story.world.slides_file.read_text(encoding="utf-8").replace("language: en-GB", f"language: {language}")
    story.world.slides_file.write_text(said, encoding="utf-8")
    adopted = Story(replace(story.world, brand_folder=house), story.lines_before)
    return story.without_mistakes(), adopted.without_mistakes()


def test_to_adopt_our_own_export_gives_back_the_same_deck(tmp_path: Path) -> None:
    own, adopted = both(tmp_path, "en-GB")
    here, there = slides(write_pptx(own)), slides(write_pptx(adopted))
    assert there.keys() == here.keys()
    # A twentieth of a point at most.
    assert max(max(differences(there[name], here[name]), default=0) for name in here) <= 635


def test_and_mirrored_it_stands_as_our_own_from_right_to_left(tmp_path: Path) -> None:
    own, adopted = both(tmp_path, "ar")
    assert list(standing(adopted)) == list(standing(own))


def standing(deck: Deck) -> Iterator[tuple[str, str, list[int]]]:
    """What stands where, to half a point."""
    for page in deck.pages:
        for element in page.elements:
            box = element.box
            yield page.layout.key, element.name, [round(2 * one) for one in (box.x, box.y, box.width, box.height)]
