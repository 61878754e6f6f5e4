"""How does a person who waits see which stage a command is in?"""

from __future__ import annotations

import sys
import time

import click

from deck.progress import SILENT, Progress


def progress_for(options: dict[str, bool]) -> Progress:
    """A line for each stage with -v, one line that is rewritten while a person watches, else nothing."""
    if options["verbose"]:
        return _LineByLine()
    return _OneLine() if sys.stderr.isatty() and not options["quiet"] else SILENT


_BAR = 30
"""Characters."""


class _LineByLine(Progress):
    def __init__(self) -> None:
        self._started = time.perf_counter()

    def stage(self, name: str) -> None:
        click.echo(f"{time.perf_counter() - self._started:6.2f} s  {name}", err=True)

    def done(self) -> None:
        self.stage("done")


class _OneLine(Progress):
    def stage(self, name: str) -> None:
        click.echo(f"\r\033[K{name} …", err=True, nl=False)

    def share(self, name: str, done: int, of: int) -> None:
        full = _BAR * done // max(of, 1)
        click.echo(f"\r\033[K[{'#' * full}{'.' * (_BAR - full)}] {done}/{of}  {name}", err=True, nl=False)

    def aside(self) -> None:
        click.echo("\r\033[K", err=True, nl=False)

    def done(self) -> None:
        self.aside()
