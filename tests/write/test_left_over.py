"""Is what a command left from an older talk taken away, and nothing else?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from deck.workspace import Workspace
from deck.write.left_over import clear


@pytest.fixture
def world(tmp_path: Path) -> Workspace:
    return Workspace.find(tmp_path / "slides.yaml")


def write(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(name)
    return [folder / name for name in names]


def test_what_is_no_longer_written_goes(world: Workspace) -> None:
    folder = world.build_folder
    clear(world, "png", folder, write(folder, "1.png", "2.png"), lambda name: False)
    left = clear(world, "png", folder, write(folder, "1.png"), lambda name: False)
    assert left.removed == (folder / "2.png",)
    assert [path.name for path in folder.iterdir()] == ["1.png"]


def test_what_somebody_edited_stays_and_is_named_once(world: Workspace) -> None:
    folder = world.build_folder
    clear(world, "png", folder, write(folder, "1.png"), lambda name: False)
    (folder / "1.png").write_text("mine")
    left = clear(world, "png", folder, [], lambda name: False)
    assert (left.removed, left.edited) == ((), (folder / "1.png",))
    assert list(left.lines(str)) == [f"kept    {folder / '1.png'}  (somebody edited it; the talk no longer has it)"]
    assert clear(world, "png", folder, [], lambda name: False).edited == ()
    assert (folder / "1.png").read_text() == "mine"


def test_what_no_command_wrote_is_nobodys_business(world: Workspace) -> None:
    folder = world.build_folder
    write(folder, "holiday.png")
    clear(world, "png", folder, write(folder, "1.png"), lambda name: False)
    assert clear(world, "png", folder, [], lambda name: False).removed == (folder / "1.png",)
    assert (folder / "holiday.png").exists()


def test_other_commands_talks_and_folders_are_apart(world: Workspace) -> None:
    folder = world.build_folder
    clear(world, "png", folder, write(folder, "1.png"), lambda name: False)
    assert clear(world, "pdf", folder, [], lambda name: False).removed == ()
    assert clear(Workspace.find(world.root / "short.yaml"), "png", folder, [], lambda name: False).removed == ()


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"../x": "1"}', b"\xff"])
def test_a_broken_record_removes_nothing(data: bytes, world: Workspace) -> None:
    folder = world.build_folder
    clear(world, "png", folder, write(folder, "1.png"), lambda name: False)
    [record] = (world.cache_folder / "written").iterdir()
    world.put_in_cache(f"written/{record.name}", data)
    assert clear(world, "png", folder, [], lambda name: False).removed == ()


def test_the_picture_of_a_slide_that_is_gone_goes(tmp_path: Path) -> None:
    deck("new", str(tmp_path / "talk"))
    slides = tmp_path / "talk" / "slides.yaml"
    slides.write_text(ONE.format("") + "  - {id: two, kind: statement, title: Two, quote: [b]}\n")
    deck("png", str(slides), "--width", "160")
    slides.write_text(ONE.format(""))
    done = deck("png", str(slides), "--width", "160")
    assert [path.name for path in (tmp_path / "talk" / "build" / "png").iterdir()] == ["01-one.png"]
    assert "02-two.png  (the talk no longer has it)" in done


def test_the_deck_of_a_language_that_is_gone_goes(tmp_path: Path) -> None:
    deck("new", str(tmp_path / "talk"))
    slides = tmp_path / "talk" / "slides.yaml"
    for language in ("en", "de"):
        slides.write_text(ONE.format(f"  language: {language}\n"))
        deck("build", str(slides))
    assert [path.name for path in (tmp_path / "talk" / "build").iterdir()] == ["slides.de.pptx"]


ONE = """\
talk:
  title: A talk
  speaker: A Speaker
  status: final
{}slides:
  - {{id: one, kind: statement, title: One, quote: [a]}}
"""


def deck(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "deck", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
