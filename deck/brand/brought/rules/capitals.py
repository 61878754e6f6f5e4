"""Capitals are a fifth wider than small letters, and slower to read; lines are measured as they were typed."""

from __future__ import annotations

from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called

_HELP = "take All Caps away in the slide master view: Home → Font → All Caps"


def check(subject: Subject) -> Iterator[Finding]:
    for sheet in subject.sheets:
        for one in sheet.holders:
            if one.look.caps and one.type not in ("ftr", "dt", "sldNum"):
                what = "titles" if one.type in ("title", "ctrTitle") else "text"
                yield Finding(f"{what} are shown in capitals", _HELP, called(sheet))
