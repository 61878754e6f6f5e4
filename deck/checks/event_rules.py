"""The deck does not keep to what the event asks for.

Why: a deck that the event refuses is changed in the speakers' room, ten minutes before the talk, by somebody else.

What to do: change what the message names. `rules: emsp2026` in the head of a talk names assets/events/emsp2026.yaml:

    source: Speakers' guide, page 2        # where the event says so
    disclosures: first                     # or shown; only covers stand before them
    proportions: "16:9"
    smallest_pt: 18
    most_slides: 20
    ascii_names: true
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from deck.diagnostics import Diagnostic, Severity, Span
from deck.page import Deck, Page
from deck.regex import regex
from deck.talk import EventRules

_PLAIN = regex(r"[A-Za-z0-9._-]+")
_OWN_PLACE = ("footer", "number")


def check(deck: Deck) -> Iterator[Diagnostic]:
    rules, named = deck.rules, deck.meta.rules
    if rules is None or named is None:
        return
    shown = [page for page in deck.pages if not page.hidden]
    for what, span, help in _broken(deck, rules, shown, named.span):
        yield Diagnostic(Severity.WARNING, "event-rules", f"{what} ({rules.source})", span, help)


def _broken(deck: Deck, rules: EventRules, shown: Sequence[Page], head: Span) -> Iterator[tuple[str, Span, str]]:
    """What is asked and not kept to, where, and what to do."""
    if rules.disclosures:
        at = next((number for number, page in enumerate(shown) if page.kind == "disclosures"), None)
        if at is None:
            yield "the event asks for a slide of disclosures", head, "add one of `kind: disclosures`; it may say none"
        elif rules.disclosures == "first" and any(page.kind != "cover" for page in shown[:at]):
            yield "the event asks for disclosures at the beginning", shown[at].span, "move them behind the cover"
    if rules.proportions:
        wide, high = map(int, rules.proportions.split(":"))
        if abs(deck.brand.width / deck.brand.height - wide / high) > 0.01:
            yield f"the event asks for slides of {rules.proportions}", head, "take a brand or template of that size"
    if rules.smallest_pt and (found := _smaller(shown, rules.smallest_pt)):
        size, page = found
        what = f"text of {size:g} pt on slide {page.number} `{page.id}`, and the event asks for {rules.smallest_pt:g}"
        yield what, page.span, "say less on the slide, or set a larger smallest size in the brand"
    if rules.most_slides and len(shown) > rules.most_slides:
        what = f"{len(shown)} slides are shown, and the event asks for {rules.most_slides} at most"
        yield what, shown[rules.most_slides].span, "hide some: `hidden: true`"
    if rules.ascii_names and not _PLAIN.fullmatch(name := PurePath(deck.pages[0].span.file).name):
        yield f"the event asks for plain file names, and `{name}` is none", head, "rename it: letters, digits, - and _"


def _smaller(shown: Sequence[Page], least: float) -> tuple[float, Page] | None:
    """The first slide with text below the size, and how small it is; what the brand writes at the foot aside."""
    for page in shown:
        sizes = [
            laid.size_pt
            for frame, _ in page.frames
            for laid in frame.paragraphs
            if laid.role.name not in _OWN_PLACE and not laid.paragraph.text.is_empty
        ]
        if sizes and min(sizes) < least:
            return min(sizes), page
    return None
