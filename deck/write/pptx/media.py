"""Let a picture of a slide play a film or sound: python-pptx owns their parts, what it lacks stands here."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.media import Video
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from deck.page import PictureBox
from deck.write.pptx import extras
from deck.write.pptx.lazy import SlidePart

CONTENT_TYPES = {"mp4": "video/mp4", "m4a": "audio/mp4", "mp3": "audio/mpeg", "wav": "audio/x-wav"}
CAPTIONS_TYPE = "text/vtt"
TRACK = "http://schemas.microsoft.com/office/2017/04/relationships/track"


def make_playable(picture: Any, element: PictureBox, part: SlidePart) -> None:
    """Give a `p:pic` the film or sound of its element, and its captions; the same file is one part for all slides.

    A film is named twice: programs before PowerPoint 2010 follow the link, later ones play what is embedded.
    """
    media = element.media
    assert media is not None
    form = media.medium.form
    video = Video.from_blob(media.data, CONTENT_TYPES[form], f"media.{form}")
    held = part.package.get_or_add_media_part(video)
    is_film = bool(media.medium.picture)
    linked = part.relate_to(held, RT.VIDEO if is_film else RT.AUDIO)
    embedded = part.relate_to(held, RT.MEDIA)
    own = picture.nvPicPr.nvPr
    file = etree.SubElement(own, qn("a:videoFile" if is_film else "a:audioFile"))
    file.set(qn("r:link"), linked)
    played = extras.add_media(own, embedded)
    if media.captions is not None:
        track = part.relate_to(_captions(part, media.captions.file), TRACK)
        extras.add_captions(played, track, media.captions.language, f"{element.name}/captions")
    click = OxmlElement("a:hlinkClick")
    click.attrib.update({qn("r:id"): "", "action": "ppaction://media"})
    picture.nvPicPr.cNvPr.insert(0, click)


def _captions(part: SlidePart, data: bytes) -> Part:
    """The part that holds these captions, made where no slide has them yet."""
    package = part.package
    known = package.captions
    if data not in known:
        name = PackURI(f"/ppt/media/captions{len(known) + 1}.vtt")
        known[data] = Part(name, CAPTIONS_TYPE, package, data)
    return known[data]
