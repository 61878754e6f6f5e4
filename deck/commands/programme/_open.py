"""What the commands of a programme share: which one is meant, which talks of it, and where the work is done."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.options import OutputFolder

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.programme.make import Selected
    from deck.programme.manifest import Programme
    from deck.programme.plan import Step
    from deck.programme.run import Executor

PROGRAMME = click.argument("programme", type=click.Path(path_type=Path), default="programme.yaml")
OUT = click.option("-o", "folder", type=OutputFolder(), help="Folder for the result (default: build).")
ONLY = click.option(
    "--only",
    "wanted",
    metavar="WHAT",
    multiple=True,
    help="Only changed, or room=Hall-1, day=2026-04-24, talk=CODE, language=de; several narrow it down.",
)
EXECUTOR = click.option(
    "--executor",
    metavar="WHERE",
    default="pool",
    help="Where talks are made: pool (processes here, the default), here (this process), dask://HOST:PORT.",
)
JOBS = click.option("--jobs", type=click.IntRange(1, 256), help="Processes of the pool (default: one a processor).")


def loaded(file: Path, report: Report) -> Programme | None:
    """The programme; None after its mistakes were reported."""
    from deck.programme.manifest import is_broken, load_programme

    programme = load_programme(file, report)
    return None if is_broken(report) else programme


def selected(wanted: tuple[str, ...]) -> Selected:
    """Whether a talk in a language is one of those that --only names."""
    named: dict[str, set[str]] = {}
    for one in wanted:
        name, sign, value = one.partition("=")
        if one != "changed" and (name not in _NAMES or not sign or not value):
            known = ", ".join(("changed", *(f"{name}=…" for name in _NAMES)))
            raise click.UsageError(f"--only knows no `{one}`; it is one of {known}")
        named.setdefault(name, set()).add(_plain(value))
    return partial(_is_selected, named=named)


_NAMES = ("room", "day", "talk", "language")


def _is_selected(step: Step, named: dict[str, set[str]]) -> bool:
    slot = step.slot
    of = {
        "room": _plain(slot.room),
        "day": f"{slot.start:%Y-%m-%d}" if slot.start else "",
        "talk": _plain(slot.id),
        "language": _plain(step.language),
    }
    changed = "changed" not in named or step.outcome is not None
    return changed and all(of[name] in values for name, values in named.items() if name in of)


def require_known(wanted: tuple[str, ...], steps: tuple[Step, ...]) -> None:
    """A room or talk that nobody knows is a slip, and no reason to make nothing."""
    for one in wanted:
        if one == "changed" or any(selected((one,))(step) for step in steps):
            continue
        from deck.diagnostics import close_matches

        name, _, value = one.partition("=")
        known = {
            "room": {step.slot.room.replace(" ", "-") for step in steps},
            "day": {f"{step.slot.start:%Y-%m-%d}" for step in steps if step.slot.start},
            "talk": {step.slot.id for step in steps},
            "language": {step.language for step in steps},
        }[name]
        help = close_matches(value, known) or f"there are {', '.join(sorted(filter(None, known)))}"
        raise click.UsageError(f"there is no {name} `{value}`; {help}")


def _plain(words: str) -> str:
    return "-".join(words.casefold().split())


def executor(where: str, programme: Programme, jobs: int | None) -> Executor:
    """Who does the work."""
    from deck.programme.run import here, pool

    if where == "here":
        return here
    if where == "pool":
        return partial(pool, limits=programme.limits, processes=jobs or 0)
    if where.startswith("dask://"):
        from deck.programme.cluster import cluster

        return partial(cluster, address=where, root=programme.root, limits=programme.limits)
    raise click.UsageError(f"there is no executor `{where}`; it is here, pool, or dask://HOST:PORT")
