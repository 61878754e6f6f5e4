"""`deck locale screenshots`: pictures of the slides for translators' platforms."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands.locale import _open
from deck.console.report import finish, shown


@click.command()
@_open.TAG
@click.option("-o", "folder", type=click.Path(path_type=Path), help="Folder to write (default: build/screenshots/TAG).")
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
    from deck.pipeline import Edition, build_from
    from deck.translation.pair import pair, without
    from deck.write.drawing import draw
    from deck.write.outputs import picture_name
    from deck.write.save import save

    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    messages, overlay = _open.opened(world, read, tag, report)
    found = Report()
    deck = build_from(read, world, found, Edition(tag, keep_stale=True))
    if overlay is None or deck is None or report.has_errors:
        return finish(report if report.has_errors else found, options)
    whole = pair(messages, overlay)
    pairs = without(whole, whole.left_out(overlay)).pairs
    target = folder or world.build_folder / "screenshots" / tag
    pictures = draw(deck.pages, deck.brand, "png", ppi=width / (deck.brand.width / 72))
    for page, picture in zip(deck.pages, pictures, strict=True):
        save(picture, target / picture_name(page, deck), report, world)
    said = screenshots(deck, pairs, tag, lambda page: picture_name(page, deck), width)
    save(json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n", target / "screenshots.json", report, world)
    code = finish(report, options)
    if not report.has_errors and not options["quiet"]:
        count = sum(len(one["strings"]) for one in said["screenshots"])
        click.echo(f"wrote   {len(pictures)} pictures with {count} strings to {shown(target)}")
    return code
