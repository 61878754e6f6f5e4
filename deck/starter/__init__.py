"""Begin a new talk: a small outline that builds, with a copy of the brand and its fonts."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

_HERE = Path(__file__).parent


def begin(folder: Path) -> None:
    """Copy the starter talk into `folder`, which must be new or empty."""
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty; nothing was changed")
    assets = _assets()
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    shutil.copy(_HERE / "slides.yaml", folder / "slides.yaml")
    shutil.copy(_HERE / "references.json", folder / "assets" / "references.json")
    for part in ("brand", "fonts"):
        shutil.copytree(assets / part, folder / "assets" / part)
    schema = assets / "slides.schema.json"
    if schema.exists():
        shutil.copy(schema, folder / "assets" / schema.name)


def _assets() -> Path:
    """The brand that travels with the program: inside the installed package, or beside it in a checkout."""
    packed = _HERE.parent / "starter_assets"
    return packed if packed.exists() else _HERE.parent.parent / "assets"
