"""Is all that a deck is made from read through the one door, which remembers what it was?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deck.cache import PROGRAM
from deck.diagnostics import Report
from deck.pipeline import Edition, build
from deck.value import replace
from deck.workspace import Workspace
from tests.story import PROJECT, tell

PARTS = ("slides.yaml", "locales", "figures", "assets")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped talk, with what builds of it remember."""
    folder = tmp_path_factory.mktemp("talk")
    for name in PARTS:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        copy(PROJECT / name, folder / name)
    return folder


def read_for(folder: Path, locale: str = "") -> Workspace:
    world = Workspace.find(folder / "slides.yaml")
    assert build(world, Report(), Edition(locale)) is not None
    return world


def test_every_file_that_decides_the_deck_is_known(folder: Path) -> None:
    world = read_for(folder, "de")
    read = {path.relative_to(folder).as_posix() for path in world.door.uses() if path.is_file()}
    assert {
        "slides.yaml",
        "locales/de.yaml",
        "locales/glossary.yaml",
        "assets/references.json",
        "assets/brand/brand.yaml",
        "figures/values.py",
        "figures/trial_map.py",
        "figures/data/trials.csv",
    } <= read
    assert any(name.endswith(".ttf") for name in read)
    assert any(name.startswith("assets/") and name.endswith(".svg") for name in read)


def test_it_is_known_for_what_a_file_was_read(folder: Path) -> None:
    uses = read_for(folder).door.uses()
    assert uses[folder / "figures" / "trial_map.py"] >= {"trial_map.py", "figures"}
    assert uses[folder / "assets" / "references.json"] >= {(folder / "assets" / "references.json").as_posix()}


def test_a_reference_file_that_is_not_there_is_known_too(tmp_path: Path) -> None:
    world = tell(tmp_path, "- {id: one, kind: bullets, title: One, bullets: [a]}\n").world
    (tmp_path / "assets" / "references.json").unlink()
    assert build(world, Report()) is not None
    before = world.door.key(tmp_path)
    assert tmp_path / "assets" / "references.json" in world.door.uses()
    (tmp_path / "assets" / "references.json").write_text("[]", encoding="utf-8")
    again = Workspace.find(tmp_path / "slides.yaml")
    build(replace(again, brand_folder=world.brand_folder), Report())
    assert again.door.key(tmp_path) != before


def test_the_key_of_a_build_is_that_of_its_inputs(folder: Path, tmp_path: Path) -> None:
    before = read_for(folder).door.key(folder)
    moved = tmp_path / "elsewhere"
    shutil.copytree(folder, moved)
    assert read_for(moved).door.key(moved) == before
    data = moved / "figures" / "data" / "trials.csv"
    data.write_bytes(data.read_bytes() + b"\n")
    assert read_for(moved).door.key(moved) != before


def test_the_key_names_the_programs_version() -> None:
    said = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{PROGRAM}"' in said
