"""`deck doctor`: what is installed, what is missing, and how old the cache is."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.options import TALK
from deck.console.report import GOOD, MISTAKES, deliver, shown

if TYPE_CHECKING:
    from deck.workspace import Workspace

_OLDEST = (3, 11)
_DAY = 24 * 60 * 60
_Line = tuple[bool, str, str]
"""Whether it is well, what it is about, and what is to be said of it."""


@click.command()
@TALK
def doctor(talk: Path) -> int:
    """Say what is installed, what is missing, which fonts the talk has, and how old the cache is.

    \b
    Example:
      deck doctor
    """
    from deck.workspace import Workspace

    lines = list(_lines(Workspace.find(talk)))
    said = "\n".join(f"{'ok     ' if well else 'missing'} {name:<12} {what}" for well, name, what in lines)
    wrong = sum(not well for well, *_ in lines)
    ends = f"\n\n{wrong} to mend" if wrong else "\n\nall is there"
    return deliver(said + ends, MISTAKES if wrong else GOOD)


def _lines(world: Workspace) -> Iterator[_Line]:
    yield _program()
    yield _python()
    yield _libraries()
    yield from _talk(world)
    yield True, "office", "none is needed; " + (_office() or "LibreOffice is not here")
    yield True, "cache", _cache(world.cache_folder)


def _program() -> _Line:
    from importlib.metadata import PackageNotFoundError, version

    place = str(Path(__file__).parents[1])
    try:
        return True, "deck", f"{version('talk-deck')} in {place}"
    except PackageNotFoundError:
        return True, "deck", f"not installed, run from {place}"


def _python() -> _Line:
    well = sys.version_info[:2] >= _OLDEST
    what = f"{platform.python_version()} on {platform.system()}, {sys.executable}"
    return well, "Python", what if well else f"{what}: it must be {'.'.join(map(str, _OLDEST))} or newer"


def _libraries() -> _Line:
    """By their metadata: to import all of them would take seconds."""
    import re
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        wanted = [one for one in requires("talk-deck") or () if "extra ==" not in one]
    except PackageNotFoundError:
        return True, "libraries", "not looked at, for deck is not installed"
    missing = []
    for one in wanted:
        found = re.match(r"[\w.-]+", one)
        name = found[0] if found else one
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return False, "libraries", f"{', '.join(missing)}: install deck again"
    return True, "libraries", f"all {len(wanted)} are installed"


def _talk(world: Workspace) -> Iterator[_Line]:
    from deck.commands.brand._loaded import loaded
    from deck.diagnostics import Report
    from deck.door import Refused

    if not world.slides_file.exists():
        yield True, "talk", f"there is no {shown(world.slides_file)}; `deck new my-talk` begins one"
        return
    yield True, "talk", shown(world.slides_file)
    report = Report()
    try:
        folder, brand = loaded(world, report)
    except Refused as refused:
        yield False, "brand", refused.said(shown(refused.path))
        return
    if brand is None:
        first = next(iter(report), None)
        why = f"{first.span.file}:{first.span.line}: {first.message}" if first else shown(folder)
        yield False, "brand", f"cannot be read, `deck check` says more: {why}"
        return
    yield True, "brand", f"{brand.name}, in {shown(folder)}"
    families = sorted({face.family for face in brand.faces})
    yield True, "fonts", f"{', '.join(families)}: nothing has to be installed to build"
    yield _schema(world)


def _schema(world: Workspace) -> _Line:
    """Whether editors check the talk by what this program knows."""
    import json

    from deck.resolve.own_kinds import load_kinds
    from deck.schema import json_schema

    path = world.root / "assets" / "slides.schema.json"
    how = f"`deck schema -o {shown(path)}` brings it up to date"
    if not path.is_file():
        return True, "editor", f"no schema to complete by; {how}"
    try:
        same = json.loads(path.read_text(encoding="utf-8")) == json_schema(load_kinds(world)[0])
    except (OSError, ValueError):
        same = False
    return True, "editor", f"{shown(path)} is {'up to date' if same else f'of another version; {how}'}"


def _office() -> str:
    import shutil

    found = shutil.which("soffice") or shutil.which("libreoffice")
    return f"LibreOffice is at {found}" if found else ""


def _cache(folder: Path) -> str:
    import time

    files = [path.stat() for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    if not files:
        return "empty"
    size = sum(file.st_size for file in files) / 1e6
    days = (time.time() - min(file.st_mtime for file in files)) / _DAY
    return f"{shown(folder)}: {size:.1f} MB, the oldest part {days:.0f} days old; `deck clean` empties it"
