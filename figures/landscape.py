"""How far has each trial come, in which diseases, and with which kind of cells?"""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextPath
from trials import counted, in_order
from values import PHASES, Row, slug

from deck.figure import Canvas

PHASE_WORDS = {
    "Early Phase 1": "Early phase I",
    "Phase 1": "Phase I",
    "Phase 1/2": "Phase I/II",
    "Phase 2": "Phase II",
    "Phase 2/3": "Phase II/III",
    "Phase 3": "Phase III",
}
# Phase II/III has a column only when there is such a trial: an empty one would take room from the message.
RARE_PHASES = ("Phase 2/3",)
GROUP_WORDS = {
    "MS": "MS only",
    "MS|NMOSD": "MS + NMOSD",
    "MS|MOGAD": "MS + MOGAD",
    "MS|NMOSD|MOGAD": "MS + NMOSD + MOGAD",
    "NMOSD": "NMOSD only",
    "NMOSD|MOGAD": "NMOSD + MOGAD",
    "MOGAD": "MOGAD only",
}
SOURCE_WORDS = {
    "autologous": "autologous: the patient’s own cells",
    "allogeneic": "allogeneic: cells of a donor",
    "in vivo": "in vivo: made in the body",
    "not stated": "cell source not stated",
}
MARKERS = {"autologous": "o", "allogeneic": "s", "in vivo": "^", "not stated": "D"}
COLORS = {"autologous": "primary", "allogeneic": "teal", "in vivo": "accent", "not stated": "muted"}
LABELS, HEAD, FOOT, GAP = 206.0, 44.0, 30.0, 5.0
STEP, SIZE = 21.0, 15.0
"""Points from one mark to the next, and a mark's own width."""


def draw(canvas: Canvas) -> None:
    trials = counted(canvas.data("trials.csv"), canvas.data("trials_extra.csv"))
    by_group = {group: n for group, n in in_order((t["indication"] for t in trials), list(GROUP_WORDS)).items() if n}
    by_phase = in_order((t["phase"] for t in trials), PHASES)
    phases = [phase for phase in PHASES if by_phase[phase] or phase not in RARE_PHASES]
    groups = sorted(by_group, key=list(GROUP_WORDS).index)
    axes = canvas.axes(0.0, 0.0, canvas.width, canvas.height)
    axes.set(xlim=(0, canvas.width), ylim=(0, canvas.height))
    axes.set_axis_off()
    wide = (canvas.width - LABELS) / len(phases)
    tops = _row_tops(canvas.height - HEAD, FOOT, [_lines(trials, group, phases, wide) for group in groups])
    for group, (top, high) in zip(groups, tops, strict=True):
        _name_group(canvas, axes, group, by_group[group], top, high)
    for column, phase in enumerate(phases):
        left = LABELS + column * wide
        _name_phase(canvas, axes, phase, by_phase[phase], left + wide / 2)
        if not by_phase[phase]:
            _say_none(canvas, axes, left, wide)
            continue
        for group, (top, high) in zip(groups, tops, strict=True):
            here = [t for t in trials if (t["indication"], t["phase"]) == (group, phase)]
            _mark(canvas, axes, here, f"{slug(group)}.{slug(phase)}", left, top - high / 2, wide)
    _explain_marks(canvas, axes, [source for source in MARKERS if any(t["cell_source"] == source for t in trials)])


def _lines(trials: list[Row], group: str, phases: list[str], wide: float) -> int:
    """How many lines of marks the fullest cell of a group needs."""
    fullest = max(sum((t["indication"], t["phase"]) == (group, phase) for t in trials) for phase in phases)
    return -(-fullest // _per_line(wide))


def _per_line(wide: float) -> int:
    return max(int((wide - 24) // STEP), 1)


def _row_tops(top: float, bottom: float, lines: list[int]) -> list[tuple[float, float]]:
    """Top and height of each group's band; a band with two lines of marks is higher by one line."""
    spare = (top - bottom - GAP * (len(lines) - 1) - STEP * sum(lines)) / len(lines)
    tops = []
    for count in lines:
        tops.append((top, spare + STEP * count))
        top -= spare + STEP * count + GAP
    return tops


def _name_group(canvas: Canvas, axes: Axes, group: str, count: int, top: float, high: float) -> None:
    axes.add_patch(Rectangle((0, top - high), canvas.width, high, facecolor=canvas.color("mist"), edgecolor="none"))
    base = top - high / 2 - 6
    words, number = canvas.say(GROUP_WORDS[group]), str(count)
    said: dict[str, Any] = {"va": "baseline", "color": canvas.color("ink")}
    axes.text(10, base, number, fontproperties=canvas.font("card_title"), gid=f"group.{slug(group)}", **said)
    axes.text(44, base, words, fontproperties=canvas.font("label", size=14), **said)


def _name_phase(canvas: Canvas, axes: Axes, phase: str, count: int, across: float) -> None:
    words, number, high = canvas.say(PHASE_WORDS[phase]), str(count), canvas.height
    said: dict[str, Any] = {"ha": "center", "va": "center_baseline"}
    axes.text(across, high - 10, words, fontproperties=canvas.font("label_bold"), color=canvas.color("ink"), **said)
    axes.text(
        across, high - 31, number, fontproperties=canvas.font("card_title"), color=canvas.color("primary"),
        gid=f"phase.{slug(phase)}", **said,
    )  # fmt: skip


def _say_none(canvas: Canvas, axes: Axes, left: float, wide: float) -> None:
    high = canvas.height - HEAD - FOOT
    frame = Rectangle(
        (left + 8, FOOT + 1), wide - 16, high - 2, facecolor=canvas.color("paper"), edgecolor=canvas.color("accent"),
        linewidth=2, linestyle=(0, (5, 4)),
    )  # fmt: skip
    axes.add_patch(frame)
    axes.text(
        left + wide / 2, FOOT + high / 2, canvas.say("none yet"), fontproperties=canvas.font("card_title"),
        color=canvas.color("accent_text"), ha="center", va="center",
    )  # fmt: skip


def _mark(canvas: Canvas, axes: Axes, here: list[Row], cell: str, left: float, middle: float, wide: float) -> None:
    ranked = sorted(here, key=lambda trial: list(MARKERS).index(trial["cell_source"]))
    per_line = _per_line(wide)
    lines = -(-len(ranked) // per_line)
    per_line = -(-len(ranked) // max(lines, 1))
    start = left + (wide - STEP * (per_line - 1)) / 2
    places: dict[str, list[tuple[float, float]]] = {}
    for index, trial in enumerate(ranked):
        line, place = divmod(index, per_line)
        up = middle + STEP * ((lines - 1) / 2 - line)
        places.setdefault(trial["cell_source"], []).append((start + STEP * place, up))
    for source, spots in places.items():
        _scatter(canvas, axes, source, spots, f"{cell}.{slug(source)}")


def _scatter(canvas: Canvas, axes: Axes, source: str, spots: list[tuple[float, float]], gid: str) -> None:
    across, up = zip(*spots, strict=True)
    color, marker = canvas.color(COLORS[source]), MARKERS[source]
    axes.scatter(across, up, s=SIZE**2, marker=marker, facecolor=color, edgecolor="none", gid=gid)


def _explain_marks(canvas: Canvas, axes: Axes, sources: list[str]) -> None:
    font, across = canvas.font("label", size=14), LABELS
    said: dict[str, Any] = {"fontproperties": font, "color": canvas.color("text"), "va": "center_baseline"}
    axes.text(10, 12, canvas.say("One mark = one trial"), **said)
    for source in sources:
        _scatter(canvas, axes, source, [(across + 10, 11)], f"legend.{slug(source)}")
        words = canvas.say(SOURCE_WORDS[source])
        axes.text(across + 24, 12, words, **said)
        across += 24 + TextPath((0, 0), words, prop=font).get_extents().width + 30
