"""Does a process that has built before show the same as a fresh one, whatever was edited in between?"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deck.resolve import draw_figures
from deck.serve.shown import Built, Done, Edition, Told, Wish
from deck.serve.workshop import Workshop
from tests.drawn_here import drawn_here
from tests.serve.served import FIGURE, GERMAN, TALK, small_talk
from tests.slow import slow
from tests.story import PROJECT

__all__ = ["drawn_here"]
Edit = Callable[[str], str]
LOCALES = ("", "de")


@pytest.fixture
def talk(tmp_path: Path, drawn_here: None) -> Path:
    return small_talk(tmp_path)


def editions(workshop: Workshop) -> list[Edition]:
    told = told_by(workshop)
    return list({one.edition.locale: one.edition for one in told if isinstance(one, Built)}.values())


def told_by(workshop: Workshop) -> list[Told]:
    told: list[Told] = []
    workshop.build(Wish(LOCALES), told.append)
    return told


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


OURS: dict[str, tuple[str, str]] = {
    "a word": ("slides.yaml", r" (the|and|of|in) "),
    "a citation": ("slides.yaml", r" \[@[^\]]*\]"),
    "a section": ("slides.yaml", r"(?<=    section: )\w+"),
    "a word of the translation": ("locales/de.yaml", r" (die|und|der|mit) "),
    "a source of the translation": ("locales/de.yaml", r"(?<=      source: )\w+"),
    "a name in the translation": ("locales/de.yaml", r"(?<=\n    )(title|notes|alt)(?=:)"),
    "a line of the translation": ("locales/de.yaml", r"\n    title:"),
}


@pytest.mark.parametrize("seed", [slow(1)])
def test_after_sixty_edits_of_our_talk_and_its_translation(seed: int, tmp_path: Path, drawn_here: None) -> None:
    """Words come, go, and stand elsewhere; now and then all is as it was."""
    for name in ("slides.yaml", "locales", "figures", "assets", ".cache"):
        if (PROJECT / name).exists():
            copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
            copy(PROJECT / name, tmp_path / name)
    chance, wrong = random.Random(seed), []
    texts = {file: (tmp_path / file).read_text(encoding="utf-8") for file in ("slides.yaml", "locales/de.yaml")}
    workshop = Workshop(tmp_path / "slides.yaml", True)
    for number in range(60):
        name = chance.choice(list(OURS))
        file, pattern = OURS[name]
        text = (tmp_path / file).read_text(encoding="utf-8")
        place = chance.choice(list(re.finditer(pattern, text)))
        new = chance.choice(("", f"{place[0]}x", f"{place[0]}\n# a remark" if number % 9 == 8 else f" y{place[0]}"))
        edited = texts[file] if chance.random() < 0.2 else f"{text[: place.start()]}{new}{text[place.end() :]}"
        (tmp_path / file).write_text(edited, encoding="utf-8")
        if editions(workshop) != editions(Workshop(tmp_path / "slides.yaml", True)):
            wrong.append(f"{number}: {name}")
    assert wrong == []


LINKED = """\
format: 2
talk:
  title: A talk whose slides meet each other
  speaker: A Speaker
  language: en-GB
slides:
  - id: plan
    kind: agenda
    title: What comes
  - id: first
    kind: statement
    section: The one part
    title: The first slide
    quote: One of {count} things [@one]
  - id: second
    kind: statement
    title: The second slide
    quote: Another of {count} [@two]
    notes: As [@three] says.
  - id: divider
    kind: section
    section: The other part
    title: Now for more
  - id: works
    kind: references
    title: Where it comes from
"""
WORKS = (
    '[{"id": "%s", "type": "article-journal", "title": "T %s", "author": [{"family": "F%s"}], '
    '"issued": {"date-parts": [[2020]]}}'
)
MEETING: dict[str, tuple[str, Edit]] = {
    "which is cited first": ("slides.yaml", swapped("[@one]", "[@two]")),
    "what only the notes cited is cited": ("slides.yaml", replaced("One of {count}", "[@three] one of {count}")),
    "a citation less": ("slides.yaml", replaced(" things [@one]", " things")),
    "a citation of nothing": ("slides.yaml", replaced("[@two]", "[@ten]")),
    "a value that there is not": ("slides.yaml", replaced("Another of {count}", "Another of {counts}")),
    "what a part is called": ("slides.yaml", replaced("The one part", "The very first part")),
    "where the name of a part stands": (
        "slides.yaml",
        replaced("section: The other part", "section:   The other part"),
    ),
    "the section of a slide": ("slides.yaml", replaced("    section: The one part\n", "    kicker: The one part\n")),
    "what a part is called in German": ("locales/de.yaml", replaced("Der eine Teil", "Der erste Teil")),
    "a value": ("figures/values.py", replaced("3", "4")),
    "a reference": ("assets/references.json", replaced("T one", "T changed")),
}


@pytest.fixture
def linked(talk: Path) -> Path:
    talk.write_text(LINKED)
    works = [WORKS[1:] % (name, name, name) for name in ("one", "two", "three")]
    (talk.parent / "assets" / "references.json").write_text(f"[{', '.join(works)}]")
    (talk.parent / "figures" / "values.py").write_text('def values(data):\n    return {"count": 3}\n')
    german = "slides:\n  first:\n    section:\n      source: The one part\n      text: Der eine Teil\n"
    (talk.parent / "locales" / "de.yaml").write_text(german)
    return talk


@pytest.mark.parametrize("name", MEETING)
def test_what_is_changed_on_one_slide_is_seen_on_the_others(linked: Path, name: str) -> None:
    file, edit = MEETING[name]
    workshop = Workshop(linked, True)
    before = editions(workshop)
    text = (linked.parent / file).read_text()
    (linked.parent / file).write_text(edit(text))
    after = editions(workshop)
    assert after == editions(Workshop(linked, True)) and after != before
    (linked.parent / file).write_text(text)
    assert editions(workshop) == before


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


WHOLE = """\
slides:
  first:
    title: {source: The first slide, text: Das erste Bild}
    quote: {source: One thing is said here, text: Hier wird eines gesagt}
  second:
    section: {source: The part, text: Der Teil}
    title: {source: The second slide, text: Das zweite Bild}
    bullets:
      - {source: One point, text: Ein Punkt}
      - {source: Another point, text: Noch ein Punkt}
  third:
    title: {source: The third slide, text: Das dritte Bild}
"""
SAID: dict[str, tuple[str, str, str, list[str]]] = {
    "the talk": ("slides.yaml", "The third slide", "The last slide", ["third"]),
    "a translation": ("locales/de.yaml", "Noch ein Punkt", "Ein zweiter Punkt", ["second"]),
    "the slide of a section": ("slides.yaml", "Another point", "A changed point", ["second"]),
    "what a section is called": ("locales/de.yaml", "Der Teil", "Ein Teil", ["second", "third"]),
}


@pytest.mark.parametrize("name", SAID)
def test_of_two_languages_each_says_and_tells_anew_what_was_changed_alone(
    talk: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from deck.resolve import localise
    from deck.translation.tell import _Teller

    file, old, new, expected = SAID[name]
    (talk.parent / "locales" / "de.yaml").write_text(WHOLE)
    workshop = Workshop(talk, True)
    editions(workshop)
    said: list[str] = []
    told: list[str] = []
    say, tell = localise._said, _Teller._told
    monkeypatch.setattr(localise, "_said", lambda part, *by: said.append(part.says.id) or say(part, *by))
    monkeypatch.setattr(_Teller, "_told", lambda teller, part, *of: told.append(part[-1]) or tell(teller, part, *of))
    text = (talk.parent / file).read_text()
    (talk.parent / file).write_text(text.replace(old, new))
    editions(workshop)
    assert (said, told) == (expected, expected[:1])


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
    assert sizes[0] > 0 and not any(sizes[2:])
    assert sum(isinstance(one, Done) for one in told) == 2
