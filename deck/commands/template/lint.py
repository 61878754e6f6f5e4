"""`deck template lint`: what is worth mending in a template."""

from __future__ import annotations

from pathlib import Path

import click

from deck.console.open_talk import workspace
from deck.console.options import OF
from deck.console.report import finish


@click.command()
@click.argument("template", type=click.Path(path_type=Path), required=False)
@OF
@click.pass_obj
def lint(options: dict[str, bool], template: Path | None, talk: Path) -> int:
    """Say what is wrong with the TEMPLATE, or with the one that the talk's brand stands on, and how to mend it.

    \b
    Examples:
      deck template lint
      deck template lint corporate.potx
    """
    from deck.brand.brought.rules import Subject
    from deck.brand.brought.rules import lint as lint_template
    from deck.commands.template._read import chosen, whole_families
    from deck.diagnostics import Report, Span

    world, report = workspace(talk), Report()
    found = chosen(template, world, report)
    if found is None:
        return finish(report, options)
    fonts = world.root / "assets" / "fonts"
    if found.brand is not None and found.brand.faces:
        fonts = found.brand.faces[0].path.parent
    place = Span(found.path.as_posix(), 0, 0, 0)
    for told in lint_template(Subject(found.package, found.brought, whole_families(fonts))):
        report.warning("poor-template", f"{told.what} ({told.rule})", place, f"{told.help}. Why: {told.why}")
    if not report.found and not options["quiet"]:
        click.echo(f"nothing to mend in {found.path.name}")
    return finish(report, options)
