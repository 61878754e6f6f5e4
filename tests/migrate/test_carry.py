"""Does a text of format 1 say today what it said then?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import Report
from deck.markup import Run, Text, parse, prose
from deck.migrate import format_1
from deck.migrate.carry import applied, carried, carried_letters, moved
from deck.place import NO_PLACE


def migrated(words: str) -> str:
    return applied(words, carried(words))


def today(words: str) -> Text:
    return parse(words, NO_PLACE, Report())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("plain words", "plain words"),
        ("**bold**, *italic*, 10^6^, [@key] and {value}", "**bold**, *italic*, 10^6^, [@key] and {value}"),
        ("a _x_ b", "a \\_x_ b"),
        ("a __x__ b", "a \\__x__ b"),
        ("snake_case and a_b_c", "snake_case and a_b_c"),
        ("H~2~O", "H\\~2~O"),
        ("about ~5 or ~7", "about ~5 or ~7"),
        ("~~no~~", "\\~~no~~"),
        ("a `b` c", "a \\`b` c"),
        ("see https://emsp.org now", "see https\\://emsp.org now"),
        ("see <https://emsp.org>", "see <https\\://emsp.org>"),
        ("[here](https://emsp.org/a_b_c)", "[here](https://emsp.org/a_b_c)"),
        ("as said[^1]", "as said\\[^1]"),
        ("p $x^2$", "p \\$x^2$"),
        ("$5 and $7", "$5 and $7"),
        ("a <b>x</b>", "a <b>x</b>"),
        ("10 -- 20", "10 -- 20"),
        ("{n, plural, one {# _x_} other {# *y*}}", "{n, plural, one {# \\_x_} other {# \\*y*}}"),
    ],
)
def test_only_what_would_be_read_otherwise_is_escaped(before: str, after: str) -> None:
    assert migrated(before) == after


def test_what_is_escaped_already_stays() -> None:
    assert migrated("a \\_x\\_ b") == "a \\_x\\_ b"


def test_a_line_of_notes_that_is_an_item_today_stays_in_its_paragraph() -> None:
    words = "Three things:\n- one\n2. two\n\n- three"
    told = applied(words, carried(words, is_prose=True))
    assert told == "Three things:\n\\- one\n2\\. two\n\n\\- three"
    assert [text.plain for text in prose(told, NO_PLACE, Report())] == ["Three things: - one 2. two", "- three"]


def test_the_name_of_a_section_held_no_markup() -> None:
    words = "The **B** cell_s_ & [@x]"
    told = applied(words, carried_letters(words))
    assert today(told).runs == (Run(words),)


def test_a_translators_source_follows_wherever_its_lines_are_broken() -> None:
    edits = carried("one _two_ three")
    assert (
        applied("one\n_two_\n three", moved(edits, "one _two_ three", "one\n_two_\n three")) == "one\n\\_two_\n three"
    )


SIGNS = st.lists(
    st.sampled_from(
        [
            *"*_~`^<>$[](){}&=-\\ \nab1.,:h",
            *("**", "__", "~~", "***", "[^1]", "https://a.b/c_d_e", "mailto:a@b.c", "[@k]", "{v}", "[w](https://a.b)"),
            *("<b>", "$x^2$", "{n, plural, one {a _b_} other {*c*}}"),
        ]
    ),
    max_size=14,
).map("".join)


@given(SIGNS)
def test_whatever_was_written_says_the_same(words: str) -> None:
    before, errors = Report(), Report()
    then, now = format_1.read(words, before), parse(migrated(words), NO_PLACE, errors)
    assert {one.code for one in errors if one.severity.name == "ERROR"} <= {one.code for one in before}
    assert [said(run, then=True) for run in then.runs] == [said(run, then=False) for run in now.runs]


def said(run: Run, then: bool) -> object:
    look = (run.text, run.bold, run.italic, run.sup, run.sub, run.strike, run.code, run.link, run.cite, run.value)
    forms = [(name, form.strip() if then else today(form).letters) for name, form in run.forms]
    return (*look, forms)
