"""The trials of the data, counted and changed by the tests themselves."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from tests.figures.seen import DATA, rows

Row = dict[str, str]
FILES = ("trials.csv", "trials_by_hand.csv")


def counted_rows(data: Path = DATA) -> list[Row]:
    """The counting rule of figures/data/README.md, written down a second time."""
    extra = rows(data / "trials_extra.csv")
    core = {(row["nct_id"], row["short_name"]) for row in extra if row["count_class"] == "core"}
    return [
        row
        for name in FILES
        for row in rows(data / name)
        if (row["nct_id"], row["short_name"]) in core and row["status"] not in ("WITHDRAWN", "COMPLETED")
    ]


def changed(tmp_path: Path, short_name: str, **fields: str) -> Path:
    """A copy of the data in which one trial has other fields."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    change(data, short_name, **fields)
    return data


def change(data: Path, short_name: str, **fields: str) -> None:
    [name] = [name for name in FILES if any(row["short_name"] == short_name for row in rows(data / name))]
    every = rows(data / name)
    [trial] = [row for row in every if row["short_name"] == short_name]
    assert fields.items() - trial.items(), "nothing would change"
    trial.update(fields)
    with (data / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(trial))
        writer.writeheader()
        writer.writerows(every)


def slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name.lower())
