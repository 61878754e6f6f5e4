"""Put the brand's fonts into the file, for a machine that lacks them: each face as an uncompressed EOT part."""

from __future__ import annotations

import io
import os
import struct
from pathlib import Path
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from deck.brand.model import Face
from deck.diagnostics import Report, Span
from deck.door import read_regular
from deck.page import Deck
from deck.value import Value
from deck.write.pptx import extras
from deck.write.used_fonts import used_faces

# In the order in which p:embeddedFont lists them, by (bold, italic).
_STYLES = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "boldItalic"}

# OS/2 fsType: what the font's owner allows. Printing or editing rights each lift the restriction.
_RESTRICTED, _PREVIEW_AND_PRINT, _EDITABLE, _BITMAPS_ONLY = 0x0002, 0x0004, 0x0008, 0x0200

# The header as published by the W3C (Embedded OpenType File Format), version 2.1 without a root string.
_EOT_VERSION, _EOT_MAGIC = 0x00020001, 0x504C
_DEFAULT_CHARSET = 1
_FAMILY, _STYLE, _FULL_NAME, _VERSION = 1, 2, 4, 5


class EmbeddedFont(Value, frozen=True):
    """One face as PowerPoint takes it in."""

    family: str
    style: str
    data: bytes


def embedded_fonts(deck: Deck, report: Report) -> tuple[EmbeddedFont, ...]:
    """Every face of the families that the deck is set in; one that may not be embedded is an error."""
    faces = sorted(used_faces(deck), key=lambda face: (face.family, list(_STYLES).index((face.bold, face.italic))))
    return tuple(font for face in faces if (font := _embedded(face, report)) is not None)


def embed(fonts: tuple[EmbeddedFont, ...], presentation: Any) -> None:
    """Put the fonts into the package, and list them in its presentation part."""
    if not fonts:
        return
    families: dict[str, dict[str, str]] = {}
    for font in fonts:
        name = presentation.package.next_partname("/ppt/fonts/font%d.fntdata")
        part = Part(name, CT.X_FONTDATA, presentation.package, font.data)
        families.setdefault(font.family, {})[font.style] = presentation.relate_to(part, RT.FONT)
    extras.add_embedded_fonts(presentation._element, families)


def _embedded(face: Face, report: Report) -> EmbeddedFont | None:
    # Imported here: only a build that embeds fonts reads them.
    from fontTools.ttLib import TTFont

    data = read_regular(face.path)
    font = TTFont(io.BytesIO(data))
    allowed = font["OS/2"].fsType
    if allowed & _BITMAPS_ONLY or (allowed & _RESTRICTED and not allowed & (_PREVIEW_AND_PRINT | _EDITABLE)):
        report.error(
            "font-not-embeddable",
            f"`{face.path.name}` may not be embedded: its owner reserves that (fsType {allowed:#06x})",
            Span(Path(os.path.normpath(face.path)).as_posix(), 0, 0, 0),
            "build without `--embed-fonts`, and install the font where the talk is given",
        )
        return None
    return EmbeddedFont(face.family, _STYLES[face.bold, face.italic], _eot(data, font))


def _eot(data: bytes, font: Any) -> bytes:
    """The font file behind the header that says what it is; it is neither compressed nor scrambled."""
    os2, panose = font["OS/2"], bytes(font.getTableData("OS/2")[32:42])
    header = struct.pack("<IIII", 0, len(data), _EOT_VERSION, 0) + panose
    header += struct.pack("<BBI", _DEFAULT_CHARSET, os2.fsSelection & 1, os2.usWeightClass)
    header += struct.pack("<HH", os2.fsType, _EOT_MAGIC)
    header += struct.pack("<4I", os2.ulUnicodeRange1, os2.ulUnicodeRange2, os2.ulUnicodeRange3, os2.ulUnicodeRange4)
    header += struct.pack("<2I", getattr(os2, "ulCodePageRange1", 0), getattr(os2, "ulCodePageRange2", 0))
    header += struct.pack("<I4I", font["head"].checkSumAdjustment, 0, 0, 0, 0)
    for name in (_FAMILY, _STYLE, _VERSION, _FULL_NAME):
        header += _padded((font["name"].getDebugName(name) or "").encode("utf-16-le"))
    header += _padded(b"")
    return struct.pack("<I", len(header) + len(data)) + header[4:] + data


def _padded(name: bytes) -> bytes:
    return struct.pack("<HH", 0, len(name)) + name
