"""How does a CAR T cell work, in four beats: recognise, engage, kill, move on and multiply?"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.patches import Circle, FancyArrowPatch
from sheet import Sheet, sheet

from deck.interface import Canvas

GUTTER, PAD = 36.0, 4.0
SCENE, BROAD = 204.0, 186.0
"""Points that a scene is high and broad; where there is less, all that is drawn in it is smaller."""
HUNTER, TARGET = 44.0, 35.0
RECEPTORS, MARKERS, STALK = 12, 9, 9.0
BARE = math.cos(math.radians(50))
# Places of what is left of the dead cell, from its middle, and their radii.
FRAGMENTS = (
    (-8, 2, 15),
    (18, 19, 10),
    (20, -12, 12),
    (-6, -27, 8),
    (-18, 30, 7),
    (42, 6, 5),
    (10, 42, 5),
    (28, -37, 5),
)


@dataclass(frozen=True)
class Scene:
    """One frame of the strip: lengths and places are measured from its middle, in points at full size."""

    page: Sheet
    across: float
    up: float
    scale: float

    def at(self, right: float, above: float) -> tuple[float, float]:
        return self.across + right * self.scale, self.up + above * self.scale


def draw(canvas: Canvas) -> None:
    """Four frames in reading order with an arrow in each gutter; the beat's number and name under each."""
    page = sheet(canvas)
    beats: tuple[tuple[Callable[[Scene], None], str, str], ...] = (
        (recognise, canvas.say("Recognise"), canvas.say("finds the marker")),
        (engage, canvas.say("Engage"), canvas.say("holds on to it")),
        (kill, canvas.say("Kill"), canvas.say("the B cell dies")),
        (multiply, canvas.say("Move on, multiply"), canvas.say("lives on, makes copies")),
    )
    wide = (page.wide - GUTTER * (len(beats) - 1)) / len(beats)
    # Names may reach into half of a gutter, except at the edges of the page.
    names = page.set_alike([name for _, name, _ in beats], "card_title", wide, lines=2)
    texts = page.set_alike([words for _, _, words in beats], "label", wide, lines=2)
    middle = max(words.height for words in texts)
    foot = middle + max(name.height for name in names) + 2 * PAD
    for place, (scene, _, _) in enumerate(beats):
        left = place * (wide + GUTTER)
        across, up = left + wide / 2, (page.high + foot) / 2
        page.card(left + 1, foot, wide - 2, page.high - foot - 1, "mist", "rule", zorder=0)
        scene(Scene(page, across, up, min((page.high - foot - 2) / SCENE, (wide - 2) / BROAD, 1.0)))
        number_beat(page, left + 18, page.high - 19, place + 1)
        page.write(names[place], across, foot - PAD, "ink", "middle", "top")
        page.write(texts[place], across, middle, "text", "middle", "top")
        if place:
            arrow(page, (left - GUTTER + 4, up), (left - 4, up))


def number_beat(page: Sheet, across: float, up: float, beat: int) -> None:
    page.axes.add_patch(Circle((across, up), 13, facecolor=page.canvas.color("ink"), edgecolor="none", zorder=1))
    page.write(page.set(page.canvas.number(beat), "label_bold"), across, up, "paper", "middle")


def recognise(scene: Scene) -> None:
    """Both cells named, with what each carries, on the way to each other."""
    canvas = scene.page.canvas
    car_t_cell(scene, (-38, -46), HUNTER, canvas.say("CAR T cell"))
    b_cell(scene, (46, 50), TARGET, canvas.say("B cell"))
    arrow(scene.page, scene.at(0, -4), scene.at(17, 15))
    point_out(scene, canvas.say("CAR"), (-58, 42), (-52, 10), above=True)
    point_out(scene, canvas.say("marker"), (54, -26), (50, 4), above=False)


def engage(scene: Scene) -> None:
    """The CAR T cell closes round the target: a hollow in its front, receptors on the markers."""
    car_t_cell(scene, (-24, -20), HUNTER + 6, bare=math.pi / 4)
    hollow = (TARGET + STALK) * scene.scale
    scene.page.axes.add_patch(Circle(scene.at(26, 30), hollow, facecolor=scene.page.canvas.color("mist"), zorder=3))
    b_cell(scene, (26, 30), TARGET, facing=-3 * math.pi / 4)


def kill(scene: Scene) -> None:
    """The target in pieces, the CAR T cell whole."""
    canvas = scene.page.canvas
    car_t_cell(scene, (-34, -44), HUNTER)
    for right, above, radius in FRAGMENTS:
        scene.page.axes.add_patch(
            Circle(
                scene.at(36 + right, 42 + above), radius * scene.scale, facecolor=canvas.color("paper"),
                edgecolor=canvas.color("accent"), linewidth=2, linestyle=(0, (3, 1.5)), zorder=2,
            )
        )  # fmt: skip


def multiply(scene: Scene) -> None:
    """Three CAR T cells where there was one, two of them just dividing, and the next target ahead."""
    for right, above, bare in ((-50, 20, -1.31), (-38, -25, 1.83), (38, -46, None)):
        car_t_cell(scene, (right, above), 27, bare=bare)
    arrow(scene.page, scene.at(46, -4), scene.at(53, 26))
    b_cell(scene, (58, 64), 22)


def car_t_cell(
    scene: Scene, place: tuple[float, float], radius: float, name: str = "", bare: float | None = None
) -> None:
    """A round cell with receptors: stalks that end in a fork, none on the side at the angle `bare`."""
    for number in range(RECEPTORS):
        angle = 2 * math.pi * (number + 0.5) / RECEPTORS
        if bare is not None and math.cos(angle - bare) > BARE:
            continue
        foot, fork = (round_about(scene, place, angle, reach) for reach in (radius, radius + STALK * 0.55))
        for turn in (-0.1, 0.1):
            end = round_about(scene, place, angle + turn, radius + STALK)
            across, up = zip(foot, fork, end, strict=True)
            scene.page.line(across, up, "primary", 2, zorder=2, solid_capstyle="round")
    body = Circle(scene.at(*place), radius * scene.scale, facecolor=scene.page.canvas.color("primary"), zorder=2)
    scene.page.axes.add_patch(body)
    inside(scene, place, radius, name, "paper")


def b_cell(scene: Scene, place: tuple[float, float], radius: float, name: str = "", facing: float = 0.0) -> None:
    """A round cell with markers: stalks that end in a knob, one of them at the angle `facing`."""
    color = scene.page.canvas.color("accent")
    for number in range(MARKERS):
        angle = facing + 2 * math.pi * number / MARKERS
        foot, knob = (round_about(scene, place, angle, reach) for reach in (radius, radius + STALK * 0.6))
        across, up = zip(foot, knob, strict=True)
        scene.page.line(across, up, "accent", 2, zorder=4)
        scene.page.axes.add_patch(Circle(knob, 3.2 * scene.scale, facecolor=color, edgecolor="none", zorder=4))
    paper = scene.page.canvas.color("paper")
    body = Circle(scene.at(*place), radius * scene.scale, facecolor=paper, edgecolor=color, linewidth=4, zorder=4)
    scene.page.axes.add_patch(body)
    inside(scene, place, radius, name, "accent_text")


def round_about(scene: Scene, place: tuple[float, float], angle: float, reach: float) -> tuple[float, float]:
    """A place at an angle and a distance from the middle of a cell."""
    return scene.at(place[0] + reach * math.cos(angle), place[1] + reach * math.sin(angle))


def inside(scene: Scene, place: tuple[float, float], radius: float, name: str, color: str) -> None:
    """A cell's name, as wide as the cell is at the height of two lines."""
    if name:
        said = scene.page.set(name, "label_bold", 1.72 * radius * scene.scale, lines=2)
        scene.page.write(said, *scene.at(*place), color, "middle", zorder=5)


def point_out(scene: Scene, name: str, words: tuple[float, float], thing: tuple[float, float], *, above: bool) -> None:
    """A word beside what it names, and a thin line between them."""
    page, (across, up), end = scene.page, scene.at(*words), scene.at(*thing)
    page.line((across, end[0]), (up, end[1]), "muted", 1, zorder=3)
    page.write(
        page.set(name, "label", 72, lines=2, size=14), across, up, "text", "middle", "bottom" if above else "top"
    )


def arrow(page: Sheet, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=16, linewidth=2.5, shrinkA=0, shrinkB=0,
            color=page.canvas.color("muted"), zorder=5,
        )
    )  # fmt: skip
