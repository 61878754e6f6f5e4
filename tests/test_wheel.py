"""Does a talk with code of its own build with deck as users install it: from a wheel, and not from these sources?"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pptx import Presentation

ROOT = Path(__file__).parent.parent
STAMP = """\
from deck.interface import VERSION, slide_of


def finish(presentation, deck):
    assert VERSION == 1
    for page in deck.pages:
        slide_of(presentation, page).shapes.title.name = f"Title of {page.id}"
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", folder / "site"]
    subprocess.run([*install, wheel], check=True, capture_output=True)
    return folder / "site"


def deck(installed: Path, folder: Path, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "deck", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
    )


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import deck; print(deck.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(said.stdout.strip()).is_relative_to(installed)


def test_a_hook_beside_a_talk_uses_the_interface(installed: Path, tmp_path: Path) -> None:
    deck(installed, tmp_path, "new", "talk")
    folder = tmp_path / "talk"
    (folder / "hooks.py").write_text(STAMP, encoding="utf-8")
    deck(installed, folder, "build")
    slides = Presentation(io.BytesIO((folder / "build" / "slides.en.pptx").read_bytes())).slides
    assert all(slide.shapes.title.name.startswith("Title of ") for slide in slides)
