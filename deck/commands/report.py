"""`deck report`: what was found, as a page to read and to pass on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.open_talk import languages, workspace
from deck.console.options import LOCALES, NO_CODE, TALK, Output
from deck.console.progress import progress_for
from deck.console.report import finish, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deck.page import Deck
    from deck.talk import Talk
    from deck.translation.status import Status
    from deck.workspace import Workspace
    from deck.write.check_report import Said


@click.command()
@TALK
@click.option("-o", "path", type=Output(".html"), help="File for the result (default: in build, beside the talk).")
@LOCALES
@NO_CODE
@click.pass_obj
def report(options: dict[str, bool], talk: Path, path: Path | None, locales: tuple[str, ...]) -> int:
    """Write what `deck check` finds as a web page, with pictures.

    What is new since the last report in this place and what is gone, slide by slide, then accessibility (only what was
    measured), translations, references, drafts. The page asks no server for anything.

    \b
    Examples:
      deck report
      deck report --locale all -o /media/stick/report.html
    """
    from deck.diagnostics import Report
    from deck.pipeline import Edition, build_from, read_talk
    from deck.write.check_report import Told, check_report
    from deck.write.outputs import report_name
    from deck.write.save import save

    world, read_report = workspace(talk), Report()
    read = read_talk(world, read_report)
    all_found, told = Report(*read_report), []
    for locale in languages(world, read, locales):
        found = Report(*read_report)
        deck = build_from(read, world, found, Edition(locale), progress_for(options))
        all_found.add(*found)
        if deck is not None:
            told.append(Told(deck, found))
    if read is None or not told:
        return finish(all_found, options)
    target = path or world.build_folder / report_name(world)
    saved, uncited = Report(), _uncited(told[0].deck, world)
    page = check_report(told, _translations(read, world), world, _before(target), uncited)
    save(page, target, saved, world)
    all_found.add(*saved)
    code = finish(all_found, options, notes=False)
    if not saved.has_errors and not options["quiet"]:
        click.echo(f"wrote   {shown(target)}")
    return code


def _before(target: Path) -> Mapping[Said, int] | None:
    """What the report had told that stands in that place."""
    from deck.door import Refused
    from deck.write.check_report import told_before
    from deck.write.save import now

    try:
        return told_before(now(target) or b"")
    except (OSError, Refused):
        return None


def _uncited(deck: Deck, world: Workspace) -> list[str]:
    """The references that the talk has and does not cite."""
    from deck.references import load_references

    references = load_references(world)[0].references
    cited = {references[key].key for key in deck.citations.numbers if key in references}
    return [key for key in dict.fromkeys(one.key for one in references.values()) if key not in cited]


def _translations(talk: Talk, world: Workspace) -> list[Status]:
    """How far each is; one that cannot be read was told as a mistake."""
    from deck.diagnostics import Report
    from deck.translation.catalogue import catalogue
    from deck.translation.overlay import load_overlay, refused, tags
    from deck.translation.pair import pair
    from deck.translation.status import status

    found = []
    for tag in tags(world):
        overlay = None if refused(tag, talk.meta.language) else load_overlay(world, tag, Report())
        if overlay is not None:
            found.append(status(overlay, pair(catalogue(talk, world, tag), overlay)))
    return found
