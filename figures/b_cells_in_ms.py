"""Where and how do B cells act in MS, from the lymph node to the central nervous system?"""

from collections.abc import Sequence

from sheet import Sheet, sheet

from deck.interface import Canvas

NODE, BLOOD, BARRIER = 0.192, 0.577, 0.622
"""Where the lymph node, the blood and the barrier end, as shares of the width."""
GAP, LINES = 10.0, 4
"""Points around what is in a place, and the lines of what B cells do at most."""


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
    node, blood, brain = (((start + end) / 2 * page.wide, (end - start) * page.wide) for start, end in edges)
    columns = [(node[0] - node[1] / 2 + GAP, node[1] - 2 * GAP), *halves(blood), *halves(brain)]
    low = say(page, roles, columns) + GAP
    in_node(page, node, low, top)
    in_blood(page, columns[1:3], low, top)
    in_brain(page, brain, columns[3:], low, top)


def halves(place: tuple[float, float]) -> list[tuple[float, float]]:
    """Where two roles in one place begin, side by side, and how wide each may be."""
    middle, wide = place
    half = (wide - 3 * GAP) / 2
    return [(middle - wide / 2 + GAP, half), (middle + GAP / 2, half)]


def say(page: Sheet, roles: Sequence[tuple[str, str]], columns: Sequence[tuple[float, float]]) -> float:
    """What B cells do, all verbs on one line and what they do under them; how high that goes."""
    wide = min(wide for _, wide in columns)
    texts = page.set_alike([words for _, words in roles], "label", wide, lines=LINES, size=20)
    verbs = page.set_alike([verb for verb, _ in roles], "card_title", wide, size=22)
    high = GAP + max(text.height for text in texts)
    for (left, _), text, verb in zip(columns, texts, verbs, strict=True):
        page.write(text, left, high, level="top")
        page.write(verb, left, high, "accent_text", level="bottom")
    return high + max(verb.height for verb in verbs)


def in_node(page: Sheet, place: tuple[float, float], low: float, top: float) -> None:
    middle, wide = place
    high = min(top - low, (wide - 2 * GAP) / page.icon_wide("lymph-node", 1))
    up = (low + top) / 2
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


def in_blood(page: Sheet, columns: Sequence[tuple[float, float]], low: float, top: float) -> None:
    """A B cell over what it releases, and the cells that it steers over that."""
    (left, wide), (other, _) = columns
    size = min(top - low, wide, 128.0)
    up = (low + top) / 2
    cell = left + wide / 2
    page.icon("b-cell", cell, up, size, "b_cell", gid="b-cell.release")
    for right, above in ((0.62, 0.3), (0.78, 0.06), (0.62, -0.2), (0.95, 0.26), (0.98, -0.12)):
        page.round(cell + size * right, up + size * above, 4.5, "b_cell", zorder=4, linewidth=0)
    for above in (-1, 1):
        t_cell(page, other + wide * 0.68, up + above * size * 0.25, size * 0.18)


def in_brain(
    page: Sheet, place: tuple[float, float], columns: Sequence[tuple[float, float]], low: float, top: float
) -> None:
    middle, wide = place
    (left, column), (others, _) = columns
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
