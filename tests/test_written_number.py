"""Does a number on a slide say what the data say?"""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import NOWHERE, Report
from deck.figure import Canvas, Refused
from deck.markup import parse, write
from deck.place import Place
from deck.value import replace
from deck.written_number import Format, NoNumber, read_format, written
from tests.figures.figure_talk import BOX, brand
from tests.story import tell

NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.decimals(-(10**9), 10**9, places=4)


@given(NUMBERS, st.sampled_from(["en-GB", "en-US", "ar"]))
def test_a_number_read_back_is_the_number_to_three_digits(value: Any, tag: str) -> None:
    shown = read_back(written(value, tag))
    assert abs(shown - Decimal(str(value))) <= abs(Decimal(str(value))) / 200
    assert bool(shown) == bool(value)


@given(NUMBERS, st.integers(0, 6))
def test_decimals_that_are_set_are_kept_and_never_all_nought(value: Any, places: int) -> None:
    shown = written(value, "en-GB", read_format(f".{places}"))  # type: ignore[arg-type]
    assert len(shown.partition(".")[2]) == places
    if value and not read_back(shown.lstrip("<>")):
        raise AssertionError(shown)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0004, "0.0004"),
        (-0.0001, "−0.0001"),
        (0.99996, "0.99996"),
        (1e-12, "1 × 10⁻¹²"),
        (6.02214076e23, "6.022 × 10²³"),
        (10**30, "1 × 10³⁰"),
        (2026, "2,026"),
        (2026.5, "2,026.5"),
        (12026, "12,026"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (26.8666, "26.867"),
        (Decimal("0.50"), "0.50"),
        (Fraction(1, 3), "0.333"),
        (numpy.float32(0.1), "0.1"),
        (numpy.int64(12345), "12,345"),
    ],
)
def test_a_number_has_the_digits_that_count(value: object, said: str) -> None:
    assert written(value, "en-GB").replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("value", "form", "tag", "said"),
    [
        (0.0004, ".3", "en-GB", "<0.001"),
        (-0.0004, ".3", "de", ">−0,001"),
        (0.0004, "2", "en-GB", "0.00040"),
        (9.96, "2", "en-GB", "10"),
        (0.2512, ".1 %", "en-GB", "25.1%"),
        (0.2512, ".1 %", "fr", "25,1 %"),
        (0.0001, ".0 %", "en-GB", "<1%"),
        (3.25, "+.1 mg", "de", "+3,2 mg"),
        (2026, ".0", "en-GB", "2,026"),
        (1234.5, ".1 mg/day", "fr", "1 234,5 mg/day"),
    ],
)
def test_an_author_sets_digits_sign_and_unit(value: object, form: str, tag: str, said: str) -> None:
    found = read_format(form)
    assert found is not None
    assert " ".join(written(value, tag, found).split()) == said


@pytest.mark.parametrize("words", ["", "b", "two mg", "..2", "plural", ".2.", "-1"])
def test_what_is_no_format(words: str) -> None:
    assert read_format(words) is None


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), True, "1", None, numpy.bool_(True)])
def test_what_is_no_number_is_not_written(value: object) -> None:
    with pytest.raises(NoNumber):
        written(value, "en-GB")


@pytest.mark.parametrize("markup", ["{p, .3}", "{p, +.1 mg/day}", "{p, 2 %}", "{n, .1, plural, one {*#*} other {#}}"])
def test_a_format_survives_being_written_back(markup: str) -> None:
    report = Report()
    assert write(parse(markup, Place.at(NOWHERE), report).runs) == markup
    assert not report.has_errors


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("p = {v, .3}", 0.0004, r"p \< 0.001"),
        ("p={v, .3}", 0.0004, r"p\<0.001"),
        ("**p = {v, .3}**", 0.04, "**p = 0.040**"),
        ("a rate of {v}", 1.5e-9, "a rate of 1.5 × 10^−9^"),
        ("{v, plural, one {**#** trial} other {**#** *trials*}}", 3, "**3** *trials*"),
        ("**{v, plural, one {# trial} other {# [trials](https://a.org)}}**", 3, "**3 [trials](https://a.org)**"),
        ("{v, .1, plural, one {# day} other {# days}}", 1, "1.0 days"),
        ("{v, plural, one {# degree} other {# degrees}}", -1, "−1 degree"),
        ("on {v}", datetime.datetime(2026, 4, 25), "on 25 April 2026"),
        ("{v}", (3, 4), "3, 4"),
        ("in {v}", 2026, "in 2026"),
        ("in {v}", 1987.0, "in 1987"),
        ("{v, .0} patients", 2026, "2,026 patients"),
        ("{v} patients", 12026, "12,026 patients"),
        ("{v}", [0.5, None], None),
        ("{v}", {"text": "{a} of {b}", "a": 1}, None),
        ("{v}", {"text": "{a.b}", "a": 1}, None),
        ("{v}", set(), None),
        ("{v}", [], None),
        ("{v}", " ", None),
        ("{v}", numpy.array([1, 2]), None),
        ("{v, plural, other {#}}", None, None),
    ],
)
def test_a_value_in_a_text(text: str, value: object, said: str | None, tmp_path: Path) -> None:
    yaml = f'id: a\nkind: statement\ntitle: T\nquote: ["{text}"]\n'
    script = f"import datetime\nfrom numpy import array\ndef values(data):\n    return {{'v': {value!r}}}\n"
    story = tell(tmp_path, yaml, {"figures/values.py": script})
    # Forms held no markup before format 2, and a talk without one is told what it says otherwise.
    mistakes = [one for one in story.built()[1] if one.told.code != "old-format"]
    if said is None:
        assert [(line, told.code) for line, told in mistakes] == [(4, "unsayable-value")]
        return
    assert mistakes == []
    [(_, scene)] = story.scenes()
    [quote] = [item.content for item in scene.items if item.slot == "quote"]
    assert write(quote.paragraphs[0].text.runs).replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_mistake_in_the_markup_of_a_form_that_is_not_shown_is_found(tmp_path: Path) -> None:
    yaml = 'id: a\nkind: statement\ntitle: T\nquote: ["{n, plural, one {[a](} other {#}}"]\n'
    _, mistakes = tell(tmp_path, yaml, {"figures/values.py": "def values(data):\n    return {'n': 3}\n"}).built()
    assert [(line, told.code) for line, told in mistakes] == [(4, "unclosed-markup")]


def test_a_figure_writes_numbers_by_the_same_rules(tmp_path: Path) -> None:
    canvas = Canvas.of_size("cells", BOX, brand(), tmp_path, "de")
    assert [canvas.number(0.0004), canvas.number(0.0004, 2), canvas.number(2026)] == ["0,0004", "<0,01", "2.026"]
    assert canvas.percent(0.001).replace("\N{NO-BREAK SPACE}", " ") == "<1 %"
    with pytest.raises(Refused, match="NaN"):
        canvas.number(float("nan"))


def test_in_a_figure_the_sign_of_a_share_stays_on_its_side_behind_arabic_letters(tmp_path: Path) -> None:
    """After an Arabic letter, 5% would be shown as %5, but for a mark of its direction."""
    canvas = Canvas.of_size("cells", BOX, brand(), tmp_path, "ar")
    assert (canvas.percent(0.05), canvas.number(5)) == ("\u200e5%", "5")


def test_lines_of_a_figure_end_in_no_arabic_preposition(tmp_path: Path) -> None:
    canvas = replace(Canvas.of_size("cells", BOX, brand(), tmp_path, "ar"), words={"in CSF": "تكاثرت في السائل"})
    assert canvas.say("in CSF") == "\u200fتكاثرت في\u00a0السائل"


def read_back(words: str) -> Decimal:
    plain = words.replace("\N{MINUS SIGN}", "-").replace(",", "")
    mantissa, _, power = plain.partition("\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10")
    return Decimal(mantissa).scaleb(int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0))


def test_more_digits_than_anybody_can_read_are_no_number() -> None:
    with pytest.raises(NoNumber):
        written(10**2000 + 1, "en-GB", Format(2))
