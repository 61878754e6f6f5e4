"""Words to tell what becomes of a translation when its talk changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deck.commands.locale._open import remarks
from deck.diagnostics import Report
from deck.page import Deck
from deck.parse import parse
from deck.pipeline import Edition, build
from deck.source import load, read_yaml
from deck.talk import Talk
from deck.translation.catalogue import catalogue
from deck.translation.message import Message, State, named
from deck.translation.message import Path as Steps
from deck.translation.overlay import Overlay, read_overlay
from deck.translation.pair import Pairing, pair
from deck.translation.update import begun, updated
from deck.workspace import Workspace
from tests.story import tell

REVIEWED = "review: {status: reviewed, by: A Reviewer, date: today}\n"


@dataclass(frozen=True)
class Translated:
    """A talk, and the text of its German overlay."""

    world: Workspace
    talk: Talk
    overlay: str

    @property
    def messages(self) -> tuple[Message, ...]:
        return catalogue(self.talk, self.world, "de")

    def read(self) -> Overlay:
        report = Report()
        source = read_yaml(self.overlay.encode(), report, "locales/de.yaml")
        assert source is not None, [one.message for one in report]
        overlay = read_overlay(source, "de", report)
        assert overlay is not None and not report.has_errors, [one.message for one in report]
        return overlay

    def paired(self) -> Pairing:
        return pair(self.messages, self.read())

    def states(self) -> dict[str, str]:
        """The state of every string that is not as it should be."""
        good = (State.TRANSLATED, State.IDENTICAL)
        pairs = [one for one in self.paired().pairs if not one.message.optional]
        return {named(one.message.path): one.state.value for one in pairs if one.state not in good}

    def texts(self) -> dict[str, str]:
        """Translations by the sources that they stand for now."""
        return {one.message.source: one.entry.text for one in self.paired().pairs if one.entry}

    def updated(self) -> Translated:
        return Translated(self.world, self.talk, updated(self.read(), self.messages, remarks(self.talk)).text)

    def built(self, locale: str = "de", keep_stale: bool = False) -> tuple[Deck, Report]:
        self.world.locales_folder.mkdir(exist_ok=True)
        (self.world.locales_folder / "de.yaml").write_text(self.overlay, encoding="utf-8")
        report = Report()
        deck = build(self.world, report, edition=Edition(locale, keep_stale))
        assert deck is not None, [one.message for one in report]
        return deck, report


def talk_of(folder: Path, slides: str, files: Mapping[str, str] | None = None) -> tuple[Workspace, Talk]:
    world = tell(folder, slides, files).world
    report = Report()
    source = load(world.slides_file, report)
    assert source is not None
    talk = report.take(parse(source))
    assert talk is not None and not report.has_errors, [one.message for one in report]
    return world, talk


def translated(folder: Path, slides: str, files: Mapping[str, str] | None = None) -> Translated:
    """The talk with every text translated: `A sentence` becomes `DE A sentence`."""
    world, talk = talk_of(folder, slides, files)
    waiting = Translated(world, talk, begun("de", "Deutsch", catalogue(talk, world, "de"), {}))
    from deck.translation.update import filled_in

    texts: dict[Steps, tuple[str, str]] = {entry.steps: (f"DE {entry.source}", "") for entry in waiting.read().entries}
    return Translated(world, talk, filled_in(waiting.read(), texts))


def changed(before: Translated, slides: str) -> Translated:
    """The same overlay beside a talk that has changed."""
    world, talk = talk_of(before.world.root, slides)
    return Translated(world, talk, before.overlay)
