"""Write deck/kit/general.json anew from a copy of Heroicons (MIT): `python -m tests.make_icons DIR`, by hand.

DIR is its folder `optimized/24/solid`. Drawings of the kit have no holes: an outline inside of another is painted over
it in the colour of the paper, one inside of that in the drawing's again.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from lxml import etree
from matplotlib.path import Path as Region

from deck import kit
from deck.svg.outline import Outline, polylines, read_path

_SCALE = 10
"""A sheet of 24 units becomes one of 240: outlines are then whole numbers."""
NAMES = {
    "alarm": "bell", "arrow-down": "arrow-down", "arrow-left": "arrow-left", "arrow-right": "arrow-right",
    "arrow-up": "arrow-up", "beaker": "beaker", "book": "book-open", "bookmark": "bookmark", "briefcase": "briefcase",
    "bug": "bug-ant", "building": "building-office", "cake": "cake", "calculator": "calculator", "calendar": "calendar",
    "camera": "camera", "chart": "chart-bar", "check": "check-circle", "chip": "cpu-chip", "clipboard": "clipboard",
    "clock": "clock", "cloud": "cloud", "computer": "computer-desktop", "cross": "x-circle", "cube": "cube",
    "cycle": "arrow-path", "database": "circle-stack", "document": "document-text", "envelope": "envelope",
    "eye": "eye", "film": "film", "fire": "fire", "flag": "flag", "folder": "folder", "gear": "cog-6-tooth",
    "gift": "gift", "globe": "globe-europe-africa", "group": "user-group", "hand": "hand-raised", "heart": "heart",
    "house": "home", "identity": "identification", "key": "key", "language": "language", "light-bulb": "light-bulb",
    "lightning": "bolt", "link-chain": "link", "lock": "lock-closed", "map": "map", "megaphone": "megaphone",
    "microphone": "microphone", "money": "banknotes", "moon": "moon", "museum": "building-library",
    "newspaper": "newspaper", "paper-plane": "paper-airplane", "pencil": "pencil", "person": "user",
    "phone": "phone", "photo": "photo", "pie": "chart-pie", "pin": "map-pin", "play": "play-circle",
    "puzzle": "puzzle-piece", "question": "question-mark-circle", "rocket": "rocket-launch", "scales": "scale",
    "scissors": "scissors", "shield": "shield-check", "shopping-cart": "shopping-cart", "speech": "chat-bubble-left",
    "star": "star", "student": "academic-cap", "sun": "sun", "thumb-up": "hand-thumb-up", "ticket": "ticket",
    "tool": "wrench", "trend": "arrow-trending-up", "trophy": "trophy", "truck": "truck",
    "warning": "exclamation-triangle",
}  # fmt: skip
"""What a speaker calls it, and what they do."""


def made(folder: Path) -> dict[str, list[list[str]]]:
    """For each drawing its outlines from the back to the front, each with its shade."""
    return {name: _outlines(folder / f"{theirs}.svg") for name, theirs in NAMES.items()}


def _outlines(file: Path) -> list[list[str]]:
    rings = [ring for path in etree.parse(file).getroot().iter("{*}path") for ring in _rings(path)]
    regions = [Region([spot for line in polylines(ring) for spot in line]) for ring in rings]
    first = [ring[0][1][0] for ring in rings]
    depths = [
        sum(region.contains_point(spot) for other, region in enumerate(regions) if other != own)
        for own, spot in enumerate(first)
    ]
    ordered = sorted(zip(depths, rings, strict=True), key=lambda pair: pair[0])
    return [["paper" if depth % 2 else "full", _written(ring)] for depth, ring in ordered]


def _rings(path: Any) -> list[Outline]:
    outline, _ = read_path(path.get("d"))
    rings: list[Outline] = []
    for step in outline:
        if step[0] == "M":
            rings.append([])
        rings[-1].append(step)
    return [ring for ring in rings if len(ring) > 2]


def _written(ring: Outline) -> str:
    steps = (f"{do}{' '.join(f'{round(_SCALE * value)}' for spot in spots for value in spot)}" for do, spots in ring)
    return "".join(step for step in steps if step != "Z") + "Z"


if __name__ == "__main__":
    there = Path(kit.__file__).with_name("general.json")
    drawn = made(Path(sys.argv[1]))
    there.write_text(json.dumps(drawn, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf-8")
    print(f"{there}: {len(drawn)} drawings, {there.stat().st_size} bytes")
