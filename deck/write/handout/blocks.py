"""What a scene says, as paragraphs, lists, tables and pictures in reading order, without places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from deck import language
from deck.brand.model import Brand, Layout, Role
from deck.chart import Chart
from deck.equation.tree import Formula
from deck.markup import BREAK, Run, Text, plain_parts
from deck.media.captions import Captions
from deck.regex import regex
from deck.scene import (
    EVERY_SLIDE,
    Column,
    Content,
    Diagram,
    Flow,
    Flowchart,
    Gallery,
    Item,
    Paragraph,
    Picture,
    Row,
    Shape,
    Table,
    Timeline,
    Words,
    title_of,
)
from deck.scene import Block as Part
from deck.value import Value, replace
from deck.write.drawing.paint_text import locale_of

Block = dict[str, Any]
"""Plain data for the templates: `is` says what it is."""


class Reading(Value, frozen=True):
    """Whose words are read, on which layout they stand, and in which language."""

    brand: Brand
    layout: Layout
    language: str

    def bold(self, paragraph: Paragraph, otherwise: Role | None) -> bool:
        """Whether the paragraph is set as a heading of what follows it."""
        role = self.brand.roles[paragraph.role] if paragraph.role else otherwise
        return role is not None and role.bold


def body(items: Sequence[Item], reading: Reading) -> list[Block]:
    """The contents without title, kicker and source, which a handout shows in places of their own."""
    own = (item for item in items if item.slot not in EVERY_SLIDE or isinstance(item.content, Picture))
    # What lies behind is read with the title.
    ordered = sorted(own, key=lambda item: not item.background)
    return [block for item in ordered for block in _item_blocks(item, reading)]


def slot_words(items: Sequence[Item], slot: str, language: str) -> list[Any]:
    """The paragraphs of one slot, each as words."""
    return [words(paragraph.text, language) for paragraph in _slot_paragraphs(items, slot)]


def spoken(items: Sequence[Item], said: Iterable[Block]) -> str:
    """What a screen reader says in place of the slide's picture: all its text but the title, which is a heading.

    `said` is the body of these items.
    """
    parts = [paragraph.text.plain for paragraph in _slot_paragraphs(items, "kicker")]
    parts += [part for block in said for part in _said(block)]
    parts += [paragraph.text.plain for paragraph in _slot_paragraphs(items, "source")]
    return " ".join(_as_sentence(part) for part in parts if part.strip()) or title_of(items)


def words(text: Text, tag: str) -> Any:
    """A text as the templates take it: a string, or runs where it has styles, links or another language."""
    shown = [part for run in _with_bidi_marks(text, tag) for part in _in_lines(run)]
    runs = [_run(run, said, tag) for run, said in zip(shown, plain_parts(shown), strict=True)]
    plain = all(set(run) == {"text"} for run in runs)
    return "".join(run["text"] for run in runs) if plain else runs


def in_a_row(said: Any) -> Any:
    """Words as they stand in a heading of a handout, whose lines end where its paper wants."""
    return said if isinstance(said, str) else [{"text": " "} if "break" in run else run for run in said]


def _in_lines(run: Run) -> Iterator[Run]:
    """The run with the ends of lines in runs of their own."""
    if BREAK not in run.text:
        yield from (run,) if run.text else ()
        return
    yield from (replace(run, text=part) for part in re.split(f"({BREAK})", run.text) if part)


def _with_bidi_marks(text: Text, tag: str) -> tuple[Run, ...]:
    if not language.is_right_to_left(tag):
        return text.runs
    # Imported here because few languages need it.
    from deck.layout.bidi import with_bidi_marks

    return tuple(_with_bound_letters(run) for run in with_bidi_marks(text.runs))


def _with_bound_letters(run: Run) -> Run:
    # An address is copied: it keeps the hyphens that it has.
    return run if run.link else replace(run, text=_LETTER_AND_HYPHEN.sub(_NO_BREAK, run.text))


# A single letter keeps its hyphen on its line; where Latin words stand in a line from right to left, a character says
# so, because a box would stand in the line as a sign without a direction.
_LETTER_AND_HYPHEN = regex(r"(?<=[A-Z]{2})-(?=[A-Za-z]\b)|(?<=\b[A-Za-z])-(?=[A-Za-z0-9])")
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
_UNBROKEN = regex(rf"[^\s/\-–]{{{_LONGEST + 1},}}")
_PIECE = regex(r".{1,12}", re.DOTALL)


def _run(run: Run, plain: str, tag: str) -> dict[str, Any]:
    if run.text == BREAK:
        return {"text": " ", "break": True}
    if run.formula:
        return _formula(run.formula, tag) | ({"url": run.link} if run.link else {})
    said: dict[str, Any] = {"text": breakable(run.text)}
    if plain != run.text:
        said["plain"] = plain
    for name in ("bold", "italic", "sup", "sub", "strike", "code"):
        if getattr(run, name):
            said[name] = True
    if run.color and not (run.link or run.code):
        said["color"] = run.color
    if run.link:
        said["url"] = run.link
    if run.lang and run.lang != tag:
        said["lang"], said["region"] = locale_of(run.lang)
    return said


def _formula(formula: Formula, tag: str) -> dict[str, Any]:
    """A formula as typst sets it; where a text is no more than its letters, it is said in words."""
    # Imported here because few handouts have formulas.
    from deck.equation.spoken import in_words
    from deck.equation.typeset import typeset

    said = formula.said or in_words(formula.tree, tag) or formula.tex
    return {"text": said, "plain": said, "formula": typeset(formula.tree), "display": formula.display}


def _slot_paragraphs(items: Sequence[Item], slot: str) -> Iterator[Paragraph]:
    for item in items:
        if item.slot == slot and isinstance(item.content, Words):
            yield from item.content.paragraphs


def _item_blocks(item: Item, reading: Reading) -> Iterator[Block]:
    slot = reading.layout.slots.get(item.slot)
    match item.content:
        case Flow(paragraphs=paragraphs):
            yield from _text(paragraphs, slot.role if slot else None, reading)
        case Table(header=header, alt=alt) as table:
            cells = [[words(cell, reading.language) for cell in row] for row in (header, *_told(table))]
            yield {"is": "table", **_described(alt, reading), "head": cells[0], "rows": cells[1:]}
        case Chart(alt=alt) as chart:
            # Imported here because most talks have no charts.
            from deck.layout.chart_table import as_table

            cells = [[line(cell, reading.language) for cell in row] for row in as_table(chart, reading.language)]
            unit = chart.values.title
            of = {} if unit is None else {"of": words(unit, reading.language)}
            yield {"is": "table", **_described(alt, reading), **of, "head": cells[0], "rows": cells[1:]}
        case Diagram(alt=alt, body=inside, told=told):
            texts = [_joined(one.paragraphs, reading.language) for one in _words_in(inside)]
            shown = [text for text in texts if plain(text).strip()]
            # A list with gaps would be wrong; one that the description holds whole, nobody wants to hear again.
            if all(_is_said(plain(text), alt.plain) for text in shown):
                shown = []
            if shown and told:
                yield {"is": "diagram", **_described(alt, reading), "items": []}
                named = {one.id: _joined(one.words.paragraphs, reading.language) for one in _shapes_in(inside)}
                head, *rows = [[named.get(name, "") for name in row] for row in told]
                yield {"is": "table", "alt": "", "said": "", "head": head, "rows": rows}
            else:
                yield {"is": "diagram", **_described(alt, reading), "items": [{"words": text} for text in shown]}
        case Flowchart(alt=alt, nodes=nodes):
            said = [_joined(node.words.paragraphs, reading.language) for node in nodes]
            yield {"is": "diagram", **_described(alt, reading), "items": [{"words": text} for text in said]}
        case Timeline(alt=alt, events=events):
            said = [_joined(event.words.paragraphs, reading.language) for event in events]
            yield {"is": "diagram", **_described(alt, reading), "items": [{"words": text} for text in said]}
        case Gallery(shown=shown):
            for one in shown:
                yield from _blocks(one.picture, None, reading)
                yield from _blocks(one.caption, slot.role if slot else None, reading)
        case Words() | Picture() | Row() | Column() as content:
            yield from _blocks(content, slot.role if slot else None, reading)


def _told(table: Table) -> list[list[Text]]:
    """The rows, with what a cell says that goes on below in each row: read one by one, none lacks it."""
    rows = [list(row) for row in table.rows]
    for row, column, down, _ in table.spans:
        for below in range(row + 1, row + down):
            rows[below][column] = rows[row][column]
    return rows


def _blocks(content: Content | Part, role: Role | None, reading: Reading) -> Iterator[Block]:
    match content:
        case Words(paragraphs=paragraphs):
            yield from _text(paragraphs, role, reading)
        case Shape(style=style, tone=tone, words=Words(paragraphs=paragraphs)):
            own = reading.brand.shape(style, tone).role
            yield from _code(paragraphs) if own.monospace else _text(paragraphs, own, reading)
        case Picture(alt=alt, media=media):
            shows = {} if media is None else {"shows": "film-shows" if media.medium.picture else "sound-is"}
            yield {"is": "picture", **_described(alt, reading), **shows}
            if media is not None and media.captions is not None:
                yield _transcript(media.captions, reading)
        case Row(blocks=blocks) | Column(blocks=blocks):
            for block in blocks:
                yield from _blocks(block, role, reading)


def _transcript(captions: Captions, reading: Reading) -> Block:
    """What is said in a film or sound, for who cannot play it."""
    said = [Text((Run(one, lang=captions.language),), one) for one in captions.said]
    return {"is": "transcript", "paragraphs": [words(one, reading.language) for one in said]}


def _words_in(content: Part) -> Iterator[Words]:
    match content:
        case Words():
            yield content
        case Shape(words=words):
            yield words
        case Row(blocks=blocks) | Column(blocks=blocks):
            for block in blocks:
                yield from _words_in(block)


def _shapes_in(content: Part) -> Iterator[Shape]:
    match content:
        case Shape():
            yield content
        case Row(blocks=blocks) | Column(blocks=blocks):
            for block in blocks:
                yield from _shapes_in(block)


def _described(alt: Text, reading: Reading) -> Block:
    """An alternative text as a screen reader says it, and as it is printed."""
    return {"alt": alt.plain, "said": words(alt, reading.language)}


def _is_said(text: str, alt: str) -> bool:
    """Whether a shape's text stands in the description of the whole, word for word."""
    said, wanted = (" ".join(re.findall(r"[^\W_]+", part.casefold())) for part in (alt, text))
    return f" {wanted} " in f" {said} "


def _text(paragraphs: Sequence[Paragraph], role: Role | None, reading: Reading) -> Iterator[Block]:
    tag = reading.language
    waiting: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.mark != "none":
            waiting.append(paragraph)
            continue
        yield from _list(waiting, tag)
        waiting = []
        if not paragraph.text.is_empty:
            yield {"is": "text", "words": words(paragraph.text, tag), "lead": reading.bold(paragraph, role)}
    yield from _list(waiting, tag)


def _code(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Lines of code as they stand, in any language from left to right; those that the talk is about are in bold."""
    yield {
        "is": "code",
        "lines": [
            {"text": one.text.letters.rstrip(), "number": one.number if one.mark == "line" else 0, "lit": one.lit}
            for one in paragraphs
        ],
    }


def _list(paragraphs: Sequence[Paragraph], tag: str) -> Iterator[Block]:
    if not paragraphs:
        return
    first = paragraphs[0]
    yield {"is": "list", "mark": first.mark, "start": first.number, "items": _items(paragraphs, tag)}


def _items(paragraphs: Sequence[Paragraph], tag: str) -> list[Block]:
    """The points of a list, each with those under it."""
    level = paragraphs[0].level
    starts = [at for at, paragraph in enumerate(paragraphs) if paragraph.level <= level]
    items: list[Block] = []
    for start, end in pairwise([*starts, len(paragraphs)]):
        point, *under = paragraphs[start:end]
        item: Block = {"words": _with_verdict(point, words(point.text, tag))}
        if under:
            item |= {"items": _items(under, tag), **({"numbered": True} if under[0].mark == "number" else {})}
        items.append(item)
    return items


def _with_verdict(paragraph: Paragraph, said: Any) -> Any:
    """The words after the tick or cross before them, which is read as what it says."""
    if not paragraph.said:
        return said
    sign = {"text": f"{_SIGNS[paragraph.mark]} ", "plain": f"{paragraph.said}: "}
    return [sign, *([{"text": said}] if isinstance(said, str) else said)]


_SIGNS = {"yes": "✓", "no": "✗"}


def _joined(paragraphs: Sequence[Paragraph], tag: str) -> Any:
    """The paragraphs of a small shape as one text."""
    texts = [paragraph.text for paragraph in paragraphs]
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
            yield from (said for said in (block["alt"], plain(block.get("of", ""))) if said)
            yield from (
                "; ".join(said for cell in row if (said := plain(cell))) for row in (block["head"], *block["rows"])
            )
        case "transcript":
            yield from map(plain, block["paragraphs"])
        case "code":
            yield from (line["text"] for line in block["lines"])
        case _:
            yield block["alt"]


def _items_said(items: Iterable[Block]) -> Iterator[str]:
    for item in items:
        yield plain(item["words"])
        yield from _items_said(item.get("items", ()))


def plain(said: Any) -> str:
    """Words without their styles."""
    text = said if isinstance(said, str) else "".join(run.get("plain", run["text"]) for run in said)
    return _UNSEEN.sub("", text)


# Marks of direction, and places where a long word may break.
_UNSEEN = regex("[\u200b\u200e\u200f]")


def _as_sentence(part: str) -> str:
    part = " ".join(part.split())
    return part if part[-1:] in ".!?:;…。！？؟" else f"{part}."
