"""Document properties from the talk, and nobody else's name or date in them."""

from __future__ import annotations

from typing import Any

from deck.brand.drawingml import one_line
from deck.page import Deck


def set_core_properties(known: Any, deck: Deck) -> None:
    """Fill `presentation.core_properties`. No dates: one of our own making would change an unchanged talk's bytes."""
    meta = deck.meta
    draft = meta.status == "draft"
    states = (deck.phrases.say("draft-talk") if draft else "", f"{deck.translation}." if deck.translation else "")
    values = {
        "title": meta.title.plain,
        # Office parts authors by semicolons.
        "creator": "; ".join(meta.names),
        "lastModifiedBy": "; ".join(meta.names),
        "subject": meta.subject,
        "keywords": ", ".join(meta.keywords),
        "description": " ".join(filter(None, states)),
        "contentStatus": "Draft" if draft else "",
        "language": meta.language,
        "revision": "1",
    }
    for name, value in values.items():
        if value:
            # By its element: `core_properties` refuses more than 255 characters, which the format does not.
            getattr(known._element, f"get_or_add_{name}")().text = one_line(value)
