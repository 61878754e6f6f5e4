"""Begin a brand from three colours, a logo and a font: each pair measured, and every kind of slide drawn in it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.workspace import Workspace

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_STYLES = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold italic"}


def begin_brand(folder: Path, colors: str, logo: Path | None, font: Path | None, options: dict[str, bool]) -> int:
    """Fill a new folder with brand.yaml, the logo and the font; what is wrong is said before anything is written."""
    from deck.commands._gallery import write_gallery
    from deck.commands._source_file import save_source
    from deck.console.report import GOOD, MISTAKES, shown
    from deck.diagnostics import Report
    from deck.kinds import Kinds
    from deck.value import replace
    from deck.workspace import Workspace

    ink, primary, accent = _three(colors)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is not empty; nothing was changed")
    family, files = _faces(font) if font else ("", [])
    if not _measured((("ink", ink), ("primary", primary))):
        return MISTAKES
    if logo is not None and logo.suffix.lower() not in (".svg", ".png", ".jpg", ".jpeg"):
        raise click.UsageError(f"{logo.name} is neither SVG, PNG nor JPEG")
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["extends: plain", "meta:", f"  name: {folder.resolve().name}", "color:", "  palette:"]
    lines += [f'    ink: {{hex: "{ink}"}}  # titles, and the ground of covers']
    lines += [f'    primary: {{hex: "{primary}"}}  # what matters, and links']
    lines += [f'    accent: {{hex: "{accent}"}}  # the one other thing']
    if logo is not None:
        shutil.copyfile(logo, folder / logo.name)
        lines.append(
            f"logo: {logo.name}  # on covers, which are dark, with {{file: {logo.name}, on_dark: light-logo.svg}}"
        )
    if font is not None:
        (folder / "fonts").mkdir()
        for path in files:
            shutil.copyfile(path, folder / "fonts" / path.name)
        lines += ["typography:", "  fonts: fonts", f"  base: {family}", f"  headings: {family}"]
    report = Report()
    save_source("\n".join(lines) + "\n", folder / "brand.yaml", report, quiet=True)
    world = replace(Workspace.find(folder / "none.yaml"), brand_folder=folder, cache_folder=folder / ".cache")
    if not report.has_errors:
        write_gallery(world, Kinds(), folder / "kinds.html", report, options)
        _write_layouts(world, folder / "layouts.html", report)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    if report.has_errors:
        from deck.console.report import finish

        return finish(report, options)
    click.echo(
        f"wrote   {shown(folder / 'brand.yaml')}; {shown(folder / 'kinds.html')} shows every kind of slide in it,"
        f" {shown(folder / 'layouts.html')} every layout"
    )
    if logo is not None:
        click.echo(f"{logo.name} stands on light slides; for covers, which are dark, name one with `on_dark:`")
    click.echo(f"\nnow:    deck new my-talk --from {shown(folder)}")
    return GOOD


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


def _measured(named: tuple[tuple[str, str], ...]) -> bool:
    """Say each contrast on white; what cannot be read is told with the nearest shade that can."""
    from deck.brand.theme_colors import ENOUGH, contrast, dark_enough

    well = True
    for name, color in named:
        ratio = contrast(color, "FFFFFF")
        told = f"{name:<8} {color} on white: {ratio:.1f}:1"
        if ratio >= ENOUGH:
            click.echo(told)
        else:
            well = False
            click.echo(f"{told}, it needs {ENOUGH}:1; {dark_enough(color)} has that", err=True)
    return well


def _faces(font: Path) -> tuple[str, list[Path]]:
    """The family whose four faces, or whose two, are in a folder."""
    from deck.brand.faces import read_face
    from deck.door import Door

    faces = [face for path in sorted(font.glob("*.ttf")) if (face := read_face(path, Door()))]
    families: dict[str, dict[tuple[bool, bool], Path]] = {}
    for face in faces:
        families.setdefault(face.family, {})[face.bold, face.italic] = face.path
    whole = [name for name, styles in families.items() if len(styles) == len(_STYLES)]
    if not whole:
        have = "; ".join(f"{name}: {', '.join(_STYLES[one] for one in styles)}" for name, styles in families.items())
        need = "a font needs regular, bold, italic and bold italic as .ttf files"
        raise click.UsageError(f"{need}; in {font} there is {have or 'none'}")
    licences = [path for path in font.iterdir() if re.match(r"(?i)(ofl|licen[cs]e|copying)", path.name)]
    return whole[0], [*families[whole[0]].values(), *licences]
