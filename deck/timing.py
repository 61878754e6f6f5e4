"""How long does a slide stay: as its author says, or as long as its notes take to say?"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from deck import language
from deck.page import Page
from deck.regex import regex
from deck.value import Value

PACES = {"en": 130, "de": 110, "nl": 120, "fr": 135, "ar": 105, "zh": 220, "ja": 300, "ko": 95, "th": 380}
"""Words a minute (in Chinese, Japanese and Thai: characters), spoken calmly to a large room that listens in a second
language. Chosen, not measured: a speaker knows her own pace, and says so with `--pace`."""
OTHER_PACE = 115
_BY_CHARACTER = frozenset({"Hans", "Hant", "Jpan", "Thai"})
A_GLANCE = 1 / 6
"""Minutes that it takes at least to look up at a slide and read its title. Notes that take less to say are a cue to the
speaker ("Pause here."): of how long the slide stays they say nothing."""
_SILENT = frozenset({"references"})
_WORD = regex(r"[^\W_]+(?:[-'’.,/][^\W_]+)*")


class Minutes(Value, frozen=True):
    """When a slide begins and how long it stays, in minutes."""

    start: float
    length: float
    given: bool
    """By the author, rather than counted from the notes."""
    spoken: bool = True
    """Whether somebody speaks at it, as nobody does at a list of references."""

    @property
    def unknown(self) -> bool:
        """Nobody has said how long it stays, and there are no notes to count but perhaps a cue."""
        return self.spoken and not self.given and not self.length


def timed(pages: Sequence[Page], pace: float, tag: str) -> tuple[Minutes, ...]:
    """Every page's minutes: as its author says, else as long as its notes take at that pace, and what plays on it.

    Notes that are a cue take none.
    """
    found: list[Minutes] = []
    start = 0.0
    for page in pages:
        given = page.minutes is not None
        spoken = count(page, tag) / pace
        counted = (spoken if spoken >= A_GLANCE else 0.0) + played(page)
        length = page.minutes if page.minutes is not None else counted
        found.append(Minutes(start, length, given, page.kind not in _SILENT))
        start += length
    return tuple(found)


def played(page: Page) -> float:
    """How many minutes its films and sounds take."""
    return sum(picture.media.medium.seconds for picture in page.plays if picture.media) / 60


def pace_of(tag: str) -> float:
    return PACES.get(language.base(tag), OTHER_PACE)


def by_character(tag: str) -> bool:
    """Whether the language is written without spaces, so that characters are counted."""
    return language.script(tag) in _BY_CHARACTER


def count(page: Page, tag: str) -> int:
    """The words that are said at a page, or their characters."""
    return sum(count_words(text.plain, tag) for text in page.spoken)


def count_words(text: str, tag: str) -> int:
    """Words with a letter or a digit; in languages without spaces the characters, and a foreign word counts as two."""
    if not by_character(tag):
        return len(_WORD.findall(text))
    # Marks above and below are part of their letter.
    own = sum(_is_own(char) and not unicodedata.combining(char) for char in text)
    foreign = len(_WORD.findall("".join(" " if _is_own(char) else char for char in text)))
    return own + 2 * foreign


def _is_own(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "THAI"))


def clock(minutes: float) -> str:
    """Minutes and seconds, as in 1:05; rounded to five seconds, since nobody speaks by the second."""
    seconds = round(minutes * 12) * 5
    return f"{seconds // 60}:{seconds % 60:02d}"
