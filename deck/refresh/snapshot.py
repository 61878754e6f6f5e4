"""What a registry said on one day: trials with their sites, kept as a dated file."""

from __future__ import annotations

import calendar
import datetime
import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deck.diagnostics import Report, Span
from deck.door import read_regular
from deck.regex import regex
from deck.value import Value
from deck.workspace import Workspace

_FILE = regex(r"(\d{4}-\d\d-\d\d)(?:\.(\d{1,6}))?\.json", re.ASCII)
_NUMBERS: dict[tuple[str, ...], str] = {("EARLY_PHASE1",): "Early Phase 1", ("NA",): "not applicable"}


class Site(Value, frozen=True, order=True):
    country: str
    """Its two letters; nothing where the registry names none."""
    city: str
    facility: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.country, self.city, self.facility) if part)


class Trial(Value, frozen=True):
    """One record of the registry, as far as a talk may use it; what the record lacks is empty."""

    nct_id: str
    title: str
    acronym: str
    status: str
    study_type: str
    phases: tuple[str, ...]
    conditions: tuple[str, ...]
    interventions: tuple[str, ...]
    sponsor: str
    start: str
    first_posted: str
    last_update: str
    enrollment: str
    sites: tuple[Site, ...]
    found_by: tuple[str, ...]
    """The searches that found it; none for a trial that was asked for by its number."""

    @property
    def name(self) -> str:
        return self.acronym or self.title

    @property
    def phase(self) -> str:
        """The phase in words."""
        if not self.phases:
            return "not applicable" if self.study_type == "OBSERVATIONAL" else "not stated"
        numbers = "/".join(phase.removeprefix("PHASE") for phase in self.phases)
        return _NUMBERS.get(self.phases, f"Phase {numbers}")

    @property
    def countries(self) -> tuple[str, ...]:
        """Their letters, each once, in order."""
        return tuple(sorted({site.country for site in self.sites if site.country}))

    @property
    def sites_by_country(self) -> dict[str, int]:
        """In the order of their letters."""
        return dict(sorted(Counter(site.country for site in self.sites if site.country).items()))


class Snapshot(Value, frozen=True):
    date: datetime.date
    """The day of the registry's data, as the registry gives it."""
    registry: str
    searches: dict[str, int]
    """How many trials each found."""
    trials: dict[str, Trial]
    """By number, in the order of numbers."""
    unread: tuple[str, ...] = ()
    """Trials that the registry has, but whose records could not be read."""

    def is_without(self, number: str) -> bool:
        """Whether the registry has no such trial: one that could not be read is there."""
        return number not in self.trials and number not in self.unread


def last_day(written: str) -> datetime.date:
    """The day that is written, or the last one of the month or year; ValueError where there is no such day."""
    year, month, day, *_ = (*map(int, written.split("-")), 0, 0)
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


def file_for(folder: Path, snapshot: Snapshot) -> Path:
    """Where it is kept: a day that has another snapshot already keeps it, and gets a second file."""
    data = written(snapshot)
    number = 1
    while True:
        path = folder / (f"{snapshot.date}.json" if number == 1 else f"{snapshot.date}.{number}.json")
        if not path.exists() or read_regular(path) == data:
            return path
        number += 1


def last_day_of(folder: Path) -> str:
    """The day of the newest snapshot; nothing where there is none."""
    return max((day for day, _, _ in _kept(folder)), default="")


def _kept(folder: Path) -> list[tuple[str, int, Path]]:
    """Day, number and file of every snapshot, the oldest first."""
    found = [(match, path) for path in folder.glob("*.json") if (match := _FILE.fullmatch(path.name))]
    return sorted((match[1], int(match[2] or 1), path) for match, path in found)


def written(snapshot: Snapshot) -> bytes:
    """The snapshot as a file that people can compare line by line."""
    trials = [
        {name: _plain(getattr(trial, name)) for name in Trial.__struct_fields__} for trial in snapshot.trials.values()
    ]
    whole = {
        "date": str(snapshot.date),
        "registry": snapshot.registry,
        "searches": snapshot.searches,
        "trials": trials,
    } | ({"unread": snapshot.unread} if snapshot.unread else {})
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def last_before(folder: Path, date: datetime.date, world: Workspace, report: Report) -> Snapshot | None:
    """The newest snapshot of an earlier day, if there is one; a diagnostic where it is damaged."""
    earlier = [path for day, _, path in _kept(folder) if day < str(date)]
    if not earlier:
        return None
    path = earlier[-1]
    span = Span(world.relative(path), 0, 0, 0)
    data = world.read_project_file(path, span, report)
    if data is None:
        return None
    try:
        return _read(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = f"`{path.name}` is not a snapshot that `deck refresh trials` wrote"
        report.error("bad-snapshot", message, span, "restore it from git, or delete it: the one before is used then")
        return None


def _plain(value: Any) -> Any:
    match value:
        case Site():
            return [value.country, value.city, value.facility]
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def _read(whole: Mapping[str, Any]) -> Snapshot:
    trials = [_trial(one) for one in whole["trials"]]
    searches = {str(name): int(count) for name, count in whole["searches"].items()}
    date = datetime.date.fromisoformat(whole["date"])
    unread = tuple(str(number) for number in whole.get("unread", ()))
    return Snapshot(date, str(whole["registry"]), searches, {trial.nct_id: trial for trial in trials}, unread)


def _trial(one: Mapping[str, Any]) -> Trial:
    fields = {name: one[name] for name in Trial.__struct_fields__}
    for name in ("phases", "conditions", "interventions", "found_by"):
        fields[name] = tuple(str(word) for word in fields[name])
    fields["sites"] = tuple(Site(*(str(part) for part in site)) for site in fields["sites"])
    if not all(isinstance(value, (str, tuple)) for value in fields.values()):
        raise ValueError("a field is not a text")
    return Trial(**fields)
