"""What part of its own space does a drawing show, and how does that come into its place?"""

from __future__ import annotations

import re
from typing import Any

from deck.svg.affine import Affine, moved, scaled
from deck.svg.bad import BadSvg, short
from deck.svg.lengths import pixels
from deck.svg.outline import Bounds


def view_of_root(root: Any) -> tuple[Bounds, Affine, tuple[float, float]]:
    """What part of its own space a drawing shows, how it gets there, and its width and height in pixels."""
    sides = [_side(root, name) for name in ("width", "height")]
    box = view_box(root)
    if box is None:
        if None in sides:
            help = "export it again with a viewBox: that says how wide and high it is"
            raise BadSvg("it does not say how large it is", root.sourceline, help)
        box = Bounds(0, 0, sides[0] or 0, sides[1] or 0)
    if not (0 < box.width < 1e6 and 0 < box.height < 1e6):
        raise BadSvg("its viewBox has no usable width and height", root.sourceline)
    width, height = sides
    if width is None and height is None:
        width, height = box.width, box.height
    elif width is None:
        assert height is not None
        width = height * box.width / box.height
    elif height is None:
        height = width * box.height / box.width
    # A drawing a hundred times as wide as high is nothing that a slide can show.
    if not 0.01 < width / height < 100:
        raise BadSvg("it has no usable width and height", root.sourceline)
    fitted = fitted_in(box, width, height, root.get("preserveAspectRatio", ""))
    if abs(fitted.a - fitted.d) > 1e-9 * abs(fitted.a):
        return Bounds(0, 0, width, height), fitted, (width, height)
    # Shapes keep their numbers: the frame is moved, not they.
    left, top = fitted.back.point(0, 0)
    shown = Bounds(left, top, left + width / fitted.a, top + height / fitted.a)
    if abs(shown.left - box.left) + abs(shown.top - box.top) < 1e-6 * max(box.width, box.height):
        shown = Bounds(box.left, box.top, box.left + shown.width, box.top + shown.height)
    return shown, Affine(), (width, height)


def _side(root: Any, name: str) -> float | None:
    """A side in pixels; None where it is not said, or as a share of something."""
    value = (root.get(name) or "").strip()
    found = None if value in ("", "auto") or "%" in value else pixels(value)
    if found is None:
        return None
    if not 0 < found < 1e6:
        raise BadSvg(f"its {name} is `{short(value)}`", root.sourceline, "it must be more than 0")
    return found


def view_box(element: Any) -> Bounds | None:
    value = (element.get("viewBox") or "").strip()
    if not value:
        return None
    try:
        x, y, width, height = (float(part) for part in re.split(r"[\s,]+", value))
    except ValueError as problem:
        raise BadSvg("its viewBox is not four numbers", element.sourceline) from problem
    if not all(abs(number) < 1e9 for number in (x, y, width, height)):
        raise BadSvg("its viewBox has no usable width and height", element.sourceline)
    return Bounds(x, y, x + width, y + height)


def fitted_in(box: Bounds, width: float, height: float, how: str) -> Affine:
    """How a view box comes into a place, by `preserveAspectRatio`."""
    words = [word for word in how.split() if word != "defer"] or ["xMidYMid"]
    across, down = width / box.width, height / box.height
    if words[0] == "none":
        return scaled(across, down).then(moved(-box.left, -box.top))
    scale = max(across, down) if "slice" in words else min(across, down)
    share = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    found = re.fullmatch(r"x(Min|Mid|Max)Y(Min|Mid|Max)", words[0])
    over_x, over_y = (share[found[1]], share[found[2]]) if found else (0.5, 0.5)
    x, y = (width - box.width * scale) * over_x, (height - box.height * scale) * over_y
    return moved(x, y).then(scaled(scale)).then(moved(-box.left, -box.top))
