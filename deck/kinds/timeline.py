"""What happened when: moments and spans along a line of time, on the scale of a calendar or step by step."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

from deck import language
from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material, joined, literal
from deck.regex import regex
from deck.scene import Event as Placed
from deck.scene import Paragraph, Scene, Timeline, Words
from deck.talk import Record, SlideKind, Tone, described
from deck.value import replace

_NEARLY = regex(r"[-−–]?\d+(?:[-./]\d*)*")
_DATE = regex(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")


_FEW = 6
"""So many events have room for larger words."""


class Event(Record, frozen=True, kw_only=True):
    at: Annotated[Text, described("when: a year, a month `2024-03` or a day `2024-03-17`; in steps, any words")]
    until: Annotated[Text | None, described("when it ended, where it lasted")] = None
    text: Annotated[Text, described("what happened")]
    tone: Annotated[Tone, described("its look")] = "plain"


class _Moment(NamedTuple):
    """A day, and how it is read: as a year, a month or a day."""

    day: datetime.date
    parts: int

    def said(self, tag: str) -> str:
        if self.parts == 1:
            return str(self.day.year)
        return language.month(self.day, tag) if self.parts == 2 else language.day(self.day, tag)

    @property
    def end(self) -> int:
        """The day behind the last one of that year or month."""
        year, month = self.day.year, self.day.month
        if self.parts == 1:
            return datetime.date(year + 1, 1, 1).toordinal()
        if self.parts == 2:
            return datetime.date(year + month // 12, month % 12 + 1, 1).toordinal()
        return self.day.toordinal() + 1


class History(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    events: Annotated[tuple[Event, ...], described("what happened, in order", min_length=2, max_length=14)]
    scale: Annotated[
        Literal["dates", "steps"] | None,
        described("distances as in a calendar, or all equal; without it, dates where every `at` is one"),
    ] = None
    alt: Annotated[Text, described("the course of events in words")]
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[tuple[Text, ...], described("notes below")] = ()

    def compose(self, material: Material) -> Scene:
        if self._misses_a_date(material):
            return material.scene()
        events = self._dated(material) if self._on_a_scale() else self._in_steps(material)
        if events is None:
            return material.scene()
        timeline = Timeline(self.alt, tuple(events), self._on_a_scale())
        return framed(material, timeline, self.lead, self.foot)

    @property
    def _are_few(self) -> bool:
        return len(self.events) <= _FEW

    def _on_a_scale(self) -> bool:
        return self.scale == "dates" or (
            self.scale is None and all(_DATE.fullmatch(one.at.plain.strip()) for one in self.events)
        )

    def _misses_a_date(self, material: Material) -> bool:
        """Whether one of several dates is written as none: all events would silently stand in steps."""
        if self.scale is not None or not any(_moment(one.at) for one in self.events):
            return False
        odd = [one.at for one in self.events if not _moment(one.at) and _NEARLY.fullmatch(one.at.plain.strip())]
        for at in odd:
            self._read(at, material)
        return bool(odd)

    def _in_steps(self, material: Material) -> Sequence[Placed] | None:
        late = next((one.until for one in self.events if one.until is not None), None)
        if late is not None:
            help = "write every `at` as a date, such as 2024-03, or take `until` away"
            material.report.error("no-place", "steps have no length: `until` is of dates", late.span, help)
            return None
        return [
            Placed(
                f"event-{number}",
                _said(self._called(one.at, material), one.text, self._are_few),
                float(number),
                tone=one.tone,
            )
            for number, one in enumerate(self.events, 1)
        ]

    def _called(self, at: Text, material: Material) -> Text:
        """A date as the language of the deck writes it; other words as they stand."""
        found = _moment(at)
        return replace(at, runs=literal(found.said(material.talk.meta.language)).runs) if found else at

    def _dated(self, material: Material) -> Sequence[Placed] | None:
        found: list[Placed] = []
        tag, wrong = material.talk.meta.language, False
        for number, one in enumerate(self.events, 1):
            begin = self._read(one.at, material)
            last = self._read(one.until, material) if one.until is not None else None
            if begin is None or (one.until is not None and last is None):
                wrong = True
                continue
            when = literal(begin.said(tag), one.at.span)
            if last is not None and one.until is not None:
                if last.end <= begin.day.toordinal():
                    what = f"`{one.until.plain}` is before `{one.at.plain}`"
                    material.report.error("bad-date", what, one.until.span, "exchange them")
                    wrong = True
                last_said = last.said(tag)
                # A dash between words of several words stands by itself.
                dash = " – " if " " in when.plain + last_said else "–"
                when = joined(literal(dash), when, literal(last_said, one.until.span))
            end = float(last.end) if last is not None else None
            found.append(
                Placed(
                    f"event-{number}", _said(when, one.text, self._are_few), float(begin.day.toordinal()), end, one.tone
                )
            )
        self._report_disorder(found, material)
        return None if wrong else sorted(found, key=lambda one: one.begin)

    def _read(self, at: Text, material: Material) -> _Moment | None:
        found = _moment(at)
        if found is None:
            help = "write a year, a month or a day: 2024, 2024-03, 2024-03-17; or `scale: steps` for any words"
            material.report.error("bad-date", f"`{at.plain}` is no date", at.span, help)
        return found

    def _report_disorder(self, found: Sequence[Placed], material: Material) -> None:
        """Clicks and ears take events as they are written: out of order, a translation and the slide would differ."""
        for before, after in pairwise(found):
            if after.begin < before.begin:
                number = int(after.id.rpartition("-")[2])
                at = self.events[number - 1].at
                what = f"`{at.plain}` stands behind what came later"
                material.report.error("bad-date", what, at.span, "write the events in the order of time")


def _moment(at: Text) -> _Moment | None:
    found = _DATE.fullmatch(at.plain.strip())
    if found is None:
        return None
    try:
        day = datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return _Moment(day, sum(part is not None for part in found.groups()))


def _said(when: Text, what: Text, few: bool) -> Words:
    """When and what, one under the other; of many events on one line, so that more of them have room."""
    if few:
        return Words((Paragraph(when, role="card_title"), Paragraph(what, role="card")))
    bold = replace(when, runs=tuple(replace(run, bold=True) for run in when.runs))
    return Words((Paragraph(joined(literal("  "), bold, what), role="label"),))
