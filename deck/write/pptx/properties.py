"""Document properties from the talk, and nobody else's name or date in them."""

from __future__ import annotations

from deck.brand.drawingml import DECLARATION, escape
from deck.page import Deck


def core_properties(deck: Deck) -> str:
    """`docProps/core.xml`. No dates: one of our own making would change the bytes of an unchanged talk."""
    meta = deck.meta
    draft = meta.status == "draft"
    states = (deck.phrases.say("draft-talk") if draft else "", f"{deck.translation}." if deck.translation else "")
    values = {
        "dc:title": meta.title.plain,
        "dc:creator": meta.speaker,
        "cp:lastModifiedBy": meta.speaker,
        "dc:subject": meta.subject,
        "cp:keywords": ", ".join(meta.keywords),
        "dc:description": " ".join(filter(None, states)),
        "cp:contentStatus": "Draft" if draft else "",
        "dc:language": meta.language,
        "cp:revision": "1",
    }
    listed = "".join(f"<{tag}>{escape(value)}</{tag}>" for tag, value in values.items() if value)
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{listed}</cp:coreProperties>'
    )
