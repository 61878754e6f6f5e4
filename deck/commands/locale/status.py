"""`deck locale status`: how far the translations are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.commands.locale import _open
from deck.console.report import GOOD, MISTAKES, deliver, finish

if TYPE_CHECKING:
    from deck.translation.status import Status


@click.command()
@click.argument("wanted", metavar="[TAG]...", nargs=-1)
@_open.OF
@click.option("--by-slide", is_flag=True, help="A line for each slide that is not complete.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option("--strict", is_flag=True, help="Exit with 1 unless everything is translated and current.")
@click.pass_obj
def status(
    options: dict[str, bool], wanted: tuple[str, ...], talk: Path, by_slide: bool, form: str, strict: bool
) -> int:
    """Count what is translated, stale, missing, or identical on purpose, in all languages or in these.

    \b
    Examples:
      deck locale status
      deck locale status de --by-slide
      deck locale status --format json --strict
    """
    from deck.diagnostics import Report
    from deck.printing import needs_escapes
    from deck.translation.message import State
    from deck.translation.overlay import refused, strays, tags
    from deck.translation.pair import pair
    from deck.translation.status import status

    report = Report()
    world, read = _open.read(talk, report)
    if read is None or report.has_errors:
        return finish(report, options)
    found = []
    report.add(*strays(world, read.meta.language))
    for tag in wanted or [tag for tag in tags(world) if not refused(tag, read.meta.language)]:
        messages, overlay = _open.opened(world, read, tag, report)
        if overlay is not None:
            found.append(status(overlay, pair(messages, overlay)))
    if form == "json":
        import json

        escaped = needs_escapes(sys.stdout)
        printed = deliver(json.dumps([_as_object(one) for one in found], ensure_ascii=escaped, indent=2))
    else:
        printed = deliver("\n".join(_lines(found, by_slide)))
    code = finish(report, options) or printed
    late = any(one.counts.get(state) for one in found for state in (State.STALE, State.MISSING))
    return MISTAKES if strict and late else code or GOOD


def _lines(found: list[Status], by_slide: bool) -> Iterator[str]:
    from deck.translation.message import State

    names = [state.value for state in State]
    wide = max((len(part) for one in found for part in (one.tag, *one.slides)), default=0)
    wide = wide if by_slide else max((len(one.tag) for one in found), default=0)
    yield f"{'':{wide + 2}}{'':>6}  " + "  ".join(f"{name:>10}" for name in names) + "  review"
    for one in found:
        counts = "  ".join(f"{one.counts.get(state, 0):>10}" for state in State)
        yield f"{one.tag:{wide + 2}}{one.coverage:>6.1%}  {counts}  {one.review}"
        for part, states in one.slides.items() if by_slide else ():
            if states.get(State.STALE) or states.get(State.MISSING):
                counts = "  ".join(f"{states.get(state, 0):>10}" for state in State)
                yield f"  {part:{wide}}{'':>6}  {counts}"
        for review, count in one.reviews.items():
            yield f"  {count} {review}"
        if one.near:
            yield f"  {one.near} missing have a near translation: `deck locale export` and `proof` show it"
        for question in one.questions:
            yield f"  asked at {question}"


def _as_object(one: Status) -> dict[str, object]:
    return {
        "locale": one.tag,
        "coverage": round(one.coverage, 4),
        "review": one.review,
        "obsolete": one.obsolete,
        "reviews": dict(one.reviews),
        "near": one.near,
        "questions": list(one.questions),
        "counts": {state.value: count for state, count in one.counts.items()},
        "slides": {part: {s.value: n for s, n in states.items()} for part, states in one.slides.items()},
    }
