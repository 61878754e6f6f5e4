"""Does the command line help who does not know it: help that fits a screen, completion, and a look at what is there?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from deck.cli import cli
from deck.starter import begin

SCREEN = 48
"""Lines of a terminal of ordinary height."""


def commands(group: click.Command = cli, name: str = "") -> Iterator[tuple[str, ...]]:
    yield tuple(name.split())
    if isinstance(group, click.Group):
        for one in group.list_commands(click.Context(group)):
            found = group.get_command(click.Context(group), one)
            assert found is not None
            yield from commands(found, f"{name} {one}")


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_help_fits_a_screen_and_shows_an_example(words: tuple[str, ...]) -> None:
    said = CliRunner().invoke(cli, [*words, "--help"], obj={}, terminal_width=100).output
    assert len(said.splitlines()) <= SCREEN
    assert "..." not in said.replace("[ARGS]...", "").replace("TAGS...", "").replace("]...", "").replace("S...", "")


def test_the_doctor_names_what_is_there(tmp_path: Path) -> None:
    begin(tmp_path / "talk")
    done = CliRunner().invoke(cli, ["doctor", str(tmp_path / "talk")], obj={}, standalone_mode=False)
    assert done.return_value == 0, done.output
    for word in ("Python", "libraries", "My brand", "Inter", "LibreOffice", "up to date", "cache", "all is there"):
        assert word in done.output


def test_the_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    begin(tmp_path / "talk")
    brand = tmp_path / "talk" / "assets" / "brand" / "brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("extends: plain", "extends: plane"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["doctor", str(tmp_path / "talk")], obj={}, standalone_mode=False)
    assert done.return_value == 1
    assert "brand.yaml:3: a brand cannot extend `plane`" in done.output and "1 to mend" in done.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_learns_to_complete_it(shell: str) -> None:
    done = CliRunner().invoke(cli, ["completion", shell], obj={}, standalone_mode=False)
    assert f"_DECK_COMPLETE={shell}_complete" in done.output


def test_commands_and_kinds_are_completed() -> None:
    assert "plain,kinds" in completed("deck ki", 1)
    assert "plain,table" in completed("deck kinds ta", 2)


def completed(line: str, at: int) -> str:
    code = "import sys; sys.argv = ['deck']; from deck.cli import entry; entry()"
    environment = {**os.environ, "_DECK_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(at)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True).stdout
