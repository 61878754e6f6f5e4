"""Twenty ways in which translators' files meet an overlay: in none is a text lost, or overwritten in silence."""

from __future__ import annotations

import csv as rows_of_text
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from types import ModuleType

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from deck.locales import csv, po, xliff
from deck.locales.imported import Imported, Unreadable
from deck.locales.take_over import Fate
from deck.translation.message import normal
from deck.value import replace as with_changes
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_exchange import exported, taken_with
from tests.translation.test_pairing import TALK

FORMATS = (po, xliff, csv)
CELLS, PLASMA, UNCHANGED = "B cells come back", "Plasma cells stay", "T cells are unchanged"


def sent(story: Translated, format: ModuleType, **texts: str) -> tuple[Imported, ...]:
    """A translator's file: the export with other texts, by the first word of their sources."""
    return edited(format.read(exported(story, format)), **texts)


def edited(rows: Sequence[Imported], **texts: str) -> tuple[Imported, ...]:
    found = {word: [one for one in rows if one.source.startswith(f"{word} ") and "bullets" in one.id] for word in texts}
    assert all(len(ones) == 1 for ones in found.values()), found
    new = {ones[0].id: texts[word] for word, ones in found.items()}
    return tuple(with_changes(one, text=new[one.id]) if one.id in new else one for one in rows)


def merged(story: Translated, *files: Sequence[Imported]) -> tuple[Translated, list[str]]:
    """The overlay after these files in turn, and what was told."""
    told: list[str] = []
    for file in files:
        result, report = taken_with(story, tuple(file))
        story = replace(story, overlay=result.text)
        told += [one.code for one in report if one.code not in ("sentence-lost", "bad-typography")]
    return story, told


def here(story: Translated, before: str, after: str) -> Translated:
    assert f"text: DE {before}\n" in story.overlay
    return replace(story, overlay=story.overlay.replace(f"text: DE {before}\n", f"text: {after}\n"))


def kept_somewhere(story: Translated, text: str) -> bool:
    overlay = story.read()
    return any(normal(entry.text) == text for entry in (*overlay.entries, *overlay.obsolete))


# ---------------------------------------------------------------- two and three translators


@pytest.mark.parametrize("format", FORMATS)
def test_three_translators_of_one_export_all_land_in_any_order(tmp_path: Path, format: ModuleType) -> None:
    story = translated(tmp_path, TALK)
    files = [sent(story, format, B=f"{format.__name__} b"), sent(story, format, Plasma="p"), sent(story, format, T="t")]
    overlays = {merged(story, *order)[0].overlay for order in permutations(files)}
    assert len(overlays) == 1
    texts = replace(story, overlay=overlays.pop()).texts()
    assert (texts[PLASMA], texts[UNCHANGED]) == ("p", "t")


def test_of_three_translators_the_two_that_disagree_are_named(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    after, told = merged(
        story, sent(story, po, Plasma="one"), sent(story, po, Plasma="two", T="t"), sent(story, po, B="b")
    )
    assert told == ["conflicting-translation"]
    assert [after.texts()[source] for source in (CELLS, PLASMA, UNCHANGED)] == ["b", "one", "t"]


def test_two_translators_who_write_the_same_agree(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    after, told = merged(story, sent(story, po, Plasma="same"), sent(story, csv, Plasma="same"))
    assert told == [] and after.texts()[PLASMA] == "same"


def test_one_file_taken_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    file = sent(story, xliff, Plasma="p", T="t")
    once, _ = merged(story, file)
    assert merged(once, file) == (once, [])


def test_a_second_translator_corrects_the_first_and_the_first_file_comes_again(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    first = sent(story, po, Plasma="rough")
    after, _ = merged(story, first)
    corrected, _ = merged(after, sent(after, po, Plasma="fine"))
    again, told = merged(corrected, first)
    assert again.texts()[PLASMA] == "fine" and told == ["conflicting-translation"]


# ---------------------------------------------------------------- late files


def test_a_late_file_lands_where_the_talk_has_not_changed(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    late = sent(story, po, Plasma="p", T="t")
    later = changed(story, TALK.replace(PLASMA, "They stay")).updated()
    after, _ = merged(later, late)
    assert after.texts()[UNCHANGED] == "t"
    assert kept_somewhere(after, "p") and after.states() == {"slides.first.bullets.2": "stale"}


def test_a_late_file_finds_points_that_went_to_another_slide(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    late = sent(story, csv, Plasma="p")
    split = (
        TALK.replace(f"    - {PLASMA}\n", "")
        + f"- {{id: third, kind: bullets, title: Third, bullets: [{PLASMA}, More]}}\n"
    )
    after, _ = merged(changed(story, split).updated(), late)
    assert after.texts()[PLASMA] == "p"


def test_a_late_file_of_a_string_that_is_gone_is_told(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    late = sent(story, po, Plasma="p")
    after, told = merged(changed(story, TALK.replace(f"    - {PLASMA}\n", "")).updated(), late)
    assert "unused-translation" in told and kept_somewhere(after, f"DE {PLASMA}")


def test_two_exports_of_different_days_come_back_in_the_wrong_order(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    monday = sent(story, po, Plasma="monday", T="t")
    later = changed(story, TALK.replace(PLASMA, "They stay")).updated()
    tuesday = sent(later, po, They="tuesday")
    after, told = merged(later, tuesday, monday)
    assert after.texts()["They stay"] == "tuesday" and after.texts()[UNCHANGED] == "t"
    assert told == ["late-translation"]


# ---------------------------------------------------------------- foreign, partial and re-sorted files


def test_a_file_of_another_talk_says_of_each_string_that_it_is_not_taken(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    other = [Imported("slides.x.title", "Another talk", "Ein anderer Vortrag", 1), Imported("y", "Cats", "Katzen", 2)]
    after, told = merged(story, other)
    assert after == story and told == ["unused-translation"] * 2


@pytest.mark.parametrize("format", FORMATS)
def test_a_part_of_a_file_leaves_the_rest_alone(tmp_path: Path, format: ModuleType) -> None:
    story = here(translated(tmp_path, TALK), UNCHANGED, "ours")
    part = [one for one in sent(story, format, Plasma="p") if "Plasma" in one.source]
    after, told = merged(story, part)
    assert told == [] and after.overlay == story.overlay.replace(f"text: DE {PLASMA}\n", "text: p\n")


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_a_file_does_not_matter(tmp_path: Path, format: ModuleType) -> None:
    story = translated(tmp_path, TALK)
    file = (
        sent(story, format, Plasma="p", T="t", B="b") if format is not csv else sent(story, format, Plasma="p", T="t")
    )
    by_source = sorted(file, key=lambda one: one.source)
    assert merged(story, by_source) == merged(story, file) == merged(story, file[::-1])


def test_an_emptied_text_deletes_nothing(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    assert merged(story, sent(story, po, Plasma="")) == (story, [])


def test_texts_that_were_swapped_are_taken_as_they_are_and_nothing_else_moves(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    after, told = merged(story, sent(story, po, Plasma=f"DE {UNCHANGED}", T=f"DE {PLASMA}"))
    assert told == [] and (after.texts()[PLASMA], after.texts()[UNCHANGED]) == (f"DE {UNCHANGED}", f"DE {PLASMA}")


# ---------------------------------------------------------------- edited here in the meantime


def test_what_was_first_translated_here_and_there_is_a_conflict(tmp_path: Path) -> None:
    empty = here(translated(tmp_path, TALK), PLASMA, "").updated()
    file = sent(empty, po, Plasma="theirs")
    ours = replace(empty, overlay=re.sub(rf"(source: {PLASMA}\n +text:).*", r"\1 ours", empty.overlay))
    after, told = merged(ours, file)
    assert after.texts()[PLASMA] == "ours" and told == ["conflicting-translation"]


def test_what_was_deleted_here_and_left_there_stays_deleted(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    file = sent(story, po, T="t")
    emptied = replace(story, overlay=story.overlay.replace(f"text: DE {PLASMA}\n", "text:\n"))
    result, _ = taken_with(emptied, file)
    assert PLASMA not in {one.id for one in result.steps if one.fate is Fate.NEW}
    assert replace(story, overlay=result.text).texts()[UNCHANGED] == "t"


def test_a_comment_and_a_question_in_the_overlay_stay(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    noted = replace(
        story,
        overlay=story.overlay.replace(
            f"text: DE {PLASMA}\n", f"text: DE {PLASMA}  # ask Eva\n        question: which?\n"
        ),
    )
    after, told = merged(noted, sent(story, po, T="t", Plasma="p"))
    assert "question: which?" in after.overlay and "# ask Eva" in after.overlay and told == []


# ---------------------------------------------------------------- spreadsheets


def as_spreadsheet(content: bytes, save: str) -> bytes:
    """What programs make of a table: other separators, columns, dates, empty rows."""
    rows = list(rows_of_text.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if save == "columns":
        rows = [[*row[::-1], "their own"] for row in rows]
    if save == "rows":
        rows += [[""] * len(rows[0])] * 3
    if save == "dates":
        rows = [
            [{"24 April 2026": "24.04.2026", "DE 24 April 2026": "DE 24 April 2026"}.get(c, c) for c in row]
            for row in rows
        ]
    out = io.StringIO(newline="")
    rows_of_text.writer(out, delimiter=";" if save == "semicolons" else "\t" if save == "unicode" else ",").writerows(
        rows
    )
    return out.getvalue().encode("utf-16" if save == "unicode" else "utf-8")


@pytest.mark.parametrize("save", ["columns", "rows", "dates", "semicolons", "unicode"])
def test_a_table_that_a_spreadsheet_saved_has_one_change(tmp_path: Path, save: str) -> None:
    story = translated(tmp_path, TALK)
    table = as_spreadsheet(exported(story, csv).replace(f"DE {PLASMA}".encode(), b"p"), save)
    after, told = merged(story, csv.read(table))
    assert told == [] and after.overlay == story.overlay.replace(f"text: DE {PLASMA}\n", "text: p\n")


def in_the_letters_of_windows(story: Translated, said: str) -> bytes:
    table = exported(story, csv).replace(f"DE {PLASMA}".encode(), said.encode()).decode("utf-8-sig")
    return table.encode("cp1252")


def test_a_table_in_the_letters_of_one_country_is_read_where_they_mean_one_thing(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    after, told = merged(story, csv.read(in_the_letters_of_windows(story, "Rückkehr")))
    assert told == [] and after.overlay == story.overlay.replace(f"text: DE {PLASMA}\n", "text: Rückkehr\n")


def test_a_table_in_the_letters_of_one_country_is_refused_where_they_may_be_another_s(tmp_path: Path) -> None:
    """What is ø in the north is ř in Prague."""
    story = translated(tmp_path, TALK)
    with pytest.raises(Unreadable):
        csv.read(in_the_letters_of_windows(story, "prøve"))


# ---------------------------------------------------------------- the habits of three XLIFF tools


def with_segments(tree: etree._Element) -> None:
    """Trados and memoQ repeat the source in segments, and set the target in them."""
    for unit in tree.iter("{*}trans-unit"):
        source, target = unit.find("{*}source"), unit.find("{*}target")
        if target is None:
            continue
        again = etree.SubElement(unit, source.tag.replace("}source", "}seg-source"))
        for element, words in ((again, source.text), (target, target.text)):
            element.text = None
            segment = etree.SubElement(element, source.tag.replace("}source", "}mrk"), {"mtype": "seg", "mid": "1"})
            segment.text = words


def without_states(tree: etree._Element) -> None:
    """OmegaT by way of Okapi: no states, no notes of others, what it does not know is dropped."""
    for unit in tree.iter("{*}trans-unit"):
        unit.attrib.pop("approved", None)
        if (target := unit.find("{*}target")) is not None:
            target.attrib.clear()
        for child in list(unit):
            if etree.QName(child).localname in ("context-group", "note"):
                unit.remove(child)


def as_crowdin(tree: etree._Element) -> None:
    """Crowdin and Phrase: groups, their own attributes, qualified states, targets before approval."""
    body = next(tree.iter("{*}body"))
    group = etree.SubElement(body, body.tag.replace("}body", "}group"), {"id": "7", "restype": "x-slide"})
    for unit in list(body.iterfind("{*}trans-unit")):
        group.append(unit)
        unit.set("resname", unit.get("id"))
        for target in unit.iterfind("{*}target"):
            target.set("state", "final")
            target.set("state-qualifier", "exact-match")


@pytest.mark.parametrize("habit", [with_segments, without_states, as_crowdin])
def test_what_a_tool_does_to_xliff_changes_no_text(tmp_path: Path, habit) -> None:  # type: ignore[no-untyped-def]
    story = translated(tmp_path, TALK)
    tree = etree.fromstring(exported(story, xliff).replace(f"DE {PLASMA}".encode(), b"p"))
    habit(tree)
    after, told = merged(story, xliff.read(etree.tostring(tree)))
    # `final` is their word for what somebody has approved.
    plain = re.sub(r"\n +state: approved", "", after.overlay)
    assert told == [] and plain == story.overlay.replace(f"text: DE {PLASMA}\n", "text: p\n")
    assert ("state: approved" in after.overlay) == (habit is as_crowdin)


def test_poedit_and_weblate_write_the_header_anew_and_wrap_lines(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    file = polib.pofile(exported(story, po).decode(), wrapwidth=30)
    file.metadata |= {"X-Generator": "Weblate 5", "Language": "de_DE", "Plural-Forms": "nplurals=2; plural=n != 1;"}
    next(one for one in file if one.msgid == PLASMA).msgstr = "p"
    after, told = merged(story, po.read(str(file).encode()))
    assert told == [] and after.overlay == story.overlay.replace(f"text: DE {PLASMA}\n", "text: p\n")


# ---------------------------------------------------------------- any number of them, in any order


@settings(derandomize=True, max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_translators_send_nothing_that_one_side_alone_wrote_is_gone(
    tmp_path: Path, data: st.DataObject
) -> None:
    """Three translators of one export, an edit here, and a talk that changes in between."""
    story = translated(tmp_path, TALK)
    rows = po.read(exported(story, po))
    ids = [one.id for one in rows if one.id.startswith("slides")]
    choice = st.sets(st.sampled_from(ids), max_size=3)
    picks = [data.draw(choice) for _ in range(3)]
    files = [
        [with_changes(one, text=f"{who} wrote {one.id}") if one.id in pick else one for one in rows]
        for who, pick in enumerate(picks)
    ]
    ours = data.draw(choice)
    for one in rows:
        if one.id in ours:
            story = replace(story, overlay=story.overlay.replace(f"text: {one.text}\n", f"text: here {one.id}\n", 1))
    gone = data.draw(st.sampled_from(["", f"    - {PLASMA}\n", f"    - {CELLS}\n"]))
    if gone:
        story = changed(story, TALK.replace(gone, "")).updated()
    written = {
        normal(one.text) for one in (*story.read().entries, *story.read().obsolete) if one.text.startswith("here")
    }
    for file in data.draw(st.permutations(files)):
        before = {normal(one.text) for one in (*story.read().entries, *story.read().obsolete) if " wrote " in one.text}
        result, report = taken_with(story, tuple(file))
        story = replace(story, overlay=result.text)
        told = " ".join(one.message for one in report)
        after = {normal(one.text) for one in (*story.read().entries, *story.read().obsolete)}
        # What was here stays; what the file brought is here, or named.
        assert before | written <= after
        for one in file:
            if " wrote " in one.text:
                assert one.text in after or one.id in told or one.source[:40] in told, one
