"""Does the program choose the layouts of a stranger's template that a careful person would?"""

from __future__ import annotations

from typing import Any

import pytest

from deck.brand.brought.choose import Choice, choose, sections_of
from deck.brand.brought.package import Package
from deck.brand.brought.read import Brought, read_template
from tests.brought.make import SHAPES, made, shape

NEEDS = ("cover", "section", "text", "two", "bare", "figure", "table")


def brought(data: bytes) -> Brought:
    return read_template(Package.read(data))


def choices(data: bytes) -> dict[str, Choice]:
    read = brought(data)
    return sections_of(read, choose(read))


def said(choice: Choice | None) -> Any:
    if choice is None:
        return "none"
    slots = {name: [one.type, one.idx] for name, one in choice.slots.items()}
    return {"master": choice.sheet.master, "layout": choice.sheet.name, "slots": slots}


@pytest.mark.parametrize("name", SHAPES)
def test_the_choices_are_those_of_a_careful_person(name: str) -> None:
    found = choices(shape(name))
    assert {need: said(found.get(need)) for need in NEEDS} == SHAPES[name]["choices"]


def test_a_standard_type_decides_whatever_the_layout_is_called() -> None:
    told = {
        "size": [960, 540],
        "masters": [
            {
                "holders": [["title", 0, 60, 30, 840, 80, "T"], ["body", 1, 60, 130, 840, 340, "B"]],
                "layouts": [
                    {"name": "Xyzzy", "type": "obj", "holders": [["title", 0, "T"], ["obj", 1, "B"]]},
                    {"name": "Title and Content", "type": "titleOnly", "holders": [["title", 0, "T"]]},
                ],
            }
        ],
    }
    found = choices(made(told))
    assert found["text"].sheet.name == "Xyzzy"
    assert found["bare"].sheet.name == "Title and Content"


def house(**layouts: list[Any]) -> bytes:
    """A house's own names without types."""
    held = [["title", 0, 60, 30, 840, 80, "Title"], ["body", 1, 60, 130, 840, 340, "Text"]]
    listed = [{"name": name.replace("_", " "), "type": "", "holders": holders} for name, holders in layouts.items()]
    return made({"size": [960, 540], "masters": [{"holders": held, "layouts": listed}]})


TITLE, LOW = ["title", 0, 60, 30, 840, 80, "Title"], ["title", 0, 60, 200, 840, 120, "Title"]
ONE, NARROW = ["obj", 1, 60, 130, 840, 340, "Text"], ["body", 5, 60, 130, 200, 340, "Text"]


def test_without_types_names_and_places_decide() -> None:
    found = choices(
        house(
            Opening=[
                ["ctrTitle", 0, 60, 150, 840, 120, "Title"],
                ["body", 12, 60, 300, 840, 40, "Name of the speaker"],
            ],
            Divider=[LOW],
            One_content=[TITLE, ONE],
            Sidebar=[TITLE, NARROW],
            Pair=[TITLE, ["obj", 4, 500, 130, 400, 340, "R"], ["obj", 9, 60, 130, 400, 340, "L"]],
            Headline=[TITLE],
        )
    )
    assert found["cover"].sheet.name == "Opening" and found["cover"].slots["subtitle"].idx == 12
    assert found["section"].sheet.name == "Divider"
    assert found["text"].sheet.name == "One content"
    # Left is what stands on the left, whatever its number.
    assert (found["two"].slots["left"].idx, found["two"].slots["right"].idx) == (9, 4)
    assert found["bare"].sheet.name == "Headline"


def test_heads_over_two_columns_are_no_columns() -> None:
    heads = [["body", 1, 60, 130, 400, 40, "H"], ["body", 3, 500, 130, 400, 40, "H"]]
    columns = [["obj", 2, 60, 175, 400, 290, "L"], ["obj", 4, 500, 175, 400, 290, "R"]]
    found = choices(house(Comparison=[TITLE, *heads, *columns], Two_columns=[TITLE, *columns], Content=[TITLE, ONE]))
    assert found["two"].sheet.name == "Two columns"


def test_what_is_as_good_is_a_question() -> None:
    found = choices(house(Content_white=[TITLE, ONE], Content_blue=[TITLE, ONE]))
    assert found["text"].sheet.name == "Content white"
    assert "Content blue" in found["text"].second and not found["text"].is_sure


def test_letters_with_a_stroke_are_those_of_office_in_polish() -> None:
    title = ["title", 0, 60, 30, 840, 80, "Kliknij"]
    found = choices(
        house(
            Slajd_tytułowy=[["ctrTitle", 0, 60, 150, 840, 120, "Kliknij"], ["subTitle", 1, 60, 300, 840, 80, ""]],
            Tytuł_i_zawartość=[title, ONE],
            Nagłówek_sekcji=[["title", 0, 60, 300, 840, 90, ""], ["body", 1, 60, 200, 840, 60, ""]],
            Tylko_tytuł=[title],
        )
    )
    named = {need: one.sheet.name for need, one in found.items()}
    assert named == {
        "cover": "Slajd tytułowy",
        "section": "Nagłówek sekcji",
        "text": "Tytuł i zawartość",
        "bare": "Tylko tytuł",
    }


def test_who_is_quoted_is_not_who_speaks() -> None:
    found = choices(
        house(
            Opener=[
                ["title", 0, 60, 180, 700, 110, "Presentation title"],
                ["body", 13, 60, 300, 700, 40, "Name of speaker"],
                ["body", 14, 60, 345, 700, 40, "Place, date"],
                ["pic", 15, 760, 40, 160, 80, "Insert partner logo"],
            ],
            Quote=[
                TITLE,
                ["body", 13, 120, 150, 720, 200, "Insert quote here"],
                ["body", 14, 120, 360, 720, 40, "Name of the person quoted"],
            ],
            One_content=[TITLE, ONE],
        )
    )
    assert found["cover"].sheet.name == "Opener"
    assert [found["cover"].slots[name].idx for name in ("subtitle", "lines")] == [13, 14]
