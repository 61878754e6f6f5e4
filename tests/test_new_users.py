"""What becomes of talks as people wrote them who used the program for the first time?

The talks are cut down from those that such users wrote when they tried it, each to the lines on which it was wrong or
silent then. Single slips of YAML are told in test_slips.py, of a slide's fields in test_kind_mistakes.py.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from deck.value import replace
from deck.write.pptx.deck import write_pptx
from tests.story import PROJECT, Story, opened, paragraphs_in, tell
from tests.translation.telling import translated

LONG = "Kraftfahrzeughaftpflichtversicherungsgesellschaft"
REFUSED = {
    "colons in two points": (
        "kind: bullets\ntitle: x\nbullets:\n  - Result: 12% died\n  - Second: 4:1",
        [(5, "write 'Result: 12% died'"), (6, "write 'Second: 4:1'")],
    ),
    "signs and a point that is out of line": (
        "kind: bullets\ntitle: The # of patients\n"
        "bullets:\n  - C# and F# # languages\n  - one\n   - two\nnotes: 50 # %",
        [(3, "'The # of patients'"), (5, "'C# and F# # languages'"), (7, "column 5"), (8, "'50 # %'")],
    ),
    "a figure misspelt": ("kind: figure\ntitle: x\nfigure: kmm\nalt: x", [(4, "did you mean `kmn`?")]),
    "no title, as the picture should fill the slide": (
        'kind: figure\ntitle: ""\nfile: assets/photo.jpg\nalt: x',
        [(3, "write it")],
    ),
    "pictures in panels that nobody describes": (
        "kind: panels\ntitle: x\npanels:\n  - {title: Before, file: a.jpg}\n  - {title: After, figure: km}",
        [(5, "who cannot see the picture"), (6, "who cannot see the picture")],
    ),
    "two pictures": (
        "kind: figure\ntitle: x\nfiles: [a.jpg, b.jpg]\nalt: x",
        [(4, "did you mean `file`?")],
    ),
    "a logo by its file alone": (
        "kind: cover\ntitle: x\nlogos: [pictures/nhd.png]",
        [(4, "write {file: pictures/nhd.png, alt: …}")],
    ),
    "a spoke in words alone": (
        "kind: hub\ntitle: x\nalt: x\ncentre: c\nspokes: ['Ask: is it?', {verb: a, text: b}]",
        [(6, "write {verb: 'Ask: is it?', text: …}")],
    ),
    "words that no panel is wide enough for": (
        f"kind: panels\ntitle: x\npanels:\n  - {{title: Ganz{LONG.lower()}, text: {LONG}}}\n"
        + "  - {title: x, text: y}\n" * 3,
        [(5, "soft hyphen"), (5, "soft hyphen")],
    ),
    "a word that no step is wide enough for": (
        "kind: process\ntitle: x\nalt: x\ncolumns: [A, B, C, D, E, F, G]\nlanes:\n"
        "  - {title: One, steps: {A: x, C: Computertomographie}}\n  - {title: Two, steps: {A: x}}\n"
        "  - {title: Three, steps: {A: x}}\n  - {title: Four, steps: {A: x}}",
        [(7, "soft hyphen")],
    ),
}


@pytest.mark.parametrize(("yaml", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shown_is_one_message_a_mistake_with_what_to_write(yaml, told, tmp_path: Path):
    files = {"figures/kmn.py": "def draw(canvas):\n    pass\n"}
    _, mistakes = tell(tmp_path, f"id: a\n{yaml}\n", files, drawn=False).built()
    assert [line for line, _ in mistakes] == [line for line, _ in told], mistakes
    assert all(help in one.told.help for one, (_, help) in zip(mistakes, told, strict=True)), mistakes


SHOWN = {
    "sections in an agenda": (
        "- {id: ag, kind: agenda, title: Agenda}\n"
        "- {id: s1, kind: bullets, section: Section number 1, title: x, bullets: [a]}\n"
        "- {id: s2, kind: bullets, section: Section number 2, title: x, bullets: [a]}\n",
        ["Agenda", "Section number 1", "Section number 2"],
    ),
    "a title of two lines above empty panels": (
        "id: p\nkind: panels\ntitle: A title so long that it takes two lines because its speaker wants to say it all\n"
        'panels: [{big: "1"}, {big: "2"}]\nlead: A lead\nfoot: A foot\n',
        ["1", "2", "A lead", "A foot"],
    ),
    "a tree with a tag": (
        "id: t\nkind: tree\ntitle: x\nalt: x\nroot: {text: Suspected ACS}\nbranches:\n"
        '  - {text: STEMI, note: cath lab now, tone: accent, tag: "< 120 min"}\n  - {text: NSTEMI, note: risk score}\n',
        ["Suspected ACS", "STEMI", "cath lab now", "< 120 min", "NSTEMI", "risk score"],
    ),
    "one lane, and numbers with thin gaps": (
        "id: p\nkind: process\ntitle: x\nalt: x\ncolumns: [Screen, Randomise]\n"
        'lanes: [{title: Trial, steps: {Screen: "n = 10 418", Randomise: "n = 6 263"}}]\n',
        ["Trial", "n = 10\N{NO-BREAK SPACE}418", "n = 6\N{NO-BREAK SPACE}263"],
    ),
    "a footnote": (
        'id: f\nkind: bullets\ntitle: x\nbullets: ["Mortality fell^1^"]\n'
        'source: "^1^ Unpublished data, [Smith](https://example.org)"\n',
        ["Mortality fell1", "1 Unpublished data, Smith"],
    ),
    "two sources": (
        "id: f\nkind: bullets\ntitle: x\nbullets: [a]\nsource: [First, Second]\n",
        ["First", "Second"],
    ),
    "heads of two columns with points": (
        "id: b\nkind: bullets\ntitle: x\ncolumns: 2\nbullets:\n"
        '  - {text: "**Pro**", sub: [a, b]}\n  - {text: "**Contra**", sub: [c, d]}\n',
        ["Pro", "a", "b", "Contra", "c", "d"],
    ),
    "points as in Markdown": (
        "id: b\nkind: bullets\ntitle: x\nbullets:\n  - one\n    - sub one\n    - sub two\n  - two\n",
        ["one", "sub one", "sub two", "two"],
    ),
    "quotation marks, commas and points in numbers": (
        "id: b\nkind: bullets\ntitle: x\nbullets:\n"
        "  - „Anführungszeichen“ und ‚einfache‘, 3,5 % und 1.234.567 €\n  - Früherkennung\n",
        ["„Anführungszeichen“ und ‚einfache‘, 3,5 % und 1.234.567 €", "Früherkennung"],
    ),
    "a table with a group, a range and a power": (
        "id: t\nkind: table\ntitle: x\nalt: x\ncolumns: [Characteristic, Placebo, P]\nrows:\n"
        '  - ["**History**", "", ""]\n  - ["Diabetes", "1405 (44.9)", 0.92]\n'
        '  - ["NT-proBNP, median (IQR)", "704 (467–1265)", 0.31]\n  - ["eGFR, ml/min/1.73 m^2^", 61 ± 19, 0.95]\n',
        ["History", "Diabetes", "1405 (44.9)", "0.92", "704 (467–1265)", "eGFR, ml/min/1.73 m2", "61 ± 19"],
    ),
}


@pytest.mark.parametrize(("yaml", "words"), SHOWN.values(), ids=SHOWN)
def test_nothing_that_was_written_is_lost(yaml, words, tmp_path: Path):
    deck = tell(tmp_path, yaml).without_mistakes()
    said = [paragraph for slide in opened(deck).slides for paragraph in paragraphs_in(slide.shapes)]
    gaps = str.maketrans("\N{NO-BREAK SPACE}", " ")
    assert {one.translate(gaps) for one in words} <= {one.translate(gaps) for one in said}


def test_what_is_indented_in_a_table_is_so_in_a_translation_too(tmp_path: Path):
    table = 'id: t\nkind: table\ntitle: Who\nalt: x\ncolumns: [Who, N]\nrows:\n  - ["  Women", 1]\n'
    deck, report = translated(tmp_path, table).built()
    assert not report.has_errors
    (slide,) = opened(deck).slides
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    head, women = (table.cell(row, 0) for row in (0, 1))
    assert women.text == "DE Women" and women.margin_left > 2 * head.margin_left


def test_the_words_of_a_logo_are_the_same_in_the_deck_and_in_pictures_and_its_font_is_named_once(tmp_path: Path):
    story = tell(tmp_path, "id: a\nkind: bullets\ntitle: Where is my logo?\nbullets: [a]\n")
    shutil.copytree(PROJECT / "assets" / "brand", tmp_path / "own" / "brand")
    shutil.copytree(PROJECT / "assets" / "fonts", tmp_path / "own" / "fonts")
    logo = '<text x="0" y="18" font-family="Helvetica" font-size="18" fill="#B3122F">NHD</text>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 24" width="100" height="24">{logo}</svg>'
    (tmp_path / "own" / "brand" / "emsp-small.svg").write_text(drawing, encoding="utf-8")
    deck, mistakes = Story(replace(story.world, brand_folder=tmp_path / "own" / "brand"), 0).built()
    assert [(one.told.code, "`Helvetica`" in one.told.message) for one in mistakes] == [("svg-font", True)]
    with zipfile.ZipFile(io.BytesIO(write_pptx(deck))) as package:
        drawn = [package.read(name) for name in package.namelist() if name.endswith(".svg")]
    assert [b"#B3122F" in one.upper() and b"<text" not in one for one in drawn if b"B3122F" in one.upper()] == [True]


def test_lists_links_and_styles_of_notes_are_native(tmp_path: Path):
    notes = (
        "notes: |\n  First **bold** and 10^6^.\n\n  - a list item\n  - another: with colon\n    - deeper\n"
        "  3. numbered\n\n  [a link](https://example.org) → `code`\n\n  12 of 14 were seen.\n"
    )
    deck = tell(
        tmp_path, f"format: 2\ntalk: {{title: T, speaker: S}}\nslides:\n{TELLS}{indented(notes)}"
    ).without_mistakes()
    (slide,) = opened(deck).slides
    frame = slide.notes_slide.notes_text_frame
    said = [(mark(one._p), one.text) for one in frame.paragraphs]
    assert said == [
        ("", "First bold and 10⁶."),
        ("•", "a list item"),
        ("•", "another: with colon"),
        ("–", "deeper"),
        ("3", "numbered"),
        ("", "a link (https://example.org) → code"),
        ("", "12 of 14 were seen."),
    ]
    indents = [one._p.pPr.get("marL") for one in frame.paragraphs[1:5] if one._p.pPr is not None]
    assert indents[0] == indents[1] < indents[2] and indents[3] == indents[0]


TELLS = "  - id: a\n    kind: bullets\n    title: Notes\n    bullets: [a]\n"


def indented(yaml: str) -> str:
    return "".join(f"    {line}\n" for line in yaml.splitlines())


def mark(paragraph: Any) -> str:
    """The mark that a program draws before a paragraph."""
    drawn = [*paragraph.iter("{*}buChar"), *paragraph.iter("{*}buAutoNum")]
    return drawn[0].get("char") or drawn[0].get("startAt") if drawn else ""
