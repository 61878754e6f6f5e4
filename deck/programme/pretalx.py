"""What does the schedule say that pretalx exports: which talk is where and when, and who speaks?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from deck.diagnostics import Report, Span, close_matches
from deck.door import Door, Refused
from deck.regex import regex
from deck.talk import Name
from deck.value import Value

_CODE = regex(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_IN_ADDRESS = regex(r"/talk/([A-Za-z0-9]+)/?$")
_DURATION = regex(r"(\d{1,3}):(\d{2})(?::\d{2})?")
_CANCELLED = regex(r"\W*(cancell?ed|abgesagt|annulé|entfällt|geannuleerd|afgelast)\b", re.IGNORECASE)
_OFF = frozenset({"canceled", "cancelled", "withdrawn", "rejected"})
_HELP = "export it again: in pretalx, Schedule → Export → `schedule.json`"


class Scheduled(Value, frozen=True):
    """A talk as the schedule has it; what it does not say is empty or None."""

    id: str
    span: Span
    title: str
    speakers: tuple[str, ...]
    room: str
    start: datetime | None
    minutes: float | None
    track: str
    language: str
    cancelled: bool


class Schedule(Value, frozen=True):
    event: str
    dates: str
    """The first day and the last, as written in the file."""
    talks: tuple[Scheduled, ...]


def read_schedule(root: Path, named: Name, door: Door, report: Report) -> Schedule | None:
    """The schedule in that file; None, and a diagnostic, where it is none. Whatever is in it, nobody is left out."""
    path = root / named
    text = _text(path, named, door, report)
    if text is None:
        return None
    file = path.as_posix()
    try:
        data = json.loads(text)
    except json.JSONDecodeError as problem:
        where = Span(file, problem.lineno, problem.colno, problem.colno + 1)
        report.error("bad-schedule", f"this is not JSON: {problem.msg[:1].lower()}{problem.msg[1:]}", where, _HELP)
        return None
    except RecursionError:
        report.error("bad-schedule", f"`{file}` is nested too deep", Span(file, 0, 0, 0), _HELP)
        return None
    reader = _Reader(file, text, report)
    conference = _at(_at(data, "schedule"), "conference")
    if not isinstance(_at(conference, "days"), list):
        what = f"`{file}` has no `schedule: conference: days:`, as the export of pretalx does"
        report.error("bad-schedule", what, Span(file, 0, 0, 0), _HELP)
        return None
    days = " – ".join(dict.fromkeys(filter(None, (_words(conference.get("start")), _words(conference.get("end"))))))
    return Schedule(_words(conference.get("title")), days, tuple(reader.talks(conference["days"])))


def _text(path: Path, named: Name, door: Door, report: Report) -> str | None:
    try:
        return door.read(path, "schedule").decode("utf-8-sig")
    except FileNotFoundError:
        near = [one.name for one in path.parent.glob("*.json")] if path.parent.is_dir() else []
        report.error("no-such-file", f"there is no file `{named}`", named.span, close_matches(path.name, near) or _HELP)
    except Refused as refused:
        refused.tell(named, named.span, report)
    except UnicodeDecodeError:
        report.error("bad-schedule", f"`{named}` is not UTF-8", named.span, _HELP)
    return None


class _Reader:
    """Reads talks, and says of each that has none where in the file it stands."""

    def __init__(self, file: str, text: str, report: Report) -> None:
        self._file, self._text, self._report = file, text, report

    def talks(self, days: list[Any]) -> Iterator[Scheduled]:
        for day in days:
            rooms = _at(day, "rooms")
            for room, talks in rooms.items() if isinstance(rooms, dict) else ():
                for talk in talks if isinstance(talks, list) else ():
                    if isinstance(talk, dict) and (found := self._talk(talk, room, _words(_at(day, "date")))):
                        yield found

    def _talk(self, talk: Mapping[str, Any], room: str, day: str) -> Scheduled | None:
        code, title = _code(talk), _words(talk.get("title"))
        span = self._span(code, title)
        if not _CODE.fullmatch(code):
            what = f"the talk `{title}` has no code" if not code else f"`{code}` cannot be the code of a talk"
            self._report.error("bad-schedule", what, span, "a code is made of letters, digits, - and _")
            return None
        state = _words(talk.get("state")) or _words(talk.get("status"))
        return Scheduled(
            code,
            span,
            title,
            tuple(filter(None, (_person(one) for one in _list(talk.get("persons"))))),
            _words(talk.get("room")) or room,
            self._start(talk, day, span),
            self._minutes(talk, span),
            _words(talk.get("track")),
            _words(talk.get("language")),
            state.casefold() in _OFF or talk.get("cancelled") is True or bool(_CANCELLED.match(title)),
        )

    def _start(self, talk: Mapping[str, Any], day: str, span: Span) -> datetime | None:
        """By the clock on the wall: the time zone is that of the event for all."""
        said = _words(talk.get("date")) or f"{day}T{_words(talk.get('start'))}"
        try:
            return datetime.fromisoformat(said).replace(tzinfo=None, second=0, microsecond=0)
        except ValueError:
            self._say_missing(talk, "when it begins", span)
            return None

    def _minutes(self, talk: Mapping[str, Any], span: Span) -> float | None:
        found = _DURATION.fullmatch(_words(talk.get("duration")))
        if found is None:
            self._say_missing(talk, "how long it is", span)
            return None
        return float(int(found[1]) * 60 + int(found[2])) or None

    def _say_missing(self, talk: Mapping[str, Any], what: str, span: Span) -> None:
        help = "the board lists it last; say it in pretalx, or in programme.yaml"
        self._report.warning("bad-schedule", f"nobody knows of `{_words(talk.get('title'))}` {what}", span, help)

    def _span(self, name: str, title: str) -> Span:
        """The line with the talk's code or title; schedules of one line have only that."""
        for said in (f'"{name}"', json.dumps(title), json.dumps(title, ensure_ascii=False)):
            at = self._text.find(said) if len(said) > 2 else -1
            if at >= 0:
                column = at - self._text.rfind("\n", 0, at)
                return Span(self._file, self._text.count("\n", 0, at) + 1, column, column + len(said))
        return Span(self._file, 0, 0, 0)


def _code(talk: Mapping[str, Any]) -> str:
    """What pretalx calls the talk: older versions say it in its address alone."""
    address = _IN_ADDRESS.search(_words(talk.get("url")))
    return _words(talk.get("code")) or (address[1] if address else "") or _words(talk.get("id"))


def _person(one: object) -> str:
    return _words(_at(one, "public_name")) or _words(_at(one, "name")) if isinstance(one, dict) else _words(one)


def _words(said: object) -> str:
    """A text on one line; of several languages, the first."""
    if isinstance(said, dict):
        said = next((one for one in said.values() if isinstance(one, str) and one), "")
    return " ".join(str(said).split()) if isinstance(said, str | int) and not isinstance(said, bool) else ""


def _list(said: object) -> list[Any]:
    return said if isinstance(said, list) else []


def _at(data: object, name: str) -> Any:
    return data.get(name) if isinstance(data, dict) else None
