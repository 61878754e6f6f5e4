"""Where does an axis of numbers begin and end, at which numbers is it read, and how are these written?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from deck import language
from deck.chart import Axis, Scale, tidy
from deck.value import replace
from deck.written_number import AS_IT_IS, Format, as_shown, written

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_WHOLE = (1.0, 2.0, 5.0, 10.0)
_NEAR = 5 / 6
"""An axis that may begin anywhere begins at 0 unless all its numbers are within this share of the largest."""
_ROUGH = 1e-9  # of what a computer adds far behind the point
_FEW = 32.0
"""Ratios up to this one are read in powers of two, larger ones in powers of ten."""


def scale_of(axis: Axis, values: Sequence[float], from_nought: bool, most: int = 6) -> Scale:
    """An axis that holds the values, and what its author says of it; with at most so many steps."""
    low, high = min(values), max(values)
    if axis.log:
        return _of_ratios(axis, low, high)
    if from_nought or low == high or (low >= 0 and low <= _NEAR * high) or (high <= 0 and high >= _NEAR * low):
        low, high = min(low, 0.0), max(high, 0.0)
    low = axis.low if axis.low is not None else low
    high = axis.high if axis.high is not None else high
    if high <= low:
        low, high = (low, low + (abs(low) or 1.0)) if axis.high is None else (high - (abs(high) or 1.0), high)
    step = axis.step or _step((high - low) / most, (low, high, *values))
    first = low if axis.low is not None else tidy(math.floor(low / step + _ROUGH) * step)
    last = high if axis.high is not None else tidy(first + math.ceil((high - first) / step - _ROUGH) * step)
    return Scale(first, last, step, 0.0, axis.format or Format(decimals=_decimals((first, step))))


def _of_ratios(axis: Axis, low: float, high: float) -> Scale:
    low, high = axis.low or low, axis.high or high
    base = axis.step if axis.step and axis.step > 1 else 2.0 if high / low <= _FEW else 10.0
    # A little less and more than a power is that power.
    first = axis.low or tidy(base ** math.floor(math.log(low, base) + _ROUGH))
    last = axis.high or tidy(base ** math.ceil(math.log(high, base) - _ROUGH))
    if last <= first:
        last = first * base
    return Scale(first, last, base, base, axis.format or AS_IT_IS)


def _step(least: float, values: Sequence[float]) -> float:
    """From one number to the next; what is counted, and more than one, in whole numbers."""
    counted = max(values) - min(values) > 1 and all(float(value).is_integer() for value in values)
    return max(1.0, _nice(least, _WHOLE)) if counted else _nice(least, _NICE)


def _nice(step: float, allowed: Sequence[float]) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return tidy(next(nice for nice in allowed if nice * power >= step * (1 - _ROUGH)) * power)


def _decimals(values: Sequence[float]) -> int:
    exact = (Decimal(str(one)).normalize() for one in values)
    return max(max(0, -int(one.as_tuple().exponent)) for one in exact)


def said(scale: Scale, value: float, tag: str) -> str:
    """A number of the axis as the language writes it."""
    return written(value, tag, scale.form or AS_IT_IS)


def format_code(form: Format, tag: str, values: Sequence[float]) -> str:
    """The same format as PowerPoint writes it, for whatever number an editor puts there.

    A language's own marks are asked for by its number; programs that do not follow it take those of their user.
    """
    prefix = _locale_prefix(tag, values)
    if form == AS_IT_IS:
        return f"{prefix}General"
    # As many digits as count cannot be said: as many decimals as the numbers here then have.
    places = form.decimals if form.decimals is not None else _decimals_shown(form, values)
    digits = "0" + ("." + "0" * places if places else "")
    if form.unit == "%":
        between = "\u00a0" if language.percent(0.5, tag) != "50%" else ""
        code = f"{digits}{between}%"
    else:
        code = f"#,##{digits}" + (f'"\u00a0{form.unit}"' if form.unit else "")
    if not form.signed and min(values, default=0) >= 0:
        return f"{prefix}{code}"
    return (
        f'{prefix}{"+" if form.signed else ""}{code};{prefix}"\N{MINUS SIGN}"{code}' + f";{prefix}{code}" * form.signed
    )


def _decimals_shown(form: Format, values: Sequence[float]) -> int:
    shown = (as_shown(value * (100 if form.unit == "%" else 1), replace(form, unit="")) for value in values)
    return max((max(0, -int(one.normalize().as_tuple().exponent)) for one in shown), default=0)


def _locale_prefix(tag: str, values: Sequence[float]) -> str:
    has_marks = any(value != int(value) or abs(value) >= 1000 for value in values)
    if not has_marks or (language.decimal_mark(tag), language.group_mark(tag)) == (".", ","):
        return ""
    number = windows_language(tag)
    return f"[$-{number:X}]" if number else ""


def windows_language(tag: str) -> int:
    """The number by which Windows knows a language; 0 where it has none."""
    # Imported here: few decks need it.
    from locale import windows_locale

    wanted = tag.replace("-", "_")
    exact = next((number for number, name in windows_locale.items() if name == wanted), 0)
    plain = (
        number
        for number, name in sorted(windows_locale.items())
        if number >> 10 == 1 and name.split("_")[0] == language.base(tag)
    )
    return exact or next(plain, 0)
