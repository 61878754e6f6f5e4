"""Do three talks that say everything in YAML build without a word of complaint, in two languages and every output?

A physician's, a public-health organiser's and a software engineer's; all in them is invented, and `make_pictures.py`
made their pictures.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.page import Deck
from deck.pipeline import Edition, build
from deck.value import replace
from deck.workspace import Workspace
from tests.drawn_here import draw_here
from tests.story import as_typed, opened

HERE = Path(__file__).parent
EDITIONS = [("physician", ""), ("physician", "de"), ("organiser", ""), ("organiser", "en")]
EDITIONS += [("engineer", ""), ("engineer", "de")]
"""Each talk in its own language, and in that of its translation."""
STYLES = ("2up", "3up", "4up", "6up", "notes", "outline", "large-print", "script", "run-sheet")
LARGEST = 300_000
"""Bytes of all talks with their pictures and translations."""


@pytest.fixture(scope="module", params=EDITIONS, ids="-".join)
def deck(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Deck:
    talk, tag = request.param
    folder = tmp_path_factory.mktemp(talk)
    world = Workspace.find(HERE / talk / "slides.yaml")
    world = replace(world, build_folder=folder / "build", cache_folder=folder / ".cache")
    report = Report()
    with pytest.MonkeyPatch.context() as patch:
        draw_here(patch)
        made = build(world, report, Edition(locale=tag))
    told = [f"{one.span.file}:{one.span.line}: {one.message}" for one in report if one.code != "draft-translation"]
    assert told == []
    assert made is not None
    return made


def test_a_talk_has_one_page_for_each_slide_and_no_slide_is_split(deck: Deck) -> None:
    assert 12 <= len(deck.pages) <= 17
    assert len({page.scene.id for page in deck.pages}) == len(deck.pages)


def test_the_deck_is_sound_and_has_every_title(deck: Deck) -> None:
    """What a deck must keep to is checked while it is written; one that does not is an error."""
    titles = [slide.shapes.title.text_frame.text for slide in opened(deck).slides]
    assert [as_typed(title) for title in titles] == [as_typed(page.title) for page in deck.pages]


def test_the_talks_are_small() -> None:
    files = [path for path in HERE.rglob("*") if path.is_file() and not {"build", ".cache"} & set(path.parts)]
    mine = [path for path in files if "brand" not in path.relative_to(HERE).parts]
    assert sum(path.stat().st_size for path in mine) < LARGEST


@pytest.mark.slow
@pytest.mark.parametrize("talk", ["physician", "organiser", "engineer"])
def test_every_output_in_both_languages(talk: str, tmp_path: Path) -> None:
    copied = shutil.copytree(HERE / talk, tmp_path / talk, ignore=shutil.ignore_patterns("brand", "build", ".cache"))
    (copied / "assets" / "brand").symlink_to(HERE.parents[1] / "assets" / "brand")
    slides = str(copied / "slides.yaml")
    assert "no mistakes found" in ran("check", slides, "--locale", "all")
    for tag in ("", "en" if talk == "organiser" else "de"):
        locale = ("--locale", tag) if tag else ()
        for command in (("build",), ("build", "--without-notes"), ("pdf",)):
            ran(*command, slides, *locale, "-o", str(tmp_path / f"{'-'.join(command)}{tag}"))
        ran("png", slides, *locale, "-o", str(tmp_path / f"png{tag}"))
        styles = [part for style in STYLES for part in ("--style", style)]
        ran("handout", slides, *styles, *locale, "-o", str(tmp_path / f"handouts{tag}"))
        assert len(list((tmp_path / f"handouts{tag}").glob("*.pdf"))) == len(STYLES)
        assert len(list((tmp_path / f"png{tag}").glob("*.png"))) >= 12
    ran("bundle", slides, "--locale", "all", "-o", str(tmp_path / "bundle"))
    [bundle] = (tmp_path / "bundle").glob("*.zip")
    with zipfile.ZipFile(bundle) as packed:
        assert packed.testzip() is None
        assert len([name for name in packed.namelist() if re.search(r"\.pptx$", name)]) >= 4


def ran(*arguments: str) -> str:
    """What the command says; it has to go well."""
    command = [sys.executable, "-m", "deck", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
