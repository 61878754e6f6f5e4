"""What is said in few rows is as large as its role may be, and its rows stand apart; what is full is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.page import Page
from tests.story import tell

FEW = {
    "people": "groups: [{title: Neurology, people: [Anna Meier]}, {title: Registry, people: [Bela Kovacs]}]",
    "disclosures": "items: [{lead: Shares, text: None}, {lead: Fees, text: From nobody}]",
    "definitions": "terms: [{term: CAR, means: A receptor}, {term: BCMA, means: An antigen}]",
    "table": "alt: T\n  columns: [Drug, Deaths]\n  rows: [[Ocrelizumab, 12], [Placebo, 3]]",
}


def page(folder: Path, slide: str) -> Page:
    return tell(folder, slide).without_mistakes().pages[0]


def sizes(page: Page) -> set[float]:
    title = {"title", "footer"}
    return {laid.size_pt for frame, _ in page.frames for laid in frame.paragraphs if laid.role.name not in title}


@pytest.mark.parametrize("kind", FEW)
def test_few_rows_are_large(tmp_path: Path, kind: str) -> None:
    assert sizes(page(tmp_path, f"- id: a\n  kind: {kind}\n  title: T\n  {FEW[kind]}\n")) == {24}


@pytest.mark.parametrize("kind", ["people", "disclosures", "definitions"])
def test_the_first_begins_below_the_title_and_the_others_stand_apart(tmp_path: Path, kind: str) -> None:
    found = page(tmp_path, f"- id: a\n  kind: {kind}\n  title: T\n  {FEW[kind]}\n")
    boxes = [box for frame, box in found.frames for laid in frame.paragraphs if laid.size_pt == 24]
    rows = sorted({(round(box.y), round(box.bottom)) for box in boxes})
    (top, above), (below, _) = rows[0], rows[-1]
    assert 30 < below - above < 60
    many = page(tmp_path / "many", f"- id: a\n  kind: bullets\n  title: T\n  bullets: [{'x, ' * 5}y]\n")
    first = min(box.y for frame, box in many.frames for laid in frame.paragraphs if laid.role.name == "body")
    # Names stand on a ground of their own, which begins there.
    assert abs(top - first) < (16 if kind == "people" else 2)


def test_nine_words_have_room(tmp_path: Path) -> None:
    terms = ", ".join(f"{{term: Word {at}, means: What the word number {at} means}}" for at in range(9))
    assert sizes(page(tmp_path, f"- id: a\n  kind: definitions\n  title: T\n  terms: [{terms}]\n")) == {22}


def test_a_head_does_not_grow_into_a_second_line(tmp_path: Path) -> None:
    groups = (
        "[{title: Department of Neurology, people: [Anna]}, {title: Hospital, people: [Emil]}, {title: The families}]"
    )
    found = page(tmp_path, f"- id: a\n  kind: people\n  title: T\n  groups: {groups}\n")
    heads = [laid for frame, _ in found.frames for laid in frame.paragraphs if laid.role.name == "fine_bold"]
    assert {len(laid.lines) for laid in heads} == {1} and {laid.size_pt for laid in heads} == {20}
