"""What a translator's file says, whatever its format."""

from __future__ import annotations

from deck.value import Value


class Imported(Value, frozen=True):
    """One translation as it comes back."""

    id: str
    source: str
    text: str
    line: int
    unsure: bool = False
    """Marked as fuzzy, or as needing review: it is not taken over."""


class Unreadable(Exception):
    """A file that is not of its format."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.line = line


def as_text(content: bytes) -> str:
    """The file as text, with plain line ends: a byte order mark and Windows' line ends are no mistake."""
    # Excel saves "Unicode text" with two bytes a letter.
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise Unreadable("this is not text in UTF-8", content.count(b"\n", 0, problem.start) + 1) from problem
    return text.replace("\r\n", "\n").replace("\r", "\n")
