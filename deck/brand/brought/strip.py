"""A foreign template without its sample slides and whatever came with them: the package that a deck is built on."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from deck.brand.brought.colors import A
from deck.brand.brought.mirror import mirror, on_a_picture
from deck.brand.brought.package import Package, Rel, parsed
from deck.brand.brought.read import P, R
from deck.brand.drawingml import DECLARATION
from deck.brand.package import CONTENT_TYPES, PACKAGE
from deck.brand.template import Ours

# What a presentation needs of its own; slides, authors of comments, tags, macros, data of other programs stay behind.
_KEPT = ("slideMaster", "notesMaster", "handoutMaster", "presProps", "tableStyles", "theme", "font")
_NEVER = ("tags", "oleObject", "vmlDrawing", "control", "slide", "package", "customXml", "notesSlide", "comments")
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_CORE = f"{PACKAGE}relationships/metadata/core-properties"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def stripped_parts(package: Package, ours: Ours, mirrored: bool, width: float) -> dict[str, bytes]:
    """Every member of the package without slides.

    Masters and layouts are mirrored where the deck reads the other way; parts without a change keep their bytes.
    """
    found: dict[str, bytes] = {}
    kinds: dict[str, str] = {}
    main = package.main
    waiting = [main]
    while waiting:
        part = waiting.pop()
        if part in found:
            continue
        kept = _kept(package, part, part == main)
        found[part] = _cleaned(package, part, set(kept), part == main, mirrored, width)
        kinds[part] = _MAIN if part == main else package.kind(part)
        if kinds[part] == _OF_STYLES:
            found[part] = _with_ours(found[part], ours.table_styles, part)
        rels = [(id, rel) for id, rel in package.rels(part).items() if id in kept]
        if part == main:
            found[part] = _completed(package, found[part], rels, found, kinds, ours)
        if rels:
            found[_rels_name(part)] = _relationships(part, rels)
        waiting += [rel.target for _, rel in rels if not rel.external]
    for name, (data, kind) in _own_parts(main, ours).items():
        found[name] = data
        if kind:
            kinds[name] = kind
    found[CONTENT_TYPES] = _types(kinds)
    return found


_NOTES, _STYLES = "ppt/notesMasters/notesMaster1.xml", "ppt/tableStyles.xml"
_NOTES_THEME = "ppt/theme/themeOfNotes.xml"
_PML = "application/vnd.openxmlformats-officedocument.presentationml."
_OF_STYLES = f"{_PML}tableStyles+xml"


def _completed(
    package: Package,
    main: bytes,
    rels: list[tuple[str, Rel]],
    found: dict[str, bytes],
    kinds: dict[str, str],
    ours: Ours,
) -> bytes:
    """With a notes master and table styles, where the template has none."""
    there = {rel.kind for _, rel in rels}
    if "tableStyles" not in there and _STYLES not in package.members:
        rels.append(("rIdStyles", Rel("rIdStyles", "tableStyles", _STYLES, external=False)))
        found[_STYLES], kinds[_STYLES] = ours.table_styles, _OF_STYLES
    if "notesMaster" in there or _NOTES in package.members:
        return main
    rels.append(("rIdNotes", Rel("rIdNotes", "notesMaster", _NOTES, external=False)))
    found[_NOTES], kinds[_NOTES] = ours.notes_master, f"{_PML}notesMaster+xml"
    # Each master has a theme of its own, and this one the same as the slides.
    master = next(package.targets(package.main, "slideMaster"))
    theme = next(package.targets(master, "theme"))
    found[_NOTES_THEME], kinds[_NOTES_THEME] = package.members[theme], package.kind(theme)
    found[_rels_name(_NOTES)] = _relationships(_NOTES, [("rId1", Rel("rId1", "theme", _NOTES_THEME, external=False))])
    root = parsed(main, package.main)
    listed = etree.Element(f"{P}notesMasterIdLst")
    etree.SubElement(listed, f"{P}notesMasterId").set(f"{R}id", "rIdNotes")
    root.find(f"{P}sldMasterIdLst").addnext(listed)
    return DECLARATION.encode() + bytes(etree.tostring(root))


def _with_ours(theirs: bytes, ours: bytes, part: str) -> bytes:
    """Their table styles and ours, which tables have where theirs cannot be read or none of them is for new tables."""
    root = parsed(theirs, part)
    known = {one.get("styleId") for one in root}
    new = [one for one in parsed(ours, part) if one.get("styleId") not in known]
    root.extend(new)
    return DECLARATION.encode() + bytes(etree.tostring(root)) if new else theirs


def _own_parts(main: str, ours: Ours) -> dict[str, tuple[bytes, str]]:
    """The package's own relationships, and the properties that name nobody."""
    core, app = "docProps/core.xml", "docProps/app.xml"
    rows = [
        f'<Relationship Id="rId1" Type="{_OFFICE}officeDocument" Target="{main}"/>',
        f'<Relationship Id="rId2" Type="{_CORE}" Target="{core}"/>',
        f'<Relationship Id="rId3" Type="{_OFFICE}extended-properties" Target="{app}"/>',
    ]
    whole = f'{DECLARATION}<Relationships xmlns="{PACKAGE}relationships">{"".join(rows)}</Relationships>'.encode()
    return {
        "_rels/.rels": (whole, ""),
        core: (ours.core, "application/vnd.openxmlformats-package.core-properties+xml"),
        app: (ours.app, "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    }


def _rels_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _kept(package: Package, part: str, is_main: bool) -> list[str]:
    kept = []
    for id, rel in package.rels(part).items():
        if not rel.external and rel.target not in package.members:
            continue
        if rel.external:
            # A link to a page may stay; a picture or an object that is fetched from elsewhere may not.
            if rel.kind == "hyperlink":
                kept.append(id)
        elif is_main:
            if rel.kind in _KEPT:
                kept.append(id)
        elif rel.kind not in _NEVER and not rel.kind.endswith(("/tags", "changesInfo", "customXml")):
            kept.append(id)
    return kept


def _relationships(part: str, rels: list[tuple[str, Rel]]) -> bytes:
    folder = posixpath.dirname(part)
    root = etree.Element(f"{{{PACKAGE}relationships}}Relationships", nsmap=_default("relationships"))
    for id, rel in rels:
        target = rel.target if rel.external else posixpath.relpath(rel.target, folder or ".")
        kind = rel.kind if "://" in rel.kind else _OFFICE + rel.kind
        row = etree.SubElement(root, f"{{{PACKAGE}relationships}}Relationship", Id=id, Type=kind, Target=target)
        if rel.external:
            row.set("TargetMode", "External")
    return DECLARATION.encode() + bytes(etree.tostring(root))


def _default(name: str) -> Any:
    """The namespace of a package's own XML, without a prefix."""
    return {None: f"{PACKAGE}{name}"}


def _types(kinds: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{{{PACKAGE}content-types}}Types", nsmap=_default("content-types"))
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{PACKAGE}content-types}}Default", Extension=ending, ContentType=kind)
    for part, kind in sorted(kinds.items()):
        etree.SubElement(root, f"{{{PACKAGE}content-types}}Override", PartName=f"/{part}", ContentType=kind)
    return DECLARATION.encode() + bytes(etree.tostring(root))


# ------------------------------------------------------------------------------------------------ what is in a part


def _cleaned(package: Package, part: str, kept: set[str], is_main: bool, mirrored: bool, width: float) -> bytes:
    data = package.members[part]
    kind = package.kind(part)
    if not (kind.endswith("+xml") and ("presentationml" in kind or "powerpoint" in kind.lower())):
        return data
    from copy import deepcopy

    root = deepcopy(package.tree(part))
    dropped = set(package.rels(part)) - kept
    changed = bool(dropped) and _without(root, dropped)
    if is_main:
        changed |= _without_slides(root)
    elif "presProps" in kind:
        changed |= _drop(root, lambda element: element.tag in (f"{P}showPr", f"{P}htmlPubPr", f"{P}webPr"))
    elif mirrored and ("slideMaster+" in kind or "slideLayout+" in kind):
        mirror(root, width, on_a_picture(package, part, width))
        changed = True
    if not changed:
        return data
    return DECLARATION.encode() + bytes(etree.tostring(root))


def _without_slides(root: Any) -> bool:
    gone = ("sldIdLst", "custShowLst", "photoAlbum", "custDataLst", "modifyVerifier", "smartTags")
    names = {f"{P}{name}" for name in gone}
    return _drop(root, lambda element: element.tag in names or element.get("uri") == _SECTIONS)


def _without(root: Any, dropped: set[str]) -> bool:
    """Take away whatever refers to a relationship that is gone: the shape, the fill, the link or the list of it."""
    changed = False
    for element in list(root.iter(etree.Element)):
        ids = [name for name, value in element.attrib.items() if name.startswith(R) and value in dropped]
        if not ids or element.getroottree().getroot() is not root:
            continue
        changed = True
        owner = _owner(element)
        parent = owner.getparent()
        if parent is not None:
            parent.remove(owner)
            if parent.tag in (f"{P}custDataLst",) and not len(parent):
                parent.getparent().remove(parent)
    return changed


_SHAPES = {f"{P}{name}" for name in ("pic", "graphicFrame", "contentPart")}


def _owner(element: Any) -> Any:
    """What makes no sense without the relationship."""
    if element.tag in (f"{A}hlinkClick", f"{A}hlinkHover", f"{P}tags", f"{P}custData", f"{P}sldId", f"{A}snd"):
        return element
    if element.tag == f"{A}blip" and element.get(f"{R}embed"):
        # A linked copy beside the picture that is in the file.
        element.attrib.pop(f"{R}link", None)
    found = element
    for one in (element, *element.iterancestors()):
        if one.tag in _SHAPES:
            found = one
            if one.getparent().tag in (f"{_MC}Choice", f"{_MC}Fallback"):
                found = one.getparent().getparent()
            return found
        if one.tag in (f"{P}bg", f"{P}timing", f"{P}transition", f"{P}controls"):
            return one
        if one.tag == f"{A}blipFill":
            return one
    return found


def _drop(root: Any, goes: Callable[[Any], bool]) -> bool:
    found = [element for element in root if goes(element)]
    for list_ in _extension_lists(root):
        found += [element for element in list_ if goes(element)]
    for element in found:
        element.getparent().remove(element)
    for list_ in list(_extension_lists(root)):
        if not len(list_):
            list_.getparent().remove(list_)
    return bool(found)


def _extension_lists(root: Any) -> Iterator[Any]:
    yield from root.iterchildren(f"{P}extLst")
