"""What is said to a file that is no template, or is made to harm?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from deck.brand.brought import package as limits
from deck.brand.brought.choose import choose
from deck.brand.brought.package import Package, Unfit
from deck.brand.brought.propose import propose
from deck.brand.brought.read import read_template
from deck.brand.brought.rules import Subject, lint
from deck.brand.brought.strip import stripped_parts
from deck.brand.brought.type import Fonts
from deck.brand.template import Ours
from deck.cli import cli
from tests.brought.make import SHAPES, made, painted, shape

MASTER, LAYOUT = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout2.xml"
OURS = Ours(b"<core/>", b"<app/>", b"<notes/>", b"<styles/>")


def changed(data: bytes, new: Mapping[str, bytes | None]) -> bytes:
    """The package with other parts; None takes one away."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in {**dict.fromkeys(old.namelist()), **new}:
            content = new.get(name, old.read(name) if name not in new else None)
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Unfit) as caught:
        read_template(Package.read(data))
    assert caught.value.help
    return caught.value.what


def told(data: bytes) -> set[str]:
    package = Package.read(data)
    return {f"{one.rule}: {one.what}" for one in lint(Subject(package, read_template(package), ("House Sans",)))}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is no .pptx or .potx file, or a damaged one"),
        (b"Dear all", "is no .pptx or .potx file, or a damaged one"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
            "is protected by a password, or saved in the format of PowerPoint 97",
        ),
        (changed(shape("german"), {"[Content_Types].xml": None}), "is a zip file, but no presentation"),
        (changed(shape("german"), {"ppt/presentation.xml": None}), "is no presentation, or a broken one"),
        (
            changed(shape("german"), {MASTER: b"<p:sldMaster"}),
            "is broken: `ppt/slideMasters/slideMaster1.xml` is not XML",
        ),
        (changed(shape("german"), {LAYOUT: b""}), "is broken: `ppt/slideLayouts/slideLayout2.xml` is not XML"),
    ],
)
def test_what_is_no_template_is_refused_in_words(data: bytes, said: str) -> None:
    assert refused(data).startswith(said)


def test_entities_are_not_unfolded() -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><p:sldLayout xmlns:p="x">&c;</p:sldLayout>'
    )
    assert "declares entities of its own" in refused(changed(shape("german"), {LAYOUT: bomb}))


def test_a_part_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_XML", 1_000_000)
    assert "is more than" in refused(changed(shape("german"), {LAYOUT: b" " * 2_000_000}))


def test_too_many_parts_or_layouts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = shape("german")
    monkeypatch.setattr(limits, "MOST_PARTS", 10)
    assert "more than 10" in refused(data)


def test_a_template_without_layouts_says_what_to_insert() -> None:
    empty = {"size": [960, 540], "masters": [{"holders": [], "layouts": []}]}
    assert refused(made(empty)) == "has no layout under its slide masters"


def many(count: int, size: tuple[float, float] = (960, 540)) -> dict[str, Any]:
    wide, high = size
    title = ["title", 0, 0.06 * wide, 0.05 * high, 0.88 * wide, 0.15 * high, "Title"]
    body = ["obj", 1, 0.06 * wide, 0.25 * high, 0.88 * wide, 0.6 * high, "Text"]
    layouts = [{"name": f"Content {number:03}", "type": "obj", "holders": [title, body]} for number in range(count)]
    return {"size": list(size), "masters": [{"holders": [title, ["body", *body[1:]]], "layouts": layouts}]}


def test_five_hundred_layouts_are_read() -> None:
    read = read_template(Package.read(made(many(500))))
    proposal = propose(read, "house.pptx", "House", Fonts("../fonts"))
    assert proposal.choices["text"].sheet.name == "Content 000"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((540, 960), "slides are upright"),
        ((1944, 1080), "slides measure 27.00"),
        ((720, 540), "slides are 10.00 in wide"),
    ],
)
def test_odd_pages_are_stood_on_and_told(size: tuple[float, float], said: str) -> None:
    data = made(many(1, size))
    assert "text" in propose(read_template(Package.read(data)), "house.pptx", "House", Fonts("../fonts")).choices
    assert any(said in one for one in told(data))


def rels(*rows: str) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    listed = "".join(row.format(kind=kind) for row in rows)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'.encode()


def test_what_is_fetched_from_elsewhere_and_macros_are_told_and_left_out() -> None:
    picture = (
        '<p:pic><p:nvPicPr><p:cNvPr id="9" name="Tracker"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip '
        'r:link="rId2"/></p:blipFill><p:spPr/></p:pic>'
    )
    title = ["title", 0, 60, 30, 840, 80, "Title"]
    layouts = [{"name": "Title Only", "type": "titleOnly", "holders": [title], "art": picture}]
    data = made({"size": [960, 540], "masters": [{"holders": [title], "layouts": layouts}]})
    own = "ppt/slideLayouts/_rels/slideLayout1.xml.rels"
    data = changed(
        data,
        {
            own: rels(
                '<Relationship Id="rId1" Type="{kind}slideMaster" Target="/ppt/slideMasters/slideMaster1.xml"/>',
                '<Relationship Id="rId2" Type="{kind}image" Target="http://track.example/x" TargetMode="External"/>',
            ),
            "ppt/vbaProject.bin": b"macros",
        },
    )
    found = told(data)
    assert any("the file has macros" in one for one in found)
    assert any("fetched from elsewhere" in one for one in found)
    parts = stripped_parts(Package.read(data), OURS, False, 960)
    assert "ppt/vbaProject.bin" not in parts
    whole = b"".join(parts.values())
    assert b"track.example" not in whole and b"Tracker" not in whole


def test_a_part_that_is_named_and_not_there_is_told() -> None:
    gone = changed(shape("german"), {"ppt/theme/theme1.xml": None})
    assert any("broken-package" in one and "theme1.xml" in one for one in told(gone))


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_linted_without_a_crash(name: str) -> None:
    assert all(": " in one for one in told(shape(name)))


def textbox(box: Sequence[float], words: str) -> str:
    """A text box that is no placeholder, as people draw one on a layout."""
    shape = painted(box, "C00000")
    body = f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    return shape.replace("</p:sp>", body)


def test_a_layout_that_says_something_itself_is_told_and_no_cover_stands_on_its_words() -> None:
    title, body = ["title", 0, 60, 30, 840, 80, "Title"], ["body", 1, 60, 130, 840, 340, "Text"]
    subtitle = ["subTitle", 1, 60, 330, 840, 80, "Subtitle"]
    first = {
        "name": "Title Slide",
        "type": "title",
        "samples": 1,
        "own": [["title", 0, 60, 200, 840, 90, "T"], subtitle],
    }
    other = {"name": "Title Only", "type": "titleOnly", "holders": [title]}

    def template(**more: str) -> bytes:
        return made(
            {"size": [960, 540], "masters": [{"holders": [title, body], "layouts": [{**first, **more}, other]}]}
        )

    words = textbox((60, 210, 840, 60), "Title goes here, no more than two lines of it")
    assert choose(read_template(Package.read(template()))).get("cover", None)
    found = choose(read_template(Package.read(template(art=words)))).get("cover")
    assert found is None or found.sheet.name != "Title Slide"
    said = (
        "words-of-its-own: a text box says “Title goes here, no more than two lines…” where slides have text of their"
    )
    assert any(one.startswith(said) for one in told(template(art=words)))
    assert not any("words-of-its-own" in one for one in told(template()))


@pytest.mark.parametrize(
    ("box", "minded"), [((60, 0, 300, 90), True), ((0, 0, 960, 540), False), ((60, 400, 90, 90), False)]
)
def test_a_title_that_reaches_half_into_a_picture_is_told(box: Sequence[float], minded: bool) -> None:
    picture = painted(box, "C00000").replace('<a:solidFill><a:srgbClr val="C00000"/></a:solidFill>', "<a:blipFill/>")
    title = ["title", 0, 60, 30, 840, 80, "Title"]
    layouts = [{"name": "Title Only", "type": "titleOnly", "holders": [title], "art": picture}]
    found = told(made({"size": [960, 540], "masters": [{"holders": [title], "layouts": layouts}]}))
    assert any("titles stand half on a picture" in one for one in found) is minded


def test_a_small_size_of_two_levels_is_told_once() -> None:
    package = Package.read(made({**many(1), "sizes": (44, 12, 12)}))
    found = lint(Subject(package, read_template(package), ()))
    assert {one.what.split(" on ")[0] for one in found if one.rule == "small-type"} == {"text has 12 pt"}


def test_a_part_that_is_read_late_is_told_as_broken_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = "ppt/slideLayouts/_rels/slideLayout1.xml.rels"
    whole = zipfile.ZipFile(io.BytesIO(shape("german")))
    parts = {name: whole.read(name) for name in whole.namelist()}
    parts[part] = parts[part][:-4]
    file = tmp_path / "broken.pptx"
    with zipfile.ZipFile(file, "w") as broken:
        for name, data in parts.items():
            broken.writestr(name, data)
    (tmp_path / "slides.yaml").write_text("format: 2\ntalk: {title: T, speaker: S}\nslides: []\n")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["template", "adopt", "broken.pptx"], standalone_mode=False)
    assert (done.exception, done.return_value) == (None, 1), done.output
    assert part in done.output
