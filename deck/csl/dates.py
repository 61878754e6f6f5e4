"""When something was published or looked at: the date variables of CSL, in all the forms that programs write."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

from deck import language
from deck.phrases import Phrases
from deck.value import Value, replace

Day = tuple[int, ...]
"""A year, with a month, with a day, as far as they are known; a year before our era is negative."""


class Date(Value, frozen=True):
    """A day, a season or a stretch of time; or else the words that somebody wrote in their place."""

    start: Day = ()
    end: Day | None = None
    """Of a stretch; empty where it has not ended."""
    season: int = 0
    """1 spring to 4 winter."""
    is_about: bool = False
    words: str = ""

    @property
    def year(self) -> str:
        """The year, as a source line has it; words that hold none stand for it themselves."""
        if not self.start:
            found = re.search(_YEAR_IN_WORDS, self.words)
            return found[0] if found else self.words
        year = _year(self.start)
        if self.end is not None and self.end[:1] != self.start[:1]:
            year += f"–{_year(self.end) if self.end else ''}"
        return f"ca. {year}" if self.is_about else year

    def day(self, phrases: Phrases) -> str:
        """As exactly as it is known, in that language: 10 May 2024, July 2023, spring 2024 or 2024."""
        if self.season and self.end and len(self.end) > 1:
            first, last = replace(self, end=None), _seasonal(self.end)
            return f"{first.day(phrases)} – {last.day(phrases)}"
        if self.season:
            return phrases.say(_SEASONS[self.season - 1], year=self.year)
        if len(self.start) < 2:
            return self.words or self.year
        said = _said(self.start, phrases.tag)
        if self.end is not None:
            said += f" – {_said(self.end, phrases.tag)}" if self.end else "–"
        return f"ca. {said}" if self.is_about else said


NO_DATE: Final = Date()
_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_YEAR_IN_WORDS: Final = r"(?<!\d)(1[4-9]|20)\d\d(?!\d)"
_LIMITS: Final = ((-9999, 9999), (1, 12), (1, 31))


def date_of(variable: Any) -> Date | None:
    """The date of a CSL variable; None where it cannot be read."""
    if variable is None or variable == {}:
        return NO_DATE
    if isinstance(variable, str | int) and not isinstance(variable, bool):
        found = _by_words(_words(variable)) if _words(variable) else NO_DATE
        return None if found.words else found
    if not isinstance(variable, dict):
        return None
    if not {"date-parts", "literal", "raw"} & variable.keys():
        variable = {**variable, **_otherwise(variable)}
    about = bool(variable.get("circa")) and str(variable["circa"]).lower() not in ("false", "0")
    date = _by_parts(variable["date-parts"]) if variable.get("date-parts") not in (None, []) else NO_DATE
    if date is None:
        return None
    words = next((_words(variable.get(name)) for name in ("literal", "raw") if _words(variable.get(name))), "")
    if not date.start and words:
        date = _by_words(words)
    season = _season(variable.get("season"))
    date = replace(date, season=season) if season and len(date.start) == 1 else date
    return replace(date, is_about=True) if about and date.start else date


def _otherwise(variable: dict[str, Any]) -> dict[str, Any]:
    """A date as Pandoc writes it, by name, or Crossref, with its hour."""
    parts = [variable.get(name) for name in ("year", "month", "day")]
    if parts[0] not in (None, ""):
        return {"date-parts": [parts]}
    day, t, _ = _words(variable.get("date-time")).partition("T")
    return {"raw": day if t else _words(variable.get("date"))}


def _by_parts(parts: Any) -> Date | None:
    """Of `date-parts`; what is empty or null there is not known."""
    if not isinstance(parts, list) or not all(isinstance(part, list) for part in parts) or len(parts) > 2:
        return None
    days = [_day(part) for part in parts]
    if any(day is None for day in days):
        return None
    first, *last = days
    if not first:
        return NO_DATE
    return replace(_seasonal(first), end=last[0] if last and last[0] != first else None)


def _day(part: list[Any]) -> Day | None:
    if all(one in (None, "", 0, "0") for one in part):
        return ()
    known = list(part)
    while known[-1] in (None, ""):
        known.pop()
    numbers = tuple(_number(one) for one in known)
    if len(numbers) > 3:
        return None
    day = tuple(number for number in numbers if number)
    if len(day) < len(numbers):
        return None
    is_season = len(day) == 2 and day[1] in _SEASON_MONTHS
    is_right = is_season or all(low <= n <= high for n, (low, high) in zip(day, _LIMITS, strict=False))
    return day if is_right else None


# As ISO 8601-2 numbers the seasons, behind the months.
_SEASON_MONTHS: Final = {21: 1, 22: 2, 23: 3, 24: 4}


def _number(part: object) -> int | None:
    """CSL allows "2024" for 2024."""
    if isinstance(part, str) and re.fullmatch(r"\s*-?\d{1,9}\s*", part, re.ASCII):
        return int(part)
    return part if isinstance(part, int) and not isinstance(part, bool) else None


def _words(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return " ".join(str(value).split())


def _season(value: object) -> int:
    words = _words(value).casefold()
    number = _SEASON_NAMES.get(words, int(words) if words.isdigit() and len(words) < 3 else 0)
    number = _SEASON_MONTHS.get(number, number)
    return number if 1 <= number <= 4 else 0


_SEASON_NAMES: Final = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_ISO: Final = r"(-?\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?([?~%]?)"
_NAMED: Final = (
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? )?(?P<month>[A-Za-z]+)\.?,? (?P<year>\d{4})",
    r"(?P<month>[A-Za-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    r"(?P<year>\d{4}),? (?P<month>[A-Za-z]+)\.?(?: (?P<day>\d{1,2}))?",
)
_ABOUT: Final = r"(?i)(?:circa|ca?\.|ca|about) ?(?=\d)"


def _by_words(words: str) -> Date:
    """Of `raw` or `literal`: a date that everybody reads alike; other words stay as they were written."""
    about = re.match(_ABOUT, words)
    if about:
        date = _by_words(words[about.end() :])
        return replace(date, is_about=True) if date.start else Date(words=words)
    first, slash, last = words.partition("/")
    if not slash or not re.fullmatch(r"-?\d{4}.*", last):
        first, slash, last = (
            (words, "", "") if not re.fullmatch(_YEARS, words) else re.split("([-–—])", words, maxsplit=1)
        )
    start, end = _by_one(first.strip()), _by_one(last.strip()) if slash else None
    if start is None or (slash and end is None):
        start = _by_one(words)
        return start or Date(words=words)
    return replace(start, end=end.start) if end and end.start != start.start else start


_YEARS: Final = r"\d{4}[-–—]\d{4}"


def _by_one(words: str) -> Date | None:
    iso = re.fullmatch(_ISO, words)
    if iso:
        day = _day([int(part or 0) or None for part in iso.groups()[:3]])
        return _seasonal(day, is_about=bool(iso[4])) if day else None
    for form in _NAMED:
        found = re.fullmatch(form, words)
        if found is None:
            continue
        name, day_ = found["month"].casefold(), found["day"]
        if name in _MONTHS:
            day = _day([int(found["year"]), _MONTHS[name], int(day_) if day_ else None])
            return Date(day) if day else None
        if name in _SEASON_NAMES and not day_:
            return Date((int(found["year"]),), season=_SEASON_NAMES[name])
    return None


def _seasonal(day: Day, is_about: bool = False) -> Date:
    season = _SEASON_MONTHS.get(day[1], 0) if len(day) == 2 else 0
    return Date(day[:1] if season else day, season=season, is_about=is_about)


def _year(day: Day) -> str:
    return str(day[0]) if day[0] > 0 else f"{-day[0]} BC"


def _said(day: Day, tag: str) -> str:
    try:
        match day:
            case (year, month, number):
                return language.day(datetime.date(year, month, number), tag)
            case (year, month):
                return language.month(datetime.date(year, month, 1), tag)
    except ValueError:  # a 31st of June, or a year before our era
        pass
    return _year(day)
