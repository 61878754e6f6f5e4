"""Which of what was found does not apply, or weighs more, as the talk says with a reason; which such saying is none?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class Saying(Value, frozen=True):
    """What a talk or one of its slides says of a code, and why."""

    way: str
    """`ignore`, `tolerate` or `require`."""
    code: Name
    reason: str
    slide: str = ""
    """Of which slide it is said; empty: of the whole talk."""

    @property
    def span(self) -> Span:
        return self.code.span


def as_errors(
    found: Iterable[Diagnostic], talk: Talk, world: Workspace
) -> tuple[Mapping[Diagnostic, Diagnostic], Found]:
    """What the talk or a slide does not put up with, as the errors that they are, and the mistakes in saying so."""
    asked, mistakes = _valid("require", talk, world)
    raised = {}
    for one, saying in _meant(found, asked, talk, world):
        if one.severity is not Severity.ERROR:
            note = f"an error {'on this slide' if saying.slide else 'in this talk'}: {saying.reason}"
            raised[one] = replace(one, severity=Severity.ERROR, notes=(*one.notes, note))
    return raised, tuple(mistakes.values())


def as_notes(found: Iterable[Diagnostic], talk: Talk, world: Workspace) -> tuple[Mapping[Diagnostic, Ignored], Found]:
    """The warnings that are no more than notes here, each with the reason, and the mistakes in saying so."""
    return _lessened("tolerate", found, talk, world)


def sift(found: Iterable[Diagnostic], talk: Talk, world: Workspace) -> tuple[Mapping[Diagnostic, Ignored], Found]:
    """Those that do not apply, each with the reason, and the mistakes in saying so."""
    return _lessened("ignore", found, talk, world)


def _lessened(
    way: str, found: Iterable[Diagnostic], talk: Talk, world: Workspace
) -> tuple[Mapping[Diagnostic, Ignored], Found]:
    """An error stays one: the deck would be wrong. What a slide says of itself holds there, whatever the talk says."""
    asked, mistakes = _valid(way, talk, world)
    others = {(one.code, one.slide) for one in all_sayings(talk) if one.slide and one.way != way} if asked else set()
    slides, lessened = WrittenSlides(talk, world), dict[Diagnostic, Ignored]()
    for one, saying in _meant(found, asked, talk, world):
        if not saying.slide and (one.code, slides.at(one.span)) in others:
            continue
        if one.severity is not Severity.ERROR:
            lessened[one] = Ignored(saying.reason, saying.span)
            continue
        message = f"`{one.code}` is an error here, and cannot be {_PASSIVE[way]}"
        mistakes[saying.span] = _refused(saying, "cannot-ignore", message, "mend it, and take this away")
    return lessened, tuple(mistakes.values())


def _valid(way: str, talk: Talk, world: Workspace) -> tuple[list[Saying], dict[Span, Diagnostic]]:
    """What the talk says in that way and may, and the mistakes of the rest by their places."""
    said = [one for one in all_sayings(talk) if one.way == way]
    mistakes = {one.span: mistake for one in said if (mistake := _fault_in(one, world))}
    return [one for one in said if one.span not in mistakes], mistakes


def _meant(
    found: Iterable[Diagnostic], asked: Sequence[Saying], talk: Talk, world: Workspace
) -> Iterator[tuple[Diagnostic, Saying]]:
    """What is found with what is said of it: by its slide, or else by the talk.

    What is found in a translation belongs to the slide that it translates.
    """
    slides = WrittenSlides(talk, world)
    for one in found if asked else ():
        about = [it for it in asked if it.code == one.code]
        own = next((it for it in about if it.slide and slides.at(one.span) == it.slide), None)
        if fitting := own or next((it for it in about if not it.slide), None):
            yield one, fitting


def without_effect(talk: Talk, used: Iterable[Ignored], mistakes: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is said to be ignored or tolerated and was found nowhere, in no language."""
    known = {one.span for one in used} | {one.span for one in mistakes}
    for one in all_sayings(talk):
        if one.way != "require" and one.span not in known:
            where = f"on slide `{one.slide}`" if one.slide else "in the talk"
            message = f"there is no `{one.code}` {where} to {one.way}"
            yield Diagnostic(Severity.WARNING, "ignores-nothing", message, one.span, "take it away")


def all_sayings(talk: Talk) -> Iterator[Saying]:
    """What the talk says of itself, then what each slide says."""
    meta = talk.meta
    yield from _said("", ignore=meta.ignore, tolerate=meta.tolerate, require=meta.require)
    for slide in talk.slides:
        says = slide.says
        yield from _said(says.id, ignore=says.ignore, tolerate=says.tolerate, require=says.require)


def _said(slide: str, **ways: Mapping[Name, str]) -> Iterator[Saying]:
    for way, codes_said in ways.items():
        yield from (Saying(way, code, reason, slide) for code, reason in codes_said.items())


_PASSIVE = {"ignore": "ignored", "tolerate": "tolerated", "require": "required"}
_WHY = {
    "ignore": "it does not apply here: `{}: the registered name`",
    "tolerate": "it weighs less here: `{}: a slide for reading at home`",
    "require": "nobody may pass it over: `{}: the society asks for it`",
}


def _fault_in(said: Saying, world: Workspace) -> Diagnostic | None:
    """That a talk cannot say it, that there is no such code, or that no reason is given."""
    code, way = said.code, said.way
    if code in _STANDS and way != "require":
        return _refused(said, "cannot-ignore", f"`{code}` cannot be {_PASSIVE[way]}", _STANDS[code])
    if code not in (known := codes(world)):
        help = close_matches(code, known) or "write the code that stands in brackets behind `warning`"
        return Diagnostic(Severity.ERROR, "unknown-choice", f"there is no `{code}` to {way}", code.span, help)
    if not said.reason.strip():
        what, help = f"`{code}` is {_PASSIVE[way]} without a reason", f"write why {_WHY[way].format(code)}"
        return Diagnostic(Severity.ERROR, "missing-field", what, code.span, help)
    return None


def _refused(said: Saying, code: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, said.span, help)


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
