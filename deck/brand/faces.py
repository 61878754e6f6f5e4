"""Find the brand's font files, and which family and style each of them is."""

from __future__ import annotations

import struct
from pathlib import Path

from deck.brand.entry import Entry
from deck.brand.model import Face
from deck.cache import Remembered
from deck.diagnostics import close_matches
from deck.door import Door, Refused

_BOLD_BIT, _ITALIC_BIT = 1 << 5, 1
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_WINDOWS, _ENGLISH = 3, 0x409
_TRUETYPE = b"\x00\x01\x00\x00"


def find_faces(
    door: Door,
    folders: tuple[Path, ...],
    entry: Entry,
    families: dict[str, Entry],
    base: str,
    headings: str,
    remembered: Remembered,
) -> tuple[Face, ...]:
    """Every face of the given families, from the first folder that has it.

    `families` says where the brand names each of them; `entry` is the place of what is wrong with the first folder.
    """
    faces: dict[tuple[str, bool, bool], Face] = {}
    there: set[str] = set()
    for folder in folders:
        here = _faces_in(door, folder, entry, families, remembered, there)
        if here is None:  # which face it was to be nobody knows: none is called missing beside it
            return tuple(faces.values())
        faces = {(face.family, face.bold, face.italic): face for face in here} | faces
    for family, place in families.items():
        if family not in there:
            near = close_matches(family, there)
            hint = near or f"put its .ttf files into `{folders[0].name}`, or name one that is there: {_listed(there)}"
            place.wrong(f"there is no font `{family}`", hint, "bad-font")
            continue
        for bold, italic in _needed(family, base, headings):
            if (family, bold, italic) not in faces:
                style = {0: "regular", 1: "bold", 2: "italic", 3: "bold italic"}[bold + 2 * italic]
                hint = f"put its .ttf file into `{folders[0].name}`"
                place.wrong(f"the {style} face of `{family}` is missing", hint, "bad-font")
    return tuple(faces.values())


def _faces_in(
    door: Door, folder: Path, entry: Entry, families: dict[str, Entry], remembered: Remembered, there: set[str]
) -> list[Face] | None:
    """The faces of these families in one folder; None, and a diagnostic, where a file in it cannot be read.

    `there` is told every family of the folder.
    """
    faces: list[Face] = []
    unread = False
    for path in door.listed(folder, "*.ttf", "fonts"):
        try:
            face = read_face(path, door)
        except Refused as refused:
            entry.wrong(refused.said(path.name), refused.help, refused.code)
            unread = True
            continue
        if face is None:
            entry.wrong(f"`{path.name}` is not a TrueType font", "remove the file, or replace it", "bad-font")
            unread = True
            continue
        there.add(face.family)
        if face.family in families:
            faces.append(face)
            if problem := _problem(path, door.digest(path), remembered):
                entry.wrong(f"`{path.name}` {problem}", "take the file again from where it came from", "bad-font")
    return None if unread else faces


def _listed(names: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "there is none"


def _problem(path: Path, digest: str, remembered: Remembered) -> str:
    """What is wrong with a font file, in words that go on after its name."""
    name = f"fonts/{digest}.whole"

    def look() -> bytes:
        # Imported here because most fonts were looked at before.
        from deck.apart import READER, Ended

        try:
            found: str = READER.ask("deck.brand.sound_font:problem_of_font", str(path.absolute()), digest)
        except Ended as problem:
            raise _NotWhole(f"cannot be read: it {problem}") from problem
        if found:
            raise _NotWhole(found)
        return b"whole"

    try:
        remembered(name, look)
    except _NotWhole as problem:
        return str(problem)
    return ""


class _NotWhole(Exception):
    """What is wrong is not remembered: it is said each time."""


def _needed(family: str, base: str, headings: str) -> tuple[tuple[bool, bool], ...]:
    """Bold and italic flags of the faces that a family must have."""
    if family == base:
        return (False, False), (True, False), (False, True), (True, True)
    if family == headings:
        return (False, False), (True, False)
    return ((False, False),)


def read_face(path: Path, door: Door) -> Face | None:
    """Family and style of a TrueType file, or None when it is not one."""
    # Read by hand: fontTools takes longer to import than a brand to load.
    data = door.read(path, "fonts")
    try:
        tables = _tables(data)
        (selection,) = struct.unpack_from(">H", data, tables[b"OS/2"] + 62)
        family = _family(data, tables[b"name"])
    except (struct.error, KeyError, ValueError):
        return None
    return Face(family, bool(selection & _BOLD_BIT), bool(selection & _ITALIC_BIT), path) if family else None


def _tables(data: bytes) -> dict[bytes, int]:
    version, count = struct.unpack_from(">4sH", data)
    if version != _TRUETYPE:
        raise ValueError("not TrueType outlines")
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _family(data: bytes, table: int) -> str:
    count, strings = struct.unpack_from(">HH", data, table + 2)
    names: dict[int, str] = {}
    for i in range(count):
        platform, _, language, name, length, offset = struct.unpack_from(">6H", data, table + 6 + 12 * i)
        if platform == _WINDOWS and language == _ENGLISH and name in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            start = table + strings + offset
            names[name] = data[start : start + length].decode("utf-16-be")
    # Office finds a face by its family name, not by its typographic family.
    return names.get(_FAMILY) or names.get(_TYPOGRAPHIC_FAMILY, "")
