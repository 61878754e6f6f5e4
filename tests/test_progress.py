"""Is whoever waits told which stage a command is in, and nobody else?"""

from __future__ import annotations

import sys

import pytest

from deck.console.progress import progress_for


def told(**options: bool) -> None:
    progress = progress_for({"quiet": False, "verbose": False} | options)
    progress.stage("laying out")
    progress.done()


def test_with_verbose_each_stage_has_a_line_and_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    told(verbose=True)
    assert [line.split(" s  ")[1] for line in capsys.readouterr().err.splitlines()] == ["laying out", "done"]


def test_a_person_who_watches_sees_one_line_that_is_gone_at_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told()
    assert capsys.readouterr().err == "\r\033[Klaying out …\r\033[K"


def test_a_file_or_a_pipe_is_told_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    told()
    assert capsys.readouterr().err == ""


def test_of_many_things_a_bar_says_how_many_are_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = progress_for({"quiet": False, "verbose": False})
    progress.share("making talks", 2, 4)
    progress.aside()
    assert capsys.readouterr().err == f"\r\033[K[{'#' * 15}{'.' * 15}] 2/4  making talks\r\033[K"
