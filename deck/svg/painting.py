"""What is a shape filled and drawn with: colours, gradients and the look of its lines?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from deck.svg.affine import read_transform, said
from deck.svg.bad import BadSvg
from deck.svg.color import Shade
from deck.svg.flattening import Flattening
from deck.svg.items import written_attributes
from deck.svg.lengths import opacity, pixels
from deck.svg.state import URL, State, diagonal, linked, local_name


class Pattern(NamedTuple):
    element: Any


class Painting(Flattening):
    def paint(self, element: Any, state: State, name: str, default: str) -> Any:
        """What a shape is filled or drawn with: a Shade, a gradient's name, a pattern; None for nothing."""
        value = state.get(name, default).strip()
        if value.startswith("context-"):
            known = dict(zip(("context-fill", "context-stroke"), state.context, strict=False))
            return known.get(value)
        found = URL.fullmatch(value)
        if found is None:
            if value.lower() == "none":
                return None
            shade = self.shade(value, state.color, element, name)
            return shade if shade.opacity > 0 else None
        target, other = self.ids.get(found[1]), found[2].strip()
        match local_name(target) if target is not None else "":
            case "linearGradient" | "radialGradient":
                return self.gradient(target)
            case "pattern":
                return Pattern(target)
        if not other or other.lower() == "none":
            return None
        return self.shade(other, state.color, element, name)

    def fill_attributes(self, element: Any, state: State, paint: Any) -> dict[str, str]:
        attributes = self.paint_attributes(element, state, paint, "fill")
        if paint and state.get("fill-rule") == "evenodd":
            attributes["fill-rule"] = "evenodd"
        return attributes

    def paint_attributes(self, element: Any, state: State, paint: Any, name: str) -> dict[str, str]:
        if paint is None or isinstance(paint, Pattern):
            return {name: "none"}
        clear = self.opacity(element, state, f"{name}-opacity")
        if isinstance(paint, Shade):
            clear *= paint.opacity
        shown = {name: paint.hex if isinstance(paint, Shade) else f"url(#{paint})"}
        return shown if clear == 1 else {**shown, f"{name}-opacity": said(clear)}

    def stroke_width(self, element: Any, state: State) -> float:
        width = self.length(element, state, "stroke-width", state.get("stroke-width", "1"), diagonal(state.view))
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
            lengths = [pixels(one, diagonal(state.view), state.size) for one in re.split(r"[\s,]+", dashes) if one]
            known = [length * state.scale for length in lengths if length is not None and length >= 0]
            # As a browser does: dashes that are not understood are a whole line.
            if known and len(known) == len(lengths) and sum(known) > 0:
                attributes["stroke-dasharray"] = " ".join(map(said, known * (1 + len(known) % 2)))
                offset = pixels(state.get("stroke-dashoffset", "0"), diagonal(state.view), state.size)
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
        shade = self.shade(state.get("stop-color", "#000000"), state.color, element, "stop-color")
        clear = shade.opacity * self.opacity(element, state, "stop-opacity")
        return opacity(element.get("offset", "0")) or 0.0, Shade(shade.hex, clear)

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
                    else diagonal(self.view)
                )
                attributes[attribute] = said(self.length(element, self.standing(element), attribute, value, whole))
        if not in_box:
            attributes["gradientUnits"] = "userSpaceOnUse"
            if kind == "linearGradient":
                attributes.setdefault("x2", said(self.view[0]))
            else:
                for attribute, whole in (("cx", self.view[0]), ("cy", self.view[1]), ("r", diagonal(self.view))):
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
