"""Turn an SVG into paths, photographs and gradients, each with its look and place written beside it.

Programs agree on these and on little else: copies, markers, patterns, style sheets and colours of newer standards are
drawn differently, or not at all, by PowerPoint, ONLYOFFICE, LibreOffice and typst.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from deck.regex import regex
from deck.svg.affine import NUMBER, moved, said
from deck.svg.bad import BadSvg
from deck.svg.color import read_color
from deck.svg.flattening import MOST_NUMBERS, MOST_PARTS, NO_EDITING
from deck.svg.items import Group, Leaf, cut_off, markup
from deck.svg.outline import Bounds, rectangle
from deck.svg.shapes import Shapes
from deck.svg.state import URL, XLINK, State, linked, local_name, with_variables
from deck.svg.view import fitted_in, view_box, view_of_root
from deck.svg.words import Fonts
from deck.value import Value, replace

_NAMED = regex(r"url\(\s*['\"]?#([^'\")]*)")
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
    cut_off: float = 0.0
    """How far what it draws reaches over its own edge, as a share of that side."""


def flatten(root: Any, fonts: Fonts, left_out: Sequence[str] = ()) -> Flat:
    """The drawing, or BadSvg where it cannot be drawn rightly or costs too much."""
    try:
        return _Flattening(root, fonts, left_out).flat()
    except RecursionError as problem:
        raise BadSvg("it draws itself, or is nested too deep", root.sourceline, NO_EDITING) from problem
    except (OverflowError, ZeroDivisionError) as problem:
        raise BadSvg("it has numbers that are too large or too small", root.sourceline) from problem


class _Flattening(Shapes):
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
        body = self.background(state, frame) + "".join(markup(item) for item in inside)
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
            cut_off(inside, frame),
        )

    def background(self, state: State, frame: Bounds) -> str:
        """What the drawing stands on, as draw.io writes it; nothing where that is not said, or no plain colour."""
        for name in ("background-color", "background"):
            value = self.said[self.root].get(name, "")
            shade = read_color(with_variables(value, state.style), state.color) if value else None
            if shade is not None and shade.opacity:
                seen = f' fill-opacity="{said(shade.opacity)}"' if shade.opacity < 1 else ""
                wide, high = said(frame.width), said(frame.height)
                box = f"M{said(frame.left)} {said(frame.top)}h{wide}v{high}h-{wide}z"
                return f'<path fill="{shade.hex}"{seen} d="{box}"/>'
        return ""

    def refuse_explosion(self) -> None:
        """Twenty elements that each use the last one ten times are counted before any of them is drawn."""
        numbers = sum(len(NUMBER.findall(line.get("d", "") + line.get("points", ""))) for line in self.root.iter())
        if numbers > MOST_NUMBERS:
            what = f"its lines have more than {MOST_NUMBERS:,} numbers"
            raise BadSvg(what, self.root.sourceline, "simplify its lines, or export it as PNG")
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
            found = (URL.fullmatch(said.get(f"marker-{place}", "")) for place in ("mid", "start", "end"))
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

    def photograph(self, element: Any, state: State) -> list[Leaf | Group]:
        link = element.get("href") or element.get(XLINK) or ""
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


def _is_chosen(child: Any) -> bool:
    """Whether this is what of a `switch` is shown, as far as a page without a user can tell."""
    # Every browser has what `requiredFeatures` asks for; of extensions nobody has any.
    languages = [tag.strip().lower() for tag in (child.get("systemLanguage") or "en").split(",")]
    return child.get("requiredExtensions") is None and any(tag.split("-")[0] == "en" for tag in languages)


def _corners_at_most(line: Any) -> int:
    return len(NUMBER.findall(line.get("d", "") + line.get("points", ""))) // 2
