"""Bring the trials up to date: ask the registry, compare, and prepare the files; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from deck.diagnostics import Report
from deck.refresh.client import Client
from deck.refresh.difference import as_text, difference
from deck.refresh.registry import ask_registry
from deck.refresh.snapshot import file_of, last_before, written
from deck.refresh.sources import Sources
from deck.refresh.tables import follow, read_tables
from deck.value import Value
from deck.workspace import Workspace


class Refreshed(Value, frozen=True):
    text: str
    """The difference, for a person to read."""
    files: dict[Path, bytes]
    """What is to be written."""
    as_read: dict[Path, bytes | None]
    """What the files were that this rests on."""


def refresh_trials(
    world: Workspace, sources: Sources, client: Client, report: Report, say: Callable[[str], None] = lambda stage: None
) -> Refreshed | None:
    """The newest snapshot beside the last one and the talk's tables; None, and diagnostics, where a part is missing."""
    tables = read_tables(world, report)
    if tables is None:
        return None
    names = tables.known
    now = ask_registry(sources, names, client, report, say)
    say("")
    if now is None:
        return None
    folder = world.data_folder / "snapshots"
    found = Report()
    before = last_before(folder, now.date, world, found)
    report.add(*found)
    if found.has_errors:
        return None
    sections = follow(tables, now, sources.claims)
    lines = ["", "In the talk's tables", *(as_text(sections) if sections else ["nothing changes.", ""])]
    text = difference(before, now, names) + "\n".join(lines)
    snapshot = file_of(folder, now.date)
    files = {sheet.written.path: sheet.data for sheet in tables.sheets if sheet.data != (sheet.written.read or b"")}
    files |= {snapshot.with_suffix(".txt"): text.encode("utf-8"), snapshot: written(now)}
    return Refreshed(text, files, {sheet.written.path: sheet.written.read for sheet in tables.sheets})
