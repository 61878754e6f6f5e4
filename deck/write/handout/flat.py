"""Slides as mere pictures: the same paint in the same places, without what it would tell a screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Mark = dict[str, Any]


def flat(sheet: Mark) -> Mark:
    """The sheet with its lists, tables, figures and headings as the text and shapes that are in them.

    A thumbnail is read out from its alternative text alone, and to set real lists and tables takes twice the time.
    """
    return {**sheet, "elements": list(_flat(sheet["elements"]))}


def _flat(marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        match mark["draw"]:
            case "list" | "numbers":
                for item in mark["items"]:
                    yield {**item["marker"], "y": item["marker"]["y"] + item["y"]}
                    yield from _flat(item["marks"])
            case "heading":
                yield from mark["paragraphs"]
            case "figure" | "artifact":
                yield from _flat(mark["marks"])
            case "table":
                for row in mark["rows"]:
                    for cell in row:
                        yield from _flat(cell)
            case _:
                yield mark
