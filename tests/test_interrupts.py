"""Is Ctrl-C answered in one line, whenever it comes?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.project import HEAD, PROJECT, SLIDE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

PRESSED = """
import importlib.abc, os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
moment, *sys.argv[1:] = sys.argv[1:]

class Press(importlib.abc.MetaPathFinder):
    def find_spec(self, name, *rest):
        if name == moment:
            sys.meta_path.remove(self)
            {press}

sys.meta_path.insert(0, Press())
from deck.__main__ import entry
entry()
"""
PLAINLY = "os.kill(os.getpid(), signal.SIGINT)"
IN_C = """
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except KeyboardInterrupt:
                raise SyntaxError("(unicode error) \\\\N escapes not supported")
"""
UNHEARD = """
            class Tidied:
                def __del__(self):
                    os.kill(os.getpid(), signal.SIGINT)
            Tidied()
"""


@pytest.mark.parametrize(
    ("press", "moment"),
    [
        (PLAINLY, "deck.cli"),  # while the program is loaded
        (PLAINLY, "click"),
        (PLAINLY, "deck.commands.build"),
        (PLAINLY, "deck.pipeline"),  # in a command
        (IN_C, "deck.pipeline"),
        (IN_C, "deck.layout.lay_out"),
        (UNHEARD, "deck.pipeline"),  # where Python can tell nobody of an exception
    ],
)
def test_ctrl_c_is_answered_in_one_line(press: str, moment: str, tmp_path: Path) -> None:
    (tmp_path / "slides.yaml").write_text(HEAD + SLIDE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PRESSED.format(press=press), moment, "build"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True, timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert (done.returncode, done.stderr.strip()) == (130, "stopped; nothing was changed")


def test_ctrl_c_in_the_moment_when_the_process_below_has_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from deck.console import under_limits
    from deck.interrupts import Interrupted

    def pressed(child: int, file: object) -> bool:
        os.waitpid(child, 0)
        raise KeyboardInterrupt

    monkeypatch.setattr(under_limits, "_watched", pressed)
    child = subprocess.Popen([sys.executable, "-c", ""])
    with (tmp_path / "account").open("wb") as file, pytest.raises(Interrupted):
        under_limits._end_of(child.pid, file)
    child.poll()


def test_ctrl_c_that_comes_too_late_to_be_passed_on() -> None:
    from deck.console import under_limits

    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    under_limits._interrupt(child.pid)


def test_after_the_work_is_done_the_process_only_ends() -> None:
    last = (
        "import atexit, os, signal; from deck import interrupts; interrupts.hear(); interrupts.end_at_once(); "
        "atexit.register(os.kill, os.getpid(), signal.SIGINT)"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {last}"],
        cwd=PROJECT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, "")
