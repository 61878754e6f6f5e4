"""Does what the README shows work as it says?"""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

from pptx import Presentation
from pptx.util import Pt

from deck.diagnostics import Report
from deck.write.handout import load_styles
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.hook import hook_of
from tests.story import opened, tell

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shown(file: str) -> dict[str, str]:
    """A file of the talk's own that the README shows, with its content."""
    snippet = re.search(rf"`{re.escape(file)}`.*?```python\n(.*?)```", README, re.DOTALL)
    assert snippet is not None
    return {file: snippet[1]}


def test_the_slide_kind_that_it_adds_builds(tmp_path: Path) -> None:
    slide = "id: a\nkind: tally\ntitle: Remission\nnumber: 5/5\ncounts: people with lupus\n"
    deck = tell(tmp_path, slide, shown("kinds/tally.py")).without_mistakes()
    texts = [shape.text_frame.text for shape in opened(deck).slides[0].shapes]
    assert "5/5\npeople with lupus" in texts


def test_the_check_that_it_adds_finds_what_it_says(tmp_path: Path) -> None:
    slide = f"id: a\nkind: statement\ntitle: {'word ' * 13}\nquote: [x]\n"
    _, mistakes = tell(tmp_path, slide, shown("checks/long_titles.py")).built()
    assert [told.code for _, told in mistakes] == ["long-titles"]


def test_the_style_that_it_adds_is_there(tmp_path: Path) -> None:
    world = tell(tmp_path, "id: a\nkind: statement\ntitle: T\nquote: [x]\n", shown("styles/close.py")).world
    styles, mistakes = load_styles(world)
    assert (styles["close"].about, mistakes) == ("The text of the talk, set small", ())


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
