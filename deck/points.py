"""Points under points, in whatever way YAML has nested them: each a text, or a text with `sub`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from deck.diagnostics import Report
from deck.place import Place
from deck.regex import regex
from deck.source import Source, Steps
from deck.yaml_mistakes import in_quotes

DEEPEST: Final = 3
_DASH: Final = regex(r"[-*•] +(?=\S)")
_TYPED_MARK: Final = regex(r"([●▪◦‣■○➢❖\uf0b7\uf0a7])\s")
_NO_MARK: Final = "take it away: points have their mark by themselves"
_PERHAPS: Final = regex(r"(?:^|[ \n])[-*•] ")
_MARK: Final = regex(r"(?:[-*•–·‣▪◦] +|(?P<number>\d{1,2}[.)]) +)(?=\S)")


class Part(str):
    """A part of what is one text to YAML, or a name that is a text; it knows where it stands."""

    place: Place
    steps: Steps

    @classmethod
    def of(cls, words: str, place: Place, steps: Steps) -> Part:
        part = cls(words)
        part.place = place
        part.steps = steps
        return part


def points(data: Sequence[Any], steps: Steps, source: Source, report: Report, depth: int = 1) -> list[Any]:
    """The entries of a list; what YAML reads as one long text, as a list in a list or as a name becomes a point."""
    found: list[Any] = []
    if depth == 1:
        _report_parted(data, steps, source, report)
    for number, one in enumerate(data):
        here = (*steps, number)
        if isinstance(one, list) and found and depth < DEEPEST and not _is_in_brackets(one, here, source):
            found[-1] = _with(found[-1], points(one, here, source, report, depth + 1), (*steps, number - 1), source)
        elif isinstance(one, list) and not found and depth == 1 and source.typed(here).startswith("- "):
            message = "there is no point above for this one to stand under"
            help = "take one dash away; for a minus write − (U+2212)"
            report.error("yaml-syntax", message, source.item_span(here), help)
            found.extend(one)
        elif isinstance(one, Mapping) and _is_headed(one) and depth < DEEPEST:
            ((head, below),) = one.items()
            text = Part.of(f"{head}:", Place.at(source.key_span((*here, head)), source.name(here)), here)
            found.append({"text": text, "sub": points(below, (*here, head), source, report, depth + 1)})
        elif isinstance(one, str) and not isinstance(one, Part):
            if mark := _TYPED_MARK.match(one):
                message = f"`{mark[1]}` at the beginning of a text is printed as it stands"
                report.warning("foreign-markup", message, source.span(here), _NO_MARK)
            found.append(_of_text(one, here, source, report, depth))
        else:
            found.append(one)
    return found


def _report_parted(data: Sequence[Any], steps: Steps, source: Source, report: Report) -> None:
    """Of a list in brackets: entries that are one text, which its commas have parted."""
    for number, one in enumerate(data[:-1]):
        last = _goes_on_until(data, number) if isinstance(one, str) else number
        here = (*steps, number + 1)
        if last == number or source.is_alone_on_its_line(here) or source.typed(here)[:1] in ("'", '"'):
            continue
        message = f"a comma has parted this text: `{_short(data[number + 1])}` is an entry of its own"
        help = in_quotes(", ".join(data[number : last + 1]))
        if word := _CONJUNCTION.match(data[number + 1]):
            help += f"; a point of its own begins without `{word[0].strip()}`"
        report.error("yaml-syntax", message, source.span(here), help)
        return


def _goes_on_until(data: Sequence[Any], number: int) -> int:
    """The entry with which the text of this one ends: its own, or one that closes what it has opened."""
    one = data[number]
    if isinstance(data[number + 1], str) and _CONJUNCTION.match(data[number + 1]):
        return number + 1
    for opens, closes in _PAIRS:
        if one.count(opens) <= one.count(closes):
            continue
        for at in range(number + 1, min(number + _MOST_PARTS, len(data))):
            if not isinstance(data[at], str) or data[at].count(opens) > data[at].count(closes):
                break
            if data[at].count(closes) > data[at].count(opens):
                return at
    return number


_MOST_PARTS: Final = 6


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"


_PAIRS: Final = ("()", "[]", "“”", "„“", "«»")
# What begins no point in the languages of the shipped translations.
_CONJUNCTION: Final = regex(
    r"(?:and|or|but|nor|which|whose|because|und|oder|aber|sondern|weil|sowie|et|ou|mais|puis|maar|omdat)\s"
)


def _is_in_brackets(one: Sequence[Any], steps: Steps, source: Source) -> bool:
    """Whether it is a text such as `- [sic]`, which YAML takes for a list of one."""
    is_text = len(one) == 1 and isinstance(one[0], str)
    return is_text and source.typed(steps).startswith("[") and source.is_alone_on_its_line(steps)


def _is_headed(one: Mapping[str, Any]) -> bool:
    """Whether a mapping is a text that ends in a colon with a list under it: `- Three things:`."""
    return len(one) == 1 and all(isinstance(below, list) for below in one.values()) and "sub" not in one


def _with(point: Any, below: list[Any], steps: Steps, source: Source) -> Any:
    """A point with further points under it."""
    if isinstance(point, Mapping):
        return {**point, "sub": [*(point.get("sub") or ()), *below]}
    text = point if isinstance(point, Part) else Part.of(str(point), Place(source, steps), steps)
    return {"text": text, "sub": below}


def holds_a_list(words: str) -> bool:
    """Whether a text may have a line that begins with a dash."""
    return _PERHAPS.search(words) is not None


def dashed_line(source: Source, steps: Steps) -> tuple[int, int] | None:
    """Column and offset of the first line of a text, not counting its first, that begins with a dash."""
    lines = source.lines_of(steps)[1:]
    return next(((column, at) for column, at, words in lines if _DASH.match(words)), None)


@dataclass(slots=True)
class _Point:
    column: int
    start: int
    end: int
    below: list[_Point] = field(default_factory=list)


def listed(words: str, steps: Steps, source: Source, report: Report) -> list[Any]:
    """A text where a list of points should be: each of its lines that begins with a dash, or the like, is one."""
    lines = source.lines_of(steps)
    marks = [_MARK.match(line) for _, _, line in lines]
    first = marks[0] if marks else None
    if first is None or not (first[0].startswith("-") or (len(marks) > 1 and all(marks))):
        if len(lines) > 1 and lines[0][2][0] not in "-|" and _is_below_its_name(steps, source):
            _report_going_on(
                lines[1], steps, source, report, "begin each point with `- `, or write the text on one line"
            )
        return [words]
    if first["number"]:
        help = "begin each point with `- `; with `marks: number` beside the list they are numbered"
        _report_going_on(lines[1] if len(lines) > 1 else lines[0], steps, source, report, help)
        return [words]
    root = _Point(lines[0][0] - 2, 0, 0)
    if not _grown(root, lines, _MARK, steps, source, report, 0):
        return [words]
    return [_written(point, words, steps, source) for point in root.below]


def _is_below_its_name(steps: Steps, source: Source) -> bool:
    """Whether each line of a text looks like an entry: none stands beside the name, and no `>` folds them."""
    typed = source.typed(steps)
    return typed.startswith("|") or (typed[:1] != ">" and source.span(steps).line > source.key_span(steps).line)


def _report_going_on(line: tuple[int, int, str], steps: Steps, source: Source, report: Report, help: str) -> None:
    _, at, words = line
    message = "this line does not begin a point: it goes on with the text above"
    report.error("yaml-syntax", message, source.stretch(steps, at, at + len(words)), help)


def _of_text(words: str, steps: Steps, source: Source, report: Report, depth: int) -> Any:
    """A text whose further lines begin with dashes is a point with points under it."""
    lines = source.lines_of(steps) if holds_a_list(words) else ()
    if not any(_DASH.match(line) for _, _, line in lines[1:]):
        return Part.of(words, Place(source, steps), steps)
    root = _Point(source.dash_column(steps), 0, len(words))
    if not _grown(root, lines[1:], _DASH, steps, source, report, depth):
        return Part.of(words, Place(source, steps), steps)
    return _written(root, words, steps, source)


def _grown(
    root: _Point,
    lines: Sequence[tuple[int, int, str]],
    mark: re.Pattern[str],
    steps: Steps,
    source: Source,
    report: Report,
    depth: int,
) -> bool:
    """Put the lines that begin with a mark under the point, as they are indented; False after a mistake."""
    end = len(source.words(steps))
    open_ones = [root]
    for column, at, line in lines:
        found = mark.match(line)
        if found is None:
            continue
        open_ones[-1].end = at
        while len(open_ones) > 1 and open_ones[-1].column >= column:
            open_ones.pop()
        above = open_ones[-1]
        wanted = above.below[0].column if above.below else above.column + 2
        if column == above.column + 1 or (above.below and column != wanted):
            message = "this line does not line up with the other items of its list"
            item = above.column if column == above.column + 1 else wanted
            help = f"begin it in column {item + 1}, as they do; points under a point begin two columns further in"
            report.error("yaml-syntax", message, source.stretch(steps, at, at + len(line)), help)
            return False
        if len(open_ones) + depth > DEEPEST:
            message = f"points are nested more than {DEEPEST} deep"
            help = "take a level away, or make it a slide of its own"
            report.error("yaml-syntax", message, source.stretch(steps, at, at + len(line)), help)
            return False
        point = _Point(column, at + found.end(), end)
        above.below.append(point)
        open_ones.append(point)
    return True


def _written(point: _Point, words: str, steps: Steps, source: Source) -> Any:
    said = words[point.start : point.end].rstrip()
    part = Part.of(said, Place(source, steps).part(point.start, len(said)), steps)
    if not point.below:
        return part
    return {"text": part, "sub": [_written(one, words, steps, source) for one in point.below]}
