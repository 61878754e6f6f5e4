"""Does one run show every mistake of a talk whose YAML has some, and is what can be mended mended where it stands?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck import mend
from deck.cli import cli
from deck.diagnostics import Diagnostic, Report
from deck.pipeline import read_talk
from deck.salvage import what_can_be_read
from deck.workspace import Workspace

TALK = """\
format: 2
talk:
  title: A talk
  speaker: A Speaker
  affiliation: [A place]
slides:
  - id: one
    kind: bullets
    title: One thing
    bullets:
      - First
      - Second
  - id: two
    kind: statement
    title: Two things
    quote: ["Said once"]
  - id: three
    kind: statement
    title: Three things
    quote: [Said twice]
"""
# What somebody types, and what is meant.
SLIPS = {
    "a colon": ("title: Two things", "title: Two: things", "title: 'Two: things'"),
    "a colon in a list": ("      - First", "      - One: two", "      - 'One: two'"),
    "a quote that is not closed": ("title: Two things", 'title: "Two things', 'title: "Two things"'),
    "words behind a quote": ("title: Two things", 'title: "Two" things', "title: '“Two” things'"),
    "a tab": ("      - Second", "\t\t- Second", "      - Second"),
    "a line one column off": ("    title: Two things", "     title: Two things", "    title: Two things"),
    "a bracket that is not closed": ("[A place]", "[A place", "[A place]"),
    "no space behind a colon": ("    title: Two things", "    title:Two things", "    title: Two things"),
    "a star": ("title: Two things", "title: *Two* things", "title: '*Two* things'"),
    "a backslash": ("title: Two things", r'title: "Two \dthings"', r"title: 'Two \dthings'"),
    "a hash": ("title: Two things", "title: Two #things", "title: 'Two #things'"),
    "a misspelt field": ("    quote: [Said twice]", "    qoute: [Said twice]", "    quote: [Said twice]"),
    "a misspelt kind": ("    kind: bullets", "    kind: bulets", "    kind: bullets"),
    "a nested list": ("      - Second", "       - Second", "      - Second"),
    "a space pasted from the web": ("      - Second", "      -\u00a0Second", "      - Second"),
}


def world(folder: Path, text: str) -> Workspace:
    (folder / "slides.yaml").write_text(text, encoding="utf-8")
    return Workspace.find(folder / "slides.yaml")


def told(folder: Path, text: str) -> list[tuple[int, str]]:
    report = Report()
    read_talk(world(folder, text), report)
    return [(one.span.line, one.code) for one in report]


def fixed(folder: Path, text: str, *words: str, answer: str = "y\n") -> str:
    """What stands in slides.yaml after `deck check --fix`."""
    file = world(folder, text).slides_file
    CliRunner().invoke(cli, ["check", str(file), "--fix", *words], input=answer, obj={"quiet": False})
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_mended_in_its_line_and_nowhere_else(slip: str, tmp_path: Path) -> None:
    right, wrong, mended = SLIPS[slip]
    assert right in TALK
    assert told(tmp_path, TALK.replace(right, wrong)) != []
    assert fixed(tmp_path, TALK.replace(right, wrong)) == TALK.replace(right, mended)
    assert told(tmp_path, TALK.replace(right, mended)) == []


def test_five_slips_are_told_in_one_run_with_what_is_wrong_behind_them(tmp_path: Path) -> None:
    text = TALK
    for slip in ("a colon", "a bracket that is not closed", "a tab", "a misspelt kind"):
        text = text.replace(SLIPS[slip][0], SLIPS[slip][1])
    text = text.replace("    title: Three things\n", "    title: Three things\n    minutes: soon\n")
    assert told(tmp_path, text) == [
        (5, "yaml-syntax"), (8, "unknown-kind"), (12, "yaml-syntax"), (15, "yaml-syntax"), (20, "wrong-type"),
    ]  # fmt: skip


def test_a_slide_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    text = TALK.replace("    title: Two things", "    ? [a, {b\n    title: Two things").replace("qoute", "quote")
    text = text.replace("    quote: [Said twice]", "    qoute: [Said twice]")
    codes = [code for _, code in told(tmp_path, text)]
    assert codes.count("yaml-syntax") == 1 and "unknown-field" in codes


def test_what_follows_from_a_mistake_is_not_told_again(tmp_path: Path) -> None:
    assert told(tmp_path, TALK.replace("title: Two things", "title: Two: things")) == [(15, "yaml-syntax")]


def test_a_head_that_cannot_be_read_is_one_mistake(tmp_path: Path) -> None:
    assert told(tmp_path, TALK.replace("  title: A talk", "  ? [a, {b")) == [(3, "yaml-syntax")]


def test_what_was_typed_as_on_a_typewriter_is_set(tmp_path: Path) -> None:
    """In double quotes too, where a backslash stands before the sign, but not in notes."""
    wrong = 'title: He said "two"  things - and "more"\n    notes: He said "two" - things'
    right = 'title: He said “two” things – and “more”\n    notes: He said "two" - things'
    assert fixed(tmp_path, TALK.replace("title: Two things", wrong)) == TALK.replace("title: Two things", right)
    escaped = TALK.replace("title: Two things", r'title: "He said \"two\" things"')
    assert fixed(tmp_path, escaped) == TALK.replace("title: Two things", 'title: "He said “two” things"')


def test_one_line_that_cannot_be_mended_so_keeps_no_other_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = mend.mended

    def as_if_wrong(diagnostic: Diagnostic, lines: Sequence[str]) -> Iterator[str]:
        return iter(["    title: 'never closed"]) if diagnostic.code == "typing-slip" else real(diagnostic, lines)

    monkeypatch.setattr(mend, "mended", as_if_wrong)
    wrong = TALK.replace("title: Two things", "title: Two  things").replace("    kind: bullets", "    kind: bulets")
    assert fixed(tmp_path, wrong) == wrong.replace("    kind: bulets", "    kind: bullets")


def test_it_is_shown_first_and_nothing_is_changed_without_a_yes(tmp_path: Path) -> None:
    text = TALK.replace("title: Two things", "title: Two: things")
    file = world(tmp_path, text).slides_file
    done = CliRunner().invoke(cli, ["check", str(file), "--fix"], input="n\n", obj={"quiet": False})
    assert "slides.yaml:15\n  -     title: Two: things\n  +     title: 'Two: things'" in done.output
    assert "nothing was changed" in done.output
    assert file.read_text(encoding="utf-8") == text


def test_yes_asks_nobody(tmp_path: Path) -> None:
    text = TALK.replace("title: Two things", "title: Two: things")
    assert "'Two: things'" in fixed(tmp_path, text, "--yes", answer="")


def test_a_talk_without_a_slip_stays_as_it_is(tmp_path: Path) -> None:
    assert fixed(tmp_path, TALK) == TALK


def test_the_talk_is_read_as_it_may_be_meant() -> None:
    read = what_can_be_read(TALK.replace("title: Two things", "title: Two: things"), Report(), "slides.yaml")
    assert read.source is not None and isinstance(read.source.data, dict)
    slides = read.source.data["slides"]
    assert isinstance(slides, list) and [one["id"] for one in slides if isinstance(one, dict)] == [
        "one",
        "two",
        "three",
    ]
    assert read.mends == {15: "    title: 'Two: things'"}


def test_a_point_under_a_point_with_a_colon_is_told_how_to_be_written(tmp_path: Path) -> None:
    text = TALK.replace("      - First\n", "      - First\n        - early ones: two\n")
    report = Report()
    read_talk(world(tmp_path, text), report)
    [one] = report
    assert one.span.line == 12 and "`- {text: First, sub: ['early ones: two']}`" in one.help
    assert told(tmp_path, TALK.replace("- First\n", "- {text: First, sub: ['early ones: two']}\n")) == []


def test_a_slip_in_a_translation_is_mended_there(tmp_path: Path) -> None:
    talk = world(tmp_path, TALK)
    overlay = talk.locales_folder / "de.yaml"
    overlay.parent.mkdir(exist_ok=True)
    wrong = "# by A. N.\nslides:\n  a:\n    title:\n      source: Two\n      text: Zwei: alles\n"
    overlay.write_text(wrong, encoding="utf-8")
    shown = CliRunner().invoke(cli, ["check", str(talk.slides_file), "--fix", "--yes"], obj={"quiet": False}).output
    assert "locales/de.yaml:6\n  -       text: Zwei: alles\n  +       text: 'Zwei: alles'" in shown
    assert overlay.read_text(encoding="utf-8") == wrong.replace("Zwei: alles", "'Zwei: alles'")
    assert talk.slides_file.read_text(encoding="utf-8") == TALK


def test_what_is_left_to_the_author_is_named_before_anything_is_changed(tmp_path: Path) -> None:
    text = TALK.replace("title: Two things", "title: Two: things\n    colour: blue")
    file = world(tmp_path, text).slides_file
    done = CliRunner().invoke(cli, ["check", str(file), "--fix", "--yes"], obj={"quiet": False})
    changes, _, _ = done.output.partition("wrote")
    assert "left to you, and told below: " in changes and "slides.yaml:16 unknown-field" in changes
