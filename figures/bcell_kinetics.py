"""When do B cells come back after CD19 CAR T cells: two published times, and a model curve that is not patient data?"""

import math
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

FIRST_DAY, LAST_DAY, STEP = -7.0, 180.0, 0.02
PEAK_DAY = 9.0
GROWTH, FAST_DECAY, SLOW_DECAY, FAST_SHARE = 0.90, 0.30, 0.045, 0.95
KILLS_BLOOD, KILLS_MARROW, TURNOVER = 3.0, 1.3, 0.046
LYMPHODEPLETION, LYMPHODEPLETION_RATE = (-5.0, -2.0), 0.35
# Regrowth per day, the only fitted number: B passes 5 % near days 112, 65 and 159: mean and mean ± SD of muller2024.
MID, EARLY, LATE = 0.0544, 0.1018, 0.0368

PUBLISHED = ("b_cell_reappearance", "b_cell_aplasia_duration")
LEFT, RIGHT, MOST_RIGHT = 62.0, 146.0, 205.0
"""Points beside the curve: for the per cents, and for the names of the curves at least and at most."""
FULL = 1.02
"""Where the axis ends, as a share of the value before treatment."""
LANE, TICKS, GAP = 22.0, 22.0, 5.0
"""Points: the least height of a lane, the days under the axis, and the gap between lanes and curve."""
QUIET, FREE = (12.0, 70.0), 126.0
"""Days on which every curve keeps to the ground, and until which none comes near the top: there words hide none."""


@dataclass(frozen=True)
class Days:
    """The days on the page, from the per cents to where the curves end."""

    page: Sheet
    end: float

    def across(self, day: float) -> float:
        return LEFT + (day - FIRST_DAY) / (LAST_DAY - FIRST_DAY) * (self.end - LEFT)


def draw(canvas: Canvas) -> None:
    """The published times in lanes of their own above the curve, on the same days, which run from left to right for
    every reader."""
    page = sheet(canvas, turns=False)
    names = name_curves(page)
    days = Days(page, page.wide - max(RIGHT, *(name.width + 12 for name in names.values())))
    top = draw_published(days)
    page.line((0, page.wide), (top, top), "rule")
    heading = page.set(
        canvas.say("Model: B cells in blood, share of the value before treatment"), "label_bold", page.wide
    )
    page.write(heading, 0, top - GAP / 2 - heading.height / 2, "primary")
    axis = page.set(canvas.say("Days after infusion"), "label", days.end - LEFT)
    page.write(axis, (LEFT + days.end) / 2, 0, anchor="middle", level="bottom")
    low = axis.height + TICKS
    high = top - 2.4 * GAP - heading.height - low
    axes = canvas.axes(LEFT, low, days.end - LEFT, high)
    draw_axis(canvas, axes)
    under = draw_treatment(days, axes, low + high)
    draw_model(canvas, axes)
    for curve, name in names.items():
        page.write(name, days.end + 9, low + high * RETURNS[curve][1][-1] / FULL, "primary")
    label_model(days, low + 9, under)


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


def name_curves(page: Sheet) -> dict[str, Lines]:
    canvas = page.canvas
    return {
        "early": page.set(canvas.say("early return"), "label", MOST_RIGHT - 12),
        "middle": page.set(canvas.say("model curve"), "label_bold", MOST_RIGHT - 12),
        "late": page.set(canvas.say("late return"), "label", MOST_RIGHT - 12),
    }


def draw_published(days: Days) -> float:
    """Mean and ± SD of each series, with who and how many to the left and the time to the right; how low that goes."""
    page, canvas, across = days.page, days.page.canvas, days.across
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    heading = page.set(canvas.say("Published: B cells in blood, mean ± SD"), "label_bold", page.wide)
    page.write(heading, 0, page.high - heading.height / 2, "accent_text")
    top = page.high - heading.height
    first = min(across(float(rows[series]["lower"])) for series in PUBLISHED)
    whos = page.set_alike([patients(canvas, rows[series]) for series in PUBLISHED], "label", first - 14)
    for series, who in zip(PUBLISHED, whos, strict=True):
        mean, lower, upper = (float(rows[series][column]) for column in ("value", "lower", "upper"))
        after = across(upper) + 12
        result = page.set(time(canvas, series, mean, upper - mean), "label_bold", page.wide - after)
        high = max(LANE, who.height + 1, result.height + 1)
        page.axes.errorbar(
            across(mean), top - high / 2,
            xerr=[[across(mean) - across(lower)], [across(upper) - across(mean)]],
            fmt="D", markersize=9, linewidth=4, capsize=7, capthick=2.5, color=canvas.color("accent"),
            markeredgecolor=canvas.color("ink"), gid=series,
        )  # fmt: skip
        page.write(who, 0, top - high / 2)
        page.write(result, after, top - high / 2, "ink")
        top -= high
    return top - GAP


def patients(canvas: Canvas, row: dict[str, str]) -> str:
    patterns = {
        "SLE": canvas.say("Lupus, n = {n}"),
        "SLE 8, IIM 3, SSc 4": canvas.say("Lupus, myositis, systemic sclerosis, n = {n}"),
    }
    return patterns[row["population"]].format(n=canvas.number(int(row["n"])))


def time(canvas: Canvas, series: str, mean: float, sd: float) -> str:
    patterns = {
        "b_cell_reappearance": canvas.say("back after {mean} ± {sd} days"),
        "b_cell_aplasia_duration": canvas.say("absent for {mean} ± {sd} days"),
    }
    return patterns[series].format(mean=canvas.number(mean), sd=canvas.number(sd))


def draw_axis(canvas: Canvas, axes: Axes) -> None:
    axes.set(xlim=(FIRST_DAY, LAST_DAY), ylim=(0, FULL))
    axes.patch.set_visible(False)
    axes.set_xticks(range(0, 181, 30), [canvas.number(day) for day in range(0, 181, 30)])
    axes.set_yticks((0, 0.5, 1), [canvas.percent(share) for share in (0, 0.5, 1)])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set(fontproperties=canvas.font("label"), color=canvas.color("text"))
    axes.tick_params(color=canvas.color("muted"), length=4, pad=3)
    for side, spine in axes.spines.items():
        spine.set(visible=side in ("left", "bottom"), color=canvas.color("muted"))


def draw_treatment(days: Days, axes: Axes, top: float) -> float:
    """What was done to the patient, and when: a hatched strip and a line, explained at the top; how low that goes."""
    page, canvas = days.page, days.page.canvas
    first, last = LYMPHODEPLETION
    hatched: dict[str, Any] = {"hatch": "////", "linewidth": 0}
    axes.axvspan(
        first, last, facecolor=canvas.color("mist"), edgecolor=canvas.color("muted"), zorder=0, gid="lymphodepletion",
        **hatched,
    )  # fmt: skip
    axes.axvline(0, color=canvas.color("ink"), linewidth=2, zorder=1, gid="infusion")
    depletion = canvas.say("Lymphodepletion, days {first} to {last}")
    words = [
        depletion.format(first=canvas.number(first), last=canvas.number(last)),
        canvas.say("Infusion, day {day}").format(day=canvas.number(0)),
    ]
    left, key, gap = days.across(0) + 10, 13.0, 7.0
    room = days.across(FREE) - left
    for size in (16, 14):
        said = [page.set(remark, "label", size=size) for remark in words]
        beside = key + said[0].width + said[1].width + 5 * gap <= room
        if beside:
            break
    middle, start = top - said[0].height / 2, left
    page.box(start, middle - key / 2, key, key, "mist", "muted", **hatched)
    page.write(said[0], start + key + gap, middle)
    if beside:
        start += key + said[0].width + 3 * gap
    else:
        middle -= said[0].height
    page.line((start, start), (middle - 8, middle + 8), "ink", 2)
    page.write(said[1], start + gap, middle)
    return middle - said[1].height / 2


def draw_model(canvas: Canvas, axes: Axes) -> None:
    """The band from early to late return with the middle curve."""
    days, early = RETURNS["early"]
    late = RETURNS["late"][1]
    axes.fill_between(days, late, early, color=canvas.color("sky"), alpha=0.55, linewidth=0, zorder=2, gid="band")
    for curve, (_, shares) in RETURNS.items():
        width, style = (3.0, "-") if curve == "middle" else (1.5, (0, (5, 3)))
        axes.plot(
            days, shares, color=canvas.color("primary"), linewidth=width, linestyle=style, zorder=3, gid=curve,
            clip_on=False,
        )  # fmt: skip


def label_model(days: Days, low: float, top: float) -> None:
    """What the curve is not, as large as there is room and in the middle of it, so that no copy loses it."""
    page = days.page
    start, end = (days.across(day) for day in QUIET)
    words = page.canvas.say("Illustrative model, not patient data")
    for role, size in (("card_title", 20), ("card_title", 18), ("label_bold", 16), ("label_bold", 14)):
        said = page.set(words, role, end - start - 20, lines=3, size=size)
        if said.height + 6 <= top - low:
            break
    page.card(start, low, said.width + 20, said.height + 6, "primary", "primary", zorder=4, gid="not-data")
    page.write(said, start + 10, low + 3 + said.height / 2, "paper")
