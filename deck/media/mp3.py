"""MP3: frames of sound, behind and before what players show of them (ID3, APE)."""

from __future__ import annotations

from deck.media.medium import BadMedia, Medium

_AGAIN = "export it again as MP3, M4A or WAV"
_RATES = (44100, 48000, 32000)
# Kilobits a second by the number in a frame's head: of MPEG 1, and of the lower rates of MPEG 2.
_KILOBITS = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)


def read(data: bytes) -> Medium:
    begin, end = _sound(data)
    frame = _frame(data, begin)
    if frame is None:
        raise BadMedia("is damaged, or no MP3: no sound was found in it", _AGAIN)
    length, samples, rate, kilobits = frame
    follows = begin + length
    if follows < end - 4 and _frame(data, follows) is None:
        raise BadMedia("is damaged, or no MP3: no sound was found in it", _AGAIN)
    count = _counted(data[begin:follows])
    seconds = count * samples / rate if count else (end - begin) * 8 / (kilobits * 1000)
    return Medium("mp3", seconds, sound="MP3")


def clean(data: bytes) -> bytes:
    """The frames alone, without titles, names, comments and covers."""
    read(data)
    begin, end = _sound(data)
    return data[begin:end]


def traces(data: bytes) -> list[str]:
    """What stands before and behind the frames."""
    begin, end = _sound(data)
    return [name for name, there in (("ID3", begin > 0), ("tags at its end", end < len(data))) if there]


def _sound(data: bytes) -> tuple[int, int]:
    """Where the frames begin and end."""
    begin, end = 0, len(data)
    while data[begin : begin + 3] == b"ID3" and begin + 10 <= end:
        size = 0
        for seven in data[begin + 6 : begin + 10]:
            size = size << 7 | seven & 0x7F
        # A flag says that its head is repeated at its foot.
        begin += 10 + size + (10 if data[begin + 5] & 0x10 else 0)
    if begin >= end:
        raise BadMedia("is cut off: it holds names and titles, and no sound", _AGAIN)
    if data[-128:-125] == b"TAG" and end - 128 >= begin:
        end -= 128
    if data[end - 32 : end - 24] == b"APETAGEX" and end - 32 >= begin:
        size = int.from_bytes(data[end - 20 : end - 16], "little")
        with_head = 32 if int.from_bytes(data[end - 12 : end - 8], "little") >> 31 else 0
        end = max(begin, end - size - with_head)
    return begin, end


def _frame(data: bytes, at: int) -> tuple[int, int, int, int] | None:
    """Bytes, samples, samples a second and kilobits a second of the frame that begins there, if one does."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    number, rate, padded = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if version == 1 or layer != 1 or number in (0, 15) or rate == 3:
        return None
    kilobits = _KILOBITS[version != 3][number]
    hertz = _RATES[rate] // {3: 1, 2: 2, 0: 4}[version]
    samples = 1152 if version == 3 else 576
    return samples * kilobits * 125 // hertz + padded, samples, hertz, kilobits


def _counted(frame: bytes) -> int:
    """How many frames follow, where the first says so (Xing, Info)."""
    for name in (b"Xing", b"Info"):
        at = frame.find(name, 4, 48)
        if at >= 0 and len(frame) >= at + 12 and frame[at + 7] & 1:
            return int.from_bytes(frame[at + 8 : at + 12], "big")
    return 0
