"""A template from a path, and the fonts that a talk can measure it with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deck.brand.brought.package import Package
    from deck.brand.brought.propose import Fonts
    from deck.brand.brought.read import Brought
    from deck.diagnostics import Report
    from deck.workspace import Workspace


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


def fonts_of(world: Workspace, brand: Path, to: Path) -> Fonts | None:
    """What the talk's brand sets text with, seen from the folder of the new brand; None where there is no font."""
    from deck.brand.brought.propose import Fonts

    told = _typography(brand / "brand.yaml")
    folder = brand / str(told.get("fonts") or "../fonts")
    if not folder.is_dir():
        folder = world.root / "assets" / "fonts"
    families = whole_families(folder)
    base = str(told.get("base") or "")
    if not families:
        return None
    scripts = told.get("scripts") or {}
    return Fonts(
        folder=Path(os.path.relpath(folder, to)).as_posix(),
        families=families,
        base=base if base in families else families[0],
        fallback=tuple(map(str, told.get("fallback") or ())),
        scripts={key: str(one.get("family") if isinstance(one, dict) else one) for key, one in scripts.items()},
        monospace=str(told.get("monospace") or ""),
    )


def _typography(path: Path) -> dict[str, Any]:
    """What a brand that is there says of its fonts."""
    from deck.diagnostics import Report
    from deck.source import load

    source = load(path, Report())
    data = source.data if source else None
    told = data.get("typography") if isinstance(data, dict) else None
    return told if isinstance(told, dict) else {}


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
