"""Document properties from the talk, and nobody else's name or date in them."""

from __future__ import annotations

from deck.brand.drawingml import DECLARATION, escape
from deck.talk import Meta

_DRAFT = "Draft: message titles, notes and added facts await the speaker's approval."


def core_properties(meta: Meta, translation: str = "") -> str:
    """`docProps/core.xml`. No dates: one of our own making would change the bytes of an unchanged talk."""
    draft = meta.status == "draft"
    remarks = (_DRAFT if draft else "", f"{translation}." if translation else "")
    values = {
        "dc:title": meta.title.plain,
        "dc:creator": meta.speaker,
        "cp:lastModifiedBy": meta.speaker,
        "dc:subject": meta.subject,
        "cp:keywords": ", ".join(meta.keywords),
        "dc:description": " ".join(filter(None, remarks)),
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
