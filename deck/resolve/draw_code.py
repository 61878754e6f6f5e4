"""Draw an address as a QR code, for whoever points a phone at the slide."""

from __future__ import annotations

import hashlib
from io import BytesIO

from deck.page import Image
from deck.workspace import Workspace

_PIXELS = 16
"""Of a module in the raster: a code of 29 modules and its quiet zone has some 600 pixels."""
_LOOK = {"border": 4, "dark": "#000", "light": "#fff"}
"""Dark on light on any slide, with the quiet zone that readers look for."""


def draw_code(address: str, world: Workspace) -> Image:
    """The code as a vector and as a raster; the same address is drawn once."""
    name = hashlib.sha256(address.encode()).hexdigest()
    png = world.remembered(f"codes/{name}.png", lambda: _drawn(address, "png", scale=_PIXELS))
    return Image(
        png, world.remembered(f"codes/{name}-slide.svg", lambda: _drawn(address, "svg", xmldecl=False, nl=False))
    )


def _drawn(address: str, kind: str, **options: object) -> bytes:
    # Imported here because most codes are remembered.
    import segno

    drawn = BytesIO()
    # Error correction M: a hall has glare, and a beam an angle.
    segno.make(address, error="m", micro=False).save(drawn, kind=kind, **_LOOK, **options)
    return drawn.getvalue()
