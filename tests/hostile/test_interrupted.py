"""Whatever ends a build, or runs beside it: is the old file there or the new one, whole, and nothing else?"""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deck.brand.package import zipped
from deck.diagnostics import Report
from deck.write.pptx.seal import SEAL, is_as_written, seal
from deck.write.save import save
from tests.hostile.project import PROJECT, Project
from tests.story import A_LINE

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals")
SAVE_AGAIN_AND_AGAIN = """
import sys
from itertools import cycle
from pathlib import Path
from deck.diagnostics import Report
from deck.write.save import save
path, times, *sources = sys.argv[1:]
decks = [Path(source).read_bytes() for source in sources]
print("ready", flush=True)
for number, deck in zip(range(int(times)), cycle(decks)):
    report = Report()
    kept = save(deck, Path(path), report)
    if report.has_errors:
        print(*(one.message for one in report), flush=True)
"""
KILL_AT_STEP = """
import os, signal, sys
from pathlib import Path
from deck.diagnostics import Report
from deck.write import save as module
path, source, step = sys.argv[1:]
steps = iter(range(100))
def dying(function):
    def call(*rest, **more):
        if next(steps) == int(step):
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*rest, **more)
    return call
deck = Path(source).read_bytes()
os.fsync, os.link = dying(os.fsync), dying(os.link)
for name in ("write_bytes", "read_bytes", "replace", "unlink"):
    setattr(Path, name, dying(getattr(Path, name)))
module.save(deck, Path(path), Report())
"""
WITH_A_FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop()),) * 2)
from deck.cli import main
sys.exit(main())
"""


def deck_of(filling: bytes, megabytes: int = 1) -> bytes:
    """A file that says of itself that we wrote it."""
    parts = {"[Content_Types].xml": b"<Types></Types>", "filling.png": filling * (megabytes << 20)}
    return zipped({**parts, SEAL: seal(parts)})


OLD, NEW = deck_of(b"o", 3), deck_of(b"n", 2)


def tell_of_waves(project: Project) -> None:
    """A talk with a figure."""
    project.tell("id: one\nkind: figure\ntitle: A figure\nfigure: waves\nalt: Waves")
    project.write("figures/waves.py", A_LINE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a deck is to be put; OLD and NEW lie in a folder beside it."""
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "old").write_bytes(OLD)
    (tmp_path / "from" / "new").write_bytes(NEW)
    (tmp_path / "build").mkdir()
    return tmp_path / "build" / "talk.pptx"


def started(code: str, *words: object, **more: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload]


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out + err


def sources(path: Path) -> tuple[Path, Path]:
    return path.parents[1] / "from" / "old", path.parents[1] / "from" / "new"


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@posix
def test_a_writer_that_is_killed_at_any_moment_leaves_a_whole_file_and_the_next_one_no_litter(path: Path) -> None:
    moment = random.Random(5)
    path.write_bytes(OLD)
    litter = 0
    for _ in range(10):
        process = started(SAVE_AGAIN_AND_AGAIN, path, 100_000, *sources(path))
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(moment.uniform(0, 0.05))
        process.kill()
        ended(process)
        assert path.read_bytes() in (OLD, NEW)
        litter += len(names(path.parent)) - 1
        save(NEW, path, Report())
        assert names(path.parent) == ["talk.pptx"]
    assert litter, "no writer was killed while it wrote: kill it later"


@posix
@pytest.mark.parametrize("step", range(9))
def test_an_edited_deck_survives_a_writer_that_is_killed_at_any_step(path: Path, step: int) -> None:
    path.write_bytes(b"edited by hand")
    code, said = ended(started(KILL_AT_STEP, path, sources(path)[1], step))
    assert code in (-signal.SIGKILL, 0), said
    beside = {one.read_bytes() for one in path.parent.iterdir() if one.suffix == ".pptx"}
    assert b"edited by hand" in beside
    assert path.read_bytes() in (b"edited by hand", NEW)
    save(OLD, path, Report())
    assert path.read_bytes() == OLD
    assert b"edited by hand" in {one.read_bytes() for one in path.parent.iterdir()}
    assert not [name for name in names(path.parent) if name.endswith(".part")]


@posix
def test_the_steps_at_which_it_is_killed_are_all_of_them(path: Path) -> None:
    path.write_bytes(b"edited by hand")
    codes = [ended(started(KILL_AT_STEP, path, sources(path)[1], step))[0] for step in (0, 99)]
    assert codes == [-signal.SIGKILL, 0]
    assert path.read_bytes() == NEW


@posix
def test_a_build_that_is_killed_leaves_the_last_deck(project: Project) -> None:
    tell_of_waves(project)
    project.run("build")
    output = project.folder / "build" / "slides.en.pptx"
    before = output.read_bytes()
    project.write("slides.yaml", (project.folder / "slides.yaml").read_text().replace("A figure", "Another figure"))
    moment = random.Random(7)
    for _ in range(6):
        process = started("from deck.cli import entry; entry()", "build", cwd=project.folder)
        time.sleep(moment.uniform(0.1, 0.7))
        process.kill()
        ended(process)
        data = output.read_bytes()
        assert data == before or is_as_written(data)
    assert project.run("build")[0] == 0
    assert names(output.parent) == ["slides.en.pptx"]
    assert not [one for one in (project.folder / ".cache").rglob("*.part")]


def test_what_a_killed_build_left_in_the_cache_is_swept(project: Project, drawn_here: None) -> None:
    process = started("")
    ended(process)
    left = project.write(f".cache/figures/abc.png.{process.pid}.part", b"half a pict")
    alive = project.write(f".cache/figures/abc.png.{os.getpid()}.part", b"half a pict")
    tell_of_waves(project)
    project.run("build")
    assert not left.exists()
    assert alive.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
def test_what_a_killed_build_left_is_swept_also_before_anybody_has_asked_how_it_ended(path: Path) -> None:
    other = started("")
    os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)
    path.with_name(f".talk.pptx.{other.pid}.part").write_bytes(b"half")
    save(NEW, path, Report())
    assert names(path.parent) == ["talk.pptx"]
    ended(other)


def test_the_part_of_a_build_that_still_runs_is_left_alone(path: Path) -> None:
    other = started("import time; time.sleep(60)")
    part = path.with_name(f".talk.pptx.{other.pid}.part")
    part.write_bytes(b"half")
    save(NEW, path, Report())
    assert part.exists()
    other.kill()
    ended(other)
    save(NEW, path, Report())
    assert names(path.parent) == ["talk.pptx"]


@posix
def test_a_disk_that_is_full_keeps_the_last_deck_and_is_explained(project: Project) -> None:
    project.run("build")
    output = project.folder / "build" / "slides.en.pptx"
    before = output.read_bytes()
    project.write("noise.png", noise())
    project.tell("id: one\nkind: cover\ntitle: A talk\nlogos:\n  - {file: noise.png, alt: Noise}")
    code, said = ended(started(WITH_A_FULL_DISK, "build", len(before) + 10_000, cwd=project.folder))
    assert code == 1, said
    assert "error[cannot-write]: " in said
    assert os.strerror(errno.EFBIG).lower() in said.lower()
    assert output.read_bytes() == before
    assert names(output.parent) == ["slides.en.pptx"]


def noise() -> bytes:
    """A picture that cannot be compressed to less than the full disk has room for."""
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.frombytes("RGB", (900, 700), random.Random(1).randbytes(900 * 700 * 3)).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_folder_that_is_read_only_is_explained(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(OLD)

    def refuse(self: Path, data: bytes) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    report = Report()
    save(NEW, path, report)
    [found] = report
    assert found.code == "cannot-write"
    assert "permission denied" in found.message.lower()
    assert found.help
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["talk.pptx"]


def test_a_memory_stick_that_knows_no_links_keeps_an_edited_deck_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"edited by hand")

    def refuse(*rest: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    kept = save(NEW, path, Report())
    assert kept is not None
    assert kept.read_bytes() == b"edited by hand"
    assert path.read_bytes() == NEW


def test_a_cache_that_cannot_be_written_only_costs_time(project: Project, drawn_here: None) -> None:
    project.write(".cache", "a file where a folder should be")
    tell_of_waves(project)
    assert project.run("build")[0] == 0
    assert (project.folder / ".cache").read_text() == "a file where a folder should be"


@posix
def test_two_writers_at_once_never_show_a_half_file(path: Path) -> None:
    path.write_bytes(OLD)
    writers = [started(SAVE_AGAIN_AND_AGAIN, path, 40, source) for source in sources(path)]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        seen.add(path.read_bytes())
    assert [ended(writer) for writer in writers] == [(0, "ready\n"), (0, "ready\n")]
    assert seen <= {OLD, NEW}
    assert names(path.parent) == ["talk.pptx"]


@posix
@pytest.mark.slow  # a fast one is in tests/figures/test_machinery_cache.py
def test_two_builds_at_once_both_succeed(project: Project) -> None:
    tell_of_waves(project)
    builds = [started("from deck.cli import entry; entry()", "build", cwd=project.folder) for _ in range(2)]
    assert [ended(one)[0] for one in builds] == [0, 0]
    assert is_as_written((project.folder / "build" / "slides.en.pptx").read_bytes())
    assert names(project.folder / "build") == ["slides.en.pptx"]
