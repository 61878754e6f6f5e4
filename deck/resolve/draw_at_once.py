"""Draw figures in processes of their own, and see to it that none is left behind.

`deck` itself never loads matplotlib. One process does, the studio, and makes others that share what it has loaded.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from deck.resolve.draw_one import Drawn, Failed, Job, Order

# Forked processes share what is loaded; macOS does not allow them to use its frameworks, and Windows has none.
METHOD = "fork" if sys.platform.startswith("linux") else "spawn"
GRACE = 5.0
"""Seconds that the studio has to go home."""
_START = "import sys; sys.path[:] = {path!r}; from deck.resolve.studio import serve; serve({method!r})"

Result = tuple[int, Drawn | Failed]
"""The place of a job, and what became of it."""


def draw_at_once(order: Order, jobs: Sequence[Job], method: str = METHOD) -> Iterator[Result]:
    """What became of each job, as it becomes known; `method` is how processes are made: fork or spawn."""
    waiting = set(range(len(jobs)))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, _studio(method) as studio:
        assert studio.stdin is not None and studio.stdout is not None
        with contextlib.suppress(EOFError, pickle.UnpicklingError, BrokenPipeError):
            pickle.dump((order, tuple(jobs), Path(folder)), studio.stdin)
            studio.stdin.flush()
            while waiting:
                place, result = pickle.load(studio.stdout)
                waiting.discard(place)
                yield place, result
    for place in sorted(waiting):
        yield place, Failed("the process that draws figures was ended from outside (is there enough memory?)")


@contextlib.contextmanager
def _studio(method: str) -> Iterator[subprocess.Popen[bytes]]:
    # One thread each: there is a process for each processor already.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    studio = subprocess.Popen(
        (sys.executable, "-c", _START.format(path=sys.path, method=method)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,  # Ctrl-C is answered by `deck`, not by each process in its own way
    )
    try:
        yield studio
    finally:
        # All of them go by this: their input ends with us, however we end.
        with contextlib.suppress(OSError):
            studio.stdin.close()  # type: ignore[union-attr]
        try:
            studio.wait(GRACE)
        except subprocess.TimeoutExpired:
            studio.kill()
            studio.wait()
        studio.stdout.close()  # type: ignore[union-attr]
