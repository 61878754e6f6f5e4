"""Shapes, the markers at their corners and the outlines of letters, as paths that are filled and drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deck.svg.affine import NUMBER, Affine, moved, scaled, turned
from deck.svg.bad import BadSvg
from deck.svg.flattening import MOST_CHARACTERS
from deck.svg.items import Group, Leaf
from deck.svg.outline import (
    Bounds,
    Outline,
    corners,
    ellipse,
    heading,
    points_in,
    polygon,
    polyline,
    read_path,
    rectangle,
    transformed,
    written,
)
from deck.svg.painting import Pattern
from deck.svg.patterns import Patterns
from deck.svg.state import URL, State, local_name
from deck.svg.view import fitted_in, view_box
from deck.svg.words import Letters, set_words
from deck.value import replace

_REACH = {"miter": 0.75, "round": 0.5, "bevel": 0.5}


class Shapes(Patterns):
    def shape(self, element: Any, state: State) -> list[Leaf | Group]:
        def number(name: str) -> float:
            return self.coordinate(element, state, name)

        data = ""
        match local_name(element):
            case "path":
                data = state.get("d").strip().removeprefix('path("').removesuffix('")')
                if data not in self.outlines:
                    self.outlines[data] = read_path(data)
                outline, whole = self.outlines[data]
                data = data if whole and len(data) < 2_000_000 else ""
            case "rect":
                radii = self.radii(element, state)
                outline = rectangle(number("x"), number("y"), number("width"), number("height"), *radii)
            case "circle":
                outline = ellipse(number("cx"), number("cy"), number("r"), number("r"))
            case "ellipse":
                outline = ellipse(number("cx"), number("cy"), *self.radii(element, state))
            case "line":
                outline = polyline([(number("x1"), number("y1")), (number("x2"), number("y2"))])
            case "polyline":
                outline = polyline(points_in(element.get("points", "")))
            case "polygon":
                outline = polygon(points_in(element.get("points", "")))
            case _:
                return []
        if not outline:
            return []
        painted = self.painted(element, outline, state, data)
        return [*painted, *self.markers(element, outline, state)]

    def radii(self, element: Any, state: State) -> tuple[float, float]:
        """Of round corners or an ellipse: what is not said is as the other one."""
        own = self.said[element]
        rx, ry = own.get("rx", "auto"), own.get("ry", "auto")
        rx, ry = (ry if rx == "auto" else rx), (rx if ry == "auto" else ry)
        wide, high = state.view
        across = 0.0 if rx == "auto" else self.length(element, state, "rx", rx, wide)
        return across, 0.0 if ry == "auto" else self.length(element, state, "ry", ry, high)

    def painted(self, element: Any, outline: Outline, state: State, data: str = "") -> list[Leaf | Group]:
        """The outline as it is filled and drawn."""
        if state.get("visibility", "visible") != "visible":
            return []
        fill, stroke = self.paint(element, state, "fill", "#000000"), self.paint(element, state, "stroke", "none")
        width = self.stroke_width(element, state) if stroke else 0.0
        if width <= 0:
            stroke = None
        filled = self.fill_attributes(element, state, fill)
        drawn = self.stroke_attributes(element, state, stroke, width)
        reach = width * _REACH.get(state.get("stroke-linejoin", "miter"), 0.5) if stroke else 0.0
        base = {"d": data or written(outline)}
        stroke_first = state.get("paint-order").split()[:1] == ["stroke"]
        if stroke and state.get("vector-effect") == "non-scaling-stroke":
            return [
                *self.painted(element, outline, state.having(stroke="none"), data),
                *self.painted(
                    element,
                    transformed(outline, state.place),
                    replace(state.having(fill="none", **{"vector-effect": "none"}), place=Affine(), scale=self.unit),
                ),
            ]
        found: list[Leaf | Group] = []
        if isinstance(fill, Pattern):
            found += self.tiles(element, outline, state, fill)
            filled = {"fill": "none"}
            fill = None
        if isinstance(stroke, Pattern):
            help = "give the line a colour, or export the picture as PNG"
            raise BadSvg("it has a line that is painted with a pattern", element.sourceline, help)
        if fill and stroke and stroke_first:
            found.append(self.leaf(element, "path", {**base, "fill": "none", **drawn}, outline, state.place, reach))
            found.append(self.leaf(element, "path", {**base, **filled}, outline, state.place, 0.0))
        elif fill or stroke:
            found.append(self.leaf(element, "path", {**base, **filled, **drawn}, outline, state.place, reach))
        return found

    def markers(self, element: Any, outline: Outline, state: State) -> Iterator[Leaf | Group]:
        if local_name(element) not in ("path", "line", "polyline", "polygon"):
            return
        named = {place: URL.fullmatch(state.get(f"marker-{place}", "none")) for place in ("start", "mid", "end")}
        if not any(named.values()) or state.get("visibility", "visible") != "visible":
            return
        stops = corners(outline)
        last = len(stops) - 1
        for place, stop in enumerate(stops):
            where = [
                name for name, at in (("start", place == 0), ("mid", 0 < place < last), ("end", place == last)) if at
            ]
            for name in where:
                found = named[name]
                marker = self.ids.get(found[1]) if found else None
                if found and marker is not None and local_name(marker) == "marker":
                    yield from self.marker(element, marker, state, found[1], stop.point, heading(stop), name)

    def marker(
        self, element: Any, marker: Any, state: State, name: str, point: tuple[float, float], angle: float, place: str
    ) -> list[Leaf | Group]:
        self.count(element)
        orient = marker.get("orient", "0").strip()
        if orient == "auto-start-reverse":
            angle += 180 if place == "start" else 0
        elif orient != "auto":
            number = NUMBER.match(orient)
            angle = float(number[0]) if number else 0.0
        inner = self.deeper(element, state, name)
        sides = [self.length(marker, state, side, marker.get(side, "3"), whole)
                 for side, whole in zip(("markerWidth", "markerHeight"), state.view, strict=True)]  # fmt: skip
        width, height = sides
        if width <= 0 or height <= 0:
            return []
        at = state.place.then(moved(*point)).then(turned(angle))
        if marker.get("markerUnits", "strokeWidth") != "userSpaceOnUse":
            at = at.then(scaled(self.stroke_width(element, state)))
        box = view_box(marker)
        fitted = fitted_in(box, width, height, marker.get("preserveAspectRatio", "")) if box else Affine()
        view = box or Bounds(0, 0, width, height)
        anchors = {"left": view.left, "top": view.top, "right": view.right, "bottom": view.bottom}
        anchors["center"] = view.left + view.width / 2
        reference = []
        for side, whole in (("refX", view.width), ("refY", view.height)):
            value = marker.get(side, "0").strip()
            reference.append(anchors[value] if value in anchors else self.length(marker, state, side, value, whole))
        across, down = fitted.point(*reference)
        at = at.then(moved(-across, -down))
        context = self.paint(element, state, "fill", "#000000"), self.paint(element, state, "stroke", "none")
        around = self.standing(marker.getparent())
        around = replace(around, chain=inner.chain, view=(view.width, view.height), context=context)
        inside_state = self.entered(marker, replace(around, place=at.then(fitted)))
        inside = self.children(marker, inside_state)
        if inside_state.get("overflow", "hidden") in ("visible", "auto"):
            return inside
        return self.cut(inside, rectangle(0, 0, width, height), at)

    def text(self, element: Any, state: State) -> list[Leaf | Group]:
        words = "".join(element.itertext())
        if not words.strip():
            return []
        self.characters += len(words)
        if self.characters > MOST_CHARACTERS:
            what = f"it has texts of more than {MOST_CHARACTERS:,} characters"
            raise BadSvg(what, element.sourceline, "convert its text to paths, or export it as PNG")
        result: Letters = set_words(element, state, self.entered, self.fonts)
        self.families.update(dict.fromkeys(result.families))
        self.missing.update(dict.fromkeys(result.missing))
        found: list[Leaf | Group] = []
        for outline, its_state in result.outlines:
            found += self.painted(element, outline, its_state)
        return found
