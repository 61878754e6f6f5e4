"""Does a translation say the numbers of its source? Compared by value, as each language writes them.

More numbers than the source has are fine: a language may spell out what another writes in digits. What is lost or
changed is not, unless the entry says that it is meant (`on_purpose:`, with the numbers that it is about).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from deck import language
from deck.regex import regex


def number_faults(source: str, text: str, tag: str, source_tag: str = "en") -> Iterator[str]:
    """What of the source's numbers the text does not say, in words."""
    if language.base(tag) == "qps" or not _TOLD.search(source):
        return
    source, text = _words(source), _words(text)
    codes = Counter(_CODE.findall(source))
    said, run_together = (_codes(text), re.sub(r"\s", "", _folded(text))) if codes else (Counter[str](), "")
    for code, count in codes.items():
        # `CD 19` is another way to write it, not another number.
        apart = re.search(rf"{re.escape(_folded(code))}(?!\d)", run_together)
        if said[_folded(code)] < count and not (apart and not said[_folded(code)]):
            yield f"`{code}` is not in the translation{_times(count)}"
    for drug in sorted({found.lower() for found in _DRUG.findall(source)}):
        if language.base(tag) in _KEEP_DRUGS and drug[:-1] not in _folded(text):
            yield f"`{drug}` is not in the translation"
    yield from _lost_numbers(_CODE.sub(" ", source), _CODE.sub(" ", text), tag, source_tag)
    yield from _other_units(source, text, tag, source_tag)
    ours, theirs = ({_SIGNS.get(sign, sign) for sign in _COMPARED.findall(words)} for words in (source, text))
    if ours - theirs and theirs - ours:
        yield f"`{' '.join(sorted(ours - theirs))}` has become `{' '.join(sorted(theirs - ours))}`"
    yield from _other_phases(source, text, tag, source_tag)
    yield from _turned_shares(source, text, tag, source_tag)


def words_beside_numbers(text: str) -> str:
    """What of a text a language may say otherwise: without codes, and without units that are the same in all."""
    words = _CODE.sub(" ", text)
    return _WORD.sub(lambda found: " " if _is_unit(found[0]) else found[0], words)


def _is_unit(word: str) -> bool:
    # MS is no millisecond.
    return word.lower() in _UNITS and (len(word) == 1 or not word.isupper())


_WORD = regex(r"[^\W\d_]+")
# What the program fills in, citations and addresses are compared elsewhere.
_APART = regex(r"\{(?:[^{}]|\{[^{}]*\})*\}|\[@[^\]]*\]|\]\([^)]*\)|[*^~_`]")
# Registry numbers, DOIs, antigens: letters and digits that belong together.
_CODE = regex(
    r"10\.\d{4,9}/\S*\w|\b\d{4}-\d{6}-\d{2}(?:-\d{2})?\b|(?<![A-Za-z])(?:[A-Z][A-Za-z]*|[A-Z]{1,6}-)\d[\dA-Za-z]*"
)
_DRUG = regex(r"\b[A-Za-z]{3,}(?:mab|leucel|nib|cept|limus|fosfamide|fludarabine)\b")
_KEEP_DRUGS = frozenset({"de", "nl", "fr", "it", "es", "pt", "sv", "da", "nb", "no"})
_TOLD = regex(rf"\d|{_DRUG.pattern}")
_COMPARED = regex(r"[<>≤≥⩽⩾=±](?=\s?\d)")
# A trial's phase, a type or class: in Roman numerals, of which a language may make digits or words.
_ROMAN = r"(?:VI{1,3}|I{2,3}|IV|IX|XI{1,2})(?=[ab]?(?!\w))"
_PHASE = regex(rf"(?<!\w)(?:{_ROMAN}|(?<=[a-z][ -])[IVX](?=[ab]?(?!\w)))")
_SHARE = regex(
    r"\b(\d+)(?: (?:people |patients |persons )?(?:of|out of|von|van(?: de)?|sur|de|di|z|av|af) (?:the |den |des )?|/)"
    r"(\d+)\b"
)
_SIGNS = {"⩽": "≤", "⩾": "≥"}


def _words(text: str) -> str:
    """Without what is compared elsewhere; every digit as 0 to 9, spaces and hyphens of one kind."""
    plain = _APART.sub(lambda found: "" if len(found[0]) == 1 else " ", text)
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFC", plain)
    return _OTHER_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), plain).translate(_ALIKE)


_OTHER_DIGIT = regex(r"(?![0-9])\d")


_ALIKE = {
    0x2010: "-", 0x2011: "-", 0xAD: None, 0x200E: None, 0x200F: None, 0x2060: None, 0x2066: None, 0x2069: None,
    0x66B: ".", 0x66C: ",", 0xFF0C: ",", 0xFF0E: ".", 0xFF05: "%",
}  # fmt: skip


def _folded(words: str) -> str:
    letters = unicodedata.normalize("NFD", words.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("-", "")


def _codes(text: str) -> Counter[str]:
    """Codes of a translation; declension may follow them, and a script without spaces go before."""
    return Counter(map(_folded, _CODE.findall(text)))


def _times(count: int) -> str:
    return "" if count == 1 else f" ({count} times)"


WRITTEN = regex(r"\d+(?:[.,٬'’\u202f\u00a0]\d+)*")
# A number and a word that multiplies it are one; other languages write it out, or in their own steps.
_MANY = {
    "thousand": 3, "million": 6, "billion": 9, "万": 4, "萬": 4, "만": 4, "億": 8, "亿": 8, "억": 8, "千": 3, "천": 3,
}  # fmt: skip
_MULTIPLIED = regex(rf"[\s-]*({'|'.join(_MANY)})", re.IGNORECASE)
_AFTERNOON = regex(r"\s?p\.?m\b", re.IGNORECASE)


def _other_phases(source: str, text: str, tag: str, source_tag: str) -> Iterator[str]:
    """Roman numerals that have become others; ones that have become digits or words cannot be told."""
    ours, theirs = _phases(source, source_tag), _phases(text, tag)
    lost, added = ours - theirs, theirs - ours
    if lost and added:
        yield f"`{' '.join(sorted(lost))}` has become `{' '.join(sorted(added))}`"


def _phases(words: str, tag: str) -> Counter[str]:
    found = Counter(_PHASE.findall(words))
    if not found:
        return found
    # `I` is a word of English.
    is_word = language.base(tag) == "en" and not re.search(r"(?:phase|type|class|grade|stage|part) I\b", words, re.I)
    return Counter({one: count for one, count in found.items() if one != "I"}) if is_word else found


def _turned_shares(source: str, text: str, tag: str, source_tag: str) -> Iterator[str]:
    """`11 of 12` that has become 12 of 11."""
    turned = {(whole, part) for part, whole in _SHARE.findall(source) if part != whole}
    if not turned:
        return
    for part, whole in turned & set(_SHARE.findall(text)):
        if (part, whole) not in _SHARE.findall(source):
            yield f"`{whole} of {part}` has become `{part} of {whole}`"


def _lost_numbers(source: str, text: str, tag: str, source_tag: str) -> Iterator[str]:
    said = Counter(value for _, values in _numbers(text, tag) for value in values)
    ours = _months(source, source_tag)
    for written, values in _numbers(source, source_tag):
        found = next((value for value in values if said[value] > 0), None)
        if found is not None:
            said[found] -= 1
        elif values[0] not in _months(text, tag):
            yield f"`{written}` is not in the translation, as this language writes it"
    dated = {month for month in ours if _is_dated(source, month, source_tag)}
    for month in sorted(dated - _months(text, tag)) if dated else ():
        if said[Decimal(month)] <= 0:
            yield f"the month of a day is another one in the translation: it was the {month}. of the year"


def _numbers(text: str, tag: str) -> Iterator[tuple[str, tuple[Decimal, ...]]]:
    """The numbers of a text, each with what may stand for it."""
    groups, fraction = _marks(tag)
    for found in WRITTEN.finditer(text):
        plain = groups.sub("", found[0])
        decimal = fraction.fullmatch(plain)
        parts = [f"{decimal[1]}.{decimal[2]}"] if decimal else re.split(r"[.,٬'’\u202f\u00a0]", plain)
        for part in parts:
            value = Decimal(part).normalize()
            more = _MULTIPLIED.match(text, found.end())
            values = (value, value * 10 ** _MANY[more[1].lower()]) if more and part is parts[-1] else (value,)
            if _AFTERNOON.match(text, found.end()):
                values = (*values, value + 12)
            yield (found[0] if len(parts) == 1 else part), values


@cache
def _marks(tag: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What parts the thousands of a number, and a number with decimals."""
    group, mark = re.escape(language.group_mark(tag)), re.escape(language.decimal_mark(tag))
    groups = re.compile(rf"(?<=\d)(?:{group}|[\u202f\u00a0'’])(?=\d{{3}}(?!\d))")
    return groups, re.compile(rf"(\d+){mark}(\d+)")


def _months(text: str, tag: str) -> set[int]:
    known, named = _names_of_months(tag)
    return {known[name] for name in named.findall(text.casefold())}


@cache
def _names_of_months(tag: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Those of English too, which stand in names; the longest first, for they hold shorter ones."""
    known = {name: number for name, number in (language.months("en") | language.months(tag)).items() if len(name) > 2}
    return known, re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))


def _is_dated(text: str, month: int, tag: str) -> bool:
    """Whether the month stands beside a day or year: else `may` and `march` are words."""
    names = "|".join(re.escape(name) for name, number in language.months(tag).items() if number == month)
    return bool(re.search(rf"\d\s+(?:{names})\b|\b(?:{names})\.?\s+\d", text, re.IGNORECASE))


# By what they are; a unit that a language spells out is not compared.
_UNITS = {
    "mg": "mg", "g": "g", "kg": "kg", "µg": "µg", "μg": "µg", "mcg": "µg", "ng": "ng", "ml": "ml", "l": "l", "dl": "dl",
    "µl": "µl", "μl": "µl", "mm": "mm", "cm": "cm", "nm": "nm", "µm": "µm", "μm": "µm", "%": "%", "‰": "‰", "°c": "°C",
    "°f": "°F", "ms": "ms", "min": "min", "h": "h", "мг": "mg", "г": "g", "кг": "kg", "мкг": "µg", "мл": "ml",
    "٪": "%", "ملغ": "mg", "مغ": "mg", "غ": "g", "كغ": "kg", "مل": "ml", "мм": "mm", "см": "cm",
}  # fmt: skip
_MEASURED = regex(
    rf"({WRITTEN.pattern})[\s\u00a0\u202f]?({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)


def _other_units(source: str, text: str, tag: str, source_tag: str) -> Iterator[str]:
    ours, theirs = _measured(source, source_tag), _measured(text, tag)
    for value, units in ours.items():
        if value in theirs and not units & theirs[value]:
            yield f"`{value:f} {min(units)}` has become `{value:f} {min(theirs[value])}`"


def _measured(text: str, tag: str) -> dict[Decimal, set[str]]:
    found: dict[Decimal, set[str]] = {}
    for one in _MEASURED.finditer(text):
        for _, values in _numbers(one[1], tag):
            found.setdefault(values[0], set()).add(_UNITS[one[2].lower()])
    for one in _LASTING.finditer(text):
        word = one[2].casefold()
        # Declension changes the end of a word: `Tage`, `Tagen`.
        spans = {unit for stem, unit in language.spans_of_time(tag).items() if word.startswith(stem)}
        for _, values in _numbers(one[1], tag) if len(spans) == 1 else ():
            found.setdefault(values[0], set()).update(f"{unit}s" for unit in spans)
    return found


_LASTING = regex(rf"({WRITTEN.pattern})[\s\u00a0\u202f-]?([^\W\d_]{{3,}})")
