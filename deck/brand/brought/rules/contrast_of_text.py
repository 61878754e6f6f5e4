"""Text that is too close to its ground is lost on a projector, and to everybody with weak eyes: WCAG asks for 4.5:1,
and for 3:1 from 18 pt on."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called
from deck.brand.theme_colors import ENOUGH, ENOUGH_LARGE, contrast

_HELP = "make the text darker, or its ground lighter, in the slide master view"
_LARGE = 18.0


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        for one in sheet.holders:
            if one.box is None or one.look.color is None or one.type in ("pic", "tbl", "chart", "media"):
                continue
            ground = one.fill or sheet.ground_at(one.box)
            measured = contrast(one.look.color.hex, ground.hex)
            if measured < (ENOUGH_LARGE if one.look.size >= _LARGE else ENOUGH):
                name = {
                    "title": "titles",
                    "ctrTitle": "titles",
                    "ftr": "footers",
                    "sldNum": "slide numbers",
                    "dt": "dates",
                }
                what, has = (name[one.type], "have") if one.type in name else ("text", "has")
                yield Finding(
                    f"{what} of #{one.look.color.hex} on #{ground.hex} {has} a contrast of {measured:.1f}:1",
                    _HELP,
                    called(sheet),
                )
