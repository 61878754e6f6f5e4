"""Read a picture file: checked, cleaned of what cameras and editors wrote into it, and no larger than needed."""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection
from typing import Any

from deck.diagnostics import Report, Span
from deck.geometry import Box, contain
from deck.page import Image
from deck.svg import BadSvg, read_svg
from deck.value import Value

PIXELS_PER_INCH = 300
"""What a projector or a printer can show; a camera's picture has far more."""
FALLBACK_PIXELS_PER_INCH, FALLBACK_PIXELS = 200, 2400
LARGEST_PIXELS = 80_000_000
_NO_EFFECTS = "PowerPoint cannot draw these: look at the slide, or export the picture without effects or as PNG"
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_QUALITY = 92
_KEPT_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")


class Picture(Value, frozen=True):
    """What a deck shows of a file, and its proportions."""

    image: Image
    width: float
    height: float


def read_picture(name: str, data: bytes, room: Box, brand: Any, span: Span, report: Report) -> Picture | None:
    """The picture for that room on a slide; None, and a diagnostic, where it cannot be shown."""
    if data.startswith((_PNG, _JPEG)):
        return _photo(name, data, room, span, report)
    if name.lower().endswith(".svg"):
        return _drawing(name, data, room, brand, span, report)
    what = "is empty" if not data else "is not a PNG, JPEG or SVG picture"
    report.error("bad-picture", f"`{name}` {what}", span, "export it as PNG, JPEG or SVG")
    return None


def _photo(name: str, data: bytes, room: Box, span: Span, report: Report) -> Picture | None:
    try:
        png, width, height = cleaned(data, room)
    except ValueError as problem:
        report.error("bad-picture", f"`{name}` cannot be shown: {problem}", span, "export it again as PNG or JPEG")
        return None
    return Picture(Image(png), width, height)


def _drawing(name: str, data: bytes, room: Box, brand: Any, span: Span, report: Report) -> Picture | None:
    try:
        drawing = read_svg(data, lambda inside: cleaned(inside, room)[0])
    except BadSvg as problem:
        code = "unsafe-svg" if problem.unsafe else "bad-picture"
        report.error(code, f"`{name}` cannot be shown: {problem}", span, problem.help)
        return None
    have = {face.family for face in brand.faces}
    lost = sorted(drawing.families - have)
    if lost:
        which = f"the font `{lost[0]}`" if lost[0] else "a font that it does not name"
        help = f"convert its text to paths, or set it in {' or '.join(f'`{f}`' for f in _offered(have))}"
        report.error("bad-picture", f"`{name}` has text in {which}", span, help)
        return None
    if drawing.left_out:
        what = ", ".join(f"`<{one}>`" for one in drawing.left_out)
        report.warning("svg-left-out", f"`{name}` is shown without {what}", span, _NO_EFFECTS)
    box = contain(drawing.width, drawing.height, room)
    width = max(1, min(FALLBACK_PIXELS, round(box.width / 72 * FALLBACK_PIXELS_PER_INCH)))
    from deck.write.drawing import raster

    try:
        png = raster(drawing.data, width, brand.faces)
    except Exception as problem:  # the renderer may fail at a drawing in any way
        report.error("bad-picture", f"`{name}` cannot be drawn: {problem}", span, "export it again as plain SVG")
        return None
    return Picture(Image(png, drawing.data), drawing.width, drawing.height)


def _offered(families: Collection[str]) -> list[str]:
    return sorted(families)[:2]


def cleaned(data: bytes, room: Box) -> tuple[bytes, int, int]:
    """A PNG or JPEG of pixels and nothing else, with its width and height; ValueError where it cannot be."""
    # Imported here because most builds find their pictures in the cache.
    from PIL import Image as Pillow

    Pillow.MAX_IMAGE_PIXELS = LARGEST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Pillow only warns of a picture up to twice the limit.
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                picture = _plain(opened, room)
                buffer = io.BytesIO()
                picture.save(buffer, opened.format, **({"quality": _QUALITY} if opened.format == "JPEG" else {}))
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as problem:
        raise ValueError(f"it has more than {LARGEST_PIXELS // 1_000_000} million pixels") from problem
    except Exception as problem:  # decoders raise nearly anything at a broken file
        raise ValueError("it is damaged or cut off") from problem
    return buffer.getvalue(), picture.width, picture.height


def _plain(opened: Any, room: Box) -> Any:
    """The pixels upright, in sRGB, at most as many as the room can show, without any of the file's other data."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    opened.load()
    transparent = opened.info.get("transparency")
    picture = ImageOps.exif_transpose(opened)
    picture = _in_srgb(picture, opened.info.get("icc_profile"))
    if picture.mode not in _KEPT_MODES or (transparent is not None and picture.mode != "P"):
        picture = picture.convert("RGB" if transparent is None else "RGBA")
    box = contain(picture.width, picture.height, room)
    size = tuple(max(1, round(side / 72 * PIXELS_PER_INCH)) for side in (box.width, box.height))
    if size[0] < picture.width:
        if picture.mode in ("1", "P"):
            picture = picture.convert("RGBA" if transparent is not None else "RGB")
        picture = picture.resize(size, Pillow.Resampling.LANCZOS)
    keep = {"transparency": transparent} if picture.mode == "P" and transparent is not None else {}
    picture = picture.copy()
    picture.info = keep
    return picture


def _in_srgb(picture: Any, profile: bytes | None) -> Any:
    """The colours as they look, before the profile that says so is taken away."""
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    from PIL import ImageCms

    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
