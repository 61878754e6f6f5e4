"""Colours by role from a foreign theme: each that words are set in or on is measured, and changed where it must be."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator

from deck.brand.brought.colors import Shades
from deck.brand.model import Color
from deck.brand.theme_colors import ENOUGH, contrast, lightened, luminance

_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_RAW = {
    **{"text": "dk1", "paper": "lt1", "dark2": "dk2", "light2": "lt2"},
    **{name: name for name in _ACCENTS},
    **{"link": "hlink", "visited": "folHlink"},
}
_ON_SLIDES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_STEP, _MOST = 5, 90
_FAINT = 1.15
"""Contrast at which a tint is seen and a rule is not loud."""


class Scheme:
    """The palette of brand.yaml, line by line, and the names that other parts of it use."""

    def __init__(self, shades: Shades) -> None:
        self.hex: dict[str, str] = {}
        self._lines: list[str] = []
        self._literal: dict[str, str] = {}
        self._changed: list[str] = []
        self._raw: dict[str, str] = {}
        for name, slot in _RAW.items():
            self._raw[name] = self.hex[name] = shades.hex_of(_ON_SLIDES.get(slot, slot))
            self._lines.append(f'    {name}: {{hex: "{self.hex[name]}", theme: {slot}}}')
        self._roles()

    @property
    def is_dark(self) -> bool:
        return luminance(self.hex["paper"]) < 0.2

    def _roles(self) -> None:
        paper = self.hex["paper"]
        chosen = self._by_use()
        dark_enough = contrast(self.hex["dark2"], paper) >= 7
        self._put("ink", "dark2" if dark_enough else "text", 0, "titles of cards, dark grounds")
        mist = self.hex["light2"]
        good = contrast(self.hex["text"], mist) >= 7 and contrast(mist, paper) < 1.6
        if good:
            self._put("mist", "light2", 0, "quiet grounds")
        else:
            self._put("mist", "text", self._tint("text", 1.12), "quiet grounds")
        # Before the colours of words, which stand on it as well.
        self._put("pale", chosen["primary"], self._tint(chosen["primary"], _FAINT, text=True), "grounds of what counts")
        for name, use in (
            ("primary", "what counts"),
            ("accent_text", "a second one, for words"),
            ("teal", "a third one"),
        ):
            self._put(name, chosen[name], self._readable_by(chosen[name]), use)
        # A line or a mark need not be read.
        self._put("accent", chosen["accent_text"], self._seen_by(chosen["accent_text"]), "the second one, for lines")
        self._put("warning", chosen["warning"], self._readable_by(chosen["warning"]), "what is wrong")
        self._put("muted", "text", self._quiet(), "sources, by-lines")
        self._put("rule", "text", self._tint("text", 1.6), "thin lines")
        self._put("sky", chosen["primary"], self._sky(chosen["primary"]), "lighter marks, and a ground for ink")

    def _by_use(self) -> dict[str, str]:
        """Which accent is which: the first that has a colour leads, the next of another hue is second."""
        vivid = [name for name in _ACCENTS if _saturation(self.hex[name]) > 0.12] or list(_ACCENTS)
        first = vivid[0]
        others = [name for name in vivid if _apart(self.hex[name], self.hex[first]) > 0.08] or vivid[1:] or vivid
        second = others[0]
        third = [name for name in others if _apart(self.hex[name], self.hex[second]) > 0.08] or others[1:] or others
        red = min(vivid, key=lambda name: _apart(self.hex[name], "C00000"))
        return {"primary": first, "accent_text": second, "teal": third[0], "warning": red}

    def _put(self, name: str, of: str, change: int, use: str) -> None:
        base = self._raw[of]
        how = f", darker: {change}" if change > 0 else f", lighter: {-change}" if change < 0 else ""
        self.hex[name] = _changed(base, change)
        measured = contrast(self.hex[name], self.hex["paper"])
        raw = (
            f"; {of} itself has {contrast(base, self.hex['paper']):.1f}" if change > 0 and name not in ("ink",) else ""
        )
        self._lines.append(f"    {name}: {{of: {of}{how}}}  # {use}: {measured:.1f}:1 on paper{raw}")

    def _readable_by(self, name: str) -> int:
        return self._reaching(name, ENOUGH + 0.05, "paper", "pale")

    def _seen_by(self, name: str) -> int:
        return self._reaching(name, 3.0, "paper")

    def _reaching(self, name: str, wanted: float, *grounds: str) -> int:
        """How much darker, or lighter on dark paper, until it can be read there."""
        sign = -1 if self.is_dark else 1
        for step in range(0, _MOST + 1, _STEP):
            color = _changed(self._raw[name], sign * step)
            if all(contrast(color, self.hex[ground]) >= wanted for ground in grounds):
                return sign * step
        return sign * _MOST

    def _quiet(self) -> int:
        """The lightest grey of the text that can still be read on paper and on quiet grounds."""
        sign = 1 if self.is_dark else -1
        grounds = (self.hex["paper"], self.hex["mist"])
        best = 0
        for step in range(0, 60, _STEP):
            color = _changed(self._raw["text"], sign * step)
            if all(contrast(color, ground) >= 5 for ground in grounds):
                best = sign * step
        return best

    def _tint(self, name: str, wanted: float, text: bool = False) -> int:
        """A tint towards paper that is seen on it; with `text`, one on which words are read."""
        sign = 1 if self.is_dark else -1
        paper = self.hex["paper"]
        for step in range(95, 0, -_STEP):
            color = _changed(self._raw[name], sign * step)
            if contrast(color, paper) >= wanted and (not text or contrast(self.hex["text"], color) >= ENOUGH):
                return sign * step
        return sign * 90

    def _sky(self, name: str) -> int:
        """The strongest tint on which ink can be read."""
        sign = 1 if self.is_dark else -1
        for step in range(_STEP, 96, _STEP):
            if contrast(self.hex["ink"], _changed(self._raw[name], sign * step)) >= ENOUGH + 0.05:
                return sign * step
        return sign * 95

    def name_of(self, color: Color | None) -> str:
        """The palette's name for a colour of the template; one that it lacks is added."""
        if color is None:
            return "text"
        for name, hex in self.hex.items():
            slot = _RAW.get(name)
            if hex == color.hex and (slot is None or _ON_SLIDES.get(slot, slot) == color.theme or not color.theme):
                return name
        if color.hex not in self._literal:
            name = self._literal[color.hex] = f"template{len(self._literal) + 1}"
            self.hex[name] = color.hex
        return self._literal[color.hex]

    def readable(self, name: str, ground: str) -> str:
        """That colour, or the first that can be read on a ground."""
        if not ground:
            return name
        choices = (name, "text", "paper", "ink")
        return next(
            (one for one in choices if contrast(self.hex[one], ground) >= ENOUGH),
            max(choices, key=lambda one: contrast(self.hex[one], ground)),
        )

    def lines(self) -> Iterator[str]:
        yield "color:"
        yield "  # The first twelve are the template's theme; the others are made of them, and change with them."
        yield "  # Contrast is measured: what words need is 4.5:1."
        yield "  palette:"
        yield from self._lines
        for hex, name in self._literal.items():
            yield f'    {name}: {{hex: "{hex}"}}  # is in the template, not in its theme'
        yield "  contrast: [[text, paper], [ink, paper], [muted, paper], [primary, paper], [accent_text, paper]]"


def scheme(shades: Shades) -> Scheme:
    return Scheme(shades)


def _changed(color: str, change: int) -> str:
    if change > 0:
        return lightened(color, 100 - change, 0)
    return lightened(color, 100 + change, -change) if change < 0 else color


def _hls(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return colorsys.rgb_to_hls(red, green, blue)


def _saturation(color: str) -> float:
    _, light, saturation = _hls(color)
    return saturation * (1 - abs(2 * light - 1))


def _apart(one: str, other: str) -> float:
    """How far two hues are from each other: 0 to 0.5."""
    apart = abs(_hls(one)[0] - _hls(other)[0])
    return min(apart, 1 - apart)
