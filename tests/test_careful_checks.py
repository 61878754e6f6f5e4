"""What would a careful colleague say of a slide, and what leave alone?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.pipeline import build
from deck.workspace import Workspace
from tests.drawn_here import drawn_here
from tests.story import A_LINE, CAREFUL, PROJECT, tell

__all__ = ["drawn_here"]
SECOND = "- {id: two, kind: statement, title: TITLE, quote: [Another sentence]}\n"


def slide(title: str = "One message", quote: str = "A sentence") -> str:
    return f'- id: one\n  kind: statement\n  title: {title}\n  quote: ["{quote}"]\n'


def points(*said: str) -> str:
    return "- id: one\n  kind: bullets\n  title: One message\n  bullets:\n" + "".join(f"    - {one}\n" for one in said)


def figure(alt: str) -> str:
    return f"- {{id: one, kind: figure, title: What is drawn, figure: line, alt: {alt}}}\n"


def told(quote: str, notes: str) -> str:
    return f'{slide(quote=quote)}  source: Own data\n  notes: "{notes}"\n'


def of_paper(quote: str, number: int = 1, key: str = "qin2023") -> str:
    said = f"It is so in {quote} [@{key}]"
    return f'- {{id: s{number}, kind: statement, title: Message {number}, quote: ["{said}"]}}\n'


def table(*names: str) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f"- {{id: one, kind: table, title: One table, alt: Three cells, columns: [{columns}], rows: [[1, 2, 3]]}}\n"


SERIES = "categories: [A, B], series: [{name: N, values: [1, 2]}]"
CHART = f"- {{id: one, kind: chart, title: One chart, alt: It rises, chart: bar, {SERIES}%s}}\n"
TWO = "categories: [A, B], series: [{name: N, values: [1, 2], tone: %s}, {name: M, values: [2, 1], tone: %s}]"
COLUMNS = "- {id: one, kind: chart, title: Two series, alt: It rises, chart: %s, foot: Own data, " + TWO + "}\n"
LISTS = "abbreviations: {MS: multiple sclerosis}"
MANY = " ".join(["A word among many that say the same and nothing new."] * 12)
OWN_KIND = """\
from deck.interface import *


class Lines(SlideKind, frozen=True, kw_only=True):
    layouts = {"cover": ("subtitle", "lines")}
    above: Text
    below: Text

    def compose(self, material):
        return material.scene(material.words("%s", self.%s), material.words("%s", self.%s))
"""
OWN = "- {id: one, kind: lines, title: One message, above: This, below: Then that}\n"


def listing(slides: str) -> str:
    """A talk that lists its abbreviations."""
    return f"talk: {{title: T, speaker: S, status: final, {LISTS}}}\nslides:\n{slides}"


def parts(more: str, agenda: str = "") -> str:
    agenda = f"- {{id: agenda, kind: agenda, title: Agenda{agenda}}}\n"
    divider = "- {id: part, kind: section, section: Results, title: Results}\n"
    return agenda + divider + slide().replace("\n", f"\n  {more}\n", 1)


def beside(title: str, alt: str = "They fell") -> str:
    return (
        f"- id: one\n  kind: chart\n  title: '{title}'\n  chart: column\n  alt: {alt}\n  foot: Own data\n"
        "  categories: [2021, 2022, 2023]\n  series: {name: Relapses, values: [0.41, 0.28, 0.19]}\n"
    )


def ages(title: str) -> str:
    return (
        f"- id: one\n  kind: table\n  title: '{title}'\n  alt: Two groups\n  foot: Own data\n"
        "  columns: [Characteristic, 'Drug (n = 31)', 'Placebo (n = 32)']\n"
        "  rows: [[Age, 71.8 ± 9.6, 74.5 ± 9.5], [Diabetes, 44.7, 41.3]]\n"
    )


BAD = {
    "a figure of numbers": ("no-source", figure("It held in 92 % of them")),
    "an abbreviation": ("unexplained-abbreviation", listing(slide(quote="A rise of NFL, and of NFL alone"))),
    "an abbreviation that is explained late": (
        "unexplained-abbreviation",
        listing(slide(quote="A rise of NFL") + SECOND.replace("TITLE", "Neurofilament light (NFL)")),
    ),
    "a part that is not shown": ("empty-section", parts("hidden: true")),
    "one colour twice": ("alike-colors", COLUMNS % ("column", "teal", "teal")),
    "n of N": ("no-source", slide(quote="It held in 11/12 people")),
    "per cent": ("no-source", slide(title="It held in 92 %")),
    "n": ("no-source", slide(title="It held (n = 12)")),
    "a chart": ("no-source", CHART % ""),
    "two counts": ("two-numbers", told("11/12 without relapse", "In 10 of 12 there was no relapse.")),
    "two counts of one paper": (
        "two-numbers",
        of_paper("11 of 12 without relapse") + of_paper("10/12 without relapse", 2),
    ),
    "another number than the chart": ("other-than-data", beside("In 2023 relapses fell to 0.21")),
    "another number in the notes": ("other-than-data", beside("They fell") + "  notes: In 2022 it was 0.26.\n"),
    "another number in the alternative text": ("other-than-data", beside("They fell", alt="0.43 in 2021, then less")),
    "another number than the table": ("other-than-data", ages("Diabetes in the placebo group stood at 46 people")),
    "two shares": ("two-numbers", told("A relapse in 8 %", "About 9 per cent had a relapse.")),
    "a page of words": ("full-slide", slide(quote=MANY)),
    "one point": ("lonely-point", points("Wash your hands")),
    "two spaces": ("typing-slip", slide(quote="Wash  your hands")),
    "a hyphen": ("typing-slip", slide(quote="Wash your hands - always")),
    "straight quotes": ("typing-slip", slide(quote='He said \\"no\\"')),
    "a column without a name": ("empty-header", table("", "A", "")),
    "a hyphen in a name": ("two-spellings", slide(title="IL-6 rises") + SECOND.replace("TITLE", "IL6 falls")),
    "a hyphen in a word": ("two-spellings", slide(quote="The follow-up") + SECOND.replace("TITLE", "A followup")),
    "the same title": ("title-again", slide() + SECOND.replace("TITLE", "One message")),
    "in other letters": ("title-again", slide() + SECOND.replace("TITLE", "one MESSAGE")),
    "a file": ("alt-says-nothing", figure("kinetics_final2.PNG")),
    "the title": ("alt-says-nothing", figure("what is drawn")),
    "a film's file": ("alt-says-nothing", figure("ward.mp4")),
    "that there is one": ("alt-says-nothing", figure("Video")),
    "a word": ("alt-says-nothing", figure("Chart.")),
    "here": ("link-says-nothing", slide(quote="The data are [here](https://example.org)")),
    "here, in two looks": ("link-says-nothing", slide(quote="The data: [click **here**](https://example.org)")),
    "read more": ("link-says-nothing", slide(quote="[Read more …](https://example.org)")),
    "one stop": ("uneven-ends", points("Wash your hands", "Keep your distance.", "Stay at home")),
    "one without": ("uneven-ends", points("Wash your hands.", "Keep your distance.", "Stay at home")),
}
GOOD = {
    "the number of the chart": beside("In 2023 relapses fell to 0.19"),
    "it, rounded": ages("Age on the drug was 72"),
    "one of another category": beside("In 2023 relapses fell from 0.28"),
    "a difference": beside("In 2022 there were 0.13 fewer"),
    "a number of something else": beside("In 2023 the dose was 50.5"),
    "a length of time": ages("Diabetes on the drug came up after 43 months"),
    "a P value": ages("Diabetes on the drug: p = 43.1"),
    "a round number": beside("In 2023 they were 0.2"),
    "a clause with two numbers": beside("In 2023 it was 0.21 in 17 centres"),
    "another place": beside("It was 0.21 elsewhere, and in 2023 less"),
    "no place": beside("Relapses fell to 0.21"),
    "two places": ages("Diabetes and age in the placebo group stood at 46"),
    "a cited paper": beside("In 2023 relapses fell to 0.19 [@qin2023]"),
    "a figure of numbers with a source": figure("It held in 92 % of them").replace("}", ", source: Own data}"),
    "an abbreviation in the list": listing(slide(quote="A rise in MS")),
    "an abbreviation of a talk without a list": slide(quote="A rise of NFL"),
    "an abbreviation that the slide explains": listing(slide(quote="A rise of neurofilament light (NFL)")),
    "one that is said in full": listing(slide(quote="A rise of HRV") + "  notes: That is heart-rate variability.\n"),
    "one of a molecule": listing(slide(quote="CD19 and IL-6 rise, in phase II")),
    "a word in capitals": listing(slide(quote="Do wash your hands. DO!") + SECOND.replace("TITLE", "WASH YOUR HANDS")),
    "a part of which one slide is shown": parts("hidden: true") + SECOND.replace("TITLE", "Shown"),
    "a part that the agenda skips": (
        parts("hidden: true", ", skip: [Results]")
        + "- {id: on, kind: section, section: More, title: More}\n"
        + SECOND.replace("TITLE", "Shown")
    ),
    "two colours": COLUMNS % ("column", "teal", "accent"),
    "one colour, named at the ends": COLUMNS % ("line", "teal", "teal"),
    "n of N with a source": slide(quote="It held in 11/12 people [@qin2023]"),
    "own data": slide(title="It held in 92 %") + "  source: Own data\n",
    "all of it": slide(quote="We were 100 % sure, in 24/7 care, on 1/2 tablet"),
    "a chart of own data": CHART % ", foot: Own data",
    "what is said of something else": told("11/12 without relapse", "In 7 of 12 there were infections."),
    "the same twice": told("11/12 without relapse", "In 11 of 12 there was no relapse, 1 of 12 had a relapse."),
    "one count of one paper": of_paper("11 of 12 without relapse") + of_paper("without relapse 11/12", 2),
    "of another paper": of_paper("11 of 12 without relapse") + of_paper("10 of 12 without relapse", 2, "cabrera2024"),
    "in another clause of Arabic": told("12 من 12 تفاعل", "بلا انتكاس 11 من 12؛ لدى الجميع تفاعل"),
    "of another time": of_paper("11 of 12 without relapse") + of_paper("10 of 12 without relapse after 2 years", 2),
    "of something else": of_paper("11 of 12 without relapse") + of_paper("10 of 12 with infections", 2),
    "of others": told("11/12 without relapse", "In 10 of 11 there was no relapse before."),
    "a hidden page of words": slide(quote=MANY) + "  hidden: true\n",
    "a point under another": points("Wash your hands", "Stay at home\n      - for a week"),
    "a minus": slide(quote='5 - 3 is two, and a 19\\" screen'),
    "typographic": slide(quote="He said “no” – always"),
    "code": slide(quote='`a  - \\"b\\"`'),
    "the first column has no name": table("", "A", "B"),
    "one spelling": slide(title="IL-6 rises") + SECOND.replace("TITLE", "IL-6 falls"),
    "another number": slide(title="IL-6 rises") + SECOND.replace("TITLE", "IL17 falls"),
    "two words": slide(quote="We follow up") + SECOND.replace("TITLE", "A follow-up"),
    "a divider is called like its slide": (
        "- {id: part, kind: section, section: Part, title: One message}\n" + slide()
    ),
    "a hidden slide is": slide() + SECOND.replace("TITLE", "One message, hidden: true"),
    "a link of many words and a formula": slide(quote="[The proof of $x$ here](https://example.org)"),
    "a longer title": slide() + SECOND.replace("TITLE", "One message more"),
    "what is to be seen": figure("What is drawn rises from 0 to 1"),
    "a word among others": figure("Chart of one line that rises"),
    "a link that says where it leads": slide(quote="The data are [here in Berlin](https://example.org)"),
    "no link": slide(quote="The data are here"),
    "all with a stop": points("Wash your hands.", "Keep your distance.", "Stay at home."),
    "none with a stop": points("Wash your hands", "Keep your distance", "Stay at home"),
    "an abbreviation": points("Wash your hands", "Soap, water etc.", "Stay at home"),
    "a name": points("Wash your hands", "Ask Dr. M. N.", "Stay at home"),
    "a question": points("Who?", "When?", "Where to stay"),
    "of two": points("Two things.", "One of them"),
}


def found(folder: Path, yaml: str) -> list[str]:
    files = {"figures/line.py": A_LINE}
    return [told.code for _, told in tell(folder, yaml, files).built(careful=True)[1] if told.code in CAREFUL]


@pytest.mark.parametrize("name", BAD)
def test_it_is_said_once(tmp_path: Path, drawn_here: None, name: str) -> None:
    code, yaml = BAD[name]
    assert found(tmp_path, yaml) == [code]


@pytest.mark.parametrize("name", GOOD)
def test_a_near_miss_is_left_alone(tmp_path: Path, drawn_here: None, name: str) -> None:
    assert found(tmp_path, GOOD[name]) == []


def test_what_is_read_first_stands_above(tmp_path: Path) -> None:
    def codes_of(*order: str) -> list[str]:
        made = tell(tmp_path, OWN, {"kinds/lines.py": OWN_KIND % order})
        return [told.code for _, told in made.built(careful=True)[1]]

    assert codes_of("subtitle", "above", "lines", "below") == []
    assert codes_of("lines", "below", "subtitle", "above") == ["reading-order"]


PANELS = """\
    alt: >-
      Three panels. Fast: one infusion, seen in 15 people with lupus, myositis or systemic sclerosis. Deep: B cells were
      fully gone, while plasma cells, T cells and macrophages were unchanged. Tissue: lymph nodes of the groin of people
      with autoimmune disease; after CD19 CAR T cells B cells were gone in 5 of 5, after rituximab in 0 of 5.
"""
MORE = """\
  - id: one-point
    kind: bullets
    title: What is left to do
    bullets: [Ask for the data]
  - id: unlike-ends
    kind: bullets
    title: What comes next
    bullets: [Ask for the data, Read them{stop}, Write it down]
  - id: much-to-read
    kind: statement
    title: Too much for a minute
    quote: ["{many}"]
  - id: drawn-alike
    kind: chart
    title: Two series in one colour
    chart: column
    alt: Two series that cross
    foot: Own data
    categories: [A, B]
    series: [{{name: N, values: [1, 2], tone: teal}}, {{name: M, values: [2, 1], tone: {tone}}}]
  - id: typed-beside
    kind: chart
    title: In 2023 there were {number} relapses
    chart: column
    alt: They fell
    foot: Own data
    categories: [2021, 2022, 2023]
    series: {{name: Relapses, values: [0.41, 0.28, 0.19]}}
"""
"""Slides of kinds that the talk has not."""
BEFORE = "  - id: acknowledgements\n"
CHANGES = {
    ("title-again", "pacman"): ("title: CAR T-cells work like Pacman", "title: Agenda"),
    ("no-source", "b-lymphocytes"): ('    source: "[@mackensen2022]; [@muller2024]"\n', ""),
    ("two-numbers", "nmosd-mogad"): ("11 of 12 had no relapse at", "10 of 12 had no relapse at"),
    ("two-spellings", "bcma-ms"): ("kicker: BCMA CAR T-cell therapy in", "kicker: BCMA CAR-T cell therapy in"),
    ("old-data", "where-do-we-stand"): ("date: 24–25 April 2026", "date: 24–25 May 2027"),
    ("unexplained-abbreviation", "trial-map"): ("    UCL: University College London\n", ""),
    ("empty-section", "agenda"): ("skip: [Closing, Backup]", "skip: [Closing]"),
    ("typing-slip", "agenda"): ("AID: autoimmune diseases ·", "AID:  autoimmune diseases ·"),
    ("alt-says-nothing", "tissue-depletion"): (PANELS, "    alt: Figure\n"),
    ("dangling-link", "key-points"): ("lead: Highly promising", "lead: A [highly promising](#maps)"),
    ("link-says-nothing", "trial-map"): ("trial in the [registry](https", "trial [here](https"),
    ("empty-header", "trials-table"): ("      short_name: Trial\n", '      short_name: ""\n'),
    ("section-again", "trials-table"): ("  - id: trials-table\n", "  - id: trials-table\n    section: Closing\n"),
    ("faint-emphasis", "routes"): ("the laboratory steps disappear", "the [laboratory steps]{.danger} disappear"),
    ("lonely-point", "one-point"): (BEFORE, MORE.format(many=MANY, tone="teal", number="0.21", stop=".") + BEFORE),
    ("uneven-ends", "unlike-ends"): ("", ""),
    ("full-slide", "much-to-read"): ("", ""),
    ("alike-colors", "drawn-alike"): ("", ""),
    ("other-than-data", "typed-beside"): ("", ""),
}
"""What a colleague would say of the real talk if this was in it, and on which slide."""
NEAR = (
    ("date: 24–25 April 2026", "date: 24–25 March 2027"),
    ("- id: toxicities\n", "- id: toxicities\n    hidden: true\n"),
    ("7 had infections\n", "7 of 12 had infections\n"),
    ("kicker: BCMA CAR T-cell therapy in", "kicker: BCMA CAR T cells in"),
    ("“cures”)\n", "“cures”)?\n"),
    (PANELS, "    alt: Figure of three panels, in which B cells are gone\n"),
    ("lead: Highly promising", "lead: A [highly promising](#trial-map)"),
    ("trial in the [registry](https", "trial [here in the registry](https"),
    ("      nct_id: Registry number\n", '      nct_id: ""\n'),
    ("  - id: trials-table\n", "  - id: trials-table\n    section: Backup\n"),
    ('"**Phase III** trial design"', '"[Phase III]{.danger} trial design"'),
    (
        BEFORE,
        MORE.format(many=MANY[:200], tone="accent", number="0.19", stop="").replace(
            "for the data]", "for the data, Wait]"
        )
        + BEFORE,
    ),
)
"""What looks like that, and is right."""
LOOKED_FOR = CAREFUL | {code for code, _ in CHANGES}
LEGEND = """

drawn = draw


def draw(canvas):
    drawn(canvas)
    axes = canvas.axes(0, 0, 60, 60)
    axes.plot([1, 2], color=canvas.color("primary"), label="CD19")
    axes.plot([2, 1], color=canvas.color("accent"), label="CD20"{look})
    axes.legend()
"""
"""Two lines more in a figure, with a legend."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("talk")
    for part in ("assets", "figures", "locales", ".cache"):
        if (PROJECT / part).exists():
            shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_shipped_talk_is_left_alone(shipped: Path, drawn_here: None) -> None:
    assert said_of(shipped) == set()


def test_what_would_be_wrong_in_it_is_found_and_nothing_else(shipped: Path, drawn_here: None) -> None:
    assert said_of(shipped, *CHANGES.values()) == set(CHANGES)


def test_what_only_looks_like_that_is_left_alone(shipped: Path, drawn_here: None) -> None:
    assert said_of(shipped, *NEAR) == set()


@pytest.mark.parametrize(("look", "codes"), [("", {"color-alone"}), (", linestyle='--'", set())])
def test_two_lines_that_colours_tell_apart_are_found_in_a_figure_of_the_talk(
    shipped: Path, drawn_here: None, look: str, codes: set[str]
) -> None:
    script = shipped / "figures" / "target_antigens.py"
    before = script.read_text(encoding="utf-8")
    script.write_text(before + LEGEND.format(look=look), encoding="utf-8")
    try:
        shutil.copy(PROJECT / "slides.yaml", shipped)
        report = Report()
        build(Workspace.find(shipped / "slides.yaml"), report)
        assert {one.code for one in report if one.code == "color-alone"} == codes
    finally:
        script.write_text(before, encoding="utf-8")


def said_of(folder: Path, *changes: tuple[str, str]) -> set[tuple[str, str]]:
    """Code and slide of all that is found in the talk with these changes."""
    talk = (PROJECT / "slides.yaml").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in talk
        talk = talk.replace(before, after, 1)
    (folder / "slides.yaml").write_text(talk, encoding="utf-8")
    report = Report()
    build(Workspace.find(folder / "slides.yaml"), report)
    starts = [(number, line[8:]) for number, line in enumerate(talk.split("\n"), 1) if line.startswith("  - id: ")]
    return {(one.code, _slide(one.span.line, starts)) for one in report if one.code in LOOKED_FOR}


def _slide(line: int, starts: list[tuple[int, str]]) -> str:
    return [id for number, id in starts if number <= line][-1]
