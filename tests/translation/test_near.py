"""A string that nearly says what was translated before is shown that translation, and nothing is taken over for it."""

from __future__ import annotations

import io
from csv import DictReader
from dataclasses import replace
from pathlib import Path

import pdfplumber
import polib
import pytest
from lxml import etree

from deck.locales import csv, po, xliff
from deck.locales.take_over import Fate
from deck.locales.unit import units
from deck.translation.glossary import Glossary
from deck.translation.near import near
from deck.translation.status import status
from deck.write.proof import proof
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_exchange import exported, taken
from tests.translation.test_pairing import TALK

NEAR = "Plasma cells all stay"
STAY = "    - Plasma cells stay\n"


@pytest.fixture
def story(tmp_path: Path) -> Translated:
    """A talk with one bullet that is new, and nearly another's twin."""
    before = translated(tmp_path, TALK)
    return changed(
        before, TALK.replace("    - Plasma cells stay\n", f"    - Plasma cells stay\n    - {NEAR}\n")
    ).updated()


def entry_of(content: bytes) -> tuple[polib.POFile, polib.POEntry]:
    file = polib.pofile(content.decode())
    return file, next(one for one in file if one.msgid == NEAR)


def text_of(story: Translated) -> str:
    return next(one.entry.text if one.entry else "" for one in story.paired().pairs if one.message.source == NEAR)


def test_what_is_near_is_found_in_the_talk(story: Translated) -> None:
    [found] = near(story.paired()).values()
    assert (found.source, found.text) == ("Plasma cells stay", "DE Plasma cells stay") and 75 <= found.percent < 100
    assert text_of(story) == ""


def test_what_is_near_is_found_in_what_the_talk_no_longer_says(tmp_path: Path) -> None:
    without = TALK.replace(STAY, "")
    gone = changed(translated(tmp_path, TALK), without).updated()
    again = changed(gone, without.replace("kind: hub", "kind: hub\n  kicker: Plasma cells will stay")).updated()
    assert [one.text for one in near(again.paired(), again.read().obsolete).values()] == ["DE Plasma cells stay"]


def test_status_counts_it(story: Translated) -> None:
    assert status(story.read(), story.paired()).near == 1


def test_po_shows_it_as_gettext_does(story: Translated) -> None:
    _, entry = entry_of(exported(story, po))
    assert (entry.msgstr, entry.previous_msgid, "fuzzy" in entry.flags) == (
        "DE Plasma cells stay",
        "Plasma cells stay",
        True,
    )


def test_an_untouched_suggestion_is_never_taken_over(story: Translated) -> None:
    for format in (po, xliff, csv):
        result = taken(story, format.read(exported(story, format)))
        assert result.text == story.overlay and result.new == 0


def test_one_that_a_translator_says_is_good_is(story: Translated) -> None:
    file, entry = entry_of(exported(story, po))
    entry.flags.remove("fuzzy")
    result = taken(story, po.read(str(file).encode()))
    assert result.new == 1 and text_of(replace(story, overlay=result.text)) == "DE Plasma cells stay"


def test_one_that_a_translator_corrects_is_taken_over_whatever_its_flag(story: Translated) -> None:
    file, entry = entry_of(exported(story, po))
    entry.msgstr = "DE Plasma cells all stay"
    result = taken(story, po.read(str(file).encode()))
    assert text_of(replace(story, overlay=result.text)) == "DE Plasma cells all stay"


def test_what_was_translated_here_since_stays(story: Translated) -> None:
    file, entry = entry_of(exported(story, po))
    ours = replace(
        story, overlay=story.overlay.replace(f"source: {NEAR}\n        text:", f"source: {NEAR}\n        text: OURS")
    )
    assert text_of(ours) == "OURS"
    assert text_of(replace(ours, overlay=taken(ours, po.read(exported(story, po))).text)) == "OURS"
    entry.msgstr = "DE THEIRS"
    result = taken(ours, po.read(str(file).encode()))
    assert text_of(replace(ours, overlay=result.text)) == "OURS" and result.count(Fate.CONFLICT) == 1


def test_xliff_shows_it_as_a_match_beside_an_empty_target(story: Translated) -> None:
    tree = etree.fromstring(exported(story, xliff))
    [match] = [one for one in tree.iter("{*}alt-trans") if one.get("alttranstype") != "previous-version"]
    unit = match.getparent()
    assert unit.find("{*}target") is None and unit.findtext("{*}source") == NEAR
    assert match.findtext("{*}target") == "DE Plasma cells stay" and match.get("match-quality").endswith("%")


def test_csv_shows_it_in_a_column_of_its_own(story: Translated) -> None:
    rows = list(DictReader(io.StringIO(exported(story, csv).decode("utf-8-sig"))))
    [row] = [one for one in rows if one["suggestion"]]
    assert (row["source"], row["target"], row["suggestion"]) == (NEAR, "", "DE Plasma cells stay")


def test_the_proof_shows_it(story: Translated) -> None:
    deck, _ = story.built(keep_stale=True)
    pairing = story.paired()
    data = proof(deck, pairing.pairs, units(story.talk, pairing, (), deck.brand, Glossary()), "en-GB", "draft")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        words = " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)
    assert "near: Plasma cells stay " in words  # and its translation on a line of its own


def test_what_is_not_alike_is_not_shown(tmp_path: Path) -> None:
    before = translated(tmp_path, TALK)
    other = changed(
        before, TALK.replace("    - Plasma cells stay\n", "    - Plasma cells stay\n    - Nothing like it\n")
    )
    assert near(other.updated().paired()) == {}
