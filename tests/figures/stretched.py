"""Words as a language might have them that nobody has added yet: made up, by figures' tests."""

from __future__ import annotations

import re

ACCENTS = str.maketrans("aeiouycnsAEIOUYCNS", "áéíóúýčñšÁÉÍÓÚÝČÑŠ")
MORE = "aeiou" * 9


class Longer(dict[str, str]):
    """Translates whatever it is asked for: each word accented and longer by a third or more, as one word."""

    def get(self, words: str, default: object = None) -> str:  # type: ignore[override]
        parts = re.split(r"(\{[^}]*\})", words)
        return "".join(part if part.startswith("{") else re.sub(r"[A-Za-z]{2,}", longer, part) for part in parts)


def longer(word: re.Match[str]) -> str:
    extra = MORE[: -(-len(word[0]) * 35 // 100)]
    return (word[0] + extra).translate(ACCENTS)


class Marked(dict[str, str]):
    """Translates whatever it is asked for so that what is left in Latin letters was not asked for, and notes it."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def get(self, words: str, default: object = None) -> str:  # type: ignore[override]
        self.asked.add(words)
        parts = re.split(r"(\{[^}]*\})", words)
        return "".join(part if part.startswith("{") else re.sub(r"[A-Za-z]", "é", part) for part in parts)
