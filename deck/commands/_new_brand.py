"""Begin a brand from three colours, a logo and a font: each pair measured, and every kind of slide drawn in it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from deck.brand.chosen_font import Chosen
    from deck.diagnostics import Report
    from deck.workspace import Workspace

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")


def begin_brand(folder: Path, colors: str, logo: Path | None, font: tuple[str, str], options: dict[str, bool]) -> int:
    """Fill a new folder with brand.yaml, the logo and the font; what fails leaves nothing behind.

    `font` is a folder or the name of an installed font, and the family that is meant where the folder has several.
    """
    from deck.brand.chosen_font import NotChosen, chosen_font
    from deck.console.report import GOOD, MISTAKES, finish, shown
    from deck.diagnostics import Report

    three = _three(colors)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is not empty; nothing was changed")
    try:
        chosen = chosen_font(*font) if font[0] else None
    except NotChosen as problem:
        raise click.UsageError(str(problem)) from None
    if not _measured(*three):
        return MISTAKES
    if logo is not None and logo.suffix.lower() not in (".svg", ".png", ".jpg", ".jpeg"):
        raise click.UsageError(f"{logo.name} is neither SVG, PNG nor JPEG")
    report, there, done = Report(), folder.exists(), False
    try:
        _fill(folder, three, logo, chosen, report, options)
        done = not report.has_errors
        if not done:
            return finish(report, options, failed=f"{shown(folder)} was not begun")
    finally:
        if not done:
            _take_back(folder, there)
    click.echo(
        f"wrote   {shown(folder / 'brand.yaml')}; {shown(folder / 'kinds.html')} shows every kind of slide in it,"
        f" {shown(folder / 'layouts.html')} every layout"
    )
    _tell_font(chosen)
    if logo is not None:
        click.echo(f"logo:   {logo.name} stands on light slides; for covers, which are dark, name one with `on_dark:`")
    click.echo(f"\nnow:    deck new my-talk --from {shown(folder)}")
    return GOOD


def _fill(
    folder: Path,
    three: tuple[str, str, str],
    logo: Path | None,
    chosen: Chosen | None,
    report: Report,
    options: dict[str, bool],
) -> None:
    from deck.commands._gallery import write_gallery
    from deck.commands._source_file import save_source
    from deck.kinds import Kinds
    from deck.value import replace
    from deck.workspace import Workspace

    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "extends: plain",
        "meta:",
        f"  name: {json.dumps(folder.resolve().name, ensure_ascii=False)}",
        "color:",
        "  palette:",
    ]
    lines += [f'    ink: {{hex: "{three[0]}"}}  # titles, and the ground of covers']
    lines += [f'    primary: {{hex: "{three[1]}"}}  # what matters, and links']
    lines += [f'    accent: {{hex: "{three[2]}"}}  # the one other thing']
    if logo is not None:
        shutil.copyfile(logo, folder / logo.name)
        named = json.dumps(logo.name, ensure_ascii=False)
        lines.append(f"logo: {named}  # on covers, which are dark, with {{file: {named}, on_dark: light-logo.svg}}")
    if chosen is not None:
        _copy_font(chosen, folder / "fonts", report)
        family = json.dumps(chosen.family, ensure_ascii=False)
        lines += ["typography:", "  fonts: fonts", f"  base: {family}", f"  headings: {family}"]
    save_source("\n".join(lines) + "\n", folder / "brand.yaml", report, quiet=True)
    world = replace(Workspace.find(folder / "none.yaml"), brand_folder=folder, cache_folder=folder / ".cache")
    if not report.has_errors:
        write_gallery(world, Kinds(), folder / "kinds.html", report, options)
    if not report.has_errors:
        _write_layouts(world, folder / "layouts.html", report)
    shutil.rmtree(folder / ".cache", ignore_errors=True)


def _copy_font(chosen: Chosen, folder: Path, report: Report) -> None:
    """The faces, with the licence that lies beside them or else what they say of it themselves."""
    from deck.brand.chosen_font import says_of_its_licence
    from deck.commands._source_file import save_new

    folder.mkdir()
    for path in (*chosen.faces, *chosen.licences):
        shutil.copyfile(path, folder / path.name)
    if not chosen.licences and (said := says_of_its_licence(chosen.faces[0])):
        name = f"LICENSE-{chosen.family.replace(' ', '')}.txt"
        save_new(said.encode(), folder / name, report)


def _tell_font(chosen: Chosen | None) -> None:
    from deck.brand.chosen_font import says_of_its_licence
    from deck.brand.extend import plain
    from deck.diagnostics import Report

    if chosen is None:
        click.echo(
            f"font:   {plain(Report())['typography']['base']}, which comes with the program (--font names another)"
        )
        return
    click.echo(f"font:   {chosen.family}, from {chosen.faces[0].parent}")
    if not chosen.licences and not says_of_its_licence(chosen.faces[0]):
        click.echo("        its licence is not there: put it beside the font before you pass the talk on")


def _take_back(folder: Path, there: bool) -> None:
    """What was begun goes away again; a folder that was there, and empty, stays."""
    if not there:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _write_layouts(world: Workspace, target: Path, report: Report) -> None:
    """One page with every layout of the brand, and the frames of its placeholders."""
    from deck.brand.brought.package import Package
    from deck.brand.brought.picture import Use, page_of
    from deck.brand.brought.picture import shown as layouts_shown
    from deck.brand.brought.read import read_template
    from deck.brand.load import load_brand
    from deck.brand.template import template_parts, write_potx
    from deck.kinds import Kinds
    from deck.write.save import save

    brand = report.take(load_brand(world.brand_folder, "en-GB", "", world.remembered, world.door))
    if brand is None:
        return
    data, kinds = write_potx(template_parts(brand, "en-GB")), Kinds()
    template = read_template(Package.read(data))
    uses = {
        sheet.part: [
            Use(key, tuple(one for one in kinds.names if key in kinds[one].layouts), tuple(layout.slots.values()))
            for key, layout in brand.layouts.items()
            if layout.name == sheet.name
        ]
        for sheet in template.sheets
    }
    layouts = layouts_shown(data, template, brand.base, uses)
    save(page_of(brand.name, layouts).encode(), target, report, world)


def _three(colors: str) -> tuple[str, str, str]:
    found = [match[1].upper() for match in map(_HEX.fullmatch, re.split(r"[\s,;]+", colors.strip())) if match]
    if len(found) != 3:
        raise click.UsageError("--colors wants three colours of six digits: a dark one, the main one, an accent")
    return found[0], found[1], found[2]


def _measured(ink: str, primary: str, accent: str) -> bool:
    """Say each contrast on white; what cannot be read is told with the nearest shade that can.

    Lines and marks are in the accent, words in a shade of it that can be read.
    """
    from deck.brand.theme_colors import ENOUGH, ENOUGH_LARGE, contrast, dark_enough

    well = True
    for name, color, enough in (("ink", ink, ENOUGH), ("primary", primary, ENOUGH), ("accent", accent, ENOUGH_LARGE)):
        ratio = contrast(color, "FFFFFF")
        told = f"{name:<8} {color} on white: {ratio:.1f}:1"
        if name == "accent":
            words = dark_enough(color)
            faint = "" if ratio >= enough else f"; faint for lines and marks, which want {enough}:1"
            click.echo(told + faint + (f"; words in it are {words}" if words != color else ""))
        elif ratio >= enough:
            click.echo(told)
        else:
            well = False
            click.echo(f"{told}, it needs {enough}:1; {dark_enough(color)} has that", err=True)
    return well
