"""The slides as a PDF: is what is read out what the deck says, in its order, and do independent checkers agree?"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import page as checker
import pikepdf
import pytest

from deck import cli
from deck.diagnostics import Report
from deck.page import Deck, Frame, Group, Page, PictureBox, Piece, TableBox, TextBox
from deck.pipeline import build
from deck.value import replace
from deck.workspace import Workspace
from deck.write.drawing import compile, folders_of, slide_pdf
from tests.slow import slow
from tests.story import PROJECT, tell
from tests.write.drawn import Tagged, structure

LANGUAGES = sorted(path.stem for path in (PROJECT / "tests" / "languages").glob("*.yaml"))
FURNITURE = ("ftr", "sldNum", "dt")


@pytest.fixture(scope="module")
def deck() -> Deck:
    """The shipped talk."""
    deck = build(Workspace.find(PROJECT / "slides.yaml"), Report())
    assert deck is not None
    return deck


@pytest.fixture(scope="module")
def pdf(deck: Deck) -> bytes:
    return slide_pdf(deck, deck.pages)


# ---------------------------------------------------------------- what is read out


Said = list[tuple[str, str]]
"""What stands on a page, in reading order: what it is, and its text."""


def test_a_page_says_what_the_slide_says_in_reading_order(deck: Deck, pdf: bytes) -> None:
    for number, page in enumerate(deck.pages):
        assert told(structure(pdf, number)) == list(said(page)), f"slide {page.number} {page.id}"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Deck, bytes]]:
    """The talk in a language, and its slides."""

    def drawn(tag: str) -> tuple[Deck, bytes]:
        yaml = (PROJECT / "tests" / "languages" / f"{tag}.yaml").read_text(encoding="utf-8")
        deck = tell(tmp_path_factory.mktemp(tag), yaml).without_mistakes()
        return deck, slide_pdf(deck, deck.pages)

    return cache(drawn)


@pytest.mark.parametrize("tag", [slow(tag) if tag == "el" else tag for tag in LANGUAGES])
def test_it_does_so_in_every_script(tag: str, drawn: Callable[[str], tuple[Deck, bytes]]) -> None:
    deck, pdf = drawn(tag)
    assert [str(failure) for failure in checked(pdf).failures] == []
    for number, page in enumerate(deck.pages):
        assert heard(told(structure(pdf, number))) == heard(list(said(page))), f"slide {page.number} {page.id}"


def heard(found: Said) -> Said:
    """What reaches a listener: of a figure its alternative text, and not the words that stand in it."""
    return [(what, text) for what, text in found if what != "inside"]


def test_words_in_a_figure_are_there_letter_by_letter(drawn: Callable[[str], tuple[Deck, bytes]]) -> None:
    deck, pdf = drawn("ar")
    figures = 0
    for number, page in enumerate(deck.pages):
        for (what, text), (_, read) in zip(said(page), told(structure(pdf, number)), strict=True):
            if what == "inside":
                figures += 1
                assert consonants(read) == consonants(text), f"slide {page.number} {page.id}"
    assert figures > 3


def consonants(text: str) -> set[str]:
    """The letters without vowel signs; a PDF may give one that carries such a sign twice."""
    return {char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) not in ("Mn", "Cf")}


def said(page: Page) -> Iterator[tuple[str, str]]:
    """By the deck: its paragraphs as they were written, before any line was broken."""
    for element in page.elements:
        match element:
            case TextBox(slot=slot) if slot and slot.type in FURNITURE:
                pass
            case TextBox(slot=slot, frame=frame):
                for kind, text in paragraphs(frame):
                    yield ("title" if slot and slot.type in ("title", "ctrTitle") else kind), text
            case PictureBox(alt=alt):
                yield "picture", plain(alt.plain)
            case Group(alt=alt, children=children):
                yield "picture", plain(alt.plain)
                boxes = [child for child in children if isinstance(child, TextBox)]
                yield "inside", "".join(bare(text) for box in boxes for _, text in paragraphs(box.frame))
            case TableBox(cells=(head, *rows)):
                yield from (("head", " ".join(text for _, text in paragraphs(cell))) for cell in head)
                yield from (("cell", " ".join(text for _, text in paragraphs(cell))) for row in rows for cell in row)


def paragraphs(frame: Frame) -> Iterator[tuple[str, str]]:
    for laid in frame.paragraphs:
        text = plain(laid.paragraph.text.plain)
        if laid.mark:
            yield "item", f"{laid.mark.text} {text}"
        elif text:
            yield "paragraph", text


def told(page: Tagged) -> Said:
    """By the PDF: from the tags alone."""
    return [found for node in page.inside for found in told_by(node)]


def told_by(node: Tagged) -> Iterator[tuple[str, str]]:
    match node.tag:
        case "H1" | "H2":
            yield "title", plain(node.text)
        case "P":
            yield "paragraph", plain(node.text)
        case "L" | "LI" | "Table" | "THead" | "TBody" | "TR":
            if node.tag == "LI":
                label, body = node.inside
                yield "item", f"{plain(label.text)} {plain(body.text)}"
            else:
                yield from (found for child in node.inside for found in told_by(child))
        case "TH":
            yield "head", " ".join(plain(part.text) for part in node.inside)
        case "TD":
            yield "cell", " ".join(plain(part.text) for part in node.inside)
        case "Figure":
            yield "picture", node.alt
            if node.text:
                yield "inside", bare(node.text)
        case other:
            raise AssertionError(f"nobody expects {other}")


def plain(text: str) -> str:
    """Words and single spaces; without what only says where a line may break, or which way it is read."""
    return " ".join(re.sub("[\u00ad\u200b\u2060\ufeff\u200e\u200f]", "", text).split())


def bare(text: str) -> str:
    """Inside a drawing, whose alternative is heard, words are the glyphs that are painted: hyphens too."""
    return plain(text).replace(" ", "").replace("\N{NON-BREAKING HYPHEN}", "-")


def test_what_repeats_on_every_slide_is_not_read_out(deck: Deck, pdf: bytes) -> None:
    read = [structure(pdf, number).text for number in range(len(deck.pages))]
    footers = [
        element.frame.paragraphs[0].paragraph.text.plain
        for page in deck.pages
        for element in page.elements
        if isinstance(element, TextBox) and element.slot and element.slot.type == "ftr"
    ]
    assert footers and not any(footer in text for footer in footers for text in read)


# ---------------------------------------------------------------- what it is tagged as


def test_a_list_is_a_list_of_labels_and_bodies_and_a_deeper_one_is_inside(tmp_path: Path) -> None:
    points = "[One, {text: Two, sub: [Deeper, Deeper still]}, Three]"
    [page] = pages(tmp_path, f"id: a\nkind: bullets\ntitle: List\nbullets: {points}\n")
    item = "LI(Lbl LBody(P))"
    assert [node.outline for node in page.inside if node.tag == "L"] == [f"L({item} {item} L({item} {item}) {item})"]


def test_a_table_names_the_header_of_each_cell(pdf: bytes, deck: Deck) -> None:
    number, box = next((n, e) for n, page in enumerate(deck.pages) for e in page.elements if isinstance(e, TableBox))
    [table] = structure(pdf, number).all("Table")
    heads, cells = list(table.all("TH")), list(table.all("TD"))
    assert len(heads) == len(box.widths) and {head["Scope"] for head in heads} == {"Column"}
    assert len(cells) == len(box.widths) * (len(box.heights) - 1)
    assert len({tuple(cell["Headers"]) for cell in cells}) == len(box.widths)


def test_a_link_says_where_it_leads_and_can_be_hit(pdf: bytes) -> None:
    book = opened(pdf)
    links = [link for page in book.pages for link in page.get("/Annots", [])]
    assert len(links) > 40
    for link in links:
        assert str(link.Contents) == str(link.A.URI)
        left, bottom, right, top = (float(edge) for edge in link.Rect)
        assert top - bottom > 12 and right - left > 4


def test_a_link_over_two_lines_is_one_link(tmp_path: Path) -> None:
    long = "a long text that leads there and is broken " * 3
    [page] = pages(tmp_path, f"id: a\nkind: bullets\ntitle: Link\nbullets: ['[{long.strip()}](https://a.example)']\n")
    [link] = page.all("Link")
    assert plain(link.text) == long.strip()


def test_a_link_to_a_slide_leads_to_its_page_and_one_to_a_hidden_slide_is_text(tmp_path: Path) -> None:
    talk = """\
- {id: one, kind: statement, title: One, quote: ["See [two](#two) and [three](#three)"]}
- {id: two, kind: statement, title: Two, quote: [Hidden], hidden: true}
- {id: three, kind: statement, title: Three, quote: [Shown]}
"""
    deck = tell(tmp_path, talk).without_mistakes()
    book = opened(slide_pdf(deck, [page for page in deck.pages if not page.hidden]))
    [link] = book.pages[0].Annots
    assert book.pages.index(pikepdf.Page(link.Dest[0])) == 1
    assert str(link.Contents) == "page 3"
    assert "See two and three" in structure(bytes_of(book)).text


def test_a_part_in_another_language_says_so(tmp_path: Path) -> None:
    deck = tell(tmp_path, "id: a\nkind: statement\ntitle: Title\nquote: [One and zwei]\n").without_mistakes()
    [page] = deck.pages
    quotes = [
        one for one in page.elements if isinstance(one, TextBox) and "zwei" in one.frame.paragraphs[0].lines[0].text
    ]
    elements = tuple(in_german(one) if one in quotes else one for one in page.elements)
    pdf = slide_pdf(deck, [replace(page, elements=elements)])
    assert str(opened(pdf).Root.Lang) == "en-GB"
    assert [(node.text, node.language) for node in structure(pdf).inside if node.language] == [("One and zwei", "de")]


def in_german(box: TextBox) -> TextBox:
    """The box with all its text marked as German."""

    def piece(old: Piece) -> Piece:
        return replace(old, run=replace(old.run, lang="de"))

    [laid] = box.frame.paragraphs
    lines = tuple(replace(line, pieces=tuple(map(piece, line.pieces))) for line in laid.lines)
    return replace(box, frame=replace(box.frame, paragraphs=(replace(laid, lines=lines),)))


# ---------------------------------------------------------------- the document


def test_the_document_says_what_it_is(deck: Deck, pdf: bytes) -> None:
    book = opened(pdf)
    assert str(book.Root.Lang) == deck.meta.language
    assert bool(book.Root.ViewerPreferences.DisplayDocTitle)
    assert str(book.docinfo["/Title"]) == deck.meta.title.plain
    assert str(book.docinfo["/Author"]) == deck.meta.speaker
    assert [word in str(book.docinfo["/Keywords"]) for word in deck.meta.keywords] == [True] * len(deck.meta.keywords)
    assert "/CreationDate" not in book.docinfo and "/ModDate" not in book.docinfo


def test_bookmarks_are_the_sections_with_their_slides(deck: Deck, pdf: bytes) -> None:
    with opened(pdf).open_outline() as outline:
        found = [(section.title, [slide.title for slide in section.children]) for section in outline.root]
    sections = dict.fromkeys(page.section for page in deck.pages)
    assert found == [(name, [plain(page.title) for page in deck.pages if page.section == name]) for name in sections]


def test_headings_go_down_one_level_at_a_time(deck: Deck, pdf: bytes) -> None:
    levels = [node.tag for number in range(len(deck.pages)) for node in structure(pdf, number).all("H1", "H2", "H3")]
    assert levels == ["H1"] + ["H2"] * (len(deck.pages) - 1)


def test_pages_are_numbered_as_the_slides_are(deck: Deck) -> None:
    shown = [page for page in deck.pages if not page.hidden]
    book = opened(slide_pdf(deck, shown))
    assert len(shown) < len(deck.pages)
    assert [page.label for page in book.pages] == [str(page.number) for page in shown]


def test_every_font_is_inside(pdf: bytes) -> None:
    book = opened(pdf)
    fonts = [thing for thing in book.objects if is_dictionary(thing) and thing.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_figures_stay_drawings(pdf: bytes) -> None:
    images = [thing for thing in opened(pdf).objects if isinstance(thing, pikepdf.Stream) and "/Width" in thing]
    assert images == []


# ---------------------------------------------------------------- an independent checker


def test_a_checker_of_pdf_ua_finds_nothing(pdf: bytes) -> None:
    found = checked(pdf)
    assert found.rules.total > 100
    assert [str(failure) for failure in found.failures] == []
    assert found.is_compliant


def test_the_checker_would_find_something(deck: Deck) -> None:
    [untagged] = compile(
        {"main.typ": b"#set page(width: 99cm)\nNobody says what this is."}, folders_of(deck.brand.faces)
    )
    assert not checked(untagged).is_compliant
    tagged = opened(slide_pdf(deck, deck.pages[:3]))
    del tagged.Root.StructTreeRoot
    del tagged.Root.MarkInfo
    assert not checked(bytes_of(tagged)).is_compliant


def checked(pdf: bytes) -> Any:
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return checker.validate_pdf(file.name, profile=checker.ValidationProfile.PDF_UA_1)


# ---------------------------------------------------------------- the same every time


ENGLISH = """\
- {id: one, kind: bullets, title: One, bullets: [A point, "**Another** ^2^"]}
- {id: two, kind: figure, title: Two, file: assets/meeting.svg, alt: Two people}
"""
ARABIC = """\
talk: {title: حديث, speaker: متحدث, language: ar, status: final}
slides:
- {id: one, kind: bullets, title: أولًا, bullets: ["نقطة مهمّة CD19", "**أخرى** ^2^"]}
"""


@pytest.mark.parametrize(("talk", "language"), [(ENGLISH, "en"), (ARABIC, "ar")])
def test_the_same_talk_gives_the_same_bytes_whoever_draws_it_where_and_when(
    tmp_path: Path, talk: str, language: str
) -> None:
    drawn = set()
    for number, (seed, zone) in enumerate((("1", "UTC"), ("2", "Pacific/Auckland"), ("random", "America/Lima"))):
        folder = tmp_path / f"folder{number}"
        folder.mkdir()
        tell(folder, talk)
        for part in ("brand", "fonts"):
            (folder / "assets" / part).symlink_to(PROJECT / "assets" / part)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": str(number)}
        command = (sys.executable, "-m", "deck", "pdf", str(folder / "slides.yaml"), "-o", str(folder / "out"))
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=PROJECT)
        drawn.add((folder / "out" / f"slides.{language}.pdf").read_bytes())
    assert len(drawn) == 1


# ---------------------------------------------------------------- the command


HIDDEN = """\
- {id: one, kind: statement, title: One, quote: [Shown]}
- {id: two, kind: statement, title: Two, quote: [Hidden], hidden: true}
"""


def test_hidden_slides_are_left_out_unless_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(tmp_path, HIDDEN) == 0
    assert "(1 slide, 1 hidden left out, " in capsys.readouterr().out
    assert len(opened(written(tmp_path)).pages) == 1
    assert typed(tmp_path, HIDDEN, "--with-hidden") == 0
    assert len(opened(written(tmp_path)).pages) == 2


@pytest.mark.parametrize(
    ("talk", "option"),
    [
        (HIDDEN.replace("kind: statement", "kind: statment"), ()),
        (HIDDEN.replace("title: One", "title: One, hidden: true"), ()),
        (HIDDEN, ("--max-mb", "0.001")),
    ],
)
def test_a_pdf_that_cannot_be_made_leaves_the_last_one(tmp_path: Path, talk: str, option: tuple[str, ...]) -> None:
    assert typed(tmp_path, HIDDEN) == 0
    before = written(tmp_path)
    assert typed(tmp_path, talk, *option) == 1
    assert written(tmp_path) == before


def test_a_limit_that_is_kept_is_no_mistake(tmp_path: Path) -> None:
    assert typed(tmp_path, HIDDEN, "--max-mb", "1") == 0


def typed(folder: Path, talk: str, *options: str) -> int:
    """The exit code of `deck pdf` for that talk."""
    tell(folder, talk)
    for part in ("brand", "fonts"):
        link = folder / "assets" / part
        if not link.exists():
            link.symlink_to(PROJECT / "assets" / part)
    code = cli.cli(["pdf", str(folder / "slides.yaml"), *options], standalone_mode=False)
    assert isinstance(code, int)
    return code


def written(folder: Path) -> bytes:
    return (folder / "build" / "slides.en.pdf").read_bytes()


# ---------------------------------------------------------------- words


def pages(folder: Path, yaml: str) -> list[Tagged]:
    """What is read out for each slide of a small talk."""
    deck = tell(folder, yaml).without_mistakes()
    pdf = slide_pdf(deck, deck.pages)
    assert checked(pdf).is_compliant
    return [structure(pdf, number) for number in range(len(deck.pages))]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def bytes_of(book: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def is_dictionary(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary)
