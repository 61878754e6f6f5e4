"""What is in a foreign template: its masters and layouts, their placeholders with all that they inherit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deck.brand.brought.colors import A, Shades
from deck.brand.brought.looks import LevelLook, level_looks, made, run_said, said
from deck.brand.brought.package import MOST_LAYOUTS, Package, Unfit
from deck.brand.model import COVERS, Color
from deck.brand.theme_colors import ENOUGH_LARGE, contrast
from deck.geometry import Box
from deck.value import Value

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU = 12700
FURNITURE = ("dt", "ftr", "sldNum", "hdr")
_BODY_LIKE = ("body", "obj", "subTitle", "pic", "tbl", "chart", "media", "dgm", "clipArt")
_SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_INSETS = (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))


class Holder(Value, frozen=True):
    """A placeholder of a master or layout, or one that a sample slide has; `box` is None where nobody gives it one."""

    type: str
    idx: int
    name: str
    prompt: str
    box: Box | None
    levels: tuple[LevelLook, ...]
    anchor: str = "t"
    inset: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)
    fill: Color | None = None
    upright: bool = False
    """Its letters stand on their side: East Asian layouts with vertical text."""
    language: str = ""
    autofit: str = ""
    """norm, shape, no, or nothing where nobody says."""
    meant: tuple[LevelLook, ...] = ()
    """Its levels as the prompts show them, where no style says their size: LibreOffice writes such templates."""

    @property
    def look(self) -> LevelLook:
        return self.meant[0]


class Painted(Value, frozen=True):
    """A thing that is painted on a sheet, and its colour where that is one."""

    box: Box
    color: Color | None
    words: str = ""
    """What a text box of the sheet itself says, on every slide."""


class Sheet(Value, frozen=True):
    """A layout: `number` is that of its master, counted from 1."""

    part: str
    name: str
    type: str
    master: int
    holders: tuple[Holder, ...]
    shades: Shades
    ground: Color
    art: tuple[Painted, ...]
    """What is painted that is no placeholder, its master's art first."""
    samples: tuple[tuple[Holder, ...], ...] = ()
    """Of each sample slide on it, the placeholders that are filled."""
    stays: tuple[Box, ...] = ()
    """What is not moved when the sheet is mirrored: it belongs to a picture that fills the slide."""

    def holder(self, type: str, idx: int) -> Holder | None:
        return next((one for one in self.holders if one.type == type and one.idx == idx), None)

    def ground_at(self, box: Box) -> Color:
        """What text in a box stands on, as far as that is one colour."""
        found = self.ground
        for one in self.art:
            if one.color is not None and one.box.share_of(box) > COVERS:
                found = one.color
        return found

    def says_at(self, box: Box) -> str:
        """What its own text boxes say there on every slide, or nothing."""
        over = (one.words for one in self.art if one.words and min(one.box.share_of(box), box.share_of(one.box)) > 0.1)
        return next(over, "")

    @property
    def title(self) -> Holder | None:
        return next((one for one in self.holders if one.type in ("title", "ctrTitle")), None)

    @property
    def contents(self) -> tuple[Holder, ...]:
        return tuple(
            one
            for one in self.holders
            if one.type not in FURNITURE and one.type not in ("title", "ctrTitle") and one.box is not None
        )


class Master(Value, frozen=True):
    part: str
    name: str
    holders: tuple[Holder, ...]
    sheets: tuple[Sheet, ...]
    fonts: Mapping[str, str]
    """major, minor, and by script (Arab, Hans …) those of the minor font."""
    shades: Shades
    is_rtl: bool

    def holder(self, type: str) -> Holder | None:
        return next((one for one in self.holders if one.type == type), None)


class Brought(Value, frozen=True):
    """A template as it was read; lengths in points."""

    width: float
    height: float
    masters: tuple[Master, ...]
    has_notes_master: bool
    table_style: str
    """The GUID of the style that a new table gets."""
    written: str = ""
    """What an export of ours says about itself: its brand.yaml."""

    @property
    def sheets(self) -> Iterator[Sheet]:
        for master in self.masters:
            yield from master.sheets

    def sheet(self, master: int, name: str) -> Sheet | None:
        if not 1 <= master <= len(self.masters):
            return None
        return next((one for one in self.masters[master - 1].sheets if one.name == name), None)


def read_template(package: Package) -> Brought:
    """Raises Unfit where the file has no master to stand on."""
    main = package.tree(package.main)
    size = main.find(f"{P}sldSz")
    width, height = (_pt(size, name) for name in ("cx", "cy")) if size is not None else (720.0, 540.0)
    if not (72 <= width <= 4032 and 72 <= height <= 4032):
        raise Unfit(f"has slides of {width / 72:.1f} × {height / 72:.1f} in: PowerPoint knows 1 to 56")
    defaults = main.find(f"{P}defaultTextStyle")
    samples = _samples(package, main)
    parts = _listed(package, main, package.main, "sldMasterIdLst", "slideMaster")
    count = sum(len(list(package.targets(part, "slideLayout"))) for part in parts)
    if count > MOST_LAYOUTS:
        raise Unfit(f"has {count} layouts, more than {MOST_LAYOUTS}", "delete those that nobody uses")
    masters = tuple(_master(package, part, number, defaults, samples) for number, part in enumerate(parts, 1))
    if not count:
        what = "has no slide master" if not masters else "has no layout under its slide masters"
        raise Unfit(what, "in PowerPoint, View → Slide Master → Insert Layout adds one")
    # What a deck keeps of it besides is read when that is written: a part that is broken is told here.
    for kind in ("presProps", "theme", "notesMaster", "handoutMaster"):
        for part in package.targets(package.main, kind):
            package.tree(part)
            list(package.targets(part, "theme"))
    styles = next(package.targets(package.main, "tableStyles"), "")
    style = package.tree(styles).get("def", "") if styles else ""
    if style and masters and not has_readable_head(package.tree(styles), style, masters[0].shades):
        style = ""
    notes = any(True for _ in package.targets(package.main, "notesMaster"))
    return Brought(width, height, masters, notes, style, _written(package))


_USUAL_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""Medium Style 2 – Accent 1, which PowerPoint knows and files need not have: a head in the first accent, in paper."""


def has_readable_head(styles: Any, style: str, shades: Shades) -> bool:
    """Whether words can be read in the head of a table in that style, as far as the file says what it is."""
    ground, words = (shades.hex_of(name) for name in ("accent1", "bg1"))
    own = next((one for one in styles if one.get("styleId") == style), None)
    if own is not None:
        fill = own.find(f"{A}firstRow/{A}tcStyle/{A}fill/{A}solidFill")
        said = own.find(f"{A}firstRow/{A}tcTxStyle")
        found = shades.color(fill) if fill is not None else None, shades.color(said) if said is not None else None
        if found[0] is None or found[1] is None:
            return True
        ground, words = found[0].hex, found[1].hex
    elif style != _USUAL_STYLE:
        return True
    return contrast(ground, words) >= ENOUGH_LARGE


def _pt(element: Any, name: str) -> float:
    try:
        return float(element.get(name, "0")) / _EMU
    except ValueError:
        return 0.0


def _listed(package: Package, root: Any, part: str, list_name: str, kind: str) -> list[str]:
    """Parts in the order of a list of ids; those that no list names stand last."""
    rels = package.rels(part)
    order = root.find(f"{P}{list_name}")
    ids = [one.get(f"{R}id", "") for one in order] if order is not None else []
    named = [rels[id].target for id in ids if id in rels]
    known = list(package.targets(part, kind))
    return [one for one in dict.fromkeys((*named, *known)) if one in known]


def _written(package: Package) -> str:
    """The brand.yaml that `deck brand export` put into its template."""
    for part in package.targets(package.main, "customXml"):
        root = package.tree(part)
        if root.tag == WRITTEN:
            return root.text or ""
    return ""


WRITTEN = "{https://deck.invalid/brand}brand"
"""The element of a custom part that holds the brand's own text."""


# ------------------------------------------------------------------------------------------------ masters and layouts


def _master(
    package: Package, part: str, number: int, defaults: Any, samples: Mapping[str, list[tuple[Any, str]]]
) -> Master:
    root = package.tree(part)
    theme = next(package.targets(part, "theme"), "")
    colors, fonts = _theme(package.tree(theme)) if theme else ({}, {})
    mapped = root.find(f"{P}clrMap")
    shades = Shades(colors, dict(mapped.attrib) if mapped is not None else {})
    styles = root.find(f"{P}txStyles")
    own = _Own(package, root, styles, defaults, shades)
    holders = tuple(own.holder(shape, None) for shape in _placeholders(root))
    art = tuple(_art(root, shades))
    sheets = tuple(
        _layout(package, one, number, own, art, samples.get(one, []))
        for one in _listed(package, root, part, "sldLayoutIdLst", "slideLayout")
    )
    name = _name(root) or (package.tree(theme).get("name", "") if theme else "")
    body = next((one for one in holders if one.type == "body"), None)
    rtl = body is not None and body.look.rtl
    return Master(part, name, holders, sheets, fonts, shades, rtl)


class _Own:
    """What the layouts of one master inherit."""

    def __init__(self, package: Package, root: Any, styles: Any, defaults: Any, shades: Shades) -> None:
        self.package, self.root, self.styles, self.defaults, self.shades = package, root, styles, defaults, shades
        self.by_type: dict[str, Any] = {}
        for shape in _placeholders(root):
            self.by_type.setdefault(_ph(shape).get("type", "obj"), shape)
        self.known: dict[tuple[Any, ...], tuple[LevelLook, ...]] = {}

    def above(self, type: str) -> Any:
        """The master's placeholder that one of a layout inherits from: by type, never by idx."""
        if type in ("title", "ctrTitle"):
            return self.by_type.get("title", self.by_type.get("ctrTitle"))
        return self.by_type.get("body" if type in _BODY_LIKE else type)

    def holder(self, shape: Any, shades: Shades | None, layout: Any = None, sampled: bool = False) -> Holder:
        """A placeholder; one of a sample slide, which is `sampled`, inherits from that of its `layout` as well."""
        ph = _ph(shape)
        type = ph.get("type", "obj")
        above = self.above(type)
        chain = [one for one in (above, layout, shape) if one is not None]
        if above is shape:
            chain = [shape]
        styles = [self.defaults, self._master_style(type), *(_list_style(one) for one in chain)]
        levels = level_looks(styles, shades or self.shades)
        body: dict[str, str] = {}
        for one in chain:
            found = one.find(f"{P}txBody/{A}bodyPr")
            body |= dict(found.attrib) if found is not None else {}
        meant = levels if levels[0].sized else self._as_prompted(chain, levels, shades or self.shades, sampled)
        box = next((found for one in reversed(chain) if (found := box_of(one)) is not None), None)
        text = [words for one in shape.iterfind(f"{P}txBody/{A}p") if (words := _words(one)) is not None]
        language = next((one.get("lang", "") for one in shape.iter(f"{A}rPr") if one.get("lang")), "")
        idx = ph.get("idx", "0")
        return Holder(
            type=type,
            idx=int(idx) if idx.isdigit() and len(idx) < 11 else 0,
            name=shape.find(f".//{P}cNvPr").get("name", ""),
            prompt="\n".join(text).strip(),
            box=box,
            levels=levels,
            anchor=body.get("anchor", "t"),
            inset=tuple(_inset(body.get(name), default) for name, default in _INSETS),  # type: ignore[arg-type]
            fill=_fill(chain, shades or self.shades),
            upright=body.get("vert", "horz") != "horz" or ph.get("orient") == "vert",
            language=language,
            autofit=_autofit(chain),
            meant=meant,
        )

    def _master_style(self, type: str) -> Any:
        if self.styles is None:
            return None
        name = "title" if type in ("title", "ctrTitle") else "body" if type in _BODY_LIKE else "other"
        return self.styles.find(f"{P}{name}Style")

    def _as_prompted(
        self, chain: list[Any], levels: tuple[LevelLook, ...], shades: Shades, sampled: bool
    ) -> tuple[LevelLook, ...]:
        """Where no style says anything, as in files that LibreOffice wrote: the prompts show what was meant."""
        found = list(levels)
        for one in chain:
            for paragraph in one.iterfind(f"{P}txBody/{A}p"):
                properties = paragraph.find(f"{A}pPr")
                level = int(properties.get("lvl", "0")) if properties is not None else 0
                run = paragraph.find(f"{A}r/{A}rPr")
                if run is None and (one is chain[0] or (sampled and one is chain[-1])):
                    run = paragraph.find(f"{A}endParaRPr")
                if run is None or not 0 <= level < len(found):
                    continue
                fields = said(properties, shades) if properties is not None else {}
                found[level] = made({**_fields(levels[level]), **fields, **run_said(run, shades), "sized": False})
        return tuple(found)


def _fields(look: LevelLook) -> dict[str, Any]:
    return {name: getattr(look, name) for name in look.__struct_fields__}


def _layout(
    package: Package, part: str, number: int, own: _Own, art: tuple[Painted, ...], samples: list[tuple[Any, str]]
) -> Sheet:
    root = package.tree(part)
    override = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    shades = own.shades.remapped(dict(override.attrib)) if override is not None else own.shades
    shapes = list(_placeholders(root))
    holders = tuple(own.holder(shape, shades) for shape in shapes)
    shown = root.get("showMasterSp", "1") not in ("0", "false")
    ground = (
        _ground(package, root, part, shades)
        or _ground(package, own.root, "", shades)
        or Color("template", "FFFFFF", "")
    )
    painted = (*(art if shown else ()), *_art(root, shades))
    filled = []
    for slide, _ in samples:
        known = {(_ph(shape).get("type", "obj"), _ph(shape).get("idx", "0")): shape for shape in shapes}
        filled.append(
            tuple(
                own.holder(shape, shades, known.get((_ph(shape).get("type", "obj"), _ph(shape).get("idx", "0"))), True)
                for shape in _placeholders(slide)
            )
        )
    name = _name(root).replace("\r", "")
    kind = root.get("type", "")
    return Sheet(part, name, kind, number, holders, shades, ground, painted, tuple(filled))


def _samples(package: Package, main: Any) -> dict[str, list[tuple[Any, str]]]:
    """The sample slides by the part of their layout."""
    found: dict[str, list[tuple[Any, str]]] = {}
    for part in _listed(package, main, package.main, "sldIdLst", "slide")[:200]:
        layout = next(package.targets(part, "slideLayout"), "")
        found.setdefault(layout, []).append((package.tree(part), part))
    return found


# ------------------------------------------------------------------------------------------------ shapes


def _tree(root: Any) -> Any:
    return root.find(f"{P}cSld/{P}spTree")


def _placeholders(root: Any) -> Iterator[Any]:
    tree = _tree(root)
    for shape in tree if tree is not None else ():
        if shape.tag in (f"{P}sp", f"{P}pic", f"{P}graphicFrame") and _ph(shape) is not None:
            yield shape


def _ph(shape: Any) -> Any:
    return shape.find(f"*/{P}nvPr/{P}ph")


def _art(root: Any, shades: Shades) -> Iterator[Painted]:
    tree = _tree(root)
    for shape in tree if tree is not None else ():
        if shape.tag in (f"{P}sp", f"{P}pic", f"{P}grpSp", f"{P}cxnSp", f"{P}graphicFrame") and _ph(shape) is None:
            box = box_of(shape)
            if box is not None:
                own = shape.tag == f"{P}sp"
                yield Painted(box, _fill([shape], shades) if own else None, _said(shape) if own else "")


def _said(shape: Any) -> str:
    said = (one.text or "" if one.tag == f"{A}t" else " " for one in shape.iter(f"{A}t", f"{A}br", f"{A}p"))
    return " ".join("".join(said).split())


def box_of(shape: Any) -> Box | None:
    found = shape.find(f"{P}spPr/{A}xfrm")
    if found is None:
        found = shape.find(f"{P}grpSpPr/{A}xfrm")
    if found is None:
        found = shape.find(f"{P}xfrm")
    off = found.find(f"{A}off") if found is not None else None
    ext = found.find(f"{A}ext") if found is not None else None
    if off is None or ext is None:
        return None
    return Box(_pt(off, "x"), _pt(off, "y"), _pt(ext, "cx"), _pt(ext, "cy"))


def _list_style(shape: Any) -> Any:
    return shape.find(f"{P}txBody/{A}lstStyle")


def _words(paragraph: Any) -> str | None:
    words = "".join(one.text or "" for one in paragraph.iter(f"{A}t"))
    return words if words.strip() else None


def _inset(value: str | None, default: int) -> float:
    try:
        return float(value if value is not None else default) / _EMU
    except ValueError:
        return default / _EMU


def _fill(chain: list[Any], shades: Shades) -> Color | None:
    for shape in reversed(chain):
        properties = shape.find(f"{P}spPr")
        for child in properties if properties is not None else ():
            tag = str(child.tag).removeprefix(A)
            if tag == "noFill":
                return None
            if tag == "solidFill":
                return shades.color(child)
    return None


def _autofit(chain: list[Any]) -> str:
    for shape in reversed(chain):
        body = shape.find(f"{P}txBody/{A}bodyPr")
        for child in body if body is not None else ():
            tag = str(child.tag).removeprefix(A)
            if tag.endswith(("utofit", "AutoFit")):
                return {"normAutofit": "norm", "spAutoFit": "shape"}.get(tag, "no")
    return ""


def _name(root: Any) -> str:
    found = root.find(f"{P}cSld")
    return found.get("name", "") if found is not None else ""


def _ground(package: Package, root: Any, part: str, shades: Shades) -> Color | None:
    """What a sheet's background is nearly everywhere, as far as that is one colour."""
    background = root.find(f"{P}cSld/{P}bg")
    if background is None:
        return None
    reference = background.find(f"{P}bgRef")
    if reference is not None:
        return shades.color(reference)
    properties = background.find(f"{P}bgPr")
    for child in properties if properties is not None else ():
        tag = str(child.tag).removeprefix(A)
        if tag == "solidFill":
            return shades.color(child)
        if tag == "gradFill":
            stops = [shades.color(stop) for stop in child.iter(f"{A}gs")]
            return next((stop for stop in stops if stop is not None), None)
    return None


def _theme(root: Any) -> tuple[dict[str, str], dict[str, str]]:
    plain = Shades({}, {})
    colors = {}
    scheme = root.find(f"{A}themeElements/{A}clrScheme")
    for slot in _SLOTS:
        found = plain.color(scheme.find(f"{A}{slot}")) if scheme is not None else None
        colors[slot] = found.hex if found else {"lt1": "FFFFFF", "lt2": "FFFFFF"}.get(slot, "000000")
    fonts = {}
    for name in ("major", "minor"):
        font = root.find(f"{A}themeElements/{A}fontScheme/{A}{name}Font")
        if font is None:
            continue
        latin, complex = font.find(f"{A}latin"), font.find(f"{A}cs")
        fonts[name] = latin.get("typeface", "") if latin is not None else ""
        if complex is not None and complex.get("typeface"):
            fonts[f"{name}-cs"] = complex.get("typeface")
        for script in font.iterfind(f"{A}font") if name == "minor" else ():
            fonts[script.get("script", "")] = script.get("typeface", "")
    return colors, fonts
