"""Read a PNG or JPEG: its pixels upright, in the colours that every program shows, and nothing else of the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from deck.geometry import Box, contain
from deck.value import Value

PIXELS_PER_INCH = 300
"""What a projector or a printer can show; a camera's picture has far more."""
LARGEST_PIXELS = 80_000_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_QUALITY = 92
_KEPT_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")


Fitted = Callable[[float, float, Box], Box]
"""The box of a picture of that width and height in a room: all of it inside, or as much as covers it."""


class BadPhotograph(ValueError):
    """Why it cannot be shown."""


class Photograph(Value, frozen=True):
    data: bytes
    width: int
    height: int


def is_photograph(data: bytes) -> bool:
    return data.startswith((_PNG, _JPEG))


def read_photograph(data: bytes, room: Box, fitted: Fitted = contain) -> Photograph:
    """A PNG or JPEG with at most as many pixels as the room can show; BadPhotograph where that cannot be.

    `fitted` says how large its whole is, of which the room shows a part where it is cut.
    """
    # Imported here because most builds find their pictures in the cache.
    from PIL import Image as Pillow

    Pillow.MAX_IMAGE_PIXELS = LARGEST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Pillow only warns of a picture up to twice the limit.
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                return _read(opened, data, room, fitted)
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as problem:
        raise BadPhotograph(f"it has more than {LARGEST_PIXELS // 1_000_000} million pixels") from problem
    except Exception as problem:  # decoders raise nearly anything at a broken file
        raise BadPhotograph("it is damaged or cut off") from problem


def _read(opened: Any, data: bytes, room: Box, fitted: Fitted) -> Photograph:
    opened.load()
    # Pillow calls a JPEG with further pictures behind it, as phones write it, an MPO.
    form = "PNG" if opened.format == "PNG" else "JPEG"
    picture = _plain(opened, data, room, fitted)
    if form == "JPEG" and picture is opened:
        return Photograph(_without_other_data(data), picture.width, picture.height)
    buffer = io.BytesIO()
    picture.save(buffer, form, **(_as_fine(opened) if form == "JPEG" else {}))
    return Photograph(buffer.getvalue(), picture.width, picture.height)


def _as_fine(opened: Any) -> dict[str, Any]:
    """Options that lose no more than the file has lost already."""
    from PIL.JpegImagePlugin import get_sampling

    return {"quality": _QUALITY, "subsampling": 0 if get_sampling(opened) == 0 else -1}


def _plain(opened: Any, data: bytes, room: Box, fitted: Fitted) -> Any:
    """The pixels without any of the file's other data: the opened picture itself where nothing has to be changed."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(opened)
    if upright.mode == opened.mode and upright.tobytes() == opened.tobytes() and upright.size == opened.size:
        upright = opened
    picture = _in_srgb(_with_alpha(upright, data), opened.info.get("icc_profile"))
    if picture.mode not in _KEPT_MODES:
        picture = picture.convert("RGB")
    box = fitted(picture.width, picture.height, room)
    size = tuple(max(1, round(side / 72 * PIXELS_PER_INCH)) for side in (box.width, box.height))
    if size[0] < picture.width:
        if picture.mode in ("1", "P"):
            picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        picture = picture.resize(size, Pillow.Resampling.LANCZOS)
    if picture is opened and opened.format != "PNG":
        return opened
    transparent = picture.info.get("transparency")
    picture = picture.copy()
    picture.info = {"transparency": transparent} if picture.mode == "P" and transparent is not None else {}
    return picture


def _with_alpha(picture: Any, data: bytes) -> Any:
    """A PNG's one clear colour as an alpha channel; a palette keeps its own."""
    clear = picture.info.get("transparency")
    if clear is None or picture.mode == "P":
        return picture
    depth = data[24]  # of IHDR, which comes first
    if picture.mode == "I;16":
        return _clear_of_16_bits(picture, clear)
    # The file says the colour in its own depth, Pillow has the pixels in eight bits.
    if depth == 16:
        clear = tuple(value >> 8 for value in clear) if isinstance(clear, tuple) else clear >> 8
    elif depth < 8 and isinstance(clear, int) and clear < 2**depth:
        clear = clear * 255 // (2**depth - 1)
    picture = picture.convert("L") if picture.mode == "1" else picture.copy()
    picture.info = {**picture.info, "transparency": clear}
    return picture.convert("RGBA")


def _clear_of_16_bits(picture: Any, clear: int) -> Any:
    """Greys of 16 bits in eight, clear where they have exactly that value."""
    from PIL import Image as Pillow
    from PIL import ImageChops

    low, high = Pillow.frombytes("LA", picture.size, picture.tobytes()).split()
    same = [
        part.point([255 * (value != wanted) for value in range(256)])
        for part, wanted in ((low, clear & 255), (high, clear >> 8))
    ]
    return Pillow.merge("LA", (high, ImageChops.lighter(*same)))


def _in_srgb(picture: Any, profile: bytes | None) -> Any:
    """The colours as they look, before the profile that says so is taken away."""
    if not profile or picture.mode not in ("L", "LA", "P", "RGB", "RGBA", "CMYK"):
        return picture
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode != "CMYK" and _is_srgb(ImageCms.getProfileDescription(source)):
            return picture
        alpha = None
        if picture.mode == "P":
            picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        if picture.mode in ("RGBA", "LA"):
            alpha = picture.getchannel("A")
            picture = picture.convert("RGB" if picture.mode == "RGBA" else "L")
        if picture.mode == "L" and source.profile.xcolor_space.strip() == "RGB":
            picture = picture.convert("RGB")
        shown: Any = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    if alpha is not None:
        shown.putalpha(alpha)
    return shown


def _is_srgb(description: str) -> bool:
    return "srgb" in description.lower().replace(" ", "").replace("-", "") and "linear" not in description.lower()


_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_START, _END, _SCAN, _ADOBE, _COMMENT = 0xD8, 0xD9, 0xDA, 0xEE, 0xFE


def _without_other_data(data: bytes) -> bytes:
    """A JPEG as it is, less comments, what applications wrote, and what stands behind it."""
    kept = [data[:2]]
    adobe = any(kind == _ADOBE for kind, _ in _segments(data))
    # With Adobe's segment, JFIF's would contradict it.
    kept += [] if adobe else [_JFIF]
    for kind, segment in _segments(data):
        if (not 0xE0 <= kind <= 0xEF and kind != _COMMENT) or kind == _ADOBE:
            kept.append(segment)
    return b"".join(kept) + bytes((0xFF, _END))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments behind the first marker, each with the compressed pixels that follow it."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        kind = data[at + 1]
        if kind == 0xFF:  # a filler
            at += 1
            continue
        if kind == _END:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == _SCAN:
            end = _end_of_scan(data, end)
        yield kind, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is not a part of the pixels."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def colors_in(
    data: bytes, parts: Sequence[tuple[float, float, float, float]], width: int, ground: str
) -> list[list[str]]:
    """The colours of parts of a picture (left, top, right, bottom in shares of it), made that many pixels wide.

    Each channel is rounded up to one of 32 steps; what is clear shows the ground. Colours are RRGGBB.
    """
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
        picture = opened.convert("RGBA")
    size = min(width, picture.width), max(1, round(min(width, picture.width) * picture.height / picture.width))
    picture = picture.resize(size, Pillow.Resampling.BOX)
    painted = Pillow.new("RGB", picture.size, f"#{ground}")
    painted.paste(picture, mask=picture.getchannel("A"))
    stepped = painted.point([min(255, value | 7) for value in range(256)] * 3)
    found = []
    for left, top, right, bottom in parts:
        box = (int(left * size[0]), int(top * size[1]), int(right * size[0]) + 1, int(bottom * size[1]) + 1)
        inside = stepped.crop((max(0, box[0]), max(0, box[1]), min(size[0], box[2]), min(size[1], box[3])))
        pixels = inside.tobytes()
        found.append(sorted({pixels[at : at + 3].hex().upper() for at in range(0, len(pixels), 3)}))
    return found
