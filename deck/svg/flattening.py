"""What is kept while a drawing is made flat: its cost, what stands beside it, the style and place in each element."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from deck.svg.affine import Affine, moved, read_transform
from deck.svg.bad import BadSvg, short
from deck.svg.color import Shade, read_color
from deck.svg.items import Group, Leaf
from deck.svg.lengths import font_size, opacity, pixels
from deck.svg.outline import Bounds, Outline, around, bounds
from deck.svg.state import State, current, local_name, with_variables
from deck.svg.style import GEOMETRY, INHERITED, Style, said_of
from deck.svg.words import Fonts
from deck.value import replace

MOST_PARTS = 60_000
"""Shapes, and steps on the way to them: more than any program opens in a talk's time."""
MOST_BYTES = 24_000_000
MOST_NUMBERS = 800_000
"""In all lines together: those of a map of the world's coasts are a tenth."""
MOST_CHARACTERS = 10_000
"""In all texts together, and in their copies: some six pages of a book."""
FARTHEST = 10_000.0
"""How many times its own size a drawing may reach beyond itself."""
NO_EDITING = "flatten it: convert copies, markers and patterns to paths, or export it as PNG"
_BLACK = Shade("#000000", 1.0)


class Flattening:
    """One drawing on its way; what it is made of draws itself by `element`, which is given below."""

    frame: Bounds
    """The part of the drawing's space that is shown."""
    view: tuple[float, float]
    unit: float
    """How large one unit of the picture is in that space."""

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

    def count(self, element: Any, parts: int = 1) -> None:
        self.parts += parts
        if self.parts > MOST_PARTS:
            raise BadSvg(f"it draws itself, or more than {MOST_PARTS:,} shapes", element.sourceline, NO_EDITING)

    def deeper(self, element: Any, state: State, name: str) -> State:
        if name in state.chain or len(state.chain) > 60:
            raise BadSvg(f"it draws itself, by `#{short(name)}`", element.sourceline, NO_EDITING)
        return replace(state, chain=(*state.chain, name))

    def define(self, kind: str, inside: str, attributes: str = "") -> str:
        key = (kind, inside, attributes)
        if key not in self.made:
            self.made[key] = f"p{len(self.made) + 1}"
            self.bytes += len(inside)
            self.defs.append(f'<{kind} id="{self.made[key]}"{attributes}>{inside}</{kind}>')
        return self.made[key]

    def leaf(
        self, element: Any, tag: str, attributes: dict[str, str], outline: Outline, place: Affine, reach: float
    ) -> Leaf:
        self.count(element)
        self.bytes += sum(map(len, attributes.values()))
        if self.bytes > MOST_BYTES:
            raise BadSvg(f"it is more than {MOST_BYTES // 1_000_000} MB as paths", element.sourceline, NO_EDITING)
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

    def children(self, element: Any, state: State) -> list[Leaf | Group]:
        return [item for child in element for item in self.element(child, state)]

    def entered(self, element: Any, around: State) -> State:
        """The state inside an element."""
        before, own = around.style, self.said[element]
        style = {name: value for name, value in before.items() if name in INHERITED or name.startswith("--")}
        style |= {name: value for name, value in own.items() if name.startswith("--")}
        for name, value in own.items():
            if name.startswith("--"):
                continue
            if "var(" in value:
                value = with_variables(value, style)
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
            shade = self.shade(style["color"], current(before), element, "color") if "color" in style else _BLACK
            style["color"] = shade.hex
        for name in ("font-variant", "font-variant-caps"):
            if "small-caps" in own.get(name, ""):
                self.left_out[f"{name}: {short(own[name])}"] = None
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
        if style.get("transform-box", "view-box") != "view-box":
            self.left_out[f"transform-box: {short(style['transform-box'])}"] = None
        named = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
        sides = [pixels(named.get(part, part), whole) for part, whole in zip([*origin, "50%"], self.view, strict=False)]
        x, y = (side or 0.0 for side in sides)
        return moved(x, y).then(found).then(moved(-x, -y))

    def standing(self, element: Any) -> State:
        """The state of an element that is drawn from elsewhere."""
        state = State({}, Affine(), self.view)
        for one in (*reversed([*element.iterancestors()]), element):
            state = self.entered(one, state)
        return state

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

    def opacity(self, element: Any, state: State, name: str) -> float:
        found = opacity(state.get(name, "1"))
        if found is None:
            raise BadSvg(f"its {name} is `{short(state.get(name))}`", element.sourceline)
        return found

    def shade(self, value: str, current: Shade, element: Any, name: str) -> Shade:
        found = read_color(value, current)
        if found is None:
            help = "write it as #RRGGBB, or export the picture again with colours of six digits"
            raise BadSvg(f"the {name} `{short(value)}` is no colour that is known here", element.sourceline, help)
        return found

    @abstractmethod
    def element(self, element: Any, around: State) -> list[Leaf | Group]:
        """What an element and those in it are drawn as."""
