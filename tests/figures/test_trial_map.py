"""Does the map show for each country the trials that the data have there?"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from babel import Locale
from matplotlib.colors import to_hex
from matplotlib.transforms import Bbox

from deck.figure import SMALLEST, Canvas
from deck.figure_inputs import inputs
from deck.own.run_script import ScriptFailed
from deck.workspace import Workspace
from tests.figures.seen import (
    DATA,
    PROJECT,
    draw,
    drawn,
    letters,
    number,
    outside,
    overlapping,
    script,
    texts,
    too_small,
    with_gid,
    words,
)
from tests.figures.stretched import Longer
from tests.figures.trial_rows import change, changed, counted_rows
from tests.slow import slow

WORLD = Workspace.find(PROJECT / "slides.yaml")

NAMES = {
    "AU": "Australia", "BE": "Belgium", "CA": "Canada", "CH": "Switzerland", "CN": "China", "DE": "Germany",
    "ES": "Spain", "FR": "France", "GB": "United Kingdom", "IT": "Italy", "US": "United States of America",
}  # fmt: skip
"""As the file of shapes calls them."""
PRINTED = NAMES | {"GB": "UK", "US": "USA"}


def printed(data: Path = DATA) -> dict[str, int]:
    return numbers(drawn("trial_map", data))


def numbers(canvas: Canvas) -> dict[str, int]:
    return {code.upper(): number(text) for code, text in with_gid(canvas, "country.").items()}


def expected(data: Path = DATA) -> dict[str, int]:
    return dict(Counter(code for row in counted_rows(data) for code in row["countries"].split("|") if code))


def test_every_country_has_its_number() -> None:
    assert printed() == expected()
    assert len(printed()) == 11


@pytest.mark.parametrize("longer", [False, True])
def test_each_number_stands_with_the_name_of_its_country(longer: bool) -> None:
    """The name that is nearest to a number is its own."""
    canvas = drawn("trial_map", words=Longer() if longer else None)
    names = {Longer().get(name) if longer else name: code for code, name in PRINTED.items()}
    boxes = {names[text.get_text()]: box for text, box in texts(canvas).items() if text.get_text() in names}
    assert set(boxes) == set(PRINTED)
    for code, text in with_gid(canvas, "country.").items():
        here = letters(canvas, text)
        gaps = {other: gap(here, box) for other, box in boxes.items()}
        assert min(gaps, key=gaps.__getitem__) == code.upper()
        assert gaps[code.upper()] < 12


def gap(one: Bbox, other: Bbox) -> float:
    across = max(one.x0 - other.x1, other.x0 - one.x1, 0)
    up = max(one.y0 - other.y1, other.y0 - one.y1, 0)
    return float(np.hypot(across, up))


@pytest.mark.parametrize("longer", [False, True])
def test_each_label_is_in_its_country_or_a_line_leads_there(longer: bool) -> None:
    canvas = drawn("trial_map", words=Longer() if longer else None)
    page = canvas.figure.axes[0]
    ends = [line.get_xydata()[0] for line in page.lines if line.get_marker() == "o" and not line.get_gid()]
    for code, text in with_gid(canvas, "country.").items():
        outlines = outlines_of(canvas, code.upper())
        box = letters(canvas, text)
        inside = any(path.contains_point((box.x0 + box.width / 2, box.y0 + box.height / 2)) for path in outlines)
        assert inside or any(path.contains_point(end) for path in outlines for end in ends), code


def outlines_of(canvas: Canvas, code: str) -> list[object]:
    """What is drawn of a country: those shapes of its shade that lie where the file of shapes has it."""
    topology = json.loads((DATA / "countries-110m.json").read_text(encoding="utf-8"))
    shapes = script("topojson")["countries"](topology)
    [shape] = [shape for shape in shapes if shape.name == NAMES[code]]
    flat = [script("topojson")["equal_earth"](outline) for outline in shape.outlines]
    found = []
    for land in canvas.figure.axes[0].collections:
        for path in land.get_paths():
            across, up = np.ptp(path.vertices, axis=0)
            for outline in flat:
                wide, high = np.ptp(outline, axis=0)
                same = len(path.vertices) in (len(outline), len(outline) + 1)
                # The smallest islands are drawn as a point, which has no proportions.
                if same and up and across / up == pytest.approx(wide / high, rel=1e-6):
                    found.append(path)
    assert len(found) >= 2 * len(flat)
    return found


def test_the_trials_without_a_site_are_named() -> None:
    note = with_gid(drawn("trial_map"), "no_site")[""]
    assert (
        note.get_text().replace("\n", " ")
        == f"Trials without a site: {sum(not row['countries'] for row in counted_rows())}"
    )


def test_a_trial_that_counts_several_times_is_explained() -> None:
    assert sum(expected().values()) > len(counted_rows())
    assert "A trial counts in each of its countries" in words(drawn("trial_map"))


def test_a_trial_that_moves_changes_two_numbers(tmp_path: Path) -> None:
    data = changed(tmp_path, "KYSA-7", countries="BE")
    now, before = printed(data), printed()
    assert now == expected(data)
    assert (now["BE"], now["US"]) == (before["BE"] + 1, before["US"] - 1)


# In the inset and outside of it, large, small and without a shape of its own.
@pytest.mark.parametrize("code", [slow("SE"), "JP", slow("SG"), slow("NL"), slow("IL"), "LU", slow("KE")])
def test_a_country_that_is_new_to_the_map_gets_a_number_and_a_place(code: str, tmp_path: Path) -> None:
    canvas = drawn("trial_map", changed(tmp_path, "KYSA-7", countries=code))
    assert numbers(canvas)[code] == 1
    assert code in words(canvas).split(" | ")
    assert outside(canvas) == overlapping(canvas) == too_small(canvas, SMALLEST) == []


def test_many_countries_find_room(tmp_path: Path) -> None:
    codes = "AT|PL|SE|NO|DK|NL|PT|CZ|JP|KR|IN|BR|IL|TR|SG|NZ"
    canvas = drawn("trial_map", changed(tmp_path, "KYSA-7", countries=codes))
    assert outside(canvas) == overlapping(canvas) == []


def test_a_small_state_is_a_dot(tmp_path: Path) -> None:
    canvas = drawn("trial_map", changed(tmp_path, "KYSA-7", countries="SG|MT"))
    assert set(with_gid(canvas, "dot.")) == {"sg", "mt"}


def test_a_country_that_the_map_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptFailed, match="XX"):
        drawn("trial_map", changed(tmp_path, "KYSA-7", countries="XX"))


def test_two_letters_mean_the_country_of_the_shape() -> None:
    """The table of codes against CLDR's names; where these differ, somebody compared them."""
    topology = json.loads((DATA / "countries-110m.json").read_text(encoding="utf-8"))
    shapes = {s.get("id"): s["properties"]["name"] for s in topology["objects"]["countries"]["geometries"]}
    codes = script("country_codes")["NUMERIC"]
    named = Locale("en").territories
    assert {shapes.get(numeric) for numeric in codes.values()} == set(shapes.values()) - WITHOUT_CODE
    assert {code: shapes[numeric] for code, numeric in codes.items() if named[code] != shapes[numeric]} == COMPARED


WITHOUT_CODE = {"Antarctica", "N. Cyprus", "Somaliland", "Kosovo"}


COMPARED = {
    "BA": "Bosnia and Herz.", "CD": "Dem. Rep. Congo", "CF": "Central African Rep.", "CG": "Congo",
    "CI": "Côte d'Ivoire", "DO": "Dominican Rep.", "EH": "W. Sahara", "FK": "Falkland Is.", "GQ": "Eq. Guinea",
    "MK": "Macedonia", "MM": "Myanmar", "PS": "Palestine", "SB": "Solomon Is.", "SS": "S. Sudan", "SZ": "eSwatini",
    "TF": "Fr. S. Antarctic Lands", "TR": "Turkey", "TT": "Trinidad and Tobago", "US": "United States of America",
}  # fmt: skip


def test_white_labels_stand_on_dark_land(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    for row in [row for row in counted_rows() if row["countries"] == "CN"][:8]:
        change(data, row["short_name"], countries="RU")
    # On a larger map than the slide's, where a label has room on Russia.
    canvas = draw("trial_map", data, larger=1.4)
    white = {
        text: box
        for text, box in texts(canvas).items()
        if to_hex(text.get_color()) == f"#{canvas.brand.colors['paper'].hex.lower()}"
    }
    assert {"RU", "8"} <= {text.get_text() for text in white}
    dark = [
        path for land in canvas.figure.axes[0].collections if land.get_gid() == "land.3" for path in land.get_paths()
    ]
    for text, box in white.items():
        for corner in box.corners():
            assert any(path.contains_point(corner) for path in dark), text.get_text()


def test_each_shade_has_the_countries_of_its_range() -> None:
    """Outlines in a shade = outlines of its countries, on the world and on the inset alike."""
    topology = json.loads((DATA / "countries-110m.json").read_text(encoding="utf-8"))
    parts = {
        shape["properties"]["name"]: len(shape["arcs"]) if shape["type"] == "MultiPolygon" else 1
        for shape in topology["objects"]["countries"]["geometries"]
    }
    by_shade: Counter[str] = Counter()
    for code, count in expected().items():
        by_shade[f"land.{1 + (count >= 4) + (count >= 8)}"] += parts[NAMES[code]]
    lands = drawn("trial_map").figure.axes[0].collections
    shown = [(land.get_gid(), len(land.get_paths())) for land in lands]
    assert len(shown) == 8
    for shade, count in shown:
        assert shade == "land.0" or by_shade[shade] == count


def test_the_inset_shows_what_the_frame_on_the_world_encloses() -> None:
    """Belgium is inside both, and the inset is larger."""
    canvas = drawn("trial_map")
    inset = with_gid(canvas, "inset")[""]
    boxes = [p for p in canvas.figure.axes[0].patches if p.get_facecolor()[3] == 0 < p.get_edgecolor()[3]]
    small, large = sorted(boxes, key=lambda patch: patch.get_width())
    assert large is inset
    assert large.get_width() > 4 * small.get_width()
    assert large.get_width() / large.get_height() == pytest.approx(small.get_width() / small.get_height(), rel=0.01)


def test_equal_earth_keeps_areas_true() -> None:
    equal_earth = script("topojson")["equal_earth"]

    def area(west: float, south: float, east: float, north: float) -> float:
        up = np.linspace(south, north, 400)
        edge = [np.column_stack([np.full(400, west), up]), np.column_stack([np.full(400, east), up[::-1]])]
        across, high = equal_earth(np.concatenate(edge)).T
        return float(abs(np.dot(across, np.roll(high, 1)) - np.dot(high, np.roll(across, 1))) / 2)

    for south, north in [(0, 10), (40, 50), (70, 80)]:
        on_the_globe = np.radians(20) * (np.sin(np.radians(north)) - np.sin(np.radians(south)))
        assert area(-10, south, 10, north) == pytest.approx(on_the_globe, rel=2e-3)


def test_no_outline_runs_around_the_earth() -> None:
    topology = json.loads((DATA / "countries-110m.json").read_text(encoding="utf-8"))
    shapes = script("topojson")["countries"](topology)
    assert len(shapes) == 177
    for shape in shapes:
        for outline in shape.outlines:
            assert shape.name == "Antarctica" or np.ptp(outline[:, 0]) < 170, shape.name


def test_the_slide_cites_the_projection_and_says_whose_borders_these_are() -> None:
    text = (PROJECT / "slides.yaml").read_text(encoding="utf-8")
    slide = text[text.index("- id: trial-map") : text.index("- id: trial-counts")]
    assert "Equal Earth projection [@savric2019]" in slide
    assert "Borders as in Natural Earth; no opinion on legal status is implied" in slide


def test_what_it_is_drawn_from_is_declared() -> None:
    found = {
        path.name for path in inputs(PROJECT / "figures" / "trial_map.py", Workspace.find(PROJECT / "slides.yaml"))
    }
    assert found >= {"trials.csv", "trials_extra.csv", "trials_by_hand.csv", "countries-110m.json"}
    assert found >= {"topojson.py", "trials.py", "values.py", "room.py", "sheet.py", "country_codes.py"}
