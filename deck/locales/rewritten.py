"""Has a spreadsheet written a day or a number in another way? Compared by what it can mean."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from deck import language


def is_rewritten(before: str, after: str, tag: str) -> bool:
    """Whether `after` is the same day, month or number as `before`, as a spreadsheet would write it."""
    if before == after or not any(map(str.isdigit, after)):
        return False
    return not _meanings(before, tag).isdisjoint(_meanings(after, tag))


def _meanings(words: str, tag: str) -> set[object]:
    if len(words) > 40:
        return set()
    return {*_days(words.strip(), tag), *_numbers(words.strip())}


def _days(words: str, tag: str) -> Iterator[object]:
    """Every day, or month of a year, that this can be."""
    text = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", "", words).casefold()
    numbers = [int(digits) for digits in re.findall(r"\d+", text)]
    letters = re.findall(r"[^\W\d_]+", text)
    months = {language.months(tag).get(word) or language.months("en").get(word) for word in letters} - {None}
    if not letters and re.fullmatch(r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}", text):
        one, two, three = numbers
        for year, month, day in ((one, two, three), (three, two, one), (three, one, two)):
            yield from _day(year, month, day)
    elif len(months) == 1 and len(letters) <= 3:
        named = next(iter(months))
        assert named is not None
        match numbers:
            case [one, two]:
                yield from _day(two, named, one)
                yield from _day(one, named, two)
            case [year]:
                # A month alone becomes its first day.
                yield from _day(year, named, 1)


def _day(year: int, month: int, day: int) -> Iterator[datetime.date]:
    for full in (year,) if year > 99 else (2000 + year, 1900 + year):
        try:
            yield datetime.date(full, month, day)
        except ValueError:
            continue


def _numbers(words: str) -> Iterator[Decimal]:
    """What a number alone can be; its comma may part thousands or decimals."""
    if not re.fullmatch(r"[-+−]?\d[\d.,\u00a0\u202f']*(?:[eE][-+]?\d+)?", words):
        return
    plain = re.sub(r"[\u00a0\u202f']", "", words.replace("−", "-"))
    for reading in (plain.replace(",", ""), plain.replace(".", "").replace(",", ".")):
        try:
            yield Decimal(reading).normalize()
        except InvalidOperation:
            continue
