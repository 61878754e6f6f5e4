"""Which colours and shapes do the marks of a chart have?"""

from __future__ import annotations

from deck.brand.model import Color
from deck.brand.theme_colors import contrast, lightened
from deck.chart import Chart

COLORS = ("primary", "accent", "teal", "muted", "accent_text")
"""Of series that have no tone, in order."""
MARKS = ("circle", "square", "diamond", "triangle", "dash")
"""Of lines and points, in order, by PowerPoint's names: who does not see colours tells them apart as well."""
_SEEN = 3.0
"""Contrast that a mark needs."""
_PALE = 35
"""Per cent of its saturation that a colour keeps where it steps back."""


def colors_of(chart: Chart, palette: dict[str, Color]) -> tuple[tuple[Color, ...], ...]:
    """By series, the colour of each mark: what the slide is about in full, the others muted."""
    found = []
    for number, one in enumerate(chart.series):
        color = own_color(chart, number, palette)
        quiet = quieter(color, palette["paper"])
        found.append(tuple(color if not chart.loud or at in chart.loud else quiet for at in range(len(one.values))))
    return tuple(found)


def own_color(chart: Chart, series: int, palette: dict[str, Color]) -> Color:
    one = chart.series[series]
    name = one.tone or COLORS[series % len(COLORS)]
    color = palette["text" if name == "plain" else name]
    if any(other.loud for other in chart.series) and not one.loud:
        return quieter(color if one.tone else palette["muted"], palette["paper"])
    return color


def quieter(color: Color, paper: Color) -> Color:
    """The colour paler, and as light as a mark may be."""
    for off in range(60, 0, -5):
        light = lightened(color.hex, 100 - off, off, _PALE)
        if contrast(light, paper.hex) >= _SEEN:
            mod, more = round(color.lum_mod * (100 - off) / 100), round(color.lum_off * (100 - off) / 100) + off
            return Color(color.name, light, color.theme, mod, more, round(color.sat_mod * _PALE / 100))
    return color


def color_on(ground: Color, palette: dict[str, Color]) -> str:
    """The name of the colour in which text on that ground is read best."""
    return max(("paper", "ink"), key=lambda name: contrast(palette[name].hex, ground.hex))
