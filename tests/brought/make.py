"""Templates as others make them, from a description: no real one may be in the repository."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml

SHAPES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "shapes.yaml").read_text(encoding="utf-8"))
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_PML = "application/vnd.openxmlformats-officedocument.presentationml."
_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_COLORS = {
    **{"dk1": "1A1A1A", "lt1": "FFFFFF", "dk2": "1F3864", "lt2": "F2F2F2", "accent1": "C00000", "accent2": "ED7D31"},
    **{"accent3": "7F7F7F", "accent4": "FFC000", "accent5": "0070C0", "accent6": "00B050"},
    **{"hlink": "0563C1", "folHlink": "954F72"},
}
_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def shape(name: str) -> bytes:
    """The template of shapes.yaml with that name."""
    return made(SHAPES[name])


def made(told: Mapping[str, Any]) -> bytes:
    """A .pptx of a description as in shapes.yaml; `parts` of it are put in as they are."""
    parts: dict[str, str] = {}
    kinds: dict[str, str] = {}
    rels: dict[str, list[tuple[str, str]]] = {"ppt/presentation.xml": []}
    slides: list[str] = []
    number = 0
    for at, master in enumerate(told["masters"], 1):
        own = f"ppt/slideMasters/slideMaster{at}.xml"
        theme = f"ppt/theme/theme{at}.xml"
        parts[theme], kinds[theme] = _theme(at), "application/vnd.openxmlformats-officedocument.theme+xml"
        rels[own] = []
        for layout in master["layouts"]:
            number += 1
            part = f"ppt/slideLayouts/slideLayout{number}.xml"
            parts[part], kinds[part] = _layout(layout), f"{_PML}slideLayout+xml"
            rels[part] = [("slideMaster", own)]
            rels[own].append(("slideLayout", part))
            for _ in range(layout.get("samples", 0)):
                slide = f"ppt/slides/slide{len(slides) + 1}.xml"
                slides.append(slide)
                parts[slide], kinds[slide] = _slide(layout), f"{_PML}slide+xml"
                rels[slide] = [("slideLayout", part)]
        listed = "".join(
            f'<p:sldLayoutId id="{2147483700 + 100 * at + i}" r:id="rId{i}"/>' for i in range(1, len(rels[own]) + 1)
        )
        rels[own].append(("theme", theme))
        holders = "".join(_holder(one, number) for number, one in enumerate(master["holders"], 2))
        parts[own] = (
            f'<p:sldMaster {_NS}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>'
            f"{_GROUP}{holders}</p:spTree></p:cSld>{_MAP}<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst>"
            f"{_styles(told.get('sizes', (44, 28, 24)))}</p:sldMaster>"
        )
        kinds[own] = f"{_PML}slideMaster+xml"
        rels["ppt/presentation.xml"].append(("slideMaster", own))
    masters = "".join(
        f'<p:sldMasterId id="{2147483648 + i}" r:id="rId{i}"/>' for i in range(1, len(told["masters"]) + 1)
    )
    rels["ppt/presentation.xml"] += [("slide", slide) for slide in slides]
    first = len(told["masters"]) + 1
    shown = "".join(f'<p:sldId id="{256 + i}" r:id="rId{first + i}"/>' for i in range(len(slides)))
    wide, high = told["size"]
    parts["ppt/presentation.xml"] = (
        f"<p:presentation {_NS}><p:sldMasterIdLst>{masters}</p:sldMasterIdLst>"
        f"{f'<p:sldIdLst>{shown}</p:sldIdLst>' if shown else ''}"
        f'<p:sldSz cx="{round(wide * 12700)}" cy="{round(high * 12700)}"/><p:notesSz cx="6858000" cy="9144000"/>'
        "</p:presentation>"
    )
    kinds["ppt/presentation.xml"] = f"{_PML}presentation.main+xml"
    return _zipped(
        {name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode() for name, text in parts.items()}, kinds, rels
    )


def _zipped(parts: dict[str, bytes], kinds: Mapping[str, str], rels: Mapping[str, Sequence[tuple[str, str]]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
        defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}content-types">{defaults}{types}</Types>')
        archive.writestr("_rels/.rels", _rels([("officeDocument", "ppt/presentation.xml")]))
        for name, data in parts.items():
            archive.writestr(name, data)
        for name, listed in rels.items():
            folder, _, file = name.rpartition("/")
            archive.writestr(f"{folder}/_rels/{file}.rels", _rels([(kind, f"/{target}") for kind, target in listed]))
    return out.getvalue()


def _rels(listed: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(listed, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}relationships">{rows}</Relationships>'


def _theme(number: int) -> str:
    colors = "".join(f'<a:{slot}><a:srgbClr val="{color}"/></a:{slot}>' for slot, color in _COLORS.items())
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    font = '<a:latin typeface="{}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f'<a:theme {_NS} name="House {number}"><a:themeElements><a:clrScheme name="House">{colors}</a:clrScheme>'
        f'<a:fontScheme name="House"><a:majorFont>{font.format("House Sans")}</a:majorFont><a:minorFont>'
        f'{font.format("House Sans")}</a:minorFont></a:fontScheme><a:fmtScheme name="House"><a:fillStyleLst>{fill * 3}'
        f"</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _styles(sizes: Sequence[int]) -> str:
    title, first, second = sizes
    levels = "".join(
        f'<a:lvl{n}pPr marL="{228600 + 457200 * (n - 1)}" indent="-228600" algn="l"><a:lnSpc><a:spcPct val="90000"/>'
        f'</a:lnSpc><a:spcBef><a:spcPts val="1000"/></a:spcBef><a:buFont typeface="Arial"/><a:buChar char="•"/>'
        f'<a:defRPr sz="{100 * size}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:defRPr></a:lvl{n}pPr>'
        for n, size in enumerate((first, second, second, second, second), 1)
    )
    return (
        f'<p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:buNone/><a:defRPr '
        f'sz="{100 * title}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/></a:defRPr>'
        f"</a:lvl1pPr></p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle/></p:txStyles>"
    )


def _layout(told: Mapping[str, Any]) -> str:
    holders = "".join(_holder(one, number) for number, one in enumerate(told.get("holders", ()), 3))
    type = f' type="{told["type"]}"' if told.get("type") else ""
    name = escape(told["name"]).replace("\n", "&#10;")
    return (
        f'<p:sldLayout {_NS}{type} preserve="1"><p:cSld name="{name}"><p:spTree>{_GROUP}{_band(told)}'
        f"{told.get('art', '')}{holders}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        "</p:sldLayout>"
    )


def _band(told: Mapping[str, Any]) -> str:
    """A rectangle in a colour over nearly all of the layout."""
    if "band" not in told:
        return ""
    return painted((0, 25, 960, 515), told["band"])


def painted(box: Sequence[float], color: str) -> str:
    """A rectangle of a layout's art."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Rectangle 1"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{color}"/>'
        "</a:solidFill></p:spPr></p:sp>"
    )


def _place(box: Sequence[float]) -> str:
    x, y, wide, high = (round(12700 * value) for value in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def _holder(told: Sequence[Any], number: int, words: str = "") -> str:
    kind, idx, *box, prompt = [one for one in told if one != "upright"]
    type = f' type="{kind}"' if kind != "obj" else ""
    index = f' idx="{idx}"' if idx else ""
    upright = ' vert="eaVert"' if "upright" in told else ""
    text = words or prompt
    run = f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(str(text))}</a:t></a:r>' if text else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Placeholder {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph{type}{index}/></p:nvPr></p:nvSpPr><p:spPr>{_place(box) if box else ''}</p:spPr>"
        f"<p:txBody><a:bodyPr{upright}><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _slide(layout: Mapping[str, Any]) -> str:
    held = layout.get("own") or layout.get("holders", ())
    holders = "".join(_holder(one, number, "SAMPLE words") for number, one in enumerate(held, 2))
    return (
        f"<p:sld {_NS}><p:cSld><p:spTree>{_GROUP}{holders}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/>"
        "</p:clrMapOvr></p:sld>"
    )
