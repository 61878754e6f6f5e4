"""A chart of PowerPoint's own: python-pptx writes its series and its workbook; here it gets axes, looks and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any
from unicodedata import bidirectional

from pptx.enum.chart import XL_CHART_TYPE as XL
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from deck.brand.drawingml import emu, escape, scheme_color
from deck.brand.model import Brand, Color
from deck.chart import Scale, Series
from deck.geometry import Box
from deck.layout.bidi import with_bidi_marks
from deck.layout.chart_colors import MARKS, color_on, own_color
from deck.layout.chart_scale import format_code
from deck.layout.set_chart import DOT_PT, LINE_PT, REFERENCE_PT, RULE_PT, WHISKER_PT, hides_its_reference, in_row
from deck.layout.set_ring import EDGE_PT, HOLE
from deck.markup import Text
from deck.page import ChartBox, TextBox
from deck.value import replace
from deck.write.pptx.lazy import ChartPart, SlidePart
from deck.write.pptx.workbook import Column, Formula, Grid, category_data, letter, xy_data

_TYPES = {
    ("bar", "no"): XL.BAR_CLUSTERED,
    ("bar", "yes"): XL.BAR_STACKED,
    ("bar", "share"): XL.BAR_STACKED_100,
    ("column", "no"): XL.COLUMN_CLUSTERED,
    ("column", "yes"): XL.COLUMN_STACKED,
    ("column", "share"): XL.COLUMN_STACKED_100,
    ("line", "no"): XL.LINE_MARKERS,
    ("area", "no"): XL.AREA,
    ("area", "yes"): XL.AREA_STACKED,
    ("area", "share"): XL.AREA_STACKED_100,
    ("combo", "no"): XL.COLUMN_CLUSTERED,
    ("doughnut", "no"): XL.DOUGHNUT,
}
_CATEGORIES, _VALUES = 111111111, 222222222
"""Ids of the axes, in a range that every validator takes."""
_NS = nsdecls("c", "a", "r")
_SHOWS = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def add_chart(part: SlidePart, element: ChartBox, brand: Brand) -> str:
    """Put the chart and its workbook into the package; the relationship by which the slide leads to it."""
    space, workbook = _Native(element, brand).made()
    package = part.package
    chart = ChartPart(package.next_partname(ChartPart.partname_template), CT.DML_CHART, package, space)
    chart.chart_workbook.update_from_xlsx_blob(workbook)
    chart.freeze()
    rid: str = part.relate_to(chart, RT.CHART)
    return rid


class _Native:
    """One chart as elements."""

    def __init__(self, element: ChartBox, brand: Brand) -> None:
        self.of, self.chart, self.brand = element, element.chart, brand
        self.language = brand.language
        self.rtl = brand.right_to_left
        shown = [v for one in self.chart.series for v in (*one.values, *one.low, *one.high) if v is not None]
        self.code = format_code(element.value_form, self.language, shown) if element.value_form else "General"
        self.helpers = 0
        """Series behind the author's own, which no legend names."""

    def made(self) -> tuple[Any, bytes]:
        """`c:chartSpace` without its workbook, and that."""
        if self.chart.sort in ("scatter", "interval"):
            data = self._points()
            space = parse_xml(data.xml_bytes(XL.XY_SCATTER))
        else:
            data = self._table()
            space = parse_xml(data.xml_bytes(_TYPES[self.chart.sort, self.chart.stacked]))
        chart = space.find(qn("c:chart"))
        area = chart.find(qn("c:plotArea"))
        for old in (*chart.iterchildren(qn("c:legend")), *area.iterchildren(qn("c:layout"))):
            old.getparent().remove(old)
        area.insert(0, _element(f"<c:layout {_NS}>{self._place(self.of.plot, inner=True)}</c:layout>"))
        self._head(chart)
        self._plots(area)
        self._axes(area)
        # ONLYOFFICE puts white behind a plot that says nothing.
        area.append(_element(f"<c:spPr {_NS}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"))
        if self.of.legend is not None:
            area.addnext(self._legend(self.of.legend))
        self._texts(space)
        return space, data.xlsx_blob

    # ------------------------------------------------------------------------------------------------ the workbook

    def _table(self) -> Any:
        chart = self.chart
        columns = [Column(chart.head, [self._name(one) for one in chart.categories])]
        columns += [Column(self._name(one.name), one.values) for one in chart.series]
        if chart.reference is not None:
            columns.append(Column(self._reference_name, [chart.reference.at] * len(chart.categories)))
            self.helpers = 1
        return category_data(Grid(columns, self.rtl), self.code)

    def _name(self, text: Text) -> str:
        """As a legend or an axis prints it: ONLYOFFICE keeps CD19 whole in a name that is read from the right, and
        LibreOffice begins it there, where its marks say so."""
        if not self.rtl:
            return text.plain
        marked = "".join(run.text for run in with_bidi_marks(text.runs))
        return marked if marked == text.plain else marked.join(_EMBEDDED)

    @property
    def _reference_name(self) -> str:
        reference = self.chart.reference
        return reference.label.plain if reference is not None and reference.label is not None else "="

    def _points(self) -> Any:
        return self._scatter() if self.chart.sort == "scatter" else self._intervals()

    def _scatter(self) -> Any:
        chart = self.chart
        columns: list[Column] = []
        places: list[tuple[int, int]] = []
        # LibreOffice loses shorter series that stand before a longer one.
        longest = max(len(one.values) for one in chart.series)
        for one in chart.series:
            rest = (None,) * (longest - len(one.values))
            across = (*one.across, *rest)
            same = next((at for at, column in enumerate(columns) if column.cells == across), None)
            if same is None:
                columns.append(Column(chart.head, across))
                same = len(columns) - 1
            columns.append(Column(self._name(one.name), (*one.values, *rest)))
            places.append((same, len(columns) - 1))
        if chart.reference is not None and self.of.across is not None:
            at = len(columns)
            columns.append(Column("", [self.of.across.low, self.of.across.high]))
            columns.append(Column(self._reference_name, [chart.reference.at] * 2))
            places.append((at, at + 1))
            self.helpers = 1
        return xy_data(Grid(columns, self.rtl), places, self.code)

    def _intervals(self) -> Any:
        """A table of names, values and ends of intervals as the talk has it, and behind it what the chart needs."""
        chart, scale = self.chart, self.of.values
        assert scale is not None
        count = len(chart.categories)
        columns = [Column(chart.head, [self._name(one) for one in chart.categories])]
        for one in chart.series:
            columns += [
                Column(self._name(one.name), one.values),
                Column(one.ends[0], one.low),
                Column(one.ends[1], one.high),
            ]
        places: list[tuple[int, int]] = []
        self.error_columns: list[tuple[int, int]] = []
        for number, one in enumerate(chart.series):
            value, low, high = (letter(1 + 3 * number + more) for more in range(3))
            at = len(columns)
            columns.append(
                Column(self._name(one.name), [count - row - in_row(number, len(chart.series)) for row in range(count)])
            )
            columns.append(Column("", _apart(one.low, one.values, f"={value}#-{low}#")))
            columns.append(Column("", _apart(one.values, one.high, f"={high}#-{value}#")))
            places.append((1 + 3 * number, at))
            self.error_columns.append((at + 1, at + 2))
        # LibreOffice leaves out what stands on the very end of an axis of ratios.
        ends = (scale.low + 1e-6 * abs(scale.low), scale.high - 1e-6 * abs(scale.high))
        sides = ends[::-1] if self.rtl else ends
        at = len(columns)
        columns.append(Column("", [sides[0]] * count))
        columns.append(Column(chart.head, [count - row - 0.5 for row in range(count)]))
        places.append((at, at + 1))
        self.helpers = 1
        if self.of.says_values:
            for number in range(len(chart.series)):
                columns.append(Column("", [sides[1]] * count))
                places.append((len(columns) - 1, places[number][1]))
                self.helpers += 1
        for number, one in enumerate(chart.series):
            at = len(columns)
            columns += self._whiskers(number, one, columns[places[number][1]].cells)
            places.append((at, at + 1))
            self.helpers += 1
        if chart.reference is not None:
            at = len(columns)
            columns.append(Column("", [chart.reference.at] * 2))
            columns.append(Column(self._reference_name, [0.0, float(count)]))
            places.append((at, at + 1))
            self.helpers += 1
        self.grid = Grid(columns, self.rtl)
        return xy_data(self.grid, places, self.code)

    def _whiskers(self, number: int, one: Series, rows: Sequence[Any]) -> tuple[Column, Column]:
        """The intervals as a line with gaps: LibreOffice reads no error bars that lie, and shows these behind them."""
        across: list[Any] = []
        up: list[Any] = []
        for at, (low, high) in enumerate(zip(one.low, one.high, strict=True)):
            if low is None or high is None:
                continue
            for place, value in ((2, low), (3, high)):
                across.append(Formula(f"={letter(place + 3 * number)}${at + 2}", value))
                up.append(rows[at])
            across.append(across[-1])
            up.append(None)
        return Column("", across), Column(self._name(one.name), up)

    # ------------------------------------------------------------------------------------------------ series

    def _plots(self, area: Any) -> None:
        plot = next(one for one in area if one.tag.endswith("Chart"))
        for one in plot.findall(qn("c:axId")):
            plot.remove(one)
        series = plot.findall(qn("c:ser"))
        for one in plot.findall(qn("c:dLbls")):
            plot.remove(one)
        match self.chart.sort:
            case "scatter":
                self._scatter_series(series)
            case "interval":
                self._interval_series(series)
            case "doughnut":
                self._ring(plot, series[0])
                return
            case _:
                self._category_series(area, plot, series)
        for one in area:
            if one.tag.endswith("Chart"):
                one.extend([_element(f'<c:axId {_NS} val="{number}"/>') for number in (_CATEGORIES, _VALUES)])

    def _category_series(self, area: Any, plot: Any, series: Sequence[Any]) -> None:
        chart = self.chart
        lines = [at for at, one in enumerate(chart.series) if one.form == "line"]
        lines += range(len(chart.series), len(series))
        if chart.sort in ("bar", "column", "combo"):
            self._bars(plot)
        if lines and chart.sort != "line":
            # python-pptx has no chart of two sorts: its series move to a plot of their own, on the same axes.
            other = _element(
                f'<c:lineChart {_NS}><c:grouping val="standard"/><c:varyColors val="0"/>'
                '<c:marker val="1"/></c:lineChart>'
            )
            plot.addnext(other)
            for at in lines:
                self._as_line(series[at])
                other.insert(len(other) - 1, series[at])
        for at, one in enumerate(chart.series):
            if one.form == "line":
                self._line_looks(series[at], at, one)
            else:
                self._filled_looks(series[at], at, one)
        for at in range(len(chart.series), len(series)):
            self._reference_looks(series[at], len(chart.categories) - 1)

    def _as_line(self, series: Any) -> None:
        for old in series.findall(qn("c:invertIfNegative")):
            series.remove(old)
        series.append(_element(f'<c:smooth {_NS} val="0"/>'))

    def _bars(self, plot: Any) -> None:
        for old in (*plot.findall(qn("c:gapWidth")), *plot.findall(qn("c:overlap"))):
            plot.remove(old)
        overlap = 0 if self.chart.stacked == "no" else 100
        plot.append(_element(f'<c:gapWidth {_NS} val="{self.of.gap_width}"/>'))
        plot.append(_element(f'<c:overlap {_NS} val="{overlap}"/>'))
        if plot.find(qn("c:varyColors")) is None:
            plot.find(qn("c:grouping")).addnext(_element(f'<c:varyColors {_NS} val="0"/>'))

    def _filled_looks(self, series: Any, at: int, one: Series) -> None:
        own = own_color(self.chart, at, self.brand.colors)
        edge = self.brand.colors["paper"] if self.chart.stacked != "no" and one.form == "bar" else None
        self._add(series, _looks(own, edge))
        if series.find(qn("c:invertIfNegative")) is None and one.form == "bar":
            self._add(series, _element(f'<c:invertIfNegative {_NS} val="0"/>'))
        if one.form == "bar":
            for point, color in enumerate(self.of.colors[at]):
                if color != own and one.values[point] is not None:
                    looks = _looks_xml(color, edge)
                    self._add(
                        series,
                        _element(
                            f'<c:dPt {_NS}><c:idx val="{point}"/><c:invertIfNegative val="0"/>'
                            f'<c:bubble3D val="0"/>{looks}</c:dPt>'
                        ),
                    )
        if self.of.says_values and one.form == "bar":
            stacked = self.chart.stacked != "no"
            ground = self.of.colors[at][0]
            said_in = self.brand.colors[color_on(ground, self.brand.colors)] if stacked else None
            hidden = (
                [n for n in range(len(one.values)) if not self.of.label(f"value-{at + 1}-{n + 1}")] if stacked else []
            )
            self._add(series, self._labels("ctr" if stacked else "outEnd", color=said_in, hidden=hidden))

    def _line_looks(self, series: Any, at: int, one: Series) -> None:
        own = own_color(self.chart, at, self.brand.colors)
        self._add(series, _element(f"<c:spPr {_NS}>{_line_xml(own, LINE_PT, round_cap=True)}</c:spPr>"))
        self._add(series, _marker(own, at))
        points = []
        if self.of.names_at_ends:
            last = max((n for n, value in enumerate(one.values) if value is not None), default=0)
            points = [self._point(last, "r", ("SerName",))]
        shows = ("Val",) if self.of.says_values else ()
        if points or shows:
            self._add(series, self._labels("t", shows, points))

    def _reference_looks(self, series: Any, last: int) -> None:
        muted = self.brand.colors["muted"]
        self._add(series, _element(f"<c:spPr {_NS}>{_line_xml(muted, REFERENCE_PT, dash=True)}</c:spPr>"))
        self._add(series, _element(f'<c:marker {_NS}><c:symbol val="none"/></c:marker>'))
        is_named = self.chart.reference is not None and self.chart.reference.label is not None
        if is_named and not hides_its_reference(self.chart):
            self._add(series, self._labels("t", (), [self._point(last, "t", ("SerName",))]))

    def _scatter_series(self, series: Sequence[Any]) -> None:
        for at, one in enumerate(series):
            for old in one.findall(qn("c:spPr")):
                one.remove(old)
            if at >= len(self.chart.series):
                self._reference_looks(one, 1)
                continue
            self._dot_looks(one, at)
            if self.of.says_values:
                self._add(one, self._labels("t"))

    def _dot_looks(self, series: Any, at: int) -> None:
        own = own_color(self.chart, at, self.brand.colors)
        self._add(series, _element(f'<c:spPr {_NS}><a:ln w="{emu(LINE_PT)}"><a:noFill/></a:ln></c:spPr>'))
        self._add(series, _marker(own, at))
        for point, color in enumerate(self.of.colors[at]):
            if color != own:
                self._add(
                    series,
                    _element(
                        f'<c:dPt {_NS}><c:idx val="{point}"/>{_marker_xml(color, at)}<c:bubble3D val="0"/></c:dPt>'
                    ),
                )

    def _interval_series(self, series: Sequence[Any]) -> None:
        chart, count = self.chart, len(self.chart.series)
        for one in series:
            for old in one.findall(qn("c:spPr")):
                one.remove(old)
        for at in range(count):
            self._dot_looks(series[at], at)
            self._add(series[at], self._error_bars(at))
        sides = ("r", "l") if self.rtl else ("l", "r")
        names = [self.of.label(f"category-{at + 1}") for at in range(len(chart.categories))]
        self._words_only(series[count], names, sides[0])
        if self.of.says_values:
            for at in range(count):
                said = [self.of.label(f"value-{at + 1}-{n + 1}") for n in range(len(chart.categories))]
                self._words_only(series[count + 1 + at], said, sides[1])
        first = count + 1 + (count if self.of.says_values else 0)
        for at in range(count):
            color = own_color(chart, at, self.brand.colors)
            self._add(series[first + at], _element(f"<c:spPr {_NS}>{_line_xml(color, WHISKER_PT)}</c:spPr>"))
            self._add(series[first + at], _element(f'<c:marker {_NS}><c:symbol val="none"/></c:marker>'))
            # LibreOffice loses shorter series that stand before a longer one.
            series[0].addprevious(series[first + at])
        if chart.reference is not None:
            self._reference_looks(series[-1], 1)

    def _words_only(self, series: Any, labels: Sequence[TextBox | None], side: str) -> None:
        """A series that shows nothing but what is written at its points."""
        self._add(series, _element(f"<c:spPr {_NS}><a:ln><a:noFill/></a:ln></c:spPr>"))
        self._add(series, _element(f'<c:marker {_NS}><c:symbol val="none"/></c:marker>'))
        points = [self._point(at, side, ("Val",), label) for at, label in enumerate(labels) if label is not None]
        self._add(series, self._labels(side, (), points))

    def _error_bars(self, at: int) -> Any:
        own = own_color(self.chart, at, self.brand.colors)
        below, above = self.error_columns[at]
        ends = "".join(
            f"<c:{name}><c:numRef><c:f>{self.grid.cells(column)}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{len(self.chart.categories)}"/>{self._cached(column)}</c:numCache></c:numRef></c:{name}>'
            for name, column in (("plus", above), ("minus", below))
        )
        return _element(
            f'<c:errBars {_NS}><c:errDir val="x"/><c:errBarType val="both"/><c:errValType val="cust"/>'
            f'<c:noEndCap val="1"/>{ends}<c:spPr>{_line_xml(own, WHISKER_PT)}</c:spPr></c:errBars>'
        )

    def _cached(self, column: int) -> str:
        return "".join(
            f'<c:pt idx="{at}"><c:v>{cell.value!r}</c:v></c:pt>'
            for at, cell in enumerate(self.grid.columns[column].cells)
            if isinstance(cell, Formula)
        )

    def _ring(self, plot: Any, series: Any) -> None:
        colors = self.of.colors[0]
        paper = self.brand.colors["paper"]
        for at, color in enumerate(colors):
            looks = _looks_xml(color, paper, EDGE_PT)
            self._add(series, _element(f'<c:dPt {_NS}><c:idx val="{at}"/><c:bubble3D val="0"/>{looks}</c:dPt>'))
        if self.of.says_values:
            points = []
            for at, color in enumerate(colors):
                if self.of.label(f"value-1-{at + 1}"):
                    text = self.brand.colors[color_on(color, self.brand.colors)]
                    points.append(self._point(at, "", ("Percent",), color=text, number_format=self._percent))
                else:
                    points.append(_element(f'<c:dLbl {_NS}><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'))
            self._add(series, self._labels("", ("Percent",), points, number_format=self._percent))
        plot.find(qn("c:holeSize")).set("val", str(round(100 * HOLE)))

    @property
    def _percent(self) -> str:
        from deck.written_number import Format

        return format_code(Format(unit="%", decimals=0), self.language, (0.0,))

    def _add(self, series: Any, child: Any) -> None:
        """Put a child where the schema wants it."""
        place = _ORDER.index(child.tag)
        for at, other in enumerate(series):
            if _ORDER.index(other.tag) > place:
                series.insert(at, child)
                return
        series.append(child)

    # ------------------------------------------------------------------------------------------------ labels

    def _labels(
        self,
        side: str,
        shows: Sequence[str] = ("Val",),
        points: Sequence[Any] = (),
        color: Color | None = None,
        hidden: Sequence[int] = (),
        number_format: str = "",
    ) -> Any:
        deleted = "".join(f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>' for at in hidden)
        if not shows and not points and not deleted:
            return _element(f"<c:dLbls {_NS}>{_shows(())}</c:dLbls>")
        found = _element(f"<c:dLbls {_NS}>{deleted}{self._label_looks(side, shows, color, number_format)}</c:dLbls>")
        for place, point in enumerate(points):
            found.insert(place, point)
        return found

    def _label_looks(self, side: str, shows: Sequence[str], color: Color | None, number_format: str = "") -> str:
        where = f'<c:dLblPos val="{side}"/>' if side else ""
        text = self._text(color, of_numbers="SerName" not in shows, body=_UNBROKEN)
        return (
            f'<c:numFmt formatCode="{escape(number_format or self.code)}" sourceLinked="0"/>'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}{where}{_shows(shows)}"
        )

    def _point(
        self,
        at: int,
        side: str,
        shows: Sequence[str],
        label: TextBox | None = None,
        color: Color | None = None,
        number_format: str = "",
    ) -> Any:
        """What is written at one point: its number or name, or a text of its own."""
        words = ""
        if label is not None:
            runs = self._runs(label)
            words = f"<c:tx><c:rich>{_UNBROKEN}<a:lstStyle/><a:p>{self._paragraph()}{runs}</a:p></c:rich></c:tx>"
            where = f'<c:dLblPos val="{side}"/>' if side else ""
            return _element(
                f'<c:dLbl {_NS}><c:idx val="{at}"/>{words}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
                f"{where}{_shows(shows)}</c:dLbl>"
            )
        return _element(
            f'<c:dLbl {_NS}><c:idx val="{at}"/>{self._label_looks(side, shows, color, number_format)}</c:dLbl>'
        )

    def _runs(self, label: TextBox, around: tuple[str, str] = ("", "")) -> str:
        size = round(100 * self.of.size_pt)
        raised = {(True, False): ' baseline="30000"', (False, True): ' baseline="-25000"'}
        stretches = [stretch for laid in label.frame.paragraphs for stretch in laid.stretches]
        texts = [stretch.text for stretch in stretches]
        texts[0], texts[-1] = around[0] + texts[0], texts[-1] + around[1]
        return "".join(
            f'<a:r><a:rPr lang="{stretch.run.lang or self.language}" sz="{size}" b="{int(stretch.run.bold)}"'
            f"{raised.get((stretch.run.sup, stretch.run.sub), '')}>{self._fonts()}</a:rPr>"
            f"<a:t>{escape(text)}</a:t></a:r>"
            for stretch, text in zip(stretches, texts, strict=True)
        )

    def _fonts(self, color: Color | None = None) -> str:
        return (
            f"<a:solidFill>{scheme_color(color or self.of.color)}</a:solidFill>"
            '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
        )

    def _paragraph(self, color: Color | None = None, of_numbers: bool = False) -> str:
        # A minus sign goes to the other side of its number where a paragraph is read from right to left.
        rtl = f' rtl="{int(not of_numbers)}"' if self.rtl else ""
        size = round(100 * self.of.size_pt)
        return f'<a:pPr{rtl}><a:defRPr sz="{size}" b="0">{self._fonts(color)}</a:defRPr></a:pPr>'

    def _text(self, color: Color | None = None, of_numbers: bool = False, body: str = "") -> str:
        return (
            f"<c:txPr>{body or _BODY}<a:lstStyle/><a:p>{self._paragraph(color, of_numbers)}"
            f'<a:endParaRPr lang="{self.language}"/></a:p></c:txPr>'
        )

    def _texts(self, space: Any) -> None:
        """How all is set that does not say otherwise."""
        for old in space.findall(qn("c:txPr")):
            space.remove(old)
        text = _element(f"<c:root {_NS}>{self._text()}</c:root>")[0]
        chart = space.find(qn("c:chart"))
        chart.addnext(_element(f"<c:spPr {_NS}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"))
        chart.getnext().addnext(text)
        if space.find(qn("c:roundedCorners")) is None:
            space.find(qn("c:date1904")).addnext(_element(f'<c:roundedCorners {_NS} val="0"/>')) if space.find(
                qn("c:date1904")
            ) is not None else space.insert(0, _element(f'<c:roundedCorners {_NS} val="0"/>'))

    def _head(self, chart: Any) -> None:
        """What a standing axis measures is the chart's title: LibreOffice breaks an axis's own early."""
        for old in chart.findall(qn("c:autoTitleDeleted")):
            chart.remove(old)
        title = "" if self.chart.lies else self._title("value-title")
        head = [title] if title else []
        for place, one in enumerate((*head, f'<c:autoTitleDeleted val="{int(not title)}"/>')):
            chart.insert(place, _element(_with_names(one)))

    # ------------------------------------------------------------------------------------------------ axes

    def _axes(self, area: Any) -> None:
        for old in [one for one in area if one.tag.endswith("Ax")]:
            area.remove(old)
        if self.chart.sort == "doughnut":
            return
        for axis in self._both_axes():
            area.append(_element(axis))

    def _both_axes(self) -> Iterator[str]:
        chart, of = self.chart, self.of
        assert of.values is not None
        if chart.sort == "interval":
            yield self._number_axis(of.values, _CATEGORIES, _VALUES, "b", "value-title", rules=False, ticks="out")
            rows = Scale(0.0, float(len(chart.categories)), 1.0)
            yield self._number_axis(rows, _VALUES, _CATEGORIES, "l", "", rules=False, shown=False)
        elif chart.sort == "scatter":
            assert of.across is not None
            yield self._number_axis(
                of.across, _CATEGORIES, _VALUES, "b", "category-title", rules=False, line=True, crosses=self._foot
            )
            yield self._number_axis(of.values, _VALUES, _CATEGORIES, "l", "")
        else:
            yield self._category_axis()
            title = "value-title" if chart.lies else ""
            side = "b" if chart.lies else "l"
            between = "midCat" if chart.sort == "area" else "between"
            backwards = chart.lies and of.from_right
            yield self._number_axis(
                of.values,
                _VALUES,
                _CATEGORIES,
                side,
                title,
                shown=of.has_value_axis,
                crosses="max" if chart.lies else "autoZero",
                between=between,
                backwards=backwards,
            )

    @property
    def _foot(self) -> str:
        """Where the axis at the foot stands: at 0, or where the values begin."""
        return "min" if self.of.values is not None and self.of.values.base else "autoZero"

    def _category_axis(self) -> str:
        of, lies = self.of, self.chart.lies
        way = _way(lies or of.from_right)
        line = _line_xml(self.brand.colors["muted"], RULE_PT)
        # ONLYOFFICE breaks no name where it is told to leave none out.
        skip = f'<c:tickLblSkip val="{of.skip}"/>' if self.chart.in_time else ""
        return (
            f'<c:catAx {_NS}><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="{way}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"l" if lies else "b"}"/>{self._title("category-title")}'
            '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{line}</c:spPr>'
            f"{self._text(of_numbers=not self._has_leftward_names)}"
            f'<c:crossAx val="{_VALUES}"/><c:crosses val="{self._foot}"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            f'<c:lblOffset val="100"/>{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
        )

    @property
    def _has_leftward_names(self) -> bool:
        """Whether a category is read from right to left: ONLYOFFICE would print `Phase 1` as `1 Phase` among them."""
        return any(bidirectional(letter) in ("R", "AL") for one in self.chart.categories for letter in one.plain)

    def _number_axis(
        self,
        scale: Scale,
        own: int,
        other: int,
        side: str,
        title: str,
        shown: bool = True,
        rules: bool = True,
        ticks: str = "none",
        line: bool = False,
        crosses: str = "autoZero",
        between: str = "midCat",
        backwards: bool = False,
    ) -> str:
        base = f'<c:logBase val="{scale.base:g}"/>' if scale.base else ""
        grid = f"<c:majorGridlines><c:spPr>{_line_xml(self.of.rule, RULE_PT)}</c:spPr></c:majorGridlines>"
        look = _line_xml(self.brand.colors["muted"], RULE_PT) if ticks != "none" or line else "<a:ln><a:noFill/></a:ln>"
        code = format_code(scale.form, self.language, scale.ticks) if scale.form else "General"
        step = f'<c:majorUnit val="{scale.base or scale.step!r}"/>'
        # At the foot of a chart whose names go down from its top, "low" would be the top.
        labels = "nextTo" if crosses == "max" else "low"
        return (
            f'<c:valAx {_NS}><c:axId val="{own}"/><c:scaling>{base}<c:orientation val="{_way(backwards)}"/>'
            f'<c:max val="{scale.high!r}"/><c:min val="{scale.low!r}"/></c:scaling><c:delete val="{int(not shown)}"/>'
            f'<c:axPos val="{side}"/>{grid if rules and shown else ""}{self._title(title)}'
            f'<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/><c:majorTickMark val="{ticks}"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/><c:spPr>{look}</c:spPr>'
            f"{self._text(of_numbers=True)}"
            f'<c:crossAx val="{other}"/><c:crosses val="{crosses}"/><c:crossBetween val="{between}"/>{step}</c:valAx>'
        )

    def _title(self, name: str) -> str:
        label = self.of.label(name) if name else None
        if label is None:
            return ""
        runs = self._runs(label, around=_EMBEDDED if self.rtl else ("", ""))
        line = next(iter(label.frame.lines))
        first = min((piece.x for piece in line.pieces), default=0.0)
        # LibreOffice and ONLYOFFICE keep a little room around its words, each another one.
        seen = Box(label.box.x + first - _AROUND_TITLE[0], label.box.y - _AROUND_TITLE[1], line.width, label.box.height)
        return (
            f"<c:title><c:tx><c:rich>{_UNBROKEN}<a:lstStyle/><a:p>{self._paragraph()}{runs}</a:p></c:rich></c:tx>"
            f'<c:layout>{self._place(seen, sized=False)}</c:layout><c:overlay val="0"/></c:title>'
        )

    # ------------------------------------------------------------------------------------------------ places

    def _legend(self, box: Box) -> Any:
        count = len(self.chart.series)
        has_reference = self.chart.reference is not None and self.chart.reference.label is not None
        named = [count] if has_reference and hides_its_reference(self.chart) else []
        unnamed = [at for at in range(count, count + self.helpers) if at not in named]
        if count == 1 and self.chart.sort != "doughnut":
            # A legend of the reference alone.
            unnamed = [0, *unnamed]
        hidden = "".join(f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>' for at in unnamed)
        side = "r" if self.chart.sort == "doughnut" else "t"
        # ONLYOFFICE breaks names that fill their place to the last point.
        box = replace(box, x=max(self.of.box.x, box.x - _MORE) if self.rtl else box.x, width=box.width + _MORE)
        return _element(
            f'<c:legend {_NS}><c:legendPos val="{side}"/>{hidden}<c:layout>{self._place(box)}</c:layout>'
            f'<c:overlay val="0"/>{self._text()}</c:legend>'
        )

    def _place(self, box: Box, inner: bool = False, sized: bool = True) -> str:
        whole = self.of.frame
        target = '<c:layoutTarget val="inner"/>' if inner else ""
        size = (
            f'<c:w val="{box.width / whole.width:.6f}"/><c:h val="{box.height / whole.height:.6f}"/>' if sized else ""
        )
        return (
            f'<c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{(box.x - whole.x) / whole.width:.6f}"/><c:y val="{(box.y - whole.y) / whole.height:.6f}"/>'
            f"{size}</c:manualLayout>"
        )


_BODY = '<a:bodyPr rot="0" vert="horz"/>'
# LibreOffice breaks labels at a fifth of the chart's width.
_UNBROKEN = '<a:bodyPr rot="0" vert="horz" wrap="none"/>'
_ORDER = [
    qn(f"c:{name}")
    for name in (
        *(
            "idx",
            "order",
            "tx",
            "spPr",
            "invertIfNegative",
            "marker",
            "explosion",
            "dPt",
            "dLbls",
            "trendline",
            "errBars",
        ),
        *("cat", "val", "xVal", "yVal", "smooth", "extLst"),
    )
]
_MORE = 24.0
_EMBEDDED = "\u202b", "\u202c"
"""LibreOffice sets a title from left to right, whatever its paragraph says, unless its words say so themselves."""
_AROUND_TITLE = (4.0, 2.0)
_known: dict[str, Any] = {}


def _element(xml: str) -> Any:
    """The element; those that look alike are parsed once."""
    found = _known.get(xml)
    if found is None:
        if len(_known) > 2000:
            _known.clear()
        found = _known[xml] = parse_xml(xml)
    return copy(found)


def _apart(begin: Sequence[float | None], end: Sequence[float | None], formula: str) -> list[Formula | None]:
    return [
        None if low is None or high is None else Formula(formula, round(high - low, 12))
        for low, high in zip(begin, end, strict=True)
    ]


def _with_names(xml: str) -> str:
    """The element with the names of its namespaces, so that it can be parsed alone."""
    tag = re.match(r"<([\w:]+)", xml)
    assert tag is not None
    return f"{tag[0]} {_NS}{xml[tag.end() :]}"


def _shows(shown: Sequence[str]) -> str:
    return "".join(f'<c:show{name} val="{int(name in shown)}"/>' for name in _SHOWS)


def _way(backwards: bool) -> str:
    return "maxMin" if backwards else "minMax"


def _line_xml(color: Color, width: float, dash: bool = False, round_cap: bool = False) -> str:
    cap = ' cap="rnd"' if round_cap else ' cap="flat"'
    dashes = '<a:prstDash val="dash"/>' if dash else ""
    return f'<a:ln w="{emu(width)}"{cap}><a:solidFill>{scheme_color(color)}</a:solidFill>{dashes}<a:round/></a:ln>'


def _looks_xml(color: Color, edge: Color | None, width: float = 0.75) -> str:
    line = _line_xml(edge, width) if edge else "<a:ln><a:noFill/></a:ln>"
    return f"<c:spPr><a:solidFill>{scheme_color(color)}</a:solidFill>{line}</c:spPr>"


def _looks(color: Color, edge: Color | None) -> Any:
    return _element(_with_names(_looks_xml(color, edge)))


def _marker_xml(color: Color, series: int) -> str:
    return (
        f'<c:marker><c:symbol val="{MARKS[series % len(MARKS)]}"/><c:size val="{round(DOT_PT)}"/>'
        f"<c:spPr><a:solidFill>{scheme_color(color)}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr></c:marker>"
    )


def _marker(color: Color, series: int) -> Any:
    return _element(_with_names(_marker_xml(color, series)))
