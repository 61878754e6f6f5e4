"""Which parts of a page appear click by click, and in which order?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from deck.diagnostics import Report
from deck.layout.table_steps import rows_that_appear, without_rows
from deck.page import ChartBox, Element, Frame, Group, Page, Step, TableBox, Target, TextBox
from deck.regex import regex
from deck.scene import EVERY_SLIDE
from deck.value import replace

_EACH = "each"
_NUMBER = regex(r"[1-9]\d?")
_OF_A_BOX = ".box-"
_NOT_PARTS = (*EVERY_SLIDE, "lead", "foot", "caption", "footer", "number")
"""Slots whose text is there from the beginning."""


_SAID = ("value-{}-", "name-{}")
"""What labels of a chart are called that belong to a series by its number."""


def with_steps(pages: Sequence[Page], report: Report) -> tuple[Page, ...]:
    """The pages with what the `build:` of their slides says; the parts of a long list are counted through its pages."""
    done: list[Page] = []
    before = 0
    for page in pages:
        if not page.slide.says.build:
            done.append(page)
            continue
        before = 0 if page.part == 1 else before
        parts = list(_parts(page.elements))
        done.append(replace(page, steps=_in_order(page, dict(enumerate(parts, before + 1)))))
        before += len(parts)
        if page.part == page.parts:
            _report_mistakes(page, before, report)
    return tuple(done)


def click_by_click(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Each page as often as something appears on it, and once more: as it is seen before and after each click."""
    return tuple(seen for page in pages for seen in _seen(page))


def _seen(page: Page) -> Iterator[Page]:
    if not page.steps:
        yield page
        return
    for clicks in range(len(page.steps)):
        hidden = [target for step in page.steps[clicks:] for target in step]
        shown = [_without(element, [one for one in hidden if one.name == element.name]) for element in page.elements]
        yield replace(page, elements=tuple(one for parts in shown for one in parts), step=clicks + 1)
    yield replace(page, step=len(page.steps) + 1)


def _without(element: Element, hidden: Sequence[Target]) -> Sequence[Element]:
    """The element without what has not appeared yet; what has stays where it is."""
    if not hidden:
        return (element,)
    match element:
        case TextBox(frame=frame) if hidden[0].paragraphs is not None:
            gone = {at for one in hidden if one.paragraphs for at in range(one.paragraphs[0], one.paragraphs[1] + 1)}
            kept = tuple(laid for at, laid in enumerate(frame.paragraphs) if at not in gone)
            return (replace(element, frame=replace(frame, paragraphs=kept)),)
        case TableBox():
            return without_rows(element, hidden)
        case ChartBox() if hidden[0].series is not None:
            series = {one.series for one in hidden}
            names = tuple(f"{element.name}.{what.format((one or 0) + 1)}" for one in series for what in _SAID)
            labels = tuple(label for label in element.labels if not label.name.startswith(names))
            drawn = tuple(one for one in element.drawn if one.series not in series)
            return (replace(element, labels=labels, drawn=drawn),)
        case _:
            return ()


def _in_order(page: Page, parts: dict[int, Step]) -> tuple[Step, ...]:
    """What each click of this page shows; a click whose parts all stand on other pages is none of this one."""
    build = page.slide.says.build
    if build == (_EACH,):
        return tuple(parts.values())
    named = _named(page.elements)
    wanted = [_numbers(name, named) or () for name in build]
    found = [tuple(target for one in together for target in parts.get(one, ())) for together in wanted]
    return tuple(step for step in found if step)


def _parts(elements: Sequence[Element]) -> Iterator[Step]:
    """What can appear by itself: points of a list with those under them, panels, lanes, rows, series of a chart."""
    groups: dict[int, list[Target]] = {}
    for element in elements:
        match element:
            case TextBox(part=0, slot=slot, frame=frame) if slot is not None and slot.name not in _NOT_PARTS:
                yield from _points(element.name, frame)
            case ChartBox(chart=chart) if chart.sort != "doughnut":
                yield from ((Target(element.name, series=number),) for number in range(len(chart.series)))
            case Group(part=part) | TextBox(part=part) if part:
                groups.setdefault(part, []).append(Target(element.name))
            case TableBox():
                yield from ((Target(element.name, rows=rows),) for rows in rows_that_appear(element))
            case ChartBox():
                yield (Target(element.name),)
            case _ if getattr(element, "part", 0):
                groups.setdefault(element.part, []).append(Target(element.name))
    yield from (tuple(groups[part]) for part in sorted(groups))


def _named(elements: Sequence[Element]) -> dict[str, int]:
    """The parts of a flow by the names of its boxes."""
    groups = [one for one in elements if isinstance(one, Group) and one.part]
    names = [(child.name.rpartition(_OF_A_BOX)[2], group.part) for group in groups for child in group.children]
    return {name: part for name, part in names if name}


def _numbers(said: str, named: Mapping[str, int]) -> Sequence[int] | None:
    """The parts that appear together: `2`, `1+3`, or `b+c`; none where one of them is no part."""
    found = [named.get(one) or (int(one) if _NUMBER.fullmatch(one) else 0) for one in said.split("+")]
    return found if all(found) else None


def _points(name: str, frame: Frame) -> Iterator[Step]:
    """The points of a list, each with those under it."""
    paragraphs = [laid.paragraph for laid in frame.paragraphs]
    starts = [at for at, one in enumerate(paragraphs) if one.level == 0]
    for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        yield (Target(name, paragraphs=(start, end - 1)),)


def _report_mistakes(page: Page, count: int, report: Report) -> None:
    build = page.slide.says.build
    where = build[0].span
    if not count:
        help = (
            "take `build` away: points, panels, lanes, spokes, terms, rows, the boxes of a flow, the levels of a "
            "tree, events, several equations and the series of a chart can"
        )
        report.error("no-place", f"nothing of a `{page.kind}` slide can appear by itself", where, help)
        return
    seen: set[int] = set()
    named = _named(page.elements)
    for name in build if build != (_EACH,) else ():
        numbers = _numbers(name, named)
        if numbers is None:
            help = "write `build: each`, or the parts by number in the order in which they appear: `[2, 1+3]`"
            help = f"write `build: each`, or the boxes by name: {', '.join(named)}" if named else help
            report.error("wrong-type", f"`{name}` is no part of the slide", name.span, help)
            continue
        for number in numbers:
            if number > count or number in seen:
                what = f"there is no part {number}: the slide has {count}"
                what = f"part {number} appears twice" if number <= count else what
                report.error("wrong-number", what, name.span, f"its parts are 1 to {count}, each once")
            seen.add(number)
