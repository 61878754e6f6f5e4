"""When do B cells come back after CD19 CAR T cells: two published times, and a model curve that is not patient data?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from sheet import Level, Lines, Sheet, sheet

from deck.interface import Canvas

Row = dict[str, str]

FIRST_DAY, LAST_DAY, STEP = -7.0, 180.0, 0.02
PEAK_DAY = 9.0
GROWTH, FAST_DECAY, SLOW_DECAY, FAST_SHARE = 0.90, 0.30, 0.045, 0.95
KILLS_BLOOD, KILLS_MARROW, TURNOVER = 3.0, 1.3, 0.046
LYMPHODEPLETION, LYMPHODEPLETION_RATE = (-5.0, -2.0), 0.35
# Regrowth per day, the only fitted number: B passes 5 % on days 112, 65 and 159: mean and mean ± SD of muller2024.
MID, EARLY, LATE = 0.05378, 0.1007, 0.03639

PUBLISHED = ("b_cell_reappearance", "b_cell_aplasia_duration")
THRESHOLD = 0.05
"""The share at which B cells count as back in the model: what its regrowth is fitted to."""
LOWEST, FULL = 2e-4, 1.3
"""The ends of the axis of shares, each tick of which is ten times the one below: a twentieth is seen on it."""
SHARES = (0.001, 0.01, 0.1, 1.0)
TIME, LESS, LEAST, MODEL, SMALL = 34, 28, 24, 24, 18
"""Points, where there is room: the published times, and where there is less; that the rest is a model; everything
else."""
AXIS, TICKS, SIDE, GAP, INSIDE = 134.0, 58.0, 12.0, 20.0, 12.0
"""Points: for what the axis of shares says, for its ticks, between columns, between what was published and the model,
and inside of the ground of the model."""
BAR = 46.0
"""Points that a published bar is high at most."""
PUBLISHED_SHARE = 0.36
"""How much of the height the published bars take."""
QUIET = (3.0, 62.0)
"""Days on which no curve comes near the top: there words hide none."""
LEAD = 0, (1, 2)
"""How a line is dotted that leads from a bar to the curves."""
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
    names = curve_names(page, page.wide * 0.22)
    days = Days(page, AXIS + TICKS, page.wide - INSIDE - SIDE - 4 - max(name.width for name in names.values()))
    ticks = page.set(canvas.number(LAST_DAY), "label", size=SMALL)
    after = days.end + ticks.width / 2 + SIDE
    axis = page.set(canvas.say("Days after infusion"), "label", page.wide - INSIDE - after, size=SMALL)
    low = max(ticks.height + 8, axis.height + 6) + INSIDE / 2
    write_beside(page, axis, after, page.wide - INSIDE, low - 5, level="top")
    high = page.high * PUBLISHED_SHARE
    foot = draw_published(days, found, page.high, high)
    top = page.high - high - GAP
    # What was computed stands on a ground of its own, what was published does not.
    page.card(0, 0, page.wide, top + GAP / 3, "mist", "mist", zorder=0)
    axes = canvas.axes(days.start, low, days.end - days.start, top - low)
    draw_axis(canvas, axes, ticks)
    draw_treatment(days, axes, top)
    draw_model(canvas, axes)
    draw_return(days, axes, low, foot, found[-1])
    say_shares(page, low, top)
    say_model(days, low, top)
    name_curves(days, names, low, top)


def write_beside(
    page: Sheet, lines: Lines, start: float, end: float, up: float, color: str = "text", level: Level = "center"
) -> None:
    """Words in a column, at the side where the reader's lines begin: days do not turn with the reader, words do."""
    turned = page.canvas.brand.right_to_left
    page.write(lines, end if turned else start, up, color, "end" if turned else "start", level)


def say_shares(page: Sheet, low: float, top: float) -> None:
    """What the axis of shares counts, beside it."""
    words = page.canvas.say("B cells in blood, share of the value before treatment")
    for size, lines in ((18, 5), (16, 6), (14, 7)):
        shares = page.set(words, "label", AXIS - INSIDE, lines, size)
        if shares.height <= top - low:
            break
    else:
        page.canvas.does_not_fit(words, "say it in fewer letters, or give the slide a title of one line")
    write_beside(page, shares, INSIDE, AXIS, (low + top) / 2)


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


def draw_published(days: Days, rows: Sequence[Row], top: float, high: float) -> float:
    """Mean and ± SD of each series; before the bar who and how many, behind it the time, large, as the reader reads;
    how low the last bar goes."""
    page, canvas, across = days.page, days.page.canvas, days.across
    each = high / len(rows)
    ends = [(across(float(row["lower"])), across(float(row["upper"]))) for row in rows]
    before = 0.0, min(left for left, _ in ends) - 1.5 * SIDE
    behind = max(right for _, right in ends) + 1.5 * SIDE, page.wide
    who_in, time_in = (behind, before) if canvas.brand.right_to_left else (before, behind)
    whos = page.set_alike([patients(canvas, row) for row in rows], "label_bold", wide(who_in), lines=3, size=20)
    whats = page.set_alike([what(canvas, row) for row in rows], "label", wide(time_in), size=SMALL)
    for size in (TIME, LESS, LEAST):
        times = page.set_alike([time(canvas, row) for row in rows], "number", wide(time_in), size=size)
        if all(0.8 * one.height + said.height <= each for one, said in zip(times, whats, strict=True)):
            break
    bar = min(BAR, each - 10)
    for row, who, result, said in zip(rows, whos, times, whats, strict=True):
        mean, lower, upper = (float(row[column]) for column in ("value", "lower", "upper"))
        up = top - each / 2
        page.axes.errorbar(
            across(mean), up, xerr=[[across(mean) - across(lower)], [across(upper) - across(mean)]], fmt="D",
            markersize=16, markerfacecolor=canvas.color("paper"), markeredgecolor=canvas.color("ink"),
            markeredgewidth=2.5, linewidth=0, elinewidth=bar, capsize=0, color=canvas.color("b_cell"),
            gid=row["series"],
        )  # fmt: skip
        write_beside(page, who, *who_in, up, "ink")
        # The letters of a large line do not reach its lower edge.
        between = up + (said.height - 0.8 * result.height) / 2
        write_beside(page, result, *time_in, between - 0.1 * result.height, "ink", level="bottom")
        write_beside(page, said, *time_in, between - 0.04 * result.height, level="top")
        top -= each
    return top + (each - bar) / 2


def wide(column: tuple[float, float]) -> float:
    return column[1] - column[0]


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


def say_model(days: Days, low: float, top: float) -> None:
    """What the curves are not, in the plot under them: as large as they leave room."""
    page = days.page
    words = page.canvas.say("Illustrative model, not patient data")
    for size, lines in (
        (MODEL, 2),
        (22, 2),
        (20, 2),
        (20, 3),
        (18, 2),
        (18, 3),
        (16, 2),
        (16, 3),
        (14, 3),
        (14, 4),
        (12, 4),
    ):
        for first in range(64, 140, 2):
            said = page.set(words, "label_bold", days.end - days.across(first) - 3 * TAG, lines, size)
            if said.font.get_size_in_points() != size or said.count > lines or said.too_wide:
                # Further right there is less room still.
                break
            if low + said.height + 2 * TAG < height_of(share_on(first, "late"), low, top):
                tag(page, said, days.end - said.width - 3 * TAG, low + TAG / 2)
                return
    page.canvas.does_not_fit(words, "say it in fewer letters, or give the slide a title of one line")
    tag(page, said, days.end - said.width - 3 * TAG, low + TAG / 2)


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
    page.write(page.set(words, "label", right - left, lines=2, size=SMALL), left, top - 2, level="top")


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
    """The threshold of return, and where each curve passes it: under the ends and the mean of the bar, which is as low
    as `top`."""
    page, canvas = days.page, days.page.canvas
    axes.axhline(THRESHOLD, color=canvas.color("ink"), linewidth=2, zorder=4, gid="threshold")
    roof = low + axes.bbox.height * 72 / canvas.figure.dpi
    for column in ("lower", "value", "upper"):
        day = float(row[column])
        page.line((days.across(day),) * 2, (roof, top), "ink", 2, linestyle=LEAD)
        # Over the band as well: a line that ends behind it would lead nowhere.
        axes.plot([day, day], [THRESHOLD, FULL], color=canvas.color("ink"), linewidth=2, linestyle=LEAD, zorder=4)
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


def curve_names(page: Sheet, wide: float) -> dict[str, Lines]:
    canvas = page.canvas
    back = canvas.say("counts as back: {share}").format(share=canvas.percent(THRESHOLD))
    return {
        "early": page.set(canvas.say("early return"), "label", wide, size=SMALL),
        "middle": page.set(canvas.say("model curve"), "label_bold", wide, size=SMALL),
        "late": page.set(canvas.say("late return"), "label", wide, size=SMALL),
        "threshold": page.set(back, "label_bold", wide, 2, SMALL),
    }


def name_curves(days: Days, names: dict[str, Lines], low: float, top: float) -> None:
    """At the right end of each curve and of the threshold what it is, as near to its height as the others let it."""
    page = days.page
    heights = {curve: height_of(shares[-1], low, top) for curve, (_, shares) in RETURNS.items()}
    heights["threshold"] = height_of(THRESHOLD, low, top)
    free = top + 4
    for name, said in names.items():
        up = min(heights[name], free - said.height / 2)
        color = "ink" if name == "threshold" else "accent_text"
        page.line((days.end, days.end + SIDE), (heights[name], up), color, 1, zorder=4)
        page.write(said, days.end + SIDE + 4, up, color)
        free = up - said.height / 2
