"""Does a process that has built before show the same as a fresh one, whatever was edited in between?"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from deck.resolve import draw_figures
from deck.serve.shown import Built, Done, Edition, Wish
from deck.serve.workshop import Workshop
from tests.drawn_here import drawn_here
from tests.serve.served import FIGURE, GERMAN, TALK, small_talk

__all__ = ["drawn_here"]
Edit = Callable[[str], str]
LOCALES = ("", "de")


@pytest.fixture
def talk(tmp_path: Path, drawn_here: None) -> Path:
    return small_talk(tmp_path)


def editions(workshop: Workshop) -> list[Edition]:
    told: list[object] = []
    workshop.build(Wish(LOCALES), told.append)
    return [one.edition for one in told if isinstance(one, Built)]


def replaced(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return edit


def swapped(first: str, second: str) -> Edit:
    """Two lines in each other's place."""

    def edit(text: str) -> str:
        assert first in text and second in text
        return text.replace(first, "\0").replace(second, first).replace("\0", second)

    return edit


EDITS: dict[str, tuple[str, Edit]] = {
    "a word": ("slides.yaml", replaced("One thing", "Another thing")),
    "a word of a translation": ("locales/de.yaml", replaced("Hier wird eines", "Eines wird hier")),
    "notes": ("slides.yaml", replaced("Say it", "Say this")),
    "a line more": ("slides.yaml", replaced("slides:\n", "slides:\n  # a remark\n")),
    "a line more in a translation": ("locales/de.yaml", replaced("slides:\n", "# a remark\nslides:\n")),
    "two fields of a slide in each other's place": (
        "slides.yaml",
        swapped("    title: The first slide\n", "    quote: One thing is said here\n"),
    ),
    "a slide in front": (
        "slides.yaml",
        replaced("slides:\n", "slides:\n  - {id: zero, kind: statement, title: Zero, quote: Nought}\n"),
    ),
    "a slide less": ("slides.yaml", lambda text: text[: text.index("  - id: third")]),
    "two slides of one name": ("slides.yaml", replaced("id: second", "id: first")),
    "a translation of another slide": (
        "locales/de.yaml",
        replaced("  first:\n    quote:\n", "  second:\n    title:\n"),
    ),
    "a section": ("slides.yaml", replaced("section: The part", "section: Another part")),
    "the event": ("slides.yaml", replaced("event: Our meeting", "event: Another meeting")),
    "the language": ("slides.yaml", replaced("language: en-GB", "language: nl")),
    "a mistake": ("slides.yaml", replaced("bullets: [", "bulets: [")),
    "a mistake in YAML": ("slides.yaml", replaced("title: The second slide", "title: [The second slide")),
    "too much": ("slides.yaml", replaced("One thing is said here", "far too many words " * 60)),
    "a figure": ("figures/line.py", replaced("[0, 1]", "[1, 0]")),
    "a figure that fails": ("figures/line.py", replaced("[0, 1]", "[0, 1")),
    "a colour of the brand": (
        "assets/brand/brand.yaml",
        replaced('primary: {hex: "005A8C"', 'primary: {hex: "105A8C"'),
    ),
    "a file that is gone": ("locales/de.yaml", lambda text: ""),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_one_edit_and_back(talk: Path, name: str) -> None:
    file, edit = EDITS[name]
    workshop = Workshop(talk, True)
    before = editions(workshop)
    text = (talk.parent / file).read_text()
    (talk.parent / file).write_text(edit(text))
    assert editions(workshop) == editions(Workshop(talk, True))
    (talk.parent / file).write_text(text)
    assert editions(workshop) == before


def test_after_many_edits_of_all_kinds(talk: Path) -> None:
    chance = random.Random(7)
    workshop = Workshop(talk, True)
    files = {"slides.yaml": TALK, "locales/de.yaml": GERMAN, "figures/line.py": FIGURE.format(height=1)}
    for _ in range(40):
        file, edit = EDITS[chance.choice(list(EDITS))]
        if file not in files:
            continue
        try:
            text = edit((talk.parent / file).read_text())
        except (AssertionError, ValueError):  # it was made before
            text = files[file]
        (talk.parent / file).write_text(text)
        if chance.random() < 0.7:
            editions(workshop)
    assert editions(workshop) == editions(Workshop(talk, True))


def test_an_edit_of_one_slide_says_lays_out_and_paints_no_other(talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deck.layout import lay_out
    from deck.resolve import localise
    from deck.write.screen import Painter

    workshop = Workshop(talk, True)
    editions(workshop)
    editions(workshop)
    said: list[str] = []
    laid: list[str] = []
    painted: list[str] = []
    say, drafted, paint = localise._said, lay_out._drafted, Painter.paint
    monkeypatch.setattr(localise, "_said", lambda slide, *by: said.append(slide.says.id) or say(slide, *by))
    monkeypatch.setattr(lay_out, "_drafted", lambda scene, *on: laid.append(scene.id) or drafted(scene, *on))
    monkeypatch.setattr(Painter, "paint", lambda painter, page: painted.append(page.id) or paint(painter, page))
    talk.write_text(TALK.replace("Another point", "Another changed point"))
    editions(workshop)
    assert (said, laid, painted) == (["second"], ["second"] * 2, ["second"] * 2)


@pytest.mark.parametrize("drawn", ["[0, 1]", "[0, 1"])
def test_a_figure_is_drawn_again_when_its_script_changes_and_not_else(
    talk: Path, monkeypatch: pytest.MonkeyPatch, drawn: str
) -> None:
    """One that fails too: its mistake is known."""
    script = talk.parent / "figures" / "line.py"
    script.write_text(script.read_text().replace("[0, 1]", drawn))
    workshop = Workshop(talk, True)
    editions(workshop)
    editions(workshop)
    asked: list[int] = []
    ask = draw_figures._Figures.drawn
    monkeypatch.setattr(
        draw_figures._Figures, "drawn", lambda figures, jobs, *on: asked.append(len(jobs)) or ask(figures, jobs, *on)
    )
    talk.write_text(TALK.replace("Another point", "Another changed point"))
    editions(workshop)
    assert asked == []
    script.write_text(script.read_text() + "\n")
    editions(workshop)
    assert sum(asked) > 0


def test_pictures_are_told_once(talk: Path) -> None:
    workshop = Workshop(talk, True)
    told: list[object] = []
    for _ in range(2):
        workshop.build(Wish(LOCALES), told.append)
    sizes = [len(one.files) for one in told if isinstance(one, Built)]
    assert sizes[0] > 0 and sizes[2:] == [0, 0]
    assert sum(isinstance(one, Done) for one in told) == 2
