"""What becomes of a slide that plays something: on the wall, at its click, on paper, in another language?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from deck.checks import heavy_media, no_captions, plays_too_long
from deck.diagnostics import Report
from deck.layout.steps import click_by_click
from deck.page import Deck, PictureBox
from deck.pipeline import Edition, build
from deck.timing import timed
from deck.write.drawing.to_json import to_json
from deck.write.handout.blocks import Reading, body, spoken
from deck.write.handout.ending import public_texts
from deck.write.pptx.deck import package_parts
from deck.write.screen import Painter
from tests.films import film, place
from tests.story import HEAD, Story, tell

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SLIDES = """\
- id: film
  kind: video
  title: A cell comes near
  file: assets/approach.mp4
  poster: assets/approach.svg
  captions: assets/approach.vtt
  alt: A blue cell moves towards an amber one
  link: https://example.org/approach
  caption: Drawn
- id: sound
  kind: audio
  title: A tone
  file: assets/tone.mp3
  captions: assets/tone.vtt
  alt: A tone for one second
  link: https://example.org/tone
- id: upright
  kind: video
  title: Held upright
  file: assets/upright.mp4
  alt: A phone was held upright
"""
GERMAN = """\
review: {status: draft}
slides:
  film:
    title: {source: A cell comes near, text: Eine Zelle kommt näher}
    captions: {source: assets/approach.vtt, text: assets/approach.de.vtt}
    link: {source: "https://example.org/approach", text: "https://example.org/de"}
  sound:
    title: {source: A tone, text: Ein Ton}
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("media")
    words = "WEBVTT\n\n00:00.000 --> 00:01.000\nEine Zelle kommt.\n"
    told = tell(folder, SLIDES, {"assets/approach.de.vtt": words, "locales/de.yaml": GERMAN})
    (folder / "assets" / "upright.mp4").write_bytes(film(size=(180, 320), more=place()))
    return told


@pytest.fixture(scope="module")
def deck(story: Story) -> Deck:
    return story.without_mistakes()


def picture(deck: Deck, id: str) -> PictureBox:
    [page] = [page for page in deck.pages if page.id == id]
    [found] = page.plays
    return found


# ---------------------------------------------------------------- on the wall


def test_a_film_stands_in_its_own_proportions_whatever_its_picture(deck: Deck) -> None:
    box, upright = picture(deck, "film").box, picture(deck, "upright").box
    assert box.width / box.height == pytest.approx(16 / 9, abs=0.01)
    assert upright.height / upright.width == pytest.approx(16 / 9, abs=0.01)


def test_the_next_click_begins_it_and_a_click_on_it_stops_it(deck: Deck) -> None:
    root: Any = etree.fromstring(package_parts(deck)["ppt/slides/slide1.xml"])
    number = next(pic.find(f"{P}nvPicPr/{P}cNvPr").get("id") for pic in root.iter(f"{P}pic"))
    called = {
        line.get("nodeType"): [(cmd.get("cmd"), cmd.find(f".//{P}spTgt").get("spid")) for cmd in line.iter(f"{P}cmd")]
        for line in root.iter(f"{P}cTn")
        if line.get("nodeType") in ("mainSeq", "interactiveSeq")
    }
    assert called == {"mainSeq": [("playFrom(0.0)", number)], "interactiveSeq": [("togglePause", number)]}


def test_where_a_phone_was_is_in_no_part_of_the_deck(deck: Deck, story: Story) -> None:
    assert b"+52.52" in (story.world.root / "assets" / "upright.mp4").read_bytes()
    assert not any(b"+52.52" in data for data in package_parts(deck).values())


def test_what_plays_is_shown_at_every_step(deck: Deck) -> None:
    assert len(click_by_click(deck.pages)) == len(deck.pages)


def test_the_length_of_what_plays_counts_where_nobody_says_how_long_the_slide_stays(deck: Deck) -> None:
    assert [one.length * 60 for one in timed(deck.pages, 130, "en")] == pytest.approx([2.0, 1.152, 2.0])


# ---------------------------------------------------------------- on paper


def test_a_picture_that_stands_for_a_film_has_the_mark_that_says_so(deck: Deck) -> None:
    drawn = to_json(deck.pages, deck.brand).pages
    marks = [[mark["draw"] for mark in page["elements"] if mark["draw"] in ("ellipse", "path")] for page in drawn]  # type: ignore[attr-defined]
    # Where there is none, the mark is in what is drawn instead.
    assert marks == [["ellipse", "path"], [], []]
    painter = Painter(deck.brand)
    assert ["<ellipse" in painter.paint(page).svg for page in deck.pages] == [True, False, False]


def test_paper_has_the_address_and_a_code_for_it(deck: Deck) -> None:
    page = deck.pages[0]
    assert [one.leads_to for one in page.pictures] == ["", "https://example.org/approach"]
    links = {piece.run.link for frame, _ in page.frames for line in frame.lines for piece in line.pieces}
    assert "https://example.org/approach" in links


def test_who_cannot_play_it_reads_what_is_said_in_it(deck: Deck) -> None:
    scene, page = deck.scenes[0], deck.pages[0]
    reading = Reading(deck.brand, page.layout, "en")
    [shown, said, *_] = body(scene.items, reading)
    assert (shown["is"], shown["shows"]) == ("picture", "film-shows")
    assert (said["is"], said["paragraphs"][1][0]["text"]) == ("transcript", "It touches the other.")
    assert "Narrator: A cell comes near." in spoken(scene.items, body(scene.items, reading))


def test_what_is_said_in_it_is_no_secret_of_the_notes_that_quote_it(deck: Deck) -> None:
    assert {"Narrator: A cell comes near.", "It touches the other.", "(a tone)"} <= set(public_texts(deck))


# ---------------------------------------------------------------- in another language


def test_a_translation_may_bring_captions_and_an_address_of_its_own(story: Story) -> None:
    report = Report()
    deck = build(story.world, report, Edition("de"))
    assert deck is not None
    parts = package_parts(deck)
    tracks = [
        re.findall(rb'<p173:track [^>]*label="([^"]*)" lang="([^"]*)"', parts[f"ppt/slides/slide{n}.xml"])
        for n in (1, 2)
    ]
    assert tracks == [[(b"Deutsch", b"de")], [(b"English (United Kingdom)", b"en-GB")]]
    assert b"Eine Zelle kommt." in parts["ppt/media/captions1.vtt"]
    assert picture(deck, "film").media is not None
    assert [one.leads_to for one in deck.pages[0].pictures][1] == "https://example.org/de"


# ---------------------------------------------------------------- what a careful colleague says


def test_a_film_with_sound_wants_captions_and_a_silent_one_does_not(tmp_path: Path) -> None:
    deck = told(tmp_path, "", film(b"avc1", b"mp4a"), film())
    assert [one.message.partition("`")[2][:12] for one in no_captions.check(deck)] == ["assets/0.mp4"]


def test_a_film_that_lasts_longer_than_its_slide_is_said(tmp_path: Path) -> None:
    deck = told(tmp_path, "\n  minutes: 1", film(seconds=66), film(seconds=62))
    assert [one.code for one in plays_too_long.check(deck)] == ["plays-too-long"]


def test_films_together_may_not_have_more_than_the_event_takes(tmp_path: Path) -> None:
    deck = told(tmp_path, "", film(more=bytes(0)), film(seconds=3) + bytes(2 * 1024 * 1024), head="  largest_mb: 1\n")
    [one] = heavy_media.check(deck)
    assert one.message == "films and sounds have 2 MB, and the event takes 1; `assets/1.mp4` alone has 2"


def told(folder: Path, fields: str, *films: bytes, head: str = "") -> Deck:
    slides = "".join(
        f"- id: n{n}\n  kind: video\n  title: Film {n}\n  file: assets/{n}.mp4\n  alt: What happens{fields}\n"
        for n in range(len(films))
    )
    story = tell(folder, HEAD.replace("slides:\n", head + "slides:\n") + slides)
    for number, data in enumerate(films):
        (folder / "assets" / f"{number}.mp4").write_bytes(data)
    return story.built()[0]
