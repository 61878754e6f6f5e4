"""The example of a kind's page as a talk of its own, in a folder that nobody keeps."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

from deck.kind_page import ASSETS, whole_example

_HEAD = """\
format: 2
talk:
  title: Kinds of slides
  speaker: A Speaker
  event: Our meeting
  place: Berlin
  date: 24 April 2026
  language: en-GB
  status: final
slides:
"""
_CURVE = '''\
"""A line that rises: what any script of figures/ could draw."""


def draw(canvas):
    axes = canvas.axes(40, 30, canvas.width - 80, canvas.height - 60)
    axes.plot([0, 1, 2, 3], [1, 3, 2, 5], color=canvas.color("primary"), linewidth=4)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[["top", "right"]].set_visible(False)
'''


def write_example(name: str, folder: Path) -> None:
    """Write slides.yaml with the example of that kind, and all that it names, into a new folder."""
    example = whole_example(name)
    folder.mkdir()
    shutil.copytree(ASSETS, folder / "assets")
    talk = example if example.startswith("talk:") else _HEAD + _listed(example)
    (folder / "slides.yaml").write_text(talk, encoding="utf-8")
    (folder / "figures").mkdir()
    for figure in set(re.findall(r"\bfigure: (\w+)$", example, re.MULTILINE)):
        (folder / "figures" / f"{figure}.py").write_text(_CURVE, encoding="utf-8")


def plain_brand(folder: Path) -> Path:
    """A folder with the plain brand."""
    folder.mkdir()
    (folder / "brand.yaml").write_text("extends: plain\n", encoding="utf-8")
    return folder


def _listed(example: str) -> str:
    return example if example.startswith("- ") else "- " + textwrap.indent(example, "  ")[2:]
