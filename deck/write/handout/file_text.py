"""What does a finished file say? Read back from its bytes, by a program that did not write it."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from deck.regex import regex
from deck.write.handout.meanwhile import ahead


def text_of(data: bytes) -> Iterator[str]:
    """Everything in a file that a reader or a program finds as words: pages, alt texts, properties, comments, names.

    A package, PDF, picture, web page or any other file; and each file inside it.
    """
    if data.startswith(b"%PDF"):
        return ahead(_pdf(data))
    return _inside(data)


def _inside(data: bytes) -> Iterator[str]:
    """The words of a file by what its first bytes say that it is."""
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    if data.startswith(b"%PDF"):
        return _pdf(data)
    if data.startswith(b"\x89PNG"):
        return _png(data)
    if data.startswith((b"\xff\xd8\xff", b"GIF8")):
        return _readable(data)
    if head.startswith(b"<") or head.startswith((b"\xff\xfe<", b"\xfe\xff\0<")):
        return _xml(_as_text(data))
    return _readable(data)


def load_reader() -> None:
    """Load what reads PDFs: it takes as long as to make a small handout, so it may be done beforehand."""
    _pdfium()


def _package(data: bytes) -> Iterator[str]:
    # Imported here because most files that are read are PDFs.
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as package:
        yield _as_text(package.comment)
        for entry in package.infolist():
            yield f"{entry.filename}\n{_as_text(entry.comment)}"
            yield from _inside(package.read(entry))


def _as_text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def _xml(text: str) -> Iterator[str]:
    """The words of comments, attributes and paragraphs of XML or HTML."""
    from html import unescape

    if "<!--" in text or "<![CDATA[" in text:
        text = _CDATA.sub(lambda found: found[1].replace("&", "&amp;").replace("<", "&lt;"), text)
        yield from _COMMENT.findall(text)
        text = _COMMENT.sub("", text)
    yield from (found for found in _INSTRUCTION.findall(text) if not found.startswith("xml "))
    for value in {double or single for double, single in _ATTRIBUTE.findall(text)}:
        if _TELLING.search(value) and not value.startswith(_SCHEMAS):
            said = unescape(value)
            yield unquote(said) if "%" in said else said
    parted = _TAG.sub("", _LINE_BREAK.sub(" ", _END.sub("\0", text)))
    yield from (words for words in unescape(parted).split("\0") if words.strip())


_CDATA = regex(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_COMMENT = regex(r"<!--(.*?)-->", re.DOTALL)
_INSTRUCTION = regex(r"<\?(.*?)\?>", re.DOTALL)
_ATTRIBUTE = regex(r"""=\s*(?:"([^"<]{4,})"|'([^'<]{4,})')""")
# A space, a letter that is not ASCII, or so many letters that words may stand in them: most attributes are numbers.
_TELLING = regex(r"[ &\t\r\n\x80-\U0010ffff]|[A-Za-z][\w%.+/?=-]{15}")
_SCHEMAS = ("http://schemas.", "http://purl.", "http://www.w3.org/")
# The end of any element but of those that part a sentence into runs.
_END = regex(r"</(?!(?:\w+:)?(?:t|r|rPr|fld|tspan|textPath|span|a|b|i|em|strong|sup|sub|code|s|u)>)[^>]*>")
_LINE_BREAK = regex(r"<(?:\w+:)?br\s*/?>")
_TAG = regex(r"<[^>]*>")


def _png(data: bytes) -> Iterator[str]:
    """What stands in a picture beside its pixels, behind its end too."""
    import zlib

    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind, inside = data[at + 4 : at + 8], data[at + 8 : end - 4]
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            name, _, rest = inside.partition(b"\0")
            yield _as_text(name)
            for start in range(min(len(rest), 64)):
                with contextlib.suppress(zlib.error):
                    yield _as_text(zlib.decompressobj().decompress(rest[start:], _LONGEST))
                    break
        if kind not in (b"IDAT", b"IHDR", b"PLTE"):
            yield from _readable(inside)
        at = end
        if kind == b"IEND":
            break
    yield from _readable(data[at:])


_LONGEST = 1 << 22


def _readable(data: bytes) -> Iterator[str]:
    """Stretches of text in bytes of any kind."""
    for found in _STRETCH.findall(data):
        with contextlib.suppress(UnicodeDecodeError):
            yield found.decode()
    for found in _WIDE.findall(data):
        yield found.decode("utf-16-le", "replace")
    for found in _WIDE_BACKWARDS.findall(data):
        yield found.decode("utf-16-be", "replace")


_STRETCH = regex(rb"(?:[\x20-\x7e\t\r\n]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){12,}")
_WIDE = regex(rb"(?:[\x20-\x7e]\0){12,}")
_WIDE_BACKWARDS = regex(rb"(?:\0[\x20-\x7e]){12,}")


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
        yield from _beside_pages(data)
        for number in range(pdfium.FPDF_GetPageCount(document)):
            # Handed over just before the next page is read, which is when another thread has the time to look at it.
            yield from tuple(_page(pdfium, document, number))
    finally:
        pdfium.FPDF_CloseDocument(document)


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


def _beside_pages(data: bytes) -> Iterator[str]:
    """What a PDF says beside its pages: every string, comment, telling name, property and file in it.

    By the strings themselves: pdfium looks through the structure of all pages for each page that it is asked about.
    """
    import zlib

    loose = []
    said: set[bytes] = set()
    last = 0
    for found in _STREAM.finditer(data):
        loose.append(data[last : found.start(2)])
        last = found.end(2)
        about, inside = found[1], found[2]
        if _PIXELS_OR_FONT.search(about):
            continue
        if b"FlateDecode" in about:
            with contextlib.suppress(zlib.error):
                inside = zlib.decompressobj().decompress(inside)
        if b"/ObjStm" in about:
            loose.append(inside)
        elif inside[:2] == b"<?" or b"/Metadata" in about or b"/EmbeddedFile" in about or b"/JavaScript" in about:
            yield from _inside(inside)
        else:
            # What is drawn: its words are read from the page, what it is said to be stands with it.
            said.update(whole for whole, _ in _DESCRIPTION.findall(inside))
            if not _DRAWS.search(inside):
                yield from _readable(inside)
    loose.append(data[last:])
    for objects in loose:
        said.update(_STRING.findall(objects))
        yield from map(_as_text, _PDF_COMMENT.findall(objects))
        yield from (_NAME_CODE.sub(lambda code: bytes([int(code[1], 16)]), name).decode("utf-8", "replace")
                    for name in _NAME.findall(objects))  # fmt: skip
    for string in said:
        if string.startswith(b"<"):
            digits = re.sub(rb"\s", b"", string[1:-1])
            yield _decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        else:
            text = _decoded(_ESCAPE.sub(_unescaped, string[1:-1]))
            yield unquote(text) if "%" in text else text
    yield from _readable(data[data.rfind(b"%%EOF") + 5 :])


_STREAM = regex(rb"(<<(?:(?!endobj|stream).)*>>)\s*stream\r?\n(.*?)endstream", re.DOTALL)
_PIXELS_OR_FONT = regex(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)|/Length1\b|/Type\s*/XRef")
# A stream that draws something, or says which glyph is which character.
_DRAWS = regex(rb"(?:\A|\s)(?:BT|cm|re|Do|gs|BDC|rg|scn)\s|begincmap")
_STRING = regex(rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\)){6,}\)|<[0-9A-Fa-f\s]{12,}>", re.DOTALL)
_DESCRIPTION = regex(
    rb"/(?:Alt|ActualText|E|Contents|T)\s*(\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)|<[0-9A-Fa-f\s]*>)()", re.DOTALL
)
_PDF_COMMENT = regex(rb"%([^\r\n%]{12,})")
_NAME = regex(rb"/([^\s/<>\[\](){}%]*#[0-9A-Fa-f]{2}[^\s/<>\[\](){}%]*)")
_NAME_CODE = regex(rb"#([0-9A-Fa-f]{2})")
_ESCAPE = regex(rb"\\([0-7]{1,3}|.)", re.DOTALL)
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
