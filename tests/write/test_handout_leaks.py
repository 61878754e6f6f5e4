"""Do the speaker's notes stay with the speaker? A leak is planted, and must be found in the finished file."""

from __future__ import annotations

import shutil
from importlib import import_module

import pytest

from deck import cli
from deck.brand.model import Face
from deck.diagnostics import Report
from deck.markup import Run, Text
from deck.page import Deck
from deck.value import replace
from deck.write.drawing import compile, folders_of
from deck.write.handout.ending import public_texts
from deck.write.handout.file_text import text_of
from deck.write.handout.leaks import Secrets, report_leaks
from deck.write.pptx.deck import write_pptx
from tests.story import PROJECT, said
from tests.write.paper import ATTENDEES, Printer, told

SECRET = "The audience will not like what I have to say about the budget of this project."
SHARED = "All of the five people were in remission three months after the infusion."
SHORT = "Pause here."


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    slides = f"""\
- id: one
  kind: statement
  title: A message
  quote: [{SHARED}]
  notes: |
    {SECRET} {SHORT} Yes.

    {SHARED} Readers may know this sentence because the handout says the very same.
  handout: Readers may know this sentence because the handout says the very same.
- {{id: two, kind: statement, title: Another message, quote: [A sentence to remember]}}
"""
    return told(tmp_path_factory.mktemp("talk"), slides)


def found(data: bytes, deck: Deck) -> list[str]:
    return [leak.sentence for leak in Secrets(deck.pages, public_texts(deck)).told_in(text_of(data))]


# ---------------------------------------------------------------- what is made leaks nothing


@pytest.mark.parametrize("style", ATTENDEES)
def test_no_handout_for_attendees_leaks(talk, style):
    assert found(talk.pdf(style), talk.deck) == []
    assert list(talk.report) == []


@pytest.mark.parametrize("style", ATTENDEES)
def test_headings_that_the_notes_say_in_a_row_are_no_leak(tmp_path, style):
    headings = ("Travel support", "Consultancy work", "Research grants", "One clinical trial")
    items = ", ".join(f"{{lead: {heading}, text: From number {number}}}" for number, heading in enumerate(headings))
    said = f"What I declare is {', '.join(heading.lower() for heading in headings)} and nothing beyond."
    talk = told(tmp_path, f"{{id: a, kind: disclosures, title: Mine, items: [{items}], notes: '{said}'}}")
    talk.pdf(style)
    assert list(talk.report) == []


def test_the_deck_without_notes_leaks_nothing_and_the_deck_with_notes_is_seen_to_have_them(talk):
    assert found(write_pptx(talk.deck, with_notes=False), talk.deck) == []
    assert found(write_pptx(talk.deck), talk.deck) == [SECRET, SHORT]


# ---------------------------------------------------------------- planted leaks are found


@pytest.mark.parametrize("style", ATTENDEES)
def test_a_planted_note_is_found_in_every_style(talk, style, monkeypatch):
    plant(monkeypatch)
    talk.pdf(style)
    assert {error.code for error in talk.report} == {"notes-leak"}
    assert f"`{style} handout` shows a sentence of the notes of slide 1: `{SECRET[:59]}…`" in [
        error.message for error in talk.report
    ]


def test_a_leak_says_where_the_sentence_was_written(talk):
    report = Report()
    report_leaks(write_pptx(talk.deck), "deck.pptx", talk.deck, report)
    first = report.diagnostics[0]
    assert first.span.line > 0 and first.span.file.endswith("slides.yaml")
    assert "`deck.pptx` shows a sentence of the notes of slide 1" in first.message


def test_a_sentence_is_found_where_a_page_ends_inside_it(talk):
    # On pages of two lines, with words between that are on every page.
    body = "#set page(width: 150pt, height: 70pt, margin: 20pt, header: [Head of a page], footer: [Foot of a page])\n"
    assert found(pdf_of(body + SECRET), talk.deck) == [SECRET]


def test_it_is_found_in_alternative_texts_bookmarks_and_properties(talk):
    image = '#image("a.svg", alt: "{}")'
    svg = {"a.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'}
    assert found(pdf_of(image.format(SECRET), svg), talk.deck) == [SECRET]
    assert found(pdf_of(f"#show heading: none\n= {SECRET}"), talk.deck) == [SECRET]
    assert found(pdf_of(f'#set document(description: "{SECRET}")\nA'), talk.deck) == [SECRET]


def test_half_a_long_sentence_is_a_leak_and_a_few_common_words_are_none(talk):
    half = "They will not like what I have to say about the budget of this project"
    assert found(pdf_of(half), talk.deck) == [SECRET]
    few = "He knows what I have to say about budgets. Please pause. Here we are. Yes."
    assert found(pdf_of(few), talk.deck) == []


def test_what_a_slide_or_handout_text_says_is_no_secret(talk):
    assert (
        found(pdf_of(f"{SHARED} Readers may know this sentence because the handout says the very same."), talk.deck)
        == []
    )


def test_two_texts_that_stand_side_by_side_are_no_sentence(tmp_path):
    slides = """\
- id: one
  kind: bullets
  title: CAR-T-Zelltherapie
  bullets: [Zellen des Immunsystems, Pause]
  notes: Mein Thema ist die CAR-T-Zelltherapie, Zellen des Immunsystems mit neuem Rezeptor. Pause Zellen.
"""
    talk = told(tmp_path, slides)
    for style in ATTENDEES:
        talk.pdf(style)
        assert list(talk.report) == []


def test_a_public_sentence_is_none_whatever_stands_behind_it(tmp_path):
    slides = """\
- id: one
  kind: statement
  title: La rémission s’est maintenue après le retour des lymphocytes B
  quote: [5/5 en rémission]
  notes: Dans le lupus, la rémission s’est maintenue après le retour des lymphocytes B [5].
"""
    talk = told(tmp_path, slides.replace("[5]", "5"))
    for style in ATTENDEES:
        talk.pdf(style)
        assert list(talk.report) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "五个病人在输注后三个月都达到缓解，没有人需要其他药物治疗。",
        "ผู้ป่วยทั้งห้าคนอยู่ในระยะสงบหลังได้รับเซลล์สามเดือน",
        "سيبقى هذا الكلام سرا بين المتحدثة وبيني، ولا يعرفه أحد من الحضور في القاعة.",
        "Αυτή η πρόταση είναι μόνο για την ομιλήτρια και για κανέναν άλλον.",
    ],
)
def test_a_sentence_in_another_script_is_found(talk, sentence):
    deck = with_notes(talk.deck, f"{SHORT} {sentence}")
    half = sentence[: len(sentence) * 3 // 4]
    package = write_pptx(with_title(deck, half), with_notes=False)
    assert found(package, deck) == [sentence]


# ---------------------------------------------------------------- at the command line


def test_nothing_is_written_where_a_note_would_be_given_away(talk, monkeypatch, capsys):
    plant(monkeypatch)
    assert run(talk, "handout", "--style", "notes", "--style", "3up", "--style", "script") == 1
    assert "error[notes-leak]" in capsys.readouterr().err
    assert not list(talk.world.root.glob("build/*"))


def test_a_deck_to_give_away_is_read_back_too(talk, monkeypatch, capsys):
    from deck.write.pptx import deck as written

    monkeypatch.setattr(written, "write_pptx", lambda deck, *_: write_pptx(deck))
    assert run(talk, "build", "--without-notes") == 1
    assert "`slides.en.without-notes.pptx` shows a sentence of the notes" in capsys.readouterr().err
    assert not list(talk.world.root.glob("build/*"))


def test_nothing_is_looked_for_in_what_is_the_speakers_own(talk):
    talk.pdf("script")
    assert list(talk.report) == []
    talk.pdf("notes", with_notes=True)
    assert list(talk.report) == []


# ---------------------------------------------------------------- planting


def plant(patch: pytest.MonkeyPatch) -> None:
    """Let the notes get into the handout text, and where no such text is printed, into a title."""
    module = import_module("deck.write.handout.make")
    honest = module.content

    def leaking(deck, pages, style, *how):
        said = honest(deck, pages, style, *how)
        for page, slide in zip(pages, said["slides"], strict=True):
            slide["handout"] += [text.plain for text in page.notes]
            if style.name not in ("notes", "outline", "large-print") and page.notes:
                slide["title"] = SECRET
        for part in said["summary"]["parts"]:
            part["paragraphs"] += [text.plain for page in pages for text in page.notes]
        return said

    patch.setattr(module, "content", leaking)


def pdf_of(body: str, files: dict[str, bytes] | None = None) -> bytes:
    main = f'#set document(title: "T")\n#set text(font: "Inter")\n{body}'
    [pdf] = compile({"main.typ": main.encode(), **(files or {})}, folders_of(FACES))
    return pdf


def run(talk: Printer, command: str, *words: str) -> int:
    """The exit code of a command on the talk, which gets the brand into its own folder for that."""
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, talk.world.root / "assets" / part, dirs_exist_ok=True)
    result = cli.cli([command, str(talk.world.slides_file), *words], standalone_mode=False)
    assert isinstance(result, int)
    return result


def with_notes(deck: Deck, words: str) -> Deck:
    first, *rest = deck.pages
    return replace(deck, pages=(said(first, notes=(Text((Run(words),), words),)), *rest))


def with_title(deck: Deck, words: str) -> Deck:
    """The deck with these words in its properties, where hardly anybody looks."""
    meta = replace(deck.meta, title=Text((Run(words),), words))
    return replace(deck, talk=replace(deck.talk, meta=meta))


FACES = tuple(
    Face("Inter", False, False, PROJECT / "assets" / "fonts" / f"Inter-{name}.ttf") for name in ("Regular", "Bold")
)
