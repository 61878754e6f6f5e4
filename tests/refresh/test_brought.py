"""What may a talk's own figures/refresh.py do, and what becomes of its mistakes?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.refresh.server import Server, study
from tests.refresh.talk import Talk, begin
from tests.story import PROJECT

SCRIPT = """\
from deck.refresh.interface import Section, Snapshot, Tables

COLUMNS = {"studies.csv": ("number", "name", "status")}


def known(tables: Tables) -> dict[str, str]:
    [studies] = tables.open(COLUMNS)
    for row in list(studies.rows):
        if not row["name"]:
            studies.wrong(row, "name", f"{row['number']} has no name", "give it one")
    return {row["number"]: row["name"] for row in (*studies.rows, *studies.odd)}


def follow(tables: Tables, snapshot: Snapshot) -> list[Section]:
    [studies] = tables.open(COLUMNS)
    changed = [
        row["name"]
        for row in studies.rows
        if row["number"] in snapshot.trials and studies.set(row, "status", snapshot.trials[row["number"]].status)
    ]
    return [("Followed", changed)] if changed else []
"""


@pytest.fixture
def talk(tmp_path, monkeypatch, server: Server, capsys) -> Talk:
    monkeypatch.chdir(tmp_path)
    return begin(tmp_path, server, capsys)


def brings(talk: Talk, script: str) -> None:
    (talk.folder / "figures" / "refresh.py").write_text(script, encoding="utf-8")


def test_a_talk_without_a_script_gets_snapshot_and_difference_alone(talk):
    out = talk.told()
    assert out.startswith("2 trials at ")
    assert "In the talk's tables" not in out
    assert sorted(talk.files()) == [
        "figures/data/snapshots/2026-09-14.json",
        "figures/data/snapshots/2026-09-14.txt",
        "figures/data/sources.yaml",
    ]


def test_a_talk_brings_its_own_tables_up_to_the_registry(talk):
    brings(talk, SCRIPT)
    talk.write("studies.csv", "number,name,status", "NCT00000001,First,PLANNED", "NCT00000009,Ninth,PLANNED")
    talk.registry.found["elsewhere"] = [study(9, status="COMPLETED")]
    assert "In the talk's tables\n\nFollowed (2)\n- First\n- Ninth\n" in talk.told()
    assert (talk.data / "studies.csv").read_text() == (
        "number,name,status\nNCT00000001,First,RECRUITING\nNCT00000009,Ninth,COMPLETED\n"
    )


def test_the_difference_calls_trials_by_the_talks_names(talk):
    brings(talk, SCRIPT)
    talk.write("studies.csv", "number,name,status", "NCT00000001,First,RECRUITING")
    talk.told()
    talk.registry.day = "2026-10-01"
    talk.registry.found["multiple sclerosis"] = [study(1, status="SUSPENDED")]
    assert "- NCT00000001 First: RECRUITING → SUSPENDED" in talk.told()


def test_a_row_that_the_script_refuses_stays_and_the_others_are_done(talk):
    brings(talk, SCRIPT)
    talk.write("studies.csv", "number,name,status", "NCT00000001,,PLANNED", "NCT00000002,Second,PLANNED")
    code, _, err = talk.refresh()
    assert code == 1
    assert "error[bad-csv]: NCT00000001 has no name\n --> figures/data/studies.csv:2:13" in err
    assert (talk.data / "studies.csv").read_text().splitlines()[1:] == [
        "NCT00000001,,PLANNED",
        "NCT00000002,Second,RECRUITING",
    ]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("def known(tables):\n    1 / 0\n", "failed: ZeroDivisionError: division by zero\n --> figures/refresh.py:2:5"),
        ("def known(tables:\n", "failed: SyntaxError: "),
        ("import not_there\n", "failed: ModuleNotFoundError: "),
        ("raise SystemExit\n", "failed: SystemExit\n --> figures/refresh.py:1:1"),
        ("def follow(tables, snapshot):\n    return []\n", "failed: it has no function `known`"),
        ("def known(tables):\n    return {}\n", "failed: it has no function `follow`"),
        ("def known(tables):\n    pass\n", "names no trials\n"),
        ("def known(tables):\n    return {1: 'one'}\n", "names no trials\n"),
        ("def known(tables):\n    return {}\ndef follow(tables, now):\n    pass\n", "does not say what it did\n"),
        ("def known(tables):\n    return {}\ndef follow(t, now):\n    return ['x']\n", "does not say what it did\n"),
        (
            "def known(tables):\n    tables.open({'../trials.csv': ['id']})\n",
            "`../trials.csv` is not the name of a CSV file in figures/data\n --> figures/refresh.py:2:5",
        ),
        ("def known(tables):\n    tables.open({'sources.yaml': ['id']})\n", "`sources.yaml` is not the name of a CSV"),
    ],
)
def test_a_mistake_of_the_script_is_told_at_its_line_and_changes_nothing(script, told, talk):
    brings(talk, script)
    before = talk.files()
    code, out, err = talk.refresh()
    assert (code, out) == (1, "")
    assert err.count("error[") == 1
    assert "error[refresh-failed]: `figures/refresh.py` " in err
    assert told in err
    assert talk.files() == before


def test_a_table_that_cannot_be_read_is_told_and_not_the_script(talk):
    brings(talk, SCRIPT)
    talk.write("studies.csv", "numbr,name,status", "NCT00000001,First,PLANNED")
    code, _, err = talk.refresh()
    assert code == 1
    assert err.count("error[") == 1
    assert "error[bad-csv]: `figures/data/studies.csv` has no column `number`" in err
    assert talk.registry.server.asked == []


def test_a_number_that_is_none_is_never_asked_for(talk):
    brings(talk, "def known(tables):\n    return {'NCT1&x': '', '': ''}\ndef follow(tables, now):\n    return []\n")
    talk.told()
    assert [one for one in talk.registry.server.asked if "filter.ids" in one.fields] == []


def test_a_talk_works_with_a_program_that_is_installed_elsewhere(talk, tmp_path):
    """As from a wheel: the package alone, in a folder of its own, and the talk in another one."""
    installed = tmp_path / "installed"
    shutil.copytree(PROJECT / "deck", installed / "deck", ignore=shutil.ignore_patterns("__pycache__"))
    brings(talk, SCRIPT)
    talk.write("studies.csv", "number,name,status", "NCT00000001,First,PLANNED")
    run = "import sys; sys.path.insert(0, sys.argv.pop(1)); import deck.cli; sys.exit(deck.cli.entry())"
    done = subprocess.run(
        [sys.executable, "-c", run, str(installed), "refresh", "trials", str(talk.folder / "slides.yaml"), "--dry-run"],
        cwd=Path(os.sep),
        capture_output=True,
        text=True,
        env={**os.environ, "NO_PROXY": "*", "PYTHONPATH": ""},
    )
    assert done.stderr == ""
    assert "Followed (1)\n- First" in done.stdout


def test_the_package_knows_no_tables_of_any_talk(tmp_path, monkeypatch, capsys):
    from deck import cli

    monkeypatch.chdir(tmp_path)
    assert cli.cli(["new", "mine"], standalone_mode=False) == 0
    assert not (tmp_path / "mine" / "figures" / "refresh.py").exists()
    package = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "deck").rglob("*.py"))
    assert not [word for word in ("count_class", "trials_extra", "ltfu") if word in package]
