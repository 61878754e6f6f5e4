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
    from deck.commands.brand._loaded import loaded
    from deck.commands.template._read import read, whole_families
    from deck.diagnostics import Report, Span

    world, report = workspace(talk), Report()
    fonts = world.root / "assets" / "fonts"
    if template is None:
        brand = loaded(world, report)[1]
        if brand is None or report.has_errors:
            return finish(report, options)
        if brand.template is None:
            raise click.UsageError("the talk's brand makes its template itself; name a .potx or .pptx file")
        template = brand.template.path
        fonts = brand.faces[0].path.parent if brand.faces else fonts
    found = read(template, report)
    if found is None:
        return finish(report, options)
    _, package, brought = found
    place = Span(template.as_posix(), 0, 0, 0)
    for told in lint_template(Subject(package, brought, whole_families(fonts))):
        report.warning("poor-template", f"{told.what} ({told.rule})", place, f"{told.help}. Why: {told.why}")
    if not report.found and not options["quiet"]:
        click.echo(f"nothing to mend in {template.name}")
    return finish(report, options)
