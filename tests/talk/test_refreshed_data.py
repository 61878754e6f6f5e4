"""What happens to the talk's own tables and numbers when the registry is asked?"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from deck import cli
from tests.refresh.server import Registry, Server, study

ROOT = Path(__file__).parents[2]
PHASES = {
    "Early Phase 1": ["EARLY_PHASE1"],
    "Phase 1": ["PHASE1"],
    "Phase 1/2": ["PHASE1", "PHASE2"],
    "Phase 2": ["PHASE2"],
    "not applicable": ["NA"],
    "not stated": [],
}
BY_HAND = "BOBCAT / AUTO1-MS1"


@pytest.fixture
def data(tmp_path, monkeypatch, server: Server) -> Path:
    """The talk's data, and a registry that says of each trial what they say, some days after the talk."""
    folder = tmp_path / "figures" / "data"
    shutil.copytree(ROOT / "figures" / "data", folder)
    shutil.copy(ROOT / "figures" / "refresh.py", folder.parent)
    sources = folder / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    assert "https://clinicaltrials.gov" in text
    sources.write_text(text.replace("https://clinicaltrials.gov", server.address), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    registry = Registry(server)
    registry.page = 10
    registry.found = {"multiple sclerosis": list(records(folder))}
    return folder


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """The talk's trials with a number, as the registry would give them."""
    remarks = {row["nct_id"]: row for row in read(folder / "trials_extra.csv")}
    later = read(folder / "trials_after_talk.csv")
    for row in [*read(folder / "trials.csv"), *later]:
        if not row["nct_id"]:
            continue
        remark = remarks.get(row["nct_id"], {})
        sites = [
            (f"Hospital {number}", "A city", Locale.parse("en").territories[country])
            for country, count in (part.split(":") for part in remark.get("sites_by_country", "").split("|") if part)
            for number in range(int(count.rstrip("+")))
        ] or [
            ("Hospital", "A city", Locale.parse("en").territories[code]) for code in row["countries"].split("|") if code
        ]
        yield study(
            row["nct_id"],
            status=row["status"],
            phases=PHASES[row["phase"]],
            sites=sites,
            start=remark.get("start", ""),
            enrollment=int(remark.get("enrollment") or 0),
            posted="2026-06-01" if row in later else "2025-01-01",
            updated="2026-06-01" if row in later else remark["registry_last_update"],
        )


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def refreshed() -> None:
    assert cli.cli(["refresh", "trials"], standalone_mode=False) == 0


def numbers(data: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.syspath_prepend(str(ROOT / "figures"))
    monkeypatch.delitem(sys.modules, "values", raising=False)
    from values import values

    return values(data)


def test_the_numbers_of_the_day_that_the_talk_claims_stay(data, monkeypatch, capsys):
    before = numbers(data, monkeypatch)
    refreshed()
    after = numbers(data, monkeypatch)
    # The record of IMPACT-MS was last changed before the talk: what it says is true of that day, so it is no exception.
    exceptions = before.pop("trials.exceptions"), after.pop("trials.exceptions")
    assert ["IMPACT-MS" in str(one) for one in exceptions] == [True, False]
    assert [BY_HAND in str(one) for one in exceptions] == [True, True]
    assert after == before


def test_what_the_registry_confirms_is_not_typed_again(data, capsys):
    before = (data / "trials.csv").read_bytes().splitlines(keepends=True)
    refreshed()
    after = (data / "trials.csv").read_bytes().splitlines(keepends=True)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    # Their state was known for another day so far, or their newest status was not.
    names = ("NCT03605238", "NCT06220201", "NCT06869278", "NCT07006805", "NCT07178431", "NCT07477639", "NCT07523100")
    assert [old[:11].decode() for old, _ in changed] == list(names)
    for old, new in changed:
        assert new.replace(b"; ClinicalTrials.gov API v2, data of 2026-09-14", b"") == old


def test_the_trial_that_was_added_by_hand_survives_whatever_the_talk_claims(data, capsys):
    def by_hand() -> list[object]:
        remarks = [row for row in read(data / "trials_extra.csv") if row["short_name"] == BY_HAND]
        return [*remarks, (data / "trials_by_hand.csv").read_bytes()]

    before = by_hand()
    assert len(before) == 2
    sources = data / "sources.yaml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("claims: 2026-04-25", ""), encoding="utf-8")
    refreshed()
    assert by_hand() == before


def test_when_the_talk_claims_no_day_its_date_is_that_of_the_registrys_data(data, monkeypatch, capsys):
    sources = data / "sources.yaml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("claims: 2026-04-25", ""), encoding="utf-8")
    refreshed()
    after = numbers(data, monkeypatch)
    assert str(after["trials.date"]) == "2026-09-14"
    assert after["trials.total"] == numbers(ROOT / "figures" / "data", monkeypatch)["trials.total"]


def test_trials_of_a_later_day_are_in_neither_map_nor_counts(data, monkeypatch, capsys):
    later = {row["nct_id"] for row in read(data / "trials_after_talk.csv")}
    refreshed()
    assert not later & {row["nct_id"] for row in read(data / "trials.csv")}
    assert {row["nct_id"] for row in read(data / "trials_after_talk.csv")} == later
