"""Does what README and docs show work as they say?"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from pptx import Presentation
from pptx.util import Pt

from deck.brand.load import load_brand
from deck.cli import cli
from deck.diagnostics import Report
from deck.pipeline import build
from deck.starter import begin
from deck.workspace import Workspace
from deck.write.handout import load_styles
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.hook import hook_of
from tests.story import A_LINE, opened, tell

ROOT = Path(__file__).parent.parent
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
         for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}  # fmt: skip
README = PAGES["README.md"]
OWN_CODE, FIGURES = PAGES["docs/own-code.md"], PAGES["docs/figures.md"]
SLIDES = [
    (name, yaml) for name, text in PAGES.items() for yaml in re.findall(r"```yaml\n(  - .*?)```", text, re.DOTALL)
]
BRANDS = re.findall(r"```yaml\n(extends: .*?)```", PAGES["docs/brands.md"], re.DOTALL)
COMMANDS = sorted({
    line for text in PAGES.values()
    for line in (*re.findall(r"`(deck [a-z][^`\n]*)`", text), *re.findall(r"^    (deck [a-z].*)$", text, re.MULTILINE))
})  # fmt: skip
SCREENS_3 = 150
"""Lines."""


def shown(file: str) -> dict[str, str]:
    """A file of the talk's own that a page shows, with its content."""
    snippet = re.search(rf"`{re.escape(file)}`.*?```python\n(.*?)```", OWN_CODE, re.DOTALL)
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
    script = re.search(r"`figures/phases\.py`.*?```python\n(.*?)```", FIGURES, re.DOTALL)
    assert script is not None
    files = {
        "figures/phases.py": script[1],
        "figures/data/trials.csv": (ROOT / "figures" / "data" / "trials.csv").read_text(encoding="utf-8"),
    }
    deck = tell(tmp_path, "id: a\nkind: figure\ntitle: T\nfigure: phases\nalt: bars\n", files).without_mistakes()
    assert next(deck.pages[0].pictures).image is not None


def test_the_hook_that_it_shows_changes_the_slides_that_it_says(tmp_path: Path) -> None:
    source = re.search(r"before it is saved.*?```python\n(.*?)```", PAGES["docs/own-code.md"], re.DOTALL)
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


def test_the_values_that_it_shows_count(tmp_path: Path) -> None:
    script = re.search(r"figures/values\.py.*?```python\n(.*?)```", FIGURES, re.DOTALL)
    assert script is not None
    files = {"figures/values.py": script[1], "figures/data/visitors.csv": "month,visitors\nMay,210\nJune,90\n"}
    slide = 'id: a\nkind: statement\ntitle: "{visitors} came"\nquote: [x]\n'
    assert tell(tmp_path, slide, files).without_mistakes().pages[0].title == "300 came"


@pytest.mark.parametrize(("page", "yaml"), SLIDES)
def test_every_slide_that_a_page_shows_builds(page: str, yaml: str, tmp_path: Path) -> None:
    begin(tmp_path)
    (tmp_path / "figures" / "phases.py").write_text(A_LINE, encoding="utf-8")
    talk = tmp_path / "slides.yaml"
    talk.write_text(talk.read_text(encoding="utf-8") + "\n" + yaml, encoding="utf-8")
    report = Report()
    deck = build(Workspace.find(talk), report)
    assert [f"{page}: {one.message}" for one in report if one.code != "slot-minutes"] == []
    assert deck is not None and len(deck.pages) == 10


@pytest.mark.parametrize("yaml", BRANDS)
def test_every_brand_that_a_page_shows_is_one(yaml: str, tmp_path: Path) -> None:
    for name in ("logo.svg", "logo-white.svg"):
        shutil.copy(ROOT / "tests" / "kinds" / "assets" / "meeting.svg", tmp_path / name)
    (tmp_path / "fonts").mkdir()
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        shutil.copy(ROOT / "assets" / "fonts" / f"Inter-{style}.ttf", tmp_path / "fonts")
    (tmp_path / "brand.yaml").write_text(yaml.replace("Lato", "Inter"), encoding="utf-8")
    brand, found = load_brand(tmp_path)
    assert [one.message for one in found] == []
    assert brand is not None and brand.name == "Our Institute"


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_longer_than_three_screens(page: str) -> None:
    assert PAGES[page].count("\n") <= SCREENS_3


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)]+)\)", PAGES[page]):
        if "…" in target:  # how a link is written
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), f"{page}: {target}"
        if anchor:
            heads = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}, (
                f"{page}: {target}"
            )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_that_a_page_names_exists(command: str) -> None:
    words = shlex.split(re.split(r"  | \(|;|,|:(?= )", command.replace("…", ""))[0])[1:]
    at: click.Command = cli
    while words and isinstance(at, click.Group):
        found = at.get_command(click.Context(at), words.pop(0))
        assert found is not None, command
        at = found
    known = {option for parameter in at.params for option in parameter.opts} | {"--help"}
    assert [word for word in words if word.startswith("-") and word.split("=")[0] not in known] == []


def test_the_readme_is_one_screen_of_words() -> None:
    """At 200 words a minute it is read in four."""
    assert len(re.sub(r"```.*?```", "", README, flags=re.DOTALL).split()) <= 800
