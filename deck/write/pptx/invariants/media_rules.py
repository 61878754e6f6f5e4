"""What must hold in pictures and fonts of the package: that they are whole, and of the format that they claim."""

from __future__ import annotations

import contextlib
import struct
import zlib
from collections.abc import Iterator

from lxml import etree

from deck.media import BadMedia, read_medium, traces
from deck.media.captions import BadCaptions, read_captions
from deck.write.pptx.invariants.read import Package, ending

Finding = tuple[str, str, str]
"""The part, the element and what is wrong with it."""

_FORMATS = {
    ".png": (("image/png",), b"\x89PNG\r\n\x1a\n"),
    ".jpg": (("image/jpeg", "image/jpg"), b"\xff\xd8\xff"),
    ".jpeg": (("image/jpeg", "image/jpg"), b"\xff\xd8\xff"),
    ".jfif": (("image/jpeg", "image/jpg"), b"\xff\xd8\xff"),
    ".gif": (("image/gif",), b"GIF8"),
    ".svg": (("image/svg+xml",), b"<svg"),
    ".bmp": (("image/bmp", "image/x-bmp"), b"BM"),
    ".tif": (("image/tiff",), b""),
    ".tiff": (("image/tiff",), b""),
    ".emf": (("image/x-emf", "image/emf"), b"\x01\x00\x00\x00"),
    ".wmf": (("image/x-wmf", "image/wmf"), b""),
    ".wdp": (("image/vnd.ms-photo",), b"II\xbc"),
    ".webp": (("image/webp",), b"RIFF"),
}
_OFFICE_FILES = (".xlsx", ".xlsm", ".docx", ".pptx")
_SVG = "{http://www.w3.org/2000/svg}"
_RUNS = {f"{_SVG}{name}" for name in ("script", "foreignObject", "iframe", "handler")}
_EOT_MAGIC_AT, _EOT_MAGIC = 34, 0x504C


def image_is_what_it_claims(package: Package) -> Iterator[Finding]:
    """PowerPoint shows a red cross for a picture whose bytes are of another format than its type says."""
    for name in package.of_kind("image"):
        expected, start = _FORMATS.get(ending(name), ((), b""))
        declared = package.content_type(name)
        if declared not in expected:
            yield name, f"content type {declared!r}", f"its name says {' or '.join(expected) or 'no known format'}"
        head = package.parts[name][:1024]
        if not (start in head if start == b"<svg" else head.startswith(start)):
            yield name, "first bytes", f"they are not those of {expected[0]}"


def picture_is_whole(package: Package) -> Iterator[Finding]:
    """PowerPoint shows a red cross for a picture that is cut off, and some programs draw what is left of it."""
    looks = {
        ".png": _trouble_with_png,
        ".jpg": _trouble_with_jpeg,
        ".jpeg": _trouble_with_jpeg,
        ".gif": _trouble_with_gif,
    }
    for name in package.of_kind("image"):
        look, data = looks.get(ending(name)), package.parts[name]
        if look and name not in package.checked and (trouble := look(data)):
            yield name, "picture", trouble


def svg_is_a_still_picture(package: Package) -> Iterator[Finding]:
    """A vector picture that is no XML is a red cross; one that runs a script or fetches something is refused."""
    for name in package.of_kind("image"):
        if ending(name) == ".svg" and name not in package.checked:
            for element, trouble in _trouble_with_svg(package.parts[name]):
                yield name, element, trouble


_PLAYED = {
    ".mp4": ("video/mp4",),
    ".m4a": ("audio/mp4", "audio/x-m4a"),
    ".mp3": ("audio/mpeg", "audio/mp3", "audio/x-mp3"),
    ".wav": ("audio/x-wav", "audio/wav", "audio/vnd.wave"),
}


def media_is_what_it_claims(package: Package) -> Iterator[Finding]:
    """PowerPoint says "media not found" of a film or sound that is cut off, or of another format than its name."""
    for name in package.of_kind("video", "audio", "media"):
        expected = _PLAYED.get(ending(name))
        if expected is None or name in package.checked:
            continue
        declared = package.content_type(name)
        if declared not in expected:
            yield name, f"content type {declared!r}", f"its name says {expected[0]}"
        try:
            form = read_medium(package.parts[name]).form
        except BadMedia as problem:
            yield name, "film or sound", f"it {problem.why}"
            continue
        if f".{form}" != ending(name):
            yield name, "first bytes", f"they are those of {form}"


def media_tells_of_nobody(package: Package) -> Iterator[Finding]:
    """A phone writes place and date into a film, an editor its author: nobody meant to hand that out."""
    for name in package.of_kind("video", "audio", "media"):
        if ending(name) in _PLAYED and name not in package.checked:
            with contextlib.suppress(BadMedia):
                for trace in traces(package.parts[name]):
                    yield name, trace, "it tells something beside picture and sound"


def captions_are_webvtt(package: Package) -> Iterator[Finding]:
    """PowerPoint shows no captions from a file that is no WebVTT, and says nothing."""
    for name in package.of_kind("track"):
        try:
            read_captions(package.parts[name])
        except BadCaptions as problem:
            yield name, f"line {problem.line}", f"the captions {problem.what}"


def font_is_whole(package: Package) -> Iterator[Finding]:
    """PowerPoint drops an embedded font that is cut off, and sets the deck in another one."""
    for name in package.of_kind("font"):
        data = package.parts[name]
        size, font_size = struct.unpack("<II", data[:8]) if len(data) >= 36 else (0, 0)
        magic = struct.unpack_from("<H", data, _EOT_MAGIC_AT)[0] if len(data) >= 36 else 0
        if size != len(data) or font_size >= size or magic != _EOT_MAGIC:
            yield name, "first bytes", "it is no embedded font, or a part of one"


def workbook_is_whole(package: Package) -> Iterator[Finding]:
    """PowerPoint cannot edit a chart whose workbook is missing or cut off, and offers a repair."""
    for name in package.of_kind("package"):
        data = package.parts[name]
        # Its list of contents stands at its end.
        if ending(name) in _OFFICE_FILES and not (data.startswith(b"PK") and b"PK\x05\x06" in data[-65557:]):
            yield name, "first bytes", "it is no workbook, or a part of one"


def _trouble_with_png(data: bytes) -> str:
    at, seen = 8, []
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            return "it is cut off"
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            return f"its {kind.decode('latin-1')} does not match its checksum"
        if kind == b"IHDR" and 0 in struct.unpack_from(">II", data, at + 8):
            return "it has no width or no height"
        seen.append(kind)
        at = end
        if kind == b"IEND":
            break
    if not seen or seen[0] != b"IHDR" or b"IDAT" not in seen:
        return "it has no pixels"
    if seen[-1] != b"IEND":
        return "it is cut off"
    return "something stands behind its end" if at < len(data) else ""


def _trouble_with_jpeg(data: bytes) -> str:
    at, has_frame = 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return "it is damaged between its parts"
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        has_frame |= 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)
        if marker == 0xDA:
            end = data.rstrip(b"\0").endswith(b"\xff\xd9")
            return "" if end and has_frame else "it is cut off" if has_frame else "it has no pixels"
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return "it is cut off"


def _trouble_with_gif(data: bytes) -> str:
    return "" if data.rstrip(b"\0").endswith(b";") and b"," in data else "it is cut off"


def _trouble_with_svg(data: bytes) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        yield "document", str(problem)
        return
    if root.getroottree().docinfo.internalDTD is not None:
        yield "document", "it has a document type declaration"
    if root.tag != f"{_SVG}svg":
        yield f"root {root.tag}", "it is no svg"
    for element in root.iter("*"):
        tag = str(element.tag)
        if tag in _RUNS:
            yield tag.rpartition("}")[2], "it may run something"
        for name, value in element.items():
            name, value = str(name).rpartition("}")[2].lower(), str(value).strip().lower()
            if name.startswith("on"):
                yield f"{tag.rpartition('}')[2]} {name}", "it runs a script"
            elif name in ("href", "src") and not value.startswith(("#", "data:image/png", "data:image/jpeg")):
                yield f"{tag.rpartition('}')[2]} {name}", f"it leads to {value[:60]!r}"
            elif "url(" in value and not _is_inside(value):
                yield f"{tag.rpartition('}')[2]} {name}", f"it fetches {value[:60]!r}"


def _is_inside(style: str) -> bool:
    return all(one.lstrip(" '\"").startswith("#") for one in style.split("url(")[1:])
