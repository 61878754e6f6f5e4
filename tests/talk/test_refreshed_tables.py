"""What does the talk make of a new state of the registry in its own tables?"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.refresh.server import Server, study
from tests.refresh.talk import ONE, SOURCES, THREE_SITES, Talk, begin
from tests.story import PROJECT

TRIALS = "nct_id,short_name,product,target,cell_source,indication,phase,status,sponsor,countries,source,verified"
EXTRA = (
    "nct_id,short_name,count_class,in_snapshot_2026_04_25,status_as_of,registry_last_update,start,enrollment,"
    "sites_by_country,n_sites,latest_known_status,note"
)
CLAIMS = "claims: 2026-04-25\n"


@pytest.fixture
def talk(tmp_path, monkeypatch, server: Server, capsys) -> Talk:
    """Two trials with a number and one added by hand; the registry says of the two what the tables say."""
    monkeypatch.chdir(tmp_path)
    talk = begin(tmp_path, server, capsys)
    shutil.copy(PROJECT / "figures" / "refresh.py", tmp_path / "figures")
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
    return talk


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


ODD = [
    ("trials.csv", "NCT00000005,FIVE", "bad-csv", "5:1", "this row has 2 cells, the first one 12"),
    (
        *("trials.csv", "NCT00000005,FIVE,x,CD19,autologous,MS,Phase 1,RECRUITING,A,GB,x,verified"),
        *("bad-csv", "5:13", "`trials_extra.csv` has no row for NCT00000005 FIVE"),
    ),
    (
        *("trials.csv", "NCT00000001,ONE,x,CD19,autologous,MS,Phase 1,RECRUITING,A,GB,x,verified"),
        *("bad-csv", "5:13", "NCT00000001 ONE stands here twice"),
    ),
    ("trials_extra.csv", 'NCT00000005,FIVE,"core', "bad-csv", "5:18", "a quotation mark has no partner"),
]


@pytest.mark.parametrize(("name", "line", "error", "place", "told"), ODD)
def test_an_odd_row_is_told_and_the_others_are_done(name, line, error, place, told, talk):
    talk.registry.found["neuromyelitis optica"] = [study(2, status="COMPLETED"), study(5, status="COMPLETED")]
    with (talk.data / name).open("a") as file:
        file.write(line + "\n")
    code, _, err = talk.refresh()
    assert code == 1
    assert err.count("error[") == 1
    assert f"error[{error}]: {told}\n --> figures/data/{name}:{place}\n" in err
    assert err.endswith("1 error; all else was done\n")
    assert talk.rows("trials.csv")["NCT00000002"]["status"] == "COMPLETED"
    assert (talk.data / name).read_text(encoding="utf-8").splitlines()[4] == line
    new = talk.rows("trials_candidates.csv")
    assert ("NCT00000005" in new) == ("FIVE" not in line), "what stands in an odd row is not new"


def test_a_trial_without_its_remark_is_told_once_and_left_alone(talk):
    path = talk.data / "trials_extra.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("NCT00000001,ONE,core,", "NCT00000001,ONE,"))
    before = talk.rows("trials.csv")["NCT00000001"]
    talk.registry.found["multiple sclerosis"] = [study(1, status="WITHDRAWN")]
    _, _, err = talk.refresh()
    assert err.count("error[") == 1
    assert "error[bad-csv]: this row has 11 cells, the first one 12\n --> figures/data/trials_extra.csv:2:1" in err
    assert talk.rows("trials.csv")["NCT00000001"] == before


def test_a_trial_that_waits_and_is_counted_already_is_told(talk):
    talk.write(
        "trials_after_talk.csv",
        f"{TRIALS},note,count_class",
        f"NCT00000001,ONE{',x' * 10},,",
        f"NCT00000008,EIGHT{',x' * 10},,core",
    )
    talk.registry.found["multiple sclerosis"].append(study(8, posted="2026-05-02", updated="2026-05-02"))
    _, out, err = talk.refresh()
    assert err.count("error[") == 1
    assert (
        "error[bad-csv]: NCT00000001 ONE stands in `trials.csv` too\n --> figures/data/trials_after_talk.csv:2:1" in err
    )
    assert "Taken into trials.csv (1)\n- NCT00000008 EIGHT" in out


def test_a_file_without_its_columns_is_told_before_anybody_is_asked(talk):
    path = talk.data / "trials.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("nct_id", "nct", 1))
    code, _, err = talk.refresh()
    assert code == 1
    assert "error[bad-csv]: `figures/data/trials.csv` has no column `nct_id`\n --> figures/data/trials.csv:1:1" in err
    assert "did you mean `nct`?" in err
    assert talk.registry.server.asked == []


def test_what_a_registry_says_is_never_run_by_a_spreadsheet(talk):
    talk.registry.found["multiple sclerosis"].append(study(7, acronym="=cmd|'/c calc'!A1", sponsor="@SUM(A1)"))
    talk.told()
    row = talk.rows("trials_candidates.csv")["NCT00000007"]
    assert (row["short_name"], row["sponsor"]) == ("'=cmd|'/c calc'!A1", "'@SUM(A1)")


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


def test_a_dry_run_shows_the_same_and_writes_nothing(talk):
    talk.registry.found["multiple sclerosis"].append(CANDIDATE)
    before = talk.files()
    out = talk.told("--dry-run")
    assert talk.files() == before
    assert out.endswith("nothing was changed\n")
    assert talk.told().startswith(out.removesuffix("nothing was changed\n"))
