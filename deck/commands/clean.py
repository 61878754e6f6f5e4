"""`deck clean`: forget what earlier builds kept."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.open_talk import workspace
from deck.console.options import TALK
from deck.console.report import GOOD, shown


@click.command()
@TALK
@click.pass_obj
def clean(options: dict[str, bool], talk: Path) -> int:
    """Forget the drawn figures and pictures that earlier builds kept. The next build makes them again.

    \b
    Example:
      deck clean
    """
    from deck.cache import empty

    folder = workspace(talk).cache_folder
    removed = empty(folder)
    if not options["quiet"]:
        files = f"{removed.files} file{'' if removed.files == 1 else 's'}"
        click.echo(
            f"removed {files}, {removed.bytes / 1e6:.1f} MB, from {shown(folder)}"
            if removed.files
            else "nothing to remove"
        )
    return GOOD
