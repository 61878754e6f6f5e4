"""Which talks does a programme have: where and when, by whom, in which languages, and what is made of each?"""

# Without `annotations` from `__future__`: the types of the fields are read at run time.
import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

from deck.diagnostics import Report, Severity, Span, close_matches
from deck.door import Door
from deck.parse import record_of
from deck.programme.pretalx import Schedule, Scheduled, read_schedule
from deck.source import Source, load
from deck.talk import Name, Record, described
from deck.translation.overlay import refused
from deck.value import Value, field, replace

FILE = "programme.yaml"
CODE = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
"""Codes name folders: on every system, and whoever sent the schedule."""
DECK, PDF, WITHOUT_NOTES = "deck", "pdf", "without-notes"
_FORMS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


class Limits(Record, frozen=True, kw_only=True):
    """How much one talk may take in one language, so that it cannot keep the others from being made."""

    seconds: Annotated[float, described("how long it may take", gt=0)] = 600.0
    megabytes: Annotated[int, described("memory that its process may have", ge=512)] = 8192
    file_megabytes: Annotated[float, described("the largest file that may be made of it", gt=0)] = 100.0


class _Event(Record, frozen=True, kw_only=True):
    event: Annotated[str, described("what the event is called")] = ""
    place: Annotated[str, described("the town")] = ""
    date: Annotated[str, described("the days as people read them")] = ""
    brand: Annotated[Name, described("the folder of the brand for every talk that names none")] = Name("")
    languages: Annotated[tuple[Name, ...], described("in which talks are made", min_length=1)] = (Name("en"),)
    artefacts: Annotated[
        tuple[Name, ...], described("deck, pdf, without-notes, and styles of handouts", min_length=1)
    ] = (Name(DECK), Name(PDF))
    from_: Annotated[Name, described("the schedule that pretalx exports, as JSON")] = Name("")
    paper: Annotated[Literal["a4", "letter"], described("of handouts")] = "a4"
    contact: Annotated[str, described("whom speakers write to, below the letters that chase them")] = ""
    limits: Annotated[Limits, described("how much one talk may take")] = Limits()


class _Talk(Record, frozen=True, kw_only=True):
    code: Annotated[str, described("its name in the programme: letters, digits, - and _", pattern=CODE)]
    file: Annotated[Name, described("its slides.yaml, by the path from programme.yaml")] = Name("")
    title: Annotated[str, described("what it is called in the programme")] = ""
    speakers: Annotated[tuple[str, ...], described("who speaks")] = ()
    room: Annotated[str, described("where")] = ""
    start: Annotated[Name, described("when, as 2026-04-24 10:00")] = Name("")
    minutes: Annotated[float | None, described("how long its slot is", gt=0)] = None
    track: Annotated[str, described("the part of the programme that it belongs to")] = ""
    own_code: Annotated[
        Literal["left out", "allowed"], described("whether the code that it brings may run: you trust who sent it")
    ] = "left out"
    cancelled: Annotated[bool, described("it is not held")] = False


class _Written(Record, frozen=True, kw_only=True):
    programme: Annotated[_Event, described("the event, and what is made of every talk")]
    talks: Annotated[tuple[_Talk, ...], described("the talks")] = ()


class Slot(Value, frozen=True):
    """One talk in the programme."""

    id: str
    file: Path
    """Where its slides are, or will be."""
    span: Span
    title: str = ""
    speakers: tuple[str, ...] = ()
    room: str = ""
    start: datetime | None = None
    """By the clock on the wall of the event."""
    minutes: float | None = None
    track: str = ""
    own_code: bool = False
    cancelled: bool = False

    @property
    def is_there(self) -> bool:
        return self.file.is_file()

    @property
    def end(self) -> datetime | None:
        if self.start is None or self.minutes is None:
            return None
        return self.start + timedelta(minutes=self.minutes)


class Programme(Value, frozen=True):
    """The whole programme, its talks in the order in which they begin."""

    root: Path
    event: str
    when: str
    """Place and date, as people read them."""
    brand: Path | None
    languages: tuple[str, ...]
    artefacts: tuple[str, ...]
    paper: str
    contact: str
    limits: Limits
    talks: tuple[Slot, ...] = field(default_factory=tuple)

    @property
    def build_folder(self) -> Path:
        return self.root / "build"

    @property
    def store_folder(self) -> Path:
        return self.root / ".cache"


def load_programme(file: Path, report: Report) -> Programme | None:
    """The programme as its file and its schedule say; None where there is nothing to go by."""
    if file.is_dir():
        file = file / FILE
    door = Door(file.parent)
    source = load(file, report, file.as_posix(), door)
    written = record_of(source, _Written, report) if source is not None else None
    if source is None or written is None:
        return None
    event = written.programme
    _check_choices(event, report)
    scheduled = read_schedule(file.parent, event.from_, door, report) if event.from_ else None
    talks = [*_merged(written.talks, scheduled, source, file.parent, report)]
    _check_talks(talks, report)
    return Programme(
        file.parent,
        event.event or (scheduled.event if scheduled else ""),
        " · ".join(part for part in (event.place, event.date or (scheduled.dates if scheduled else "")) if part),
        _brand(event.brand, file.parent, report),
        tuple(map(str, event.languages)),
        tuple(dict.fromkeys(map(str, event.artefacts))),
        event.paper,
        event.contact,
        event.limits,
        tuple(sorted(talks, key=in_order)),
    )


def in_order(slot: Slot) -> tuple[object, ...]:
    """By which talks are sorted: when they begin, then where; those whose time is not known come last."""
    return (slot.start is None, slot.start or datetime.min, slot.room, slot.id)


def _check_choices(event: _Event, report: Report) -> None:
    known = artefacts()
    for name in event.artefacts:
        if name not in known:
            help = close_matches(name, known) or f"one of {', '.join(known)}"
            report.error("unknown-choice", f"`{name}` is nothing that can be made of a talk", name.span, help)
    for tag in event.languages:
        if what := refused(tag):
            report.error("unknown-locale", what, tag.span, "write language tags, such as `[en, de]`")


def artefacts() -> tuple[str, ...]:
    """All that can be made of a talk, by name."""
    # Imported here because what was made before asks for no style.
    from deck.write.handout import known_styles

    return (DECK, WITHOUT_NOTES, PDF, *known_styles())


def _brand(named: Name, root: Path, report: Report) -> Path | None:
    if not named:
        return None
    folder = root / named
    if os.path.isabs(named) or ".." in Path(named).parts:
        help = "copy it beside programme.yaml and name it from there"
        report.error("outside-project", f"`{named}` is not inside the programme", named.span, help)
    elif not (folder / "brand.yaml").is_file():
        help = "`deck new FOLDER --brand` begins one"
        report.error("no-such-file", f"there is no `brand.yaml` in `{named}`", named.span, help)
    return folder


# ---------------------------------------------------------------- the talks


class _Places(Value, frozen=True):
    source: Source
    number: int

    def of(self, name: str) -> Span:
        return self.source.span(("talks", self.number, name))

    @property
    def whole(self) -> Span:
        return self.source.span(("talks", self.number, "code"))


def _merged(
    written: Sequence[_Talk], schedule: Schedule | None, source: Source, root: Path, report: Report
) -> Iterator[Slot]:
    """Every talk once: what programme.yaml says of it counts more than what the schedule does."""
    scheduled = {one.id: one for one in schedule.talks} if schedule else {}
    named = {talk.code for talk in written}
    for number, talk in enumerate(written):
        places = _Places(source, number)
        known = scheduled.get(talk.code)
        if known is None and schedule and not talk.start:
            help = close_matches(talk.code, [one.id for one in schedule.talks]) or "give it `start:` and `room:`"
            report.error("bad-schedule", f"the schedule has no talk `{talk.code}`", places.whole, help)
        yield _slot(talk, known, places, root, report)
    yield from (_scheduled(one, root) for one in scheduled.values() if one.id not in named)


def _scheduled(one: Scheduled, root: Path) -> Slot:
    return Slot(
        one.id,
        root / "talks" / one.id / "slides.yaml",
        one.span,
        one.title,
        one.speakers,
        one.room,
        one.start,
        one.minutes,
        one.track,
        cancelled=one.cancelled,
    )


def _slot(talk: _Talk, known: Scheduled | None, places: _Places, root: Path, report: Report) -> Slot:
    slot = (
        _scheduled(known, root) if known else Slot(talk.code, root / "talks" / talk.code / "slides.yaml", places.whole)
    )
    said = {
        "title": talk.title,
        "speakers": talk.speakers,
        "room": talk.room,
        "start": _time(talk.start, report) if talk.start else None,
        "minutes": talk.minutes,
        "track": talk.track,
        "file": _file(talk.file, root, report) if talk.file else None,
    }
    given = {name: value for name, value in said.items() if value}
    own = talk.own_code == "allowed"
    return replace(slot, span=places.whole, own_code=own, cancelled=talk.cancelled or slot.cancelled, **given)


def _file(named: Name, root: Path, report: Report) -> Path:
    """Where the slides are. That they are not there yet is no mistake: speakers send theirs at midnight."""
    path = Path(named)
    if path.is_absolute() or ".." in path.parts or "\\" in named:
        help = "put the talk's folder beside programme.yaml, and name it from there"
        report.error("outside-project", f"`{named}` is not inside the programme", named.span, help)
    return root / path / "slides.yaml" if path.suffix != ".yaml" else root / path


def _time(said: Name, report: Report) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(said, form)
        except ValueError:
            continue
    report.error("wrong-type", f"`start` cannot be `{said}`", said.span, "write day and time, as 2026-04-24 10:00")
    return None


def _check_talks(talks: Sequence[Slot], report: Report) -> None:
    codes: dict[str, Slot] = {}
    files: dict[str, Slot] = {}
    for slot in talks:
        # Folders are called by them, and some systems do not tell A from a.
        first = codes.setdefault(slot.id.casefold(), slot)
        if first is not slot:
            help = f"the first is in line {first.span.line}; give this one another"
            report.error("duplicate-id", f"two talks have the code `{slot.id}`", slot.span, help)
        elif (other := files.setdefault(slot.file.as_posix(), slot)) is not slot:
            what = f"`{slot.id}` and `{other.id}` are made of the same file"
            report.error("duplicate-id", what, slot.span, "give each its own `file:`")
    _check_rooms([slot for slot in talks if slot.start and slot.room and not slot.cancelled], report)


def _check_rooms(talks: Sequence[Slot], report: Report) -> None:
    """Say where two talks are in one room at the same time."""
    last: dict[str, Slot] = {}
    for slot in sorted(talks, key=in_order):
        before = last.get(slot.room)
        if before is not None and before.end and slot.start and before.end > slot.start:
            what = f"`{slot.id}` begins in {slot.room} at {slot.start:%H:%M}, when `{before.id}` still has the room"
            help = f"`{before.id}` ends at {before.end:%H:%M}; change a `start:`, a room or `minutes:`"
            report.warning("room-taken", what, slot.span, help)
        if before is None or before.end is None or (slot.end or slot.start or before.end) >= before.end:
            last[slot.room] = slot


def is_broken(report: Report) -> bool:
    """Whether the programme itself has a mistake, so that nothing is made."""
    return any(one.severity is Severity.ERROR for one in report)
