"""Films and sounds of a few hundred bytes, made of boxes: nothing plays in them, and all is said that a reader asks."""

from __future__ import annotations

import struct

ZERO = b"\0"


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


def film(
    picture: bytes = b"avc1",
    sound: bytes | None = None,
    *,
    seconds: float = 2.0,
    size: tuple[int, int] = (320, 180),
    turned: bool = False,
    profile: int = 77,
    brand: bytes = b"isom",
    more: bytes = b"",
    tracks: bytes = b"",
) -> bytes:
    """An MP4 of these codecs; `more` stands in its moov, `tracks` behind its own."""
    pictures = _track(b"vide", _pictures(picture, size, profile), size, turned) if picture else b""
    sounds = _track(b"soun", _sounds(sound)) if sound else b""
    head = box(
        b"mvhd", ZERO * 4, struct.pack(">IIII", 3_000_000_000, 3_000_000_001, 1000, round(seconds * 1000)), ZERO * 80
    )
    return box(b"ftyp", brand, ZERO * 4) + box(b"moov", head, pictures, sounds, tracks, more) + box(b"mdat", b"played")


def track(handler: bytes, codec: bytes) -> bytes:
    """One beside picture and sound."""
    return _track(handler, box(codec, ZERO * 8))


def place(latitude: str = "+52.5200+013.4050/") -> bytes:
    """Where a phone was, as it writes it."""
    said = latitude.encode()
    return box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(said), 0x15C7), said))


def wav(seconds: float = 0.5, *, kind: int = 1, more: bytes = b"") -> bytes:
    rate = 8000
    sound = bytes([128]) * round(seconds * rate)
    form = struct.pack("<HHIIHH", kind, 1, rate, rate, 1, 8)
    inside = b"".join(
        n + struct.pack("<I", len(d)) + d + ZERO * (len(d) % 2) for n, d in ((b"fmt ", form), (b"data", sound))
    )
    return b"RIFF" + struct.pack("<I", 4 + len(more) + len(inside)) + b"WAVE" + more + inside


def _track(handler: bytes, entry: bytes, size: tuple[int, int] = (0, 0), turned: bool = False) -> bytes:
    matrix = (0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30) if turned else (65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
    sides = struct.pack(">II", size[0] << 16, size[1] << 16)
    dates = struct.pack(">II", 3_000_000_000, 3_000_000_001)
    head = box(b"tkhd", ZERO * 4, dates, ZERO * 28, struct.pack(">9i", *matrix), sides)
    kind = box(b"hdlr", ZERO * 8, handler, ZERO * 13)
    table = box(b"stbl", box(b"stsd", ZERO * 4, struct.pack(">I", 1), entry))
    return box(b"trak", head, box(b"mdia", box(b"mdhd", ZERO * 4, dates, ZERO * 12), kind, box(b"minf", table)))


def _pictures(codec: bytes, size: tuple[int, int], profile: int) -> bytes:
    config = box(b"avcC", bytes([1, profile, 0, 30]))
    return box(codec, ZERO * 24, struct.pack(">HH", *size), ZERO * 50, config)


def _sounds(codec: bytes) -> bytes:
    # A descriptor (3) with one (4) in it that says what the sound is coded in: 0x40 is AAC.
    said = bytes([3, 8, 0, 0, 0, 4, 2, 0x40, 0])
    return box(codec, ZERO * 28, box(b"esds", ZERO * 4, said))
