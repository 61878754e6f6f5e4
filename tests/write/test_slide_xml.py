"""What is in the XML of a slide? A golden of each element once, canonical and indented, that a person can review."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from deck.write.pptx.deck import write_pptx
from tests.story import tell

GOLDEN = Path(__file__).parents[1] / "golden" / "slides.xml.txt"
TALK = """\
- id: list
  kind: bullets
  title: A title with *italics*
  bullets: ["A point with **bold** words", "10^6^ cells of [a trial](https://example.org)"]
  source: Our own words
- id: diagram
  kind: process
  title: Two steps
  alt: Two steps
  columns: [One, Two]
  lanes: [{title: A lane, steps: {One: first, Two: then}}]
- id: numbers
  kind: table
  title: A table
  alt: Two numbers
  columns: [Name, Number]
  rows: [[One, "1"], [Two, "2"]]
- id: picture
  kind: figure
  title: A picture
  figure: line
  alt: A line
"""


def test_each_element_of_a_slide_is_written_as_it_was_reviewed(
    tmp_path: Path, request: pytest.FixtureRequest, drawn_here: None
) -> None:
    seen = told(write_pptx(tell(tmp_path, TALK).without_mistakes()))
    if request.config.getoption("--accept"):
        GOLDEN.write_text(seen, encoding="utf-8")
    assert seen == GOLDEN.read_text(encoding="utf-8")


def told(deck: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(deck)) as file:
        names = sorted(name for name in file.namelist() if name.startswith("ppt/slides/slide"))
        return "\n".join(f"=== {name}\n{canonical(file.read(name))}\n" for name in names)


def canonical(data: bytes) -> str:
    tree = etree.fromstring(data)
    etree.indent(tree)
    return etree.tostring(tree, method="c14n").decode()
