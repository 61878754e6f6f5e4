"""A reference as a list prints it, after the Vancouver style.

Written here and not by a CSL processor: citeproc-py 0.11, the one that is kept, takes half a second for thirty
references, prints "2024May1" and the editors of a book twice, and ends in a TypeError where Crossref writes a null.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from deck import language
from deck.csl.dates import Date
from deck.csl.marked_up import plain
from deck.csl.names import et_al
from deck.csl.reference import ENGLISH, OWN_LANGUAGE, PARTS, PERIODICALS, Reference
from deck.markup import Run, Text, merged
from deck.phrases import Phrases
from deck.place import Place
from deck.value import Value, replace

_ET_AL_AFTER: Final = 3
_BY_YEAR: Final = PARTS | {"book", "thesis"}
"""What is dated by its year alone, however exactly it is known."""
_BY_DAY: Final = frozenset(("article-magazine", "article-newspaper"))
"""What is found by its day rather than by its volume."""
Words = tuple[Run, ...]


def entry(reference: Reference, phrases: Phrases = ENGLISH) -> Text:
    """Authors, title, where and when it appeared, where it is found; a link to it, and a warning if it is retracted."""
    voice = _Voice(phrases)
    sentences = [_ended(words) for words in _sentences(reference, voice) if plain(words)]
    runs = [run for words in sentences for run in (*words, Run(" ", lang=words[-1].lang))]
    found_at = list(_where_it_is(reference, voice))
    warning = (
        [Run(f"{said}{language.colon(phrases.tag)}", bold=True)] if (said := reference.retraction(phrases)) else []
    )
    # What has nothing to print is seen by its key, rather than not at all.
    *before, last = merged((*warning, *([*runs, *found_at] or [Run(reference.key)])))
    whole = (*before, replace(last, text=last.text.rstrip(" ")))
    return Text(whole, plain(whole), Place.at(reference.span))


def as_published(runs: Words, phrases: Phrases) -> Words:
    """Words of what was published, such as its title, marked as of its language in a deck of another one."""
    return _Voice(phrases).title(runs)


class _Voice(Value, frozen=True):
    """Which words of an entry are in which language."""

    phrases: Phrases

    def own(self, words: str) -> Words:
        """What was published is said in the language it was published in."""
        return (Run(words, lang=self._own),) if words else ()

    def title(self, runs: Words) -> Words:
        return tuple(replace(run, lang=self._own) for run in runs)

    def dated(self, words: str) -> Words:
        return (Run(words, lang=self._own if self._tag != self.phrases.tag else ""),) if words else ()

    def day(self, date: Date) -> str:
        return date.day(Phrases(self._tag, self.phrases.own if self._tag == self.phrases.tag else {}))

    @property
    def _own(self) -> str:
        return OWN_LANGUAGE if language.base(self.phrases.tag) != OWN_LANGUAGE else ""

    @property
    def _tag(self) -> str:
        # Among words that are read from left to right, a date that is not would turn the order of the line.
        return OWN_LANGUAGE if language.is_right_to_left(self.phrases.tag) else self.phrases.tag


def _sentences(one: Reference, voice: _Voice) -> Iterator[Words]:
    yield voice.own(_makers(one))
    yield _titled(one, voice)
    yield voice.own(_edited(one))
    yield voice.own(_edition(one.edition))
    yield voice.own(f"Version {one.version}" if one.version and not _is_in_title(one.version, one) else "")
    yield voice.own(one.series)
    yield from _published(one, voice)
    yield voice.own(_numbered(one))


def _makers(one: Reference) -> str:
    if one.authors or one.more_authors:
        return et_al(one.authors, _ET_AL_AFTER, one.more_authors)
    return _editors(one) if one.is_edited and one.kind not in PARTS else ""


def _titled(one: Reference, voice: _Voice) -> Words:
    genre = one.genre or ("thesis" if one.kind == "thesis" else "")
    if not genre or not one.title or one.kind in _NAMES_OF_NUMBERS:
        return voice.title(one.title)
    return (*voice.title(one.title), *voice.own(f" [{genre}]"))


def _edited(one: Reference) -> str:
    """What a part stands in and who made that; or who edited what has authors."""
    if one.kind in PARTS:
        makers = et_al(one.host, _ET_AL_AFTER, False) or _editors(one)
        whole = " ".join(_with_stop(part) for part in (makers, one.journal) if part)
        return f"In: {whole}" if whole else ""
    return _editors(one) if one.authors and one.kind not in PERIODICALS else ""


def _editors(one: Reference) -> str:
    names = et_al(one.editors, _ET_AL_AFTER, one.more_editors)
    several = len(one.editors) > 1 or one.more_editors
    return f"{names}, editor{'s' if several else ''}" if names else ""


def _published(one: Reference, voice: _Voice) -> Iterator[Words]:
    """`Journal 2024;83(2):10–12`, or `Berlin: A Press; 2024`, or `Website, 3 May 2024`."""
    if one.place and (
        (one.kind in PERIODICALS and (one.journal or not one.publisher)) or (one.journal and one.kind not in _BY_YEAR)
    ):
        journal = f"{one.journal} " if one.journal else ""
        when = voice.day(one.date) if one.kind in _BY_DAY else one.year
        yield (*voice.own(journal), *voice.dated(";".join(part for part in (when, one.place) if part)))
        return
    journal = "" if one.kind in PARTS else one.journal
    publisher = ": ".join(part for part in (one.publisher_place, one.publisher) if part)
    if journal and (one.kind in PERIODICALS or one.publisher == journal):
        publisher = ""
    if journal and publisher:
        yield voice.own(journal)
    if one.volume:
        yield voice.own(f"Vol. {one.volume}" + (f"({one.issue})" if one.issue else ""))
    elif one.issue:
        yield voice.own(f"No. {one.issue}")
    when = one.year if one.kind in _BY_YEAR else voice.day(one.date)
    where, between = (publisher, "; ") if publisher else (journal, ", ")
    yield (*voice.own(where + (between if where and when else "")), *voice.dated(when))
    if one.page:
        yield voice.own(f"p. {one.page}")


def _edition(edition: str) -> str:
    """The third is the 3rd ed.; what is said in words stays as it is."""
    number = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?(?: ed(?:ition|n)?\.?)?", edition, re.IGNORECASE)
    if number is None:
        return edition if not edition or re.search(r"\bed(ition|n)?\b", edition, re.I) else f"{edition} ed"
    count = int(number[1])
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending} ed"


_NAMES_OF_NUMBERS: Final = {"report": "Report", "patent": "Patent"}


def _numbered(one: Reference) -> str:
    """The number of a report, a patent, a standard; a title that holds it says it once."""
    if not one.number or _is_in_title(one.number, one):
        return ""
    if one.kind in _NAMES_OF_NUMBERS:
        name = one.genre or _NAMES_OF_NUMBERS[one.kind]
        return f"{name} {one.number}" if one.kind == "patent" else f"{name} No. {one.number}"
    return f"No. {one.number}" if one.number.isdigit() else one.number


def _is_in_title(number: str, one: Reference) -> bool:
    return re.search(rf"(?<!\w){re.escape(number)}(?!\w)", plain(one.title)) is not None


def _where_it_is(one: Reference, voice: _Voice) -> Iterator[Run]:
    if one.doi:
        yield Run("doi:")
        yield Run(one.doi, link=one.url)
    elif one.web:
        yield Run(one.shown_address, link=one.url)
        if seen := voice.day(one.accessed):
            yield Run(f" ({voice.phrases.say('accessed', date=seen)})")


def _ended(words: Words) -> Words:
    """With a full stop, where no other sign ends the sentence; it has no style."""
    return words if _is_ended(words[-1].text) else (*words, Run(".", lang=words[-1].lang))


def _with_stop(words: str) -> str:
    return words if _is_ended(words) else f"{words}."


def _is_ended(words: str) -> bool:
    return words.rstrip(_CLOSING).endswith(_ENDS)


_CLOSING: Final = "\"'”’»"
_ENDS: Final = (".", "?", "!", "…", "。", "？", "！")
