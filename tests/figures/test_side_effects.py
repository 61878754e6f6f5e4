"""Does each count show its own series, with a mark for each, and does nothing pool them?"""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

from tests.figures.seen import DATA, drawn, rows, script, texts, with_gid, words

SHOWN = list(script("side_effects")["COUNTED"])


def row(key: str, event: str) -> dict[str, str]:
    [found] = [r for r in rows(DATA / "toxicities.csv") if (r["citation_key"], r["toxicity"]) == (key, event)]
    return found


@pytest.mark.parametrize(("key", "event"), SHOWN)
def test_one_mark_stands_for_each_and_is_filled_for_who_was_affected(key: str, event: str) -> None:
    canvas, found = drawn("side_effects"), row(key, event)
    events, people = int(found["events"]), int(found["n"])
    assert with_gid(canvas, f"count-{key}-{event}")[""].get_text() == f"{events} of {people}"
    drawings = canvas.figure.axes[0].patches
    marks = [one for one in drawings if str(one.get_gid()).startswith(f"person-{key}-{event}.")]
    assert len(marks) == people
    hollow = [mark for mark in marks if to_hex(mark.get_facecolor()) == to_hex(canvas.color("paper"))]
    assert len(hollow) == people - events


def test_every_count_that_is_drawn_is_of_one_series() -> None:
    said = words(drawn("side_effects")).replace("\N{NO-BREAK SPACE}", " ")
    assert len(SHOWN) == 7
    for key, event in SHOWN:
        found = row(key, event)
        assert found["verified"] == "verified"
        assert f"{found['events']} of {found['n']}" in said


def test_a_count_stands_in_the_column_of_its_series_under_its_name_and_target() -> None:
    canvas = drawn("side_effects")
    counts = {(key, event): with_gid(canvas, f"count-{key}-{event}")[""].get_position()[0] for key, event in SHOWN}
    columns = {key: left for (key, _), left in counts.items()}
    assert all(columns[key] == left for (key, _), left in counts.items())
    at = {text.get_position()[0]: [] for text in texts(canvas)}
    for text in sorted(texts(canvas), key=lambda text: -text.get_position()[1]):
        at[text.get_position()[0]].append(text.get_text().replace("\n", " "))
    assert at[columns["qin2023"]][:3] == ["NMOSD", "BCMA", "12 of 12"]
    assert at[columns["qin2025"]][:3] == ["Progressive MS", "BCMA", "only grade 1"]
    assert at[columns["fischbach2024"]][:3] == ["CD19", "–", "0 of 2"]
    assert at[columns["muller2024"]][:3] == ["Lupus, myositis, systemic sclerosis", "CD19", "11 of 15"]


def test_where_there_is_no_count_a_dash_says_so_and_what_it_means() -> None:
    canvas = drawn("side_effects")
    own = script("side_effects")
    said = {*SHOWN, own["FEW_CELLS"], own["MILD"]}
    cells = {(key, event) for key in own["SERIES"] for _, event in said}
    assert set(with_gid(canvas, "none-")) == {f"{key}-{event}" for key, event in cells - said}
    assert "– no count shown, not zero" in words(canvas)


def test_low_blood_counts_are_said_as_their_abstract_says_them() -> None:
    """A count of people was read into it only: none is shown."""
    found = row(*script("side_effects")["FEW_CELLS"])
    assert found["timing"] == "all within 40 days of infusion" and "reading" in found["note"]
    said = words(drawn("side_effects"))
    assert "all within 40 days" in said and "5 of 5" not in said


def test_second_cancers_stand_in_a_strip_of_their_own() -> None:
    found = row("ema_prac2024", "Secondary malignancy of T-cell origin")
    said = with_gid(drawn("side_effects"), "second-cancers")[""].get_text().replace("\n", " ")
    assert f"all for cancer: {found['events']} second" in said
    assert "42,500" in said and int(found["n"]) == 42500
    assert "26.9" not in words(drawn("side_effects"))
