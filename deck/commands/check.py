"""`deck check`: what is wrong, without writing anything."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.open_talk import languages, require_finished, workspace
from deck.console.options import LOCALES, NO_CODE, STRICT, TALK
from deck.console.progress import progress_for
from deck.console.report import GOOD, MISTAKES, deliver, finish
from deck.progress import Progress

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.talk import Talk
    from deck.workspace import Workspace


@click.command()
@TALK
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="How to print what was found.",
)
@LOCALES
@STRICT
@NO_CODE
@click.option("--fallback", is_flag=True, help="Warn of text that leaves its box where the brand's fonts are missing.")
@click.option("--fix", is_flag=True, help="Show how slips such as a missing quote would be mended, and ask.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.pass_obj
def check(
    options: dict[str, bool],
    talk: Path,
    form: str,
    locales: tuple[str, ...],
    strict: bool,
    fallback: bool,
    fix: bool,
    yes: bool,
) -> int:
    """Check the talk without writing anything: mistakes, text that does not fit, what awaits approval.

    The finished deck is also read back by another program, python-pptx, and compared.

    \b
    Examples:
      deck check
      deck check --locale all         every language: what is stale, missing, or does not fit
      deck check --format json > report.json
      deck check --format sarif > deck.sarif    for GitHub's code scanning
      deck check --fix                mend quotes, colons, tabs, misspelt names: each line is shown first
      deck check --locale fr --fix    the same, and spaces of the translation as French sets them
      deck check --fallback           what breaks in the brand's stand-in font
    """
    from deck.diagnostics import Report
    from deck.pipeline import read_talk

    world, read_report = workspace(talk), Report()
    if fix:
        from deck.commands._fix import fix_slips

        wrong = Report()
        fix_slips(world, wrong, yes, locales)
        if wrong.has_errors:
            return finish(wrong, options)
    read = read_talk(world, read_report)
    report, tags = Report(), languages(world, read, locales)
    for locale in tags:
        found = Report(*read_report)
        _check(read, world, locale, fallback, found, progress_for(options))
        if strict:
            require_finished(found, locale)
        report.add(*found)
        report.ignore(found.ignored)
        report.tolerated.update(found.tolerated)
    if read is not None and read.weighs and set(tags) >= set(languages(world, read, ("all",))):
        # Of one language nobody can say it: the warning may be found in another.
        from deck.ignores import without_effect

        report.add(*without_effect(read, (*report.ignored.values(), *report.tolerated.values()), report))
    if form == "text":
        return finish(report, options, good="no mistakes found")
    return deliver(_rendered(form, report, world), MISTAKES if report.has_errors else GOOD)


def _rendered(form: str, report: Report, world: Workspace) -> str:
    """The report for other programs."""
    from deck.printing import needs_escapes

    escaped = needs_escapes(sys.stdout)
    if form == "sarif":
        from deck.sarif import render_sarif

        return render_sarif(report, world, escaped)
    from deck.diagnostics import render_json

    return render_json(report, escaped)


def _check(
    talk: Talk | None, world: Workspace, locale: str, fallback: bool, report: Report, progress: Progress
) -> None:
    """Report what is wrong in one language."""
    from deck.pipeline import Edition, build_from

    deck = build_from(talk, world, report, Edition(locale), progress)
    if deck is not None and not report.has_errors:
        _read_back(deck, world)
        if world.hooks_file.exists():
            from deck.write.deck_file import deck_file

            deck_file(world, deck, report)
    if fallback and deck is not None:
        from deck.layout.fallback import check_fallback

        check_fallback(deck.pages, deck.brand, report)


def _read_back(deck: Deck, world: Workspace) -> None:
    """Write the deck into memory and read it with another reader: what differs is a bug of ours."""
    from deck.write.pptx.late import seldom_used_modules_late
    from deck.write.pptx.read_back import differences

    with seldom_used_modules_late():
        from deck.write.pptx.deck import write_pptx

    found = list(differences(write_pptx(deck, remembered=world.remembered), deck))
    if found:
        raise RuntimeError("the finished deck does not say what the talk says:\n" + "\n".join(found[:10]))
