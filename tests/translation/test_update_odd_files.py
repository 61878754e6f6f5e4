"""An update copes with whatever a hand may have written, pairs nothing wrongly, and says what it could not decide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deck.diagnostics import Report
from deck.source import read_yaml
from deck.translation.update import updated
from deck.translation.write_overlay import key
from tests.translation.telling import Translated, changed, translated

TALK = """\
- {id: first, kind: bullets, title: First, bullets: [One point, Two points, Three points, Four points]}
- {id: second, kind: bullets, title: Second, bullets: [Cells, Blood]}
"""


def test_points_that_move_to_another_slide_take_their_texts_along(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    moved = TALK.replace(", Four points", "").replace("[Cells,", "[Four points, Cells,")
    assert clean(changed(before, moved))["Four points"] == "DE Four points"


def test_a_slide_that_is_split_keeps_all_its_texts(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    split = TALK.replace(", Three points, Four points]}", "]}") + (
        "- {id: third, kind: bullets, title: Third, bullets: [Three points, Four points]}\n"
    )
    after = changed(before, split).updated()
    assert after.states() == {"slides.third.title": "missing"}
    assert "obsolete" not in after.overlay and after.updated().overlay == after.overlay


def test_a_point_that_moved_is_not_given_to_the_one_in_its_place(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    moved = TALK.replace("Three points", "Something else").replace("[Cells,", "[Three points, Cells,")
    after = changed(before, moved).updated()
    assert after.texts()["Three points"] == "DE Three points" and after.texts()["Something else"] == ""


def test_ids_that_were_swapped_are_right_at_once(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    swapped = TALK.replace("id: first", "id: x").replace("id: second", "id: first").replace("id: x", "id: second")
    story = changed(before, swapped)
    assert story.states() == {}
    after = story.updated()
    assert after.states() == {} and clean(after) == {f"{word}": f"DE {word}" for word in clean(before)}
    assert after.updated().overlay == after.overlay


def test_a_doubled_slide_is_filled_from_its_twin_and_marked(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    twin = "- {id: again, kind: bullets, title: Second, bullets: [Cells, Blood]}\n"
    after = changed(before, TALK + twin).updated()
    assert after.states() == {}
    assert "# as at slides.second.title" in after.overlay and "# as at slides.second.bullets.1" in after.overlay
    assert after.updated().overlay == after.overlay


def test_words_that_are_translated_in_two_ways_are_not_guessed(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK.replace("title: First", "title: Cells"))
    other = replace(before, overlay=before.overlay.replace("text: DE Cells", "text: Zellen", 1))
    twin = "- {id: again, kind: bullets, title: Cells, bullets: [Blood]}\n"
    after = changed(other, TALK.replace("title: First", "title: Cells") + twin).updated()
    assert after.states() == {"slides.again.title": "missing"}


def test_what_could_not_be_decided_is_listed_string_by_string(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    mixed = TALK.replace(
        "One point, Two points, Three points, Four points", "Four points, Apples and pears, Three points, Wholly other"
    )
    story = changed(before, mixed)
    said = "\n".join(updated(story.read(), story.messages, {}).undecided)
    assert "slides.first.bullets.2: `Apples and pears`" in said and "`DE Two points`" in said


ODD = {
    "a slide with nothing under it": lambda text: "slides:\n  first:\n",
    "no slides": lambda text: "review: {status: draft}\n",
    "slides with nothing under them": lambda text: "slides:\n",
    "a list in brackets": lambda text: text.replace(
        block(text, "bullets:", 4), " [{source: One point, text: Ein Punkt}, {source: Gone, text: Weg}]\n", 1
    ),
    "obsolete with nothing": lambda text: text + "obsolete:\n",
    "obsolete in brackets": lambda text: text + "obsolete: []\n",
    "obsolete in braces": lambda text: text + "obsolete: {}\n",
    "all in braces": lambda text: "{slides: {first: {titel: {source: x, text: Von}}}}\n",
    "a file as JSON": lambda text: __import__("json").dumps(yaml.load(text, yaml.BaseLoader)) + "\n",
    "a file in braces": lambda text: yaml.dump(yaml.load(text, yaml.BaseLoader), default_flow_style=True),
    "a comment behind a text": lambda text: text.replace("text: DE One point", "text: DE One point  # sure?"),
    "a slide of a long name": lambda text: text + f"  {'x' * 120}:\n    title: {{source: a, text: Lang}}\n",
    "a slide of an odd name": lambda text: text + '  "a: b\\nc": {title: {source: a, text: Odd}}\n',
    "a part under a text": lambda text: text.replace(
        "    title:\n", "    titel:\n      a:\n        b:\n    title:\n", 1
    ),
}


@pytest.mark.parametrize("what", ODD)
@pytest.mark.parametrize("cut", [False, True])
def test_an_update_never_crashes_and_loses_no_text(tmp_path: Path, what: str, cut: bool) -> None:
    before = translated(tmp_path, TALK)
    odd = replace(before, overlay=ODD[what](before.overlay))
    talk = TALK.splitlines()[0] + "\n" if cut else TALK.replace("Two points", "Two of them")
    story = changed(odd, talk)
    after = story.updated()
    assert texts(odd) <= texts(after), after.overlay
    assert after.updated().overlay == after.overlay
    assert not [one for one in after.paired().pairs if one.entry is None and not one.message.optional]


def test_comments_outlive_a_file_that_is_written_anew(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    flow = before.overlay.replace(block(before.overlay, "bullets:", 4), " [{source: One point, text: Eins}]\n", 1)
    remarked = replace(before, overlay=flow.replace("    title:\n", "    # ask Prof. B.\n    title:\n", 1))
    assert "# ask Prof. B." in changed(remarked, TALK).updated().overlay


WORDS = st.sampled_from(["One", "Two", "Three", "Four", "Five", "Six", "Seven"])
SLIDES = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]), st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=4)), min_size=1
)


def told(slides: dict[str, tuple[str, list[str]]]) -> str:
    rows = (
        f"- {{id: {id}, kind: bullets, title: {title}, bullets: [{', '.join(points)}]}}\n"
        for id, (title, points) in slides.items()
    )
    return "".join(rows)


@settings(derandomize=True, max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SLIDES, SLIDES, SLIDES, st.booleans())
def test_whatever_becomes_of_the_slides_texts_follow_their_sources(
    tmp_path: Path, one: dict, two: dict, three: dict, flow: bool
) -> None:
    before = translated(tmp_path, told(one))
    if flow:
        dumped = yaml.dump(yaml.load(before.overlay, yaml.BaseLoader), default_flow_style=None, sort_keys=False)
        before = replace(before, overlay=dumped)
    story = before
    for slides in (two, three):
        story = changed(story, told(slides)).updated()
        assert texts(before) <= texts(story)
        current = [
            (pair.message.source, pair.entry.text)
            for pair in story.paired().pairs
            if pair.entry and pair.state.value == "translated"
        ]
        assert all(text == f"DE {source}" for source, text in current)
        assert texts(story) <= texts(story.updated())


@given(st.text(min_size=1, max_size=130).filter(lambda name: "\x85" not in name))
def test_every_name_is_read_back_as_it_was_written(name: str) -> None:
    from deck.source import CONTROL

    if CONTROL.search(name) or any(0xD800 <= ord(letter) < 0xE000 for letter in name) or "\r" in name:
        return
    source = read_yaml(f"{key(name)}: x\n".encode(), Report(), "x.yaml")
    assert source is not None and source.data == {name: "x"}


def clean(story: Translated) -> dict[str, str]:
    return {source: text for source, text in story.texts().items() if source in TALK}


def texts(story: Translated) -> set[str]:
    return {entry.text for entry in (*story.read().entries, *story.read().obsolete) if entry.text}


def block(text: str, name: str, indent: int) -> str:
    """What stands under a name, as lines."""
    start = text.index("\n", text.index(" " * indent + name)) + 1
    rows = text[start:].splitlines(keepends=True)
    size = next(n for n, row in enumerate(rows) if len(row) - len(row.lstrip()) <= indent)
    return text[start - 1 : start] + "".join(rows[:size])


WRITTEN = (
    "slides:",
    "slides: {}",
    "slides: []",
    "slides: {first: }",
    "slides: {first: []}",
    "slides: {first: {title: }}",
    "slides: {first: {title: {}}}",
    "slides: {first: {title: {source: }}}",
    "slides: {first: {title: {source: , text: }}}",
    "slides: {first: {bullets: {source: One point, text: Ein Punkt}}}",
    "slides: {first: {bullets: [{source: One point, text: Ein Punkt}, {source: Gone, text: Weg}]}}",
    'slides: {"": {source: a, text: Ein Punkt}}',
    'slides:\n  "a\\nb":\n    title: {source: a, text: Ein Punkt}',
    "slides:\n  ? " + "k" * 300 + "\n  : {title: {source: a, text: Ein Punkt}}",
    "talk:",
    "talk: []",
    "talk:\n  title:\n    source: A\n      talk\n    text: Ein\n      Vortrag",
    'talk: {title: {source: "A\n  talk", text: "Ein\n  Vortrag"}}',
    "phrases:\nfigures:\nreferences: {}\nreview:",
    "obsolete:",
    "obsolete: []",
    "obsolete: {}",
    "obsolete:\n  slides:\n    first:",
    "obsolete:\n  - {at: slides.first.title, source: First, text: Erstens}",
    "obsolete: [{at: slides.gone.title, source: Gone, text: Weg}]",
    "{slides: {first: {titel: {source: x, text: Weg}}}, obsolete: }",
    "slides: {first: {title: {source: First, text: Erstens}}} # said\nobsolete: # later",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_whatever_sections_are_empty_or_in_braces_an_update_reads_back(tmp_path: Path, text: str) -> None:
    story = replace(translated(tmp_path, TALK), overlay=text + "\n")
    result = updated(story.read(), story.messages, {})
    assert result.added >= 0 and result.gone >= 0
    after = replace(story, overlay=result.text)
    again = updated(after.read(), after.messages, {})
    assert (again.text, again.added, again.gone) == (result.text, 0, 0)
    said = {entry.text for entry in (*story.read().entries, *story.read().obsolete) if entry.text}
    assert said <= {entry.text for entry in (*after.read().entries, *after.read().obsolete)}
