"""Where and how do B cells act in MS, from the lymph node to the central nervous system?"""

from collections.abc import Sequence

from sheet import Sheet, sheet

from deck.interface import Canvas

NODE, BLOOD, BARRIER = 0.26, 0.525, 0.585
"""Where the lymph node, the blood and the barrier end, as shares of the width."""
GAP = 10.0
LEAST = 96.0
"""Points that the drawing in the blood needs: with less, roles begin at different heights, and take no more than they
need."""


def draw(canvas: Canvas) -> None:
    """Three places side by side, a barrier between blood and nervous system, and B cells that do things in them."""
    page = sheet(canvas)
    places = [canvas.say("Lymph node"), canvas.say("Blood"), canvas.say("Brain and spinal cord")]
    edges = ((0.0, NODE), (NODE + 0.012, BLOOD), (BARRIER, 1.0))
    rooms = [(end - start) * page.wide - 2 * GAP for start, end in edges]
    size = min(
        page.set(each, "card_title", room, lines=2, size=22).font.get_size_in_points()
        for each, room in zip(places, rooms, strict=True)
    )
    heads = [page.set(each, "card_title", room, 2, size) for each, room in zip(places, rooms, strict=True)]
    top = page.high - max(head.height for head in heads) - 2 * GAP
    for (start, end), head in zip(edges, heads, strict=True):
        left, right = start * page.wide, end * page.wide
        page.card(left + 1, 1, right - left - 2, page.high - 2, "mist", "mist", zorder=0)
        page.write(head, left + GAP, page.high - GAP, "ink", level="top")
    draw_barrier(page)
    roles = [
        (canvas.say("Present"), canvas.say("antigen to T cells")),
        (canvas.say("Release"), canvas.say("pro-inflammatory cytokines")),
        (canvas.say("Steer"), canvas.say("T cells and myeloid cells")),
        (canvas.say("Gather"), canvas.say("in follicle-like structures in the meninges")),
        (canvas.say("Mature"), canvas.say("into plasma cells that make antibodies")),
    ]
    present, release, steer, gather, mature = roles
    node, blood, brain = (((start + end) / 2 * page.wide, (end - start) * page.wide) for start, end in edges)
    rooms = [wide - 2 * GAP for _, wide in (node, blood, blood)] + [column_of(brain)] * 2
    size = min(size_of(page, words, room) for (_, words), room in zip(roles, rooms, strict=True))
    tall = begin(page, (present, steer, gather, mature), [rooms[at] for at in (0, 2, 3, 4)], size)
    over = page.set(release[1], "label", rooms[1], lines=3, size=size).height
    if top - tall - over - 2 * page.set(release[0], "card_title", rooms[1], size=20).height - GAP < LEAST:
        tall = 0.0
    in_node(page, node, top, present, size, tall)
    in_blood(page, blood, top, (release, steer), size, tall)
    in_brain(page, brain, top, (gather, mature), size, tall)


def column_of(brain: tuple[float, float]) -> float:
    """The width of one of two roles side by side."""
    return (brain[1] - 3 * GAP) / 2


def size_of(page: Sheet, words: str, wide: float) -> float:
    """Points in which three lines hold the words; all roles have those of the longest."""
    return float(page.set(words, "label", wide, lines=3, size=18).font.get_size_in_points())


def begin(page: Sheet, roles: Sequence[tuple[str, str]], rooms: Sequence[float], size: float) -> float:
    """How high the words of the longest of these roles are: those under one another begin at one height."""
    return max(page.set(role[1], "label", room, 3, size).height for role, room in zip(roles, rooms, strict=True))


def say(page: Sheet, role: tuple[str, str], left: float, low: float, wide: float, size: float, tall: float) -> float:
    """What B cells do, over a foot at least so `tall`; how high that goes."""
    text = page.set(role[1], "label", wide, lines=3, size=size)
    verb = page.set(role[0], "card_title", wide, size=20)
    high = low + max(text.height, tall)
    page.write(text, left, high, level="top")
    page.write(verb, left, high, "accent_text", level="bottom")
    return high + verb.height


def in_node(
    page: Sheet, place: tuple[float, float], top: float, role: tuple[str, str], size: float, tall: float
) -> None:
    middle, wide = place
    low = say(page, role, middle - wide / 2 + GAP, GAP, wide - 2 * GAP, size, tall) + GAP
    high = min(top - low, (wide - 2 * GAP) / 1.19)
    up = low + (top - low) / 2
    page.icon("lymph-node", middle, up, high, "comparator", gid="lymph-node")
    page.icon("b-cell", middle - high * 0.2, up + high * 0.12, high * 0.34, "b_cell", gid="b-cell.present")
    t_cell(page, middle + high * 0.17, up + high * 0.12, high * 0.13)
    signal(page, middle - high * 0.02, up + high * 0.12, middle + high * 0.04)


def t_cell(page: Sheet, across: float, up: float, radius: float) -> None:
    """Another cell than those of the kit: round, with a letter."""
    page.round(across, up, max(radius, 14.0), "comparator", zorder=4, linewidth=0)
    page.write(page.set("T", "label_bold", size=18), across, up, "paper", "middle")


def signal(page: Sheet, start: float, up: float, end: float) -> None:
    page.line((start, end), (up, up), "ink", 3, zorder=5, solid_capstyle="round")


def in_blood(
    page: Sheet, place: tuple[float, float], top: float, roles: tuple[tuple[str, str], ...], points: float, tall: float
) -> None:
    middle, wide = place
    low = GAP
    for number, role in enumerate(reversed(roles)):
        low = say(page, role, middle - wide / 2 + GAP, low, wide - 2 * GAP, points, 0 if number else tall) + 6
    cell = middle - wide * 0.2
    # The T cells end inside the card.
    size = min(top - low - 4, 112.0, (0.7 * wide - GAP - 4) / 1.49)
    up = low + (top - low) / 2
    page.icon("b-cell", cell, up, size, "b_cell", gid="b-cell.release")
    for right, above in ((0.62, 0.3), (0.78, 0.06), (0.62, -0.2), (0.95, 0.26), (0.98, -0.12)):
        page.round(cell + size * right, up + size * above, 4.5, "b_cell", zorder=4, linewidth=0)
    # One above the other where there is room for that, else one behind the other.
    stacked = top - low > 64
    for side in (-1, 1):
        row = side * 15.0 + max(12.0, 36.0 - size * 0.34)
        beside, above = (0.0, side * max(size * 0.23, 16.0)) if stacked else (row, 0.0)
        if stacked or top - low > 30:
            t_cell(page, cell + size * 1.32 + 4 + beside, up + above, size * 0.17)


def in_brain(
    page: Sheet, place: tuple[float, float], top: float, roles: tuple[tuple[str, str], ...], points: float, tall: float
) -> None:
    middle, wide = place
    left = middle - wide / 2 + GAP
    column = column_of(place)
    others = left + column + GAP
    starts = zip(roles, (left, others), strict=True)
    low = max(say(page, role, start, GAP, column, points, tall) for role, start in starts) + GAP
    room = top - low
    nerve = min(room * 0.42, (wide - 2 * GAP) / 2.5)
    page.icon("neuron", middle, top - nerve / 2, nerve, "comparator", gid="neuron")
    size = min(room - nerve - 6, column * 0.9, 116.0)
    up = low + size / 2
    for right, above in ((-0.42, -0.12), (0.0, 0.2), (0.42, -0.12)):
        page.icon("b-cell", left + column / 2 + size * right, up + size * above * 0.7, size * 0.52, "b_cell")
    page.icon("plasma-cell", others + column / 2, up, size, "plasma", gid="plasma-cell")


def draw_barrier(page: Sheet) -> None:
    """A wall of cells between blood and nervous system, with a B cell that passes it."""
    left, right = BLOOD * page.wide + 4, BARRIER * page.wide - 4
    wide, bricks = right - left, 7
    high = page.high / bricks
    for number in range(bricks):
        if number != 4:
            page.card(left + wide * 0.2, number * high + 2, wide * 0.6, high - 4, "comparator", "comparator", zorder=1)
    page.icon("b-cell", (left + right) / 2, 4.5 * high, min(high * 1.1, wide), "b_cell", zorder=4, gid="b-cell.passes")
