"""Bring the trials up to date: ask the registry, compare, and prepare the files; nothing is written here."""

from __future__ import annotations

from pathlib import Path

from deck.diagnostics import Report
from deck.door import read_regular
from deck.progress import SILENT, Progress
from deck.refresh.brought import Brought
from deck.refresh.client import Client
from deck.refresh.difference import as_text, difference
from deck.refresh.interface import Tables
from deck.refresh.registry import ask_registry
from deck.refresh.snapshot import file_for, last_before, last_day_of, written
from deck.refresh.sources import Sources
from deck.value import Value
from deck.workspace import Workspace

_NEWER = "try again later: an old answer is no news; if that snapshot is the wrong one, delete it"


class Refreshed(Value, frozen=True):
    text: str
    """The difference, for a person to read."""
    files: dict[Path, bytes]
    """What is to be written."""
    as_read: dict[Path, bytes | None]
    """What the files were that this rests on."""


def refresh_trials(
    world: Workspace, sources: Sources, client: Client, report: Report, progress: Progress = SILENT
) -> Refreshed | None:
    """The newest snapshot beside the last one and the talk's tables; None, and diagnostics, where a part is missing."""
    tables = Tables(world, sources.claims, report)
    brought = Brought(tables, world, report)
    names = brought.known()
    now = ask_registry(sources, names, client, report, progress) if names is not None else None
    progress.done()
    if names is None or now is None:
        return None
    folder = world.data_folder / "snapshots"
    if (newest := last_day_of(folder)) > str(now.date):
        message = f"the registry's data are of {now.date}, and there is a snapshot of {newest} already"
        report.error("bad-answer", message, sources.registry_span, _NEWER)
        return None
    found = Report()
    before = last_before(folder, now.date, world, found)
    report.add(*found)
    sections = brought.follow(now) if not found.has_errors else None
    if sections is None:
        return None
    text = difference(before, now, names)
    if brought.script is not None:
        lines = ["", "In the talk's tables", *(as_text(sections) if sections else ["nothing changes.", ""])]
        text += "\n".join(lines)
    sheets = tables.sheets.values()
    files = {sheet.written.path: sheet.data for sheet in sheets if sheet.data != (sheet.written.read or b"")}
    snapshot = file_for(folder, now)
    new = {snapshot.with_suffix(".txt"): text.encode("utf-8"), snapshot: written(now)}
    as_read = {sheet.written.path: sheet.written.read for sheet in sheets}
    as_read |= {path: read_regular(path) if path.exists() else None for path in new}
    return Refreshed(text, files | new, as_read)
