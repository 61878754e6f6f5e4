"""Letters that a program has read in another encoding than they were saved in, as in `Ã¼ber`: what were they?"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from deck.regex import regex


class Garbled(NamedTuple):
    """A stretch of a text, and what it was."""

    at: int
    seen: str
    meant: str


def garbled(words: str) -> Garbled | None:
    """The first such letters; none where they may be meant."""
    if words.isascii():
        return None
    for found in _PERHAPS.finditer(words):
        meant = _meant(found[0])
        if meant:
            return Garbled(found.start(), found[0], meant)
    return None


def ungarbled(words: str) -> str:
    """The whole text as it was."""
    return _PERHAPS.sub(lambda found: _meant(found[0]) or found[0], words)


def _meant(seen: str) -> str:
    try:
        meant = seen.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return meant if meant.isprintable() or re.fullmatch(r"[\u00a0\u00ad\u2009\u200b\u202f]", meant) else ""


# What stands for the second and third byte of a letter where Western Windows' letters are read.
_REST: Final = "\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_PERHAPS: Final = regex(rf"[ÃÂ][{_REST}]|â[{_REST}][{_REST}]|[ÎÏ][\u00b1-\u00bf€‚ƒ„…†‡ˆ‰]|ï»¿")
