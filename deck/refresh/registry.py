"""Ask a registry with the interface of ClinicalTrials.gov (version 2) for trials: every page, or nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from deck import language
from deck.diagnostics import Report, Span
from deck.refresh.client import BadAnswer, Client, Unanswered, tell
from deck.refresh.snapshot import Site, Snapshot, Trial, last_day
from deck.refresh.sources import Sources
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
_NUMBER = re.compile(r"NCT\d{8}", re.ASCII)
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_AGAIN = "try again later; nothing was changed"


def ask_registry(
    sources: Sources, known: Collection[str], client: Client, report: Report, say: Callable[[str], None]
) -> Snapshot | None:
    """What all searches find, and the known trials that they miss; None, and a diagnostic, where a part is missing."""
    span = sources.registry_span
    try:
        date = _data_date(sources.registry, client)
        trials: dict[str, Trial] = {}
        searches: dict[str, int] = {}
        for search in sources.searches:
            span = search.span
            say(f"asking for {search.name}")
            found = _studies(sources.registry, search.fields, client)
            searches[search.name] = len(found)
            for number, study in found.items():
                before = trials[number].found_by if number in trials else ()
                trials[number] = replace(_trial(study, number, sources), found_by=(*before, search.name))
        span = sources.registry_span
        missed = sorted(set(known) - set(trials))
        for start in range(0, len(missed), _AT_ONCE):
            say("asking for the trials that no search found")
            some = {"filter.ids": ",".join(missed[start : start + _AT_ONCE])}
            for number, study in _studies(sources.registry, some, client).items():
                trials[number] = _trial(study, number, sources)
        if _data_date(sources.registry, client) != date:
            raise BadAnswer(f"`{_host(sources)}` got new data while it was asked", "run it again; nothing was changed")
    except Unanswered as problem:
        tell(problem, span, report)
        return None
    except _UnknownCountry as problem:
        help = f"give its two letters (ISO 3166-1): `countries: {{{problem.name}: …}}` in sources.yaml"
        report.error("unknown-country", f"{problem.trial} has a site in `{problem.name}`", span, help)
        return None
    if not any(searches.values()):
        message = f"no search found anything at `{_host(sources)}`"
        report.error("bad-answer", message, sources.registry_span, "is this the registry? nothing was changed")
        return None
    _warn_of_empty(sources, searches, report)
    return Snapshot(date, sources.registry, searches, dict(sorted(trials.items())))


class _UnknownCountry(Exception):
    def __init__(self, name: str, trial: str) -> None:
        super().__init__(name)
        self.name = name
        self.trial = trial


def _data_date(registry: str, client: Client) -> datetime.date:
    """The day of the registry's data: its own, not that of a computer whose clock may be wrong."""
    answer = client.ask(f"{registry}/version")
    said = answer.get("dataTimestamp") if isinstance(answer, dict) else None
    try:
        return datetime.date.fromisoformat(str(said)[:10])
    except ValueError:
        message = f"`{urlsplit(registry).netloc}` does not say of which day its data are"
        raise BadAnswer(message, "is this the address of the registry's version 2?") from None


def _studies(registry: str, fields: Mapping[str, str], client: Client) -> dict[str, Any]:
    """Every study of a search by its number, page by page; BadAnswer where they are not as many as are counted."""
    host = urlsplit(registry).netloc
    asked = {**fields, "fields": _FIELDS, "pageSize": _PAGE, "countTotal": "true"}
    total: Any = None
    found: dict[str, Any] = {}
    for _ in range(_MOST_PAGES):
        page = client.ask(f"{registry}/studies", asked)
        if not isinstance(page, dict) or not isinstance(page.get("studies"), list):
            raise BadAnswer(f"`{host}` answers without a list of studies", _AGAIN)
        total = page.get("totalCount") if total is None else total
        found |= {_number(study, host): study for study in page["studies"]}
        token = page.get("nextPageToken")
        if not token:
            if total is not None and total != len(found):
                raise BadAnswer(f"`{host}` counts {total} trials and sends {len(found)}", _AGAIN)
            return found
        if not isinstance(token, str) or token == asked.get("pageToken"):
            raise BadAnswer(f"`{host}` sends the same page again and again", _AGAIN)
        asked["pageToken"] = token
    raise BadAnswer(f"`{host}` has more than {_MOST_PAGES * int(_PAGE)} trials for one search", "make it narrower")


def _number(study: Any, host: str) -> str:
    number = _Record(study, "a study").words("protocolSection", "identificationModule", "nctId")
    if not _NUMBER.fullmatch(number):
        raise BadAnswer(f"`{host}` sends a study without a number", _AGAIN)
    return number


def _trial(study: Any, number: str, sources: Sources) -> Trial:
    record = _Record(study, number)
    section = "protocolSection"
    status, design = (section, "statusModule"), (section, "designModule")
    overall = record.words(*status, "overallStatus")
    if not overall:
        raise BadAnswer(f"{record.name} comes without a status", _AGAIN)
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
        sites=tuple(sorted(_sites(record, sources))),
        found_by=(),
    )


def _sites(record: _Record, sources: Sources) -> Iterator[Site]:
    for place in record.records("protocolSection", "contactsLocationsModule", "locations"):
        name = place.words("country")
        code = sources.countries.get(name) or language.country_code(name)
        if name and not code:
            raise _UnknownCountry(name, record.name)
        yield Site(code, place.words("city"), place.words("facility"))


class _Record:
    """A part of an answer; what is not there is empty, what is of another kind is a BadAnswer."""

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
            if written and _DAY.fullmatch(written):
                last_day(written)
            elif written:
                raise ValueError
        except ValueError:
            raise BadAnswer(f"{self.name} has the date `{written}`", _AGAIN) from None
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

    def _odd(self, path: tuple[str, ...]) -> BadAnswer:
        return BadAnswer(
            f"`{path[-1]}` of {self.name} is of another kind than it was", "has the registry's form changed?"
        )


def _printable(text: str) -> str:
    """On one line, without what a file or a terminal would not show."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


def _warn_of_empty(sources: Sources, searches: Mapping[str, int], report: Report) -> None:
    spans: dict[str, Span] = {search.name: search.span for search in sources.searches}
    for name, count in searches.items():
        if not count:
            message = f"the search `{name}` found nothing"
            report.warning("empty-search", message, spans[name], "try its words on the registry's own page")


def _host(sources: Sources) -> str:
    return urlsplit(sources.registry).netloc
