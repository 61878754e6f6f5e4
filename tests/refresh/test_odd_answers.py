"""Whatever a registry or publisher answers: is it read or refused, and never a traceback?"""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import Report, Span
from deck.progress import SILENT
from deck.refresh.client import Unanswered
from deck.refresh.compare import compare, is_other_paper
from deck.refresh.registry import ask_registry
from deck.refresh.snapshot import Snapshot, last_before, written
from deck.refresh.sources import Search, Sources
from deck.refresh.works import resolve
from deck.workspace import Workspace
from tests.refresh.server import study
from tests.refresh.test_dois import PAPER, crossref, csl

ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["2026-99", "NCT1"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
SOURCES = Sources(searches=(Search("MS", {"query.cond": "multiple sclerosis"}, Span.NOWHERE),))


class Answers:
    """Stands in for the client: the same answers again and again."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers

    def ask(self, url: str, fields: Mapping[str, str] | None = None, accept: str = "") -> Any:
        return next(answer for path, answer in self.answers.items() if path in url)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of an answer."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


def with_odd(answer: Any, data: st.DataObject) -> Any:
    """The answer, with something else in one place or in two."""
    answer = copy.deepcopy(answer)
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = (None, *data.draw(st.sampled_from(list(places(answer)))))
        holder = {None: answer}
        at: Any = holder
        for step in way:
            at = at[step]
        at[last] = data.draw(ODD)
        answer = holder[None]
    return answer


@given(st.data())
def test_any_answer_of_a_registry_is_read_or_refused(data):
    studies = {"totalCount": 2, "studies": [study(1), study(2, phases=[], sites=[])]}
    answers = {"/version": {"dataTimestamp": "2026-09-14T09:00:05"}, "/studies": studies}
    odd = data.draw(st.sampled_from(["/version", "/studies"]))
    answers[odd] = with_odd(answers[odd], data)
    report = Report()
    found = ask_registry(SOURCES, (), Answers(answers), report, SILENT)  # type: ignore[arg-type]
    assert isinstance(found, Snapshot) or report.has_errors
    if found is not None:
        written(found)


@given(st.data())
def test_any_answer_of_a_publisher_is_read_or_refused(data):
    answers = {"doi.org": with_odd(csl(subtitle=["x"], **{"published-online": {"date-parts": [[2022]]}}), data)}
    answers["crossref.org"] = with_odd(crossref(), data)
    try:
        work = resolve(str(PAPER["DOI"]), Sources(), Answers(answers))  # type: ignore[arg-type]
    except Unanswered:
        return
    compare(PAPER, work)
    is_other_paper(str(PAPER["title"]), work)


@given(st.data())
def test_any_reference_can_be_compared(data):
    work = resolve(str(PAPER["DOI"]), Sources(), Answers({"doi.org": csl()}))  # type: ignore[arg-type]
    item = with_odd({**PAPER, "custom": {"recalled_fields": ["volume"]}}, data)
    compare(item if isinstance(item, dict) else {}, work)


@given(data=st.data())
def test_any_snapshot_is_read_or_refused(tmp_path_factory, data):
    report = Report()
    good = ask_registry(
        SOURCES,
        (),
        Answers({"/version": {"dataTimestamp": "2026-09-14"}, "/studies": {"studies": [study(1)]}}),  # type: ignore[arg-type]
        report,
        SILENT,
    )
    assert good is not None
    folder = tmp_path_factory.mktemp("snapshots")
    day = datetime.date(2026, 10, 1)
    path: Path = folder / "2026-09-14.json"
    path.write_bytes(written(good))
    assert last_before(folder, day, Workspace.find(folder / "slides.yaml"), report) == good
    path.write_text(json.dumps(with_odd(json.loads(written(good)), data)), encoding="utf-8")
    found = last_before(folder, day, Workspace.find(folder / "slides.yaml"), report)
    assert isinstance(found, Snapshot) or report.has_errors
