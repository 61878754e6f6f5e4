"""Begin a new talk: a small outline that builds, with a copy of the brand and its fonts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

_HERE = Path(__file__).parent


def begin(folder: Path) -> None:
    """Copy the starter talk into `folder`, which must be new or empty: all of it, or nothing."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise click.UsageError(f"{folder} is no folder; nothing was changed")
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty; nothing was changed")
    new = not folder.exists()
    aside = (folder.parent if new else folder) / f".{folder.name}.{os.getpid()}.part"
    try:
        _fill(aside)
        if new:
            aside.rename(folder)
        else:  # somebody stands in it
            for part in ("assets", "slides.yaml"):
                (aside / part).rename(folder / part)
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        raise click.UsageError(f"cannot begin a talk in {folder}: {why}; nothing was changed") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(folder: Path) -> None:
    assets = _assets()
    (folder / "assets").mkdir(parents=True)
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
