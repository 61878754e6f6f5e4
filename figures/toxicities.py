"""How often was each side effect seen, in how many patients, and how sure is that?

A row is one finding of one study: events as n/N with the exact (Clopper-Pearson) 95 % interval. Nothing is pooled.
mackensen2022 (cytokine release, 3/5) is left out: its patients are very likely among the 15 of muller2024. merrill_acr
gives per cents without denominators, granit2023 one count for several side effects; ema_prac2024 is a ratio of reports,
not an incidence. Of the blood cancers the published per cent is drawn, with its interval where both ends were seen.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING, Any

from deck.figure import Canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

Row = dict[str, str]

CONFIDENCE = 0.95
BISECTIONS = 60

# In the order they are drawn: (citation key, side effect as in the data).
AUTOIMMUNE = (
    ("muller2024", "Cytokine release syndrome"),
    ("qin2023", "Cytokine release syndrome"),
    ("muller2024", "Immune effector cell-associated neurotoxicity syndrome"),
    ("qin2023", "Immune effector cell-associated neurotoxicity syndrome"),
    ("qin2025", "Immune effector cell-associated neurotoxicity syndrome"),
    ("fischbach2024", "Immune effector cell-associated neurotoxicity syndrome"),
    ("hagen2025", "Local immune effector cell-associated toxicity syndrome"),
    ("qin2023", "Infection"),
    ("qin2025", "Cytopenia grade >=3"),
)
CONTRAST = (
    ("han2024", "Immune effector cell-associated neurotoxicity syndrome"),
    ("bmccancer2021", "Neutropenia grade >=3"),
)

EVENTS = {
    "Cytokine release syndrome": "CRS",
    "Immune effector cell-associated neurotoxicity syndrome": "ICANS",
    "Local immune effector cell-associated toxicity syndrome": "LICATS (local)",
    "Infection": "Infection",
    "Cytopenia grade >=3": "Cytopenia",
    "Neutropenia grade >=3": "Neutropenia",
}
# What an abbreviation stands for, for those who do not live with it: on its next row, or behind it.
PLAIN = {"CRS": "cytokine release", "ICANS": "neurotoxicity"}
SETTINGS = {
    "autoimmune: SLE, IIM, SSc": "SLE, IIM, SSc",
    "autoimmune: SLE 20, SSc 13, IIM 6": "SLE, SSc, IIM",
    "NMOSD (AQP4-IgG+)": "NMOSD",
    "progressive MS": "Progressive MS",
    "blood cancers (contrast only)": "Blood cancers",
}
GRADES = {
    "grade 1 in 10; highest grade 2 (so 1 patient)": "10 grade 1, 1 grade 2",
    "grade 1 or 2 only": "grade 1 or 2 only",
    "mild": "mild",
    "none reported": "none reported",
    "": "none reported",
    "despite CAR-T cells in CSF": "none; treatment attempts",
    "54 events: grade 1 65 %, grade 2 30 %; 3 patients needed new or longer hospital stay; all resolved": (
        "65 % of events grade 1"
    ),
    "no grade 4": "no grade 4",
    "grade >=3": "grade ≥3 (5/5: our reading)",
    "95 % CI 21.7 to about 32 (upper bound cut off in stored copy)": "pooled; full interval not seen",
    "95 % CI 49-70": "pooled; grade ≥3",
}
STUDIES = {
    "muller2024": "Müller 2024",
    "qin2023": "Qin 2023",
    "qin2025": "Qin 2025",
    "fischbach2024": "Fischbach 2024",
    "hagen2025": "Hagen 2025",
    "han2024": "Han 2024",
    "bmccancer2021": "BMC Cancer 2021",
}

# Points across: where each column starts. The plot takes what is left between `PLOT` and `GRADE`.
EVENT, SETTING, COUNT_END, PLOT = 4.0, 122.0, 328.0, 346.0
GRADE, STUDY = 328.0, 126.0  # from the right edge
WITH_GRADES = 820.0
HEAD, FOOT, GAP = 22.0, 25.0, 8.0
SIZE = 14
RISE = 0.36 * SIZE  # half the height of a figure
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Finding:
    """One row of the figure, in per cent of patients; `ends` is None where no whole interval was published."""

    row: Row
    count: str
    percent: float
    ends: tuple[float, float] | None
    contrast: bool

    @property
    def gid(self) -> str:
        return f"{self.row['citation_key']}-{EVENTS[self.row['toxicity']].split()[0]}"


def draw(canvas: Canvas) -> None:
    rows = canvas.data("toxicities.csv")
    found = [counted(row_of(rows, *wanted)) for wanted in AUTOIMMUNE]
    contrast = [published(row_of(rows, *wanted)) for wanted in CONTRAST]
    step = (canvas.height - HEAD - FOOT - GAP) / (len(found) + len(contrast))
    heights = [canvas.height - HEAD - step * (place + 0.5) for place in range(len(found) + len(contrast))]
    heights = [height if place < len(found) else height - GAP for place, height in enumerate(heights)]

    words = canvas.axes(0, 0, canvas.width, canvas.height)
    words.set_xlim(0, canvas.width)
    words.set_ylim(0, canvas.height)
    words.set_axis_off()
    bands(canvas, words, heights, len(found), step)
    head(canvas, words)
    plot = plot_axes(canvas)
    seen: Counter[tuple[str, bool]] = Counter()
    for finding, height in zip(found + contrast, heights, strict=True):
        event = finding.row["toxicity"], finding.contrast
        say_event(canvas, words, finding, height, row=seen[event])
        say_finding(canvas, words, finding, height)
        mark(canvas, plot, finding, height)
        seen[event] += 1


def row_of(rows: list[Row], key: str, toxicity: str) -> Row:
    """The verified row of a study about a side effect; anything else must not be drawn."""
    matching = [row for row in rows if (row["citation_key"], row["toxicity"]) == (key, toxicity)]
    if len(matching) != 1 or matching[0]["verified"] != "verified":
        raise ValueError(f"toxicities.csv: expected one verified row of {key} about {toxicity!r}")
    return matching[0]


def counted(row: Row) -> Finding:
    events, patients = int(row["events"]), int(row["n"])
    ends = exact_interval(events, patients)
    return Finding(row, f"{events}/{patients}", 100 * events / patients, (100 * ends[0], 100 * ends[1]), contrast=False)


def published(row: Row) -> Finding:
    """A pooled per cent; its interval only if the data give both ends as numbers."""
    both = re.search(r"95 % CI (\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)", row["grade_detail"])
    ends = (float(both[1]), float(both[2])) if both else None
    return Finding(row, f"{row['percent']} % of {row['n']}", float(row["percent"]), ends, contrast=True)


def exact_interval(events: int, patients: int) -> tuple[float, float]:
    """Clopper-Pearson: the chances under which so many events, or so few, would still happen in 2.5 % of studies."""
    if not 0 <= events <= patients or patients == 0:
        raise ValueError(f"{events} events in {patients} patients")
    tail = (1 - CONFIDENCE) / 2
    lower = root(lambda p: at_least(events, patients, p) - tail) if events else 0.0
    upper = root(lambda p: tail - 1 + at_least(events + 1, patients, p)) if events < patients else 1.0
    return lower, upper


def at_least(events: int, patients: int, chance: float) -> float:
    return sum(
        comb(patients, k) * chance**k * (1 - chance) ** (patients - k) for k in range(events, patients + 1)
    )  # fmt: skip


def root(rising: Callable[[float], float]) -> float:
    """Where a function that rises over 0..1 crosses zero."""
    low, high = 0.0, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def bands(canvas: Canvas, words: "Axes", heights: list[float], found: int, step: float) -> None:
    """A grey ground sets the blood cancers apart; thin rules part the side effects."""
    from matplotlib.patches import Rectangle

    bottom = heights[-1] - step / 2
    words.add_patch(
        Rectangle((0, bottom), canvas.width, heights[found] + step / 2 - bottom, color=canvas.color("mist"), lw=0)
    )
    events = [toxicity for _, toxicity in AUTOIMMUNE]
    for place in range(1, found):
        if events[place] != events[place - 1]:
            edge = heights[place] + step / 2
            words.plot([0, canvas.width], [edge, edge], color=canvas.color("rule"), linewidth=0.75)


def has_grades(canvas: Canvas) -> bool:
    """Whether there is room for the grades in words: a 4:3 slide has none without crowding the intervals."""
    return canvas.width >= WITH_GRADES


def head(canvas: Canvas, words: "Axes") -> None:
    height = canvas.height - HEAD / 2
    said: dict[str, Any] = {"fontproperties": canvas.font("kicker"), "color": canvas.color("primary"), "va": "center"}
    words.text(EVENT, height, canvas.say("Event"), **said)
    words.text(SETTING, height, canvas.say("Disease · target"), **said)
    words.text(COUNT_END, height, canvas.say("n/N"), ha="right", **said)
    words.text(PLOT, height, canvas.say("Patients, 95 % interval"), **said)
    if has_grades(canvas):
        words.text(canvas.width - GRADE, height, canvas.say("Grade"), **said)
    words.text(canvas.width - STUDY, height, canvas.say("Study"), **said)


def plot_axes(canvas: Canvas) -> "Axes":
    """Per cent across, points of the whole figure up, so that a mark stands on the line of its words."""
    right = GRADE if has_grades(canvas) else STUDY
    plot = canvas.axes(PLOT, FOOT, canvas.width - right - 26 - PLOT, canvas.height - HEAD - FOOT)
    plot.set_xlim(0, 100)
    plot.set_ylim(FOOT, canvas.height - HEAD)
    plot.patch.set_alpha(0)
    plot.set_yticks([])
    plot.set_xticks(TICKS, [f"{tick} %" if tick == TICKS[-1] else str(tick) for tick in TICKS])
    for label in plot.get_xticklabels():
        label.set(fontproperties=canvas.font("source"), color=canvas.color("muted"))
    plot.tick_params(axis="x", length=4, pad=2, color=canvas.color("muted"))
    plot.grid(axis="x", color=canvas.color("rule"), linewidth=0.75)
    plot.set_axisbelow(True)
    for side in ("top", "left", "right"):
        plot.spines[side].set_visible(False)
    plot.spines["bottom"].set_color(canvas.color("muted"))
    return plot


def say_event(canvas: Canvas, words: "Axes", finding: Finding, height: float, *, row: int) -> None:
    """The event on the first of its rows, its plain words on the second."""
    event = EVENTS[finding.row["toxicity"]]
    if row == 0:
        said = canvas.say(EVENTS[finding.row["toxicity"]])
        line(canvas, words, EVENT, height, said, finding, "label_bold")
    elif row == 1 and event in PLAIN:
        line(canvas, words, EVENT, height, canvas.say(PLAIN[event]), finding)


def say_finding(canvas: Canvas, words: "Axes", finding: Finding, height: float) -> None:
    row = finding.row
    setting = canvas.say(SETTINGS[row["setting"]])
    target = row["product_target"].split(",")[0]
    line(canvas, words, SETTING, height, setting if finding.contrast else f"{setting} · {target}", finding)
    count = line(canvas, words, COUNT_END, height, finding.count, finding, "label_bold")
    count.set(horizontalalignment="right", gid=f"count-{finding.gid}")
    if has_grades(canvas):
        line(canvas, words, canvas.width - GRADE, height, canvas.say(GRADES[row["grade_detail"]]), finding)
    line(canvas, words, canvas.width - STUDY, height, canvas.say(STUDIES[row["citation_key"]]), finding)


def line(
    canvas: Canvas, words: "Axes", x: float, height: float, said: str, finding: Finding, role: str = "label"
) -> "Text":
    """Words whose figures, not whose descenders, are centred on the height of the mark."""
    color = canvas.color("muted" if finding.contrast else "text")
    return words.text(x, height - RISE, said, fontproperties=canvas.font(role, size=SIZE), color=color, va="baseline")


def mark(canvas: Canvas, plot: "Axes", finding: Finding, height: float) -> None:
    """A filled disc for a study in autoimmune disease, a hollow diamond for the contrast."""
    color = canvas.color("muted" if finding.contrast else "primary")
    if finding.ends:
        plot.plot(
            finding.ends, [height, height], color=color, linewidth=2, marker="|", markersize=8, markeredgewidth=2,
            clip_on=False, gid=f"interval-{finding.gid}",
        )  # fmt: skip
    plot.plot(
        [finding.percent], [height], marker="D" if finding.contrast else "o", markersize=7 if finding.contrast else 9,
        color=color, markerfacecolor=canvas.color("paper") if finding.contrast else color, markeredgewidth=1.75,
        linestyle="none", clip_on=False, zorder=4, gid=f"point-{finding.gid}",
    )  # fmt: skip
