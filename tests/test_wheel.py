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
OWN = {
    "kinds/tally.py": """\
'One number.'

from deck.interface import Material, Scene, SlideKind, Text


class Number(SlideKind, frozen=True, kw_only=True):
    layouts = {"text": ("body",)}
    number: Text

    def compose(self, material: Material) -> Scene:
        return material.scene(material.words("body", self.number))
""",
    "checks/lonely_number.py": """\
'A number stands alone.'

from deck.interface import Diagnostic, Severity


def check(deck):
    for page in deck.pages:
        if page.kind == "tally":
            yield Diagnostic(Severity.WARNING, "lonely-number", "a number alone says little", page.span)
""",
    "styles/close.py": """\
'Set small'

from deck.interface import Style

STYLE = Style("close", __doc__, "outline.typ", size_pt=8)
""",
}


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


LARGEST = 4_000_000
"""Bytes of the wheel."""
FONTS = ROOT / "assets" / "fonts"
NEEDED = [
    *(f"deck/starter_assets/fonts/{path.name}" for path in (*FONTS.glob("*.ttf"), *FONTS.glob("OFL-*.txt"))),
    *(f"deck/kind_pages/{path.name}" for path in (ROOT / "tests" / "kinds").glob("*.md")),
    *(f"deck/docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
    *(path.relative_to(ROOT).as_posix() for path in (ROOT / "deck" / "starter" / "talks").rglob("slides.yaml")),
    *(path.relative_to(ROOT).as_posix() for path in (ROOT / "deck" / "phrases").glob("*.yaml")),
    *(path.relative_to(ROOT).as_posix() for path in (ROOT / "deck" / "equation" / "words").glob("*.yaml")),
    "deck/starter/brand.yaml",
    "deck/starter_assets/brand/brand.yaml",
    "deck/starter_assets/fonts/fallback/liberation-sans.json",
    "deck/brand/plain.yaml",
]


def test_the_wheel_is_whole_and_small(installed: Path) -> None:
    [wheel] = installed.parent.glob("*.whl")
    assert wheel.stat().st_size < LARGEST
    assert [name for name in NEEDED if not (installed / name).exists()] == []
    logos = [path.name for path in installed.rglob("*") if path.name.lower().startswith(("emsp", "dmsg"))]
    assert logos == []


def test_a_stranger_finds_an_example_of_each_kind_and_what_is_there(installed: Path, tmp_path: Path) -> None:
    said = deck(installed, tmp_path, "kinds", "table")
    assert "An example to paste" in said and "kind: table" in said
    deck(installed, tmp_path, "new", "talk", "--like", "lecture")
    assert "My brand" in deck(installed, tmp_path, "doctor", "talk")


def deck(installed: Path, folder: Path, *words: str) -> str:
    return python(installed, folder, "-m", "deck", *words)


def python(installed: Path, folder: Path, *words: str) -> str:
    """What it prints, where nothing but the wheel is known as deck."""
    command = [sys.executable, *words]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    file = python(installed, tmp_path, "-c", "import deck; print(deck.__file__)")
    assert Path(file.strip()).is_relative_to(installed)


def test_a_hook_beside_a_talk_uses_the_interface(installed: Path, tmp_path: Path) -> None:
    deck(installed, tmp_path, "new", "talk")
    folder = tmp_path / "talk"
    (folder / "hooks.py").write_text(STAMP, encoding="utf-8")
    deck(installed, folder, "build")
    slides = Presentation(io.BytesIO((folder / "build" / "slides.en.pptx").read_bytes())).slides
    assert all(slide.shapes.title.name.startswith("Title of ") for slide in slides)


def test_a_kind_a_check_and_a_style_beside_a_talk_work(installed: Path, tmp_path: Path) -> None:
    deck(installed, tmp_path, "new", "talk")
    folder = tmp_path / "talk"
    for name, content in OWN.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    with (folder / "slides.yaml").open("a", encoding="utf-8") as talk:
        talk.write("\n  - {id: many, kind: tally, title: Many, number: 5/5}\n")
    assert "tally          One number." in deck(installed, folder, "kinds")
    assert '"const": "tally"' in deck(installed, folder, "schema")
    assert "A number stands alone." in deck(installed, folder, "explain", "lonely-number")
    assert "close        Set small" in deck(installed, folder, "handout")
    assert "lonely-number" in deck(installed, folder, "check", "--format", "json")
    deck(installed, folder, "build")
    [*_, slide] = Presentation(io.BytesIO((folder / "build" / "slides.en.pptx").read_bytes())).slides
    assert "5/5" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    deck(installed, folder, "handout", "--style", "close")
    assert (folder / "build" / "slides.en.close.pdf").exists()


def test_the_interface_has_every_name_that_it_lists(installed: Path, tmp_path: Path) -> None:
    code = "from deck import interface\nfrom deck.interface import *\nassert interface.VERSION == 1\n"
    code += "print([name for name in interface.__all__ if name not in globals()])"
    assert python(installed, tmp_path, "-c", code).strip() == "[]"


def test_a_kind_loads_nothing_of_what_draws_or_asks(installed: Path, tmp_path: Path) -> None:
    code = "import sys\nfrom deck.interface import Material, Scene, SlideKind, Text, described\n"
    code += "print(sorted({'matplotlib', 'typst', 'requests', 'pptx', 'uharfbuzz'} & sys.modules.keys()))"
    assert python(installed, tmp_path, "-c", code).strip() == "[]"
