"""What must hold in animations: they move what is there, in a tree of steps whose ids differ."""

from __future__ import annotations

from collections.abc import Iterator

from deck.write.pptx.invariants.read import MC, A, Element, P, Sheet, whole

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_BUILDS = ("bldP", "bldGraphic", "bldDgm", "bldOleChart")
_TIMES = {"cTn": ("dur", "repeatCount", "repeatDur"), "cond": ("delay",), "transition": ("advTm",)}


def animation_moves_shapes(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint drops an animation of a shape that is not there, in silence."""
    if not sheet.found[f"{P}timing"]:
        return
    for tag in ("spTgt", "inkTgt", "subSp", *_BUILDS):
        for one in sheet.found[f"{P}{tag}"]:
            if one.get("spid") not in sheet.shape_ids:
                yield one, "no shape of the slide has this id"


def animation_steps_differ(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair when two steps of an animation have one id, or it does not begin at its root."""
    if not sheet.found[f"{P}timing"]:
        return
    seen: set[str] = set()
    for one in sheet.found[f"{P}cTn"]:
        rid = one.get("id")
        if rid is not None and next(one.iterancestors(f"{MC}Fallback"), None) is None:
            if rid in seen or (whole(rid) or 0) < 1:
                yield one, "another step has this id" if rid in seen else "the id is no number from 1 up"
            seen.add(rid)
    for one in sheet.found[f"{P}tn"]:
        if one.get("val") not in seen:
            yield one, "no step has this id"
    for timing in sheet.found[f"{P}timing"]:
        first = timing.find(f"{P}tnLst/{P}par/{P}cTn")
        if timing.find(f"{P}tnLst") is not None and (first is None or first.get("nodeType") != "tmRoot"):
            yield timing, "the first step is not the root of the time line"


def times_are_numbers(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint offers a repair for a time that is no number of milliseconds from 0 up; only some may never end."""
    for tag, names in _TIMES.items():
        for one in sheet.found[f"{P}{tag}"]:
            for name in names:
                value = one.get(name, "0")
                if not value.isdecimal() and (tag == "transition" or value != "indefinite"):
                    yield one, f"{name}={value!r} is no number of milliseconds"


def animation_moves_parts(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint drops an effect on a paragraph that its text does not have, and with it the click."""
    if not sheet.found[f"{P}pRg"]:
        return
    counts = {
        shape.find(f"{P}nvSpPr/{P}cNvPr").get("id"): len(shape.findall(f"{P}txBody/{A}p"))  # type: ignore[union-attr]
        for shape in sheet.seen(f"{P}sp")
        if shape.find(f"{P}nvSpPr/{P}cNvPr") is not None
    }
    for one in sheet.found[f"{P}pRg"]:
        target = next(one.iterancestors(f"{P}spTgt"), None)
        count = counts.get(target.get("spid") if target is not None else None, 0)
        first, last = whole(one.get("st", "")), whole(one.get("end", ""))
        if first is None or last is None or not 0 <= first <= last < count:
            yield one, f"the text has {count} paragraphs"


def click_moves_something(sheet: Sheet) -> Iterator[Finding]:
    """A click on which nothing happens is one that the speaker makes twice, and the slide is gone."""
    for line in sheet.found[f"{P}cTn"]:
        if line.get("nodeType") != "mainSeq":
            continue
        for click in line.iterfind(f"{P}childTnLst/{P}par"):
            if next(click.iter(f"{P}tgtEl"), None) is None:
                yield click, "nothing happens at this click"


def builds_belong_to_a_step(sheet: Sheet) -> Iterator[Finding]:
    """A build whose group no step has is never shown; two builds of one shape and group, and PowerPoint repairs it."""
    if not sheet.found[f"{P}bldLst"]:
        return
    groups = {one.get("grpId") for one in sheet.found[f"{P}cTn"]}
    seen: set[tuple[str | None, str | None]] = set()
    for tag in _BUILDS:
        for one in sheet.found[f"{P}{tag}"]:
            key = one.get("spid"), one.get("grpId")
            if one.get("grpId") not in groups:
                yield one, "no step of the animation has this group"
            if key in seen:
                yield one, "another build has this shape and group"
            seen.add(key)
