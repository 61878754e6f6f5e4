"""What does a finished file say? Read back from its bytes, by a program that did not write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from deck.write.handout.meanwhile import ahead


def text_of(data: bytes) -> Iterator[str]:
    """Everything in a PDF or a .pptx that a reader or a program finds as words: pages, alt texts, properties."""
    return _pptx(data) if data.startswith(b"PK") else ahead(_pdf(data))


def load_reader() -> None:
    """Load what reads PDFs: it takes as long as to make a small handout, so it may be done beforehand."""
    _pdfium()


def _pptx(data: bytes) -> Iterator[str]:
    # Imported here because most files that are read are PDFs.
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            if name.endswith((".xml", ".rels", ".svg")):
                yield from _xml(package.read(name).decode("utf-8", "replace"))


def _xml(text: str) -> Iterator[str]:
    """The words of each paragraph, and of every attribute that has a space in it, as names of schemas have not."""
    from html import unescape

    yield from (unescape(value) for value in _ATTRIBUTE.findall(text))
    for paragraph in _PARAGRAPH_END.split(text):
        words = unescape(_TAG.sub("", _LINE_BREAK.sub(" ", paragraph)))
        if words.strip():
            yield words


_ATTRIBUTE = re.compile(r'="([^"<]* [^"<]*)"')
_PARAGRAPH_END = re.compile(r"</(?:\w+:)?(?:p|text|t[hd]|title|creator|description|subject|keywords)>")
_LINE_BREAK = re.compile(r"<(?:\w+:)?br/?>")
_TAG = re.compile(r"<[^>]*>")


def _pdfium() -> Any:
    # The bare functions load in half the time of the package's own classes.
    import pypdfium2_raw

    pypdfium2_raw.FPDF_InitLibrary()
    return pypdfium2_raw


def _pdf(data: bytes) -> Iterator[str]:
    pdfium = _pdfium()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise ValueError("the finished PDF cannot be read back")
    try:
        yield from (_utf16(pdfium.FPDF_GetMetaText, document, name) for name in _PROPERTIES)
        yield from _bookmarks(pdfium, document, None)
        yield from _descriptions(data)
        for number in range(pdfium.FPDF_GetPageCount(document)):
            # Handed over just before the next page is read, which is when another thread has the time to look at it.
            yield from tuple(_page(pdfium, document, number))
    finally:
        pdfium.FPDF_CloseDocument(document)


_PROPERTIES = (b"Title", b"Author", b"Subject", b"Keywords", b"Creator", b"Producer")


def _page(pdfium: Any, document: Any, number: int) -> Iterator[str]:
    page = pdfium.FPDF_LoadPage(document, number)
    text = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text)
    shown = _characters(pdfium, text, count)
    yield shown
    if any(map(_is_right_to_left, set(shown))):
        yield from _right_to_left_lines(pdfium, text, count)
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)


def _characters(pdfium: Any, text: Any, count: int) -> str:
    from ctypes import c_ushort

    units = (c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(text, 0, count, units)
    return bytes(units).decode("utf-16-le", "replace").rstrip("\0")


def _right_to_left_lines(pdfium: Any, text: Any, count: int) -> Iterator[str]:
    """The letters that are read from right to left, line by line, in that order.

    They lie in the file as they stand on the paper, and the dots of a letter may be glyphs of their own: what pdfium
    makes of that are no words. By its place each letter is where the eye finds it.
    """
    from ctypes import byref, c_double

    x, y = c_double(), c_double()
    found = []
    for place in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(text, place))
        if _is_right_to_left(letter) and pdfium.FPDFText_GetCharOrigin(text, place, byref(x), byref(y)):
            # Dots and marks stand above and below the baseline, but less than half a line.
            line = -y.value / max(0.9 * pdfium.FPDFText_GetFontSize(text, place), 1)
            found.append((line, -x.value, letter))
    lines = _clustered(found)
    yield "".join(letter for line in lines for _, letter in sorted(line))


def _clustered(found: list[tuple[float, float, str]]) -> list[list[tuple[float, str]]]:
    """Letters by line: a line ends where the next letter, downwards, stands a good part of a line lower."""
    lines: list[list[tuple[float, str]]] = []
    before = float("-inf")
    for down, left, letter in sorted(found):
        if down - before > 0.5:
            lines.append([])
        lines[-1].append((left, letter))
        before = down
    return lines


def _is_right_to_left(letter: str) -> bool:
    return letter > "\u0590" and unicodedata.bidirectional(letter) in ("R", "AL")


def _descriptions(data: bytes) -> Iterator[str]:
    """What a screen reader says of pictures and words, wherever it stands in the file.

    By the strings themselves: pdfium looks through the structure of all pages for each page that it is asked about.
    """
    import zlib

    for packed in [data, *(zlib.decompressobj().decompress(stream) for stream in _OBJECTS.findall(data))]:
        for literal, digits in _DESCRIPTION.findall(packed):
            yield _decoded(_ESCAPE.sub(_unescaped, literal) if literal else bytes.fromhex(digits.decode()))


_OBJECTS = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
_DESCRIPTION = re.compile(rb"/(?:Alt|ActualText|E)\s*(?:\(((?:[^\\()]|\\.)*)\)|<([0-9A-Fa-f]*)>)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


def _unescaped(found: re.Match[bytes]) -> bytes:
    what = found[1]
    return bytes([int(what, 8) & 255]) if what.isdigit() else _ESCAPED.get(what, what)


def _decoded(text: bytes) -> str:
    if text.startswith(b"\xfe\xff"):
        return text[2:].decode("utf-16-be", "replace")
    return text.removeprefix(b"\xef\xbb\xbf").decode(
        "utf-8" if text.startswith(b"\xef\xbb\xbf") else "latin-1", "replace"
    )


def _bookmarks(pdfium: Any, document: Any, parent: Any) -> Iterator[str]:
    bookmark = pdfium.FPDFBookmark_GetFirstChild(document, parent)
    while bookmark:
        yield _utf16(pdfium.FPDFBookmark_GetTitle, bookmark)
        yield from _bookmarks(pdfium, document, bookmark)
        bookmark = pdfium.FPDFBookmark_GetNextSibling(document, bookmark)


def _utf16(read: Any, *of: Any) -> str:
    """A text by pdfium's way: asked for its length first."""
    from ctypes import create_string_buffer

    length = read(*of, None, 0)
    if length <= 2:
        return ""
    buffer = create_string_buffer(length)
    read(*of, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
