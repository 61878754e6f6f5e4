"""Figures are drawn at once in processes of their own: what can a script do to the others, and is any left behind?"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.pipeline import build
from deck.resolve import draw_figures
from deck.resolve.draw_at_once import draw_at_once
from deck.resolve.draw_one import Drawn, Failed
from tests.drawn_here import draw_here, draw_in_processes, drawn_in_turn
from tests.figures.figure_talk import SQUARE, image, jobs, slides, told
from tests.hostile.project import Project
from tests.slow import slow
from tests.stages import Stages
from tests.story import PROJECT

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals")
several = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one processor"
)
MEET = """
import time
from pathlib import Path


def draw(canvas):
    here = Path(__file__).parent
    (here / "{own}.here").touch()
    until = time.monotonic() + 20
    while not (here / "{other}.here").exists():
        if time.monotonic() > until:
            raise TimeoutError("the other is not being drawn")
        time.sleep(0.01)
    canvas.figure.text(0.5, 0.5, "met")
"""
COUNTS = """
from pathlib import Path


def draw(canvas):
    with (Path(__file__).parent / "drawn.txt").open("a") as file:
        file.write(f"{canvas.width:.0f}\\n")
    canvas.figure.text(0.5, 0.5, "drawn")
"""
HANGS = "def draw(canvas):\n    while True: pass\n"
HANGS_IN_C = 'import re\n\n\ndef draw(canvas):\n    re.match("(a+)+$", "a" * 60 + "b")\n'
EXITS = "import os\n\n\ndef draw(canvas):\n    os._exit(3)\n"
CRASHES = "import faulthandler\n\n\ndef draw(canvas):\n    faulthandler._sigsegv()\n"
LATE = """def draw(canvas):
    canvas.axes(9, 9, 90, 90).yaxis.set_major_formatter(lambda *at: 1 / 0)
    canvas.figure.text(0, 0, "a")
"""
RAISES = 'def draw(canvas):\n    raise RuntimeError("no ink")\n'


# ---------------------------------------------------------------- at once, and once


@several
def test_figures_are_drawn_at_once(tmp_path: Path) -> None:
    scripts = {"one": MEET.format(own="one", other="two"), "two": MEET.format(own="two", other="one")}
    told(tmp_path, scripts).without_mistakes()


def test_a_figure_that_two_slides_show_is_drawn_once(tmp_path: Path, drawn_here: None) -> None:
    deck = told(tmp_path, {"cells": COUNTS}, "cells", "cells").without_mistakes()
    assert (tmp_path / "figures" / "drawn.txt").read_text().count("\n") == 1
    assert image(deck, 0) is image(deck, 1)


def test_it_is_told_how_many_are_drawn(tmp_path: Path, drawn_here: None) -> None:
    stages = Stages()
    build(told(tmp_path, {"one": SQUARE, "two": SQUARE}).world, Report(), progress=stages)
    assert [stage for stage in stages.names if "drawing" in stage] == [
        "drawing figures", "drawing figures 1/2", "drawing figures 2/2",
    ]  # fmt: skip


def test_nothing_is_said_of_figures_that_are_remembered(tmp_path: Path, drawn_here: None) -> None:
    story = told(tmp_path, {"one": SQUARE})
    story.without_mistakes()
    stages = Stages()
    build(story.world, Report(), progress=stages)
    assert "drawing figures 1/1" not in stages.names


@pytest.mark.parametrize("method", ["fork", slow("spawn")] if sys.platform.startswith("linux") else ["spawn"])
def test_processes_draw_the_same_as_one_that_draws_all_in_turn(method: str, tmp_path: Path) -> None:
    by_chance = "import random\n\n\ndef draw(canvas):\n    canvas.axes(60, 40, 180, 120).plot([random.random(), 1])\n"
    order, wanted = jobs(tmp_path, {"one": by_chance, "two": SQUARE})
    first = dict(draw_at_once(order, wanted, method))
    again = dict(drawn_in_turn(order, wanted[::-1]))
    assert isinstance(first[0], Drawn)
    assert [first[0], first[1]] == [again[1], again[0]]


def test_what_a_script_does_to_matplotlib_does_not_reach_the_next(tmp_path: Path) -> None:
    order, [plain] = jobs(tmp_path, {"plain": SQUARE})
    spoilt = "import matplotlib\n\n\ndef draw(canvas):\n    matplotlib.rcParams['lines.linewidth'] = 20\n" + SQUARE[18:]
    _, [loud] = jobs(tmp_path, {"loud": spoilt})
    # More of the loud ones than there are processes, so that each process has drawn one.
    drawn = dict(draw_at_once(order, [plain, *[loud] * 2 * (os.cpu_count() or 1), plain]))
    assert drawn[0] == drawn[len(drawn) - 1] != drawn[1]


def test_a_matplotlibrc_is_no_part_of_a_talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn_here: None) -> None:
    before = image(told(tmp_path / "one", {"cells": SQUARE}).without_mistakes())
    (tmp_path / "matplotlibrc").write_text("lines.linestyle: --\nfont.size: 30\n")
    monkeypatch.setenv("MATPLOTLIBRC", str(tmp_path))
    draw_in_processes(monkeypatch)
    assert image(told(tmp_path / "two", {"cells": SQUARE}).without_mistakes()) == before


# ---------------------------------------------------------------- what goes wrong in one


WRONG = {
    "raises": (RAISES, "RuntimeError: no ink", 2),
    "exits": (EXITS, "its process exited with 3", None),
    "leaves": ("import sys\n\n\ndef draw(canvas):\n    sys.exit()\n", "SystemExit", 5),
    "frame": ("def draw(canvas):\n    canvas.axes(0, 0, 300, 200)\n", "it draws nothing", None),
    "nothing": ("def draw(canvas):\n    pass\n", "it draws nothing", None),
    "turns": ('def draw(canvas):\n    canvas.figure.text(0, 0, "a", rotation="up")\n', "ValueError: ", 2),
    "gold": ("def draw(canvas):\n    canvas.color('gold')\n", "the brand has no colour `gold`", 2),
    "role": ("def draw(canvas):\n    canvas.font('lable')\n", "the brand has no role `lable`", 2),
    "colon": ("def draw(canvas) return\n", "SyntaxError: ", 1),
    "nameless": ("def paint(canvas): ...\n", "it has no function `draw`", None),
    "late": (LATE, "ZeroDivisionError: division by zero", 2),
}
if os.name == "posix":
    WRONG["crashes"] = (CRASHES, "its process was ended by SIGSEGV", 5)


def test_a_script_that_goes_wrong_says_how_and_where_and_all_others_are_drawn(tmp_path: Path) -> None:
    scripts = {name: script for name, (script, _, _) in WRONG.items()} | {"good": SQUARE}
    order, wanted = jobs(tmp_path, scripts)
    results = dict(zip(scripts, (result for _, result in sorted(draw_at_once(order, wanted), key=first)), strict=True))
    assert isinstance(results.pop("good"), Drawn)
    for name, (_, why, line) in WRONG.items():
        result = results[name]
        assert isinstance(result, Failed), name
        assert result.why.startswith(why), name
        assert [place.line for place in result.trail][-1:] == ([line] if line else []), name


def test_it_is_a_mistake_at_its_slide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck, [mistake] = told(tmp_path, {"good": SQUARE, "bad": RAISES}).built()
    assert (mistake.line, mistake.told.code) == (9, "figure-failed")
    assert mistake.told.message == "figure `bad` failed: RuntimeError: no ink"
    assert mistake.told.notes == (f'{(tmp_path / "figures" / "bad.py").as_posix()}:2: raise RuntimeError("no ink")',)
    draw_here(monkeypatch)
    assert image(deck, 0) == image(told(tmp_path / "other", {"good": SQUARE}).without_mistakes())


@pytest.mark.parametrize(
    "script", [pytest.param(HANGS, marks=pytest.mark.slow, id="in Python"), pytest.param(HANGS_IN_C, id="in C")]
)
def test_a_script_that_does_not_end_is_ended(script: str, tmp_path: Path) -> None:
    order, wanted = jobs(tmp_path, {"endless": script}, limit=0.3)
    [(_, result)] = draw_at_once(order, wanted)
    assert isinstance(result, Failed)
    assert result.why == "it was not finished after 0.3 seconds"
    last = len(script.splitlines())
    assert [(place.file.name, place.line) for place in result.trail][-1] == ("endless.py", last)


def test_after_it_the_others_are_drawn(tmp_path: Path) -> None:
    endless = {f"endless{number}": HANGS for number in range(3)}
    order, wanted = jobs(tmp_path, endless, limit=0.3)
    _, good = jobs(tmp_path, {"good": SQUARE})
    results = dict(draw_at_once(order, [*wanted, *good]))
    assert [type(results[place]) for place in range(4)] == [Failed, Failed, Failed, Drawn]
    assert {results[place].trail[-1].line for place in range(3)} == {2}  # type: ignore[union-attr]


def test_a_preview_shows_what_is_wrong_in_the_place_of_the_figure(tmp_path: Path, drawn_here: None) -> None:
    deck, [_] = told(tmp_path / "bad", {"cells": RAISES}).built()
    other, [_] = told(tmp_path / "worse", {"cells": RAISES.replace("ink", "paper")}).built()
    assert image(deck).svg.startswith(b"<svg")
    assert image(deck) != image(other)


def test_a_figure_that_failed_is_tried_again(tmp_path: Path, drawn_here: None) -> None:
    waits = "from pathlib import Path\n\n\ndef draw(canvas):\n    Path(__file__).with_name('ink').read_bytes()\n"
    story = told(tmp_path, {"cells": waits + SQUARE.partition("\n")[2]})
    assert [one.told.code for one in story.built()[1]] == ["figure-failed"]
    (tmp_path / "figures" / "ink").touch()
    story.without_mistakes()


def test_the_way_through_a_module_is_shown(tmp_path: Path, drawn_here: None) -> None:
    files = {"figures/ink.py": "def fill():\n    return 1 / 0\n"}
    script = "import ink\n\n\ndef draw(canvas):\n    ink.fill()\n"
    _, [mistake] = told(tmp_path, {"cells": script}, more=files).built()
    own, inner = mistake.told.notes
    assert own.endswith("figures/cells.py:5: ink.fill()")
    assert inner.endswith("figures/ink.py:2: return 1 / 0")


@posix
def test_figures_are_not_lost_in_silence_when_somebody_ends_the_process_that_hands_them_out(tmp_path: Path) -> None:
    kills = (
        "import os, signal\n\n\ndef draw(canvas):\n    os.kill(os.getppid(), signal.SIGKILL)\n    while True: pass\n"
    )
    order, wanted = jobs(tmp_path, {"kills": kills, "waits": HANGS}, limit=20)
    results = dict(draw_at_once(order, wanted))
    assert [type(results[place]) for place in range(2)] == [Failed, Failed]
    assert "was ended from outside" in results[0].why  # type: ignore[union-attr]


def test_what_a_script_prints_does_not_get_into_what_deck_prints(project: Project) -> None:
    project.write("slides.yaml", (project.folder / "slides.yaml").read_text() + indented(slides("cells")))
    project.write("figures/cells.py", SQUARE.replace("    canvas", '    print("drawing")\n    canvas'))
    done = deck(project.folder, "check", "--format", "json")
    printed, _ = done.communicate()
    assert json.loads(printed) == []


# ---------------------------------------------------------------- nothing is left behind


@posix
@pytest.mark.parametrize(
    ("where", "how", "code"),
    [
        ("in Python", signal.SIGINT, 130),
        slow("in Python", signal.SIGKILL, -signal.SIGKILL),
        slow("in C", signal.SIGINT, 130),
        ("in C", signal.SIGKILL, -signal.SIGKILL),
    ],
)
def test_a_build_that_is_ended_leaves_no_process(where: str, how: int, code: int, project: Project) -> None:
    body = "    while True: pass\n" if where == "in Python" else '    re.match("(a+)+$", "a" * 60 + "b")\n'
    says = "    for pid in os.getpid(), os.getppid():\n        (Path(__file__).parent / str(pid)).touch()\n"
    script = f"import os\nimport re\nfrom pathlib import Path\n\n\ndef draw(canvas):\n{says}{body}"
    project.write("slides.yaml", (project.folder / "slides.yaml").read_text() + indented(slides("cells")))
    project.write("figures/cells.py", script)
    running = deck(project.folder, "build", limit=3 if where == "in C" else 60)
    pids = list(told_by(project.folder / "figures", 2))
    running.send_signal(how)
    _, said = running.communicate()
    assert running.returncode == code
    assert "Traceback" not in said
    for pid in pids:
        wait_until(lambda pid=pid: not is_running(pid))  # type: ignore[misc]
    assert not (project.folder / "build").exists()


def first(result: tuple[int, object]) -> int:
    return result[0]


def deck(folder: Path, *words: str, limit: float = 60) -> subprocess.Popen[str]:
    # Begun in the background, as tests may be, a process would not hear Ctrl-C.
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from deck.resolve import draw_figures; from deck.cli import main; "
        f"draw_figures.TIME_LIMIT = {limit}; sys.argv = {['deck', *words]!r}; raise SystemExit(main())"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def indented(text: str) -> str:
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


def told_by(folder: Path, count: int) -> Iterator[int]:
    """The processes that left their number there."""
    wait_until(lambda: len([path for path in folder.iterdir() if path.name.isdigit()]) == count)
    yield from (int(path.name) for path in folder.iterdir() if path.name.isdigit())


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        if sys.platform.startswith("linux"):
            return False
        return not subprocess.run(["kill", "-0", str(pid)], capture_output=True).returncode
    return state != "Z"  # nobody has asked yet how it ended


def wait_until(met: object) -> None:
    """Patient, as machines are shared; what is never met is a failure."""
    assert callable(met)
    until = time.monotonic() + 60
    while not met():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_figure_has_a_minute() -> None:
    assert draw_figures.TIME_LIMIT == 60
