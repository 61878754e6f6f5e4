"""A talk whose trials are looked up: its folder, a registry on this computer, and the command between them."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deck import cli
from tests.refresh.server import Registry, Server, study

SOURCES = """\
registry: {address}/api/v2
searches:
  - name: MS
    condition: multiple sclerosis
  - name: NMOSD
    condition: neuromyelitis optica
"""


@dataclass
class Talk:
    """The tables of a talk, a registry, and the command between them."""

    folder: Path
    registry: Registry
    capsys: pytest.CaptureFixture[str]

    @property
    def data(self) -> Path:
        return self.folder / "figures" / "data"

    def write(self, name: str, *lines: str) -> None:
        (self.data / name).write_text("\n".join([*lines, ""]), encoding="utf-8")

    def claims(self, day: str) -> None:
        path = self.data / "sources.yaml"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("claims:")]
        path.write_text("\n".join([f"claims: {day}", *lines, ""]))

    def refresh(self, *options: str) -> tuple[int, str, str]:
        code = cli.cli(["refresh", "trials", *options], standalone_mode=False)
        out, err = self.capsys.readouterr()
        return code, out, err

    def told(self, *options: str) -> str:
        code, out, err = self.refresh(*options)
        assert (code, err) == (0, "")
        return out

    def rows(self, name: str) -> dict[str, dict[str, str]]:
        path = self.data / name
        if not path.exists():
            return {}
        with path.open(encoding="utf-8", newline="") as file:
            return {row["nct_id"] or row["short_name"]: row for row in csv.DictReader(file)}

    def snapshot(self, day: str = "2026-09-14") -> dict[str, Any]:
        return json.loads((self.data / "snapshots" / f"{day}.json").read_text(encoding="utf-8"))

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()
        }


def begin(folder: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> Talk:
    """A talk that has nothing but searches; a registry that finds one trial for each of them."""
    talk = Talk(folder, Registry(server), capsys)
    talk.data.mkdir(parents=True)
    talk.write("sources.yaml", *SOURCES.format(address=server.address).splitlines())
    talk.registry.found = {"multiple sclerosis": [ONE], "neuromyelitis optica": [TWO]}
    return talk


THREE_SITES = [("Charité", "Berlin", "Germany"), ("UKE", "Hamburg", "Germany"), ("UZ", "Gent", "Belgium")]
ONE = study(1)
TWO = study(2, phases=["PHASE1", "PHASE2"], sites=THREE_SITES, enrollment=30, acronym="TWO")


def nothing_changes(talk: Talk, code: str, place: str = "") -> str:
    before = talk.files()
    status, out, err = talk.refresh()
    assert (status, out) == (1, "")
    assert f"error[{code}]" in err
    assert f"--> {place or 'figures/data/sources.yaml:'}" in err
    assert err.endswith("1 error; nothing was changed\n")
    assert talk.files() == before
    return err
