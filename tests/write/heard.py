"""What somebody hears who has a PDF read aloud: its structure in order, beside what is painted on its pages.

Structure is walked with pikepdf, paint is read with pdfplumber, which tells each letter's place in the structure.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pdfplumber
import pikepdf

Leaf = tuple[int, int]
"""A page, counted from 0, and a stretch of paint on it."""


def faults(pdf: bytes, top: float, bottom: float) -> list[str]:
    """What a listener would miss, hear twice or hear in another order; running heads stand above and below."""
    pdf = _without_reversed_letters(pdf)
    letters = _letters(pdf)
    found: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as book:
        pages = {page.objgen: number for number, page in enumerate(book.pages)}
        tree = list(_nodes(book.Root.StructTreeRoot.K, None))
        leaves = list(_leaves(book.Root.StructTreeRoot, None, pages))
        for node, page in tree:
            sort, words = str(node.S), "".join(letters.get(leaf, "") for leaf in _leaves(node, page, pages))
            if sort == "/Link" and not (words.strip() or str(node.get("/Alt", ""))):
                found.append("a link has no words")
            if sort == "/Figure" and sum(char.isalpha() for char in str(node.get("/Alt", ""))) < 3:
                found.append(f"a figure has no words: {words[:40]}")
            if sort in ("/H1", "/H2", "/H3") and not any(char.isalpha() for char in words + _actual(node)):
                found.append(f"a heading is no words: {words}")
    order = {leaf: place for place, leaf in enumerate(leaves)}
    painted = [leaf for leaf in letters if leaf[1] >= 0]
    found += [
        f"page {leaf[0] + 1} paints what nobody hears: {letters[leaf][:60]}" for leaf in painted if leaf not in order
    ]
    told = [leaf for leaf in painted if leaf in order]
    found += [
        f"page {after[0] + 1} paints later what is heard before: {letters[after][:60]}"
        for before, after in pairwise(told)
        if before[0] == after[0] and order[after] < order[before]
    ]
    return found + _heads(pdf, top, bottom)


def _without_reversed_letters(pdf: bytes) -> bytes:
    """The PDF without marks that say which way letters run: pdfplumber knows the innermost mark only."""
    if b"/ReversedChars" not in b"".join(_contents(pdf)):
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            kept, open_marks = [], []
            for operands, operator in pikepdf.parse_content_stream(page):
                sort = str(operator)
                if sort in ("BMC", "BDC"):
                    open_marks.append(str(operands[0]))
                if (open_marks.pop() if sort == "EMC" else sort == "BMC" and open_marks[-1]) != "/ReversedChars":
                    kept.append((operands, operator))
            page.Contents = book.make_stream(pikepdf.unparse_content_stream(kept))
        buffer = io.BytesIO()
        book.save(buffer)
    return buffer.getvalue()


def _contents(pdf: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as book:
        yield from (page.Contents.read_bytes() for page in book.pages)


def _heads(pdf: bytes, top: float, bottom: float) -> list[str]:
    """Passed over is what stands in the head or foot of a page, and nothing else is."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        for number, page in enumerate(book.pages, 1):
            inside = [char for char in page.chars if top <= char["top"] and char["bottom"] <= page.height - bottom]
            # The hyphen at which a line ends is no letter of its word.
            lost = "".join(char["text"] for char in inside if char["tag"] == "Artifact" and char["text"] not in "-•–")
            if lost.strip():
                found.append(f"page {number} passes over words: {lost[:60]}")
            heads = [char for char in page.chars if char["bottom"] <= top or char["top"] >= page.height - bottom]
            said = "".join(char["text"] for char in heads if char["tag"] != "Artifact")
            if number > 1 and said.strip():
                found.append(f"page {number} has a running head that is heard: {said[:60]}")
    return found


@lru_cache(maxsize=4)
def _letters(pdf: bytes) -> dict[Leaf, str]:
    """The letters of each stretch of paint, in the order of painting; those of no stretch at -1."""
    found: dict[Leaf, str] = {}
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        for number, page in enumerate(book.pages):
            for char in page.chars:
                if char["tag"] != "Artifact":
                    leaf = number, -1 if char["mcid"] is None else char["mcid"]
                    found[leaf] = found.get(leaf, "") + char["text"]
    return found


def _nodes(kids: Any, page: Any) -> Iterator[tuple[Any, Any]]:
    """The elements in the order in which they are heard, each with its page."""
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            own = kid.get("/Pg", page)
            yield kid, own
            yield from _nodes(kid.get("/K", pikepdf.Array()), own)


def _leaves(node: Any, page: Any, pages: dict[Any, int]) -> Iterator[Leaf]:
    """The paint of an element and of those in it, as they are heard."""
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, int):
            yield pages[page.objgen], kid
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield pages[kid.get("/Pg", page).objgen], int(kid.MCID)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _leaves(kid, kid.get("/Pg", page), pages)


def _actual(node: Any) -> str:
    return "".join(str(kid.get("/ActualText", "")) for kid, _ in _nodes(node, None))
