"""Which films and sounds may a deck carry, how long are they, and what do they tell of whoever recorded them?"""

from __future__ import annotations

from types import ModuleType

from deck.media.medium import BadMedia, Medium

__all__ = ["BadMedia", "Medium", "read_medium", "traces", "without_traces"]

EXPORT_FILM = "export it as MP4 with H.264 pictures and AAC sound"
EXPORT_SOUND = "export it as M4A (AAC), MP3 or WAV"

_OTHERS = (
    (b"\x1a\x45\xdf\xa3", "a WebM or Matroska film", EXPORT_FILM),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a Windows Media file", EXPORT_FILM),
    (b"FLV", "a Flash film", EXPORT_FILM),
    (b"\0\0\x01\xba", "an MPEG-2 film", EXPORT_FILM),
    (b"\0\0\x01\xb3", "an MPEG-2 film", EXPORT_FILM),
    (b"GIF8", "an animated picture (GIF)", EXPORT_FILM),
    (b"OggS", "an Ogg file", EXPORT_SOUND),
    (b"fLaC", "a FLAC file", EXPORT_SOUND),
    (b"FORM", "an AIFF file", EXPORT_SOUND),
    (b"#!AMR", "an AMR recording", EXPORT_SOUND),
    (b"RF64", "a WAV file of more than 4 GB", EXPORT_SOUND),
)


def read_medium(data: bytes) -> Medium:
    """What is in a film or sound. Raises BadMedia where no program would play it, or where nobody could tell."""
    read: Medium = _module(data).read(data)
    return read


def without_traces(data: bytes) -> bytes:
    """The same film or sound without place, date, names and comments; what is played is as it was.

    Raises BadMedia as `read_medium` does.
    """
    clean: bytes = _module(data).clean(data)
    return clean


def traces(data: bytes) -> list[str]:
    """What stands in it beside picture and sound, by the names that its format has for it."""
    found: list[str] = _module(data).traces(data)
    return found


def _module(data: bytes) -> ModuleType:
    # Imported here because a talk has one or two of these.
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        from deck.media import wav

        return wav
    if data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
        from deck.media import mp4

        return mp4
    for start, what, help in _OTHERS:
        if data.startswith(start):
            raise BadMedia(f"is {what}, which PowerPoint does not play everywhere", help)
    if data[:4] == b"RIFF" and data[8:12] == b"AVI ":
        raise BadMedia("is an AVI film, which PowerPoint does not play everywhere", EXPORT_FILM)
    if data[:3] == b"ID3" or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0):
        from deck.media import mp3

        return mp3
    what = "is empty" if not data else "is no film or sound that a slide can play"
    raise BadMedia(what, "name an MP4 film, or a sound as M4A, MP3 or WAV")
