"""Which SVG may a deck carry? One that only draws: no script, nothing from outside."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from typing import Any, Final

from lxml import etree

from deck.regex import regex
from deck.svg.bad import BadSvg
from deck.svg.flatten import flatten
from deck.svg.words import Fonts
from deck.value import Value

NO_FONTS = Fonts()
"""For drawings without text."""


class Drawing(Value, frozen=True):
    """An SVG that may be shown, with its proportions, and what of it is not as its author saw it."""

    data: bytes
    width: float
    height: float
    left_out: tuple[str, ...]
    """Names of elements that PowerPoint cannot draw."""
    families: tuple[str, ...] = ()
    """Fonts that its text asks for and that are not there; an empty name stands for text that asks for none."""
    missing: str = ""
    """Characters that no font has."""
    only_pixels: bool = False
    """PowerPoint cannot draw it although it can be drawn."""
    cut_off: float = 0.0
    """How far what it draws reaches over its own edge, as a share of that side."""

    @property
    def is_blank(self) -> bool:
        """Whether nobody could see anything of it, even with all fonts."""
        return not self.missing and b"<path" not in self.data and b"<image" not in self.data


def read_svg(data: bytes, embedded: Callable[[bytes], bytes], fonts: Fonts = NO_FONTS) -> Drawing:
    """The SVG in plain paths; `embedded` cleans a picture inside it, or raises ValueError."""
    root = _parsed(data)
    left_out: dict[str, None] = {}
    for element in root.iter(f"{_SVG}switch"):
        _take_fallback(element)
    for sheet in root.iter(f"{_SVG}style"):
        sheet.text = _FONT_FACE.sub("", "".join(sheet.itertext()))
    for element in list(root.iter()):
        _check(element)
        if element is not root and not _is_drawn(element):
            if _is_svg(element) and _local(element) not in _EDITORS:
                left_out[_local(element)] = None
            _remove(element)
    for element in root.iter(f"{_SVG}image"):
        for attribute in _HREFS:
            if attribute in element.attrib:
                element.set(attribute, _cleaned(element, element.get(attribute), embedded))
    flat = flatten(root, fonts, tuple(left_out))
    return Drawing(
        flat.data,
        flat.width,
        flat.height,
        flat.left_out,
        flat.families,
        flat.missing,
        flat.only_pixels,
        flat.cut_off,
    )


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
_MOST_ATTRIBUTES: Final = 300
_OUTSIDE: Final = regex(
    r"(?:url|src|image|image-set)\s*\(\s*['\"]?\s*(?!#)([^'\")\s]*)|(@import)|(expression\s*\()|(javascript:)|(\\)",
    re.I,
)
_PICTURE: Final = regex(r"data:image/(png|jpe?g);base64,(.*)", re.DOTALL | re.IGNORECASE)
_NO_REACH: Final = "a picture in a deck may only draw: export it as plain SVG, with everything inside it"


def _check(element: Any) -> None:
    """Refuse what does more than draw, at the first element that does."""
    name = _local(element)
    if isinstance(element.tag, str) and etree.QName(element).namespace not in _ACTIVE:
        return  # an editor's own data, which is dropped
    if not isinstance(element.tag, str) or name.lower() in _UNSAFE:
        raise BadSvg(f"it holds `<{name}>`", element.sourceline, _NO_REACH, unsafe=True)
    if len(element.attrib) > _MOST_ATTRIBUTES:
        raise BadSvg(f"`<{name}>` has {len(element.attrib):,} attributes", element.sourceline)
    for attribute, value in element.attrib.items():
        local = etree.QName(attribute).localname.lower()
        if local.startswith("on"):
            raise BadSvg(f"`<{name}>` holds the script `{local}`", element.sourceline, _NO_REACH, unsafe=True)
        if local == "attributename" and name.lower() in _ANIMATED and value.strip().lower().endswith("href"):
            raise BadSvg(f"`<{name}>` changes a link", element.sourceline, _NO_REACH, unsafe=True)
        # Editors keep the paths of exported files in attributes of their own, which are dropped.
        if _is_svg(element) and (attribute in _HREFS or local == "src"):
            _check_link(name, value, element.sourceline)
        elif attribute in _ATTRIBUTES and attribute != "d":
            _check_style(name, value, element.sourceline)
    if name == "style":
        _check_style(name, "".join(element.itertext()), element.sourceline)


def _check_link(name: str, value: str, line: int) -> None:
    target = value.strip()
    if name == "a" and re.match(r"(?:https?|mailto):", target, re.IGNORECASE):
        return  # what is shown has no links
    inside = target.startswith("#") if name != "image" else bool(re.match(r"data:image/", target, re.IGNORECASE))
    if not inside:
        raise BadSvg(f"`<{name}>` leads to `{_short(target)}`", line, _NO_REACH, unsafe=True)


def _check_style(name: str, value: str, line: int) -> None:
    found = _OUTSIDE.search(value)
    if found:
        what = next(group for group in (*found.groups()[1:], found[1] or found[0]) if group)
        raise BadSvg(f"the style of `<{name}>` reaches outside: `{_short(what)}`", line, _NO_REACH, unsafe=True)


# Fonts inside a drawing are not used: what is set in them is set in the brand's, and said.
_FONT_FACE: Final = regex(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)


def _take_fallback(switch: Any) -> None:
    """Web pages inside a drawing, as draw.io writes its labels, give way to what stands beside them for others."""
    for page in switch.findall(f"{_SVG}foreignObject"):
        if len(switch) > 1:
            _remove(page)


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


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:37] + "…"
