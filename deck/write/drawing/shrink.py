"""How many pixels of a picture does a page show? No more of them go into a file."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from functools import lru_cache

from deck.geometry import Box
from deck.regex import regex

_QUALITY = 85
_INSIDE = regex(rb"data:image/(png|jpeg|jpg);base64,([A-Za-z0-9+/=\s]+)")


class Pictures:
    """The picture files of some pages, each once, named by what is in it."""

    def __init__(self, ppi: float | None) -> None:
        self._ppi = ppi
        self.files: dict[str, bytes] = {}

    def add(self, content: bytes, suffix: str, box: Box) -> str:
        """The name by which the template finds the picture, which is shown in that box."""
        suffix = suffix.lower()
        if self._ppi is not None:
            limit = max(1, round(box.width / 72 * self._ppi)), max(1, round(box.height / 72 * self._ppi))
            content = _shrunk_inside(content, limit) if suffix == ".svg" else shrunk(content, limit)
        name = hashlib.sha256(content).hexdigest()[:16] + suffix
        self.files[name] = content
        return name


def _shrunk_inside(svg: bytes, limit: tuple[int, int]) -> bytes:
    """The drawing with the photographs in it made smaller: none is shown larger than the whole."""

    def smaller(found: re.Match[bytes]) -> bytes:
        old = base64.b64decode(found[2])
        new = shrunk(old, limit)
        return found[0] if new is old else b"data:image/%b;base64,%b" % (found[1], base64.b64encode(new))

    return _INSIDE.sub(smaller, svg) if b"data:image/" in svg else svg


@lru_cache(maxsize=256)
def shrunk(content: bytes, limit: tuple[int, int]) -> bytes:
    """The picture with as many pixels as fit into the limit; one that has no more stays as it is, byte for byte."""
    # Imported here because few talks have photographs.
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(content)) as picture:
        width, height = picture.size
        scale = min(limit[0] / width, limit[1] / height)
        # A few pixels less are not worth a second compression.
        if scale > 0.9:
            return content
        picture.load()
        size = max(1, round(width * scale)), max(1, round(height * scale))
        transparent = "transparency" in picture.info
        plain = picture.convert("RGBA" if transparent else "RGB") if picture.mode in ("1", "P") else picture
        small = plain.resize(size, Pillow.Resampling.LANCZOS)
        buffer = io.BytesIO()
        small.save(buffer, picture.format, **({"quality": _QUALITY} if picture.format == "JPEG" else {}))
    smaller = buffer.getvalue()
    return smaller if len(smaller) < len(content) else content
