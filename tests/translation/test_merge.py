"""Two and three people work on one translation: nothing that anybody wrote is lost, or overwritten in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deck.locales import csv, po, xliff
from deck.locales.imported import Unreadable
from deck.locales.rewritten import is_rewritten
from deck.locales.take_over import Fate
from deck.locales.which_language import other_language
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_exchange import exported, taken, taken_with
from tests.translation.test_pairing import TALK

FORMATS = (po, xliff, csv)


def test_two_translators_of_one_export_both_land(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    base = exported(story, po)
    first = base.replace(b'msgstr "DE B cells come back"', b'msgstr "A"')
    second = base.replace(b'msgstr "DE Plasma cells stay"', b'msgstr "B"')
    after = imported(imported(story, po, first), po, second)
    assert after.texts()["B cells come back"] == "A" and after.texts()["Plasma cells stay"] == "B"


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_changed_here_since_the_export_stays(tmp_path: Path, format: ModuleType) -> None:
    story = translated(tmp_path, TALK)
    sent = exported(story, format)
    edited = replace(story, overlay=story.overlay.replace("text: DE Plasma cells stay", "text: Ours"))
    result = taken(edited, format.read(sent))
    assert result.text == edited.overlay and result.count(Fate.OURS) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_a_text_changed_here_and_there_is_a_conflict_that_names_both(tmp_path: Path, format: ModuleType) -> None:
    story = translated(tmp_path, TALK)
    # They replaced the words everywhere in the file, as editors do.
    sent = exported(story, format).replace(b"DE Plasma cells stay", b"Theirs")
    sent = sent.replace(b"DE B cells come back", b"Zur\xc3\xbcck")
    edited = replace(story, overlay=story.overlay.replace("text: DE Plasma cells stay", "text: Ours"))
    result, report = taken_with(edited, format.read(sent))
    [conflict] = [one for one in report if one.code == "conflicting-translation"]
    assert "`Ours`" in conflict.message and "`Theirs`" in conflict.message
    after = replace(edited, overlay=result.text).texts()
    assert after["Plasma cells stay"] == "Ours" and after["B cells come back"] == "Zurück"
    decided, _ = taken_with(edited, format.read(sent), theirs=True)
    assert replace(edited, overlay=decided.text).texts()["Plasma cells stay"] == "Theirs"


def test_a_file_that_does_not_say_what_was_exported_overwrites_nothing(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    file = polib.pofile(exported(story, po).decode())
    for entry in file:
        entry.comment = ""
    next(one for one in file if one.msgid == "Plasma cells stay").msgstr = "Theirs"
    result, report = taken_with(story, po.read(str(file).encode()))
    assert result.text == story.overlay and [one.code for one in report] == ["conflicting-translation"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_late_file_leaves_a_current_text_alone(tmp_path: Path, format: ModuleType) -> None:
    story = translated(tmp_path, TALK)
    late = exported(story, format).replace(b"DE Plasma cells stay", b"Plasmazellen bleiben")
    later = changed(story, TALK.replace("Plasma cells stay", "They stay")).updated()
    current = imported(
        later, po, exported(later, po).replace(b'msgstr "DE Plasma cells stay"', b'msgstr "Sie bleiben"')
    )
    result, report = taken_with(current, format.read(late))
    assert result.text == current.overlay
    assert [one.code for one in report] == ["late-translation"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_corrected_stale_row_is_taken_though_it_is_still_marked(tmp_path: Path, format: ModuleType) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("Plasma cells stay", "They stay")).updated()
    after = imported(story, format, exported(story, format).replace(b"DE Plasma cells stay", b"Sie bleiben"))
    assert after.states() == {} and after.texts()["They stay"] == "Sie bleiben"


def test_a_stale_text_that_lost_its_mark_is_confirmed(tmp_path: Path) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("Plasma cells stay", "They stay")).updated()
    sent = exported(story, po).replace(b"#, fuzzy, ", b"#, ").replace(b"#, fuzzy\n", b"")
    after = imported(story, po, sent)
    assert after.states() == {} and "was:" not in after.overlay


def test_what_a_translator_marks_as_fuzzy_waits(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    file = polib.pofile(exported(story, po).decode())
    one = next(one for one in file if one.msgid == "Plasma cells stay")
    one.msgstr, one.flags = "Vielleicht", ["fuzzy"]
    assert taken(story, po.read(str(file).encode())).text == story.overlay


def test_a_row_twice_counts_as_the_one_that_was_changed(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    rows = exported(story, csv)
    double = rows + rows.replace(b"DE Plasma cells stay", b"Neu").split(b"\r\n", 1)[1]
    assert imported(story, csv, double).texts()["Plasma cells stay"] == "Neu"
    assert imported(story, csv, rows.split(b"\r\n", 1)[0] + b"\r\n" + double.split(b"\r\n", 1)[1]).read()


def test_a_file_of_renamed_slides_finds_its_strings(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    sent = exported(story, po).replace(b'msgstr "DE Plasma cells stay"', b'msgstr "Neu"')
    renamed = changed(story, TALK.replace("id: first", "id: opening")).updated()
    assert imported(renamed, po, sent).texts()["Plasma cells stay"] == "Neu"


def test_plural_entries_are_refused_and_the_rest_is_taken(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    sent = exported(story, po).replace(b'msgstr "DE Plasma cells stay"', b'msgstr "Neu"')
    sent += b'\nmsgid "{n} cell"\nmsgid_plural "{n} cells"\nmsgstr[0] "x"\nmsgstr[1] "y"\n'
    result, report = taken_with(story, po.read(sent))
    assert result.new == 1 and ["plural forms" in one.message for one in report] == [True]


@pytest.mark.parametrize(
    ("format", "content"),
    [(po, b""), (po, b'msgid ""\nmsgstr "Language: de\\n"\n'), (xliff, b""), (csv, b""), (csv, b"id,source,target\n"),
     (xliff, b'<xliff version="1.2"><file><body/></file></xliff>'), (xliff, b'<xliff version="2.0"/>')],
)  # fmt: skip
def test_a_file_without_a_string_is_said_to_be_so(format: ModuleType, content: bytes) -> None:
    with pytest.raises(Unreadable):
        format.read(content)


@pytest.mark.parametrize("space", ["", ' xmlns="urn:oasis:names:tc:xliff:document:1.1"'])
@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_xliff_of_other_versions_and_without_a_namespace_is_read(space: str, version: str) -> None:
    unit = '<trans-unit id="a"><source>One</source><target>Eins</target></trans-unit>'
    content = f'<xliff version="{version}"{space}><file target-language="de"><body>{unit}</body></file></xliff>'
    [one] = xliff.read(content.encode())
    assert (one.id, one.source, one.text, one.language) == ("a", "One", "Eins", "de")


@pytest.mark.parametrize(
    "target", ["Vor <ph id='1'/> Tagen [@x2020]", "Vor <x id='1'/> Tagen <x id='2'/>", "Vor {n} Tagen [@x2020]"]
)
def test_an_emptied_element_is_known_by_its_id(target: str) -> None:
    source = "<ph id='1'>{n}</ph> days ago <ph id='2'>[@x2020]</ph>"
    unit = f"<trans-unit id='a'><source>{source}</source><target>{target}</target></trans-unit>"
    [one] = xliff.read(f"<xliff version='1.2'><file><body>{unit}</body></file></xliff>".encode())
    assert one.text == "Vor {n} Tagen [@x2020]"


@pytest.mark.parametrize("words", ["[@a] and {b}", "{n} [@x]", "[@a] [@b]"])
def test_xliff_adds_no_white_space_between_protected_elements(words: str) -> None:
    from tests.translation.test_exchange import unit

    [back] = xliff.read(xliff.write([unit("slides.a.title", words, words)], "A talk", "en", "de"))
    assert (back.source, back.text) == (words, words)


def test_a_program_that_copies_the_source_has_translated_nothing(tmp_path: Path) -> None:
    unit = '<trans-unit id="a"><source>One</source><target state="new">One</target></trans-unit>'
    [one] = xliff.read(f'<xliff version="1.2"><file><body>{unit}</body></file></xliff>'.encode())
    assert one.unsure


@pytest.mark.parametrize(
    ("said", "is_other"),
    [(b"de", False), (b"de_DE", False), (b"deu", False), (b"", False), (b"fr", True), (b"nl_NL", True)],
)
def test_a_file_says_which_language_it_is_in(said: bytes, is_other: bool) -> None:
    content = b'msgid ""\nmsgstr "Language: %s\\n"\n\nmsgctxt "a"\nmsgid "One"\nmsgstr "x"\n' % said
    assert bool(other_language(po.read(content), "de")[0]) == is_other


def test_a_table_without_a_language_is_known_by_its_words() -> None:
    french = b"id,source,text\na,The cells are there,Les cellules sont dans le sang et la moelle\n"
    german = b"id,source,text\na,The cells are there,Die Zellen sind im Blut und das ist gut\n"
    assert other_language(csv.read(french), "de")[0] == "fr"
    assert other_language(csv.read(german), "de")[0] == ""
    assert other_language(csv.read(german), "el")[0] == "latin"


@pytest.mark.parametrize(
    ("before", "after"),
    [("24 April 2026", "24.04.2026"), ("24. April 2026", "2026-04-24"), ("April 2026", "Apr 26"), ("1.0", "1"),
     ("24 April 2026", "4/24/2026"), ("April 2026", "01.04.2026"), ("24 April 2026", "24-Apr-26")],
)  # fmt: skip
def test_days_that_a_spreadsheet_wrote_anew_are_the_same(before: str, after: str) -> None:
    assert is_rewritten(before, after, "de")
    assert not is_rewritten(before, after.replace("24", "25").replace("Apr", "Mai").replace("1", "7"), "de")


@settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_text_that_one_side_alone_changed_is_gone(tmp_path: Path, data: st.DataObject) -> None:
    story = translated(tmp_path, TALK)
    rows = {one.id: one for one in po.read(exported(story, po))}
    ids = sorted(rows)
    here, there = (set(data.draw(st.lists(st.sampled_from(ids), max_size=4))) for _ in range(2))
    overlay = story
    for id in here:
        overlay = replace(overlay, overlay=overlay.overlay.replace(f"text: {rows[id].text}\n", f"text: here {id}\n", 1))
    sent = tuple(one if one.id not in there else one_changed(one, f"there {one.id}") for one in rows.values())
    result, _ = taken_with(overlay, sent)
    before = {entry.text for entry in overlay.read().entries if entry.text.startswith("here")}
    after = {entry.text for entry in replace(overlay, overlay=result.text).read().entries}
    assert before <= after
    assert {f"there {id}" for id in there - here} <= after


def one_changed(one: object, text: str) -> object:
    from deck.value import replace as with_changes

    return with_changes(one, text=text)  # type: ignore[type-var]


def imported(story: Translated, format: ModuleType, content: bytes) -> Translated:
    return replace(story, overlay=taken(story, format.read(content)).text)


@pytest.mark.parametrize("format", FORMATS)
def test_a_question_travels_both_ways(tmp_path: Path, format: ModuleType) -> None:
    story = translated(tmp_path, TALK)
    asked = [one_asked(one, "Which cells?") if "Plasma" in one.source else one for one in rows_of(story, format)]
    after = replace(story, overlay=taken(story, tuple(asked)).text)
    assert "question: Which cells?" in after.overlay and after.states() == {}
    [back] = [one for one in rows_of(after, format) if one.question]
    assert back.question == "Which cells?" and "Plasma" in back.source
    assert taken(after, rows_of(after, format)).text == after.overlay


@pytest.mark.parametrize("sign", ["\ufeff", "\ufffe", "\x07", "\u2028", "\u202e"])
def test_a_question_with_signs_that_nobody_sees_is_asked_without_them(tmp_path: Path, sign: str) -> None:
    story = translated(tmp_path, TALK)
    rows = [one_asked(one, f"Which{sign} cells?") if "Plasma" in one.source else one for one in rows_of(story, po)]
    after = replace(story, overlay=taken(story, tuple(rows)).text)
    assert "question: Which cells?" in after.overlay and after.states() == {}


def test_what_a_law_is_called_travels_both_ways(tmp_path: Path) -> None:
    law = {"id": "eu2007", "type": "legislation", "title": "Regulation 1394/2007", "title-short": "ATMP regulation"}
    story = translated(tmp_path, TALK, {"assets/references.json": json.dumps([law])})
    [sent] = [one for one in rows_of(story, po) if one.id == "references.eu2007"]
    after = replace(story, overlay=taken(story, (one_changed(sent, "ATMP-Verordnung"),)).text)
    assert "references:\n  eu2007:\n    source: ATMP regulation\n    text: ATMP-Verordnung\n" in after.overlay
    assert after.updated().overlay == after.overlay


def test_what_the_speaker_tells_translators_goes_along(tmp_path: Path) -> None:
    from deck.commands.locale._open import told_to_translators

    slides = "- id: first\n  kind: statement\n  # translators: cells of the blood\n  title: Cells  # keep it short\n"
    slides += "  # translators: slowly\n  notes: |\n    Say it.\n  quote: [One]\n"
    story = translated(tmp_path, slides)
    said = told_to_translators(story.world)
    told = {one.source: said(one.span) for one in story.messages if one.span.file}
    assert told["Cells"] == "the speaker: cells of the blood"
    assert told["Say it."] == "the speaker: slowly"
    assert told["One"] == ""


def test_an_export_does_not_overwrite_what_a_translator_filled_in(tmp_path: Path) -> None:
    from deck.commands.locale.export import _held

    story, path = translated(tmp_path, TALK), tmp_path / "talk.de.po"
    path.write_bytes(exported(story, po))
    assert _held(path, path.read_bytes(), story.read(), story.messages) == ""
    path.write_bytes(exported(story, po).replace(b"DE Plasma cells stay", b"Plasmazellen bleiben"))
    assert _held(path, path.read_bytes(), story.read(), story.messages) == "1 text"
    after = imported(story, po, path.read_bytes())
    assert _held(path, path.read_bytes(), after.read(), after.messages) == ""


def rows_of(story: Translated, format: ModuleType) -> tuple:
    return format.read(exported(story, format))  # type: ignore[no-any-return]


def one_asked(one: object, question: str) -> object:
    from deck.value import replace as with_changes

    return with_changes(one, question=question)  # type: ignore[type-var]
