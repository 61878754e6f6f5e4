"""The deck does not keep to what the event asks for.

Why: a deck that the event refuses is changed in the speakers' room, ten minutes before the talk, by somebody else.

What to do: change what the message names. `rules: emsp2026` in the head of a talk names assets/events/emsp2026.yaml:

    source: Speakers' guide, page 2        # where the event says so
    disclosures: first                     # or shown; only covers stand before them
    proportions: "16:9"
    smallest_pt: 18                        # most_slides: 20 · slot_minutes: 15 · largest_mb: 40 · oldest_data_days: 90
    fonts: [Arial, Calibri]                # on the event's computers; or embed_fonts: true
    trade_names: [Kymriah]                 # in no title
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
_WORD = regex(r"[\w-]+")
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
        elif unnamed := _unnamed(deck, shown):
            yield (
                f"the disclosures do not name `{unnamed}`, who speaks too",
                shown[at].span,
                "say what each speaker has",
            )
        if at is not None and rules.disclosures == "first" and any(page.kind != "cover" for page in shown[:at]):
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
    yield from _in_titles(rules, shown)
    if rules.fonts and not rules.embed_fonts and (others := _fonts(deck) - set(rules.fonts)):
        what = f"the deck is set in `{min(others)}`, and the event has {', '.join(rules.fonts)}"
        yield what, head, "take a brand in one of these, or say `embed_fonts: true` in the event's file"
    if rules.ascii_names and not _PLAIN.fullmatch(name := PurePath(deck.pages[0].span.file).name):
        yield f"the event asks for plain file names, and `{name}` is none", head, "rename it: letters, digits, - and _"


def _unnamed(deck: Deck, shown: Sequence[Page]) -> str:
    """Of several speakers, the first whose name or initials stand in no disclosure."""
    said = "\n".join(text.plain for page in shown if page.kind == "disclosures" for text in page.shown)
    for name in deck.meta.speakers if len(deck.meta.speakers) > 1 else ():
        words = name.replace("-", " ").split()
        if words[-1] not in said and "".join(word[0] for word in words) not in said.split():
            return name
    return ""


def _in_titles(rules: EventRules, shown: Sequence[Page]) -> Iterator[tuple[str, Span, str]]:
    names = {name.casefold(): name for name in rules.trade_names}
    for page in shown if names else ():
        for word in _WORD.findall(page.title):
            if name := names.get(word.casefold()):
                what = f"the title of slide {page.number} `{page.id}` has the trade name `{name}`"
                yield what, page.slide.says.title.span, "write its generic name"


def _fonts(deck: Deck) -> set[str]:
    """Every family in which something is set."""
    return {
        stretch.family
        for page in deck.pages
        for frame, _ in page.frames
        for laid in frame.paragraphs
        for stretch in laid.stretches
    }


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
