"""Which file says what the event asks for, and what does it say?"""

from __future__ import annotations

from deck.diagnostics import Found, Report, close_matches
from deck.parse import record_of
from deck.regex import regex
from deck.source import load
from deck.talk import EventRules, Name
from deck.workspace import Workspace

_NAME = regex(r"[a-z0-9][a-z0-9-]*")


def event_rules(named: Name | None, world: Workspace) -> tuple[EventRules | None, Found]:
    """The rules by the name that the talk gives; None where it names none, or none that can be read."""
    report = Report()
    if named is None:
        return None, ()
    folder = world.root / "assets" / "events"
    path = folder / f"{named}.yaml"
    if not _NAME.fullmatch(named) or not world.door.is_there(path):
        known = [one.stem for one in sorted(folder.glob("*.yaml"))]
        help = close_matches(named, known) or "write them there; `deck kinds talk` says what `rules` are"
        report.error("no-such-file", f"there is no file `assets/events/{named}.yaml`", named.span, help)
        return None, report.found
    source = load(path, report, world.relative(path), world.door)
    rules = record_of(source, EventRules, report) if source is not None else None
    return rules, report.found
