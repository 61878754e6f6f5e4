"""By which three routes does a patient get CAR T cells, and which steps need a laboratory?"""

from itertools import pairwise

from matplotlib.patches import FancyArrowPatch
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

NAMES, PAD, LETTER = 0.26, 7.0, 14.0
"""The share of the lanes' names of the width; points around words, and the radius of a letter."""
LARGEST = 84.0
"""Points that a pictogram is high at most."""
COLLECT, GENE, GROW, PREPARE, INFUSE = range(5)
# For each lane the tone of its letter, and its steps: what is drawn in each column, in which colour.
LANES = (
    ("car_t", ((COLLECT, "patient", "car_t"), (GENE, "gene", "car_t"), (GROW, "flask", "car_t"),
                    (PREPARE, "bag", "comparator"), (INFUSE, "car-t-cell", "car_t"))),
    ("donor", ((COLLECT, "patient", "donor"), (GENE, "gene", "donor"), (GROW, "flask", "donor"),
                    (PREPARE, "bag", "comparator"), (INFUSE, "car-t-cell", "donor"))),
    ("ink", ((INFUSE, "vector", "car_t"),)),
)  # fmt: skip
GHOSTS = {GENE: "gene", GROW: "flask"}
"""Steps of the laboratory, which a lane without them shows as gone."""


def draw(canvas: Canvas) -> None:
    """A lane for each route, a column for each step, and behind two of them the laboratory as a band."""
    page = sheet(canvas)
    columns = [
        canvas.say("Collect"), canvas.say("Add CAR gene"), canvas.say("Grow"), canvas.say("Prepare"),
        canvas.say("Infuse"),
    ]  # fmt: skip
    start = page.wide * NAMES
    wide = (page.wide - start) / len(columns)
    middles = [start + wide * (place + 0.5) for place in range(len(columns))]
    band = page.set(canvas.say("Laboratory"), "label_bold", 2 * wide - PAD, size=20)
    heads = page.set_alike(columns, "label_bold", wide - PAD / 2, lines=1, size=20)
    if any(head.count > 1 or head.font.get_size_in_points() < 18 for head in heads):
        heads = page.set_alike(columns, "label_bold", wide - PAD / 2, lines=2, size=20)
    top = page.high - band.height - 6
    page.card(start + wide, 1, 2 * wide, page.high - 2, "mist", "mist", zorder=0)
    page.write(band, start + 2 * wide, page.high - 5, "muted", "middle", "top")
    top -= max(head.height for head in heads) + 4
    for middle, head in zip(middles, heads, strict=True):
        page.write(head, middle, top, "ink", "middle", "bottom")
    high = top / len(LANES)
    names = lane_names(page, start - 2 * LETTER - 2 * PAD)
    # Where the names are long there is no room to say once more whose cells they are.
    noted = all(name.height + note.height <= high - 4 for _, name, note in names)
    for place, ((tone, steps), (letter, name, note)) in enumerate(zip(LANES, names, strict=True)):
        low = top - high * (place + 1)
        page.line((0, page.wide), (low + high, low + high), "rule", zorder=1)
        draw_name(page, letter, tone, name, low + high / 2, note if noted else None)
        draw_lane(page, place, steps, middles, low, high, wide)


def lane_names(page: Sheet, wide: float) -> list[tuple[str, Lines, Lines]]:
    """The letter and the name of each lane, and whose cells they are."""
    canvas = page.canvas
    lanes = [
        (canvas.say("a"), canvas.say("Ex vivo autologous CAR-T cell therapy"), canvas.say("patient’s own cells")),
        (canvas.say("b"), canvas.say("Ex vivo allogeneic CAR-T cell therapy"), canvas.say("a donor’s cells")),
        (canvas.say("c"), canvas.say("In vivo CAR-T cell therapy"), canvas.say("formed in the body")),
    ]
    names = page.set_alike([name for _, name, _ in lanes], "label_bold", wide, lines=2, size=18)
    if names[0].font.get_size_in_points() < 18:
        names = page.set_alike([name for _, name, _ in lanes], "label_bold", wide, lines=3, size=18)
    notes = page.set_alike([note for _, _, note in lanes], "label", wide, lines=2, size=18)
    return [(letter, name, note) for (letter, _, _), name, note in zip(lanes, names, notes, strict=True)]


def draw_name(page: Sheet, letter: str, tone: str, name: Lines, up: float, note: Lines | None) -> None:
    said = page.set(letter, "label_bold", size=18)
    wide = max(2 * LETTER, said.width + PAD)
    high = 2 * LETTER - 2
    page.card(1, up - high / 2, wide - 2, high, tone, tone, boxstyle=f"round,pad=0,rounding_size={high / 2}", zorder=3)
    page.write(said, wide / 2, up, "paper", "middle")
    middle = up + (note.height / 2 if note else 0)
    page.write(name, wide + PAD, middle, "ink")
    if note:
        page.write(note, wide + PAD, middle - name.height / 2, level="top")


def draw_lane(
    page: Sheet, place: int, steps: tuple[tuple[int, str, str], ...], middles: list[float], low: float, high: float,
    wide: float,
) -> None:  # fmt: skip
    """The pictograms of a lane over their words, with arrows from one to the next."""
    canvas = page.canvas
    words = {
        (0, PREPARE): canvas.say("Chemotherapy"), (1, PREPARE): canvas.say("Chemotherapy"),
        (0, INFUSE): canvas.say("CAR T cells"), (1, INFUSE): canvas.say("CAR T cells"),
        (2, INFUSE): canvas.say("Vector"),
    }  # fmt: skip
    keys = list(words)
    alike = dict(zip(keys, page.set_alike(list(words.values()), "label", wide + PAD, lines=2, size=18), strict=True))
    for lane in (0, 1):
        prepare, infuse = alike[lane, PREPARE], alike[lane, INFUSE]
        if middles[PREPARE] + prepare.width / 2 + PAD > page.wide - infuse.width:
            # Side by side they would touch, even with the last at the edge.
            points = float(infuse.font.get_size_in_points())
            alike[lane, INFUSE] = page.set(words[lane, INFUSE], "label", wide * 0.75, 2, points)
    said = {column: alike[place, column] for column, _, _ in steps if (place, column) in alike}
    foot = max(each.height for each in alike.values())
    middle = low + high / 2
    for column, name, color in steps:
        # What has words under it stands above them.
        size = min(high - 12 - (foot if column in said else 0), LARGEST, wide * 0.7 / page.icon_wide(name, 1))
        up = low + 4 + foot + (high - 4 - foot) / 2 if column in said else middle
        page.icon(name, middles[column], up, size, color, gid=f"step-{place}-{column}")
        if column in said:
            middle_of = min(middles[column], page.wide - said[column].width / 2)
            if column == INFUSE and PREPARE in said:
                beside = middles[PREPARE] + said[PREPARE].width / 2 + PAD + said[INFUSE].width / 2
                middle_of = min(max(middle_of, beside), page.wide - said[column].width / 2)
            page.write(said[column], middle_of, low + 4 + foot, "text", "middle", "top")
    for one, other in pairwise(column for column, _, _ in steps):
        arrow(page, middles[one] + wide * 0.37, middles[other] - wide * 0.37, middle)
    if not set(GHOSTS) & {column for column, _, _ in steps}:
        for column in GHOSTS:
            radius = min(high * 0.36, wide * 0.3)
            page.round(middles[column], middle, radius, "mist", "muted", linestyle=(0, (3, 2)), gid=f"ghost-{column}")
            page.icon(GHOSTS[column], middles[column], middle, ghost(page, GHOSTS[column], radius), "rule")
            # Skipped: struck out, in strokes that are seen without colour.
            for turn in (-1, 1):
                ends = (-0.6 * radius, 0.6 * radius)
                across = [middles[column] + end for end in ends]
                page.line(across, [middle + turn * end for end in ends], "mist", 10, zorder=3.6, solid_capstyle="round")
                page.line(across, [middle + turn * end for end in ends], "ink", 5, zorder=3.7, solid_capstyle="round")
        arrow(page, middles[COLLECT] - wide * 0.3, middles[INFUSE] - wide * 0.37, middle)


def ghost(page: Sheet, name: str, radius: float) -> float:
    """How high a drawing is that stays inside a disc."""
    return min(1.2 * radius, 1.5 * radius / page.icon_wide(name, 1))


def arrow(page: Sheet, start: float, end: float, up: float) -> None:
    page.axes.add_patch(
        FancyArrowPatch(
            (start, up), (end, up), arrowstyle="-|>", mutation_scale=15, linewidth=2.5, shrinkA=0, shrinkB=0,
            color=page.canvas.color("ink"), zorder=2,
        )
    )  # fmt: skip
