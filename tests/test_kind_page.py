"""Does `deck kinds NAME` say all that may be written there, and can its example be pasted?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from deck.diagnostics import Report
from deck.kind_page import SLIDE, TALK, example_of, kind_page
from deck.kinds import Kinds, kind_names
from deck.parse import parse
from deck.source import load
from deck.starter import begin

KINDS = Kinds()


@pytest.mark.parametrize("name", kind_names())
def test_its_example_is_read_where_it_is_pasted(name: str, tmp_path: Path) -> None:
    begin(tmp_path / "talk")
    file = tmp_path / "talk" / "slides.yaml"
    pasted = "".join(f"  {line}" for line in example_of(name, KINDS).splitlines(keepends=True))
    file.write_text(file.read_text(encoding="utf-8") + "\n" + pasted, encoding="utf-8")
    report = Report()
    source = load(file, report)
    assert source is not None, [one.message for one in report]
    talk = report.take(parse(source))
    assert [one.message for one in report if one.code != "duplicate-id"] == []
    assert talk is not None and name in [slide.kind for slide in talk.slides[9:]]


def test_the_head_that_it_shows_is_one() -> None:
    assert set(yaml.safe_load(example_of(TALK, KINDS))["talk"]) >= {"title", "speaker", "language", "slot_minutes"}


def test_nested_fields_defaults_and_choices_are_named() -> None:
    said = kind_page("table", KINDS)
    assert re.search(r"^    marked +a row that the talk is about", said, re.MULTILINE)
    assert re.search(r"^  alt +required", said, re.MULTILINE)
    assert "[one of plain, primary, accent, teal, muted]" in kind_page("panels", KINDS)
    assert "(without it: draft)" in kind_page(TALK, KINDS)
    assert "title_shown" in kind_page(SLIDE, KINDS)


def test_what_an_example_needs_besides_is_named() -> None:
    assert "It names assets/programme.csv, assets/rooms.csv" in kind_page("table", KINDS)
    assert "It cites mackensen2022, qin2023" in kind_page("paper", KINDS)
    assert "figures/pacman.py" in kind_page("figure", KINDS)


@pytest.mark.parametrize("name", [*kind_names(), SLIDE, TALK])
def test_no_line_is_longer_than_a_terminal_or_its_example(name: str) -> None:
    example = {f"  {line}" for line in example_of(name, KINDS).splitlines()}
    _, *lines = kind_page(name, KINDS).splitlines()
    assert [line for line in lines if len(line) > 100 and line not in example] == []
