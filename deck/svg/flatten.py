"""Turn an SVG into paths, photographs and gradients, each with its look and place written beside it.

Programs agree on these and on little else: copies, markers, patterns, style sheets and colours of newer standards are
drawn differently, or not at all, by PowerPoint, ONLYOFFICE, LibreOffice and typst.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from deck.svg import clip
from deck.svg.affine import NUMBER, Affine, moved, read_transform, said, scaled, turned
from deck.svg.bad import BadSvg, short
from deck.svg.color import Shade, read_color
from deck.svg.items import Group, Leaf, around_all, is_inside, leaves_of, markup, upright, within, written_attributes
from deck.svg.lengths import font_size, opacity, pixels
from deck.svg.outline import (
    Bounds,
    Outline,
    Point,
    around,
    bounds,
    corners,
    ellipse,
    heading,
    points_in,
    polygon,
    polyline,
    read_path,
    rectangle,
    together,
    transformed,
    written,
)
from deck.svg.outline import box as seen_box
from deck.svg.style import GEOMETRY, INHERITED, SVG, Style, said_of
from deck.svg.tiles import Look, Tile, read_tile, shifted
from deck.svg.view import fitted_in, view_box, view_of_root
from deck.svg.words import Fonts, Letters, set_words
from deck.value import Value, replace

MOST_PARTS = 60_000
"""Shapes, and steps on the way to them: more than any program opens in a talk's time."""
MOST_BYTES = 24_000_000
MOST_NUMBERS = 800_000
"""In all lines together: those of a map of the world's coasts are a tenth."""
MOST_CHARACTERS = 10_000
"""In all texts together, and in their copies: some six pages of a book."""
FARTHEST = 10_000.0
"""How many times its own size a drawing may reach beyond itself."""
_NO_EDITING = "flatten it: convert copies, markers and patterns to paths, or export it as PNG"
_SIMPLER = "simplify its lines, or export it as PNG"
_BLACK = Shade("#000000", 1.0)
_XLINK = "{http://www.w3.org/1999/xlink}href"
_URL = re.compile(r"url\(\s*['\"]?#([^'\")]*)['\"]?\s*\)\s*(.*)", re.DOTALL)
_NAMED = re.compile(r"url\(\s*['\"]?#([^'\")]*)")
_HIDDEN = frozenset(
    "defs symbol marker pattern clipPath mask linearGradient radialGradient stop title desc style metadata".split()  # noqa: SIM905
)


class Flat(Value, frozen=True):
    """A drawing that looks the same everywhere."""

    data: bytes
    width: float
    height: float
    left_out: tuple[str, ...]
    families: tuple[str, ...]
    """Fonts that its text asks for and the brand does not have; an empty name stands for text that asks for none."""
    missing: str
    """Characters of its text that no font of the brand has."""
    only_pixels: bool
    """It holds what PowerPoint cannot draw, although it can be drawn: show pixels."""


class State(Value, frozen=True):
    """What an element takes over from those around it."""

    style: Style
    place: Affine
    view: tuple[float, float]
    chain: tuple[str, ...] = ()
    """The ids that are being drawn, one inside the other."""
    context: tuple[Any, ...] = ()
    """What a marker's line is painted with."""
    scale: float = 1.0
    """Of lines that are as wide whatever their place is."""

    def get(self, name: str, default: str = "") -> str:
        return self.style.get(name, default)

    @property
    def size(self) -> float:
        return float(self.style.get("font-size", "16"))


def flatten(root: Any, fonts: Fonts, left_out: Sequence[str] = ()) -> Flat:
    """The drawing, or BadSvg where it cannot be drawn rightly or costs too much."""
    try:
        return _Flattening(root, fonts, left_out).flat()
    except RecursionError as problem:
        raise BadSvg("it draws itself, or is nested too deep", root.sourceline, _NO_EDITING) from problem
    except (OverflowError, ZeroDivisionError) as problem:
        raise BadSvg("it has numbers that are too large or too small", root.sourceline) from problem


class _Flattening:
    def __init__(self, root: Any, fonts: Fonts, left_out: Sequence[str]) -> None:
        self.root, self.fonts = root, fonts
        self.said = said_of(root)
        self.ids: dict[str, Any] = {}
        for element in root.iter():
            if element.get("id"):
                self.ids.setdefault(element.get("id"), element)
        self.left_out = dict.fromkeys(left_out)
        self.families: dict[str, None] = {}
        self.missing: dict[str, None] = {}
        self.only_pixels = False
        self.parts = self.bytes = self.characters = 0
        self.defs: list[str] = []
        self.made: dict[object, str] = {}
        # Letters are drawn again and again.
        self.outlines: dict[str, tuple[Outline, bool]] = {}

    def flat(self) -> Flat:
        frame, place, size = view_of_root(self.root)
        self.refuse_explosion()
        self.frame = frame
        self.view = (frame.width, frame.height)
        self.unit = frame.width / size[0]
        state = self.entered(self.root, State({}, place, self.view))
        if state.get("display") == "none":
            state = replace(state, style={**state.style, "display": "inline"})
        inside = self.with_effects(self.root, state, self.children(self.root, state))
        body = "".join(markup(item) for item in inside)
        width, height = size
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{said(width)}" height="{said(height)}" '
            f'viewBox="{said(frame.left)} {said(frame.top)} {said(frame.width)} {said(frame.height)}"'
        )
        # The old name of a link is the only one that PowerPoint knows.
        if "xlink:href" in body:
            head += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
        defs = f"<defs>{''.join(self.defs)}</defs>" if self.defs else ""
        return Flat(
            f"{head}>{defs}{body}</svg>".encode(),
            width,
            height,
            tuple(self.left_out),
            tuple(self.families),
            "".join(self.missing),
            self.only_pixels,
        )

    def refuse_explosion(self) -> None:
        """Twenty elements that each use the last one ten times are counted before any of them is drawn."""
        numbers = sum(len(NUMBER.findall(line.get("d", "") + line.get("points", ""))) for line in self.root.iter())
        if numbers > MOST_NUMBERS:
            raise BadSvg(f"its lines have more than {MOST_NUMBERS:,} numbers", self.root.sourceline, _SIMPLER)
        counted: dict[Any, int] = {}

        def parts(element: Any) -> int:
            if element not in counted:
                counted[element] = 0  # of what draws itself, which is found when it is drawn
                inside = (child for child in element if local_name(child) not in _HIDDEN)
                used = (self.ids[name] for name in self.referred(element) if name in self.ids)
                marker = self.ids.get(self.marker_of(element))
                repeated = 0 if marker is None else _corners_at_most(element) * parts(marker)
                counted[element] = min(1 + repeated + sum(map(parts, (*inside, *used))), MOST_PARTS + 1)
            return counted[element]

        self.count(self.root, parts(self.root))
        self.parts = 0

    def marker_of(self, element: Any) -> str:
        """The id of the marker that stands at most corners of a line; it may be said around it."""
        at = element
        while at is not None:
            said = self.said[at]
            found = (_URL.fullmatch(said.get(f"marker-{place}", "")) for place in ("mid", "start", "end"))
            if name := next((one[1] for one in found if one), ""):
                return name
            at = at.getparent()
        return ""

    def referred(self, element: Any) -> Iterator[str]:
        """The ids of what is drawn where this element is."""
        if local_name(element) in ("use", "pattern"):
            yield linked(element)
        for value in self.said[element].values():
            if "url(" in value:
                yield from _NAMED.findall(value)

    # ------------------------------------------------------------ elements

    def children(self, element: Any, state: State) -> list[Leaf | Group]:
        return [item for child in element for item in self.element(child, state)]

    def element(self, element: Any, around: State) -> list[Leaf | Group]:
        self.count(element)
        name = local_name(element)
        if name in _HIDDEN or self.said[element].get("display") == "none":
            return []
        state = self.entered(element, around)
        if state.get("display") == "none" or abs(state.place.area) < 1e-18:
            return []
        match name:
            case "g" | "a":
                inside = self.children(element, state)
            case "switch":
                chosen = next((child for child in element if _is_chosen(child)), None)
                inside = [] if chosen is None else self.element(chosen, state)
            case "svg":
                inside = self.nested(element, state, {})
            case "use":
                inside = self.copy(element, state)
            case "image":
                inside = self.photograph(element, state)
            case "text":
                inside = self.text(element, state)
            case _:
                inside = self.shape(element, state)
        return self.with_effects(element, state, inside)

    def count(self, element: Any, parts: int = 1) -> None:
        self.parts += parts
        if self.parts > MOST_PARTS:
            raise BadSvg(f"it draws itself, or more than {MOST_PARTS:,} shapes", element.sourceline, _NO_EDITING)

    def entered(self, element: Any, around: State) -> State:
        """The state inside an element."""
        before, own = around.style, self.said[element]
        style = {name: value for name, value in before.items() if name in INHERITED or name.startswith("--")}
        style |= {name: value for name, value in own.items() if name.startswith("--")}
        for name, value in own.items():
            if name.startswith("--"):
                continue
            if "var(" in value:
                value = _with_variables(value, style)
            keyword = value.lower() if len(value) < 13 else ""
            if keyword in ("inherit", "unset", "revert", "initial"):
                if keyword == "inherit" and name in before:
                    style[name] = before[name]
                elif keyword == "initial" or name not in INHERITED:
                    style.pop(name, None)
                continue
            style[name] = value
        if "font-size" in own:
            size = font_size(style.get("font-size", ""), around.size)
            style["font-size"] = repr(around.size if size is None else size)
        if "color" in own:
            shade = self.shade(style["color"], _current(before), element, "color") if "color" in style else _BLACK
            style["color"] = shade.hex
        place = around.place
        if style.get("transform") or "patternTransform" in element.attrib:
            place = place.then(self.transform(element, style))
        return State(style, place, around.view, around.chain, around.context)

    def transform(self, element: Any, style: Style) -> Affine:
        value = style.get("transform", "none")
        found = Affine() if value.lower() == "none" else read_transform(value)
        if found is None:
            raise BadSvg(f"its transform is `{short(value)}`", element.sourceline)
        origin = style.get("transform-origin", "").split()
        if not origin:
            return found
        named = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
        sides = [pixels(named.get(part, part), whole) for part, whole in zip([*origin, "50%"], self.view, strict=False)]
        x, y = (side or 0.0 for side in sides)
        return moved(x, y).then(found).then(moved(-x, -y))

    def nested(self, element: Any, state: State, given: dict[str, str]) -> list[Leaf | Group]:
        """What is in an inner `svg` or a `symbol`, in the place that it has there."""
        wide, high = state.view

        def side(name: str, whole: float) -> float:
            value = given.get(name) or self.said[element].get(name, "auto")
            return whole if value == "auto" else self.length(element, state, name, value, whole)

        symbol = local_name(element) == "symbol"
        x = 0.0 if symbol else self.coordinate(element, state, "x")
        y = 0.0 if symbol else self.coordinate(element, state, "y")
        width, height = side("width", wide), side("height", high)
        if width <= 0 or height <= 0:
            return []
        place, view = state.place.then(moved(x, y)), (width, height)
        box = view_box(element)
        if box is not None:
            if box.width <= 0 or box.height <= 0:
                return []
            place = place.then(fitted_in(box, width, height, element.get("preserveAspectRatio", "")))
            view = (box.width, box.height)
        inside = self.children(element, replace(state, place=place, view=view))
        if state.get("overflow", "hidden") in ("visible", "auto") or (symbol and box is None and "width" not in given):
            return inside
        return self.cut(inside, rectangle(x, y, width, height), state.place)

    def copy(self, element: Any, state: State) -> list[Leaf | Group]:
        name = linked(element)
        target = self.ids.get(name)
        if target is None:
            return []
        inner = self.deeper(element, state, name)
        x, y = self.coordinate(element, state, "x"), self.coordinate(element, state, "y")
        inner = replace(inner, place=inner.place.then(moved(x, y)))
        if local_name(target) not in ("symbol", "svg"):
            return self.element(target, inner)
        given = {side: element.get(side, "") for side in ("width", "height") if element.get(side)}
        inside = self.entered(target, inner)
        return self.with_effects(target, inside, self.nested(target, inside, given))

    def deeper(self, element: Any, state: State, name: str) -> State:
        if name in state.chain or len(state.chain) > 60:
            raise BadSvg(f"it draws itself, by `#{short(name)}`", element.sourceline, _NO_EDITING)
        return replace(state, chain=(*state.chain, name))

    def photograph(self, element: Any, state: State) -> list[Leaf | Group]:
        link = element.get("href") or element.get(_XLINK) or ""
        if state.get("visibility", "visible") != "visible" or not link:
            return []
        x, y = self.coordinate(element, state, "x"), self.coordinate(element, state, "y")
        attributes = {"x": said(x), "y": said(y)}
        sides = {}
        for name, whole in zip(("width", "height"), state.view, strict=True):
            value = self.said[element].get(name, "auto")
            if value != "auto":
                sides[name] = self.length(element, state, name, value, whole)
                attributes[name] = said(sides[name])
        if any(side <= 0 for side in sides.values()):
            return []
        if element.get("preserveAspectRatio"):
            attributes["preserveAspectRatio"] = element.get("preserveAspectRatio")
        attributes["xlink:href"] = link
        outline = rectangle(x, y, sides["width"], sides["height"]) if len(sides) == 2 else []
        leaf = self.leaf(element, "image", attributes, outline, state.place, 0.0)
        return [leaf]

    # ------------------------------------------------------------ shapes

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
                *self.painted(element, outline, _with(state, stroke="none"), data),
                *self.painted(
                    element,
                    transformed(outline, state.place),
                    replace(_with(state, fill="none", **{"vector-effect": "none"}), place=Affine(), scale=self.unit),
                ),
            ]
        found: list[Leaf | Group] = []
        if isinstance(fill, _Pattern):
            found += self.tiles(element, outline, state, fill)
            filled = {"fill": "none"}
            fill = None
        if isinstance(stroke, _Pattern):
            help = "give the line a colour, or export the picture as PNG"
            raise BadSvg("it has a line that is painted with a pattern", element.sourceline, help)
        if fill and stroke and stroke_first:
            found.append(self.leaf(element, "path", {**base, "fill": "none", **drawn}, outline, state.place, reach))
            found.append(self.leaf(element, "path", {**base, **filled}, outline, state.place, 0.0))
        elif fill or stroke:
            found.append(self.leaf(element, "path", {**base, **filled, **drawn}, outline, state.place, reach))
        return found

    def leaf(
        self, element: Any, tag: str, attributes: dict[str, str], outline: Outline, place: Affine, reach: float
    ) -> Leaf:
        self.count(element)
        self.bytes += sum(map(len, attributes.values()))
        if self.bytes > MOST_BYTES:
            raise BadSvg(f"it is more than {MOST_BYTES // 1_000_000} MB as paths", element.sourceline, _NO_EDITING)
        inner = bounds(outline)
        where = None
        if inner is not None:
            where = around([place.point(*corner) for corner in inner.corners])
            assert where is not None
            where = where.grown(reach * place.stretch)
            largest = max(self.view) * FARTHEST
            if not (self.frame.grown(largest).holds(where)):
                help = "check its numbers (a transform, a line's width), and export it again"
                raise BadSvg(f"`<{local_name(element)}>` reaches far beyond the picture", element.sourceline, help)
        transform = place.written
        if transform:
            attributes = {"transform": transform, **attributes}
        return Leaf(tag, attributes, where, outline, place)

    def coordinate(self, element: Any, state: State, name: str) -> float:
        value = self.said[element].get(name) if name in GEOMETRY else element.get(name)
        if not value:
            return 0.0
        wide, high = state.view
        whole = (
            wide if name in ("x", "x1", "x2", "cx", "width")
            else high if name in ("y", "y1", "y2", "cy", "height")
            else ((wide * wide + high * high) / 2) ** 0.5
        )  # fmt: skip
        return self.length(element, state, name, value, whole)

    def length(self, element: Any, state: State, name: str, value: str, whole: float) -> float:
        # Text has a list of places; the first is its own.
        found = pixels(value, whole, state.size)
        if found is None:
            raise BadSvg(f"the `{name}` of `<{local_name(element)}>` is `{short(value)}`", element.sourceline)
        return found

    # ------------------------------------------------------------ paint

    def paint(self, element: Any, state: State, name: str, default: str) -> Any:
        """What a shape is filled or drawn with: a Shade, a gradient's name, a pattern; None for nothing."""
        value = state.get(name, default).strip()
        if value.startswith("context-"):
            known = dict(zip(("context-fill", "context-stroke"), state.context, strict=False))
            return known.get(value)
        found = _URL.fullmatch(value)
        if found is None:
            if value.lower() == "none":
                return None
            shade = self.shade(value, _current(state.style), element, name)
            return shade if shade.opacity > 0 else None
        target, other = self.ids.get(found[1]), found[2].strip()
        match local_name(target) if target is not None else "":
            case "linearGradient" | "radialGradient":
                return self.gradient(target)
            case "pattern":
                return _Pattern(target)
        if not other or other.lower() == "none":
            return None
        return self.shade(other, _current(state.style), element, name)

    def shade(self, value: str, current: Shade, element: Any, name: str) -> Shade:
        found = read_color(value, current)
        if found is None:
            help = "write it as #RRGGBB, or export the picture again with colours of six digits"
            raise BadSvg(f"the {name} `{short(value)}` is no colour that is known here", element.sourceline, help)
        return found

    def fill_attributes(self, element: Any, state: State, paint: Any) -> dict[str, str]:
        attributes = self.paint_attributes(element, state, paint, "fill")
        if paint and state.get("fill-rule") == "evenodd":
            attributes["fill-rule"] = "evenodd"
        return attributes

    def paint_attributes(self, element: Any, state: State, paint: Any, name: str) -> dict[str, str]:
        if paint is None or isinstance(paint, _Pattern):
            return {name: "none"}
        clear = self.opacity(element, state, f"{name}-opacity")
        if isinstance(paint, Shade):
            clear *= paint.opacity
        shown = {name: paint.hex if isinstance(paint, Shade) else f"url(#{paint})"}
        return shown if clear == 1 else {**shown, f"{name}-opacity": said(clear)}

    def opacity(self, element: Any, state: State, name: str) -> float:
        found = opacity(state.get(name, "1"))
        if found is None:
            raise BadSvg(f"its {name} is `{short(state.get(name))}`", element.sourceline)
        return found

    def stroke_width(self, element: Any, state: State) -> float:
        width = self.length(element, state, "stroke-width", state.get("stroke-width", "1"), _diagonal(state.view))
        return width * state.scale

    def stroke_attributes(self, element: Any, state: State, paint: Any, width: float) -> dict[str, str]:
        if paint is None:
            return {}
        attributes = {**self.paint_attributes(element, state, paint, "stroke"), "stroke-width": said(width)}
        for name, default in (("stroke-linecap", "butt"), ("stroke-linejoin", "miter"), ("stroke-miterlimit", "4")):
            value = state.get(name, default)
            if value != default:
                attributes[name] = value if value not in ("arcs", "miter-clip") else "miter"
        dashes = state.get("stroke-dasharray", "none")
        if dashes != "none":
            lengths = [pixels(one, _diagonal(state.view), state.size) for one in re.split(r"[\s,]+", dashes) if one]
            known = [length * state.scale for length in lengths if length is not None and length >= 0]
            # As a browser does: dashes that are not understood are a whole line.
            if known and len(known) == len(lengths) and sum(known) > 0:
                attributes["stroke-dasharray"] = " ".join(map(said, known * (1 + len(known) % 2)))
                offset = pixels(state.get("stroke-dashoffset", "0"), _diagonal(state.view), state.size)
                if offset:
                    attributes["stroke-dashoffset"] = said(offset * state.scale)
        return attributes

    def gradient(self, element: Any) -> Any:
        """The name of a gradient in the drawing; a Shade where it is only one colour, None where it is nothing."""
        chain: list[Any] = []
        at: Any = element
        while at is not None and at not in chain and local_name(at) in ("linearGradient", "radialGradient"):
            chain.append(at)
            at = self.ids.get(linked(at))
        stops = next((found for one in chain if (found := [stop for stop in one if local_name(stop) == "stop"])), [])
        shades = [self.stop(stop) for stop in stops]
        if not shades:
            return None
        if len(shades) == 1:
            return shades[0][1]
        key = ("gradient", id(element))
        if key not in self.made:
            self.made[key] = f"p{len(self.made) + 1}"
            self.defs.append(self.gradient_markup(element, chain, shades, self.made[key]))
        return self.made[key]

    def stop(self, element: Any) -> tuple[float, Shade]:
        self.count(element)
        state = self.standing(element)
        shade = self.shade(state.get("stop-color", "#000000"), _current(state.style), element, "stop-color")
        clear = shade.opacity * self.opacity(element, state, "stop-opacity")
        return opacity(element.get("offset", "0")) or 0.0, Shade(shade.hex, clear)

    def standing(self, element: Any) -> State:
        """The state of an element that is drawn from elsewhere."""
        state = State({}, Affine(), self.view)
        for one in (*reversed([*element.iterancestors()]), element):
            state = self.entered(one, state)
        return state

    def gradient_markup(
        self, element: Any, chain: Sequence[Any], shades: Sequence[tuple[float, Shade]], name: str
    ) -> str:
        kind = local_name(element)
        own = {"linearGradient": ("x1", "y1", "x2", "y2"), "radialGradient": ("cx", "cy", "r", "fx", "fy", "fr")}[kind]

        def first(attribute: str) -> str:
            same = (
                one
                for one in chain
                if attribute in ("gradientUnits", "gradientTransform", "spreadMethod") or local_name(one) == kind
            )
            return next((one.get(attribute) for one in same if one.get(attribute)), "")

        attributes = {"id": name}
        in_box = first("gradientUnits") != "userSpaceOnUse"
        for attribute in own:
            value = first(attribute)
            if value:
                whole = (
                    1.0
                    if in_box
                    else self.view[0]
                    if "x" in attribute
                    else self.view[1]
                    if "y" in attribute
                    else _diagonal(self.view)
                )
                attributes[attribute] = said(self.length(element, self.standing(element), attribute, value, whole))
        if not in_box:
            attributes["gradientUnits"] = "userSpaceOnUse"
            if kind == "linearGradient":
                attributes.setdefault("x2", said(self.view[0]))
            else:
                for attribute, whole in (("cx", self.view[0]), ("cy", self.view[1]), ("r", _diagonal(self.view))):
                    attributes.setdefault(attribute, said(whole / 2))
        turned_by = read_transform(first("gradientTransform"))
        if turned_by is None:
            raise BadSvg("its gradientTransform is not understood", element.sourceline)
        if turned_by.written:
            attributes["gradientTransform"] = turned_by.written
        if first("spreadMethod") in ("reflect", "repeat"):
            attributes["spreadMethod"] = first("spreadMethod")
        highest, inside = 0.0, ""
        for offset, shade in shades:
            highest = max(highest, offset)
            clear = "" if shade.opacity == 1 else f' stop-opacity="{said(shade.opacity)}"'
            inside += f'<stop offset="{said(highest)}" stop-color="{shade.hex}"{clear}/>'
        return f"<{kind}{written_attributes(attributes)}>{inside}</{kind}>"

    # ------------------------------------------------------------ markers

    def markers(self, element: Any, outline: Outline, state: State) -> Iterator[Leaf | Group]:
        if local_name(element) not in ("path", "line", "polyline", "polygon"):
            return
        named = {place: _URL.fullmatch(state.get(f"marker-{place}", "none")) for place in ("start", "mid", "end")}
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

    # ------------------------------------------------------------ effects

    def with_effects(self, element: Any, state: State, inside: list[Leaf | Group]) -> list[Leaf | Group]:
        """What is drawn, cut off, faded and masked as the element says."""
        if not inside:
            return []
        if state.get("filter", "none") != "none" and "filter" not in self.left_out:
            self.left_out["filter"] = None
        value = state.get("clip-path", "none")
        if value != "none":
            inside = self.clipped(element, state, value, inside)
        mask = _URL.fullmatch(state.get("mask", "none"))
        if mask and inside:
            target = self.ids.get(mask[1])
            if target is not None and local_name(target) == "mask":
                inside = self.masked(element, state, target, mask[1], inside)
        blend = state.get("mix-blend-mode", "normal")
        clear = self.opacity(element, state, "opacity")
        if not inside or clear == 0:
            return []
        if blend != "normal":
            self.only_pixels = True
            return [Group({"style": f"mix-blend-mode:{blend}", "opacity": said(clear)}, inside, around_all(inside))]
        if clear == 1:
            return inside
        if len(inside) == 1 and isinstance(inside[0], Leaf) and "opacity" not in inside[0].attributes:
            return [inside[0]._replace(attributes={**inside[0].attributes, "opacity": said(clear)})]
        return [Group({"opacity": said(clear)}, inside, around_all(inside))]

    def clipped(self, element: Any, state: State, value: str, inside: list[Leaf | Group]) -> list[Leaf | Group]:
        found = _URL.fullmatch(value)
        if found is None:
            self.left_out[f"clip-path: {short(value)}"] = None
            return inside
        target = self.ids.get(found[1])
        if target is None or local_name(target) != "clipPath":
            return inside
        inner = self.deeper(element, state, found[1])
        place = state.place
        if target.get("clipPathUnits") == "objectBoundingBox":
            box = self.box_in(inside, place)
            if box is None:
                return []
            place = place.then(Affine(box.width, 0, 0, box.height, box.left, box.top))
        around_it = replace(self.standing(target.getparent()), place=place, chain=inner.chain, view=state.view)
        clip_state = self.entered(target, around_it)
        # What is cut out is an outline: how it is painted does not matter.
        plain = {"fill": "#000000", "stroke": "none", "fill-opacity": "1"}
        leaves = [leaf for child in target for leaf in self.clip_parts(child, clip_state, plain)]
        cut_off = self.clip_to(element, leaves, inside)
        if "clip-path" in self.said[target]:
            return self.clipped(target, clip_state, clip_state.get("clip-path"), cut_off) if cut_off else []
        return cut_off

    def clip_parts(self, child: Any, state: State, plain: Style) -> list[Leaf]:
        own = self.said[child]
        self.said[child] = {**own, **plain, "opacity": "1"}
        target = self.ids.get(linked(child)) if local_name(child) == "use" else None
        other = self.said.get(target) if target is not None else None
        if target is not None and other is not None:
            self.said[target] = {**other, **plain, "opacity": "1"}
        try:
            parts = self.element(child, state) if local_name(child) not in ("g", "switch", "svg", "image") else []
        finally:
            self.said[child] = own
            if target is not None and other is not None:
                self.said[target] = other
        if target is not None and other and other.get("clip-rule"):
            own = {**own, "clip-rule": other["clip-rule"]}
        leaves = list(leaves_of(parts))
        if own.get("clip-rule", state.get("clip-rule")) != "evenodd":
            return leaves
        return [leaf._replace(attributes={**leaf.attributes, "clip-rule": "evenodd"}) for leaf in leaves]

    def clip_to(self, element: Any, leaves: Sequence[Leaf], inside: list[Leaf | Group]) -> list[Leaf | Group]:
        if not leaves:
            return []
        frame = upright(leaves[0]) if len(leaves) == 1 else None
        if frame is not None:
            kept = [within(item, frame) for item in inside]
            if None not in kept:
                return [item for items in kept if items is not None for item in items]
        whole = around_all(inside)
        edge = together([leaf.bounds for leaf in leaves])
        if whole is not None and edge is not None and not edge.meets(whole):
            return []
        paths = "".join(f"<path{written_attributes(_outline_only(leaf))}/>" for leaf in leaves)
        return [Group({"clip-path": f"url(#{self.define('clipPath', paths)})"}, inside, edge)]

    def define(self, kind: str, inside: str, attributes: str = "") -> str:
        key = (kind, inside, attributes)
        if key not in self.made:
            self.made[key] = f"p{len(self.made) + 1}"
            self.bytes += len(inside)
            self.defs.append(f'<{kind} id="{self.made[key]}"{attributes}>{inside}</{kind}>')
        return self.made[key]

    def cut(self, inside: list[Leaf | Group], outline: Outline, place: Affine) -> list[Leaf | Group]:
        """What is drawn, cut off at an outline."""
        if not inside:
            return []
        leaf = self.leaf(self.root, "path", {"d": written(outline)}, outline, place, 0.0)
        return self.clip_to(self.root, [leaf], inside)

    def masked(
        self, element: Any, state: State, mask: Any, name: str, inside: list[Leaf | Group]
    ) -> list[Leaf | Group]:
        # No importer of PowerPoint's kind draws masks.
        self.only_pixels = True
        inner = self.deeper(element, state, name)
        box = self.box_in(inside, state.place)
        if box is None:
            return []
        place = state.place
        if mask.get("maskContentUnits") == "objectBoundingBox":
            place = place.then(Affine(box.width, 0, 0, box.height, box.left, box.top))
        around_it = replace(self.standing(mask.getparent()), place=place, chain=inner.chain, view=state.view)
        mask_state = self.entered(mask, around_it)
        drawn = self.children(mask, mask_state)
        sides = [
            mask.get(side) or default
            for side, default in zip(("x", "y", "width", "height"), ("-10%", "-10%", "120%", "120%"), strict=True)
        ]
        if mask.get("maskUnits") == "userSpaceOnUse":
            wholes = (*state.view, *state.view)
            x, y, width, height = (
                self.length(mask, state, "x", side, whole) for side, whole in zip(sides, wholes, strict=True)
            )
        else:
            shares = [self.length(mask, state, "x", side, 1.0) for side in sides]
            x, y = box.left + shares[0] * box.width, box.top + shares[1] * box.height
            width, height = shares[2] * box.width, shares[3] * box.height
        drawn = self.cut(drawn, rectangle(x, y, width, height), state.place)
        alpha = "alpha" in (mask.get("mask-type", ""), *re.findall(r"mask-type:\s*(\w+)", mask.get("style", "")))
        far = self.frame.grown(max(self.view))
        area = {"x": far.left, "y": far.top, "width": far.width, "height": far.height}
        sides_said = {name: said(side) for name, side in area.items()}
        attributes = written_attributes(
            {"maskUnits": "userSpaceOnUse", **sides_said, **({"mask-type": "alpha"} if alpha else {})}
        )
        made = self.define("mask", "".join(map(markup, drawn)), attributes)
        return [Group({"mask": f"url(#{made})"}, inside, around_all(inside))]

    def box_in(self, inside: Sequence[Leaf | Group], place: Affine) -> Bounds | None:
        """What is drawn, as a box of the element's own space; lines are as thin as they can be there."""
        back = place.back
        return together([seen_box(transformed(leaf.outline, back.then(leaf.place))) for leaf in leaves_of(inside)])

    # ------------------------------------------------------------ patterns

    def tiles(self, element: Any, outline: Outline, state: State, pattern: _Pattern) -> list[Leaf | Group]:
        """A pattern as what it repeats: other programs paint a pattern in one colour, or black."""
        chain: list[Any] = []
        at: Any = pattern.element
        while at is not None and at not in chain and local_name(at) == "pattern":
            chain.append(at)
            at = self.ids.get(linked(at))

        def first(attribute: str, default: str = "") -> str:
            return next((one.get(attribute) for one in chain if one.get(attribute)), default)

        name = f"pattern {pattern.element.get('id', '')}"
        inner = self.deeper(element, state, name)
        box, where = seen_box(outline), bounds(outline)
        assert box is not None and where is not None
        in_box = first("patternUnits") != "userSpaceOnUse"
        wholes = (1.0, 1.0, 1.0, 1.0) if in_box else (*state.view, *state.view)
        x, y, width, height = (
            self.length(pattern.element, state, side, first(side, "0"), whole)
            for side, whole in zip(("x", "y", "width", "height"), wholes, strict=True)
        )
        if in_box:
            x, y = box.left + x * box.width, box.top + y * box.height
            width, height = width * box.width, height * box.height
        turned_by = read_transform(first("patternTransform"))
        source = next((one for one in chain if len(one)), None)
        if turned_by is None or source is None or width <= 0 or height <= 0 or abs(turned_by.area) < 1e-12:
            return []
        back = turned_by.back
        area = around([back.point(*corner) for corner in where.corners])
        assert area is not None
        columns = range(int((area.left - x) // width), int((area.right - x) // width) + 1)
        rows = range(int((area.top - y) // height), int((area.bottom - y) // height) + 1)
        self.count(element, len(columns) * len(rows))
        view = Affine()
        if first("viewBox"):
            frame = view_box(next(one for one in chain if one.get("viewBox")))
            if frame is not None and frame.width > 0 and frame.height > 0:
                view = fitted_in(frame, width, height, first("preserveAspectRatio"))
        elif first("patternContentUnits") == "objectBoundingBox":
            view = scaled(box.width, box.height)
        around_it = replace(self.standing(source.getparent()), chain=inner.chain, view=state.view)
        # All tiles are one beside the other: it is read once, where the first of the pattern's space would stand.
        base = state.place.then(turned_by)
        tile_state = replace(self.entered(source, around_it), place=base.then(view))
        tile = read_tile(self.children(source, tile_state), base, Bounds(0, 0, width, height))
        corners_of_all = [(x + column * width, y + row * height) for row in rows for column in columns]
        found = self.hatched(
            element, transformed(outline, state.place), state, tile, base, corners_of_all, (width, height)
        )
        clear = self.opacity(element, state, "fill-opacity")
        return found if clear == 1 or not found else [Group({"opacity": said(clear)}, found, around_all(found))]

    def hatched(
        self,
        element: Any,
        shape: Outline,
        state: State,
        tile: Tile,
        base: Affine,
        places: Sequence[Point],
        size: tuple[float, float],
    ) -> list[Leaf | Group]:
        """A shape filled with a tile at each of these places, in the order in which a tile paints."""
        evenodd = state.get("fill-rule") == "evenodd"
        edge = self.leaf(element, "path", {"d": written(shape)}, shape, Affine(), 0.0)
        ruled = {"fill-rule": "evenodd"} if evenodd else {}
        cutter = edge._replace(attributes={**edge.attributes, "clip-rule": "evenodd"}) if evenodd else edge
        area = clip.Area(shape, evenodd)
        found: list[Leaf | Group] = []
        for look in tile.grounds:
            found.append(edge._replace(attributes={**edge.attributes, **ruled, **dict(look)}))
        lines: dict[Look, list[clip.Segment]] = {}
        for x, y in places:
            put = base.then(moved(x, y))
            for fill in tile.fills:
                spot = transformed(fill.outline, put)
                leaf = self.leaf(element, "path", {"d": written(spot), **dict(fill.look)}, spot, Affine(), 0.0)
                assert leaf.bounds is not None and edge.bounds is not None
                if edge.bounds.meets(leaf.bounds):
                    found += [leaf] if is_inside(leaf, area) else self.clip_to(element, [cutter], [leaf])
            for line in tile.lines:
                lines.setdefault(line.look, []).append((put.point(*line.start), put.point(*line.end)))
            if tile.others:
                found += self.tile_of_others(element, tile.others, put, base, size, cutter)
            self.count(element, 1 + len(tile.lines) // 8)
        for look, segments in lines.items():
            found += self.hatching(element, segments, dict(look), area)
        return found

    def tile_of_others(
        self,
        element: Any,
        others: Sequence[Leaf | Group],
        put: Affine,
        base: Affine,
        size: tuple[float, float],
        cutter: Leaf,
    ) -> list[Leaf | Group]:
        """A tile of gradients, photographs and groups, cut off at its edges and at the shape's."""
        self.count(element, len(others))
        (x0, y0), (x1, y1) = base.point(0, 0), put.point(0, 0)
        copies = [shifted(item, (x1 - x0, y1 - y0)) for item in others]
        return self.clip_to(element, [cutter], self.cut(copies, rectangle(0, 0, *size), put))

    def hatching(
        self, element: Any, segments: Sequence[clip.Segment], look: dict[str, str], area: clip.Area
    ) -> list[Leaf | Group]:
        """Lines as far as they are inside a shape: as a clip, ONLYOFFICE would not know it."""
        outline: Outline = []
        for line in clip.joined(segments):
            pieces = [part for one, two in itertools.pairwise(line) for part in area.parts(one, two)]
            self.count(element, 1 + len(area.edges) * len(line) // 500)
            for run in clip.joined(pieces):
                outline += polyline(clip.straightened(run))
        if not outline:
            return []
        attributes = {"d": written(outline), "fill": "none", **look}
        return [self.leaf(element, "path", attributes, outline, Affine(), float(look["stroke-width"]) / 2)]

    # ------------------------------------------------------------ words

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


def local_name(element: Any) -> str:
    return str(element.tag).removeprefix(SVG)


def linked(element: Any) -> str:
    link = element.get("href") or element.get(_XLINK) or ""
    return str(link.strip().removeprefix("#"))


class _Pattern(NamedTuple):
    element: Any


def _outline_only(leaf: Leaf) -> dict[str, str]:
    return {name: value for name, value in leaf.attributes.items() if name in ("d", "transform", "clip-rule")}


_REACH = {"miter": 0.75, "round": 0.5, "bevel": 0.5}


def _is_chosen(child: Any) -> bool:
    """Whether this is what of a `switch` is shown, as far as a page without a user can tell."""
    # Every browser has what `requiredFeatures` asks for; of extensions nobody has any.
    languages = [tag.strip().lower() for tag in (child.get("systemLanguage") or "en").split(",")]
    return child.get("requiredExtensions") is None and any(tag.split("-")[0] == "en" for tag in languages)


def _with_variables(value: str, style: Style) -> str:
    """The value with the author's own properties filled in; what is unknown has its fallback, or nothing."""
    for _ in range(20):
        start = value.find("var(")
        if start < 0:
            return value.strip()
        depth, end = 1, start + 4
        while end < len(value) and depth:
            depth += {"(": 1, ")": -1}.get(value[end], 0)
            end += 1
        name, _, fallback = value[start + 4 : end - 1].partition(",")
        value = value[:start] + style.get(name.strip(), fallback.strip()) + value[end:]
        if len(value) > 10_000:
            break
    return ""


def _corners_at_most(line: Any) -> int:
    return len(NUMBER.findall(line.get("d", "") + line.get("points", ""))) // 2


def _with(state: State, **style: str) -> State:
    return replace(state, style={**state.style, **style})


def _current(style: Style) -> Shade:
    return Shade(style.get("color", "#000000"), 1.0)


def _diagonal(view: tuple[float, float]) -> float:
    return float(((view[0] ** 2 + view[1] ** 2) / 2) ** 0.5)
