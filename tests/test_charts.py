"""Do a chart, its drawing and its workbook say the same numbers, in every language and direction?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from deck.brand.model import Brand
from deck.brand.theme_colors import contrast
from deck.chart import Axis, Chart
from deck.layout.chart_scale import format_code, said, scale_of
from deck.page import ChartBox, Deck, Drawn
from deck.write.drawing.to_json import to_json
from deck.write.pptx.deck import package_parts, write_pptx
from deck.written_number import Format
from tests.story import Story, opened, tell

HEAD = (
    "format: 2\ntalk: {{title: T, speaker: S, language: {tag}, status: final}}\nslides:\n"
    "- id: one\n  kind: chart\n  title: T\n  alt: A chart.\n"
)
GROUPS = "  categories: [One, Two, Three]\n  series:\n"
COLUMNS = (
    f"  chart: column\n{GROUPS}"
    "    - {name: Drug, values: [0.5, 1.25, –]}\n    - {name: Placebo, values: [2, 3, 4]}\n"
)
FOREST = (
    f"  chart: interval\n{GROUPS}    - {{name: Ratio, values: [0.62, 0.5, 0.9], low: [0.48, 0.4, 0.7],"
    " high: [0.8, 0.6, 1.2]}\n  value_axis: {log: true}\n  reference: {at: 1, label: No difference}\n"
)


def told(folder: Path, chart: str, tag: str = "en-GB", **files: str) -> Deck:
    return tell(folder, HEAD.format(tag=tag) + chart, files).without_mistakes()


def box_of(deck: Deck) -> ChartBox:
    return next(one for one in deck.pages[0].elements if isinstance(one, ChartBox))


def parts_of(deck: Deck) -> dict[str, bytes]:
    return package_parts(deck)


def workbook_of(deck: Deck) -> Any:
    parts = parts_of(deck)
    return load_workbook(io.BytesIO(next(data for name, data in parts.items() if name.endswith(".xlsx")))).active


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


# ---------------------------------------------------------------- axes


@pytest.mark.parametrize(
    ("values", "from_nought", "ticks"),
    [
        ([1.2, 3.4], True, (0, 1, 2, 3, 4)),
        ([97, 98, 99.5], False, (97, 97.5, 98, 98.5, 99, 99.5)),
        ([97, 98, 99.5], True, (0, 20, 40, 60, 80, 100)),
        ([-3, 4], True, (-4, -2, 0, 2, 4)),
        ([0, 0], True, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([5], False, (0, 1, 2, 3, 4, 5)),
        ([1, 6, 15], True, (0, 5, 10, 15)),
        ([0, 2], True, (0, 1, 2)),
    ],
)
def test_an_axis_is_read_at_round_numbers_and_holds_its_values(
    values: list[float], from_nought: bool, ticks: tuple[float, ...]
) -> None:
    scale = scale_of(Axis(), values, from_nought)
    assert scale.ticks == ticks
    assert all(scale.low <= value <= scale.high for value in values)


def test_an_axis_of_ratios_is_read_at_powers_that_hold_its_values() -> None:
    assert scale_of(Axis(log=True), [0.48, 1.4], False).ticks == (0.25, 0.5, 1, 2)
    assert scale_of(Axis(log=True), [0.02, 30], False).ticks == (0.01, 0.1, 1, 10, 100)
    assert scale_of(Axis(log=True, low=0.2, high=5), [0.5, 2], False).share(1) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("form", "tag", "values", "code"),
    [
        (Format(decimals=1), "en-GB", (1.5, 1200), "#,##0.0"),
        (Format(decimals=1), "de", (1.5,), "[$-407]#,##0.0"),
        (Format(decimals=0), "de", (1, 2), "#,##0"),
        (Format(decimals=0), "de-CH", (1200,), "[$-807]#,##0"),
        (Format(decimals=0), "fr", (-2, 2), '#,##0;"−"#,##0'),
        (Format(decimals=0, unit="%"), "de", (0.5,), "[$-407]0\u00a0%"),
        (Format(unit="mg", decimals=0), "en", (2,), '#,##0"\u00a0mg"'),
    ],
)
def test_a_number_format_asks_for_the_marks_of_the_language(
    form: Format, tag: str, values: tuple[float, ...], code: str
) -> None:
    assert format_code(form, tag, values) == code


def test_the_numbers_of_an_axis_are_those_of_the_language() -> None:
    scale = scale_of(Axis(), [0.5, 1.2], True)
    assert [said(scale, tick, "de") for tick in scale.ticks][:2] == ["0,0", "0,2"]


# ---------------------------------------------------------------- the workbook


def test_the_workbook_has_the_numbers_of_the_talk(tmp_path: Path) -> None:
    assert rows_of(workbook_of(told(tmp_path, COLUMNS))) == [
        (None, "Drug", "Placebo"),
        ("One", 0.5, 2),
        ("Two", 1.25, 3),
        ("Three", None, 4),
    ]


def test_the_workbook_has_the_cells_of_the_csv(tmp_path: Path) -> None:
    csv = "year;drug;placebo\n2021;0,41;0,62\n2022;0,28;\n"
    chart = (
        "  chart: line\n  csv: d.csv\n  categories: year\n  series:\n"
        "    - {name: Drug, values: drug}\n    - {name: Placebo, values: placebo}\n"
    )
    sheet = workbook_of(told(tmp_path, chart, **{"d.csv": csv}))
    assert rows_of(sheet) == [("year", "Drug", "Placebo"), ("2021", 0.41, 0.62), ("2022", 0.28, None)]


def test_the_intervals_of_a_workbook_move_their_error_bars(tmp_path: Path) -> None:
    sheet = workbook_of(told(tmp_path, FOREST))
    assert rows_of(sheet)[1][:4] == ("One", 0.62, 0.48, 0.8)
    assert [cell.value for cell in sheet[2]][5:7] == ["=B2-C2", "=D2-B2"]


def test_text_in_a_workbook_is_no_formula_and_no_link(tmp_path: Path) -> None:
    chart = COLUMNS.replace("[One, Two, Three]", "['=1+1', 'https://example.org', '007']")
    sheet = workbook_of(told(tmp_path, chart))
    assert [(cell.data_type, cell.value, cell.hyperlink) for cell in sheet["A"][1:]] == [
        ("s", "=1+1", None),
        ("s", "https://example.org", None),
        ("s", "007", None),
    ]


def test_a_workbook_has_no_date_of_its_own(tmp_path: Path) -> None:
    parts = parts_of(told(tmp_path, COLUMNS))
    data = next(data for name, data in parts.items() if name.endswith(".xlsx"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2000-01-01T00:00:00Z"] * 2


def test_the_same_talk_gives_the_same_bytes(tmp_path: Path) -> None:
    deck = told(tmp_path, FOREST)
    assert write_pptx(deck) == write_pptx(deck)


# ---------------------------------------------------------------- the chart


def chart_xml(deck: Deck) -> str:
    return parts_of(deck)["ppt/charts/chart1.xml"].decode()


def test_colours_are_those_of_the_theme_and_axes_are_numbered_from_nought_up(tmp_path: Path) -> None:
    for number, chart in enumerate((COLUMNS, FOREST)):
        xml = chart_xml(told(tmp_path / str(number), chart))
        assert "srgbClr" not in xml and "schemeClr" in xml
        assert all(int(number) > 0 for number in re.findall(r'(?:axId|crossAx) val="(.+?)"', xml))


def test_python_pptx_finds_series_and_categories_again(tmp_path: Path) -> None:
    chart = opened(told(tmp_path, COLUMNS)).slides[0].shapes[-2].chart
    assert [str(one) for one in chart.plots[0].categories] == ["One", "Two", "Three"]
    assert [(one.name, tuple(one.values)) for one in chart.plots[0].series] == [
        ("Drug", (0.5, 1.25, None)),
        ("Placebo", (2, 3, 4)),
    ]


def test_an_interval_is_a_point_with_error_bars(tmp_path: Path) -> None:
    xml = chart_xml(told(tmp_path, FOREST))
    bars = re.findall(r"<c:errBars>.*?</c:errBars>", xml)
    assert len(bars) == 1 and 'errDir val="x"' in bars[0]
    ends = {
        name: re.findall(r"<c:v>(.+?)</c:v>", part)
        for name, part in re.findall(r"<c:(plus|minus)>(.*?)</c:\1>", bars[0])
    }
    assert [float(one) for one in ends["plus"]] == pytest.approx([0.18, 0.1, 0.3])
    assert [float(one) for one in ends["minus"]] == pytest.approx([0.14, 0.1, 0.2])
    assert 'logBase val="2"' in xml


def test_who_does_not_see_the_chart_hears_its_numbers_in_the_language_of_the_deck(tmp_path: Path) -> None:
    frame = opened(told(tmp_path, COLUMNS, "de")).slides[0].shapes[-2]
    assert frame._element[0][0].get("descr") == (
        "A chart. Drug: One 0,50; Two 1,25. Placebo: One 2,00; Two 3,00; Three 4,00."
    )


@pytest.mark.parametrize(("years", "way"), [(False, "maxMin"), (True, "minMax")])
def test_categories_begin_where_reading_does_and_years_at_the_left(tmp_path: Path, years: bool, way: str) -> None:
    chart = COLUMNS.replace("[One, Two, Three]", "[2021, 2022, 2023]") if years else COLUMNS
    deck = told(tmp_path, chart, "ar")
    assert re.search(r"<c:catAx>.*?orientation val=\"(\w+)\"", chart_xml(deck))[1] == way
    bars = [one.points[0].x for one in box_of(deck).drawn if one.fill and len(one.points) == 4][2:]
    assert (bars[0] > bars[1]) == (not years)


def test_numbers_and_titles_keep_their_order_in_an_arabic_chart(tmp_path: Path) -> None:
    """ONLYOFFICE would print %40, and LibreOffice a title from left to right."""
    xml = chart_xml(told(tmp_path, f"{COLUMNS}  stacked: share\n", "ar"))
    axis = re.search(r"<c:valAx>.*?</c:valAx>", xml)[0]
    assert 'formatCode="0%"' in axis and '<a:pPr rtl="0">' in axis.rpartition("<c:txPr>")[2]
    titled = told(tmp_path, FOREST.replace("log: true", "log: true, title: نسبة الخطر (95 % CI)"), "ar")
    words = re.search(r"<c:title>.*?</c:title>", chart_xml(titled))[0]
    said = "".join(re.findall("<a:t>(.*?)</a:t>", words))
    assert said[0] == "\u202b" and said[-1] == "\u202c"


def test_latin_names_keep_their_digits_in_the_legend_of_an_arabic_chart(tmp_path: Path) -> None:
    """ONLYOFFICE would print 19CD, and LibreOffice begin at the left."""
    mixed = COLUMNS.replace("Drug", "ضد CD19")
    names = re.findall(r"<c:tx>.*?<c:v>(.*?)</c:v>", chart_xml(told(tmp_path / "ar", mixed, "ar")))
    assert names[0] == "\u202bضد CD19\u200e\u202c"
    assert "\u202b" not in chart_xml(told(tmp_path / "en", mixed))


def test_no_program_paints_a_ground_behind_the_plot(tmp_path: Path) -> None:
    area = re.search(r"<c:plotArea>.*</c:plotArea>", chart_xml(told(tmp_path, COLUMNS)))[0]
    assert area.endswith("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>")


def test_days_are_said_as_the_language_says_them(tmp_path: Path) -> None:
    chart = COLUMNS.replace("[One, Two, Three]", "[2026-04-24, 2026-05-24, 2026-06-24]")
    assert box_of(told(tmp_path, chart, "de")).chart.categories[0].plain == "24. April 2026"


# ---------------------------------------------------------------- the drawing


def drawn_rects(deck: Deck) -> Iterator[Any]:
    for one in box_of(deck).drawn:
        if one.fill is not None and len(one.points) == 4:
            yield one


def test_bars_are_as_long_as_their_numbers(tmp_path: Path) -> None:
    deck = told(tmp_path, COLUMNS)
    plot = box_of(deck).plot
    bars = [one for one in drawn_rects(deck) if abs(one.points[2].y - plot.bottom) < 0.01]
    heights = [one.points[2].y - one.points[0].y for one in bars]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 2.5, 4, 6, 8])


def test_a_point_of_an_axis_of_ratios_stands_between_its_ends_by_their_ratio(tmp_path: Path) -> None:
    box = box_of(told(tmp_path, FOREST))
    dots = [one for one in box.drawn if one.is_round]
    assert box.values is not None
    share = ((dots[0].points[0].x + dots[0].points[1].x) / 2 - box.plot.x) / box.plot.width
    assert share == pytest.approx(box.values.share(0.62))


def test_what_steps_back_can_still_be_seen(tmp_path: Path) -> None:
    deck = told(tmp_path, COLUMNS.replace("Two", "'**Two**'"))
    brand: Brand = deck.brand
    (first, second, _), _ = box_of(deck).colors
    assert first != second == brand.colors["primary"]
    assert contrast(first.hex, brand.colors["paper"].hex) >= 3


def test_a_chart_is_one_figure_with_its_numbers_in_words(tmp_path: Path) -> None:
    deck = told(tmp_path, COLUMNS)
    [figure] = [one for one in to_json(deck.pages, deck.brand).pages[0]["elements"] if one["draw"] == "figure"]
    assert figure["alt"].startswith("A chart. Drug: One 0.50")


# ---------------------------------------------------------------- what has no room


def test_a_name_that_has_no_room_is_an_error_where_it_was_translated(tmp_path: Path) -> None:
    from deck.diagnostics import Report
    from deck.pipeline import Edition, build

    long = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzentwurfsfassungsvorschlagssammlung"
    overlay = "slides:\n  one:\n    categories:\n      - {source: One, text: " + long + "}\n"
    story: Story = tell(tmp_path, HEAD.format(tag="en") + COLUMNS, {"locales/de.yaml": overlay})
    report = Report()
    build(story.world, report, Edition(locale="de"))
    wrong = [(one.code, Path(one.span.file).name, one.span.line) for one in report if one.code == "text-overflows"]
    assert wrong == [("text-overflows", "de.yaml", 4)]


def test_two_hundred_points_are_told_in_few_words(tmp_path: Path) -> None:
    chart: Chart = box_of(
        told(
            tmp_path,
            "  chart: line\n  categories: [" + ", ".join(str(1901 + n) for n in range(100)) + "]\n"
            "  series:\n    - {name: A, values: [" + ", ".join(["1"] * 100) + "]}\n",
        )
    ).chart
    from deck.layout.chart_table import told as words

    assert words(chart, "en") == "A chart. A: 1901 1; …; 2000 1."


ONE = "  chart: {}\n  categories: [2020]\n  series: {{name: A, values: [{}]}}\n"
RING = "  chart: doughnut\n  categories: [A, B, C]\n  series: {{name: S, values: [{}]}}\n"
COMBO = (
    "  chart: combo\n  categories: [2020, 2021]\n  series:\n"
    "    - {{name: People, as: column, values: [{}]}}\n    - {{name: Share, as: line, values: [{}]}}\n"
)


def found_in(folder: Path, chart: str) -> list[tuple[str, int, str]]:
    deck, mistakes = tell(folder, HEAD.format(tag="en") + chart).built()
    assert deck.pages
    return [(one.told.code, one.line, one.told.message) for one in mistakes]


def test_thirty_names_without_room_are_one_mistake(tmp_path: Path) -> None:
    names = ", ".join(f"Category {number}" for number in range(30))
    chart = f"  chart: column\n  categories: [{names}]\n  series: {{name: A, values: [{', '.join('1' * 30)}]}}\n"
    [(code, line, _)] = found_in(tmp_path, chart)
    assert (code, line) == ("text-overflows", 9)


def test_numbers_that_nobody_asked_for_give_way_to_an_axis(tmp_path: Path) -> None:
    names, numbers = ", ".join(f"C{n}" for n in range(14)), ", ".join(f"{n}234567" for n in range(1, 15))
    chart = f"  chart: column\n  categories: [{names}]\n  series: {{name: A, values: [{numbers}]}}\n"
    box = box_of(told(tmp_path / "own", chart))
    assert not box.says_values and box.has_value_axis
    [(code, line, message)] = found_in(tmp_path / "asked", f"{chart}  labels: true\n")
    assert (code, line) == ("text-overflows", 11) and ",234,567" in message


@pytest.mark.parametrize(
    ("chart", "message"),
    [
        (COLUMNS + "  value_axis: {to: 3}\n", "4 has no place on an axis that ends at 3"),
        (COLUMNS.replace("column", "area") + "  stacked: 'yes'\n", "an area has no gaps"),
        (COLUMNS.replace("column", "line").replace("One, Two, Three", "2020, 2021, 2025"), "not equally far apart"),
        (FOREST.replace("low: [0.48", "low: [–"), "the interval around 0.62 has one end"),
        (ONE.format("area", "2"), "an area of one category has nothing to fill"),
        (ONE.format("doughnut", "-2"), "a part of a whole cannot be below 0"),
        (RING.format("95, 3, 2"), "the ring has no room for the share of `B`, `C`"),
        (
            COMBO.format("120, 500", "0.1, 0.4"),
            "`Share` is hardly seen: it reaches 0.4, and `People` 500 on the same axis",
        ),
    ],
)
def test_what_would_mislead_is_told(chart: str, message: str, tmp_path: Path) -> None:
    [(code, _, told)] = found_in(tmp_path, chart)
    assert code == "bad-chart" and message in told


@pytest.mark.parametrize(
    "chart",
    [
        ONE.format("column", "2"),
        ONE.format("line", "2"),
        RING.format("90, 5, 5"),
        RING.format("95, 5, 0"),
        RING.format("95, 3, 2") + "  labels: false\n",
        COMBO.format("120, 500", "30, 40"),
        COMBO.format("120, 500", "0, 0"),
    ],
)
def test_a_chart_that_can_be_read_is_left_alone(chart: str, tmp_path: Path) -> None:
    assert found_in(tmp_path, chart) == []


def test_who_has_too_many_lying_bars_is_not_told_to_lay_them(tmp_path: Path) -> None:
    names = ", ".join(f"C{number}" for number in range(40))
    chart = f"  chart: bar\n  categories: [{names}]\n  series: {{name: A, values: [{', '.join('1' * 40)}]}}\n"
    _, mistakes = tell(tmp_path, HEAD.format(tag="en") + chart).built()
    [told] = [one.told for one in mistakes if "`category`" in one.told.message]
    assert told.help.endswith("some on a second slide")


def test_the_name_of_a_line_across_bars_is_in_the_legend(tmp_path: Path) -> None:
    deck = told(tmp_path, COLUMNS + "  reference: {at: 2, label: Target}\n")
    assert [one.name.rpartition(".")[2] for one in box_of(deck).labels if "legend" in one.name] == [
        "legend-1",
        "legend-2",
        "legend-3",
    ]
    assert not re.search(r"<c:legendEntry>", chart_xml(deck))


@pytest.mark.parametrize("sort", ["line", "scatter", "interval"])
def test_lines_and_points_are_told_apart_without_colours(sort: str, tmp_path: Path) -> None:
    numbers = {
        "line": "values: [1, 2]",
        "scatter": "x: [1, 2], values: [2, 1]",
        "interval": "values: [1, 2], low: [0, 1], high: [2, 3]",
    }[sort]
    series = "".join(f"    - {{name: Series {at}, {numbers}}}\n" for at in range(5))
    categories = "" if sort == "scatter" else "  categories: [A, B]\n"
    deck = told(tmp_path, f"  chart: {sort}\n{categories}  series:\n{series}")
    [slide] = opened(deck).slides
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    symbols = [one.get("val") for one in chart._chartSpace.iter("{*}symbol") if one.get("val") != "none"]
    assert list(dict.fromkeys(symbols)) == ["circle", "square", "diamond", "triangle", "dash"]
    drawn = [one for one in box_of(deck).drawn if one.fill is not None]
    shapes = {(one.is_round, len(one.points), round(height_of(one), 1)) for one in drawn}
    assert shapes == {(True, 2, 8.0), (False, 4, 8.0), (False, 3, 8.0), (False, 4, 4.0)}


def height_of(one: Drawn) -> float:
    return max(point.y for point in one.points) - min(point.y for point in one.points)
