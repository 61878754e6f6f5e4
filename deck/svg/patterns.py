"""What does a pattern repeat? Other programs paint a pattern in one colour, or black."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from deck.svg import clip
from deck.svg.affine import Affine, moved, read_transform, said, scaled
from deck.svg.effects import Effects
from deck.svg.items import Group, Leaf, around_all, is_inside
from deck.svg.outline import Bounds, Outline, Point, around, bounds, polyline, rectangle, transformed, written
from deck.svg.outline import box as seen_box
from deck.svg.painting import Painting, Pattern
from deck.svg.state import State, linked, local_name
from deck.svg.tiles import Look, Tile, read_tile, shifted
from deck.svg.view import fitted_in, view_box
from deck.value import replace


class Patterns(Painting, Effects):
    def tiles(self, element: Any, outline: Outline, state: State, pattern: Pattern) -> list[Leaf | Group]:
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
