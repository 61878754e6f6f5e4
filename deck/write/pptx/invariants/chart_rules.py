"""What must hold in a chart: its axes, its points, and that it shows what its workbook has."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from lxml import etree

from deck.regex import regex
from deck.write.pptx.invariants.read import Element, Sheet, whole

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RANGE = regex(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")


def chart_has_a_workbook(sheet: Sheet) -> Iterator[Finding]:
    """ "Edit data" finds nothing in a chart without its workbook: its numbers can be seen, and never be corrected."""
    for space in sheet.found[f"{_C}chartSpace"]:
        if space.find(f"{_C}externalData") is None:
            yield space, "it has no workbook"


def chart_axis_has_a_length(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for an axis that ends before it begins, and for ratios that begin at 0 or below."""
    for scaling in sheet.found[f"{_C}scaling"]:
        low, high = (_number(scaling.find(f"{_C}{name}")) for name in ("min", "max"))
        if low is not None and high is not None and low >= high:
            yield scaling, f"the axis begins at {low:g} and ends at {high:g}"
        if scaling.find(f"{_C}logBase") is not None and any(one is not None and one <= 0 for one in (low, high)):
            yield scaling, "an axis of ratios begins or ends at 0 or below"


def chart_marks_are_of_its_points(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for a look or label of a point twice, and shows none of one that is not there."""
    for series in sheet.found[f"{_C}ser"]:
        count = max((whole(one.get("val")) or 0 for one in series.iter(f"{_C}ptCount")), default=0)
        for marks in (series.findall(f"{_C}dPt"), series.findall(f"{_C}dLbls/{_C}dLbl")):
            places = [whole(_value(one)) for one in marks]
            for one, place in zip(marks, places, strict=True):
                if places.count(place) > 1:
                    yield one, f"another one is of the point {place} too"
                if place is None or place >= count:
                    yield one, f"the series has {count} points, it is of the point {place}"


def chart_error_bars_have_both_ends(sheet: Sheet) -> Iterator[Finding]:
    """An interval with one end, or with fewer ends than points, is another interval than the one that was measured."""
    for bars in sheet.found[f"{_C}errBars"]:
        sort, way = (bars.find(f"{_C}{name}") for name in ("errValType", "errBarType"))
        if sort is None or sort.get("val") != "cust":
            continue
        wanted = {"plus": ("plus",), "minus": ("minus",)}.get(
            way.get("val", "") if way is not None else "", ("plus", "minus")
        )
        for name in wanted:
            if bars.find(f"{_C}{name}") is None:
                yield bars, f"it has no `{name}`"
        counts = {one.get("val") for one in bars.iter(f"{_C}ptCount")}
        if len(counts) > 1:
            yield bars, f"its ends are {' and '.join(sorted(filter(None, counts)))}"


def chart_shows_its_workbook(sheet: Sheet) -> Iterator[Finding]:
    """Whoever clicks "Edit data" would see other numbers than the slide showed, and the chart would jump to them."""
    references = [one for tag in ("numRef", "strRef") for one in sheet.found[f"{_C}{tag}"]]
    if not references:
        return
    books = [
        one.target
        for one in sheet.relationships.values()
        if one.kind == "package" and one.target in sheet.package.parts
    ]
    cells = _cells(sheet.package.parts[books[0]]) if len(books) == 1 else None
    if cells is None:
        return
    for one in references:
        formula = one.findtext(f"{_C}f", "")
        there = _read(formula, cells)
        if there is None:
            yield one, f"it refers to {formula!r}, which the workbook does not have"
            continue
        count = next((whole(one.get("val")) for one in one.iter(f"{_C}ptCount")), None)
        if count is not None and count != len(there):
            yield one, f"it counts {count} points, and {formula} has {len(there)}"
        shown = {whole(point.get("idx")): point.findtext(f"{_C}v", "") for point in one.iter(f"{_C}pt")}
        for at, cell in enumerate(there):
            if not _agree(shown.get(at, ""), cell):
                yield one, f"point {at} of {formula} shows {shown.get(at, '')!r}, the workbook says {cell!r}"
                break


def _agree(shown: str, cell: str) -> bool:
    if shown == cell:
        return True
    try:
        return abs(float(shown) - float(cell)) <= 1e-9 * max(1.0, abs(float(cell)))
    except ValueError:
        return False


def _read(formula: str, cells: dict[str, dict[str, str]]) -> Sequence[str] | None:
    """The cells of a range, row by row; None where there is no such sheet, or it is no range."""
    found = _RANGE.fullmatch(formula)
    if found is None:
        return None
    quoted, plain, left, top, right, bottom = found.groups()
    name = quoted.replace("''", "'") if quoted else plain
    if name not in cells:
        return None
    columns = range(_place(left), _place(right or left) + 1)
    rows = range(int(top), int(bottom or top) + 1)
    return [cells[name].get(f"{column}:{row}", "") for row, column in product(rows, columns)]


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _cells(data: bytes) -> dict[str, dict[str, str]] | None:
    """What each cell says, by sheet, column and row; None where it is no workbook that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            names = set(book.namelist())
            root = etree.fromstring(book.read("xl/workbook.xml"))
            related = etree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
            targets = {str(one.get("Id")): str(one.get("Target")) for one in related.iter(f"{_PACKAGE}Relationship")}
            shared: list[str] = []
            if "xl/sharedStrings.xml" in names:
                strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
                shared = ["".join(t.text or "" for t in one.iter(f"{_X}t")) for one in strings.iter(f"{_X}si")]
            found = {}
            for one in root.iter(f"{_X}sheet"):
                part = posixpath.normpath(posixpath.join("xl", targets[str(one.get(f"{_R}id"))].removeprefix("/xl/")))
                found[str(one.get("name"))] = dict(_of_sheet(etree.fromstring(book.read(part)), shared))
            return found
    except (zipfile.BadZipFile, KeyError, IndexError, etree.XMLSyntaxError):
        # What is no workbook at all, another rule says.
        return None


def _of_sheet(root: Any, shared: Sequence[str]) -> Iterator[tuple[str, str]]:
    for cell in root.iter(f"{_X}c"):
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", "A1")).groups()  # type: ignore[union-attr]
        value = cell.findtext(f"{_X}v", "")
        if cell.get("t") == "s":
            value = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            value = "".join(t.text or "" for t in cell.iter(f"{_X}t"))
        yield f"{_place(letters)}:{row}", value


def _number(element: Element | None) -> float | None:
    try:
        return float(element.get("val", "")) if element is not None else None
    except ValueError:
        return None


def _value(element: Element) -> str | None:
    found = element.find(f"{_C}idx")
    return found.get("val") if found is not None else None
