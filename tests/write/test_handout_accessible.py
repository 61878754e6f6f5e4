"""Can everybody read the handouts? An independent checker judges every style in every language of the talk."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from tempfile import NamedTemporaryFile

import page as page_validation
import pikepdf
import pytest

from deck.diagnostics import Report
from deck.markup import Run, Text
from deck.pipeline import Edition, build
from deck.translation.overlay import tags as overlays
from deck.value import replace
from deck.workspace import Workspace
from tests.slow import slow
from tests.story import PROJECT, Story, said
from tests.write.paper import SLIDE_BY_SLIDE, STYLES, Printer, told

TALK = Workspace.find(PROJECT / "slides.yaml")
OWN = ""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    printer = told(tmp_path_factory.mktemp("sample"))
    printer.pdf = cache(printer.pdf)
    return printer


@pytest.mark.parametrize("style", [slow(style) if style in ("2up", "4up", "6up") else style for style in STYLES])
@pytest.mark.parametrize("language", [OWN, *map(slow, overlays(TALK))], ids=lambda tag: tag or "own")
def test_every_style_of_the_talk_passes_the_checker_in_every_language(language, style):
    printer = talk_in(language)
    assert failures(printer.pdf(style)) == []
    assert [error.message for error in printer.report] == []


@cache
def talk_in(language: str) -> Printer:
    deck = build(TALK, Report(), Edition(language))
    assert deck is not None
    return Printer(Story(TALK, 0), deck)


@pytest.mark.parametrize("options", [{"ink_light": True}, {"with_notes": True}, {"with_hidden": True}])
def test_other_editions_pass_too(sample, options):
    assert failures(sample.pdf("notes", **options)) == []


def test_the_checker_sees_what_is_wrong(sample):
    untagged = pikepdf.open(io.BytesIO(sample.pdf("3up")))
    del untagged.Root["/StructTreeRoot"]
    broken = io.BytesIO()
    untagged.save(broken)
    assert failures(broken.getvalue())


@pytest.mark.parametrize("style", STYLES)
def test_the_document_says_what_it_is_in_which_language_and_embeds_its_fonts(sample, style):
    pdf = pikepdf.open(io.BytesIO(sample.pdf(style)))
    assert pdf.Root.Lang == "en-GB" and pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]) == "Cells that find cells"
    assert str(pdf.docinfo["/Author"]) == "Ada Example" and str(pdf.docinfo["/Keywords"]) == "cells"
    assert "/CreationDate" not in pdf.docinfo
    fonts = [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
    ]
    assert fonts and all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@pytest.mark.parametrize("style", [name for name in SLIDE_BY_SLIDE if name != "run-sheet"])
def test_headings_go_down_a_step_at_a_time_and_are_bookmarks(sample, style):
    pdf = pikepdf.open(io.BytesIO(sample.pdf(style)))
    levels = [int(tag[2:]) for tag in tags(pdf) if tag in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    # A slide before the first section, sections, slides in them.
    assert levels[:4] == [1, 1, 2, 2]
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root][:3] == ["1 Cells that find cells", "Opening", "Results"]
        assert [item.title for item in outline.root[2].children][:1] == ["4 What was found"]


@pytest.mark.parametrize("style", ["2up", "3up", "4up", "6up", "notes", "script"])
def test_a_slides_picture_reads_its_text_once_and_its_letters_are_passed_over(sample, style):
    pdf = pikepdf.open(io.BytesIO(sample.pdf(style)))
    alts = [str(node.Alt) for node in nodes(pdf) if node.S == "/Figure"]
    said = next(alt for alt in alts if "A first point" in alt)
    assert said == "A first point. A second point. Mackensen et al. 2022 [1]; Regulation (EC) No 1394/2007 [2]."
    assert any(alt.startswith("Two rows of numbers. Trial; People. One; 5.") for alt in alts)
    # A slide that is nothing but its title is read as that.
    assert "Ada Example." in alts


def test_tables_have_headers_lists_have_items_and_links_say_where_they_lead(sample):
    pdf = pikepdf.open(io.BytesIO(sample.pdf("outline")))
    found = list(tags(pdf))
    assert found.count("/TH") == 2 and found.count("/TD") == 4
    assert found.count("/LI") >= 2 + 2 + 2
    notes = [note for one in pdf.pages for note in one.get("/Annots", ())]
    assert notes and all(str(note.Contents) for note in notes)


def test_words_in_another_language_are_tagged_as_such(tmp_path):
    talk = told(tmp_path, "{id: a, kind: statement, title: One message, quote: [A sentence], handout: Ein Satz}")
    page = talk.deck.pages[0]
    german = Text((Run("To say: "), Run("Guten Tag", lang="de")), "")
    talk.deck = replace(talk.deck, pages=(said(page, handout=(german,)),))
    pdf = pikepdf.open(io.BytesIO(talk.pdf("notes")))
    content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    # Not de-GB: the region of the document is no part of another language.
    assert set(re.findall(rb"/Lang\(([^)]+)\)", content)) == {b"de"}


def failures(pdf: bytes) -> list[str]:
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        result = page_validation.validate_pdf(file.name, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert result.rules.total >= 100
    return [str(failure) for failure in result.failures]


def tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    for node in nodes(pdf):
        yield str(node.S)


def nodes(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            if "/K" in node:
                waiting.append(node.K)
