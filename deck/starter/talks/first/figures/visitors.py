"""How many visitors came in which month? The first line of a script says what it shows."""

from deck.interface import Canvas


def draw(canvas: Canvas) -> None:
    """All lengths are points: 14 pt here are 14 pt on the slide. `canvas.axes` gives matplotlib's own axes."""
    rows = canvas.data("visitors.csv")
    months = [canvas.say(row["month"]) for row in rows]
    visitors = [float(row["visitors"]) for row in rows]
    last = len(rows) - 1
    colors = [canvas.color("accent" if number == last else "primary") for number in range(len(rows))]
    axes = canvas.axes(40, 40, canvas.width - 80, canvas.height - 80)
    bars = axes.bar(months, visitors, color=colors, width=0.6)
    axes.bar_label(bars, padding=4, fontproperties=canvas.font("label_bold"), color=canvas.color("ink"))
    axes.set_xticks(range(len(months)), months, fontproperties=canvas.font("label"), color=canvas.color("text"))
    axes.tick_params(length=0, labelleft=False)
    axes.spines[["left", "top", "right"]].set_visible(False)


WORDS = ("January", "February", "March", "April", "May")
"""What the figure says besides, for translators: these come from the data."""
