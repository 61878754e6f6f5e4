"""QR codes, drawn as vectors."""

from __future__ import annotations

import hashlib
from io import BytesIO

from deck.workspace import Workspace


def qr_code(address: str, world: Workspace) -> bytes:
    """The SVG of an address as a QR code with its quiet zone; the same address is drawn once."""
    name = hashlib.sha256(address.encode()).hexdigest()
    return world.remembered(f"codes/{name}.svg", lambda: _drawn(address))


def _drawn(address: str) -> bytes:
    # Imported here because most codes are remembered.
    import segno

    drawn = BytesIO()
    # Error correction M: paper gets stains and folds.
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False, nl=False)
    return drawn.getvalue()
