"""Fill `{name}` with the values that figures/values.py computes from the talk's data, as the language writes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation, localcontext
from functools import partial
from pathlib import Path
from typing import TypeVar

from deck import language
from deck.as_before import AsBefore
from deck.brand.contract import COLORS, MEANINGS
from deck.diagnostics import Found, Report, Span, close_matches
from deck.door import Refused
from deck.figure_inputs import inputs
from deck.markup import Run, Text, merged, parse
from deck.material import control_character, on_one_line
from deck.own.files import left_out
from deck.own.run_script import ScriptFailed, code_line, run_script
from deck.place import Place
from deck.plain_words import printed_raw
from deck.regex import regex
from deck.talk import Slide, Talk, map_texts
from deck.texts import texts
from deck.value import Value, replace
from deck.workspace import Workspace
from deck.written_number import (
    AS_IT_IS,
    LOWERED,
    Format,
    NoNumber,
    as_shown,
    exact,
    is_number,
    is_year,
    read_format,
    written,
)

Said = TypeVar("Said")


def fill_values(talk: Talk, world: Workspace, before: AsBefore | None = None) -> tuple[Talk, Found]:
    """The talk with every computed value in its place; the script runs only if a value is used.

    `before` is what is known of slides that are as they were.
    """
    report = Report()
    return _with_values(talk, world, report, before or AsBefore()), report.found


def _with_values(talk: Talk, world: Workspace, report: Report, before: AsBefore) -> Talk:
    said = (talk.meta, talk.slides)
    in_meta = _first_value(talk.meta)
    in_slides = [before.of("values in", one.says.id, (one,), (), partial(_first_value, one)) for one in talk.slides]
    using = next((span for span in (in_meta, *in_slides) if span is not None), None)
    if using is None:
        return talk
    values = _values(world, using, report)
    if values is None:
        return talk

    written_out = talk.words.get("values", {})
    writer = _Writer(talk.meta.language, written_out)
    if talk.format == 1 and not talk.translation:
        _report_other_digits(texts(said), values, writer, report)

    def with_values(part: Said) -> tuple[Said, Found]:
        found = Report()

        def filled(text: Text) -> Text:
            if not any(run.value for run in text.runs):
                return text
            runs: list[Run] = []
            for run in text.runs:
                runs += _filled(run, values, text.place_of(run), writer, found) if run.value else [run]
            return replace(text, runs=tuple(merged(_with_bounds(runs))))

        return map_texts(part, filled), found.found

    def slide_with_values(slide: Slide) -> Slide:
        equal = (talk.meta.language, written_out)
        return report.take(before.of("values", slide.says.id, (slide, values), equal, partial(with_values, slide)))

    slides = (slide_with_values(one) if uses else one for one, uses in zip(talk.slides, in_slides, strict=True))
    return replace(talk, meta=report.take(with_values(talk.meta)) if in_meta else talk.meta, slides=tuple(slides))


def _first_value(part: object) -> Span | None:
    """Where a part of the talk uses a value first."""
    return next((text.place_of(run).span for text in texts(part) for run in text.runs if run.value), None)


class _Unsayable(ValueError):
    """A value that no slide can say: what it is, and what to let the script return instead."""

    def __init__(self, what: str, help: str) -> None:
        super().__init__(what)
        self.help = help


class _Writer(Value, frozen=True):
    """Writes values as the reader's language does; `words` are the translations of what the script says."""

    language: str
    words: Mapping[str, str]

    def shown(self, value: object, form: Format = AS_IT_IS) -> str:
        """A number, a day, a month as `(year, month)`, a list of values, a text, or a text with `{fields}`.

        A text with fields is a mapping: its `text`, and what stands in its braces. Raises _Unsayable.
        """
        value = _plain(value)
        if form != AS_IT_IS and not is_number(value):
            raise _Unsayable(f"is {_called(value)}, and only a number has digits and a unit", _NUMBER)
        match value:
            case datetime.date() if type(value).__name__ not in _MISSING:
                return language.day(value, self.language)
            case tuple((int(year), int(month))) if year in range(1000, 10000) and month in range(1, 13):
                return language.month(datetime.date(year, month, 1), self.language)
            case tuple((int(year), int(month))) if is_year(year):
                what = f"is `({year}, {month})`, and there is no month {month}"
                raise _Unsayable(what, "a month is a pair as in (2026, 7); for two numbers return a list")
            case {"text": str(words), **fields}:
                return self._with_fields(words, fields)
            case list() | tuple() if value:
                return language.listed([self.shown(part) for part in value], self.language)
            case str() if value.strip():
                return self.words.get(value, value)
            case _ if is_number(value):
                return self._number(value, form)
            case _:
                raise _Unsayable(f"is {_called(value)}, which no slide can say", _WORDS)

    def counted(self, value: object, forms: Mapping[str, str], form: Format) -> str:
        """The form that goes with the number, with the number in place of `#`."""
        value = _plain(value)
        if not is_number(value):
            raise _Unsayable(f"is {_called(value)}, and only a number can be counted", _NUMBER)
        number = self._number(value, form)
        category = language.plural(as_shown(value, form), self.language)
        return forms.get(category, forms["other"]).replace("#", number)

    def _number(self, value: object, form: Format) -> str:
        if form == AS_IT_IS and is_year(value):
            return str(int(value))  # type: ignore[call-overload]
        try:
            return written(value, self.language, form)
        except NoNumber as problem:
            raise _Unsayable(str(problem), "look how figures/values.py computes it, and from which data") from None

    def _with_fields(self, words: str, fields: Mapping[object, object]) -> str:
        said = {str(name): self.shown(field) for name, field in fields.items()}
        try:
            return self.words.get(words, words).format_map(said)
        except (LookupError, ValueError, AttributeError) as problem:
            what = f"has the text `{words}`, whose braces cannot be filled in ({type(problem).__name__}: {problem})"
            raise _Unsayable(what, 'give each field beside `text`, as in {"text": "{n} of 9", "n": 4}') from None


# What pandas has where a cell is empty; the one of days says that it is a day.
_MISSING = ("NaTType", "NAType")
_NUMBER = "let figures/values.py return a number, or write the value without more in its braces"
_WORDS = "let figures/values.py return a number, a day, or words"


def _plain(value: object) -> object:
    """A value of NumPy as one of Python's; its numbers are written as they are."""
    if hasattr(value, "dtype") and getattr(value, "shape", None) == () and not is_number(value):
        return value.item()  # type: ignore[attr-defined]
    return value


def _called(value: object) -> str:
    if _type(value) in _MISSING:
        return "missing in the data (NaN)"
    if value is None or isinstance(value, bool):
        return f"`{value}`"
    if isinstance(value, str) and value.strip():
        return f"the text `{value if len(value) <= 40 else value[:39] + '…'}`"
    if isinstance(value, str | list | tuple | dict) and not value:
        return "empty"
    return "empty" if isinstance(value, str) else f"of the type `{_type(value)}`"


def _type(value: object) -> str:
    return value.type if isinstance(value, _Unknown) else type(value).__name__


def _filled(run: Run, values: Mapping[str, object], place: Place, writer: _Writer, report: Report) -> list[Run]:
    """The runs that say a value; of several where the form of a counted one has markup."""
    span = place.span
    if run.value not in values:
        help = close_matches(run.value, tuple(map(str, values))) or "figures/values.py names the values there are"
        if run.value in (*COLORS, *MEANINGS):
            help = f"for words in this colour write [words]{{.{run.value}}}"
        report.error("unknown-value", f"there is no value `{run.value}`", span, help)
        return [replace(run, text="?", value="", forms=(), format="")]
    value, form = values[run.value], read_format(run.format) or AS_IT_IS
    try:
        words = on_one_line(writer.counted(value, dict(run.forms), form) if run.forms else writer.shown(value, form))
    except _Unsayable as problem:
        report.error("unsayable-value", f"the value `{run.value}` {problem}", span, problem.help)
        words = "?"
    if control_character(words):
        what = f"the value `{run.value}` holds an invisible control character"
        report.error("control-character", what, span, "correct figures/values.py, or the data that it reads")
        words = "?"
    if not run.forms and isinstance(value, str) and (marked := printed_raw(words, f"the value `{run.value}`", span)):
        report.add(marked)
    plain = replace(run, value="", forms=(), format="", dated=_day(value))
    # Mistakes in the markup of a form were reported where the talk was read.
    parts = parse(words, Place.at(span), Report()).runs if run.forms else (Run(words),)
    return [lowered for part in parts for lowered in _with_power(_styled(part, plain))]


def _report_other_digits(said: Iterator[Text], values: Mapping[str, object], writer: _Writer, report: Report) -> None:
    """Say of a talk of format 1 which numbers it has other digits of now: these had three decimals at most, and years
    a sign between thousands."""
    found: list[tuple[Span, str]] = []
    for text in said:
        for run in text.runs:
            value = _plain(values.get(run.value)) if run.value and not run.format else None
            if not is_number(value):
                continue
            try:
                with localcontext(prec=1000):
                    rounded = round(exact(value), 3)
                before = written(int(rounded) if rounded == int(rounded) else float(rounded), writer.language)
                now = writer.shown(value)
            except (_Unsayable, NoNumber, InvalidOperation):
                continue
            if now != before:
                found.append((text.place_of(run).span, f"`{before}` is `{now}` now"))
    if found:
        what = "1 number is" if len(found) == 1 else f"{len(found)} numbers are"
        help = (
            "as before with `{name, .0}` and the like; write `format: 2` at the top if they are right as they are now"
        )
        message = f"{what} written otherwise than before format 2: {found[0][1]}"
        report.warning("old-format", message, found[0][0], help)


def _styled(part: Run, around: Run) -> Run:
    """A part of a counted value in the style of what stands around it, and in its own."""
    return replace(
        around,
        text=part.text,
        cite=part.cite,
        bold=around.bold or part.bold,
        italic=around.italic or part.italic,
        sup=around.sup or part.sup,
        link=part.link or around.link,
    )


def _with_power(run: Run) -> Iterator[Run]:
    """The run with the power of a number (10⁻¹²) as a raised run, as the author would write it."""
    start = 0
    for power in () if run.sup else _POWER.finditer(run.text):
        yield replace(run, text=run.text[start : power.start()])
        yield replace(run, text=power[0].translate(LOWERED), sup=True)
        start = power.end()
    yield replace(run, text=run.text[start:])


_POWER = regex("(?<=×\N{NO-BREAK SPACE}10)[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def _with_bounds(runs: list[Run]) -> list[Run]:
    """Where `p = ` stands before a bound, the bound's own sign: p < 0.001."""
    said = list(runs)
    for place in range(1, len(said)):
        before, bound = said[place - 1], said[place]
        equals = _EQUALS.search(before.text)
        if equals and bound.text[:1] in ("<", ">"):
            said[place - 1] = replace(before, text=f"{before.text[: equals.start()]}{bound.text[0]}{equals[1]}")
            said[place] = replace(bound, text=bound.text[1:])
    return said


_EQUALS = regex("=([ \N{NO-BREAK SPACE}]?)$")


def _values(world: Workspace, using: Span, report: Report) -> dict[str, object] | None:
    script = world.figures_folder / "values.py"
    name = world.relative(script)
    if not world.door.is_there(script, "values"):
        report.error(
            "no-values",
            f"there is no `{name}` to compute values in braces",
            using,
            "write `def values(data)` there, or put \\ before the brace",
        )
        return None
    if not world.runs_code:
        report.add(left_out(f"`{name}`", "the numbers that it computes are missing", using))
        return None
    try:
        values = world.once(("values", script), lambda: _computed(script, world))
    except Refused as refused:
        refused.tell(world.relative(refused.path), using, report)
        return None
    except ScriptFailed as problem:
        help = getattr(problem.raised, "help", _LOOK)
        report.error("values-failed", f"`{name}` failed: {problem}", code_line(script, problem.line, name), help)
        return None
    if isinstance(values, dict):
        return values
    report.error("values-failed", f"`{name}` computes no names with values", Span(name, 0, 0, 0), _RETURN)
    return None


def _day(value: object) -> datetime.date | None:
    """Of which day the data are, where it says so; some data files know the hour too."""
    if isinstance(value, datetime.datetime):
        return value.date()
    return value if isinstance(value, datetime.date) else None


def _computed(script: Path, world: Workspace) -> object:
    """What the script returns. Raises Refused and ScriptFailed."""
    # Imported here because few talks have values, and before the script runs: afterwards nothing may be as it was.
    import fractions  # noqa: F401

    for path in (*inputs(script, world), *world.door.listed(world.data_folder, "*", "values")):
        # What the script reads of them nobody sees: all of it may decide a value.
        if not path.is_dir() and world.door.is_there(path, "values"):
            world.door.read(path, "values")
    return run_script(script, "values", world.data_folder, take=_held)


class _Unknown(Value, frozen=True):
    """A value of a type that no slide can say."""

    type: str


def _held(value: object) -> object:
    """The same in Python's own types: what a script's own objects do when they are asked is done while it runs."""
    from fractions import Fraction

    match value:
        case None | bool():
            return value
        case int():
            return int.__int__(value)
        case float():
            return float.__float__(value)
        case str():
            return str.__str__(value)
        case dict():
            return {_held(name): _held(part) for name, part in value.items()}
        case tuple():
            return tuple(map(_held, value))
        case list():
            return list(map(_held, value))
        case datetime.date() if type(value).__name__ not in _MISSING:
            return datetime.date(value.year, value.month, value.day)
        case datetime.date():
            return value
        case Decimal():
            return Decimal(value)
        case Fraction():
            return Fraction(value)
    value = _plain(value)
    return value if is_number(value) else _Unknown(type(value).__name__)


_LOOK = "correct the script here; often a data file, or a column in it, has another name now"
_RETURN = 'let `values(data)` return them, as in {"trials": 12}'
