"""How is a number written: its digits, its sign, its unit? Never as nought, nor as whole, what is not."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation, localcontext
from numbers import Rational
from typing import Final

from deck import language
from deck.regex import regex
from deck.value import Value

YEARS: Final = range(1500, 2101)
"""Whole numbers that a text writes as years, without a sign between thousands; a figure says itself which are."""


class NoNumber(ValueError):
    """A value that is no number which can be written, in words."""


class Format(Value, frozen=True):
    """What an author wants of a number: `.2`, two decimals; `2`, two digits that count; `+`, its sign; a unit or %."""

    decimals: int | None = None
    significant: int | None = None
    signed: bool = False
    unit: str = ""


AS_IT_IS: Final = Format()


def read_format(words: str) -> Format | None:
    """The format that an author writes behind a value's name; None where it is none."""
    found = _FORMAT.fullmatch(words.strip())
    if found is None:
        return None
    decimals, significant, unit = found["decimals"], found["significant"], found["unit"] or ""
    # A unit alone would make a value of every `{a, b}`.
    if not (decimals or significant or found["sign"] or unit == "%"):
        return None
    return Format(int(decimals) if decimals else None, int(significant or 0) or None, bool(found["sign"]), unit)


_FORMAT: Final = regex(
    r"(?P<sign>\+)?(?:\.(?P<decimals>\d{1,2})|(?P<significant>[1-9]\d?))?\s*(?P<unit>[^\d\s{},.+][^{},]*)?"
)


def is_year(value: object) -> bool:
    """Whether a text that does not say how to write it means a year."""
    if isinstance(value, Decimal) and value.is_nan():
        return False  # one that signals may not even be compared
    return is_number(value) and value in YEARS


def is_number(value: object) -> bool:
    """Whether it counts or measures; numbers of other libraries, such as NumPy's, too."""
    return not isinstance(value, bool) and (isinstance(value, int | float | Decimal | Rational) or _is_foreign(value))


def written(value: object, tag: str, form: Format = AS_IT_IS) -> str:
    """The number as the language writes it. Raises NoNumber for what is none, or is not finite."""
    number = exact(value)
    if form.unit == "%":
        number = number.scaleb(2, _WIDE)
    try:
        shown, bound = _rounded(number, form, isinstance(value, Decimal))
    except InvalidOperation:
        raise NoNumber("has more digits than anybody can read") from None
    sign = "+" if form.signed and number > 0 else ""
    unit = f"\N{NO-BREAK SPACE}{form.unit}" if form.unit and form.unit != "%" else ""
    return f"{bound}{sign}{_digits(shown, tag, form)}{unit}"


def exact(value: object) -> Decimal:
    """The number as a decimal one, with the digits that it is printed with. Raises NoNumber."""
    if not is_number(value):
        raise NoNumber("is no number")
    if isinstance(value, int | Decimal):
        number = Decimal(value)
    elif isinstance(value, Rational) and not _is_foreign(value):
        number = _WIDE.divide(Decimal(int(value.numerator)), Decimal(int(value.denominator)))
    else:
        number = Decimal(str(value))
    if not number.is_finite():
        raise NoNumber("is not a number (NaN)" if number.is_nan() else "is infinite")
    # A nought has no sign.
    return number if number else abs(number)


def as_shown(value: object, form: Format) -> Decimal:
    """The number after rounding, by which a language chooses its plural form."""
    return _rounded(exact(value), form, isinstance(value, Decimal))[0]


def _is_foreign(value: object) -> bool:
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return kind in tuple("iuf") and getattr(value, "shape", None) == ()


_WIDE: Final = Context(prec=1000, rounding=ROUND_HALF_EVEN)
_SMALL, _LARGE, _HUGE = Decimal("1e-6"), Decimal("1e15"), Decimal("1e21")


def _rounded(number: Decimal, form: Format, as_given: bool) -> tuple[Decimal, str]:
    """The number with the digits that are shown, and the sign of a bound where these would all be nought."""
    if form.decimals is not None:
        shown = _to(number, form.decimals)
        if number and not shown:
            bound = Decimal(1).scaleb(-form.decimals)
            return (bound, "<") if number > 0 else (-bound, ">")
        return shown, ""
    if form.significant is not None:
        shown = _to(number, form.significant - 1 - number.adjusted())
        # 9.96 to two digits is 10, not 10.0.
        return _to(shown, form.significant - 1 - shown.adjusted()), ""
    return number if as_given else _as_needed(number), ""


def _as_needed(number: Decimal) -> Decimal:
    """Three decimals, or more where fewer than three digits that count, or none behind the point, would be left."""
    if number == number.to_integral_value():
        return number.to_integral_value()
    # What a computer adds far behind the point is not measured: 0.1 + 0.2.
    number = _to(number, 11 - number.adjusted())
    places = max(3, 2 - number.adjusted())
    while _to(number, places) != number and _to(number, places) == _to(number, 0):
        places += 1
    return _without_noughts(_to(number, places))


def _to(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def _without_noughts(number: Decimal) -> Decimal:
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize(_WIDE)


def _digits(number: Decimal, tag: str, form: Format) -> str:
    size = abs(number)
    if form.decimals is None and size and form.unit != "%":
        whole = number == number.to_integral_value()
        if size < _SMALL or size >= (_HUGE if whole and form.significant is None else _LARGE):
            return _with_power(number, tag, form)
    places = max(0, -int(number.as_tuple().exponent))
    if form.unit == "%":
        return language.percent(number.scaleb(-2, _WIDE), tag, places)
    return language.number(number, tag, places)


def _with_power(number: Decimal, tag: str, form: Format) -> str:
    """As 6.022 × 10²³; a mantissa has three decimals at most, if nobody wants others."""
    power = number.adjusted()
    with localcontext(_WIDE):
        mantissa = number.scaleb(-power)
    mantissa = mantissa if form.significant is not None else _without_noughts(_to(mantissa, 3))
    raised = str(power).translate(_RAISED)
    times = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10"
    return language.number(mantissa, tag, max(0, -int(mantissa.as_tuple().exponent))) + times + raised


_RAISED: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED: Final = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")
"""A power's digits as they stand in a run that is raised itself."""
