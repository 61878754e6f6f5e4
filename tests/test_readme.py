"""Does what the README shows work as it says?"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Pt

from deck import kinds
from deck.diagnostics import Report
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.hook import hook_of
from tests.story import opened, tell

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def new_kind(tmp_path: Path) -> Iterator[None]:
    """The kind that the README adds, in a folder beside the real ones."""
    snippet = re.search(r"`deck/kinds/number\.py`.*?```python\n(.*?)```", README, re.DOTALL)
    assert snippet is not None
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "number.py").write_text(snippet[1], encoding="utf-8")
    kinds.__path__.append(str(tmp_path / "kinds"))
    kinds.kind_names.cache_clear()
    yield
    kinds.__path__.pop()
    kinds.kind_names.cache_clear()
    kinds.kind.cache_clear()


def test_the_slide_kind_that_it_adds_builds(new_kind: None, tmp_path: Path) -> None:
    slide = "id: a\nkind: number\ntitle: Remission\nnumber: 5/5\ncounts: people with lupus\n"
    texts = [shape.text_frame.text for shape in opened(tell(tmp_path, slide).without_mistakes()).slides[0].shapes]
    assert "5/5\npeople with lupus" in texts


def test_the_figure_that_it_adds_is_drawn(tmp_path: Path) -> None:
    script = re.search(r"`figures/phases\.py`.*?```python\n(.*?)```", README, re.DOTALL)
    assert script is not None
    files = {
        "figures/phases.py": script[1],
        "figures/data/trials.csv": (ROOT / "figures" / "data" / "trials.csv").read_text(encoding="utf-8"),
    }
    deck = tell(tmp_path, "id: a\nkind: figure\ntitle: T\nfigure: phases\nalt: bars\n", files).without_mistakes()
    assert next(deck.pages[0].pictures).image is not None


def test_the_hook_that_it_shows_changes_the_slides_that_it_says(tmp_path: Path) -> None:
    source = re.search(r"before it is saved.*?```python\n(.*?)```", README, re.DOTALL)
    assert source is not None
    (tmp_path / "hooks.py").write_text(source[1], encoding="utf-8")
    slides = "- {id: a, kind: bullets, title: A, bullets: [x]}\n"
    slides += "- {id: b, kind: bullets, title: B, bullets: [x], section: Backup}\n"
    story = tell(tmp_path, slides)
    deck = story.without_mistakes()
    data = write_pptx(deck, hook=hook_of(story.world, deck, Report()))
    sizes = [slide.shapes.title.text_frame.paragraphs[0].font.size for slide in Presentation(io.BytesIO(data)).slides]
    assert sizes == [None, Pt(24)]


def test_make_help_lists_the_targets_that_it_names() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = re.search(r"`make help` lists the rest \((.*?)\)", README)
    assert named is not None
    for target in re.findall(r"`(\w+)`", named[1]):
        assert f"  {target}" in listed


def test_every_picture_and_page_that_it_links_to_exists() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_that_it_names_exists() -> None:
    import click

    from deck.cli import cli

    for name in set(re.findall(r"`deck (\w+)", README)):
        assert isinstance(cli, click.Group)
        assert name in cli.list_commands(click.Context(cli)), name
