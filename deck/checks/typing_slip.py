"""Words are typed as on a typewriter: two spaces, straight quotation marks, a hyphen between spaces for a dash.

Why: at 40 points it is seen from the last row, and looks as if nobody had read the slide again.

What to do: type the sign; `deck check --fix` does, and shows each line first. Notes are spoken, and left alone; a
translation is looked at by the rules of its language (`deck explain bad-typography`).

    quote: ['They said "never again" - and meant it']
    quote: ['They said “never again” – and meant it']        # better
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.markup import Text
from deck.page import Deck
from deck.regex import regex
from deck.talk import Talk
from deck.texts import texts
from deck.translation.wording import quotes

_SLIP = regex(
    r"(?<=\S)(?P<spaces>  +)(?=\S)"
    r"|(?<=[\w)”’»“] )(?P<dash>-)(?= [^\W\d])|(?<=[^\W\d] )(?P<dashed>-)(?= \w)"
    # Behind a digit it is an inch.
    r"|(?<![^\s(\[])(?P<opens>\")(?=\w)|(?<=[^\W\d]|[.!?…])(?P<closes>\")(?![\w\"])"
)
_SAID = ("notes", "at_hand", "cue")
_CALLED = {
    "spaces": "two spaces stand between words",
    "dash": "a hyphen between spaces stands for a dash",
    "opens": "a straight quotation mark stands for one that opens",
    "closes": "a straight quotation mark stands for one that closes",
}


def check(deck: Deck) -> Iterator[Diagnostic]:
    if not deck.talk.translation:
        yield from slips(deck.talk)


def slips(talk: Talk) -> Iterator[Diagnostic]:
    """The first slip of each text that is shown or handed out, of a talk in its own language."""
    opened, closed = quotes(talk.meta.language)
    put = {"spaces": " ", "dash": "–", "opens": opened, "closes": closed}
    for slide in talk.slides:
        for name in slide.says.__struct_fields__ if not slide.unreadable else ():
            held = getattr(slide.says, name)
            for text in texts(held) if held and name not in _SAID else ():
                if found := _first(text):
                    sort, start, end = found
                    where = text.place_at(start, end).span
                    message = f"{_CALLED[sort]} on slide `{slide.says.id}`"
                    yield Diagnostic(Severity.WARNING, "typing-slip", message, where, f"put `{put[sort]}` there")


def _first(text: Text) -> tuple[str, int, int] | None:
    """Which slip, and the stretch of letters that it takes; code is as it is, and an address too."""
    at = 0
    for run in text.runs:
        # Looked for letter by letter only where there may be one.
        near = '"' in run.text or " - " in run.text or "  " in run.text
        if near and not (run.code or run.cite or run.value) and (found := _SLIP.search(run.text)):
            sort = found.lastgroup or ""
            return sort.replace("dashed", "dash"), at + found.start(sort), at + found.end(sort)
        at += len(run.text)
    return None
