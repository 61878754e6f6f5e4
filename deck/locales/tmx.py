"""TMX 1.4, a translation memory: current texts go out, and fill what is still missing when they come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from deck import language
from deck.locales.imported import Imported, Unreadable, some
from deck.locales.unit import Unit
from deck.translation.message import State, normal

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(found: Sequence[Unit], title: str, source_tag: str, tag: str) -> bytes:
    """The current translations as a memory; what is stale or missing is no example for others."""
    root = etree.Element("tmx", {"version": "1.4"})
    head = {"creationtool": "deck", "creationtoolversion": "1", "segtype": "block", "o-tmf": "deck", "adminlang": "en"}
    etree.SubElement(root, "header", {**head, "srclang": source_tag, "datatype": "plaintext"})
    body = etree.SubElement(root, "body")
    for unit in found:
        if unit.state not in (State.TRANSLATED, State.IDENTICAL):
            continue
        element = etree.SubElement(body, "tu", {"tuid": unit.id})
        for lang, words in ((source_tag, unit.source), (tag, unit.text)):
            variant = etree.SubElement(element, "tuv", {_LANG: lang})
            etree.SubElement(variant, "seg").text = words
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def read(content: bytes, tag: str = "") -> tuple[Imported, ...]:
    """The pairs of a memory, by their sources; of several languages, those in `tag`, or else the first beside it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise Unreadable(f"this is not XML: {str(problem).lower()}", problem.lineno or 0) from problem
    if b"<!ENTITY" in content or etree.QName(root).localname != "tmx":
        raise Unreadable("this is not a TMX file", 1)
    head = root.find("{*}header")
    source_tag = head.get("srclang", "") if head is not None else ""
    return some([one for unit in root.iter("{*}tu") for one in _imported(unit, source_tag, tag)])


def _imported(unit: Any, source_tag: str, tag: str) -> list[Imported]:
    said = {_language(one): one for one in unit.iterfind("{*}tuv")}
    own = next((name for name in said if language.base(name) == language.base(source_tag)), next(iter(said), ""))
    other = next((name for name in said if name != own and (not tag or language.is_same(name, tag))), "")
    if not other:
        return []
    source, text = (normal("".join(said[name].find("{*}seg").itertext())) for name in (own, other))
    return [Imported(unit.get("tuid", ""), source, text, unit.sourceline or 0, language=other, is_memory=True)]


def _language(variant: Any) -> str:
    return str(variant.get(_LANG) or variant.get("lang") or "").replace("_", "-")
