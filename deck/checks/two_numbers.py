"""A talk says two numbers for one thing: 11 of 12 in the title, 10 of 12 in the notes.

Why: one of them is wrong, and somebody in the room has read the paper.

What is compared: n/N, `n of N` and per cent that stand beside the same words in two texts of one slide (what is shown,
the alternative text, notes, handout), where neither text has the other's number; and n of the same N on a slide and the
one before it that cites the same paper, where no other number, such as of months, tells the two apart.

What to do: look it up, and write the right one in both.

    title: "11/12 relapse-free"
    notes: Ten of them, 10 of 12, were relapse-free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from deck.diagnostics import Diagnostic, Severity
from deck.markup import Text
from deck.page import Deck, Page
from deck.regex import regex
from deck.scene import Words
from deck.texts import texts
from deck.value import Value

_COUNT = regex(
    r"(?<![\w/.,–-])(\d{1,5}(?:[.,]\d+)?)(?:(?:\s?/\s?|\s(?:of|von|van|sur|de|من)\s(?:the\s)?)(\d{1,5})(?![\w/]|[.,]\d)"
    r"|[\s\u202f]?(?:%|per cent\b|percent\b|Prozent\b|procent\b|pour cent\b))"
)
_SIGNS = ("/", "%", "cent", "Prozent", " of ", " von ", " van ", " sur ", " de ", " من ")
"""What no count is without, besides a digit: most texts have none."""
_DIGIT = regex(r"\d")
_CLAUSE = regex(r"[;:.!?()\n؛؟](?=\s|$|\W)|[,،]\s")
_WORD = regex(r"[^\W\d_]{5,}")
_STEM = 6


class _Counted(Value, frozen=True):
    some: str
    of: str
    """Of how many; empty: per cent."""
    about: frozenset[str]
    """Beginnings of the words in its clause."""
    text: Text
    at: tuple[int, int]
    alone: bool
    """Whether its clause has no other number."""

    @property
    def number(self) -> tuple[str, str]:
        return self.some, self.of


def check(deck: Deck) -> Iterator[Diagnostic]:
    before: dict[str, tuple[Page, list[_Counted]]] = {}
    for page in deck.pages:
        if page.part > 1 or page.slide.unreadable:
            continue
        told = [list(_counted(part)) for part in _parts(page)]
        for one, other in combinations([part for part in told if part], 2):
            if found := _odd(one, other):
                yield _told(f"slide {page.number} `{page.id}` says {{}} and {{}}", *found)
                break
        whole = [one for part in told for one in part if one.of and one.alone]
        yield from _against(before, page, whole)


def _against(before: dict[str, tuple[Page, list[_Counted]]], page: Page, whole: list[_Counted]) -> Iterator[Diagnostic]:
    """The slide against the last one that cites the same paper, of each paper that it cites."""
    if not whole:
        return
    cited = dict.fromkeys(key for text in page.shown for run in text.runs for key in run.cite)
    others = {before[key][0].id: before[key] for key in cited if key in before}
    for other, counted in others.values():
        if found := _odd(counted, whole):
            yield _told(
                f"slide {other.number} `{other.id}` says {{}}, and slide {page.number} `{page.id}` {{}}", *found
            )
    before.update(dict.fromkeys(cited, (page, whole)))


def _told(message: str, about: str, first: _Counted, second: _Counted) -> Diagnostic:
    said, says = (f"{it.some}{f' of {it.of}' if it.of else ' per cent'}" for it in (first, second))
    message = f"{message.format(said, says)} beside the same word, `{about}…`"
    where = second.text.place_at(*second.at).span
    return Diagnostic(Severity.WARNING, "two-numbers", message, where, "look up which is right")


def _parts(page: Page) -> Iterator[Iterable[Text]]:
    """What is told by itself: what is seen, what is heard of pictures, what is said, what is handed out."""
    yield page.shown
    known = set(map(id, page.shown))
    # Words have no alternative.
    pictures = tuple(item.content for item in page.items if not isinstance(item.content, Words))
    yield (text for text in texts(pictures) if id(text) not in known)
    yield page.notes
    yield page.handout


def _counted(told: Iterable[Text]) -> Iterator[_Counted]:
    for text in told:
        said = text.letters
        if not _DIGIT.search(said) or not any(sign in said for sign in _SIGNS):
            continue
        uncited = "".join(" " * len(run.text) if run.cite else run.text for run in text.runs)
        for found in _COUNT.finditer(said):
            begin = max((one.end() for one in _CLAUSE.finditer(said, 0, found.start())), default=0)
            after = _CLAUSE.search(said, found.end())
            clause = said[begin : after.start() if after else len(said)]
            about = frozenset(word[0][:_STEM].casefold() for word in _WORD.finditer(clause))
            beside = uncited[begin : found.start()], uncited[found.end() : begin + len(clause)]
            alone = not any(_DIGIT.search(part) for part in beside)
            yield _Counted(found[1].replace(",", "."), found[2] or "", about, text, found.span(), alone)


def _odd(some: Sequence[_Counted], others: Sequence[_Counted]) -> tuple[str, _Counted, _Counted] | None:
    """Two that differ about one thing, and how its name begins."""
    known, said = {one.number for one in some}, {one.number for one in others}
    for first in some:
        for second in others if first.number not in said else ():
            if first.of == second.of and second.number not in known:
                # What other numbers are about too, as patients and groups, tells nothing apart.
                beside = (it.about for it in (*some, *others) if it.number not in (first.number, second.number))
                about = (first.about & second.about).difference(*beside)
                if about:
                    return min(about), first, second
    return None
