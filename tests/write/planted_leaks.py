"""Leaks made by rule: what a note says, in every place of a file that somebody may read, in several scripts.

Each sink takes an honest file and a sentence, and gives the file with the sentence in it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

import pikepdf

SENTENCES = {
    "English": "Between us, the sponsor asked me to leave out the two patients who relapsed.",
    "German": "Unter uns gesagt: Der Geldgeber hat um das Weglassen der beiden Rückfälle gebeten.",
    "Greek": "Μεταξύ μας, ο χορηγός ζήτησε να παραλείψω τους δύο ασθενείς που υποτροπίασαν.",
    "Chinese": "私下说一句，赞助方要求我不要提那两位复发的病人，请大家不要外传。",
    "Japanese": "ここだけの話ですが、再発した二人の患者には触れないよう頼まれました。",
    "Thai": "พูดกันตรงๆ ผู้สนับสนุนขอให้ฉันไม่พูดถึงผู้ป่วยสองรายที่โรคกลับมา",
    "Arabic": "بيني وبينكم، طلب مني الممول ألا أذكر المريضين اللذين عاودهما المرض.",
    "short": "Skip this slide.",
    "short Chinese": "请跳过这页。",
}


class Leak(NamedTuple):
    sink: str
    script: str
    sentence: str
    data: bytes

    @property
    def name(self) -> str:
        return f"{self.sink}, {self.script}"


def leaks(pptx: bytes, pdf: bytes, png: bytes, html: bytes) -> Iterator[Leak]:
    """Every sink with every script; a short sentence only where it stands by itself."""
    for files, sinks in ((pptx, PPTX), (pdf, PDF), (png, PNG), (html, HTML)):
        for sink, put in sinks.items():
            for script, sentence in SENTENCES.items():
                if script.startswith("short") and sink in CUT:
                    continue
                yield Leak(sink, script, sentence, put(files, sentence))


# ---------------------------------------------------------------- a package


def _changed(data: bytes, change: Callable[[dict[str, bytes]], None], comment: bytes = b"") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.comment = comment
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


SLIDE = "ppt/slides/slide1.xml"


def _in_part(name: str, pattern: str, new: Callable[[str], str]) -> Callable[[bytes, str], bytes]:
    def put(data: bytes, sentence: str) -> bytes:
        def change(parts: dict[str, bytes]) -> None:
            text, times = re.subn(pattern, lambda found: new(sentence), parts[name].decode(), count=1)
            assert times, (name, pattern)
            parts[name] = text.encode()

        return _changed(data, change)

    return put


def _added(name: str, content: Callable[[str], bytes]) -> Callable[[bytes, str], bytes]:
    return lambda data, sentence: _changed(data, lambda parts: parts.__setitem__(name, content(sentence)))


def _halves(sentence: str, count: int = 2) -> list[str]:
    size = -(-len(sentence) // count)
    return [sentence[at : at + size] for at in range(0, len(sentence), size)]


def _runs(sentence: str) -> str:
    return "".join(f"<a:r><a:rPr/><a:t>{escape(part)}</a:t></a:r>" for part in _halves(sentence, 5))


def _paragraphs(sentence: str) -> str:
    return "".join(f"<a:p><a:r><a:t>{escape(part)}</a:t></a:r></a:p>" for part in _halves(sentence))


def _cells(sentence: str) -> str:
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    return "<a:tr>" + "".join(cell.format(escape(part)) for part in _halves(sentence, 4)) + "</a:tr>"


def _codes(sentence: str) -> str:
    return "".join(f"&#x{ord(char):x};" for char in sentence)


def _workbook(sentence: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{escape(sentence)}</t></si></sst>")
    return made.getvalue()


END = "</p:spTree>"
PPTX: dict[str, Callable[[bytes, str], bytes]] = {
    "an alternative text": _in_part(SLIDE, r' name="', lambda s: f' descr="{escape(s)}" name="'),
    "an attribute in single quotes": _in_part(SLIDE, r' name="', lambda s: f" descr='{escape(s)}' name=\""),
    "an attribute in character codes": _in_part(SLIDE, r' name="', lambda s: f' descr="{_codes(s)}" name="'),
    "a comment": _in_part(SLIDE, END, lambda s: f"<!-- {s} -->{END}"),
    "a processing instruction": _in_part(SLIDE, END, lambda s: f"<?note {s}?>{END}"),
    "marked as data": _in_part(SLIDE, END, lambda s: f"<a:t><![CDATA[{s}]]></a:t>{END}"),
    "five runs": _in_part(SLIDE, END, lambda s: f"<a:p>{_runs(s)}</a:p>{END}"),
    "two paragraphs": _in_part(SLIDE, END, lambda s: _paragraphs(s) + END),
    "four cells": _in_part(SLIDE, END, lambda s: _cells(s) + END),
    "a link's address": _in_part(
        "ppt/slides/_rels/slide1.xml.rels",
        "</Relationships>",
        lambda s: (
            '<Relationship Target="mailto:a@example.org?subject='
            + "".join(f"%{byte:02X}" for byte in s.encode())
            + '"/></Relationships>'
        ),
    ),
    "the title of the properties": _in_part("docProps/core.xml", "<dc:title>", lambda s: f"<dc:title>{escape(s)} "),
    "a property of its own": _in_part(
        "docProps/custom.xml", "</Properties>", lambda s: f"<vt:lpwstr>{escape(s)}</vt:lpwstr></Properties>"
    ),
    "comments of a reviewer": _added("ppt/comments/comment1.xml", lambda s: f"<p:text>{escape(s)}</p:text>".encode()),
    "a part in UTF-16": _added("customXml/item1.xml", lambda s: f"<a>{escape(s)}</a>".encode("utf-16")),
    "a part of no known kind": _added("ppt/embeddings/object1.bin", lambda s: b"\0\1" + s.encode() + b"\0\2"),
    "a workbook in the package": _added("ppt/embeddings/book1.xlsx", _workbook),
    "the name of a part": lambda data, s: _changed(
        data, lambda parts: parts.__setitem__(f"ppt/media/{s}.xml", b"<a/>")
    ),
    "a vector picture": _added("ppt/media/i.svg", lambda s: f"<svg><desc>{escape(s)}</desc></svg>".encode()),
    "a picture in the package": _added("ppt/media/i.png", lambda s: _png_with(b"iTXt", b"T\0\0\0\0\0" + s.encode())),
    "the zip file's comment": lambda data, s: _changed(data, lambda parts: None, s.encode()),
}


# ---------------------------------------------------------------- a PDF


def _pdf(change: Callable[[pikepdf.Pdf, str], None], packed: bool = True) -> Callable[[bytes, str], bytes]:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable

    def put(data: bytes, sentence: str) -> bytes:
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf, sentence)
            pdf.save(made, object_stream_mode=mode)
        return made.getvalue()

    return put


def _annotation(pdf: pikepdf.Pdf, sentence: str) -> None:
    page = pdf.pages[0]
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=sentence)
    page.Annots = pdf.make_indirect(pikepdf.Array([*page.get("/Annots", []), note]))


def _metadata(pdf: pikepdf.Pdf, sentence: str) -> None:
    with pdf.open_metadata() as meta:
        meta["dc:description"] = sentence


def _attached(pdf: pikepdf.Pdf, sentence: str) -> None:
    pdf.attachments["notes.txt"] = f"Notes of the speaker. {sentence}".encode()


def _actual(pdf: pikepdf.Pdf, sentence: str) -> None:
    said = pikepdf.String(sentence).unparse()
    pdf.pages[0].contents_add(b"/Span <</ActualText " + said + b">> BDC EMC\n")


def _drawn_elsewhere(pdf: pikepdf.Pdf, sentence: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(sentence, 0))


PDF: dict[str, Callable[[bytes, str], bytes]] = {
    "a note on a page": _pdf(_annotation),
    "a field of its own": _pdf(lambda pdf, s: pdf.docinfo.__setitem__("/Private", s)),
    "a field, not packed": _pdf(lambda pdf, s: pdf.docinfo.__setitem__("/Subject", s), packed=False),
    "the description in XMP": _pdf(_metadata),
    "an attachment": _pdf(_attached),
    "what a stretch is said to be": _pdf(_actual),
    "a bookmark": _pdf(_drawn_elsewhere),
    "a string that nothing uses": _pdf(
        lambda pdf, s: pdf.Root.__setitem__("/PieceInfo", pdf.make_indirect(pikepdf.String(s)))
    ),
    "a script": _pdf(
        lambda pdf, s: pdf.Root.__setitem__(
            "/OpenAction",
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pdf.make_stream(f"app.alert('{s}')".encode())),
        )
    ),
    "a comment in the file": lambda data, s: data.replace(b"\n", b"\n%" + s.encode() + b"\n", 1),
    "behind its end": lambda data, s: data + s.encode(),
}  # fmt: skip


# ---------------------------------------------------------------- pictures and pages of the web


def _png_with(kind: bytes, inside: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(kind, inside)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def _into_png(kind: bytes, inside: Callable[[bytes], bytes]) -> Callable[[bytes, str], bytes]:
    def put(data: bytes, sentence: str) -> bytes:
        words = inside(sentence.encode())
        chunk = struct.pack(">I", len(words)) + kind + words + struct.pack(">I", zlib.crc32(kind + words))
        return data[:33] + chunk + data[33:]

    return put


PNG: dict[str, Callable[[bytes, str], bytes]] = {
    "a picture's comment": _into_png(b"iTXt", lambda s: b"Comment\0\0\0\0\0" + s),
    "a picture's packed comment": _into_png(b"zTXt", lambda s: b"Comment\0\0" + zlib.compress(s)),
    "behind a picture's end": lambda data, s: data + s.encode(),
}
HTML: dict[str, Callable[[bytes, str], bytes]] = {
    "a page's text": lambda data, s: data.replace(b"</body>", f"<p>{escape(s)}</p></body>".encode()),
    "a page's attribute": lambda data, s: data.replace(b"<body>", f'<body title="{escape(s)}">'.encode()),
    "a page's comment": lambda data, s: data.replace(b"</body>", f"<!-- {s} --></body>".encode()),
}
CUT = ("four cells", "two paragraphs", "a part of no known kind", "a script", "behind its end", "a picture's comment",
    "behind a picture's end", "a picture in the package")  # fmt: skip
"""Where a short sentence would be cut in two, or not stand by itself."""
