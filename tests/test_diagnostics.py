"""How a mistake is shown."""

import json
from collections.abc import Sequence

import pytest

from deck.console.report import finish
from deck.diagnostics import NOWHERE, Diagnostic, Report, Severity, Span, close_matches, render_json, render_text


def picture(line: str, span: Span, **words: str) -> str:
    def lines(file: str) -> Sequence[str]:
        return [""] * (span.line - 1) + [line]

    return render_text(Diagnostic(Severity.ERROR, "code", "what", span, **words), lines, color=False)


def test_a_diagnostic_is_a_picture_with_the_source_line():
    diagnostic = Diagnostic(
        Severity.ERROR,
        "text-overflows",
        "text does not fit in `body`",
        Span("slides.yaml", 42, 9, 10),
        help="move the last two points to a new slide, or shorten them",
        label="first line that does not fit: 9 lines needed, 7 fit at 20 pt",
        notes=("the box is 180 mm wide",),
    )
    line = '      - Better definitions of durable remission ("cures")'
    shown = render_text(diagnostic, lambda file: [""] * 41 + [line], color=False)
    assert (
        shown
        == """\
error[text-overflows]: text does not fit in `body`
  --> slides.yaml:42:9
   |
42 |       - Better definitions of durable remission ("cures")
   |         ^ first line that does not fit: 9 lines needed, 7 fit at 20 pt
   = note: the box is 180 mm wide
   = help: move the last two points to a new slide, or shorten them"""
    )


def test_the_whole_span_is_underlined():
    assert picture("kind: bulets", Span("a.yaml", 1, 7, 13)).endswith("1 | kind: bulets\n  |       ^^^^^^")


@pytest.mark.parametrize(
    ("line", "column", "indent"),
    [("\ta: b", 2, 4), ("张明: x", 5, 6), ("e\u0301a: x", 3, 1), ("a\u200db: x", 3, 1), ("a\x00b", 3, 2)],
    ids=["tab", "wide", "combining", "zero width", "control"],
)
def test_the_caret_sits_under_its_character(line, column, indent):
    caret_line = picture(line, Span("a.yaml", 1, column, column + 1)).splitlines()[-1]
    assert caret_line == "  | " + " " * indent + "^"


def test_a_long_line_is_cut_around_the_caret():
    line = "notes: " + "word " * 100 + "WRONG" + " word" * 100
    column = line.index("WRONG") + 1
    shown = picture(line, Span("a.yaml", 7, column, column + 5), label="this one").splitlines()
    assert max(map(len, shown)) <= 110
    assert shown[3].startswith("7 | …") and shown[3].endswith("…")
    at = shown[3].index("WRONG")
    assert shown[4][at:] == "^^^^^ this one" and shown[4][:at].strip(" |") == ""


def test_a_long_underline_gives_way_to_its_label():
    label = "a label that is fairly long"
    shown = picture("x" * 300, Span("a.yaml", 1, 1, 301), label=label).splitlines()
    assert shown[-1].endswith("^ " + label) and max(map(len, shown)) <= 110


def test_an_end_of_line_can_be_marked():
    assert picture("title:", Span("a.yaml", 1, 7, 8)).splitlines()[-1] == "  |       ^"


def test_without_a_place_there_is_no_picture():
    shown = render_text(Diagnostic(Severity.NOTE, "code", "what", help="how"), lambda file: [], color=False)
    assert shown == "note[code]: what\n = help: how"


def test_a_line_that_is_gone_still_has_a_position():
    shown = render_text(Diagnostic(Severity.ERROR, "c", "what", Span("a", 9, 1, 2)), lambda file: [], color=False)
    assert shown == "error[c]: what\n --> a:9:1"


def test_text_of_the_author_cannot_steer_the_terminal():
    diagnostic = Diagnostic(Severity.ERROR, "c", "bad \x1b[31m`\u202ex`", Span("a", 1, 1, 2))
    shown = render_text(diagnostic, lambda file: ["\x1b[31mred"], color=False)
    assert "\x1b" not in shown and "\u202e" not in shown


def test_colour_changes_no_words():
    import re

    diagnostic = Diagnostic(Severity.WARNING, "c", "what", Span("a", 1, 1, 2), help="how", label="here")
    coloured = render_text(diagnostic, lambda file: ["abc"], color=True)
    assert "\x1b[" in coloured
    plain = render_text(diagnostic, lambda file: ["abc"], color=False)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_a_report_is_in_file_order_and_says_each_thing_once():
    report = Report()
    report.error("b", "later", Span("a.yaml", 9, 1, 2))
    report.warning("c", "no place")
    report.note("a", "sooner", Span("a.yaml", 2, 1, 2))
    report.error("b", "later", Span("a.yaml", 9, 1, 2))
    assert [diagnostic.message for diagnostic in report] == ["sooner", "later", "no place"]
    assert report.has_errors and len(report) == 3


def test_a_warning_is_not_an_error():
    report = Report()
    report.warning("c", "careful")
    assert not report.has_errors


def test_a_build_says_how_many_more_there_are_of_one_kind_and_check_lists_them(capsys: pytest.CaptureFixture[str]):
    report = Report()
    for number in range(30):
        report.warning("fragile-line", f"line {number}")
    report.warning("stale-translation", "another kind")
    report.error("text-overflows", "what stops it")
    report.error("fragile-line", "what stops it too")
    assert finish(report, {"quiet": False}, notes=False) == 1
    said = capsys.readouterr().err.splitlines()
    assert said.count("warning[fragile-line]: 25 more of this kind (`deck check` lists them)") == 1
    assert [line for line in said if "line 4" in line] and not [line for line in said if "line 5" in line]
    assert said[-1] == "2 errors"
    assert {"warning[stale-translation]: another kind", "error[fragile-line]: what stops it too"} <= {*said}
    finish(report, {"quiet": False})
    assert capsys.readouterr().err.count("warning[fragile-line]: line") == 30


def test_json_carries_the_position():
    report = Report()
    report.error("c", "“what”", Span("a.yaml", 3, 5, 8), help="how")
    assert json.loads(render_json(report)) == [
        {
            "severity": "error",
            "code": "c",
            "message": "“what”",
            "file": "a.yaml",
            "line": 3,
            "column": 5,
            "end": 8,
            "help": "how",
            "notes": [],
        }
    ]


def test_close_matches_suggest_one_name():
    assert close_matches("Bulets", ["bullets", "figure"]) == "did you mean `bullets`?"
    assert close_matches("zzz", ["bullets", "figure"]) == ""


def test_nowhere_is_one_constant():
    assert Span.NOWHERE is NOWHERE and NOWHERE.line == 0 and NOWHERE.file == ""


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("acent", ("accent", "ink"), "accent"),
        ("itle", ("title",), "title"),
        ("qoute", ("quote", "ink"), "quote"),
        # As many letters are the same, and nobody means one by the other.
        ("orange", ("danger", "ink"), ""),
    ],
)
def test_what_is_proposed_is_the_word_mistyped(word: str, known: tuple[str, ...], meant: str) -> None:
    assert close_matches(word, known) == (f"did you mean `{meant}`?" if meant else "")
