"""How does the water rise and fall over two days, if half a lunar day is all there is to it?"""

import math

from deck.interface import Canvas

HOURS = 48
PERIOD = 12.42
"""Hours: half a lunar day."""


def draw(canvas: Canvas) -> None:
    hours = [step / 10 for step in range(HOURS * 10 + 1)]
    levels = [math.cos(2 * math.pi * (hour - 3) / PERIOD) for hour in hours]
    axes = canvas.axes(20, 60, canvas.width - 40, canvas.height - 90)
    axes.fill_between(hours, levels, -1.3, color=canvas.color("pale"))
    axes.plot(hours, levels, color=canvas.color("primary"), linewidth=4)
    axes.set_xlim(0, HOURS)
    axes.set_ylim(-1.3, 1.3)
    axes.set_xticks(range(0, HOURS + 1, 12), [canvas.number(hour) for hour in range(0, HOURS + 1, 12)])
    for label in axes.get_xticklabels():
        label.set(fontproperties=canvas.font("label"), color=canvas.color("text"))
    axes.set_xlabel(canvas.say("Hours"), fontproperties=canvas.font("label"), color=canvas.color("text"))
    axes.tick_params(length=0, labelleft=False)
    axes.spines[["left", "top", "right"]].set_visible(False)
