"""`deck template adopt`: put the talk on a template that somebody else made."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.open_talk import workspace
from deck.console.options import OF
from deck.console.report import finish, shown

if TYPE_CHECKING:
    from deck.brand.brought.propose import Proposal


@click.command()
@click.argument("template", type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), help="Folder of the new brand (default: assets/NAME).")
@OF
@click.pass_obj
def adopt(options: dict[str, bool], template: Path, to: Path | None, talk: Path) -> int:
    """Copy the TEMPLATE (.potx or .pptx) and propose a brand.yaml that puts the talk on it.

    Which of its layouts each kind of slide stands on, colours, fonts and sizes are read from it; what is unsure is a
    question at the top of the proposal. Nothing is overwritten.

    \b
    Example:
      deck template adopt corporate.potx
    """
    from deck.brand.brought.baked import with_baked
    from deck.brand.brought.package import Unfit
    from deck.brand.brought.propose import NoTitle, propose
    from deck.brand.brought.rules import Subject, lint
    from deck.brand.brought.written import named_as
    from deck.brand.load import load_brand
    from deck.commands._source_file import save_new, save_source
    from deck.commands.template._read import fonts_of, read
    from deck.diagnostics import Report, Span
    from deck.write.save import now

    world, report = workspace(talk), Report()
    found = read(template, report)
    if found is None:
        return finish(report, options)
    data, package, brought = found
    folder = to or world.root / "assets" / _slug(template.stem)
    fonts = fonts_of(world.root / "assets" / "fonts", folder)
    path, copy = folder / "brand.yaml", folder / f"{_slug(template.stem)}{template.suffix.lower()}"
    if path.exists():
        help = "name another folder with --to, or take the brand there away"
        report.error("cannot-write", f"there is a brand in `{folder.as_posix()}` already", help=help)
    elif copy.exists() and now(copy) != data:
        help = "name another folder with --to"
        report.error("cannot-write", f"`{copy.as_posix()}` is another file than the template", help=help)
    if report.has_errors:
        return finish(report, options)
    proposal = None
    try:
        # What an export of ours says of itself comes before all that could be read from it.
        if not brought.written:
            proposal = propose(with_baked(package, brought), copy.name, template.stem, fonts)
    except Unfit as unfit:
        # A part that is read for the proposal alone.
        span = Span(template.as_posix(), 0, 0, 0)
        report.error("bad-template", f"`{template.name}` {unfit.what}", span, unfit.help)
        return finish(report, options)
    except NoTitle:
        what = f"`{template.name}` has no layout with a placeholder for a title, which outlines and screen readers need"
        help = "in PowerPoint, View → Slide Master, choose a layout and tick Title under Master Layout; adopt it then"
        report.error("bad-template", what, Span(template.as_posix(), 0, 0, 0), help)
        return finish(report, options)
    if now(copy) is None:
        save_new(data, copy, report)
    if not report.has_errors:
        text = proposal.text if proposal else named_as(brought.written, copy.name)
        save_source(text, path, report, quiet=options["quiet"])
    if report.has_errors:
        return finish(report, options)
    report.take(load_brand(folder))
    if not options["quiet"]:
        try:
            findings = len(list(lint(Subject(package, brought, fonts.families))))
        except Unfit:  # of a part that is broken `deck template lint` tells
            findings = 1
        _tell(proposal, folder, world.root, findings)
    return finish(report, options)


def _tell(proposal: Proposal | None, folder: Path, root: Path, findings: int) -> None:
    from deck.brand.brought.choose import LIKELY, SURE

    for need, choice in proposal.choices.items() if proposal else ():
        sure = "sure" if choice.is_sure else "likely" if choice.score >= LIKELY else "a guess"
        sure = "likely" if choice.score >= SURE and choice.second else sure
        click.echo(f"  {need:<8} {sure:<8} {' '.join(choice.sheet.name.split())} (master {choice.sheet.master})")
    for question in proposal.questions if proposal else ("nothing: the template says itself what stands where",):
        click.echo(f"  ?        {question}")
    named = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()
    if named != "assets/brand":
        click.echo(f"\nnow:    write `brand: {named}` under `talk:` in slides.yaml")
    if findings:
        copy = next((path for path in folder.iterdir() if path.suffix in (".potx", ".pptx")), folder)
        click.echo(f"        {findings} things in the template are worth mending: deck template lint {shown(copy)}")


def _slug(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name.lower()).strip("-") or "template"
