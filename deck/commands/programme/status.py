"""`deck programme status`: how each talk stands, in each language, without making anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands.programme import _open
from deck.console.report import GOOD, deliver, finish

if TYPE_CHECKING:
    from deck.programme.standing import Talk


@click.command()
@_open.PROGRAMME
@_open.ONLY
@click.pass_obj
def status(options: dict[str, bool], programme: Path, wanted: tuple[str, ...]) -> int:
    """List how every talk stands: built, stale, with mistakes, no slides yet; and what its speaker still owes.

    \b
    Examples:
      deck programme status
      deck programme status --only room=Hall-1
    """
    from deck.diagnostics import Report
    from deck.programme.make import opened
    from deck.programme.standing import talks_of

    report = Report()
    known = _open.loaded(programme, report)
    if known is None:
        return finish(report, options)
    session = opened(known)
    choose = _open.selected(wanted)
    _open.require_known(wanted, session.steps)
    talks = talks_of([step for step in session.steps if choose(step)])
    code = finish(report, options)
    return deliver("\n".join(line for talk in talks for line in _lines(talk)), code or GOOD)


def _lines(talk: Talk) -> list[str]:
    from deck.programme.standing import owed, standing

    slot = talk.slot
    when = f"{slot.start:%Y-%m-%d %H:%M}" if slot.start else "no time yet"
    said = [f"{when}  {slot.room or 'no room'}  {slot.id}  {talk.title}"]
    if slot.cancelled or not slot.is_there:
        return [*said, f"    {standing(talk.steps[0]).word}"]
    for step in talk.steps:
        how = standing(step)
        notes = f" ({'; '.join(how.notes[:3])})" if how.notes else ""
        said.append(f"    {step.language}: {how.word}{notes}")
    return [*said, *(f"    asked for: {one}" for one in owed(talk))]
