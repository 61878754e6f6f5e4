"""What must hold of formulas: programs without them show something else, and none has an empty place."""

from __future__ import annotations

from collections.abc import Iterator

from deck.write.pptx.invariants.read import MC, Element, P, Sheet

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_A14 = "{http://schemas.microsoft.com/office/drawing/2010/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATE, _CHOICE, _FALLBACK = (f"{MC}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
_PLACES = ("e", "num", "den", "lim", "fName", "oMath")
_HIDDEN = {"sub": "subHide", "sup": "supHide", "deg": "degHide"}


def formula_has_a_stand_in(sheet: Sheet) -> Iterator[Finding]:
    """Only a choice for programs that know `a14` may hold a formula; others drop what they do not know, or the file."""
    for one in sheet.found[f"{_A14}m"]:
        choice = next(one.iterancestors(_CHOICE), None)
        required = choice.get("Requires", "").split() if choice is not None else []
        if choice is None or _A14[1:-1] not in [choice.nsmap.get(prefix) for prefix in required]:
            yield one, "it stands in no choice that requires the namespace of formulas"
            continue
        parent = choice.getparent()
        otherwise = parent.find(_FALLBACK) if parent is not None else None
        if otherwise is None or not len(otherwise):
            yield one, "programs that know no formulas show nothing in its place"
        elif next(otherwise.iter(f"{_A14}m"), None) is not None:
            yield one, "what stands in for it holds a formula"


def stand_in_is_the_same_shape(sheet: Sheet) -> Iterator[Finding]:
    """Whatever a program takes, links, animations and later builds look for one id and one name."""
    for both in sheet.found[_ALTERNATE]:
        if next(both.iter(f"{_A14}m"), None) is None:
            continue
        told = [_identity(both.find(branch)) for branch in (_CHOICE, _FALLBACK)]
        if told[1] and told[0] != told[1]:
            yield both, "the shape and what stands in for it differ in id or name"


def formula_has_no_empty_place(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint shows a dotted square wherever something of a formula is missing."""
    if f"{_A14}m" not in sheet.found:
        return
    for name in _PLACES:
        for one in sheet.found[f"{_M}{name}"]:
            # The cell of a table may be empty: it has a place all the same.
            parent = one.getparent()
            if not len(one) and (parent is None or parent.tag != f"{_M}mr"):
                yield one, "nothing stands in it"
    for name, hidden in _HIDDEN.items():
        for one in sheet.found[f"{_M}{name}"]:
            parent = one.getparent()
            hides = parent.find(f"./*/{_M}{hidden}") if parent is not None else None
            if not len(one) and (hides is None or hides.get(f"{_M}val") not in ("1", "on")):
                yield one, "nothing stands in it"


def _identity(branch: Element | None) -> tuple[str, str]:
    own = branch.find(f"./*/*/{P}cNvPr") if branch is not None else None
    return ("", "") if own is None else (own.get("id", ""), own.get("name", ""))
