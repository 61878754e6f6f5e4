"""What happens to a slide that says too much? A list continues, anything else is an error at its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pptx.enum.shapes import PP_PLACEHOLDER

from deck.page import Deck, TableBox, TextBox
from tests.story import opened, paragraphs_in, tell

FURNITURE = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
SENTENCE = "A sentence of a dozen words, so that it needs more than one line"


@dataclass(frozen=True)
class Long:
    """A slide that needs two, and what it says, in order."""

    yaml: str
    says: list[str]
    heads: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def disclosures() -> Long:
    points = [(f"Lead {n}", f"{n}. {SENTENCE}") for n in range(1, 19)]
    items = "\n".join(f"  - {{lead: {lead}, text: '{text}'}}" for lead, text in points)
    says = [f"{lead}. {text}" for lead, text in points]
    return Long(f"id: long\nkind: disclosures\ntitle: Much\nnotes: Once\nitems:\n{items}\n", says)


def people() -> Long:
    groups = {f"Department {n}": [f"Dr. {n}-{m}" for m in range(1, 9)] for n in range(1, 7)}
    written = "\n".join(f"  - {{title: {title}, people: {json.dumps(names)}}}" for title, names in groups.items())
    says = [words for title, names in groups.items() for words in (title, *names)]
    return Long(f"id: long\nkind: people\ntitle: Much\nnotes: Once\ngroups:\n{written}\n", says)


def table() -> Long:
    rows = [[f"Row {n}", f"{n}. {SENTENCE}"] for n in range(1, 19)]
    written = "\n".join(f"  - {json.dumps(row)}" for row in rows)
    yaml = "id: long\nkind: table\ntitle: Much\nnotes: Once\nalt: Much\ncolumns: [Number, Sentence]\nrows:\n"
    return Long(f"{yaml}{written}\n", [cell for row in rows for cell in row], ["Number", "Sentence"])


def bullets() -> Long:
    says = [f"{n}. {SENTENCE}, and some words more" for n in range(1, 11)]
    written = "\n".join(f"  - {json.dumps(text)}" for text in says)
    return Long(f"id: long\nkind: bullets\ntitle: Much\nnotes: Once\nbullets:\n{written}\n", says)


def references() -> Long:
    items = [{"id": f"paper{n}", "title": f"{n}. {SENTENCE}", "container-title": "Journal"} for n in range(1, 26)]
    cited = "; ".join(f"@{item['id']}" for item in items)
    yaml = f"- id: long\n  kind: references\n  title: Much\n  notes: Once\n  handout: 'Once [{cited}]'\n"
    says = [f"{item['title']}. Journal." for item in items]
    return Long(yaml, says, files={"assets/references.json": json.dumps(items)})


LONG = pytest.mark.parametrize("long", [disclosures(), people(), table(), bullets(), references()],
                               ids=["disclosures", "people", "table", "bullets", "references"])  # fmt: skip


@LONG
def test_a_long_list_continues_and_nothing_is_lost(long: Long, tmp_path: Path) -> None:
    slides = opened(tell(tmp_path, long.yaml, long.files).without_mistakes()).slides
    assert [slide.shapes.title.text_frame.text for slide in slides] == ["Much (1/2)", "Much (2/2)"]
    parts = [list(paragraphs_in(body_of(slide))) for slide in slides]
    assert all(part[: len(long.heads)] == long.heads for part in parts)
    assert [words for part in parts for words in part[len(long.heads) :]] == long.says


@LONG
def test_the_notes_are_said_once(long: Long, tmp_path: Path) -> None:
    pages = tell(tmp_path, long.yaml, long.files).without_mistakes().pages
    assert [bool(page.notes) for page in pages] == [True, False]


@LONG
def test_all_parts_are_set_alike(long: Long, tmp_path: Path) -> None:
    deck = tell(tmp_path, long.yaml, long.files).without_mistakes()
    first, second = (set(sizes_of(deck, number)) for number in range(2))
    assert first == second
    tables = [one.widths for page in deck.pages for one in page.elements if isinstance(one, TableBox)]
    assert len(set(tables)) <= 1


def test_a_reference_keeps_its_number_on_the_next_slide(tmp_path: Path) -> None:
    long = references()
    pages = tell(tmp_path, long.yaml, long.files).without_mistakes().pages
    marks = [
        (laid.mark.text, laid.paragraph.text.plain.split()[0])
        for page in pages
        for box in page.elements
        if isinstance(box, TextBox)
        for laid in box.frame.paragraphs
        if laid.mark
    ]
    assert [mark.strip() for mark, _ in marks] == [number for _, number in marks]


@pytest.mark.parametrize("long", range(8, 30, 3))
def test_a_heading_is_never_the_last_of_its_column(long: int, tmp_path: Path) -> None:
    names = [[f"Dr. {n}-{m}" for m in range(n % 4 + 1)] for n in range(long)]
    groups = "\n".join(f"  - {{title: Lead {n}, people: {json.dumps(people)}}}" for n, people in enumerate(names))
    deck = tell(tmp_path, f"id: long\nkind: people\ntitle: Much\ngroups:\n{groups}\n").without_mistakes()
    columns = [
        one for page in deck.pages for one in page.elements
        if isinstance(one, TextBox) and one.slot is not None and one.slot.name in ("first", "second", "third")
    ]  # fmt: skip
    assert columns
    assert not any(column.frame.paragraphs[-1].paragraph.text.plain.startswith("Lead") for column in columns)


def papers(result: str) -> str:
    people = "numbers: [{big: 11 of 12, text: relapse-free, people: {of: 12, filled: 11}}]"
    two = "".join(f"  - {{key: {key}, label: {key}, {people}, result: '{result}'}}\n" for key in ("qin", "ma"))
    return f"id: both\nkind: paper\ntitle: Two papers\nnotes: Once [@ma]\npapers:\n{two}"


PAPERS = {
    "assets/references.json": json.dumps(
        [{"id": key, "title": f"About {key}", "container-title": "Journal"} for key in ("qin", "ma")]
    )
}


def test_papers_that_have_room_stand_side_by_side(tmp_path: Path) -> None:
    [page] = tell(tmp_path, papers("Interim results."), PAPERS).without_mistakes().pages
    assert page.title == "Two papers"


def test_papers_that_have_no_room_side_by_side_stand_on_a_slide_each(tmp_path: Path) -> None:
    """So they do on narrow slides, and in languages that take more words."""
    result = " ".join([SENTENCE] * 4)
    deck = tell(tmp_path, papers(result), PAPERS).without_mistakes()
    slides = opened(deck).slides
    assert [slide.shapes.title.text_frame.text for slide in slides] == ["Two papers (1/2)", "Two papers (2/2)"]
    said = [
        [words for shape in slide.shapes if shape.has_text_frame for words in [shape.text_frame.text]]
        for slide in slides
    ]
    assert [[key for key in ("About qin", "About ma") if any(key in words for words in one)] for one in said] == [
        ["About qin"],
        ["About ma"],
    ]
    assert [bool(page.notes) for page in deck.pages] == [True, False]
    # Twelve people stand under what is said of them: it has all the width, and a wider font cuts no number in two.
    told = [one.box for page in deck.pages for one in page.elements if one.name.endswith("paper-1-number-1")]
    assert told and all(box.width > 0.8 * deck.brand.width for box in told)


MUCH = "word " * 400
TOO_LONG = {
    "a title": f"kind: statement\nquote: [One]\ntitle: {MUCH}",
    "a source": f"kind: statement\ntitle: T\nquote: [One]\nsource: {MUCH}",
    "a quotation": f"kind: statement\ntitle: T\nquote:\n  - One\n  - {MUCH}",
    "a point that fills more than a slide": f"kind: bullets\ntitle: T\nbullets:\n  - One\n  - {MUCH}",
    "a statement that fills a column": f"kind: disclosures\ntitle: T\nitems:\n  - lead: One\n    text: {MUCH}",
    "a table's row": f"kind: table\ntitle: T\nalt: a\ncolumns: [A]\nrows:\n  - [One]\n  - [{MUCH}]",
    "a panel": f"kind: panels\ntitle: T\npanels:\n  - {{text: One}}\n  - {{text: {MUCH}}}",
    "a caption": f"kind: figure\ntitle: T\nfigure: f\nalt: a\ncaption:\n  - One\n  - {MUCH}",
    "a step": f"kind: process\ntitle: T\nalt: a\ncolumns: [A, B]\nlanes:\n  - title: L\n    steps:\n      A: {MUCH}",
    "a word that is wider than its shape": "kind: hub\ntitle: T\nalt: a\ncentre: C\nspokes:\n"
    f"  - {{verb: V, text: One}}\n  - {{verb: V, text: {'W' * 60}}}",
}


@pytest.mark.parametrize("yaml", TOO_LONG.values(), ids=TOO_LONG)
def test_text_that_cannot_fit_is_an_error_at_its_line(yaml: str, tmp_path: Path) -> None:
    _, mistakes = tell(tmp_path, f"id: a\n{yaml}\n").built()
    assert [(line, told.code) for line, told in mistakes] == [(yaml.count("\n") + 2, "text-overflows")], mistakes
    assert mistakes[0].told.help


UNDRAWN = {
    "a title": "kind: statement\nquote: [One]\ntitle: Hurray 🎉",
    "a kicker": "kind: statement\nquote: [One]\ntitle: T\nkicker: 🎉",
    "a source": "kind: statement\nquote: [One]\ntitle: T\nsource: 🎉",
    "a cell": "kind: table\ntitle: T\nalt: a\ncolumns: [A]\nrows:\n  - [One]\n  - [🎉]",
    "a shape": "kind: hub\ntitle: T\nalt: a\ncentre: C\nspokes:\n  - {verb: V, text: One}\n  - {verb: V, text: 🎉}",
    "a name": "kind: people\ntitle: T\ngroups:\n  - title: One\n    people:\n      - Dr. One\n      - Dr. 🎉",
}


@pytest.mark.parametrize("yaml", UNDRAWN.values(), ids=UNDRAWN)
def test_a_glyph_that_no_font_has_is_an_error_at_its_line(yaml: str, tmp_path: Path) -> None:
    _, mistakes = tell(tmp_path, f"id: a\n{yaml}\n").built()
    assert [(line, told.code) for line, told in mistakes] == [(yaml.count("\n") + 2, "glyph-missing")], mistakes
    assert "U+1F389" in mistakes[0].told.message


def test_what_the_talk_needs_has_glyphs(tmp_path: Path) -> None:
    signs = "αβγδ Ω Δ Привет 秦川 田代实 ✓ ✉ ≥ ≤ → ± “” – —"
    tell(tmp_path, f"id: a\nkind: statement\ntitle: Signs\nquote: ['{signs}']\n").without_mistakes()


def body_of(slide: Any) -> list[Any]:
    """The shapes of a slide that are neither title nor footer nor number."""
    return [one for one in slide.shapes if not one.is_placeholder or one.placeholder_format.type not in FURNITURE]


def sizes_of(deck: Deck, number: int) -> Iterator[tuple[str, float]]:
    for one in deck.pages[number].elements:
        frames = [cell for row in one.cells for cell in row] if isinstance(one, TableBox) else []
        frames += [one.frame] if isinstance(one, TextBox) else []
        yield from ((laid.role.name, laid.size_pt) for frame in frames for laid in frame.paragraphs)
