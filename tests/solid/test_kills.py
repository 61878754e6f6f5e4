"""Whatever ends `deck`, its processes end with it, and nothing that was written is lost."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.slow import slow
from tests.solid.kills import begun, kill_often, living
from tests.solid.talk import Talk

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts processes in /proc")


@pytest.mark.slow
def test_kills_over_all_commands_leave_nothing_and_lose_nothing(tmp_path: Path) -> None:
    seen = kill_often(tmp_path, 34, seed=1)
    assert (seen.left_over, seen.lost, seen.wrong) == ([], [], []), str(seen)
    assert seen.at_work >= 10, f"too few met processes at work: kill later ({seen})"


WAITS = 'def values(data):\n    import re\n    re.match("(a+)+$", "a" * 60 + "b")\n'


@pytest.mark.parametrize(
    ("command", "how"),
    [
        ("build --locale all", signal.SIGKILL),
        ("build --locale all", signal.SIGTERM),
        slow("build --locale all", signal.SIGHUP),
        slow("bundle", signal.SIGKILL),
        slow("bundle", signal.SIGINT),
        ("check", signal.SIGINT),
    ],
)
def test_workers_that_are_busy_in_c_end_with_the_command(command: str, how: int, tmp_path: Path) -> None:
    talk = Talk(tmp_path / "talk")
    talk.write("figures/values.py", WAITS)
    family = f"busy-{command}-{how}-{tmp_path.name}"
    process = begun(talk, command, family)
    least = 2 if command == "check" else 3
    until = time.monotonic() + 60
    while len(living(family)) < least:
        assert time.monotonic() < until and process.poll() is None
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    assert "Traceback" not in said
    until = time.monotonic() + 5
    while living(family) and time.monotonic() < until:
        time.sleep(0.02)
    assert living(family) == set()


@pytest.mark.parametrize("process", ["deck.resolve.studio:serve", "deck.apart:serve", "deck.offspring:received"])
@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_process_whose_order_ends_in_the_middle_goes_home_without_a_word(process: str, part: float) -> None:
    order = pickle.dumps(("os:getpid", list(range(1000)), "of words " * 1000))
    given = {"deck.resolve.studio:serve": "'fork'", "deck.apart:serve": "2.0"}.get(process, "sys.stdin.buffer")
    module, function = process.split(":")
    call = f"import sys; from {module} import {function}\ntry: {function}({given})\nexcept EOFError: pass"
    ended = subprocess.run(
        [sys.executable, "-c", call], input=order[: int(len(order) * part)], capture_output=True, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
