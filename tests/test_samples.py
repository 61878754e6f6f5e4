"""Talks that were read wrongly, or said to be well and were not: each kind of fault with the right value, or message.

Slips of YAML stand in test_slips.py, talks of new users in test_new_users.py, references in tests/csl, files of
translators in tests/translation; here is what goes through a whole talk, and below which test holds which sample.
"""

from __future__ import annotations

import ast
from functools import cache
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
    "a number that a spreadsheet has cut": (
        ROWS, {"a.csv": "session,day\nA,1.23457E+15\n"}, "unclear-cell", "write all its digits",
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
    "a month that there is not": (
        POINT + '"{p}"\n',
        {"figures/values.py": "def values(data):\n    return {'p': (2026, 13)}\n"},
        "unsayable-value",
        "a month is a pair as in (2026, 7)",
    ),
    "a value with marks": (
        POINT + '"{p} cells"\n',
        {"figures/values.py": "def values(data):\n    return {'p': '10^6^'}\n"},
        "foreign-markup",
        "write 10⁶",
    ),
    "a picture that shows nothing": (
        "id: one\nkind: figure\ntitle: x\nalt: Nothing to see\nfile: x.svg\n",
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
        ("session;day\nA;5,00 €\nB;1.234,50 €\n", [["A", "5.00 €"], ["B", "1,234.50 €"]]),
        ("session;day\nA;CHF 1'234.5\nB;CHF 1’234\n", [["A", "CHF 1,234.5"], ["B", "CHF 1,234"]]),
        ("session,day\u200b\nA,1\n", [["A", "1"]]),
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


HELD: dict[str, dict[str, str]] = {
    "write/test_plain_words.py": {
        "a raised number goes out as 106": "test_every_place_that_takes_plain_words_says_what_was_marked_up",
    },
    "test_samples.py": {
        "marks in the names of sections": "test_raised_letters_and_marks_of_a_section_go_out_as_plain_words",
        "two spellings of a letter": "test_two_spellings_of_an_accent_are_one_file",
        "a second file, a filter": "test_what_cannot_be_meant_is_told_once_with_what_to_write",
        "other spreadsheets": "test_spreadsheets_are_read_as_their_country_writes_them",
        "small numbers and years": "test_numbers_have_the_digits_that_count",
    },
    "test_new_users.py": {
        "links, lists and bold in notes": "test_lists_links_and_styles_of_notes_are_native",
        "a figure misspelt": "test_what_cannot_be_shown_is_one_message_a_mistake_with_what_to_write",
        "a logo": "test_the_words_of_a_logo_are_the_same_in_the_deck_and_in_pictures_and_its_font_is_named_once",
        "panels, trees, hubs, long titles": "test_nothing_that_was_written_is_lost",
        "words of sixty letters": "test_what_cannot_be_shown_is_one_message_a_mistake_with_what_to_write",
    },
    "test_diagnostic_pictures.py": {
        "emoji in notes": "test_the_picture_is_whole_and_the_only_one",
    },
    "test_markup.py": {
        "stars, TeX and HTML": "test_what_other_programs_read_is_named_with_the_way_to_write_it",
        "help for links": "test_links_that_need_another_spelling_get_it_as_help",
    },
    "test_footnotes.py": {
        "a footnote": "test_footnotes_stand_above_the_source",
    },
    "test_slips.py": {
        "an empty point, a lonely dash": "test_one_slip_gives_one_message_at_its_line_with_what_to_write",
        "points under points": "test_points_under_a_point_may_be_nested_as_one_does_in_markdown",
        "colons, hashes, rows, spaces": "test_whatever_the_point_one_slip_is_one_message_at_its_line",
    },
    "csl/test_names.py": {
        "particles and suffixes": "test_a_particle_that_belongs_to_the_name_is_never_dropped",
    },
    "csl/test_marked_up.py": {
        "tags in titles": "test_tags_and_entities_become_what_they_mean",
    },
    "csl/test_tex.py": {
        "TeX in titles": "test_what_tex_says_is_said_in_letters",
    },
    "csl/test_dates.py": {
        "raw dates": "test_a_date_is_said_as_exactly_as_it_is_known",
    },
    "csl/test_entry.py": {
        "address, publisher, editor": "test_each_type_is_listed_with_what_finds_it",
    },
    "refresh/test_dois.py": {
        "refresh: a title with tags": "test_a_title_keeps_its_markup_and_is_still_the_same",
        "refresh: a raised number": "test_a_dose_that_lost_its_raised_digits_is_told_and_corrected",
        "refresh: retracted": "test_a_retracted_paper_is_told_once_and_said_in_its_title",
    },
    "svg/test_flat_drawings.py": {
        "size and view box": "test_a_frame_of_other_proportions_shows_more_of_the_drawing",
        "words without their font": "test_a_font_that_is_not_there_is_named_and_its_words_are_shown",
    },
    "figures/test_words_of_figures.py": {
        "a logarithmic axis": "test_the_ticks_of_a_log_axis_are_set_as_powers",
        "mathematics in a figure": "test_a_formula_is_set_and_not_printed_as_tex",
        "small words in a figure": "test_small_words_are_an_error_at_the_line_that_writes_them",
    },
    "layout/test_arrange.py": {
        "numbers of an agenda in ovals": "test_circles_of_one_style_are_as_large_as_the_one_with_least_room",
    },
    "test_tables.py": {
        "numbers of a table": "test_a_column_of_numbers_is_known_by_what_it_says",
    },
    "write/test_left_over.py": {
        "pictures of slides that are gone": "test_the_picture_of_a_slide_that_is_gone_goes",
    },
    "test_printing.py": {
        "an output that is not UTF-8": "test_json_is_valid_in_every_encoding_whatever_a_script_prints",
        "an output that is closed": "test_streams_that_are_closed_are_no_mistake",
    },
    "translation/test_merge.py": {
        "white space of XLIFF": "test_xliff_adds_no_white_space_between_protected_elements",
        "a late import": "test_a_late_file_leaves_a_current_text_alone",
        "a stale row that was corrected": "test_a_corrected_stale_row_is_taken_though_it_is_still_marked",
        "a file of another language": "test_a_file_says_which_language_it_is_in",
        "two translators at once": "test_two_translators_of_one_export_both_land",
    },
    "translation/test_languages.py": {
        "a slide that is left out": "test_a_slide_that_is_left_out_lacks_nothing",
        "a format in a translation": "test_a_translation_says_no_format_of_its_own",
        "names of files of translations": "test_files_that_are_no_translation_are_named_and_left_aside",
    },
    "translation/test_numbers.py": {
        "numbers that were lost": "test_a_lost_or_changed_number_is_told",
    },
    "solid/test_pictures.py": {
        "drawings that never end": "test_a_costly_drawing_is_refused_before_it_is_drawn",
    },
    "hostile/test_cache.py": {
        "a cache that was spoilt": "test_spoilt_entries_are_as_good_as_none",
    },
    "translation/test_update_odd_files.py": {
        "overlays of any form": "test_an_update_never_crashes_and_loses_no_text",
    },
    "hostile/test_one_door.py": {
        "a bundle that follows links": "test_the_bundle_gives_nothing_away_that_is_not_the_talks",
    },
    "hostile/test_one_door_out.py": {
        "an output over a source": "test_what_lies_among_the_talks_own_files_is_not_replaced",
        "saved while a command runs": "test_what_is_saved_at_the_last_moment_stays",
    },
    "solid/test_own_code.py": {
        "values that end or hang": "test_values_that_end_their_process",
    },
    "write/test_leak_table.py": {
        "false alarms of the leak check": "test_what_is_public_is_no_leak",
    },
    "solid/test_kills.py": {
        "processes without a parent": "test_workers_that_are_busy_in_c_end_with_the_command",
    },
}
"""By file and sample, what was seen to be wrong and the test that holds it; more of each kind stand beside that one."""


@pytest.mark.parametrize(("file", "sample"), [(file, sample) for file, held in HELD.items() for sample in held])
def test_every_sample_is_held_by_a_test(file: str, sample: str) -> None:
    assert HELD[file][sample] in functions_of(file)


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((Path(__file__).parent / file).read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef))
