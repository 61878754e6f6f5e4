"""Does `deck migrate` change what it must in a talk and its translations, and nothing else?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deck import cli
from deck.diagnostics import Report
from deck.parse import parse
from deck.pipeline import build
from deck.resolve.localise import localise
from deck.source import load
from deck.translation.catalogue import catalogue
from deck.translation.message import State
from deck.translation.overlay import load_overlay
from deck.translation.pair import pair
from deck.workspace import Workspace
from tests.story import PROJECT

TALK = """\
# The talk.
talk:
  title: A _very_ short talk
  speaker: A Speaker  # that is her name
  event: Our_meeting_
  language: en-GB
  status: final
slides:
  - id: one
    kind: bullets
    title: "Cells of __type__ ~2~"
    section: The *B* cells
    bullets:
      - a_b and https://emsp.org
      - one
        - sub one
      - {text: 'the `code` it''s', sub: ["_deep_"]}
    notes: |
      Three things:
      - one _x_
      2. two

      **bold** stays
    handout: "plain"
"""
WANTED = """\
# The talk.
format: 2
talk:
  title: A \\_very_ short talk
  speaker: A Speaker  # that is her name
  event: Our_meeting_
  language: en-GB
  status: final
slides:
  - id: one
    kind: bullets
    title: "Cells of \\\\__type__ \\\\~2~"
    section: The \\*B* cells
    bullets:
      - a_b and https\\://emsp.org
      - one
        \\- sub one
      - {text: 'the \\`code` it''s', sub: ["\\\\_deep_"]}
    notes: |
      Three things:
      \\- one \\_x_
      2\\. two

      **bold** stays
    handout: "plain"
"""
OVERLAY = """\
# Deutsch
slides:
  one:
    title:
      source: Cells of __type__ ~2~
      text: Zellen vom __Typ__ ~2~
    section:
      source: The *B* cells
      text: Die *B*-Zellen
    bullets:
      - source: a_b and https://emsp.org
        text: a_b und https://emsp.org
      - source: one
          - sub one
        text: eins - zwei
    notes:
      source: |
        Three things: - one _x_
        2. two

        **bold** stays
      text: |
        Drei Dinge:
        - eins _x_
        2. zwei

        **fett** bleibt
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "slides.yaml").write_text(TALK, encoding="utf-8")
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "de.yaml").write_text(OVERLAY, encoding="utf-8")
    (tmp_path / "assets").mkdir()
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, tmp_path / "assets" / part)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def migrate(*options: str) -> int:
    return cli.cli(["migrate", *options], standalone_mode=False) or 0


def test_what_must_change_does_and_nothing_else(folder: Path) -> None:
    migrate()
    assert (folder / "slides.yaml").read_text(encoding="utf-8") == WANTED


def test_a_dry_run_shows_the_lines_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    migrate("--dry-run")
    shown = capsys.readouterr().out
    assert "-  title: A _very_ short talk\n+  title: A \\_very_ short talk\n" in shown
    assert (folder / "slides.yaml").read_text(encoding="utf-8") == TALK
    assert (folder / "locales" / "de.yaml").read_text(encoding="utf-8") == OVERLAY


def test_to_migrate_twice_changes_nothing_more(folder: Path) -> None:
    migrate()
    migrate()
    assert (folder / "slides.yaml").read_text(encoding="utf-8") == WANTED


def test_line_ends_stay_as_they_are(folder: Path) -> None:
    (folder / "slides.yaml").write_bytes(b"\xef\xbb\xbf" + TALK.replace("\n", "\r\n").encode())
    migrate()
    assert (folder / "slides.yaml").read_bytes() == b"\xef\xbb\xbf" + WANTED.replace("\n", "\r\n").encode()


def test_no_translation_becomes_stale_and_each_says_what_it_said(folder: Path) -> None:
    migrate()
    report = Report()
    world = Workspace.find(folder / "slides.yaml")
    source = load(world.slides_file, report)
    assert source
    talk, _ = parse(source)
    overlay = load_overlay(world, "de", report)
    assert talk and overlay
    pairing = pair(catalogue(talk, world, "de"), overlay)
    states = {paired.message.path: paired.state for paired in pairing.pairs if paired.entry}
    assert len(states) == 5 and set(states.values()) == {State.TRANSLATED}
    localised, _ = localise(talk, "de", world)
    assert localised
    slide = localised.slides[0]
    assert slide.says.title.letters == "Zellen vom __Typ__ ~2~"
    assert slide.section.called.letters == "Die *B*-Zellen"
    assert [text.letters for text in slide.says.notes] == ["Drei Dinge: - eins _x_ 2. zwei", "fett bleibt"]


def test_an_old_talk_is_built_and_says_so_in_one_line(folder: Path) -> None:
    report = Report()
    assert build(Workspace.find(folder / "slides.yaml"), report) is not None
    [told] = [one.message for one in report if one.code == "old-format"]
    assert told == "6 texts are read otherwise than before format 2"


@pytest.mark.parametrize(
    "slide",
    [
        "title: Where $x=2$ leads",
        "title: An __unclosed word",
        "title: A _word_",
        "title: x, notes: 'First\n\n    • second'",
        "title: x, notes: '- alone'",
        "title: x, notes: 'one<br>two'",
        "title: x, section: The *B* cells",
        "title: x, cue: See `this`",
    ],
)
def test_whatever_an_older_talk_says_otherwise_now_it_is_told_that_it_is_one(slide: str, folder: Path) -> None:
    talk = "talk: {title: T, speaker: S}\nslides:\n"
    (folder / "slides.yaml").write_text(
        f"{talk}  - {{id: one, kind: statement, {slide}, quote: [a]}}\n", encoding="utf-8"
    )
    report = Report()
    build(Workspace.find(folder / "slides.yaml"), report)
    assert [one.message for one in report if one.code == "old-format"] == [
        "1 text is read otherwise than before format 2"
    ]
    migrate()
    report = Report()
    build(Workspace.find(folder / "slides.yaml"), report)
    assert list(report) == []


def test_a_talk_of_today_says_nothing_of_it(folder: Path) -> None:
    migrate()
    report = Report()
    build(Workspace.find(folder / "slides.yaml"), report)
    assert [one for one in report if one.code == "old-format"] == []


def test_a_format_that_nobody_knows_is_an_error(folder: Path) -> None:
    (folder / "slides.yaml").write_text("format: 3\n" + TALK, encoding="utf-8")
    report = Report()
    build(Workspace.find(folder / "slides.yaml"), report)
    assert "`format` cannot be `3`" in [one.message for one in report]


def test_what_a_run_that_was_killed_has_done_is_done_once(folder: Path) -> None:
    migrate()
    once = (folder / "locales" / "de.yaml").read_text(encoding="utf-8")
    (folder / "slides.yaml").write_text(TALK, encoding="utf-8")
    migrate()
    assert (folder / "locales" / "de.yaml").read_text(encoding="utf-8") == once


@pytest.mark.parametrize("number", ["10**30", "-10**400", "1e308", "10**5000", "2.5e-300"])
def test_a_number_of_any_size_has_no_other_digits_or_is_told_of(number: str, folder: Path) -> None:
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "figures" / "values.py").write_text(f"def values(data):\n    return {{'n': {number}}}\n")
    talk = "talk: {title: T, speaker: S}\nslides:\n  - {id: one, kind: statement, title: A, quote: ['{n}']}\n"
    (folder / "slides.yaml").write_text(talk, encoding="utf-8")
    report = Report()
    assert build(Workspace.find(folder / "slides.yaml"), report) is not None
    assert {one.code for one in report} <= {"old-format", "unsayable-value", "text-overflows"}
