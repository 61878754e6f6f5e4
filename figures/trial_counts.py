"""How do the trials divide by disease, target, cell source, phase and status?"""

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextPath
from trials import counted, in_order, most_first
from values import CELL_SOURCES, DISEASES, FIRST_PHASES, PHASES, STATUSES, diseases, slug

from deck.figure import Canvas

WORDS = {
    "disease": "Disease",
    "target": "Target",
    "cells": "Cells",
    "phase": "Phase",
    "status": "Status",
    "autologous": "autologous (own)",
    "allogeneic": "allogeneic (donor)",
    "in vivo": "in vivo",
    "not stated": "not stated",
    "Early Phase 1": "early phase I",
    "Phase 1": "phase I",
    "Phase 1/2": "phase I/II",
    "Phase 2": "phase II",
    "Phase 2/3": "phase II/III",
    "Phase 3": "phase III",
    "RECRUITING": "recruiting",
    "NOT_YET_RECRUITING": "not yet recruiting",
    "ACTIVE_NOT_RECRUITING": "closed to recruitment",
}
# These stand only where there is such a trial: their absence is no message.
ONLY_IF_THERE = ("not stated", "Phase 2/3")
HEAD, NUMBER, SUM, BAR, LONGEST_BAR, MOST = 31.0, 33.0, 62.0, 7.0, 104.0, 7
"""Points: a panel's head, the column of numbers, the sum beside stressed rows, a bar's height and the length of the
longest one, the same scale in all panels; and the rows that a panel has room for."""


@dataclass(frozen=True)
class Panel:
    """One way to divide the trials: how many in each class."""

    name: str
    counts: Mapping[str, int]
    stressed: tuple[str, ...] = ()


def draw(canvas: Canvas) -> None:
    trials = counted(canvas.data("trials.csv"), canvas.data("trials_extra.csv"))
    cells = in_order((t["cell_source"] for t in trials), (*CELL_SOURCES, "not stated"))
    panels = [
        Panel("disease", in_order((name for t in trials for name in diseases(t)), DISEASES)),
        Panel("target", most_first(t["target"] for t in trials)),
        Panel("cells", cells),
        Panel("phase", in_order((t["phase"] for t in trials), PHASES), FIRST_PHASES),
        Panel("status", in_order((t["status"] for t in trials), STATUSES)),
    ]
    axes = canvas.axes(0.0, 0.0, canvas.width, canvas.height)
    axes.set(xlim=(0, canvas.width), ylim=(0, canvas.height))
    axes.set_axis_off()
    widths = [_room_for_words(canvas, panel) for panel in panels]
    gutter = (canvas.width - sum(widths)) / (len(panels) - 1)
    unit = LONGEST_BAR / max(count for panel in panels for count in panel.counts.values())
    for index, (panel, wide) in enumerate(zip(panels, widths, strict=True)):
        left = sum(widths[:index]) + index * gutter
        _draw_panel(canvas, axes, panel, left, wide, unit, len(trials))
    _note_overlap(canvas, axes, len(DISEASES))


def _room_for_words(canvas: Canvas, panel: Panel) -> float:
    """How wide a panel must be: its words are the widest thing in it, in every language."""
    font = canvas.font("label", size=14)
    words = [TextPath((0, 0), _words(canvas, name), prop=font).get_extents().width for name in _shown(panel.counts)]
    return NUMBER + max(LONGEST_BAR, *words) + (SUM if panel.stressed else 0)


def _draw_panel(canvas: Canvas, axes: Axes, panel: Panel, left: float, wide: float, unit: float, total: int) -> None:
    top = canvas.height
    axes.text(
        left, top - 10, canvas.say(WORDS[panel.name]), fontproperties=canvas.font("label_bold"),
        color=canvas.color("ink"), va="center_baseline",
    )  # fmt: skip
    axes.plot([left, left + wide], [top - 23, top - 23], color=canvas.color("muted"), linewidth=1)
    for row, (name, count) in enumerate(_shown(panel.counts).items()):
        color = "accent" if name in panel.stressed else "primary"
        up = top - HEAD - row * _pitch(canvas)
        words = _words(canvas, name)
        _draw_bar(canvas, axes, f"{panel.name}.{slug(name)}", words, count, left, up, unit, color)
    if panel.stressed:
        _say_sum(canvas, axes, panel, left + wide - SUM, total)


def _words(canvas: Canvas, name: str) -> str:
    return canvas.say(WORDS[name]) if name in WORDS else name


def _shown(counts: Mapping[str, int]) -> dict[str, int]:
    rows = {name: count for name, count in counts.items() if count or name not in ONLY_IF_THERE}
    if len(rows) <= MOST:
        return rows
    # Targets come most frequent first, so what is left over are the rarest; their names are joined, none is lost.
    kept = dict(list(rows.items())[: MOST - 1])
    rest = [name for name in rows if name not in kept]
    return kept | {", ".join(rest): sum(rows[name] for name in rest)}


def _draw_bar(
    canvas: Canvas, axes: Axes, gid: str, words: str, count: int, left: float, top: float, unit: float, color: str
) -> None:
    start = left + NUMBER
    axes.text(
        start - 6, top - 13, str(count), fontproperties=canvas.font("card_title"), color=canvas.color("ink"),
        ha="right", va="center_baseline", gid=f"{gid}.count",
    )  # fmt: skip
    axes.text(
        start, top - 8, words, fontproperties=canvas.font("label", size=14), color=canvas.color("text"),
        va="center_baseline",
    )  # fmt: skip
    # A bar of nothing still has a foot, so that 0 is seen as a count and not as a gap.
    axes.plot([start, start], [top - 20 - BAR, top - 20], color=canvas.color("muted"), linewidth=1.5)
    bar = Rectangle((start, top - 20 - BAR), count * unit, BAR, facecolor=canvas.color(color), edgecolor="none")
    bar.set_gid(gid)
    axes.add_patch(bar)


def _say_sum(canvas: Canvas, axes: Axes, panel: Panel, left: float, total: int) -> None:
    """Bracket the stressed rows, which stand first, and say their sum."""
    top = canvas.height - HEAD - 2
    bottom = canvas.height - HEAD - (len(panel.stressed) - 1) * _pitch(canvas) - 20 - BAR
    edge = [left + 4, left + 9, left + 9, left + 4]
    axes.plot(edge, [top, top, bottom, bottom], color=canvas.color("accent"), linewidth=2)
    together = sum(panel.counts[name] for name in panel.stressed)
    axes.text(
        left + 14, (top + bottom) / 2, f"{together}/{total}", fontproperties=canvas.font("label_bold"),
        color=canvas.color("accent_text"), va="center_baseline", gid="first_phases.count",
    )  # fmt: skip


def _note_overlap(canvas: Canvas, axes: Axes, rows: int) -> None:
    up = canvas.height - HEAD - rows * _pitch(canvas) - 8
    axes.text(
        NUMBER, up, canvas.say("One trial may\ncount in several"), fontproperties=canvas.font("source"),
        color=canvas.color("muted"), va="top", linespacing=1.15,
    )  # fmt: skip


def _pitch(canvas: Canvas) -> float:
    return (canvas.height - HEAD) / MOST
