"""A package with all that a deck of ours has, and what a hook may add to it: as members of the zip file."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from deck.diagnostics import Report
from deck.page import Deck
from deck.value import replace
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.embed_fonts import embedded_fonts
from tests.story import in_one

Parts = dict[str, bytes]

SOME = ("conference", "talk-title", "disclosures", "agenda", "atmp", "pacman", "trials-table")
"""Slides that together have a diagram, a figure, a table, links, notes and sections."""

_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_P188 = 'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_VND = "application/vnd.openxmlformats-officedocument.presentationml."
_AUTHOR, _COMMENT = "{11111111-2222-4333-8444-555555555555}", "{21111111-2222-4333-8444-555555555555}"

_TIMING = """<p:timing {p}><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">
<p:childTnLst><p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
<p:par>
<p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst><p:par>
<p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:par>
<p:cTn id="5" presetID="1" presetClass="entr" presetSubtype="0" fill="hold" grpId="0" nodeType="clickEffect">
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="6" dur="1" fill="hold">
<p:stCondLst><p:cond delay="0"/></p:stCondLst></p:cTn><p:tgtEl><p:spTgt spid="{spid}"/></p:tgtEl><p:attrNameLst>
<p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set>
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn>
<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>
<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>
</p:childTnLst></p:cTn></p:par></p:tnLst><p:bldLst><p:bldP spid="{spid}" grpId="0" animBg="1"/></p:bldLst></p:timing>"""
_TRANSITION = '<p:transition {p} spd="slow" advClick="1"><p:fade thruBlk="1"/></p:transition>'
_TAGS = '<p:tagLst {p}><p:tag name="ROOM" val="Saal 1"/><p:tag name="SLOT" val="2"/></p:tagLst>'
_AUTHORS = (
    '<p:cmAuthorLst {p}><p:cmAuthor id="0" name="A Speaker" initials="AS" lastIdx="2" clrIdx="0"/></p:cmAuthorLst>'
)
_COMMENTS = (
    '<p:cmLst {p}><p:cm authorId="0" dt="2026-04-01T10:00:00.000" idx="1"><p:pos x="10" y="10"/>'
    "<p:text>Read</p:text></p:cm>"
    '<p:cm authorId="0" dt="2026-04-01T10:01:00.000" idx="2"><p:pos x="20" y="20"/>'
    "<p:text>Twice</p:text></p:cm></p:cmLst>"
)
_NEW_AUTHORS = (
    f'<p188:authorLst {_P188} {_A} {_R}><p188:author id="{_AUTHOR}" name="A Speaker" initials="AS" userId="as" '
    'providerId="None"/></p188:authorLst>'
)
_NEW_COMMENTS = (
    f'<p188:cmLst {_P188} {_A} {_R}><p188:cm id="{_COMMENT}" authorId="{_AUTHOR}" created="2026-04-01T10:00:00.000Z">'
    '<pc:sldMkLst xmlns:pc="http://schemas.microsoft.com/office/powerpoint/2013/main/command">'
    '<pc:docMk/><pc:sldMk cId="1" sldId="257"/></pc:sldMkLst>'
    '<p188:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>Good</a:t></a:r></a:p></p188:txBody>'
    "</p188:cm></p188:cmLst>"
)
_SHOW = (
    '<p:custShowLst {p} {r}><p:custShow name="Short" id="0"><p:sldLst><p:sld r:id="{rid}"/></p:sldLst></p:custShow>'
    "</p:custShowLst>"
)


def plain_parts(deck: Deck) -> Parts:
    """The members of a deck of some slides of the talk."""
    return unzipped(write_pptx(small(deck)))


def small(deck: Deck) -> Deck:
    return replace(deck, pages=in_one(page for page in deck.pages if page.id in SOME))


def rich_parts(deck: Deck) -> Parts:
    """The same deck with an embedded font, charts, a table with spans, an animation, comments, tags and a show."""
    data = write_pptx(small(deck), fonts=embedded_fonts(deck, Report())[:1])
    presentation = Presentation(io.BytesIO(data))
    slides = list(presentation.slides)
    _add_charts(slides[2])
    _add_table(slides[3])
    _animate(slides[4])
    _add_lists(presentation, slides)
    saved = io.BytesIO()
    presentation.save(saved)
    return unzipped(saved.getvalue())


def unzipped(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def _add_charts(slide: Any) -> None:
    bars = CategoryChartData()
    bars.categories = ["One", "Two"]
    bars.add_series("Trials", (1, 2))
    bars.add_series("People", (3, 4))
    points = XyChartData()
    points.add_series("Curve").add_data_point(1, 2)
    for kind, data in ((XL_CHART_TYPE.COLUMN_CLUSTERED, bars), (XL_CHART_TYPE.XY_SCATTER, points)):
        frame = slide.shapes.add_chart(kind, Inches(1), Inches(1), Inches(3), Inches(2), data)
        frame._element[0][0].set("descr", "A chart of two numbers")


def _add_table(slide: Any) -> None:
    frame = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(4), Inches(1))
    frame._element[0][0].set("descr", "A table of nine cells")
    table = frame.table
    table.cell(0, 0).merge(table.cell(1, 1))
    for cell in table.iter_cells():
        run = cell.text_frame.paragraphs[0].add_run()
        run.text = "x"
        run._r.get_or_add_rPr().set("lang", "en-GB")


def _animate(slide: Any) -> None:
    spid = slide.shapes.title.shape_id
    after = slide._element.find("{*}clrMapOvr")
    for xml in (_TIMING, _TRANSITION):
        after.addnext(etree.fromstring(xml.format(p=_P, spid=spid).replace("\n", "")))


def _add_lists(presentation: Any, slides: list[Any]) -> None:
    main = presentation.part
    _add(main, "/ppt/tags/tag1.xml", f"{_VND}tags+xml", f"{_OFFICE}tags", _TAGS)
    _add(main, "/ppt/commentAuthors.xml", f"{_VND}commentAuthors+xml", f"{_OFFICE}commentAuthors", _AUTHORS)
    _add(slides[1].part, "/ppt/comments/comment1.xml", f"{_VND}comments+xml", f"{_OFFICE}comments", _COMMENTS)
    microsoft, new = "application/vnd.ms-powerpoint.", "http://schemas.microsoft.com/office/2018/10/relationships/"
    _add(main, "/ppt/authors.xml", f"{microsoft}authors+xml", f"{new}authors", _NEW_AUTHORS)
    rid = _add(
        slides[2].part, "/ppt/comments/modernComment_1.xml", f"{microsoft}comments+xml", f"{new}comments", _NEW_COMMENTS
    )
    ext = f'<p188:commentRel {_P188} {_R} r:id="{rid}"/>'
    ext = f'<p:ext {_P} uri="{{6950BFC3-D8DA-4A85-94F7-54DA5524770B}}">{ext}</p:ext>'
    listed = slides[2]._element.find("{*}extLst")
    if listed is None:
        listed = etree.SubElement(slides[2]._element, f"{{{_P[9:-1]}}}extLst")
    listed.append(etree.fromstring(ext))
    first = presentation.slides._sldIdLst[0].rId
    fonts = main._element.find("{*}embeddedFontLst")
    fonts.addnext(etree.fromstring(_SHOW.format(p=_P, r=_R, rid=first)))


def _add(source: Any, name: str, content: str, type: str, xml: str) -> str:
    part = Part(PackURI(name), content, source.package, xml.replace("{p}", _P).encode())
    rid: str = source.relate_to(part, type)
    return rid
