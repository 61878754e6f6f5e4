"""Does the caret stand under the very word that is wrong, however the text is written, and in a translation too?"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import Diagnostic, Report
from deck.markup import Run, Text, parse
from deck.pipeline import Edition, build
from deck.place import Place
from deck.source import Source, read_yaml
from tests.story import tell

MISTAKES = [
    ("unknown-reference", "so said [@mackensen2022; @nobody2020] in May", "@nobody2020"),
    ("unknown-value", "we count {trials} and *{trails} of them*", "{trails}"),
    ("bad-citation", "a claim [@tur2024; Mackensen et al.] here", "Mackensen et al."),
    ("bad-link", "see [the page](ftp://ema.eu/x) now", "ftp://ema.eu/x"),
    ("dangling-link", "first [the map](#here), then [**the** map](#nowhere)", "#nowhere"),
    ("unclosed-markup", "this is **bold and goes on", "**"),
    ("glyph-missing", "some *very \\*odd* 🎉 signs", "🎉"),
]
WAYS = {
    "plain": "Before it stands a line\n        and then {words}",
    "single quotes": "'It''s said\n        here: {words}'",
    "double quotes": '"A \\"quoted\\" word\\\n        , \\u00e9, and {escaped}"',
    "folded": ">-\n        Before it\n        stand two lines,\n\n        then {words}\n        and one more",
    "literal": "|\n        Before it\n          stand lines:\n        {words}\n        and more.\n",
}
TALK = """\
- id: here
  kind: statement
  title: A title
  quote:
    - A short one
    - {text}
"""
FILES = {"figures/values.py": "def values(data):\n    return {'trials': 3}\n"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("code", "words", "wrong"), MISTAKES)
def test_the_caret_stands_under_what_is_wrong(tmp_path, code, words, wrong, way):
    escaped = words.replace("\\", "\\\\")
    text = WAYS[way].format(words=words, escaped=escaped)
    _, mistakes = tell(tmp_path, TALK.format(text=text), FILES).built()
    (told,) = (one.told for one in mistakes if one.told.code == code)
    assert marked(tmp_path / "slides.yaml", told) == wrong


@pytest.mark.parametrize(("code", "words", "wrong"), MISTAKES)
def test_in_the_third_paragraph_of_the_notes(tmp_path, code, words, wrong):
    if code in ("dangling-link", "glyph-missing"):
        return  # asked of slides alone
    notes = f"Say this.\n\n    Then\n    that.\n\n    At last, {words}\n    and so on."
    yaml = f"id: here\nkind: statement\ntitle: A title\nquote: [one]\nnotes: |\n    {notes}\n"
    _, mistakes = tell(tmp_path, yaml, FILES).built()
    (told,) = (one.told for one in mistakes if one.told.code == code)
    assert marked(tmp_path / "slides.yaml", told) == wrong


OVERLAY = """\
slides:
  here:
    title:
      source: A title
      text: Ein Titel
    quote:
      - source: A short one
        text: Ein kurzer
      - source: '{source}'
        text: {text}
"""
TRANSLATED = [
    (
        "lost-in-translation",
        "so said [@tur2024]",
        "so sagt es [@tur2024; @mackensen2022]",
        "[@tur2024; @mackensen2022]",
    ),
    ("glyph-missing", "a sign", "ein Zeichen 🎉", "🎉"),
    ("unclosed-markup", "a sign", "ein **Zeichen", "**"),
    ("bad-link", "a [page](https://ema.eu)", "eine [Seite](ema.eu)", "ema.eu"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("code", "source", "words", "wrong"), TRANSLATED)
def test_in_a_translation_it_stands_in_the_overlay(tmp_path, code, source, words, wrong, way):
    text = WAYS[way].format(words=words, escaped=words).replace("\n        ", "\n            ")
    overlay = {"locales/de.yaml": OVERLAY.format(source=source, text=text)}
    story = tell(tmp_path, TALK.format(text=f"'{source}'"), FILES | overlay)
    report = Report()
    build(story.world, report, Edition("de"))
    (told,) = (one for one in report if one.code == code)
    assert told.span.file.endswith("de.yaml")
    assert marked(tmp_path / "locales/de.yaml", told) == wrong


def test_of_a_text_that_overflows_the_first_line_outside_is_marked(tmp_path):
    yaml = "id: here\nkind: statement\ntitle: >-\n    **Far** too long, " + "this goes on and on; " * 12 + "\n"
    _, mistakes = tell(tmp_path, yaml + "quote: [one]\n").built()
    (told,) = (one.told for one in mistakes if one.told.code == "text-overflows")
    assert marked(tmp_path / "slides.yaml", told).startswith(("this", "goes", "on", "and"))
    assert told.span.column > 20


def test_a_word_that_is_too_wide_is_marked_alone(tmp_path):
    wide = "Donau" * 25
    yaml = f"id: here\nkind: statement\ntitle: A *very* wide {wide} word\nquote: [one]\n"
    _, mistakes = tell(tmp_path, yaml).built()
    found = [one.told for one in mistakes if "is wider than" in one.told.message]
    assert [marked(tmp_path / "slides.yaml", told) for told in found] == [wide]


# ---------------------------------------------------------------- what a place knows


def talk(yaml: str) -> Source:
    source = read_yaml(yaml.encode(), Report(), "slides.yaml")
    assert source is not None
    return source


def test_a_place_has_a_file_a_path_in_the_talk_and_a_span():
    source = talk("slides:\n  - id: atmp\n    quote:\n      - a\n      - so *it* is\n")
    text = parse("so *it* is", Place(source, ("slides", 0, "quote", 1)), Report())
    place = text.place_of(text.runs[1])
    assert (place.file, place.path) == ("slides.yaml", "slides[atmp].quote[2]")
    assert (place.span.line, place.span.column, place.span.end) == (5, 13, 15)


def test_texts_are_equal_when_they_say_the_same():
    one, other = (parse(words, Place.at(talk("a: b").span(())), Report()) for words in ("so *it* is", "so\n*it* is"))
    assert one == other and hash(one) == hash(other)
    assert one.runs[0] == Run("so ") and Text((Run("so "),)) != one


WORDS = st.text(st.sampled_from("ab é 張'\"\\:#{}[]*^,.-🎉"), min_size=1, max_size=30).filter(
    lambda words: words.strip()
)


@given(before=WORDS, after=WORDS, style=st.sampled_from(["'", '"', "|", ">"]))
def test_every_letter_is_found_where_it_was_typed(before, after, style):
    words = f"{before.strip()} Ω {after.strip()}"
    match style:
        case "'":
            written = "'" + words.replace("'", "''") + "'"
        case '"':
            written = '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case _:
            written = f"{style}\n  first line\n  {words}\n  last line"
    source = talk(f"a: {written}\n")
    text = parse(source.words(("a",)), Place(source, ("a",)), Report())
    place = text.place_of_words("Ω")
    line = source.lines("slides.yaml")[place.span.line - 1]
    assert "Ω" in line[place.span.column - 1 : place.span.end - 1]


def marked(file: Path, told: Diagnostic) -> str:
    """What stands above the carets."""
    line = file.read_text(encoding="utf-8").split("\n")[told.span.line - 1]
    return line[told.span.column - 1 : told.span.end - 1]


def test_a_line_of_emoji_is_one_message(tmp_path):
    yaml = "id: here\nkind: statement\ntitle: Well done 🎉🎊 👨\u200d👩\u200d👧\nquote: [one]\n"
    _, mistakes = tell(tmp_path, yaml).built()
    (told,) = (one.told for one in mistakes)
    assert told.code == "glyph-missing" and "`🎉🎊👨👩👧`" in told.message
    assert marked(tmp_path / "slides.yaml", told).startswith("🎉🎊")


def test_signs_that_only_say_which_way_text_is_read_need_no_glyph(tmp_path):
    tell(tmp_path, "id: a\nkind: statement\ntitle: Say \u2066CD19\u2069\u200e now\nquote: [one]\n").without_mistakes()
