"""Where are jobs done: in this process, in several, or on a cluster? The same jobs give the same bytes everywhere."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from deck.diagnostics import Diagnostic
from deck.offspring import Account, is_late
from deck.pool import Died, at_once, how_to_begin, processors
from deck.programme.job import Failed, Job, Outcome, failed, world_of
from deck.programme.manifest import Limits
from deck.programme.store import do_into_store
from deck.resolve.died import death_of

Result = tuple[int, Outcome | Failed]
"""The place of a job, and what became of it."""
Executor = Callable[[Sequence[Job]], Iterator[Result]]
"""Gives what became of each job, as it becomes known."""


def here(jobs: Sequence[Job]) -> Iterator[Result]:
    """One after the other in this process, which nothing limits: for whoever looks for a mistake in deck."""
    for place, job in enumerate(jobs):
        yield place, do_into_store(job)
        gc.collect()


def pool(jobs: Sequence[Job], limits: Limits, processes: int = 0) -> Iterator[Result]:
    """In several processes of this computer: one that hangs or dies takes its own talk along, and no other."""
    if not jobs:
        return
    do = partial(_in_process, megabytes=limits.megabytes)
    waits = min(processes or processors(), len(jobs))
    for place, result in at_once(do, jobs, how_to_begin(), processes=waits, patience=limits.seconds):
        yield place, _of_dead(jobs[place], result, limits) if isinstance(result, Died) else result


def _in_process(job: Job, megabytes: int) -> Outcome | Failed:
    """A job in a process that does many: it begins each with as little as the one before."""
    from deck.offspring import limit_memory

    alone()
    limit_memory(megabytes)
    result = do_into_store(job)
    # Of a deck much refers to itself, and `deck` does not look for that while it builds.
    gc.collect()
    return result


def alone() -> None:
    """One thread for what computes with matrices: there is a process for each processor already."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def _of_dead(job: Job, died: Died, limits: Limits) -> Failed:
    """A talk whose process died: at the line of its script that was run, if one was."""
    if died.late and not is_late(Account.read(died.account)[1]):  # it was ended from here, whatever it was doing
        return Failed(_ended(job, died, limits))
    script = death_of(died.account, died.why, world_of(job), died.late)
    return Failed(script or _ended(job, died, limits))


def _ended(job: Job, died: Died, limits: Limits) -> Diagnostic:
    if died.late:
        why = f"was not finished after {limits.seconds:g} seconds"
        return failed(job, why, "look at it alone with `deck build`, or raise `limits: seconds`")
    help = f"is there enough memory? build it alone: `deck build {Path(job.file).as_posix()}`"
    return failed(job, f"was not made: its process {died.why}", help)
