"""A figure's caption and its source are one block at the foot: on one line, or one above the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.page import Page
from tests.story import A_LINE, tell

FIGURE = "- {id: one, kind: figure, title: One message, figure: line, alt: A line, caption: [%s], source: %s}\n"
LONG = "A source that is so long that it takes nearly the whole of the line on which it is printed here"


def page(folder: Path, caption: str, source: str) -> Page:
    return tell(folder, FIGURE % (caption, source), {"figures/line.py": A_LINE}).without_mistakes().pages[0]


def foot(page: Page) -> list[str]:
    return [laid.paragraph.text.plain for frame, _ in page.frames for laid in frame.paragraphs if laid.size_pt < 15]


@pytest.mark.parametrize(
    ("caption", "source", "lines"),
    [
        ("Own data", "A paper", ["Own data · A paper"]),
        ("Own data of this spring", LONG, ["Own data of this spring", LONG]),
    ],
)
def test_the_figure_has_the_room_of_the_caption(tmp_path: Path, caption: str, source: str, lines: list[str]) -> None:
    found = page(tmp_path, caption, source)
    assert found.layout.key == "figure"
    assert foot(found)[: len(lines)] == lines


def test_a_caption_of_two_lines_stands_by_itself(tmp_path: Path) -> None:
    assert page(tmp_path, f"{LONG}; {LONG.lower()}", LONG).layout.key != "figure"
