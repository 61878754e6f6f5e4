"""Does the talk in short say what its handout texts say, in parts, and nothing else?"""

from __future__ import annotations

from tests.story import PROJECT
from tests.write.paper import one_line_of, pages_of, told

TALK = """\
- id: a
  kind: statement
  title: One message
  quote: [A sentence]
  handout:
    said: Five people were treated.
    unknown: Nobody knows how long it lasts.
    read_on: Ask at [the registry](https://example.org/registry).
- {id: b, kind: statement, title: Another, quote: [B], handout: Not in the summary.}
"""


def test_a_summary_says_its_parts_in_order_with_a_code_for_each_address(tmp_path):
    text = one_line_of(told(tmp_path, TALK).pdf("summary"))
    parts = ("What was said", "Five people", "What is not known", "Nobody knows", "Where to read on", "Ask at")
    assert [part for part in parts if part in text] == list(parts)
    assert sorted(parts, key=text.index) == list(parts)
    assert "https://example.org/registry" in text and "What it means" not in text
    assert "Not in the summary" not in text and "A sentence" not in text


def test_other_handouts_say_the_parts_in_a_row(tmp_path):
    text = one_line_of(told(tmp_path, TALK).pdf("outline"))
    assert "Five people were treated. Nobody knows how long it lasts. Ask at the registry." in text


def test_a_talk_that_parts_nothing_has_all_its_texts_in_short(tmp_path):
    slides = "- {id: a, kind: statement, title: One, quote: [A], handout: First.}\n"
    slides += "- {id: b, kind: statement, title: Two, quote: [B], handout: Second.}"
    assert "What was said First. Second." in one_line_of(told(tmp_path, slides).pdf("summary"))


def test_a_long_one_keeps_to_two_pages_as_long_as_it_can_be_read(tmp_path):
    said = " ".join("Twelve people had no relapse for some months." for _ in range(85))
    talk = told(tmp_path, f"{{id: a, kind: statement, title: One, quote: [A], handout: {said}}}")
    assert len(pages_of(talk.pdf("summary"))) == 2


def test_what_is_at_hand_is_printed_for_the_speaker_and_takes_no_time(tmp_path):
    slide = "{id: a, kind: statement, title: One, quote: [A], notes: Say this., at_hand: 'Names: Ada, Bob and Eve'}"
    talk = told(tmp_path, slide)
    text = one_line_of(talk.pdf("script", pace=2))
    assert "Say this. At hand, not to be said: Names: Ada, Bob and Eve" in text and "1:00 min" in text
    assert "Ada, Bob" not in one_line_of(talk.pdf("notes"))
    assert [one.plain for one in talk.deck.pages[0].notes] == ["Say this.", "Names: Ada, Bob and Eve"]


def test_the_talks_own_summary_has_parts_in_every_language():
    for overlay in sorted((PROJECT / "locales").glob("??.yaml")):
        assert overlay.read_text(encoding="utf-8").count("      unknown:\n") >= 3
