"""What does `deck refresh trials` make of a registry's answers, and of its failures?"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from deck.diagnostics import Report
from deck.refresh.put import complete
from deck.workspace import Workspace
from tests.refresh.server import Answer, Server, broken_off, busy, cut_off, moved, stalled, study, web_page
from tests.refresh.talk import ONE, SOURCES, TWO, Talk, begin, nothing_changes


@pytest.fixture
def talk(tmp_path, monkeypatch, server: Server, capsys) -> Talk:
    """A talk without tables and without a script of its own."""
    monkeypatch.chdir(tmp_path)
    return begin(tmp_path, server, capsys)


# ---------------------------------------------------------------- what a good answer does


def test_every_page_of_every_search_is_asked_for(talk):
    talk.registry.found["multiple sclerosis"] = [ONE, *(study(number) for number in range(10, 15))]
    talk.told()
    assert sorted(talk.snapshot()["trials"][0].keys())[:2] == ["acronym", "conditions"]
    assert [one["nct_id"] for one in talk.snapshot()["trials"]] == [
        *("NCT00000001", "NCT00000002", "NCT00000010", "NCT00000011", "NCT00000012", "NCT00000013", "NCT00000014")
    ]
    assert talk.snapshot()["searches"] == {"MS": 6, "NMOSD": 1}
    tokens = [
        request.fields.get("pageToken") for request in talk.registry.server.asked if "query.cond" in request.fields
    ]
    assert tokens == [None, "t2", "t4", None]


def test_a_trial_that_two_searches_find_is_one_trial(talk):
    talk.registry.found = {"multiple sclerosis": [ONE, TWO], "neuromyelitis optica": [TWO]}
    talk.told()
    assert [one["found_by"] for one in talk.snapshot()["trials"]] == [["MS"], ["MS", "NMOSD"]]


# ---------------------------------------------------------------- records as they are


def test_words_of_a_record_stay_on_one_line_and_can_be_seen(talk):
    talk.registry.found["multiple sclerosis"].append(study(9, acronym=" A\n\x1b[31m trial‮ "))
    talk.told()
    assert talk.snapshot()["trials"][-1]["acronym"] == "A [31m trial"


def broken(change: Mapping[str, Any]) -> dict[str, Any]:
    record = study(1)
    record["protocolSection"] = {**record["protocolSection"], **change}
    return record


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (broken({"identificationModule": {"nctId": "12"}}), "`registry` sends a study without a number"),
        (broken({"identificationModule": None}), "`registry` sends a study without a number"),
        ([], "`nctId` of a study is of another kind than it was"),
        (broken({"statusModule": {}}), "NCT00000001 comes without a status"),
        (broken({"statusModule": "RECRUITING"}), "`overallStatus` of NCT00000001 is of another kind than it was"),
        (broken({"designModule": {"phases": "PHASE1"}}), "`phases` of NCT00000001 is of another kind than it was"),
        (broken({"conditionsModule": {"conditions": [1]}}), "`conditions` of NCT00000001 is of another kind"),
        (broken({"contactsLocationsModule": {"locations": {}}}), "`locations` of NCT00000001 is of another kind"),
        (study(1, start="soon"), "NCT00000001 has the date `soon`"),
        (study(1, start="2026-13"), "NCT00000001 has the date `2026-13`"),
    ],
)
def test_a_record_of_another_form_is_told_and_the_others_are_done(record, told, talk):
    talk.registry.found["multiple sclerosis"] = [record, study(3)]
    code, _, err = talk.refresh()
    assert code == 1
    assert f"error[bad-answer]: {told}" in err.replace(talk.registry.server.host, "registry")
    assert "--> figures/data/sources.yaml:3:11" in err
    assert err.endswith("1 error; all else was done\n")
    assert [one["nct_id"] for one in talk.snapshot()["trials"]] == ["NCT00000002", "NCT00000003"]


def test_a_record_that_could_not_be_read_is_neither_gone_nor_new_again(talk):
    talk.told()
    talk.registry.day = "2026-10-01"
    talk.registry.found["multiple sclerosis"] = [study(1, start="soon")]
    _, out, _ = talk.refresh()
    assert talk.snapshot("2026-10-01")["unread"] == ["NCT00000001"]
    assert "No longer found" not in out
    assert "Could not be read (1)\n- NCT00000001\n" in out
    talk.registry.day = "2026-10-02"
    talk.registry.found["multiple sclerosis"] = [ONE]
    out = talk.told()
    assert "New (" not in out
    assert "nothing has changed" in out


def test_many_records_that_are_odd_in_one_way_give_one_message(talk):
    talk.registry.found["multiple sclerosis"] = [
        study(number, sites=[("A", "B", "Ruritania")]) for number in range(10, 15)
    ]
    _, _, err = talk.refresh()
    assert err.count("error[") == 1
    assert "error[unknown-country]: NCT00000010 (and 4 more) has a site in `Ruritania`" in err


def test_a_registry_of_which_nothing_can_be_read_changes_nothing(talk):
    talk.registry.found = {"multiple sclerosis": [study(1, start="soon")], "neuromyelitis optica": []}
    assert "NCT00000001 has the date `soon`" in nothing_changes(talk, "bad-answer")


def test_a_country_that_nobody_knows_is_named(talk):
    talk.registry.found["multiple sclerosis"] = [study(1, sites=[("A", "B", "Ruritania")])]
    code, _, err = talk.refresh()
    assert code == 1
    assert "error[unknown-country]: NCT00000001 has a site in `Ruritania`" in err
    assert "`countries: {Ruritania: …}` in sources.yaml" in err
    with (talk.data / "sources.yaml").open("a") as sources:
        sources.write("countries: {Ruritania: RT}\n")
    talk.registry.day = "2026-09-15"
    talk.told()
    assert talk.snapshot("2026-09-15")["trials"][0]["sites"] == [["RT", "B", "A"]]


def test_the_countries_of_sites_are_known_as_registries_spell_them(talk):
    named = ("Korea, Republic of", "Turkey (Türkiye)", "Viet Nam", "Iran, Islamic Republic of")
    talk.registry.found["multiple sclerosis"] = [study(1, sites=[("A", "B", name) for name in named])]
    talk.told()
    assert [site[0] for site in talk.snapshot()["trials"][0]["sites"]] == ["IR", "KR", "TR", "VN"]


@pytest.mark.parametrize("day", ["1999-12-31", "0001-01-01", "9999-12-31", "2062-01-01"])
def test_a_day_that_cannot_be_that_of_the_data_changes_nothing(day, talk):
    talk.registry.day = day
    assert f"says that its data are of {day}, and today is " in nothing_changes(talk, "bad-answer")


@pytest.mark.parametrize("start", ["0000-01", "0203-01-01", "9999-12", "2026-02-30"])
def test_a_record_with_an_impossible_day_is_told(start, talk):
    talk.registry.found["multiple sclerosis"] = [study(1, start=start)]
    assert f"NCT00000001 has the date `{start}`" in talk.refresh()[2]


# ---------------------------------------------------------------- an incomplete answer changes nothing


@pytest.mark.parametrize("path", ["/version", "/studies"])
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (busy(429), "no-answer"),
        (busy(500), "no-answer"),
        (busy(404), "no-answer"),
        (cut_off(), "bad-answer"),
        (broken_off(), "no-answer"),
        (web_page(), "bad-answer"),
        (Answer(b"[]"), "bad-answer"),
        (Answer(b"{}"), "bad-answer"),
        (Answer(b'{"studies": 1, "dataTimestamp": "today"}'), "bad-answer"),
    ],
)
def test_a_bad_answer_changes_nothing(path, answer, code, talk):
    talk.registry.server.fail(path, *[answer] * 4)
    nothing_changes(talk, code)


@pytest.mark.parametrize("answer", [busy(500), cut_off(), web_page()])
def test_a_bad_answer_to_the_last_page_changes_nothing(answer, talk):
    talk.registry.found["neuromyelitis optica"] = [TWO, study(3), study(4)]
    good, seen = talk.registry.reply, []

    def reply(request):
        seen.append(request)
        return answer if request.fields.get("pageToken") else good(request)

    talk.registry.server.reply = reply
    nothing_changes(talk, "no-answer" if answer.status == 500 else "bad-answer")
    assert seen[-1].fields["pageToken"] == "t2"


def test_a_stalled_connection_changes_nothing(talk, stop: threading.Event):
    talk.registry.server.fail("/studies", *[stalled(stop)] * 4)
    assert "did not answer in time (4 tries)" in nothing_changes(talk, "no-answer")


@pytest.mark.parametrize("by", [1, -1])
def test_another_number_of_trials_than_the_registry_counts_changes_nothing(by, talk):
    talk.registry.miscounted = by
    err = nothing_changes(talk, "bad-answer", "figures/data/sources.yaml:3:11")
    assert f"counts {1 + by} trials and sends 1" in err


def test_a_trial_that_slips_between_two_pages_changes_nothing(talk):
    talk.registry.found["multiple sclerosis"] = [ONE, study(3), ONE]
    assert "counts 3 trials and sends 2" in nothing_changes(talk, "bad-answer")


def test_pages_without_end_change_nothing(talk):
    talk.registry.page = 0
    assert "sends the same page again and again" in nothing_changes(talk, "bad-answer")


def test_data_that_change_in_between_change_nothing(talk):
    good = talk.registry.reply

    def reply(request):
        if "query.cond" in request.fields:
            talk.registry.day = "2026-09-15"
        return good(request)

    talk.registry.server.reply = reply
    assert "got new data while it was asked" in nothing_changes(talk, "bad-answer")


def test_a_registry_that_finds_nothing_at_all_changes_nothing(talk):
    talk.registry.found = {}
    assert "no search found anything" in nothing_changes(talk, "bad-answer")


def test_a_registry_that_is_not_there_changes_nothing(talk):
    talk.write("sources.yaml", *SOURCES.format(address="http://127.0.0.1:9").splitlines())
    assert "`127.0.0.1:9` cannot be reached (4 tries)" in nothing_changes(talk, "no-answer")


def test_a_registry_that_is_busy_for_a_moment_is_waited_for(talk):
    talk.registry.server.fail("/studies", busy(429, Retry_After="0"), busy(500), broken_off())
    talk.told()
    assert len(talk.snapshot()["trials"]) == 2


def test_a_registry_that_moved_is_followed(talk):
    talk.registry.server.fail("/version", moved(f"{talk.registry.server.address}/api/v2/version"))
    talk.told()
    assert len(talk.snapshot()["trials"]) == 2


def test_one_search_that_finds_nothing_is_worth_a_warning(talk):
    talk.registry.found["multiple sclerosis"] = []
    talk.registry.found["elsewhere"] = [ONE]
    code, _, err = talk.refresh()
    assert code == 0
    assert "warning[empty-search]: the search `MS` found nothing\n --> figures/data/sources.yaml:3:11" in err


# ---------------------------------------------------------------- snapshots and their difference


def test_a_second_look_on_the_same_day_compares_with_the_day_before(talk):
    talk.told()
    talk.registry.day = "2026-10-01"
    talk.registry.found["multiple sclerosis"] = [study(1, status="SUSPENDED")]
    first = talk.told()
    assert "Compared with 2026-09-14, which had 2:" in first
    second = talk.told()
    assert "NCT00000001 Demo CAR-T number 1: RECRUITING → SUSPENDED" in second
    assert sorted(path.name for path in (talk.data / "snapshots").iterdir()) == [
        *("2026-09-14.json", "2026-09-14.txt", "2026-10-01.json", "2026-10-01.txt")
    ]


def test_an_equal_answer_gives_an_equal_snapshot(talk):
    talk.told()
    first = talk.files()
    talk.registry.found["multiple sclerosis"] = [json.loads(json.dumps(ONE))]
    talk.told()
    assert talk.files() == first


def test_when_nothing_changed_the_difference_says_so(talk):
    talk.told()
    talk.registry.day = "2026-09-15"
    assert "nothing has changed" in talk.told()


def test_a_damaged_snapshot_is_named_and_nothing_changes(talk):
    talk.told()
    (talk.data / "snapshots" / "2026-09-14.json").write_text('{"date": "2026-09-14"}')
    talk.registry.day = "2026-10-01"
    err = nothing_changes(talk, "bad-snapshot", "figures/data/snapshots/2026-09-14.json")
    assert "restore it from git, or delete it" in err


def test_a_dry_run_shows_the_same_and_writes_nothing(talk):
    talk.registry.found["multiple sclerosis"].append(study(7))
    before = talk.files()
    out = talk.told("--dry-run")
    assert talk.files() == before
    assert out.endswith("nothing was changed\n")
    assert talk.told().startswith(out.removesuffix("nothing was changed\n"))


def test_it_leaves_nothing_beside_its_files(talk):
    talk.told()
    assert not [name for name in talk.files() if name.endswith(".part")]


def test_a_different_snapshot_never_replaces_that_of_its_day(talk):
    talk.told()
    before = talk.files()
    talk.registry.found["multiple sclerosis"] = [ONE, study(3)]
    assert "New (" not in talk.told(), "it is compared with an earlier day"
    assert {name: data for name, data in talk.files().items() if name in before} == before
    assert len(talk.snapshot("2026-09-14.2")["trials"]) == 3
    talk.told()
    assert not (talk.data / "snapshots" / "2026-09-14.3.json").exists()


def test_of_two_snapshots_of_a_day_the_later_is_compared_with(talk):
    for numbers in ((1,), (1, 3)):
        talk.registry.found["multiple sclerosis"] = [study(number) for number in numbers]
        talk.told()
    talk.registry.day = "2026-10-01"
    assert "Compared with 2026-09-14, which had 3:\nnothing has changed" in talk.told()


def test_an_older_answer_than_the_last_one_changes_nothing(talk):
    talk.told()
    talk.registry.day = "2026-09-13"
    err = nothing_changes(talk, "bad-answer")
    assert "data are of 2026-09-13, and there is a snapshot of 2026-09-14 already" in err


# ---------------------------------------------------------------- a run that is killed

SCRIPT = """\
from deck.refresh.interface import Tables

def known(tables):
    return {}

def follow(tables, snapshot):
    for name in ("a.csv", "b.csv"):
        [sheet] = tables.open({name: ("nct_id", "status")})
        for trial in snapshot.trials.values():
            sheet.add({"nct_id": trial.nct_id, "status": trial.status})
    return [("Added", list(snapshot.trials))]
"""


@pytest.fixture
def killed(talk, monkeypatch) -> Talk:
    """A run that ended after it had put one of its files in its place."""
    (talk.folder / "figures" / "refresh.py").write_text(SCRIPT, encoding="utf-8")
    for name in ("a.csv", "b.csv"):
        talk.write(name, "nct_id,status")
    child = os.fork()
    if not child:
        replace = Path.replace

        def die(self: Path, target: Path) -> Path:
            if target.name == "b.csv":
                os._exit(9)
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", die)
        talk.refresh()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (len(talk.rows("a.csv")), len(talk.rows("b.csv")), (talk.data / "snapshots").exists()) == (2, 0, True)
    return talk


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another process dies")
def test_what_a_killed_run_began_is_completed_by_the_next(killed):
    report = Report()
    complete(Workspace.find(killed.folder / "slides.yaml"), report)
    assert list(report) == []
    assert (len(killed.rows("a.csv")), len(killed.rows("b.csv"))) == (2, 2)
    assert len(killed.snapshot()["trials"]) == 2
    assert not [name for name in killed.files() if ".part" in name or "unfinished" in name]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another process dies")
def test_a_process_that_has_the_number_of_the_killed_one_changes_nothing(killed):
    """In a container every run has the same number."""
    journal = killed.data / ".refresh-unfinished"
    noted = json.loads(journal.read_text(encoding="utf-8"))
    for step in noted:
        aside = killed.folder / step["aside"]
        mine = aside.with_name(re.sub(r"\d+(?=\.part$)", str(os.getpid()), aside.name))
        if aside.exists():
            aside.rename(mine)
        step["aside"] = mine.relative_to(killed.folder).as_posix()
    journal.write_text(json.dumps(noted), encoding="utf-8")
    complete(Workspace.find(killed.folder / "slides.yaml"), Report())
    assert (len(killed.rows("a.csv")), len(killed.rows("b.csv"))) == (2, 2)
    assert not [name for name in killed.files() if ".part" in name or "unfinished" in name]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another process dies")
def test_what_somebody_typed_after_a_killed_run_stays(killed):
    killed.write("b.csv", "nct_id,status", "NCT00000099,MINE")
    code, _, err = killed.refresh()
    assert code == 0
    assert "warning[cannot-write]: `b.csv` was changed after a refresh was broken off in the middle" in err
    assert "NCT00000099" in killed.rows("b.csv")
    assert not [name for name in killed.files() if ".part" in name or "unfinished" in name]


def test_a_dry_run_does_not_complete_what_another_began(killed):
    before = killed.files()
    killed.refresh("--dry-run")
    assert killed.files() == before


@pytest.mark.parametrize(
    "noted",
    [
        "",
        "[]",
        "{}",
        '[{"target": "../x", "aside": "y"}]',
        '[{"target": "figures/data/sources.yaml", "aside": "figures/data/sources.yaml"}]',
        "[1]",
    ],
)
def test_notes_of_a_killed_run_that_cannot_be_read_are_passed_over(noted, talk):
    (talk.data / ".refresh-unfinished").write_text(noted)
    talk.told()
    assert not (talk.data / ".refresh-unfinished").exists()


# ---------------------------------------------------------------- what happens beside it


def meanwhile(talk: Talk, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> tuple[int, str, str]:
    """A refresh at whose last moment something else happens: when its own files wait on the disk."""
    from deck.refresh import put

    sweep = put.sweep

    def then(*rest: object) -> None:
        happens()
        sweep(*rest)

    monkeypatch.setattr(put, "sweep", then)
    return talk.refresh()


def test_a_snapshot_that_another_refresh_writes_meanwhile_stays(talk, monkeypatch):
    path = talk.data / "snapshots" / "2026-09-14.json"
    code, _, err = meanwhile(talk, monkeypatch, lambda: path.write_text("another", encoding="utf-8"))
    assert (code, path.read_text(encoding="utf-8")) == (1, "another")
    assert "was changed while the answers came in" in err
    assert not [name for name in talk.files() if ".part" in name or "unfinished" in name]


def test_snapshots_are_not_written_out_of_the_talk(talk, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (talk.data / "snapshots").symlink_to(elsewhere)
    code, _, err = talk.refresh()
    assert code == 1 and "error[outside-project]" in err
    assert list(elsewhere.iterdir()) == []


def test_a_pipe_in_place_of_a_snapshot_is_not_waited_for(talk):
    (talk.data / "snapshots").mkdir()
    os.mkfifo(talk.data / "snapshots" / "2026-09-13.json")
    code, _, err = talk.refresh()
    assert code == 1 and "is not a file" in err
