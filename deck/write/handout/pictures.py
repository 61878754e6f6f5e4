"""Pictures no larger than a handout shows them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from deck.page import Image, Page, PictureBox
from deck.value import Value, replace
from deck.workspace import Workspace

PIXELS_PER_INCH = 300
"""What a good printer shows."""
_RULES = 1
"""Goes up when pictures are made smaller in another way, so that the cache forgets the old ones."""
_HEAVY = 1500
"""Bytes of a drawing for each point of its width. Past that, its lines stand closer than paper shows, and the picture
of it is smaller and far quicker to put into a file: a map of the world, as wide as a thumb."""


def fitted(pages: Sequence[Page], scale: float, world: Workspace) -> tuple[Page, ...]:
    """The pages with every picture as it is best shown when slides are drawn at that scale."""
    return tuple(page.with_pictures(_Fitter(scale, page.layout.background.hex, world).fitted) for page in pages)


_PHOTOGRAPH = b"data:image/"


class _Fitter(Value, frozen=True):
    scale: float
    ground: str
    world: Workspace

    def fitted(self, picture: PictureBox) -> PictureBox:
        image = picture.image
        shown = picture.whole.width * self.scale
        if image is None or (image.svg and len(image.svg) <= _HEAVY * shown and _PHOTOGRAPH not in image.svg):
            return picture
        pixels = max(1, round(shown / 72 * PIXELS_PER_INCH))
        key = hashlib.sha256(repr((_RULES, pixels, self.ground)).encode() + image.png).hexdigest()
        small = self.world.remembered(f"handouts/{key}.picture", lambda: _smaller(image.png, pixels, self.ground))
        return replace(picture, image=Image(small))


def _smaller(raster: bytes, width: int, ground: str) -> bytes:
    """The picture at most that wide, on its ground; as PNG or as JPEG, whichever is smaller."""
    # Imported here because most pictures are remembered.
    from io import BytesIO

    from PIL import Image as Pillow

    with Pillow.open(BytesIO(raster), formats=("PNG", "JPEG")) as opened:
        picture = opened.convert("RGBA")
    if width < picture.width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Pillow.Resampling.LANCZOS)
    painted = Pillow.new("RGB", picture.size, f"#{ground}")
    painted.paste(picture, mask=picture.getchannel("A"))
    files = (BytesIO(), BytesIO())
    painted.save(files[0], "PNG", optimize=True)
    painted.save(files[1], "JPEG", quality=85, optimize=True)
    return min((file.getvalue() for file in files), key=len)
