"""A finished deck as a preview shows it: pages as SVG, and beside each what its author looks for."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from deck.diagnostics import Diagnostic, Report, Severity, render_text
from deck.language import is_right_to_left
from deck.layout.steps import click_by_click
from deck.markup import Text
from deck.page import Deck, Page
from deck.scene import Item
from deck.serve.known import KnownPages, Painted
from deck.serve.shown import Edition, Lines, Place, Shown, Spot, Word, Wrong
from deck.timing import Minutes, pace_of, timed
from deck.value import replace
from deck.write.screen import Boxed, Painter

_FURNITURE = ("footer", "number")
LinesOf = Callable[[str], Sequence[str]]
_LONGEST = 80
"""Characters of a box's text by which it is recognised."""
_MOST_LINES = 400
"""Lines of a file that are shown beside a slide."""


def show(
    deck: Deck, locale: str, painter: Painter, lines: LinesOf, known: KnownPages
) -> tuple[Edition, frozenset[str]]:
    """The deck in one language, without what is wrong with it, and the names of its pictures.

    `lines` gives the lines of a file by the name that messages call it. Of the pictures `painter.files` has those of
    the pages that are not as they were.
    """
    lines = cache(lines)
    ends = _ends(deck.pages, lines)
    minutes = timed(deck.pages, pace_of(deck.meta.language), deck.meta.language)
    painted = [known.painted(page, partial(_painted, page, painter)) for page in deck.pages]
    known.end()
    pages = tuple(
        _shown(page, one, seen, ends, lines) for page, one, seen in zip(deck.pages, minutes, painted, strict=True)
    )
    size = deck.brand.width, deck.brand.height
    edition = Edition(locale, deck.meta.language, is_right_to_left(deck.meta.language), size, pages, wrong=())
    return edition, frozenset[str]().union(*(seen.pictures for seen in painted))


def with_findings(edition: Edition, deck: Deck, report: Report, lines: LinesOf) -> Edition:
    """The same with what is wrong, as a whole and page by page."""
    lines = cache(lines)
    found = [(one, _wrong(one, lines)) for one in _as_printed(report)]
    by_slide = _by_slide(found, deck.pages)
    pages = [
        replace(shown, wrong=wrong, unread=shown.unread or any(one.code == "kind-failed" for one in wrong))
        if (wrong := tuple(by_slide[page.scene.id]) if page.part == 1 else ())
        else shown
        for page, shown in zip(deck.pages, edition.pages or (), strict=True)
    ]
    return replace(edition, pages=tuple(pages), wrong=tuple(said for _, said in found))


def until_checked(edition: Edition, before: Edition | None) -> Edition:
    """The same while the checks are still at it: what they said the last time stands, but where a slide cannot be read
    or could not be."""
    if before is None or before.pages is None:
        return edition
    known = {page.id: page.wrong for page in before.pages if not page.unread}
    pages = [page if page.unread else replace(page, wrong=known.get(page.id, ())) for page in edition.pages or ()]
    return replace(edition, pages=tuple(pages), wrong=before.wrong)


def failed(locale: str, report: Report, lines: LinesOf) -> Edition:
    """A language in which there is nothing to show, and why."""
    lines = cache(lines)
    return Edition(locale, locale, False, (960, 540), None, tuple(_wrong(one, lines) for one in _as_printed(report)))


def wrong_alone(one: Diagnostic, lines: LinesOf) -> Wrong:
    """One mistake with its picture."""
    return _wrong(one, lines)


def _as_printed(report: Report) -> list[Diagnostic]:
    """What stops a build first: on a page the top is what is seen."""
    return sorted(report, key=lambda one: [Severity.ERROR, Severity.WARNING, Severity.NOTE].index(one.severity))


def _wrong(one: Diagnostic, lines: LinesOf) -> Wrong:
    place = Place(one.span.file, one.span.line)
    return Wrong(one.severity, one.message, render_text(one, lines, color=False), place, one.code)


def _ends(pages: Sequence[Page], lines: LinesOf) -> dict[str, int]:
    """By slide, the line behind its last."""
    starts = {page.scene.id: page.span for page in pages}
    order = sorted(starts, key=lambda id: starts[id].line)
    after = [starts[id].line for id in order[1:]]
    last = len(lines(starts[order[-1]].file)) + 1 if order else 0
    return dict(zip(order, [*after, last], strict=True)) if order else {}


def _by_slide(found: Iterable[tuple[Diagnostic, Wrong]], pages: Sequence[Page]) -> dict[str, list[Wrong]]:
    """What was found on the lines of each slide."""
    starts = sorted((page.span.line, page.scene.id) for page in pages if page.part == 1)
    lines, by_slide = [line for line, _ in starts], defaultdict[str, list[Wrong]](list)
    for one, said in found:
        at = bisect_right(lines, one.span.line)
        if at and one.span.file == pages[0].span.file:
            by_slide[starts[at - 1][1]].append(said)
    return by_slide


def _shown(page: Page, minutes: Minutes, seen: Painted, ends: dict[str, int], lines: LinesOf) -> Shown:
    return Shown(
        id=page.id,
        number=page.number,
        title=page.title or page.id,
        kind=page.kind,
        section=page.section,
        hidden=page.hidden,
        svg=seen.svgs[-1],
        steps=seen.svgs[:-1],
        spots=seen.spots,
        notes=tuple(_words(page.spoken)),
        at_hand=tuple(_words(page.at_hand)),
        yaml=tuple(_yaml(page, seen.spots, ends, lines)),
        start=round(minutes.start, 3),
        minutes=round(minutes.length, 3),
        timed=not minutes.unknown,
        unread=page.slide.unreadable,
    )


def _painted(page: Page, painter: Painter) -> Painted:
    drawn = [painter.paint(one) for one in click_by_click([page])]
    items = {item.slot: item for item in page.items}
    spots = tuple(_spot(one, page, items) for one in drawn[-1].boxes)
    return Painted(tuple(one.svg for one in drawn), spots, drawn[-1].pictures)


def _spot(one: Boxed, page: Page, items: dict[str, Item]) -> Spot:
    texts = [laid.paragraph.text for frame in one.frames for laid in frame.paragraphs if laid.lines]
    places = list(dict.fromkeys(Place(text.span.file, text.span.line) for text in texts if text.span.line))
    slot = one.name.removeprefix(f"{page.id}.").split(".")[0]
    if slot in _FURNITURE:
        # Nobody wrote it on this slide: it is set once for all, and would lead to any of them.
        places = [Place(page.span.file, page.span.line)]
    if not places:
        item = items.get(slot)
        span = item.span if item is not None and item.span.line else page.span
        places = [Place(span.file, span.line)]
    said = " ".join(text.plain for text in texts)
    x, y, width, height = (round(side, 1) for side in (one.box.x, one.box.y, one.box.width, one.box.height))
    return Spot(one.name, x, y, width, height, round(one.fill, 3), said[:_LONGEST], tuple(places))


def _words(texts: Iterable[Text]) -> Iterator[tuple[Word, ...]]:
    for text in texts:
        yield tuple(Word(run.text, run.bold, run.italic, int(run.sup) - int(run.sub)) for run in text.runs)


def _yaml(page: Page, spots: Sequence[Spot], ends: dict[str, int], lines: LinesOf) -> Iterator[Lines]:
    """The slide's own lines, and of other files, such as a translation, those on which something of it stands."""
    first, end = page.span.line, ends[page.scene.id]
    if first:
        yield Lines(page.span.file, first, tuple(lines(page.span.file)[first - 1 : min(end - 1, first + _MOST_LINES)]))
    others: dict[str, list[int]] = defaultdict(list)
    for place in (place for spot in spots for place in spot.places if place.line):
        if place.file != page.span.file:
            others[place.file].append(place.line)
    for file, numbers in others.items():
        start = min(numbers)
        stop = min(max(numbers), start + _MOST_LINES)
        yield Lines(file, start, tuple(lines(file)[start - 1 : stop]))
