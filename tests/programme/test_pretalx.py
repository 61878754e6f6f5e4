"""What is read of a schedule as pretalx exports it, and of one that somebody has damaged?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deck.diagnostics import Report
from deck.door import Door
from deck.programme.pretalx import Schedule, Scheduled, read_schedule
from deck.talk import Name
from tests.programme.story import SCHEDULE


@pytest.fixture(scope="module")
def talks() -> dict[str, Scheduled]:
    return {talk.id: talk for talk in read(SCHEDULE).talks}


def read(path: Path, report: Report | None = None) -> Schedule:
    report = Report() if report is None else report
    found = read_schedule(path.parent, Name(path.name), Door(path.parent), report)
    assert found is not None, [one.message for one in report]
    return found


def test_every_talk_of_every_day_and_room_is_there(talks):
    assert list(talks) == ["AAQ7KD", "B3XMZT", "CCLD9P", "D8QWER", "E5TYUI", "F2ASDF", "G9HJKL", "H4ZXCV"]


def test_time_and_room_are_those_on_the_wall(talks):
    talk = talks["G9HJKL"]
    assert (f"{talk.start:%Y-%m-%d %H:%M}", talk.room, talk.minutes) == ("2026-04-25 14:00", "Kleiner Saal Ö", 15)


def test_names_are_as_their_owners_write_them(talks):
    assert talks["AAQ7KD"].speakers == ("Ágnes Kőszegi", "Jan de Vries")
    assert talks["F2ASDF"].speakers == ("李 明", "Σοφία Παπαδοπούλου")


def test_a_talk_without_speakers_stays(talks):
    assert talks["E5TYUI"].speakers == talks["H4ZXCV"].speakers == ()


def test_a_cancelled_talk_is_known_by_its_title_or_its_state(talks):
    assert [talk.id for talk in talks.values() if talk.cancelled] == ["CCLD9P", "H4ZXCV"]


def test_a_talk_of_no_track_has_none(talks):
    assert (talks["G9HJKL"].track, talks["AAQ7KD"].track) == ("", "Plenary")


def changed(folder: Path, **fields: Any) -> tuple[Scheduled | None, list[str]]:
    """A schedule of one talk that is like the first, but for these fields; without a value, they are missing."""
    data = json.loads(SCHEDULE.read_text(encoding="utf-8"))
    day = data["schedule"]["conference"]["days"][0]
    talk = {**day["rooms"]["Hall 1"][0], **fields}
    day["rooms"] = {"Hall 1": [{name: value for name, value in talk.items() if value is not ...}]}
    data["schedule"]["conference"]["days"] = [day]
    path = folder / "schedule.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    report = Report()
    found = read(path, report).talks
    return (found[0] if found else None), [one.message for one in report]


@pytest.mark.parametrize(
    ("written", "minutes"), [("00:20", 20), ("1:30", 90), ("01:30:00", 90), ("26:00", 1560), ("00:00", None)]
)
def test_a_duration_is_in_hours_and_minutes(tmp_path, written, minutes):
    talk, _ = changed(tmp_path, duration=written)
    assert talk is not None and talk.minutes == minutes


def test_an_old_export_says_the_code_in_the_address_alone(tmp_path):
    talk, _ = changed(tmp_path, code=...)
    assert talk is not None and talk.id == "AAQ7KD"


def test_a_title_in_several_languages_is_taken_in_the_first(tmp_path):
    talk, _ = changed(tmp_path, title={"de": "Eröffnung", "en": "Opening"})
    assert talk is not None and talk.title == "Eröffnung"


@pytest.mark.parametrize("code", ["../../etc", "a/b", "..", "C:", "a b"])
def test_a_code_leads_nowhere(tmp_path, code):
    talk, found = changed(tmp_path, code=code)
    assert talk is None and found == [f"`{code}` cannot be the code of a talk"]


@pytest.mark.parametrize("persons", [None, [], [None], [{}], [{"public_name": None, "name": ""}], "nobody", 3])
def test_whatever_stands_for_nobody_is_nobody(tmp_path, persons):
    talk, _ = changed(tmp_path, persons=persons)
    assert talk is not None and talk.speakers == ()


@pytest.mark.parametrize("said", [[], {}, {"schedule": None}, {"schedule": {"conference": {"days": {}}}}, 1, None])
def test_what_is_no_schedule_says_so(tmp_path, said):
    path, report = tmp_path / "schedule.json", Report()
    path.write_text(json.dumps(said), encoding="utf-8")
    assert read_schedule(tmp_path, Name("schedule.json"), Door(tmp_path), report) is None
    assert [one.code for one in report] == ["bad-schedule"]


def test_days_and_rooms_that_are_none_are_passed_over(tmp_path):
    path = tmp_path / "schedule.json"
    days = [None, {"rooms": None}, {"rooms": {"A": None, "B": [None, 3]}}]
    path.write_text(json.dumps({"schedule": {"conference": {"days": days}}}), encoding="utf-8")
    assert read(path).talks == ()
