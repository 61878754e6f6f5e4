"""Where does a scrim stand, and how strong must it be, for the words on a picture to be read?

The picture's pixels decide: a scrim reaches from the words to the edge of the slide, and hides no more of the picture
than the word that stands worst asks for, by WCAG's contrast.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from deck.brand.model import Brand, Color, Role
from deck.brand.theme_colors import contrast, enough_for
from deck.geometry import Box, hull
from deck.page import Image, Page, PictureBox, TextBox
from deck.value import Value, replace
from deck.workspace import Workspace

STYLE = "scrim"
"""The shape style of the brand that is one."""
RULES = 1
"""Goes up when scrims are measured in another way, so that what was measured before is measured again."""
_LEAST, _MOST, _STEP = 40, 95, 5
"""Per cent of opacity. Less than the least would leave letters on whatever lines the picture has behind them."""
_AROUND_PT = 18.0
"""From the words to the scrim's edge."""
_NEAR_PT = 4.0
"""Pixels so near to a word stand behind it."""
_POINTS_PER_PIXEL = 2.0
"""A lighter spot that is smaller than this takes nothing from a letter."""


class _Worded(Value, frozen=True):
    """A stretch of words on the picture."""

    box: Box
    color: Color
    role: Role


def set_scrims(page: Page, brand: Brand, world: Workspace) -> Page:
    """The page with its scrim under the words, as strong as they need; a page without one as it is."""
    scrim = next((one for one in page.elements if isinstance(one, TextBox) and _is_scrim(one)), None)
    if scrim is None or scrim.style is None:
        return page
    words = [word for one in page.elements if isinstance(one, TextBox) for word in _words(one, brand)]
    picture = next((one for one in page.elements if isinstance(one, PictureBox) and one.box.contains(scrim.box)), None)
    # One for what stands near the top of the slide, and one for what stands near its foot.
    halves = [[word for word in words if (word.box.centre.y > brand.height / 2) == below] for below in (False, True)]
    scrims = [_set(scrim, half, picture, brand, world) for half in halves if half]
    named = [replace(one, name=scrim.name + "-2" * place) for place, one in enumerate(scrims)]
    elements = (part for one in page.elements for part in (named if one is scrim else (one,)))
    return replace(page, elements=tuple(elements))


def _set(
    scrim: TextBox, words: Sequence[_Worded], picture: PictureBox | None, brand: Brand, world: Workspace
) -> TextBox:
    style = scrim.style
    assert style is not None
    if picture is not None and picture.image is not None and style.fill is not None:
        style = replace(style, opacity=_opacity(picture, picture.image, words, style.fill, world))
    return replace(scrim, box=_under([word.box for word in words], brand), style=style)


def _is_scrim(element: TextBox) -> bool:
    return element.style is not None and element.style.name.partition(".")[0] == STYLE


def _words(element: TextBox, brand: Brand) -> Iterator[_Worded]:
    area = element.box.without(*element.frame.inset)
    for laid in element.frame.paragraphs:
        for line in laid.lines:
            if line.pieces:
                left = min(piece.x for piece in line.pieces)
                top = element.frame.top + line.baseline - laid.size_pt
                box = Box(area.x + left, area.y + top, line.width, 1.25 * laid.size_pt)
                if box.bottom > 0:  # a title that is not shown stands above the slide
                    yield _Worded(box, laid.color, replace(laid.role, floor=laid.size_pt))
                    colors = dict.fromkeys(piece.run.color for piece in line.pieces if piece.run.color)
                    yield from (_Worded(box, brand.colors[name], laid.role) for name in colors)


def _under(words: Sequence[Box], brand: Brand) -> Box:
    """Over the whole width, from the words to the edge of the slide that they are nearest to."""
    around = hull(list(words))
    if around.centre.y > brand.height / 2:
        top = max(0.0, around.y - _AROUND_PT)
        return Box(0, top, brand.width, brand.height - top)
    return Box(0, 0, brand.width, min(brand.height, around.bottom + _AROUND_PT))


def _opacity(picture: PictureBox, image: Image, words: Sequence[_Worded], fill: Color, world: Workspace) -> float:
    asked = [(word.box, word.color.hex, enough_for(word.role)) for word in words]
    key = repr((RULES, picture.box, picture.cut, fill.hex, asked)).encode()
    name = f"scrims/{hashlib.sha256(key + image.png).hexdigest()}"
    return int(world.remembered(name, lambda: b"%d" % _measured(picture, image, words, fill))) / 100


def _measured(picture: PictureBox, image: Image, words: Sequence[_Worded], fill: Color) -> int:
    """The least per cent at which every word stands out from every pixel behind it."""
    # Imported here because most scrims are remembered.
    from deck.resolve.read_photograph import colors_in

    boxes = [_share(_grown(word.box), picture.whole) for word in words]
    resolution = picture.whole.width / _POINTS_PER_PIXEL
    behind = colors_in(image.png, boxes, round(resolution), "FFFFFF")
    for opacity in range(_LEAST, _MOST, _STEP):
        if all(_stands_out(word, colors, fill.hex, opacity / 100) for word, colors in zip(words, behind, strict=True)):
            return opacity
    return _MOST


def _grown(box: Box) -> Box:
    return Box(box.x - _NEAR_PT, box.y - _NEAR_PT, box.width + 2 * _NEAR_PT, box.height + 2 * _NEAR_PT)


def _share(box: Box, whole: Box) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box as shares of the whole picture."""
    left, right = ((x - whole.x) / whole.width for x in (box.x, box.right))
    top, bottom = ((y - whole.y) / whole.height for y in (box.y, box.bottom))
    return left, top, right, bottom


def _stands_out(word: _Worded, behind: Sequence[str], fill: str, opacity: float) -> bool:
    enough = enough_for(word.role)
    return all(contrast(word.color.hex, mixed(fill, color, opacity)) >= enough for color in behind)


def mixed(over: str, under: str, opacity: float) -> str:
    """A colour that lets so much of another through, as hex digits."""
    pairs = ((int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(opacity * a + (1 - opacity) * b):02X}" for a, b in pairs)
