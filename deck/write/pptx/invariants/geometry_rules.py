"""What must hold in what is drawn: guides and outlines, the part of a picture that is shown, what stands in a frame."""

from __future__ import annotations

from collections.abc import Iterator

from deck.write.pptx.invariants.read import A, Element, Sheet, whole

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

# Names that a shape's own geometry may use without a guide (ISO/IEC 29500-1, 20.1.10.56).
_BUILT_IN = set(["l", "t", "r", "b", "w", "h", "hc", "vc", "ls", "ss"]) | {
    f"{side}d{part}" for side in ("w", "h", "ss") for part in range(2, 33)
}
_BUILT_IN |= {f"{part}cd{whole}" for part in ("", "3", "5", "7") for whole in (2, 4, 8)}
_DRAWN_AT = {"rect": "ltrb", "pt": "xy", "pos": "xy", "arcTo": ("wR", "hR", "stAng", "swAng")}
# What a guide may be computed by, and from how many values (20.1.9.11).
_FORMULAS = {
    **dict.fromkeys(("val", "abs", "sqrt"), 1),
    **dict.fromkeys(("at2", "cos", "max", "min", "sin", "tan"), 2),
    **dict.fromkeys(("*/", "+-", "+/", "?:", "cat2", "mod", "pin", "sat2"), 3),
}
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FRAMED = {
    "http://schemas.openxmlformats.org/drawingml/2006/table": f"{A}tbl",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": f"{_C}chart",
}


def geometry_knows_its_guides(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a drawn shape with a point at a place that has a name and no value."""
    for shape in sheet.found[f"{A}custGeom"]:
        known = _BUILT_IN | {guide.get("name", "") for guide in shape.iter(f"{A}gd")}
        for tag, attributes in _DRAWN_AT.items():
            for one in shape.iter(f"{A}{tag}"):
                for name in attributes:
                    value = one.get(name, "0")
                    if whole(value) is None and value not in known:
                        yield one, f"{name}={value!r} is no number, and no guide has this name"


def guides_can_be_computed(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a shape with a guide by an unknown formula, or from a value that is not known before it."""
    if not sheet.found[f"{A}gd"]:
        return
    for shape in (*sheet.found[f"{A}custGeom"], *sheet.found[f"{A}prstGeom"]):
        known = set(_BUILT_IN)
        for guide in shape.iter(f"{A}gd"):
            formula, *values = guide.get("fmla", "").split() or [""]
            if _FORMULAS.get(formula) != len(values):
                yield guide, f"{guide.get('fmla')!r} is no formula"
            for value in values:
                if whole(value) is None and value not in known:
                    yield guide, f"{value!r} is no number, and no guide before it has this name"
            known.add(guide.get("name", ""))


def path_begins_somewhere(sheet: Sheet) -> Iterator[Finding]:
    """A line that is drawn before the pen was put down has no beginning: PowerPoint refuses the shape."""
    for paths in sheet.found[f"{A}pathLst"]:
        for path in paths:
            if len(path) and path[0].tag != f"{A}moveTo":
                yield path, "it does not begin with moveTo"


def picture_shows_something(sheet: Sheet) -> Iterator[Finding]:
    """A picture of which all is cut away is a hole in the slide."""
    for crop in sheet.found[f"{A}srcRect"]:
        for one, other in (("l", "r"), ("t", "b")):
            if (whole(crop.get(one)) or 0) + (whole(crop.get(other)) or 0) >= 100_000:
                yield crop, f"{one} and {other} cut all of it away"


def frame_holds_what_it_says(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a frame that says table and has none, and shows nothing of a table in a frame for a chart."""
    for data in sheet.found[f"{A}graphicData"]:
        wanted = _FRAMED.get(data.get("uri", ""))
        if wanted and next(data.iter(wanted), None) is None:
            yield data, f"it has no {wanted.rpartition('}')[2]}"
        elif len(data) and data[0].tag in _FRAMED.values() and data[0].tag != wanted:
            yield data, f"it says that it is no {str(data[0].tag).rpartition('}')[2]}"
