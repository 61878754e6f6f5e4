"""Show an image in a picture of a slide: a raster for every program, and the vector that newer ones prefer."""

from __future__ import annotations

from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts import image as pptx_image
from pptx.util import lazyproperty

from deck.page import UNCUT, Cut, Image
from deck.write.pptx import extras
from deck.write.pptx.lazy import SlidePart

_CONTENT_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


def fill_picture(picture: Any, image: Image, cut: Cut, part: SlidePart) -> None:
    """Let a `p:pic` that shows nothing yet show the image, less what is cut off its sides.

    The same image is one part, however often it is shown; what is cut off stays in it, for whoever crops it otherwise.
    """
    blip, images = picture.blipFill.blip, part.package._image_parts
    blip.rEmbed = part.relate_to(images.get_or_add(_KnownImage(image.png, image.kind)), RT.IMAGE)
    if cut != UNCUT:
        picture.blipFill.crop(cut)
    if image.svg:
        extras.add_svg(blip, part.relate_to(images.get_or_add(_KnownImage(image.svg, "svg")), RT.IMAGE))


class _KnownImage(pptx_image.Image):
    """An image whose format is known: python-pptx opens each with Pillow to learn it, and knows no SVG."""

    def __init__(self, blob: bytes, ext: str) -> None:
        super().__init__(blob, None)
        self._ext = ext

    @lazyproperty
    def ext(self) -> str:
        return self._ext

    @lazyproperty
    def content_type(self) -> str:
        return _CONTENT_TYPES[self._ext]
