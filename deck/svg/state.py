"""What an element of an SVG takes over from those around it, and what it is called."""

from __future__ import annotations

import re
from typing import Any

from deck.regex import regex
from deck.svg.affine import Affine
from deck.svg.color import Shade
from deck.svg.style import SVG, Style
from deck.value import Value, replace

XLINK = "{http://www.w3.org/1999/xlink}href"
URL = regex(r"url\(\s*['\"]?#([^'\")]*)['\"]?\s*\)\s*(.*)", re.DOTALL)
"""A name of another element, and what stands in where there is none."""


class State(Value, frozen=True):
    """What an element takes over from those around it."""

    style: Style
    place: Affine
    view: tuple[float, float]
    chain: tuple[str, ...] = ()
    """The ids that are being drawn, one inside the other."""
    context: tuple[Any, ...] = ()
    """What a marker's line is painted with."""
    scale: float = 1.0
    """Of lines that are as wide whatever their place is."""

    def get(self, name: str, default: str = "") -> str:
        return self.style.get(name, default)

    @property
    def size(self) -> float:
        return float(self.style.get("font-size", "16"))

    def having(self, **style: str) -> State:
        return replace(self, style={**self.style, **style})

    @property
    def color(self) -> Shade:
        """What `currentColor` is."""
        return current(self.style)


def current(style: Style) -> Shade:
    return Shade(style.get("color", "#000000"), 1.0)


def local_name(element: Any) -> str:
    return str(element.tag).removeprefix(SVG)


def linked(element: Any) -> str:
    link = element.get("href") or element.get(XLINK) or ""
    return str(link.strip().removeprefix("#"))


def diagonal(view: tuple[float, float]) -> float:
    return float(((view[0] ** 2 + view[1] ** 2) / 2) ** 0.5)


def with_variables(value: str, style: Style) -> str:
    """The value with the author's own properties filled in; what is unknown has its fallback, or nothing."""
    for _ in range(20):
        start = value.find("var(")
        if start < 0:
            return value.strip()
        depth, end = 1, start + 4
        while end < len(value) and depth:
            depth += {"(": 1, ")": -1}.get(value[end], 0)
            end += 1
        name, _, fallback = value[start + 4 : end - 1].partition(",")
        value = value[:start] + style.get(name.strip(), fallback.strip()) + value[end:]
        if len(value) > 10_000:
            break
    return ""
