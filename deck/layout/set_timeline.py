"""Where do events stand along a line of time, so that no words of theirs collide?

What happened at a moment is a flag: its pole stands on the line, its words beside the pole. A flag that reaches over
the poles of others stands above them. What lasted is a bar under the line, with its words below it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

from deck import language
from deck.brand.model import ShapeStyle
from deck.geometry import Box
from deck.layout.set_text import SPACE, Setting, Sizes, TypeSetter
from deck.material import literal
from deck.page import Frame, Group, TextBox
from deck.scene import Event, Paragraph, Timeline, Words
from deck.value import Value, replace

_LINE_PT, _POLE_PT, _DOT_PT, _BAR_PT, _TICK_PT = 3.0, 1.5, 12.0, 12.0, 6.0
_GAP = 8.0
"""Points between a pole and its words, and between two flags."""
_STEM = 16.0
"""Points between the line and the lowest flag."""
_CLOSE = 0.2
"""How much of its usual space stands above what happened: it belongs to its date, and both apart from the line."""
_WIDTHS = (0.36, 0.3, 0.26, 0.22, 0.19, 0.16)
"""How wide the words of an event may be, in shares of the whole, the widest first."""
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_MONTHS = (1, 2, 3, 6)
_DAYS = (1, 2, 7, 14)
_YEAR, _MONTH = 365.2425, 30.44
_LEAST_TICKS = 3


class _Flag(Value, frozen=True):
    """An event at a moment, with its place: from `left` on, `width` wide, `level` others below it."""

    event: Event
    number: int
    x: float
    left: float
    width: float
    height: float
    level: int = 0

    @property
    def right(self) -> float:
        return self.left + self.width


class _Bar(Value, frozen=True):
    """An event that lasted: its bar, and the room of its words under it."""

    event: Event
    number: int
    left: float
    right: float
    words: float
    """Where its words begin."""
    width: float
    height: float
    lane: int = 0


def set_timeline(timeline: Timeline, name: str, box: Box, setter: TypeSetter, sizes: Sizes) -> Group:
    """The events as shapes, in reading order. Words that have no room stand there all the same: whoever asked compares
    each frame with its box."""
    tried: list[_Set] = []
    for share in _WIDTHS:
        tried.append(_Set(timeline, name, box, setter, sizes, share * box.width))
        if tried[-1].height <= box.height:
            break
    # The last one fits, or none does.
    chosen = tried[-1] if tried[-1].height <= box.height else min(tried, key=lambda one: one.height)
    return Group(name, box, timeline.alt, tuple(chosen.shapes()), needed=chosen.height, room=box.height)


def timeline_fits(timeline: Timeline, width: float, room: float, setter: TypeSetter, sizes: Sizes) -> bool:
    """Whether the events stand in that room, with words of some width."""
    box = Box(0, 0, width, 0)
    return any(_Set(timeline, "", box, setter, sizes, share * width).height <= room for share in _WIDTHS)


class _Set:
    """The events with words of one greatest width."""

    def __init__(
        self, timeline: Timeline, name: str, box: Box, setter: TypeSetter, sizes: Sizes, widest: float
    ) -> None:
        self.timeline, self.name, self.box, self.setter = timeline, name, box, setter
        self.sizes: Sizes = {**sizes, SPACE: _CLOSE}
        self.brand, self.widest = setter.brand, widest
        self.style = self.brand.shape("event", "plain")
        self.ticks = self._ticks()
        points = [(at, one) for at, one in enumerate(timeline.events, 1) if one.end is None]
        self.bars = self._in_lanes([self._bar(at, one) for at, one in enumerate(timeline.events, 1) if one.end])
        # Where nothing lasts there is room for words below the line too.
        both = not self.bars and len(points) > 3
        above, below = self._sides(points, both)
        self.above, self.below = self._stacked(above), self._stacked(below)

    # ------------------------------------------------------------------------------------------------ along the line

    def _x(self, at: float) -> float:
        """Where a moment stands: a calendar goes from left to right in every language, steps go as reading does."""
        low, high = self._ends
        inside = self.box.width - 2 * _DOT_PT
        along = _DOT_PT + inside * (at - low) / ((high - low) or 1.0)
        turned = self.brand.right_to_left and not self.timeline.dated
        return self.box.right - along if turned else self.box.x + along

    @property
    def _ends(self) -> tuple[float, float]:
        events = self.timeline.events
        low, high = min(one.begin for one in events), max(one.end or one.begin for one in events)
        # Of a row, the last step has room behind it as every other has.
        return (low, high) if self.timeline.dated else (low, high + 1)

    def _ticks(self) -> list[tuple[float, Words]]:
        """The dates that are written at the line: as many as have room, at round distances."""
        if not self.timeline.dated:
            return []
        tried: list[list[tuple[float, Words]]] = []
        for marks in self._calendars():
            said = [(at, Words((Paragraph(literal(words), role="label", color="muted"),))) for at, words in marks]
            if len(said) >= _LEAST_TICKS and self._have_room(said):
                return said
            tried.append(said)
        return next((one for one in tried if self._have_room(one)), [])

    def _calendars(self) -> Iterator[list[tuple[float, str]]]:
        """Dates of round distance between the ends, the closest first."""
        low, high = (datetime.date.fromordinal(round(end)) for end in self._ends)
        tag = self.brand.language
        days = high.toordinal() - low.toordinal()
        if days < 3 * _MONTH:
            for step in _DAYS:
                yield [
                    (float(at), language.day(datetime.date.fromordinal(at), tag))
                    for at in range(low.toordinal(), high.toordinal() + 1, step)
                ]
        if days < 3 * _YEAR:
            for step in _MONTHS:
                first = low.year * 12 + low.month - 1 + (low.day > 1)
                months = (
                    datetime.date(at // 12, at % 12 + 1, 1)
                    for at in range(-(-first // step) * step, high.year * 12 + high.month, step)
                )
                yield [(float(day.toordinal()), language.month(day, tag)) for day in months]
        for step in _YEARS:
            first_year = low.year + (low > datetime.date(low.year, 1, 1))
            years = range(-(-first_year // step) * step, high.year + 1, step)
            yield [(float(datetime.date(year, 1, 1).toordinal()), str(year)) for year in years if year > 0]

    def _have_room(self, ticks: Sequence[tuple[float, Words]]) -> bool:
        boxes = [self._tick_box(at, words) for at, words in ticks]
        return all(after.x - before.right >= _GAP for before, after in pairwise(boxes))

    def _tick_box(self, at: float, words: Words) -> Box:
        _, wide = self.setter.natural(words.paragraphs[0].text, self._label, self.sizes)
        wide += 1.0
        left = min(max(self._x(at) - wide / 2, self.box.x), self.box.right - wide)
        return Box(left, 0.0, wide, self._height(words, self._label, wide))

    @property
    def _label(self) -> Setting:
        role = self.brand.roles["label"]
        return Setting(role, self.brand.colors["muted"], align="centre")

    # ------------------------------------------------------------------------------------------------ flags

    def _facings(self, number: int, event: Event) -> list[_Flag]:
        """The flag with its words on either side of its pole, as far as there is room; the side of reading first."""
        x, room = self._x(event.begin), min(self.widest, self.box.width)
        wide = self._natural(event.words, room)
        lefts = [x + _GAP, x - _GAP - wide]
        if self.brand.right_to_left and not self.timeline.dated:
            # Steps that go from right to left have their words on that side of the pole.
            lefts.reverse()
        inside = [left for left in lefts if left >= self.box.x - 0.1 and left + wide <= self.box.right + 0.1]
        inside = inside or [max(self.box.x, self.box.right - wide)]
        height = self._height(event.words, self._words, wide)
        return [_Flag(event, number, x, left, wide, height) for left in inside]

    def _sides(self, points: Sequence[tuple[int, Event]], both: bool) -> tuple[list[_Flag], list[_Flag]]:
        """The flags above the line and those below it: each, from the last one on, where it stands lowest."""
        sides: tuple[list[_Flag], list[_Flag]] = ([], [])
        for number, event in reversed(points):
            flags = self._facings(number, event)
            tried = [
                # Of equals the emptier side, so that the words have air, and words behind the pole.
                (self._level_among(flag, side), len(side), place, at)
                for at, side in enumerate(sides[: 1 + both])
                for place, flag in enumerate(flags)
            ]
            level, _, place, at = min(tried)
            sides[at].insert(0, replace(flags[place], level=level))
        return sides

    def _level_among(self, flag: _Flag, others: Sequence[_Flag]) -> int:
        """How high a flag stands among others behind it; those that would cover it in turn are in its way."""
        covered = [other for other in others if self._covers(flag, other)]
        mutual = sum(self._covers(other, flag) for other in covered)
        return 1 + max((other.level for other in covered), default=-1) + 3 * mutual

    def _stacked(self, flags: Sequence[_Flag]) -> list[_Flag]:
        """Each flag above all whose poles it would cover; those that cover one another in turn go as they come."""
        levels: dict[int, int] = {}

        def level(at: int, above: frozenset[int]) -> int:
            if at not in levels:
                covered = [
                    other
                    for other in range(len(flags))
                    if other != at and other not in above and self._covers(flags[at], flags[other])
                ]
                levels[at] = 1 + max((level(other, above | {at}) for other in covered), default=-1)
            return levels[at]

        return [replace(flag, level=level(at, frozenset())) for at, flag in enumerate(flags)]

    def _covers(self, flag: _Flag, other: _Flag) -> bool:
        """Whether a flag has to stand above another: it would cover its pole, or its words."""
        if self._is_over(flag, other.x):
            return True
        meets = flag.left < other.right + _GAP and other.left < flag.right + _GAP
        # Words that meet between two poles: those of the later one go above.
        return meets and flag.number > other.number and not self._is_over(other, flag.x)

    @staticmethod
    def _is_over(flag: _Flag, x: float) -> bool:
        """Whether a pole at that place would stand in the words of the flag, or between them and its own pole."""
        return min(flag.x, flag.left) - _GAP / 2 < x < max(flag.x, flag.right) + _GAP / 2

    # ------------------------------------------------------------------------------------------------ spans

    def _bar(self, number: int, event: Event) -> _Bar:
        left, right = self._x(event.begin), self._x(event.end or event.begin)
        wide = self._natural(event.words, min(max(self.widest, right - left), self.box.width))
        words = min(left, self.box.right - wide)
        if self.brand.right_to_left:
            words = max(right - wide, self.box.x)
        return _Bar(event, number, left, right, words, wide, self._height(event.words, self._words, wide))

    def _in_lanes(self, bars: Sequence[_Bar]) -> list[_Bar]:
        """Each bar in the first lane in which it has room."""
        ends: list[float] = []
        placed = []
        for bar in sorted(bars, key=lambda one: (min(one.left, one.words), one.number)):
            begin, end = min(bar.left, bar.words), max(bar.right, bar.words + bar.width)
            lane = next((at for at, taken in enumerate(ends) if taken + _GAP <= begin), len(ends))
            ends[lane : lane + 1] = [end]
            placed.append(replace(bar, lane=lane))
        return placed

    # ------------------------------------------------------------------------------------------------ heights

    @property
    def _words(self) -> Setting:
        return Setting.of_style(self.style, self.box)

    def _natural(self, words: Words, room: float) -> float:
        """How wide the words stand in that room: as wide as their longest line needs, and no less than a word."""
        wants = [
            self.setter.natural(one.text, replace(self._words, role=self.setter.role_of(one, self._words)), self.sizes)
            for one in words.paragraphs
        ]
        widest_word, widest = max(word for word, _ in wants), max(line for _, line in wants)
        return max(widest_word, min(room, widest)) + 1.0

    def _height(self, words: Words, setting: Setting, width: float) -> float:
        return self.setter.height(words, setting, width, self.sizes)

    def _levels(self, flags: Sequence[_Flag]) -> list[float]:
        """How high each level of flags is, the lowest first."""
        count = max((flag.level for flag in flags), default=-1) + 1
        return [max(flag.height for flag in flags if flag.level == level) for level in range(count)]

    def _over(self, flags: Sequence[_Flag]) -> float:
        heights = self._levels(flags)
        return sum(heights) + _GAP * len(heights) + _STEM if heights else _DOT_PT / 2

    @property
    def _lanes(self) -> list[float]:
        count = max((bar.lane for bar in self.bars), default=-1) + 1
        return [_BAR_PT + 2 + max(bar.height for bar in self.bars if bar.lane == lane) + _GAP for lane in range(count)]

    @property
    def _dates(self) -> float:
        """How much the dates under the line take."""
        return (
            _TICK_PT
            + max((self._tick_box(at, words).height for at, words in self.ticks), default=-_TICK_PT)
            + (_GAP if self.ticks else 0.0)
        )

    @property
    def _under(self) -> float:
        return self._dates + (self._over(self.below) if self.below else _DOT_PT / 2) + sum(self._lanes)

    @property
    def height(self) -> float:
        return self._over(self.above) + self._under

    # ------------------------------------------------------------------------------------------------ shapes

    def shapes(self) -> Iterator[TextBox]:
        """The line with its dates, then event by event in the order of time: its marks, and its words."""
        free = max(0.0, self.box.height - self.height)
        line = self.box.y + self._over(self.above) + free * self._share_above()
        yield self._mark("line", Box(self.box.x, line - _LINE_PT / 2, self.box.width, _LINE_PT), "event_line")
        for number, (at, words) in enumerate(self.ticks, 1):
            x = self._x(at)
            yield self._mark(f"tick-{number}", Box(x - _POLE_PT / 2, line, _POLE_PT, _TICK_PT), "event_line")
            place = replace(self._tick_box(at, words), y=line + _TICK_PT)
            if any(place.x - 2 < flag.x < place.right + 2 for flag in self.below):
                # A pole would stand in it.
                continue
            frame = self.setter.frame(words, self._label, place, self.sizes)
            yield TextBox(f"{self.name}.date-{number}", place, frame)
        shown = {flag.number: (flag, True) for flag in self.above} | {flag.number: (flag, False) for flag in self.below}
        bars = {bar.number: bar for bar in self.bars}
        for number in sorted({*shown, *bars}):
            if number in bars:
                yield from self._shown_bar(bars[number], line)
            else:
                yield from self._shown_flag(*shown[number], line)

    def _share_above(self) -> float:
        """How much of the room that is left over lies above: all of it stands at the optical centre."""
        return 0.5 if self.below else 0.4

    def _shown_flag(self, flag: _Flag, is_above: bool, line: float) -> Iterator[TextBox]:
        flags = self.above if is_above else self.below
        heights = self._levels(flags)
        near = sum(heights[: flag.level]) + _GAP * flag.level + _STEM
        if is_above:
            top = line - near - heights[flag.level]
            pole = Box(flag.x - _POLE_PT / 2, top, _POLE_PT, line - top)
        else:
            top = line + self._dates + near
            pole = Box(flag.x - _POLE_PT / 2, line, _POLE_PT, top + flag.height - line)
        place = Box(flag.left, top, flag.width, heights[flag.level] if is_above else flag.height)
        yield self._mark(f"{flag.event.id}-pole", pole, "event_line", part=flag.number)
        dot = Box(flag.x - _DOT_PT / 2, line - _DOT_PT / 2, _DOT_PT, _DOT_PT)
        yield self._mark(f"{flag.event.id}-dot", dot, "event_dot", flag.event.tone, flag.number)
        yield self._said(flag.event, place, flag.number, at_right=flag.left < flag.x)

    def _shown_bar(self, bar: _Bar, line: float) -> Iterator[TextBox]:
        top = line + self._dates + _DOT_PT / 2 + sum(self._lanes[: bar.lane])
        place = Box(bar.left, top, max(bar.right - bar.left, _BAR_PT / 2), _BAR_PT)
        yield self._mark(f"{bar.event.id}-bar", place, "event_bar", bar.event.tone, bar.number)
        words = Box(bar.words, top + _BAR_PT + 2, bar.width, bar.height)
        yield self._said(bar.event, words, bar.number, at_right=self.brand.right_to_left)

    def _said(self, event: Event, place: Box, part: int, at_right: bool) -> TextBox:
        """The words of an event, on the side of its pole."""
        end = at_right != self.brand.right_to_left
        style: ShapeStyle = replace(self.style, align="end" if end else "start")
        frame = self.setter.frame(event.words, Setting.of_style(style, place), place, self.sizes)
        return TextBox(f"{self.name}.{event.id}", place, frame, style=style, part=part)

    def _mark(self, name: str, place: Box, style: str, tone: str = "plain", part: int = 0) -> TextBox:
        return TextBox(f"{self.name}.{name}", place, Frame(), style=self.brand.shape(style, tone), part=part)
