"""How does a CAR T cell work, in four beats: recognise, engage, kill, move on and multiply?"""

import math
from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from deck.figure import Canvas

GUTTER, FOOT = 36.0, 62.0
HUNTER, TARGET = 44.0, 33.0
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


def draw(canvas: Canvas) -> None:
    """Four frames from left to right with an arrow in each gutter; the beat's number and name under each."""
    axes = canvas.axes(0.0, 0.0, canvas.width, canvas.height)
    axes.set_xlim(0, canvas.width)
    axes.set_ylim(0, canvas.height)
    axes.set_axis_off()
    beats: tuple[tuple[Callable[[Canvas, Axes, float, float], None], str, str], ...] = (
        (recognise, canvas.say("Recognise"), canvas.say("finds the marker")),
        (engage, canvas.say("Engage"), canvas.say("holds on to it")),
        (kill, canvas.say("Kill"), canvas.say("the B cell dies")),
        (multiply, canvas.say("Move on, multiply"), canvas.say("lives on, makes copies")),
    )
    width = (canvas.width - GUTTER * (len(beats) - 1)) / len(beats)
    for place, (scene, name, words) in enumerate(beats):
        left = place * (width + GUTTER)
        frame(canvas, axes, left, width)
        scene(canvas, axes, left + width / 2, (canvas.height + FOOT) / 2)
        number(canvas, axes, left + 18, canvas.height - 19, place + 1)
        caption(canvas, axes, left + width / 2, name, words)
        if place:
            arrow(canvas, axes, (left - GUTTER + 4, (canvas.height + FOOT) / 2), (left - 4, (canvas.height + FOOT) / 2))


def frame(canvas: Canvas, axes: Axes, left: float, width: float) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (left + 1, FOOT), width - 2, canvas.height - FOOT - 1, boxstyle="round,pad=0,rounding_size=6",
            facecolor=canvas.color("mist"), edgecolor=canvas.color("rule"), linewidth=1, zorder=0,
        )
    )  # fmt: skip


def number(canvas: Canvas, axes: Axes, across: float, up: float, beat: int) -> None:
    axes.add_patch(Circle((across, up), 13, facecolor=canvas.color("ink"), edgecolor="none", zorder=1))
    axes.text(
        across, up, str(beat), ha="center", va="center_baseline",
        color=canvas.color("paper"), fontproperties=canvas.font("label_bold"),
    )  # fmt: skip


def caption(canvas: Canvas, axes: Axes, across: float, name: str, words: str) -> None:
    for up, said, role, color in ((FOOT - 20, name, "card_title", "ink"), (FOOT - 46, words, "label", "text")):
        axes.text(
            across, up, said, ha="center", va="center", color=canvas.color(color), fontproperties=canvas.font(role)
        )


def recognise(canvas: Canvas, axes: Axes, across: float, up: float) -> None:
    """Both cells named, on the way to each other."""
    car_t_cell(canvas, axes, across - 38, up - 48, HUNTER, canvas.say("CAR T\ncell"))
    b_cell(canvas, axes, across + 48, up + 52, TARGET, canvas.say("B cell"))
    arrow(canvas, axes, (across - 1, up - 4), (across + 19, up + 19))


def engage(canvas: Canvas, axes: Axes, across: float, up: float) -> None:
    """The CAR T cell closes round the target: a hollow in its front, receptors on the markers."""
    car_t_cell(canvas, axes, across - 24, up - 20, HUNTER + 6, bare=math.pi / 4)
    axes.add_patch(Circle((across + 26, up + 30), TARGET + STALK, facecolor=canvas.color("mist"), zorder=3))
    b_cell(canvas, axes, across + 26, up + 30, TARGET, facing=-3 * math.pi / 4)


def kill(canvas: Canvas, axes: Axes, across: float, up: float) -> None:
    """The target in pieces, the CAR T cell whole."""
    car_t_cell(canvas, axes, across - 34, up - 44, HUNTER)
    for right, above, radius in FRAGMENTS:
        axes.add_patch(
            Circle(
                (across + 36 + right, up + 42 + above), radius, facecolor=canvas.color("paper"),
                edgecolor=canvas.color("accent"), linewidth=2, linestyle=(0, (3, 1.5)), zorder=2,
            )
        )  # fmt: skip


def multiply(canvas: Canvas, axes: Axes, across: float, up: float) -> None:
    """Three CAR T cells where there was one, two of them just dividing, and the next target ahead."""
    for right, above, bare in ((-50, 20, -1.31), (-38, -25, 1.83), (38, -46, None)):
        car_t_cell(canvas, axes, across + right, up + above, 27, bare=bare)
    arrow(canvas, axes, (across + 46, up - 4), (across + 53, up + 26))
    b_cell(canvas, axes, across + 58, up + 64, 22)


def car_t_cell(
    canvas: Canvas, axes: Axes, across: float, up: float, radius: float, name: str = "", bare: float | None = None
) -> None:
    """A round cell with receptors: stalks that end in a fork, none on the side at the angle `bare`."""
    color = canvas.color("primary")
    for place in range(RECEPTORS):
        angle = 2 * math.pi * (place + 0.5) / RECEPTORS
        if bare is not None and math.cos(angle - bare) > BARE:
            continue
        foot, fork = ((across + r * math.cos(angle), up + r * math.sin(angle)) for r in (radius, radius + STALK * 0.55))
        for turn in (-0.1, 0.1):
            tip = radius + STALK
            end = across + tip * math.cos(angle + turn), up + tip * math.sin(angle + turn)
            axes.plot(*zip(foot, fork, end, strict=True), color=color, linewidth=2, zorder=2, solid_capstyle="round")
    axes.add_patch(Circle((across, up), radius, facecolor=color, edgecolor="none", zorder=2))
    inside(canvas, axes, across, up, name, "paper")


def b_cell(
    canvas: Canvas, axes: Axes, across: float, up: float, radius: float, name: str = "", facing: float = 0.0
) -> None:
    """A round cell with markers: stalks that end in a knob, one of them at the angle `facing`."""
    color = canvas.color("accent")
    for place in range(MARKERS):
        angle = facing + 2 * math.pi * place / MARKERS
        foot, knob = ((across + r * math.cos(angle), up + r * math.sin(angle)) for r in (radius, radius + STALK * 0.6))
        axes.plot(*zip(foot, knob, strict=True), color=color, linewidth=2, zorder=4)
        axes.add_patch(Circle(knob, 3.2, facecolor=color, edgecolor="none", zorder=4))
    axes.add_patch(
        Circle((across, up), radius, facecolor=canvas.color("paper"), edgecolor=color, linewidth=4, zorder=4)
    )
    inside(canvas, axes, across, up, name, "accent_text")


def inside(canvas: Canvas, axes: Axes, across: float, up: float, name: str, color: str) -> None:
    if name:
        axes.text(
            across, up, name, ha="center", va="center", zorder=5, linespacing=1.05,
            color=canvas.color(color), fontproperties=canvas.font("label_bold"),
        )  # fmt: skip


def arrow(canvas: Canvas, axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=16, linewidth=2.5, shrinkA=0, shrinkB=0,
            color=canvas.color("muted"), zorder=5,
        )
    )  # fmt: skip
