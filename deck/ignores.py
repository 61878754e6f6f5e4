"""Which of what was found does not apply, or weighs more, as the talk says with a reason; which such saying is none?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from deck.diagnostics import Diagnostic, Found, Ignored, Report, Severity, Span, close_matches
from deck.explain import codes
from deck.talk import Name, Talk
from deck.translation.overlay import load_overlay, path_of
from deck.value import Value, replace

if TYPE_CHECKING:
    from deck.workspace import Workspace

_STANDS = {
    "needs-approval": "take the field's name out of `draft:` when it is right",
    "draft-translation": "a reviewer says under `review:` in the translation that it was read",
    "code-left-out": "build without --no-code",
    "retracted-paper": "the audience has to know; the reference says RETRACTED",
    "notes-leak": "take it out of what others get",
    "cannot-ignore": "take it away",
    "ignores-nothing": "take it away",
}
"""What a talk cannot say of itself, and what to do."""


class Ignore(Value, frozen=True):
    code: Name
    reason: str
    slide: str = ""
    """Of which slide it is said; empty: of the whole talk."""

    @property
    def span(self) -> Span:
        return self.code.span


def sift(found: Iterable[Diagnostic], talk: Talk, world: Workspace) -> tuple[Mapping[Diagnostic, Ignored], Found]:
    """Those that do not apply, each with the reason, and the mistakes in saying so.

    An error stays one: the deck would be wrong. What is found in a translation belongs to the slide that it translates.
    """
    ignores = tuple(all_ignores(talk))
    if not ignores:
        return {}, ()
    mistakes = {one.span: mistake for one in ignores if (mistake := _mistake(one, world))}
    slides, ignored = WrittenSlides(talk, world), dict[Diagnostic, Ignored]()
    for one in found:
        asked = [it for it in ignores if it.code == one.code and it.span not in mistakes]
        fitting = next((it for it in asked if not it.slide or slides.at(one.span) == it.slide), None)
        if fitting is None:
            continue
        if one.severity is Severity.ERROR:
            message = f"`{one.code}` is an error here, and cannot be ignored"
            mistakes[fitting.span] = _refused(fitting, "cannot-ignore", message, "mend it, and take this away")
        else:
            ignored[one] = Ignored(fitting.reason, fitting.span)
    return ignored, tuple(mistakes.values())


def as_errors(
    found: Iterable[Diagnostic], talk: Talk, world: Workspace
) -> tuple[Mapping[Diagnostic, Diagnostic], Found]:
    """What the talk does not put up with, as the errors that they are in it, and the mistakes in saying so."""
    mistakes = {
        code: mistake for code, why in talk.meta.require.items() if (mistake := _unsaid(code, why, _DEMANDED, world))
    }
    required: dict[str, str] = {code: reason for code, reason in talk.meta.require.items() if code not in mistakes}
    raised = {
        one: replace(one, severity=Severity.ERROR, notes=(*one.notes, f"an error in this talk: {required[one.code]}"))
        for one in found
        if one.code in required and one.severity is not Severity.ERROR
    }
    return raised, tuple(mistakes.values())


def without_effect(talk: Talk, used: Iterable[Ignored], mistakes: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is said to be ignored and was found nowhere, in no language."""
    known = {one.span for one in used} | {one.span for one in mistakes}
    for one in all_ignores(talk):
        if one.span not in known:
            where = f"on slide `{one.slide}`" if one.slide else "in the talk"
            message = f"there is no `{one.code}` {where} to ignore"
            yield Diagnostic(Severity.WARNING, "ignores-nothing", message, one.span, "take it away")


def all_ignores(talk: Talk) -> Iterator[Ignore]:
    """What the talk says of itself, then what each slide says."""
    yield from (Ignore(code, reason) for code, reason in talk.meta.ignore.items())
    for slide in talk.slides:
        yield from (Ignore(code, reason, slide.says.id) for code, reason in slide.says.ignore.items())


def _mistake(ignore: Ignore, world: Workspace) -> Diagnostic | None:
    code = ignore.code
    if code in _STANDS:
        return _refused(ignore, "cannot-ignore", f"`{code}` cannot be ignored", _STANDS[code])
    return _unsaid(code, ignore.reason, _LEFT_OUT, world)


_LEFT_OUT = ("to ignore", "is ignored", "it does not apply here: `{}: the registered name`")
_DEMANDED = ("to require", "is required", "nobody may pass it over: `{}: the society asks for it`")


def _unsaid(code: Name, reason: str, words: tuple[str, str, str], world: Workspace) -> Diagnostic | None:
    """That there is no such code, or that no reason is given."""
    what, asked, why = words
    if code not in (known := codes(world)):
        help = close_matches(code, known) or "write the code that stands in brackets behind `warning`"
        return Diagnostic(Severity.ERROR, "unknown-choice", f"there is no `{code}` {what}", code.span, help)
    if not reason.strip():
        help = f"write why {why.format(code)}"
        return Diagnostic(Severity.ERROR, "missing-field", f"`{code}` {asked} without a reason", code.span, help)
    return None


def _refused(ignore: Ignore, code: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, ignore.span, help)


class WrittenSlides:
    """Which slide is written at a line of the talk, or translated at a line of an overlay?"""

    def __init__(self, talk: Talk, world: Workspace) -> None:
        self._talk, self._world = talk, world
        self._begins: dict[str, list[tuple[int, str]]] = {}
        for slide in talk.slides:
            line = min((span.line for span in slide.places.values()), default=slide.span.line)
            self._begins.setdefault(slide.span.file, []).append((line, slide.says.id))

    def at(self, span: Span) -> str:
        if span.file not in self._begins:
            self._begins[span.file] = list(self._translated(span.file))
        begins = self._begins.get(span.file, [])
        index = bisect_right(begins, span.line, key=lambda one: one[0])
        return begins[index - 1][1] if index else ""

    def _translated(self, file: str) -> Iterator[tuple[int, str]]:
        tag = self._talk.meta.language
        if file != self._world.relative(path_of(self._world, tag)):
            return
        overlay = load_overlay(self._world, tag, Report())
        slides = overlay.source.data.get("slides") if overlay and isinstance(overlay.source.data, dict) else None
        if overlay and isinstance(slides, dict):
            yield from sorted((overlay.source.key_span(("slides", id)).line, id) for id in slides)
