"""Defects of packages, made by rule and not by hand: every way to break it, in every sort of part, with a seed.

`python -m tests.write.package_defects FOLDER` writes each broken deck into the folder, so that other validators may be
asked about it; `ours.txt` there says which of them our rules find.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from tests.write.rich_package import Parts, rich_parts, zipped

SEED = 15
Element = etree._Element
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_VND = "application/vnd.openxmlformats-officedocument.presentationml"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
# Attributes that may hold any text, so that another one is no defect.
_FREE = {
    *(
        "name",
        "descr",
        "title",
        "typeface",
        "val",
        "tooltip",
        "text",
        "lang",
        "altLang",
        "panose",
        "initials",
        "userId",
    ),
    *(
        "providerId",
        "lastClr",
        "prompt",
        "algn",
        "uri",
        "script",
        "formatCode",
        "sourceLinked",
        "dt",
        "style",
        "charset",
    ),
    "pitchFamily",
}
TYPES = "[Content_Types].xml"


class Defect(NamedTuple):
    sort: str
    where: str
    is_sure: bool
    """Whether it is a defect by construction; else only if some validator says so."""
    parts: Parts

    @property
    def name(self) -> str:
        return f"{self.sort}--{re.sub(r'[^A-Za-z0-9]+', '-', self.where)}"


class _Skip(Exception):
    """There is nothing in the part that could be broken so."""


def defects(good: Parts, seed: int = SEED) -> Iterator[Defect]:
    """Every defect, in the same order and with the same choices for a seed."""
    chance = random.Random(seed)
    for number, where in enumerate(sorted(_samples(good))):
        for sort, (change, is_sure) in _IN_XML.items():
            parts = dict(good)
            try:
                parts[where] = _changed(parts[where], change, random.Random(f"{seed}{number}{sort}"))
            except _Skip:
                continue
            if parts[where] != good[where]:
                yield Defect(sort, where, is_sure, parts)
    for sort, where, change_package, is_sure in _in_packages(good, chance):
        parts = dict(good)
        try:
            change_package(parts)
        except _Skip:
            continue
        yield Defect(sort, where, is_sure, parts)


def _samples(good: Parts) -> Iterator[str]:
    """One part of every sort, and all slides, of which each has something else."""
    seen = set()
    for name in sorted(good):
        sort = name if name.startswith("ppt/slides/slide") else re.sub(r"\d+", "", name)
        if name.endswith(".xml") and name != TYPES and sort not in seen:
            seen.add(sort)
            yield name


def _changed(data: bytes, change: Callable[[Element, random.Random], None], chance: random.Random) -> bytes:
    root = etree.fromstring(data)
    change(root, chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# ---------------------------------------------------------------- in one part


def _attributes(root: Element, wanted: Callable[[str, str], bool]) -> list[tuple[Element, str]]:
    """Every attribute of that sort, one of each kind."""
    found = {}
    for element in root.iter("*"):
        for name, value in element.items():
            if wanted(name, value) and not name.startswith("{http://schemas.openxmlformats.org/markup"):
                found.setdefault((element.tag, name), (element, name))
    if not found:
        raise _Skip
    return list(found.values())


def _is_number(name: str, value: str) -> bool:
    return name not in _FREE and re.fullmatch(r"-?\d+", value) is not None


def _is_word(name: str, value: str) -> bool:
    return name not in _FREE and not name.startswith("{") and re.fullmatch("[a-z]+[A-Za-z0-9]*", value) is not None


def _set_one(wanted: Callable[[str, str], bool], *values: str) -> Callable[[Element, random.Random], None]:
    def change(root: Element, chance: random.Random) -> None:
        element, name = chance.choice(_attributes(root, wanted))
        element.set(name, chance.choice(values))

    return change


def _drop_attribute(root: Element, chance: random.Random) -> None:
    element, name = chance.choice(_attributes(root, lambda name, value: True))
    del element.attrib[name]


def _add_attribute(root: Element, chance: random.Random) -> None:
    chance.choice(list(root.iter("*"))).set("zzz", "1")


def _parents(root: Element, least: int = 1) -> list[Element]:
    found = [one for one in root.iter("*") if len(one) >= least and "extLst" not in str(one.tag)]
    if not found:
        raise _Skip
    return found


def _add_child(root: Element, chance: random.Random) -> None:
    parent = chance.choice(_parents(root))
    space = etree.QName(parent).namespace
    parent.insert(chance.randrange(len(parent) + 1), etree.Element(f"{{{space}}}zzz"))


def _swap(root: Element, chance: random.Random) -> None:
    pairs = [(one, at) for one in _parents(root, 2) for at in range(len(one) - 1) if one[at].tag != one[at + 1].tag]
    if not pairs:
        raise _Skip
    parent, at = chance.choice(pairs)
    parent.insert(at, parent[at + 1])


def _double(root: Element, chance: random.Random) -> None:
    parent = chance.choice(_parents(root))
    child = chance.choice(list(parent))
    child.addnext(etree.fromstring(etree.tostring(child)))


def _drop_child(root: Element, chance: random.Random) -> None:
    parent = chance.choice(_parents(root))
    parent.remove(chance.choice(list(parent)))


def _other_space(root: Element, chance: random.Random) -> None:
    element = chance.choice([one for one in root.iter("*") if one is not root] or _nothing())
    element.tag = f"{{urn:example:other}}{etree.QName(element).localname}"


def _misspell(root: Element, chance: random.Random) -> None:
    element = chance.choice([one for one in root.iter("*") if one is not root] or _nothing())
    element.tag = f"{element.tag}s"


def _text_between(root: Element, chance: random.Random) -> None:
    chance.choice(_parents(root)).text = "stray words"


def _other_root(root: Element, chance: random.Random) -> None:
    root.tag = f"{{{etree.QName(root).namespace}}}other"


def _same_id(root: Element, chance: random.Random) -> None:
    alike: dict[str, list[Element]] = {}
    for element in root.iter("*"):
        if element.get("id") is not None:
            alike.setdefault(str(element.tag), []).append(element)
    several = [found for found in alike.values() if len(found) > 1]
    if not several:
        raise _Skip
    first, second = chance.sample(chance.choice(several), 2)
    second.set("id", first.get("id", ""))


def _cited(root: Element) -> list[tuple[Element, str]]:
    found = [(one, name) for one in root.iter("*") for name in one.attrib if name.startswith(_R) and one.get(name)]
    return found or _nothing()


def _cite_nothing(root: Element, chance: random.Random) -> None:
    element, name = chance.choice(_cited(root))
    element.set(name, "rId9999")


def _cite_another(root: Element, chance: random.Random) -> None:
    found = _cited(root)
    pairs = [(one, name, other.get(n)) for one, name in found for other, n in found if other.tag != one.tag]
    if not pairs:
        raise _Skip
    element, name, rid = chance.choice(pairs)
    element.set(name, rid or "")


def _nothing() -> list[Element]:
    raise _Skip


_IN_XML: dict[str, tuple[Callable[[Element, random.Random], None], bool]] = {
    "no-number": (_set_one(_is_number, "12.5", "wide", "1e3", "0x10", ""), True),
    "number-too-large": (_set_one(_is_number, "99999999999999999999", "-99999999999999999999"), True),
    "number-below-nothing": (_set_one(_is_number, "-1", "-914400"), False),
    "no-such-word": (_set_one(_is_word, "zzz", "Left", "none "), True),
    "empty-word": (_set_one(_is_word, ""), True),
    "attribute-lost": (_drop_attribute, False),
    "attribute-unknown": (_add_attribute, True),
    "child-unknown": (_add_child, True),
    "child-misspelt": (_misspell, False),
    "child-of-another-namespace": (_other_space, False),
    "children-swapped": (_swap, False),
    "child-twice": (_double, False),
    "child-lost": (_drop_child, False),
    "text-between": (_text_between, True),
    "root-of-another-kind": (_other_root, True),
    "id-twice": (_same_id, False),
    "citation-of-nothing": (_cite_nothing, True),
    "citation-of-another": (_cite_another, True),
}


# ---------------------------------------------------------------- in the package


_Change = Callable[[Parts], None]


def _in_packages(good: Parts, chance: random.Random) -> Iterator[tuple[str, str, _Change, bool]]:
    yield from _broken_xml(good)
    yield from _broken_relationships(good, chance)
    yield from _broken_types(good)
    yield from _broken_links(good)
    yield from _broken_media(good)
    yield from _broken_tables(good)
    yield from _broken_lists(good)
    yield from _broken_choices(good)
    yield from _broken_drawings(good)
    yield from _broken_heads(good)


def _sub(name: str, pattern: str, new: str) -> _Change:
    def change(parts: Parts) -> None:
        found, times = re.subn(pattern.encode(), new.encode(), parts[name], count=1, flags=re.DOTALL)
        if not times:
            raise _Skip
        parts[name] = found

    return change


def _put(name: str, data: bytes) -> _Change:
    return lambda parts: parts.__setitem__(name, data)


def _gone(name: str) -> _Change:
    return lambda parts: parts.__delitem__(name)


def _both(*changes: _Change) -> _Change:
    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def _broken_xml(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    for name in ("ppt/presentation.xml", "ppt/slides/slide3.xml", "ppt/theme/theme1.xml", "docProps/app.xml"):
        yield "xml-cut-off", name, _put(name, good[name][: len(good[name]) // 2]), True
        yield "xml-with-an-entity", name, _sub(name, r"\?>", '?><!DOCTYPE x [<!ENTITY e "e">]>'), True
        yield "xml-not-utf-8", name, _put(name, good[name][:-1] + b"\xff>"), True
        yield "part-empty", name, _put(name, b""), True
        yield "part-lost", name, _gone(name), True


def _broken_relationships(good: Parts, chance: random.Random) -> Iterator[tuple[str, str, _Change, bool]]:
    seen = set()
    for name in sorted(good):
        for row in re.findall(rb"<Relationship .*?/>", good[name]) if name.endswith(".rels") else ():
            kind = re.search(rb'Type="[^"]*/([^"/]+)"', row)[1].decode()  # type: ignore[index]
            key = (re.sub(r"\d+", "", name), kind)
            if key in seen or kind == "hyperlink":
                continue
            seen.add(key)
            text = re.escape(row.decode())
            where = f"{name} {kind}"
            ways = {
                "relationship-of-another-address": (rf'Type="[^"]*/{kind}"', f'Type="urn:example:{kind}"'),
                "relationship-of-a-near-address": (r"officeDocument/2006|package/2006|2018/10", "officeDocument/2007"),
                "relationship-to-nothing": (r'Target="[^"]*"', 'Target="nowhere.xml"'),
                "relationship-without-target": (r' Target="[^"]*"', ""),
                "relationship-without-type": (r' Type="[^"]*"', ""),
                "relationship-id-with-a-digit-first": (r'Id="r', 'Id="1r'),
                "relationship-mode-unknown": (r"/>$", ' TargetMode="Outside"/>'),
                "relationship-led-outside": (
                    r' Target="[^"]*"',
                    ' Target="https://example.org/x" TargetMode="External"',
                ),
                "relationship-attribute-unknown": (r"/>$", ' Zzz="1"/>'),
                "relationship-of-another-kind": (rf'relationships/{kind}"', 'relationships/slideMaster"'),
                "relationship-lost": (r".*", ""),
            }
            for sort in chance.sample(sorted(ways), 4):
                pattern, new = ways[sort]
                changed = re.sub(pattern, new, row.decode(), count=1, flags=re.DOTALL)
                if changed != row.decode():
                    yield sort, where, _sub(name, text, changed.replace("\\", r"\\")), sort != "relationship-lost"
            yield "relationship-twice", where, _sub(name, text, (row + row).decode().replace("\\", r"\\")), True
    for target in ("slideMasters/slideMaster1.xml", "slideLayouts/slideLayout1.xml", "theme/theme1.xml"):
        kind = target.partition("/")[0].rstrip("s")
        row = f'<Relationship Id="rId777" Type="{_OFFICE}/{kind}" Target="../{target}"/></Relationships>'
        yield "relationship-from-a-slide", kind, _sub("ppt/slides/_rels/slide2.xml.rels", "</Relationships>", row), True


def _broken_types(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    seen = set()
    for row in re.findall(r"<Override .*?/>", good[TYPES].decode()):
        kind = re.search(r'ContentType="([^"]*)"', row)[1]  # type: ignore[index]
        if kind in seen:
            continue
        seen.add(kind)
        where, text = kind.rpartition(".")[2], re.escape(row)
        yield "type-lost", where, _sub(TYPES, text, ""), True
        other = f"{_VND}.slideLayout+xml" if "slideLayout" not in kind else f"{_VND}.slide+xml"
        yield "type-of-another-part", where, _sub(TYPES, text, row.replace(kind, other)), True
        yield "type-twice", where, _sub(TYPES, text, row + row), True
    for ending in ("png", "svg", "rels", "fntdata", "xlsx"):
        yield "type-of-ending-lost", ending, _sub(TYPES, f'<Default [^>]*Extension="{ending}"[^>]*/>', ""), True
    yield (
        "type-without-slash",
        "slide",
        _sub(TYPES, 'PartName="/ppt/slides/slide1', 'PartName="ppt/slides/slide1'),
        True,
    )
    yield "type-unknown-element", "types", _sub(TYPES, "</Types>", "<Other/></Types>"), True
    yield "type-of-a-ghost", "slide", _sub(TYPES, "</Types>", f'<Override PartName="/ppt/slides/slide99.xml" '
        f'ContentType="{_VND}.slide+xml"/></Types>'), True  # fmt: skip
    yield "name-in-capitals-too", "media", _put("ppt/media/IMAGE1.PNG", good["ppt/media/image1.png"]), True
    yield "part-unreached", "media", _put("ppt/media/left.png", good["ppt/media/image1.png"]), True
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    core = f'<Override PartName="/docProps/core2.xml" ContentType="{core}"/>'
    row = f'<Relationship Id="rId778" Type="{package}/metadata/core-properties" '
    second = _both(
        _put("docProps/core2.xml", good["docProps/core.xml"]),
        _sub(TYPES, "</Types>", f"{core}</Types>"),
        _sub("_rels/.rels", "</Relationships>", f'{row}Target="docProps/core2.xml"/></Relationships>'),
    )
    yield "core-properties-twice", "core", second, True


ADDRESSES = (
    "https://example.org:99999/", "https://example.org:port/", "https://example.org/100%", "https://example.org/%GG",
    "https://ex\u0430mple.org/", "https://xn--80ak6aa92e.com/", "https://example.org@evil.example/", "mailto:nobody",
    "mailto:a@example.org?subject=x%0D%0ABcc:b@example.org", "mailto:a@example.org&#10;b@example.org", "https://",
    "javascript:alert(1)", "file:///C:/x.exe", "\\\\\\\\server\\\\share", "https://exa mple.org/", "data:text/html,x",
    "https://2130706433/", "https://a..example.org/", "ftp://example.org/x", "ms-msdt:/id", "https://-example.org",
)  # fmt: skip


def _broken_links(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    name = next(name for name in sorted(good) if name.startswith("ppt/slides/_rels") and b"/hyperlink" in good[name])
    for address in ADDRESSES:
        yield "link", address, _sub(name, r'Target="https://[^"]*"', f'Target="{address}"'), True
    yield "link-not-external", "mode", _sub(name, ' TargetMode="External"', ""), True


def _broken_media(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    png, svg, font = (_first(good, ending) for ending in (".png", ".svg", ".fntdata"))
    data = good[png]
    broken = bytearray(data)
    broken[len(data) // 2] ^= 0xFF
    yield "picture-cut-off", "png", _put(png, data[: len(data) // 2]), True
    yield "picture-damaged", "png", _put(png, bytes(broken)), True
    yield "picture-empty", "png", _put(png, b""), True
    yield "picture-of-another-format", "png", _put(png, b"\xff\xd8\xff\xe0" + data), True
    yield "picture-without-size", "png", _put(png, data[:16] + b"\0\0\0\0" + data[20:]), True
    yield "picture-without-end", "png", _put(png, data[:-12]), True
    yield "vector-cut-off", "svg", _put(svg, good[svg][: len(good[svg]) // 2]), True
    yield "vector-empty", "svg", _put(svg, b"<svg"), True
    yield "vector-of-no-namespace", "svg", _put(svg, b'<svg width="1" height="1"/>'), True
    for what in ("<script>x()</script>", '<image href="https://example.org/x.png"/>', '<rect onclick="x()"/>'):
        inside = re.escape("</svg>")
        yield "vector-that-acts", what, _sub(svg, f"{inside}\\s*$", f"{what}</svg>"), True
    yield "font-cut-off", "font", _put(font, good[font][:-100]), True
    yield "font-empty", "font", _put(font, b""), True
    workbook = _first(good, ".xlsx")
    yield "workbook-is-none", "xlsx", _put(workbook, b"words"), True
    yield "workbook-empty", "xlsx", _put(workbook, b""), True


def _first(good: Parts, ending: str) -> str:
    return next(name for name in sorted(good) if name.endswith(ending) and "brand" not in name)


def _broken_tables(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    merged = next(name for name in sorted(good) if b"gridSpan=" in good[name])
    table = next(name for name in sorted(good) if b"<a:tbl>" in good[name] and b"gridSpan=" not in good[name])
    for name in (merged, table):
        yield "cell-lost", name, _sub(name, r"<a:tc>(?:(?!</a:tc>).)*</a:tc>", ""), True
        yield "column-lost", name, _sub(name, r"<a:gridCol [^>]*?(/>|>.*?</a:gridCol>)", ""), True
        yield "span-over-the-edge", name, _sub(name, r"<a:tc>", '<a:tc gridSpan="9">'), True
        yield "span-below-one", name, _sub(name, r"<a:tc>", '<a:tc rowSpan="0">'), True
        yield "span-covers-nothing", name, _sub(name, r"<a:tc>", '<a:tc hMerge="1">'), True
        yield "span-is-not-covered", name, _sub(name, r"<a:tc>", '<a:tc gridSpan="2">'), True
        yield "grid-lost", name, _sub(name, r"<a:tblGrid>.*?</a:tblGrid>", ""), True
    yield "span-cut", merged, _sub(merged, ' hMerge="1"', ""), True
    yield "span-cut-below", merged, _sub(merged, ' vMerge="1"', ""), True
    yield "span-longer", merged, _sub(merged, 'rowSpan="2"', 'rowSpan="3"'), True


def _broken_lists(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    moving = next(name for name in sorted(good) if b"<p:timing" in good[name])
    yield "animation-of-a-ghost", "spTgt", _sub(moving, r'spTgt spid="\d+"', 'spTgt spid="999"'), True
    yield "animation-of-a-ghost", "bldP", _sub(moving, r'bldP spid="\d+"', 'bldP spid="999"'), True
    yield "animation-id-twice", "cTn", _sub(moving, r'cTn id="4"', 'cTn id="3"'), True
    yield "animation-id-nought", "cTn", _sub(moving, r'cTn id="4"', 'cTn id="0"'), True
    yield "animation-without-root", "cTn", _sub(moving, ' nodeType="tmRoot"', ""), True
    yield "animation-group-unknown", "bldP", _sub(moving, r'grpId="0" animBg', 'grpId="7" animBg'), True
    paragraph = r'<p:spTgt spid="\1"><p:txEl><p:pRg st="9" end="9"/></p:txEl></p:spTgt>'
    yield "animation-of-no-paragraph", "pRg", _sub(moving, r'<p:spTgt spid="(\d+)"/>', paragraph), True
    click = r"<p:par>\s*<p:cTn id=\"5\".*?</p:set>\s*</p:childTnLst></p:cTn></p:par>"
    yield "click-without-effect", "par", _sub(moving, rf"<p:childTnLst>\s*{click}</p:childTnLst>", ""), True
    yield "animation-without-target", "tgtEl", _sub(moving, r"<p:tgtEl><p:spTgt.*?</p:tgtEl>", ""), True
    old, new = "ppt/comments/comment1.xml", "ppt/comments/modernComment_1.xml"
    yield "comment-of-nobody", old, _sub(old, 'authorId="0"', 'authorId="7"'), True
    yield "comment-twice", old, _sub(old, 'idx="2"', 'idx="1"'), True
    yield "comment-without-place", old, _sub(old, r"<p:pos [^>]*/>", ""), True
    yield "comment-date", old, _sub(old, r'dt="[^"]*"', 'dt="yesterday"'), True
    yield "comment-of-nobody", new, _sub(new, r'authorId="{1', 'authorId="{2'), True
    yield "comment-id", new, _sub(new, r' id="{[^"]*"', ' id="one"'), True
    yield "comment-date", new, _sub(new, r'created="[^"]*"', 'created="1 April"'), True
    core = "docProps/core.xml"
    title = r"(<dc:title>.*?</dc:title>)"
    yield "core-twice", "title", _sub(core, title, r"\1\1"), True
    yield "core-unknown", "zzz", _sub(core, title, r"\1<dc:zzz/>"), True
    yield "core-with-parts", "title", _sub(core, title, "<dc:title><dc:creator/></dc:title>"), True
    date = '<dcterms:created xmlns:dcterms="http://purl.org/dc/terms/" '
    typed = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="dcterms:W3CDTF"'
    yield "core-date", "date", _sub(core, title, rf"\1{date}{typed}>1 April</dcterms:created>"), True
    yield "core-date-without-type", "date", _sub(core, title, rf"\1{date}>2026-04-01</dcterms:created>"), True
    own = "docProps/custom.xml"
    yield "own-number-twice", "pid", _sub(own, 'pid="3"', 'pid="2"'), True
    yield "own-number-too-small", "pid", _sub(own, 'pid="2"', 'pid="1"'), True
    yield "own-format", "fmtid", _sub(own, r'fmtid="{[^"]*}"', 'fmtid="mine"'), True
    tags = "ppt/tags/tag1.xml"
    yield "tag-twice", "name", _sub(tags, 'name="SLOT"', 'name="room"'), True
    chart = "ppt/charts/chart1.xml"
    yield "chart-axis-unknown", "axId", _sub(chart, r'<c:axId val="[^"]*"', '<c:axId val="7"'), True
    yield "chart-crosses-nothing", "crossAx", _sub(chart, r'<c:crossAx val="[^"]*"', '<c:crossAx val="7"'), True
    yield "chart-points", "ptCount", _sub(chart, r'ptCount val="2"', 'ptCount val="1"'), True
    yield "chart-series-twice", "idx", _sub(chart, r'<c:idx val="1"/><c:order', '<c:idx val="0"/><c:order'), True
    yield "text-with-a-control-character", "a:t", _sub("ppt/slides/slide3.xml", "<a:t>", "<a:t>&#x85;"), True
    for attribute in ("name", "descr"):
        change = _sub(
            "ppt/slides/slide6.xml", rf' {attribute}="', f' {attribute}="&#x8;'.replace("&#x8;", "&#x9;a&#xA;")
        )
        yield "attribute-with-a-control-character", attribute, change, True


def _broken_choices(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    moving = next(name for name in sorted(good) if b"<p:timing" in good[name])
    fades = '<p:transition spd="slow"><p:fade/></p:transition>'
    newer = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" Requires="p14"'
    new = f"<mc:Choice {newer}>{fades}</mc:Choice>"
    old = f"<mc:Fallback>{fades}</mc:Fallback>"
    for what, inside in {
        "of no prefix": f'<mc:Choice Requires="zzz">{fades}</mc:Choice>{old}',
        "of nothing": f"<mc:Choice>{fades}</mc:Choice>{old}",
        "two stand-ins": new + old + old,
        "stand-in first": old + new,
        "no choice": old,
        "empty": "",
        "bare": new + fades,
    }.items():
        space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        whole = f"<mc:AlternateContent {space}>{inside}</mc:AlternateContent>"
        yield "choice", what, _sub(moving, r"<p:transition.*?</p:transition>", whole), True
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="zzz" xmlns'
    yield "choice", "ignored prefix", _sub(moving, "(<p:sld )xmlns", rf"\1{space}"), True
    slide = next(name for name in sorted(good) if b"svgBlip" in good[name] and name.startswith("ppt/slides/slide"))
    yield "extension", "sections", _sub("ppt/presentation.xml", "{521415D9", "{521415D8"), True
    yield "extension", "vector", _sub(slide, "{96DAC541", "{96DAC542"), True
    yield "extension", "twice", _sub(slide, r"(<p:ext uri.*?</p:ext>)", r"\1\1"), True


def _broken_drawings(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    drawn = next(name for name in sorted(good) if b"<a:custGeom>" in good[name] and name.startswith("ppt/slides/"))
    for what, formula in {
        "too few": "*/ w 1",
        "unknown": "mul w 1 2",
        "later": 'val g1"/><a:gd name="g1" fmla="val 5',
        "none": "",
    }.items():
        guides = rf'\1<a:gdLst><a:gd name="g0" fmla="{formula}"/></a:gdLst>'
        yield "guide", what, _sub(drawn, "(<a:custGeom><a:avLst/>)<a:gdLst/>", guides), True
    yield "path-without-beginning", "moveTo", _sub(drawn, r"(<a:path [^>]*>)<a:moveTo>.*?</a:moveTo>", r"\1"), True
    pictured = next(name for name in sorted(good) if b"<a:stretch>" in good[name] and name.startswith("ppt/slides/"))
    yield (
        "picture-cut-away",
        "srcRect",
        _sub(pictured, "<a:stretch>", r'<a:srcRect l="60000" r="60000"/><a:stretch>'),
        True,
    )
    table = next(name for name in sorted(good) if b"<a:tbl>" in good[name])
    yield "frame-of-another", "table", _sub(table, r'drawingml/2006/table">', 'drawingml/2006/chart">'), True
    yield "frame-empty", "table", _sub(table, r"<a:tbl>.*?</a:tbl>", ""), True
    row = '<a:ext uri="{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}"><a16:rowId val="7" xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main"/></a:ext>'
    rows = rf"<a:extLst>{row}</a:extLst></a:tr>"
    yield "row-twice", "rowId", _sub(table, "</a:tr>(.*?)</a:tr>", rf"{rows}\1{rows}"), True
    worded = "ppt/slides/slide6.xml"
    yield "color-of-no-look", "phClr", _sub(worded, '<a:schemeClr val="accent5"/>', '<a:schemeClr val="phClr"/>'), True
    font = r'<a:rPr lang="en-GB"><a:latin typeface="+zz-lt"/></a:rPr>'
    yield "font-of-no-theme", "latin", _sub(worded, '<a:rPr lang="en-GB"/>', font), True


def _broken_heads(good: Parts) -> Iterator[tuple[str, str, _Change, bool]]:
    slide, show = "ppt/slides/slide6.xml", "ppt/presentation.xml"
    latin = good[slide].decode().replace("UTF-8", "ISO-8859-1").encode("latin-1", "xmlcharrefreplace")
    yield "xml-of-another-encoding", slide, _put(slide, latin), True
    yield "xml-of-another-version", slide, _sub(slide, r"version=.1\.0.", 'version="1.1"'), True
    nested = _put("ppt/_rels/_rels/presentation.xml.rels.rels", good["ppt/slides/_rels/slide4.xml.rels"])
    yield "relationships-of-relationships", show, nested, True
    yield "first-slide", "number", _sub(show, "<p:presentation ", '<p:presentation firstSlideNum="99999" '), True
    twice = r"\1\1</p:custShowLst>"
    yield "show-twice", "name", _sub(show, r"(<p:custShow .*?</p:custShow>)</p:custShowLst>", twice), True
    face = r'<p:embeddedFont><p:font typeface="Inter"/><p:bold r:id="rId15"/></p:embeddedFont></p:embeddedFontLst>'
    yield "font-twice", "typeface", _sub(show, "</p:embeddedFontLst>", face), True
    moving = next(name for name in sorted(good) if b"<p:timing" in good[name])
    for what, (old, new) in {
        "dur": ('id="6" dur="1"', 'id="6" dur="soon"'),
        "delay": ('<p:cond delay="0"', '<p:cond delay="-5"'),
        "advTm": ('advClick="1"', 'advClick="1" advTm="-3"'),
    }.items():
        yield "time", what, _sub(moving, old, new), True
    chart = "ppt/charts/chart1.xml"
    yield "chart-axis-twice", "axId", _sub(chart, r'(<c:axId val="[^"]*"/>)<c:axId [^>]*/>', r"\1\1"), True
    crosses = _sub(chart, r'(<c:catAx><c:axId val=("[^"]*").*?<c:crossAx val=)"[^"]*"', r"\1\2")
    yield "chart-crosses-itself", "crossAx", crosses, True
    yield "chart-counts-more", "ptCount", _sub(chart, r'ptCount val="2"', 'ptCount val="9"'), True


def main(folder: Path) -> None:
    from deck.diagnostics import Report
    from deck.pipeline import build
    from deck.workspace import Workspace
    from deck.write.pptx.invariants import violations

    deck = build(Workspace.find(Path("slides.yaml")), Report())
    assert deck is not None
    good = rich_parts(deck)
    for name in list(good):
        # Other validators mind what PowerPoint for Mac writes.
        if name.startswith("ppt/charts/"):
            good[name] = re.sub(rb'((?:axId|crossAx) val=")-', rb"\1", good[name])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "0000-good.pptx").write_bytes(zipped(good))
    lines = [f"0000-good\tgood\t1\t{len(violations(good))}\t"]
    for number, defect in enumerate(defects(good), 1):
        (folder / f"{number:04}.pptx").write_bytes(zipped(defect.parts))
        rules = sorted({one.rule for one in violations(defect.parts)})
        lines.append(f"{number:04}\t{defect.name}\t{int(defect.is_sure)}\t{len(rules)}\t{' '.join(rules)}")
    (folder / "ours.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
