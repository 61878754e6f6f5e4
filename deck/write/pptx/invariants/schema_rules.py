"""What the schema of presentations says of the XML of any one part."""

from __future__ import annotations

from collections.abc import Iterator

from deck.write.pptx.invariants.read import A, Element, Sheet

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""


def children_are_in_order(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair when children stand in another order than the schema's, are missing or too many."""
    yield from (found for found in _misfits(sheet, "child") if not _is_fill_of_a_table(found[0]))


def table_is_filled_before_its_style(sheet: Sheet) -> Iterator[Finding]:
    """The schema has the fill of a table first; ONLYOFFICE writes it behind the style, and PowerPoint lets it pass."""
    yield from (found for found in _misfits(sheet, "child") if _is_fill_of_a_table(found[0]))


def _is_fill_of_a_table(element: Element | str) -> bool:
    if isinstance(element, str) or not str(element.tag).endswith("Fill"):
        return False
    parent = element.getparent()
    return parent is not None and parent.tag == f"{A}tblPr"


def attributes_are_of_the_element(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for an attribute that it does not know, and where one is missing."""
    yield from _misfits(sheet, "attribute")


def values_are_of_their_kind(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for a word that is not in the list, and for a number that is none or out of range."""
    yield from _misfits(sheet, "value")


def text_stands_in_its_place(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses letters between elements: text stands in elements of its own."""
    yield from _misfits(sheet, "text")


def attributes_have_no_control_characters(sheet: Sheet) -> Iterator[Finding]:
    """A name or description is one line: a control character in it is a box to see, and a pause or noise to hear."""
    yield from _misfits(sheet, "control")


def _misfits(sheet: Sheet, sort: str) -> Iterator[Finding]:
    yield from ((one.element, one.message) for one in sheet.walked.misfits if one.sort == sort)
