"""`deck template show`: every layout of a template on one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.open_talk import workspace
from deck.console.options import OF, Output
from deck.console.report import finish, shown

if TYPE_CHECKING:
    from deck.brand.brought.picture import Use
    from deck.brand.model import Brand
    from deck.workspace import Workspace


@click.command()
@click.argument("template", type=click.Path(path_type=Path), required=False)
@click.option("-o", "path", type=Output(".html", ".pdf"), help="File to write (default: build/template.html).")
@OF
@click.pass_obj
def show(options: dict[str, bool], template: Path | None, path: Path | None, talk: Path) -> int:
    """Draw every layout of the TEMPLATE, or of the one that the talk's brand stands on, with its placeholders.

    Beside each stand their numbers, prompts and sizes, and which kinds of slides use it. As PDF, a layout has a page.

    \b
    Examples:
      deck template show
      deck template show corporate.potx -o build/corporate.pdf
    """
    from deck.brand.brought.picture import page_of
    from deck.brand.brought.picture import shown as layouts_shown
    from deck.commands.template._read import chosen
    from deck.diagnostics import Report
    from deck.write.save import save

    world, report = workspace(talk), Report()
    found = chosen(template, world, report)
    if found is None:
        return finish(report, options)
    uses = _uses(world, found.brand) if found.brand is not None else {}
    target = path or world.build_folder / "template.html"
    is_pdf = target.suffix.lower() == ".pdf"
    font = found.brand.base if found.brand is not None else _shipped_family() if is_pdf else "sans-serif"
    layouts = layouts_shown(found.data, found.brought, font, uses)
    if is_pdf:
        from deck.brand.shipped import FONTS
        from deck.write.drawing.render import folders_of
        from deck.write.drawing.template_pages import template_pdf

        own = folders_of(found.brand.faces) if found.brand is not None else ()
        written = template_pdf(found.path.name, layouts, font, tuple(dict.fromkeys((*own, FONTS))))
    else:
        written = page_of(found.path.name, layouts).encode()
    save(written, target, report, world)
    if not report.has_errors and not options["quiet"]:
        click.echo(f"wrote   {shown(target)}")
    return finish(report, options)


def _shipped_family() -> str:
    """In which words stand where the talk's brand has no say: that of the plain brand comes with the program."""
    from deck.brand.extend import plain
    from deck.diagnostics import Report

    return str(plain(Report())["typography"]["base"])


def _uses(world: Workspace, brand: Brand) -> dict[str, list[Use]]:
    """By the part of each layout of the template: our layouts on it, and the kinds that can stand there."""
    from deck.brand.brought.picture import Use
    from deck.resolve.own_kinds import load_kinds

    kinds, _ = load_kinds(world)
    found: dict[str, list[Use]] = {}
    for key, layout in brand.layouts.items():
        users = tuple(name for name in kinds.names if name in kinds.usable and key in kinds[name].layouts)
        found.setdefault(layout.part, []).append(Use(key, users, tuple(layout.slots.values())))
    return found
