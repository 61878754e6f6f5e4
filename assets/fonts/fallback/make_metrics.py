"""Measure a font that stands in for the brand's on other machines: advance widths only, of the characters we ship.

A maintainer runs this when the stand-in or the bundled fonts change; no build needs it:

    python assets/fonts/fallback/make_metrics.py LiberationSans-Regular.ttf LiberationSans-Bold.ttf > liberation-sans.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

BUNDLED_FOLDER = Path(__file__).parent.parent
PER_LINE = 8


def main(regular_file: str, bold_file: str) -> None:
    regular, bold = TTFont(regular_file), TTFont(bold_file)
    bundled = {point for path in BUNDLED_FOLDER.glob("*.ttf") for point in TTFont(path).getBestCmap()}
    measured = sorted(bundled & regular.getBestCmap().keys() & bold.getBestCmap().keys())
    rows = [f'"{point:04X}":[{advance(regular, point)},{advance(bold, point)}]' for point in measured]
    lines = [",".join(rows[start : start + PER_LINE]) for start in range(0, len(rows), PER_LINE)]
    about = f"{regular['name'].getDebugName(1)}, {regular['name'].getDebugName(5)}"
    print(f'{{"measured_on":{json.dumps(about)},"units_per_em":{regular["head"].unitsPerEm},"advances":{{')
    print(",\n".join(lines))
    print("}}")


def advance(font: TTFont, point: int) -> int:
    width: int = font["hmtx"][font.getBestCmap()[point]][0]
    return width


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
