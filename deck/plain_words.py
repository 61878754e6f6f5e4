"""Are words that are printed as they stand, such as the name of an event, written as if they held markup?"""

from __future__ import annotations

import re

from deck.diagnostics import Diagnostic, Report, Severity, Span
from deck.markup import parse
from deck.place import Place
from deck.regex import regex


def printed_raw(words: str, what: str, span: Span) -> Diagnostic | None:
    """The warning that marks among the words are printed; `what` says whose words they are."""
    said = without_marks(words)
    if said == _on_one_line(words):
        return None
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    help = f"write {said}" if said else "write it out in words"
    return Diagnostic(
        Severity.WARNING, "foreign-markup", f"{what} holds no markup: `{shown}` is printed as it stands", span, help
    )


def without_marks(words: str) -> str:
    """What the words would say as markup, in plain characters; nothing where only the talk knows what they say."""
    if not _PERHAPS.search(words):
        return _on_one_line(words)
    text = parse(_without_tags(words), Place.at(Span.NOWHERE), Report())
    if any(run.cite or run.value for run in text.runs):
        return ""
    return _on_one_line(_ENTITY.sub(_character, text.plain))


def _without_tags(words: str) -> str:
    """What is between tags of HTML, with our marks for those that raise and lower."""
    if "</" not in words:
        return words
    return _TAGS.sub(
        lambda found: "{0}{1}{0}".format({"sup": "^", "sub": "~"}.get(found[1].lower(), ""), found[2]), words
    )


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _character(found: re.Match[str]) -> str:
    # Imported here because few words hold one.
    from html import unescape

    return unescape(found[0])


_LONGEST = 60
_PERHAPS = regex(r"[\\*^\[{_~`&<]")
_TAGS = regex(r"<(sup|sub|b|i|em|strong|u|span)\b[^<>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_ENTITY = regex(r"&#?\w{2,10};")
