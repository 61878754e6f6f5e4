"""Cold time is imports: does each command load only what it needs?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REMEMBERED = {"click", "msgspec", "typing_extensions", "yaml"}
"""What reads and lays out a talk whose pictures and texts are remembered: no matplotlib, numpy, Pillow, HarfBuzz."""

LOADED = """
import sys
sys.path.insert(0, {root!r})
sys.argv = {argv!r}
from deck.cli import main
code = main()
outside = {{
    name.split(".")[0] for name, module in list(sys.modules.items())
    if "site-packages" in (getattr(module, "__file__", None) or "")
}}
ours = sum(name.split(".")[0] == "deck" for name in sys.modules)
# Of setuptools and of an editable install, loaded by the interpreter itself.
print("LOADED", code, ours, *sorted(outside - {{"__editable___talk_deck_finder", "_distutils_hack"}}))
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A talk with a figure, built once, so that everything that can be remembered is."""
    folder = tmp_path_factory.mktemp("talk") / "new"
    loaded(ROOT, "new", str(folder))
    slides = folder / "slides.yaml"
    figure = "\n  - {id: drawn, kind: figure, title: Drawn, figure: line, alt: a line}\n"
    (folder / "figures").mkdir(exist_ok=True)
    script = "def draw(canvas):\n    canvas.axes(60, 60, 200, 100).plot([0, 1])\n"
    (folder / "figures" / "line.py").write_text(script, encoding="utf-8")
    slides.write_text(slides.read_text(encoding="utf-8") + figure, encoding="utf-8")
    loaded(folder, "build")
    return folder


def test_a_build_with_remembered_figures_loads_little(talk: Path) -> None:
    # python-pptx drives the deck, with lxml; it imports Pillow, and what it writes charts with only for a chart.
    assert loaded(talk, "build")[1] - REMEMBERED == {"lxml", "pptx", "PIL"}


@pytest.mark.parametrize("words", ["png", "pdf", "figures", "kinds", "handout --style outline", "locale status"])
def test_what_writes_no_pptx_does_not_load_python_pptx(talk: Path, words: str) -> None:
    assert "pptx" not in loaded(talk, *words.split())[1]


def test_a_handout_loads_what_draws_it_and_what_reads_it_back(talk: Path) -> None:
    loaded(talk, "handout", "--style", "3up")
    assert loaded(talk, "handout", "--style", "3up")[1] - REMEMBERED == {"typst", "pypdfium2_raw"}


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["explain", "text-overflows"]])
def test_what_only_prints_loads_almost_nothing(words: list[str]) -> None:
    ours, outside = loaded(ROOT, *words)
    assert outside == {"click"}
    assert ours <= 13 + (len(list((ROOT / "deck" / "commands").iterdir())) if words == ["--help"] else 0)


def test_a_check_of_a_figure_that_is_remembered_does_not_load_matplotlib(talk: Path) -> None:
    assert not loaded(talk, "check")[1] & {"matplotlib", "numpy"}


def loaded(folder: Path, *words: str) -> tuple[int, set[str]]:
    """How many modules of ours and which packages of others a command loaded."""
    code = LOADED.format(root=str(ROOT), argv=["deck", *words])
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    said = done.stdout[done.stdout.rindex("LOADED") :].split()
    assert said[1] == "0", done.stdout + done.stderr
    return int(said[2]), set(said[3:])
