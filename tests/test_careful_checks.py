"""What would a careful colleague say of a slide, and what leave alone?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.pipeline import build
from deck.workspace import Workspace
from tests.drawn_here import drawn_here
from tests.story import A_LINE, PROJECT, tell

__all__ = ["drawn_here"]
CHECKS = {"title-again", "alt-says-nothing", "link-says-nothing", "uneven-ends"}
SECOND = "- {id: two, kind: statement, title: TITLE, quote: [Another sentence]}\n"


def slide(title: str = "One message", quote: str = "A sentence") -> str:
    return f'- id: one\n  kind: statement\n  title: {title}\n  quote: ["{quote}"]\n'


def points(*said: str) -> str:
    return "- id: one\n  kind: bullets\n  title: One message\n  bullets:\n" + "".join(f"    - {one}\n" for one in said)


def figure(alt: str) -> str:
    return f"- {{id: one, kind: figure, title: What is drawn, figure: line, alt: {alt}}}\n"


BAD = {
    "the same title": ("title-again", slide() + SECOND.replace("TITLE", "One message")),
    "in other letters": ("title-again", slide() + SECOND.replace("TITLE", "one  MESSAGE")),
    "a file": ("alt-says-nothing", figure("kinetics_final2.PNG")),
    "the title": ("alt-says-nothing", figure("what is drawn")),
    "a film's file": ("alt-says-nothing", figure("ward.mp4")),
    "that there is one": ("alt-says-nothing", figure("Video")),
    "a word": ("alt-says-nothing", figure("Chart.")),
    "here": ("link-says-nothing", slide(quote="The data are [here](https://example.org)")),
    "read more": ("link-says-nothing", slide(quote="[Read more …](https://example.org)")),
    "one stop": ("uneven-ends", points("Wash your hands", "Keep your distance.", "Stay at home")),
    "one without": ("uneven-ends", points("Wash your hands.", "Keep your distance.", "Stay at home")),
}
GOOD = {
    "a divider is called like its slide": (
        "- {id: part, kind: section, section: Part, title: One message}\n" + slide()
    ),
    "a hidden slide is": slide() + SECOND.replace("TITLE", "One message, hidden: true"),
    "a longer title": slide() + SECOND.replace("TITLE", "One message more"),
    "what is to be seen": figure("What is drawn rises from 0 to 1"),
    "a word among others": figure("Chart of one line that rises"),
    "a link that says where it leads": slide(quote="The data are [here in Berlin](https://example.org)"),
    "no link": slide(quote="The data are here"),
    "all with a stop": points("Wash your hands.", "Keep your distance.", "Stay at home."),
    "none with a stop": points("Wash your hands", "Keep your distance", "Stay at home"),
    "an abbreviation": points("Wash your hands", "Soap, water etc.", "Stay at home"),
    "a name": points("Wash your hands", "Ask Dr. M. N.", "Stay at home"),
    "a question": points("Who?", "When?", "Where to stay"),
    "of two": points("Two things.", "One of them"),
}


def found(folder: Path, yaml: str) -> list[str]:
    files = {"figures/line.py": A_LINE}
    return [
        mistake.told.code for mistake in tell(folder, yaml, files).built(careful=True)[1] if mistake.told.code in CHECKS
    ]


@pytest.mark.parametrize("name", BAD)
def test_it_is_said_once(tmp_path: Path, drawn_here: None, name: str) -> None:
    code, yaml = BAD[name]
    assert found(tmp_path, yaml) == [code]


@pytest.mark.parametrize("name", GOOD)
def test_a_near_miss_is_left_alone(tmp_path: Path, drawn_here: None, name: str) -> None:
    assert found(tmp_path, GOOD[name]) == []


def test_the_shipped_talk_is_left_alone_until_a_title_comes_twice(tmp_path: Path) -> None:
    for part in ("assets", "figures", "locales"):
        shutil.copytree(PROJECT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    if (PROJECT / ".cache").exists():
        shutil.copytree(PROJECT / ".cache", tmp_path / ".cache")
    talk = (PROJECT / "slides.yaml").read_text(encoding="utf-8")
    assert codes(tmp_path, talk) == set()
    title = "title: CAR T-cells work like Pacman"
    assert title in talk
    assert codes(tmp_path, talk.replace(title, "title: Agenda")) == {"title-again"}


def codes(folder: Path, talk: str) -> set[str]:
    (folder / "slides.yaml").write_text(talk, encoding="utf-8")
    report = Report()
    build(Workspace.find(folder / "slides.yaml"), report)
    return {one.code for one in report} & CHECKS
