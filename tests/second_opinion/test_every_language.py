"""Does LibreOffice break lines where we do in every language, in Arabic and Chinese as in German and French?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from deck.diagnostics import Report
from deck.geometry import Box
from deck.layout.bidi import without_marks
from deck.page import Deck
from deck.pipeline import Edition, build
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from tests.second_opinion.libreoffice import (
    AGREEMENT,
    PROJECT,
    Pair,
    base_letters,
    changed,
    convert,
    listed,
    long_ones,
    misses,
    outside,
    pairs,
    rows_of,
    with_all_slides,
    without_autofit,
)
from tests.story import Story, tell

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: second opinion skipped"),
]

TALKS = sorted((PROJECT / "tests" / "languages").glob("*.yaml"))
"""Talks with every kind of slide."""
SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
OVERLAYS = sorted(path.stem for path in (PROJECT / "locales").glob("*.yaml") if path.stem != "glossary")
CASES = [
    *(f"every kind in {path.stem}" for path in TALKS),
    *(f"sentences in {tag}" for tag in SENTENCES),
    *(f"the talk in {tag}" for tag in OVERLAYS),
]


EXPRESSIONS = (
    *("110 ± 32", "n = 5", "5/5", "11/12", "100%", "92%", "95%", "−5 °C", "70 mg", "1 × 10", "2024-05-01"),
    *("CD8+", "CD4+", "CD19/BCMA", "CAR-T", "2001/83/EC", "10.1038/s41591-022-02017-5", "#EMSP2026"),
    *("https://example.org/talk/", "leila@example.org", "Mackensen et al. 2022", "Breakfree-2"),
)
"""What stands from left to right on the Arabic slides."""
ARABIC, UNMARKED = "every kind in ar", "every kind in ar, without marks"


@dataclass(frozen=True)
class Opinion:
    deck: Deck
    pdf: Path
    pairs: list[Pair]


@pytest.fixture(scope="module")
def opinions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Opinion]:
    """Every deck that can be built, as one run of LibreOffice shows it."""
    folder = tmp_path_factory.mktemp("languages")
    decks = dict(built(folder))
    data = {name: changed(changed(write_pptx(deck), without_autofit), with_all_slides) for name, deck in decks.items()}
    data[UNMARKED] = changed(data[ARABIC], lambda name, xml: without_marks(xml))
    decks[UNMARKED] = decks[ARABIC]
    files = {name: folder / f"{number}.pptx" for number, name in enumerate(data)}
    for name, file in files.items():
        file.write_bytes(data[name])
    convert(list(files.values()), folder)
    pdfs = {name: file.with_suffix(".pdf") for name, file in files.items()}
    return {name: Opinion(deck, pdfs[name], pairs(deck, pdfs[name])) for name, deck in decks.items()}


def built(folder: Path) -> Iterator[tuple[str, Deck]]:
    for path in TALKS:
        yield (
            f"every kind in {path.stem}",
            whole(tell(folder / path.stem, path.read_text(encoding="utf-8"))),
        )
    for tag, sentences in SENTENCES.items():
        yield f"sentences in {tag}", whole(tell(folder / tag, at_many_widths(tag, sentences)))
    for tag in OVERLAYS:
        report = Report()
        deck = build(Workspace.find(PROJECT / "slides.yaml"), report, Edition(tag))
        if deck is not None and not report.has_errors:
            yield f"the talk in {tag}", deck


def whole(story: Story) -> Deck:
    """The deck; of lines that nearly do not break there are some at so many widths."""
    deck, mistakes = story.built()
    assert {mistake.told.code for mistake in mistakes} <= {"fragile-line"}
    assert deck is not None
    return deck


def at_many_widths(tag: str, sentences: list[str]) -> str:
    """A talk that shows the sentences large and small, in wide boxes and in narrow ones."""
    groups = [{"title": "1", "people": sentences[at : at + 3]} for at in (0, 3, 6) if sentences[at:]]
    rows = [sentences[:3], sentences[3:6]]
    head = {"title": "T", "speaker": "S", "event": "E", "place": "P", "date": "D", "language": tag, "status": "final"}
    slides: list[dict[str, object]] = [
        {"kind": "bullets", "bullets": list(sentences)},
        *({"kind": "bullets", "columns": 2, "bullets": sentences[at : at + 4]} for at in (0, 4, 8) if sentences[at:]),
        {"kind": "disclosures", "items": [{"lead": "1", "text": sentence} for sentence in sentences]},
        {"kind": "people", "groups": groups},
        *({"kind": "panels", "panels": [{"title": "1", "points": [one]} for one in three]} for three in rows),
        *({"kind": "figure", "figure": "f", "alt": "F", "points": [one]} for one in sentences),
        *({"kind": "statement", "quote": [one]} for one in sentences),
        {"kind": "table", "alt": "T", "columns": ["1", "2", "3"], "rows": rows},
    ]
    named = [{"id": f"slide-{number}", "title": "T", **slide} for number, slide in enumerate(slides)]
    return yaml.safe_dump({"talk": head, "slides": named}, allow_unicode=True, sort_keys=False)


@pytest.fixture
def opinion(request: pytest.FixtureRequest, opinions: dict[str, Opinion]) -> Opinion:
    if request.param not in opinions:
        pytest.skip("the talk does not build in this language: its text has mistakes")
    return opinions[request.param]


@pytest.mark.parametrize("opinion", CASES, indirect=True)
def test_every_paragraph_is_found_in_the_pdf(opinion: Opinion) -> None:
    lost = [f"slide {ours.slide} {ours.shape}: {ours.text}" for ours, theirs in opinion.pairs if not theirs.lines]
    assert not lost, listed(lost)


@pytest.mark.parametrize("opinion", CASES, indirect=True)
def test_nearly_all_long_paragraphs_have_as_many_lines_as_ours(opinion: Opinion) -> None:
    both, missed = long_ones(opinion.pairs), misses(opinion.pairs)
    told = listed([f"{len(missed)} of {len(both)} paragraphs have another number of lines", *missed])
    alike = [pair for pair in opinion.pairs if not pair[0].mixes_scripts]
    assert len(misses(alike)) <= max(1, (1 - AGREEMENT) * len(long_ones(alike))), told


@pytest.mark.parametrize("opinion", CASES, indirect=True)
def test_no_text_leaves_its_box(opinion: Opinion) -> None:
    brand = opinion.deck.brand
    left = outside(opinion.pairs, Box(0, 0, brand.width, brand.height), brand.right_to_left)
    assert not left, listed(left)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_numbers_and_names_stand_from_left_to_right_in_arabic(opinions: dict[str, Opinion], expression: str) -> None:
    assert base_letters(expression) in seen(opinions[ARABIC])


def test_without_marks_some_of_them_would_not(opinions: dict[str, Opinion]) -> None:
    lost = {expression for expression in EXPRESSIONS if base_letters(expression) not in seen(opinions[UNMARKED])}
    assert {"110 ± 32", "CD8+", "#EMSP2026"} <= lost


def seen(opinion: Opinion) -> str:
    """The letters of every line from left to right, as a reader sees them, line by line."""
    import pdfplumber

    with pdfplumber.open(opinion.pdf) as book:
        return "\n".join(base_letters(row) for page in book.pages for row in rows_of(page))
