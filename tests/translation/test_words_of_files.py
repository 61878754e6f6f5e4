"""Words of a data file that a slide shows are words of the talk: a translator meets them, and they are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck import cli
from deck.locales import csv, po, xliff
from deck.page import Deck
from deck.texts import texts
from deck.translation.words_of_files import is_in_words
from tests.story import tell
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_exchange import exported, taken

CHART = """\
- id: screen
  kind: chart
  title: Two ways to screen
  chart: bar
  alt: The quick test finds fewer.
  csv: assets/screen.csv
  categories: method
  series: {name: Found, values: found}
"""
TABLE = """\
- id: rows
  kind: table
  title: Two ways to screen
  alt: The two ways.
  csv: assets/screen.csv
  columns: {method: Method, dose: Dose, found: Found, target: Target}
"""
SCREEN = {
    "assets/screen.csv": "method,dose,found,target,remark\n"
    "Quick bedside screening,5 mg/kg,3,CD19,unseen\n"
    "Full *work-up*,10 mg/kg,9,BCMA,unseen\n",
    "locales/glossary.yaml": "keep: [BCMA]\n",
}


def shown_by(deck: Deck) -> str:
    return " ".join(text.plain for text in texts(deck.scenes))


@pytest.mark.parametrize("talk", [CHART, TABLE])
def test_words_of_a_data_file_that_a_slide_shows_are_translated(tmp_path: Path, talk: str) -> None:
    story = translated(tmp_path, talk, SCREEN)
    of_cells = [one for one in story.messages if one.path[2:3] == ("values",)]
    assert [one.source for one in of_cells] == ["Quick bedside screening", r"Full \*work-up\*"]
    deck, _ = story.built()
    assert "DE Quick bedside screening" in shown_by(deck) and "Full *work-up*" in shown_by(deck)


def test_what_nobody_translated_is_missing_with_what_to_do(tmp_path: Path) -> None:
    story = translated(tmp_path, TABLE, SCREEN)
    empty = story.overlay.replace("text: DE Quick bedside screening", "text:")
    _, report = Translated(story.world, story.talk, empty).built()
    [missing] = [one for one in report if one.code == "missing-translation"]
    assert missing.message.startswith("1 text of `slides.rows`") and "`names: [method]`" in missing.help


def test_a_field_of_names_is_the_same_in_every_language(tmp_path: Path) -> None:
    story = translated(tmp_path, TABLE + "  names: [method]\n", SCREEN)
    assert not [one for one in story.messages if one.path[2:3] == ("values",)]
    assert "Quick bedside screening" in shown_by(story.built()[0])


def test_a_name_of_no_field_is_a_mistake(tmp_path: Path) -> None:
    _, mistakes = tell(tmp_path, TABLE + "  names: [methods]\n", SCREEN).built()
    [wrong] = [one.told for one in mistakes if one.told.code == "unknown-field"]
    assert wrong.help == "did you mean `method`?"


def test_what_the_talk_says_for_a_raw_value_is_translated_instead_of_it(tmp_path: Path) -> None:
    story = translated(tmp_path, TABLE + "  values: {method: {Quick bedside screening: Bedside}}\n", SCREEN)
    of_cells = [one.source for one in story.messages if one.path[2:3] == ("values",)]
    assert of_cells == ["Bedside", r"Full \*work-up\*"]


@pytest.mark.parametrize("format", [po, xliff, csv])
def test_they_go_to_a_translator_and_come_back(tmp_path: Path, format) -> None:  # type: ignore[no-untyped-def]
    story = translated(tmp_path, CHART, SCREEN)
    sent = exported(story, format)
    assert b"a cell of " in sent and b"screen.csv, line 2" in sent
    back = taken(story, format.read(sent.replace(b"DE Quick bedside screening", b"Schnelltest")))
    assert back.new == 1 and "text: Schnelltest" in back.text


def test_a_row_more_is_a_string_more(tmp_path: Path) -> None:
    story = translated(tmp_path, CHART, SCREEN)
    with (tmp_path / "assets/screen.csv").open("a", encoding="utf-8") as file:
        file.write("By phone,1 mg,2,CD19,unseen\n")
    assert changed(story, CHART).states() == {"slides.screen.values.method.By phone": "missing"}


@pytest.mark.parametrize("cell", ["47.3", "NCT04561557", "KYV-101", "CD19|BCMA", "5 mg/kg", "12 %", "3 mL", "–", ""])
def test_numbers_codes_units_and_terms_that_stay_need_no_translator(cell: str) -> None:
    assert not is_in_words(cell, ["CD19", "BCMA"])


@pytest.mark.parametrize("cell", ["12 weeks", "MS", "Phase 1/2", "not seen", "CD19 and BCMA"])
def test_words_beside_a_number_need_one(cell: str) -> None:
    assert is_in_words(cell, ["CD19", "BCMA"])


def test_status_and_strict_count_them(tmp_path: Path) -> None:
    story = translated(tmp_path, TABLE, SCREEN)
    story.world.locales_folder.mkdir(exist_ok=True)
    (story.world.locales_folder / "de.yaml").write_text(
        story.overlay.replace("text: DE Quick bedside screening", "text:")
    )
    assert (
        cli.cli.main(
            ["locale", "status", "de", "--strict", "--talk", str(story.world.slides_file)], standalone_mode=False
        )
        == 1
    )
