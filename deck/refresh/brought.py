"""Run the talk's own `figures/refresh.py`, if it brings one; its mistakes are diagnostics at its lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deck.diagnostics import Report, Span
from deck.own.files import left_out
from deck.own.run_script import ScriptFailed, code_line, run_script
from deck.refresh.difference import Section
from deck.refresh.interface import NotRead, Tables
from deck.refresh.snapshot import Snapshot
from deck.workspace import Workspace

_NAMES = 'let `known(tables)` return them, as in {"NCT01234567": "ONE"}'
_SECTIONS = 'let `follow(tables, snapshot)` return what it did, as in [("New", ["NCT01234567 ONE"])]'
_LOOK = "correct the script here; nothing was changed"


class Brought:
    """What the talk says of its own tables; nothing where it brings no script."""

    def __init__(self, tables: Tables, world: Workspace, report: Report) -> None:
        script = world.figures_folder / "refresh.py"
        self.script = script if script.exists() and world.runs_code else None
        self._tables = tables
        self._name = world.relative(script)
        self._report = report
        if script.exists() and not world.runs_code:
            report.add(left_out(f"`{self._name}`", "the talk's own tables stay as they are"))

    def known(self) -> dict[str, str] | None:
        """The trials that the talk has, by number; None, and a diagnostic, where its script fails."""
        if self.script is None:
            return {}
        names: dict[str, str] | None = self._run(self.script, "known", self._tables)
        if names is None or _are_names(names):
            return names
        self._report.error("refresh-failed", f"`{self._name}` names no trials", Span(self._name, 0, 0, 0), _NAMES)
        return None

    def follow(self, snapshot: Snapshot) -> list[Section] | None:
        """Bring the tables up to the snapshot, and say how; None, and a diagnostic, where the script fails."""
        if self.script is None:
            return []
        sections: list[Section] | None = self._run(self.script, "follow", self._tables, snapshot)
        if sections is None or _are_sections(sections):
            return sections
        what = f"`{self._name}` does not say what it did"
        self._report.error("refresh-failed", what, Span(self._name, 0, 0, 0), _SECTIONS)
        return None

    def _run(self, script: Path, function: str, *given: Any) -> Any:
        """What the function returns; None only with a diagnostic."""
        try:
            said = run_script(script, function, *given)
        except ScriptFailed as problem:
            if not isinstance(problem.raised, NotRead):  # which was reported at its own place
                what = f"`{self._name}` failed: {problem}"
                self._report.error("refresh-failed", what, code_line(script, problem.line, self._name), _LOOK)
            return None
        return "nothing" if said is None else said


def _are_names(said: Any) -> bool:
    return isinstance(said, dict) and all(isinstance(word, str) for pair in said.items() for word in pair)


def _are_sections(said: Any) -> bool:
    return isinstance(said, list) and all(
        isinstance(one, tuple)
        and len(one) == 2
        and isinstance(one[0], str)
        and isinstance(one[1], list)
        and all(isinstance(line, str) for line in one[1])
        for one in said
    )
