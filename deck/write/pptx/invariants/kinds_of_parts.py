"""Which parts a presentation may have: the type of their relationship and content, their root, who may lead to them."""

from __future__ import annotations

from typing import NamedTuple

from deck.regex import regex
from deck.write.pptx.invariants.walk import A, P

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_P188 = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_OWN = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VND = r"application/vnd\.openxmlformats-officedocument\."

_SHEETS = ("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster", "handoutMaster")
_DRAWN = (*_SHEETS, "chart", "chartUserShapes", "diagramDrawing", "diagramData", "theme", "themeOverride")
_START, _SHOW = ("",), ("officeDocument",)


class Kind(NamedTuple):
    """A kind of part, as the relationship that leads to it names it."""

    type: str
    """The whole type of that relationship."""
    content: str = ".*"
    """What its content type is like."""
    roots: tuple[str, ...] = ()
    """The root elements that it may have."""
    sources: tuple[str, ...] = ()
    """The kinds of part that may lead to it; the package itself has no kind. None: any."""
    most: int | None = None
    """So many from one source."""


def _of(type: str, content: str, root: str, sources: tuple[str, ...] = (), most: int | None = None) -> Kind:
    return Kind(type, content, (root,) if root else (), sources, most)


def _sheet(name: str, root: str, sources: tuple[str, ...] = (), most: int | None = None) -> Kind:
    return _of(_OFFICE + name, rf"{_VND}presentationml\.{name}\+xml", f"{P}{root}", sources, most)


KINDS: dict[str, Kind] = {
    "officeDocument": _of(
        f"{_OFFICE}officeDocument",
        rf"{_VND}presentationml\.(presentation|template|slideshow)\.main\+xml"
        r"|application/vnd\.ms-powerpoint\.(presentation|template|slideshow)\.macroEnabled\.main\+xml",
        f"{P}presentation",
        _START,
        1,
    ),
    "core-properties": _of(
        f"{_PACKAGE}metadata/core-properties",
        r"application/vnd\.openxmlformats-package\.core-properties\+xml",
        f"{_CORE}coreProperties",
        _START,
        1,
    ),
    "extended-properties": _of(
        f"{_OFFICE}extended-properties", rf"{_VND}extended-properties\+xml", f"{_APP}Properties", _START, 1
    ),
    "custom-properties": _of(
        f"{_OFFICE}custom-properties", rf"{_VND}custom-properties\+xml", f"{_OWN}Properties", _START, 1
    ),
    "thumbnail": _of(f"{_PACKAGE}metadata/thumbnail", "image/.+", "", _START, 1),
    "slide": _sheet("slide", "sld", ("officeDocument", *_SHEETS)),
    "slideLayout": _sheet("slideLayout", "sldLayout", ("slide", "slideMaster")),
    "slideMaster": _sheet("slideMaster", "sldMaster", ("officeDocument", "slideLayout")),
    "notesSlide": _sheet("notesSlide", "notes", ("slide",), 1),
    "notesMaster": _sheet("notesMaster", "notesMaster", ("officeDocument", "notesSlide"), 1),
    "handoutMaster": _sheet("handoutMaster", "handoutMaster", _SHOW, 1),
    "presProps": _sheet("presProps", "presentationPr", _SHOW, 1),
    "viewProps": _sheet("viewProps", "viewPr", _SHOW, 1),
    "tableStyles": _of(
        f"{_OFFICE}tableStyles", rf"{_VND}presentationml\.tableStyles\+xml", f"{A}tblStyleLst", _SHOW, 1
    ),
    "tags": _sheet("tags", "tagLst"),
    "commentAuthors": _sheet("commentAuthors", "cmAuthorLst", _SHOW, 1),
    "authors": _of(
        f"{_MICROSOFT}2018/10/relationships/authors",
        r"application/vnd\.ms-powerpoint\.authors\+xml",
        f"{_P188}authorLst",
        _SHOW,
        1,
    ),
    "theme": _of(
        f"{_OFFICE}theme",
        rf"{_VND}theme\+xml",
        f"{A}theme",
        ("officeDocument", "slideMaster", "notesMaster", "handoutMaster"),
    ),
    "themeOverride": _of(f"{_OFFICE}themeOverride", rf"{_VND}themeOverride\+xml", f"{A}themeOverride"),
    "image": _of(f"{_OFFICE}image", "image/.+", "", ("officeDocument", *_DRAWN)),
    "chart": _of(f"{_OFFICE}chart", rf"{_VND}drawingml\.chart\+xml", f"{_C}chartSpace", _SHEETS),
    "chartUserShapes": _of(
        f"{_OFFICE}chartUserShapes", rf"{_VND}drawingml\.chartshapes\+xml", f"{_C}userShapes", ("chart",), 1
    ),
    "package": _of(f"{_OFFICE}package", ".+", "", ("chart", *_SHEETS)),
    "font": _of(f"{_OFFICE}font", r"application/x-fontdata|application/x-font-ttf", "", _SHOW),
    "hyperlink": _of(f"{_OFFICE}hyperlink", ".*", ""),
    "audio": _of(f"{_OFFICE}audio", "audio/.+", ""),
    "video": _of(f"{_OFFICE}video", "(video|audio)/.+", ""),
    "media": _of(f"{_MICROSOFT}2007/relationships/media", "(video|audio)/.+", ""),
    "track": _of(f"{_MICROSOFT}2017/04/relationships/track", "text/vtt", "", ("slide", "slideLayout", "slideMaster")),
    "diagramData": _of(f"{_OFFICE}diagramData", rf"{_VND}drawingml\.diagramData\+xml", f"{_DGM}dataModel"),
    "diagramLayout": _of(f"{_OFFICE}diagramLayout", rf"{_VND}drawingml\.diagramLayout\+xml", f"{_DGM}layoutDef"),
    "diagramColors": _of(f"{_OFFICE}diagramColors", rf"{_VND}drawingml\.diagramColors\+xml", f"{_DGM}colorsDef"),
    "diagramQuickStyle": _of(f"{_OFFICE}diagramQuickStyle", rf"{_VND}drawingml\.diagramStyle\+xml", f"{_DGM}styleDef"),
    "comments": Kind(
        f"{_OFFICE}comments",
        rf"{_VND}presentationml\.comments\+xml|application/vnd\.ms-powerpoint\.comments\+xml",
        (f"{P}cmLst", f"{_P188}cmLst"),
        ("slide",),
    ),
}
# What other types than the first one say the same: of newer programs, or of LibreOffice.
_ALSO = {
    f"{_MICROSOFT}2018/10/relationships/comments",
    f"{_OFFICE}metadata/core-properties",
    f"{_OFFICE}metadata/thumbnail",
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
}
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_ADDRESS = regex(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def trouble_with_type(type: str) -> str:
    """What is wrong with the whole type of a relationship: PowerPoint follows none that it does not know."""
    known = KINDS.get(type.rpartition("/")[2])
    if known is None:
        return "" if _ADDRESS.fullmatch(type) else "is no address"
    if type == known.type or type in _ALSO or type.startswith(_STRICT):
        return ""
    return f"is not the one of that name, {known.type}"
