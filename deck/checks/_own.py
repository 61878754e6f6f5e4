"""Run the rules that a talk brings; a mistake in one is a diagnostic at its line, and the others go on."""

from __future__ import annotations

from collections.abc import Iterator

from deck.checks import check_names
from deck.diagnostics import Diagnostic, Severity, Span
from deck.offspring import seconds_for
from deck.own.files import Own, left_out, own_files
from deck.own.run_script import ScriptFailed, code_of
from deck.page import Deck
from deck.workspace import Workspace

_CONTRACT = "write `def check(deck)`, which yields a Diagnostic for each mistake"


def run_own(deck: Deck, world: Workspace) -> Iterator[Diagnostic]:
    """What they find, rule after rule."""
    files, mistakes = own_files(world.checks_folder, "check", check_names(), world)
    yield from mistakes
    for file in files:
        if not world.runs_code:
            yield left_out(f"`{file.label}`", "what it would find is not said")
            continue
        found, mistake = _found(file, deck)
        yield from found
        if mistake:
            yield mistake


def _found(file: Own, deck: Deck) -> tuple[list[Diagnostic], Diagnostic | None]:
    """What the rule finds before it fails, and how it does, if it does."""
    found: list[Diagnostic] = []
    try:
        check = getattr(file.load(), "check", None)
        if not callable(check):
            return [], _failed(file, "has no function `check`", 1)
        head = check.__code__.co_firstlineno if hasattr(check, "__code__") else 1
        with code_of(file.path, "check", seconds_for(len(deck.pages))):
            for one in check(deck) or ():
                if not _is_sound(one):
                    return found, _failed(file, f"yields a {type(one).__name__} that is no sound Diagnostic", head)
                found.append(one)
    except ScriptFailed as problem:
        return found, _failed(file, f"failed: {problem}", file.at_fault(problem))
    return found, None


def _is_sound(one: object) -> bool:
    return (
        isinstance(one, Diagnostic)
        and isinstance(one.severity, Severity)
        and isinstance(one.span, Span)
        and all(isinstance(words, str) for words in (one.code, one.message, one.help, one.label))
        and isinstance(one.notes, tuple)
    )


def _failed(file: Own, why: str, line: int) -> Diagnostic:
    return Diagnostic(Severity.ERROR, "check-failed", f"`{file.label}` {why}", file.line(line), _CONTRACT)
