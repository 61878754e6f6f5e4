"""When do B cells come back after CD19 CAR T cells: two published times, and a model curve that is not patient data?"""

import math
from typing import Any

from matplotlib.axes import Axes
from sheet import Sheet, sheet

from deck.figure import Canvas

FIRST_DAY, LAST_DAY, STEP = -7.0, 180.0, 0.02
PEAK_DAY = 9.0
GROWTH, FAST_DECAY, SLOW_DECAY, FAST_SHARE = 0.90, 0.30, 0.045, 0.95
KILLS_BLOOD, KILLS_MARROW, TURNOVER = 3.0, 1.3, 0.046
LYMPHODEPLETION, LYMPHODEPLETION_RATE = (-5.0, -2.0), 0.35
# Regrowth per day, the only fitted number: B passes 5 % near days 112, 65 and 159: mean and mean ± SD of muller2024.
MID, EARLY, LATE = 0.0544, 0.1018, 0.0368

PUBLISHED = ("b_cell_reappearance", "b_cell_aplasia_duration")
LEFT, RIGHT = 62.0, 146.0
"""Points beside the curve: for the per cents, and for the names of the curves."""
LANE, TICKS, GAP = 22.0, 22.0, 5.0
"""Points: the least height of a lane, the days under the axis, and the gap between lanes and curve."""
QUIET = (12.0, 70.0)
"""Days on which every curve keeps to the ground, so that words above it hide none."""


def draw(canvas: Canvas) -> None:
    """The published times in lanes of their own above the curve, on the same days, which run from left to right for
    every reader."""
    page = sheet(canvas, turns=False)
    wide = page.wide - LEFT - RIGHT
    top = draw_published(page)
    page.line((0, page.wide), (top, top), "rule")
    heading = page.set(
        canvas.say("Model: B cells in blood, share of the value before treatment"), "label_bold", page.wide
    )
    page.write(heading, 0, top - GAP / 2 - heading.height / 2, "primary")
    days = page.set(canvas.say("Days after infusion"), "label", wide)
    page.write(days, LEFT + wide / 2, 0, anchor="middle", level="bottom")
    low, high = days.height + TICKS, top - 2.4 * GAP - heading.height - days.height - TICKS
    axes = canvas.axes(LEFT, low, wide, high)
    draw_axis(canvas, axes)
    draw_treatment(page, axes, low + high)
    draw_model(page, axes, low, high)
    label_model(page, low)


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


def across(page: Sheet, day: float) -> float:
    """Where a day stands on the page."""
    return LEFT + (day - FIRST_DAY) / (LAST_DAY - FIRST_DAY) * (page.wide - LEFT - RIGHT)


def draw_published(page: Sheet) -> float:
    """Mean and ± SD of each series, with who and how many to the left and the time to the right; how low that goes."""
    canvas = page.canvas
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    heading = page.set(canvas.say("Published: B cells in blood, mean ± SD"), "label_bold", page.wide)
    page.write(heading, 0, page.high - heading.height / 2, "accent_text")
    top = page.high - heading.height
    first = min(across(page, float(rows[series]["lower"])) for series in PUBLISHED)
    whos = page.set_alike([patients(canvas, rows[series]) for series in PUBLISHED], "label", first - 14)
    for series, who in zip(PUBLISHED, whos, strict=True):
        mean, lower, upper = (float(rows[series][column]) for column in ("value", "lower", "upper"))
        after = across(page, upper) + 12
        result = page.set(time(canvas, series, mean, upper - mean), "label_bold", page.wide - after)
        high = max(LANE, who.height + 1, result.height + 1)
        page.axes.errorbar(
            across(page, mean), top - high / 2,
            xerr=[[across(page, mean) - across(page, lower)], [across(page, upper) - across(page, mean)]],
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
    axes.set(xlim=(FIRST_DAY, LAST_DAY), ylim=(0, 1.02))
    axes.patch.set_visible(False)
    axes.set_xticks(range(0, 181, 30), [canvas.number(day) for day in range(0, 181, 30)])
    axes.set_yticks((0, 0.5, 1), [canvas.percent(share) for share in (0, 0.5, 1)])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set(fontproperties=canvas.font("label"), color=canvas.color("text"))
    axes.tick_params(color=canvas.color("muted"), length=4, pad=3)
    for side, spine in axes.spines.items():
        spine.set(visible=side in ("left", "bottom"), color=canvas.color("muted"))


def draw_treatment(page: Sheet, axes: Axes, top: float) -> None:
    """What was done to the patient, and when: a hatched strip and a line, both explained above the curve."""
    canvas = page.canvas
    first, last = LYMPHODEPLETION
    hatched: dict[str, Any] = {"hatch": "////", "linewidth": 0}
    axes.axvspan(
        first, last, facecolor=canvas.color("mist"), edgecolor=canvas.color("muted"), zorder=0, gid="lymphodepletion",
        **hatched,
    )  # fmt: skip
    axes.axvline(0, color=canvas.color("ink"), linewidth=2, zorder=1, gid="infusion")
    depletion = canvas.say("Lymphodepletion, days {first} to {last}")
    said = page.set_alike(
        [
            depletion.format(first=canvas.number(first), last=canvas.number(last)),
            canvas.say("Infusion, day {day}").format(day=canvas.number(0)),
        ],
        "label",
        (across(page, LAST_DAY) - across(page, 0)) / 2 - 30,
    )
    start, middle, key = across(page, 0) + 10, top - said[0].height / 2, 13.0
    page.box(start, middle - key / 2, key, key, "mist", "muted", **hatched)
    page.write(said[0], start + key + 7, middle)
    start += key + said[0].width + 20
    page.line((start, start), (middle - 8, middle + 8), "ink", 2)
    page.write(said[1], start + 8, middle)


def draw_model(page: Sheet, axes: Axes, low: float, high: float) -> None:
    """The band from early to late return with the middle curve, each named at its end."""
    canvas = page.canvas
    days, early = model(EARLY)
    middle, late = model(MID)[1], model(LATE)[1]
    axes.fill_between(days, late, early, color=canvas.color("sky"), alpha=0.55, linewidth=0, zorder=2, gid="band")
    for name, shares, words in (
        ("early", early, canvas.say("early return")),
        ("middle", middle, canvas.say("model curve")),
        ("late", late, canvas.say("late return")),
    ):
        stressed = name == "middle"
        axes.plot(
            days, shares, color=canvas.color("primary"), linewidth=3 if stressed else 1.5,
            linestyle="-" if stressed else (0, (5, 3)), zorder=3, gid=name, clip_on=False,
        )  # fmt: skip
        said = page.set(words, "label_bold" if stressed else "label", RIGHT - 10)
        page.write(said, page.wide - RIGHT + 9, low + high * shares[-1] / 1.02, "primary")


def label_model(page: Sheet, low: float) -> None:
    """What the curve is not, as large as a heading and in the middle of it, so that no copy of the picture loses it."""
    start, end = (across(page, day) for day in QUIET)
    words, wide = page.canvas.say("Illustrative model, not patient data"), end - start - 20
    said = page.set(words, "card_title", wide, lines=2)
    if said.count > 2:
        said = page.set(words, "label_bold", wide, lines=3)
    page.card(start, low + 11, said.width + 20, said.height + 6, "primary", "primary", zorder=4, gid="not-data")
    page.write(said, start + 10, low + 14 + said.height / 2, "paper")
