"""`deck brand export`: the brand as a PowerPoint template."""

from __future__ import annotations

from pathlib import Path

import click

from deck.commands.brand._loaded import loaded
from deck.console.open_talk import workspace
from deck.console.options import TALK, Output
from deck.console.report import finish, shown


@click.command()
@TALK
@click.option("-o", "path", type=Output(".potx"), help="File to write (default: build/NAME.potx).")
@click.pass_obj
def export(options: dict[str, bool], talk: Path, path: Path | None) -> int:
    """Write the brand as a PowerPoint template (.potx) for people who work in PowerPoint.

    \b
    Example:
      deck brand export -o build/brand.potx
    """
    from deck.brand.brought.written import with_brand
    from deck.brand.load import told_by
    from deck.brand.template import template_parts, write_potx
    from deck.diagnostics import Report
    from deck.write.outputs import template_name
    from deck.write.save import save

    world, report = workspace(talk), Report()
    folder, found = loaded(world, report)
    if found is None or report.has_errors:
        return finish(report, options)
    if found.template is not None:
        raise click.UsageError(f"the talk's brand stands on a template: give people {shown(found.template.path)}")
    target = path or world.build_folder / template_name(found.name)
    parts = with_brand(template_parts(found, "en-GB"), found, told_by(folder, report, world.door))
    save(write_potx(parts), target, report, world)
    if not report.has_errors:
        click.echo(f"wrote   {shown(target)}")
    return finish(report, options)
