"""WebVTT: what is said in a film or sound, and when."""

from __future__ import annotations

from deck.regex import regex
from deck.value import Value

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = regex(rf"\s*{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_SUBRIP = regex(r"\s*(?:\d+\s*\n\s*)?\d{1,2}:\d\d:\d\d,\d{3}\s*-->")
_LANGUAGE = regex(r"Language:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*")
_VOICE = regex(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
_TAG = regex(r"<[^>]*>")
_UNSEEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufffe\uffff]")
"""What no deck can hold, and nobody misses."""
_NO_CUES = ("NOTE", "STYLE", "REGION")
_SAID = "write them as WebVTT: WEBVTT in the first line, then for each `00:01.000 --> 00:04.000` and what is said"


class BadCaptions(ValueError):
    """What is wrong with captions, in which line of their file (0: in all), and what to do."""

    def __init__(self, what: str, line: int = 0, help: str = _SAID) -> None:
        super().__init__(what)
        self.what, self.line, self.help = what, line, help


class Cue(Value, frozen=True):
    """What is said from one second to another."""

    begin: float
    end: float
    text: str
    """As it was written, with its marks, a line for each line."""

    @property
    def said(self) -> str:
        """As it is read: who speaks before what is said."""
        # Imported here because most talks have no captions.
        from html import unescape

        voiced = _VOICE.sub(lambda found: f"{found[1].strip()}: ", self.text)
        return " ".join(unescape(_TAG.sub("", voiced)).split())


class Captions(Value, frozen=True):
    cues: tuple[Cue, ...]
    language: str = ""
    """The tag in their head, if it has one; in a talk, the language in which they are."""

    @property
    def end(self) -> float:
        return max(cue.end for cue in self.cues)

    @property
    def file(self) -> bytes:
        """What a deck carries: the cues, and no remarks of whoever wrote them."""
        cues = (f"{_written(cue.begin)} --> {_written(cue.end)}\n{cue.text}\n" for cue in self.cues)
        return "\n".join(["WEBVTT\n", *cues]).encode()

    @property
    def said(self) -> tuple[str, ...]:
        """What is said, in the order in which it is; what two cues in a row say alike, once."""
        said = [cue.said for cue in self.cues]
        return tuple(one for one, before in zip(said, ["", *said], strict=False) if one and one != before)


def read_captions(data: bytes) -> Captions:
    """The captions in a file. Raises BadCaptions."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadCaptions("are not saved as UTF-8", help="save them again as UTF-8") from None
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = text.split("\n")
    if not (lines[0] == "WEBVTT" or lines[0].startswith(("WEBVTT ", "WEBVTT\t"))):
        if _SUBRIP.match(text):
            help = "write WEBVTT above them, then an empty line; and a full stop for the comma in every time"
            raise BadCaptions("are SubRip (.srt), and PowerPoint takes WebVTT", 1, help)
        raise BadCaptions("do not begin with WEBVTT", 1)
    head, *blocks = _blocks(lines)
    cues = [cue for at, block in blocks if (cue := _cue(at, block)) is not None]
    if not cues:
        raise BadCaptions("say nothing")
    language = next((found[1] for line in head[1] if (found := _LANGUAGE.fullmatch(line))), "")
    return Captions(tuple(cues), language)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Lines that follow one another, with the number of the first."""
    blocks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if blocks and blocks[-1][0] + len(blocks[-1][1]) == number:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
    return blocks


def _cue(at: int, block: list[str]) -> Cue | None:
    """The cue that a block is; none where it is a remark or a style."""
    number = next((number for number, line in enumerate(block[:2]) if "-->" in line), None)
    if number is None:
        if block[0].split()[0] in _NO_CUES:
            return None
        raise BadCaptions(f"have words without a time: “{block[0][:40]}”", at)
    found = _TIMES.fullmatch(block[number])
    if found is None:
        raise BadCaptions(f"have a time that cannot be read: `{block[number][:40].strip()}`", at + number)
    parts = [int(part or 0) for part in found.groups()]
    begin, end = (h * 3600 + m * 60 + s + ms / 1000 for h, m, s, ms in (parts[:4], parts[4:]))
    if end <= begin:
        raise BadCaptions("have a time that ends before it begins", at + number, "exchange the two times")
    return Cue(begin, end, "\n".join(block[number + 1 :])) if block[number + 1 :] else None


def _written(seconds: float) -> str:
    minutes, thousandths = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{thousandths // 1000:02d}.{thousandths % 1000:03d}"
