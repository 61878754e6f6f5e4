"""Which number or day does a spreadsheet's cell mean? What can be read in two ways is unclear, and never guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from deck import language
from deck.garbled import garbled, ungarbled
from deck.regex import regex


class Unclear(ValueError):
    """A cell that can be read in two ways, and what to write into the file instead."""

    def __init__(self, what: str, help: str) -> None:
        super().__init__(what)
        self.help = help


class Column:
    """The cells of a column and its name, by which an unclear cell is understood."""

    def __init__(self, cells: Sequence[str] = (), name: str = "", separator: str = ",") -> None:
        self.cells, self.name, self.separator = cells, name, separator

    @cached_property
    def mark(self) -> str:
        """The decimal mark that all its numbers agree on, or nothing."""
        matches = (_NUMBER.fullmatch(_bare(cell)) for cell in self.cells)
        proven = {_proven(_GAPS.sub("", found["body"])) for found in matches if found} - {""}
        return proven.pop() if len(proven) == 1 else ""

    @cached_property
    def is_of_numbers(self) -> bool:
        return all(_NUMBER.fullmatch(_bare(cell)) for cell in self.cells if cell.strip())

    @cached_property
    def is_of_midnights(self) -> bool:
        """Whether a program has given every day of it the hour 00:00; where one has another, hours are meant."""
        return all(_AT_MIDNIGHT.fullmatch(cell) for cell in map(str.strip, self.cells) if cell)

    @cached_property
    def begins_with(self) -> str:
        """Whether its days, written with slashes, begin with the `day` or the `month`, as one above 12 shows."""
        days = (cell.split("/") for cell in map(str.strip, self.cells) if _SLASHED.fullmatch(cell))
        above = {("day" if int(one) > 12 else "month") for one, two, _ in days if max(int(one), int(two)) > 12}
        return above.pop() if len(above) == 1 else ""


def number(text: str, column: Column) -> Decimal:
    """The number of a cell; the other cells of its column tell a decimal comma from one between thousands.

    Raises ValueError where it is no number, and Unclear where nothing tells.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    body = _GAPS.sub("", found["body"])
    if _MARKS.search(body):
        mark = _proven(body) or column.mark
        if not mark and ("," in body or column.separator == ";"):
            raise _either(text, body)
        mark = mark or "."
        body = body.replace({".": ",", ",": "."}[mark], "").replace(mark, ".")
    return Decimal(("-" if found["sign"] in _MINUS else "") + body + (found["power"] or ""))


def day(text: str, column: Column) -> datetime.date:
    """The day of a cell; the other cells of its column tell whether the day or the month comes first.

    Raises ValueError where it is none, and Unclear where nothing tells.
    """
    words = text.strip()
    for pattern, order in _DAYS:
        found = re.fullmatch(pattern, words, re.IGNORECASE)
        if found:
            return _date(dict(zip(order, found.groups(), strict=True)))
    if _SLASHED.fullmatch(words):
        return _slashed(words, column)
    _refuse_serial(words)
    _refuse_damage(words)
    raise ValueError(text)


def shown(text: str, column: Column, tag: str) -> str:
    """A cell as a slide in that language says it: as it stands, unless the language would read it otherwise.

    Raises Unclear where nobody can tell what is meant.
    """
    text = text.strip()
    _refuse_damage(text)
    if _SLASHED.fullmatch(text):
        # A hall reads 03/04 in two ways, whatever the file means.
        return language.day(_slashed(text, column), tag)
    if _OF_DAYS.search(column.name):
        _refuse_serial(text)
    if column.is_of_midnights and text:
        return text[:10]
    return _number_shown(text, column, tag) if _MARKS.search(text) or _APOSTROPHE.search(text) else text


def _number_shown(text: str, column: Column, tag: str) -> str:
    bare = _bare(text)
    found = _NUMBER.fullmatch(bare)
    if found is None or found["power"] or not column.is_of_numbers:
        return text
    if _APOSTROPHE.search(bare):
        # As Switzerland parts thousands, and no other country reads them.
        return _in_language(text, bare, number(bare, column), tag)
    ours = language.decimal_mark(tag)
    theirs = _proven(found["body"]) or column.mark
    if not theirs:
        # Who parts cells with a comma has no decimal comma; a semicolon is what programs take that have one.
        theirs = {",": ".", ";": ","}.get(column.separator, "." if "." in text else "")
        if theirs != ours and ("," in text or column.separator == ";"):
            raise _either(text, text)
        return text
    # A decimal point stays: what looks like a number with one may be an hour, or the number of a chapter.
    if theirs == ours or (theirs == "." and "," not in text):
        return text
    return _in_language(text, bare, number(bare, column), tag)


def _in_language(text: str, bare: str, value: Decimal, tag: str) -> str:
    """The cell with its number as the language writes it, and its unit where it stands."""
    before, _, behind = text.partition(bare)
    return before + language.number(value, tag, max(0, -int(value.as_tuple().exponent))) + behind


def _bare(cell: str) -> str:
    """A cell without its sign of per cent, per mille or a currency."""
    return re.sub(rf"^{_MONEY}{_GAP}?(?=\d)|(?<=\d){_GAP}?(?:[%‰]|{_MONEY})$", "", cell.strip())


def _either(text: str, body: str) -> Unclear:
    whole, broken = _MARKS.sub("", body), body.replace(",", ".")
    return Unclear(f"`{text}` may be {whole} or {broken}", f"write {whole} or {broken} into the file")


def _proven(body: str) -> str:
    """The decimal mark that a number shows by itself; nothing where it could be either."""
    marks: list[str] = _MARKS.findall(body)
    if not marks or (len(marks) == 1 and _EITHER.fullmatch(body)):
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    return marks[0] if len(marks) == 1 else {".": ",", ",": "."}[marks[0]]


def _slashed(text: str, column: Column) -> datetime.date:
    first, second, year = map(int, text.split("/"))
    if len(text.rsplit("/", 1)[1]) == 2:
        raise Unclear(f"`{text}` can be read as several days", _AS_ISO)
    readings = {"day": _a_day(year, second, first), "month": _a_day(year, first, second)}
    possible = [one for one in dict.fromkeys(readings.values()) if one]
    meant = readings.get(column.begins_with) or (possible[0] if len(possible) == 1 else None)
    if meant is None:
        said = " or ".join(map(_in_full, possible))
        raise Unclear(f"`{text}` may be {said}" if said else f"`{text}` is no day of the calendar", _AS_ISO)
    return meant


def _date(parts: dict[str, str]) -> datetime.date:
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return datetime.date(int(parts["year"]), number, int(parts["day"]))


def _a_day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _refuse_serial(text: str) -> None:
    """Say which day, of 1954 to 2064, a spreadsheet's number may stand for."""
    if re.fullmatch(r"[2-5]\d{4}", text):
        meant = datetime.date(1899, 12, 30) + datetime.timedelta(int(text))
        raise Unclear(f"`{text}` may be a spreadsheet's number for {_in_full(meant)}", _AS_ISO)


def _refuse_damage(text: str) -> None:
    """Say what a spreadsheet has made of a cell and nobody meant."""
    if _ERROR.fullmatch(text):
        what = f"`{text}` is what a spreadsheet or a script writes where it has no answer"
        raise Unclear(what, "correct it where it comes from, or leave the cell empty")
    if garbled(text):
        what = f"`{text}` was read in another encoding than it was saved in: it is `{ungarbled(text)}`"
        raise Unclear(what, "save the file again in UTF-8 where it comes from, or correct it there")
    if _SHORTENED_NUMBER.fullmatch(text):
        what = f"`{text}` is a long number of which a spreadsheet has kept six digits"
        raise Unclear(what, "write all its digits, with the column set to text, or what is to be read")
    if _FORMULA.match(text):
        raise Unclear(
            f"`{text}` is a formula, and not what it comes to", "save the file again with values for formulas"
        )
    if _MONTH_AND_NUMBER.fullmatch(text):
        what = f"`{text}` may be a day, a month of a year, or what a spreadsheet made of another text"
        raise Unclear(what, "write a day as 2026-04-25, or what was meant before the spreadsheet changed it")


def _in_full(date: datetime.date) -> str:
    return language.day(date, "en")


_AS_ISO: Final = "write it into the file as 2026-04-25"
_MINUS: Final = ("-", "\N{MINUS SIGN}", "\N{EN DASH}")
_GAP: Final = "[ \u00a0\u2009\u202f'’]"
_GAPS: Final = regex(_GAP)
_APOSTROPHE: Final = regex(r"\d['’]\d{3}")
_MONEY: Final = r"(?:[€$£¥₹]|EUR|USD|CHF|GBP|Fr\.)"
_MARKS: Final = regex("[.,]")
_NUMBER: Final = regex(
    rf"(?P<sign>[+−–-]?)(?P<body>\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?"
    rf"|\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d*[.,]\d+|\d+[.]?)(?P<power>[eE][+-]?\d+)?",
    re.ASCII,
)
# One mark with three digits behind it: a thousand and something, or something with three decimals.
_EITHER: Final = regex(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_ERROR: Final = regex(
    r"#(?:N/A|NV|REF!|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|WERT!|BEZUG!|ZAHL!|#+)|NaN|nan|NaT|<NA>|NULL"
)
_SLASHED: Final = regex(r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})", re.ASCII)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED: Final = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_MIDNIGHT: Final = r"(?:[T ]00:00(?::00(?:\.0+)?)?)?"
_AT_MIDNIGHT: Final = regex(r"\d{4}-\d\d-\d\d[T ]00:00(?::00(?:\.0+)?)?")
_DAYS: Final = (
    (rf"(\d{{4}})-(\d\d)-(\d\d){_MIDNIGHT}", ("year", "month", "day")),
    (r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", ("day", "month", "year")),
    (rf"(\d{{1,2}})[ -]{_NAMED}\.?[ -](\d{{4}})", ("day", "month", "year")),
    (rf"{_NAMED}\.? (\d{{1,2}}), (\d{{4}})", ("month", "day", "year")),
)
# As spreadsheets of other countries shorten them where they take a name, such as MARCH1 or SEPT2, for a day.
_SHORTENED: Final = (
    "(?:jan|feb|m[aä]r|mrz|mrt|apr|mai|mei|jun|jul|aug|sep|okt|nov|dez|dec|janv|févr|mars|avr|juin|juil|août|sept|oct"
    "|déc|ene|abr|may|ago|dic|gen|mag|giu|lug|set|ott|fev|out)"
)
_MONTH_AND_NUMBER: Final = regex(
    rf"(?:{_NAMED}-(?:\d\d|\d)|\d{{1,2}}-{_NAMED}|{_NAMED} (?:0?[1-9]|[12]\d|3[01])"
    rf"|\d{{1,2}}[-/]{_SHORTENED}\.?|{_SHORTENED}\.?[-/]\d{{1,2}}|\d\d\. {_SHORTENED})",
    re.IGNORECASE | re.ASCII,
)
_SHORTENED_NUMBER: Final = regex(r"\d[.,]\d{5}E\+(?:1[1-9]|[2-9]\d)")
_FORMULA: Final = regex(r"=(?:[A-Z][A-Z0-9.]*\(|\$?[A-Z]{1,3}\$?\d|[-+(\"'])")
_OF_DAYS: Final = regex(r"date|datum|\bdays?\b|_day\b|\bday_|jour|fecha|giorno|\btag\b|dag\b", re.IGNORECASE)
