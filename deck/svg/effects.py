"""What of a drawing is cut off, masked and faded, as plain paths where that can be?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from deck.svg.affine import Affine, said
from deck.svg.bad import short
from deck.svg.flattening import Flattening
from deck.svg.items import Group, Leaf, around_all, leaves_of, markup, upright, within, written_attributes
from deck.svg.outline import Bounds, Outline, rectangle, together, transformed, written
from deck.svg.outline import box as seen_box
from deck.svg.state import URL, State, linked, local_name
from deck.svg.style import Style
from deck.value import replace


class Effects(Flattening):
    def with_effects(self, element: Any, state: State, inside: list[Leaf | Group]) -> list[Leaf | Group]:
        """What is drawn, cut off, faded and masked as the element says."""
        if not inside:
            return []
        if state.get("filter", "none") != "none" and "filter" not in self.left_out:
            self.left_out["filter"] = None
        value = state.get("clip-path", "none")
        if value != "none":
            inside = self.clipped(element, state, value, inside)
        mask = URL.fullmatch(state.get("mask", "none"))
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
        found = URL.fullmatch(value)
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


def _outline_only(leaf: Leaf) -> dict[str, str]:
    return {name: value for name, value in leaf.attributes.items() if name in ("d", "transform", "clip-rule")}
