"""Which space does a language set before or behind a mark, and which stands there? What is sure is mended as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from deck import language
from deck.regex import regex
from deck.value import Value

NARROW, NO_BREAK = "\u202f", "\u00a0"
HARD_SPACES = (NARROW, NO_BREAK)
_NAMES = {
    "": "no space",
    " ": "one space",
    NARROW: "a narrow no-break space (U+202F)",
    NO_BREAK: "a no-break space (U+00A0)",
}


class Slip(Value, frozen=True):
    """A stretch of a text with the space that belongs there."""

    start: int
    end: int
    space: str
    where: str
    """Beside which sign."""


def mended(text: str, tag: str) -> str:
    """The text with every space as the language sets it; nothing else is changed."""
    # Two spaces before a mark become one, and that another.
    for _ in range(_ROUNDS):
        for slip in reversed(list(slips(text, tag))):
            text = text[: slip.start] + slip.space + text[slip.end :]
    return text


_ROUNDS = 3


def told(text: str, slip: Slip) -> str:
    """A slip in words: what to type, in the words around it."""
    start, end = words_around(text, slip.start, slip.end)
    before, behind = text[start : slip.start], text[slip.end : end]
    now, then = (seen(f"{before}{space}{behind}") for space in (text[slip.start : slip.end], slip.space))
    return f"this language sets {_NAMES[slip.space]} {slip.where}: `{then}`, not `{now}`"


def words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the words begin and end that a stretch of a line stands in."""
    line = text.rfind("\n", 0, start) + 1
    begun = text.rfind(" ", line, max(line, start - _AROUND))
    closed = min((at for sign in " \n" if (at := text.find(sign, end + _AROUND)) >= 0), default=len(text))
    return max(line, begun + 1), closed


def seen(words: str) -> str:
    """The words with the spaces named that look like any other."""
    return "".join(f"‹U+{ord(sign):04X}›" if sign in HARD_SPACES else sign for sign in words)


_AROUND = 8


def slips(text: str, tag: str) -> Iterator[Slip]:
    """Every space that is not as the language sets it, in the order of the text."""
    masked = _PROTECTED.sub(_mask, text)
    found: dict[int, Slip] = {}
    for pattern, space, where in _rules(tag):
        for one in pattern.finditer(masked):
            start, end = one.span("gap")
            wanted = space(one["gap"])
            apart = all(end <= other.start or other.end <= start for other in found.values())
            if text[start:end] != wanted and apart:
                found.setdefault(start, Slip(start, end, wanted, f"{where} `{one['sign']}`"))
    yield from (found[start] for start in sorted(found))


# Values, colours, links, citations, formulas, code and addresses are no words; a value is a number as a rule.
_PROTECTED = regex(
    r"(?P<behind>\]\{ *\.[^{}]*\}|\]\([^)\s]*\))|(?P<value>\{(?:[^{}]|\{[^{}]*\})*\})"
    r"|\[@[^\]]*\]|\$[^$\n]+\$|`[^`\n]*`|(?:https?://|mailto:)[^\s)]*|\\."
)
_CITED, _STYLED = "\ufffc", "\ufffd"


def _mask(found: re.Match[str]) -> str:
    if found["behind"]:
        return _STYLED * len(found[0])
    return ("0" if found["value"] else _CITED) * len(found[0])


_Rule = tuple[re.Pattern[str], Callable[[str], str], str]
_HARD = f"{NARROW}{NO_BREAK}"
# What styles the words that it stands behind is no part of them.
_MARKS = rf"[*~^{_STYLED}]*"
_ENDS = rf"(?={_MARKS}(?:\s|$))"


def _always(space: str) -> Callable[[str], str]:
    return lambda _: space


def _one_of(gap: str) -> str:
    """Of several spaces one that holds, if one does."""
    return next((sign for sign in gap if sign in HARD_SPACES), " ")


@cache
def _rules(tag: str) -> tuple[_Rule, ...]:
    """Patterns with a `gap` beside a `sign`, and what belongs into the gap."""
    gap = language.percent_gap(tag)
    rules: list[_Rule] = []
    if tag in language.PARTS_MARKS:
        narrow, full = _always(NARROW), _always(NO_BREAK)
        # Where no space stands, a mark that ends nothing may be part of an address, an hour, a ratio.
        rules += [
            (regex(r"(?<=\S)(?P<gap> )(?P<sign>[;!?])(?!\w)"), narrow, "before"),
            (regex(rf"(?<=[^\s{_HARD}?!])(?P<gap>)(?P<sign>[;!?]){_ENDS}"), narrow, "before"),
            (regex(r"(?<=\S)(?P<gap> )(?P<sign>:)(?!\w)"), full, "before"),
            (regex(rf"(?<=\w)(?<![\d/]\w){_MARKS}(?P<gap>)(?P<sign>:){_ENDS}"), full, "before"),
            (regex(rf"(?P<sign>«)(?P<gap> ?)(?![ {_HARD}])"), narrow, "behind"),
            (regex(rf"(?<![ {_HARD}])(?P<gap> ?)(?P<sign>»)"), narrow, "before"),
        ]
    elif language.base(tag) != "fr":
        pattern = rf"(?P<gap>(?<=\S) |(?<=\w){NO_BREAK})(?P<sign>[;:!?])(?!\w)"
        rules.append((regex(pattern), _always(""), "before"))
    if gap:
        # A plain space is kept together with its number by the layout.
        space = " ?" if tag in language.PARTS_MARKS else ""
        rules.append((regex(rf"(?<=\d)(?P<gap>{space})(?P<sign>%)(?![\w-])"), _always(gap), "before"))
    rules += [
        (regex(rf"(?<=\S)(?P<gap>[ {_HARD}]{{2,}})(?=(?P<sign>\S+))"), _one_of, "before"),
        (regex(r"(?P<sign>[(\[])(?P<gap> +)"), _always(""), "behind"),
        (regex(r"(?<=\S)(?P<gap> )(?P<sign>[)\]]|[,.](?![.\d]))"), _always(""), "before"),
    ]
    return tuple(rules)
