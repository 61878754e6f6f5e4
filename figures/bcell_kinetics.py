"""When do B cells come back after CD19 CAR T cells: two published times, and a model curve that is not patient data?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

Row = dict[str, str]

FIRST_DAY, LAST_DAY, STEP = -7.0, 180.0, 0.02
PEAK_DAY = 9.0
GROWTH, FAST_DECAY, SLOW_DECAY, FAST_SHARE = 0.90, 0.30, 0.045, 0.95
KILLS_BLOOD, KILLS_MARROW, TURNOVER = 3.0, 1.3, 0.046
LYMPHODEPLETION, LYMPHODEPLETION_RATE = (-5.0, -2.0), 0.35
# Regrowth per day, the only fitted number: B passes 5 % near days 112, 65 and 159: mean and mean ± SD of muller2024.
MID, EARLY, LATE = 0.0544, 0.1018, 0.0368

PUBLISHED = ("b_cell_reappearance", "b_cell_aplasia_duration")
THRESHOLD = 0.05
"""The share at which B cells count as back in the model: what its regrowth is fitted to."""
LOWEST, FULL = 2e-4, 1.3
"""The ends of the axis of shares, each tick of which is ten times the one below: a twentieth is seen on it."""
SHARES = (0.001, 0.01, 0.1, 1.0)
LARGE, SECOND, SIZE, SMALL = 44, 30, 20, 18
"""Points: the first published time, and the second; that the rest is a model; everything else, where there is room."""
SIDE, TICKS, GAP = 10.0, 26.0, 14.0
"""Points: between columns, for the days under the axis, and between what was published and the model."""
BAR = 38.0
"""Points that a published bar is high."""
HIGH, LESS = 330.0, 0.72
"""Points of a page on which all is as large as that, and the share of it that there is on a lower one."""
QUIET = (12.0, 62.0)
"""Days on which no curve comes near the top: there words hide none."""
TAG = 7.0
"""Points around the words that say what the curve is not, and from them to the curves."""


@dataclass(frozen=True)
class Days:
    """The days on the page, in its middle column, from where the curves begin to where they end."""

    page: Sheet
    start: float
    end: float

    def across(self, day: float) -> float:
        return self.start + (day - FIRST_DAY) / (LAST_DAY - FIRST_DAY) * (self.end - self.start)


def draw(canvas: Canvas) -> None:
    """The published times as bars above the model, on the same days, which run from left to right for every reader: the
    curve passes the model's own threshold of return under the middle of the bar that it was fitted to."""
    page = sheet(canvas, turns=False)
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    found = [rows[series] for series in PUBLISHED]
    left, right = page.wide * 0.2, page.wide * 0.36
    days = Days(page, left + 58, page.wide - right)
    top = draw_published(days, found, left, right - SIDE)
    page.line((0, page.wide), (top - GAP / 2, top - GAP / 2), "rule")
    top -= GAP
    ticks = page.set(canvas.number(LAST_DAY), "label", size=SMALL)
    after = days.end + ticks.width / 2 + SIDE
    axis = page.set(canvas.say("Days after infusion"), "label", page.wide - after, lines=2, size=SMALL)
    low = max(TICKS, ticks.height + 8, axis.height + 6)
    page.write(axis, after, low - 5, level="top")
    axes = canvas.axes(days.start, low, days.end - days.start, top - low)
    draw_axis(canvas, axes, ticks)
    draw_treatment(days, axes, top)
    draw_model(canvas, axes)
    draw_return(days, axes, low, page.high, found[-1])
    room = top - say_model(days, low, top, left - SIDE)
    words = canvas.say("B cells in blood, share of the value before treatment")
    for size, lines in ((18, 4), (16, 5), (14, 6)):
        shares = page.set(words, "label", left, lines, size)
        if shares.height <= room:
            break
    if shares.height > room:
        canvas.does_not_fit(words, "say it in fewer letters, or give the slide a title of one line")
    page.write(shares, 0, top, level="top")
    name_curves(days, low, top, right - SIDE)


def model(g: float, until: float = LAST_DAY) -> tuple[list[float], list[float]]:
    """Days, and B cells in blood as a share of baseline, for a regrowth of `g` per day: explicit Euler."""
    marrow = blood = 1.0
    days, shares = [FIRST_DAY], [blood]
    for step in range(round((until - FIRST_DAY) / STEP)):
        day = round(FIRST_DAY + step * STEP, 6)
        cells, lost = car_t(day), lymphodepletion(day)
        marrow_change = g * marrow * (1 - marrow) - KILLS_MARROW * cells * marrow - lost * marrow
        blood_change = TURNOVER * (marrow - blood) - KILLS_BLOOD * cells * blood - lost * blood
        marrow, blood = marrow + STEP * marrow_change, blood + STEP * blood_change
        days.append(round(day + STEP, 6))
        shares.append(blood)
    return days, shares


def car_t(day: float) -> float:
    """CAR T cells in blood as a share of their peak."""
    if day < 0:
        return 0.0
    after = day - PEAK_DAY
    if after <= 0:
        return math.exp(GROWTH * after)
    return FAST_SHARE * math.exp(-FAST_DECAY * after) + (1 - FAST_SHARE) * math.exp(-SLOW_DECAY * after)


def lymphodepletion(day: float) -> float:
    """What the chemotherapy before the infusion kills per day."""
    first, last = LYMPHODEPLETION
    return LYMPHODEPLETION_RATE if first <= day < last else 0.0


RETURNS = {"early": model(EARLY), "middle": model(MID), "late": model(LATE)}
"""Days and shares of each curve."""


def height_of(share: float, low: float, top: float) -> float:
    """How far up a share stands between the ends of the axis."""
    share = min(max(share, LOWEST), FULL)
    return low + (top - low) * math.log(share / LOWEST) / math.log(FULL / LOWEST)


def draw_published(days: Days, rows: Sequence[Row], left: float, right: float) -> float:
    """Mean and ± SD of each series, with who and how many to the left and the time, large, to the right; how low that
    goes."""
    page, canvas, across = days.page, days.page.canvas, days.across
    top, scale = page.high, 1.0 if page.high > HIGH else LESS
    whos = page.set_alike([patients(canvas, row) for row in rows], "label", left + 100, lines=2, size=SMALL)
    sizes = (LARGE * scale, SECOND * scale)
    times = [page.set(time(canvas, row), "number", right, size=size) for row, size in zip(rows, sizes, strict=True)]
    whats = page.set_alike([what(canvas, row) for row in rows], "label", right, size=SMALL)
    for row, who, result, said in zip(rows, whos, times, whats, strict=True):
        mean, lower, upper = (float(row[column]) for column in ("value", "lower", "upper"))
        high = max(BAR * scale + 12, who.height + 6, 0.85 * result.height + said.height + 14 * scale)
        up = top - high / 2
        page.axes.errorbar(
            across(mean), up, xerr=[[across(mean) - across(lower)], [across(upper) - across(mean)]], fmt="D",
            markersize=14, markerfacecolor=canvas.color("paper"), markeredgecolor=canvas.color("ink"),
            markeredgewidth=2.5, linewidth=0, elinewidth=BAR * scale, capsize=0, color=canvas.color("b_cell"),
            gid=row["series"],
        )  # fmt: skip
        page.write(who, 0, up)
        page.write(result, days.end + SIDE, up - 0.1 * result.height, "ink", level="bottom")
        page.write(said, days.end + SIDE, up - 0.1 * result.height, level="top")
        top -= high
    return top


def patients(canvas: Canvas, row: Row) -> str:
    patterns = {
        "SLE": canvas.say("Lupus, n = {n}"),
        "SLE 8, IIM 3, SSc 4": canvas.say("Lupus, myositis, systemic sclerosis, n = {n}"),
    }
    return patterns[row["population"]].format(n=canvas.number(int(row["n"])))


def time(canvas: Canvas, row: Row) -> str:
    mean, upper = float(row["value"]), float(row["upper"])
    return canvas.say("{mean} ± {sd} days").format(mean=canvas.number(mean), sd=canvas.number(upper - mean))


def what(canvas: Canvas, row: Row) -> str:
    return {
        "b_cell_reappearance": canvas.say("until B cells were back"),
        "b_cell_aplasia_duration": canvas.say("without B cells"),
    }[row["series"]]


def draw_axis(canvas: Canvas, axes: Axes, ticks: Lines) -> None:
    axes.set(xlim=(FIRST_DAY, LAST_DAY), yscale="log", ylim=(LOWEST, FULL))
    axes.patch.set_visible(False)
    axes.minorticks_off()
    axes.set_xticks(range(0, 181, 30), [canvas.number(day) for day in range(0, 181, 30)])
    axes.set_yticks(SHARES, [canvas.percent(share, 1 if share < 0.01 else 0) for share in SHARES])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set(fontproperties=ticks.font, color=canvas.color("text"))
    axes.tick_params(color=canvas.color("muted"), length=4, pad=3)
    for side, spine in axes.spines.items():
        spine.set(visible=side in ("left", "bottom"), color=canvas.color("muted"))


def say_model(days: Days, low: float, top: float, left: float) -> float:
    """What the curves are not: in the plot under them, where they leave room, else at the foot of the column of names;
    how high that column is taken."""
    page = days.page
    words = page.canvas.say("Illustrative model, not patient data")
    for size, lines in ((SIZE, 2), (18, 2), (18, 3)):
        for first in range(64, 140, 2):
            said = page.set(words, "label_bold", days.end - days.across(first) - 2 * TAG, lines, size)
            fits = said.font.get_size_in_points() == size and said.count <= lines and not said.too_wide
            if fits and low + said.height + 2.5 * TAG < height_of(share_on(first, "late"), low, top):
                tag(page, said, days.end - said.width - 2 * TAG, low + TAG / 2)
                return low
    said = page.set(words, "label_bold", left - 2 * TAG, lines=3, size=18)
    tag(page, said, 1, low)
    return low + said.height + 2 * TAG


def tag(page: Sheet, said: Lines, left: float, low: float) -> None:
    """Words on a dark ground, which is as large as they are."""
    high = said.height + TAG
    page.card(left, low, said.width + 2 * TAG, high, "ink", "ink", zorder=4, gid="not-data")
    page.write(said, left + TAG, low + high / 2, "paper")


def share_on(day: float, curve: str) -> float:
    """How many B cells there are on a day, as a share of the value before treatment."""
    days, shares = RETURNS[curve]
    return next(share for when, share in zip(days, shares, strict=True) if when >= day)


def draw_treatment(days: Days, axes: Axes, top: float) -> None:
    """What was done to the patient, and when: a hatched strip, which the caption explains, and a line with its name."""
    page, canvas = days.page, days.page.canvas
    first, last = LYMPHODEPLETION
    axes.axvspan(
        first, last, facecolor=canvas.color("mist"), edgecolor=canvas.color("muted"), zorder=0, gid="lymphodepletion",
        hatch="////", linewidth=0,
    )  # fmt: skip
    axes.axvline(0, color=canvas.color("ink"), linewidth=2, zorder=1, gid="infusion")
    left, right = (days.across(day) for day in QUIET)
    words = canvas.say("Infusion, day {day}").format(day=canvas.number(0))
    page.write(page.set(words, "label", right - left, lines=2, size=16), left, top - 2, level="top")


def draw_model(canvas: Canvas, axes: Axes) -> None:
    """The band from early to late return with the middle curve."""
    days, early = RETURNS["early"]
    late = RETURNS["late"][1]
    axes.fill_between(days, late, early, color=canvas.shade("b_cell", "soft"), linewidth=0, zorder=2, gid="band")
    for curve, (_, shares) in RETURNS.items():
        width, style = (3.5, "-") if curve == "middle" else (1.75, (0, (5, 3)))
        axes.plot(
            days, shares, color=canvas.color("accent_text"), linewidth=width, linestyle=style, zorder=3, gid=curve,
        )  # fmt: skip


def draw_return(days: Days, axes: Axes, low: float, top: float, row: Row) -> None:
    """The threshold of return, and where each curve passes it: under the ends and the mean of the bar."""
    page, canvas = days.page, days.page.canvas
    axes.axhline(THRESHOLD, color=canvas.color("ink"), linewidth=2, zorder=4, gid="threshold")
    at = height_of(THRESHOLD, low, low + axes.bbox.height * 72 / canvas.figure.dpi)
    for column in ("lower", "value", "upper"):
        across = days.across(float(row[column]))
        page.line((across, across), (at, top - 8), "ink", 1.25, linestyle=(0, (1, 2.5)), zorder=1)
    crossings = [passes(curve) for curve in RETURNS]
    axes.plot(
        crossings, [THRESHOLD] * 3, marker="o", markersize=10, color=canvas.color("ink"), linestyle="none", zorder=5,
        markerfacecolor=canvas.color("paper"), markeredgewidth=2.5, gid="crossings",
    )  # fmt: skip


def passes(curve: str) -> float:
    """The day on which a curve comes back to the threshold."""
    days, shares = RETURNS[curve]
    gone = next(at for at, share in enumerate(shares) if share < THRESHOLD)
    return next(day for day, share in zip(days[gone:], shares[gone:], strict=True) if share >= THRESHOLD)


def name_curves(days: Days, low: float, top: float, wide: float) -> None:
    """At the right end of each curve and of the threshold what it is, as near to its height as the others let it."""
    page, canvas = days.page, days.page.canvas
    back = canvas.say("counts as back: {share}")
    names = {
        "early": page.set(canvas.say("early return"), "label", wide, size=SMALL),
        "middle": page.set(canvas.say("model curve"), "label_bold", wide, size=SMALL),
        "late": page.set(canvas.say("late return"), "label", wide, size=SMALL),
        "threshold": page.set(back.format(share=canvas.percent(THRESHOLD)), "label_bold", wide, 2, SMALL),
    }
    heights = {curve: height_of(shares[-1], low, top) for curve, (_, shares) in RETURNS.items()}
    heights["threshold"] = height_of(THRESHOLD, low, top)
    free = top + 4
    for name, said in names.items():
        up = min(heights[name], free - said.height / 2)
        color = "ink" if name == "threshold" else "accent_text"
        page.line((days.end, days.end + SIDE), (heights[name], up), color, 1, zorder=4)
        page.write(said, days.end + SIDE + 4, up, color)
        free = up - said.height / 2
