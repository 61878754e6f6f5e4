"""How many were still free of a relapse: two Kaplan–Meier curves, with those at risk under them?"""

from itertools import groupby

from deck.interface import Canvas

MONTHS = (0, 6, 12, 18, 24)
ARMS = ("steps", "usual")
LEFT, RIGHT, TOP, UNDER = 150.0, 20.0, 32.0, 118.0
"""Points around the curves; under them stand the months and two rows of numbers."""
ROW = 24.0


def draw(canvas: Canvas) -> None:
    """A step for every month with an event, in the colour and line of its arm, which is named beside it."""
    names = {"steps": canvas.say("Steps"), "usual": canvas.say("Usual care")}
    looks = {"steps": ("teal", "-"), "usual": ("muted", (0, (5, 2)))}
    label, bold = canvas.font("label", 18), canvas.font("label_bold", 18)
    axes = canvas.axes(LEFT, UNDER, canvas.width - LEFT - RIGHT, canvas.height - UNDER - TOP)
    patients = {arm: [row for row in canvas.data("survival.csv") if row["arm"] == arm] for arm in ARMS}
    for arm in ARMS:
        color, style = looks[arm]
        months, shares = curve(patients[arm])
        axes.step(months, shares, where="post", color=canvas.color(color), linestyle=style, linewidth=3)
        above = arm == "steps"
        month = 13 if above else 16
        beside = min(share for at, share in zip(months, shares, strict=True) if at <= month)
        # Curves only fall: above and after a point, and below and before it, they are nowhere.
        side = {"ha": "left", "va": "bottom"} if above else {"ha": "right", "va": "top"}
        axes.text(month, beside + (0.03 if above else -0.04), names[arm], font=bold, color=canvas.color(color), **side)
    axes.set_xlim(0, 24)
    axes.set_ylim(0, 1.03)
    axes.set_xticks(MONTHS, [canvas.number(month) for month in MONTHS], font=label)
    axes.set_yticks((0, 0.5, 1), [canvas.percent(share) for share in (0, 0.5, 1)], font=label)
    axes.spines[["top", "right"]].set_visible(False)
    write = canvas.figure.text
    for row, arm in enumerate(ARMS):
        up = (UNDER - 74 - ROW * row) / canvas.height
        write(0, up, names[arm], font=bold, color=canvas.color(looks[arm][0]))
        for month in MONTHS:
            across = (LEFT + (canvas.width - LEFT - RIGHT) * month / 24) / canvas.width
            at_risk = sum(float(one["months"]) >= month for one in patients[arm])
            write(across, up, canvas.number(at_risk), font=label, color=canvas.color("text"), ha="center")
    write(0, (UNDER - 50) / canvas.height, canvas.say("At risk"), font=label, color=canvas.color("text"))
    write(0, (UNDER - 26) / canvas.height, canvas.say("Months"), font=label, color=canvas.color("text"))
    high = 1 - 20 / canvas.height
    write((LEFT - 58) / canvas.width, high, canvas.say("No relapse"), font=label, color=canvas.color("text"))


def curve(patients: list[dict[str, str]]) -> tuple[list[float], list[float]]:
    """Months, and the share without a relapse from each of them on, by Kaplan and Meier."""
    months, shares, at_risk = [0.0], [1.0], len(patients)
    ordered = sorted(patients, key=lambda one: float(one["months"]))
    for month, ends in groupby(ordered, key=lambda one: float(one["months"])):
        here = list(ends)
        relapses = sum(one["relapse"] == "1" for one in here)
        months.append(month)
        shares.append(shares[-1] * (1 - relapses / at_risk))
        at_risk -= len(here)
    return months, shares
