"""The kit: cells, people and tools that a talk about cell therapy is drawn with, each as a few filled paths.

What is drawn here once stands on slides as native shapes that can be edited, on layouts, in pictures and PDFs, and in
figures. A drawing has one colour, which whoever shows it chooses; its parts are shades of that colour, so that the same
creature is known again wherever it is met. There are no strokes: a drawing looks the same at 12 mm and at 200.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final, Literal, get_args

from deck.kit.drawn import Drawing, Part, part
from deck.kit.outlines import (
    Path,
    Spot,
    arc,
    around,
    bar,
    beside,
    blob,
    box,
    circle,
    crescent,
    dense,
    evenly,
    lean,
    limb,
    mouthed,
    pill,
    ribbon,
    rounded,
    shadow,
    sheath,
    steps,
    taper,
    toward,
    turn,
)
from deck.kit.people import drawings
from deck.kit.people import person as person

IconName = Literal[
    "car-t-cell", "car-t-cell-wide", "car-t-cell-shut", "car-t-cell-far", "b-cell", "b-cell-far", "plasma-cell",
    "vector", "gene", "microglia", "disc", "neuron", "neuron-upright", "patient", "patient-hollow", "patient-long",
    "patient-long-hollow", "patient-curly", "patient-curly-hollow", "patient-bun", "patient-bun-hollow",
    "patient-scarf", "patient-scarf-hollow", "patient-beard", "patient-beard-hollow", "patient-wheelchair", "bag",
    "flask", "syringe", "lymph-node", "brain", "thermometer", "thermometer-low", "germ", "blood-drop", "lens",
    # What any talk is about.
    "alarm", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "beaker", "book", "bookmark", "briefcase",
    "bug", "building", "cake", "calculator", "calendar", "camera", "chart", "check", "chip", "clipboard", "clock",
    "cloud", "computer", "cross", "cube", "cycle", "database", "document", "envelope", "eye", "film", "fire",
    "flag", "folder", "gear", "gift", "globe", "group", "hand", "heart", "house", "identity", "key", "language",
    "light-bulb", "lightning", "link-chain", "lock", "map", "megaphone", "microphone", "money", "moon", "museum",
    "newspaper", "paper-plane", "pencil", "person", "phone", "photo", "pie", "pin", "play", "puzzle", "question",
    "rocket", "scales", "scissors", "shield", "shopping-cart", "speech", "star", "student", "sun", "thumb-up",
    "ticket", "tool", "trend", "trophy", "truck", "warning",
]  # fmt: skip
"""What an author may ask for."""
_PEOPLE: Final = drawings()
NATURAL: Final = (
    {"b-cell": "accent", "plasma-cell": "plasma"}
    | dict.fromkeys(("microglia", "neuron", "lymph-node", "brain", "syringe", "neuron-upright"), "muted")
    | dict.fromkeys(_PEOPLE, "muted")
    | dict.fromkeys(("thermometer", "thermometer-low", "germ", "blood-drop", "lens"), "danger")
)
"""The colour that a drawing has unless somebody says another; of those that are not named, the brand's first."""
SHADES: Final = {"full": (100, 100, 0), "deep": (100, 68, 0), "mid": (55, 58, 42), "soft": (60, 26, 74)}
"""What is kept of a colour's saturation and of its lightness, and what is added to that, in per cent, as PowerPoint
counts."""


def names() -> tuple[str, ...]:
    """What there is, in the order in which it is listed."""
    return get_args(IconName)


@cache
def drawing(name: str) -> Drawing:
    """A drawing of the kit by its name; raises KeyError for another name."""
    return _DRAWN[name]() if name in _DRAWN else _general(name)


def is_turned(name: str) -> bool:
    """Whether it looks the other way in a deck that is read from right to left: a clock and a tick do not."""
    return name in _DRAWN or name in _FACING


_FACING: Final = frozenset(
    (
        *("arrow-left", "arrow-right", "document", "identity", "megaphone", "newspaper", "paper-plane", "rocket"),
        *("shopping-cart", "speech", "trend", "truck"),
    )
)


def _general(name: str) -> Drawing:
    """One that belongs to no field: its outlines are kept in a file, of which most talks need nothing."""
    import json
    from pathlib import Path as File

    from deck.kit.outlines import read

    kept = json.loads((File(__file__).with_name("general.json")).read_text(encoding="utf-8"))
    return Drawing(240, 240, tuple(Part((read(outline),), shade) for shade, outline in kept[name]))


def placed(path: Path, scale: float, left: float, top: float, *, turned: bool = False, wide: float = 0.0) -> Path:
    """A path at a place, larger or smaller; turned from left to right on a drawing so `wide`."""

    def put(spot: Spot) -> Spot:
        across = wide - spot[0] if turned else spot[0]
        return left + across * scale, top + spot[1] * scale

    return tuple((do, tuple(put(spot) for spot in spots)) for do, spots in path)


# ------------------------------------------------------------------------------------------------ cells


def _car_t_cell(mouth: float) -> Drawing:
    """A round cell with a mouth to the right, forked receptors all round it, and its nucleus where an eye would be."""
    middle, radius = (110.0, 110.0), 72.0
    receptors = [
        part
        for number in range(14)
        if abs(turn(angle := 360 * (number + 0.5) / 14)) > mouth + 9
        for part in _receptor(middle, radius, angle)
    ]
    lit = around(middle, 15, -128)
    return Drawing(
        220,
        220,
        (
            part("deep", *receptors),
            part("full", mouthed(middle, radius, mouth)),
            part("deep", shadow(middle, radius, mouth + 3)),
            part("mid", *_gleam(middle, radius - 6.5, 192)),
            part("soft", circle(around(middle, 37, -114), 22)),
            part("deep", circle(around(middle, 36, -106), 12.8)),
            part("paper", circle(around(middle, 42, -108), 4.4)),
            part(
                "mid",
                circle((lit[0] - 36, lit[1] + 32), 5.5),
                circle((lit[0] - 20, lit[1] + 58), 4),
                circle((lit[0] - 43, lit[1] + 54), 3.2),
            ),
        ),
    )


def _gleam(middle: Spot, radius: float, start: float) -> tuple[Path, ...]:
    """Light on the rim of something round, from above and left."""
    return arc(middle, radius, start, start + 46, 4.2), arc(middle, radius, start + 56, start + 60, 4.2)


def _far(near: Drawing) -> Drawing:
    """What is far behind: its outline alone."""
    return Drawing(near.width, near.height, (part("full", *near.parts[0].rings, *near.parts[1].rings),))


def _disc() -> Drawing:
    """A round ground for what stands before it."""
    return Drawing(200, 200, (part("full", circle((100, 100), 99.5)),))


def _receptor(middle: Spot, radius: float, angle: float) -> tuple[Path, ...]:
    """A stalk with two arms, as a CAR is drawn everywhere."""
    foot, fork = around(middle, radius - 4, angle), around(middle, radius + 14, angle)
    arms = (around(middle, radius + 29, angle + turn) for turn in (-6.5, 6.5))
    return (bar(foot, fork, 6.4), *(bar(fork, arm, 6.4) for arm in arms))


def _b_cell() -> Drawing:
    """A cell that is nearly all nucleus, in a pale rim with knobs: its markers."""
    middle, radius = (110.0, 110.0), 74.0
    stalks = [bar(around(middle, radius - 4, a), around(middle, radius + 15, a), 6) for a in steps(12, 15)]
    knobs = [circle(around(middle, radius + 20, a), 8.2) for a in steps(12, 15)]
    spots = ((88, 84, 10), (128, 76, 7), (141, 112, 9.5), (112, 140, 8), (80, 124, 7), (110, 106, 6))
    return Drawing(
        220,
        220,
        (
            part("deep", *stalks, *knobs),
            part("full", circle(middle, radius)),
            part("soft", circle(middle, radius - 8)),
            part("full", circle((107, 107), 51)),
            part("deep", crescent((107, 107), 51, 50, 10)),
            part("mid", *_gleam((107, 107), 44, 190)),
            part("mid", *(circle((x, y), r) for x, y, r in spots)),
        ),
    )


def _plasma_cell() -> Drawing:
    """An egg with its nucleus to one side, spoked like a wheel, and the antibodies that leave it."""
    body = blob(((36, 118), (58, 70), (112, 52), (170, 74), (188, 122), (166, 170), (108, 186), (56, 166)))
    hub = (86.0, 118.0)
    wheel = [bar(around(hub, 14, a), around(hub, 28, a), 9) for a in steps(7, 10)]
    golgi = [arc((86, 118), 50, -38, 38, 5.5), arc((86, 118), 64, -30, 30, 5.5), arc((86, 118), 78, -22, 22, 5.5)]
    antibodies = [*_antibody((204, 60), -50), *_antibody((226, 116), 0), *_antibody((206, 174), 48)]
    knobs = [bar(around((112, 119), 62, a), around((112, 119), 84, a), 6) for a in (-100, -128, 200, 172, 144, 116, 92)]
    tips = [circle(around((112, 119), 86, a), 6.5) for a in (-100, -128, 200, 172, 144, 116, 92)]
    return Drawing(
        250,
        236,
        (
            part("deep", *knobs, *tips, *antibodies),
            part("full", body),
            part("mid", *golgi),
            part("soft", circle(hub, 38)),
            part("deep", *wheel, circle(hub, 9)),
        ),
    )


def _antibody(middle: Spot, angle: float) -> tuple[Path, ...]:
    fork = around(middle, 2, angle)
    arms = (around(fork, 15, angle + turn) for turn in (-42, 42))
    return (bar(around(middle, 14, angle + 180), fork, 6), *(bar(fork, arm, 6) for arm in arms))


def _vector() -> Drawing:
    """A capsid with six corners, spikes, and the gene that it carries."""
    middle = (100.0, 100.0)
    spikes = [
        part
        for a in steps(12, 15)
        for part in (bar(around(middle, 58, a), around(middle, 79, a), 6), circle(around(middle, 83, a), 7.5))
    ]
    shell = rounded([around(middle, 68, a) for a in steps(6, 30)], 14)
    inside = rounded([around(middle, 56, a) for a in steps(6, 30)], 12)
    return Drawing(
        200,
        200,
        (part("deep", *spikes), part("full", shell), part("soft", inside), *_helix((61, 100), (139, 100), 15, 2, 6.5)),
    )


def _gene() -> Drawing:
    return Drawing(220, 90, _helix((10, 45), (210, 45), 30, 2.5, 11))


def _helix(start: Spot, end: Spot, high: float, turns: float, wide: float) -> tuple[Part, Part, Part]:
    """Two strands that cross, with rungs between them."""
    steps = round(24 * turns)
    long = end[0] - start[0]
    along = [start[0] + long * step / steps for step in range(steps + 1)]

    def up(place: int, sign: int) -> float:
        return start[1] + sign * high * math.sin(2 * math.pi * turns * place / steps)

    rungs = [
        bar((along[p], up(p, 1)), (along[p], up(p, -1)), wide * 0.6)
        for p in range(2, steps, 4)
        if abs(up(p, 1) - start[1]) > high * 0.4
    ]
    back, front = (ribbon([(along[p], up(p, sign)) for p in range(steps + 1)], wide) for sign in (-1, 1))
    return part("mid", *rungs), part("full", back), part("deep", front)


def _microglia() -> Drawing:
    """A small body with arms that branch."""
    middle = (120.0, 110.0)
    arms: list[Path] = []
    for angle, long, bend in (
        (-150, 78, 16),
        (-95, 72, -14),
        (-35, 82, 14),
        (18, 76, -16),
        (78, 70, 14),
        (140, 80, -16),
    ):
        knee = around(middle, long * 0.6, angle)
        arms.append(taper(around(middle, 18, angle), knee, 17, 10))
        tips = (around(knee, long * 0.5, angle + bend + 34), around(knee, long * 0.56, angle + bend - 30))
        for tip in tips:
            arms.append(taper(knee, tip, 10, 5))
            arms.append(circle(tip, 3.6))
        twig = around(knee, long * 0.28, angle + bend + 34)
        arms.append(taper(twig, around(twig, long * 0.24, angle + bend - 20), 6.5, 4))
    body = blob(((88, 108), (104, 84), (132, 82), (152, 104), (146, 132), (118, 140), (94, 130)))
    return Drawing(
        240,
        220,
        (
            part("full", *arms),
            part("full", body),
            part("soft", circle((120, 110), 17)),
            part("deep", circle((124, 107), 7.5)),
        ),
    )


def _neuron() -> Drawing:
    """A cell body with its branches, and an axon in its sheath of myelin up to where it ends."""
    middle = (98.0, 100.0)
    axon = evenly([(114, 100), (432, 100)], 2)
    return Drawing(
        490,
        200,
        (
            *_body(middle, (-156, -108, -58, 58, 108, 156), 0.92, axon),
            part("full", *_endings(axon, ((472, 54), (474, 94), (472, 136)))),
            *_myelin(axon, 24, 10, 32),
        ),
    )


def _neuron_upright() -> Drawing:
    """The same cell for a place that is higher than wide: its axon winds down in its sheath."""
    middle = (159.0, 104.0)
    bends: list[Spot] = [
        (153, 128), (139, 152), (103, 176), (75, 208), (75, 246), (107, 276), (139, 304), (143, 338), (121, 368),
        (95, 392),
    ]  # fmt: skip
    axon = evenly(dense(bends), 2)
    return Drawing(
        300,
        440,
        (
            *_body(middle, (-172, -126, -80, -34, 10, 52), 1.0, axon),
            part("full", *_endings(axon, ((47, 398), (71, 424), (109, 428)))),
            *_myelin(axon, 16, 12, 27),
        ),
    )


def _body(middle: Spot, angles: Sequence[float], size: float, axon: Sequence[Spot]) -> tuple[Part, ...]:
    """The body of a nerve cell with its branches and its nucleus, and the axon that leaves it, thick at its root."""
    reach = (36, 31, 35, 30, 34, 31, 36, 30)
    star = blob([around(middle, far * size * 1.08, 22 + 45 * at) for at, far in enumerate(reach)])
    root = limb([toward(middle, axon[0], 10), axon[8], axon[22]], 44 * size, 8)
    branches = [each for at, angle in enumerate(angles) for each in _branch(middle, angle, size, 16 if at % 2 else -16)]
    return (
        part("full", *branches, ribbon(axon[::6], 9), root, star),
        # Dark and without a light in it: a nucleus, and no eye.
        part("deep", circle(middle, 19 * size)),
        part("full", circle((middle[0] + 4, middle[1] - 4), 6 * size)),
    )


def _branch(middle: Spot, angle: float, size: float, bend: float) -> list[Path]:
    """A branch from its thick root in the cell's body to its twigs."""
    root, foot = around(middle, 14 * size, angle), around(middle, 26 * size, angle)
    trunk = limb([root, foot, around(middle, 46 * size, angle)], 40 * size, 14 * size)
    return [trunk, *_twigs(foot, angle, 44 * size, 15 * size, bend, forks=2)]


def _twigs(root: Spot, angle: float, long: float, wide: float, bend: float, *, forks: int) -> list[Path]:
    """A twig that bends, grows thin, and forks."""
    knee = around(root, long / 2, angle)
    tip = around(knee, long / 2, angle + bend)
    twig = limb([root, knee, tip], wide, wide / 2)
    if not forks:
        return [twig]
    return [
        twig,
        *_twigs(tip, angle + bend + 22, long * 0.55, wide / 2, -bend, forks=forks - 1),
        *_twigs(tip, angle + bend - 30, long * 0.42, wide * 0.46, bend, forks=forks - 1),
    ]


def _endings(axon: Sequence[Spot], tips: Sequence[Spot]) -> list[Path]:
    """Where an axon divides, and the knobs in which it ends."""
    end, before = axon[-1], axon[-5]
    found: list[Path] = []
    for tip in tips:
        bow = toward(end, around(before, math.dist(before, tip) * 0.6, lean(before, end)), 14)
        found += [limb([before, bow, tip], 8.5, 4.5), circle(tip, 8)]
    return found


def _myelin(axon: Sequence[Spot], first: int, last: int, wide: float) -> tuple[Part, ...]:
    """Stretches of myelin with bare nodes between them; cut open, so that the axon is seen to run through all of
    them, between the lines of their layers."""
    count, node = 5, 4
    long = (len(axon) - first - last - node * (count - 1)) / count
    starts = [round(first + at * (long + node)) for at in range(count)]
    pieces = [axon[start : start + round(long) + 1] for start in starts]
    layers = [beside(each[4:-4:3], side * wide * 0.3) for each in pieces for side in (-1, 1)]
    return (
        part("mid", *(sheath(each, wide) for each in pieces)),
        part("soft", *(ribbon(each, wide * 0.08) for each in layers)),
        part("deep", ribbon(axon[first + 4 : -last - 4 : 6], 5)),
    )


# ------------------------------------------------------------------------------------------------ tools


def _bag() -> Drawing:
    """An infusion bag, more than half full, with its tube."""
    outer, inner = box(30, 26, 100, 130, 18), box(39, 35, 82, 112, 11)
    level = 84.0
    liquid: Path = (
        ("M", ((39, level),)),
        ("C", ((58, level - 11), (74, level + 11), (92, level))),
        ("C", ((104, level - 6), (112, level - 4), (121, level))),
        ("L", ((121, 136),)),
        ("C", ((121, 142), (116, 147), (110, 147))),
        ("L", ((50, 147),)),
        ("C", ((44, 147), (39, 142), (39, 136))),
        ("Z", ()),
    )
    tube = ribbon([(80, 168), (80, 186), (84, 198), (96, 204), (112, 206), (128, 212)], 7)
    return Drawing(
        160,
        220,
        (
            part("deep", arc((80, 24), 15, 150, 390, 9), box(66, 150, 28, 19, 5), tube),
            part("full", outer),
            part("soft", inner),
            part("mid", liquid),
            part("full", circle((62, 108), 7), circle((90, 122), 5.5), circle((98, 102), 4.5)),
            part("paper", pill(50, 45, 8, 26)),
        ),
    )


def _flask() -> Drawing:
    """A conical flask in which cells grow."""
    outer = rounded(((66, 20), (114, 20), (114, 78), (168, 190), (12, 190), (66, 78)), 16)
    inner = rounded(((76, 30), (104, 30), (104, 82), (152, 180), (28, 180), (76, 82)), 10)
    liquid = rounded(((57, 120), (75, 114), (105, 126), (123, 119), (153, 180), (27, 180)), 9)
    lip = pill(56, 10, 68, 18)
    cells = ((72, 158, 11), (102, 150, 9), (122, 166, 8), (92, 170, 5.5), (86, 136, 6))
    return Drawing(
        180,
        200,
        (
            part("full", outer),
            part("soft", inner),
            part("mid", liquid),
            part("deep", lip),
            part("deep", *(circle((x, y), r) for x, y, r in cells)),
        ),
    )


def _syringe() -> Drawing:
    """A syringe with its needle to the right."""
    barrel, glass = box(66, 34, 136, 52, 10), box(74, 42, 120, 36, 5)
    return Drawing(
        300,
        120,
        (
            part("deep", bar((226, 60), (292, 60), 5.5)),
            part("deep", rounded(((200, 44), (228, 52), (228, 68), (200, 76)), 5)),
            part("deep", bar((16, 60), (120, 60), 10), box(8, 34, 14, 52, 6)),
            part("full", barrel),
            part("soft", glass),
            part("mid", box(120, 42, 74, 36, 4)),
            part("deep", box(110, 42, 13, 36, 4)),
            part("full", box(58, 24, 12, 72, 6)),
            part("deep", *(box(138 + 16 * n, 42, 4, 14, 1.5) for n in range(4))),
        ),
    )


def _lymph_node() -> Drawing:
    """A bean in its capsule, with the vessels that reach it and the follicles where B cells live."""
    bean = blob(
        (
            (34, 92),
            (52, 44),
            (104, 24),
            (160, 36),
            (196, 78),
            (196, 124),
            (166, 158),
            (132, 150),
            (118, 132),
            (100, 142),
            (66, 148),
            (42, 130),
        )
    )
    inside = blob(
        (
            (48, 92),
            (64, 54),
            (106, 38),
            (154, 48),
            (183, 82),
            (182, 118),
            (164, 144),
            (140, 136),
            (120, 116),
            (98, 126),
            (70, 134),
            (54, 120),
        )
    )
    vessels = [
        ribbon([(7, 31), (30, 46), (52, 62)], 12),
        ribbon([(84, 8), (88, 20), (94, 36)], 12),
        ribbon([(196, 20), (182, 40), (170, 54)], 12),
        ribbon([(120, 124), (122, 156), (132, 180)], 18),
    ]
    return Drawing(230, 194, (part("mid", *vessels), part("full", bean), part("soft", inside)))


def _brain() -> Drawing:
    """A brain from the side, as a sign."""
    outline = blob(
        (
            (26, 104),
            (28, 66),
            (60, 36),
            (104, 26),
            (150, 34),
            (184, 64),
            (192, 104),
            (174, 130),
            (140, 136),
            (112, 142),
            (76, 140),
            (42, 132),
        ),
        0.9,
    )
    folds = [
        ribbon([(52, 82), (72, 70), (84, 82), (80, 98)], 7),
        ribbon([(98, 34), (96, 54), (112, 66)], 7),
        ribbon([(126, 84), (144, 72), (162, 82)], 7),
        ribbon([(98, 112), (120, 102), (142, 110), (150, 124)], 7),
        ribbon([(52, 116), (66, 112), (78, 120)], 7),
        ribbon([(146, 44), (148, 56), (160, 62)], 7),
    ]
    stem = rounded(((120, 132), (150, 132), (144, 176), (124, 176)), 8)
    little = blob(((140, 142), (152, 128), (176, 128), (186, 142), (172, 158), (152, 156)))
    return Drawing(216, 184, (part("deep", stem), part("deep", little), part("full", outline), part("soft", *folds)))


def _thermometer(top: float) -> Drawing:
    """Marks beside it, and what it shows up to a height of its tube."""
    marks = [pill(92, 30 + 24 * n, 22 if n % 2 == 0 else 14, 7) for n in range(5)]
    return Drawing(
        124,
        208,
        (
            part("deep", *marks),
            part("full", pill(38, 8, 44, 150), circle((60, 166), 36)),
            part("soft", pill(48, 18, 24, 140), circle((60, 166), 26)),
            part("deep", circle((60, 166), 19), pill(54, top, 12, 172 - top)),
        ),
    )


def _germ() -> Drawing:
    """What infects: a rod with threads."""
    threads = [
        ribbon([(s, u), (s + dx * 0.5 + 5, u + dy * 0.4), (s + dx, u + dy)], 6)
        for s, u, dx, dy in (
            (64, 62, -18, -34),
            (104, 46, -6, -36),
            (146, 62, 16, -32),
            (64, 122, -20, 32),
            (104, 134, 4, 36),
            (148, 122, 22, 30),
            (32, 92, -24, -4),
            (180, 92, 30, 8),
        )
    ]
    body = box(26, 46, 158, 92, 46)
    return Drawing(
        214,
        184,
        (
            part("deep", *threads),
            part("full", body),
            part("soft", box(38, 58, 134, 68, 34)),
            part(
                "full",
                circle((70, 82), 9),
                circle((104, 104), 11),
                circle((140, 84), 8),
                circle((84, 112), 5),
                circle((126, 72), 4.5),
            ),
        ),
    )


def _blood_drop() -> Drawing:
    drop: Path = (
        ("M", ((80, 8),)),
        ("C", ((100, 48), (140, 84), (140, 130))),
        ("C", ((140, 166), (113, 192), (80, 192))),
        ("C", ((47, 192), (20, 166), (20, 130))),
        ("C", ((20, 84), (60, 48), (80, 8))),
        ("Z", ()),
    )
    return Drawing(160, 200, (part("full", drop), part("soft", arc((80, 130), 40, 110, 205, 10))))


def _lens() -> Drawing:
    """A magnifying glass over a cell: what is watched."""
    return Drawing(
        200,
        200,
        (
            part("deep", bar((134, 134), (180, 180), 26)),
            part("full", circle((84, 84), 72)),
            part("soft", circle((84, 84), 56)),
            part("mid", circle((84, 84), 34)),
            part("deep", circle((92, 78), 15)),
            part("paper", arc((84, 84), 46, 196, 250, 7)),
        ),
    )


_DRAWN: Final[dict[str, Callable[[], Drawing]]] = {
    "car-t-cell": lambda: _car_t_cell(27),
    "car-t-cell-wide": lambda: _car_t_cell(41),
    "car-t-cell-shut": lambda: _car_t_cell(8),
    "car-t-cell-far": lambda: _far(_car_t_cell(27)),
    "b-cell": _b_cell,
    "b-cell-far": lambda: _far(_b_cell()),
    "disc": _disc,
    "plasma-cell": _plasma_cell,
    "vector": _vector,
    "gene": _gene,
    "microglia": _microglia,
    "neuron": _neuron,
    "neuron-upright": _neuron_upright,
    **_PEOPLE,
    "bag": _bag,
    "flask": _flask,
    "syringe": _syringe,
    "lymph-node": _lymph_node,
    "brain": _brain,
    "thermometer": lambda: _thermometer(52),
    "thermometer-low": lambda: _thermometer(122),
    "germ": _germ,
    "blood-drop": _blood_drop,
    "lens": _lens,
}
