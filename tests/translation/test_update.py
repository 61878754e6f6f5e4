"""An update refreshes a translator's file: only what must change changes, and nothing is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from deck.cli import cli
from deck.diagnostics import Report
from deck.source import CONTROL, read_yaml
from deck.translation.pair import pair
from deck.translation.update import accepted
from deck.translation.write_overlay import quoted, scalar
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_pairing import TALK


def test_an_update_of_a_current_file_changes_no_byte(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    assert story.updated().overlay == story.overlay


def test_a_stale_entry_keeps_its_old_source_beside_the_new_one(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    after = changed(before, TALK.replace("Plasma cells stay", "Plasma cells mostly stay")).updated()
    assert difference(before.overlay, after.overlay) == [
        "-      - source: Plasma cells stay",
        "+      - was: Plasma cells stay",
        "+        source: Plasma cells mostly stay",
    ]
    assert after.states() == {"slides.first.bullets.2": "stale"}
    assert after.updated().overlay == after.overlay


def test_a_changed_paragraph_of_a_note_leaves_the_others_current(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    after = changed(before, TALK.replace("Then wait.", "Then wait a little.")).updated()
    assert after.states() == {"slides.first.notes.2": "stale"}
    assert difference(before.overlay, after.overlay) == [
        "-      - source: Then wait.",
        "+      - was: Then wait.",
        "+        source: Then wait a little.",
    ]
    text, _ = accepted(after.read(), pair(after.messages, after.read()), ["first"])
    assert Translated(after.world, after.talk, text).states() == {}


def test_an_edit_that_is_taken_back_is_current_again(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    stale = changed(before, TALK.replace("Plasma cells stay", "Plasma cells mostly stay")).updated()
    assert changed(stale, TALK).updated().overlay == before.overlay


def test_two_edits_after_another_keep_the_source_that_was_translated(tmp_path: Path) -> None:
    once = changed(translated(tmp_path, TALK), TALK.replace("Plasma cells stay", "Plasma cells mostly stay")).updated()
    twice = changed(once, TALK.replace("Plasma cells stay", "Plasma cells nearly all stay")).updated()
    assert "was: Plasma cells stay\n        source: Plasma cells nearly all stay" in twice.overlay


def test_comments_stay(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    remarked = before.overlay.replace("      - source: Plasma", "      # checked with Prof. B.\n      - source: Plasma")
    remarked = remarked.replace("text: DE B cells come back", "text: DE B cells come back  # or: return")
    story = changed(Translated(before.world, before.talk, remarked), TALK.replace("Plasma cells stay", "They stay"))
    after = story.updated().overlay
    assert "# checked with Prof. B.\n" in after and "# or: return" in after


def test_a_new_slide_comes_behind_the_one_before_it(tmp_path: Path) -> None:
    first, second = TALK.split("- id: second")
    new = "- {id: between, kind: bullets, title: Between, bullets: [New]}\n"
    story = changed(translated(tmp_path, TALK), f"{first}{new}- id: second{second}").updated()
    lines = story.overlay.splitlines()
    assert lines.index("  first:") < lines.index("  between:") < lines.index("  second:")
    assert story.states() == {"slides.between.title": "missing", "slides.between.bullets.1": "missing"}


def test_comments_that_number_the_slides_follow_them(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    overlay = story.overlay.replace("  second:\n", "  # slide 7: An old title\n  second:  # my own slide 7: remark\n")
    number, title = next(
        (number, slide.says.title.source)
        for number, slide in enumerate(story.talk.slides, 1)
        if slide.says.id == "second"
    )
    after = Translated(story.world, story.talk, overlay).updated().overlay
    assert f"  # slide {number}: {title}\n  second:  # my own slide 7: remark\n" in after and "An old" not in after


def test_a_new_item_and_a_new_field_come_where_they_belong(tmp_path: Path) -> None:
    grown = TALK.replace("    - Plasma", "    - A new point\n    - Plasma").replace(
        "  title: A second", "  kicker: Above\n  title: A second"
    )
    after = changed(translated(tmp_path, TALK), grown).updated()
    assert after.states() == {"slides.first.bullets.2": "missing", "slides.second.kicker": "missing"}
    items = [line.strip() for line in after.overlay.splitlines() if "- source: " in line][:4]
    assert items == [
        "- source: B cells come back",
        "- source: A new point",
        "- source: Plasma cells stay",
        "- source: T cells are unchanged",
    ]


def test_what_is_gone_is_kept_as_obsolete_and_comes_back(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    first, _ = TALK.split("- id: second")
    without = changed(before, first).updated()
    assert without.states() == {}
    assert "second:" not in without.overlay.split("obsolete:")[0]
    assert len(without.read().obsolete) == 9
    again = changed(without, TALK).updated()
    assert again.states() == {}
    assert again.texts() == before.texts()
    assert "obsolete" not in again.overlay


def test_entries_on_one_line_are_updated_on_that_line(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    old = "      - source: Plasma cells stay\n        text: DE Plasma cells stay\n"
    assert old in before.overlay
    flow = before.overlay.replace(old, "      - {source: Plasma cells stay, text: DE Plasma cells stay}\n")
    story = changed(Translated(before.world, before.talk, flow), TALK.replace("Plasma cells stay", "They stay"))
    assert '- {was: "Plasma cells stay", source: "They stay", text: DE Plasma cells stay}' in story.updated().overlay


def test_accepted_entries_are_current(tmp_path: Path) -> None:
    edited = TALK.replace("Plasma cells stay", "They stay").replace("A second slide", "The second slide")
    story = changed(translated(tmp_path, TALK), edited)
    for overlay in (story, story.updated()):
        text, count = accepted(overlay.read(), pair(overlay.messages, overlay.read()), ["first"])
        assert count == 1
        after = Translated(story.world, story.talk, text)
        assert after.states() == {"slides.second.title": "stale"}
        assert "was: Plasma" not in text


@pytest.mark.parametrize("seed", range(25))
def test_whatever_happens_to_the_talk_no_text_is_lost(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    before = translated(tmp_path, TALK)
    story = before
    for _ in range(4):
        story = changed(story, mutated(TALK, chance)).updated()
        texts = {entry.text for entry in (*story.read().entries, *story.read().obsolete)}
        assert {entry.text for entry in before.read().entries} <= texts
    back = changed(story, TALK).updated()
    lost = {key: state for key, state in back.states().items() if state == "missing"}
    assert {entry.text for entry in before.read().entries} <= {
        entry.text for entry in (*back.read().entries, *back.read().obsolete)
    }
    assert lost == {} or back.read().obsolete


def mutated(talk: str, chance: random.Random) -> str:
    """The talk with a line moved, edited or doubled here and there; always one that can be read."""
    lines = talk.splitlines()
    items = [number for number, line in enumerate(lines) if line.startswith("    - ") and "verb" not in line]
    match chance.randrange(5):
        case 0:
            one, two = chance.sample(items, 2)
            lines[one], lines[two] = lines[two], lines[one]
        case 1:
            one = chance.choice(items)
            lines[one] += " and more"
        case 2:
            lines.insert(chance.choice(items), f"    - a new point {chance.randrange(9)}")
        case 3:
            del lines[chance.choice(items)]
        case 4:
            return talk.replace("id: first", f"id: name-{chance.randrange(9)}")
    return "\n".join(lines) + "\n"


LETTERS = st.characters(exclude_categories=["Cs", "Cc"]).filter(lambda letter: not CONTROL.search(letter))
TEXTS = st.text(LETTERS, max_size=200) | st.sampled_from(
    [
        "a: b",
        "# no",
        "- x",
        "yes",
        "null",
        "~",
        "'",
        '"',
        "{x}",
        "[x]",
        "a #b",
        "trailing ",
        "é" * 130,
        "a\n\nb",
        "%x",
        "@x",
        "x\u00a0y " * 30,
    ]
)


@given(TEXTS, st.integers(0, 12))
def test_every_text_is_read_back_as_it_was_written(text: str, indent: int) -> None:
    from deck.translation.message import normal

    for written in (scalar(text, indent), quoted(text)):
        source = read_yaml(f"{' ' * indent}text: {written}\n".encode(), Report(), "x.yaml")
        assert source is not None
        data = source.data
        assert isinstance(data, dict)
        assert normal(data["text"] or "") == normal(text)  # type: ignore[arg-type]


def difference(before: str, after: str) -> list[str]:
    import difflib

    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_where_nothing_is_stale_accept_says_so(tmp_path: Path) -> None:
    story = translated(tmp_path, "- {id: a, kind: statement, title: T, quote: [One]}\n")
    story.world.locales_folder.mkdir(exist_ok=True)
    (story.world.locales_folder / "de.yaml").write_text(story.overlay, encoding="utf-8")
    words = ["locale", "accept", "de", "a", "--talk", str(story.world.slides_file)]
    done = CliRunner().invoke(cli, words, obj={"quiet": False})
    assert done.output == "nothing waits to be accepted: no translation of `a` is stale\n"
