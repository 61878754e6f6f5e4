"""What becomes of the deck when one trial has another country, phase or status?"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from deck.diagnostics import Report, Severity
from deck.figure_inputs import inputs
from deck.page import Deck, Page
from deck.pipeline import build
from deck.workspace import Workspace
from tests.figures.seen import DATA, PROJECT, rows, sizes
from tests.figures.trial_rows import change

WORLD = Workspace.find(PROJECT / "slides.yaml")

pytestmark = pytest.mark.usefixtures("drawn_here")
SLIDES = {"trial_map": "trial-map", "trial_counts": "trial-counts", "landscape": "where-do-we-stand"}


class Talk:
    """The shipped talk in a folder of its own, built again and again from other data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "figures" / "data"
        shutil.copy(PROJECT / "slides.yaml", folder)
        shutil.copytree(PROJECT / "assets", folder / "assets")
        shutil.copytree(PROJECT / "figures", folder / "figures", ignore=shutil.ignore_patterns("__pycache__"))
        self.before = self.build()

    def build(self) -> Deck:
        report = Report()
        deck = build(Workspace.find(self.folder / "slides.yaml"), report)
        assert deck is not None
        assert [told.message for told in report if told.severity is Severity.ERROR] == []
        return deck

    def changed(self, short_name: str, **fields: str) -> tuple[Deck, set[str]]:
        """The deck after a change of one row, and the figures that were drawn for it."""
        shutil.copy(DATA / "trials.csv", self.data / "trials.csv")
        kept = set(self.drawings())
        change(self.data, short_name, **fields)
        deck = self.build()
        return deck, self.drawn_since(kept, deck)

    def drawn_since(self, kept: set[str], deck: Deck) -> set[str]:
        """The figures of a deck whose drawings are remembered now and were not."""
        world = Workspace.find(self.folder / "slides.yaml")
        new = {world.cached(name) for name in set(self.drawings()) - kept}
        assert None not in new
        return {figure for figure, svg in pictures(deck).items() if svg in new}

    def drawings(self) -> Iterator[str]:
        """The names under which the cache has drawings."""
        cache = self.folder / ".cache"
        return (path.relative_to(cache).as_posix() for path in cache.rglob("*.svg"))


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return Talk(tmp_path_factory.mktemp("talk"))


def pictures(deck: Deck) -> dict[str, bytes]:
    found = [picture for page in deck.pages for picture in page.pictures if picture.figure]
    return {picture.figure: picture.image.svg for picture in found if picture.image}


def declaring() -> set[str]:
    """The figures that name trials.csv in their scripts."""
    scripts = {
        name: inputs(PROJECT / "figures" / f"{name}.py", Workspace.find(PROJECT / "slides.yaml")) for name in sizes()
    }
    return {name for name, files in scripts.items() if DATA / "trials.csv" in files}


def page(deck: Deck, figure: str) -> Page:
    [found] = [page for page in deck.pages if page.id == SLIDES[figure]]
    return found


def alt(deck: Deck, figure: str) -> str:
    [picture] = page(deck, figure).pictures
    return picture.alt.plain


def notes(deck: Deck, figure: str) -> str:
    return " ".join(" ".join(text.plain for text in page(deck, figure).notes).split())


def test_three_figures_are_drawn_from_the_trials() -> None:
    assert declaring() == set(SLIDES)
    assert {row["short_name"]: row for row in rows(DATA / "trials.csv")}["KYSA-7"].items() >= {
        ("countries", "US"),
        ("phase", "Phase 2"),
        ("status", "ACTIVE_NOT_RECRUITING"),
    }


def test_another_country(talk: Talk) -> None:
    deck, drawn = talk.changed("KYSA-7", countries="SE")
    assert drawn == declaring()
    assert [name for name in sizes() if pictures(deck)[name] != pictures(talk.before)[name]] == ["trial_map"]
    assert page(talk.before, "trial_map").title == "27 trials, with sites in 11 countries (25 April 2026)"
    assert page(deck, "trial_map").title == "27 trials, with sites in 12 countries (25 April 2026)"
    assert "the United States 9" in alt(talk.before, "trial_map")
    assert "the United States 8" in alt(deck, "trial_map")
    assert "their sites are in 11 countries" in notes(talk.before, "trial_map")
    assert "their sites are in 12 countries" in notes(deck, "trial_map")
    assert "the United States 8, Germany 5" in notes(deck, "trial_map")


@pytest.mark.slow
def test_another_phase(talk: Talk) -> None:
    deck, drawn = talk.changed("KYSA-7", phase="Phase 3")
    assert drawn == declaring()
    looks_new = {name for name in sizes() if pictures(deck)[name] != pictures(talk.before)[name]}
    assert looks_new == {"trial_counts", "landscape"}
    assert page(talk.before, "landscape").title.endswith(": 0 in phase III")
    assert page(deck, "landscape").title.endswith(": 1 in phase III")
    assert "1 in phase II and 0 in phase III" in alt(talk.before, "landscape")
    assert "0 in phase II and 1 in phase III" in alt(deck, "landscape")
    assert "phase II 0, phase III 1" in alt(deck, "trial_counts")
    assert "The column of phase III holds 0" in notes(talk.before, "landscape")
    assert "The column of phase III holds 1" in notes(deck, "landscape")


@pytest.mark.slow
def test_another_phase_that_is_counted(talk: Talk) -> None:
    deck, _ = talk.changed("KYSA-7", phase="Phase 1")
    assert "20 are in early phase I" in alt(talk.before, "trial_counts")
    assert "21 are in early phase I" in alt(deck, "trial_counts")
    assert "By phase: 21 are in early phase I or phase I" in notes(deck, "trial_counts")


def test_another_status(talk: Talk) -> None:
    deck, drawn = talk.changed("KYSA-7", status="RECRUITING")
    assert drawn == declaring()
    assert [name for name in sizes() if pictures(deck)[name] != pictures(talk.before)[name]] == []
    assert "18 were recruiting" in notes(talk.before, "landscape")
    assert "19 were recruiting" in notes(deck, "landscape")
    assert "2 had closed recruitment" in notes(deck, "landscape")
    assert "18 were recruiting" in notes(talk.before, "landscape")
    assert "19 were recruiting" in notes(deck, "landscape")
    assert "2 had closed recruitment" in notes(deck, "landscape")


def test_a_withdrawn_trial_is_in_no_title_alt_text_or_note(talk: Talk) -> None:
    deck, drawn = talk.changed("KYSA-7", status="WITHDRAWN")
    assert drawn == declaring()
    for figure in SLIDES:
        assert pictures(deck)[figure] != pictures(talk.before)[figure]
        assert "26" in page(deck, figure).title + alt(deck, figure)
        said = page(deck, figure).title + alt(deck, figure) + notes(deck, figure)
        assert "27" not in re.sub(r"\[[\d, ]+\]", "", said)
        assert "26 trials" in alt(deck, figure)


def test_data_that_no_figure_of_trials_declares_draws_none_of_them_again(talk: Talk) -> None:
    shutil.copy(DATA / "trials.csv", talk.data / "trials.csv")
    kept = set(talk.drawings())
    file = talk.data / "toxicities.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",12,7,58,", ",12,6,50,"), encoding="utf-8")
    deck = talk.build()
    assert talk.drawn_since(kept, deck) == {"side_effects", "toxicities"}
