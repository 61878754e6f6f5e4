"""Is what earlier builds kept believed only where it is whole, ours, and of that very name?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from deck.cache import opened, sealed
from deck.workspace import Workspace
from tests.drawn_here import draw_anew
from tests.hostile.project import Project
from tests.hostile.whole_talk import write_whole_talk

Spoil = Callable[[list[Path]], object]
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>'


def cut_to_half(files: list[Path]) -> None:
    for path in files:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_by_a_byte(files: list[Path]) -> None:
    for path in files:
        path.write_bytes(path.read_bytes()[:-1])


def emptied(files: list[Path]) -> None:
    for path in files:
        path.write_bytes(b"")


def one_bit_turned(files: list[Path]) -> None:
    for path in files:
        data = bytearray(path.read_bytes())
        data[len(data) // 3] ^= 1
        path.write_bytes(data)


def zeros_as_after_a_power_cut(files: list[Path]) -> None:
    for path in files:
        path.write_bytes(bytes(path.stat().st_size))


def swapped_within_their_endings(files: list[Path]) -> None:
    endings = {path.suffix for path in files}
    for ending in endings:
        alike = [path for path in files if path.suffix == ending]
        contents = [path.read_bytes() for path in alike]
        for path, content in zip(alike, contents[1:] + contents[:1], strict=True):
            path.write_bytes(content)


def from_an_older_program(files: list[Path]) -> None:
    """It kept them as they were."""
    for path in files:
        path.write_bytes(path.read_bytes()[:-32])


def somebody_elses(files: list[Path]) -> None:
    for path in files:
        path.write_bytes(b"[1, 2, 3]\n<svg/>")


def folders(files: list[Path]) -> None:
    for path in files:
        path.unlink()
        path.mkdir()


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_whole_talk(tmp_path_factory.mktemp("kept") / "talk")


@pytest.fixture
def talk(
    built_once: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Project:
    """A talk that was built, so that everything that can be remembered is."""
    # What other tests drew from the same script may have been found wrong there, and is then not cached.
    draw_anew(monkeypatch)
    monkeypatch.chdir(built_once)
    project = Project(built_once, capsys)
    if not (built_once / ".cache").exists():
        assert project.run("build")[0] == 0
        assert project.run("handout", "--style", "3up")[0] == 0
    shutil.copytree(built_once, tmp_path / "talk")
    monkeypatch.chdir(tmp_path / "talk")
    return Project(tmp_path / "talk", capsys)


@pytest.mark.parametrize(
    "spoil",
    [
        cut_to_half,
        cut_by_a_byte,
        emptied,
        one_bit_turned,
        zeros_as_after_a_power_cut,
        swapped_within_their_endings,
        from_an_older_program,
        somebody_elses,
        folders,
    ],
)
def test_spoilt_entries_are_as_good_as_none(talk: Project, spoil: Spoil) -> None:
    deck = talk.folder / "build" / "slides.en.pptx"
    before = sha256(deck.read_bytes()).hexdigest()
    kept = sorted(path for path in (talk.folder / ".cache").rglob("*") if path.is_file())
    assert len({path.parent.name for path in kept}) >= 4
    spoil(kept)
    for words in (["check"], ["build"], ["pdf"], ["handout", "--style", "3up"]):
        code, _, err = talk.run(*words)
        assert code == 0, err
    assert sha256(deck.read_bytes()).hexdigest() == before


def test_two_pictures_that_changed_places_are_drawn_again(talk: Project) -> None:
    """The same, of single files, as a program that sets conflicts right may leave them."""
    before = talk.parts()
    [figure] = (talk.folder / ".cache" / "figures").glob("*.svg")
    emblem = min((talk.folder / ".cache" / "emblems").glob("*.svg"))
    contents = figure.read_bytes(), emblem.read_bytes()
    figure.write_bytes(contents[1]), emblem.write_bytes(contents[0])
    assert talk.parts() == before


def test_an_entry_is_known_by_its_name_and_to_its_last_byte() -> None:
    file = sealed("figures/a.svg", PICTURE)
    assert opened("figures/a.svg", file) == PICTURE
    assert opened("figures/b.svg", file) is None
    assert opened("figures/a.svg", file + b" ") is None
    assert opened("figures/a.svg", file[1:]) is None
    assert opened("figures/a.svg", b"") is None


@pytest.mark.parametrize(
    "hostile",
    [
        b"<svg><script>alert(1)</script></svg>",
        b"<svg><SCRIPT/></svg>",
        b"<svg onload='alert(1)'/>",
        b"<svg><g\nonclick = 'x()'/></svg>",
        b"<svg><g id='a'onclick='x()'/></svg>",
        b"<svg><a href='JavaScript:x()'/></svg>",
        b"<svg><foreignObject><p/></foreignObject></svg>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>",
        b"<svg><image href='data:text/html,x'/></svg>",
        "<svg><script/></svg>".encode("utf-16"),
    ],
)
def test_a_drawing_that_could_run_something_is_none_however_it_is_sealed(hostile: bytes) -> None:
    assert opened("figures/a.svg", sealed("figures/a.svg", hostile)) is None


def test_what_is_kept_is_read_without_waiting_and_holds_no_code(talk: Project) -> None:
    import os

    path = talk.folder / ".cache" / "figures" / f"{'0' * 64}.json"
    os.mkfifo(path)
    world = Workspace.find(talk.folder / "slides.yaml")
    assert world.cached(f"figures/{path.name}") is None
    for kept in (talk.folder / ".cache").rglob("*"):
        assert kept.suffix != ".pickle" and kept.suffix != ".pyc"
        if kept.is_file():
            assert not kept.read_bytes().startswith(b"\x80"), "a pickle"


def test_a_record_of_written_files_that_was_changed_takes_nothing_away(talk: Project) -> None:
    [record] = (talk.folder / ".cache" / "written").glob("build-*.json")
    mine = talk.write("build/mine.txt", "mine")
    record.write_text(json.dumps({"mine.txt": sha256(b"mine").hexdigest()}), encoding="utf-8")
    assert talk.run("build")[0] == 0
    assert mine.exists()
