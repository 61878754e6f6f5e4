"""In which countries are the trials, and how many in each?"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from country_codes import DOTS, NUMERIC
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex, to_rgb
from room import LAND, NEAREST, OURS, RIM, Place, Room, Squares
from sheet import Anchor, Lines, Sheet, sheet
from topojson import Country, Points, equal_earth
from topojson import countries as shapes_of
from trials import counted, most_first
from values import countries

from deck.interface import Canvas

STEPS = (1, 4, 8)
"""The least number of trials for each of the three shades."""
SHARES = (0.25, 0.6, 1.0)
"""How much of the primary colour each shade has; the rest is white."""
ANTARCTICA = "010"
WORLD = ((-165.2, 54.4), (0.0, -56.0), (178.6, -38.0), (0.0, 83.7))
"""Degrees east and north of what lies farthest west, south, east and north on the plane: Alaska, Cape Horn, New Zealand
and Greenland; only oceans and some of their islands are beyond these."""
EUROPE = (-11.5, 35.8, 25.0, 59.0)
"""Degrees: west, south, east, north."""
CLOSE = 0.8
"""How much of its line's height a label takes: there is little below the line in a name, and nothing in a number."""
ENDS: tuple[Anchor, Anchor] = ("start", "end")
"""Where lines begin for who reads from the left, and from the right."""
GAP, WIDEST_INSET = 14.0, 0.5
"""Points between world and inset, and how much of the page the inset may take."""


@dataclass(frozen=True)
class View:
    """A window onto the projected earth: where it is on the page, what of the earth it shows, and how large."""

    left: float
    bottom: float
    wide: float
    high: float
    origin: tuple[float, float]
    scale: float
    room: Room

    def points(self, degrees: Points) -> Points:
        there = (equal_earth(degrees) - self.origin) * self.scale + (self.left, self.bottom)
        return np.asarray(there, dtype=np.float64)

    def point(self, east: float, north: float) -> tuple[float, float]:
        [(across, up)] = self.points(np.array([[east, north]]))
        return float(across), float(up)


class Label(NamedTuple):
    """A country's name with its number under it or, not stacked, beside it."""

    name: Lines
    number: Lines
    stacked: bool

    @property
    def wide(self) -> float:
        name, number = self.name.width, self.number.width
        return max(name, number) if self.stacked else name + 5 + number

    @property
    def high(self) -> float:
        return sum(high for _, high in self.boxes())

    def boxes(self, spare: float = 0.0) -> list[tuple[float, float]]:
        """Width and height of its parts from the top down. `spare` is room to be kept, or, if less than nothing, how
        far a name may reach out."""
        kept = max(spare, 0.0)
        if not self.stacked:
            return [(self.wide + spare, CLOSE * self.number.height + kept)]
        name, number = self.name, self.number
        return [(name.width + spare, CLOSE * name.height + kept), (number.width + kept, CLOSE * number.height + kept)]


def draw(canvas: Canvas) -> None:
    """The world at the left, Europe at the right: no reader's map has the west at the right. Each country with a trial
    has its number, so that no legend needs to say what a shade means."""
    trials = counted(canvas)
    counts = most_first(code for trial in trials for code in countries(trial))
    for code in counts:
        if code not in NUMERIC and code not in DOTS:
            raise ValueError(f"trials.csv: the map has no country {code!r}; add it to DOTS in country_codes.py")
    shapes = [shape for shape in shapes_of(canvas.data("countries-110m.json")) if shape.numeric != ANTARCTICA]
    page = sheet(canvas, turns=False)
    europe = view_of_europe(page)
    foot = say_rules(page, europe.left - GAP, sum(not countries(trial) for trial in trials))
    world = view_of_world(page, europe.left - GAP, foot)
    page.card(0, foot, world.wide, europe.bottom + europe.high - foot, "mist", "mist", zorder=0)
    draw_land(page, world, shapes, counts)
    page.box(europe.left, europe.bottom, europe.wide, europe.high, "mist", zorder=3)
    draw_land(page, europe, shapes, counts, zorder=4)
    page.box(europe.left, europe.bottom, europe.wide, europe.high, None, "muted", linewidth=1.5, zorder=6, gid="inset")
    frame_europe(page, world, europe)
    for view, shown in ((world, elsewhere(shapes, counts)), (europe, in_europe(shapes, counts))):
        label_countries(page, view, shapes, shown)


def view_of_europe(page: Sheet) -> View:
    """At the right, as large as the page allows."""
    west, south, east, north = extent(EUROPE)
    scale = min((page.high - 2) / (north - south), WIDEST_INSET * page.wide / (east - west))
    wide, high = (east - west) * scale, (north - south) * scale
    left, bottom = page.wide - wide - 1, page.high - high - 1
    return View(left, bottom, wide, high, (west, south), scale, Room(left, bottom, left + wide, bottom + high))


def view_of_world(page: Sheet, wide: float, foot: float) -> View:
    """In what is left of the width, above `foot`."""
    (west, _), (_, south), (east, _), (_, north) = equal_earth(np.array(WORLD))
    scale = min(wide / (east - west), (page.high - foot) / (north - south))
    bottom = foot + (page.high - foot - (north - south) * scale) / 2
    room = Room(RIM, foot + RIM, wide - RIM, page.high - RIM)
    return View(0, bottom, wide, page.high - bottom, (west, south), scale, room)


def extent(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """West, south, east and north edge on the plane; as wide as the box is where it is widest."""
    west, south, east, north = box
    widest = min(abs(south), abs(north)) if south * north > 0 else 0.0
    (left, _), (right, _), (_, low), (_, top) = equal_earth(
        np.array([[west, widest], [east, widest], [0, south], [0, north]])
    )
    return float(left), float(low), float(right), float(top)


def draw_land(page: Sheet, view: View, shapes: list[Country], counts: dict[str, int], zorder: float = 1) -> None:
    canvas, code_of = page.canvas, {numeric: code for code, numeric in NUMERIC.items()}
    outlines: dict[int, list[Points]] = {}
    for shape in shapes:
        shade = shade_of(counts.get(code_of.get(shape.numeric, ""), 0))
        for outline in shape.outlines:
            flat = view.points(outline)
            outlines.setdefault(shade, []).append(flat)
            view.room.cost[view.room.inside(flat)] = LAND if shade < 0 else OURS
    window = page.box(view.left, view.bottom, view.wide, view.high, None)
    # Countries with trials are drawn last, so that their darker edge is whole; the edge carries the contrast.
    for shade in sorted(outlines):
        land = PolyCollection(
            outlines[shade], linewidths=0.6 if shade < 0 else 0.9, gid=f"land.{shade + 1}", zorder=zorder
        )
        land.set_facecolor(canvas.color("paper") if shade < 0 else shade_color(canvas, shade))
        land.set_edgecolor(canvas.color("rule") if shade < 0 else canvas.color("paper" if shade == 2 else "primary"))
        page.axes.add_collection(land)
        land.set_clip_path(window)
    for code, count in counts.items():
        if code in DOTS:
            across, up = view.point(*DOTS[code])
            if view.left < across < view.left + view.wide and view.bottom < up < view.bottom + view.high:
                color, edge = shade_color(canvas, shade_of(count)), canvas.color("primary")
                page.axes.plot(
                    across, up, "o", markersize=7, color=color, mec=edge, zorder=zorder + 1, gid=f"dot.{code.lower()}"
                )
                view.room.take(across - 3, up - 3, across + 3, up + 3)


def shade_of(count: int) -> int:
    """0, 1 or 2 for a country with trials, -1 for one without."""
    return sum(count >= step for step in STEPS) - 1


def shade_color(canvas: Canvas, shade: int) -> str:
    share = SHARES[shade]
    red, green, blue = (share * part + 1 - share for part in to_rgb(canvas.color("primary")))
    return to_hex((red, green, blue))


def frame_europe(page: Sheet, world: View, europe: View) -> None:
    """Show on the world what the inset enlarges."""
    west, south, east, north = extent(EUROPE)
    left, bottom = (np.array([west, south]) - world.origin) * world.scale + (world.left, world.bottom)
    wide, high = (east - west) * world.scale, (north - south) * world.scale
    page.box(left, bottom, wide, high, None, "muted", linewidth=1.5, zorder=4)
    world.room.take(left, bottom, left + wide, bottom + high)


def say_rules(page: Sheet, wide: float, no_site: int) -> float:
    """Under the world how a trial counts, and how many have no site; how high that goes."""
    canvas = page.canvas
    without = canvas.say("Trials without a site: {n}").format(n=canvas.number(no_site))
    words = [canvas.say("A trial counts in each of its countries"), without]
    rule, note = page.set_alike(words, "label", wide, lines=2, size=18)
    # The map does not turn with the reader; what is said of it does.
    turned = canvas.brand.right_to_left
    start, anchor = (wide if turned else 0.0), ENDS[turned]
    page.write(note, start, 0, anchor=anchor, level="bottom", gid="no_site")
    page.write(rule, start, note.height + 2, anchor=anchor, level="bottom")
    return note.height + rule.height + 12


def in_europe(shapes: list[Country], counts: dict[str, int]) -> dict[str, int]:
    """The countries whose middle the inset shows."""
    west, south, east, north = EUROPE
    places = {code: middle(shapes, code) for code in counts}
    return {c: n for c, n in counts.items() if west < places[c][0] < east and south < places[c][1] < north}


def elsewhere(shapes: list[Country], counts: dict[str, int]) -> dict[str, int]:
    return {code: count for code, count in counts.items() if code not in in_europe(shapes, counts)}


def middle(shapes: list[Country], code: str) -> tuple[float, float]:
    """Degrees east and north."""
    return DOTS[code] if code in DOTS else shape(shapes, code).middle()


def shape(shapes: list[Country], code: str) -> Country:
    return next(shape for shape in shapes if shape.numeric == NUMERIC[code])


def label_countries(page: Sheet, view: View, shapes: list[Country], counts: dict[str, int]) -> None:
    """First the labels that their countries hold, then the others, in what room is left."""
    names, waiting = country_names(page.canvas), []
    for code, count in counts.items():
        country = np.zeros_like(view.room.taken)
        if code not in DOTS:
            country = view.room.inside(view.points(shape(shapes, code).mainland()))
        dark = shade_of(count) == len(STEPS) - 1
        held = hold(page, view, country, names.get(code, code), count, spare=3 if dark else -10)
        if held:
            write_label(page, view, *held, f"country.{code.lower()}", on_dark=dark)
        else:
            waiting.append((code, count, country))
    for code, count, country in waiting:
        label, place = lead_to(page, view, country, view.point(*middle(shapes, code)), names.get(code, code), count)
        write_label(page, view, label, place, f"country.{code.lower()}")


def country_names(canvas: Canvas) -> dict[str, str]:
    """A country without a name here is written with its two letters."""
    return {
        "AU": canvas.say("Australia"),
        "BE": canvas.say("Belgium"),
        "CA": canvas.say("Canada"),
        "CH": canvas.say("Switzerland"),
        "CN": canvas.say("China"),
        "DE": canvas.say("Germany"),
        "ES": canvas.say("Spain"),
        "FR": canvas.say("France"),
        "GB": canvas.say("UK"),
        "IT": canvas.say("Italy"),
        "US": canvas.say("USA"),
    }


def hold(page: Sheet, view: View, country: Squares, name: str, count: int, spare: float) -> tuple[Label, Place] | None:
    """A label inside its country, if there is one that fits: the largest, and rather stacked. What is written in ink
    may touch the border, where `spare` is negative; what is white may not leave the dark."""
    for size in (18, 16):
        for stacked in (True, False):
            label = set_label(page, name, count, size, stacked)
            place = view.room.within(country, label.boxes(spare))
            if place:
                return label, place
    return None


def lead_to(
    page: Sheet, view: View, country: Squares, anchor: tuple[float, float], name: str, count: int
) -> tuple[Label, Place]:
    """A label beside its country and the line between them: of every size and form the one that costs least."""
    best: tuple[float, Label, Place] | None = None
    for size, stacked, cost in ((18, False, 0), (16, False, 12), (18, True, 25), (16, True, 30)):
        if best is not None and best[0] <= cost + NEAREST:
            break  # none of these can cost less
        label = set_label(page, name, count, size, stacked)
        place = view.room.beside(country, anchor, label.wide, label.high)
        if place and (best is None or place.cost + cost < best[0]):
            best = place.cost + cost, label, place
    if best is None:
        raise ValueError(f"the map has no room left for {name} ({count})")
    return best[1:]


def set_label(page: Sheet, name: str, count: int, size: float, stacked: bool) -> Label:
    return Label(
        page.set(name, "label", size=size), page.set(page.canvas.number(count), "number", size=size + 4), stacked
    )


def write_label(page: Sheet, view: View, label: Label, place: Place, gid: str, *, on_dark: bool = False) -> None:
    across, up, _, end = place
    left, right = across - label.wide / 2, across + label.wide / 2
    bottom, top = up - label.high / 2, up + label.high / 2
    view.room.take(left, bottom, right, top)
    color, halo = ("paper", None) if on_dark else ("ink", "paper")
    if end:
        lead(page, (np.clip(end[0], left, right), np.clip(end[1], bottom, top)), end)
    if label.stacked:
        page.write(label.name, across, top - CLOSE / 2 * label.name.height, color, "middle", halo=halo, zorder=7)
        page.write(
            label.number,
            across,
            bottom + CLOSE / 2 * label.number.height,
            color,
            "middle",
            gid=gid,
            halo=halo,
            zorder=7,
        )
    else:
        page.write(label.name, left, up, color, halo=halo, zorder=7)
        page.write(label.number, right, up, color, "end", gid=gid, halo=halo, zorder=7)


def lead(page: Sheet, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.line([start[0], end[0]], [start[1], end[1]], "ink", 1, zorder=6)
    page.axes.plot(*end, "o", markersize=5.5, color=page.canvas.color("ink"), mec=page.canvas.color("paper"), zorder=6)
