"""Words in a colour of the brand: seen in every output, bold besides, measured, and kept by translations."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.locales import csv, po, xliff
from deck.locales.unit import Unit
from deck.translation.message import State
from deck.translation.pseudo import pseudo
from deck.write.drawing import slide_pdf
from deck.write.handout.blocks import Reading, body
from tests.story import opened, tell
from tests.translation.telling import translated

SLIDE = """\
- id: a
  kind: bullets
  title: Who may not have it
  bullets: ["It is [never]{.danger} given in pregnancy", "And rarely to children"]
  notes: Say [never]{.danger} twice.
"""


def test_powerpoint_has_it_as_a_theme_colour_and_bold(tmp_path: Path) -> None:
    [slide] = opened(tell(tmp_path, SLIDE).without_mistakes()).slides
    runs = [run for shape in slide.placeholders for para in shape.text_frame.paragraphs for run in para.runs]
    [never] = [run for run in runs if run.text == "never"]
    assert never.font.bold and never.font.color.theme_color.name == "ACCENT_6"
    [noted] = [run for run in slide.notes_slide.notes_text_frame.paragraphs[0].runs if run.text == "never"]
    assert noted.font.bold


def test_pictures_and_handouts_have_it(tmp_path: Path) -> None:
    deck = tell(tmp_path, SLIDE).without_mistakes()
    danger = deck.brand.colors["danger"].hex
    [page] = deck.pages
    [block] = body(page.items, Reading(deck.brand, page.layout, page.language))
    assert {"text": "never", "bold": True, "color": "danger"} in block["items"][0]["words"]
    pieces = [piece for frame, _ in page.frames for line in frame.lines for piece in line.pieces]
    assert [piece.text for piece in pieces if piece.run.color == "danger"] == ["never"]
    red, green, blue = (int(danger[at : at + 2], 16) / 255 for at in (0, 2, 4))
    assert slide_pdf(deck, deck.pages) and red > green > blue


@pytest.mark.parametrize(
    ("slide", "where"),
    [
        ("{id: a, kind: statement, title: T, quote: ['So [x]{.sky} it is']}", "paper"),
        ("{id: a, kind: table, title: T, alt: T, columns: [A, '[B]{.danger} x'], rows: [[a, b]]}", "the table's head"),
        ("{id: a, kind: cover, style: closing, title: 'So [x]{.danger} it is'}", "a dark cover"),
    ],
)
def test_it_is_measured_on_what_it_stands_on(tmp_path: Path, slide: str, where: str) -> None:
    _, mistakes = tell(tmp_path, f"- {slide}\n").built()
    [found] = [one.told for one in mistakes if one.told.code == "faint-emphasis"]
    assert found.severity.value == "error" and "4.5:1" in found.help, where
    assert found.span.line and found.help.count(",") >= 0


def test_the_colours_that_would_do_do(tmp_path: Path) -> None:
    _, mistakes = tell(tmp_path / "one", SLIDE.replace(".danger", ".accent")).built()
    help = next(one.told.help for one in mistakes if one.told.code == "faint-emphasis")
    for name in help.partition(" take ")[2].split(", "):
        _, mistakes = tell(tmp_path / name, SLIDE.replace(".danger", f".{name}")).built()
        assert not mistakes, name


UNIT = Unit("slides.a.quote.1", ("slides", "a", "quote", 0), "It is [never]{.danger} given", "", State.MISSING)


def test_translators_get_it_protected_and_bring_it_back() -> None:
    for format in (po, xliff, csv):
        [back] = format.read(format.write([UNIT], "T", "en", "de"))
        assert back.source == UNIT.source
    written = xliff.write([UNIT], "T", "en", "de").decode()
    assert '[never<ph id="1">]{.danger}</ph> given' in written
    assert "{.danger}" in pseudo(UNIT.source)


def test_a_translation_keeps_it(tmp_path: Path) -> None:
    talk = "- {id: a, kind: statement, title: T, quote: ['It is [never]{.danger} given']}\n"
    story = translated(tmp_path, talk)

    def told(text: str) -> list[str]:
        overlay = story.overlay.replace('text: "DE It is [never]{.danger} given"', f"text: '{text}'")
        assert overlay != story.overlay
        _, report = type(story)(story.world, story.talk, overlay).built()
        return [one.message for one in report if one.code == "lost-in-translation"]

    assert told("Es wird [nie]{.danger} gegeben") == []
    assert told("Es wird **nie** gegeben") == ["the translation has lost the colour `{.danger}`"]
    assert len(told("Es wird [nie]{.muted} gegeben")) == 2
