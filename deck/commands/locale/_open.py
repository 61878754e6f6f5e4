"""What the commands for translations share: the talk's strings, an overlay, and how a changed overlay is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from deck.console import options
from deck.console.open_talk import workspace

if TYPE_CHECKING:
    from types import ModuleType

    from deck.diagnostics import Report, Span
    from deck.locales.imported import Imported
    from deck.page import Deck
    from deck.talk import Talk
    from deck.translation.message import Message
    from deck.translation.overlay import Overlay
    from deck.translation.pair import Pairing
    from deck.translation.update import Remarks
    from deck.workspace import Workspace

TAG = click.argument("tag")


Command = TypeVar("Command", bound=Callable[..., Any])


def OF(command: Command) -> Command:
    """Which talk it is, and whether its own code may run."""
    return options.OF(options.NO_CODE(command))


def read(path: Path, report: Report) -> tuple[Workspace, Talk | None]:
    """The talk as it was written."""
    from deck.parse import parse
    from deck.resolve.own_kinds import load_kinds
    from deck.source import load

    world = workspace(path)
    source = load(world.slides_file, report, world.relative(world.slides_file), world.door)
    return world, report.take(parse(source, report.take(load_kinds(world)))) if source else None


def opened(world: Workspace, talk: Talk, tag: str, report: Report) -> tuple[tuple[Message, ...], Overlay | None]:
    """The talk's strings and the overlay of a language; a usage error where there is no such overlay."""
    from deck.diagnostics import close_matches
    from deck.translation.catalogue import catalogue
    from deck.translation.overlay import load_overlay, path_of, refused, tags

    what = refused(tag, talk.meta.language)
    if what:
        raise click.UsageError(f"{what}; {close_matches(tag, tags(world)) or 'there is ' + ', '.join(tags(world))}")
    if not path_of(world, tag).exists():
        known = tags(world)
        help = close_matches(tag, known) or f"`deck locale add {tag}` begins one"
        raise click.UsageError(f"there is no {world.relative(path_of(world, tag))}; {help}")
    return catalogue(talk, world, tag), load_overlay(world, tag, report)


class Shown(NamedTuple):
    """A talk in another language, with stale texts as they are, and its strings, less those of slides it leaves out."""

    world: Workspace
    talk: Talk
    deck: Deck
    overlay: Overlay
    pairing: Pairing


def shown(path: Path, tag: str, report: Report) -> Shown | None:
    """The talk as that language shows it; None, and what is wrong, where it cannot be built."""
    from deck.diagnostics import Report
    from deck.pipeline import Edition, build_from
    from deck.translation.pair import pair, without

    world, talk = read(path, report)
    if talk is None or report.has_errors:
        return None
    messages, overlay = opened(world, talk, tag, report)
    found = Report()
    deck = build_from(talk, world, found, Edition(tag, keep_stale=True))
    if overlay is None or deck is None or report.has_errors:
        report.add(*(() if report.has_errors else found))
        return None
    whole = pair(messages, overlay)
    return Shown(world, talk, deck, overlay, without(whole, whole.left_out(overlay)))


def remarks(talk: Talk) -> Remarks:
    """A comment above each slide: its number and title."""
    return {
        ("slides", slide.says.id): f"slide {number}: {slide.says.title.source}".replace("\n", " ")
        for number, slide in enumerate(talk.slides, 1)
    }


def told_to_translators(world: Workspace) -> Callable[[Span], str]:
    """What the speaker tells translators about a string: `# translators: …` above it, or behind it."""
    import re

    comment = re.compile(r"(?:^|\s)#\s*translators?:\s*(.+)", re.IGNORECASE)
    path = world.slides_file
    names, lines = (path.name, world.relative(path)), world.door.read(path).decode("utf-8-sig", "replace").split("\n")

    def said(span: Span) -> str:
        if span.file not in names or not 0 < span.line <= len(lines):
            return ""
        above = span.line - 2
        while above >= 0 and lines[above].lstrip().startswith("#"):
            above -= 1
        # A block of text begins on the line behind its name: its comment stands above that.
        if above >= 0 and re.search(r":\s*[|>][-+0-9]*\s*$", lines[above]):
            return said(replace(span, line=above + 1))
        found = [comment.search(line) for line in lines[above + 1 : span.line]]
        return " ".join(f"the speaker: {one[1].strip()}" for one in found if one)

    from deck.value import replace

    return said


def format_of(path: Path) -> ModuleType:
    """The format that a file's ending names; each is a file in deck/locales with `read` and `write`."""
    from importlib import import_module

    formats = {".po": "po", ".xlf": "xliff", ".xliff": "xliff", ".csv": "csv", ".tmx": "tmx"}
    # What Trados, memoQ and Phrase call an XLIFF of their own.
    formats |= dict.fromkeys((".sdlxliff", ".mqxliff", ".mxliff"), "xliff")
    if path.suffix.lower() not in formats:
        raise click.UsageError(
            f"`{path.name}` has no ending of a format that translators exchange: .po, .xlf, .csv or .tmx"
        )
    return import_module(f"deck.locales.{formats[path.suffix.lower()]}")


def read_exchange(path: Path, tag: str) -> tuple[Imported, ...]:
    """The translations of a translator's file; of a memory, those into that language."""
    from deck.door import read_regular

    read, data = format_of(path).read, read_regular(path)
    found: tuple[Imported, ...] = read(data, tag) if path.suffix.lower() == ".tmx" else read(data)
    return found
