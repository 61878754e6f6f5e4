"""Make the small fonts of the tests from whole ones: the letters of the overlays in tests/languages/real, no others.

    python -m tests.languages.make_fonts NotoSansJP-Regular.ttf NotoSansJP-Bold.ttf …

The whole ones came by `deck brand fonts`, from Debian's fonts-noto-core 20201225-1 (Noto Sans Hebrew) and the npm
packages @expo-google-fonts/noto-sans-jp and noto-sans-sc 0.4.3; their licences lie beside the small ones.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent / "real"
LANGUAGES = {"Hebrew": "he", "JP": "ja", "SC": "zh-Hans"}


def main(files: list[str]) -> None:
    for file in files:
        [folder] = [path for path in (HERE / "fonts").iterdir() if f"NotoSans{path.name}" in file]
        words = (HERE / f"{LANGUAGES[folder.name]}.yaml").read_text(encoding="utf-8")
        font = TTFont(file, recalcTimestamp=False)
        options = Options()
        options.layout_features = ["kern", "palt", "mark", "mkmk", "ccmp", "locl"]
        options.hinting = False
        options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "DSIG", "gasp"]
        subsetter = Subsetter(options)
        # Latin letters are the brand's own; marks may stand in what the program says itself.
        subsetter.populate(
            text="".join(letter for letter in words if letter > "\u0590")
            + "、。，．・：；！？（）「」『』“”的是了这疗细胞あいうアイウ細胞療法אבגדהוזחטיכלםןץ"
        )
        subsetter.subset(font)
        font.save(folder / Path(file).name)


if __name__ == "__main__":
    main(sys.argv[1:])
