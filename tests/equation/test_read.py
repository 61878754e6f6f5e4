"""Is a formula read as TeX means it, and is what cannot be read told where it stands?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.equation import words
from deck.equation.linear import linear
from deck.equation.read import read
from deck.equation.signs import COMMANDS, NAMES, TYPED
from deck.equation.spoken import in_words
from deck.markup import parse, write
from deck.place import NO_PLACE
from deck.translation.catalogue import is_told
from deck.translation.lost import lost


def on_a_line(tex: str) -> str:
    report = Report()
    formula = read(tex, NO_PLACE, report)
    assert report.found == () and formula is not None
    return linear(formula.tree)


def mistake(tex: str) -> str:
    report = Report()
    read(tex, NO_PLACE, report)
    [one] = report.found
    return one.message


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"\frac{x^2}{2}", "x²/2"),
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"e^{-x}", "e^(−x)"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"\hat\beta_1", "β̂₁"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"0{,}05 \le p", "0,05 ≤ p"),
        (r"f'(x)", "f′(x)"),
        (r"\left. x \right|_0", "x|₀"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
        (r"\binom{n}{k}", "C(n, k)"),
    ],
)
def test_a_formula_has_a_form_on_one_line(tex: str, line: str) -> None:
    assert on_a_line(tex) == line


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        (r"\frac{a}", r"`\frac` lacks something in braces behind it"),
        ("{a", "`{` is never closed"),
        ("a}", "`}` ends what was never begun"),
        (r"\left( a", r"`\left` is never closed"),
        (r"\left x", r"behind `\left` stands `x`, which is no bracket"),
        (r"\begin{pmatrix} a", r"`\begin{pmatrix}` is never closed"),
        (r"\begin{align} a \end{align}", r"there is no `\begin{align}` in formulas"),
        ("x^", "`^` lacks what is raised"),
        ("x^2^3", "something is raised twice"),
        ("x^10", "`^10` takes the first digit only"),
        (r"\alhpa", r"there is no command `\alhpa`"),
        (r"\big(", r"`\big` is not set in formulas"),
        (r"\SI{5}{\micro\gram}", r"`\SI` is not set in formulas"),
        ("a & b", "`&` is a place to align at, and stands in no table"),
        (r"\text{$x$}", r"`\text` holds words only"),
        ("", "this formula is empty"),
        ("{" * 60 + "x" + "}" * 60, "too many groups in one another"),
    ],
)
def test_what_cannot_be_read_is_told(tex: str, told: str) -> None:
    assert mistake(tex) == told


@pytest.mark.parametrize(
    ("tex", "language", "said"),
    [
        (r"\frac{x^2}{2}", "en-GB", "x squared over 2"),
        (r"\sum_{i=1}^{n} x_i", "en", "the sum from i equals 1 to n of x sub i"),
        (r"P(A \mid B)", "en", "P open bracket A given B close bracket"),
        (r"\lim_{n\to\infty} a_n", "en", "the limit as n to infinity of a sub n"),
        (r"\hat\beta \ne \mathbf{x}^\top", "en", "beta hat is not equal to x transposed"),
        (r"\frac{x^2}{2}", "de", "x hoch 2 durch 2"),
        (r"\lim_{n\to\infty} a_n", "fr", "la limite quand n tend vers l'infini de a indice n"),
        (r"\binom{n}{k}", "fr-CA", "k parmi n"),
        (r"\sum_{i=1}^{n} x_i", "nl", "de som van i is gelijk aan 1 tot n van x index i"),
        (r"\sqrt{a+b} \le x^2", "ar", "الجذر التربيعي لـ a زائد b، نهاية الجذر، أصغر من أو يساوي x تربيع"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "en", "a 2 by 2 matrix: row 1: a, b; row 2: c, d"),
        # Variants of a letter are that letter, and capitals are told apart from small ones.
        (r"\Delta\epsilon + \phi", "de", "groß Delta Epsilon plus Phi"),
        # What an author writes as words is never one of ours.
        (r"\text{root} + \mathrm{bar}", "en", "root plus bar"),
        (r"\acute{é}", "en", "é acute"),
        (r"x^2", "pl", ""),
    ],
)
def test_it_is_said_in_words(tex: str, language: str, said: str) -> None:
    formula = read(tex, NO_PLACE, Report())
    assert formula is not None and in_words(formula.tree, language) == said


SPOKEN = sorted(path.stem for path in Path(words.__file__ or "").parent.glob("*.yaml"))


@pytest.mark.parametrize("tag", SPOKEN)
def test_every_language_says_every_sign_and_part(tag: str) -> None:
    english, own = words.words_of("en"), words.words_of(tag)
    assert list(own) == list(english), "in the order of en.yaml, so that a translator sees what stands where"
    assert all(own[key].count("{") == said.count("{") for key, said in english.items())
    assert len(own["greek"].split()) == 24
    unsaid = {text for text, sort in (*COMMANDS.values(), *TYPED.values()) if not (text.isalpha() or text in own)}
    assert unsaid == set("()[]"), "these are said by what they open and close"
    assert {f"\\{name}" for name in NAMES} <= set(own)


@pytest.mark.parametrize(
    "words", ["It costs $5 and $10", "US$5 and A$7", "$HOME/$USER", "($5–$10)", "$5/month (was $6/month)", "6$"]
)
def test_money_stays_money(words: str) -> None:
    assert not any(run.formula for run in parse(words, NO_PLACE, Report()).runs)


@pytest.mark.parametrize("words", ["let $a, b$ be", "($x$)", r"**$n$-fold**", r"$\pi r^2$, \$5 and *one*"])
def test_a_formula_in_a_line_is_written_as_it_was_read(words: str) -> None:
    text = parse(words, NO_PLACE, Report())
    assert any(run.formula for run in text.runs)
    assert parse(write(text.runs), NO_PLACE, Report()) == text


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("of $x^2$ cells", "von $x^2$ Zellen", []),
        (r"$p < 0.05 \text{ if so}$", r"$p < 0{,}05 \text{ falls ja}$", []),
        ("of $x^2$ cells", "von Zellen", ["the translation has lost the formula `$x^2$`"]),
        (
            "of $x^2$ cells",
            "von $x^3$ Zellen",
            [
                "the translation has lost the formula `$x^2$`",
                "the translation adds the formula `$x^3$`, which the source does not have",
            ],
        ),
    ],
)
def test_a_translation_keeps_its_formulas(before: str, after: str, told: list[str]) -> None:
    runs = [parse(words, NO_PLACE, Report()).runs for words in (before, after)]
    assert [what for what, _ in lost(*runs)] == told


def test_a_translator_is_asked_for_words_only() -> None:
    asked = [is_told(parse(words, NO_PLACE, Report())) for words in ("$x^2$", r"$x \text{ if so}$", "of $x$")]
    assert asked == [False, True, True]
