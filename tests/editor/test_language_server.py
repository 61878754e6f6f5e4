"""Does an editor that speaks to a YAML language server help a speaker, by the schema that `deck schema` writes?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.server import COMMAND, Editor, found
from tests.story import PROJECT

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not found(), reason=f"needs {COMMAND}, from npm")]
HEAD = """\
# yaml-language-server: $schema=assets/slides.schema.json
format: 2
talk:
  title: A
  speaker: B
  status: draft
slides:
  - id: one
"""
LINE = len(HEAD.splitlines())
"""The first line behind the head, counted from 0."""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("talk")
    (folder / "assets").mkdir()
    shutil.copy(PROJECT / "assets" / "slides.schema.json", folder / "assets")
    (folder / "slides.yaml").write_text(HEAD, encoding="utf-8")
    opened = Editor(folder / "slides.yaml")
    yield opened
    opened.end()


@pytest.mark.parametrize(
    "talk", ["slides.yaml", "tests/talks/physician/slides.yaml", "tests/talks/engineer/slides.yaml"]
)
def test_nothing_is_wrong_with_a_talk_that_builds(editor: Editor, talk: str) -> None:
    assert editor.says(Path(PROJECT / talk).read_text(encoding="utf-8")) == []


def test_every_kind_is_offered_with_what_it_is_for(editor: Editor) -> None:
    editor.says(f"{HEAD}    kind: \n")
    offered = editor.offered(LINE, 10)
    assert {"table", "chart", "bullets", "cover"} <= offered.keys()
    assert "CSV" in str(offered["table"].get("documentation"))


def test_the_fields_of_a_kind_are_offered_and_no_others(editor: Editor) -> None:
    editor.says(f"{HEAD}    kind: table\n    title: T\n    \n")
    offered = editor.offered(LINE + 2, 4)
    assert {"columns", "rows", "csv", "notes"} <= offered.keys()
    assert not {"bullets", "quote", "title"} & offered.keys()


def test_nested_fields_and_choices_are_offered(editor: Editor) -> None:
    editor.says(f"{HEAD}    kind: people\n    title: T\n    wall:\n      - name: Somebody\n        \n")
    assert "file" in editor.offered(LINE + 4, 8)
    editor.says(HEAD.replace("status: draft", "status: "))
    assert {"draft", "final"} <= {label.strip('"') for label in editor.offered(5, 10)}


def test_a_kind_and_a_field_say_what_they_are(editor: Editor) -> None:
    editor.says(f"{HEAD}    kind: table\n    title: T\n    columns: [A]\n    rows: [[b]]\n    alt: Letters\n")
    assert "the rows of a CSV file" in editor.hover(LINE, 6)
    assert "the message of the slide" in editor.hover(LINE + 1, 6)


def test_a_misspelt_field_is_told_at_its_line(editor: Editor) -> None:
    wrong = editor.says(f"{HEAD}    kind: bullets\n    title: T\n    bulets: [a, b]\n")
    assert f"{LINE + 2}: Property bulets is not allowed." in wrong
