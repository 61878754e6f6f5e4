"""When do two titles mean the same? Markup, entities, raised and lowered digits, Greek letters, in one form."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

from deck.csl.tex import without_tex
from deck.regex import regex

_LONGEST = 10_000
"""Characters of a text that is read: no title has more, and an answer may have any number."""
_TAG = regex(r"""<(/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?)>""")
_COMMENT = regex(r"<!--[^>]*>|<[?][^>]*>")
# What CSL-JSON knows, by the names that HTML and JATS give it.
_CSL = {
    **dict.fromkeys(("i", "em", "italic"), "i"),
    **dict.fromkeys(("b", "strong", "bold"), "b"),
    **dict.fromkeys(("sup", "superscript"), "sup"),
    **dict.fromkeys(("sub", "inf", "subscript"), "sub"),
    **dict.fromkeys(("sc", "scp"), "sc"),
}
_SMALL_CAPS = '<span style="font-variant:small-caps;">'
_MATHS = regex(
    r"<(?:\w+:)?m(sup|sub)\b[^<>]*>\s*((?:<(?:\w+:)?m[inos]\b[^<>]*>|<(?:\w+:)?mrow\b[^<>]*>)[^<>]*(?:</[^<>]*>\s*)+)"
    r"(.*?)</(?:\w+:)?m\1>",
    re.DOTALL,
)
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()", strict=True))
_UP = {plain: raised for raised, plain in _RAISED.items()} | {"−": "⁻", "–": "⁻"}
_DOWN = {plain: lowered for lowered, plain in _LOWERED.items()}
_TYPED_POWER = regex(r"(?<=\d)\s?(?:\^|\*\*)(\{)?([-+−–]?\d+)(?(1)\})\^?")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"×": " x ", "≤": "<=", "≥": ">=", "⩽": "<=", "⩾": ">=", "&": " and ", "%": " percent "}
    | dict.fromkeys("−–‒—‐‑﹣－", "-")
)
_GREEK = regex("(alpha|beta|gamma|delta|epsilon|kappa|lambda|sigma|omega)")
_TOKEN = regex(r"[\^_][+-]?[^\W_]+|[^\W_]+|(?:(?<=[^\W_])|(?<=·))[+-](?![^\W_]|·)|[<>]=?")
_WITHDRAWN = (
    regex(r"\W*(?:(?i:retracted)|WITHDRAWN|REMOVED)(?i:\s+(?:article|paper|chapter|publication))?\s*[:\])–—]+\s*"),
    regex(r"\s*[(\[](?i:retracted)\b[^()\[\]]*[)\]]\W*\Z|\s+[-–—]\s*RETRACTED\W*\Z"),
)


def marked(value: Any) -> str:
    """A text of a publisher or of a list of references, or the first of a list of texts, in the markup of CSL-JSON."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = _MATHS.sub(r"\2<\1>\3</\1>", _COMMENT.sub("", html.unescape(without_tex(str(value)[:_LONGEST]))))
    text = html.unescape(_balanced(text))
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


def plain(value: Any) -> str:
    """The same without markup, raised and lowered digits as such: 10⁶, CO₂."""
    text = re.sub(r"<(sup|sub)>(.*?)</\1>", _typed, marked(value))
    return " ".join(_without_tags(text).split())


def words(text: str) -> list[str]:
    """What matters of a title, in order: without case, accents, dashes, quotation marks and the like.

    A raised number behind a digit is a power and no digit; behind a letter it is part of the name, as is a lowered one.
    """
    raised = re.sub(f"[{''.join(_RAISED)}]+", lambda run: f"<sup>{_spelled(run[0], _RAISED)}</sup>", marked(text))
    both = re.sub(f"[{''.join(_LOWERED)}]+", lambda run: f"<sub>{_spelled(run[0], _LOWERED)}</sub>", raised)
    typed = _TYPED_POWER.sub(r"<sup>\2</sup>", both)
    placed = re.sub(r"<(sup|sub)>(.*?)</\1>", _behind_a_digit, re.sub(r"</?[ib]>", "", typed))
    folded = unicodedata.normalize("NFKD", _without_tags(placed).casefold().translate(_LETTERS))
    bare = "".join(_named(c) for c in folded if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    bare = re.sub(r"(?<=\d)[,\u2009\u202f](?=\d{3}(?!\d))", "", bare)
    bare = re.sub(r"(?<=\d)x(?=\d)", " x ", bare)
    return _TOKEN.findall(_GREEK.sub(r"·\1·", bare.translate(_LETTERS)))


def is_same(here: str, there: str) -> bool:
    """Whether they say the same; where one has lost its raised digits, if the one that has not is `here`."""
    mine, theirs = words(here), words(there)
    return mine == theirs or (_flat(mine) == _flat(theirs) and not any(word[0] in "^_" for word in theirs))


def without_retraction(title: str) -> tuple[bool, str]:
    """Whether a title says that its paper was retracted, and what it was called before."""
    rest = title
    for pattern in _WITHDRAWN:
        found = pattern.match(rest) if pattern is _WITHDRAWN[0] else pattern.search(rest)
        rest = rest[: found.start()] + rest[found.end() :] if found else rest
    return rest != title and bool(rest.strip()), rest if rest.strip() else title


def _balanced(text: str) -> str:
    """The markup that CSL-JSON knows, each tag with its partner; all other tags go, their words stay."""
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    at = 0
    for tag in _TAG.finditer(text):
        pieces.append(text[at : tag.start()])
        at = tag.end()
        closing, name, rest = tag[1], tag[2].lower().rpartition(":")[2], tag[3]
        kind = "sc" if name == "span" and re.search(r"small-?caps", rest) else _CSL.get(name, "")
        if name == "span" and closing:
            kind = "sc"
        if closing and kind and opened and opened[-1][0] == kind:
            opened.pop()
            pieces.append("</span>" if kind == "sc" else f"</{kind}>")
        elif not closing and kind and not rest.rstrip().endswith("/"):
            opened.append((kind, len(pieces)))
            pieces.append(_SMALL_CAPS if kind == "sc" else f"<{kind}>")
        elif name in ("br", "p", "break", "title", "div"):
            pieces.append(" ")
    for _, place in opened:  # without a partner
        pieces[place] = ""
    return "".join([*pieces, text[at:]])


def _without_tags(text: str) -> str:
    return re.sub(r"</?(?:i|b|sup|sub)>|</span>|<span style=[^<>]*>", "", text)


def _typed(found: re.Match[str]) -> str:
    letters = _UP if found[1] == "sup" else _DOWN
    inner = _without_tags(found[2])
    return "".join(letters[c] for c in inner) if all(c in letters for c in inner) else inner


def _behind_a_digit(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rstrip()[-1:]
    inner = _without_tags(found[2]).strip()
    if before.isdigit() and re.match(r"[-+−–]?\w", inner):
        return ("^" if found[1] == "sup" else "_") + inner
    return inner


def _spelled(run: str, letters: dict[str, str]) -> str:
    return "".join(letters[c] for c in run)


def _named(letter: str) -> str:
    """A Greek letter by its name, as it is typed where there is none."""
    if not "\u0370" <= letter <= "\u03ff":
        return letter
    return f"·{unicodedata.name(letter, letter).rpartition(' ')[2].lower()}·"


def _flat(found: list[str]) -> list[str]:
    flat: list[str] = []
    for word in found:
        if word[0] in "^_" and flat:
            flat[-1] += word[1:].lstrip("+-")
        else:
            flat.append(word)
    return flat
