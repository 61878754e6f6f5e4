"""A YAML file keeps the words that were typed, and knows where each of them stands."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deck import source as source_module
from deck.diagnostics import Diagnostic, Report
from deck.mend import mended
from deck.source import Source, load, read_yaml


def read(text: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    report = Report()
    return read_yaml(text.encode("utf-8"), report, "talk.yaml"), report.diagnostics


def good(text: str) -> Source:
    found, mistakes = read(text)
    assert found is not None and not mistakes
    return found


def mistake(text: str) -> Diagnostic:
    (only,) = read(text)[1]
    return only


@pytest.fixture(params=["CBaseLoader", "BaseLoader"], autouse=True)
def either_parser(request, monkeypatch):
    monkeypatch.setattr(source_module, "_Loader", getattr(yaml, request.param))


def test_words_stay_what_they_look_like():
    text = "a: no\nb: 1.10\nc: 12:30\nd: 2026-04-24\ne: 0x1F\nf: null\ng: ~\nh:\ni: 'null'\nj: ''\nk: 010\nl: [yes, ~]"
    assert good(text).data == {
        "a": "no",
        "b": "1.10",
        "c": "12:30",
        "d": "2026-04-24",
        "e": "0x1F",
        "f": None,
        "g": None,
        "h": None,
        "i": "null",
        "j": "",
        "k": "010",
        "l": ["yes", None],
    }


TALK = """\
talk:
  title: A title
slides:
  - id: one
    title: "quoted \\"x\\" and more"
    notes: |
      First line.

        Deeper line.
      Last line.
    folded: >-
      one two
      three

      four
    single: 'it''s here'
    plain: first words
      second words
    bullets: [a, {name}]
    empty:
"""


@pytest.mark.parametrize(
    ("path", "line", "column", "end"),
    [
        (("talk", "title"), 2, 10, 17),
        (("slides", 0), 4, 5, 12),
        (("slides", 0, "id"), 4, 9, 12),
        (("slides", 0, "notes"), 7, 7, 18),
        (("slides", 0, "plain"), 17, 12, 23),
        (("slides", 0, "bullets", 0), 19, 15, 16),
        (("slides", 0, "bullets"), 19, 14, 25),
        (("slides", 0, "missing"), 4, 5, 12),
        (("slides", 7), 4, 3, 12),
    ],
)
def test_a_value_knows_where_it_stands(path, line, column, end):
    span = good(TALK).span(path)
    assert (span.file, span.line, span.column, span.end) == ("talk.yaml", line, column, end)


def test_a_name_knows_where_it_stands():
    source = good(TALK)
    span = source.key_span(("slides", 0, "notes"))
    assert (span.line, span.column, span.end) == (6, 5, 10)
    assert source.key_span(("slides", 0)) == source.span(("slides", 0))
    assert source.key_span(()) == source.span(())


@pytest.mark.parametrize(
    ("field", "word", "line", "column"),
    [
        ("title", "x", 5, 22),
        ("title", "more", 5, 30),
        ("notes", "First", 7, 7),
        ("notes", "Deeper", 9, 9),
        ("notes", "Last", 10, 7),
        ("folded", "two", 12, 11),
        ("folded", "three", 13, 7),
        ("folded", "four", 15, 7),
        ("single", "s here", 16, 18),
        ("plain", "words", 17, 18),
        ("plain", "second", 18, 7),
    ],
)
def test_a_word_inside_a_text_knows_where_it_stands(field, word, line, column):
    source = good(TALK)
    span = source.inside(("slides", 0, field), source.data["slides"][0][field].index(word))
    assert TALK.split("\n")[span.line - 1][span.column - 1 :].startswith(word)
    assert (span.line, span.column) == (line, column)


LETTERS = st.text(st.sampled_from("ab é張\"'\\\n\t:#"), min_size=1, max_size=20)


@given(LETTERS)
def test_every_letter_of_a_quoted_text_is_found_again(value):
    text = "a: " + json.dumps(value, ensure_ascii=False)
    source = good(text)
    assert source.data == {"a": value}
    for offset, letter in enumerate(value):
        span = source.inside(("a",), offset)
        typed = text[span.column - 1 :]
        assert typed.startswith(letter if letter not in '"\\\n\t' else "\\")


def test_a_text_over_several_quoted_lines_keeps_its_places():
    text = 'a: "one two\n  three\n\n  four\\\n  five"'
    source = good(text)
    for word in ("two", "three", "four", "five"):
        span = source.inside(("a",), source.data["a"].index(word))
        assert text.split("\n")[span.line - 1][span.column - 1 :].startswith(word)


def test_windows_files_are_read():
    report = Report()
    source = read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", report, "t")
    assert source is not None and source.data == {"a": "1", "b": "2"} and not report.diagnostics
    assert source.span(("b",)).line == 2 and list(source.lines("t")) == ["a: 1", "b: 2", ""]
    assert list(source.lines("other")) == []


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "help"),
    [
        ("a:\n\tb: 1", "yaml-syntax", 2, 1, "indent with spaces"),
        ("a: b: c", "yaml-syntax", 1, 5, "write 'b: c'"),
        ("a: **b** c", "yaml-syntax", 1, 4, "write '**b** c'"),
        ("a: *b c", "yaml-syntax", 1, 4, "write '*b c'"),
        ("a: *b", "yaml-syntax", 1, 4, "write '*b'"),
        ("a: &b c", "yaml-syntax", 1, 4, "write '&b c'"),
        ("a: !b c", "yaml-syntax", 1, 4, "write '!b c'"),
        ("a: [b](http://c) d", "yaml-syntax", 1, 4, "write '[b](http://c) d'"),
        ("a: [@b]", "yaml-syntax", 1, 4, "write '[@b]'"),
        ("a: {b} of them", "yaml-syntax", 1, 4, "write '{b} of them'"),
        ("a: @b", "yaml-syntax", 1, 4, "write '@b'"),
        ("a: %b", "yaml-syntax", 1, 4, "write '%b'"),
        ("a: `b`", "yaml-syntax", 1, 4, "write '`b`'"),
        ("a: - b", "yaml-syntax", 1, 4, "put it in single quotes, or begin the list on the next line"),
        ("*a : b", "yaml-syntax", 1, 1, "write '*a : b'"),
        ("{a}: b", "yaml-syntax", 1, 1, "write '{a}: b'"),
        ('a: "b', "yaml-syntax", 1, 4, 'end the text with "'),
        ('a: "b" c', "yaml-syntax", 1, 8, "write '\"b\" c'"),
        ("a b\nc: d", "yaml-syntax", 1, 1, "write `name: value`"),
        ("a:b\nc: d", "yaml-syntax", 1, 2, "write `name: value`"),
        ("x:\n  - a\n - b", "yaml-syntax", 3, 2, ""),
        ("a: 1\n  b: 2", "yaml-syntax", 2, 3, ""),
        ('a: "\\*b"', "yaml-syntax", 1, 5, ""),
        ("a: 1\n---\nb: 2", "yaml-syntax", 2, 1, ""),
        ("a: " + "[" * 60, "yaml-syntax", 1, 53, ""),
        ("a: 1\nb: 2\na: 3", "duplicate-key", 3, 1, ""),
        ("a: me #EMSP2026", "lost-words", 1, 7, ""),
        ("a:\n  - #EMSP2026", "lost-words", 2, 5, ""),
        ("a: b\x07c", "control-character", 1, 5, ""),
        ("a: b\u2028c", "control-character", 1, 5, ""),
        ('a: "b\\x07c"', "control-character", 1, 4, ""),
        ("", "empty-file", 1, 1, ""),
        ("# nothing yet\n", "empty-file", 1, 1, ""),
    ],
)
def test_a_mistake_is_one_message_with_a_place_and_a_way_out(text, code, line, column, help):
    found = mistake(text)
    assert (found.code, found.span.line, found.span.column) == (code, line, column)
    assert found.help == help if help else found.help


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Markup in brackets is a part of the text that it stands in.
        ("a: [b, [c]{.danger}, d]", "a: [b, '[c]{.danger}', d]"),
        ("a: [b, [c, d]{.danger} e, f]", "a: [b, '[c, d]{.danger} e', f]"),
        ("a: [b, [c](https://d.org), e]", "a: [b, '[c](https://d.org)', e]"),
        ("a: [b, see [c](https://d.org), e]", "a: [b, 'see [c](https://d.org)', e]"),
        # A quote that is opened and not closed, whatever stands in the lines below it.
        ('a: [b, "c, d]', 'a: [b, "c, d"]'),
        ('a: [b, "c, d]\ne: [f, "g, h"]', 'a: [b, "c, d"]'),
        ("a:\n- [b, c, d]\n- [e, 'f, g, h]", "- [e, 'f, g', h]"),
        ('a:\n- [b, "c, d, e]\n- [f, "g, h", i]', '- [b, "c, d", e]'),
        ('a: {b: "c, d}', 'a: {b: "c, d"}'),
        # Quotes that were meant to hold all of it, though their sign stands inside again.
        ("a: 'call if it's late'", 'a: "call if it\'s late"'),
        ("a: ['don't wait, please', b]", 'a: ["don\'t wait, please", b]'),
        ('a: "he said "no" twice"', "a: 'he said \"no\" twice'"),
        ('a: "yes" and "no"', 'a: \'"yes" and "no"\''),
        # A comma between braces ends a text: what stands behind it belongs to it all the same.
        ("a: {b: people with it, %}", "a: {b: 'people with it, %'}"),
        ("a: {b: people, all of them, %, c: d}", "a: {b: 'people, all of them, %', c: d}"),
        ("a: {b: people, *all*}", "a: {b: 'people, *all*'}"),
    ],
)
def test_a_text_that_needs_quotes_is_put_into_them_whole(typed, meant):
    found = mistake(typed)
    assert next(mended(found, typed.split("\n"))) == meant


def test_a_double_name_keeps_the_first_value_and_names_its_line():
    source, (found,) = read("a: 1\na: {b: c}\nd: 2")
    assert source is not None and source.data == {"a": "1", "d": "2"}
    assert found.notes == ("`a` is first written at talk.yaml:1",)


def test_a_star_without_quotes_can_still_be_pointed_at():
    source, _ = read("a: *bcd")
    assert source is not None and source.inside(("a",), 2) == source.span(("a",))


def test_a_comment_is_a_comment():
    good("a: b # a reason\n# another\n  #third\nc: 'x #y'\nd: x#y\n")


def test_a_file_that_cannot_be_read_is_explained(tmp_path: Path):
    (tmp_path / "latin.yaml").write_bytes(b"a: 1\rb: caf\xe9\n")
    (tmp_path / "large.yaml").write_bytes(b"a: " + b"x" * (4 * 1024 * 1024))
    (tmp_path / "folder.yaml").mkdir()
    seen = []
    for name in ("missing.yaml", "latin.yaml", "large.yaml", "folder.yaml"):
        report = Report()
        assert load(tmp_path / name, report) is None
        (only,) = report
        seen.append((only.code, only.span.file, only.span.line, only.span.column))
    assert seen == [
        ("no-such-file", "", 0, 0),
        ("unreadable-file", "latin.yaml", 2, 7),
        ("too-large", "large.yaml", 0, 0),
        ("unreadable-file", "folder.yaml", 0, 0),
    ]


def test_a_file_is_called_as_the_caller_calls_it(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("a: 1\n")
    source = load(tmp_path / "a.yaml", Report(), "talks/a.yaml")
    assert source is not None and source.span(("a",)).file == "talks/a.yaml"


@given(st.text("ab:-[]{}#&*!|>'\"%@`?, \n\t\\", max_size=40))
def test_whatever_is_typed_gives_data_or_a_diagnostic(text):
    source, mistakes = read(text)
    assert source is not None or mistakes
    for found in mistakes:
        assert 1 <= found.span.line <= len(text.split("\n")) and found.span.column >= 1
