"""A film or sound as its kinds show it: what plays, what stands for it, and where else it can be seen or heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from deck.diagnostics import Report
from deck.kinds._frame import framed
from deck.markup import problem_of_link
from deck.material import Material, linked, literal
from deck.media import BadMedia, Medium, read_medium
from deck.media.captions import BadCaptions, Captions, read_captions
from deck.scene import Column, Media, Paragraph, Picture, Row, Scene, Space, Words
from deck.talk import Name
from deck.value import replace

if TYPE_CHECKING:
    from deck.kinds.audio import Audio
    from deck.kinds.video import Video

Sort = Literal["video", "audio"]
_BESIDE = (0.73, 0.27)
"""How a film and the code that leads to it share the width."""


def shown(says: Video | Audio, sort: Sort, material: Material) -> Scene:
    media = media_of(says, sort, material)
    if media is None:
        return material.scene()
    ratio = media.medium.width / media.medium.height if sort == "video" else 0.0
    poster = says.poster
    picture = Picture(says.alt, file=poster or "", span=(poster or says.file).span, ratio=ratio, media=media)
    # Beside a film it ends with it, beside a sound it stands in the middle, as that does.
    code = _code(says.link, 0.0 if sort == "video" or says.poster else 1.0, material) if says.link is not None else None
    body = picture if code is None else Row((picture, code), _BESIDE)
    return framed(material, body, says.lead, says.caption)


def media_of(says: Video | Audio, sort: Sort, material: Material) -> Media | None:
    """What the slide plays; None, and a diagnostic, where it cannot be played."""
    medium = _medium(says.file, sort, material)
    captions = _captions(says.captions, medium, material) if says.captions is not None else None
    return Media(str(says.file), medium, captions, at_start=says.link is not None) if medium is not None else None


def _medium(file: Name, sort: Sort, material: Material) -> Medium | None:
    report = material.report
    key = ("medium", str(file))
    read = material.world.once(key, lambda: _read(file, material))
    if read is None:
        # Said where it is named, each time that it is.
        material.world.read_bytes(file, file.span, report)
        return None
    if isinstance(read, BadMedia):
        report.error("bad-media", f"`{file}` {read.why}", file.span, read.help)
        return None
    is_film = bool(read.picture)
    if is_film != (sort == "video"):
        what, other = ("a film", "video") if is_film else ("a sound without pictures", "audio")
        report.error("bad-media", f"`{file}` is {what}", file.span, f"write `kind: {other}`")
        return None
    if read.doubts:
        good = "H.264 pictures and AAC sound" if is_film else "AAC, MP3 or WAV"
        what = f"`{file}` may not play in the hall: {' and '.join(read.doubts)}"
        report.warning("may-not-play", what, file.span, f"export it with {good}: every PowerPoint plays that")
    return read


def _read(file: Name, material: Material) -> Medium | BadMedia | None:
    data = material.world.read_bytes(file, file.span, Report())
    if data is None:
        return None
    try:
        return read_medium(data)
    except BadMedia as problem:
        return problem


def _captions(file: Name, medium: Medium | None, material: Material) -> Captions | None:
    data = material.world.read_bytes(file, file.span, material.report)
    if data is None:
        return None
    try:
        captions = read_captions(data)
    except BadCaptions as problem:
        where = f"line {problem.line} of " if problem.line else ""
        material.report.error(
            "bad-captions", f"the captions in {where}`{file}` {problem.what}", file.span, problem.help
        )
        return None
    talk = material.talk
    # A translation that brings none of its own shows those of the talk.
    is_own = file.span.file == material.slide.span.file
    tag = captions.language or (is_own and talk.written_in) or talk.meta.language
    captions = replace(captions, language=tag)
    if medium is not None and medium.seconds and captions.end > medium.seconds + 1:
        what = f"the captions in `{file}` go on until {_clock(captions.end)}, and it ends at {_clock(medium.seconds)}"
        material.report.warning("bad-captions", what, file.span, "are they those of this file, and of all of it?")
    return captions


def _code(link: Name, below: float, material: Material) -> Column | Space:
    """A QR code with its address under it; nothing, and a diagnostic, where no deck may carry that address."""
    if problem := problem_of_link(link):
        what = f"`{link}` is not a link that a deck may carry"
        material.report.error("bad-link", what, link.span, problem)
        return Space()
    alt = literal(material.say("qr-code", address=link).plain, link.span)
    address = linked(link.removeprefix("https://").removeprefix("www."), link, link.span)
    code = Picture(alt, leads_to=str(link), span=link.span)
    return Column((Space(), code, Words((Paragraph(address),)), Space()), (1.0, 2.0, 0.0, below))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
