"""A logo on a ground where it cannot be seen, as on a cover of somebody else's template: the same in other colours."""

from __future__ import annotations

from pathlib import PurePosixPath

from deck.brand.model import Slot
from deck.brand.theme_colors import contrast
from deck.diagnostics import Report
from deck.page import Page, PictureBox
from deck.regex import regex
from deck.value import replace
from deck.workspace import Workspace

_ENDINGS = ("-dark", "-light")
_COLOR = regex(r"#([0-9A-Fa-f]{6})\b")
_SEEN = 3.0
"""Contrast that a drawing needs."""


def seen_on_its_ground(page: Page, picture: PictureBox, world: Workspace) -> PictureBox:
    """The picture, or that beside it whose name ends in -dark or -light where only this can be seen there.

    What can be seen is like the ink of its place, which the brand chose for the ground.
    """
    slot = page.layout.slots.get(picture.name.rpartition(".")[2])
    if slot is None or slot.type != "pic" or not picture.file.endswith(".svg"):
        return picture
    others = [name for name in _beside(picture.file) if world.door.is_there(world.root / name, name)]
    if not others or not (away := _away(picture.file, slot, picture, world)) or away < _SEEN:
        return picture
    nearer = [(other, name) for name in others if (other := _away(name, slot, picture, world)) and other < _SEEN]
    return replace(picture, file=min(nearer)[1]) if nearer else picture


def _beside(file: str) -> list[str]:
    path = PurePosixPath(file)
    bare = next((path.stem.removesuffix(end) for end in _ENDINGS if path.stem.endswith(end)), path.stem)
    names = (bare, *(f"{bare}{end}" for end in _ENDINGS))
    return [path.with_name(f"{name}.svg").as_posix() for name in names if name != path.stem]


def _away(file: str, slot: Slot, picture: PictureBox, world: Workspace) -> float | None:
    """How far its colours are from the ink of the place, the nearest of them; None where it has none of its own."""
    data = world.read_bytes(file, picture.span, Report()) or b""
    colors = set(_COLOR.findall(data.decode("utf-8", "replace")))
    return min((contrast(color.upper(), slot.color.hex) for color in colors), default=None)
