"""What python-pptx has no words for, as elements: each function adds one thing where the schema wants it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from deck import language as languages
from deck.brand.drawingml import guid

_MICROSOFT = "http://schemas.microsoft.com/office"
_DRAWING_2014 = f"{_MICROSOFT}/drawing/2014/main"
_DECORATIVE = f"{_MICROSOFT}/drawing/2017/decorative"
_SVG = f"{_MICROSOFT}/drawing/2016/SVG/main"
_LINK_COLOR = f"{_MICROSOFT}/drawing/2018/hyperlinkcolor"
_TRACKS = f"{_MICROSOFT}/powerpoint/2017/3/main"
_POWERPOINT_2010 = f"{_MICROSOFT}/powerpoint/2010/main"
_RID, _FIELD, _EXT_LIST = qn("r:id"), qn("a:fld"), qn("a:extLst")
_AFTER_FONTS = ("custShowLst", "photoAlbum", "custDataLst", "kinsoku", "defaultTextStyle", "modifyVerifier", "extLst")


# ------------------------------------------------------------------------------------------------ identity


def with_identity(shape: Any) -> Any:
    """The shape with room for its `a16:creationId`, by which later programs know it again; `identify` fills it."""
    own = shape[0][0]
    _extension(_extensions(own, "a"), "a", "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}", _DRAWING_2014, "a16:creationId")
    return shape


def identify(shape: Any, number: int, name: str, key: str) -> None:
    """Number and name of a copy of a stencil, and an identity that the key alone decides."""
    own = shape[0][0]
    own.set("id", str(number))
    own.set("name", name)
    own[-1][0][0].set("id", creation_id(key))


def creation_id(key: str) -> str:
    """A GUID of a key: the same talk gives the same, whatever was built before."""
    digits = hashlib.sha256(key.encode()).hexdigest().upper()
    return f"{{{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}}}"


def slide_identity() -> Any:
    """The list of extensions of a slide, with room for its `p14:creationId`; `identify_slide` fills it."""
    extensions = OxmlElement("p:extLst")
    _extension(extensions, "p", "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}", _POWERPOINT_2010, "p14:creationId")
    return extensions


def identify_slide(slide: Any, key: str) -> None:
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
    slide.cSld[-1][0][0].set("val", str(number or 1))


def add_fade(slide: Any) -> None:
    """Let the slide follow on the one before it by a fade; it still waits for a click."""
    transition = OxmlElement("p:transition")
    transition.set("spd", "med")
    transition.append(OxmlElement("p:fade"))
    slide.insert_element_before(transition, "p:timing", "p:extLst")


def decorative(shape: Any) -> Any:
    """The shape marked as one that says nothing to somebody who cannot see it."""
    own = shape[0][0]
    own.set("descr", "")
    mark = _extension(
        _extensions(own, "a"), "a", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}", _DECORATIVE, "adec:decorative"
    )
    mark.set("val", "1")
    return shape


# ------------------------------------------------------------------------------------------------ pictures and lines


def add_svg(blip: Any, rid: str) -> None:
    """The vector form of a picture, which programs that know it prefer."""
    vector = _extension(_extensions(blip, "a"), "a", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}", _SVG, "asvg:svgBlip")
    vector.set(qn("r:embed"), rid)


def add_media(properties: Any, rid: str) -> Any:
    """The `p14:media` of a picture that plays something: what PowerPoint 2010 and later play."""
    extensions = etree.SubElement(properties, qn("p:extLst"))
    media = _extension(extensions, "p", "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}", _POWERPOINT_2010, "p14:media")
    media.set(qn("r:embed"), rid)
    return media


def add_captions(media: Any, rid: str, language: str, key: str) -> None:
    """A track of captions, as PowerPoint has them since 2019 ([MS-PPTX], tracksInfo)."""
    extensions = etree.SubElement(media, f"{{{_POWERPOINT_2010}}}extLst")
    info = _extension(extensions, "p", "{3AFAAA56-56D3-431D-BCD4-E75A35582382}", _TRACKS, "p173:tracksInfo")
    info.set("displayLoc", "media")
    track = etree.SubElement(etree.SubElement(info, f"{{{_TRACKS}}}trackLst"), f"{{{_TRACKS}}}track")
    track.attrib.update(
        {"id": creation_id(key), "label": languages.name(language), "lang": language, qn("r:embed"): rid}
    )


def lock_proportions(shape: Any) -> None:
    """A picture of the slide that may be neither turned nor stretched, as PowerPoint puts it on a page of notes."""
    shape.nvSpPr.cNvSpPr[0].attrib.update({"noRot": "1", "noChangeAspect": "1"})


def leave_unfilled(freeform: Any) -> None:
    """Nothing is painted inside the path, whatever the shape's fill."""
    for path in freeform.iter(qn("a:path")):
        path.set("fill", "none")


def set_opacity(fill: Any, opacity: float) -> None:
    """Let what is behind a filled shape show through."""
    etree.SubElement(fill[0], qn("a:alpha")).set("val", str(round(opacity * 100_000)))


def add_fill(properties: Any, color: Any) -> None:
    etree.SubElement(properties, qn("a:solidFill")).append(color)


def add_top_line(properties: Any, width_pt: float, color: Any) -> None:
    """The border above a table's cell."""
    line = etree.SubElement(properties, qn("a:lnT"))
    line.set("w", str(round(width_pt * 12700)))
    add_fill(line, color)


def add_arrowhead(line: Any) -> None:
    head = etree.SubElement(line, qn("a:tailEnd"))
    head.attrib.update({"type": "triangle", "w": "med", "len": "med"})


# ------------------------------------------------------------------------------------------------ text


def set_language(properties: Any, lang: str, alternative: str = "") -> None:
    """The BCP 47 tag of a run; python-pptx takes only those of an old list of Office's."""
    properties.set("lang", lang)
    if alternative:
        properties.set("altLang", alternative)


_FIXED_PITCH = "49"
"""Modern, of one width (ECMA-376, 20.1.10.48)."""


def add_face(properties: Any, tag: str, typeface: str, monospaced: bool = False) -> None:
    """Name the typeface of a run; where it is missing, a program takes another one whose letters are equally wide."""
    face = etree.SubElement(properties, qn(f"a:{tag}"))
    face.set("typeface", typeface)
    if monospaced:
        face.set("pitchFamily", _FIXED_PITCH)


def set_indent(properties: Any, indent: tuple[int, int] | None, right_to_left: bool) -> None:
    if indent is not None:
        properties.set("marL", str(indent[0]))
        properties.set("indent", str(indent[1]))
    if right_to_left:
        properties.set("rtl", "1")


def no_bullet(properties: Any) -> None:
    etree.SubElement(properties, qn("a:buNone"))


def add_bullet(properties: Any, char: str, number: int, color: Any, family: str = "") -> None:
    """A bullet character, or a number that counts from `number`; in a `family` of its own it is a number alone."""
    etree.SubElement(properties, qn("a:buClr")).append(color)
    etree.SubElement(properties, qn("a:buSzPct")).set("val", "100000")
    etree.SubElement(properties, qn("a:buFont")).set("typeface", family or "+mn-lt")
    if char:
        etree.SubElement(properties, qn("a:buChar")).set("char", char)
    else:
        kind = "arabicPlain" if family else "arabicPeriod"
        etree.SubElement(properties, qn("a:buAutoNum")).attrib.update({"type": kind, "startAt": str(number)})


def set_tooltip(link: Any, tooltip: str, keep_color: bool) -> None:
    """What a link says before it is followed; `keep_color` leaves it the colour of its text."""
    link.set("tooltip", tooltip)
    if keep_color:
        # Hyperlinks take the theme's link colour, which a dark ground swallows.
        own = _extension(
            _extensions(link, "a"), "a", "{A12FA001-AC4F-418D-AE19-62706E023703}", _LINK_COLOR, "ahyp:hlinkClr"
        )
        own.set("val", "tx")


def as_slide_number(run: Any, identity: str) -> None:
    """Turn a run into the field that shows the slide's number."""
    run.tag = _FIELD
    run.set("id", identity)
    run.set("type", "slidenum")


# ------------------------------------------------------------------------------------------------ presentation


def add_sections(presentation: Any, sections: Iterable[tuple[str, Sequence[int]]]) -> None:
    """The sections of a presentation by name, each with the ids of its slides."""
    extensions = presentation.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(presentation, qn("p:extLst"))
    uri = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
    listed = _extension(extensions, "p", uri, _POWERPOINT_2010, "p14:sectionLst")
    for name, slides in sections:
        section = etree.SubElement(listed, f"{{{_POWERPOINT_2010}}}section")
        section.attrib.update({"name": name, "id": guid(f"section:{name}")})
        ids = etree.SubElement(section, f"{{{_POWERPOINT_2010}}}sldIdLst")
        for number in slides:
            etree.SubElement(ids, f"{{{_POWERPOINT_2010}}}sldId").set("id", str(number))


def add_embedded_fonts(presentation: Any, families: dict[str, dict[str, str]]) -> None:
    """The list of fonts in the file: by family, the relationship of each style."""
    presentation.set("embedTrueTypeFonts", "1")
    listed = OxmlElement("p:embeddedFontLst")
    presentation.insert_element_before(listed, *(f"p:{tag}" for tag in _AFTER_FONTS))
    for family, styles in families.items():
        font = etree.SubElement(listed, qn("p:embeddedFont"))
        etree.SubElement(font, qn("p:font")).set("typeface", family)
        for style, rid in styles.items():
            etree.SubElement(font, qn(f"p:{style}")).set(_RID, rid)


def _extensions(owner: Any, prefix: str) -> Any:
    """The list of extensions of an element, which stands behind all its other children."""
    last = owner[-1] if len(owner) else None
    return last if last is not None and last.tag == _EXT_LIST else etree.SubElement(owner, qn(f"{prefix}:extLst"))


def _extension(extensions: Any, prefix: str, uri: str, namespace: str, tag: str) -> Any:
    own_prefix, _, name = tag.partition(":")
    extension = etree.SubElement(extensions, qn(f"{prefix}:ext"))
    extension.set("uri", uri)
    return etree.SubElement(extension, f"{{{namespace}}}{name}", nsmap={own_prefix: namespace})
