"""`deck new`: begin a talk."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.report import GOOD


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> int:
    """Begin a talk in FOLDER: a small slides.yaml with a brand, fonts and a reference, which builds.

    \b
    Example:
      deck new my-talk && cd my-talk && deck build
    """
    from deck.starter import begin

    begin(folder)
    click.echo(f"wrote   {folder}/slides.yaml and its assets\n\nnow:    cd {folder} && deck build")
    return GOOD
