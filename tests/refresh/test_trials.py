"""What does `deck refresh trials` make of a registry's answers, and of its failures?"""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deck import cli, console
from tests.refresh.server import (
    Answer,
    Registry,
    Server,
    broken_off,
    busy,
    cut_off,
    moved,
    stalled,
    study,
    web_page,
)

TRIALS = "nct_id,short_name,product,target,cell_source,indication,phase,status,sponsor,countries,source,verified"
EXTRA = (
    "nct_id,short_name,count_class,in_snapshot_2026_04_25,status_as_of,registry_last_update,start,enrollment,"
    "sites_by_country,n_sites,latest_known_status,note"
)
SOURCES = """\
registry: {address}/api/v2
searches:
  - name: MS
    condition: multiple sclerosis
  - name: NMOSD
    condition: neuromyelitis optica
"""
CLAIMS = "claims: 2026-04-25\n"


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
        console.source_lines.cache_clear()
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


@pytest.fixture
def talk(tmp_path, monkeypatch, server: Server, capsys) -> Talk:
    """Two trials with a number and one added by hand; the registry says of the two what the tables say."""
    monkeypatch.chdir(tmp_path)
    talk = Talk(tmp_path, Registry(server), capsys)
    talk.data.mkdir(parents=True)
    talk.write("sources.yaml", *SOURCES.format(address=server.address).splitlines())
    talk.write(
        "trials.csv",
        TRIALS,
        "NCT00000001,ONE,one-cel,CD19,autologous,MS,Phase 1,RECRUITING,Demo University,BE,an old copy,verified",
        'NCT00000002,TWO,"two-cel, new",BCMA,allogeneic,NMOSD,Phase 1/2,RECRUITING,Demo Bio,BE|DE,an old copy,verified',
        ",BY HAND,obe-cel,CD19,autologous,MS,Phase 1,RECRUITING,Demo Limited,GB,a research summary,verified",
    )
    talk.write(
        "trials_extra.csv",
        EXTRA,
        "NCT00000001,ONE,core,yes,2026-04-25,2026-02-03,2026-01,12,BE:1,1,RECRUITING,",
        'NCT00000002,TWO,core,yes,2026-04-25,2026-02-03,2026-01,30,DE:2|BE:1,3,RECRUITING,"Also MG, CIDP"',
        ",BY HAND,core,no,2025-10,,2025-10,18,GB:1,1,,from news",
    )
    talk.registry.found = {"multiple sclerosis": [ONE], "neuromyelitis optica": [TWO]}
    return talk


THREE_SITES = [("Charité", "Berlin", "Germany"), ("UKE", "Hamburg", "Germany"), ("UZ", "Gent", "Belgium")]
ONE = study(1)
TWO = study(2, phases=["PHASE1", "PHASE2"], sites=THREE_SITES, enrollment=30, acronym="TWO")


# ---------------------------------------------------------------- what a good answer does


def test_a_registry_that_says_the_same_changes_no_cell(talk):
    talk.write("sources.yaml", *(CLAIMS + SOURCES.format(address=talk.registry.server.address)).splitlines())
    before = talk.files()
    out = talk.told()
    assert "nothing changes" in out
    assert {name: data for name, data in talk.files().items() if name in before} == before
    assert sorted(talk.files().keys() - before.keys()) == [
        "figures/data/snapshots/2026-09-14.json",
        "figures/data/snapshots/2026-09-14.txt",
    ]


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


def test_without_a_claim_the_talk_follows_the_registry(talk):
    talk.registry.found["neuromyelitis optica"] = [
        study(2, status="ACTIVE_NOT_RECRUITING", phases=["PHASE2"], sites=THREE_SITES[:2], enrollment=31)
    ]
    assert (
        "- NCT00000002 TWO: phase Phase 1/2 → Phase 2, status RECRUITING → ACTIVE_NOT_RECRUITING, countries BE|DE → DE,"
        " enrollment 30 → 31, sites_by_country DE:2|BE:1 → DE:2, latest_known_status RECRUITING → ACTIVE_NOT_RECRUITING"
    ) in talk.told()
    row, remark = talk.rows("trials.csv")["NCT00000002"], talk.rows("trials_extra.csv")["NCT00000002"]
    assert (row["status"], row["phase"], row["countries"]) == ("ACTIVE_NOT_RECRUITING", "Phase 2", "DE")
    assert row["source"] == "an old copy; ClinicalTrials.gov API v2, data of 2026-09-14"
    assert (remark["status_as_of"], remark["n_sites"]) == ("2026-09-14", "2")


def test_only_the_cells_that_say_something_else_change(talk):
    talk.registry.found["neuromyelitis optica"] = [study(2, phases=["PHASE2"], sites=THREE_SITES, enrollment=30)]
    before = (talk.data / "trials.csv").read_text(encoding="utf-8")
    talk.claims("2026-04-25")
    talk.told()
    assert (talk.data / "trials.csv").read_text(encoding="utf-8") == before.replace("Phase 1/2", "Phase 2").replace(
        "BE|DE,an old copy", 'BE|DE,"an old copy; ClinicalTrials.gov API v2, data of 2026-09-14"'
    )


def test_what_a_person_decided_is_never_touched(talk):
    talk.registry.found["multiple sclerosis"] = [
        study(1, conditions=["Lupus"], sponsor="Another", acronym="X", title="Allogeneic CD20 in lupus")
    ]
    before = talk.rows("trials.csv")["NCT00000001"]
    talk.told()
    after = talk.rows("trials.csv")["NCT00000001"]
    decided = ("short_name", "product", "target", "cell_source", "indication", "sponsor")
    assert {name: after[name] for name in decided} == {name: before[name] for name in decided}
    assert talk.rows("trials_extra.csv")["NCT00000001"]["count_class"] == "core"


def test_rows_that_were_added_by_hand_survive(talk):
    before = talk.rows("trials.csv")["BY HAND"], talk.rows("trials_extra.csv")["BY HAND"]
    talk.told()
    assert (talk.rows("trials.csv")["BY HAND"], talk.rows("trials_extra.csv")["BY HAND"]) == before


def test_a_row_in_the_file_of_those_added_by_hand_is_known_and_left_alone(talk):
    row = "NCT00000008,EIGHT,x,CD19,autologous,MS,Phase 1,RECRUITING,Demo,BE,news,verified"
    talk.write("trials_by_hand.csv", TRIALS, row)
    with (talk.data / "trials_extra.csv").open("a") as file:
        file.write("NCT00000008,EIGHT,core,no,2025-10,,2025-10,18,BE:1,1,,\n")
    talk.registry.found["multiple sclerosis"].append(study(8, status="WITHDRAWN"))
    before = talk.rows("trials_by_hand.csv"), talk.rows("trials_extra.csv")["NCT00000008"]
    assert "decide on them" not in talk.told()
    assert (talk.rows("trials_by_hand.csv"), talk.rows("trials_extra.csv")["NCT00000008"]) == before


def test_a_source_names_the_newest_data_only(talk):
    talk.told()
    talk.registry.day = "2026-10-01"
    talk.told()
    assert (
        talk.rows("trials.csv")["NCT00000001"]["source"] == "an old copy; ClinicalTrials.gov API v2, data of 2026-10-01"
    )


# ---------------------------------------------------------------- records as they are


@pytest.mark.parametrize(
    ("record", "cells"),
    [
        (study(1, phases=["EARLY_PHASE1"]), {"phase": "Early Phase 1"}),
        (study(1, phases=["PHASE2", "PHASE3"]), {"phase": "Phase 2/3"}),
        (study(1, phases=["NA"]), {"phase": "not applicable"}),
        (study(1, phases=[]), {"phase": "not stated"}),
        (study(1, phases=[], study_type="OBSERVATIONAL"), {"phase": "not applicable"}),
        (study(1, sites=[]), {"countries": "", "sites_by_country": "", "n_sites": "0"}),
        (study(1, sites=[("A", "Seoul", "South Korea"), ("B", "Ankara", "Türkiye")]), {"countries": "KR|TR"}),
        (study(1, start="2026-06"), {"start": "2026-06"}),
        (study(1, start="2026"), {"start": "2026"}),
        (study(1, status="WITHDRAWN", enrollment=0), {"status": "WITHDRAWN", "enrollment": "0"}),
    ],
)
def test_a_record_with_an_odd_field_is_read(record, cells, talk):
    talk.registry.found["multiple sclerosis"] = [record]
    talk.told()
    row = {**talk.rows("trials_extra.csv")["NCT00000001"], **talk.rows("trials.csv")["NCT00000001"]}
    assert {name: row[name] for name in cells} == cells


def test_a_record_with_hardly_any_field_is_read(talk):
    section = {
        "identificationModule": {"nctId": "NCT00000001"},
        "statusModule": {"overallStatus": "UNKNOWN"},
        "contactsLocationsModule": {"locations": [{}]},
        "armsInterventionsModule": {"interventions": [{}]},
    }
    talk.registry.found["multiple sclerosis"] = [{"protocolSection": section}]
    talk.told()
    row = talk.rows("trials.csv")["NCT00000001"]
    assert (row["status"], row["phase"], row["countries"]) == ("UNKNOWN", "not stated", "")


def test_words_of_a_record_stay_on_one_line_and_can_be_seen(talk):
    talk.registry.found["multiple sclerosis"].append(study(9, acronym=" A\n\x1b[31m trial‮ "))
    assert "- NCT00000009 A [31m trial\n" in talk.told()
    assert talk.rows("trials_candidates.csv")["NCT00000009"]["short_name"] == "A [31m trial"


def broken(change: Mapping[str, Any]) -> dict[str, Any]:
    record = study(1)
    record["protocolSection"] = {**record["protocolSection"], **change}
    return record


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (broken({"identificationModule": {"nctId": "12"}}), "sends a study without a number"),
        (broken({"identificationModule": None}), "sends a study without a number"),
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
def test_a_record_of_another_form_changes_nothing(record, told, talk):
    talk.registry.found["multiple sclerosis"] = [record]
    assert told in nothing_changes(talk, "bad-answer", "figures/data/sources.yaml:3:11")


def test_a_country_that_nobody_knows_is_named(talk):
    talk.registry.found["multiple sclerosis"] = [study(1, sites=[("A", "B", "Ruritania")])]
    err = nothing_changes(talk, "unknown-country")
    assert "NCT00000001 has a site in `Ruritania`" in err
    assert "`countries: {Ruritania: …}` in sources.yaml" in err
    with (talk.data / "sources.yaml").open("a") as sources:
        sources.write("countries: {Ruritania: RT}\n")
    talk.told()
    assert talk.rows("trials.csv")["NCT00000001"]["countries"] == "RT"


# ---------------------------------------------------------------- an incomplete answer changes nothing


def nothing_changes(talk: Talk, code: str, place: str = "") -> str:
    before = talk.files()
    status, out, err = talk.refresh()
    assert (status, out) == (1, "")
    assert f"error[{code}]" in err
    assert f"--> {place or 'figures/data/sources.yaml:'}" in err
    assert err.endswith("1 error; nothing was changed\n")
    assert talk.files() == before
    return err


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


def test_tables_that_change_meanwhile_are_left_alone(talk):
    good = talk.registry.reply

    def reply(request):
        with (talk.data / "trials.csv").open("a") as file:
            file.write(",MORE,x,CD19,autologous,MS,Phase 1,RECRUITING,A,GB,news,verified\n")
        talk.registry.server.reply = good
        return good(request)

    talk.registry.server.reply = reply
    code, _, err = talk.refresh()
    assert code == 1
    assert "`trials.csv` was changed while the answers came in" in err
    assert "MORE" in talk.rows("trials.csv")
    assert not (talk.data / "snapshots").exists()


def test_when_one_file_cannot_be_written_none_is(talk, monkeypatch):
    replace, before = Path.replace, talk.files()

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "trials_extra.csv":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    code, _, err = talk.refresh()
    assert code == 1
    assert "error[cannot-write]: cannot write `trials_extra.csv`: permission denied" in err
    assert talk.files() == before


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        (
            "trials.csv",
            "NCT00000005,FIVE",
            "error[bad-csv]: this row has 2 cells, the first one 12\n --> figures/data/trials.csv:5:1",
        ),
        (
            "trials.csv",
            "NCT00000005,FIVE,x,CD19,autologous,MS,Phase 1,RECRUITING,A,GB,x,verified",
            "error[bad-csv]: `trials_extra.csv` has no row for NCT00000005 FIVE\n --> figures/data/trials.csv:5:13",
        ),
    ],
)
def test_a_mistake_in_the_talks_own_tables_is_told_before_anybody_is_asked(name, line, told, talk):
    with (talk.data / name).open("a") as file:
        file.write(line + "\n")
    code, _, err = talk.refresh()
    assert code == 1
    assert told in err
    assert talk.registry.server.asked == []


# ---------------------------------------------------------------- new trials wait for a person

CANDIDATE = study(
    7, posted="2026-03-01", acronym="SEVEN", phases=["EARLY_PHASE1"], conditions=["Multiple Sclerosis", "NMOSD"]
)


def classified(talk: Talk, number: str, **cells: str) -> None:
    """What a person writes into the row of a candidate."""
    path = talk.data / "trials_candidates.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["nct_id"] == number:
            row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


DECIDED = {"indication": "MS|NMOSD", "target": "CD19", "cell_source": "autologous", "count_class": "core"}


def test_a_new_trial_waits_unclassified_and_is_counted_nowhere(talk):
    talk.registry.found["multiple sclerosis"].append(CANDIDATE)
    assert "New: decide on them in trials_candidates.csv (1)\n- NCT00000007 SEVEN\n" in talk.told()
    row = talk.rows("trials_candidates.csv")["NCT00000007"]
    assert {name: row[name] for name in DECIDED} == dict.fromkeys(DECIDED, "")
    assert (row["phase"], row["conditions"]) == ("Early Phase 1", "Multiple Sclerosis|NMOSD")
    assert "NCT00000007" not in talk.rows("trials.csv")


def test_a_candidate_that_waits_is_not_new_again_and_keeps_up(talk):
    talk.registry.found["multiple sclerosis"].append(CANDIDATE)
    talk.told()
    classified(talk, "NCT00000007", target="CD19")
    talk.registry.found["multiple sclerosis"][1] = study(7, status="SUSPENDED")
    assert "decide on them" not in talk.told()
    row = talk.rows("trials_candidates.csv")["NCT00000007"]
    assert (row["status"], row["target"]) == ("SUSPENDED", "CD19")


def test_a_candidate_that_a_person_has_classified_is_counted(talk):
    talk.registry.found["multiple sclerosis"].append(CANDIDATE)
    talk.told()
    classified(talk, "NCT00000007", short_name="Seven", note="Also MG", **DECIDED)
    assert "Taken into trials.csv (1)\n- NCT00000007 Seven\n" in talk.told()
    assert talk.rows("trials_candidates.csv") == {}
    row, remark = talk.rows("trials.csv")["NCT00000007"], talk.rows("trials_extra.csv")["NCT00000007"]
    assert row == {
        "nct_id": "NCT00000007",
        "short_name": "Seven",
        "product": "DEMO-CAR19",
        "target": "CD19",
        "cell_source": "autologous",
        "indication": "MS|NMOSD",
        "phase": "Early Phase 1",
        "status": "RECRUITING",
        "sponsor": "Demo University",
        "countries": "BE",
        "source": "ClinicalTrials.gov API v2, data of 2026-09-14",
        "verified": "verified",
    }
    assert remark == {
        "nct_id": "NCT00000007",
        "short_name": "Seven",
        "count_class": "core",
        "in_snapshot_2026_04_25": "no",
        "status_as_of": "2026-09-14",
        "registry_last_update": "2026-02-03",
        "start": "2026-01",
        "enrollment": "12",
        "sites_by_country": "BE:1",
        "n_sites": "1",
        "latest_known_status": "RECRUITING",
        "note": "Also MG",
    }


def test_a_trial_that_is_not_ours_is_remembered_as_such(talk):
    talk.registry.found["multiple sclerosis"].append(CANDIDATE)
    talk.told()
    classified(talk, "NCT00000007", count_class="no")
    out = talk.told()
    assert "NCT00000007" not in out.partition("In the talk's tables")[2]
    assert talk.rows("trials_candidates.csv")["NCT00000007"]["count_class"] == "no"


def test_a_count_class_that_is_none_is_named(talk):
    talk.registry.found["multiple sclerosis"].append(CANDIDATE)
    talk.told()
    classified(talk, "NCT00000007", count_class="cor")
    code, _, err = talk.refresh()
    assert code == 1
    assert "error[unknown-choice]: `cor` is no count class\n --> figures/data/trials_candidates.csv:2:" in err
    assert "did you mean `core`?" in err


def test_a_known_trial_that_no_search_finds_is_asked_for_by_its_number(talk):
    talk.registry.found = {"multiple sclerosis": [ONE], "elsewhere": [study(2, status="COMPLETED", sites=THREE_SITES)]}
    talk.refresh()
    assert talk.rows("trials.csv")["NCT00000002"]["status"] == "COMPLETED"
    [asked] = [one.fields["filter.ids"] for one in talk.registry.server.asked if "filter.ids" in one.fields]
    assert asked == "NCT00000002"


def test_a_trial_that_is_gone_from_the_registry_keeps_its_row(talk):
    talk.registry.found["neuromyelitis optica"] = []
    before = talk.rows("trials.csv")["NCT00000002"]
    code, out, _ = talk.refresh()
    assert code == 0
    assert "No longer in the registry; their rows are as they were (1)\n- NCT00000002 TWO\n" in out
    assert talk.rows("trials.csv")["NCT00000002"] == before


# ---------------------------------------------------------------- a map that claims a day keeps that day


def test_what_changed_after_the_claimed_day_does_not_change_the_map(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"] = [study(1, status="WITHDRAWN", sites=[], updated="2026-06-24")]
    before = (talk.data / "trials.csv").read_bytes()
    out = talk.told()
    assert "Changed after 2026-04-25, which the talk claims: only latest_known_status follows (1)" in out
    assert "- NCT00000001 ONE: latest_known_status RECRUITING → WITHDRAWN" in out
    assert (talk.data / "trials.csv").read_bytes() == before
    assert talk.rows("trials_extra.csv")["NCT00000001"]["latest_known_status"] == "WITHDRAWN"
    assert talk.rows("trials_extra.csv")["NCT00000001"]["status_as_of"] == "2026-04-25"


def test_a_record_that_was_not_changed_since_corrects_the_map_for_the_claimed_day(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"] = [study(1, status="COMPLETED", updated="2026-04-25")]
    talk.told()
    assert talk.rows("trials.csv")["NCT00000001"]["status"] == "COMPLETED"
    assert talk.rows("trials_extra.csv")["NCT00000001"]["status_as_of"] == "2026-04-25"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (study(1, status="UNKNOWN", updated="2024-01-01"), "it comes by itself, without an update"),
        (study(1, status="COMPLETED", updated="2026-04"), "of which day of the month is not known"),
        (study(1, status="COMPLETED", updated=""), "of which day is not known"),
    ],
)
def test_a_record_that_may_have_changed_since_leaves_the_map(record, why, talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"] = [record]
    talk.told()
    assert talk.rows("trials.csv")["NCT00000001"]["status"] == "RECRUITING", why


def test_on_the_claimed_day_itself_the_record_of_that_day_is_true(talk):
    talk.claims("2026-09-14")
    talk.registry.found["multiple sclerosis"] = [study(1, status="UNKNOWN", updated="2026-09-14")]
    talk.told()
    assert talk.rows("trials.csv")["NCT00000001"]["status"] == "UNKNOWN"
    assert talk.rows("trials_extra.csv")["NCT00000001"]["status_as_of"] == "2026-09-14"


def test_when_the_claim_moves_on_the_map_follows(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"] = [study(1, status="WITHDRAWN", sites=[], updated="2026-06-24")]
    talk.told()
    talk.claims("2026-09-14")
    talk.told()
    assert talk.rows("trials.csv")["NCT00000001"]["status"] == "WITHDRAWN"
    assert talk.rows("trials_extra.csv")["NCT00000001"]["status_as_of"] == "2026-09-14"


def test_a_trial_posted_after_the_claimed_day_never_comes_into_the_map(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"].append(study(7, posted="2026-04-26", updated="2026-04-26"))
    talk.told()
    classified(talk, "NCT00000007", short_name="Seven", note="first in vivo", **DECIDED)
    out = talk.told()
    title = "Later than 2026-04-25, which the talk claims: taken into trials_after_talk.csv (1)"
    assert f"{title}\n- NCT00000007 Seven\n" in out
    assert "NCT00000007" not in talk.rows("trials.csv")
    row = talk.rows("trials_after_talk.csv")["NCT00000007"]
    assert (row["count_class"], row["indication"], row["note"]) == ("core", "MS|NMOSD", "first in vivo")
    assert row["source"] == "ClinicalTrials.gov API v2, data of 2026-09-14"


def test_a_trial_posted_on_the_claimed_day_comes_into_the_map(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"].append(study(7, posted="2026-04-25", updated="2026-04-25"))
    talk.told()
    classified(talk, "NCT00000007", **DECIDED)
    talk.told()
    assert talk.rows("trials_extra.csv")["NCT00000007"]["status_as_of"] == "2026-04-25"


def test_a_trial_without_a_date_of_posting_stays_out_of_a_map_that_claims_a_day(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"].append(study(7, posted=""))
    talk.told()
    classified(talk, "NCT00000007", **DECIDED)
    talk.told()
    assert "NCT00000007" in talk.rows("trials_after_talk.csv")


def test_a_trial_that_was_changed_since_the_claim_is_doubted_and_can_be_kept_for_later(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"].append(study(7, posted="2025-07-01", updated="2026-05-06"))
    talk.told()
    note = talk.rows("trials_candidates.csv")["NCT00000007"]["note"]
    assert note == "record changed after 2026-04-25: if it named these diseases only since then, write later"
    classified(talk, "NCT00000007", **{**DECIDED, "count_class": "later"})
    talk.told()
    assert talk.rows("trials_after_talk.csv")["NCT00000007"]["count_class"] == ""


def test_a_doubted_trial_that_a_person_counts_says_of_which_day_its_status_is(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"].append(study(7, posted="2025-07-01", updated="2026-05-06"))
    talk.told()
    classified(talk, "NCT00000007", **DECIDED)
    talk.told()
    assert talk.rows("trials_extra.csv")["NCT00000007"]["status_as_of"] == "2026-09-14"


def test_a_trial_kept_for_later_is_counted_when_the_claim_moves_on(talk):
    talk.claims("2026-04-25")
    talk.registry.found["multiple sclerosis"].append(study(7, posted="2026-05-02", updated="2026-05-02"))
    talk.told()
    classified(talk, "NCT00000007", **DECIDED)
    talk.told()
    talk.claims("2026-05-02")
    assert "Taken into trials.csv (1)\n- NCT00000007" in talk.told()
    assert talk.rows("trials_after_talk.csv") == {}
    assert talk.rows("trials.csv")["NCT00000007"]["indication"] == "MS|NMOSD"
    assert talk.rows("trials_extra.csv")["NCT00000007"]["status_as_of"] == "2026-05-02"


def test_a_trial_kept_for_later_without_a_count_class_is_asked_for(talk):
    talk.write("trials_after_talk.csv", f"{TRIALS},note,count_class", f"NCT00000007,SEVEN{',x' * 10},,")
    talk.registry.found["multiple sclerosis"].append(study(7, posted="2026-05-02", updated="2026-05-02"))
    out = talk.told()
    assert "Could be counted now: give them a count_class in trials_after_talk.csv (1)\n- NCT00000007 SEVEN" in out
    assert "NCT00000007" not in talk.rows("trials.csv")


def test_when_the_claim_moves_back_a_later_trial_leaves_the_map(talk):
    talk.registry.found["multiple sclerosis"] = [study(1, posted="2026-04-20", updated="2026-04-20")]
    before = talk.rows("trials.csv")["NCT00000001"]
    talk.claims("2026-04-17")
    assert "taken into trials_after_talk.csv (1)\n- NCT00000001 ONE\n" in talk.told()
    assert "NCT00000001" not in talk.rows("trials.csv") | talk.rows("trials_extra.csv")
    kept = talk.rows("trials_after_talk.csv")["NCT00000001"]
    assert {name: kept[name] for name in before} == before
    assert kept["count_class"] == "core"


# ---------------------------------------------------------------- snapshots and their difference


def test_the_difference_from_the_last_snapshot_is_told_and_written(talk, golden):
    talk.registry.found["multiple sclerosis"] += [study(3, acronym="THREE"), study(4, acronym="FOUR")]
    talk.told()
    talk.registry.day = "2026-10-01"
    talk.registry.found = {
        "multiple sclerosis": [
            study(1, status="WITHDRAWN", sites=[]),
            study(3, acronym="THREE", status="COMPLETED", phases=["PHASE2"]),
            CANDIDATE,
        ],
        "neuromyelitis optica": [
            study(2, phases=["PHASE1", "PHASE2"], enrollment=30, sites=[*THREE_SITES[1:], ("UZ", "Gent", "Belgium")])
        ],
    }
    out = talk.told().replace(talk.registry.server.host, "registry.example")
    text = (talk.data / "snapshots" / "2026-10-01.txt").read_text(encoding="utf-8")
    assert text.replace(talk.registry.server.host, "registry.example") == out.partition("\nwrote ")[0]
    golden(Path(__file__).parent / "difference.txt", out)


def test_a_second_look_on_the_same_day_compares_with_the_day_before(talk):
    talk.told()
    talk.registry.day = "2026-10-01"
    talk.registry.found["multiple sclerosis"] = [study(1, status="SUSPENDED")]
    first = talk.told()
    assert "Compared with 2026-09-14, which had 2:" in first
    second = talk.told()
    assert "NCT00000001 ONE: RECRUITING → SUSPENDED" in second
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
    talk.registry.found["multiple sclerosis"].append(CANDIDATE)
    before = talk.files()
    out = talk.told("--dry-run")
    assert talk.files() == before
    assert out.endswith("nothing was changed\n")
    assert talk.told().startswith(out.removesuffix("nothing was changed\n"))


def test_it_leaves_nothing_beside_its_files(talk):
    talk.told()
    assert not [name for name in talk.files() if name.endswith(".part")]
