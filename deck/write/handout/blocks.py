"""What a slide says, as paragraphs, lists, tables and pictures in reading order, without places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from deck import language
from deck.markup import Run, Text
from deck.page import Element, Frame, Group, Page, PictureBox, TableBox, TextBox
from deck.scene import Paragraph
from deck.value import replace
from deck.write.drawing.paint_text import locale_of

Block = dict[str, Any]
"""Plain data for the templates: `is` says what it is."""

_ELSEWHERE = ("title", "kicker", "source", "footer", "number")
"""Slots that a handout shows in places of their own, or not at all."""


def body(page: Page) -> list[Block]:
    """The slide's contents without title, kicker, source, footer and number."""
    found: list[Block] = []
    for element in page.elements:
        if _slot(element) not in _ELSEWHERE:
            found += _blocks(element, page)
    return found


def slot_words(page: Page, slot: str) -> list[Any]:
    """The paragraphs of one slot, each as words."""
    return [
        words(laid.paragraph.text, page.language)
        for element in page.elements
        if isinstance(element, TextBox) and _slot(element) == slot
        for laid in element.frame.paragraphs
    ]


def spoken(page: Page, said: Iterable[Block]) -> str:
    """What a screen reader says in place of the slide's picture: all its text but the title, which is a heading.

    `said` is the slide's body.
    """
    parts = [laid.paragraph.text.plain for laid in _slot_paragraphs(page, "kicker")]
    parts += [part for block in said for part in _said(block)]
    parts += [laid.paragraph.text.plain for laid in _slot_paragraphs(page, "source")]
    return " ".join(_as_sentence(part) for part in parts if part.strip()) or page.title


def words(text: Text, tag: str) -> Any:
    """A text as the templates take it: a string, or runs where it has styles, links or another language."""
    runs = [_run(run, tag) for run in _directed(text, tag) if run.text]
    plain = all(set(run) == {"text"} for run in runs)
    return "".join(run["text"] for run in runs) if plain else runs


def _directed(text: Text, tag: str) -> tuple[Run, ...]:
    if not language.is_right_to_left(tag):
        return text.runs
    # Imported here because few languages need it.
    from deck.layout.direct import directed

    return tuple(_with_bound_letters(run) for run in directed(text.runs))


def _with_bound_letters(run: Run) -> Run:
    # An address is copied: it keeps the hyphens that it has.
    return run if run.link else replace(run, text=_LETTER_AND_HYPHEN.sub(_NO_BREAK, run.text))


# A single letter keeps its hyphen on its line; where Latin words stand in a line from right to left, a character says
# so, because a box would stand in the line as a sign without a direction.
_LETTER_AND_HYPHEN = re.compile(r"(?<=[A-Z]{2})-(?=[A-Za-z]\b)|(?<=\b[A-Za-z])-(?=[A-Za-z0-9])")
_NO_BREAK = "\u2011"


def line(text: str, tag: str) -> Any:
    """A line of plain text, in the same way."""
    return words(Text((Run(text),), text), tag)


def breakable(text: str) -> str:
    """The text with places to break in stretches that are longer than a line may be, such as checksums."""
    if len(text) <= _LONGEST:
        return text
    return _UNBROKEN.sub(lambda found: "\u200b".join(_PIECE.findall(found[0])), text)


_LONGEST = 36
# A line may break at a space, and after a hyphen or slash.
_UNBROKEN = re.compile(rf"[^\s/\-–]{{{_LONGEST + 1},}}")
_PIECE = re.compile(r".{1,12}", re.DOTALL)


def _run(run: Run, tag: str) -> dict[str, Any]:
    said: dict[str, Any] = {"text": breakable(run.text)}
    for name in ("bold", "italic", "sup", "sub", "strike"):
        if getattr(run, name):
            said[name] = True
    if run.link:
        said["url"] = run.link
    if run.lang and run.lang != tag:
        said["lang"], said["region"] = locale_of(run.lang)
    return said


def _slot(element: Element) -> str:
    slot = getattr(element, "slot", None)
    return slot.name if slot else ""


def _slot_paragraphs(page: Page, slot: str) -> Iterator[Any]:
    for element in page.elements:
        if isinstance(element, TextBox) and _slot(element) == slot:
            yield from element.frame.paragraphs


def _blocks(element: Element, page: Page) -> Iterator[Block]:
    match element:
        case TextBox(frame=frame):
            yield from _text(frame, page.language)
        case PictureBox(alt=alt):
            yield {"is": "picture", **_described(alt, page), "name": element.name}
        case TableBox():
            rows = [[_cell(cell, page.language) for cell in row] for row in element.cells]
            yield {"is": "table", **_described(element.alt, page), "head": rows[0], "rows": rows[1:]}
        case Group(children=children):
            texts = [_joined(box.frame, page.language) for box in children if isinstance(box, TextBox)]
            items = [{"words": text} for text in texts if not _is_said(plain(text), element.alt.plain)]
            yield {"is": "diagram", **_described(element.alt, page), "items": items, "name": element.name}


def _described(alt: Text, page: Page) -> Block:
    """An alternative text as a screen reader says it, and as it is printed."""
    return {"alt": alt.plain, "said": words(alt, page.language)}


def _is_said(text: str, alt: str) -> bool:
    """Whether a shape's text is in the description of the whole already: nobody wants to hear it twice."""
    said, wanted = (re.sub(r"[\W_]+", " ", part).strip().casefold() for part in (alt, text))
    return not wanted or wanted in said


def _text(frame: Frame, tag: str) -> Iterator[Block]:
    waiting: list[Paragraph] = []
    for laid in frame.paragraphs:
        if laid.paragraph.mark != "none":
            waiting.append(laid.paragraph)
            continue
        yield from _list(waiting, tag)
        waiting = []
        if not laid.paragraph.text.is_empty:
            yield {"is": "text", "words": words(laid.paragraph.text, tag), "lead": laid.role.bold}
    yield from _list(waiting, tag)


def _list(paragraphs: Sequence[Paragraph], tag: str) -> Iterator[Block]:
    if not paragraphs:
        return
    items: list[Block] = []
    for paragraph in paragraphs:
        item: Block = {"words": words(paragraph.text, tag)}
        if paragraph.level and items:
            items[-1].setdefault("items", []).append(item)
        else:
            items.append(item)
    first = paragraphs[0]
    yield {"is": "list", "mark": first.mark, "start": first.number, "items": items}


def _cell(frame: Frame, tag: str) -> Any:
    return _joined(frame, tag)


def _joined(frame: Frame, tag: str) -> Any:
    """The paragraphs of a small frame as one text."""
    texts = [laid.paragraph.text for laid in frame.paragraphs]
    if len(texts) == 1:
        return words(texts[0], tag)
    runs = [run for number, text in enumerate(texts) for run in ((Run(" "),) if number else ()) + text.runs]
    return words(Text(tuple(runs)), tag)


def _said(block: Block) -> Iterator[str]:
    match block["is"]:
        case "text":
            yield plain(block["words"])
        case "list":
            yield from _items_said(block["items"])
        case "table":
            yield block["alt"]
            yield from ("; ".join(plain(cell) for cell in row) for row in (block["head"], *block["rows"]))
        case "diagram":
            yield block["alt"]
        case _:
            yield block["alt"]


def _items_said(items: Iterable[Block]) -> Iterator[str]:
    for item in items:
        yield plain(item["words"])
        yield from _items_said(item.get("items", ()))


def plain(said: Any) -> str:
    """Words without their styles."""
    text = said if isinstance(said, str) else "".join(run["text"] for run in said)
    return _UNSEEN.sub("", text)


# Marks of direction, and places where a long word may break.
_UNSEEN = re.compile("[\u200b\u200e\u200f]")


def _as_sentence(part: str) -> str:
    part = " ".join(part.split())
    return part if part[-1:] in ".!?:;…。！？؟" else f"{part}."
