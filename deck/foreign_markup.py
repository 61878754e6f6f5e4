"""What people know from Markdown, HTML and TeX and what is no markup here: where it stands, and how it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from deck.regex import regex


class Foreign(NamedTuple):
    """Words that are printed as they stand, although elsewhere they would not be."""

    words: str
    message: str
    help: str
    is_error: bool = False


def foreign_at(source: str, at: int) -> Foreign | None:
    """What stands at that place of a text, if it is markup elsewhere and nothing here."""
    for pattern, advice in _BY_SIGN.get(source[at], ()):
        found = pattern.match(source, at)
        told = advice(found) if found else None
        if told is not None:
            return told
    return None


def _printed(found: re.Match[str], help: str) -> Foreign | None:
    """The usual warning; none where there is no help, as it is no markup after all."""
    return Foreign(found[0], f"`{_short(found[0])}` is printed as it stands", help) if help else None


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"


def _always(help: str) -> Callable[[re.Match[str]], Foreign | None]:
    return lambda found: _printed(found, help)


def _tag(found: re.Match[str]) -> Foreign | None:
    name = found[1].lower()
    return _printed(found, _TAGS.get(name) or (_NO_HTML if name in _OTHER_TAGS else ""))


def _entity(found: re.Match[str]) -> Foreign | None:
    # Imported here because few texts have one.
    from html.entities import html5

    sign = html5.get(found[0][1:], "")
    if not sign and found[1].startswith("#"):
        number = int(found[1][2:], 16) if found[1][1] in "xX" else int(found[1][1:])
        sign = chr(number) if number < 0x110000 else ""
    return _printed(found, _type_itself(sign))


def _type_itself(sign: str) -> str:
    if not sign:
        return ""
    return f"type the character itself: {f'`{sign}`' if sign.isprintable() else f'U+{ord(sign[0]):04X}'}"


def _highlight(found: re.Match[str]) -> Foreign | None:
    return _printed(found, f"write **{found[1]}**")


def _line_end(found: re.Match[str]) -> Foreign | None:
    r"""`One line\nand another`; in `C:\new` and `data\new.csv` it is the way to a file."""
    before = found.string[: found.start()].rpartition(" ")[2]
    behind = found.string[found.end() :].partition(" ")[0].rstrip(".,;:!?)")
    is_path = not before or re.search(r"[\\/:]", before) or re.search(r"[\\/_-]|\.\w", behind)
    return None if is_path else _printed(found, _BREAK)


def _equation(found: re.Match[str]) -> Foreign:
    message = "`$$…$$` is a formula by itself, which no line of text can hold"
    help = "write $…$ for a formula in a line, or give it a slide of `kind: equation`"
    return Foreign(found[0], message, help, is_error=True)


def _command_of_tex(found: re.Match[str]) -> Foreign | None:
    """One that does something to the words in its braces."""
    name, words = found[1], found[2]
    if name.startswith("cite"):
        return _printed(found, f"write [{'; '.join(f'@{key.strip()}' for key in words.split(','))}]")
    form = _TEX_FORMS.get(name)
    return _printed(found, f"write {form.format(words)}") if form else None


def _sign_of_tex(found: re.Match[str]) -> Foreign | None:
    name = found[1]
    if name in _TEX_SIGNS or name.lower() not in _GREEK:
        return _printed(found, _type_itself(_TEX_SIGNS.get(name, "")))
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    return _printed(found, _type_itself(unicodedata.lookup(f"GREEK {size} LETTER {name}")))


def _citation(found: re.Match[str]) -> Foreign | None:
    """As Pandoc reads it: with words around the key."""
    keys = "; ".join(key.removeprefix("-") for key in re.findall(_KEY, found[0]))
    return _printed(found, f"write [{keys}], and other words outside of its brackets")


_Advice: TypeAlias = Callable[[re.Match[str]], Foreign | None]
_KEY: Final = r"(?<![\w.@-])-?@[A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]*\w)?"
_TAGS: Final = {
    **dict.fromkeys(("b", "strong"), "write **bold**"),
    **dict.fromkeys(("i", "em"), "write *italic*"),
    **dict.fromkeys(("s", "del", "strike"), "write ~~struck out~~"),
    **dict.fromkeys(("u", "mark", "ins"), "write **bold**: only links are underlined"),
    **dict.fromkeys(("code", "tt", "kbd"), "write `code` between backticks"),
    **dict.fromkeys(("p", "li", "ul", "ol", "div"), "make it an entry, or a paragraph, of its own"),
    "sub": "write ~low~, as in H~2~O",
    "sup": "write ^high^, as in 10^6^",
    "a": "write [words](https://…)",
    "img": "a picture has a field of its own: `file:`",
    **dict.fromkeys(("span", "font", "small", "big", "center"), "take it away: the brand says how text looks"),
}
_NO_HTML: Final = "take it away: HTML is not read here"
_OTHER_TAGS: Final = frozenset(
    "abbr article aside audio blockquote button canvas caption cite dd details dfn dl dt embed figcaption figure "  # noqa: SIM905
    "footer form h1 h2 h3 h4 h5 h6 header hr iframe input label main math nav object pre q samp script section "
    "select style summary svg table tbody td textarea tfoot th thead tr var video wbr".split()
)
_GREEK: Final = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon phi chi psi "  # noqa: SIM905
    "omega".split()
)
_TEX_SIGNS: Final = {
    "lambda": "λ", "Lambda": "Λ", "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ϱ", "varsigma": "ς",
    "pm": "±", "mp": "∓", "times": "×", "cdot": "·", "div": "÷", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "infty": "∞", "rightarrow": "→",
    "Rightarrow": "⇒", "leftarrow": "←", "uparrow": "↑", "downarrow": "↓", "circ": "°", "degree": "°",
    "textdegree": "°", "ldots": "…", "dots": "…", "partial": "∂", "sum": "∑", "prod": "∏", "sqrt": "√",
    "textmu": "µ", "textbullet": "•",
}  # fmt: skip
_TEX_FORMS: Final = {
    **dict.fromkeys(("textbf", "mathbf", "textsc"), "**{}**"),
    **dict.fromkeys(("emph", "textit", "mathit"), "*{}*"),
    **dict.fromkeys(("texttt", "verb"), "`{}`"),
    **dict.fromkeys(("underline", "textrm", "mathrm", "text", "mbox"), "{}"),
    "textsuperscript": "^{}^",
    "textsubscript": "~{}~",
    "sout": "~~{}~~",
    "footnote": "[^1], and the words in `footnotes:`",
    "url": "{}",
}
_BREAK: Final = "write <br> to end the line, or \\\\n for these two signs"
_DASHES: Final = "write – (as in 10–20) or — for a dash, and `--` for two hyphens of a command"
_COMMENT: Final = "take it away; a comment of your own stands behind two spaces and `#`"
_BY_SIGN: Final[dict[str, tuple[tuple[re.Pattern[str], _Advice], ...]]] = {
    "<": (
        (regex(r"<!--.*?-->", re.DOTALL), _always(_COMMENT)),
        (regex(r"<([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>"), _tag),
    ),
    "&": ((regex(r"&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|\w{2,10});"), _entity),),
    "[": (
        (regex(rf"\[(?=[^\[\]]*{_KEY})[^\[\]]+\](?!\()"), _citation),
        (
            regex(r"\[(?![@^])(?=[^\]]*[A-Za-z]{2})[^\[\]\n]+\]\[(?![@^])[^\[\]\n]+\]"),
            _always("write [words](https://…), with the address itself"),
        ),
        (regex(r"\[\[(?=\w)[^\[\]\n]+\]\]"), _always("write [words](#id-of-a-slide), or [words](https://…)")),
    ),
    "=": ((regex(r"==(?=\S)([^=\n]+?)(?<=\S)=="), _highlight),),
    "-": ((regex(r"(?<!-)-{2,3}(?!-)"), _always(_DASHES)),),
    "$": ((regex(r"\$\$(?=\S)[^$]{1,2000}?(?<=\S)\$\$"), _equation),),
    "^": (
        (
            regex(r"(?<=\S)\^\[(?![@^])[^\[\]\n]*\s[^\[\]\n]*\](?![\^(])"),
            _always("write [^1], and the words in `footnotes:`"),
        ),
    ),
    "\\": (
        (regex(r"\\([A-Za-z]+)\{([^{}]*)\}"), _command_of_tex),
        (regex(r"\\([A-Za-z]{2,})"), _sign_of_tex),
        (regex(r"(?<!\\)\\n(?![a-z0-9_-])"), _always(_BREAK)),
        (regex(r"(?<!\\)\\n(?=[a-z0-9])"), _line_end),
    ),
}
