"""Words from right to left are read aloud as they were written, and 10⁶ is not read as 106.

A PDF holds their glyphs as they are seen, from the left, and a vowel sign apart from its letter: a screen reader that
goes by the glyphs reads them in pieces. A raised 6 is the glyph of any other 6, a little higher. The text itself goes
into the structure, which the standard calls ActualText.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any


def with_actual_text(pdf: bytes, texts: Sequence[str]) -> bytes:
    """The PDF with each of its inline quotations, in order, as words whose ActualText is the text."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as book:
        marked = list(_quotations(book.Root.StructTreeRoot))
        assert len(marked) == len(texts), f"{len(marked)} words are marked in the PDF, {len(texts)} texts are given"
        for node, text in zip(marked, texts, strict=True):
            node.S = pikepdf.Name.Span
            node.ActualText = pikepdf.String(text)
        buffer = io.BytesIO()
        book.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _quotations(node: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _quotations(child)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == pikepdf.Name.Quote:
            yield node
        elif "/K" in node:
            yield from _quotations(node.K)
