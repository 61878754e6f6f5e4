"""What must hold in what newer programs read: choices of versions, and extensions (ISO/IEC 29500-3)."""

from __future__ import annotations

from collections.abc import Iterator

from deck.write.pptx.invariants.read import DECORATIVE, MC, P14, SVG_BLIP, A, Element, P, Sheet, local

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"
_ADDRESSES = {
    f"{P14}sectionLst": "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}",
    f"{P14}creationId": "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}",
    f"{P14}media": "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}",
    f"{_A16}creationId": "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}",
    f"{_A16}colId": "{9D8B030D-6E8A-4147-A177-3AD203B41FA5}",
    f"{_A16}rowId": "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}",
    SVG_BLIP: "{96DAC541-7B7A-43D3-8B79-37D633B846F1}",
    DECORATIVE: "{C183D7F6-B498-43B3-948B-1728B52AA6E4}",
}
"""The address of the extension in which PowerPoint looks for each of these ([MS-PPTX], [MS-ODRAWXML])."""


def compatibility_names_are_declared(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a part that says of a prefix whether it must be understood, and never what it stands for."""
    for name in ("Ignorable", "MustUnderstand", "ProcessContent", "PreserveElements", "PreserveAttributes"):
        yield from _undeclared(sheet.root, f"{MC}{name}")
    for choice in sheet.found[f"{MC}Choice"]:
        yield from _undeclared(choice, "Requires")


def choices_are_complete(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint refuses a choice of versions without one, with one that needs nothing, or with two stand-ins."""
    for choices in sheet.found[f"{MC}AlternateContent"]:
        tags = [local(str(one.tag)) for one in choices.iterchildren("*")]
        if set(tags) - {"Choice", "Fallback"} or tags[:1] != ["Choice"] or "Fallback" in tags[:-1]:
            yield choices, "it is not one Choice or several and then at most one Fallback"
    for choice in sheet.found[f"{MC}Choice"]:
        if not choice.get("Requires", "").split():
            yield choice, "it does not say what it requires"


def extension_has_its_address(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint finds sections, vectors and ids by the address of their extension: elsewhere they are not there."""
    for tag in (f"{A}extLst", f"{P}extLst"):
        for extensions in sheet.found[tag]:
            seen = set()
            for one in extensions.iterchildren("*"):
                address = one.get("uri", "").upper()
                wanted = _ADDRESSES.get(str(one[0].tag)) if len(one) else None
                if wanted and address != wanted:
                    yield one, f"{local(str(one[0].tag))} stands in the extension {wanted}"
                if address in seen:
                    yield one, "another extension beside it has this address"
                seen.add(address)


def _undeclared(element: Element, name: str) -> Iterator[Finding]:
    said = element.get(name)
    if said:
        for prefix in said.split():
            if prefix.partition(":")[0] not in element.nsmap:
                yield element, f"{local(name)} names the prefix {prefix!r}, which is not declared"
