"""MP4 and M4A: boxes in boxes, each with its length and its name (ISO/IEC 14496-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from deck.media.medium import BadMedia, Medium
from deck.value import Value

_MOST_BOXES = 50_000
"""A film in fragments has one for each second; more than this is no film."""
_MOST_PIXELS = 1920 * 1200
_FILM = "export it as MP4 with H.264 pictures and AAC sound"
_PICTURES = {
    **dict.fromkeys((b"avc1", b"avc3"), "H.264"),
    **dict.fromkeys((b"hvc1", b"hev1", b"dvh1", b"dvhe"), "HEVC"),
    **dict.fromkeys((b"ap4h", b"ap4x", b"apch", b"apcn", b"apcs", b"apco"), "ProRes"),
    **{b"av01": "AV1", b"vp08": "VP8", b"vp09": "VP9", b"mp4v": "MPEG-4 part 2", b"jpeg": "Motion JPEG"},
}
_SOUNDS = {
    b"sowt": "PCM",
    b"twos": "PCM",
    b"lpcm": "PCM",
    b"in24": "PCM",
    b"Opus": "Opus",
    b"alac": "Apple Lossless",
    b"fLaC": "FLAC",
    b"ac-3": "Dolby",
    b"ec-3": "Dolby",
}
_OF_MP4A = {0x40: "AAC", 0x66: "AAC", 0x67: "AAC", 0x68: "AAC", 0x69: "MP3", 0x6B: "MP3"}
_PLAYED = ("H.264", "AAC", "MP3", "")
_RARE_PROFILES = {110: "High 10", 122: "High 4:2:2", 244: "High 4:4:4"}
"""Profiles of H.264 with more than eight bits or more colours than players take."""
_MEASURED = (b"meta", b"camm", b"gpmd", b"mebx")
"""Tracks beside picture and sound into which phones and action cameras write where they were."""
_KEPT: dict[bytes, tuple[bytes, ...]] = {
    b"": (b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"pdin", b"wide"),
    b"moov": (b"mvhd", b"trak", b"mvex", b"iods"),
    b"trak": (b"tkhd", b"tref", b"edts", b"mdia"),
    b"mdia": (b"mdhd", b"hdlr", b"minf", b"elng"),
    b"minf": (b"vmhd", b"smhd", b"hmhd", b"nmhd", b"hdlr", b"dinf", b"stbl"),
}
"""What it takes to play, by the box in which it stands; all else tells names, places and comments, or is left over."""
_DATED = (b"mvhd", b"tkhd", b"mdhd")


class Box(Value, frozen=True):
    """Where a box is in the file; `begin` is behind its head."""

    name: bytes
    at: int
    begin: int
    end: int


class Track(Value, frozen=True):
    handler: bytes
    codec: bytes
    width: float
    height: float
    doubt: str = ""
    sound: str = ""


def read(data: bytes) -> Medium:
    boxes = list(_boxes(data, 0, len(data)))
    ftyp, moov = _first(boxes, b"ftyp"), _first(boxes, b"moov")
    if moov is None:
        raise BadMedia("is cut off or damaged: its list of contents (moov) is missing", "copy or export it again")
    if ftyp is None or data[ftyp.begin : ftyp.begin + 4] == b"qt  ":
        raise _quicktime(data, moov)
    inside = list(_boxes(data, moov.begin, moov.end))
    tracks = [_track(data, box) for box in inside if box.name == b"trak"]
    if any(track.handler in _MEASURED or track.codec in _MEASURED for track in tracks):
        raise BadMedia(
            "has a track beside picture and sound, in which phones and cameras write where they were",
            "export it from a video editor: what is shown is kept, and that track is not",
        )
    films = [one for one in tracks if one.handler == b"vide"]
    sounds = [one for one in tracks if one.handler == b"soun"]
    if not films and not sounds:
        raise BadMedia("has neither pictures nor sound", _FILM)
    picture = _PICTURES.get(films[0].codec, _spelled(films[0].codec)) if films else ""
    sound = sounds[0].sound if sounds else ""
    if b"encv" in (one.codec for one in films) or b"enca" in (one.codec for one in sounds):
        raise BadMedia("is protected against copying: no slide can play it", "ask its owner for a free copy")
    is_in_fragments = any(box.name == b"mvex" for box in inside)
    doubts = [*(one.doubt for one in (*films, *sounds) if one.doubt)]
    doubts += [
        f"its {what} is {name}" for what, name in (("picture", picture), ("sound", sound)) if name not in _PLAYED
    ]
    doubts += ["it is a recording in fragments"] if is_in_fragments else []
    first = films[0] if films else Track(b"", b"", 0, 0)
    if first.width * first.height > _MOST_PIXELS:
        doubts.append(f"slow computers stumble over its {first.width:g} × {first.height:g} pixels")
    seconds = _seconds(data, moov, inside)
    return Medium("mp4" if films else "m4a", seconds, picture, sound, first.width, first.height, tuple(doubts))


def _quicktime(data: bytes, moov: Box) -> BadMedia:
    """A MOV: what is in it decides whether it has to be encoded anew, or only to be packed as MP4."""
    held = [_codec_of(data, box) for box in _boxes(data, moov.begin, moov.end) if box.name == b"trak"]
    known = [name for name in held if name]
    inside = f" ({' and '.join(known)})" if known else ""
    why = f"is a QuickTime film{inside}, which PowerPoint does not play everywhere"
    if known and all(name in _PLAYED for name in known):
        return BadMedia(why, "save it as MP4: its pictures and sound may stay as they are (ffmpeg: -c copy)")
    return BadMedia(why, _FILM)


def _codec_of(data: bytes, trak: Box) -> str:
    """What a track is coded in, by the name of its first entry alone: QuickTime's entries are longer than MP4's."""
    handler = _inside(data, trak, b"mdia", b"hdlr")
    entries = _inside(data, trak, b"mdia", b"minf", b"stbl", b"stsd")
    entry = next(_boxes(data, entries.begin + 8, entries.end), None) if entries else None
    if handler is None or entry is None:
        return ""
    match data[handler.begin + 8 : handler.begin + 12]:
        case b"vide":
            return _PICTURES.get(entry.name, _spelled(entry.name))
        case b"soun":
            return "AAC" if entry.name == b"mp4a" else _SOUNDS.get(entry.name, _spelled(entry.name))
        case _:
            return ""


def clean(data: bytes) -> bytes:
    """The same bytes with what is told beside picture and sound blank: nothing moves, so that all offsets hold."""
    read(data)
    kept = bytearray(data)
    for box, begin, end in _told(data, 0, len(data)):
        if begin == box.begin:
            kept[box.at + 4 : box.at + 8] = b"free"
        kept[begin:end] = bytes(end - begin)
    return bytes(kept)


def traces(data: bytes) -> list[str]:
    """The names of boxes that tell something beside picture and sound, such as when it was recorded."""
    return [_spelled(box.name) for box, begin, end in _told(data, 0, len(data)) if any(data[begin:end])]


def _boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    """The boxes that follow one another there. Raises BadMedia where one is longer than what it stands in."""
    for _ in range(_MOST_BOXES):
        # Four zero bytes end a list of boxes in some files.
        if end - at < 8:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        begin = at + 8
        if size == 1 and end - at >= 16:
            (size,) = struct.unpack_from(">Q", data, begin)
            begin += 8
        elif size == 0:
            size = end - at
        if size < begin - at or size > end - at:
            raise BadMedia("is cut off or damaged", "copy it again from where it came from, or export it again")
        yield Box(name, at, begin, at + size)
        at += size
    raise BadMedia("is damaged: it has more parts than a film can have", "export it again")


def _first(boxes: list[Box], name: bytes) -> Box | None:
    return next((box for box in boxes if box.name == name), None)


def _inside(data: bytes, box: Box, *path: bytes) -> Box | None:
    """The first box on that path of names."""
    found: Box | None = box
    for name in path:
        if found is None:
            return None
        found = _first(list(_boxes(data, found.begin, found.end)), name)
    return found


def _track(data: bytes, trak: Box) -> Track:
    head, handler = _inside(data, trak, b"tkhd"), _inside(data, trak, b"mdia", b"hdlr")
    entries = _inside(data, trak, b"mdia", b"minf", b"stbl", b"stsd")
    if head is None or handler is None or entries is None:
        raise BadMedia("is damaged: a track does not say what it is", "export it again")
    kind = data[handler.begin + 8 : handler.begin + 12]
    entry = next(_boxes(data, entries.begin + 8, entries.end), None)
    if entry is None:
        return Track(kind, b"", 0, 0)
    match kind:
        case b"vide":
            width, height, is_turned = _stored_size(data, head, entry)
            doubt = _rare_profile(data, entry) or (
                "its picture lies on its side: not every player turns it" * is_turned
            )
            return Track(kind, entry.name, *((height, width) if is_turned else (width, height)), doubt)
        case b"soun":
            return Track(kind, entry.name, 0, 0, sound=_sound(data, entry))
        case _:
            return Track(kind, entry.name, 0, 0)


def _stored_size(data: bytes, head: Box, entry: Box) -> tuple[float, float, bool]:
    """Width and height, the head's or the pictures' own, and whether a matrix says that players have to turn them."""
    sizes = head.begin + (76 if data[head.begin : head.begin + 1] != b"\1" else 88)
    if sizes + 8 > head.end or entry.begin + 28 > entry.end:
        raise BadMedia("is damaged: it does not say how large it is", "export it again")
    width, height = (side / 65536 for side in struct.unpack_from(">II", data, sizes))
    if not width or not height:
        width, height = struct.unpack_from(">HH", data, entry.begin + 24)
    if not width or not height or not 0.02 < width / height < 50:
        raise BadMedia("does not say how large it is", "export it again")
    a, b = struct.unpack_from(">ii", data, sizes - 36)
    return width, height, not a and bool(b)


def _rare_profile(data: bytes, entry: Box) -> str:
    if _PICTURES.get(entry.name) != "H.264" or entry.begin + 78 > entry.end:
        return ""
    config = _first(list(_boxes(data, entry.begin + 78, entry.end)), b"avcC")
    profile = _RARE_PROFILES.get(data[config.begin + 1]) if config and config.begin + 1 < config.end else None
    return f"its picture is H.264 in the profile {profile}" if profile else ""


def _sound(data: bytes, entry: Box) -> str:
    if entry.name != b"mp4a":
        return _SOUNDS.get(entry.name, _spelled(entry.name))
    # Sound entries have 28 bytes of their own, then boxes.
    boxes = list(_boxes(data, entry.begin + 28, entry.end)) if entry.begin + 28 <= entry.end else []
    config = _first(boxes, b"esds")
    return _OF_MP4A.get(_object_type(data[config.begin + 4 : config.end]), "unknown") if config else "AAC"


def _object_type(said: bytes) -> int:
    """What a list of descriptors says the sound is coded in; 0 where it says nothing."""
    at = 0
    while at + 2 < len(said):
        tag = said[at]
        at += 1
        while at < len(said) and said[at] & 0x80:
            at += 1
        at += 1
        if tag == 3:
            # An id, and flags for what may stand before the next descriptor.
            flags = said[at + 2] if at + 2 < len(said) else 0
            at += 3 + 2 * bool(flags & 0x80) + 2 * bool(flags & 0x20)
            at += 1 + said[at] if flags & 0x40 and at < len(said) else 0
        else:
            return said[at] if tag == 4 and at < len(said) else 0
    return 0


def _seconds(data: bytes, moov: Box, inside: list[Box]) -> float:
    head = _first(inside, b"mvhd")
    long = head is not None and data[head.begin : head.begin + 1] == b"\1"
    if head is None or head.end - head.begin < (32 if long else 20):
        raise BadMedia("is damaged: it does not say how long it is", "export it again")
    scale, length = struct.unpack_from(">IQ" if long else ">II", data, head.begin + (20 if long else 12))
    extended = _inside(data, moov, b"mvex", b"mehd")
    if not length and extended and extended.end - extended.begin >= 8:
        wide = data[extended.begin] == 1 and extended.end - extended.begin >= 12
        (length,) = struct.unpack_from(">Q" if wide else ">I", data, extended.begin + 4)
    if length in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF):
        length = 0
    return length / scale if scale else 0.0


def _told(data: bytes, at: int, end: int, inside: bytes = b"") -> Iterator[tuple[Box, int, int]]:
    """Boxes that tell something beside picture and sound, and from where to where in the file they do."""
    for box in _boxes(data, at, end):
        if box.name not in _KEPT[inside]:
            yield box, box.begin, box.end
        elif box.name in _DATED:
            dates = 16 if data[box.begin : box.begin + 1] == b"\1" else 8
            yield box, min(box.begin + 4, box.end), min(box.begin + 4 + dates, box.end)
        elif box.name == b"hdlr":
            # Behind what it handles stands a name, which may be that of a camera.
            yield box, min(box.begin + 24, box.end), box.end
        elif box.name in _KEPT:
            yield from _told(data, box.begin, box.end, box.name)


def _spelled(name: bytes) -> str:
    return name.decode("latin-1").strip() if name.strip().isalnum() else "unknown"
