"""The first ten slides of the real talk in five languages more: no letter is missing, no line broken wrongly."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pptx
import pytest
from click.testing import CliRunner
from pptx.util import Pt

from deck import language
from deck.cli import cli
from deck.diagnostics import Report
from deck.page import Deck
from deck.pipeline import Edition, build
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.read_back import differences
from tests.story import PROJECT

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent / "real"
FONTS = {"he": "Hebrew", "ja": "JP"}
TAGS = sorted(path.stem for path in HERE.glob("*.yaml"))
SLIDES = 10
# What a line never begins or ends with in Chinese and Japanese (JIS X 4051, GB/T 15834).
NEVER_FIRST = "、。，．：；！？・」』】）〉》”’ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
NEVER_LAST = "「『【（〈《“‘"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first ten slides of the shipped talk, with fonts for the scripts that are not bundled."""
    root = tmp_path_factory.mktemp("real")
    for folder in ("assets", "figures"):
        shutil.copytree(PROJECT / folder, root / folder)
    (root / "locales").mkdir()
    shutil.copy(PROJECT / "locales" / "glossary.yaml", root / "locales")
    for path in HERE.glob("*.yaml"):
        shutil.copy(path, root / "locales")
    shutil.copy(HERE / "talk" / "slides.yaml", root)
    # The brand names the font of Chinese itself, with the letters of three names.
    for path in (HERE / "fonts" / "SC").iterdir():
        shutil.copy(path, root / "assets" / "fonts")
    for tag, name in FONTS.items():
        words = ["brand", "fonts", tag, str(HERE / "fonts" / name), str(root / "slides.yaml")]
        done = CliRunner().invoke(cli, words, standalone_mode=False)
        assert done.return_value == 0, done.output
    return root


@pytest.fixture(params=TAGS)
def tag(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def built(project: Path):  # type: ignore[no-untyped-def]
    @cache
    def of(tag: str) -> tuple[Deck, Report]:
        report = Report()
        deck = build(Workspace.find(project / "slides.yaml"), report, edition=Edition(tag))
        assert deck is not None, [one.message for one in report]
        return deck, report

    return of


def test_the_five_languages_are_there() -> None:
    assert TAGS == ["el", "he", "ja", "pl", "zh-Hans"]


def test_a_font_that_came_along_has_its_licence_beside_it(project: Path) -> None:
    for name in FONTS.values():
        assert (project / "assets" / "fonts" / f"LICENSE-NotoSans{name}.txt").stat().st_size > 1000


def test_nothing_is_wrong_with_the_slides(tag: str, built) -> None:  # type: ignore[no-untyped-def]
    deck, report = built(tag)
    allowed = ("missing-translation", "draft-translation", "needs-approval")
    assert [f"{one.code}: {one.message}" for one in report if one.code not in allowed] == []
    assert len({page.scene.id for page in deck.pages}) == SLIDES


def test_no_letter_is_missing_and_the_script_has_its_own_font(tag: str, built) -> None:  # type: ignore[no-untyped-def]
    deck, _ = built(tag)
    own = deck.brand.scripts.get(language.script(tag), deck.brand.base)
    letters = [(piece.family, letter) for line in lines_of(deck) for piece in line for letter in piece.text]
    ours = {family for family, letter in letters if _is_of(letter, tag)}
    assert ours == {own}


def test_lines_end_where_they_may(tag: str, built) -> None:  # type: ignore[no-untyped-def]
    deck, _ = built(tag)
    for frame in deck_frames(deck):
        for laid in frame.paragraphs:
            texts = ["".join(piece.text for piece in line.pieces) for line in laid.lines]
            for line, after in pairwise(texts):
                assert not re.search(r"CAR-$|(?<![A-Za-z])[A-Z]-$", line), line
                if language.script(tag) in ("Jpan", "Hans"):
                    assert after[0] not in NEVER_FIRST and line[-1] not in NEVER_LAST, (line, after)
                if tag == "pl":
                    assert not re.search(r"(?<!\w)[aiouwzAIOUWZ]$", line), line


def deck_frames(deck: Deck):  # type: ignore[no-untyped-def]
    return (frame for page in deck.pages for frame, _ in page.frames)


def lines_of(deck: Deck) -> Iterator[tuple]:  # type: ignore[type-arg]
    return (line.pieces for frame in deck_frames(deck) for laid in frame.paragraphs for line in laid.lines)


def _is_of(letter: str, tag: str) -> bool:
    ranges = {"el": "Ͱ-Ͽ", "he": "א-ת", "ja": "ぁ-ヿ一-鿿", "zh-Hans": "一-鿿", "pl": "ąćęłńóśźż"}
    return bool(re.match(f"[{ranges[tag]}]", letter))


def test_lists_of_latin_names_may_be_parted_in_onlyoffice_too(built) -> None:  # type: ignore[no-untyped-def]
    """It takes names between full-width commas for one word: the smallest of spaces stands behind each comma."""
    for tag in ("ja", "zh-Hans"):
        deck, _ = built(tag)
        content = write_pptx(deck)
        assert list(differences(content, deck)) == []
        slides = pptx.Presentation(io.BytesIO(content)).slides
        paragraphs = [p for shape in slides[2].shapes for p in _paragraphs(shape)]
        said = ["".join(run.text if run.font.size != Pt(1) else "~" for run in p.runs) for p in paragraphs]
        assert any("Merck、~Neuraxpharm、~Novartis、~Roche、~UCB" in one for one in said)
        assert not any(re.search("[A-Za-z]、[A-Za-z]", one) for one in said)


def _paragraphs(shape):  # type: ignore[no-untyped-def]
    for one in getattr(shape, "shapes", (shape,)):
        yield from one.text_frame.paragraphs if one.has_text_frame else ()
