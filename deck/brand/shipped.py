"""Where do a brand's fonts lie: with the program, or beside the brand?"""

from __future__ import annotations

from pathlib import Path

from deck.door import Door

_HERE = Path(__file__).parent
_PACKED = _HERE.parent / "starter_assets"
SHIPPED = _PACKED if _PACKED.exists() else _HERE.parent.parent / "assets"
"""What travels with the program: inside the installed package, or beside it in a checkout."""
FONTS = SHIPPED / "fonts"
METRICS = FONTS / "fallback" / "liberation-sans.json"


def belongs(fonts: Path, folder: Path, door: Door) -> bool:
    """Whether the fonts lie in the talk, in the brand, or, where talks share a brand behind a link, beside that."""
    return door.admits(fonts) or fonts.resolve().parent == folder.resolve().parent
