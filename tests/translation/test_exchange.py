"""Translators' files: what goes out comes back, and what would do harm does not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from shutil import which
from types import ModuleType

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck.diagnostics import Report
from deck.locales import csv, po, xliff
from deck.locales.imported import Imported, Unreadable
from deck.locales.take_over import Fate, TakenOver, take_over
from deck.locales.unit import Budget, Unit, units
from deck.pipeline import build_from
from deck.source import CONTROL
from deck.translation.glossary import Glossary
from deck.translation.message import State, normal
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_pairing import TALK

FORMATS = (po, xliff, csv)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"]).filter(lambda letter: not CONTROL.search(letter))
SIGNS = (
    *('"', "\\", "\\n", "\\\\n", '\\"', "=1+1", "+A1", "-2", "@SUM(A1)", "'=x", "'", "''x", "<b>&amp;</b>", "]]>"),
    *("a\n\nb", "; , \t", "#~ msgid", "msgid", "{x", "}", "[@a", "**", "x\u00a0y", "\u200fa", "é" * 200, "%s", "]]("),
    *("a;b,c\td", "ends with \\"),
)
HOSTILE = st.text(LETTERS, min_size=1, max_size=80) | st.sampled_from(SIGNS)
CLEAN = HOSTILE.map(normal).filter(len)


@given(st.lists(st.tuples(CLEAN, CLEAN), min_size=1, max_size=6), st.sampled_from(FORMATS))
def test_whatever_a_text_holds_comes_back_as_it_went(pairs: list[tuple[str, str]], format: ModuleType) -> None:
    found = [unit(f"slides.one.bullets.{place}", *pair) for place, pair in enumerate(pairs)]
    back = format.read(format.write(found, "A talk", "en-GB", "de"))
    assert [(one.id, one.source, one.text, one.unsure) for one in back] == [
        (u.id, u.source, u.text, False) for u in found
    ]


@given(CLEAN, CLEAN, CLEAN, st.sampled_from(FORMATS))
def test_a_stale_text_goes_out_with_its_old_source_and_comes_back_as_unsure(
    source: str, text: str, previous: str, format: ModuleType
) -> None:
    stale = replace_unit(unit("slides.one.title", source, text), state=State.STALE, previous=previous)
    [back] = format.read(format.write([stale], "A talk", "en-GB", "de"))
    assert back.unsure and (back.source, back.text) == (source, text)


@pytest.mark.parametrize("format", FORMATS)
def test_a_round_trip_changes_no_byte_of_the_overlay(tmp_path: Path, format: ModuleType) -> None:
    story = changed(translated(tmp_path, TALK), TALK.replace("Plasma cells stay", "They stay")).updated()
    result = taken(story, format.read(exported(story, format)))
    assert result.text == story.overlay and (result.new, result.stale, result.unsure) == (0, 0, 1)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("change", [b"\xef\xbb\xbf", b"\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path, format: ModuleType, change: bytes) -> None:
    story = translated(tmp_path, TALK)
    content = exported(story, format).removeprefix(b"\xef\xbb\xbf")
    windows = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    content = windows if change == b"\r\n" else change + content
    assert taken(story, format.read(content)).text == story.overlay


@pytest.mark.parametrize("page", ["iso-8859-1", "windows-1252"])
def test_a_po_in_another_encoding_is_read_as_it_says(page: str) -> None:
    content = (
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset={page}\\n"\n\nmsgctxt "a"\nmsgid "b"\nmsgstr "Größe é"\n'
    )
    assert [one.text for one in po.read(content.encode(page))] == ["Größe é"]


def test_a_csv_as_excel_saves_it_in_the_west_is_read_where_all_its_words_agree() -> None:
    content = "location;source;target;id\nslides.a;size;Größe;slides.a\n"
    assert [one.text for one in csv.read(content.encode("cp1252"))] == ["Größe"]
    with pytest.raises(Unreadable, match="may say `Genève` or `Genčve`"):
        csv.read(content.replace("Größe", "Genève").encode("cp1252"))


def test_what_a_translator_writes_is_taken_over(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    emptied = replace(story, overlay=story.overlay.replace("text: DE B cells come back", "text:"))
    file = polib.pofile(exported(emptied, po).decode())
    next(entry for entry in file if entry.msgid == "B cells come back").msgstr = "B-Zellen kehren zurück"
    result = taken(emptied, po.read(str(file).encode()))
    assert result.new == 1
    assert result.text == story.overlay.replace("DE B cells come back", "B-Zellen kehren zurück")


def test_a_text_from_an_older_source_is_taken_over_as_stale(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    content = exported(story, po).replace(b'msgstr "DE Plasma cells stay"', b'msgstr "Plasmazellen bleiben"')
    later = changed(story, TALK.replace("Plasma cells stay", "They stay"))
    result = taken(later, po.read(content))
    assert result.stale == 1
    after = replace(later, overlay=result.text)
    assert after.states() == {"slides.first.bullets.2": "stale"}
    assert after.texts()["They stay"] == "Plasmazellen bleiben"


def test_an_empty_text_takes_nothing_away(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    emptied = exported(story, po).replace(b'msgstr "DE Plasma cells stay"', b'msgstr ""')
    assert taken(story, po.read(emptied)).text == story.overlay


SENTENCE = "**In lupus**, {trials} cells [a page](https://example.org) [@mackensen2022] 10^6^"
LINK, CITE = "[Seite](https://example.org)", "[@mackensen2022]"
BAD = {
    "the citation": (f"**Bei Lupus**, {{trials}} {LINK} 10^6^", "has lost the citation `[@mackensen2022]`"),
    "the value": (f"**Bei Lupus**, 27 {LINK} {CITE} 10^6^", "has lost the value `{trials}`"),
    "the link": (f"**Bei Lupus**, {{trials}} Seite {CITE} 10^6^", "has lost a link"),
    "bold words": (f"Bei Lupus, {{trials}} {LINK} {CITE} 10^6^", "has lost its bold words"),
    "raised letters": (f"**Bei Lupus**, {{trials}} {LINK} {CITE}", "has lost its raised letters"),
    "more than there is": (f"{SENTENCE} [@muller2024]", "adds the citation `[@muller2024]`"),
    "an unclosed link": (f"**Bei Lupus**, {{trials}} {LINK[:-1]} {CITE} 10^6^", "`[…](` opens a link"),
    "a script": (
        f"**Bei Lupus**, {{trials}} [Seite](javascript:x) {CITE} 10^6^",
        "is not a link that a deck may carry",
    ),
    "a control character": (f"{SENTENCE} \x07", "invisible control character U+0007"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_translation_that_lost_or_gained_is_refused_at_its_line(tmp_path: Path, what: str) -> None:
    story = translated(tmp_path, f'- {{id: one, kind: statement, title: One, quote: ["{SENTENCE}"]}}\n')
    text, message = BAD[what]
    report = Report()
    given = [Imported("slides.one.title", "One", "Eins", 3), Imported("slides.one.quote.1", SENTENCE, text, 7)]
    result = take_over(story.read(), story.messages, given, "talk.de.po", {}, report, theirs=True)
    assert [step.id for step in result.steps if step.fate is Fate.REFUSED] == ["slides.one.quote.1"]
    errors = [one for one in report]
    assert any(message in one.message for one in errors), [one.message for one in errors]
    assert {(one.span.file, one.span.line) for one in errors} == {("talk.de.po", 7)}


@pytest.mark.parametrize(
    ("format", "content"),
    [(po, b'msgid "a'), (po, b"\xff\xfe\xfa"), (po, b'msgid "a"\nmsgstr "b"c"'),
     (xliff, b"<xliff"), (xliff, b"<html/>"),
     (xliff, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff version="1.2">&e;</xliff>'),
     (csv, b"a;b\n"), (csv, b'id,source,text\n"x'), (csv, b"")],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(format: ModuleType, content: bytes) -> None:
    with pytest.raises(Unreadable):
        format.read(content)


def test_a_spreadsheet_computes_no_cell() -> None:
    lines = csv.write([unit("slides.one.title", "=1+1", "@SUM(A1)")], "A talk", "en", "de").decode("utf-8-sig")
    assert "'=1+1" in lines and "'@SUM(A1)" in lines
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines.splitlines() for cell in line.split(","))


def test_a_unit_says_where_it_stands_and_how_much_room_it_has(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    found = {one.id: one for one in exportable(story)}
    title = found["slides.first.title"]
    assert "Slide 1 (bullets): A first slide" in title.context
    assert title.budget is not None and title.budget.lines == 2 and title.budget.size_pt == 34
    spoke = found["slides.second.spokes.2.verb"]
    assert "before: antigen" in spoke.context and "after: cytokines" in spoke.context
    assert found["slides.first.notes.1"].budget is None
    assert any(
        flag.startswith("max-size:") for entry in polib.pofile(exported(story, po).decode()) for flag in entry.flags
    )


@pytest.mark.skipif(which("msgfmt") is None, reason="needs gettext")
def test_gettext_accepts_the_po(tmp_path: Path) -> None:
    (tmp_path / "de.po").write_bytes(exported(in_every_state(tmp_path), po))
    done = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", "de.po"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("format", [po, xliff])
def test_translate_toolkit_reads_and_checks_what_we_write(tmp_path: Path, format: ModuleType) -> None:
    # Its licence is the GPL: it runs as a program of its own and is never imported.
    story = in_every_state(tmp_path)
    ending = {po: "po", xliff: "xlf"}[format]
    (tmp_path / f"de.{ending}").write_bytes(exported(story, format))
    tool = Path(sys.executable).parent
    checks = [
        "-t",
        "xmltags",
        "-t",
        "untranslated",
        "-t",
        "newlines",
        "-t",
        "printf",
        "-t",
        "escapes",
        "-t",
        "brackets",
    ]
    for command in (["pofilter", *checks, f"de.{ending}", "bad.po"], ["pocount", f"de.{ending}"]):
        program = tool / command[0]
        assert program.exists(), "translate-toolkit is a development dependency"
        done = subprocess.run([program, *command[1:]], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert f"{len(exportable(story))}" in done.stdout
    bad = tmp_path / "bad.po"
    assert not bad.exists() or 'msgid "A first' not in bad.read_text(encoding="utf-8")


def in_every_state(folder: Path) -> Translated:
    """A talk with a stale text, one that is new and near another, one that was reviewed and one approved."""
    talk = TALK.replace("Plasma cells stay", "They stay").replace(
        "- T cells", "- T cells are not unchanged\n    - T cells"
    )
    story = changed(translated(folder, TALK), talk).updated()
    title, centre = "text: DE A first slide\n", "text: DE A second slide\n"
    read = "      state: reviewed\n      by: Jo Lind\n"
    approved = "      state: approved\n      by: Ana Reyes\n      date: 2026-11-29\n"
    overlay = story.overlay.replace(title, title + read).replace(centre, centre + approved)
    return replace(story, overlay=overlay)


def unit(id: str, source: str, text: str) -> Unit:
    budget = Budget(870.0, 2, 34.0, "Inter", 90)
    return Unit(
        id, tuple(id.split(".")), source, text, State.TRANSLATED, "", ("Slide 1: x", "before: y"), budget, ("CD19",)
    )


def replace_unit(one: Unit, **changes: object) -> Unit:
    from deck.value import replace as with_changes

    return with_changes(one, **changes)


def exportable(story: Translated) -> tuple[Unit, ...]:
    deck = build_from(story.talk, story.world, Report())
    assert deck is not None
    return units(story.talk, story.paired(), deck.pages, deck.brand, Glossary())


def exported(story: Translated, format: ModuleType) -> bytes:
    return bytes(format.write(exportable(story), "A talk", "en-GB", "de"))


def taken(story: Translated, imported: tuple[Imported, ...]) -> TakenOver:
    return taken_with(story, imported)[0]


def taken_with(story: Translated, imported: tuple[Imported, ...], theirs: bool = False) -> tuple[TakenOver, Report]:
    report = Report()
    return take_over(story.read(), story.messages, imported, "talk.de.po", {}, report, theirs), report


def test_a_spreadsheet_begins_with_what_a_translator_works_with(tmp_path: Path) -> None:
    head, first = exported(translated(tmp_path, TALK), csv).decode("utf-8-sig").splitlines()[:2]
    assert head.split(",")[:5] == ["source", "target", "fuzzy", "translator_comments", "developer_comments"]
    assert head.split(",")[-3:] == ["id", "location", "context"]
    assert not first.startswith(("slides.", "talk."))


def test_a_spreadsheet_of_before_is_read_by_the_names_of_its_columns() -> None:
    before = (
        b"location,source,target,id,fuzzy,context,translator_comments,developer_comments\na.b,One,Eins,a.b,,a.b,,\n"
    )
    assert [(one.id, one.source, one.text) for one in csv.read(before)] == [("a.b", "One", "Eins")]
