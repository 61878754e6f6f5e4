"""Which folder is the brand of a talk in?"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

from deck.diagnostics import Found, Report, Span, close_matches
from deck.source import Source
from deck.workspace import Workspace, as_on_disk


def folder_of(world: Workspace, named: str | None, span: Span = Span.NOWHERE) -> tuple[Path | None, Found]:
    """The folder that `brand:` names in the talk's head, by its path from the talk's folder; None where there is none.

    It may lie outside of the talk, for talks that share a brand, but at that very place: no link leads to it. A talk
    that names none has its brand in assets/brand; so has perhaps one whose head cannot be read (`named` is None).
    """
    if not named:
        return (None if named is None and not world.brand_folder.exists() else world.brand_folder), ()
    report = Report()
    folder = as_on_disk(world.root / named)
    if not _is_a_brand(folder, named, world.root, span, report):
        return None, report.found
    # Its pictures may be named in the talk, whatever asks for them first.
    world.door.admit(folder)
    return folder, ()


def folder_named_in(source: Source, world: Workspace) -> tuple[Path | None, Found]:
    """The same for whoever needs nothing of the talk but its brand."""
    head = source.data.get("talk") if isinstance(source.data, dict) else None
    named = head.get("brand") if isinstance(head, dict) else None
    return folder_of(world, named if isinstance(named, str) else "", source.span(("talk", "brand")))


def _is_a_brand(folder: Path, named: str, root: Path, span: Span, report: Report) -> bool:
    """Whether it is the folder of a brand; if not, the report says what it is and how to mend it."""
    if PurePosixPath(named).is_absolute() or PureWindowsPath(named).anchor or "\\" in named:
        help = "write it with /, such as `brand: ../brand`"
        report.error("bad-brand", f"`{named}` is no path from the talk's folder", span, help)
        return False
    try:
        there, whole, straight = folder.is_dir(), (folder / "brand.yaml").exists(), _leads_straight(folder, root)
    except (OSError, ValueError, RuntimeError):  # too long a name, a zero byte, a link to itself
        there = whole = False
        straight = True
    if not straight:
        help = "name the folder itself, where it really is"
        report.error("outside-project", f"`{named}` leads through a link", span, help)
    elif not there:
        help = close_matches(folder.name, _beside(folder)) or "it is a folder, by its path from the talk's folder"
        report.error("no-such-file", f"there is no folder `{named}`", span, help)
    elif not whole:
        report.error("no-such-file", f"there is no `brand.yaml` in `{named}`", span, "name the folder that holds one")
    return straight and there and whole


def _leads_straight(folder: Path, root: Path) -> bool:
    # The talk's own folder may be reached by a link: that is its owner's way to it.
    meant = os.path.normpath(os.path.join(os.path.realpath(root), folder.relative_to(root)))
    return os.path.normcase(os.path.realpath(folder)) == os.path.normcase(meant)


def _beside(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.parent.iterdir() if entry.is_dir()]
    except OSError:
        return []
