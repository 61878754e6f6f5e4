"""Talks that were read wrongly, or said to be well and were not: each kind of fault with the right value, or message.

Slips of YAML stand in test_slips.py, talks of new users in test_new_users.py, references in tests/csl, files of
translators in tests/translation; here is what goes through a whole talk.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.page import TableBox
from tests.story import tell

POINT = "id: one\nkind: bullets\ntitle: A title\nbullets:\n  - "
ROWS = "id: t\nkind: table\ntitle: x\nalt: x\ncsv: a.csv\ncolumns: {session: Session, day: Day}\n"
REFUSED = {
    "a second file that shares no field": (
        ROWS.replace("day: Day", "room: Room") + "join: rooms.csv\n",
        {"a.csv": "session,day\nOpening,Fri\n", "rooms.csv": "Session,room\nOpening,A\n"},
        "bad-join",
        "`session` what it calls `Session`",
    ),
    "a second file that has a key twice": (
        ROWS.replace("day: Day", "room: Room") + "join: rooms.csv\n",
        {"a.csv": "session,day\nOpening,Fri\n", "rooms.csv": "session,room\nOpening,A\nOpening,B\n"},
        "bad-join",
        "",
    ),
    "a filter that finds nothing": (
        ROWS + "only: {day: [Fryday]}\n",
        {"a.csv": "session,day\nOpening,Friday\n"},
        "matches-nothing",
        "did you mean `Friday`?",
    ),
    "a column that a file does not have": (
        ROWS,
        {"a.csv": "session,dya\nOpening,Fri\n"},
        "unknown-field",
        "did you mean `dya`?",
    ),
    "an error of a spreadsheet": (ROWS, {"a.csv": "session,day\nA,#N/A\n"}, "unclear-cell", "leave the cell empty"),
    "an address with signs that it must encode": (
        POINT + '"[x](https://doi.org/10.1002/(SICI)1<1::AID>3.0.CO;2-Z)"\n', {}, "bad-link", "1%3C1::AID%3E3.0.CO;2-Z",
    ),
    "an address with a name before @": (POINT + '"[h](https://user@a.org/)"\n', {}, "bad-link", "write https://a.org/"),
    "a letter of a script without a font": (POINT + "ส\n", {}, "glyph-missing", ""),
    "a value that is infinite": (
        POINT + '"{p}"\n', {"figures/values.py": "def values(data):\n    return {'p': 1e999}\n"}, "unsayable-value", "",
    ),
    "a picture that shows nothing": (
        "id: one\nkind: figure\ntitle: x\nalt: x\nfile: x.svg\n",
        {"x.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g display="none"/></svg>'},
        "bad-picture",
        "look at it in a browser",
    ),
    "a power without its second caret": (POINT + "10^6 cells\n", {}, "foreign-markup", "write ^6^ to raise it"),
}  # fmt: skip


@pytest.mark.parametrize(("yaml", "files", "code", "help"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_told_once_with_what_to_write(
    yaml: str, files: dict[str, str], code: str, help: str, tmp_path: Path
) -> None:
    _, [told] = tell(tmp_path, yaml, files).built()
    assert told.told.code == code and help in told.told.help


NUMBERS = {
    "0.0004": "0.0004", "-0.0001": "−0.0001", "0.99996": "0.99996", "2026": "2026", "1999.5": "1,999.5", "1e21": "10²¹",
    "0.1 + 0.2": "0.3", "-0.0": "0", "0.00005": "0.00005", "123456789": "123,456,789",
}  # fmt: skip


def test_numbers_have_the_digits_that_count(tmp_path: Path) -> None:
    values = ", ".join(f"'n{at}': {number}" for at, number in enumerate(NUMBERS))
    points = "".join(f'  - "n = {{n{at}}}"\n' for at in range(len(NUMBERS)))
    yaml = f"id: one\nkind: bullets\ntitle: x\nbullets:\n{points}"
    story = tell(tmp_path, yaml, {"figures/values.py": f"def values(data):\n    return {{{values}}}\n"})
    deck, _ = story.built()
    said = [laid.paragraph.text.plain for page in deck.pages for frame, _ in page.frames for laid in frame.paragraphs]
    for number in NUMBERS.values():
        assert any(one.startswith("n =") and one.endswith(number) for one in said), (number, said)


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("session;day\nÄpfel;1.234,5\nBirnen;0,5\n", [["Äpfel", "1,234.5"], ["Birnen", "0.5"]]),
        ("sep=;\nsession;day\nA;1,5\n", [["A", "1.5"]]),
        ("session;day;;\nA;1;;\n;;;\n", [["A", "1"]]),
        ("session;day\nA;12,5 %\nB;3 %\n", [["A", "12.5 %"], ["B", "3 %"]]),
        ("session\tday\nA\t1\u202f234,5\n", [["A", "1,234.5"]]),
        ("session,day\rA,1\r", [["A", "1"]]),
    ],
)
def test_spreadsheets_are_read_as_their_country_writes_them(
    content: str, cells: list[list[str]], tmp_path: Path
) -> None:
    deck = tell(tmp_path, ROWS, {"a.csv": content}).without_mistakes()
    [table] = [one for one in deck.pages[0].elements if isinstance(one, TableBox)]
    shown = [[" ".join(laid.paragraph.text.plain for laid in cell.paragraphs) for cell in row] for row in table.cells]
    assert shown[1:] == cells


def test_two_spellings_of_an_accent_are_one_file(tmp_path: Path) -> None:
    yaml = "id: t\nkind: table\ntitle: x\nalt: x\ncsv: u\u0308bersicht.csv\ncolumns: {a: A}\n"
    tell(tmp_path, yaml, {"übersicht.csv": "a\n1\n"}).without_mistakes()


def test_raised_letters_and_marks_of_a_section_go_out_as_plain_words(tmp_path: Path) -> None:
    yaml = (
        "- {id: ag, kind: agenda, title: Agenda}\n"
        "- {id: two, kind: section, section: 'Part *two*, 10^6^ cells', title: Part two}\n"
    )
    deck, _ = tell(tmp_path, yaml).built()
    said = [laid.paragraph.text.plain for page in deck.pages for frame, _ in page.frames for laid in frame.paragraphs]
    assert "Part two, 10⁶ cells" in said and not any("*" in one or "^" in one for one in said)
