"""Begin a new talk: a small outline that builds, with a brand of its own and a figure, a table and a picture to change.

The talks to begin with are an open set: a folder each under `talks/`, whose slides.yaml says in its first line what it
is for.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import click

_HERE = Path(__file__).parent
_TALKS = _HERE / "talks"
FIRST = "first"
_SCHEMA = "assets/slides.schema.json"
_EDITORS = f"# yaml-language-server: $schema={_SCHEMA}\n"
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.py[co]", ".*")
# What a build makes again is no part of what anybody keeps.
_IGNORED = "/build/\n/.cache/\n"


def talks() -> dict[str, str]:
    """The talks to begin with, and what each is for."""
    return {path.name: _about(path) for path in sorted(_TALKS.iterdir()) if (path / "slides.yaml").exists()}


def _about(folder: Path) -> str:
    with (folder / "slides.yaml").open(encoding="utf-8") as talk:
        return talk.readline().removeprefix("#").strip()


def begin(folder: Path, like: str = FIRST, brand_from: Path | None = None) -> None:
    """Put a talk into `folder`, beside what is there: all of it, or nothing; no file of somebody's is replaced.

    `brand_from` is another talk, whose brand is copied, or a folder with a brand, which is shared.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise click.UsageError(f"{folder} is no folder; nothing was changed")
    brand, shared = _brand_of(brand_from) if brand_from is not None else (None, False)
    new = not folder.exists()
    aside = (folder.parent if new else folder) / f".{folder.name}.{os.getpid()}.part"
    try:
        _fill(aside, like, brand, os.path.relpath(brand, folder) if shared and brand else "")
        if new:
            aside.rename(folder)
        else:
            _put_beside(aside, folder)
    except OSError as problem:
        why = _why(problem)
        raise click.UsageError(f"cannot begin a talk in {folder}: {why}; nothing was changed") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put_beside(aside: Path, folder: Path) -> None:
    """Move a finished talk into a folder that somebody has data or pictures in already."""
    taken = [part.name for part in sorted(aside.iterdir()) if os.path.lexists(folder / part.name)]
    if "slides.yaml" in taken:
        raise click.UsageError(f"there is a talk in {folder} already; nothing was changed")
    # What git shall leave alone there, its owner has said.
    taken = [name for name in taken if name != ".gitignore"]
    if taken:
        there = " and ".join(f"`{name}`" for name in taken)
        raise click.UsageError(f"{there} of a new talk would replace what is in {folder}; nothing was changed")
    for part in sorted(aside.iterdir()):
        if not os.path.lexists(folder / part.name):
            part.rename(folder / part.name)


def _why(problem: OSError) -> str:
    """What the system says; of many files that could not be copied, of the first."""
    if isinstance(problem, shutil.Error) and isinstance(problem.args[0], list):
        return str(problem.args[0][0][-1]).partition("] ")[2].lower() or str(problem.args[0][0][-1])
    return (problem.strerror or str(problem)).lower()


def _brand_of(place: Path) -> tuple[Path, bool]:
    """The folder of the brand that is meant, and whether it is one that talks share."""
    from deck.brand.folder import folder_named_in
    from deck.diagnostics import Report
    from deck.source import load
    from deck.workspace import Workspace

    if (place / "brand.yaml").is_file():
        return place, True
    world = Workspace.find(place)
    source = load(world.slides_file, Report()) if world.slides_file.is_file() else None
    folder = folder_named_in(source, world)[0] if source is not None else world.brand_folder
    if folder is None or not (folder / "brand.yaml").is_file():
        raise click.UsageError(f"there is no brand in {place}: neither brand.yaml nor a talk with one")
    return folder, folder != world.brand_folder


def _fill(folder: Path, like: str, brand: Path | None, shared: str) -> None:
    shutil.copytree(_TALKS / like, folder, ignore=_LEFT_OUT)
    file = folder / "slides.yaml"
    talk = _EDITORS + file.read_text(encoding="utf-8")
    (folder / "assets").mkdir(exist_ok=True)
    if shared:
        talk = talk.replace("\ntalk:\n", f"\ntalk:\n  brand: {json.dumps(Path(shared).as_posix())}\n", 1)
    elif brand is None:
        (folder / "assets" / "brand").mkdir()
        shutil.copy(_HERE / "brand.yaml", folder / "assets" / "brand" / "brand.yaml")
    else:
        shutil.copytree(brand, folder / "assets" / "brand", ignore=_LEFT_OUT)
        if (brand.parent / "fonts").is_dir() and brand.name == "brand":
            shutil.copytree(brand.parent / "fonts", folder / "assets" / "fonts", ignore=_LEFT_OUT)
    file.write_text(talk, encoding="utf-8")
    (folder / _SCHEMA).write_text(_schema(), encoding="utf-8")
    (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")


def _schema() -> str:
    """What editors complete and check the talk by."""
    from deck.kinds import Kinds
    from deck.schema import json_schema

    return json.dumps(json_schema(Kinds()), indent=1, ensure_ascii=False) + "\n"
