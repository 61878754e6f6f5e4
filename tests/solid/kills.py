"""Kill `deck` at any moment of any command: is a process left over, a file lost, or the program's own bug shown?

`python -m tests.solid.kills 200` kills two hundred times and prints what it saw.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.solid.talk import PROJECT, Talk

COMMANDS = (
    "build",
    "build --locale all",
    "check --locale all",
    "png",
    "pdf --locale all",
    "handout --style 3up --style script --locale all",
    "bundle",
    "figure line -o line.svg",
    "figures",
    "kinds",
    "schema",
    "migrate --dry-run",
    "locale status",
    "locale update de",
    "locale proof de",
    "locale export de -o de.po",
    "brand export",
)
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
MARK = "DECK_TEST_FAMILY"
PATIENCE = 5.0
"""Seconds after which a process that is still there is left over."""


@dataclass
class Seen:
    """What became of the kills."""

    kills: int = 0
    at_work: int = 0
    """Those that met more than one process."""
    too_early: int = 0
    """Those that met Python itself, before it had come to a line of ours."""
    left_over: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    codes: Counter[int] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.at_work} of them of several processes at once, "
            f"{self.too_early} before our first line; exit codes {dict(self.codes)}; "
            f"left over {self.left_over}; lost {self.lost}; wrong {self.wrong}"
        )


def kill_often(folder: Path, times: int, seed: int) -> Seen:
    """So many kills, each of a command in its turn."""
    random, talk, seen = Random(seed), Talk(folder / "talk"), Seen()
    for command in ("build", "locale update de"):
        run(talk, command, "ready")
    sources = digests(talk.folder)
    for number in range(times):
        command, how = COMMANDS[number % len(COMMANDS)], SIGNALS[number // len(COMMANDS) % len(SIGNALS)]
        if random.random() < 0.7:
            shutil.rmtree(talk.folder / ".cache", ignore_errors=True)
        family = f"{os.getpid()}-{seed}-{number}"
        case = f"{number} {command} {how.name}"
        process = begun(talk, command, family)
        time.sleep(random.uniform(0.05, 2.0))
        members = sorted(living(family))
        seen.kills += 1
        seen.at_work += len(members) > 1
        one = process.pid
        if len(members) > 1 and random.random() < 0.3:
            one, how, case = random.choice(members), signal.SIGKILL, f"{case}, one of its own"
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, how)
        try:
            _, said = process.communicate(timeout=90)
        except subprocess.TimeoutExpired:
            process.kill()
            _, said = process.communicate()
            seen.wrong.append(f"{case}: goes on")
        seen.codes[process.returncode] += 1
        if process.returncode != 70 and "Traceback" in said and "/deck/" not in said:
            seen.too_early += 1
        elif process.returncode == 70 or "Traceback" in said:
            seen.wrong.append(f"{case}: {said.strip().splitlines()[-4:]}")
        until = time.monotonic() + PATIENCE
        while (left := living(family)) and time.monotonic() < until:
            time.sleep(0.05)
        if left:
            seen.left_over.append(f"{case}: {len(left)}")
            for pid in left:
                os.kill(pid, signal.SIGKILL)
        now = digests(talk.folder)
        seen.lost += [f"{case}: {name}" for name, digest in sources.items() if now.get(name) != digest]
        seen.lost += [f"{case}: {path.name}" for path in broken(talk.folder)]
    shutil.rmtree(talk.folder / ".cache", ignore_errors=True)
    for command in ("build --locale all", "bundle"):
        code, said = run(talk, command, f"{os.getpid()}-{seed}-last")
        if code:
            seen.wrong.append(f"{command} at the end: {said}")
    seen.lost += [f"litter: {path.name}" for path in (talk.folder / "build").glob("*.part")]
    return seen


def begun(talk: Talk, command: str, family: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), MARK: family}
    return subprocess.Popen(
        [sys.executable, "-m", "deck", *command.split()], cwd=talk.folder, env=environment, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=hearing_interrupts,
    )  # fmt: skip


def hearing_interrupts() -> None:
    """What begins in the background, as tests may, would not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(talk: Talk, command: str, family: str) -> tuple[int, str]:
    process = begun(talk, command, family)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def living(family: str) -> set[int]:
    """All processes that were begun for it, however far down, less those that ended and that nobody asked how."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                own = f"{MARK}={family}".encode() in (entry / "environ").read_bytes().split(b"\0")
                dead = (entry / "stat").read_text().rpartition(")")[2].split()[0] in ("Z", "X")
            except OSError:
                continue
            if own and not dead:
                found.add(int(entry.name))
    return found


def digests(folder: Path) -> dict[str, str]:
    """Of what its author wrote."""
    kept = [path for path in folder.rglob("*") if path.is_file() and not {"build", ".cache"} & set(path.parts)]
    kept = [path for path in kept if path.suffix in (".yaml", ".py", ".svg", ".csv") and path.name != "line.svg"]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def broken(folder: Path) -> list[Path]:
    """Finished files that are not whole."""
    return [path for path in folder.rglob("*") if path.suffix in (".pptx", ".zip", ".potx") and not is_whole(path)]


def is_whole(path: Path) -> bool:
    return zipfile.is_zipfile(path) and zipfile.ZipFile(path).testzip() is None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as here:
        print(kill_often(Path(here), int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
