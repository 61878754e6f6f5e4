"""What a talk's own `figures/refresh.py` may use: a registry's records, and the talk's CSV files.

`deck refresh trials` keeps snapshots and tells what has changed in the registry. What that means for the tables of one
talk, only the talk knows: its `figures/refresh.py`, if it brings one, has two functions, and imports `deck.interface`.

    def known(tables: Tables) -> dict[str, str]:
        The numbers of the trials that the talk has, with the names that it gives them. It is called before anybody is
        asked, and is the place to look for mistakes; trials that no search finds are asked for by these numbers.

    def follow(tables: Tables, snapshot: Snapshot) -> list[Section]:
        Brings the tables up to the snapshot. What it answers is told below the difference: headings, each with lines.

`tables.open` reads CSV files of figures/data. Rows are changed by `Sheet.set`, `add` and `remove`, and written when all
went well; cells that are not changed stay byte for byte. `Sheet.wrong` reports a mistake at its cell and sets the row
aside (`Sheet.odd`), so that one odd row does not keep the others from being done.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from pathlib import PurePath

from deck.diagnostics import Report, close_matches
from deck.refresh.csv_text import Row, Sheet, sheet_of
from deck.refresh.difference import Section
from deck.refresh.snapshot import Site, Snapshot, Trial, last_day
from deck.refresh.written import read_written
from deck.workspace import Workspace

__all__ = ["Row", "Section", "Sheet", "Site", "Snapshot", "Tables", "Trial", "close_matches", "last_day"]


class NotRead(Exception):
    """A table has a mistake for which nothing can be done with it; it was reported."""


class Tables:
    """The talk's tables in figures/data, and the day that the talk claims."""

    def __init__(self, world: Workspace, claims: datetime.date | None, report: Report) -> None:
        self.claims = claims
        """The day that the talk stands for; None where it follows the registry."""
        self.sheets: dict[str, Sheet] = {}
        """All that were opened, by name."""
        self._world = world
        self._report = report

    def open(self, columns: Mapping[str, Collection[str]]) -> list[Sheet]:
        """The files of these names, with the columns that each must have; one that is not there yet begins empty."""
        for name, needed in columns.items():
            if PurePath(name).name != name or not name.endswith(".csv"):
                raise ValueError(f"`{name}` is not the name of a CSV file in figures/data")
            if name not in self.sheets:
                text = read_written(self._world.data_folder / name, self._world, self._report)
                sheet = sheet_of(text, needed, self._report) if text is not None else None
                if sheet is not None:
                    self.sheets[name] = sheet
        if not columns.keys() <= self.sheets.keys():
            raise NotRead
        return [self.sheets[name] for name in columns]
