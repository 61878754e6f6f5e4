"""The process that builds: it is asked for languages, and answers page by page what is new.

It runs the talk's own code, so it has limits, and an account of what it was doing when it died.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from deck import language, pipeline
from deck.brand.model import Brand
from deck.diagnostics import Report
from deck.door import Door
from deck.interrupts import is_interrupt
from deck.offspring import Account, adopt_orphans, die_failing, end_children, keep
from deck.resolve.draw_at_once import prepare
from deck.serve.passing import Sender, receive_wish
from deck.serve.same import Same
from deck.serve.show import failed, show, until_checked, with_findings
from deck.serve.shown import Begun, Broken, Built, Done, Edition, Face, Told, Wish
from deck.talk import Talk
from deck.translation.overlay import refused, tags
from deck.workspace import Workspace
from deck.write.screen import Painter


def work(talk: str, runs_code: str, account: str) -> None:
    """Answer until nobody asks any more. `account` is the file in which the process says what it is doing."""
    answer = Sender(os.fdopen(os.dup(1), "wb"))
    # What a script prints is no answer.
    os.dup2(2, 1)
    adopt_orphans()
    keep(Account(open(account, "r+b", buffering=0)))  # noqa: SIM115 -- it is open for as long as the process lives
    workshop = Workshop(Path(talk), runs_code == "yes")
    # A build is one burst of objects that live to its end; between builds there is time to look for dead ones.
    gc.disable()
    try:
        while True:
            wish = receive_wish(sys.stdin.buffer)
            _answer(workshop, wish, answer)
            # What a script has left behind is not waited for; the studio is.
            end_children(but=workshop.prepared())
            gc.collect()
    except (EOFError, OSError):
        return


def _answer(workshop: Workshop, wish: Wish, answer: Tell) -> None:
    try:
        workshop.build(wish, answer)
    except OSError:
        raise
    except BaseException as problem:  # whatever gets here is our mistake, and the next save may be without it
        if is_interrupt(problem) or isinstance(problem, (SystemExit, GeneratorExit)):
            raise
        import traceback

        die_failing(problem)
        answer(Broken("".join(traceback.format_exception(problem)[-8:])))


Tell = Callable[[Told], None]
"""Whoever is told what becomes of a wish."""


class Workshop:
    """Builds a talk again and again, and makes no more anew than has changed."""

    def __init__(self, talk: Path, runs_code: bool) -> None:
        self._same = Same(talk, runs_code)
        self._sent: dict[str, set[str]] = {}
        self._checked: dict[str, Edition] = {}

    def prepared(self) -> int:
        """The process that draws the next figures, begun before there are any; 0 where there will be none."""
        world = self._same.world
        return prepare() if world.runs_code and world.scripts(world.figures_folder) else 0

    def build(self, wish: Wish, tell: Tell) -> None:
        """Build the languages that are wished for: each is told when it can be seen, and again when it is checked."""
        self._same.look()
        world, read = self._same.world, Report()
        talk = pipeline.read_talk(world, read, self._same.reading)
        tell(Begun(talk is not None, _title(talk, world), _languages(talk, world)))
        # A stage of each language in turn: nobody waits for what comes after it of another.
        stages = [self._stages(talk, world, locale, read, tell) for locale in wish.locales]
        while stages:
            stages = [one for one in stages if next(one, False)]
            if self._same.is_outdated():  # what is left would be made again at once
                break
        made_from = _made_from(world.door)
        self._same.built(talk, made_from)
        tell(Done(made_from))

    def _stages(self, talk: Talk | None, world: Workspace, locale: str, read: Report, tell: Tell) -> Iterator[bool]:
        """Tell what a language looks like, and again when its figures are drawn, and at last when it is checked."""
        report, kept, lines = Report(*read), self._same.last_build(locale), _Lines(world)
        deck = None
        for deck in pipeline.drawn_at_last(talk, world, report, pipeline.Edition(locale), kept.memory):
            painter = Painter(deck.brand, lambda name: f"picture/{name}")
            shown, names = show(deck, locale, painter, lines, kept.pages)
            edition = until_checked(with_findings(shown, deck, report, lines), self._checked.get(locale))
            files, faces = self._unsent(locale, names, painter.files), _faces(deck.brand)
            tell(Built(edition, files, tuple(names), faces))
            yield True
        if deck is None:
            self._tell_checked(Built(failed(locale, report, lines), {}), tell)
            return
        pipeline.checked(deck, world, report, read.found)
        self._tell_checked(Built(with_findings(shown, deck, report, lines), {}, tuple(names), faces), tell)

    def _tell_checked(self, built: Built, tell: Tell) -> None:
        self._checked[built.edition.locale] = built.edition
        tell(built)

    def _unsent(self, locale: str, names: Collection[str], painted: dict[str, bytes]) -> dict[str, bytes]:
        """What no language has that was told last: what else was sent is forgotten there."""
        known = set[str]().union(*self._sent.values())
        self._sent[locale] = set(names)
        return {name: data for name, data in painted.items() if name not in known}


class _Lines:
    """The lines of a file as messages show them; none where it cannot be read."""

    def __init__(self, world: Workspace) -> None:
        self._world = world

    def __call__(self, file: str) -> Sequence[str]:
        try:
            return self._world.door.read(Path(file), file).decode("utf-8-sig", errors="replace").split("\n")
        except (OSError, ValueError):
            return ()


def _title(talk: Talk | None, world: Workspace) -> str:
    return talk.meta.title.plain if talk else world.relative(world.slides_file)


def _languages(talk: Talk | None, world: Workspace) -> tuple[tuple[str, str], ...]:
    own = talk.meta.language if talk else "en"
    overlays = [tag for tag in tags(world) if not refused(tag, own)]
    return (("", language.name(own)), *((tag, language.name(tag)) for tag in (*overlays, "qps-ploc", "qps-plocm")))


def _faces(brand: Brand) -> tuple[Face, ...]:
    return tuple(Face(face.family, face.bold, face.italic, str(face.path.resolve())) for face in brand.faces)


def _made_from(door: Door) -> dict[str, str]:
    return {path.as_posix(): door.digest(path) for path in door.uses()}
