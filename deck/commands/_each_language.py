"""Do something with the talk in each of several languages, in parallel, and print what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from deck.console.open_talk import languages, require_finished, workspace
from deck.console.report import finish, print_left_over

if TYPE_CHECKING:
    from deck.diagnostics import Diagnostic
    from deck.page import Deck
    from deck.progress import Progress
    from deck.talk import Talk
    from deck.workspace import Workspace


class Done(NamedTuple):
    """What became of one language: what to print, and files for whoever asked."""

    lines: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    written: tuple[Path, ...] = ()
    own: str = ""
    """The talk's own language, where this is it."""


class _Result(NamedTuple):
    locale: str
    found: tuple[Diagnostic, ...]
    done: Done | None


if TYPE_CHECKING:
    from deck.diagnostics import Report

    Job = Callable[[Workspace, Deck, Report], Done]


class Translation(NamedTuple):
    """What is made of translations that are not complete and current."""

    keep_stale: bool = False
    strict: bool = False


HONEST = Translation()
"""What is stale or missing is shown in the talk's own language."""


def each_language(
    path: Path,
    locales: tuple[str, ...],
    options: dict[str, bool],
    job: Job,
    what: str,
    translation: Translation = HONEST,
) -> tuple[int, list[Done]]:
    """The exit code and what was done; a language in which the talk has mistakes is left out, and its mistakes printed.

    The job runs in another process where there are several languages, so it must be a function of a module. `what` is
    what it writes, in a word.
    """
    from deck.diagnostics import Report

    results = _results(path, locales, options, job, translation)
    report = Report(*(one for result in results for one in result.found))
    left_out = [result.locale for result in results if result.done is None]
    several = len(results) > 1
    failed = f"no {what} was written for {', '.join(filter(None, left_out))}" if several else f"no {what} was written"
    if _has_written(workspace(path)):
        failed += "; the last ones are untouched" if several else "; the last one is untouched"
    code = finish(report, options, failed=failed, notes=False)
    done = [result.done for result in results if result.done is not None]
    if not options["quiet"]:
        for line in (line for one in done for line in one.lines):
            click.echo(line)
    return code, done


def _has_written(world: Workspace) -> bool:
    """Whether there is anything of the talk where it is written: of a first one that failed nothing is left."""
    return any(world.build_folder.glob(f"{escape(world.slides_file.stem)}.*"))


def clear_left_over(path: Path, command: str, folder: Path | None, done: list[Done], options: dict[str, bool]) -> None:
    """Take away what the command wrote before in a language that the talk no longer has."""
    from deck.translation.overlay import tags
    from deck.write.left_over import clear
    from deck.write.outputs import begins

    world = workspace(path)
    own = next((one.own for one in done if one.own), "")
    starts = tuple(begins(world, tag) for tag in (own, *tags(world)))
    written = [path for one in done for path in one.written]
    # Which language is the talk's own is known where it was built.
    left = clear(world, command, folder or world.build_folder, written, lambda name: not own or name.startswith(starts))
    print_left_over(left, options)


def _results(
    path: Path, locales: tuple[str, ...], options: dict[str, bool], job: Job, translation: Translation
) -> list[_Result]:
    from deck.console.progress import progress_for
    from deck.diagnostics import Report
    from deck.pipeline import read_talk

    world, report = workspace(path), Report()
    progress = progress_for(options)
    progress.stage("reading the talk")
    talk = read_talk(world, report)
    tags = languages(world, talk, locales)
    if "all" in locales:
        from deck.translation.overlay import strays

        report.add(*strays(world, talk.meta.language if talk else ""))
    if len(tags) == 1 or talk is None:
        return [_one(world, talk, tags[0], job, translation, tuple(report), progress)]
    progress.stage(f"building {len(tags)} languages")
    results = _at_once(world, talk, tags, job, translation, tuple(report))
    progress.done()
    return results


def _at_once(
    world: Workspace,
    talk: Talk,
    tags: tuple[str, ...],
    job: Job,
    translation: Translation,
    before: tuple[Diagnostic, ...],
) -> list[_Result]:
    """Each language in a process of its own; one that dies is a mistake in its language, and the others go on."""
    from deck.pool import Died, at_once, how_to_begin
    from deck.resolve.died import death_of

    # The classes of the talk's own kinds are known to nobody else: with these, the talk is read again there.
    given = None if world.scripts(world.kinds_folder) else talk
    do = partial(_in_language, world=world, talk=given, job=job, translation=translation, before=before)
    results: dict[str, _Result] = {}
    for place, result in at_once(do, tags, how_to_begin()):
        if isinstance(result, Died):
            found = death_of(result.account, result.why, world) or _ended(tags[place], result.why)
            result = _Result(tags[place], (*before, found), None)
        results[tags[place]] = result
    return [results[tag] for tag in tags]


def _ended(locale: str, why: str) -> Diagnostic:
    from deck.diagnostics import NOWHERE, Diagnostic, Severity

    what = f"the process that made {f'`{locale}`' if locale else 'the talk'} {why}"
    return Diagnostic(Severity.ERROR, "cannot-write", what, NOWHERE, "is there enough memory? build it alone")


def _in_language(
    locale: str,
    world: Workspace,
    talk: Talk | None,
    job: Job,
    translation: Translation,
    before: tuple[Diagnostic, ...],
) -> _Result:
    from deck.diagnostics import Report
    from deck.pipeline import read_talk

    if talk is None:
        report = Report()
        talk, before = read_talk(world, report), tuple(report)
    return _one(world, talk, locale, job, translation, before)


def _one(
    world: Workspace,
    talk: Talk | None,
    locale: str,
    job: Job,
    translation: Translation,
    before: tuple[Diagnostic, ...],
    progress: Progress | None = None,
) -> _Result:
    from deck.diagnostics import Report
    from deck.pipeline import Edition, build_from
    from deck.progress import SILENT

    report = Report(*before)
    deck = build_from(talk, world, report, Edition(locale, translation.keep_stale), progress or SILENT)
    if translation.strict:
        require_finished(report, locale)
    if deck is None or report.has_errors:
        return _Result(locale, tuple(report), None)
    done = job(world, deck, report)
    return _Result(locale, tuple(report), None if report.has_errors else done)
