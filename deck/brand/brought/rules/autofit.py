"""A text that makes its box grow runs over what stands below it, and one that does not shrink runs out of its own."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called

_HELP = "Format Shape → Text Options → Text Box → Shrink text on overflow"


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        for one in sheet.contents:
            if one.type in ("body", "obj", "subTitle") and one.autofit != "norm":
                how = "makes its box grow" if one.autofit == "shape" else "does not shrink on overflow"
                yield Finding(f"text {how}", _HELP, called(sheet))
