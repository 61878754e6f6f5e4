"""What a translator's file says, whatever its format."""

from __future__ import annotations

import re

from deck.code_page import decoded
from deck.locales.mark import Mark
from deck.translation.message import Review
from deck.value import Value


class Imported(Value, frozen=True):
    """One translation as it comes back."""

    id: str
    source: str
    text: str
    line: int
    unsure: bool = False
    """Marked as fuzzy, or as needing review."""
    mark: Mark | None = None
    """What was exported; None where the file does not say it any more."""
    language: str = ""
    """What the file says it is in, if it does."""
    question: str = ""
    """What the translator asks or remarks."""
    review: Review | None = None
    """Who has read the translation; None where the file says nothing of it."""
    problem: str = ""
    """Why it cannot be taken over at all."""
    is_memory: bool = False
    """From a memory of earlier talks: it fills what is missing, and replaces nothing."""


class Unreadable(Exception):
    """A file that is not of its format."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.line = line


def as_text(content: bytes) -> str:
    """The file as text, with plain line ends: a byte order mark and Windows' line ends are no mistake.

    In the encoding that it names itself, as PO files do, or else in the one that all of its words allow.
    """
    try:
        text = _in_its_own_encoding(content) or decoded(content)
    except UnicodeDecodeError as problem:
        what = f"this is not text in UTF-8{problem.reason if 'may say' in problem.reason else ''}"
        raise Unreadable(what, content.count(b"\n", 0, problem.start) + 1) from problem
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _in_its_own_encoding(content: bytes) -> str:
    named = re.search(rb'"Content-Type: [^"\n]*charset=([\w.:-]+)', content)
    if named is None or content.startswith(b"\xef\xbb\xbf") or named[1].lower() in (b"utf-8", b"utf8", b"charset"):
        return ""
    try:
        return content.decode(named[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return ""


def some(found: list[Imported]) -> tuple[Imported, ...]:
    """What was found in a file; one that has nothing to take over is not what its sender meant."""
    if not found:
        raise Unreadable("there is no string in this file")
    return tuple(found)
