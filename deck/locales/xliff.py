"""XLIFF 1.2 for agencies: what must stay is protected inline, the room stands as `maxwidth` in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from deck.locales.imported import Imported, Unreadable, some
from deck.locales.mark import fingerprint, mark_in
from deck.locales.unit import Unit, mark_of, remarks
from deck.regex import regex
from deck.translation.message import APPROVED, REVIEWED, Review, State, normal

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_DEFAULT: Any = {None: _NAMESPACE}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Colours of words, values with their forms, citations, and where links lead.
_PROTECTED = regex(r"\]\{ *\.[^{}]*\}|\{(?:[^{}]|\{[^{}]*\})*\}|\[@[^\]]*\]|\]\([^)\s]*\)")
_STATES = {
    State.TRANSLATED: "translated",
    State.IDENTICAL: "translated",
    State.STALE: "needs-review-translation",
    State.MISSING: "new",
}
# Signed off by its reviewer, and final: XLIFF's own words for what was read, and by whom stands in its phase.
_LEVELS = {REVIEWED: "signed-off", APPROVED: "final"}
_READ = {state: level for level, state in _LEVELS.items()} | {"translated": ""}
_UNSURE = frozenset({"needs-review-translation", "needs-review-adaptation", "needs-review-l10n"})
_UNTRANSLATED = frozenset({"new", "needs-translation"})
GAP = "\ufffc{}\ufffc"
"""Stands for a protected element that is empty in the source as well; the talk knows what it was."""
_GAP = regex(GAP.format(r"(\d+)"))
# Elements that stand for something that a translator must keep, and whose own text is not words.
_CODES = frozenset({"ph", "x", "bpt", "ept", "it", "bx", "ex"})


def write(found: Sequence[Unit], title: str, source_tag: str, tag: str) -> bytes:
    """The units as one XLIFF file."""
    root = etree.Element("xliff", {"version": "1.2"}, nsmap=_DEFAULT)
    attributes = {"original": title, "source-language": source_tag, "target-language": tag, "datatype": "plaintext"}
    file = etree.SubElement(root, "file", attributes)
    phases = {review: f"{review.level}-{number}" for number, review in enumerate(_reviews(found), 1)}
    if phases:
        group = etree.SubElement(etree.SubElement(file, "header"), "phase-group")
        for review, name in phases.items():
            said = {"contact-name": review.by, "date": f"{review.date}T00:00:00Z" if review.date else ""}
            names = {"phase-name": name, "process-name": review.level}
            etree.SubElement(group, "phase", {**names, **{key: value for key, value in said.items() if value}})
    body = etree.SubElement(file, "body")
    for unit in found:
        _add(body, unit, tag, phases)
    _indent(root, 0)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _reviews(found: Sequence[Unit]) -> dict[Review, None]:
    return dict.fromkeys(unit.review for unit in found if unit.review.level)


def _add(body: Any, unit: Unit, tag: str, phases: Mapping[Review, str]) -> None:
    room = {}
    if unit.budget:
        room = {"maxwidth": f"{unit.budget.width_pt * unit.budget.lines:.0f}", "size-unit": "point"}
    # Programs that know no states take what is not approved for a draft.
    approved = {"approved": "yes"} if unit.state in (State.TRANSLATED, State.IDENTICAL) else {}
    attributes = {"id": unit.id, _SPACE: "preserve", "extradata": str(mark_of(unit, tag)), **approved, **room}
    element = etree.SubElement(body, "trans-unit", attributes)
    _fill(etree.SubElement(element, "source"), unit.source)
    if unit.text:
        read = {"phase-name": phases[unit.review]} if unit.review.level else {}
        state = _LEVELS.get(unit.review.level, _STATES[unit.state])
        _fill(etree.SubElement(element, "target", {"state": state, **read}), unit.text)
    place = etree.SubElement(element, "context-group", {"name": "po-reference", "purpose": "location"})
    etree.SubElement(place, "context", {"context-type": "sourcefile"}).text = unit.id
    for remark in remarks(unit, tag):
        etree.SubElement(element, "note", {"from": "developer"}).text = remark
    if unit.question:
        etree.SubElement(element, "note", {"from": "translator"}).text = unit.question
    if unit.near:
        other = etree.SubElement(element, "alt-trans", {"match-quality": f"{unit.near.percent}%", "origin": "deck"})
        _fill(etree.SubElement(other, "source"), unit.near.source)
        _fill(etree.SubElement(other, "target"), unit.near.text)
    if unit.previous:
        other = etree.SubElement(element, "alt-trans", {"alttranstype": "previous-version"})
        _fill(etree.SubElement(other, "source"), unit.previous)
        _fill(etree.SubElement(other, "target"), unit.text)


def _indent(element: Any, depth: int) -> None:
    """A line for each element, but none inside of words: there, white space counts."""
    if len(element) == 0 or element.tag in ("source", "target"):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + (child is not element[-1]))


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
    """The units of an XLIFF 1.x file, with or without its namespace; Unreadable where it is none."""
    if not content.strip():
        raise Unreadable("there is no string in this file")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise Unreadable(f"this is not XML: {str(problem).lower()}", problem.lineno or 0) from problem
    # XLIFF 1.0 had a DOCTYPE; one that brings entities along is refused.
    if b"<!ENTITY" in content or (b"<!DOCTYPE" in content and b"[" in content.split(b"<!DOCTYPE", 1)[1].split(b">")[0]):
        raise Unreadable("an XLIFF file has no DOCTYPE", 1)
    version = root.get("version") or ""
    if etree.QName(root).localname != "xliff" or not version.startswith("1."):
        raise Unreadable(f"this is not XLIFF 1.2 but `{etree.QName(root).localname} {version}`", 1)
    units = (one for one in root.iter("{*}trans-unit"))
    return some([_imported(unit) for unit in units])


def refilled(words: str, source: str) -> str:
    """Words in which protected elements were emptied, with what they stood for in the talk's own source."""
    kept = [found.group() for found in _PROTECTED.finditer(source)]
    return _GAP.sub(lambda gap: kept[int(gap[1]) - 1] if 0 < int(gap[1]) <= len(kept) else gap[0], words)


def _imported(unit: Any) -> Imported:
    source, target = unit.find("{*}source"), unit.find("{*}target")
    state = target.get("state", "") if target is not None else "new"
    codes = dict(_codes(source))
    words = _words(target, codes)
    file = next(unit.iterancestors("{*}file"), None)
    notes = [(note.get("from", ""), "".join(note.itertext())) for note in unit.iterfind("{*}note")]
    mark = mark_in("\n".join((unit.get("extradata", ""), *(text for _, text in notes))))
    # Many programs leave the state of what was filled in as it was, or fill in the source themselves.
    filled = mark is not None and mark.text != fingerprint(words) and words != _words(source, codes)
    doubtful = state in _UNSURE or (state in _UNTRANSLATED and not filled)
    return Imported(
        unit.get("id", ""),
        _words(source, codes),
        words,
        unit.sourceline or 0,
        bool(words) and doubtful and unit.get("approved") != "yes",
        mark,
        file.get("target-language", "").replace("_", "-") if file is not None else "",
        "\n".join(text.strip() for sender, text in notes if sender == "translator"),
        _review(target, file) if words else None,
    )


def _review(target: Any, file: Any) -> Review | None:
    """Who has read the translation, by its state and the phase that set it."""
    level = _READ.get(target.get("state", ""))
    if not level:
        return None if level is None else Review()
    phases = file.iterfind("{*}header/{*}phase-group/{*}phase") if file is not None else ()
    phase = next((one for one in phases if one.get("phase-name") == target.get("phase-name")), None)
    by, date = (phase.get("contact-name", ""), phase.get("date", "")) if phase is not None else ("", "")
    return Review(level, by.strip(), date[:10])


def _codes(source: Any) -> Iterator[tuple[str, str]]:
    """What the protected elements of the source stand for, by their ids."""
    for element in source.iter("{*}ph") if source is not None else ():
        if words := "".join(element.itertext()):
            yield element.get("id", ""), words


def _words(element: Any, codes: dict[str, str]) -> str:
    if element is None:
        return ""
    words = "".join(_pieces(element, codes)).replace("\r\n", "\n")
    kept = next((one.get(_SPACE) for one in (element, *element.iterancestors()) if one.get(_SPACE)), "default")
    # Where white space need not be kept, a program may have indented the words.
    return words if kept == "preserve" else normal(words)


def _pieces(element: Any, codes: dict[str, str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            code = etree.QName(child).localname in _CODES
            own = "".join(child.itertext()) if code else "".join(_pieces(child, codes))
            # Some programs empty a protected element, or put `<x/>` in its place: its id says what it was.
            yield (own or codes.get(child.get("id", "")) or GAP.format(child.get("id", ""))) if code else own
        yield child.tail or ""
