"""Is a note found wherever it may get into a file, in every script, and nothing else taken for one?"""

from __future__ import annotations

import pytest

from deck.page import Deck
from deck.write.bundle import packed
from deck.write.drawing import draw, slide_pdf
from deck.write.handout.file_text import text_of
from deck.write.handout.leaks import Secrets
from deck.write.pptx.deck import write_pptx
from tests.write.paper import ATTENDEES, Printer, told
from tests.write.planted_leaks import SENTENCES, leaks
from tests.write.test_handout_leaks import run

OTHERS = "Ask who knows the law. The answer is on the next slide."


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    notes = "".join(f"      {sentence}\n\n" for sentence in SENTENCES.values())
    slides = f"""\
- id: one
  kind: statement
  title: A message
  quote: [All of the five people were in remission three months after the infusion]
  notes: |
{notes}      {OTHERS}
- id: two
  kind: table
  title: A table
  alt: Two names
  columns: [Name, Value]
  rows: [[One, first], [Two, second]]
"""
    return told(tmp_path_factory.mktemp("talk"), slides.replace("\n      ", "\n    "))


@pytest.fixture(scope="module")
def files(talk: Printer) -> tuple[bytes, bytes, bytes, bytes]:
    deck = talk.deck
    [png] = draw(deck.pages[:1], deck.brand, "png", ppi=20)
    return write_pptx(deck, with_notes=False), slide_pdf(deck, deck.pages), png, page_of(deck)


def page_of(deck: Deck) -> bytes:
    """The index page of a bundle of this talk."""
    import io
    import zipfile

    from deck.write.bundle import INDEX, _section

    rows = [("en/for-attendees/slides.en.pdf", deck.phrases.say("about-pdf"), b"x")]
    with zipfile.ZipFile(io.BytesIO(packed([{f"{INDEX}en": _section(deck, rows).encode()}]))) as archive:
        return archive.read("index.html")


def found(data: bytes, deck: Deck) -> list[str]:
    return [leak.sentence for leak in Secrets.of(deck).told_in(text_of(data))]


@pytest.mark.slow
def test_every_planted_leak_is_found_and_no_other(talk, files):
    planted = list(leaks(*files))
    assert len(planted) > 200
    wrong = [leak.name for leak in planted if found(leak.data, talk.deck) != [leak.sentence]]
    assert wrong == []


def test_honest_files_leak_nothing(talk, files):
    assert [found(data, talk.deck) for data in files] == [[], [], [], []]


PUBLIC = {
    "a cue that staff read": ("cue: Dim the light", "Dim the light. Then go on."),
    "what the program prints": ("handout: Read this.", "Slide 1 of 2. On the web. Read this."),
    "the event and the place": ("minutes: 1", "Our meeting, Berlin, 24 April 2026."),
    "a section's name": ("section: The first part of the talk", "The first part of the talk."),
    "words of the table, in a row": ("minutes: 1", "Name and value, one first, two second."),
}


@pytest.mark.parametrize("said", PUBLIC)
def test_what_is_public_is_no_leak(tmp_path, said):
    field, notes = PUBLIC[said]
    slides = f"""\
- id: one
  kind: table
  title: A table
  alt: Two names
  columns: [Name, Value]
  rows: [[One, first], [Two, second]]
  {field}
  notes: {notes}
- {{id: two, kind: statement, title: Another message, quote: [A sentence to remember]}}
"""
    talk = told(tmp_path, slides)
    for style in (*ATTENDEES, "run-sheet"):
        if style != "run-sheet":
            talk.pdf(style)
    assert run(talk, "handout", "--style", "run-sheet") == 0
    assert list(talk.report) == []
    assert found(write_pptx(talk.deck, with_notes=False), talk.deck) == []


def test_the_words_of_a_picture_are_its_own(tmp_path):
    words = "The blue curve shows the number of patients who came back"
    slides = f"""\
- id: one
  kind: people
  title: Thanks
  wall: [A, {{name: D, file: assets/words.svg}}]
  notes: {words}.
"""
    said = f'<title>{words}</title><text y="20" font-family="Inter" font-size="9">{words}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40">{said}</svg>'
    talk = told(tmp_path, slides, {"assets/words.svg": svg}, ignoring=("svg-font",))
    for style in ATTENDEES:
        talk.pdf(style)
    assert [one for one in talk.report if one.code == "notes-leak"] == []
    assert found(write_pptx(talk.deck, with_notes=False), talk.deck) == []
