"""When do B cells come back after CD19 CAR T cells: two published times, and a model curve that is not patient data?"""

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from deck.figure import Canvas

FIRST_DAY, LAST_DAY, STEP = -7.0, 180.0, 0.02
PEAK_DAY = 9.0
GROWTH, FAST_DECAY, SLOW_DECAY, FAST_SHARE = 0.90, 0.30, 0.045, 0.95
KILLS_BLOOD, KILLS_MARROW, TURNOVER = 3.0, 1.3, 0.046
LYMPHODEPLETION, LYMPHODEPLETION_RATE = (-5.0, -2.0), 0.35
# Regrowth per day, the only fitted number: B passes 5 % near days 112, 65 and 159: mean and mean ± SD of muller2024.
MID, EARLY, LATE = 0.0544, 0.1018, 0.0368

WORDS = {
    "b_cell_reappearance": "back after {mean} ± {sd} days",
    "b_cell_aplasia_duration": "absent for {mean} ± {sd} days",
    "SLE": "Lupus, n = {n}",
    "SLE 8, IIM 3, SSc 4": "Lupus, myositis, systemic sclerosis, n = {n}",
}
PUBLISHED = ("b_cell_reappearance", "b_cell_aplasia_duration")

LEFT, RIGHT, BOTTOM = 100.0, 146.0, 47.0
HEADING, LANE, GAP = 23.0, 22.0, 8.0


def draw(canvas: Canvas) -> None:
    """The published times in lanes of their own above the curve, on the same days."""
    width = canvas.width - LEFT - RIGHT
    lanes_height = HEADING + LANE * len(PUBLISHED)
    curve = canvas.axes(LEFT, BOTTOM, width, canvas.height - BOTTOM - GAP - lanes_height)
    lanes = canvas.axes(LEFT, canvas.height - lanes_height, width, lanes_height)
    for axes in (curve, lanes):
        axes.set_xlim(FIRST_DAY, LAST_DAY)
        axes.patch.set_visible(False)
    draw_published(canvas, lanes)
    draw_axis(canvas, curve)
    draw_treatment(canvas, curve)
    draw_model(canvas, curve)


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


def draw_published(canvas: Canvas, axes: Axes) -> None:
    """Mean and ± SD of each series, with who and how many to the left and the number to the right."""
    height = HEADING + LANE * len(PUBLISHED)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    aside = blended_transform_factory(canvas.figure.transFigure, axes.transData)
    axes.text(
        0, height - HEADING / 2 + 0.5, canvas.say("Published: B cells in blood, mean ± SD"), transform=aside,
        va="center", color=canvas.color("accent_text"), fontproperties=canvas.font("label_bold"),
    )  # fmt: skip
    axes.plot((0, 1), (0, 0), transform=aside, color=canvas.color("rule"), linewidth=1, clip_on=False)
    rows = {row["series"]: row for row in canvas.data("bcell_kinetics.csv") if row["verified"] == "verified"}
    for lane, series in enumerate(PUBLISHED):
        row = rows[series]
        mean, lower, upper = (float(row[column]) for column in ("value", "lower", "upper"))
        up = height - HEADING - LANE * (lane + 0.5)
        axes.errorbar(
            mean, up, xerr=[[mean - lower], [upper - mean]], fmt="D", markersize=9, linewidth=4, capsize=7,
            capthick=2.5, color=canvas.color("accent"), markeredgecolor=canvas.color("ink"), gid=series,
        )  # fmt: skip
        who = canvas.say(WORDS[row["population"]]).format(n=row["n"])
        result = canvas.say(WORDS[series]).format(mean=f"{mean:g}", sd=f"{upper - mean:g}")
        axes.text(
            0, up, who, transform=aside, va="center", color=canvas.color("text"), fontproperties=canvas.font("label")
        )
        axes.annotate(
            result, (upper, up), xytext=(10, 0), textcoords="offset points", va="center",
            color=canvas.color("ink"), fontproperties=canvas.font("label_bold"),
        )  # fmt: skip


def draw_axis(canvas: Canvas, axes: Axes) -> None:
    axes.set_ylim(0, 104)
    axes.set_xticks(range(0, 181, 30))
    axes.set_yticks([0, 50, 100], [canvas.say("0 %"), canvas.say("50 %"), canvas.say("100 %")])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(canvas.font("label"))
        label.set_color(canvas.color("text"))
    words: dict[str, Any] = {"fontproperties": canvas.font("label"), "color": canvas.color("text")}
    axes.set_xlabel(canvas.say("Days after infusion"), labelpad=1, **words)
    axes.set_ylabel(canvas.say("B cells in blood,\n% of baseline"), labelpad=4, **words)
    axes.tick_params(color=canvas.color("muted"), length=4, pad=3)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(canvas.color("muted"))


def draw_treatment(canvas: Canvas, axes: Axes) -> None:
    """What was done to the patient, and when: a hatched strip and a line, each named beside it."""
    first, last = LYMPHODEPLETION
    axes.axvspan(
        first, last, facecolor=canvas.color("mist"), edgecolor=canvas.color("muted"), hatch="////", linewidth=0,
        zorder=0,
    )  # fmt: skip
    axes.axvline(0, color=canvas.color("ink"), linewidth=2, zorder=1)
    named: dict[str, Any] = {
        "textcoords": "offset points", "va": "center",
        "color": canvas.color("text"), "fontproperties": canvas.font("label"),
        "arrowprops": {"arrowstyle": "-", "color": canvas.color("muted"), "linewidth": 1, "shrinkA": 2, "shrinkB": 0},
    }  # fmt: skip
    axes.annotate(canvas.say("Lymphodepletion, days −5 to −2"), (last, 94), xytext=(28, 0), **named)
    axes.annotate(canvas.say("Infusion, day 0"), (0, 76), xytext=(20, 0), **named)


def draw_model(canvas: Canvas, axes: Axes) -> None:
    """The band from early to late return with the middle curve, and beside it what it is not."""
    days, early = model(EARLY)
    curves = {"early": early, "middle": model(MID)[1], "late": model(LATE)[1]}
    percent = {name: [100 * share for share in shares] for name, shares in curves.items()}
    axes.fill_between(
        days, percent["late"], percent["early"], color=canvas.color("sky"), alpha=0.55, linewidth=0, zorder=2
    )
    for name, words in (
        ("early", canvas.say("early return")),
        ("middle", canvas.say("model curve")),
        ("late", canvas.say("late return")),
    ):
        middle = name == "middle"
        axes.plot(
            days, percent[name], color=canvas.color("primary"), linewidth=3 if middle else 1.25,
            linestyle="-" if middle else (0, (5, 3)), zorder=3, gid=name, clip_on=False,
        )  # fmt: skip
        axes.annotate(
            words, (LAST_DAY, percent[name][-1]), xytext=(8, 0), textcoords="offset points", va="center",
            color=canvas.color("primary"), fontproperties=canvas.font("label_bold" if middle else "label"),
        )  # fmt: skip
    axes.text(
        13, 37, canvas.say("Illustrative model,\nnot patient data"), va="center", zorder=4, linespacing=1.1,
        color=canvas.color("paper"), fontproperties=canvas.font("card_title"),
        bbox={"boxstyle": "round,pad=0.3", "facecolor": canvas.color("primary"), "edgecolor": "none"},
    )  # fmt: skip
