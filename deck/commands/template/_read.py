"""A template from a path, and the fonts that a talk can measure it with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from deck.brand.brought.package import Package
    from deck.brand.brought.read import Brought
    from deck.brand.brought.type import Fonts
    from deck.brand.model import Brand
    from deck.diagnostics import Report
    from deck.workspace import Workspace


class Chosen(NamedTuple):
    """A template that was opened; `brand` is the talk's, where nobody named a file."""

    path: Path
    data: bytes
    package: Package
    brought: Brought
    brand: Brand | None


def chosen(template: Path | None, world: Workspace, report: Report) -> Chosen | None:
    """The template at that path, or the one that the brand stands on; None, and a diagnostic, after a mistake."""
    brand = None
    if template is None:
        from deck.commands.brand._loaded import loaded

        brand = loaded(world, report)[1]
        if brand is None or report.has_errors:
            return None
        if brand.template is None:
            raise click.UsageError("the talk's brand makes its template itself; name a .potx or .pptx file")
        template = brand.template.path
    found = read(template, report)
    return Chosen(template, *found, brand) if found is not None else None


def read(path: Path, report: Report) -> tuple[bytes, Package, Brought] | None:
    """The file, its parts and what is on it; None, and a diagnostic, where it is no template."""
    from deck.brand.brought.package import Package, Unfit
    from deck.brand.brought.read import read_template
    from deck.diagnostics import Span
    from deck.door import Refused, read_regular

    name = path.as_posix()
    try:
        data = read_regular(path)
        package = Package.read(data)
        return data, package, read_template(package)
    except FileNotFoundError:
        report.error("no-such-file", f"there is no file `{name}`", help="name a .potx or .pptx file by its path")
    except Refused as refused:
        refused.tell(name, Span(name, 0, 0, 0), report)
    except Unfit as unfit:
        report.error("bad-template", f"`{path.name}` {unfit.what}", Span(name, 0, 0, 0), unfit.help)
    return None


def fonts_of(fonts: Path, to: Path) -> Fonts:
    """The fonts of a folder, seen from the folder of a new brand."""
    from deck.brand.brought.type import Fonts

    return Fonts(Path(os.path.relpath(fonts, to)).as_posix(), whole_families(fonts))


def whole_families(folder: Path) -> tuple[str, ...]:
    """The families in a folder that have all four faces."""
    from deck.brand.faces import read_face
    from deck.door import Door, Refused

    found: dict[str, set[tuple[bool, bool]]] = {}
    for path in sorted(folder.glob("*.ttf")):
        try:
            face = read_face(path, Door())
        except (Refused, OSError):
            continue
        if face is not None:
            found.setdefault(face.family, set()).add((face.bold, face.italic))
    return tuple(family for family, styles in found.items() if len(styles) == 4)
