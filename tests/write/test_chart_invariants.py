"""Does every rule of a chart find the defect that it is there for, and leave good charts alone?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deck.write.pptx.deck import package_parts
from deck.write.pptx.invariants import violations
from tests.story import tell
from tests.test_charts import COLUMNS, FOREST, HEAD

Parts = dict[str, bytes]
CHART, OTHER = "ppt/charts/chart1.xml", "ppt/charts/chart2.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    talk = HEAD.format(tag="en") + FOREST
    talk += "- id: two\n  kind: chart\n  title: T\n  alt: A.\n  labels: true\n" + COLUMNS.replace("Two", "'**Two**'")
    return package_parts(tell(tmp_path_factory.mktemp("charts"), talk).without_mistakes())


def swap(part: str, pattern: str, new: str) -> Callable[[Parts], None]:
    def plant(parts: Parts) -> None:
        changed, count = re.subn(pattern, new, parts[part].decode(), count=1, flags=re.DOTALL)
        assert count, f"nothing in {part} matches {pattern}"
        parts[part] = changed.encode()

    return plant


def another_number_in_the_workbook(parts: Parts) -> None:
    name = next(name for name in sorted(parts) if name.endswith(".xlsx"))
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(parts[name])) as old, zipfile.ZipFile(saved, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            new.writestr(member, data.replace(b"<v>0.62</v>", b"<v>0.63</v>") if "sheet1" in member else data)
    parts[name] = saved.getvalue()


PLANTED: dict[str, tuple[str, Callable[[Parts], None]]] = {
    "an axis that ends before it begins": (
        "chart_axis_has_a_length",
        swap(CHART, r'<c:max val="[^"]*"', '<c:max val="0.1"'),
    ),
    "ratios that begin at nought": ("chart_axis_has_a_length", swap(CHART, r'<c:min val="[^"]*"', '<c:min val="0"')),
    "a look of a point that is not there": (
        "chart_marks_are_of_its_points",
        swap(OTHER, r'(<c:dPt><c:idx val=")\d+', r"\g<1>9"),
    ),
    "two looks of one point": ("chart_marks_are_of_its_points", swap(OTHER, r"(<c:dPt>.*?</c:dPt>)", r"\1\1")),
    "two labels of one point": (
        "chart_marks_are_of_its_points",
        swap(CHART, r"(<c:dLbl>.*?</c:dLbl>)", r"\1\1"),
    ),
    "error bars without an end": ("chart_error_bars_have_both_ends", swap(CHART, r"<c:minus>.*?</c:minus>", "")),
    "error bars for some of the points": (
        "chart_error_bars_have_both_ends",
        swap(CHART, r'(<c:minus>.*?<c:ptCount val=")3', r"\g<1>9"),
    ),
    "another number in the workbook": ("chart_shows_its_workbook", another_number_in_the_workbook),
    "another number in the chart": ("chart_shows_its_workbook", swap(OTHER, "<c:v>1.25</c:v>", "<c:v>1.52</c:v>")),
    "a name that the workbook does not have": (
        "chart_shows_its_workbook",
        swap(OTHER, "<c:v>Placebo</c:v>", "<c:v>Control</c:v>"),
    ),
    "a sheet that the workbook does not have": ("chart_shows_its_workbook", swap(OTHER, "<c:f>Sheet1", "<c:f>Sheet7")),
    "no workbook": ("chart_has_a_workbook", swap(OTHER, "<c:externalData.*?</c:externalData>", "")),
}


def test_good_charts_break_no_rule(good: Parts) -> None:
    assert violations(good) == []


@pytest.mark.parametrize(("rule", "plant"), PLANTED.values(), ids=PLANTED)
def test_a_planted_defect_is_found(rule: str, plant: Callable[[Parts], None], good: Parts) -> None:
    parts = dict(good)
    plant(parts)
    # Of a workbook that nothing leads to any more, another rule says so as well.
    assert rule in {one.rule for one in violations(parts)}


def test_every_rule_of_charts_has_its_defect() -> None:
    source = (Path(__file__).parents[2] / "deck/write/pptx/invariants/chart_rules.py").read_text(encoding="utf-8")
    assert set(re.findall(r"^def (chart_\w+)", source, re.MULTILINE)) == {rule for rule, _ in PLANTED.values()}
