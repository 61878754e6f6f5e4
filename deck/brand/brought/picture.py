"""Every layout of a template on one page: what it looks like, its placeholders, and which slides stand on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

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


def page_of(data: bytes, brought: Brought, name: str, font: str, uses: Mapping[str, Sequence[Use]]) -> str:
    """HTML that needs nothing from elsewhere; `uses` are those of the brand, by the part of the layout."""
    artist = Artist(data, font)
    parts = [
        _section(sheet, brought, artist.art(sheet.part).decode(), uses.get(sheet.part, ())) for sheet in brought.sheets
    ]
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(name)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(name)}</h1><p>A blue frame is a placeholder, with its type "
        'and idx; a <span class="virtual">brown, dashed</span> one is a place of ours, which the layout lacks.</p>'
        f"{''.join(parts)}</body></html>"
    )


def _section(sheet: Sheet, brought: Brought, art: str, uses: Sequence[Use]) -> str:
    frames = "".join(_frame(one.box, f"{one.type} {one.idx}", "#0b5cad", "") for one in sheet.holders if one.box)
    own: dict[Box, str] = {}
    for use in uses:
        for slot in use.slots:
            if slot.virtual and slot.box.area < 0.9 * brought.width * brought.height:
                own.setdefault(slot.box, slot.name)
    if not uses:
        own[free_area(sheet, brought)] = "free area"
    frames += "".join(_frame(box, name, "#8f3f06", "6 4") for box, name in own.items())
    whole = art.replace("<svg ", f'<svg role="img" aria-label="{escape(sheet.name)}" ', 1).replace(
        "</svg>", f"{frames}</svg>"
    )
    sized = whole.replace(
        f'width="{brought.width:g}" height="{brought.height:g}" viewBox', f'width="{_WIDE}" viewBox', 1
    )
    rows = "".join(_row(one) for one in sheet.holders)
    kind = f" · type {escape(sheet.type)}" if sheet.type else ""
    used = "".join(
        f"<li><code>{escape(use.key)}</code>: {escape(', '.join(use.kinds))}</li>" for use in uses if use.kinds
    )
    stands = f"<p>Stands here:</p><ul>{used}</ul>" if used else "<p>No slide of ours stands here.</p>"
    return (
        f"<section><h2>{escape(' '.join(sheet.name.split()) or sheet.part)} <small>· master {sheet.master}{kind}"
        f"</small></h2><div>{sized}</div><div><table>{rows}</table>{stands}</div></section>"
    )


def _frame(box: Box, label: str, color: str, dash: str) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" fill="none" '
        f'stroke="{color}" stroke-width="2"{dashes}/><text x="{box.x + 5:g}" y="{box.y + 15:g}" font-size="14" '
        f'font-family="sans-serif" fill="{color}" stroke="#fff" stroke-width="3" paint-order="stroke">{escape(label)}'
        "</text>"
    )


def _row(holder: Holder) -> str:
    sizes = "/".join(f"{look.size:g}" for look in holder.meant[:3]) if holder.type not in FURNITURE else ""
    prompt = " ".join(holder.prompt.split())[:60]
    return (
        f"<tr><td><code>{escape(holder.type)} {holder.idx}</code></td><td>{escape(prompt)}</td><td>{sizes} pt</td></tr>"
    )
