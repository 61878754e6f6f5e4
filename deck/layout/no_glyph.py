"""What is said of characters that no font of the brand has, and what to do about them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_NO_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Fillers and joiners that Unicode counts among letters, and nobody sees."""


def named(chars: str) -> str:
    """The characters, each once, as a message calls them."""
    return f"`{chars}` (U+{ord(chars):04X})" if len(chars) == 1 else f"any of `{chars}`"


def what_to_do(chars: str, can_draw: Callable[[str], bool]) -> str:
    """The help for all of them; `can_draw` says whether there is a glyph for a character."""
    if all(unicodedata.category(char) in ("Cf", "Cc", "Cn") or char in _NO_LETTERS for char in chars):
        return "delete it: nobody sees it; it often comes along with pasted text"
    if all(unicodedata.category(char) == "Co" for char in chars):
        return "delete it, or type the sign that is meant: it is one of a font of its own, as Word's Symbol has them"
    if "\N{REPLACEMENT CHARACTER}" in chars:
        return "type the letter again: it was lost where the text comes from"
    usual = unicodedata.normalize("NFKC", chars)
    if usual != chars and all(char.isspace() or can_draw(char) for char in usual):
        return f"write `{usual}`, in plain letters"
    return "write it in words, or add a font that has it to the brand's `typography: fallback`"
