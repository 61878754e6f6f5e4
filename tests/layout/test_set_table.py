"""How wide are the columns of a table?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.brand.load import load_brand
from deck.layout.measure import Measure
from deck.layout.set_table import INSET, set_table
from deck.layout.set_text import TypeSetter
from deck.markup import Run, Text
from deck.page import TableBox
from deck.scene import Table


def table(*rows: tuple[str, ...], size: float = 18) -> TableBox:
    brand = load_brand(Path(__file__).parents[2] / "assets" / "brand")[0]
    assert brand is not None
    header, *body = (tuple(Text((Run(cell),), cell) for cell in row) for row in rows)
    slot = brand.layouts["table"].slots["table"]
    sizes = {"table": size, "table_head": size}
    return set_table(Table(header, tuple(body), Text(())), "t", slot, TypeSetter(brand, Measure(brand)), sizes)


WORD = "Registratienummer"
LONG = "a cell of many words that would rather stand on one line than on three of them"


def test_a_word_as_wide_as_its_column_has_room_to_be_rounded_up() -> None:
    found = table((WORD, "Study", "Remarks"), ("1", LONG, LONG))
    cell = found.cells[0][0]
    room = found.widths[0] - INSET[0] - INSET[2]
    assert [line.text for line in cell.lines] == [WORD]
    assert room / cell.paragraphs[0].lines[0].width >= 1.004
    assert sum(found.widths) == pytest.approx(found.box.width)


def test_columns_that_cannot_hold_their_words_share_what_there_is() -> None:
    found = table(*[tuple(WORD for _ in range(9))] * 2)
    assert len(set(round(width, 3) for width in found.widths)) == 1
    assert sum(found.widths) == pytest.approx(found.box.width)


def test_what_is_left_over_parts_the_columns_whether_they_hold_numbers_or_words() -> None:
    found = table(("Texture", "For whom"), ("Puréed", "Poor chewing"), ("Soft", "Tired at meals"))
    narrow, wide = (width - max(line.width for row in found.cells for line in row[at].paragraphs[0].lines)
                    for at, width in enumerate(found.widths))  # fmt: skip
    assert narrow == pytest.approx(wide, abs=0.5)
