"""Which rows of its data files does a table or chart show, and what do their cells say?"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from deck.data_file import BadData, Cell, Row, Sheet
from deck.diagnostics import Diagnostic, Report, Severity, Span, close_matches
from deck.markup import Run, Text, parse
from deck.material import Material, literal, on_one_line
from deck.place import Place
from deck.plain_words import printed_raw
from deck.regex import regex
from deck.talk import Name
from deck.value import Value

Found = tuple[list[Row], list[Diagnostic]]


class Selection(Value, frozen=True):
    """Which rows an author wants of data files, and which of their fields."""

    files: tuple[Name, ...]
    fields: tuple[Name, ...]
    join: Name | None = None
    only: Mapping[Name, tuple[str, ...]] = {}
    except_: Mapping[Name, tuple[str, ...]] = {}
    values: Mapping[Name, Mapping[str, Text]] = {}
    names: tuple[Name, ...] = ()
    """Fields whose cells are the same in every language."""


class FromFiles(Protocol):
    """A slide that shows data files: which rows of them, and in which words."""

    @property
    def csv(self) -> Name | tuple[Name, ...] | None: ...
    @property
    def join(self) -> Name | None: ...
    @property
    def only(self) -> Mapping[Name, tuple[str, ...]]: ...
    @property
    def except_(self) -> Mapping[Name, tuple[str, ...]]: ...
    @property
    def values(self) -> Mapping[Name, Mapping[str, Text]]: ...
    @property
    def names(self) -> tuple[Name, ...]: ...


class Chosen(NamedTuple):
    """The rows that are wanted, and by which name the talk calls the file of each."""

    rows: list[Row]
    named: Mapping[Path, Name]


def selection(says: FromFiles, fields: Iterable[Name]) -> Selection:
    """What a slide wants of its files: these fields, of the rows that it keeps."""
    files = says.csv if isinstance(says.csv, tuple) else (says.csv,) if says.csv is not None else ()
    return Selection(files, tuple(fields), says.join, says.only, says.except_, says.values, says.names)


def with_cells_in_words(
    wanted: Selection, material: Material, is_told: Callable[[str], bool]
) -> Mapping[Name, Mapping[str, Text]]:
    """What the slide shows for raw values, with every cell in words for which it has none and that is no name.

    A raw value is a key of its own already: so it is translated where it stands, and wherever it goes in the file.
    """
    chosen = chosen_rows(wanted, material)
    found = {field: dict(said) for field, said in wanted.values.items()}
    if chosen is None:
        return found
    world = material.world
    for field in (field for field in wanted.fields if field not in wanted.names):
        said = found.setdefault(field, {})
        for row in chosen.rows:
            raw, cell = _said(row, field), row[field]
            if raw not in said and isinstance(cell, Cell) and is_told(raw):
                file = world.relative(world.root / chosen.named[cell.place.sheet.path])
                said[raw] = _as_text(raw, Span(file, cell.place.line, 0, 0))
    return {field: said for field, said in found.items() if said}


def _as_text(raw: str, span: Span) -> Text:
    """A cell as the talk would write it: its signs are signs."""
    plain = parse(raw, Place.at(span), Report())
    source = raw if plain.plain == raw and len(plain.runs) == 1 else _SIGN.sub(r"\\\g<0>", raw)
    return Text((Run(raw),), source, Place.at(span))


_SIGN = regex(r"[\\*^\[\]{}_~`<$&]")


def chosen_rows(wanted: Selection, material: Material) -> Chosen | None:
    """The rows of all files, joined and filtered; None, and diagnostics, where anything of it is wrong."""
    sheets = [material.read_csv(file) for file in wanted.files]
    partner = material.read_csv(wanted.join) if wanted.join is not None else None
    read = [sheet for sheet in sheets if sheet is not None]
    if len(read) < len(sheets) or (wanted.join is not None and partner is None):
        return None
    rows, mistakes = _chosen(wanted, read, partner)
    material.report.add(*mistakes)
    if _is_wrong(mistakes):
        return None
    named = {sheet.path: file for sheet, file in zip(read, wanted.files, strict=True)}
    if partner is not None and wanted.join is not None:
        named[partner.path] = wanted.join
    return Chosen(rows, named)


def shown_cells(wanted: Selection, chosen: Chosen, material: Material) -> tuple[tuple[Text, ...], ...] | None:
    """What the wanted fields of the rows say, row by row; None, and diagnostics, where a cell is unclear."""
    cells, mistakes = _cells(wanted, chosen, material.talk.meta.language)
    material.report.add(*mistakes)
    return None if _is_wrong(mistakes) else cells


def _is_wrong(mistakes: Iterable[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in mistakes)


def _chosen(wanted: Selection, sheets: Sequence[Sheet], partner: Sheet | None) -> Found:
    """The rows of all files, joined and filtered; later steps are left out where one before them fails."""
    rows, mistakes = _one_after_the_other(wanted.files, sheets)
    fields = [*sheets[0].columns, *(partner.columns if partner else ())]
    mistakes += _unknown(wanted, fields)
    if partner is not None and wanted.join is not None and not mistakes:
        rows, mistakes = _joined(rows, sheets[0].columns, partner, wanted.join)
    if mistakes:
        return [], mistakes
    return [row for row in rows if _is_wanted(row, wanted)], [*_idle(wanted, rows)]


def _one_after_the_other(files: Sequence[Name], sheets: Sequence[Sheet]) -> Found:
    mistakes = []
    for file, sheet in zip(files[1:], sheets[1:], strict=True):
        if set(sheet.columns) != set(sheets[0].columns):
            help = f"the first line of each file has to be that of `{files[0]}`"
            what = f"`{file}` has other fields than `{files[0]}`"
            mistakes.append(_mistake("table-shape", what, file.span, help))
    rows = [row for sheet in sheets for row in sheet.rows]
    if not rows:
        what = f"`{files[0]}` has no row under the names of its columns"
        help = "put rows into it, or take the slide away until there are any"
        mistakes.append(_mistake("bad-csv", what, files[0].span, help))
    return rows, mistakes


def _unknown(wanted: Selection, fields: Sequence[str]) -> Iterator[Diagnostic]:
    parts: tuple[Iterable[object], ...] = (wanted.fields, wanted.only, wanted.except_, wanted.values, wanted.names)
    for name in (name for part in parts for name in part):
        if isinstance(name, Name) and name not in fields:
            help = close_matches(name, fields) or f"its fields are {_listed(dict.fromkeys(fields))}"
            yield _mistake("unknown-field", f"the CSV has no field `{name}`", name.span, help)


def _joined(rows: list[Row], columns: Sequence[str], partner: Sheet, file: Name) -> Found:
    """Each row with the fields of the row of `partner` that agrees with it in every field both have."""
    shared = [field for field in columns if field in partner.columns]
    if not shared:
        loose = {_loosely(name): name for name in partner.columns}
        near = next((field for field in columns if _loosely(field) in loose), "")
        help = f"the `csv` calls `{near}` what it calls `{loose.get(_loosely(near))}`: give both one name"
        help = help if near else f"both need a column of the same name; its columns are {_listed(partner.columns)}"
        return [], [_mistake("bad-join", f"`{file}` has no field in common with the `csv`", file.span, help)]
    wanted = {_key(row, shared) for row in rows}
    by_key: dict[tuple[str, ...], Row] = {}
    for row in partner.rows:
        before = by_key.setdefault(_key(row, shared), row)
        if before != row and _key(row, shared) in wanted:
            what = (
                f"lines {before.line} and {row.line} of `{file}` have the same {_listed(shared)} and differ elsewhere"
            )
            return [], [
                _mistake("bad-join", what, file.span, "leave one of them, or add a column that tells them apart")
            ]
    missed = [row for row in rows if _key(row, shared) not in by_key]
    mistake = _missed(rows, missed, by_key, shared, file)
    empty = dict.fromkeys(partner.columns, "")
    return [by_key.get(_key(row, shared), Row(empty)) | row for row in rows], mistake


def _missed(
    rows: list[Row], missed: list[Row], by_key: Mapping[tuple[str, ...], Row], shared: Sequence[str], file: Name
) -> list[Diagnostic]:
    """What is wrong if no row finds its partner, or one misses it by a capital or a space."""
    loose = {tuple(map(_loosely, key)): key for key in by_key}
    for row in missed:
        near = loose.get(tuple(_loosely(part) for part in _key(row, shared)))
        if near is not None:
            pairs = zip(shared, _key(row, shared), near, strict=True)
            field, ours, theirs = next(pair for pair in pairs if pair[1] != pair[2])
            place = row.places[0]
            what = f"line {place.line} of `{place.sheet.path.name}` says `{ours}`, `{file}` says `{theirs}`"
            help = f"write `{field}` in one way in both files"
            return [_mistake("bad-join", what, file.span, help)]
    if missed and len(missed) == len(rows):
        what = f"no row of `{file}` has the {_listed(shared)} of a row of the `csv`"
        first = " and ".join(f"`{part}`" for part in _key(rows[0], shared))
        help = f"rows are joined where all fields agree that both files have; the first row needs {first}"
        return [_mistake("bad-join", what, file.span, help)]
    return []


def _is_wanted(row: Row, wanted: Selection) -> bool:
    return all(_said(row, field) in map(_composed, values) for field, values in wanted.only.items()) and not any(
        _said(row, field) in map(_composed, values) for field, values in wanted.except_.items()
    )


def _idle(wanted: Selection, rows: list[Row]) -> Iterator[Diagnostic]:
    """Filters that find nothing: an error where the table would be empty or a value is misspelt, else a warning."""
    found: list[Diagnostic] = []
    for part, given in (("only", wanted.only), ("except", wanted.except_), ("values", wanted.values)):
        for field, values in given.items():
            there = list(dict.fromkeys(_said(row, field) for row in rows))
            found += _of_field(part, field, [_composed(value) for value in values], there)
    yield from found
    if not found and not any(_is_wanted(row, wanted) for row in rows):
        where = next(iter(wanted.only or wanted.except_)).span
        what = "no row is left: no line of the file passes all of `only` and `except`"
        yield _mistake("matches-nothing", what, where, "take a condition away")


def _of_field(part: str, field: Name, values: list[str], there: list[str]) -> Iterator[Diagnostic]:
    idle = [value for value in values if value not in there]
    loose = {_loosely(one): one for one in there if one not in values}
    for value in idle:
        what = f"no row has `{value}` in `{field}`"
        if _loosely(value) in loose:
            help = f"the file says `{loose[_loosely(value)]}`"
            yield _mistake("matches-nothing", what, field.span, help)
        elif part == "only" and len(idle) < len(values):
            yield _mistake("matches-nothing", what, field.span, _instead(value, there), Severity.WARNING)
    if idle and len(idle) == len(values) and not any(_loosely(value) in loose for value in idle):
        near = close_matches(idle[0], [one for one in there if one])
        harmless = part == "except" and not near
        what = f"no row has {' or '.join(f'`{value}`' for value in idle)} in `{field}`"
        severity = Severity.WARNING if harmless else Severity.ERROR
        yield _mistake("matches-nothing", what, field.span, _instead(idle[0], there), severity)


def _instead(value: str, there: list[str]) -> str:
    some = [one for one in there if one]
    near = close_matches(value, some)
    return near or f"the file says {_listed(some[:8])}{' …' if len(some) > 8 else ''}" if some else "it is empty there"


def _cells(wanted: Selection, chosen: Chosen, language: str) -> tuple[tuple[tuple[Text, ...], ...], list[Diagnostic]]:
    """The cells as a slide says them, and of each column the first that nobody can be sure of, or that holds markup."""
    unclear: dict[Name, Diagnostic] = {}
    marked: dict[Name, Diagnostic] = {}

    def cell(field: Name, row: Row) -> Text:
        raw = row[field]
        written = wanted.values.get(field, {}).get(_said(row, field))
        if written is not None or field in unclear:
            return written or literal("", field.span)
        try:
            said = raw.shown(language) if isinstance(raw, Cell) else raw
        except BadData as problem:
            unclear[field] = _mistake("unclear-cell", problem.what, chosen.named[problem.path].span, problem.help)
            return literal("", field.span)
        if isinstance(raw, Cell) and field not in marked:
            place = raw.place
            what = f"`{field}` in line {place.line} of `{place.sheet.path.name}`"
            if found := printed_raw(said, what, chosen.named[place.sheet.path].span):
                marked[field] = found
        return literal(on_one_line(said), field.span)

    shown = tuple(tuple(cell(field, row) for field in wanted.fields) for row in chosen.rows)
    return shown, [*unclear.values(), *marked.values()]


def _key(row: Row, shared: Sequence[str]) -> tuple[str, ...]:
    return tuple(_said(row, field) for field in shared)


def _said(row: Row, field: str) -> str:
    return on_one_line(row[field])


def _composed(value: str) -> str:
    return unicodedata.normalize("NFC", value)


def _loosely(value: str) -> str:
    """What is left of a value when it is written without care: neither case nor signs nor spaces."""
    return "".join(letter for letter in value.casefold() if letter.isalnum()) or value


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _mistake(code: str, what: str, span: Span, help: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(severity, code, what, span, help)
