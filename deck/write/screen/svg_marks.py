"""Shapes and pictures, as they are painted everywhere, in the words of SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from deck.write.drawing.marks import Mark

_QUOTED = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
# What XML cannot hold, however it is written.
_IMPOSSIBLE = {code: None for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}


def mark(one: Mark, address: Callable[[str], str]) -> str:
    """One painted thing; `address` is where the browser finds a picture by its name."""
    said: dict[str, Any] = dict(one)
    match said["draw"]:
        case "rect":
            size = {name: number(said[name]) for name in ("x", "y", "width", "height")}
            return tag("rect", {**size, "rx": number(said["radius"]) if said["radius"] else "", **_look(said)})
        case "ellipse":
            across, down = said["width"] / 2, said["height"] / 2
            middle = {"cx": number(said["x"] + across), "cy": number(said["y"] + down)}
            return tag("ellipse", {**middle, "rx": number(across), "ry": number(down), **_look(said)})
        case "path":
            way = " ".join(f"{number(x)} {number(y)}" for x, y in said["points"])
            return tag("path", {"d": f"M{way}{'Z' if said['closed'] else ''}", **_look(said)})
        case "icon":
            return "".join(
                tag("path", {"d": _way(part["rings"]), "fill": f"#{part['fill']}"}) for part in said["parts"]
            )
        case "picture":
            size = {name: number(said[name]) for name in ("x", "y", "width", "height")}
            # To a reader who sees nothing a picture without a description is not there.
            heard = {"role": "img", "aria-label": said["alt"]} if said["alt"] else {"aria-hidden": "true"}
            return tag("image", {**size, "href": address(said["file"]), **heard})
        case unknown:
            raise ValueError(f"no shape is painted as `{unknown}`")


def tag(name: str, attributes: Mapping[str, object], content: str = "") -> str:
    """An element; attributes that are empty are left out, all others escaped. `content` is SVG already."""
    said = "".join(f' {key}="{escaped(str(value))}"' for key, value in attributes.items() if value != "")
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def escaped(text: str) -> str:
    """Text as XML holds it, in an attribute or between tags."""
    return escape(text.translate(_IMPOSSIBLE), _QUOTED)


def number(value: float) -> str:
    """Points, to the hundredth: less than a screen shows."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _look(said: Mapping[str, Any]) -> dict[str, str]:
    fill, line = said["fill"], said["line"]
    look = {"fill": f"#{fill[:6]}" if fill else "none"}
    if fill and len(fill) == 8:
        look["fill-opacity"] = number(int(fill[6:], 16) / 255)
    if line:
        dash = " ".join(map(number, said["dash"]))
        look |= {"stroke": f"#{line}", "stroke-width": number(said["line_pt"]), "stroke-dasharray": dash}
        look |= {"stroke-linecap": said["cap"], "stroke-linejoin": said["join"]}
    return look


def _way(rings: list[list[list[Any]]]) -> str:
    return "".join(do + " ".join(f"{number(x)} {number(y)}" for x, y in spots) for ring in rings for do, *spots in ring)
