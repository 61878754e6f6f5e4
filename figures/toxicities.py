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

from effects import CRS, ICANS, LICATS, STAR, Row, row_of
from matplotlib.axes import Axes
from sheet import Lines, Sheet, sheet

from deck.interface import Canvas

CONFIDENCE = 0.95
BISECTIONS = 60

# In the order they are drawn: (citation key, side effect as in the data).
AUTOIMMUNE = (
    ("muller2024", CRS),
    ("qin2023", CRS),
    ("muller2024", ICANS),
    ("qin2023", ICANS),
    ("qin2025", ICANS),
    ("fischbach2024", ICANS),
    ("hagen2025", LICATS),
    ("qin2023", "Infection"),
    ("qin2025", "Cytopenia grade >=3"),
)
CONTRAST = (("han2024", ICANS), ("bmccancer2021", "Neutropenia grade >=3"))
SHORT = {CRS: "CRS", ICANS: "ICANS", LICATS: "LICATS"}
STUDIES = {
    "muller2024": "Müller 2024",
    "qin2023": "Qin 2023",
    "qin2025": "Qin 2025",
    "fischbach2024": "Fischbach 2024",
    "hagen2025": "Hagen 2025",
    "han2024": "Han 2024",
    "bmccancer2021": "BMC Cancer 2021",
}

EDGE, GAP, APART = 5.0, 15.0, 7.0
"""Points: at both edges, between columns, and between the studies and the contrast."""
NARROWEST = 100.0
"""Points that the intervals have at least: with less the grades in words give way, as on a 4:3 slide."""
TICKS, ROOM_FOR_TICKS = (0, 25, 50, 75, 100), 150.0
"""Per cent, and the points below which only every second one has room for its number."""


@dataclass(frozen=True)
class Finding:
    """One row of the figure; shares of the patients. `ends` is None where no whole interval was published."""

    row: Row
    share: float
    ends: tuple[float, float] | None
    contrast: bool

    @property
    def gid(self) -> str:
        toxicity = self.row["toxicity"]
        return f"{self.row['citation_key']}-{SHORT.get(toxicity, toxicity.split()[0])}"


@dataclass(frozen=True)
class Said:
    """The words of a row."""

    event: Lines
    setting: Lines
    count: Lines
    grade: Lines
    study: Lines


@dataclass(frozen=True)
class Columns:
    """Where each column starts, in points from the edge where reading begins; a count ends where its column does."""

    event: float
    setting: float
    count: float
    plot: float
    plot_end: float
    grade: float | None
    study: float


def draw(canvas: Canvas) -> None:
    rows = canvas.data("toxicities.csv")
    found = [counted(row_of(rows, *wanted)) for wanted in AUTOIMMUNE]
    found += [published(row_of(rows, *wanted)) for wanted in CONTRAST]
    page = sheet(canvas)
    for size in (16, 14):
        said = words(page, found, size)
        columns = arranged(page, said)
        if columns.grade is not None:
            break
    names = column_names(page, columns)
    head = max(name.height for _, name in names) + 4
    foot = explain(page, columns)
    studies = sum(not finding.contrast for finding in found)
    step = (page.high - head - foot - APART) / len(found)
    heights = [
        page.high - head - step * (place + 0.5) - APART * finding.contrast for place, finding in enumerate(found)
    ]
    bands(page, found, heights, studies, step)
    for across, name in names:
        page.write(name, across, page.high - head / 2, "primary", "end" if across == columns.count else "start")
    plot = plot_axes(page, columns, foot, head)
    for finding, line, height in zip(found, said, heights, strict=True):
        say(page, columns, finding, line, height)
        mark(canvas, plot, finding, height)


def counted(row: Row) -> Finding:
    events, patients = int(row["events"]), int(row["n"])
    return Finding(row, events / patients, exact_interval(events, patients), contrast=False)


def published(row: Row) -> Finding:
    """A pooled per cent; its interval only if the data give both ends as numbers."""
    both = re.search(r"95 % CI (\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)", row["grade_detail"])
    ends = (float(both[1]) / 100, float(both[2]) / 100) if both else None
    return Finding(row, float(row["percent"]) / 100, ends, contrast=True)


def exact_interval(events: int, patients: int) -> tuple[float, float]:
    """Clopper-Pearson: the chances under which so many events, or so few, would still happen in 2.5 % of studies."""
    if not 0 <= events <= patients or patients == 0:
        raise ValueError(f"{events} events in {patients} patients")
    tail = (1 - CONFIDENCE) / 2
    lower = root(lambda p: at_least(events, patients, p) - tail) if events else 0.0
    upper = root(lambda p: tail - 1 + at_least(events + 1, patients, p)) if events < patients else 1.0
    return lower, upper


def at_least(events: int, patients: int, chance: float) -> float:
    return sum(comb(patients, k) * chance**k * (1 - chance) ** (patients - k) for k in range(events, patients + 1))


def root(rising: Callable[[float], float]) -> float:
    """Where a function that rises over 0..1 crosses zero."""
    low, high = 0.0, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def words(page: Sheet, found: list[Finding], size: float) -> list[Said]:
    """What stands in each row: the event on the first of its rows, its plain words on the second."""
    canvas, seen, said = page.canvas, Counter[tuple[str, bool]](), []
    for finding in found:
        row, event = finding.row, (finding.row["toxicity"], finding.contrast)
        target = row["product_target"].split(",")[0]
        setting = setting_of(canvas, row)
        said.append(
            Said(
                event=page.set(
                    event_of(canvas, event[0], seen[event]), "label" if seen[event] else "label_bold", size=size
                ),
                setting=page.set(setting if finding.contrast else f"{setting} · {target}", "label", size=size),
                count=page.set(count_of(canvas, finding), "label_bold", size=size),
                grade=page.set(grade_of(canvas, row), "label", size=size),
                study=page.set(STUDIES[row["citation_key"]], "label", size=size),
            )
        )
        seen[event] += 1
    return said


def event_of(canvas: Canvas, toxicity: str, row: int) -> str:
    """The name of a side effect on its first row; on its second what an abbreviation stands for."""
    names = {
        CRS: (canvas.say("CRS"), canvas.say("cytokine release")),
        ICANS: (canvas.say("ICANS"), canvas.say("neurotoxicity")),
        LICATS: (canvas.say("LICATS (local)"),),
        "Infection": (canvas.say("Infection"),),
        "Cytopenia grade >=3": (canvas.say("Cytopenia"),),
        "Neutropenia grade >=3": (canvas.say("Neutropenia"),),
    }[toxicity]
    return names[row] if row < len(names) else ""


def setting_of(canvas: Canvas, row: Row) -> str:
    return {
        "autoimmune: SLE, IIM, SSc": canvas.say("SLE, IIM, SSc"),
        "autoimmune: SLE 20, SSc 13, IIM 6": canvas.say("SLE, SSc, IIM"),
        "NMOSD (AQP4-IgG+)": canvas.say("NMOSD"),
        "progressive MS": canvas.say("Progressive MS"),
        "blood cancers (contrast only)": canvas.say("Blood cancers"),
    }[row["setting"]]


def count_of(canvas: Canvas, finding: Finding) -> str:
    patients = canvas.number(int(finding.row["n"]))
    if not finding.contrast:
        star = STAR if "reading" in finding.row["note"] else ""
        return f"{canvas.number(int(finding.row['events']))}/{patients}{star}"
    decimals = len(finding.row["percent"].partition(".")[2])
    return canvas.say("{share} of {n}").format(share=canvas.percent(finding.share, decimals), n=patients)


def grade_of(canvas: Canvas, row: Row) -> str:
    """How severe it was, in the words of the data made short."""
    detail, _, _ = row["grade_detail"].partition(";")
    return {
        "grade 1 in 10": canvas.say("highest grade 2"),
        "grade 1 or 2 only": canvas.say("grade 1–2"),
        "mild": canvas.say("mild"),
        "none reported": canvas.say("none reported"),
        "": canvas.say("none reported"),
        "despite CAR-T cells in CSF": canvas.say("none reported"),
        "54 events: grade 1 65 %, grade 2 30 %": canvas.say("mostly grade 1"),
        "no grade 4": canvas.say("no grade 4"),
        "grade >=3": canvas.say("grade ≥3"),
        "95 % CI 21.7 to about 32 (upper bound cut off in stored copy)": canvas.say("pooled"),
        "95 % CI 49-70": canvas.say("grade ≥3"),
    }[detail]


def arranged(page: Sheet, said: list[Said]) -> Columns:
    """Each column as wide as its words; the intervals take what is left."""
    event = max(line.event.width for line in said)
    both = max(line.setting.width + line.count.width for line in said) + GAP
    grade, study = max(line.grade.width for line in said), max(line.study.width for line in said)
    setting = EDGE + event + GAP
    count = setting + both
    at_study = page.wide - EDGE - study
    at_grade = at_study - GAP - grade
    plot = count + GAP + 4
    if at_grade - GAP - 4 - plot >= NARROWEST:
        return Columns(EDGE, setting, count, plot, at_grade - GAP - 4, at_grade, at_study)
    return Columns(EDGE, setting, count, plot, at_study - GAP - 4, None, at_study)


def explain(page: Sheet, columns: Columns) -> float:
    """Beside the axis: what the abbreviations and the star mean; how high that and the axis go."""
    canvas = page.canvas
    short = canvas.say("SLE: lupus. IIM: myositis. SSc: systemic sclerosis")
    star = f"{STAR} " + canvas.say("our reading of the abstract")
    after = columns.plot_end + 26
    left = columns.plot - EDGE - 2 * GAP
    notes = [(EDGE, page.set(short, "source", left)), (after, page.set(star, "source", page.wide - after))]
    if notes[1][1].count > 1:
        notes = [(EDGE, page.set(f"{short}. {star}", "source", left))]
    for across, note in notes:
        page.write(note, across, 0, "muted", level="bottom")
    return max(page.set("0", "source").height + 6, *(note.height for _, note in notes))


def bands(page: Sheet, found: list[Finding], heights: list[float], studies: int, step: float) -> None:
    """A grey ground sets the blood cancers apart; thin rules part the side effects."""
    bottom = heights[-1] - step / 2
    page.box(0, bottom, page.wide, heights[studies] + step / 2 - bottom, "mist", zorder=0)
    for place in range(1, studies):
        if found[place].row["toxicity"] != found[place - 1].row["toxicity"]:
            edge = heights[place] + step / 2
            page.line((0, page.wide), (edge, edge), "rule", 0.75, zorder=0)


def column_names(page: Sheet, columns: Columns) -> list[tuple[float, Lines]]:
    """What stands over each column, and where."""
    canvas = page.canvas
    interval = canvas.say("{share} interval").format(share=canvas.percent(CONFIDENCE))
    names = [
        (columns.event, canvas.say("Event"), columns.setting - columns.event - GAP),
        (columns.setting, canvas.say("Disease · target"), columns.count - columns.setting - 30),
        (columns.plot, interval, columns.plot_end - columns.plot + GAP),
        (columns.study, canvas.say("Study"), page.wide - columns.study),
    ]
    if columns.grade is not None:
        names.append((columns.grade, canvas.say("Grade"), columns.study - columns.grade - GAP))
    said = [(across, page.set(name, "kicker", wide)) for across, name, wide in names]
    return [*said, (columns.count, page.set(canvas.say("n/N"), "kicker"))]


def plot_axes(page: Sheet, columns: Columns, foot: float, head: float) -> Axes:
    """Shares across, points of the whole figure up, so that a mark stands on the line of its words."""
    canvas, wide = page.canvas, columns.plot_end - columns.plot
    left = page.wide - columns.plot_end if page.mirrored else columns.plot
    plot = canvas.axes(left, foot, wide, page.high - head - foot)
    plot.set(xlim=(1, 0) if page.mirrored else (0, 1), ylim=(foot, page.high - head), yticks=[])
    plot.patch.set_alpha(0)
    ticks = TICKS if wide > ROOM_FOR_TICKS else TICKS[::2]
    plot.set_xticks(
        [tick / 100 for tick in ticks],
        [canvas.percent(tick / 100) if tick == ticks[-1] else canvas.number(tick) for tick in ticks],
    )
    for label in plot.get_xticklabels():
        label.set(fontproperties=canvas.font("source"), color=canvas.color("muted"))
    plot.tick_params(axis="x", length=4, pad=2, color=canvas.color("muted"))
    plot.grid(axis="x", color=canvas.color("rule"), linewidth=0.75)
    plot.set_axisbelow(True)
    for side, spine in plot.spines.items():
        spine.set(visible=side == "bottom", color=canvas.color("muted"))
    return plot


def say(page: Sheet, columns: Columns, finding: Finding, said: Said, height: float) -> None:
    color = "muted" if finding.contrast else "text"
    page.write(said.event, columns.event, height, color)
    page.write(said.setting, columns.setting, height, color)
    page.write(said.count, columns.count, height, color, "end", gid=f"count-{finding.gid}")
    if columns.grade is not None:
        page.write(said.grade, columns.grade, height, color)
    page.write(said.study, columns.study, height, color, gid=f"study-{finding.gid}")


def mark(canvas: Canvas, plot: Axes, finding: Finding, height: float) -> None:
    """A filled disc for a study in autoimmune disease, a hollow diamond for the contrast."""
    color = canvas.color("muted" if finding.contrast else "primary")
    if finding.ends:
        plot.plot(
            finding.ends, [height, height], color=color, linewidth=2, marker="|", markersize=8, markeredgewidth=2,
            clip_on=False, gid=f"interval-{finding.gid}",
        )  # fmt: skip
    plot.plot(
        [finding.share], [height], marker="D" if finding.contrast else "o", markersize=7 if finding.contrast else 9,
        color=color, markerfacecolor=canvas.color("paper") if finding.contrast else color, markeredgewidth=1.75,
        linestyle="none", clip_on=False, zorder=4, gid=f"point-{finding.gid}",
    )  # fmt: skip
