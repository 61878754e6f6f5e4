"""What does `deck template show` draw of a template?"""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest

from deck.brand.brought.package import Package
from deck.brand.brought.picture import Shown, Use, page_of, shown
from deck.brand.brought.read import read_template
from deck.brand.shipped import SHIPPED
from deck.write.drawing.template_pages import template_pdf
from tests.brought.make import SHAPES, shape


def layouts(name: str) -> list[Shown]:
    data = shape(name)
    brought = read_template(Package.read(data))
    first = next(brought.sheets).part
    return shown(data, brought, "Inter", {first: [Use("talk", ("cover", "closing"), ())]})


@pytest.mark.parametrize("name", SHAPES)
def test_every_layout_has_a_picture_with_its_placeholders(name: str) -> None:
    told = [layout for master in SHAPES[name]["masters"] for layout in master["layouts"]]
    found = layouts(name)
    assert len(found) == len(told)
    page = page_of("house.pptx", found)
    assert page.count("<svg ") == len(told)
    for one in found:
        assert all(f">{type}</text>" in one.svg for type, _, _ in one.held)


def test_a_picture_of_a_page_is_as_high_as_its_width_asks() -> None:
    assert set(re.findall(r'width="(\d+)" viewBox="0 0 960 540"', page_of("x", layouts("german")))) == {"640"}


def test_as_a_pdf_each_layout_has_a_page_with_what_stands_there(tmp_path: Path) -> None:
    found = layouts("german")
    path = tmp_path / "layouts.pdf"
    path.write_bytes(template_pdf("house.pptx", found, "Inter", (SHIPPED / "fonts",)))
    with pdfplumber.open(path) as pdf:
        said = [page.extract_text() for page in pdf.pages]
    assert [words.split("\n")[0] for words in said] == [one.heading for one in found]
    assert "talk: cover, closing" in said[0]
    assert "No slide of ours stands here." in said[1]
    assert "obj 1, 28/24/24 pt" in said[1]
