"""The shipped translations: complete, current, in their language, and built without a mistake."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from deck import language, phrases
from deck.diagnostics import Diagnostic, Report
from deck.page import Deck
from deck.pipeline import Edition, build_from, read_talk
from deck.texts import texts
from deck.translation.catalogue import catalogue
from deck.translation.message import Paired, State, named
from deck.translation.overlay import load_overlay, tags
from deck.translation.pair import pair
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from tests.slow import slow

PROJECT = Path(__file__).parents[2]
GOLDEN = PROJECT / "tests" / "golden"
WORLD = Workspace.find(PROJECT / "slides.yaml")
TAGS = tags(WORLD)
DRAFTS = {"needs-approval", "draft-translation", "still-waiting"}
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@cache
def built(tag: str) -> tuple[Deck, tuple[Diagnostic, ...]]:
    report = Report()
    deck = build_from(read_talk(WORLD, report), WORLD, report, Edition(tag))
    assert deck is not None
    return deck, tuple(report)


@cache
def written(tag: str) -> bytes:
    return write_pptx(built(tag)[0])


@cache
def pairs(tag: str) -> tuple[Paired, ...]:
    report = Report()
    talk = read_talk(WORLD, report)
    overlay = load_overlay(WORLD, tag, report)
    assert talk is not None and overlay is not None
    found = pair(catalogue(talk, WORLD, tag), overlay)
    assert found.unused == () and found.ambiguous == ()
    return tuple(one for one in found.pairs if not one.message.optional)


def test_the_talk_is_there_in_the_languages_that_were_promised() -> None:
    assert set(TAGS) >= {"de", "nl", "fr", "ar"}


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_found_but_that_it_is_a_draft(tag: str) -> None:
    found = [f"{one.code}: {one.message}" for one in built(tag)[1] if one.code not in DRAFTS]
    assert found == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_text_is_missing_or_stale(tag: str) -> None:
    late = [named(one.message.path) for one in pairs(tag) if one.state in (State.MISSING, State.STALE)]
    assert late == []


@pytest.mark.parametrize("tag", TAGS)
def test_what_stays_as_it_is_was_read_by_a_person(tag: str, golden: Callable[[Path, str], None]) -> None:
    same = [f"{named(one.message.path)}: {one.message.source}\n" for one in pairs(tag) if one.state is State.IDENTICAL]
    golden(GOLDEN / f"identical.{tag}.txt", "".join(same))


def test_arabic_is_written_in_arabic_letters() -> None:
    """Latin stays what is Latin in the source too: names, antigens, registry numbers."""
    latin = []
    for one in pairs("ar"):
        if one.state is State.TRANSLATED and one.entry is not None:
            words = re.findall(r"[A-Za-z][A-Za-z]+", _KEPT.sub(" ", one.entry.text))
            names = re.findall(r"[A-Za-z][A-Za-z]+", one.message.source)
            added = set(words) - set(names) - KNOWN_ABBREVIATIONS
            # Codes alone, such as those of countries, differ in their commas only.
            if added or not (re.search(r"[\u0620-\u064a]", one.entry.text) or words == names):
                latin.append(f"{named(one.message.path)}: {added or one.entry.text}")
    assert latin == []


_KEPT = re.compile(r"\{[\w.]+,\s+plural,|\b(?:zero|one|two|few|many|other)\s+\{|\{[^{}]*\}|\[@[^\]]*\]|\]\([^)]*\)")
# An Arabic text may add the abbreviation that its readers know a term by.
KNOWN_ABBREVIATIONS = {"ATMP", "CAR", "CRS", "EMA", "EMSP", "MS", "SD", "in", "pre", "pro"}


@pytest.mark.parametrize("tag", TAGS)
def test_every_run_is_in_the_language_of_the_deck_or_of_what_it_names(tag: str) -> None:
    found = set()
    with zipfile.ZipFile(io.BytesIO(written(tag))) as package:
        for name in package.namelist():
            if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name):
                root = etree.fromstring(package.read(name))
                found |= {run.get("lang") for run in root.iter(f"{A}rPr", f"{A}endParaRPr")}
    # English: titles of papers. Chinese: the names of three authors, in their own letters.
    assert {one for one in found if language.base(one or "") != tag} <= {"en", "zh-CN"}, found
    assert tag in found


@pytest.mark.parametrize("tag", [tag if tag in ("ar", "de") else slow(tag) for tag in TAGS])
def test_a_validator_finds_nothing_in_the_deck(tag: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.pptx"
    path.write_bytes(written(tag))
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize("tag", TAGS)
def test_the_program_says_everything_in_the_language(tag: str) -> None:
    missing = set(phrases.shipped("en")) - set(phrases.shipped(tag))
    assert missing == set()
    for name, phrase in phrases.shipped(tag).items():
        if not isinstance(phrase, str):
            needed = {language.plural(count, tag) for count in range(201)} | {"other"}
            assert needed <= set(phrase), name


@pytest.mark.parametrize("tag", TAGS)
def test_a_phrase_fills_in_what_it_does_in_english(tag: str) -> None:
    def fields(phrase: phrases.Phrase) -> set[str]:
        texts = [phrase] if isinstance(phrase, str) else list(phrase.values())
        return {name for text in texts for name in re.findall(r"\{(\w+)\}", text)}

    english = phrases.shipped("en")
    wrong = [n for n, phrase in phrases.shipped(tag).items() if fields(phrase) != fields(english.get(n, ""))]
    assert wrong == []


MOST_TOO_LONG = 14
"""On the slides that are full in English: the quotation, the tree, the model, the side effects, the table."""


@pytest.mark.parametrize("tag", ("qps-ploc", slow("qps-plocm")))
def test_the_layouts_survive_a_language_that_nobody_has_added_yet(tag: str) -> None:
    """Words two fifths longer do not all fit at sizes that a room can read: each that does not is told."""
    found = [f"{one.code}: {one.message} {one.label}" for one in built(tag)[1] if one.code not in DRAFTS]
    assert {one.partition(":")[0] for one in found} <= {"text-overflows", "figure-text", "fragile-line"}
    assert len(found) <= MOST_TOO_LONG, found
    write_pptx(built(tag)[0])


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_a_papers_title_is_read_in_its_own_language(tag: str) -> None:
    papers = [page for page in built(tag)[0].pages if page.kind == "paper"]
    titles = [run for page in papers for text in texts(page.items) for run in text.runs if "CAR T" in run.text[:60]]
    assert len(titles) >= 3
    assert {run.lang for run in titles} == {"en"}
