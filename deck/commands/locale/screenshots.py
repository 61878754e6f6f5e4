"""`deck locale screenshots`: pictures of the slides for translators' platforms."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands.locale import _open
from deck.console.options import OutputFolder
from deck.console.report import finish, shown


@click.command()
@_open.TAG
@click.option("-o", "folder", type=OutputFolder(), help="Folder to write (default: build/screenshots/TAG).")
@click.option("--width", type=click.IntRange(320, 7680), default=1280, help="Width of each picture in pixels.")
@_open.OF
@click.pass_obj
def screenshots(options: dict[str, bool], tag: str, folder: Path | None, width: int, talk: Path) -> int:
    """Draw each slide, and write screenshots.json: which strings are on it, each with its rectangle in pixels.

    For the screenshots of Weblate and Crowdin; strings are named as in the exports. Texts without a translation are
    drawn in the talk's own language.

    \b
    Example:
      deck locale screenshots de
    """
    import json

    from deck.diagnostics import Report
    from deck.locales.screenshots import screenshots
    from deck.write.drawing import draw
    from deck.write.outputs import picture_name
    from deck.write.save import save

    report = Report()
    found = _open.shown(talk, tag, report)
    if found is None:
        return finish(report, options)
    world, _, deck, _, pairing = found
    target = folder or world.build_folder / "screenshots" / tag
    pictures = draw(deck.pages, deck.brand, "png", ppi=width / (deck.brand.width / 72))
    for page, picture in zip(deck.pages, pictures, strict=True):
        save(picture, target / picture_name(page, deck), report, world)
    said = screenshots(deck, pairing.pairs, tag, lambda page: picture_name(page, deck), width)
    save(json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n", target / "screenshots.json", report, world)
    code = finish(report, options)
    if not report.has_errors and not options["quiet"]:
        count = sum(len(one["strings"]) for one in said["screenshots"])
        click.echo(f"wrote   {len(pictures)} pictures with {count} strings to {shown(target)}")
    return code
