"""Ask a registry with the interface of ClinicalTrials.gov (version 2) for trials: every page, or nothing.

A record that cannot be read is reported and keeps no other one from being read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from deck.diagnostics import Report, Span
from deck.progress import Progress
from deck.refresh.client import BadAnswer, Client, Unanswered, tell
from deck.refresh.countries import Countries
from deck.refresh.snapshot import Site, Snapshot, Trial, last_day
from deck.refresh.sources import Sources
from deck.regex import regex
from deck.value import replace

_PAGE = "100"
_MOST_PAGES = 200
_AT_ONCE = 50
# Names of the registry's data dictionary. The answer keeps its full nesting, less all that is not asked for.
_FIELDS = ",".join(
    (
        *("NCTId", "BriefTitle", "Acronym", "OverallStatus", "StartDate", "StudyFirstPostDate", "LastUpdatePostDate"),
        *("LeadSponsorName", "Condition", "StudyType", "Phase", "EnrollmentCount", "InterventionName"),
        *("LocationFacility", "LocationCity", "LocationCountry"),
    )
)
_NUMBER = regex(r"NCT\d{8}", re.ASCII)
_DAY = regex(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_AGAIN = "try again later; nothing was changed"
_AS_IT_WAS = "what the talk has of it stays as it was; the registry may have corrected it tomorrow"
_EARLIEST = datetime.date(2000, 2, 29)
"""On that day ClinicalTrials.gov began."""
_YEARS = range(1900, 2101)


def ask_registry(
    sources: Sources,
    known: Collection[str],
    client: Client,
    report: Report,
    progress: Progress,
    today: datetime.date | None = None,
) -> Snapshot | None:
    """What all searches find, and the known trials that they miss; None, and a diagnostic, where a part is missing."""
    reader = _Reader(Countries(sources.countries), urlsplit(sources.registry).netloc)
    span = sources.registry_span
    try:
        date = _data_date(sources.registry, client, today or datetime.date.today())
        searches: dict[str, int] = {}
        for search in sources.searches:
            span = search.span
            progress.stage(f"asking for {search.name}")
            searches[search.name] = reader.read(_studies(sources.registry, search.fields, client), span, search.name)
        span = sources.registry_span
        missed = sorted(number for number in known if _NUMBER.fullmatch(number) and not reader.has(number))
        for start in range(0, len(missed), _AT_ONCE):
            progress.stage("asking for the trials that no search found")
            some = {"filter.ids": ",".join(missed[start : start + _AT_ONCE])}
            reader.read(_studies(sources.registry, some, client), span)
        if _data_date(sources.registry, client, date) != date:
            raise BadAnswer(f"`{reader.host}` got new data while it was asked", "run it again; nothing was changed")
    except Unanswered as problem:
        tell(problem, span, report)
        return None
    reader.tell(report)
    if not reader.trials:
        if not reader.odd:
            message = f"no search found anything at `{reader.host}`"
            report.error("bad-answer", message, sources.registry_span, "is this the registry? nothing was changed")
        return None
    _warn_of_empty(sources, searches, report)
    trials = dict(sorted(reader.trials.items()))
    return Snapshot(date, sources.registry, searches, trials, tuple(sorted(reader.unread)))


class _Reader:
    """Reads one record after the other; those that cannot be read are remembered by what is odd about them."""

    def __init__(self, countries: Countries, host: str) -> None:
        self.countries = countries
        self.host = host
        self.trials: dict[str, Trial] = {}
        self.unread: set[str] = set()
        self.odd: dict[tuple[str, str, str], tuple[Span, list[str]]] = {}

    def has(self, number: str) -> bool:
        return number in self.trials or number in self.unread

    def read(self, studies: list[Any], span: Span, search: str = "") -> int:
        """Take the trials of one search in; how many it found."""
        found = set()
        for study in studies:
            try:
                number = _number(study, self.host)
                found.add(number)
                if not self.has(number):
                    self.trials[number] = _trial(study, number, self.countries)
            except _OddRecord as problem:
                self.unread |= {problem.number} - {""}
                self.odd.setdefault((problem.code, problem.what, problem.help), (span, []))[1].append(problem.number)
                continue
            if search and number in self.trials:
                trial = self.trials[number]
                self.trials[number] = replace(trial, found_by=(*trial.found_by, search))
        return len(found)

    def tell(self, report: Report) -> None:
        """One message for each thing that is odd, whatever the number of records."""
        for (code, what, help), (span, numbers) in self.odd.items():
            more = f" (and {len(numbers) - 1} more)" if len(numbers) > 1 else ""
            message = what.replace("{}", f"{numbers[0] or 'a study'}{more}")
            if code == "unknown-country":
                report.error("unknown-country", message, span, help)
            else:
                report.error("bad-answer", message, span, help)


class _OddRecord(Exception):
    """A record that cannot be read; `what` has {} for its number."""

    def __init__(self, what: str, number: str, help: str, code: str = "bad-answer") -> None:
        super().__init__(what)
        self.what, self.number, self.help, self.code = what, number, help, code


def _data_date(registry: str, client: Client, today: datetime.date) -> datetime.date:
    """The day of the registry's data: its own, not that of a computer whose clock may be wrong."""
    answer = client.ask(f"{registry}/version")
    said = answer.get("dataTimestamp") if isinstance(answer, dict) else None
    host = urlsplit(registry).netloc
    try:
        date = datetime.date.fromisoformat(str(said)[:10])
    except ValueError:
        message = f"`{host}` does not say of which day its data are"
        raise BadAnswer(message, "is this the address of the registry's version 2?") from None
    # Where the registry is, it may be tomorrow already.
    if not _EARLIEST <= date <= today + datetime.timedelta(days=1):
        message = f"`{host}` says that its data are of {date}, and today is {today}"
        raise BadAnswer(message, "is this computer's clock right? nothing was changed")
    return date


def _studies(registry: str, fields: Mapping[str, str], client: Client) -> list[Any]:
    """Every study of a search, each once, page by page; BadAnswer where they are not as many as are counted."""
    host = urlsplit(registry).netloc
    asked = {**fields, "fields": _FIELDS, "pageSize": _PAGE, "countTotal": "true"}
    total: Any = None
    found: dict[str, Any] = {}
    for _ in range(_MOST_PAGES):
        page = client.ask(f"{registry}/studies", asked)
        if not isinstance(page, dict) or not isinstance(page.get("studies"), list):
            raise BadAnswer(f"`{host}` answers without a list of studies", _AGAIN)
        total = page.get("totalCount") if total is None else total
        for study in page["studies"]:
            found[_name(study) or f"without a number {len(found)}"] = study
        token = page.get("nextPageToken")
        if not token:
            if total is not None and total != len(found):
                raise BadAnswer(f"`{host}` counts {total} trials and sends {len(found)}", _AGAIN)
            return list(found.values())
        if not isinstance(token, str) or token == asked.get("pageToken"):
            raise BadAnswer(f"`{host}` sends the same page again and again", _AGAIN)
        asked["pageToken"] = token
    raise BadAnswer(f"`{host}` has more than {_MOST_PAGES * int(_PAGE)} trials for one search", "make it narrower")


def _name(study: Any) -> str:
    try:
        return _number(study, "")
    except _OddRecord:
        return ""


def _number(study: Any, host: str) -> str:
    number = _Record(study, "").words("protocolSection", "identificationModule", "nctId")
    if not _NUMBER.fullmatch(number):
        raise _OddRecord(f"`{host}` sends a study without a number", "", _AS_IT_WAS)
    return number


def _trial(study: Any, number: str, countries: Countries) -> Trial:
    record = _Record(study, number)
    section = "protocolSection"
    status, design = (section, "statusModule"), (section, "designModule")
    overall = record.words(*status, "overallStatus")
    if not overall:
        raise _OddRecord("{} comes without a status", number, _AS_IT_WAS)
    return Trial(
        nct_id=number,
        title=record.words(section, "identificationModule", "briefTitle"),
        acronym=record.words(section, "identificationModule", "acronym"),
        status=overall,
        study_type=record.words(*design, "studyType"),
        phases=record.list(*design, "phases"),
        conditions=record.list(section, "conditionsModule", "conditions"),
        interventions=tuple(
            one.words("name") for one in record.records(section, "armsInterventionsModule", "interventions")
        ),
        sponsor=record.words(section, "sponsorCollaboratorsModule", "leadSponsor", "name"),
        start=record.day(*status, "startDateStruct", "date"),
        first_posted=record.day(*status, "studyFirstPostDateStruct", "date"),
        last_update=record.day(*status, "lastUpdatePostDateStruct", "date"),
        enrollment=record.words(*design, "enrollmentInfo", "count"),
        sites=tuple(sorted(_sites(record, countries))),
        found_by=(),
    )


def _sites(record: _Record, countries: Countries) -> Iterator[Site]:
    for place in record.records("protocolSection", "contactsLocationsModule", "locations"):
        name = place.words("country")
        code = countries.code(name)
        if name and not code:
            help = f"give its two letters (ISO 3166-1): `countries: {{{_quoted(name)}: …}}` in sources.yaml"
            raise _OddRecord(f"{{}} has a site in `{name}`", record.name, help, "unknown-country")
        yield Site(code, place.words("city"), place.words("facility"))


def _quoted(name: str) -> str:
    """A name as a key of YAML in braces."""
    return name if re.fullmatch(r"[^\W\d_][\w .'()-]*", name) else "'" + name.replace("'", "''") + "'"


class _Record:
    """A part of a record; what is not there is empty, what is of another kind is an _OddRecord."""

    def __init__(self, value: Any, name: str) -> None:
        self.value = value
        self.name = name

    def words(self, *path: str) -> str:
        value = self._at(path)
        if isinstance(value, bool) or not isinstance(value, (str, int, type(None))):
            raise self._odd(path)
        return _printable(str(value)) if value is not None else ""

    def list(self, *path: str) -> tuple[str, ...]:
        value = self._at(path)
        if value is not None and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise self._odd(path)
        return tuple(_printable(one) for one in value or ())

    def records(self, *path: str) -> Iterator[_Record]:
        value = self._at(path)
        if value is not None and not isinstance(value, list):
            raise self._odd(path)
        for one in value or ():
            yield _Record(one, self.name)

    def day(self, *path: str) -> str:
        """A date as far as it is known: 2026-06-30, 2026-06 or 2026."""
        written = self.words(*path)
        try:
            if written and not (_DAY.fullmatch(written) and last_day(written).year in _YEARS):
                raise ValueError
        except ValueError:
            raise _OddRecord(f"{{}} has the date `{written}`", self.name, _AS_IT_WAS) from None
        return written

    def _at(self, path: tuple[str, ...]) -> Any:
        value = self.value
        for step in path:
            if value is None:
                return None
            if not isinstance(value, dict):
                raise self._odd(path)
            value = value.get(step)
        return value

    def _odd(self, path: tuple[str, ...]) -> _OddRecord:
        what = f"`{path[-1]}` of {{}} is of another kind than it was"
        return _OddRecord(what, self.name, "has the registry's form changed?")


def _printable(text: str) -> str:
    """On one line, without what a file or a terminal would not show."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


def _warn_of_empty(sources: Sources, searches: Mapping[str, int], report: Report) -> None:
    spans: dict[str, Span] = {search.name: search.span for search in sources.searches}
    for name, count in searches.items():
        if not count:
            message = f"the search `{name}` found nothing"
            report.warning("empty-search", message, spans[name], "try its words on the registry's own page")
