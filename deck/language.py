"""What a language tag asks for: script, direction, and how numbers, days and lists are written (CLDR)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from deck.regex import regex

if TYPE_CHECKING:
    from decimal import Decimal

    from babel import Locale

# Digits are Latin in every language: medical numbers (5/5, 110 ± 32, NCT ids) stand in the text as the papers print
# them, and CLDR's default for Arabic would mix its separators with Latin digits.
_DIGITS = "latn"
PARTS_MARKS = frozenset({"fr", "fr-FR", "fr-BE", "fr-LU"})
"""French that sets a space before a colon: not that of Canada and Switzerland."""
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"})
_SCRIPTS = {
    "ar": "Arab", "fa": "Arab", "ur": "Arab", "ps": "Arab", "ckb": "Arab", "he": "Hebr", "yi": "Hebr", "el": "Grek",
    "zh": "Hans", "ja": "Jpan", "ko": "Kore", "th": "Thai", "hi": "Deva", "ka": "Geor", "hy": "Armn",
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk", "be", "kk"), "Cyrl"),
}  # fmt: skip
PSEUDO, PSEUDO_MIRRORED = "qps-ploc", "qps-plocm"
"""The made-up languages that show what a layout does with longer text, and with text from right to left."""


def base(tag: str) -> str:
    """The language of a tag without region and script, in small letters: `pt` of `pt-BR`."""
    return tag.split("-")[0].lower()


def script(tag: str) -> str:
    """The ISO 15924 script that the tag names, or that its language is usually written in."""
    named = next((part.title() for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "")
    if named or tag == PSEUDO_MIRRORED:
        return named if named and tag not in (PSEUDO, PSEUDO_MIRRORED) else "Latn"
    if base(tag) == "zh" and {"TW", "HK", "MO"} & {part.upper() for part in tag.split("-")[1:]}:
        return "Hant"
    return _SCRIPTS.get(base(tag), "Latn")


_TAG = regex(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*")
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})


def is_tag(tag: str) -> bool:
    """Whether a language has this name and no other: `de-AT`, but not `de_AT`, `DE` or `deu`."""
    if tag in (PSEUDO, PSEUDO_MIRRORED):
        return True
    return bool(_TAG.fullmatch(tag)) and base(tag) not in _NO_LANGUAGE and _code(tag) == base(tag)


def as_tag(words: str) -> str:
    """The tag that was probably meant, or nothing."""
    parts = re.split(r"[-_]", words)
    sizes = {2: str.upper, 4: str.title}
    rest = (sizes.get(len(part), str.lower)(part) for part in parts[1:])
    meant = "-".join((_code(parts[0].lower()), *rest))
    return meant if is_tag(meant) and is_known(meant) else ""


def is_same(tag: str, other: str) -> bool:
    """Whether two tags mean one language: `de` and `de-DE` do, `pt-BR` and `pt-PT` do not, nor do `zh-TW` and `zh`."""
    regions = {_region(tag), _region(other)} - {""}
    return _code(tag) == _code(other) and script(tag) == script(other) and len(regions) < 2


def _region(tag: str) -> str:
    return next((part.upper() for part in tag.split("-")[1:] if len(part) == 2 and part.isalpha()), "")


def _code(tag: str) -> str:
    """The language's shortest code: `de` of `deu`."""
    code = base(tag)
    if len(code) != 3:
        return code
    from babel.core import get_global

    return str(get_global("language_aliases").get(code, code))


def is_right_to_left(tag: str) -> bool:
    return tag == PSEUDO_MIRRORED or script(tag) in _RIGHT_TO_LEFT


def number(value: Decimal | float, tag: str, decimals: int) -> str:
    """A number of so many decimals with the language's separators; `written_number` says how many it needs."""
    if _is_plain(tag):
        return f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")
    from babel.numbers import format_decimal

    pattern = ("#,##0." + "0" * decimals).rstrip(".")
    written = format_decimal(value, pattern, locale=_locale(tag), numbering_system=_DIGITS)
    return _latin(written).replace("-", "\N{MINUS SIGN}")


def decimal_mark(tag: str) -> str:
    """What stands between a number's whole part and the rest."""
    if _is_plain(tag):
        return "."
    from babel.numbers import get_decimal_symbol

    return str(get_decimal_symbol(_locale(tag), numbering_system=_DIGITS))


def group_mark(tag: str) -> str:
    """What stands between the thousands of a number."""
    if _is_plain(tag):
        return ","
    from babel.numbers import get_group_symbol

    return str(get_group_symbol(_locale(tag), numbering_system=_DIGITS))


def colon(tag: str) -> str:
    """What parts a label from its words."""
    return "\u00a0: " if tag in PARTS_MARKS else ": "


# Words that belong to the next one, by language: those of one letter in Polish, Czech and Slovak; in Arabic short
# prepositions and particles, with or without the "and" that is written onto them.
_ONE_LETTER = regex(r"(?:^|.*[^\w'’-])[aiouwzksvAIOUWZKSV][ ]")
_SHORT_WORD = regex(r"(?:^|.*[^\w-])(?:و|[وف]?(?:في|من|عن|على|إلى|مع|لدى|ضد|أو|أن|إن|لا|لم|لن|ما|كل|هو|هي))[ ]")
_LEANING = {"pl": _ONE_LETTER, "cs": _ONE_LETTER, "sk": _ONE_LETTER, "ar": _SHORT_WORD}
_LONGEST_LEANING = 6
"""Characters of such a word, with the spaces around it."""


# What is named or counted by the number behind it, by language, as in grade 3 and Phase II; more may be added.
_NUMBERED = {
    "en": "grade|phase|stage|type|part|day|week|month|chapter|step|figure|table|cohort",
    "de": "grad|phase|stadium|typ|teil|tag|woche|monat|kapitel|schritt|abbildung|tabelle|kohorte",
    "fr": "grade|phase|stade|type|partie|jour|semaine|mois|chapitre|étape|figure|tableau|cohorte",
    "nl": "graad|fase|stadium|type|deel|dag|week|maand|hoofdstuk|stap|figuur|tabel|cohort",
    "ar": "[وفبكل]?(?:ال|لل)?(?:درجة|مرحلة|طور|نوع|جزء|يوم|أسبوع|شهر|فصل|خطوة|شكل|جدول)",
}
_LONGEST_NUMBERED = 14
_NOUNS = {of: regex(rf"(?:^|.*[^\w-])(?:{nouns})[ ]", re.IGNORECASE | re.DOTALL) for of, nouns in _NUMBERED.items()}
# A brace is the place of a number that is still to be filled in.
_NUMBER = regex(r"[\u200e\u200f]?(?:[<>≤≥]?\d|[IVX]+(?!\w)|\{)")


def leans_on_the_next(text: str, at: int, tag: str) -> bool:
    """Whether the space before that offset stands behind a short word that belongs to the next, or between a noun and
    its number: it ends no line."""
    words, nouns = _LEANING.get(tag[:2]), _NOUNS.get(tag[:2])
    if words is not None and words.fullmatch(text, max(0, at - _LONGEST_LEANING), at):
        return True
    if nouns is None or not _NUMBER.match(text, at):
        return False
    return bool(nouns.fullmatch(text, max(0, at - _LONGEST_NUMBERED), at))


def bound(text: str, tag: str) -> str:
    """The text with no-break spaces behind such words, for whoever breaks lines without asking."""
    return "".join(
        "\N{NO-BREAK SPACE}" if sign == " " and leans_on_the_next(text, at, tag) else sign
        for at, sign in enumerate(text, 1)
    )


def percent(share: Decimal | float, tag: str, decimals: int = 0) -> str:
    """A share of one in per cent, as the language writes it."""
    if _is_plain(tag):
        return f"{share:,.{decimals}%}".replace("-", "\N{MINUS SIGN}")
    from babel.numbers import format_percent

    # The place of the sign is CLDR's; so are the no-break spaces before it.
    pattern = _locale(tag).percent_formats[None].pattern.replace("0", "0." + "0" * decimals if decimals else "0")
    written = format_percent(share, pattern, locale=_locale(tag), numbering_system=_DIGITS)
    return _latin(written).replace("-", "\N{MINUS SIGN}")


def percent_gap(tag: str) -> str:
    """The space between a number and its per cent sign; nothing where there is none, or the sign goes before."""
    written = percent(1, tag)
    return written[:-1].lstrip("0123456789") if written.endswith("%") else ""


def money_sign(tag: str) -> tuple[bool, str]:
    """Whether the sign of a currency stands before its number, and the space between them."""
    if _is_plain(tag):
        return True, ""
    pattern = _LETTERLESS.sub("", str(_locale(tag).currency_formats["standard"].pattern).split(";")[0])
    before = pattern.startswith("¤")
    return before, pattern[1:] if before else pattern[:-1]


_LETTERLESS = regex(r"[#0,.\u200e\u200f\u061c]+")


def day(date: datetime.date, tag: str) -> str:
    """A day in full, as in 25 April 2026."""
    if _is_plain(tag):
        return f"{date.day} {date:%B %Y}"
    from babel.dates import format_date

    return _latin(format_date(date, "long", locale=_locale(tag)))


def month(date: datetime.date, tag: str) -> str:
    """A month with its year, as in July 2026."""
    if _is_plain(tag):
        return f"{date:%B %Y}"
    from babel.dates import format_skeleton

    return _latin(format_skeleton("yMMMM", date, locale=_locale(tag)))


def listed(items: Sequence[str], tag: str) -> str:
    """The items as one enumeration without a word for "and", which no CLDR pattern has in every language."""
    comma = {"Arab": "، ", "Hans": "、", "Hant": "、", "Jpan": "、"}.get(script(tag), ", ")
    return comma.join(items)


def plural(count: Decimal | float, tag: str) -> str:
    """The CLDR plural category of a count: zero, one, two, few, many or other. 1.0 with its nought is not one."""
    if base(tag) in ("en", "qps"):
        return "one" if str(abs(count)) == "1" else "other"
    return str(_locale(tag).plural_form(count))


def plural_categories(tag: str) -> tuple[str, ...]:
    """The plural categories that the language tells apart, in CLDR's order; `other` is always the last."""
    if base(tag) in ("en", "qps"):
        return ("one", "other")
    known = _locale(tag).plural_form.tags
    return (*(category for category in ("zero", "one", "two", "few", "many") if category in known), "other")


@cache
def plural_categories_of_counts(tag: str) -> tuple[str, ...]:
    """Those of them that whole numbers have; others are for decimals, or for millions alone."""
    met = {plural(count, tag) for count in range(201)}
    return tuple(category for category in plural_categories(tag) if category in met)


def name(tag: str) -> str:
    """What the language calls itself."""
    if tag in (PSEUDO, PSEUDO_MIRRORED):
        return "Pseudo (mirrored)" if tag == PSEUDO_MIRRORED else "Pseudo"
    return str(_locale(tag).display_name or tag)


@cache
def territories() -> dict[str, str]:
    """What CLDR calls every country in English, by its two letters (ISO 3166-1)."""
    names = _locale("en").territories.items()
    return {code: name for code, name in names if len(code) == 2 and code.isalpha()}


@cache
def months(tag: str) -> dict[str, int]:
    """The names of months, long and short, in small letters."""
    from babel.dates import get_month_names

    names = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context, _locale(tag)).items():
                names[str(name).casefold().rstrip(".")] = number
    return names


_ISO_DAY = regex(r"(\d{4})-(\d\d)-(\d\d)")
_DOTTED_DAY = regex(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)")
_WORD_OR_NUMBER = regex(r"\d+|[^\W\d_]+")


def last_day(words: str, tag: str) -> datetime.date | None:
    """The last day that a date names as it is read, such as 24–25 April 2026; of a month its first.

    None where nobody can be sure of it, as of 03/04/2026.
    """
    if found := _ISO_DAY.findall(words):
        return _day(*map(int, found[-1]))
    if found := _DOTTED_DAY.findall(words):
        return _day(*map(int, reversed(found[-1])))
    names = _english_months() if _is_plain(tag) else months(tag)
    said = [word.casefold() for word in _WORD_OR_NUMBER.findall(words)]
    years = [int(word) for word in said if word.isdigit() and len(word) == 4]
    places = [at for at, word in enumerate(said) if word in names]
    if not years or not places:
        return None
    before = said[places[-2] + 1 if len(places) > 1 else 0 : places[-1]]
    # In April 30 – May 2 a day stands behind its month, in 30 April – 2 May before it.
    parts = [said[places[-1] :], before] if places[0] == 0 else [before, said[places[-1] :]]
    days = [[int(word) for word in part if word.isdigit() and len(word) <= 2] for part in parts]
    return _day(years[-1], names[said[places[-1]]], max(days[0] or days[1] or [1]))


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@cache
def _english_months() -> dict[str, int]:
    """As those of CLDR, which takes long to load."""
    days = {number: datetime.date(2000, number, 1) for number in range(1, 13)}
    return {f"{day:{form}}".casefold(): number for number, day in days.items() for form in ("%B", "%b")}


@cache
def spans_of_time(tag: str) -> dict[str, str]:
    """What a word begins with that stands behind a number of hours, days, weeks, months or years."""
    patterns = _locale(tag)._data["unit_patterns"]
    stems = {}
    for unit in ("hour", "day", "week", "month", "year"):
        for pattern in patterns.get(f"duration-{unit}", {}).get("long", {}).values():
            word = str(pattern).replace("{0}", "").strip().casefold()
            if len(word) >= 3:
                stems[word] = unit
    return stems


def is_known(tag: str) -> bool:
    """Whether CLDR knows the tag's language."""
    from babel import Locale, UnknownLocaleError

    try:
        return base(tag) == "qps" or bool(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def _is_plain(tag: str) -> bool:
    """Languages that are written here without loading CLDR, which takes longer than all else in a small build."""
    return tag in ("en", "en-GB") or base(tag) == "qps"


@cache
def _locale(tag: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    for known in (tag, base(tag)):
        try:
            return Locale.parse(known, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


def _latin(written: Any) -> str:
    """Arabic-Indic digits as Latin ones: Babel writes days in the language's default digits, numbers as it is told."""
    return "".join(str(ord(c) - 0x660) if "\u0660" <= c <= "\u0669" else c for c in str(written))
