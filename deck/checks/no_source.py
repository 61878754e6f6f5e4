"""A slide shows numbers of a study, a chart or a figure of numbers, and nothing on it says where they come from.

Why: somebody will photograph the slide, and ask. A number without a source is the speaker's word alone.

What is a number of a study: n/N, per cent, `n = 12`, ±, a P value; a figure shows some if its `alt:` does. A citation,
a link, or any words in `source`, `foot` or `by` say where it comes from; "own data" does too.

What to do: cite it on the slide.

    quote: ["**11/12** without a relapse"]
    source: "[@qin2023]"        # this, or: source: Own data, 2025
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.chart import Chart
from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck, Page
from deck.regex import regex
from deck.texts import texts

_SAYS = ("source", "foot", "by")
_NO_EVIDENCE = ("cover", "section", "agenda", "disclosures", "references")
_NUMBER = regex(
    r"(?<![\d.,])(?!100\D)\d+(?:[.,]\d+)?[\s\u202f]?(?:[%٪]|per cent\b|percent\b|Prozent\b|procent\b|pour cent\b)"
    r"|\b[nN]\s?=\s?\d+|\d+(?:[.,]\d+)?\s?±\s?\d+(?:[.,]\d+)?|\b[pP]\s?[<=≤]\s?0?[.,]\d+"
)
_DIGIT = regex(r"\d")
_OUT_OF = regex(r"(?<![\w/.,–-])(\d{1,5})\s?/\s?(\d{1,5})(?![\w/]|[.,]\d)")
_FEWEST = 5
"""Of how many at least: `1/2 tablet` and `4/4 time` count nobody."""
_YEARS = 1900


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        if page.part > 1 or page.kind in _NO_EVIDENCE or page.slide.unreadable:
            continue
        what = _shown(page)
        if what and not _says_source(page):
            message = f"slide {page.number} `{page.id}` shows {what}, and not where it comes from"
            yield Diagnostic(Severity.WARNING, "no-source", message, page.span, "cite it, or write `source:`")


def _shown(page: Page) -> str:
    """The first number that wants a source, or a chart."""
    if any(isinstance(item.content, Chart) for item in page.items):
        return "a chart"
    for text in page.shown:
        said = text.letters
        if not _DIGIT.search(said):  # most texts
            continue
        if found := _NUMBER.search(said):
            return f"`{found[0]}`"
        for one in _OUT_OF.finditer(said):
            some, of = int(one[1]), int(one[2])
            if _FEWEST <= of < _YEARS and some <= of:
                return f"`{one[0]}`"
    drawn = (one.alt for one in page.pictures if one.figure)
    return (
        "a figure of numbers" if any(_DIGIT.search(it.letters) and _NUMBER.search(it.letters) for it in drawn) else ""
    )


def _says_source(page: Page) -> bool:
    says = page.slide.says
    return any(getattr(says, name, None) for name in _SAYS) or any(
        run.cite or run.link for text in texts(page.items) for run in text.runs
    )
