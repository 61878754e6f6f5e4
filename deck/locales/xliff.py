"""XLIFF 1.2 for agencies: what must stay is protected inline, the room stands as `maxwidth` in points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from deck.locales.imported import Imported, Unreadable
from deck.locales.unit import Unit
from deck.translation.message import State

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_DEFAULT: Any = {None: _NAMESPACE}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Values with their forms, citations, and where links lead.
_PROTECTED = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}|\[@[^\]]*\]|\]\([^)\s]*\)")
_STATES = {
    State.TRANSLATED: "translated",
    State.IDENTICAL: "translated",
    State.STALE: "needs-review-translation",
    State.MISSING: "new",
}
_UNSURE = frozenset(
    {"needs-review-translation", "needs-review-adaptation", "needs-review-l10n", "needs-translation", "new"}
)


def write(found: Sequence[Unit], title: str, source_tag: str, tag: str) -> bytes:
    """The units as one XLIFF file."""
    root = etree.Element("xliff", {"version": "1.2"}, nsmap=_DEFAULT)
    attributes = {"original": title, "source-language": source_tag, "target-language": tag, "datatype": "plaintext"}
    body = etree.SubElement(etree.SubElement(root, "file", attributes), "body")
    for unit in found:
        _add(body, unit)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _add(body: Any, unit: Unit) -> None:
    room = {}
    if unit.budget:
        room = {"maxwidth": f"{unit.budget.width_pt * unit.budget.lines:.0f}", "size-unit": "point"}
    element = etree.SubElement(body, "trans-unit", {"id": unit.id, _SPACE: "preserve", **room})
    element.tail = "\n"
    _fill(etree.SubElement(element, "source"), unit.source)
    if unit.text:
        _fill(etree.SubElement(element, "target", {"state": _STATES[unit.state]}), unit.text)
    if unit.previous:
        other = etree.SubElement(element, "alt-trans", {"alttranstype": "previous-version"})
        _fill(etree.SubElement(other, "source"), unit.previous)
        _fill(etree.SubElement(other, "target"), unit.text)
    for remark in (*unit.context, *_room(unit)):
        etree.SubElement(element, "note").text = remark


def _room(unit: Unit) -> list[str]:
    keep = [f"stays as it is: {', '.join(unit.keep)}"] if unit.keep else []
    if unit.budget is None:
        return keep
    room = f"room: {unit.budget.lines} × {unit.budget.width_pt:g} pt at {unit.budget.size_pt:g} pt"
    return [*keep, f"{room}, about {unit.budget.characters} characters"]


def _fill(element: Any, words: str) -> None:
    """Words, with what must stay as protected elements: their text is what they stand for."""
    at, last = 0, None
    for number, found in enumerate(_PROTECTED.finditer(words), 1):
        _say(element, last, words[at : found.start()])
        last = etree.SubElement(element, "ph", {"id": str(number)})
        last.text = found.group()
        at = found.end()
    _say(element, last, words[at:])


def _say(element: Any, last: Any, words: str) -> None:
    if last is None:
        element.text = words
    else:
        last.tail = words


def read(content: bytes) -> tuple[Imported, ...]:
    """The units of an XLIFF 1.2 file; Unreadable where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise Unreadable(f"this is not XML: {str(problem).lower()}", problem.lineno or 0) from problem
    if b"<!DOCTYPE" in content:
        raise Unreadable("an XLIFF file has no DOCTYPE", 1)
    if etree.QName(root).localname != "xliff" or root.get("version") != "1.2":
        raise Unreadable(f"this is not XLIFF 1.2 but `{etree.QName(root).localname} {root.get('version') or ''}`", 1)
    return tuple(_imported(unit) for unit in root.iter(f"{{{_NAMESPACE}}}trans-unit"))


def _imported(unit: Any) -> Imported:
    source, target = unit.find(f"{{{_NAMESPACE}}}source"), unit.find(f"{{{_NAMESPACE}}}target")
    state = target.get("state", "") if target is not None else "new"
    words = _words(target)
    unsure = bool(words) and state in _UNSURE and unit.get("approved") != "yes"
    return Imported(unit.get("id", ""), _words(source), words, unit.sourceline or 0, unsure)


def _words(element: Any) -> str:
    return "".join(element.itertext()).replace("\r\n", "\n") if element is not None else ""
