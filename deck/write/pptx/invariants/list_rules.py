"""What must hold in parts that list something: properties, tags, styles, comments and those who wrote them, charts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck.regex import regex
from deck.write.pptx.invariants.kinds_of_parts import KINDS
from deck.write.pptx.invariants.read import A, Element, P, Sheet, local, whole

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC, _DCTERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_OWN = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_P188 = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_OFFICE = (
    "category",
    "contentStatus",
    "contentType",
    "keywords",
    "lastModifiedBy",
    "lastPrinted",
    "revision",
    "version",
)
_DUBLIN = ("creator", "description", "identifier", "language", "subject", "title")
_CORE = {f"{_DC}{name}" for name in _DUBLIN} | {f"{_CP}{name}" for name in _OFFICE}
_DATES = {f"{_DCTERMS}created", f"{_DCTERMS}modified"}
_W3CDTF = regex(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
# Element and attribute that tells one from the others of its list, whatever the case.
_UNIQUE = (
    (f"{A}tblStyle", "styleId"),
    (f"{P}tag", "name"),
    (f"{P}cmAuthor", "id"),
    (f"{P}custShow", "id"),
    (f"{P}custShow", "name"),
    (f"{_OWN}property", "name"),
    (f"{_P188}author", "id"),
    (f"{_P188}cm", "id"),
)


def part_has_its_root(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses the file when a part begins with another element than its kind says."""
    known = KINDS.get(sheet.kind)
    if known and known.roots and sheet.root.tag not in known.roots:
        yield sheet.root, f"a {sheet.kind} begins with {' or '.join(map(local, known.roots))} of its namespace"


def members_of_a_list_differ(sheet: Sheet) -> Iterator[Finding]:
    """Of two tags, styles, authors or properties of one name PowerPoint keeps one, or offers a repair."""
    for tag, attribute in _UNIQUE:
        if len(sheet.found[tag]) > 1:
            seen = set()
            for one in sheet.found[tag]:
                value = one.get(attribute, "").lower()
                if value in seen:
                    yield one, f"another one has this {attribute}"
                seen.add(value)


def core_properties_are_plain(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses the file when a core property stands twice, has parts, or is a date that is none."""
    if sheet.kind != "core-properties":
        return
    seen = set()
    if "".join(filter(None, [sheet.root.text, *(one.tail for one in sheet.root)])).strip():
        yield sheet.root, "it holds text, for which there is no place"
    for one in sheet.root.iterchildren("*"):
        tag, text = str(one.tag), one.text or ""
        if tag not in _CORE | _DATES:
            yield one, "there is no such core property"
        elif len(one) or tag in seen:
            yield one, "it stands twice" if tag in seen else "it has parts"
        elif tag in _DATES and (one.get(_TYPE) != "dcterms:W3CDTF" or not _W3CDTF.fullmatch(text)):
            yield one, f"{text!r} is no date of the type dcterms:W3CDTF"
        elif tag not in _DATES and set(one.keys()) - {"{http://www.w3.org/XML/1998/namespace}lang"}:
            yield one, "it has an attribute"
        elif tag == f"{_CP}lastPrinted" and not _W3CDTF.fullmatch(text):
            yield one, f"{text!r} is no date"
        seen.add(tag)


def own_properties_are_numbered(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair when two properties have one number, or one below 2, or a list another length."""
    seen = set()
    for one in sheet.found[f"{_OWN}property"]:
        number = whole(one.get("pid"))
        if number is None or number < 2 or number in seen:
            yield one, "the number is below 2, or another property has it"
        seen.add(number)
    for vector in sheet.found[f"{_VT}vector"]:
        if whole(vector.get("size")) != len(vector):
            yield vector, f"it says {vector.get('size')} members, and has {len(vector)}"


def comments_have_their_author(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for a comment of somebody who is not among the authors."""
    if sheet.kind != "comments":
        return
    package = sheet.package
    if sheet.root.tag == f"{P}cmLst":
        known = _ids(sheet, "commentAuthors", f"{P}cmAuthor")
        for one in sheet.found[f"{P}cm"]:
            if one.get("authorId") not in known:
                yield one, "no author has this id"
        indices = [(one.get("authorId"), one.get("idx")) for one in sheet.found[f"{P}cm"]]
        if len(set(indices)) < len(indices):
            yield sheet.root, "two comments of one author have one index"
    else:
        known = _ids(sheet, "authors", f"{_P188}author")
        for tag in ("cm", "reply"):
            for one in sheet.found[f"{_P188}{tag}"]:
                if one.get("authorId") not in known:
                    yield one, "no author has this id"
    owners = [name for name, of in package.relationships.items() if any(one.target == sheet.name for one in of)]
    if len(owners) != 1:
        yield sheet.root, f"{len(owners)} slides have these comments"


def chart_axes_fit(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a chart that is drawn on an axis that it does not have, or on one that crosses nothing."""
    if sheet.kind != "chart":
        return
    plots = [area for area in sheet.found[f"{_C}plotArea"]]
    for area in plots:
        axes = [axis for axis in area if local(str(axis.tag)) in ("valAx", "catAx", "dateAx", "serAx")]
        ids = [_value(axis.find(f"{_C}axId")) for axis in axes]
        for axis in axes:
            number = _value(axis.find(f"{_C}axId"))
            if ids.count(number) > 1:
                yield axis, "another axis has this id"
            crossed = _value(axis.find(f"{_C}crossAx"))
            if crossed == number or crossed not in ids:
                yield axis, "it crosses itself" if crossed == number else "it crosses an axis that the chart lacks"
        for plot in area:
            if plot not in axes:
                used: set[str] = set()
                for one in plot.iterchildren(f"{_C}axId"):
                    if one.get("val") not in ids or one.get("val") in used:
                        yield one, "the chart has no such axis" if one.get("val") not in ids else "it stands twice"
                    used.add(one.get("val", ""))
    for series in ("idx", "order"):
        seen = set()
        for one in sheet.found[f"{_C}ser"]:
            value = _value(one.find(f"{_C}{series}"))
            if value in seen:
                yield one, f"another series has this {series}"
            seen.add(value)
    for tag in ("strCache", "numCache", "strLit", "numLit"):
        for cache in sheet.found[f"{_C}{tag}"]:
            count = whole(_value(cache.find(f"{_C}ptCount")))
            points = [whole(one.get("idx")) for one in cache.iterchildren(f"{_C}pt")]
            if len(set(points)) < len(points) or any(at is None or count is None or at >= count for at in points):
                yield cache, "its points are not those that it counts"


def _ids(sheet: Sheet, kind: str, tag: str) -> set[str | None]:
    lists = [sheet.package.sheet(name) for name in sheet.package.of_kind(kind)]
    return {one.get("id") for listed in lists if listed for one in listed.root.iter(tag)}


def _value(element: Element | None) -> str:
    return element.get("val", "") if element is not None else ""
