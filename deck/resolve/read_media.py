"""Give a film or sound what the deck carries of its file, the place that it plays in, and a picture to stand for it."""

from __future__ import annotations

import hashlib

from deck.brand.model import Brand
from deck.diagnostics import Report
from deck.geometry import Box, Point, contain
from deck.media import BadMedia, without_traces
from deck.page import PLAY_MARK, Image, PictureBox, triangle
from deck.value import replace
from deck.workspace import Workspace

_FILM_PIXELS = 1280
_SOUND = 3.2
"""Width over height of what stands for a sound."""
_SOUND_HIGH = 150.0


def playable(picture: PictureBox, brand: Brand, world: Workspace, known: dict[str, bytes]) -> PictureBox:
    """The picture with the bytes of what it plays, `known` by file; one that names no picture file gets a drawn one."""
    media = picture.media
    assert media is not None
    if media.file not in known:
        known[media.file] = world.once(("played", media.file), lambda: _clean(media.file, picture, world))
    if not known[media.file]:
        return replace(picture, media=None)
    picture, medium = replace(picture, media=replace(media, data=known[media.file])), media.medium
    if medium.picture:
        # It is shown in the proportions of its place: of another picture, as much as fills it.
        picture = replace(_placed(picture, medium.width / medium.height, brand), crop="fill")
    elif not picture.file:
        room = picture.box
        low = room.centred(room.width, min(room.height, _SOUND_HIGH))
        picture = _placed(replace(picture, box=low), _SOUND, brand)
    return picture if picture.file else replace(picture, image=_drawn(picture, brand, world))


def _placed(picture: PictureBox, ratio: float, brand: Brand) -> PictureBox:
    room, box = picture.box, contain(ratio, 1, picture.box)
    if picture.media and picture.media.at_start:
        box = replace(box, x=room.right - box.width if brand.right_to_left else room.x)
    return replace(picture, box=box)


def _clean(file: str, picture: PictureBox, world: Workspace) -> bytes:
    """What the deck carries of it; nothing where it is gone, or another one, since its slide was composed."""
    data = world.read_bytes(file, picture.span, Report())
    try:
        return without_traces(data or b"")
    except BadMedia:
        return b""


def _drawn(picture: PictureBox, brand: Brand, world: Workspace) -> Image:
    """A ground with a mark on it that says: here something plays."""
    ground, mark = brand.colors["ink"].hex, brand.colors["paper"].hex
    is_film = bool(picture.media and picture.media.medium.picture)
    svg = _svg(picture.box, ground, mark, is_film).encode()
    name = hashlib.sha256(svg).hexdigest()

    def drawn() -> bytes:
        # Imported here because most of these are remembered.
        from deck.press import raster

        return raster(svg, _FILM_PIXELS)

    return Image(world.remembered(f"figures/{name}.png", drawn), svg)


def _svg(box: Box, ground: str, mark: str, is_film: bool) -> str:
    width, height = box.width, box.height
    radius = min(width, height) * (PLAY_MARK if is_film else 0.3)
    x, y = width / 2 if is_film else height / 2, height / 2
    tip = " ".join(f"{round(at.x, 2):g} {round(at.y, 2):g}" for at in triangle(Point(x, y), radius))
    marks = f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" fill="#{mark}"/><path d="M{tip}Z" fill="#{ground}"/>'
    if not is_film:
        # What plays takes its time: a line from its beginning to its end.
        begin, end, thick = height, width - height / 2 + radius, height * 0.02
        line = f"M{begin:.2f} {y - thick:.2f}H{end:.2f}V{y + thick:.2f}H{begin:.2f}Z"
        marks += f'<path d="{line}" fill="#{mark}"/>'
        marks += f'<circle cx="{begin:.2f}" cy="{y:.2f}" r="{3 * thick:.2f}" fill="#{mark}"/>'
    size = f'width="{width:.2f}" height="{height:.2f}" viewBox="0 0 {width:.2f} {height:.2f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<rect width="{width:.2f}" height="{height:.2f}" fill="#{ground}"/>{marks}</svg>'
    )
