"""In which encoding did a spreadsheet save its text? Read where all that come into question say the same."""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

from deck.regex import regex

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAGES: Final = ("cp1252", "cp1250", "cp1251", "cp1253", "mac_roman", "cp932", "gb18030", "big5", "cp949")
"""Western, Central European, Cyrillic and Greek Windows, the Macs of old; Japanese, Chinese and Korean Windows."""


def decoded(data: bytes) -> str:
    """The text of a file. Raises UnicodeError where it can be read in several ways, or in none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _in_this_way(data, encoding)
    # Without a mark, the first letter of a table is a plain one, and its other half nought.
    if len(data) % 2 == 0:
        if data[1:2] == b"\0" and data[:1] != b"\0" and data[3:4] in (b"\0", b""):
            return _in_this_way(data, "utf-16-le")
        if data[:1] == b"\0" and data[1:2] != b"\0" and data[2:3] in (b"\0", b""):
            return _in_this_way(data, "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return _in_one_way(data, problem)


def _in_this_way(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        # What Python calls the mistake helps nobody who keeps a table.
        raise UnicodeDecodeError(encoding, data, problem.start, problem.end, "") from None


def _in_one_way(data: bytes, problem: UnicodeDecodeError) -> str:
    """The text where every code page in which its words are words gives the same."""
    said: dict[str, str] = {}
    for page in _PAGES:
        try:
            text = data.decode(page)
        except UnicodeDecodeError:
            continue
        if all(_is_word(word) for word in _FOREIGN.findall(text)):
            said.setdefault(text, page)
    if len(said) == 1:
        return next(iter(said))
    readings = " or ".join(f"`{reading}`" for reading in _differing(list(said))[:3])
    reason = f", and may say {readings}" if readings else ""
    raise UnicodeDecodeError("utf-8", data, problem.start, problem.end, reason)


_FOREIGN: Final = regex(r"[^\s,;\"|]*[^\x00-\x7f][^\s,;\"|]*")


def _is_word(word: str) -> bool:
    """Whether somebody may have written it: letters of one script, no capital and no odd sign among small ones."""
    scripts = {
        unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha() and letter not in "ªºµー"
    }
    if scripts & _JAPANESE:
        scripts = (scripts - _JAPANESE) | {"CJK"}
    return len(scripts) <= 1 and not _ODD.search(word) and not any(map(_is_capital_behind_small, word, word[1:]))


_JAPANESE: Final = frozenset(("HIRAGANA", "KATAKANA"))
# A control character, what only old Macs have on a key, a sign within a word, a letter within a number.
_ODD: Final = regex(r"[\x80-\x9f\ufffdƒﬁﬂ]|[^\W\d_][^\x00-\x7f\w’‘'·–—-][^\W\d_]|\d(?=[^\x00-\x7f])[^\W\d_]\d")


def _is_capital_behind_small(before: str, letter: str) -> bool:
    return letter > "\x7f" and letter.isupper() and before.islower()


def _differing(texts: list[str]) -> list[str]:
    """The first words in which the texts differ."""
    for words in zip(*(_FOREIGN.findall(text) for text in texts), strict=False):
        if len(set(words)) > 1:
            return list(dict.fromkeys(words))
    return []
