"""A line of time: do distances say how long it was, and does no word stand in the way of another?"""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest

from deck.geometry import Box
from deck.page import Deck, Group, TextBox
from tests.story import opened, tell

HEAD = "format: 2\ntalk: {{title: T, speaker: S, language: {}, status: final}}\nslides:\n"
DATED = """\
- id: line
  kind: timeline
  title: T
  alt: What happened
  build: each
  events:
    - {at: 2013, text: First}
    - {at: 2015-03, until: 2018, text: A trial}
    - {at: 2018, text: Between}
    - {at: 2023, text: Last}
"""


def told(folder: Path, slides: str, language: str = "en-GB") -> Deck:
    folder.mkdir(exist_ok=True)
    return tell(folder, HEAD.format(language) + slides).without_mistakes()


def shapes(deck: Deck) -> dict[str, TextBox]:
    groups = [one for one in deck.pages[0].elements if isinstance(one, Group)]
    found = [child for group in groups for child in group.children if isinstance(child, TextBox)]
    return {child.name.partition("diagram.")[2]: child for child in found}


def middle(box: Box) -> float:
    return box.x + box.width / 2


def test_distances_are_those_of_the_calendar(tmp_path: Path) -> None:
    found = shapes(told(tmp_path, DATED))
    first, half, last = (middle(found[f"event-{number}-dot"].box) for number in (1, 3, 4))
    assert (half - first) / (last - first) == pytest.approx(0.5, abs=0.001)
    bar = found["event-2-bar"].box
    # A span ends where the year ends that it goes on in.
    assert bar.right == pytest.approx(first + (last - first) * 0.6, abs=1)


def test_time_goes_from_left_to_right_in_every_language_and_steps_as_reading_does(tmp_path: Path) -> None:
    dated = shapes(told(tmp_path / "a", DATED, "ar"))
    assert middle(dated["event-1-dot"].box) < middle(dated["event-4-dot"].box)
    steps = DATED.replace("2013", "One").replace("2015-03, until: 2018", "Two").replace("2018", "Three")
    steps = steps.replace("2023", "Four")
    turned = shapes(told(tmp_path / "b", steps, "ar"))
    assert middle(turned["event-1-dot"].box) > middle(turned["event-4-dot"].box)
    assert turned["event-1"].box.right < turned["event-1-pole"].box.x


def test_what_happened_stands_nearer_to_its_date_than_to_the_line(tmp_path: Path) -> None:
    found = shapes(told(tmp_path, DATED))
    flag, line = found["event-1"], found["line"]
    _, text = flag.frame.paragraphs
    below = line.box.y - flag.box.bottom
    assert text.before_pt < 0.3 * below


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", "March 2015 – 2018"),
        ("de", "März 2015 – 2018"),
        ("fr", "mars 2015 – 2018"),
        ("ar", "مارس 2015 – 2018"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, said: str, tmp_path: Path) -> None:
    frame = shapes(told(tmp_path, DATED, language))["event-2"].frame
    assert frame.paragraphs[0].paragraph.text.plain == said


def test_events_appear_one_by_one_with_their_marks(tmp_path: Path) -> None:
    deck = told(tmp_path, DATED)
    [page] = deck.pages
    assert [[target.name for target in step] for step in page.steps] == [
        [f"line.diagram.part-{number}"] for number in range(1, 5)
    ]
    [slide] = opened(deck).slides
    names = [shape.name for shape in slide.shapes]
    assert names[1:6] == [f"line.diagram.part-{number}" for number in range(5)]
    inside = {shape.name for shape in slide.shapes[2].shapes}
    assert inside == {"line.diagram.event-1", "line.diagram.event-1-pole", "line.diagram.event-1-dot"}


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


WORDS = ("Begins", "A second centre joins", "Ethics committee agrees", "Data are published at last", "Ends")


@pytest.mark.parametrize("language", ["en-GB", "ar"])
@pytest.mark.parametrize("seed", range(12))
def test_no_words_stand_in_one_another_or_in_a_pole(seed: int, language: str, tmp_path: Path) -> None:
    dice = random.Random(seed)
    months = sorted(dice.sample(range(2010 * 12, 2026 * 12), dice.randint(2, 5 if seed % 3 == 0 else 8)))
    lasting = seed % 3 == 0
    rows = [
        f"    - {{at: {month // 12}-{month % 12 + 1:02}"
        + (f", until: {month // 12 + 2}" if lasting and number % 2 else "")
        + f", text: {dice.choice(WORDS)}}}\n"
        for number, month in enumerate(months)
    ]
    head = DATED.partition("    - {at")[0].replace("  build: each\n", "")
    found = shapes(told(tmp_path, head + "".join(rows), language))
    words = {name: one.box for name, one in found.items() if one.frame.paragraphs}
    poles = {name: one.box for name, one in found.items() if name.endswith(("-pole", "-bar"))}
    assert len(words) > len(months), "events and dates"
    assert [pair for pair in combinations(words, 2) if overlap(words[pair[0]], words[pair[1]])] == []
    crossed = [
        (name, pole)
        for name, box in words.items()
        for pole, other in poles.items()
        if overlap(box, other) and not pole.startswith(f"{name}-")
    ]
    assert crossed == []


def test_what_is_too_much_is_told_once_and_by_how_much(tmp_path: Path) -> None:
    long = "words that go on and on " * 8
    rows = "".join(f"    - {{at: 20{year}, text: {long}{year}}}\n" for year in range(10, 22))
    head = DATED.partition("    - {at")[0]
    _, mistakes = tell(tmp_path, HEAD.format("en-GB") + head + rows).built()
    [(line, one)] = mistakes
    assert (line, one.code) == (7, "text-overflows")
    assert one.message.startswith("the timeline needs ") and one.label.endswith("% too high")


def events(*dates: str, scale: str = "") -> str:
    rows = "".join(f"    - {{at: {date}, text: It happened}}\n" for date in dates)
    return f"- id: line\n  kind: timeline\n  title: T\n  alt: A\n{scale}  events:\n{rows}"


@pytest.mark.parametrize("slip", ["-44", "2024-13", "2024/05", "24", "03.2024", "2024-05-"])
def test_a_slip_in_one_date_does_not_turn_a_calendar_into_steps(slip: str, tmp_path: Path) -> None:
    _, [(line, one)] = tell(tmp_path, HEAD.format("en-GB") + events("2019", f"'{slip}'", "2026-02")).built()
    assert (line, one.code, one.message) == (10, "bad-date", f"`{slip}` is no date")


@pytest.mark.parametrize(
    "slide",
    [
        events("2019", "'44 BCE'", "2026"),
        events("1", "2", "3"),
        events("2019", "Week 2"),
        events("2019", "'-44'", scale="  scale: steps\n"),
    ],
)
def test_words_and_numbers_of_steps_stand_in_steps(slide: str, tmp_path: Path) -> None:
    assert told(tmp_path, slide).pages
