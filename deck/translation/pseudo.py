"""A made-up translation, accented and longer: it shows what the layouts do with languages nobody has added yet."""

from __future__ import annotations

from collections.abc import Iterable

from deck import language
from deck.diagnostics import Report
from deck.regex import regex
from deck.source import read_yaml
from deck.translation.message import REVIEWED, Entry, Message
from deck.translation.overlay import Overlay, Standing

_ACCENTS = str.maketrans("aceginorsuyzACEGINORSUYZ", "áçéğíñóřšúýžÁÇÉĞÍÑÓŘŠÚÝŽ")
_MORE = (
    "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna"
)
NOBODY = "nobody"
# What must stay: values and plural forms, citations, link targets, escapes, style signs.
_KEPT = regex(
    r"\{(?:[^{}]|\{[^{}]*\})*\}|\[@[^\]]*\]|\]\([^)]*\)|\\.|`[^`]*`|(?:https?://|mailto:)[^\s)]*|[*^\[\]_~]|\n+"
)


def pseudo_overlay(messages: Iterable[Message], tag: str) -> Overlay:
    """An overlay in which every string is translated to the made-up language."""
    source = read_yaml(b"review: {status: reviewed}", Report(), f"{tag} (made up)")
    assert source is not None
    entries = tuple(
        Entry(message.source, pseudo(message.source, tag), message.span, message.path)
        for message in messages
        if not message.optional
    )
    return Overlay(tag, source, entries, Standing(REVIEWED, NOBODY, "never"))


def pseudo(words: str, tag: str = language.PSEUDO) -> str:
    """The words accented and a third longer, short ones by more; what must stay stays."""
    parts, at = [], 0
    for kept in _KEPT.finditer(words):
        parts += [words[at : kept.start()].translate(_ACCENTS), kept.group()]
        at = kept.end()
    parts.append(words[at:].translate(_ACCENTS))
    letters = sum(len(part) for part in parts[::2])
    return "".join(parts) + _padding(letters)


def _padding(letters: int) -> str:
    """What makes it longer: 35 %, and 70 % where there are few letters, as real translations do."""
    share = 0.7 if letters < 20 else 0.35
    wanted = round(letters * share)
    words, length = [], 0
    for word in _MORE.split() * (1 + wanted // len(_MORE)):
        if length >= wanted:
            break
        words.append(word)
        length += len(word) + 1
    return f" {' '.join(words)}" if words else ""
