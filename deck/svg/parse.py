"""Which SVG may a deck carry? One that only draws: no script, nothing from outside, nothing that explodes."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import etree

from deck.value import Value


class Drawing(Value, frozen=True):
    """An SVG that may be shown, with its proportions and what was taken out of it."""

    data: bytes
    width: float
    height: float
    left_out: tuple[str, ...]
    """Names of elements that PowerPoint cannot draw."""
    families: frozenset[str]
    """Font families that its text asks for; an empty name stands for text that asks for none."""


class BadSvg(Exception):
    """Why an SVG cannot be shown; `unsafe` when it wants to do more than draw."""

    def __init__(self, message: str, line: int = 0, help: str = "export it again as plain SVG", unsafe: bool = False):
        super().__init__(f"{message} (line {line})" if line else message)
        self.help = help
        self.unsafe = unsafe


def read_svg(data: bytes, embedded: Callable[[bytes], bytes]) -> Drawing:
    """The SVG with only what it needs to be drawn; `embedded` cleans a picture inside it, or raises ValueError."""
    root = _parsed(data)
    left_out: dict[str, None] = {}
    for element in list(root.iter()):
        _check(element)
        if element is not root and not _is_drawn(element):
            if _is_svg(element) and _local(element) not in _EDITORS:
                left_out[_local(element)] = None
            _remove(element)
    for element in root.iter():
        _clean_attributes(element, embedded)
    _refuse_explosion(root)
    width, height = _size(root)
    families = frozenset(_families(root))
    etree.cleanup_namespaces(root)
    return Drawing(etree.tostring(root, encoding="utf-8"), width, height, tuple(left_out), families)


def _parsed(data: bytes) -> Any:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        at = data.find("<!ENTITY".encode(encoding))
        if at >= 0:
            line = data.count(b"\n", 0, at) + 1
            raise BadSvg("it declares XML entities", line, _NO_EDITING, unsafe=True)
    parser = etree.XMLParser(
        no_network=True,
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        why = re.split(r", (?:line|use XML_PARSE)", str(problem))[0]
        what = f"it is not XML: {why}" if data.strip() else "it is empty"
        raise BadSvg(what, getattr(problem, "lineno", 0) or 0) from problem
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(dtd.iterentities()):
        raise BadSvg("it declares XML entities", 1, _NO_EDITING, unsafe=True)
    if root.tag != f"{_SVG}svg":
        raise BadSvg(f"its first element is `<{_local(root)}>`, not an `<svg>` of the SVG namespace", root.sourceline)
    return root


_SVG: Final = "{http://www.w3.org/2000/svg}"
_ACTIVE: Final = (None, "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml")
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_NO_EDITING: Final = "export it as plain SVG, without data for an editor such as Illustrator"
_DRAWN: Final = frozenset(
    "svg g defs symbol use a path rect circle ellipse line polyline polygon text tspan textPath title desc style "  # noqa: SIM905
    "linearGradient radialGradient stop clipPath mask pattern marker image switch".split()
)
# What editors and screen readers put in: nobody misses it.
_EDITORS: Final = frozenset(("metadata", "view", "cursor"))
_UNSAFE: Final = frozenset(
    "script foreignobject iframe object embed audio video source canvas handler listener link meta base html "  # noqa: SIM905
    "feimage tref".split()
)
_ANIMATED: Final = frozenset(("animate", "set", "animatetransform", "animatemotion", "animatecolor"))
_ATTRIBUTES: Final = frozenset(
    "id class style x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points width height viewBox preserveAspectRatio version "  # noqa: SIM905
    "transform gradientTransform gradientUnits patternTransform patternUnits patternContentUnits spreadMethod offset "
    "clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient pathLength dx dy "
    "rotate textLength lengthAdjust startOffset method spacing href type media lang systemLanguage "
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-rendering direction "
    "display dominant-baseline fill fill-opacity fill-rule font font-family font-size font-size-adjust font-stretch "
    "font-style font-variant font-weight image-rendering isolation letter-spacing marker marker-end marker-mid "
    "marker-start mask mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity "
    "stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width text-anchor text-decoration text-rendering transform-origin unicode-bidi vector-effect visibility "
    "white-space word-spacing writing-mode".split()
) | {"{http://www.w3.org/1999/xlink}href", "{http://www.w3.org/XML/1998/namespace}space"}  # fmt: skip
_OUTSIDE: Final = re.compile(
    r"(?:url|src|image|image-set)\s*\(\s*['\"]?\s*(?!#)([^'\")\s]*)|(@import)|(expression\s*\()|(javascript:)|(\\)",
    re.I,
)
_PICTURE: Final = re.compile(r"data:image/(png|jpe?g);base64,(.*)", re.DOTALL | re.IGNORECASE)
_NO_REACH: Final = "a picture in a deck may only draw: export it as plain SVG, with everything inside it"


def _check(element: Any) -> None:
    """Refuse what does more than draw, at the first element that does."""
    name = _local(element)
    if isinstance(element.tag, str) and etree.QName(element).namespace not in _ACTIVE:
        return  # an editor's own data, which is dropped
    if not isinstance(element.tag, str) or name.lower() in _UNSAFE:
        raise BadSvg(f"it holds `<{name}>`", element.sourceline, _NO_REACH, unsafe=True)
    for attribute, value in element.attrib.items():
        local = etree.QName(attribute).localname.lower()
        if local.startswith("on"):
            raise BadSvg(f"`<{name}>` holds the script `{local}`", element.sourceline, _NO_REACH, unsafe=True)
        if local == "attributename" and name.lower() in _ANIMATED and value.strip().lower().endswith("href"):
            raise BadSvg(f"`<{name}>` changes a link", element.sourceline, _NO_REACH, unsafe=True)
        # Editors keep the paths of exported files in attributes of their own, which are dropped.
        if _is_svg(element) and (attribute in _HREFS or local == "src"):
            _check_link(name, value, element.sourceline)
        elif attribute in _ATTRIBUTES:
            _check_style(name, value, element.sourceline)
    if name == "style":
        _check_style(name, "".join(element.itertext()), element.sourceline)


def _check_link(name: str, value: str, line: int) -> None:
    target = value.strip()
    inside = target.startswith("#") if name != "image" else bool(re.match(r"data:image/", target, re.IGNORECASE))
    if not inside:
        raise BadSvg(f"`<{name}>` leads to `{_short(target)}`", line, _NO_REACH, unsafe=True)


def _check_style(name: str, value: str, line: int) -> None:
    found = _OUTSIDE.search(value)
    if found:
        what = next(group for group in (*found.groups()[1:], found[1] or found[0]) if group)
        raise BadSvg(f"the style of `<{name}>` reaches outside: `{_short(what)}`", line, _NO_REACH, unsafe=True)


def _is_drawn(element: Any) -> bool:
    return _is_svg(element) and _local(element) in _DRAWN


def _is_svg(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_SVG)


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else str(element.text or "&")


def _remove(element: Any) -> None:
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _clean_attributes(element: Any, embedded: Callable[[bytes], bytes]) -> None:
    for attribute in list(element.attrib):
        if attribute not in _ATTRIBUTES:
            del element.attrib[attribute]
        elif attribute in _HREFS and _local(element) == "image":
            element.attrib[attribute] = _cleaned(element, element.attrib[attribute], embedded)


def _cleaned(element: Any, link: str, embedded: Callable[[bytes], bytes]) -> str:
    """A picture inside the picture, without what a camera wrote into it."""
    found = _PICTURE.fullmatch(link.strip())
    if found is None:
        raise BadSvg("it holds a picture that is neither PNG nor JPEG", element.sourceline)
    try:
        picture = embedded(base64.b64decode("".join(found[2].split()), validate=True))
    except (binascii.Error, ValueError) as problem:
        raise BadSvg(f"it holds a picture that cannot be read: {problem}", element.sourceline) from problem
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"


_MOST_SHAPES: Final = 200_000


def _refuse_explosion(root: Any) -> None:
    """Twenty elements that each use the last one ten times are more than any program can draw."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    counted: dict[Any, int] = {}

    def shapes(element: Any) -> int:
        if element not in counted:
            counted[element] = _MOST_SHAPES + 1  # stands until it is known, so that a circle is too many
            used = (named[name] for name in _used(element) if name in named)
            counted[element] = min(1 + sum(map(shapes, (*element, *used))), _MOST_SHAPES + 1)
        return counted[element]

    try:
        many = shapes(root) > _MOST_SHAPES
    except RecursionError:
        many = True
    if many:
        help = "flatten it: convert copies to paths, or export it as PNG"
        raise BadSvg(f"it draws itself, or more than {_MOST_SHAPES:,} shapes", root.sourceline, help)


def _used(element: Any) -> Iterator[str]:
    for attribute, value in element.attrib.items():
        if attribute in _HREFS and value.strip().startswith("#"):
            yield value.strip()[1:]
        elif "url(" in value:
            yield from re.findall(r"url\(\s*['\"]?\s*#([^'\")\s]+)", value)


_LENGTH: Final = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_POINTS: Final = {"": 0.75, "px": 0.75, "pt": 1.0, "pc": 12.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}


def _size(root: Any) -> tuple[float, float]:
    """Width and height; a drawing that only says these gets the viewBox by which it can be scaled."""
    said = (_length(root, "width"), _length(root, "height"))
    if root.get("viewBox") is None:
        if None in said:
            help = "export it again with a viewBox: that says how wide and high it is"
            raise BadSvg("it does not say how large it is", root.sourceline, help)
        width, height = (round(length / 0.75, 3) for length in said if length is not None)
        root.set("viewBox", f"0 0 {width:g} {height:g}")
        return width, height
    try:
        _, _, width, height = (float(part) for part in re.split(r"[\s,]+", root.get("viewBox").strip()))
    except ValueError as problem:
        raise BadSvg("its viewBox is not four numbers", root.sourceline) from problem
    # A drawing a hundred times as wide as high is nothing that a slide can show.
    if not (0 < width < 1e6 and 0 < height < 1e6 and 0.01 < width / height < 100 and math.isfinite(width * height)):
        raise BadSvg("its viewBox has no usable width and height", root.sourceline)
    return width, height


def _length(root: Any, name: str) -> float | None:
    """A side in points; None where it is not said, or as a share of something."""
    value = root.get(name)
    found = _LENGTH.fullmatch(value) if value is not None else None
    if found is None:
        return None
    points = float(found[1]) * _POINTS[found[2]]
    if not 0 < points < 1e6:
        raise BadSvg(f"its {name} is `{_short(value)}`", root.sourceline, "it must be more than 0")
    return points


_FAMILY: Final = re.compile(r"font-family\s*:\s*([^;}]+)")


def _families(root: Any) -> Iterator[str]:
    if next(root.iter(f"{_SVG}text"), None) is None:
        return
    lists = [element.get("font-family") for element in root.iter() if element.get("font-family")]
    styles = [element.get("style", "") for element in root.iter()]
    styles += ["".join(element.itertext()) for element in root.iter(f"{_SVG}style")]
    lists += [found for style in styles for found in _FAMILY.findall(style)]
    if not lists:
        yield ""
    for names in lists:
        yield names.split(",")[0].strip(" '\"")


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:37] + "…"
