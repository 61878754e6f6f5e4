"""Which layout of a brought template does a slide of each sort stand on, and how sure is that?

Evidence, in this order: the layout's type, its name in a language of Office, what its placeholders say and where they
stand, what the sample slides do with it. What a layout needs to serve at all decides before any of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from deck.brand.brought.names import EVENT, OCCASION, QUOTATION, SPEAKER, is_called, says_any, speaks_of
from deck.brand.brought.read import Brought, Holder, Sheet
from deck.geometry import Box
from deck.value import Value

SURE, LIKELY = 100, 60
_CLOSE = 12
"""Points by which a second choice may be behind and is still a question."""


class Choice(Value, frozen=True):
    """A layout for one need, the placeholders that it gives by the names of our slots, and why it is this one."""

    need: str
    sheet: Sheet
    slots: dict[str, Holder]
    score: int
    reasons: tuple[str, ...]
    second: str = ""
    """The next best layout, where a careful person might take that."""

    @property
    def is_sure(self) -> bool:
        return self.score >= SURE and not self.second


_TYPES = {
    "cover": {"title": 120},
    "section": {"secHead": 120},
    "text": {"obj": 120, "tx": 115, "objOnly": 40},
    "two": {"twoObj": 120, "twoColTx": 115, "twoTxTwoObj": 40},
    "bare": {"titleOnly": 120},
    "figure": {},
    "table": {"tbl": 120},
}
NEEDS = tuple(_TYPES)


def choose(brought: Brought) -> dict[str, Choice]:
    """The best layout for every need that the template serves at all."""
    found: dict[str, Choice] = {}
    text = _best("text", brought, None)
    main = text.sheet.master if text else 1
    for need in NEEDS:
        choice = text if need == "text" else _best(need, brought, main)
        if choice is not None:
            found[need] = choice
    return found


def _best(need: str, brought: Brought, main: int | None) -> Choice | None:
    ranked = sorted(_candidates(need, brought, main), key=lambda one: -one.score)
    if not ranked:
        return None
    best = ranked[0]
    close = [one for one in ranked[1:] if one.score > best.score - _CLOSE and one.sheet.name != best.sheet.name]
    if close:
        where = f" of master {close[0].sheet.master}" if close[0].sheet.master != best.sheet.master else ""
        return Choice(need, best.sheet, best.slots, best.score, best.reasons, f"`{close[0].sheet.name}`{where}")
    return best


def _candidates(need: str, brought: Brought, main: int | None) -> Iterator[Choice]:
    first = next((sheet for sheet in brought.sheets if sheet.samples), None)
    for sheet in brought.sheets:
        slots = _slots(need, sheet, brought)
        if slots is None:
            continue
        score, reasons = 0, []
        by_type = _TYPES[need].get(sheet.type, 0)
        if by_type:
            score, reasons = by_type, [f"its type is {sheet.type}"]
        elif sheet.type in _OTHERS and sheet.type not in ("blank", "cust"):
            # It says itself what it is for, and that is something else.
            score -= 40
        if is_called(sheet.name, need):
            score, reasons = score + 80, [*reasons, "its name"]
        elif speaks_of(sheet.name, need):
            score, reasons = score + 45, [*reasons, "a word in its name"]
        score, reasons = _by_shape(need, sheet, slots, score, reasons, brought)
        if need == "cover" and first is sheet:
            score, reasons = score + 30, [*reasons, "the first sample slide stands on it"]
        elif sheet.samples and need != "cover":
            score += 4
        # Empty placeholders are in the way of whoever edits the deck.
        unused = [one for one in sheet.contents if one not in slots.values()]
        score -= 12 * len(unused)
        score -= 15 * (main is not None and sheet.master != main)
        score -= 2 * (sheet.master - 1)
        yield Choice(need, sheet, slots, score, tuple(reasons))


_FOOT = 0.6
"""The share of a slide below which a title stands at its foot."""
_OTHERS = {"title", "secHead", "obj", "tx", "twoObj", "twoTxTwoObj", "twoColTx", "titleOnly", "objTx", "picTx", "tbl"}


def _by_shape(
    need: str, sheet: Sheet, slots: dict[str, Holder], score: int, reasons: list[str], brought: Brought
) -> tuple[int, list[str]]:
    """What the placeholders say and where they stand."""
    title = sheet.title
    match need:
        case "cover":
            if title is not None and title.type == "ctrTitle":
                score, reasons = score + 45, [*reasons, "it has a centred title"]
            if any(says_any(one.prompt, SPEAKER) for one in sheet.contents):
                score, reasons = score + 25, [*reasons, "a prompt asks for the speaker"]
            if any(says_any(one.prompt, OCCASION) for one in sheet.contents):
                score, reasons = score + 15, [*reasons, "a prompt asks for day or place"]
            if any(says_any(one.prompt, QUOTATION) for one in sheet.contents):
                score -= 60
            if not slots.get("subtitle"):
                score -= 10
        case "text":
            body = slots["body"]
            assert body.box is not None
            share = body.box.area / (brought.width * brought.height)
            if share > 0.3:
                score, reasons = score + 40, [*reasons, "one large placeholder under a title"]
            else:
                score -= 40
        case "two":
            score, reasons = score + 40, [*reasons, "two placeholders side by side"]
        case "bare":
            score, reasons = score + 40, [*reasons, "a title and nothing else"]
            # There must be room below.
            if title is not None and title.box and title.box.bottom > 0.4 * brought.height:
                score -= 60
        case "figure" | "table":
            box = next(iter(slots[name] for name in ("picture", "table") if name in slots)).box
            assert box is not None
            score += 60 if box.area > 0.25 * brought.width * brought.height else -40
            reasons = [*reasons, f"it has a placeholder for a {'picture' if need == 'figure' else 'table'}"]
        case "section":
            if title is not None and title.box and title.box.y > 0.2 * brought.height and not sheet.type:
                score, reasons = score + 15, [*reasons, "its title stands low"]
    return score, reasons


# ------------------------------------------------------------------------------------------------ placeholders by need


def _slots(need: str, sheet: Sheet, brought: Brought) -> dict[str, Holder] | None:
    """The placeholders that serve that need, or None where they cannot."""
    title = sheet.title or sample_title(sheet, brought)
    if title is None or title.upright or title.box is None or not _on_slide(title.box, brought):
        return None
    found = {"title": title}
    contents = [one for one in sheet.contents if not one.upright]
    if len(contents) < len(sheet.contents):
        return None
    texts = [one for one in contents if one.type in ("body", "obj", "subTitle")]
    low = _stands_low(brought.masters[sheet.master - 1].holder("title"), brought)
    take: dict[str, Callable[[], dict[str, Holder] | None]] = {
        "cover": lambda: _cover(sheet, title, texts),
        "section": lambda: _section(sheet, title, texts),
        "text": lambda: _one(sheet, title, contents, ("obj", "body"), "body", low),
        "two": lambda: _two(title, contents, low),
        "bare": lambda: {} if not contents and sheet.title is not None else None,
        "figure": lambda: _one(sheet, title, contents, ("pic",), "picture", low),
        "table": lambda: _one(sheet, title, contents, ("tbl",), "table", low),
    }
    more = take[need]()
    if more is None or len({(one.type, one.idx) for one in (found | more).values()}) < len(found | more):
        # Two placeholders that nothing tells apart: what is meant for one may come to stand in the other.
        return None
    return found | more


def sample_title(sheet: Sheet, brought: Brought) -> Holder | None:
    """A title that sample slides have of their own, where the layout has none but its master does.

    Where the layout itself says something there, ours would stand on its words.
    """
    if sheet.title is not None or not brought.masters[sheet.master - 1].holder("title"):
        return None
    titles = (one for sample in sheet.samples for one in sample if one.type in ("title", "ctrTitle") and one.box)
    return next((one for one in titles if one.box and not sheet.says_at(one.box)), None)


def _on_slide(box: Box, brought: Brought) -> bool:
    return box.x < brought.width - 20 and box.y < brought.height - 10 and box.right > 20 and box.bottom > 10


def _cover(sheet: Sheet, title: Holder, texts: Sequence[Holder]) -> dict[str, Holder] | None:
    if any(one.type == "obj" for one in texts) and sheet.type != "title":
        return None
    found: dict[str, Holder] = {}
    left = list(texts)
    if sheet.title is None:
        left = [one for sample in sheet.samples[:1] for one in sample if one.type in ("subTitle", "body") and one.box]
    assert title.box is not None
    for name, words, type in (
        ("subtitle", SPEAKER, "subTitle"),
        ("lines", OCCASION, ""),
        ("kicker", EVENT, ""),
    ):
        said = [one for one in left if says_any(one.prompt, words)] or [one for one in left if one.type == type]
        if said:
            found[name] = said[0]
            left.remove(said[0])
    for one in sorted(left, key=lambda one: one.box.y if one.box else 0):
        assert one.box is not None
        above = one.box.bottom <= title.box.y + 1
        names = ("kicker",) if above and sheet.title is not None else ("subtitle", "lines", "tag")
        name = next((name for name in names if name not in found), "")
        if name:
            found[name] = one
    return found


def _section(sheet: Sheet, title: Holder, texts: Sequence[Holder]) -> dict[str, Holder] | None:
    if sheet.title is None or any(one.type == "obj" for one in texts) or len(texts) > 2:
        return None
    if not (sheet.type == "secHead" or is_called(sheet.name, "section") or speaks_of(sheet.name, "section")):
        return None
    return {"kicker": texts[0]} if texts else {}


def _stands_low(title: Holder | None, brought: Brought) -> bool:
    """Whether titles are at the foot of the template's slides, under what they are titles of."""
    return title is not None and title.box is not None and title.box.y > _FOOT * brought.height


def _below(title: Box, content: Box, low: bool) -> bool:
    """Whether the content stands where it does in the template: under its title, or over one that stands low."""
    return content.y >= title.y or (low and content.bottom <= title.y + 1)


def _one(
    sheet: Sheet, title: Holder, contents: Sequence[Holder], types: Sequence[str], name: str, low: bool
) -> dict[str, Holder] | None:
    fitting = [one for type in types for one in contents if one.type == type]
    if not fitting or sheet.title is None or title.box is None:
        return None
    largest = max(fitting, key=lambda one: one.box.area if one.box else 0)
    assert largest.box is not None
    if title.type == "ctrTitle" or not _below(title.box, largest.box, low):
        return None
    others = [one for one in contents if one is not largest]
    above = [
        one for one in others if one.box and one.box.bottom <= title.box.y + 1 and one.type in ("body", "subTitle")
    ]
    if len(others) > len(above[:1]):
        return None
    return {name: largest} | ({"kicker": above[0]} if above else {})


def _two(title: Holder, contents: Sequence[Holder], low: bool) -> dict[str, Holder] | None:
    """Two columns below the title, or over a low one, by where they stand; heads over columns are no columns."""
    large = [one for one in contents if one.type in ("obj", "body") and one.box and one.box.height > 60]
    if title.type == "ctrTitle" or len(large) != 2 or title.box is None:
        return None
    left, right = sorted(large, key=lambda one: one.box.x if one.box else 0)
    assert left.box is not None and right.box is not None
    beside = right.box.x >= left.box.right - 5
    shared = min(left.box.bottom, right.box.bottom) - max(left.box.y, right.box.y)
    alike = abs(left.box.width - right.box.width) < 0.25 * left.box.width
    under = min(left.box.y, right.box.y) >= title.box.y + 10
    over = low and max(left.box.bottom, right.box.bottom) <= title.box.y + 1
    if not (beside and alike and (under or over) and shared > 0.6 * max(left.box.height, right.box.height)):
        return None
    return {"left": left, "right": right}


def sections_of(brought: Brought, choices: dict[str, Choice]) -> dict[str, Choice]:
    """The same choices, with a layout for sections where the template has none for them but one for covers."""
    if "section" in choices or "cover" not in choices:
        return choices
    cover = choices["cover"]
    reasons = ("no layout is for sections: they stand on the cover's",)
    title = {"title": cover.slots["title"]}
    own = _divider(brought, cover) or Choice("section", cover.sheet, title, LIKELY - 1, reasons)
    return {**choices, "section": own}


def _divider(brought: Brought, cover: Choice) -> Choice | None:
    """A title layout for sections, where the template has none for them: one on another ground than the cover."""
    slots = cover.slots
    assert slots["title"].box is not None
    for sheet in brought.sheets:
        own = _slots("cover", sheet, brought)
        if own is None or sheet is cover.sheet or sheet.title is None or own["title"].box is None:
            continue
        if (
            sheet.title.type == "ctrTitle"
            and sheet.ground_at(own["title"].box).hex != cover.sheet.ground_at(slots["title"].box).hex
        ):
            reasons = ("no layout is for sections; this title layout has another ground than the cover",)
            return Choice("section", sheet, {"title": own["title"]}, LIKELY - 1, reasons, f"`{cover.sheet.name}`")
    return None
