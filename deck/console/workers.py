"""In which processes does work go on side by side?"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def workers(jobs: int) -> ProcessPoolExecutor:
    """Processes for so many jobs, no more than the machine has processors."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked process has all modules loaded. macOS does not allow it to use its own frameworks then, and the threads
    # of typst do not live on in it: what it asks of them would never be answered.
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    forks = forks and "typst" not in sys.modules
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(min(jobs, os.cpu_count() or 1), context)
