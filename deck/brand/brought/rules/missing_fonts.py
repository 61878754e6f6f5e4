"""Lines are measured with the fonts that the talk has; where the template's own are missing, another stands in, and a
line may end elsewhere in PowerPoint than was measured."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.compatible import COMPATIBLE
from deck.brand.brought.rules import Finding, Subject

_HELP = "put its .ttf files, with their licence, into the talk's fonts and name it in brand.yaml"


def check(subject: Subject) -> Iterator[Finding]:
    for family in sorted(used(subject)):
        if family not in subject.families and COMPATIBLE.get(family) not in subject.families:
            yield Finding(f"the font `{family}` is not among the talk's", _HELP)


def used(subject: Subject) -> set[str]:
    """The families in which titles and text of layouts are set."""
    found = set()
    for master in subject.brought.masters:
        theme = {"+mj-lt": master.fonts.get("major", ""), "+mn-lt": master.fonts.get("minor", "")}
        for sheet in master.sheets:
            for one in (*sheet.contents, *([sheet.title] if sheet.title else [])):
                if one.type not in ("pic", "tbl", "chart", "media"):
                    found.add(theme.get(one.look.font, one.look.font) or theme["+mn-lt"])
    return {family for family in found if family}
