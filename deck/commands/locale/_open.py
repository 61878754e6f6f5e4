"""What the commands for translations share: the talk's strings, an overlay, and how a changed overlay is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from deck.console import options
from deck.console.open_talk import workspace
from deck.console.report import shown

if TYPE_CHECKING:
    from types import ModuleType

    from deck.diagnostics import Report
    from deck.talk import Talk
    from deck.translation.message import Message
    from deck.translation.overlay import Overlay
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
    source = load(world.slides_file, report, world.relative(world.slides_file))
    return world, report.take(parse(source, report.take(load_kinds(world)))) if source else None


def opened(world: Workspace, talk: Talk, tag: str, report: Report) -> tuple[tuple[Message, ...], Overlay | None]:
    """The talk's strings and the overlay of a language; a usage error where there is no such overlay."""
    from deck.diagnostics import close_matches
    from deck.translation.catalogue import catalogue
    from deck.translation.overlay import load_overlay, path_of, tags

    if not path_of(world, tag).exists():
        known = tags(world)
        help = close_matches(tag, known) or f"`deck locale add {tag}` begins one"
        raise click.UsageError(f"there is no {world.relative(path_of(world, tag))}; {help}")
    return catalogue(talk, world, tag), load_overlay(world, tag, report)


def remarks(talk: Talk) -> Remarks:
    """A comment above each slide: its number and title."""
    return {
        ("slides", slide.says.id): f"slide {number}: {slide.says.title.source}".replace("\n", " ")
        for number, slide in enumerate(talk.slides, 1)
    }


def save_text(text: str, path: Path, report: Report) -> None:
    """Put the text in its place, whole or not at all, with the line ends that the file had."""
    from deck.write.save import save

    before = path.read_bytes() if path.exists() else b""
    data = text.replace("\n", "\r\n") if b"\r\n" in before else text
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    save(mark + data.encode(), path, report)
    if not report.has_errors:
        click.echo(f"wrote   {shown(path)}")


def format_of(path: Path) -> ModuleType:
    """The format that a file's ending names; each is a file in deck/locales with `read` and `write`."""
    from importlib import import_module

    formats = {".po": "po", ".xlf": "xliff", ".xliff": "xliff", ".csv": "csv"}
    if path.suffix.lower() not in formats:
        raise click.UsageError(f"`{path.name}` has no ending of a format that translators exchange: .po, .xlf or .csv")
    return import_module(f"deck.locales.{formats[path.suffix.lower()]}")
