"""Every layout of a template on one page: what it looks like, its placeholders, and which slides stand on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from xml.sax.saxutils import quoteattr

from deck.brand.brought.area import free_area
from deck.brand.brought.art import Artist
from deck.brand.brought.read import FURNITURE, Brought, Holder, Sheet
from deck.brand.model import Slot
from deck.geometry import Box
from deck.value import Value

_WIDE = 640
_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 1100px; color: #1b2333; background: #f3f5f8 }
section { background: #fff; padding: 1em; margin: 0 0 1.5em; display: grid; grid-template-columns: 640px 1fr }
section > div { margin-right: 1.5em }
h2 { grid-column: 1 / 3; margin: 0; font-size: 1.1em } svg { border: 1px solid #9aa3b2; max-width: 100%; height: auto }
table { border-collapse: collapse } td { padding: 0 .8em .2em 0; vertical-align: top } code { background: #eef0f4 }
.virtual { color: #8f3f06 }
"""


class Use(Value, frozen=True):
    """One of our layouts that stands on a template's, the kinds of slides that use it, and where its slots are."""

    key: str
    kinds: tuple[str, ...]
    slots: Sequence[Slot]


class Shown(Value, frozen=True):
    """A layout as it is shown: a heading, an SVG with the frames of its slots, and what is told beside that."""

    heading: str
    about: str
    svg: str
    """As large as the slide, in points."""
    held: Sequence[tuple[str, str, str]]
    """Of each placeholder its type and idx, its prompt, and its sizes."""
    stands: Sequence[tuple[str, str]]
    """What of ours stands there: the key of a layout, and the kinds of slides that can use it."""


def shown(data: bytes, brought: Brought, font: str, uses: Mapping[str, Sequence[Use]]) -> list[Shown]:
    """All layouts, in their order; `uses` are those of the brand, by the part of the layout."""
    artist = Artist(data, font)
    return [
        _shown(sheet, brought, artist.art(sheet.part).decode(), font, uses.get(sheet.part, ()))
        for sheet in brought.sheets
    ]


def page_of(name: str, layouts: Sequence[Shown]) -> str:
    """HTML that needs nothing from elsewhere."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(name)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(name)}</h1><p>A blue frame is a placeholder, with its type "
        'and idx; a <span class="virtual">brown, dashed</span> one is a place of ours, which the layout lacks.</p>'
        f"{''.join(_section(one) for one in layouts)}</body></html>"
    )


def _shown(sheet: Sheet, brought: Brought, art: str, font: str, uses: Sequence[Use]) -> Shown:
    frames = "".join(_frame(one.box, f"{one.type} {one.idx}", font, "#0b5cad", "") for one in sheet.holders if one.box)
    own: dict[Box, str] = {}
    for use in uses:
        for slot in use.slots:
            if slot.virtual and slot.box.area < 0.9 * brought.width * brought.height:
                own.setdefault(slot.box, slot.name)
    free = free_area(sheet, brought)
    if not uses and all(one.box != free for one in sheet.holders):
        own[free] = "free area"
    frames += "".join(_frame(box, name, font, "#8f3f06", "6 4") for box, name in own.items())
    return Shown(
        heading=" ".join(sheet.name.split()) or sheet.part,
        about=f"master {sheet.master}{f' · type {sheet.type}' if sheet.type else ''}",
        svg=art.replace("</svg>", f"{frames}</svg>"),
        held=[_held(one) for one in sheet.holders],
        stands=[(use.key, ", ".join(use.kinds)) for use in uses if use.kinds],
    )


def _section(one: Shown) -> str:
    drawn = one.svg.partition(" viewBox")[2]
    drawn = f'<svg role="img" aria-label="{escape(one.heading)}" width="{_WIDE}" viewBox{drawn}'
    rows = "".join(
        f"<tr><td><code>{escape(type)}</code></td><td>{escape(prompt)}</td><td>{sizes} pt</td></tr>"
        for type, prompt, sizes in one.held
    )
    used = "".join(f"<li><code>{escape(key)}</code>: {escape(kinds)}</li>" for key, kinds in one.stands)
    stands = f"<p>Stands here:</p><ul>{used}</ul>" if used else "<p>No slide of ours stands here.</p>"
    return (
        f"<section><h2>{escape(one.heading)} <small>· {escape(one.about)}</small></h2><div>{drawn}</div>"
        f"<div><table>{rows}</table>{stands}</div></section>"
    )


def _frame(box: Box, label: str, font: str, color: str, dash: str) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" fill="none" '
        f'stroke="{color}" stroke-width="2"{dashes}/><text x="{box.x + 5:g}" y="{box.y + 15:g}" font-size="14" '
        f'font-family={quoteattr(font)} fill="{color}" stroke="#fff" stroke-width="3" paint-order="stroke">'
        f"{escape(label)}</text>"
    )


def _held(holder: Holder) -> tuple[str, str, str]:
    sizes = "/".join(f"{look.size:g}" for look in holder.meant[:3]) if holder.type not in FURNITURE else ""
    return f"{holder.type} {holder.idx}", " ".join(holder.prompt.split())[:60], sizes
