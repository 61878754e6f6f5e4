"""A translator imports, mends the file, and imports again: nobody but the translator has changed anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from deck.diagnostics import Report
from deck.locales import csv, po, xliff
from deck.locales.earlier_imports import Settled, read, written
from deck.locales.take_over import Fate, TakenOver, take_over
from deck.translation.changes import told_apart
from tests.translation.telling import Translated, translated
from tests.translation.test_exchange import exported
from tests.translation.test_pairing import TALK

FORMATS = (po, xliff, csv)
B, PLASMA = b"DE B cells come back", b"DE Plasma cells stay"


class Shared:
    """An overlay that files are imported into, one after the other, and what imports remember."""

    def __init__(self, folder: Path) -> None:
        self.story = translated(folder, TALK)
        self.known: tuple[Settled, ...] = ()

    def take(
        self, format: ModuleType, content: bytes, file: str = "talk.de.po", theirs: bool = False, ours: bool = False
    ) -> TakenOver:
        story = self.story
        rows = format.read(content)
        report = Report()
        found = take_over(
            story.read(), story.messages, rows, file, {}, report, theirs=theirs, ours=ours, earlier=self.known
        )
        self.story, self.known = replace(story, overlay=found.text), read(written(found.settled))
        self.report = report
        return found

    def edit(self, before: str, after: str) -> None:
        self.story = Translated(self.story.world, self.story.talk, self.story.overlay.replace(before, after))


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_is_mended_thrice_is_never_in_conflict_with_itself(tmp_path: Path, format: ModuleType) -> None:
    shared = Shared(tmp_path)
    sent = exported(shared.story, format).replace(B, b"Zurueck").replace(PLASMA, b"Eins")
    for before, after in ((b"Eins", b"Eins"), (b"Eins", b"Zwei"), (b"Zwei", b"Drei"), (b"Drei", PLASMA)):
        sent = sent.replace(before, after)
        found = shared.take(format, sent)
        assert found.count(Fate.CONFLICT) == 0 and shared.story.texts()["Plasma cells stay"] == after.decode()


def test_the_same_file_under_another_name_is_known_again(tmp_path: Path) -> None:
    shared = Shared(tmp_path)
    sent = exported(shared.story, po).replace(B, b"Zurueck").replace(PLASMA, b"Eins")
    shared.take(po, sent)
    assert shared.take(po, sent.replace(b"Eins", b"Zwei"), "talk.de-2.po").new == 1


def test_what_was_changed_here_after_the_import_stays(tmp_path: Path) -> None:
    shared = Shared(tmp_path)
    sent = exported(shared.story, po).replace(B, b"Zurueck").replace(PLASMA, b"Eins")
    shared.take(po, sent)
    shared.edit("Eins", "Hier")
    found = shared.take(po, sent.replace(b"Zurueck", b"Wieder da"))
    assert (found.new, found.count(Fate.OURS), found.count(Fate.CONFLICT)) == (1, 1, 0)
    later = sent.replace(b"Zurueck", b"Wieder da").replace(b"Eins", b"Zwei")
    assert shared.take(po, later).count(Fate.CONFLICT) == 1


def test_two_translators_who_gave_their_files_one_name_and_changed_the_same_texts_are_in_conflict(
    tmp_path: Path,
) -> None:
    shared = Shared(tmp_path)
    sent = exported(shared.story, po)
    shared.take(po, sent.replace(PLASMA, b"Eins"))
    assert shared.take(po, sent.replace(PLASMA, b"Zwei")).count(Fate.CONFLICT) == 1
    assert shared.story.texts()["Plasma cells stay"] == "Eins"


@pytest.mark.parametrize("format", FORMATS)
def test_two_translators_of_one_export_are_in_conflict_where_both_changed_a_text(
    tmp_path: Path, format: ModuleType
) -> None:
    shared = Shared(tmp_path)
    sent = exported(shared.story, format)
    first = sent.replace(B, b"Zurueck").replace(PLASMA, b"Eins")
    shared.take(format, first, "first.po")
    assert shared.take(format, sent.replace(PLASMA, b"Zwei"), "second.po").count(Fate.CONFLICT) == 1
    texts = shared.story.texts()
    assert texts["Plasma cells stay"] == "Eins" and texts["B cells come back"] == "Zurueck"
    assert shared.take(format, first.replace(b"Eins", b"Drei"), "first.po").count(Fate.CONFLICT) == 0


def test_a_conflict_is_decided_once_for_what_is_here_or_there(tmp_path: Path) -> None:
    shared = Shared(tmp_path)
    sent = exported(shared.story, po).replace(PLASMA, b"Dort")
    shared.edit(PLASMA.decode(), "Hier")
    assert shared.take(po, sent).count(Fate.CONFLICT) == 1
    assert shared.take(po, sent, ours=True).count(Fate.CONFLICT) == 0
    assert shared.take(po, sent).count(Fate.CONFLICT) == 0 and shared.story.texts()["Plasma cells stay"] == "Hier"
    shared.edit("Hier", "Wieder hier")
    assert shared.take(po, sent.replace(b"Dort", b"Anders"), theirs=True).new == 1


def test_a_file_without_its_marks_is_no_stranger_to_what_was_taken_from_it(tmp_path: Path) -> None:
    shared = Shared(tmp_path)
    lines = exported(shared.story, po).replace(B, b"Zurueck").replace(PLASMA, b"Eins").split(b"\n")
    sent = b"\n".join(line for line in lines if not line.startswith(b"#."))
    assert shared.take(po, sent).count(Fate.CONFLICT) == 2
    shared.take(po, sent, theirs=True)
    assert shared.take(po, sent.replace(b"Eins", b"Zwei")).new == 1


def test_texts_in_conflict_that_look_the_same_are_told_apart() -> None:
    here, there = told_apart("Effets : légers", "Effets\u00a0: légers")
    assert (here, there) == ("Effets : légers", "Effets‹U+00A0›: légers")
    assert told_apart("Ein Satz", "Ein Wort") == ("Ein Satz", "Ein Wort")


def test_of_long_texts_in_conflict_the_part_that_differs_is_shown() -> None:
    long = "Immer dieselben Worte am Anfang eines langen Satzes, der erst ganz am Ende "
    here, there = told_apart(long + "so endet.", long + "anders endet.")
    assert here.endswith("so endet.") and there.endswith("anders endet.") and here.startswith("…")


def test_a_mistake_in_a_po_file_is_told_at_the_line_of_its_translation(tmp_path: Path) -> None:
    content = exported(translated(tmp_path, TALK), po)
    lines = content.decode().splitlines()
    assert [lines[one.line - 1] for one in po.read(content) if one.text] == [
        line for line in lines if line.startswith('msgstr "DE ')
    ]


@pytest.mark.parametrize(
    "head", ["", 'msgid ""\nmsgstr ""\n"Language: de\\n"\n\n', '# Ours\nmsgid ""\nmsgstr "Language: de\\n"\n']
)
def test_a_translation_over_several_lines_stands_where_it_begins(head: str) -> None:
    content = f'{head}#. exported\n#: a:1\nmsgctxt ""\n"a.b"\nmsgid ""\n"One "\n"more"\nmsgstr ""\n"Eins "\n"mehr"\n'
    [one] = po.read(content.encode())
    assert content.splitlines()[one.line - 1] == 'msgstr ""' and one.text == "Eins mehr"
