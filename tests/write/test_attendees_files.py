"""Do attendees get what is theirs: no hidden slide, no paper that only the notes cite, no declaration unasked?"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from deck.write.drawing import slide_pdf
from tests.story import opened, tell
from tests.write.paper import ATTENDEES, Printer, pages_of, told
from tests.write.test_handout_leaks import run

SLIDES = """\
- id: declared
  kind: disclosures
  title: What I declare
  hidden: true
  items: [{lead: Travel, text: A train ticket from nobody at all}]
- id: one
  kind: statement
  title: A message
  quote: ["See [the backup](#backup) and [the end](#end) [@mackensen2022]."]
  notes: This is said because of what others found [@qin2023].
  handout: A law says more [@reg1394].
- id: backup
  kind: statement
  hidden: true
  title: A slide for questions
  quote: [Nobody asked so far.]
- id: end
  kind: references
  title: Sources
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    return told(tmp_path_factory.mktemp("talk"), SLIDES)


def without_notes(talk: Printer, *words: str) -> zipfile.ZipFile:
    assert run(talk, "build", "--without-notes", *words) == 0
    return zipfile.ZipFile(talk.world.build_folder / "slides.en.without-notes.pptx")


def said_in(package: zipfile.ZipFile) -> str:
    return "".join(package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels")))


def test_the_deck_without_notes_has_no_hidden_slide(talk):
    said = said_in(without_notes(talk))
    assert "A message" in said and "the backup" in said
    assert "Nobody asked" not in said and "train ticket" not in said


def test_a_link_to_a_slide_that_is_left_out_leaves_its_words(talk):
    package = without_notes(talk)
    slide = package.read("ppt/slides/slide1.xml").decode()
    assert slide.count("hlinksldjump") == 1


def test_hidden_slides_are_in_it_when_asked_for(talk):
    said = said_in(without_notes(talk, "--with-hidden"))
    assert "Nobody asked" in said and "train ticket" in said


def test_the_speakers_own_deck_keeps_them(talk):
    titles = [slide.shapes.title.text_frame.text for slide in opened(talk.deck).slides]
    assert "A slide for questions" in titles


def test_pictures_of_hidden_slides_are_drawn_when_they_are_asked_for(talk, tmp_path):
    assert run(talk, "png", "--width", "160", "-o", str(tmp_path / "shown")) == 0
    assert sorted(path.name for path in Path(tmp_path / "shown").iterdir()) == ["02-one.png", "04-end.png"]
    assert run(talk, "png", "--width", "160", "--slide", "backup", "-o", str(tmp_path / "one")) == 0
    assert [path.name for path in Path(tmp_path / "one").iterdir()] == ["03-backup.png"]


def test_a_deck_of_hidden_slides_alone_is_not_given_away(tmp_path, capsys):
    talk = told(tmp_path, "{id: a, kind: statement, hidden: true, title: T, quote: [Q]}")
    assert run(talk, "build", "--without-notes") == 1
    assert "every slide is hidden" in capsys.readouterr().err


@pytest.mark.parametrize("style", ATTENDEES)
def test_no_handout_lists_what_only_the_notes_cite(talk, style):
    text = talk.text(style)
    assert "Qin" not in text and "train ticket" not in text
    if style in ("notes", "large-print", "outline"):
        assert "1394/2007" in text


def test_the_slide_of_references_does_not_list_it_either(talk):
    text = "\n".join(pages_of(slide_pdf(talk.deck, talk.deck.without_hidden.pages)))
    assert "Mackensen" in text and "1394/2007" in text and "Qin" not in text


def test_a_talk_whose_notes_alone_cite_has_nothing_to_list(tmp_path):
    slides = SLIDES.replace(" [@mackensen2022]", "").replace(" [@reg1394]", "")
    _, mistakes = tell(tmp_path, slides).built()
    assert [mistake.told.code for mistake in mistakes] == ["nothing-to-list"]


def test_hidden_disclosures_are_printed_where_the_event_asks_for_them(tmp_path):
    whole = f"""\
talk:
  title: A talk
  speaker: A Speaker
  language: en-GB
  status: final
  print_disclosures: true
slides:
{SLIDES}"""
    talk = told(tmp_path, whole)
    assert "train ticket" in talk.text("notes")
