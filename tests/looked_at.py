"""A folder with the shipped brand, and what builds remember: a program that is started there need not look at it again.

To look at fonts and emblems, to make a template and to draw a figure takes a program over a second.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.pipeline import build
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from tests.drawn_here import draw_here

PROJECT = Path(__file__).parents[1]


def with_the_brand(folder: Path) -> Path:
    """The folder, with the shipped brand and its fonts."""
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, folder / "assets" / part)
    return folder


def look_at(folder: Path) -> None:
    """Remember all of the talk in that folder that a build remembers; it has no mistake."""
    world, report = Workspace.find(folder), Report()
    with pytest.MonkeyPatch.context() as patch:
        draw_here(patch)
        deck = build(world, report)
    assert deck is not None and not report.has_errors, [one.message for one in report]
    write_pptx(deck, remembered=world.remembered)
