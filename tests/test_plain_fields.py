"""Is markup told of where words are printed as they stand, with what to write there?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deck.diagnostics import Span
from deck.plain_words import printed_raw, without_marks
from tests.story import tell
from tests.translation.telling import talk_of, translated

SLIDE = "  - {id: one, kind: statement, title: One, quote: [A sentence]}\n"
WHOLE = "format: 2\ntalk:\n  title: A talk\n  language: en\nHEAD\nslides:\n" + SLIDE


@pytest.mark.parametrize(
    ("field", "help"),
    [
        ("speaker: Prof. **A**", "write Prof. A"),
        ("affiliation: [Institute, Unit for CD19^+^ cells]", "write Unit for CD19⁺ cells"),
        ("affiliation: Lab of H~2~O", "write Lab of H₂O"),
        ("event: '[DGN](https://dgn.org) 2027'", "write DGN 2027"),
        ("place: _Bonn_", "write Bonn"),
        ("date: 1^st^ May", "write 1st May"),
        ("subject: T cells&nbsp;in MS", "write T cells in MS"),
        ("keywords: [CAR T, '`CD19`']", "write CD19"),
        ("event: The {trials.total} trials", "write it out in words"),
        ("subject: See [@tur2024]", "write it out in words"),
        ("abbreviations: {CD19^+^: carrying CD19}", "write CD19⁺"),
    ],
)
def test_markup_in_the_head_of_a_talk_is_one_warning_at_its_line(field: str, help: str, tmp_path: Path) -> None:
    speaker = "" if field.startswith("speaker") else "  speaker: S\n"
    _, mistakes = tell(tmp_path, WHOLE.replace("HEAD", f"{speaker}  {field}")).built()
    assert [(one.told.code, one.told.help) for one in mistakes] == [("foreign-markup", help)]
    assert mistakes[0].told.span.line == 5 + bool(speaker)


@pytest.mark.parametrize(
    "field",
    [
        "event: 98. Kongress der DGN",
        "place: Köln *",
        "subject: p < 0.05 & more",
        "keywords: [snake_case, a ~ b, 2 ** 3]",
    ],
)
def test_signs_that_mark_nothing_are_only_signs(field: str, tmp_path: Path) -> None:
    tell(tmp_path, WHOLE.replace("HEAD", f"  speaker: S\n  {field}")).without_mistakes()


def test_markup_in_a_data_file_is_told_once_a_column(tmp_path: Path) -> None:
    table = "id: t\nkind: table\ntitle: T\nalt: a\ncsv: d.csv\ncolumns: {unit: Unit, n: N}\n"
    _, mistakes = tell(tmp_path, table, {"d.csv": "unit,n\nml,1\nm^2^,2\n10^6^,**3**\n"}).built()
    told = [(line, one.message.partition(" holds")[0], one.help) for line, one in mistakes]
    assert told == [(5, "`unit` in line 3 of `d.csv`", "write m²"), (5, "`n` in line 4 of `d.csv`", "write 3")]


@pytest.mark.parametrize(
    ("cell", "help"),
    [
        ("10<sup>6</sup> cells", "write 10⁶ cells"),
        ("CO<sub>2</sub>", "write CO₂"),
        ("<b>all</b> of <i>E. coli</i>", "write all of E. coli"),
        ("&lt;5", "write <5"),
    ],
)
def test_tags_in_a_data_file_are_marks_too(cell: str, help: str, tmp_path: Path) -> None:
    yaml = "id: a\nkind: table\ntitle: T\nalt: a\ncsv: d.csv\ncolumns: {a: A}\n"
    _, [told] = tell(tmp_path, yaml, {"d.csv": f"a\n{cell}\n"}).built()
    assert (told.told.code, told.told.help) == ("foreign-markup", help)


def test_markup_in_the_translation_of_a_plain_field_is_told_at_its_line(tmp_path: Path) -> None:
    talk = translated(tmp_path, WHOLE.replace("HEAD", "  speaker: S\n  affiliation: Unit for T cells"))
    marked = talk.overlay.replace("DE Unit for T cells", "Abteilung für CD19^+^-Zellen")
    world, told = talk_of(tmp_path, WHOLE.replace("HEAD", "  speaker: S\n  affiliation: Unit for T cells"))
    _, report = type(talk)(world, told, marked).built()
    assert [one.help for one in report if one.code == "foreign-markup"] == ["write Abteilung für CD19⁺-Zellen"]


MARKS = some.sampled_from(["**{}**", "*{}*", "__{}__", "_{}_", "^{}^", "~{}~", "`{}`"])


@given(some.lists(some.tuples(MARKS, some.sampled_from(["1", "23", "+"])), min_size=1, max_size=3))
def test_what_is_advised_holds_no_markup(parts: list[tuple[str, str]]) -> None:
    words = " ".join(f"cells {mark.format(sign)} x" for mark, sign in parts)
    told = printed_raw(words, "it", Span.NOWHERE)
    assert told is not None and told.help == f"write {without_marks(words)}"
    assert printed_raw(without_marks(words), "it", Span.NOWHERE) is None
