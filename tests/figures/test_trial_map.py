"""Does the map show for each country the trials that the data have there?"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from deck.resolve.figure_inputs import inputs
from deck.resolve.run_script import ScriptFailed
from tests.figures.trial_pictures import (
    DATA,
    PROJECT,
    assert_legible,
    changed,
    counted_rows,
    drawn,
    number,
    with_gid,
)


def printed(data: Path = DATA) -> dict[str, int]:
    return {code.upper(): number(text) for code, text in with_gid(drawn("trial_map", data), "country.").items()}


def expected(data: Path = DATA) -> dict[str, int]:
    return dict(Counter(code for row in counted_rows(data) for code in row["countries"].split("|") if code))


def test_every_country_has_its_number() -> None:
    assert printed() == expected()
    assert len(printed()) == 11


def test_it_can_be_read() -> None:
    assert_legible(drawn("trial_map"))


def test_the_trials_without_a_site_are_named() -> None:
    note = with_gid(drawn("trial_map"), "no_site")[""]
    assert note.get_text().split()[0] == str(sum(not row["countries"] for row in counted_rows()))


def test_a_trial_that_moves_changes_two_numbers(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", countries="BE")
    assert printed(data) == expected(data)
    assert printed(data)["BE"] == printed()["BE"] + 1
    assert printed(data)["US"] == printed()["US"] - 1


@pytest.mark.parametrize("code", ["SE", "JP", "SG"])
def test_a_country_that_is_new_to_the_map_gets_a_number(code: str, tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", countries=code)
    assert printed(data)[code] == 1


def test_a_country_that_the_map_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptFailed, match="XX"):
        drawn("trial_map", changed(tmp_path, "KYSA-7", countries="XX"))


def test_white_numbers_stand_on_dark_land() -> None:
    canvas = drawn("trial_map")
    white = [text for text in canvas.figure.findobj(Text) if to_hex(text.get_color()) == "#ffffff" and text.get_text()]
    assert white
    for text in white:
        [dark] = [c for c in text.axes.collections if c.get_gid() == "land.3"]
        box = text.get_window_extent().transformed(text.axes.transData.inverted())
        for corner in box.corners():
            assert any(path.contains_point(corner) for path in dark.get_paths()), text.get_text()


def test_each_shade_has_the_countries_of_its_range() -> None:
    """Outlines in a shade = outlines of its countries, on the world and on the inset alike."""
    topology = json.loads((DATA / "countries-110m.json").read_text(encoding="utf-8"))
    parts = {
        shape["properties"]["name"]: len(shape["arcs"]) if shape["type"] == "MultiPolygon" else 1
        for shape in topology["objects"]["countries"]["geometries"]
    }
    names = {
        "AU": "Australia", "BE": "Belgium", "CA": "Canada", "CH": "Switzerland", "CN": "China", "DE": "Germany",
        "ES": "Spain", "FR": "France", "GB": "United Kingdom", "IT": "Italy", "US": "United States of America",
    }  # fmt: skip
    by_shade: Counter[int] = Counter()
    for code, count in expected().items():
        by_shade[1 + (count >= 4) + (count >= 8)] += parts[names[code]]
    canvas = drawn("trial_map")
    for axes in canvas.figure.axes:
        shown = {int(c.get_gid().split(".")[1]): len(c.get_paths()) for c in axes.collections}
        assert {shade: n for shade, n in shown.items() if shade} == by_shade


def test_equal_earth_keeps_areas_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "figures"))
    from topojson import equal_earth

    def area(west: float, south: float, east: float, north: float) -> float:
        up = np.linspace(south, north, 400)
        edge = [np.column_stack([np.full(400, west), up]), np.column_stack([np.full(400, east), up[::-1]])]
        across, high = equal_earth(np.concatenate(edge)).T
        return float(abs(np.dot(across, np.roll(high, 1)) - np.dot(high, np.roll(across, 1))) / 2)

    for south, north in [(0, 10), (40, 50), (70, 80)]:
        on_the_globe = np.radians(20) * (np.sin(np.radians(north)) - np.sin(np.radians(south)))
        assert area(-10, south, 10, north) == pytest.approx(on_the_globe, rel=2e-3)


def test_no_outline_runs_around_the_earth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "figures"))
    from topojson import countries

    shapes = countries(json.loads((DATA / "countries-110m.json").read_text(encoding="utf-8")))
    assert len(shapes) == 177
    for shape in shapes:
        for outline in shape.outlines:
            assert shape.name == "Antarctica" or np.ptp(outline[:, 0]) < 170, shape.name


def test_what_it_is_drawn_from_is_declared() -> None:
    found = {path.name for path in inputs(PROJECT / "figures" / "trial_map.py", DATA)}
    assert found >= {"trials.csv", "trials_extra.csv", "countries-110m.json", "topojson.py", "trials.py", "values.py"}
