"""Which arguments and options do commands have in common?"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click


class Finite(click.FloatRange):
    """A number in a range; what counts as one elsewhere, such as nan or inf, is none here."""

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> float:
        number = float(super().convert(value, param, context))
        if not math.isfinite(number):
            self.fail(f"`{value}` is not a number that can be meant here", param, context)
        return number


TALK = click.argument("talk", type=click.Path(path_type=Path), default="slides.yaml")

LOCALE = click.option("--locale", metavar="TAG", help="Language, such as de (default: the talk's own).")
LOCALES = click.option(
    "--locale",
    "locales",
    metavar="TAG",
    multiple=True,
    help="Language, such as de; several times, or all (default: the talk's own).",
)


class Output(click.Path):
    """A file to write, by one of the endings of what is written into it: none of another sort is taken for it."""

    def __init__(self, *endings: str) -> None:
        super().__init__(path_type=Path)
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        if Path(value).suffix.lower() not in self.endings:
            self.fail(f"`{value}` must end in {', '.join(self.endings)}", param, context)
        return super().convert(value, param, context)


class OutputFolder(click.Path):
    """A folder to write into; what is called like a file was meant to be one."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        ending = Path(value).suffix.lower()
        if ending in (".pptx", ".pdf", ".png", ".zip") and not Path(value).is_dir():
            self.fail(f"`{value}` is called like a file: name the folder; what is written there has names of its own")
        return super().convert(value, param, context)


OF = click.option(
    "--talk", type=click.Path(path_type=Path), default="slides.yaml", help="The talk (default: slides.yaml)."
)


def _leave_out(context: click.Context, parameter: click.Parameter, given: bool) -> None:
    context.meta[LEFT_OUT] = given


LEFT_OUT = "deck.no_code"
"""What a command's context knows of it, by name."""
NO_CODE = click.option(
    "--no-code",
    is_flag=True,
    expose_value=False,
    callback=_leave_out,
    help="Run no code of the talk's own, and say what is then missing.",
)

PACE = click.option("--pace", type=Finite(20, 1000), help="Words a minute, for the minutes of script and run sheet.")
MAX_MB = click.option("--max-mb", type=Finite(min=0, min_open=True), help="Fail where a file is larger.")
STRICT = click.option("--strict", is_flag=True, help="Fail where a translation is stale or missing.")
