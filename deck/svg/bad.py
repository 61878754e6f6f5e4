"""Why can an SVG not be shown?"""

from __future__ import annotations


class BadSvg(Exception):
    """Why an SVG cannot be shown; `unsafe` when it wants to do more than draw."""

    def __init__(self, message: str, line: int = 0, help: str = "export it again as plain SVG", unsafe: bool = False):
        super().__init__(f"{message} (line {line})" if line else message)
        self.help = help
        self.unsafe = unsafe


def short(value: str) -> str:
    """A value as a message quotes it."""
    value = " ".join(value.split())
    return value if len(value) <= 40 else value[:37] + "…"
