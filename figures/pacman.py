"""How does a CAR T cell work, in four beats: recognise, engage, kill, move on and multiply?"""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.patches import Circle, FancyArrowPatch
from sheet import Sheet, sheet

from deck.interface import Canvas

GUTTER, PAD, BADGE, CLEAR = 34.0, 8.0, 15.0, 6.0
"""Points between panels, around words, of a disc's radius, and between an arrow and the panels beside it."""
SCENE = 216.0
"""Points that a scene is wide and high, with the margin inside its panel; all that is drawn in it is larger where there
is more, and smaller where there is less."""
HUNTER, TARGET = 128.0, 92.0
"""Points that the two cells are high, with what sits on them."""
# Places of what is left of the dead cell, from the middle of the scene, and their radii.
FRAGMENTS = ((58, 6, 15), (80, 22, 8), (46, 30, 7), (78, -16, 10), (54, -26, 6), (34, -2, 5), (92, 2, 5))


@dataclass(frozen=True)
class Scene:
    """One frame of the strip: lengths and places are measured from its middle, in points at full size."""

    page: Sheet
    across: float
    up: float
    scale: float

    def at(self, right: float, above: float) -> tuple[float, float]:
        return self.across + right * self.scale, self.up + above * self.scale

    def icon(self, name: str, right: float, above: float, high: float, color: str, gid: str) -> None:
        self.page.icon(name, *self.at(right, above), high * self.scale, color, gid=gid)


def draw(canvas: Canvas) -> None:
    """Four frames in reading order with an arrow in each gutter; the beat's number in each, its name under it."""
    page = sheet(canvas)
    beats: tuple[tuple[Callable[[Scene], None], str, str], ...] = (
        (recognise, canvas.say("Recognise"), canvas.say("finds the marker")),
        (engage, canvas.say("Engage"), canvas.say("holds on to it")),
        (kill, canvas.say("Kill"), canvas.say("the B cell dies")),
        (multiply, canvas.say("Move on, multiply"), canvas.say("lives on, makes copies")),
    )
    wide = (page.wide - GUTTER * (len(beats) - 1)) / len(beats)
    names = page.set_alike([name for _, name, _ in beats], "card_title", wide, lines=1, size=24)
    if names[0].font.get_size_in_points() < 20:
        names = page.set_alike([name for _, name, _ in beats], "card_title", wide, lines=2, size=20)
    texts = page.set_alike(
        [words for _, _, words in beats],
        "label",
        wide,
        lines=2,
        size=min(22.0, float(names[0].font.get_size_in_points())),
    )
    said = max(name.height + words.height for name, words in zip(names, texts, strict=True)) + PAD
    # The disc stands over the scene, and never on what happens in it.
    head = 2 * BADGE + PAD
    high, top = min(page.high - said - PAD, wide + head), page.high
    for place, (scene, _, _) in enumerate(beats):
        left = place * (wide + GUTTER)
        side = min(high - head, wide)
        across, up = left + wide / 2, top - high + side / 2
        page.card(left + 1, top - high, wide - 2, high - 1, "mist", "mist", zorder=0)
        scene(Scene(page, across, up, side / SCENE))
        number_beat(page, left + PAD + BADGE, top - PAD - BADGE, place + 1)
        page.write(names[place], left, top - high - PAD, "ink", level="top")
        page.write(texts[place], left, top - high - PAD - names[place].height - 2, level="top")
        if place:
            arrow(page, (left - GUTTER + CLEAR, up), (left - CLEAR, up))


def number_beat(page: Sheet, across: float, up: float, beat: int) -> None:
    """The beat's number in a disc."""
    page.round(across, up, BADGE, "ink", zorder=4, linewidth=0)
    page.write(page.set(page.canvas.number(beat), "label_bold", size=18), across, up, "paper", "middle")


def recognise(scene: Scene) -> None:
    """Both cells, named, with what each carries: the mouth opens."""
    canvas = scene.page.canvas
    scene.icon("car-t-cell", -38, 8, HUNTER * 0.94, "car_t", "car-t.1")
    scene.icon("b-cell", 58, 3, TARGET * 0.84, "b_cell", "b-cell.1")
    point_out(scene, canvas.say("CAR T cell"), -40, -82, (-42, -52))
    point_out(scene, canvas.say("B cell"), 58, -58, (58, -37))
    point_out(scene, canvas.say("CAR"), 4, 84, (-13, 56))
    point_out(scene, canvas.say("marker"), 60, 64, (60, 40))


def engage(scene: Scene) -> None:
    """The mouth closes round the target."""
    scene.icon("b-cell", 44, 0, TARGET, "b_cell", "b-cell.2")
    scene.icon("car-t-cell-wide", -10, 0, HUNTER * 1.24, "car_t", "car-t.2")


def kill(scene: Scene) -> None:
    """The target in pieces, the CAR T cell whole."""
    canvas = scene.page.canvas
    scene.icon("car-t-cell-shut", -24, 0, HUNTER * 1.1, "car_t", "car-t.3")
    for number, (right, above, radius) in enumerate(FRAGMENTS):
        scene.page.axes.add_patch(
            Circle(
                scene.at(right, above), radius * scene.scale, facecolor=canvas.shade("b_cell", "soft"),
                edgecolor=canvas.color("b_cell"), linewidth=2, zorder=2, gid=f"fragment.{number}",
            )
        )  # fmt: skip


def multiply(scene: Scene) -> None:
    """Three CAR T cells where there was one, each with its mouth, and the next target ahead."""
    scene.icon("car-t-cell", -4, 8, HUNTER * 0.74, "car_t", "car-t.4")
    scene.icon("car-t-cell-shut", -61, 56, HUNTER * 0.56, "car_t", "copy.1")
    scene.icon("car-t-cell-wide", -61, -44, HUNTER * 0.56, "car_t", "copy.2")
    scene.icon("b-cell", 67, 8, TARGET * 0.7, "b_cell", "b-cell.4")


def point_out(scene: Scene, name: str, right: float, above: float, thing: tuple[float, float]) -> None:
    """A word above or below what it names, and a short line between them."""
    page, (across, up), end = scene.page, scene.at(right, above), scene.at(*thing)
    said = page.set(name, "label_bold", 120 * scene.scale, lines=2, size=18)
    side = 1 if up > end[1] else -1
    start = up - side * (said.height / 2 - 2)
    page.line((across, end[0]), (start, end[1]), "ink", 1.25, zorder=4)
    page.write(said, across, up, "ink", "middle")


def arrow(page: Sheet, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=18, linewidth=3, shrinkA=0, shrinkB=0,
            color=page.canvas.color("ink"), zorder=5,
        )
    )  # fmt: skip
