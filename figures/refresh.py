"""What does a new state of the registry mean for the talk's own tables?

A person decides what a trial is (`indication`, `target`, `cell_source`, `count_class`); nothing here guesses that. The
registry decides the rest. A table that claims a day (`claims:` in sources.yaml) keeps what was true on that day.
`deck refresh trials` calls `known` and `follow`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from deck.interface import Section, Sheet, Snapshot, TableRow, Tables, Trial, close_matches, last_day

DECIDED = ("indication", "target", "cell_source", "count_class")
"""What a person decides of a candidate before it is taken over."""
COUNT_CLASSES = ("core", "basket", "borderline", "ltfu")
NOT_OURS, LATER = "no", "later"
"""What else may stand under count_class of a candidate: not a trial of this talk; one of a later day than it says."""

_TRIALS = (
    *("nct_id", "short_name", "product", "target", "cell_source", "indication", "phase", "status", "sponsor"),
    *("countries", "source", "verified"),
)
_EXTRA = (
    *("nct_id", "short_name", "count_class", "status_as_of", "registry_last_update", "start", "enrollment"),
    *("sites_by_country", "n_sites", "latest_known_status", "note"),
)
_AFTER = (*_TRIALS, "note", "count_class")
_CANDIDATES = (
    *("nct_id", "short_name", "product", "target", "cell_source", "indication", "count_class", "note", "phase"),
    *("status", "sponsor", "countries", "first_posted", "last_update", "title", "conditions", "interventions"),
)
_NUMBER = re.compile(r"NCT\d{8}", re.ASCII)
_OWN_SOURCE = re.compile(r"(; )?ClinicalTrials\.gov API v2, data of \d{4}-\d\d-\d\d")
_UNTOLD = ("status_as_of", "registry_last_update", "source", "n_sites")
"""Cells that follow with others: to tell of each would hide what matters."""


class _Talk(NamedTuple):
    """The talk's tables of trials, in figures/data."""

    trials: Sheet
    extra: Sheet
    after: Sheet
    candidates: Sheet
    by_hand: Sheet
    """Counted like `trials`, and never touched."""


def _opened(tables: Tables) -> _Talk:
    return _Talk(
        *tables.open(
            {
                "trials.csv": _TRIALS,
                "trials_extra.csv": _EXTRA,
                "trials_after_talk.csv": _AFTER,
                "trials_candidates.csv": _CANDIDATES,
                "trials_by_hand.csv": _TRIALS,
            }
        )
    )


def known(tables: Tables) -> dict[str, str]:
    """The numbers of all trials that stand in a table, with the names that the talk gives them."""
    talk = _opened(tables)
    _check(talk)
    return _names(talk)


def follow(tables: Tables, snapshot: Snapshot) -> list[Section]:
    """Bring the tables up to a snapshot; what was done, for a person to read."""
    talk = _opened(tables)
    told = _Told()
    day = _Day(snapshot, tables.claims)
    names = _names(talk)
    told.gone += [_called(row) for row in _unique(talk) if snapshot.is_without(row["nct_id"])]
    remarks = _pairs(talk.extra)
    for row, trial in _registered(talk.trials, snapshot):
        if _pair(row) in remarks:
            _follow_counted(talk, row, remarks[_pair(row)], trial, day, told)
    for row, trial in _registered(talk.after, snapshot):
        _follow_later(talk, row, trial, day, told)
    for row, trial in _registered(talk.candidates, snapshot):
        _follow_candidate(talk, row, trial, day, told)
    for number, trial in snapshot.trials.items():
        if number not in names:
            talk.candidates.add({**_new_candidate(trial), **_candidate(trial), "note": day.doubt(trial)})
            told.new.append(f"{number} {trial.name}")
    return told.sections(day)


def _names(talk: _Talk) -> dict[str, str]:
    """Of rows that were set aside too: what stands in one is not new."""
    rows = [row for sheet in reversed(talk) for row in (*sheet.odd, *sheet.rows)]
    return {row["nct_id"]: row["short_name"] for row in rows if _is_registered(row)}


def _check(talk: _Talk) -> None:
    """Report what cannot be followed, and set it aside."""
    for sheet in (talk.trials, talk.by_hand, talk.extra):
        seen: set[tuple[str, str]] = set()
        for row in list(sheet.rows):
            if (pair := _pair(row)) in seen:
                sheet.wrong(row, "short_name", f"{_called(row)} stands here twice", "delete one of the two rows")
            seen.add(pair)
    remarks = {**_pairs(talk.extra), **{_pair(row): row for row in talk.extra.odd}}
    for sheet in (talk.trials, talk.by_hand):
        for row in list(sheet.rows):
            if _pair(row) not in remarks:
                what = f"`trials_extra.csv` has no row for {_called(row)}"
                sheet.wrong(row, "short_name", what, "both need its number and its name")
    counted = {row["nct_id"]: sheet for sheet in (talk.by_hand, talk.trials) for row in (*sheet.odd, *sheet.rows)}
    for sheet, others in ((talk.after, ()), (talk.candidates, (NOT_OURS, LATER))):
        for row in list(sheet.rows):
            word, words = row["count_class"], (*COUNT_CLASSES, *others)
            if word and word not in words:
                help = close_matches(word, words) or f"write one of {', '.join(words)}, or leave it empty"
                sheet.wrong(row, "count_class", f"`{word}` is no count class", help, "unknown-choice")
            elif _is_registered(row) and row["nct_id"] in counted:
                what = f"{_called(row)} stands in `{counted[row['nct_id']].name}` too"
                sheet.wrong(row, "nct_id", what, "delete one of the two rows")
            elif row["nct_id"]:
                counted[row["nct_id"]] = sheet


class _Told:
    """What was done, by what a person has to know."""

    def __init__(self) -> None:
        self.changed: list[str] = []
        self.newest: list[str] = []
        self.counted: list[str] = []
        self.later: list[str] = []
        self.new: list[str] = []
        self.undecided: list[str] = []
        self.gone: list[str] = []

    def sections(self, day: _Day) -> list[Section]:
        every = [
            ("Changed in trials.csv and trials_extra.csv", self.changed),
            (f"Changed after {day.claims}, which the talk claims: only latest_known_status follows", self.newest),
            ("Taken into trials.csv", self.counted),
            (f"Later than {day.claims}, which the talk claims: taken into trials_after_talk.csv", self.later),
            ("New: decide on them in trials_candidates.csv", self.new),
            ("Could be counted now: give them a count_class in trials_after_talk.csv", self.undecided),
            ("No longer in the registry; their rows are as they were", self.gone),
        ]
        return [(title, lines) for title, lines in every if lines]


class _Day(NamedTuple):
    """The day of a snapshot beside the day that the talk claims."""

    snapshot: Snapshot
    claims: datetime.date | None

    @property
    def date(self) -> datetime.date:
        return self.snapshot.date

    def standing(self, trial: Trial) -> datetime.date | None:
        """The day for which the record says what the talk may say; None where it was changed since that day.

        The registry shows the record of today only. What it says is true of an earlier day too if the record was not
        changed in between; but UNKNOWN comes by itself, when a sponsor has been silent for two years.
        """
        if self.claims is None or self.date <= self.claims:
            return self.date
        unchanged = trial.last_update and last_day(trial.last_update) <= self.claims
        return self.claims if unchanged and trial.status != "UNKNOWN" else None

    def is_before(self, posted: str) -> bool:
        """Whether the talk claims a day on which this was not posted yet."""
        return bool(posted) and self.claims is not None and self.claims < min(self.date, last_day(posted))

    def doubt(self, trial: Trial) -> str:
        if self.standing(trial) is not None or self.is_before(trial.first_posted):
            return ""
        return f"record changed after {self.claims}: if it named these diseases only since then, write {LATER}"


def _follow_counted(talk: _Talk, row: TableRow, remark: TableRow, trial: Trial, day: _Day, told: _Told) -> None:
    as_of = day.standing(trial)
    if day.is_before(trial.first_posted):
        _put_back(talk, row, remark)
        told.later.append(_called(row))
    elif as_of is None:
        told.newest += _line(row, _changed(talk.extra, remark, {"latest_known_status": trial.status}))
    else:
        changes = _changed(talk.trials, row, _derived(row, trial))
        changes += _changed(talk.extra, remark, _derived_extra(remark, trial, as_of))
        if changes:
            talk.trials.set(row, "source", _with_source(row["source"], day.date))
        told.changed += _line(row, [change for change in changes if change[0] not in _UNTOLD])


def _follow_later(talk: _Talk, row: TableRow, trial: Trial, day: _Day, told: _Told) -> None:
    _changed(talk.after, row, _derived(row, trial))
    if day.standing(trial) is None:
        return
    if not row["count_class"]:
        told.undecided.append(_called(row))
        return
    _count(talk, row, trial, day)
    talk.after.remove(row)
    told.counted.append(_called(row))


def _follow_candidate(talk: _Talk, row: TableRow, trial: Trial, day: _Day, told: _Told) -> None:
    _changed(talk.candidates, row, _candidate(trial))
    if row["count_class"] == NOT_OURS or not all(row[column] for column in DECIDED):
        return
    talk.candidates.remove(row)
    if row["count_class"] == LATER or day.is_before(trial.first_posted or str(datetime.date.max)):
        _keep_for_later(talk, row, day)
        told.later.append(_called(row))
    else:
        _count(talk, row, trial, day)
        told.counted.append(_called(row))


_Change = tuple[str, str, str]
"""A column, what it said and what it says."""


def _changed(sheet: Sheet, row: TableRow, cells: Mapping[str, str]) -> list[_Change]:
    old = dict(row.now)
    return [(column, old[column], text) for column, text in cells.items() if sheet.set(row, column, text)]


def _line(row: TableRow, changes: list[_Change]) -> list[str]:
    """What changed in a row, in words; nothing where nothing did."""
    words = [f"{column} {old or '–'} → {new or '–'}" for column, old, new in changes]
    return [f"{_called(row)}: {', '.join(words)}"] if words else []


def _derived(row: TableRow, trial: Trial) -> dict[str, str]:
    """The cells that the registry decides, for a row of trials.csv or of another table with its columns."""
    same = set(filter(None, row["countries"].split("|"))) == set(trial.countries)
    countries = row["countries"] if same else "|".join(trial.countries)
    return {"phase": trial.phase, "status": trial.status, "countries": countries}


def _derived_extra(remark: TableRow | None, trial: Trial, as_of: datetime.date) -> dict[str, str]:
    sites = {country: str(count) for country, count in trial.sites_by_country.items()}
    before = remark["sites_by_country"] if remark is not None else ""
    same = dict(part.partition(":")[::2] for part in before.split("|") if part) == sites
    return {
        "status_as_of": str(as_of),
        "registry_last_update": trial.last_update,
        "start": trial.start,
        "enrollment": trial.enrollment,
        "sites_by_country": before if same else "|".join(f"{country}:{count}" for country, count in sites.items()),
        "n_sites": str(sum(trial.sites_by_country.values())),
        "latest_known_status": trial.status,
    }


def _count(talk: _Talk, row: TableRow, trial: Trial, day: _Day) -> None:
    """Add a classified trial to those that may be counted."""
    as_of = day.standing(trial) or day.date
    own = {column: row[column] for column in _TRIALS}
    named = {"nct_id": row["nct_id"], "short_name": row["short_name"] or trial.name}
    talk.trials.add({**own, **named, **_derived(row, trial), **_evidence(row, day)})
    absent = {column: "no" for column in talk.extra.columns if column.startswith("in_snapshot")}
    remarks = {"count_class": row["count_class"], "note": row["note"]}
    talk.extra.add({**absent, **named, **remarks, **_derived_extra(None, trial, as_of)})


def _keep_for_later(talk: _Talk, row: TableRow, day: _Day) -> None:
    """Put a classified candidate among the trials of a later day than the talk claims."""
    count_class = "" if row["count_class"] == LATER else row["count_class"]
    cells = {column: row[column] for column in _AFTER}
    talk.after.add({**cells, **_evidence(row, day), "count_class": count_class})


def _put_back(talk: _Talk, row: TableRow, remark: TableRow) -> None:
    """Take a trial out of those that are counted: the talk claims a day before it was posted."""
    cells = {column: row[column] for column in _TRIALS}
    talk.after.add({**cells, "note": remark["note"], "count_class": remark["count_class"]})
    talk.trials.remove(row)
    talk.extra.remove(remark)


def _evidence(row: TableRow, day: _Day) -> dict[str, str]:
    return {"source": _with_source(row["source"], day.date), "verified": row["verified"] or "verified"}


def _with_source(source: str, date: datetime.date) -> str:
    own = f"ClinicalTrials.gov API v2, data of {date}"
    others = _OWN_SOURCE.sub("", source).removeprefix("; ")
    return f"{others}; {own}" if others else own


def _new_candidate(trial: Trial) -> dict[str, str]:
    """What a candidate begins with, for a person to shorten."""
    return {"nct_id": trial.nct_id, "short_name": trial.name, "product": "|".join(trial.interventions)}


def _candidate(trial: Trial) -> dict[str, str]:
    """What the registry says of a candidate, for a person to decide by."""
    return {
        "phase": trial.phase,
        "status": trial.status,
        "sponsor": trial.sponsor,
        "countries": "|".join(trial.countries),
        "first_posted": trial.first_posted,
        "last_update": trial.last_update,
        "title": trial.title,
        "conditions": "|".join(trial.conditions),
        "interventions": "|".join(trial.interventions),
    }


def _registered(sheet: Sheet, snapshot: Snapshot) -> Iterator[tuple[TableRow, Trial]]:
    """The rows with a number that the registry knows; rows added by hand have none, and stay as they are."""
    for row in list(sheet.rows):
        if _is_registered(row) and row["nct_id"] in snapshot.trials:
            yield row, snapshot.trials[row["nct_id"]]


def _unique(talk: _Talk) -> Iterator[TableRow]:
    seen: set[str] = set()
    for sheet in (talk.trials, talk.after, talk.candidates):
        for row in filter(_is_registered, sheet.rows):
            if row["nct_id"] not in seen:
                seen.add(row["nct_id"])
                yield row


def _pairs(sheet: Sheet) -> dict[tuple[str, str], TableRow]:
    return {_pair(row): row for row in sheet.rows}


def _pair(row: TableRow) -> tuple[str, str]:
    return row["nct_id"], row["short_name"]


def _is_registered(row: TableRow) -> bool:
    return bool(_NUMBER.fullmatch(row["nct_id"]))


def _called(row: TableRow) -> str:
    return f"{row['nct_id']} {row['short_name']}".strip()
