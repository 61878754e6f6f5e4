"""What does a scene show? The same as text that a person can read and review; there are no coordinates in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deck.chart import Chart, Series
from deck.markup import Run, Text
from deck.scene import (
    NO_LOOK,
    Column,
    Diagram,
    Flow,
    Flowchart,
    Gallery,
    Icon,
    Item,
    Link,
    Media,
    Paragraph,
    Picture,
    Row,
    Scene,
    Shape,
    Space,
    Table,
    Timeline,
    Words,
)


def scene_text(scene: Scene, layout: str) -> str:
    """The scene, and the layout that it stands on."""
    return "\n".join(_scene(scene, layout)) + "\n"


def _scene(scene: Scene, layout: str) -> Iterator[str]:
    says, section = scene.slide.says, scene.slide.section
    part = f", section “{section.called.plain}”" if section else ""
    minutes = f", {says.minutes:g} min" if says.minutes else ""
    yield f"{scene.id}: layout {layout}{part}{minutes}{', hidden' if says.hidden else ''}"
    for item in scene.items:
        yield from _indented(_item(item))
    for name, texts in (("notes", says.notes), ("handout", says.handout), ("cue", (says.cue,) if says.cue else ())):
        if texts:
            yield from _indented((f"({name})", *_indented(map(_shown, texts))))
    if says.draft:
        yield f"  (draft) {', '.join(says.draft)}"


def _item(item: Item) -> Iterator[str]:
    match item.content:
        case Words((only,)):
            yield f"{item.slot}: {_paragraph(only)}"
        case Flow(slots, paragraphs):
            yield f"{item.slot}: flows through {', '.join(slots)}"
            yield from _indented(map(_paragraph, paragraphs))
        case content:
            yield f"{item.slot}:"
            yield from _indented(_content(content))


def _content(content: object) -> Iterator[str]:
    match content:
        case Words(paragraphs):
            yield from map(_paragraph, paragraphs)
        case Picture(alt, figure, file, _, crop, focus, _, code):
            yield f"picture {figure or file or code or 'drawn'}" + (
                f", {crop} around {_shares(focus)}" if crop != "fit" else ""
            )
            yield f"  alt: {_shown(alt)}"
            if content.media is not None:
                yield from _indented(_media(content.media))
        case Gallery(shown):
            yield "gallery"
            for one in shown:
                yield from _indented(_content(one.picture))
                yield from _indented(_indented(_content(one.caption)))
        case Table(header, rows, alt, widths, looks, spans):
            yield "table" + (f", widths {_shares(widths)}" if widths else "")
            yield f"  alt: {_shown(alt)}"
            for row, look in zip((header, *rows), (NO_LOOK, *(looks or (NO_LOOK,) * len(rows))), strict=True):
                kind = "" if look.kind == "row" else f"  {{{look.kind}}}"
                kind += "  {marked}" if look.marked else ""
                yield f"  {'  ' * look.indent}| {' | '.join(map(_shown, row))} |{kind}"
            for row, column, down, across in spans:
                yield f"  row {row + 1}, column {column + 1} takes {down} x {across} places"
        case Chart():
            yield from _chart(content)
        case Flowchart(alt, nodes, edges, groups, direction):
            yield f"flow {direction}"
            yield f"  alt: {_shown(alt)}"
            for node in nodes:
                look = ", ".join(
                    word for word in (node.tone if node.tone != "plain" else "", "choice" * node.is_choice) if word
                )
                yield f"  [{node.id}]" + (f" {look}" if look else "")
                yield from _indented(_indented(_content(node.words)))
            for edge in edges:
                words = f": {_shown(edge.words.paragraphs[0].text)}" if edge.words else ""
                yield f"  {edge.start} → {edge.end}{words}" + (f"  {{{edge.tone}}}" if edge.tone != "plain" else "")
            for group in groups:
                yield f"  {_shown(group.words.paragraphs[0].text)}: {', '.join(group.nodes)}"
        case Timeline(alt, events, dated):
            yield "timeline" + (", dated" if dated else "")
            yield f"  alt: {_shown(alt)}"
            for event in events:
                end = f" to {event.end:g}" if event.end is not None else ""
                tone = f", {event.tone}" if event.tone != "plain" else ""
                yield f"  {event.id} at {event.begin:g}{end}{tone}"
                yield from _indented(_indented(_content(event.words)))
        case Diagram(alt, body, links):
            yield "diagram"
            yield f"  alt: {_shown(alt)}"
            yield from _indented(_content(body))
            yield from _indented(map(_link, links))
        case Row(blocks, weights, gap) | Column(blocks, weights, gap):
            shares = f" {_shares(weights)}" if weights else ""
            heads = ", heads aligned" if isinstance(content, Row) and content.aligned else ""
            heads += ", what is spare is shared" if isinstance(content, Column) and content.spare else ""
            heads += ", what is spare parts them" if isinstance(content, Column) and content.airy else ""
            if isinstance(content, Column) and content.ground:
                tone = f".{content.tone}" if content.tone != "plain" else ""
                heads += f", on {content.ground}{tone}"
            yield type(content).__name__.lower() + shares + (f", gap {gap}" if gap != "normal" else "") + heads
            for block in blocks:
                yield from _indented(_content(block))
        case Shape(id, style, words, tone):
            yield f"[{style}] {id}" + (f", {tone}" if tone != "plain" else "")
            yield from _indented(_content(words))
        case Icon(name, color, disc=disc):
            yield f"icon {name}, {color}" + (f", on {disc}" if disc else "")
        case Space():
            yield "space"
        case other:
            raise TypeError(f"no words for {type(other).__name__}")


def _paragraph(paragraph: Paragraph) -> str:
    mark = {
        "none": "",
        "dot": "• ",
        "tick": "✓ ",
        "ring": "○ ",
        "number": f"{paragraph.number}. ",
        "line": f"{paragraph.number} | ",
        "yes": f"✓ ({paragraph.said}) ",
        "no": f"✗ ({paragraph.said}) ",
    }[paragraph.mark]
    stays = (
        "lit" if paragraph.lit else "",
        "keep" if paragraph.keep else "",
        "new column" if paragraph.new_column else "",
    )
    look = ", ".join(word for word in (paragraph.role, paragraph.color, *stays) if word)
    return ("  " * paragraph.level + mark + _shown(paragraph.text) + (f"  {{{look}}}" if look else "")).rstrip()


def _link(link: Link) -> str:
    line = "→" if link.arrow else "—"
    tone = f"  {{{link.tone}}}" if link.tone != "plain" else ""
    return f"{link.start}.{link.start_side} {line} {link.end}.{link.end_side}{tone}"


def _shown(text: Text) -> str:
    """As markup; a star that is printed has a backslash."""
    return "".join(map(_run, text.runs))


def _run(run: Run) -> str:
    words = run.text if run.code else re.sub(r"([*^])", r"\\\1", run.text)
    for wanted, sign in ((run.sup, "^"), (run.sub, "~"), (run.italic, "*"), (run.bold, "**")):
        words = f"{sign}{words}{sign}" if wanted else words
    if run.color and not run.code:
        words = f"[{words.removeprefix('**').removesuffix('**')}]{{.{run.color}}}"
    return f"[{words}]({run.link})" if run.link else words


def _shares(weights: Iterable[float]) -> str:
    return " : ".join(f"{weight:g}" for weight in weights)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _media(media: Media) -> Iterator[str]:
    medium = media.medium
    parts = [f"plays {media.file} ({medium.form}) for {medium.seconds:g} s", medium.picture, medium.sound]
    yield ", ".join(part for part in parts if part)
    if media.captions is not None:
        yield from (f"said: {one}" for one in media.captions.said)


def _chart(chart: Chart) -> Iterator[str]:
    wanted = (
        f"stacked: {chart.stacked}" if chart.stacked != "no" else "",
        f"labels: {chart.labelled}" if chart.labelled is not None else "",
        "in time" if chart.in_time else "",
        f"reference {chart.reference.at:g}" if chart.reference else "",
    )
    yield ", ".join(("chart", *(word for word in wanted if word))).replace("chart", f"{chart.sort} chart", 1)
    yield f"  alt: {_shown(chart.alt)}"
    for side, axis in (("values", chart.values), ("across", chart.across)):
        ends = " ".join(f"{name} {value:g}" for name, value in
                        (("from", axis.low), ("to", axis.high), ("step", axis.step)) if value is not None)  # fmt: skip
        title = f"“{_shown(axis.title)}”" if axis.title else ""
        if words := " ".join(word for word in (title, ends, "log" if axis.log else "") if word):
            yield f"  {side}: {words}"
    for at, name in enumerate(chart.categories):
        yield f"  | {_shown(name)}{' *' if at in chart.loud else ''} | " + " | ".join(
            _mark(one, at) for one in chart.series
        )
    for one in chart.series:
        tone = f", {one.tone}" if one.tone else ""
        points = (
            ""
            if chart.categories
            else ": "
            + ", ".join(
                f"{x:g}/{y:g}" for x, y in zip(one.across, one.values, strict=True) if x is not None and y is not None
            )
        )
        yield f"  {one.form} {_shown(one.name)}{' *' if one.loud else ''}{tone}{points}"


def _mark(one: Series, at: int) -> str:
    value = one.values[at]
    interval = f" ({one.low[at]:g}–{one.high[at]:g})" if one.low else ""
    return "–" if value is None else f"{value:g}{interval}"
