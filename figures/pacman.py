"""How does a CAR T cell work, in four beats: recognise, engage, kill, move on and multiply?"""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.patches import Circle, FancyArrowPatch
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

GUTTER, PAD, BADGE = 26.0, 8.0, 15.0
SCENE = 196.0
"""Points that a scene is wide and high; all that is drawn in it is larger where there is more, and smaller where there
is less."""
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
    """Four frames in reading order with an arrow in each gutter; the beat's number and name under each."""
    page = sheet(canvas)
    beats: tuple[tuple[Callable[[Scene], None], str, str], ...] = (
        (recognise, canvas.say("Recognise"), canvas.say("finds the marker")),
        (engage, canvas.say("Engage"), canvas.say("holds on to it")),
        (kill, canvas.say("Kill"), canvas.say("the B cell dies")),
        (multiply, canvas.say("Move on, multiply"), canvas.say("lives on, makes copies")),
    )
    wide = (page.wide - GUTTER * (len(beats) - 1)) / len(beats)
    beside = wide + GUTTER / 2 - 2 * BADGE - PAD
    names = page.set_alike([name for _, name, _ in beats], "card_title", beside, lines=1, size=24)
    # The last name has no gutter beside it, and reaches a little over its panel at the most.
    own = wide - 2 * BADGE - PAD
    if names[-1].width > own + PAD / 2:
        lower = page.set_alike([name for _, name, _ in beats], "card_title", own, lines=2, size=18)
        names = names if any(name.too_wide for name in lower) else lower
    texts = page.set_alike([words for _, _, words in beats], "label", wide, lines=1, size=20)
    if texts[0].font.get_size_in_points() < 18:
        texts = page.set_alike([words for _, _, words in beats], "label", wide, lines=2, size=18)
    said = max(name.height for name in names) + max(words.height for words in texts) + PAD
    high, top = min(page.high - said - PAD, wide * 1.3), page.high
    for place, (scene, _, _) in enumerate(beats):
        left = place * (wide + GUTTER)
        across, up = left + wide / 2, top - high / 2
        page.card(left + 1, top - high, wide - 2, high - 1, "mist", "mist", zorder=0)
        scene(Scene(page, across, up, min(high, wide) / SCENE))
        name_beat(page, left, top - high - PAD, place + 1, names[place], texts[place])
        if place:
            arrow(page, (left - GUTTER + 1, up), (left - 1, up))


def name_beat(page: Sheet, left: float, top: float, beat: int, name: Lines, words: Lines) -> None:
    """The beat's number in a disc, its name beside it, and under both what happens."""
    middle = top - max(BADGE, name.height / 2)
    disc = Circle((left + BADGE, middle), BADGE, facecolor=page.canvas.color("ink"), edgecolor="none", zorder=4)
    page.axes.add_patch(disc)
    page.write(page.set(page.canvas.number(beat), "label_bold", size=18), left + BADGE, middle, "paper", "middle")
    page.write(name, left + 2 * BADGE + PAD, middle, "ink")
    page.write(words, left, min(top - 2 * BADGE, top - name.height) - 4, level="top")


def recognise(scene: Scene) -> None:
    """Both cells, named, with what each carries: the mouth opens."""
    canvas = scene.page.canvas
    scene.icon("car-t-cell", -38, 8, HUNTER * 0.94, "car_t", "car-t.1")
    scene.icon("b-cell", 58, 3, TARGET * 0.84, "b_cell", "b-cell.1")
    point_out(scene, canvas.say("CAR T cell"), -40, -72, (-42, -52))
    point_out(scene, canvas.say("B cell"), 58, -62, (58, -37))
    point_out(scene, canvas.say("CAR"), 4, 84, (-13, 56))
    point_out(scene, canvas.say("marker"), 60, 64, (60, 40))


def engage(scene: Scene) -> None:
    """The mouth closes round the target."""
    scene.icon("b-cell", 36, 0, TARGET, "b_cell", "b-cell.2")
    scene.icon("car-t-cell-wide", -18, 0, HUNTER * 1.24, "car_t", "car-t.2")


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
