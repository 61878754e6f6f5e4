"""Compare the references with what their DOIs resolve to, and prepare the corrected file; nothing is written here."""

from __future__ import annotations

import copy
import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from deck.diagnostics import Report, Span
from deck.progress import SILENT, Progress
from deck.references import load_references
from deck.refresh.client import Client, NoAnswer, Unanswered, tell
from deck.refresh.compare import Finding, Verdict, compare, is_other_paper, recalled_fields, says_retracted
from deck.refresh.json_text import Object, objects
from deck.refresh.sources import Sources
from deck.refresh.works import NoSuchDoi, Work, resolve
from deck.refresh.written import Change, Written, read_written
from deck.regex import regex
from deck.value import Value, replace
from deck.workspace import Workspace

_ORDER = ("id", "type", "title", "author", "container-title", "volume", "issue", "page", "issued")
"""In which a new field finds its place."""
_PREFIX = regex(r"((https?://)?(dx\.|www\.)?doi\.org/|doi:?)\s*", re.IGNORECASE)
_SOUND = regex(r"10\.\d{4,9}(\.\d+)*/[^\s\x00-\x20]+")


class Compared(Value, frozen=True):
    text: str
    """Every reference with a DOI, a line each, for a person to read."""
    path: Path
    as_read: bytes | None
    """What the file was; None where there is none."""
    data: bytes
    """The file with all that was taken over; as it was read where nothing was."""


def compare_references(
    world: Workspace,
    sources: Sources,
    client: Client,
    report: Report,
    take_over: datetime.date | None = None,
    progress: Progress = SILENT,
) -> Compared | None:
    """Every DOI resolved and compared; with a day, differences are taken over as of it, else reported.

    None, and diagnostics, where the file cannot be read or nobody can be reached. A reference with a mistake of its own
    is reported and keeps no other one from being compared.
    """
    found = Report()
    found.add(*load_references(world)[1])
    file = read_written(world.references_file, world, found)
    items = _items(file, found) if file is not None else None
    report.add(*found)
    if file is None or items is None:
        return None
    changes = list[Change]()
    expected = copy.deepcopy(items)
    lines: list[str] = []
    unreached: list[tuple[Unanswered, Span]] = []
    answered = False
    for number, place in objects(file, changes) if items else ():
        doi = _doi(items[number])
        if not doi:
            continue
        item = _Item(items[number], place, doi, report)
        if not _SOUND.fullmatch(doi):
            lines.append(item.line("no DOI"))
            continue
        progress.stage(f"resolving the DOI of {item.key}")
        try:
            work = resolve(doi, sources, client)
        except NoSuchDoi:
            report.error("unknown-doi", f"nobody has registered `{doi}`", place.span("DOI"), _LOOK_UP)
            lines.append(item.line("no such DOI"))
        except Unanswered as problem:
            lines.append(item.line("no answer"))
            if isinstance(problem, NoAnswer) and not problem.status:
                unreached.append((problem, place.span("DOI")))
                if len(unreached) > 1:
                    break  # nobody is there for the others either
                continue
            tell(problem, place.span("DOI"), report)
        else:
            lines += item.compared(work, take_over, expected[number])
        answered = True
        unreached = _told(unreached, report)
    progress.done()
    _told(unreached[:1], report)
    if unreached and not answered:
        return None
    data = file.spliced(changes)
    if json.loads(data.decode("utf-8-sig") or "[]") != expected:
        raise RuntimeError("the corrected references would not say what they should")
    return Compared(_table(lines), file.path, file.read, data)


def _items(file: Written, found: Report) -> list[Any] | None:
    """The references as they stand in the file; None where they are no list, of which there is a diagnostic."""
    try:
        items = json.loads(file.text or "[]")
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list):
        if not found.has_errors:
            found.error("bad-references", "references are a JSON list of CSL items", file.span(0), _EXPORT)
        return None
    return items


def _doi(item: Mapping[str, Any]) -> str:
    """A DOI however it is written: as an address, with `doi:` before it, percent-encoded."""
    doi = _PREFIX.sub("", str(item.get("DOI") or "").strip(), count=1)
    return unquote(doi) if re.match(r"10\.\d+%2F", doi, re.IGNORECASE) else doi


def _told(problems: list[tuple[Unanswered, Span]], report: Report) -> list[tuple[Unanswered, Span]]:
    for problem, span in problems:
        tell(problem, span, report)
    return []


_EXPORT = "export the library as CSL-JSON, saved as UTF-8"
_LOOK_UP = "look the paper up by its title, for example at search.crossref.org"
_TAKE_OVER = "look which is right; `deck refresh references --write` takes the publisher's over"
_LEAVE_OUT = "leave it out, or say it: `--write` puts RETRACTED before its title"
_TAKE_OFF = "`deck refresh references --write` takes confirmed fields off the list: then they are printed"


class _Item(Value, frozen=True):
    """One reference: what it says, and where that stands."""

    item: dict[str, Any]
    place: Object
    doi: str
    report: Report

    @property
    def key(self) -> str:
        return str(self.item.get("id") or self.doi)

    def line(self, words: str) -> str:
        return f"{self.key:<24} {words}"

    def compared(self, work: Work, take_over: datetime.date | None, expected: dict[str, Any]) -> list[str]:
        """The line of the table, after the differences are reported, or else taken over into place and `expected`."""
        findings = compare(self.item, work)
        title = next((finding for finding in findings if finding.field == "title"), None)
        recalled = recalled_fields(self.item)
        # A title from memory says nothing against a DOI that was seen.
        doubted = title is not None and title.recalled and "DOI" not in recalled
        if title is not None and title.here and is_other_paper(title.here, work) and not doubted:
            message = f"`{self.doi}` is another paper: “{title.there}”"
            help = f"the reference is called “{title.here}”: correct its DOI, or its title"
            self.report.error("wrong-doi", message, self.place.span("DOI"), help)
            return [self.line(f"another paper, says {work.by}")]
        retracted = work.retracted and not says_retracted(self.item)
        if retracted:
            message = f"`{self.key}` is retracted, says {work.by}"
            self.report.error("retracted-paper", message, self.place.span("title" if title else "DOI"), _LEAVE_OUT)
        confirmed = [one.field for one in findings if one.recalled and one.verdict is Verdict.SAME]
        if "DOI" in recalled and title is not None and title.here:
            confirmed.append("DOI")
        different = [one for one in findings if one.verdict in (Verdict.DIFFERS, Verdict.MISSING)]
        unknown = [one.field for one in findings if one.recalled and one.verdict is Verdict.UNKNOWN]
        if take_over is not None and (different or confirmed or retracted):
            if retracted and title is not None:
                different = [_as_retracted(title), *(one for one in different if one.field != "title")]
            self._take_over(different, confirmed, f"{work.by}, {take_over}", expected)
        elif take_over is None:
            self._report(different, confirmed, work.by)
        words = [
            *(["retracted"] if work.retracted else []),
            *(f"{one.field}: {one.here or '–'} → {one.there}" for one in different),
            *([f"confirmed: {', '.join(confirmed)}"] if confirmed else []),
            *([f"not given there: {', '.join(unknown)}"] if unknown else []),
        ]
        return [self.line(f"{'; '.join(words) or 'agrees'}  [{work.by}]")]

    def _report(self, different: list[Finding], confirmed: list[str], by: str) -> None:
        for one in different:
            here = f"`{one.field}` of `{self.key}` is {one.here}" if one.here else f"`{self.key}` has no `{one.field}`"
            where = self.place.span(one.field if one.here else "id")
            self.report.warning("reference-differs", f"{here}; {by} says {one.there}", where, _TAKE_OVER)
        if confirmed:
            fields = ", ".join(f"`{field}`" for field in confirmed)
            message = f"{by} confirms what was only recalled of `{self.key}`: {fields}"
            self.report.note("recall-confirmed", message, self.place.inner("custom").span("recalled_fields"), _TAKE_OFF)

    def _take_over(self, different: list[Finding], confirmed: list[str], by: str, expected: dict[str, Any]) -> None:
        for one in different:
            self._set(one, expected)
        settled = [*confirmed, *(one.field for one in different)]
        recalled = [field for field in recalled_fields(self.item) if field not in settled]
        custom: dict[str, Any] = {"resolved": by}
        old = self.item.get("custom")
        if old is None or old == {}:
            self.place.set("custom", custom)
            expected["custom"] = custom
            return
        if not isinstance(old, dict):  # somebody's own: it says something that is not understood here
            return
        if recalled != recalled_fields(self.item):
            custom["recalled_fields"] = recalled
        if old.get("verified") == "recalled" and not recalled:
            custom["verified"] = "verified"
        for name, value in custom.items():
            self.place.inner("custom").set(name, value)
        expected["custom"] = {**old, **custom}

    def _set(self, one: Finding, expected: dict[str, Any]) -> None:
        """Take one field over; of a date that has more to say, its parts alone."""
        old = self.item.get(one.field)
        expected[one.field] = one.new
        if isinstance(old, dict) and isinstance(one.new, dict) and "date-parts" in old and old.keys() == one.new.keys():
            self.place.inner(one.field).set("date-parts", one.new["date-parts"])
        else:
            self.place.set(one.field, one.new, after=_ORDER[: _ORDER.index(one.field)])


def _as_retracted(title: Finding) -> Finding:
    """The title as it should be said of a retracted paper: the reference's own, unless that is wrong."""
    kept = title.kept if title.verdict is Verdict.SAME else title.new
    return replace(title, new=f"RETRACTED: {kept}")


def _table(lines: list[str]) -> str:
    if not lines:
        return "no reference has a DOI\n"
    agree = sum("agrees  [" in line for line in lines)
    return "\n".join([*lines, "", f"{len(lines)} DOIs, {agree} agree in every field"]) + "\n"
