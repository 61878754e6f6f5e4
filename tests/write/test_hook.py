"""May a talk change its presentation by code of its own, and is what it breaks found and named?"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from deck.write.pptx.seal import SEAL
from tests.looked_at import look_at, with_the_brand

TALK = """\
talk: {title: A talk, speaker: Somebody, status: draft}
slides:
  - {id: first, kind: bullets, title: First, bullets: [Words]}
  - {id: second, kind: bullets, title: Second, bullets: [More words], notes: Say it.}
"""
CAPITALS = """\
from deck.interface import slide_of


def finish(presentation, deck):
    for page in deck.pages:
        title = slide_of(presentation, page).shapes.title
        title.text_frame.paragraphs[0].runs[0].text = page.title.upper()
"""


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = with_the_brand(tmp_path_factory.mktemp("talk"))
    (folder / "slides.yaml").write_text(TALK, encoding="utf-8")
    look_at(folder)
    return folder


@pytest.fixture
def folder(looked_at: Path, tmp_path: Path) -> Path:
    """A talk of two slides in the shipped brand."""
    return shutil.copytree(looked_at, tmp_path, dirs_exist_ok=True)


def deck(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "deck", *words], cwd=folder, capture_output=True, text=True)


def built(folder: Path) -> bytes:
    done = deck(folder, "build")
    assert done.returncode == 0, done.stderr
    return (folder / "build" / "slides.en.pptx").read_bytes()


def hook(folder: Path, source: str) -> None:
    (folder / "hooks.py").write_text(source, encoding="utf-8")


def titles(data: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(data)).slides]


def test_a_hook_changes_what_is_saved(folder: Path) -> None:
    hook(folder, CAPITALS)
    assert titles(built(folder)) == ["FIRST", "SECOND"]


def test_the_same_hook_gives_the_same_bytes(folder: Path) -> None:
    hook(folder, CAPITALS)
    assert built(folder) == built(folder)


def test_a_hook_can_add_a_shape_through_python_pptx(folder: Path) -> None:
    hook(
        folder,
        "from pptx.util import Inches\n\n\ndef finish(presentation, deck):\n"
        "    box = presentation.slides[0].shapes.add_textbox(0, 0, Inches(1), Inches(1))\n"
        "    box.name = 'Stamp'\n",
    )
    shapes = Presentation(io.BytesIO(built(folder))).slides[0].shapes
    assert [shape.name for shape in shapes][-1] == "Stamp"


def test_text_without_a_language_that_a_hook_adds_is_found(folder: Path) -> None:
    hook(
        folder,
        "from pptx.util import Inches\n\n\ndef finish(presentation, deck):\n"
        "    box = presentation.slides[0].shapes.add_textbox(0, 0, Inches(1), Inches(1))\n"
        "    box.text_frame.text = 'Words'\n",
    )
    assert "text_has_a_language" in deck(folder, "build").stderr


def test_what_a_hook_did_is_part_of_the_content_hash(folder: Path) -> None:
    hook(folder, "def finish(presentation, deck):\n    pass\n")
    one = seal_of(built(folder))
    hook(folder, "def finish(presentation, deck):\n    return None\n")
    other = seal_of(built(folder))
    assert b"deck-hook" in one
    assert one != other


def seal_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(SEAL)


def test_a_hook_that_fails_is_named_with_its_line_and_the_old_deck_stays(folder: Path) -> None:
    before = built(folder)
    hook(folder, "def finish(presentation, deck):\n    presentation.slides[99]\n")
    done = deck(folder, "build")
    assert done.returncode == 1
    assert "error[hook-failed]: `hooks.py` failed: IndexError" in done.stderr
    assert "--> hooks.py:2:5" in done.stderr
    assert (folder / "build" / "slides.en.pptx").read_bytes() == before


def test_a_hook_that_breaks_the_package_is_named_with_the_rule(folder: Path) -> None:
    hook(
        folder,
        "def helper():\n    pass\n\n\ndef finish(presentation, deck):\n"
        "    slide = presentation.slides[0]\n"
        "    slide._element.cSld.spTree.remove(slide.shapes.title._element)\n",
    )
    done = deck(folder, "build")
    assert done.returncode == 1
    assert "error[hook-broke-deck]: what `hooks.py` did breaks the deck" in done.stderr
    assert "--> hooks.py:5:1" in done.stderr
    assert "the slide has no title [slide_has_a_title]" in done.stderr
    assert not (folder / "build").exists()


def test_deck_check_runs_the_hook_too(folder: Path) -> None:
    hook(folder, "def finish(presentation, deck):\n    1 / 0\n")
    done = deck(folder, "check")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_without_code_the_hook_is_left_out_and_that_is_said(folder: Path) -> None:
    hook(folder, CAPITALS)
    done = deck(folder, "build", "--no-code")
    assert done.returncode == 0
    assert "warning[code-left-out]" in done.stderr
    assert titles((folder / "build" / "slides.en.pptx").read_bytes()) == ["First", "Second"]


def test_a_final_talk_is_not_built_without_its_code(folder: Path) -> None:
    (folder / "slides.yaml").write_text(TALK.replace("draft}", "final}"), encoding="utf-8")
    hook(folder, CAPITALS)
    done = deck(folder, "build", "--no-code")
    assert done.returncode == 1
    assert "error[code-left-out]" in done.stderr
    assert not (folder / "build").exists()


def test_a_hook_without_its_function_is_a_mistake(folder: Path) -> None:
    hook(folder, "def finnish(presentation, deck):\n    pass\n")
    assert "it has no function `finish`" in deck(folder, "build").stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        # The part itself stays as it was: only its relationships differ.
        ("presentation.part.rels._rels.pop('rId2')", "notesMaster"),
        ("slide.shapes.title._element.set('zzz', '1')", "it has no attribute zzz"),
        ("slide.shapes.title._element[1].addprevious(slide.shapes.title._element[2])", "too late"),
        ("slide.part.relate_to('https://example.org:99999/', LINK, is_external=True)", "the port `99999`"),
    ],
)
def test_what_a_hook_breaks_is_told_by_the_schema_and_the_relationships(folder: Path, change: str, told: str) -> None:
    hook(
        folder,
        "from pptx.opc.constants import RELATIONSHIP_TYPE as RT\n\nLINK = RT.HYPERLINK\n\n\n"
        f"def finish(presentation, deck):\n    slide = presentation.slides[1]\n    {change}\n",
    )
    done = deck(folder, "build")
    assert done.returncode == 1
    assert "error[hook-broke-deck]" in done.stderr and told in done.stderr


def test_a_hook_may_add_a_chart(folder: Path) -> None:
    hook(
        folder,
        "from pptx.chart.data import CategoryChartData\nfrom pptx.enum.chart import XL_CHART_TYPE\n\n\n"
        "def finish(presentation, deck):\n"
        "    data = CategoryChartData()\n    data.categories = ['A', 'B']\n    data.add_series('One', (1, 2))\n"
        "    frame = presentation.slides[1].shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 3000000, 2000000, data)\n"
        "    frame._element[0][0].set('descr', 'Two shares')\n",
    )
    assert Presentation(io.BytesIO(built(folder))).slides[1].shapes[-1].has_chart
