"""Which talk is meant, in which languages, and is it finished in each?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.options import LEFT_OUT
from deck.console.report import DOOR

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.talk import Talk
    from deck.workspace import Workspace

UNFINISHED = ("stale-translation", "missing-translation", "ambiguous-translation")


def workspace(talk: Path) -> Workspace:
    """The talk's folder, whose code may run unless the command was told not to: under limits, from here on."""
    from deck.console.under_limits import under_limits
    from deck.workspace import Workspace

    context = click.get_current_context(silent=True)
    world = Workspace.find(talk, runs_code=context is None or not context.meta.get(LEFT_OUT))
    under_limits(world)
    if context is not None:
        context.meta[DOOR] = world.door
    return world


def built(
    talk: Path, options: dict[str, bool], locale: str | None, keep_stale: bool = False
) -> tuple[Workspace, Report, Deck | None]:
    """The talk in a language, built as far as it can be."""
    from deck.console.progress import progress_for
    from deck.diagnostics import Report
    from deck.pipeline import Edition, build

    world, report = workspace(talk), Report()
    return world, report, build(world, report, Edition(locale or "", keep_stale), progress_for(options))


def languages(world: Workspace, talk: Talk | None, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The languages to build: "" is the talk's own; `all` is that one and every overlay's."""
    from deck.translation.overlay import refused, tags

    own = talk.meta.language if talk else ""
    every = ("", *(tag for tag in tags(world) if not refused(tag, own))) if "all" in wanted else ()
    named = [tag for one in wanted for tag in (every if one == "all" else (one,))]
    return tuple(dict.fromkeys(named)) or ("",)


def require_finished(report: Report, locale: str) -> None:
    """Make a translation that is not complete and current an error."""
    late = [one for one in report if one.code in UNFINISHED]
    if late:
        help = "finish it, or leave out --strict: what is missing or stale is then shown in the talk's own language"
        what = f"the translation to `{locale}` is not complete and current"
        report.error("unfinished-translation", what, late[0].span, help)
