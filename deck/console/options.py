"""Which arguments and options do commands have in common?"""

from __future__ import annotations

from pathlib import Path

import click

TALK = click.argument("talk", type=click.Path(path_type=Path), default="slides.yaml")

LOCALE = click.option("--locale", metavar="TAG", help="Language, such as de (default: the talk's own).")
LOCALES = click.option(
    "--locale",
    "locales",
    metavar="TAG",
    multiple=True,
    help="Language, such as de; several times, or all (default: the talk's own).",
)

NO_CODE = click.option("--no-code", is_flag=True, help="Leave out what the talk's own hooks.py would change.")

STRICT = click.option("--strict", is_flag=True, help="Fail where a translation is stale or missing.")
