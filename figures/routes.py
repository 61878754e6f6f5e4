"""By which three routes does a patient get CAR T cells, and which steps need a laboratory?"""

from itertools import pairwise

from matplotlib.patches import FancyArrowPatch
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

NAMES, PAD, LETTER, INDENT = 0.256, 6.0, 14.0, 9.0
"""The share of the lanes' names of the width; points around words, the radius of a letter, and how far the laboratory
stays away from what is beside it."""
LARGEST, SHIFT = 84.0, 14.0
"""Points that a pictogram is high at most, and that a word may stand beside the middle of its column."""
COLLECT, GENE, GROW, PREPARE, INFUSE = range(5)
# For each lane what is drawn in each column, in which colour: cells are the patient's or a donor's until they carry the
# gene, CAR T cells have one colour whoever they come from.
EX_VIVO = ((GENE, "gene", "car_t"), (GROW, "flask", "car_t"), (PREPARE, "bag", "comparator"),
           (INFUSE, "car-t-cell", "car_t"))  # fmt: skip
LANES = (
    ((COLLECT, "patient", "ink"), *EX_VIVO),
    ((COLLECT, "patient", "donor"), *EX_VIVO),
    ((INFUSE, "vector", "car_t"),),
)
FORMED = 0.3
"""How far from the middle of its column a vector stands, and the patient in whom cells form from it, as a share of the
column."""
LENS = 19.0
"""Points: the radius of the view into the patient."""
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
    page.card(start + wide + INDENT, 1, 2 * (wide - INDENT), page.high - 2, "mist", "mist", zorder=0)
    page.write(band, start + 2 * wide, page.high - 5, "muted", "middle", "top")
    top -= max(head.height for head in heads) + 4 + PAD
    for middle, head in zip(middles, heads, strict=True):
        page.write(head, middle, top + PAD, "ink", "middle", "bottom")
    high = top / len(LANES)
    names = lane_names(page, start - 2 * LETTER - 2 * PAD)
    # Where the names are long there is no room to say once more whose cells they are.
    noted = all(name.height + note.height <= high - 4 for _, name, note in names)
    for place, (steps, (letter, name, note)) in enumerate(zip(LANES, names, strict=True)):
        low = top - high * (place + 1)
        page.line((0, page.wide), (low + high, low + high), "rule", zorder=1)
        draw_name(page, letter, name, low + high / 2, note if noted else None)
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


def draw_name(page: Sheet, letter: str, name: Lines, up: float, note: Lines | None) -> None:
    said = page.set(letter, "label_bold", size=18)
    wide = max(2 * LETTER, said.width + PAD)
    high = 2 * LETTER
    if wide > high:
        round_ends = f"round,pad=0,rounding_size={LETTER - 0.1}"
        page.card(0, up - LETTER, wide, high, "ink", "ink", boxstyle=round_ends, zorder=3, linewidth=0)
    else:
        page.round(LETTER, up, LETTER, "ink", linewidth=0)
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
    alike = dict(
        zip(keys, page.set_alike(list(words.values()), "label", wide + 2 * PAD, lines=2, size=18), strict=True)
    )
    for lane in (0, 1):
        prepare, infuse = alike[lane, PREPARE], alike[lane, INFUSE]
        if over(page, middles, prepare, infuse) > SHIFT:
            # Side by side they would touch, even with the last at the edge and the first a little to its start.
            points = float(infuse.font.get_size_in_points())
            alike[lane, INFUSE] = page.set(words[lane, INFUSE], "label", wide * 0.75, 2, points)
    said = {column: alike[place, column] for column, _, _ in steps if (place, column) in alike}
    foot = max(each.height for each in said.values())
    # What has words under it stands above them; arrows lead to its middle.
    in_vivo = not set(GHOSTS) & {column for column, _, _ in steps}
    middle = low + (high if in_vivo else 4 + foot + high) / 2
    for column, name, color in steps:
        labelled = column in said
        size = min(
            high - 2 * foot - 10 if in_vivo else high - 12 - (foot if labelled else 0),
            LARGEST,
            wide * 0.7 / page.icon_wide(name, 1),
        )
        across = middles[column] - (wide * FORMED if in_vivo else 0)
        up = min(middle, low + high - 6 - size / 2)
        page.icon(name, across, up, size, color, gid=f"step-{place}-{column}")
        if labelled:
            middle_of = min(across, page.wide - said[column].width / 2)
            if PREPARE in said:
                shifted = middles[PREPARE] - min(max(over(page, middles, said[PREPARE], said[INFUSE]), 0.0), SHIFT)
                beside = shifted + said[PREPARE].width / 2 + PAD + said[INFUSE].width / 2
                middle_of = (
                    shifted if column == PREPARE else min(max(middle_of, beside), page.wide - said[column].width / 2)
                )
            page.write(said[column], middle_of, low + 4 + foot, "text", "middle", "top")
    for one, other in pairwise(column for column, _, _ in steps):
        arrow(page, middles[one] + wide * 0.37, middles[other] - wide * 0.37, middle)
    if in_vivo:
        draw_in_vivo(page, middles, middle, high, wide, size)


def over(page: Sheet, middles: list[float], prepare: Lines, infuse: Lines) -> float:
    """By how much two words side by side are too wide, where the last ends at the edge."""
    return middles[PREPARE] + prepare.width / 2 + PAD + infuse.width - page.wide


def draw_in_vivo(page: Sheet, middles: list[float], end: float, high: float, wide: float, size: float) -> None:
    """The steps that are gone, with one line through them, and CAR T cells that form in the patient from the vector."""
    radius = min(high / 2 - PAD, wide * 0.3)
    for column, name in GHOSTS.items():
        across = middles[column]
        page.round(across, end, radius, "mist", "muted", linestyle=(0, (3, 2)), gid=f"ghost-{column}")
        page.icon(name, across, end, ghost(page, name, radius), "muted")
        # Struck out, in a stroke that is seen without colour and leaves what it strikes to be seen.
        slope = [across - 0.71 * radius, across + 0.71 * radius], [end - 0.71 * radius, end + 0.71 * radius]
        page.line(*slope, "mist", 9, zorder=3.6, solid_capstyle="butt")
        page.line(*slope, "ink", 4, zorder=3.7, solid_capstyle="round")
    vector = middles[INFUSE] - wide * FORMED
    arrow(page, middles[COLLECT] + wide * 0.37, vector - size / 2 - PAD, end)
    formed, tall = middles[INFUSE] + wide * FORMED, min(high - 2 * PAD, LARGEST)
    arrow(page, vector + size / 2 + 2, formed - LENS - 2, end)
    page.icon("patient", formed, end, tall, "ink", gid="treated")
    # On a ground of its own: blue on dark clothes would not be seen.
    page.round(formed, end, LENS, "paper", "car_t", zorder=4)
    page.icon("car-t-cell", formed, end, LENS * 1.6, "car_t", zorder=5, gid="formed")


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
