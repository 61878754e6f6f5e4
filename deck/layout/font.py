"""What one font file says of texts, by HarfBuzz; what it was asked in earlier builds is remembered."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

import msgspec

from deck.door import Door

# What PowerPoint, LibreOffice and typst all apply without being asked.
FEATURES = {"kern": True, "liga": True, "clig": True}
RULES = b"2"
"""Goes up when texts are shaped in another way, so that nothing remembered is taken for it."""
_LONGEST = 10_000
"""Characters: HarfBuzz gives up on much longer ones, and no slide holds so many."""
_INTEGER: Literal["i"] = "i"
_SIZE = array(_INTEGER).itemsize
_MOST = 5_000
"""Texts of other builds that are kept beside those of this one."""


class _Told(msgspec.Struct):
    """Answers of one font; advances are in its own units, one for each character, as bytes: a tenth of the memory."""

    upem: int = 0
    ascent: int = 0
    descent: int = 0
    advances: dict[str, bytes] = msgspec.field(default_factory=dict)
    glyphs: dict[str, bool] = msgspec.field(default_factory=dict)


class Font:
    """One font file. To load HarfBuzz takes longer than to lay a small talk out with what is remembered."""

    def __init__(self, path: Path, kept: Callable[[str], bytes | None], door: Door | None = None) -> None:
        self._path = path
        digest = hashlib.sha256(RULES + (door or Door()).read(path, "fonts")).hexdigest()
        self._name = f"fonts/{digest}.msgpack"
        self._told = _read(kept(self._name))
        self._used: dict[str, bytes] = {}
        self._is_new = False

    def ends(self, text: str) -> tuple[float, ...]:
        """How far `text` has come after each of its characters, in ems, beginning with 0 before the first."""
        told = self._told.advances.get(text, b"")
        if len(told) != _SIZE * len(text) or not text:
            self._is_new = True
            told = self._told.advances[text] = array(_INTEGER, self._shape(text)).tobytes()
        self._used[text] = told
        upem = self._upem
        return tuple([total / upem for total in accumulate(memoryview(told).cast(_INTEGER), initial=0)])

    def has(self, char: str) -> bool:
        """Whether there is a glyph for that character."""
        if char not in self._told.glyphs:
            self._is_new = True
            self._told.glyphs[char] = self._harfbuzz.get_nominal_glyph(ord(char)) is not None
        return self._told.glyphs[char]

    @property
    def ascent_share(self) -> float:
        """The ascent's share of the line, by which PowerPoint places the first baseline (OS/2 win metrics)."""
        told = self._told
        if not told.ascent:
            self._is_new = True
            table = self._harfbuzz.face.reference_table("OS/2").data
            told.ascent, told.descent = int.from_bytes(table[74:76], "big"), int.from_bytes(table[76:78], "big")
        return told.ascent / (told.ascent + told.descent)

    def remember(self, keep: Callable[[str, bytes], None]) -> None:
        """Keep what was told for the next build, if there is anything new."""
        if self._is_new:
            others = len(self._told.advances) - len(self._used)
            advances = self._told.advances if others <= _MOST else self._used
            keep(self._name, msgspec.msgpack.encode(msgspec.structs.replace(self._told, advances=advances)))
            self._is_new = False

    @property
    def _upem(self) -> int:
        if not self._told.upem:
            self._is_new = True
            self._told.upem = self._harfbuzz.face.upem
        return self._told.upem

    @cached_property
    def _harfbuzz(self) -> Any:
        # Imported here because most texts are remembered.
        import uharfbuzz as hb

        return hb.Font(hb.Face(hb.Blob.from_file_path(str(self._path))))

    def _shape(self, text: str) -> list[int]:
        import uharfbuzz as hb

        if len(text) > _LONGEST:
            pieces = (text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST))
            return [advance for piece in pieces for advance in self._shape(piece)]

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._harfbuzz, buffer, FEATURES)
        advances = [0] * len(text)
        for info, position in zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True):
            advances[info.cluster] += position.x_advance
        return advances


def _read(data: bytes | None) -> _Told:
    try:
        return msgspec.msgpack.decode(data, type=_Told) if data else _Told()
    except msgspec.DecodeError:  # somebody else's file
        return _Told()
