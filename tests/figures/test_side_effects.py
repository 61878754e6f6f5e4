"""Does each disc show the count of its own series, and does nothing pool them?"""

from __future__ import annotations

import pytest
from matplotlib.patches import Wedge

from tests.figures.seen import DATA, drawn, rows, script, with_gid, words

SHOWN = [(key, event) for _, event, keys in script("side_effects")["EVENTS"] for key in keys]


def row(key: str, event: str) -> dict[str, str]:
    [found] = [r for r in rows(DATA / "toxicities.csv") if (r["citation_key"], r["toxicity"]) == (key, event)]
    return found


@pytest.mark.parametrize(("key", "event"), SHOWN)
def test_a_disc_is_filled_as_far_as_people_were_affected(key: str, event: str) -> None:
    canvas, found = drawn("side_effects"), row(key, event)
    events, people = int(found["events"]), int(found["n"])
    star = "*" if "reading" in found["note"] else ""
    assert with_gid(canvas, f"count-{key}-{event}")[""].get_text() == f"{events} of {people}{star}"
    wedge = with_gid(canvas, f"share-{key}-{event}").get("")
    assert (wedge is None) == (events == 0)
    if isinstance(wedge, Wedge):
        assert wedge.theta2 - wedge.theta1 == pytest.approx(360 * events / people)


def test_every_count_that_is_drawn_is_of_one_series() -> None:
    canvas = drawn("side_effects")
    assert len(with_gid(canvas, "count-")) == len(SHOWN) == 8
    assert all(row(key, event)["verified"] == "verified" for key, event in SHOWN)


def test_second_cancers_stand_in_a_strip_of_their_own() -> None:
    found = row("ema_prac2024", "Secondary malignancy of T-cell origin")
    said = with_gid(drawn("side_effects"), "second-cancers")[""].get_text().replace("\n", " ")
    assert f"all for cancer: {found['events']} second" in said
    assert "42,500" in said and int(found["n"]) == 42500
    assert "26.9" not in words(drawn("side_effects"))
