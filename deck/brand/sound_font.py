"""Is a font file whole? Asked in a process apart: many programs will open it, and some crash where one is not."""

from __future__ import annotations

import os
from functools import cache

_NEEDED = ("head", "hhea", "maxp", "OS/2", "name", "cmap", "hmtx", "post", "loca", "glyf")
_UNITS = range(16, 16385)
"""To an em, as the format allows."""
_SAMPLE = 200
"""Glyphs that are looked at: all of a large font take minutes."""


@cache
def problem_of_font(path: str, digest: str) -> str:
    """What is wrong with the file, in words that go on after its name; empty where nothing is.

    `digest` is that of its bytes: one file is looked at once.
    """
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True, recalcTimestamp=False) as font:
            size = os.path.getsize(path)
            for name, table in font.reader.tables.items():
                if table.offset + table.length > size:
                    return f"is cut off: its `{name.strip()}` table is not all there"
            missing = [name for name in _NEEDED if name not in font]
            if missing:
                return f"has no `{missing[0]}` table"
            for name in _NEEDED:
                # fontTools keeps what it cannot read as bytes, and only logs it.
                if type(font[name]).__name__ == "DefaultTable":
                    return f"has a `{name}` table that cannot be read"
            return _of_numbers(font) or _of_glyphs(font)
    except MemoryError:
        raise
    except Exception as problem:  # it raises nearly anything at a broken file
        return f"cannot be read: {' '.join(str(problem).split())[:120] or type(problem).__name__}"


def _of_numbers(font: object) -> str:
    tables: dict[str, object] = {name: font[name] for name in ("head", "hhea", "maxp", "OS/2")}  # type: ignore[index]

    def said(table: str, name: str) -> int:
        return int(getattr(tables[table], name))

    if said("head", "magicNumber") != 0x5F0F3CF5:
        return "has a `head` table that cannot be read"
    if said("head", "unitsPerEm") not in _UNITS:
        return f"has {said('head', 'unitsPerEm')} units to an em, and not 16 to 16,384"
    if not 0 < said("OS/2", "usWinAscent") + said("OS/2", "usWinDescent") <= 10 * said("head", "unitsPerEm"):
        return "has lines of no height"
    if said("hhea", "ascent") <= said("hhea", "descent"):
        return "has lines of no height"
    return ""


def _of_glyphs(font: object) -> str:
    names = font.getBestCmap()  # type: ignore[attr-defined]
    if not names:
        return "has no characters"
    glyphs, widths = font["glyf"], font["hmtx"]  # type: ignore[index]
    units = font["head"].unitsPerEm  # type: ignore[index]
    drawn = 0
    for glyph in list(dict.fromkeys(names.values()))[:_SAMPLE]:
        drawn += bool(glyphs[glyph].numberOfContours)
        glyphs[glyph].getCoordinates(glyphs)
        if widths[glyph][0] > 20 * units:
            return "has letters as wide as a page"
    if not any(advance for advance, _ in widths.metrics.values()):
        return "has letters of no width"
    return "" if drawn else "has no letter that is drawn"
