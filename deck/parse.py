"""Source -> Talk: every mistake of the author becomes a diagnostic where it was made."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, Literal, get_args, get_origin

import msgspec

from deck import markup
from deck.as_before import AsBefore
from deck.diagnostics import Found, Report, Span, close_matches
from deck.kinds import Kinds
from deck.markup import Run, Text, composed
from deck.phrases import Phrases
from deck.place import Place
from deck.plain_words import printed_raw
from deck.points import Part, dashed_line, holds_a_list, listed, points
from deck.regex import regex
from deck.source import Source
from deck.talk import NO_SECTION, Meta, Name, Number, Prose, Record, Section, Slide, SlideKind, Talk, Verbatim
from deck.value import replace
from deck.yaml_mistakes import begun_before, in_quotes, wants_quotes

Path = tuple[str | int, ...]
MISSING = object()
FORMATS = ("1", "2")
Written = typing.TypeVar("Written", bound=Record)


def parse(source: Source, kinds: Kinds | None = None, before: AsBefore | None = None) -> tuple[Talk | None, Found]:
    """The talk; None when it has no readable head. A slide that cannot be read stays, marked unreadable.

    `kinds` are those that its slides may be of; without them, the program's. `before` is what is known of slides that
    are as they were, from the same source.
    """
    report = Report()
    return _talk(source, report, kinds or Kinds(), before or AsBefore()), report.found


def record_of(source: Source, kind: type[Written], report: Report) -> Written | None:
    """A file that is one record, and no talk; None after its mistakes were reported."""
    if not isinstance(source.data, dict):
        names = ", ".join(f"`{name}`" for name in fields_of(kind))
        report.error("wrong-type", f"`{source.file}` is not a mapping", source.span(()), f"it has {names}")
        return None
    return _Reader(source, report, Kinds()).record(source.data, kind, ())


def _talk(source: Source, report: Report, kinds: Kinds, before: AsBefore) -> Talk | None:
    reader = _Reader(source, report, kinds)
    data = source.data
    written = data.get("slides") if isinstance(data, dict) else None
    if isinstance(written, dict) and "kind" in written:
        written = [written]
    if isinstance(data, dict) and (misspelt := _misspelt(data)):
        name, wanted = misspelt
        report.error("unknown-field", f"unknown field `{name}`", source.key_span((name,)), f"did you mean `{wanted}`?")
        return None
    if not isinstance(data, dict) or not isinstance(written, list) or not isinstance(data.get("talk"), dict):
        report.error(
            "not-a-talk",
            "a talk needs `talk:` with a title and `slides:` with a list of slides",
            source.span(()),
            "`deck new DIR` writes a small one to begin with",
        )
        return None
    if not written:
        help = "write a slide under `slides:`, begun with `- id: …`; `deck kinds` lists what it can be"
        report.error("not-a-talk", "the talk has no slides", source.key_span(("slides",)), help)
        return None
    for key in data:
        if key not in ("format", "talk", "slides"):
            report.error(
                "unknown-field",
                f"unknown field `{key}`",
                source.key_span((key,)),
                close_matches(key, ("format", "talk", "slides")),
            )
    meta = report.take(before.of("head", "", (source,), (data["talk"],), partial(_head, reader, data["talk"])))
    _check_speakers(data["talk"], source, report)
    if meta is not None and not meta.title.plain.strip():
        where = source.span(("talk", "title"))
        report.error("missing-field", "the talk's title has no words", where, "write it without citations or values")
    if meta is not None and meta.url and (problem := markup.problem_of_link(meta.url)):
        where = source.span(("talk", "url"))
        report.error("bad-link", f"`{meta.url}` is not a link that a deck may carry", where, problem)
    slides = _slides(reader, written, before)
    if meta is None:
        return None
    return Talk(meta, slides, phrases=Phrases(meta.language), format=_format(data, source, report))


def _head(reader: _Reader, data: object) -> tuple[Meta | None, Found]:
    reader = _Reader(reader.source, Report(), reader.kinds)
    return reader.record(data, Meta, ("talk",)), reader.report.found


def _format(data: Mapping[str, object], source: Source, report: Report) -> int:
    """By which rules its author wrote the talk; all are read by those of the newest."""
    written = data.get("format", "1")
    if written not in FORMATS:
        help = f"write `format: {FORMATS[-1]}`, as `deck new` does; a talk from before says nothing"
        report.error("unknown-choice", f"`format` cannot be `{written}`", source.span(("format",)), help)
        return int(FORMATS[-1])
    return int(str(written))


def _misspelt(data: Mapping[str, object]) -> tuple[str, str] | None:
    """A name that was meant as `talk` or `slides`, where that is missing."""
    missing = [name for name in ("talk", "slides") if name not in data]
    return next(((name, one) for one in missing for name in data if _is_slip(name, (one,))), None)


def _check_speakers(talk: object, source: Source, report: Report) -> None:
    """Who speaks is said, and once."""
    said = [name for name in ("speaker", "speakers") if isinstance(talk, Mapping) and name in talk]
    if isinstance(talk, Mapping) and not said:
        help = "add `speaker: …`, or `speakers: [A, B]`"
        report.error("missing-field", "`speaker` is missing", source.span(("talk",)), help)
    elif len(said) > 1:
        where = source.key_span(("talk", "speakers"))
        message = "`speaker` and `speakers` both say who speaks"
        report.error("duplicate-key", message, where, "write all names under `speakers`, and take `speaker` away")


def _slides(reader: _Reader, written: Sequence[object], before: AsBefore) -> tuple[Slide, ...]:
    slides: list[Slide] = []
    section = NO_SECTION
    seen: dict[str, Path] = {}
    for place, one in enumerate(written):
        path: Path = ("slides", place)
        id, kind = (one.get(name) if isinstance(one, dict) else None for name in ("id", "kind"))
        same = section, reader.source, reader.kinds.own.get(str(kind))
        make = partial(_alone, reader, one, path, section)
        slide = reader.report.take(before.of("slide", str(id), same, (place, one), make))
        if slide.section is not section:
            # What else is in a section need not be read again while its name stands where it stood.
            begun = slide.section
            section = before.of(
                f"section {place}", "", (), (begun, begun.called.span), partial(Section, begun, begun.called)
            )
            slide = before.of("begins", slide.says.id, (slide, section), (), partial(replace, slide, section=section))
        slides.append(slide)
        first = seen.setdefault(slide.says.id, path)
        if first != path and not slide.unreadable:
            reader.report.error(
                "duplicate-id",
                f"two slides have the id `{slide.says.id}`",
                reader.source.span((*path, "id")),
                f"the first is in line {reader.source.span((*first, 'id')).line}; give this one another name",
            )
    return tuple(slides)


def _alone(reader: _Reader, one: object, path: Path, section: Section) -> tuple[Slide, Found]:
    reader = _Reader(reader.source, Report(), reader.kinds)
    return _slide(reader, one, path, section), reader.report.found


def _slide(reader: _Reader, one: object, path: Path, section: Section) -> Slide:
    span = reader.source.span(path)
    name = one.get("id") if isinstance(one, dict) else None
    title = Text((), "", Place.at(span))
    stand_in = Unreadable(id=name if isinstance(name, str) else f"slide-{path[1]}", title=title)
    broken = Slide("unreadable", stand_in, span, section, unreadable=True)
    if not isinstance(one, dict):
        reader.report.error("wrong-type", f"a slide is a mapping, not {_called(one)}", span, "begin it with `- id: …`")
        return broken
    if isinstance(one.get("kind"), list) and len(one["kind"]) == 1:
        one = {**one, "kind": one["kind"][0]}
    begins = one.get("section")
    if isinstance(begins, str) and (words := begins.strip()):
        place = Place(reader.source, (*path, "section"))
        section = Section(words, markup.parse(words, place, reader.report))
    name = one.get("kind")
    known = reader.kinds.names
    if not isinstance(name, str) or name not in known:
        slip = next((key for key in one if "kind" not in one and _is_slip(key, ("kind",))), "")
        if slip:
            at = reader.source.key_span((*path, slip))
            reader.report.error("unknown-field", f"unknown field `{slip}`", at, "did you mean `kind`?")
            return broken
        at = reader.source.span((*path, "kind")) if "kind" in one else span
        message = f"unknown kind `{name}`" if "kind" in one else "a slide needs a `kind:`"
        near = close_matches(name, known) if isinstance(name, str) else ""
        help = near or "`deck kinds` lists what a slide can be"
        reader.report.error("unknown-kind", message, at, help)
        return broken
    if name not in reader.kinds.usable:
        _say_unusable(reader, name, path)
        return broken
    fields = {key: value for key, value in one.items() if key != "kind"}
    says = reader.record(fields, reader.kinds[name], path)
    if says is None:
        return Slide("unreadable", broken.says, span, section, unreadable=True)
    _check_draft(reader, says, path)
    places = {key: reader.source.span((*path, key)) for key in one}
    return Slide(name, says, places["id"], section, places)


def _say_unusable(reader: _Reader, name: str, path: Path) -> None:
    """Of a kind with a mistake nothing is said here: its own line was named."""
    own = reader.kinds.own[name]
    if own.left_out:
        message = f"`{own.label}` was left out, as `--no-code` asks: slides of the kind `{name}` are missing"
        help = "build without --no-code if you trust the talk's code"
        reader.report.warning("code-left-out", message, reader.source.span((*path, "kind")), help)


class Unreadable(SlideKind, frozen=True, kw_only=True):
    """Stands in for a slide with mistakes, so that the rest of the talk can still be read."""

    def compose(self, material: object) -> Any:
        raise TypeError("an unreadable slide has no scene")


def _check_draft(reader: _Reader, says: SlideKind, path: Path) -> None:
    known = [written_name(field) for field in says.__struct_fields__]
    for name in says.draft:
        if name not in known:
            help = close_matches(name, known) or "name fields of this slide"
            reader.report.error("unknown-field", f"this slide has no field `{name}`", name.span, help)


@cache
def fields_of(kind: type[Record]) -> dict[str, msgspec.structs.FieldInfo]:
    """A record's fields, by the names that an author writes."""
    return {written_name(field.name): field for field in msgspec.structs.fields(kind)}


def written_name(field: str) -> str:
    """A field as an author writes it (`except_` is `except`)."""
    return field.rstrip("_")


class _Reader:
    """Turns plain data into records, by their types."""

    def __init__(self, source: Source, report: Report, kinds: Kinds) -> None:
        self.source = source
        self.report = report
        self.kinds = kinds

    def record(self, data: object, kind: type[Written], path: Path) -> Written | None:
        """The record, or None when a field is missing or wrong; all its mistakes are reported."""
        fields = fields_of(kind)
        if not isinstance(data, dict):
            required = _required(fields)
            wanted = f"a mapping with {', '.join(f'`{name}`' for name in required)}"
            self._wrong(path, wanted, data, _as_record(data, required))
            return None
        if self._is_of_other_names(data, fields, path):
            return None
        unknown = self._unknown(data, fields, path)
        good = not unknown
        values: dict[str, object] = {}
        for name, field in fields.items():
            if data.get(name) is None:
                if field.required:
                    good = False
                    # A slip of the pen is one mistake: the misspelt field was named already.
                    if not any(close_matches(one, (name,)) for one in unknown):
                        self._missing(data, name, path)
                continue
            value = self.value(data[name], field.type, (*path, name))
            if field.required and isinstance(value, Text) and value.is_empty:
                slide_title = name == "title" and path[:1] == ("slides",) and len(path) == 2
                help = "write it; `title_shown: false` keeps it off the slide" if slide_title else "write it"
                self.report.error("missing-field", f"`{name}` is empty", self.source.span((*path, name)), help)
                good = False
            elif value is MISSING:
                good = False
            else:
                values[field.name] = value
                if _is_printed(field.type):
                    self._warn_of_marks(value, data[name], (*path, name))
        return kind(**values) if good else None

    def _is_of_other_names(self, data: Mapping[str, object], fields: Mapping[str, Any], path: Path) -> bool:
        """Whether a mapping has names of its author's own alone, as in `{CAR: a receptor}`: that is one mistake."""
        known = [name for name in data if name in fields or _is_slip_of_the_pen(name, fields)]
        if known or not data or len(path) < 3 or any(isinstance(value, dict) for value in data.values()):
            return False
        required = _required(fields)
        (name, value), *_ = data.items()
        named = " and ".join(f"`{one}`" for one in required)
        help = f"write {named} in it"
        if len(required) > 1 and value:
            said = _quoted(value) if isinstance(value, str) else self.source.typed((*path, name))
            help = f"write {{{required[0]}: {_quoted(name)}, {required[1]}: {said}}}"
        message = f"{_spoken(path)} has {named}, not `{name}`"
        self.report.error("wrong-type", message, self.source.key_span((*path, name)), help)
        return True

    def _warn_of_marks(self, value: Any, data: object, path: Path) -> None:
        """Say of a plain string, of each in a list, or of the names in a mapping, that its markup is printed."""
        match value:
            case str() if found := printed_raw(value, f"`{_field(path)}`", self.source.span(path)):
                self.report.add(found)
            case tuple():
                for number, one in enumerate(value):
                    self._warn_of_marks(one, one, (*path, number) if isinstance(data, list) else path)
            case dict():
                for name in value:
                    if found := printed_raw(name, f"a name in `{path[-1]}`", self.source.key_span((*path, name))):
                        self.report.add(found)

    def value(self, data: object, kind: Any, path: Path) -> Any:
        """`data` as `kind`, or MISSING after a diagnostic."""
        kind, meta = unwrapped(kind)
        origin = _origin(kind)
        if origin in (typing.Union, types.UnionType):
            return self._union(data, kind, meta, path)
        if origin is tuple:
            return self._list(data, get_args(kind)[0], meta, path)
        if origin is dict:
            key, of = get_args(kind)
            return self._mapping(data, key, of, path)
        if isinstance(data, list) and len(data) > 1 and kind is Prose:
            return self._prose_of_list(data, path)
        if isinstance(data, list) and len(data) == 1:
            return MISSING if self._is_in_brackets(kind, path) else self.value(data[0], kind, (*path, 0))
        if origin is Literal:
            return self._choice(data, get_args(kind), path)
        if isinstance(kind, type) and issubclass(kind, Record):
            value = self.record(data, kind, path)
            return MISSING if value is None else value
        if isinstance(data, dict) and data and kind in _WORDS:
            return self._with_a_colon(data, path)
        if not isinstance(data, str):
            return self._wrong(path, _NAMES.get(kind, "text"), data)
        if kind in _WORDS and self._is_cut_short(data.steps if isinstance(data, Part) else path):
            return MISSING
        if kind is Text:
            return self._formula(data, path) if _is_formula(meta) else self._text(data, path)
        if kind is Prose:
            return self._prose(data, path)
        if kind is Verbatim:
            return self._verbatim(data, path)
        if kind in (Name, Number):
            help = "write – where there is none" if kind is Number else ""
            return kind(composed(data), self.source.span(path)) if data else self._wrong(path, _NAMES[kind], None, help)
        return self._plain(data, kind, meta, path)

    def _text(self, data: str, path: Path) -> Any:
        if ("\n" in data or "\t" in data) and self._has_an_escape(data.steps if isinstance(data, Part) else path):
            return MISSING
        if data.startswith("-") and self._has_stuck_dashes(path):
            return MISSING
        if not isinstance(data, Part) and holds_a_list(data) and self._holds_a_list(path):
            return MISSING
        return markup.parse(data, data.place if isinstance(data, Part) else Place(self.source, path), self.report)

    def _formula(self, data: str, path: Path) -> Any:
        if ("\n" in data or "\t" in data) and self._has_an_escape(path):
            return MISSING
        return markup.formula(data, Place(self.source, path), self.report)

    def _verbatim(self, data: str, path: Path) -> Any:
        """Text whose lines count: YAML joins those of a text that does not begin with `|`."""
        if len(self.source.lines_of(path)) > len([line for line in data.split("\n") if line.strip()]):
            message = f"the lines of `{_field(path)}` are joined into one"
            help = f"begin it with `|`: write `{_field(path)}: |`, and the lines below that, further in"
            self.report.error("yaml-syntax", message, self.source.key_span(path), help)
            return MISSING
        return Verbatim(data, Place(self.source, path))

    def _has_an_escape(self, path: Path) -> bool:
        """Whether `\\times` or `\\nu` in double quotes was meant as letters; it begins with white space there."""
        word = _BREAK_AND_LETTER.match(self.source.typed(path))
        if word is None:
            return False
        what = "line break" if word[1][1] == "n" else "tab"
        message = f"`{word[1][:2]}` in double quotes is a {what}, not the beginning of `{word[1]}`"
        help = "use single quotes: there a backslash stays one"
        self.report.error("yaml-syntax", message, self.source.span(path), help)
        return True

    def _with_a_colon(self, data: Mapping[str, Any], path: Path) -> object:
        """A text that YAML took for a name with a value."""
        typed = self.source.typed(path)
        if typed[:1] in ("{", "?"):
            self.report.error("yaml-syntax", wants_quotes(typed[0]), self.source.span(path), in_quotes(typed))
            return MISSING
        value = next(iter(data.values()))
        ends = value is None
        if typed.endswith(":") and isinstance(value, str):
            typed = f"{typed} {value}"
        what = "ends in a `:`" if ends else "holds a `:` followed by a space"
        message = f"this text {what}, which YAML reads as a name"
        self.report.error("yaml-syntax", message, self.source.colon(path), in_quotes(typed))
        return MISSING

    def _is_cut_short(self, path: Path) -> bool:
        """Whether ` #` has taken words off the end of a text."""
        lost = self.source.comment_behind(path)
        if lost is None:
            return False
        words = self.source.rest_of_line(lost)
        shown = words if len(words) <= 40 else f"{words[:39]}…"
        begins = self.source.span(path)
        alone = begins.line == lost.line and self.source.is_alone_on_its_line(path)
        help = in_quotes(self.source.rest_of_line(begins)) if alone else "put the whole text in quotes"
        message = f"`{shown}` would be lost: ` #` starts a comment"
        self.report.error("lost-words", message, lost, f"{help}; a comment has two spaces before `#`")
        return True

    def _holds_a_list(self, path: Path) -> bool:
        """Whether a line of a text begins with a dash, where no list can be: to YAML it is one long text."""
        dashed = dashed_line(self.source, path)
        if dashed is None:
            return False
        column, start = dashed
        dash = self.source.dash_column(path)
        if isinstance(path[-1], int) and dash >= 0 and column == dash + 1:
            message = "this line is indented by one space too many: it goes on with the text above"
            help = f"begin it in column {dash + 1}, as the other items"
        else:
            message = "this line does not begin a list: it goes on with the text above"
            help = "write the points as a list of their own, or a dash – in the text"
        self.report.error("yaml-syntax", message, self.source.stretch(path, start, start + 1), help)
        return True

    def _has_stuck_dashes(self, path: Path) -> bool:
        """Whether every line of a text begins with a dash that no space follows: to YAML no list at all."""
        lines = self.source.lines_of(path)
        if len(lines) < 2 or not all(_STUCK_DASH.match(words) for _, _, words in lines):
            return False
        words, at = lines[0][2], lines[0][1]
        where = self.source.stretch(path, at, at + 1)
        self.report.error("yaml-syntax", "a space is missing behind `-`", where, f"write `- {words[1:].strip()}`")
        return True

    def _plain(self, data: str, kind: Any, meta: Any, path: Path) -> Any:
        try:
            constrained = typing.Annotated[kind, meta] if meta is not None else kind
            return msgspec.convert(composed(data), constrained, strict=False)
        except msgspec.ValidationError as problem:
            self.report.error(
                "wrong-type",
                f"`{_field(path)}` cannot be `{data}`",
                self.source.span(path),
                _friendly(str(problem), kind),
            )
            return MISSING

    def _prose(self, data: str, path: Path) -> Prose:
        return Prose(markup.prose(data, Place(self.source, path), self.report))

    def _prose_of_list(self, data: Sequence[Any], path: Path) -> Any:
        values = [self._entry(one, Text, (*path, number), False) for number, one in enumerate(data)]
        if any(value is MISSING for value in values):
            return MISSING
        return Prose(replace(text, runs=(Run("• "), *text.runs), source=f"- {text.source}") for text in values)

    def _union(self, data: object, kind: Any, meta: Any, path: Path) -> Any:
        options = [option for option in get_args(kind) if option is not type(None)]
        if isinstance(data, dict) and {Text, Prose} & set(options) and not _names_fields(data, options):
            return self._with_a_colon(data, path)
        fitting = [option for option in options if _shape(option) is _shape_of(data)]
        of = (fitting or options)[0]
        held = meta is not None and (of in _NUMBERS or (of is Text and _is_formula(meta)))
        return self.value(data, typing.Annotated[of, meta] if held else of, path)

    def _is_in_brackets(self, kind: Any, path: Path) -> bool:
        """Whether an entry such as `- [sic]` would lose its brackets: to YAML it is a list of one."""
        typed = self.source.typed(path) if isinstance(path[-1], int) and kind in _WORDS else ""
        if not (typed.startswith("[") and typed.endswith("]")):
            return False
        self.report.error("yaml-syntax", wants_quotes("["), self.source.span(path), in_quotes(typed))
        return True

    def _list(self, data: object, of: Any, meta: Any, path: Path) -> Any:
        if data is None:
            if self._is_emptied(self.source.key_span(path)):
                return MISSING
            return self._wrong(path, "a list", data, "write each entry on a line of its own, begun with `- `")
        if isinstance(data, str) and (_holds_points(of) or unwrapped(of)[0] is Text):
            parts = listed(data, path, self.source, self.report)
            data = parts if _holds_points(of) or all(isinstance(part, str) for part in parts) else data
        data = data if isinstance(data, list) else [data]
        if _holds_points(of):
            data = points(data, path, self.source, self.report)
        may_be_empty = "may_be_empty" in (getattr(unwrapped(of)[1], "extra", None) or ())
        values = [self._entry(one, of, (*path, place), may_be_empty) for place, one in enumerate(data)]
        low, high = getattr(meta, "min_length", None), getattr(meta, "max_length", None)
        if (low and len(data) < low) or (high and len(data) > high):
            wanted = f"at least {low}" if low and len(data) < low else f"at most {high}"
            self.report.error(
                "wrong-number",
                f"`{path[-1]}` has {len(data)} {'entry' if len(data) == 1 else 'entries'}, it needs {wanted}",
                self.source.key_span(path),
                "add what is missing" if low and len(data) < low else "take some away, or make two slides",
            )
            return MISSING
        return MISSING if any(value is MISSING for value in values) else tuple(values)

    def _entry(self, data: object, of: Any, path: Path, may_be_empty: bool) -> Any:
        value = self.value("" if data is None else data, of, path) if data is not None or may_be_empty else None
        if value is None or (isinstance(value, Text) and value.is_empty and not may_be_empty):
            if data is None and self._is_emptied(self.source.item_span(path)):
                return MISSING
            message = f"an entry of `{_field(path)}` is empty"
            self.report.error("missing-field", message, self.source.item_span(path), "write it, or take the line away")
            return MISSING
        return value

    def _is_emptied(self, begins: Span) -> bool:
        """Whether ` #` has taken all words of a value: that was told, and nothing was forgotten."""
        return _EMPTIED.match(self.source.rest_of_line(begins)) is not None

    def _mapping(self, data: object, key: Any, of: Any, path: Path) -> Any:
        if not isinstance(data, dict):
            return self._wrong(path, "a mapping", data, "write `name: value`, a line each")
        values = {
            (Name(composed(name), self.source.key_span((*path, name))) if key is Name else composed(name)): self.value(
                "" if one is None else one, of, (*path, name)
            )
            for name, one in data.items()
        }
        return MISSING if any(value is MISSING for value in values.values()) else values

    def _choice(self, data: object, options: Sequence[str], path: Path) -> Any:
        if data in options:
            return data
        help = (close_matches(data, options) if isinstance(data, str) else "") or _one_of(options)
        which = f"entry {path[-1] + 1} of " if isinstance(path[-1], int) else ""
        self.report.error("unknown-choice", f"{which}`{_field(path)}` cannot be `{data}`", self.source.span(path), help)
        return MISSING

    def _unknown(self, data: Mapping[str, object], fields: Mapping[str, object], path: Path) -> list[str]:
        unknown = [name for name in data if name not in fields]
        whole = ""
        for name in unknown:
            if data[name] is None and f", {name}" in whole:
                continue
            # A field that is there was not misspelt.
            help = close_matches(name, [one for one in fields if one not in data])
            if not help and data[name] is None:  # {yes: Gloves, also for one}: a comma ends a text between braces
                whole = self._text_with_commas(self.source.key_span((*path, name)))
                help = in_quotes(whole) if whole else "a text with a comma needs quotes here"
            help = help or f"known here: {', '.join(fields)}"
            self.report.error("unknown-field", f"unknown field `{name}`", self.source.key_span((*path, name)), help)
        return unknown

    def _text_with_commas(self, part: Span) -> str:
        """The text between braces that YAML has cut in parts at its commas, of which this is the second."""
        line = self.source.lines(self.source.file)[part.line - 1]
        begun = begun_before(line, part.column - 1)
        after = _OTHER_PARTS.match(line, part.end - 1)
        return line[begun : after.end()].rstrip() if begun >= 0 and after else ""

    def _missing(self, data: Mapping[str, object], name: str, path: Path) -> None:
        span = self.source.key_span((*path, name)) if name in data else self.source.span(path)
        if name in data and self._is_emptied(span):
            return
        self.report.error("missing-field", f"`{name}` is missing", span, f"add `{name}: …`")

    def _wrong(self, path: Path, wanted: str, data: object, help: str = "") -> object:
        what = _spoken(path)
        if wanted == "text" and isinstance(data, list):
            typed = self.source.typed(path)
            has_brackets = typed.startswith("[") and typed.endswith("]")
            help = in_quotes(typed) if has_brackets else f"{what} is one text: write it without `- `"
            if len(data) > 1 and all(isinstance(one, str) for one in data):
                brackets = f"; where the brackets are meant, {in_quotes(typed)}" if has_brackets else ""
                help = f"{what} is one text: {in_quotes('; '.join(data))}{brackets}"
        message = f"{what} should be {wanted}, it is {_called(data)}"
        self.report.error("wrong-type", message, self.source.span(path), help)
        return MISSING


_LONGEST_SHOWN = 60
_EMPTIED = regex(r"(?:-|[\w.-]+:)\s+#(?=[^\s#])")
_STUCK_DASH = regex(r"-[^\s-]")
_BREAK_AND_LETTER = regex(r"\"(?:[^\\]|\\[^nt])*(\\[nt][a-z]+)")
_WORDS = (Text, Prose, Verbatim, str)
_NAMES = {
    str: "text",
    Text: "text",
    Prose: "text",
    Verbatim: "text",
    Name: "a name",
    Number: "a number",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
}


@cache
def unwrapped(kind: Any) -> tuple[Any, Any]:
    """A type without its description, and the description."""
    if get_origin(kind) is typing.Annotated:
        inner, *notes = get_args(kind)
        return inner, next((note for note in notes if isinstance(note, msgspec.Meta)), None)
    return kind, None


@cache
def _origin(kind: Any) -> Any:
    return get_origin(kind)


@cache
def _is_printed(kind: Any) -> bool:
    return "printed" in (getattr(unwrapped(kind)[1], "extra", None) or ())


def _is_formula(meta: Any) -> bool:
    return "formula" in (getattr(meta, "extra", None) or ())


def _is_slip(word: str, names: Sequence[str]) -> bool:
    """Whether a name is another one, misspelt: nearer than what is only offered as a help."""
    from difflib import get_close_matches

    return bool(get_close_matches(word.casefold(), names, n=1, cutoff=0.8))


def _spoken(path: Path) -> str:
    return f"`{path[-1]}`" if isinstance(path[-1], str) else f"an entry of `{_field(path)}`"


def _is_slip_of_the_pen(name: str, fields: Mapping[str, Any]) -> bool:
    """Whether it is a field with a letter wrong; the first letter is right then."""
    return any(name[:1].casefold() == one[:1] and _is_slip(name, [one]) for one in fields)


def _field(path: Path) -> str:
    """The name of the list that an entry is in."""
    return next(step for step in reversed(path) if isinstance(step, str))


_OTHER_PARTS = regex(r"[^,:{}]*(?:,[^,:{}]*)*(?=,\s*[\w.-]+:\s|\s*\})")


def _one_of(options: Sequence[str]) -> str:
    """The choice there is; of a hundred names, told at each of three mistakes, nobody reads one."""
    if len(options) <= _MOST_TOLD:
        return f"one of {', '.join(options)}"
    return f"`deck kinds` with the slide's kind lists all {len(options)}, such as {', '.join(options[-_SOME:])}"


_MOST_TOLD, _SOME = 24, 6


def _names_fields(data: Mapping[str, object], options: Sequence[Any]) -> bool:
    """Whether a mapping is meant as a record, a slip of the pen included; else it is a text with a colon."""
    fields = [name for option in options if _shape(option) is dict for name in fields_of(option)]
    return any(key.casefold() in fields or (" " not in key and _is_slip(key, fields)) for key in data)


@cache
def _holds_points(kind: Any) -> bool:
    """Whether entries of this type are points: a text, or a text with points under it."""
    options = get_args(unwrapped(kind)[0])
    return Text in options and any(_shape(one) is dict and {"text", "sub"} <= set(fields_of(one)) for one in options)


@cache
def _shape(kind: Any) -> type:
    kind, _ = unwrapped(kind)
    if get_origin(kind) is dict or (isinstance(kind, type) and issubclass(kind, Record)):
        return dict
    return list if get_origin(kind) is tuple else str


def _shape_of(data: object) -> type:
    return next((shape for shape in (dict, list) if isinstance(data, shape)), str)


def _as_record(data: object, required: Sequence[str]) -> str:
    """How to write a mapping where a text stands, which is most likely its first field."""
    if not isinstance(data, str) or not required:
        return ""
    fields = [
        f"{required[0]}: {_quoted(data)}",
        *(f"{name}: …" for name in required[1:]),
    ]
    return f"write {{{', '.join(fields)}}}"


def _quoted(words: str) -> str:
    """A text as it stands in a mapping on one line."""
    if len(words) >= _LONGEST_SHOWN:
        return "…"
    return words if re.fullmatch(r"[\w.-][\w./ -]*(?<! )", words) else in_quotes(words).removeprefix("write ")


def _required(fields: Mapping[str, Any]) -> list[str]:
    """The fields that a record must have; where it needs none, the one that it has first of all."""
    return [name for name, field in fields.items() if field.required] or [next(iter(fields))]


def _called(data: object) -> str:
    match data:
        case None:
            return "empty"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            return f"`{data}`"


_NUMBERS = (float, int)
_BOUNDS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}
_EXAMPLES = {bool: "write true or false", float: "write a number, such as 2 or 2.5", int: "write a whole number"}


def _friendly(problem: str, kind: Any) -> str:
    """What to write instead, where a plain value breaks a constraint."""
    if "regex" in problem:
        slug = "[a-z0-9]+(-" in problem
        return "small letters, digits and hyphens, such as `key-points`" if slug else "a language tag such as en-GB"
    bound = re.search(r"([<>]=?) ([\d.]+)", problem)
    if bound is None:
        return _EXAMPLES.get(kind, "")
    return f"write {_NAMES[kind]}, {_BOUNDS[bound[1]]} {float(bound[2]):g}"
