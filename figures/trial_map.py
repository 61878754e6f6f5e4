"""In which countries are the trials, and how many in each?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Rectangle
from topojson import Country, Points, equal_earth
from topojson import countries as shapes_of
from trials import counted, most_first
from values import countries

from deck.figure import Canvas

# ISO 3166-1: the two letters of trials.csv, and the three digits of the shapes.
NUMERIC = {
    "AR": "032", "AT": "040", "AU": "036", "BE": "056", "BG": "100", "BR": "076", "CA": "124", "CH": "756", "CN": "156",
    "CZ": "203", "DE": "276", "DK": "208", "EE": "233", "EG": "818", "ES": "724", "FI": "246", "FR": "250", "GB": "826",
    "GR": "300", "HR": "191", "HU": "348", "IE": "372", "IL": "376", "IN": "356", "IR": "364", "IT": "380", "JP": "392",
    "KR": "410", "LT": "440", "LU": "442", "LV": "428", "MX": "484", "NL": "528", "NO": "578", "NZ": "554", "PL": "616",
    "PT": "620", "RO": "642", "RS": "688", "RU": "643", "SA": "682", "SE": "752", "SI": "705", "SK": "703", "TH": "764",
    "TR": "792", "TW": "158", "UA": "804", "US": "840", "ZA": "710",
}  # fmt: skip
# Too small to have a shape at this scale: a dot, at degrees east and north.
DOTS = {"HK": (114.2, 22.3), "MT": (14.4, 35.9), "SG": (103.8, 1.35)}
NAMES = {
    "AU": "Australia", "BE": "Belgium", "CA": "Canada", "CH": "Switzerland", "CN": "China", "DE": "Germany",
    "ES": "Spain", "FR": "France", "GB": "UK", "IT": "Italy", "US": "USA",
}  # fmt: skip
"""A country without a name here is written with its two letters."""
PLACES = {
    "AU": (83.0, -34.0), "CA": (-165.0, 46.0), "CN": (150.0, 18.5), "US": (-100.5, 39.5),
    "BE": (4.4, 55.8), "CH": (18.3, 47.4), "DE": (10.5, 51.2), "ES": (-3.7, 40.0), "FR": (2.4, 46.9),
    "GB": (-8.3, 54.4), "IT": (19.4, 43.2),
}  # fmt: skip
"""Where a label stands, in degrees east and north; without a place, in the middle of the country."""
LEADERS = {
    "AU": (121.0, -26.0), "BE": (4.6, 50.7), "CA": (-117.0, 57.0), "CH": (8.4, 46.9), "CN": (112.5, 28.5),
    "GB": (-1.8, 53.0), "IT": (12.6, 43.2),
}  # fmt: skip
"""The country's end of the line to a label that stands beside it."""
STACKED = ("DE", "ES", "FR")
"""Wide and high enough for the name and, larger, the number below it."""
STEPS = (1, 4, 8)
"""The least number of trials for each of the three shades."""
SHARES = (0.25, 0.6, 1.0)
"""How much of the primary colour each shade has; the rest is white."""
ANTARCTICA = "010"
WORLD_SOUTH, WORLD_NORTH = -56.0, 83.7
EUROPE = (-11.5, 35.8, 25.0, 59.0)
GAP = 12.0


@dataclass(frozen=True)
class View:
    """A window onto the projected earth: what of it is shown, and how large."""

    axes: Axes
    west: float
    south: float
    scale: float

    def points(self, degrees: Points) -> Points:
        return np.asarray((equal_earth(degrees) - (self.west, self.south)) * self.scale, dtype=np.float64)

    def point(self, east: float, north: float) -> tuple[float, float]:
        [(across, up)] = self.points(np.array([[east, north]]))
        return float(across), float(up)


def draw(canvas: Canvas) -> None:
    trials = counted(canvas.data("trials.csv"), canvas.data("trials_extra.csv"))
    counts = most_first(code for trial in trials for code in countries(trial))
    shapes = [shape for shape in shapes_of(canvas.data("countries-110m.json")) if shape.numeric != ANTARCTICA]
    for code in counts:
        if code not in NUMERIC and code not in DOTS:
            raise ValueError(f"trials.csv: the map has no country {code!r}; add it to NUMERIC or DOTS in trial_map.py")
    world, europe = _views(canvas)
    for view in (world, europe):
        _draw_land(canvas, view, shapes, counts)
    in_europe = {code for code in counts if _within(_place(code, shapes), EUROPE)}
    _draw_labels(canvas, world, shapes, {code: n for code, n in counts.items() if code not in in_europe})
    _draw_labels(canvas, europe, shapes, {code: n for code, n in counts.items() if code in in_europe})
    _frame_europe(canvas, world)
    _explain(canvas, world.axes, sum(not countries(trial) for trial in trials))


def _views(canvas: Canvas) -> tuple[View, View]:
    """The world at the left edge, Europe at the right one, both as high as the canvas."""
    high = canvas.height
    west, south, east, north = _extent(EUROPE)
    inset_scale = (high - 2) / (north - south)
    inset_wide = (east - west) * inset_scale
    [(_, bottom), (_, top)] = equal_earth(np.array([[0, WORLD_SOUTH], [0, WORLD_NORTH]]))
    [(half, _)] = equal_earth(np.array([[180.0, 0.0]]))
    room = canvas.width - inset_wide - GAP
    scale = min(room / (2 * half), high / (top - bottom))
    world_axes = _plain_axes(canvas, 0.0, 0.0, canvas.width, high)
    inset_axes = _plain_axes(canvas, canvas.width - inset_wide - 1, 1.0, inset_wide, high - 2)
    inset_axes.add_patch(
        Rectangle((0, 0), inset_wide, high - 2, facecolor=canvas.color("paper"), edgecolor=canvas.color("muted"),
                  linewidth=1.5, zorder=5, fill=False, clip_on=False)
    )  # fmt: skip
    return View(world_axes, -half, bottom, scale), View(inset_axes, west, south, inset_scale)


def _plain_axes(canvas: Canvas, left: float, bottom: float, wide: float, high: float) -> Axes:
    axes = canvas.axes(left, bottom, wide, high)
    axes.set(xlim=(0, wide), ylim=(0, high))
    axes.set_axis_off()
    return axes


def _extent(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """West, south, east and north edge on the plane; as wide as the box is in its middle."""
    west, south, east, north = box
    middle = (south + north) / 2
    (left, _), (right, _), (_, low), (_, top) = equal_earth(
        np.array([[west, middle], [east, middle], [0, south], [0, north]])
    )
    return float(left), float(low), float(right), float(top)


def _draw_land(canvas: Canvas, view: View, shapes: list[Country], counts: dict[str, int]) -> None:
    code_of = {numeric: code for code, numeric in NUMERIC.items()}
    outlines: dict[int, list[Points]] = {}
    for shape in shapes:
        shade = _shade(counts.get(code_of.get(shape.numeric, ""), 0))
        outlines.setdefault(shade, []).extend(view.points(outline) for outline in shape.outlines)
    # Countries with trials are drawn last, so that their darker edge is whole; the edge carries the contrast.
    for shade in sorted(outlines):
        land = PolyCollection(outlines[shade], linewidths=0.6 if shade < 0 else 0.9, gid=f"land.{shade + 1}")
        land.set_facecolor(canvas.color("mist") if shade < 0 else _color(canvas, shade))
        land.set_edgecolor(canvas.color("rule") if shade < 0 else canvas.color("paper" if shade == 2 else "primary"))
        view.axes.add_collection(land)
    dots = [(view.point(*DOTS[code]), _shade(n)) for code, n in counts.items() if code in DOTS]
    for (across, up), shade in dots:
        view.axes.plot(across, up, "o", markersize=7, color=_color(canvas, shade), mec=canvas.color("primary"))


def _shade(count: int) -> int:
    """0, 1 or 2 for a country with trials, -1 for one without."""
    return sum(count >= step for step in STEPS) - 1


def _color(canvas: Canvas, shade: int) -> str:
    share = SHARES[shade]
    red, green, blue = (share * part + 1 - share for part in to_rgb(canvas.color("primary")))
    return to_hex((red, green, blue))


def _draw_labels(canvas: Canvas, view: View, shapes: list[Country], counts: dict[str, int]) -> None:
    for code, count in counts.items():
        across, up = view.point(*_place(code, shapes))
        name = canvas.say(NAMES[code]) if code in NAMES else code
        said: dict[str, Any] = {"ha": "center", "zorder": 7, "color": canvas.color("ink")}
        number: dict[str, Any] = {
            "gid": f"country.{code.lower()}", "fontproperties": canvas.font("label_bold"), "va": "center",
        }  # fmt: skip
        if code in LEADERS:
            _lead(canvas, view, (across, up), view.point(*LEADERS[code]))
        if code in LEADERS or code not in PLACES:
            said["bbox"] = {"boxstyle": "round,pad=0.12", "facecolor": canvas.color("paper"), "edgecolor": "none"}
        elif _shade(count) == len(STEPS) - 1:
            said["color"] = canvas.color("paper")
        if code in STACKED:
            view.axes.text(across, up + 1, name, fontproperties=canvas.font("label", size=14), va="bottom", **said)
            number |= {"fontproperties": canvas.font("card_title"), "va": "top"}
        view.axes.text(across, up, str(count) if code in STACKED else f"{name} {count}", **number, **said)


def _lead(canvas: Canvas, view: View, start: tuple[float, float], end: tuple[float, float]) -> None:
    ink = canvas.color("ink")
    view.axes.plot([start[0], end[0]], [start[1], end[1]], color=ink, linewidth=1, zorder=6)
    view.axes.plot(*end, "o", markersize=5, color=ink, markeredgecolor=canvas.color("paper"), zorder=6)


def _place(code: str, shapes: list[Country]) -> tuple[float, float]:
    if code in PLACES:
        return PLACES[code]
    if code in DOTS:
        return DOTS[code][0], DOTS[code][1] + 3
    return next(shape for shape in shapes if shape.numeric == NUMERIC[code]).middle()


def _within(place: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return west < place[0] < east and south < place[1] < north


def _frame_europe(canvas: Canvas, world: View) -> None:
    """Show on the world what the inset enlarges."""
    west, south, east, north = _extent(EUROPE)
    left, bottom = (west - world.west) * world.scale, (south - world.south) * world.scale
    wide, high = (east - west) * world.scale, (north - south) * world.scale
    world.axes.add_patch(
        Rectangle((left, bottom), wide, high, fill=False, edgecolor=canvas.color("muted"), linewidth=1.5, zorder=5)
    )


def _explain(canvas: Canvas, axes: Axes, no_site: int) -> None:
    low, middle, high = STEPS
    to, or_more = canvas.say("to"), canvas.say("or more")
    steps = [f"{low} {to} {middle - 1}", f"{middle} {to} {high - 1}", f"{high} {or_more}"]
    font = canvas.font("label", size=14)
    said: dict[str, Any] = {"color": canvas.color("text"), "va": "center"}
    top, line = 122.0, 18.0
    axes.text(0, top, canvas.say("Trials in a country"), fontproperties=canvas.font("kicker"), **said)
    for shade, words in enumerate(steps):
        up = top - (shade + 1) * line
        swatch = Rectangle((1, up - 6), 20, 12, facecolor=_color(canvas, shade), edgecolor=canvas.color("primary"))
        axes.add_patch(swatch)
        axes.text(28, up, words, fontproperties=font, **said)
    up = top - 4 * line - 4
    axes.text(0, up, f"{no_site} {canvas.say('trials list no site')}", fontproperties=font, gid="no_site", **said)
    words = canvas.say("A trial counts in each\nof its countries")
    axes.text(0, up - 1.5 * line, words, fontproperties=font, linespacing=1.1, **said)
