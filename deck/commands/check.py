"""`deck check`: what is wrong, without writing anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console import GOOD, LOCALE, MISTAKES, TALK, built, finish, remembering

if TYPE_CHECKING:
    from deck.page import Deck
    from deck.workspace import Workspace


@click.command()
@TALK
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print what was found."
)
@LOCALE
@click.option("--fallback", is_flag=True, help="Warn of text that leaves its box where the brand's fonts are missing.")
@click.pass_obj
def check(options: dict[str, bool], talk: Path, form: str, locale: str | None, fallback: bool) -> int:
    """Check the talk without writing anything: mistakes, text that does not fit, what awaits approval.

    The finished deck is also read back by another program, python-pptx, and compared.

    \b
    Examples:
      deck check
      deck check --format json > report.json
      deck check --fallback           what breaks in the brand's stand-in font
    """
    world, report, deck = built(talk, options, locale)
    if deck is not None and not report.has_errors:
        _read_back(deck, world)
    if fallback and deck is not None:
        from deck.layout.fallback import check_fallback

        check_fallback(deck.pages, deck.brand, report)
    if form == "json":
        from deck.diagnostics import render_json

        click.echo(render_json(report))
        return MISTAKES if report.has_errors else GOOD
    return finish(report, options, good="no mistakes found")


def _read_back(deck: Deck, world: Workspace) -> None:
    """Write the deck into memory and have python-pptx read it: what differs is a bug of ours."""
    from deck.write.pptx.package import write_pptx
    from deck.write.pptx.read_back import differences

    found = list(differences(write_pptx(deck, raster=remembering(world)), deck))
    if found:
        raise RuntimeError("the finished deck does not say what the talk says:\n" + "\n".join(found[:10]))
