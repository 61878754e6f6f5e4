"""Does a command say what it did, whatever stands behind its output?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.looked_at import look_at, with_the_brand
from tests.story import tell

ROOT = Path(__file__).parent.parent
SLIDE = "id: one\nkind: statement\ntitle: One message\nquote: ['{n} of 9']\n"
NOISY = """\
import os
def values(data):
    print("read the data")
    os.system("echo done")
    return {"n": 4}
"""


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = with_the_brand(tmp_path_factory.mktemp("talk"))
    tell(folder, SLIDE, {"figures/values.py": NOISY})
    look_at(folder)
    return folder


@pytest.fixture
def folder(looked_at: Path, tmp_path: Path) -> Path:
    """A talk with a slide of ours, and a script that prints."""
    folder = shutil.copytree(looked_at, tmp_path / "talk")
    (folder / "figures" / "values.py").write_text(NOISY, encoding="utf-8")
    return folder


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8", "utf-16"])
def test_json_is_valid_in_every_encoding_whatever_a_script_prints(encoding: str, folder: Path) -> None:
    (folder / "slides.yaml").write_text((folder / "slides.yaml").read_text() + "  colour: 概要\n")
    done = deck("check", "--format", "json", cwd=folder, encoding=encoding)
    found = json.loads(done.stdout.decode(encoding))
    assert done.returncode == 1 and found[0]["code"] == "unknown-field"
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_console_that_lacks_a_letter_shows_another_of_the_same_width(encoding: str, folder: Path) -> None:
    (folder / "slides.yaml").write_text((folder / "slides.yaml").read_text() + "  colour: “概要”…\n")
    done = deck("check", cwd=folder, encoding=encoding)
    assert done.returncode == 1
    assert b"error[unknown-field]: unknown field `colour`" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_behind_the_output_undoes_nothing(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        built = deck("build", cwd=folder, stdout=full)
        listed = deck("kinds", cwd=folder, stdout=full)
    assert (built.returncode, (folder / "build" / "slides.en.pptx").exists()) == (0, True)
    assert built.stderr.startswith(b"read the data\ndone\n")
    assert built.stderr.endswith(b"could not print all of it: no space left on device\n")
    assert (listed.returncode, listed.stderr) == (1, b"could not print all of it: no space left on device\n")


@pytest.mark.parametrize("words", [["build"], ["kinds"], ["schema"], ["--help"], ["check", "--format", "json"]])
def test_a_reader_that_has_enough_is_no_mistake(words: list[str], folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = deck(*words, cwd=folder, stdout=closed)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes the streams of a process as a shell does")
@pytest.mark.parametrize("closed", [(1,), (2,), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize(("words", "code"), [(["build"], 0), (["kinds"], 0), (["check"], 0), (["check", "none"], 1)])
def test_streams_that_are_closed_are_no_mistake(
    words: list[str], code: int, closed: tuple[int, ...], folder: Path
) -> None:
    with (folder / "said.txt").open("w+b") as said:
        done = subprocess.run(
            [sys.executable, "-m", "deck", *words], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=said, stderr=said, preexec_fn=lambda: [os.close(number) for number in closed], check=False,
        )  # fmt: skip
        said.seek(0)
        assert done.returncode == code and b"Traceback" not in said.read()
    assert words != ["build"] or (folder / "build" / "slides.en.pptx").exists()


def deck(
    *words: str, cwd: Path, encoding: str = "utf-8", stdout: object = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-m", "deck", *words],
        cwd=cwd,
        env=environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )
