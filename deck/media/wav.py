"""WAV: chunks in a RIFF, of which two are the sound."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from deck.media.medium import BadMedia, Medium

_AGAIN = "export it again as WAV, MP3 or M4A"
_PLAYED = {1: "PCM", 3: "PCM"}
_NESTED = 0xFFFE
_KEPT = (b"fmt ", b"fact", b"data")


def read(data: bytes) -> Medium:
    chunks = dict(reversed(list(_chunks(data))))
    form, sound = chunks.get(b"fmt ", b""), chunks.get(b"data")
    if len(form) < 16 or sound is None:
        raise BadMedia("is damaged: it has no sound in it", _AGAIN)
    kind, _, _, bytes_a_second = struct.unpack_from("<HHII", form)
    kind = struct.unpack_from("<H", form, 24)[0] if kind == _NESTED and len(form) >= 26 else kind
    if not bytes_a_second or not sound:
        raise BadMedia("holds no sound", _AGAIN)
    doubts = () if kind in _PLAYED else ("its sound is compressed in a way that few programs know",)
    return Medium("wav", len(sound) / bytes_a_second, sound=_PLAYED.get(kind, "unknown"), doubts=doubts)


def clean(data: bytes) -> bytes:
    """The sound alone, without titles, names and what editors add."""
    read(data)
    kept = b"".join(
        name + struct.pack("<I", len(said)) + said + b"\0" * (len(said) % 2)
        for name, said in _chunks(data)
        if name in _KEPT
    )
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WAVE" + kept


def traces(data: bytes) -> list[str]:
    """The names of chunks that are no sound."""
    return [name.decode("latin-1") for name, _ in _chunks(data) if name not in _KEPT]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        if size > len(data) - at - 8:
            raise BadMedia("is cut off or damaged", _AGAIN)
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
