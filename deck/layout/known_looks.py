"""Does the brand have every look that a scene asks for: shape styles, tones, roles, colours, marks, gaps?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

from deck import kit
from deck.brand.model import Brand
from deck.diagnostics import Diagnostic, Severity, close_matches
from deck.layout.set_text import mark_name
from deck.scene import (
    EVERY_SLIDE,
    Column,
    Diagram,
    Flow,
    Flowchart,
    Gallery,
    Icon,
    Item,
    Link,
    Paragraph,
    Row,
    Scene,
    Shape,
    Timeline,
    Words,
)
from deck.talk import Tone
from deck.value import replace

_TONES = get_args(Tone)
Asked = tuple[str, str]
"""What it is, and its name."""


def known_looks(scene: Scene, brand: Brand) -> tuple[Scene, tuple[Diagnostic, ...]]:
    """The scene, less what the brand cannot show of it."""
    found: list[Diagnostic] = []
    items: list[Item] = []
    for item in scene.items:
        unknown = list(dict.fromkeys(one for one in _asked(item.content) if not _has(brand, one)))
        found += [_unknown(scene, one, brand) for one in unknown]
        if not unknown:
            items.append(item)
        elif item.slot in EVERY_SLIDE and isinstance(item.content, Words):
            bare = tuple(Paragraph(one.text) for one in item.content.paragraphs)
            items.append(replace(item, content=Words(bare)))
    return (replace(scene, items=tuple(items)), tuple(dict.fromkeys(found))) if found else (scene, ())


def _asked(content: object) -> Iterator[Asked]:
    match content:
        case Words(paragraphs) | Flow(paragraphs=paragraphs):
            for one in paragraphs:
                if one.role:
                    yield "role", one.role
                if one.color:
                    yield "colour", one.color
                if one.lit:
                    yield from (("shape style", "code_band"), ("shape style", "code_bar"))
                yield from (("colour", run.color) for run in one.text.runs if run.color)
                if one.mark != "none":
                    yield "mark", mark_name(one)
        case Shape(style=style, tone=tone, words=words):
            yield "shape style", style
            yield "tone", tone
            yield from _asked(words)
        case Row(blocks=blocks, gap=gap) | Column(blocks=blocks, gap=gap):
            yield "gap", gap
            if isinstance(content, Column) and content.ground:
                yield from (("shape style", content.ground), ("tone", content.tone))
            for block in blocks:
                yield from _asked(block)
        case Gallery(shown=shown):
            for part in shown:
                yield from _asked(part.caption)
        case Icon(name=name):
            # A brand without its colour shows it in its first one.
            yield "icon", name
        case Timeline(events=events):
            yield from (("shape style", name) for name in ("event", "event_line", "event_dot", "event_bar"))
            for event in events:
                yield "tone", event.tone
                yield from _asked(event.words)
        case Flowchart(nodes=nodes, edges=edges, groups=groups):
            yield from (
                ("shape style", name) for name in ("flow_box", "flow_choice", "flow_words", "flow_group", "link")
            )
            yield from (("tone", tone) for tone in (*(one.tone for one in nodes), *(one.tone for one in edges)))
            for several in (nodes, edges, groups):
                yield from (asked for one in several for asked in _asked(one.words))
        case Diagram(body=body, links=links):
            yield from _asked(body)
            yield from (one for link in links for one in _asked(link))
        case Link(tone=tone):
            yield "shape style", "link"
            yield "tone", tone


def _has(brand: Brand, asked: Asked) -> bool:
    what, name = asked
    # A style need not come in every tone that an author may write; it looks plain then.
    return (what == "tone" and name in _TONES) or name in _names(brand, what)


def _names(brand: Brand, what: str) -> Collection[str]:
    match what:
        case "shape style":
            return brand.shapes
        case "tone":
            return {name.partition(".")[2] for name in brand.shapes}
        case "role":
            return brand.roles
        case "colour":
            return brand.colors
        case "icon":
            return kit.names()
        case "mark":
            return brand.marks
        case _:
            return brand.gaps


def _unknown(scene: Scene, asked: Asked, brand: Brand) -> Diagnostic:
    what, name = asked
    slide = scene.slide
    message = f"the brand has no {what} `{name}`, which the kind `{slide.kind}` asks for"
    near = close_matches(name, _names(brand, what))
    help = f"add it to brand.yaml{f', or correct the kind: {near}' if near else ''}"
    return Diagnostic(Severity.ERROR, "not-in-brand", message, slide.places.get("kind", slide.span), help)
