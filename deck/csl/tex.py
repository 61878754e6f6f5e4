"""Words that BibTeX, and what exports from it, have left in the spelling of TeX -> the same in letters and tags."""

from __future__ import annotations

import re
import unicodedata
from typing import Final


def without_tex(written: str) -> str:
    r"""`G{\"o}del` as Gödel, `CO$_2$` as CO<sub>2</sub>; what is not known stays as it was written.

    Braces that only keep capitals, as in `{DNA}`, are no business of it.
    """
    if not re.search(_PERHAPS, written):
        return written
    # An escaped sign is none of TeX's own from here on.
    text = re.sub(r"\\([%&_#${}])", lambda found: chr(_HELD + ord(found[1])), written)
    text = re.sub(r"\\([~^])\{\}", lambda found: chr(_HELD + ord(found[1])), text)
    for _ in range(_NESTED_AT_MOST):
        before, text = text, re.sub(_ACCENT, _accented, re.sub(_BRACED_ACCENT, _accented, text))
        if before == text:
            break
    text = re.sub(_LETTER, lambda found: _LETTERS[found["a"] or found["b"]], text)
    text = re.sub(r"\$([^$]{1,200})\$", _formula, text)
    for _ in range(_NESTED_AT_MOST):
        before, text = text, re.sub(_COMMAND, _command, text)
        if before == text:
            break
    text = re.sub(_SIGN, _sign, re.sub(_SWITCH, _switched, text))
    text = re.sub(r"\\(?:[,:; ]|thinspace(?![A-Za-z]))", "\N{NO-BREAK SPACE}", text) if "\\" in text else text
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    if "\\" in written:
        text = re.sub(r"(?<=\S)~(?=\S)", "\N{NO-BREAK SPACE}", text).replace("\\-", "").replace("\\/", "")
    return re.sub(_HELD_SIGN, lambda found: chr(ord(found[0]) - _HELD), text)


def unknown_tex(words: str) -> str:
    """The first command of TeX that is still there; nothing where there is none."""
    found = re.search(r"(?<![\w\\:])\\[A-Za-z]{2,}(?=[\s{\\]|$)", words)
    return found[0] if found else ""


def _accented(found: re.Match[str]) -> str:
    letter = found["x"] or found["y"] or found["z"]
    return unicodedata.normalize("NFC", letter + _ACCENTS[found["sign"]])


def _formula(found: re.Match[str]) -> str:
    """A formula in a line; what only looks like one, as `$5 and $10`, is money."""
    words = found[1]
    if not re.search(r"[\\^_=<>+]|^\s*[A-Za-z]\s*$", words) or (words[0] == " " and words[-1] == " "):
        return found[0]
    for sign, tag in (("^", "sup"), ("_", "sub")):
        raised = rf"{re.escape(sign)}\s*(?:\{{([^{{}}]*)\}}|(\\[A-Za-z]+|[^\s{{}}\\]))"
        words = re.sub(raised, lambda one, tag=tag: f"<{tag}>{one[1] or one[2]}</{tag}>", words)
    return re.sub(_SIGN, _sign, re.sub(r"\\[,;:! ]", "", words))


def _command(found: re.Match[str]) -> str:
    name, words = found[1], found[2]
    if name in _TAGS:
        return f"<{_TAGS[name]}>{words}</{_TAGS[name]}>"
    return words if name in _PLAIN else found[0]


def _switched(found: re.Match[str]) -> str:
    """A style that holds to the end of its braces: `{\\it E. coli}`."""
    tag = _SWITCHES[found[1]]
    return f"<{tag}>{found[2]}</{tag}>"


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    if name in _SIGNS:
        return _SIGNS[name]
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {'LAMDA' if name.lower() == 'lambda' else name.upper()}")
    except KeyError:
        return found[0]


_PERHAPS: Final = r"\\|\$[^$]+\$|--|``|''"
_NESTED_AT_MOST: Final = 4
_HELD: Final = 0xE100
"""Where signs wait, among characters that nobody uses, until what they would mean has been read."""
_HELD_SIGN: Final = f"[{chr(_HELD + 0x21)}-{chr(_HELD + 0x7E)}]"
_SWITCHES: Final = {"it": "i", "em": "i", "sl": "i", "bf": "b"}
_SWITCH: Final = r"\{\s*\\(it|em|sl|bf)(?![A-Za-z])\s*([^{}]*)\}"
_ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "h": "\u0309",
}  # fmt: skip
_ONE_ACCENT: Final = (
    r"\\(?:(?P<sign>[`'^~=.\"]|[uHrvdckbh](?![A-Za-z]))\s*"
    r"(?:\{\s*\\?(?P<x>[^\W\d_])\s*\}|\\(?P<y>[ij])(?![A-Za-z])\s?|(?P<z>[^\W\d_])))"
)
_BRACED_ACCENT: Final = rf"\{{\s*{_ONE_ACCENT}\s*\}}"
_ACCENT: Final = _ONE_ACCENT
_LETTERS: Final = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
}  # fmt: skip
_NAMES: Final = "|".join(sorted(_LETTERS, key=len, reverse=True))
_LETTER: Final = rf"\{{\s*\\(?P<a>{_NAMES})\s*\}}|\\(?P<b>{_NAMES})(?![A-Za-z])(?:\{{\}}|\s+)?"
_COMMAND: Final = r"\\([A-Za-z]+)\s*\{([^{}]*)\}"
_SIGN: Final = r"\\([A-Za-z]+)(?:\{\}|(?![A-Za-z{])[ ]?)"
_TAGS: Final = {
    **dict.fromkeys(("textit", "emph", "mathit", "textsl"), "i"),
    **dict.fromkeys(("textbf", "mathbf"), "b"),
    **dict.fromkeys(("textsuperscript", "sp"), "sup"),
    **dict.fromkeys(("textsubscript", "sb"), "sub"),
}
_PLAIN: Final = frozenset(
    "textrm textsc textsf texttt text mathrm mathsf mathcal mbox hbox url ensuremath uppercase lowercase uline "  # noqa: SIM905
    "underline enquote noopsort textnormal textup ce operatorname".split()
)
_SIGNS: Final = {
    "pm": "±", "mp": "∓", "times": "×", "cdot": "·", "div": "÷", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "infty": "∞", "rightarrow": "→", "to": "→", "leftarrow": "←",
    "circ": "°", "degree": "°", "textdegree": "°", "ldots": "…", "dots": "…", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
    "textregistered": "®", "texttrademark": "™", "copyright": "©", "textmu": "µ", "S": "§", "pounds": "£",
    "euro": "€", "texteuro": "€", "textasciitilde": "~", "textbackslash": "\\", "textunderscore": "_",
    "varepsilon": "ε", "varphi": "φ", "vartheta": "ϑ", "textalpha": "α", "textbeta": "β", "textgamma": "γ",
    "dag": "†", "ddag": "‡",
    "prime": "′", "guillemotleft": "«", "guillemotright": "»", "it": "", "em": "", "bf": "", "rm": "", "sc": "",
}  # fmt: skip
