"""Who is thanked stands beside a group, on one grid, however few or many the names are."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.page import Deck, TextBox
from tests.story import opened, paragraphs_in, tell


def groups(*sizes: int) -> str:
    told = "".join(
        f"  - title: Group {at}\n    people: [{', '.join(f'Person {number}' for number in range(size))}]\n"
        for at, size in enumerate(sizes, 1)
    )
    return f"id: one\nkind: people\ntitle: Thanks\ngroups:\n{told}"


def names_of(deck: Deck) -> list[str]:
    slides = opened(deck).slides
    return [words for slide in slides for words in paragraphs_in(slide.shapes) if words.startswith("Person")]


@pytest.mark.parametrize("sizes", [(1,), (1, 1), (1, 2), (2, 1, 1), (3, 4, 12), (1, 0), (0, 0), (1, 1, 1, 1, 1, 1, 1)])
def test_every_name_is_shown_once(sizes: tuple[int, ...], tmp_path: Path) -> None:
    deck = tell(tmp_path, groups(*sizes)).without_mistakes()
    assert len(names_of(deck)) == sum(sizes)
    assert any(isinstance(one, TextBox) for page in deck.pages for one in page.elements)
