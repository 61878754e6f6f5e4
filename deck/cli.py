"""Arguments in, exit code out: every command prints, none decides anything."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import threading
from typing import NoReturn

import click

from deck import interrupts, printing
from deck.commands import HEARD, Folder
from deck.console.report import BUG, GOOD, finish
from deck.console.under_limits import fail_in_limits, leave_limits, offer


def main() -> int:
    """Run the command line; a bug of ours says so and leaves exit code 70."""
    try:
        return _answered()
    except (SystemExit, GeneratorExit):
        raise
    except (
        BaseException
    ) as problem:  # the last resort: whatever gets here, panics too, is our mistake, not the author's
        fail_in_limits(problem)  # it may be the fault of the talk's code
        import traceback

        traceback.print_exc()
        click.echo(
            "\nThis is a bug in deck, not in your talk. Your files are unchanged. Please report the lines above.",
            err=True,
        )
        return BUG


def _answered() -> int:
    """The exit code of whatever the command line says, mistakes in it too."""
    try:
        return cli(standalone_mode=False) or GOOD
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except click.Abort:
        return _stopped()
    except BaseException as problem:
        if interrupts.is_interrupt(problem):
            return _stopped()
        from deck.diagnostics import Report
        from deck.door import Refused

        if isinstance(problem, Refused):  # a file that no stage knows a better place for
            return finish(Report(problem.diagnostic()), {"quiet": False})
        raise


def _stopped() -> int:
    click.echo("stopped; nothing was changed", err=True)
    return 130


def entry() -> None:
    """The `deck` command, with an output that no console, pipe or disk can break; its process ends with it."""
    offer()
    printing.taken()
    sys.stdout, sys.stderr = (printing.forgiving(stream) for stream in (sys.stdout, sys.stderr))
    interrupts.hear()
    code = main()
    interrupts.end_at_once()
    try:
        why = printing.why_lost(sys.stdout)
        if why:
            click.echo(f"could not print all of it: {why[:1].lower() + why[1:]}", err=True)
        leave_limits(code)
    except Exception as problem:
        fail_in_limits(problem)
        raise
    _end(code)


def _end(code: int) -> NoReturn:
    """End the process as it is: to take all its objects apart first costs a small build a tenth of its time."""
    if threading.active_count() > 1:  # somebody is still at work
        raise SystemExit(code)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


@click.group(
    cls=Folder,
    package="deck.commands",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="talk-deck", message="deck %(version)s")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print each stage and how long it took.")
@click.pass_context
def cli(context: click.Context, quiet: bool, verbose: bool) -> None:
    """Turn a YAML outline of a talk into a branded, native PowerPoint deck.

    \b
    Examples:
      deck new my-talk && cd my-talk && deck build
      deck build                      slides.yaml -> build/slides.en.pptx
      deck check --format json        every mistake, for another program
      deck png --slide key-points     look at one slide without PowerPoint
    """
    heard = context.meta.get(HEARD, ())
    context.obj = {"quiet": quiet or "quiet" in heard, "verbose": verbose or "verbose" in heard}
