"""What of its source must no translation lose? Citations, computed values, as many links, and its styles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from string import Formatter

from deck.markup import Run
from deck.regex import regex


def lost(before: Iterable[Run], after: Iterable[Run]) -> Iterator[tuple[str, Run | None]]:
    """What the translation has lost or added, in the words of a message, with the run that was added."""
    before, after = list(before), list(after)
    if _telling(before) != _telling(after):
        yield from _of_sorts(before, after)
    for style, name in _STYLES.items():
        # What is in a colour is bold by that.
        had, has = (any(getattr(run, style) and not run.color for run in runs) for runs in (before, after))
        if had and not has:
            yield f"the translation has lost its {name}", None


def _of_sorts(before: Sequence[Run], after: Sequence[Run]) -> Iterator[tuple[str, Run | None]]:
    wanted, given = _held(before), _held(after)
    for (sort, name), count in (wanted - given).items():
        yield f"the translation has lost {_NAMES[sort].format(name=name)}{_times(count)}", None
    for (sort, name), count in (given - wanted).items():
        what = f"the translation adds {_NAMES[sort].format(name=name)}{_times(count)}, which the source does not have"
        yield what, next(run for run in reversed(after) if (sort, name) in _held([run]))


def lost_fields(source: str, text: str, may_lose: bool = False) -> str:
    """What is wrong with the `{fields}` of words that the program fills in itself, or nothing.

    `may_lose` is for forms of a count that say it in words.
    """
    try:
        wanted, given = (set(_fields(words)) for words in (source, text))
    except ValueError:
        return "a brace in the translation is not closed"
    if wanted == given or (may_lose and given < wanted):
        return ""
    return f"the translation fills in {_named(given)}, its source {_named(wanted)}"


def _fields(words: str) -> Iterator[str]:
    """The fields as they are written, with conversions and formats: those are the program's to choose."""
    for _, name, spec, conversion in Formatter().parse(words):
        if name is not None:
            yield f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"


def _named(fields: set[str]) -> str:
    return ", ".join(f"`{field}`" for field in sorted(fields)) or "nothing"


_NAMES = {
    "cite": "the citation `[@{name}]`",
    "value": "the value `{{{name}}}`",
    "link": "a link",
    "color": "the colour `{{.{name}}}`",
    "formula": "the formula `${name}$`",
}
_STYLES = {
    "bold": "bold words",
    "italic": "italic words",
    "sup": "raised letters",
    "sub": "lowered letters",
    "strike": "struck out words",
    "code": "code",
}


def _held(runs: Iterable[Run]) -> Counter[tuple[str, str]]:
    """What a text holds besides words; a link counts wherever it leads: another language may have its own page."""
    return Counter(_telling(runs))


def _without_words(tex: str) -> str:
    """A formula less what another language says or writes otherwise: its words, and the sign before decimals."""
    return _WORDS.sub(r"\\text{…}", "".join(tex.replace("{,}", ".").split()))


_WORDS = regex(r"\\(?:text|mbox|textrm|textnormal)\{[^{}]*\}")


def _telling(runs: Iterable[Run]) -> list[tuple[str, str]]:
    held: list[tuple[str, str]] = []
    link, color = "", ""
    for run in runs:
        for key in run.cite:
            held.append(("cite", key))
        if run.value:
            held.append(("value", run.value))
        if run.formula:
            held.append(("formula", _without_words(run.formula.tex)))
        if run.link and run.link != link:
            held.append(("link", ""))
        if run.color and run.color != color:
            held.append(("color", run.color))
        link, color = run.link, run.color
    return held


def _times(count: int) -> str:
    return "" if count == 1 else f" ({count} times)"
