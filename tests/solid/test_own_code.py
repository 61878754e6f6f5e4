"""A talk's own code may do what it likes to its process: is the answer an error at its line?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.slow import slow
from tests.solid.talk import PROJECT, SLIDES, Talk

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no limits on Windows")


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path / "talk")


ENDS = "ended the process that it ran in, which"
LEAVES = [
    ("import os\n\n\ndef values(data):\n    os._exit(0)\n", f"{ENDS} exited with 0", "4:1"),
    ("import os\n\n\ndef values(data):\n    os.kill(os.getpid(), 9)\n", f"{ENDS} was ended by SIGKILL", "4:1"),
    ("import os\n\n\ndef values(data):\n    os.abort()\n", "makes a library that it calls crash", "5:5"),
    ("import faulthandler as f\n\n\ndef values(data):\n    f._sigsegv()\n", "makes Python crash", "5:5"),
    ("def values(data):\n    raise BaseException('x')\n", "failed: BaseException: x", "2:5"),
    ("def values(data):\n    raise KeyboardInterrupt\n", "failed: KeyboardInterrupt", "2:5"),
    ("import os\n\n\ndef values(data):\n    os.killpg(0, 9)\n", "failed: PermissionError: it would end", "5:5"),
    ("import os\n\n\ndef values(data):\n    os.kill(0, 15)\n", "failed: PermissionError: it would end", "5:5"),
    ("import os\n\n\ndef values(data):\n    os.killpg(os.getpgrp(), 1)\n", "failed: PermissionError: it would", "5:5"),
    ("import sys\n\n\ndef values(data):\n    sys.exit(0)\n", "failed: SystemExit: 0", "5:5"),
    ("def values(data):\n    return {'number': float}\n", "is of the type `type`", "slides.yaml:10:13"),
    ("def values(data):\n    a = []\n    a.append(a)\n    return {'number': a}\n", "failed: RecursionError: ", "1:1"),
]


@pytest.mark.parametrize(("script", "why", "where"), LEAVES, ids=range(len(LEAVES)))
def test_values_that_end_their_process(talk: Talk, script: str, why: str, where: str) -> None:
    talk.write("figures/values.py", script)
    found = talk.error("check")
    assert why in found
    assert found.endswith(where)


GROUP = "import subprocess\n\n\ndef {}:\n    subprocess.run('kill -9 0', shell=True)\n    return {{'number': 3}}\n"


@pytest.mark.parametrize("command", ["build", "build --locale all"])
def test_a_program_of_a_script_that_ends_its_whole_group_does_not_end_who_tells_of_it(talk: Talk, command: str) -> None:
    talk.write("figures/values.py", GROUP.format("values(data)"))
    found = talk.error(*command.split())
    assert found == f"error[values-failed]: `figures/values.py` {ENDS} was ended by SIGKILL @ figures/values.py:4:1"


def test_in_a_figure_it_ends_that_figure(talk: Talk) -> None:
    talk.write("figures/line.py", GROUP.format("draw(canvas)"))
    assert "figure `line` failed: its process was ended by SIGKILL" in talk.error("build")


CLASSES = {
    "pathlib.Path.exists = None": "TypeError: 'NoneType' object is not callable",
    "contextlib.suppress.__enter__ = None": "TypeError: 'NoneType' object",
    "deck.diagnostics.Report.__iter__ = deck.diagnostics.Report.add = None": "TypeError: 'NoneType' object",
    "msgspec.Struct.__hash__ = None": "TypeError: unhashable type",
    "zipfile.ZipFile.open = zipfile.ZipFile.writestr = None": "TypeError: 'NoneType' object is not callable",
    "setattr(pptx.oxml.xmlchemy.BaseOxmlElement, 'insert_element_before', None)": "TypeError: 'NoneType' object",
}
"""What a script may change of classes that are not its own, and how the program fails by it."""
IMPORTS = "import contextlib, deck.diagnostics, msgspec, pathlib, pptx.oxml.xmlchemy, zipfile\n\n\n"


@pytest.mark.parametrize(("change", "said"), CLASSES.items(), ids=range(len(CLASSES)))
def test_a_script_that_changes_classes_of_others_is_named_when_they_fail(talk: Talk, change: str, said: str) -> None:
    talk.write("figures/values.py", f"{IMPORTS}def values(data):\n    {change}\n    return {{'number': 3}}\n")
    found = talk.error("build")
    assert found.startswith(f"error[values-failed]: after `figures/values.py` ran, the program failed: {said}")
    assert "the script may have changed the program itself" in found
    assert found.endswith("figures/values.py:5:5")


@pytest.mark.parametrize("place", [1, 2, 4])
def test_of_several_scripts_the_one_is_named_that_changes_something(talk: Talk, place: int) -> None:
    bring(talk, place, "    import pathlib\n    pathlib.Path.parent = pathlib.Path.exists = pathlib.Path.stat = None\n")
    name, _, _, code = PLACES[place]
    assert talk.error("build").startswith(f"error[{code}]: after `{name}` ran, the program failed: ")


def test_in_another_language_it_is_the_same(talk: Talk) -> None:
    talk.write(
        "figures/values.py", f"{IMPORTS}def values(data):\n    {next(iter(CLASSES))}\n    return {{'number': 3}}\n"
    )
    assert "after `figures/values.py` ran, the program failed: " in talk.error("build", "--locale", "all")


def test_whoever_asks_reads_where_the_program_failed(talk: Talk) -> None:
    """It may be our own fault all the same."""
    talk.write(
        "figures/values.py", f"{IMPORTS}def values(data):\n    {next(iter(CLASSES))}\n    return {{'number': 3}}\n"
    )
    code, _, err = talk.run("-v", "build")
    assert code == 1 and "Traceback (most recent call last):" in err and "/deck/" in err


def test_a_fault_of_our_own_is_no_fault_of_code_that_did_not_run(talk: Talk) -> None:
    broken = "import sys; import deck.layout.lay_out as one; one.lay_out = None; sys.argv[1:] = ['build', '--no-code']"
    done = subprocess.run(
        [sys.executable, "-c", f"{broken}; from deck.cli import entry; entry()"],
        cwd=talk.folder, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 70 and "This is a bug in deck, not in your talk." in done.stderr


def test_what_crashes_when_a_script_has_run_is_told_with_its_name(talk: Talk) -> None:
    later = "import ctypes\nimport threading\n\n\ndef values(data):\n"
    later += "    threading.Timer(0.05, ctypes.string_at, (0,)).start()\n    return {'number': 3}\n"
    talk.write("figures/values.py", later)
    assert "after `figures/values.py` ran, the program was ended by SIGSEGV" in talk.error("build")


@pytest.mark.parametrize("command", ["build --locale all", "png --slide one", "handout --style 3up", "bundle"])
def test_every_command_says_it(talk: Talk, command: str) -> None:
    talk.write("figures/values.py", LEAVES[0][0])
    found = talk.error(*command.split())
    assert found == f"error[values-failed]: `figures/values.py` {LEAVES[0][1]} @ figures/values.py:4:1"
    assert not (talk.folder / "build").exists()


def test_another_program_reads_it_as_json(talk: Talk) -> None:
    talk.write("figures/values.py", LEAVES[0][0])
    code, out, _ = talk.run("check", "--format", "json")
    assert code == 1
    [found] = json.loads(out)
    assert (found["code"], found["file"], found["line"]) == ("values-failed", "figures/values.py", 4)


ENDLESS = "    while True:\n        pass\n"
IN_C = '    import re\n    re.match("(a+)+$", "a" * 60 + "b")\n'
KIND = """\
from deck.interface import Material, Scene, SlideKind


class Odd(SlideKind, frozen=True, kw_only=True):
    layouts = {"text": ("body",)}

    def compose(self, material: Material) -> Scene:
"""
PLACES = [
    ("figures/values.py", "def values(data):\n", "check", "values-failed"),
    ("kinds/odd.py", KIND, "check", "kind-failed"),
    ("checks/odd.py", "def check(deck):\n", "check", "check-failed"),
    ("styles/odd.py", "if True:\n", "handout", "style-failed"),
    ("hooks.py", "def finish(presentation, deck):\n", "build", "hook-failed"),
]


def bring(talk: Talk, place: int, body: str) -> None:
    """Code in one of the places, and a slide where it takes one to run."""
    name, head, _, _ = PLACES[place]
    if name.startswith("kinds"):
        body = "".join(f"    {line}" for line in body.splitlines(keepends=True))
        talk.write("slides.yaml", SLIDES + "  - {id: odd, kind: odd, title: Odd}\n")
    talk.write(name, head + body)


@pytest.mark.parametrize(
    ("place", "body"), [(0, IN_C), *(slow(place, body) for place in range(5) for body in (ENDLESS, IN_C) if place)]
)
def test_code_that_never_ends_is_ended(talk: Talk, place: int, body: str) -> None:
    bring(talk, place, body)
    name, _, command, code = PLACES[place]
    assert talk.error(command).startswith(f"error[{code}]: `{name}` was not finished after 8 seconds @ {name}:")


@pytest.mark.parametrize("place", range(len(PLACES)))
def test_code_that_exits_anywhere(talk: Talk, place: int) -> None:
    bring(talk, place, "    __import__('os')._exit(0)\n")
    name, _, command, code = PLACES[place]
    assert talk.error(command).startswith(f"error[{code}]: `{name}` {ENDS} exited with 0 @ {name}:")


def test_code_that_wants_all_memory(talk: Talk) -> None:
    talk.write("figures/values.py", "def values(data):\n    return {'number': len(bytearray(1 << 36))}\n")
    assert "failed: MemoryError" in talk.error("check")


def test_a_thread_that_a_script_leaves_behind_does_not_keep_the_build(talk: Talk) -> None:
    waits = "import threading\nimport time\n\n\ndef values(data):\n"
    waits += "    threading.Thread(target=time.sleep, args=(600,)).start()\n    return {'number': 3}\n"
    talk.write("figures/values.py", waits)
    assert talk.run("build")[0] == 0


LIMITS = {
    "NOFILE, (3, 3)": "how many files may be open",
    "AS, (1 << 24, 1 << 24)": "how much memory there is",
    "NPROC, (0, 0)": "how many processes there may be",
}


@pytest.mark.parametrize(("limit", "what"), LIMITS.items(), ids=range(len(LIMITS)))
def test_limits_that_nobody_can_raise_again(talk: Talk, limit: str, what: str) -> None:
    """Who may raise them all the same, as some superusers, goes on with the limits from before."""
    script = f"import resource\n\n\ndef values(data):\n    resource.setrlimit(resource.RLIMIT_{limit})\n"
    talk.write("figures/values.py", script + '    return {"number": 3}\n')
    code, _, err = talk.run("build")
    if code or not may_raise_limits():
        assert code == 1 and f"`figures/values.py` lowers {what}, which nobody can raise again" in err
        assert "figures/values.py:4:1" in err


def may_raise_limits() -> bool:
    """Whether this user can undo what a script does to its limits, asked of a process of its own."""
    try_it = "import resource as r; n = r.RLIMIT_NOFILE; h = r.getrlimit(n); r.setrlimit(n, (9, 9)); r.setrlimit(n, h)"
    return subprocess.run([sys.executable, "-c", try_it], capture_output=True).returncode == 0


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGSTOP"])
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="elsewhere a process does not end with its parent at once")
def test_a_script_that_ends_the_process_above_its_own(talk: Talk, how: str) -> None:
    """It is told, or heard by nobody: a command never ends without a word.

    The end comes from elsewhere: on a machine that has much to do it may come when the script has run.
    """
    script = f"import os\nimport signal\n\n\ndef values(data):\n    os.kill(os.getppid(), signal.{how})\n"
    talk.write("figures/values.py", script + '    return {"number": 3}\n')
    if how == "SIGKILL":
        code, _, err = talk.run("check")
        assert code == 1 and (f"`figures/values.py` {ENDS} was ended by SIGKILL" in err or "by SIGKILL; nothing" in err)
    else:
        assert talk.run("build")[0] == 0


STREAMS = [
    "sys.stdout = sys.stderr = sys.stdin = None",
    "sys.stdout.close()",
    "os.dup2(os.open(os.devnull, os.O_WRONLY), 2)",
    "__builtins__.update(open=None, print=None)",
]


@pytest.mark.parametrize("how", STREAMS, ids=range(len(STREAMS)))
def test_what_a_script_does_to_the_streams_keeps_no_message_back(talk: Talk, how: str) -> None:
    script = f"import os\nimport sys\n\n\ndef values(data):\n    {how}\n"
    talk.write("figures/values.py", script + '    return {"number": float}\n')
    assert "is of the type `type`" in talk.error("check")


CHANGES = """\
import deck.language, decimal, json, os, re, resource, signal, subprocess, sys


def values(data):
    os.chdir("/")
    os.umask(0o777)
    sys.path.clear()
    sys.setrecursionlimit(60)
    decimal.getcontext().prec = 1
    json.dumps = re.compile = deck.language.number = None
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0.6)
    subprocess.Popen(["sleep", "600"])
    os.fork()
    for name in [*sys.modules]:
        name.startswith("deck.") and sys.modules.pop(name)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    return {"number": 12.345}
"""


def test_what_a_script_changes_of_its_process_is_felt_nowhere_else(talk: Talk) -> None:
    talk.write("figures/values.py", CHANGES)
    code, out, err = talk.run("build")
    assert (code, err) == (0, "") and out.count("wrote") == 1
    with zipfile.ZipFile(talk.folder / "build" / "slides.en.pptx") as deck:
        assert b"12.345 of them" in deck.read("ppt/slides/slide1.xml")
    assert (talk.folder / "build" / "slides.en.pptx").stat().st_mode & 0o600 == 0o600


@pytest.mark.parametrize("script", ["figures/values.py", "figures/line.py"])
def test_a_copy_of_its_process_goes_no_further_than_the_script(talk: Talk, script: str) -> None:
    head, rest = (talk.folder / script).read_text(encoding="utf-8").split("\n", 1)
    talk.write(script, f"import os\n{head}\n    os.fork()\n{rest}")
    code, out, err = talk.run("build")
    assert (code, err) == (0, "") and out.count("wrote") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "how", ["import os; os.kill(os.getpid(), 19)", "import faulthandler as f; f.cancel_dump_traceback_later()"]
)
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="another process watches on Linux alone")
def test_who_stops_the_watch_is_watched_from_outside(talk: Talk, how: str) -> None:
    talk.write("figures/values.py", f"def values(data):\n    {how}\n{ENDLESS}")
    assert "`figures/values.py` was not finished after 8 seconds" in talk.error("check")


def test_what_a_script_leaves_running_may_end_its_process(talk: Talk) -> None:
    later = "import os\nimport threading\n\n\ndef values(data):\n"
    later += "    threading.Timer(0.05, os._exit, (0,)).start()\n    return {'number': 3}\n"
    talk.write("figures/values.py", later)
    found = talk.error("build")
    assert "`figures/values.py` left something behind that ended the process, which exited with 0" in found
    assert found.endswith("figures/values.py:5:1") and not (talk.folder / "build").exists()


def test_values_whose_own_methods_fail(talk: Talk) -> None:
    odd = "class Odd(dict):\n    def items(self):\n        raise BaseException('not mine')\n\n\n"
    talk.write("figures/values.py", odd + "def values(data):\n    return Odd(number=3)\n")
    found = talk.error("check")
    assert "failed: BaseException: not mine" in found
    assert found.endswith("figures/values.py:3:9")


def test_without_its_code_the_talk_is_looked_at(talk: Talk) -> None:
    talk.write("figures/values.py", LEAVES[0][0])
    code, _, err = talk.run("check", "--no-code")
    assert code == 0, err
    assert "warning[code-left-out]: `figures/values.py` was left out" in err


FAILS = "        raise ValueError('not mine')\n\n"
ODD_NUMBERS = [
    (f"class Odd(float):\n    def __str__(self):\n{FAILS}", "Odd(1.5)", "1.5 of them"),
    ("from decimal import Decimal\n\n", "Decimal('sNaN')", "is not a number (NaN)"),
    (
        f"from decimal import Decimal\n\n\nclass Odd(Decimal):\n    def is_finite(self):\n{FAILS}",
        "Odd('1.5')",
        "1.5 of them",
    ),
    (
        f"from datetime import date\n\n\nclass Odd(date):\n    @property\n    def day(self):\n{FAILS}",
        "Odd(2026, 1, 2)",
        "failed: ValueError: not mine",
    ),
]


@pytest.mark.parametrize(("before", "number", "said"), ODD_NUMBERS, ids=["a method", "NaN", "a decimal", "a day"])
def test_numbers_that_fail_when_they_are_asked(talk: Talk, before: str, number: str, said: str) -> None:
    talk.write("figures/values.py", f"{before}\ndef values(data):\n    return {{'number': {number}}}\n")
    _, _, err = talk.run("build")
    deck = talk.folder / "build" / "slides.en.pptx"
    shown = zipfile.ZipFile(deck).read("ppt/slides/slide1.xml").decode() if deck.exists() else ""
    assert said in err + shown and "Traceback" not in err
