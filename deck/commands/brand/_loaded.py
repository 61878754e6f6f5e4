"""The brand of a talk, for commands that need nothing else of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deck.brand.model import Brand
    from deck.diagnostics import Report
    from deck.workspace import Workspace


def loaded(world: Workspace, report: Report) -> tuple[Path, Brand | None]:
    """The brand's folder, and the brand if it and the name of its folder have no mistake.

    A folder without a talk has its brand in assets/brand.
    """
    from deck.brand.folder import folder_named_in, folder_of
    from deck.brand.load import load_brand
    from deck.source import load

    found = folder_of(world, "")
    if world.slides_file.exists():
        source = load(world.slides_file, report, world.relative(world.slides_file), world.door)
        if source is None:
            return world.brand_folder, None
        found = folder_named_in(source, world)
    folder = report.take(found)
    return folder or world.brand_folder, report.take(load_brand(folder, door=world.door)) if folder else None
