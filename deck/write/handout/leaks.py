"""Does a file for attendees say anything that only the speaker's notes say?"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from deck.diagnostics import Report, Span
from deck.markup import Text
from deck.page import Deck, Page
from deck.regex import regex
from deck.value import Value
from deck.write.handout.ending import picture_words, public_texts
from deck.write.handout.file_text import text_of

# The dot of `Nr. 5` ends no sentence.
_SENTENCE_END = regex(r"(?<=[.!?…؟])(?<!\b[Nn][ro]\.)(?<!\b(?:Abb|Fig|fig|Art|art)\.)[\"”’»)]*\s+|(?<=[。！？])")
_MARKS = ("Cf", "Mn", "Me")


class Leak(Value, frozen=True):
    """A sentence that should have stayed with the speaker, and where the author wrote it."""

    sentence: str
    slide: int
    text: Text

    @property
    def span(self) -> Span:
        return self.text.place_of_words(self.sentence).span


def report_leaks(data: bytes, name: str, deck: Deck, report: Report) -> None:
    """An error for each sentence of the notes that the finished file says, and no slide and no handout text."""
    report_secrets(Secrets.of(deck), data, name, report)


def report_secrets(secrets: Secrets, data: bytes, name: str, report: Report) -> None:
    for leak in secrets.told_in(text_of(data)):
        shown = leak.sentence if len(leak.sentence) <= 60 else f"{leak.sentence[:59]}…"
        report.error(
            "notes-leak",
            f"`{name}` shows a sentence of the notes of slide {leak.slide}: `{shown}`",
            leak.span,
            "nothing was written; say it in `handout:` too if readers may know it, or report this as a bug of deck",
        )


class _Kind(Value, frozen=True):
    """How letters of one sort are compared."""

    seed: int
    """So many in a row are looked for."""
    enough: int
    """So many in a row are a quotation."""
    beyond: int
    """So many of these must be in no public text: two that happen to stand side by side share fewer with a sentence."""


_WORDS, _SIGNS, _RIGHT_TO_LEFT = _Kind(16, 40, 20), _Kind(6, 14, 8), _Kind(10, 22, 13)


class Secrets:
    """The sentences of the notes of these pages, less what is public."""

    def __init__(
        self,
        pages: Sequence[Page],
        public: Iterable[str],
        also_public: Callable[[], Iterable[str]] = lambda: (),
        is_own: Callable[[str], bool] = lambda sentence: False,
    ) -> None:
        self._leaks: dict[Leak, None] = {}
        # A piece of a sentence that is looked for, the sentence, its letters and where in them the piece stands.
        self._seeds: dict[_Kind, dict[str, _Seed]] = {kind: {} for kind in (_WORDS, _SIGNS, _RIGHT_TO_LEFT)}
        self._short: dict[str, Leak] = {}
        self._clauses: dict[str, Leak] = {}
        for page in pages:
            for text in page.notes:
                for sentence in _sentences(text.letters):
                    self._add(Leak(sentence, page.number, text))
        self._public = list(public)
        self._also_public = also_public
        self._is_own = is_own
        self._known = {kind: _in_a_row(self._public, kind) for kind, seeds in self._seeds.items() if seeds}
        for kind, known in self._known.items():
            for public_one in _found(set(self._seeds[kind]), known, kind):
                del self._seeds[kind][public_one]

    @staticmethod
    def of(deck: Deck, more: Iterable[str] = ()) -> Secrets:
        """What only the notes of a deck say. The words of its pictures are read only where something is found."""
        return Secrets(deck.pages, [*public_texts(deck), *more], lambda: picture_words(deck), deck.phrases.may_be)

    def _add(self, leak: Leak) -> None:
        kind = _kind_of(leak.sentence)
        letters = _letters(leak.sentence, kind)
        self._leaks[leak] = None
        if len(letters) >= kind.seed:
            seeds = self._seeds[kind]
            for at in range(len(letters) - kind.seed + 1):
                seeds.setdefault(letters[at : at + kind.seed], (leak, letters, at))
        elif kind is _SIGNS and len(letters) >= _SHORTEST_CLAUSE:
            self._clauses.setdefault(letters, leak)
        elif len(words := _words(leak.sentence)) > 1:
            self._short.setdefault(f" {' '.join(words)} ", leak)

    def told_in(self, texts: Iterable[str]) -> list[Leak]:
        """The sentences of which `texts` say a part that nothing public says.

        Letters alone are compared, and run on from text to text, since lines break, pages end and words are parted in
        a file, by cells too. As many in a row as only a quotation shares make a leak, if enough of them are in no
        public text; a shorter sentence must be there whole, and a single word is none.
        """
        told: list[str] = []
        kinds = [kind for kind, seeds in self._seeds.items() if seeds or (kind is _WORDS and self._short)]
        letters: dict[_Kind, list[str]] = {kind: [] for kind in kinds}
        hits: dict[_Kind, set[str]] = {kind: set() for kind in kinds}
        wanted = {kind: set(self._seeds[kind]) for kind in kinds}
        before = dict.fromkeys(kinds, "")
        # One by one, because while one is searched the next one is read.
        for text in texts:
            told.append(text)
            for kind in kinds:
                letters[kind].append(_letters(text, kind))
                run = before[kind] + letters[kind][-1]
                hits[kind] |= _found(wanted[kind], run, kind)
                before[kind] = run[1 - kind.seed :]
        said = {kind: "".join(letters[kind]) for kind in kinds}
        found = {
            leak for kind in kinds if hits[kind] for leak in self._quoted(hits[kind], said[kind], kind, self._public)
        }
        if found and (also := list(self._also_public())):
            # Once more, and slowly: this is the way to an error.
            public = [*self._public, *also]
            found = {leak for kind in kinds for leak in self._quoted(hits[kind], said[kind], kind, public)}
        if self._short:
            found.update(self._short_ones(told, said[_WORDS]))
        if self._clauses:
            found.update(self._clauses_in(told))
        return [leak for leak in self._leaks if leak in found and not self._is_own(leak.sentence)]

    def _quoted(self, hits: set[str], said: str, kind: _Kind, public: Sequence[str]) -> Iterator[Leak]:
        """The sentences of which enough letters stand in what is said, and nowhere in what is public."""
        known = _Known(public, kind)
        secret: dict[Leak, dict[tuple[int, str], int]] = {}
        for hit in hits:
            leak, letters, at = self._seeds[kind][hit]
            parts = {(start, part): known.letters_beyond(part) for start, part in _common(letters, at, hit, said)}
            secret.setdefault(leak, {}).update(parts)
        for leak, parts in secret.items():
            if _is_quoted(parts, len(_letters(leak.sentence, kind)), kind):
                yield leak

    def _short_ones(self, texts: Sequence[str], letters: str) -> Iterator[Leak]:
        """The short sentences that stand in the texts as words; their letters in a row say which of them may."""
        wanted = {words: leak for words, leak in self._short.items() if words.replace(" ", "") in letters}
        if wanted:
            said = _spaced(texts)
            # Three words and more do not come to stand below each other by chance.
            wrapped = _spaced(" ".join(text.split()) for text in texts)
            wanted = {
                words: leak
                for words, leak in wanted.items()
                if words in said or (words.count(" ") > 3 and words in wrapped)
            }
        # The words of pictures last: there are many, and most sentences are explained without.
        for public in (lambda: self._public, self._also_public):
            known = _spaced(public()) if wanted else ""
            wanted = {words: leak for words, leak in wanted.items() if words not in known}
        yield from wanted.values()

    def _clauses_in(self, texts: Sequence[str]) -> Iterator[Leak]:
        """The short sentences of a script without spaces that stand in the texts between two marks."""
        said = {clause for text in texts for clause in _WORD.findall(_plain(text))}
        known = {clause for text in (*self._public, *self._also_public()) for clause in _WORD.findall(_plain(text))}
        yield from (leak for letters, leak in self._clauses.items() if letters in said - known)


_Seed = tuple[Leak, str, int]
_SHORTEST_CLAUSE = 4


class _Known:
    """How much of a text is public."""

    def __init__(self, public: Iterable[str], kind: _Kind) -> None:
        self._kind = kind
        texts = {_letters(text, kind) for text in public}
        self._grams = {gram for text in texts for gram in _every(text, kind)}
        # What is shorter than a seed is known where it stands whole.
        self._short = [text for text in texts if _SHORTEST_CLAUSE <= len(text) < kind.seed]

    def letters_beyond(self, part: str) -> int:
        """How many of the letters are in no stretch that is public."""
        covered: set[int] = set()
        for at in range(len(part) - self._kind.seed + 1):
            if part[at : at + self._kind.seed] in self._grams:
                covered.update(range(at, at + self._kind.seed))
        for text in self._short:
            at = part.find(text)
            while at >= 0:
                covered.update(range(at, at + len(text)))
                at = part.find(text, at + 1)
        return len(part) - len(covered)


def _is_quoted(parts: Mapping[tuple[int, str], int], length: int, kind: _Kind) -> bool:
    """Whether the parts of a sentence that were found, each with its number of secret letters, quote it."""
    in_a_row = any(
        len(part) >= min(kind.enough, length) and new >= min(kind.beyond, _NEARLY_ALL * length)
        for (_, part), new in parts.items()
    )
    # A page or a cell may end inside a sentence: then nearly all of it is there, but not in a row.
    there = {start: (len(part), new) for (start, part), new in parts.items()}
    return in_a_row or sum(new for _, new in there.values()) >= _NEARLY_ALL * length


_NEARLY_ALL = 0.8


def _found(wanted: set[str], letters: str, kind: _Kind) -> set[str]:
    return wanted.intersection(_every(letters, kind))


def _every(letters: str, kind: _Kind) -> Iterator[str]:
    """Every stretch of so many letters; a step in Python for each would take three times as long."""
    ends = range(kind.seed, len(letters) + 1)
    return map(letters.__getitem__, map(slice, range(len(ends)), ends))


def _common(letters: str, at: int, hit: str, said: str) -> Iterator[tuple[int, str]]:
    """What the sentence and the text share around each place where a piece stands, and where it begins."""
    place = said.find(hit)
    while place >= 0:
        before, after = 0, len(hit)
        while before < min(at, place) and letters[at - before - 1] == said[place - before - 1]:
            before += 1
        while at + after < len(letters) and place + after < len(said) and letters[at + after] == said[place + after]:
            after += 1
        yield at - before, said[place - before : place + after]
        place = said.find(hit, place + 1)


def _sentences(text: str) -> Iterator[str]:
    yield from (part for part in _SENTENCE_END.split(text) if part)


def _kind_of(sentence: str) -> _Kind:
    """What most of a sentence's letters are."""
    if not _OTHER_SCRIPT.search(sentence):
        return _WORDS
    letters = [char for char in sentence if char.isalpha()]
    if 2 * sum(_is_right_to_left(char) for char in letters) > len(letters):
        return _RIGHT_TO_LEFT
    return _SIGNS if 2 * sum(_is_sign(char) for char in letters) > len(letters) else _WORDS


_BETWEEN = "|"
"""No letter: what is public ends where a text ends."""


def _in_a_row(texts: Iterable[str], kind: _Kind) -> str:
    return _BETWEEN.join(_letters(text, kind) for text in texts)


def _letters(text: str, kind: _Kind) -> str:
    """The letters and digits of a text in a row, as they compare."""
    if kind is not _RIGHT_TO_LEFT:
        return "".join(_words(text))
    letters = "".join(char for char in _plain(text) if _is_right_to_left(char))
    # A letter whose dots are a glyph of their own is read twice; lam and alef are one glyph, in either order.
    return _TWICE.sub(r"\1", _LAM_ALEF.sub("ل", letters))


_TWICE = regex(r"(.)\1+")
_LAM_ALEF = regex("[لاأإآٱ]+")
_WORD = regex(r"[^\W_]+")
# By what they leave out: Python compiles a range in as many steps as it has characters.
_PERHAPS_MARK = regex(r"[^\x00-\xac\xae-\u02ff\u1e00-\u1fff\u2070-\u20cf\u2100-\u2fff]")
_OTHER_SCRIPT = regex(r"[^\x00-\u058f\u1e00-\u2e7f]")


def _spaced(texts: Iterable[str]) -> str:
    """Words by line and sentence: two words that stand one under the other, or parted by a full stop, are none."""
    parts = (part for text in texts for line in text.splitlines() for part in _sentences(line))
    return "|".join(f" {' '.join(_words(part))} " for part in parts)


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _PERHAPS_MARK.sub(lambda found: "" if unicodedata.category(found[0]) in _MARKS else found[0], folded)


def _is_right_to_left(char: str) -> bool:
    return char > "\u0590" and unicodedata.bidirectional(char) in ("R", "AL")


def _is_sign(char: str) -> bool:
    """Whether a single character is as telling as half a word."""
    return "\u0e00" <= char <= "\u0e7f" or "\u2e80" <= char <= "\ud7ff" or char >= "\U00020000"
