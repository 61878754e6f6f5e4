"""`deck locale proof`: a translation for its reviewer."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands.locale import _open
from deck.console.options import Output
from deck.console.report import finish, print_left_over, shown


@click.command()
@_open.TAG
@click.option("-o", "path", type=Output(".pdf"), help="File to write (default: build/TALK.TAG.proof.pdf).")
@_open.OF
@click.pass_obj
def proof(options: dict[str, bool], tag: str, path: Path | None, talk: Path) -> int:
    """Print each slide beside its strings: source and translation, their state, and how full the boxes are.

    For the translator and the native reviewer. Text that does not fit is drawn as it is.

    \b
    Example:
      deck locale proof de -o proof.pdf
    """
    from deck.diagnostics import Report
    from deck.locales.unit import units
    from deck.translation.glossary import Glossary
    from deck.translation.overlay import tags
    from deck.write.left_over import clear
    from deck.write.outputs import begins, proof_name
    from deck.write.proof import proof
    from deck.write.save import save

    report = Report()
    said = _open.shown(talk, tag, report)
    if said is None:
        return finish(report, options)
    world, read, deck, overlay, pairing = said
    review = overlay.review
    known = f"reviewed by {review.by}, {review.date}" if review.by else "draft: no native specialist has reviewed it"
    found_units = units(read, pairing, (), deck.brand, Glossary(), obsolete=overlay.obsolete)
    data = proof(deck, pairing.pairs, found_units, read.meta.language, known)
    target = path or world.build_folder / proof_name(world, tag)
    save(data, target, report, world)
    if not path and not report.has_errors:
        starts = tuple(begins(world, one) for one in tags(world))
        print_left_over(clear(world, "proof", target.parent, [target], lambda name: name.startswith(starts)), options)
    code = finish(report, options)
    if not report.has_errors and not options["quiet"]:
        click.echo(f"wrote   {shown(target)}  ({len(found_units)} strings)")
    return code
