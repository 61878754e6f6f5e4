"""How long does one process take, how much of the processor, and how much memory at its peak?"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Run:
    """One whole process, from start to end."""

    seconds: float
    cpu: float
    """Seconds of processor time, which other programs on the machine disturb less."""
    peak_mib: float


@dataclass(frozen=True)
class Runs:
    """Several runs of one builder over one deck, and the size of what it wrote."""

    runs: tuple[Run, ...]
    written_mb: float

    @property
    def seconds(self) -> float:
        return median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        return median(run.cpu for run in self.runs)

    @property
    def range(self) -> tuple[float, float]:
        times = [run.seconds for run in self.runs]
        return min(times), max(times)

    @property
    def peak_mib(self) -> float:
        return max(run.peak_mib for run in self.runs)


def timed(command: Sequence[str], folder: Path) -> Run:
    """Run the command to its end; one that fails ends the benchmark with its own words."""
    with (folder / "said.txt").open("w+b") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=environment())
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')[-3000:]}")
    # Linux counts in KiB, macOS in bytes.
    return Run(
        seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    )


def environment() -> dict[str, str]:
    """Ours, with this checkout first and compiled modules kept, as they are where a program is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(Path(__file__).parent.parent)}
