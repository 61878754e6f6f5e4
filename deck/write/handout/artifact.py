"""Slides as artifacts: the same paint in the same places, without what it would tell a screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Mark = dict[str, Any]


def as_artifact(sheet: Mark) -> Mark:
    """The sheet with its lists, tables, figures and headings as the text and shapes that are in them.

    A thumbnail is read out from its alternative text alone; to set real paragraphs, lists and tables takes a third more
    time.
    """
    return {**sheet, "elements": _gathered(_untagged(sheet["elements"]), sheet["styles"])}


def _gathered(marks: Iterable[Mark], styles: Sequence[Mark]) -> list[Mark]:
    """The marks, with lines of one look as one, whose style is set once; words stay in the order they are read in.

    Bullets stand between the lines of a list, which would part them: they come last.
    """
    kept: list[Mark] = []
    bullets: dict[int, Mark] = {}
    for mark in marks:
        if not _is_plain(mark, styles):
            kept.append(mark)
            continue
        [piece] = mark["pieces"]
        style, place = piece["style"], (mark["x"], mark["y"], piece["text"])
        if len(piece["text"]) == 1:
            bullets.setdefault(style, _texts(style))["at"].append(place)
        else:
            if not kept or kept[-1]["draw"] != "texts" or kept[-1]["style"] != style:
                kept.append(_texts(style))
            kept[-1]["at"].append(place)
    return [*kept, *bullets.values()]


def _texts(style: int) -> Mark:
    return {"draw": "texts", "style": style, "at": []}


def _is_plain(mark: Mark, styles: Sequence[Mark]) -> bool:
    """Whether it is a line of one piece that is nothing but its letters."""
    if mark["draw"] != "line" or len(mark["pieces"]) > 1 or set(mark["pieces"][0]) != {"style", "text"}:
        return False
    style = styles[mark["pieces"][0]["style"]]
    return not (style["underline"] or style["rise"] or style.get("strike"))


def _untagged(marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        match mark["draw"]:
            case "list" | "numbers":
                for item in mark["items"]:
                    yield from _untagged([{**item["marker"], "y": item["marker"]["y"] + item["y"]}])
                    yield from _untagged(item["marks"])
            case "heading":
                yield from _untagged(mark["paragraphs"])
            case "figure" | "artifact":
                yield from _untagged(mark["marks"])
            case "table":
                for row in mark["rows"]:
                    for cell in row:
                        yield from _untagged(cell)
            case "paragraph" if mark["align"] == "left" and not mark["rtl"]:
                yield from _lines(mark)
            case _:
                yield mark


def _lines(paragraph: Mark) -> Iterator[Mark]:
    """A paragraph line by line: where each begins is known, so typst need not see it whole."""
    pieces: list[Mark] = []
    y = paragraph["y"]
    for part in [*_unlinked(paragraph["parts"]), {}]:
        if "text" in part:
            pieces.append(part)
            continue
        if pieces:
            yield {"draw": "line", "x": paragraph["x"], "y": y, "pieces": pieces}
        pieces, y = [], y + paragraph["pitch"]


def _unlinked(parts: Iterable[Mark]) -> Iterator[Mark]:
    for part in parts:
        if "pieces" in part:
            yield from _unlinked(part["pieces"])
        else:
            yield part
