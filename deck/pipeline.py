"""The whole program on one screen: the stages of a talk, by name and in order.

Each stage takes values, and returns its own with what it found wrong. Only here are the findings of all put together,
and no stage sees those of another: a mistake on slide 3 silences nothing on slide 9.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from deck.as_before import AsBefore
from deck.brand.folder import folder_of
from deck.brand.model import Brand
from deck.brand.remembered import brand_of
from deck.checks import run_checks
from deck.diagnostics import NOWHERE, Diagnostic, Found, Report, Severity
from deck.door import Refused
from deck.kinds import is_own_kind
from deck.layout.lay_out import lay_out
from deck.layout.measure import Measure
from deck.material import Material, literal
from deck.page import Deck
from deck.parse import parse
from deck.progress import SILENT, Progress
from deck.references import Library, load_references
from deck.resolve.cite import cite
from deck.resolve.draw_figures import draw_figures, sketched
from deck.resolve.fill_values import fill_values
from deck.resolve.known_colors import known_colors
from deck.resolve.own_kinds import KindFailed, load_kinds
from deck.resolve.set_formulas import set_formulas
from deck.salvage import load_what_can_be_read
from deck.scene import Item, Paragraph, Scene, Words
from deck.source import Source
from deck.talk import EventRules, Slide, Talk
from deck.value import Value, replace
from deck.workspace import Workspace


class Edition(Value, frozen=True):
    """Which of a talk's decks: in which language, and what is shown where a translation is behind."""

    locale: str = ""
    """A language that the talk has an overlay for; empty is the talk's own."""
    keep_stale: bool = False
    """Whether translations are shown whose source has changed since."""


OWN = Edition()
Made = TypeVar("Made")


class Memory:
    """What a process that builds a talk again and again has in hand from the last time, of one language or of reading.

    It is as good as new while no file has changed but the talk and its translations; whoever keeps it sees to that.
    """

    def __init__(self) -> None:
        self._made: dict[object, object] = {}
        self.slides = AsBefore()

    def source(self, read: Source) -> Source:
        """The file that was read, in the place of what it was before: what stands where it stood belongs to it."""
        kept = self.once("source", lambda: read)
        if kept is not read:
            kept.become(read)
        return kept

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """What was made by that name, or what `make` makes."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]


def build(world: Workspace, report: Report, edition: Edition = OWN, progress: Progress = SILENT) -> Deck | None:
    """The finished deck; None where there is no talk or no brand to build from. Mistakes are in the report."""
    progress.stage("reading the talk")
    return build_from(read_talk(world, report), world, report, edition, progress)


def read_talk(world: Workspace, report: Report, memory: Memory | None = None) -> Talk | None:
    """The talk as its author wrote it; one reading serves every language. `memory` is what the last one has left."""
    memory = memory or Memory()
    name = world.relative(world.slides_file)
    read = load_what_can_be_read(world.slides_file, report, name, world.door)
    if read.source is None:
        return None
    memory.slides.begin()
    talk, found = parse(memory.source(read.source), report.take(load_kinds(world)), memory.slides)
    memory.slides.end()
    # Of a line that is not read as it stands, the mistake in it was told.
    report.add(*(one for one in found if one.span.file != name or one.span.line not in read.unread))
    return talk


def build_from(
    talk: Talk | None,
    world: Workspace,
    report: Report,
    edition: Edition = OWN,
    progress: Progress = SILENT,
    memory: Memory | None = None,
) -> Deck | None:
    """The same from a talk that is read already; `memory` is what the last build of this language has left."""
    unread = report.found
    deck = drawn(talk, world, report, edition, progress, memory)
    return deck if deck is not None and checked(deck, world, report, unread, progress) else None


def drawn(
    talk: Talk | None,
    world: Workspace,
    report: Report,
    edition: Edition = OWN,
    progress: Progress = SILENT,
    memory: Memory | None = None,
) -> Deck | None:
    """The deck as it will be seen, before anything is checked; None where there is nothing to show."""
    *_, deck = None, *_drawn(talk, world, report, edition, progress, memory or Memory(), sketches=False)
    return deck


def drawn_at_last(
    talk: Talk | None, world: Workspace, report: Report, edition: Edition, memory: Memory
) -> Iterator[Deck]:
    """The same, and before it, where figures have to be drawn that were seen before, the deck with these as they
    were."""
    return _drawn(talk, world, report, edition, SILENT, memory, sketches=True)


def _drawn(
    talk: Talk | None,
    world: Workspace,
    report: Report,
    edition: Edition,
    progress: Progress,
    memory: Memory,
    sketches: bool,
) -> Iterator[Deck]:
    try:
        laid = laid_out(talk, world, report, edition, progress, memory)
        if laid is None:
            return
        progress.stage("drawing figures")
        made_from = laid.brand, world, laid.talk.words, laid.meta.language
        if sketches and (sketch := sketched(laid.pages, *made_from)) is not None:
            yield replace(laid, pages=sketch)
        yield replace(laid, pages=report.take(draw_figures(laid.pages, *made_from, progress)))
    except Refused as refused:  # what no stage knows a better place for
        report.add(refused.diagnostic())


def checked(deck: Deck, world: Workspace, report: Report, unread: Found, progress: Progress = SILENT) -> bool:
    """Add what checks find in a deck, and let its talk say how much all of it weighs; `unread` is what was found when
    it was read. Whether all files could be read that checks look at."""
    progress.stage("checking")
    try:
        report.add(*_without_consequences(run_checks(deck, world), deck, unread))
        if deck.meta.status == "final":
            report.add(*_require_code(report))
        if deck.talk.weighs:
            _weigh(deck, world, report)
    except Refused as refused:
        report.add(refused.diagnostic())
        return False
    progress.done()
    return True


def _weigh(deck: Deck, world: Workspace, report: Report) -> None:
    # Imported here because few talks say how much of what is found weighs.
    from deck.ignores import as_errors, as_notes, sift

    report.replace(report.take(as_errors(report.found, deck.talk, world)))
    report.tolerate(report.take(as_notes(report.found, deck.talk, world)))
    report.ignore(report.take(sift(report.found, deck.talk, world)))


def _without_consequences(found: Iterable[Diagnostic], deck: Deck, unread: Found) -> Iterator[Diagnostic]:
    """Of a slide with a mistake in its YAML, or in the code of its kind, no more is said: what is seen of it is not
    what its author wrote."""
    wrong = [(one.span.file, one.span.line) for one in unread if one.severity is Severity.ERROR]
    failed = [scene.slide for scene in deck.scenes if scene.slide.unreadable]
    wrong += [(slide.span.file, slide.span.line) for slide in failed]
    begins = [slide.span.line for slide in deck.talk.slides] if wrong else []
    slides = {(file, bisect_right(begins, line)) for file, line in wrong}
    for one in found:
        # That a talk is older explains such a mistake.
        explains = one.code == "old-format"
        if explains or (one.span.file, bisect_right(begins, one.span.line)) not in slides:
            yield one


def _require_code(report: Report) -> Iterator[Diagnostic]:
    """A talk that is final is not built without a part of it."""
    if any(one.code == "code-left-out" for one in report):
        help = "build without --no-code, or say `status: draft` in the talk"
        what = "the talk is final, and a part of it is missing"
        yield Diagnostic(Severity.ERROR, "code-left-out", what, NOWHERE, help)


def laid_out(
    talk: Talk | None,
    world: Workspace,
    report: Report,
    edition: Edition = OWN,
    progress: Progress = SILENT,
    memory: Memory | None = None,
) -> Deck | None:
    """The deck with everything in its place and no figure drawn."""
    memory = memory or Memory()
    before = memory.slides
    before.begin()
    mistakes = report.found
    if talk is not None and edition.locale:
        # Imported here because a talk in its own language needs nothing of translation.
        from deck.resolve.localise import localise

        talk = report.take(localise(talk, edition.locale, world, edition.keep_stale, before))
    language, event = (talk.meta.language, talk.meta.event_line) if talk else ("en", "")
    folder = report.take(folder_of(world, *((talk.meta.brand, talk.meta.brand.span) if talk else (None,))))
    brand = report.take(memory.once(("brand", folder, language, event), lambda: _brand(folder, language, event, world)))
    if talk is None or brand is None:
        return None
    library = _library(talk, report.take(load_references(world)), before)
    talk = report.take(known_colors(report.take(fill_values(talk, world, before)), brand, before))
    scenes, missing = compose(talk, library, world, mistakes, before)
    report.add(*missing)
    incomplete = any(one.severity is Severity.ERROR for one in missing)
    cited, citations = report.take(cite(scenes, library, incomplete, before))
    cited = report.take(set_formulas(cited, brand, language, world, before))
    progress.stage("laying out")
    measure = memory.once(("measure", id(brand)), lambda: Measure(brand, world.cached, world.door))
    pages = report.take(lay_out(cited, brand, language, event, measure, before))
    before.end()
    measure.remember(world.put_in_cache)
    return Deck(talk, cited, pages, citations, brand, _rules(talk, world, report))


def _rules(talk: Talk, world: Workspace, report: Report) -> EventRules | None:
    if talk.meta.rules is None:
        return None
    # Imported here because few talks name any.
    from deck.resolve.event_rules import event_rules

    return report.take(event_rules(talk.meta.rules, world))


def _brand(folder: Path | None, language: str, event: str, world: Workspace) -> tuple[Brand | None, Found]:
    if folder is None:
        return None, ()
    return brand_of(folder, language, event, world)


def _library(talk: Talk, library: Library, before: AsBefore) -> Library:
    make = partial(library.said_in, talk.phrases, talk.references)
    return before.of("library", "", (library,), (talk.phrases, talk.references), make)


def compose(
    talk: Talk, library: Library, world: Workspace, mistakes: Found = (), before: AsBefore | None = None
) -> tuple[Sequence[Scene], Found]:
    """Every slide as a scene; one that cannot be read shows its `mistakes`, so that a preview has all the others.

    `before` is what is known of slides that are as they were.
    """
    report, before = Report(), before or AsBefore()
    ends = [slide.span.line for slide in talk.slides[1:]] + [sys.maxsize]
    around = replace(talk, slides=())

    def composed(slide: Slide, end: int) -> Scene:
        if slide.unreadable:
            return _mistakes(slide, end, mistakes)
        make = partial(_composed, Material(talk, slide, library, world, Report()))
        if not is_own_kind(slide.says):
            others = talk.slides if slide.says.meets_others else ()
            return report.take(before.of("scene", slide.says.id, (slide, library, *others), (around,), make))
        # What somebody's own code looks at, nobody knows.
        return report.take(make())

    return [composed(slide, end) for slide, end in zip(talk.slides, ends, strict=True)], report.found


def _composed(material: Material) -> tuple[Scene, Found]:
    try:
        return material.slide.says.compose(material), material.report.found
    except KindFailed as problem:
        material.report.add(problem.diagnostic)
        unread = replace(material.slide, unreadable=True)
        return _unread(unread, problem.diagnostic.message[:_SHOWN]), material.report.found


_SHOWN = 200
"""Characters of what an exception says: some print whole tables."""


def _mistakes(slide: Slide, end: int, mistakes: Found) -> Scene:
    found = [
        f"line {one.span.line}: {one.message}"
        for one in Report(*mistakes)
        if one.span.file == slide.span.file and slide.span.line <= one.span.line < end
    ]
    return _unread(slide, *found[:8] or ["its kind has a mistake"])


def _unread(slide: Slide, *lines: str) -> Scene:
    def words(slot: str, *lines: str) -> Item:
        return Item(slot, Words(tuple(Paragraph(literal(line, slide.span)) for line in lines)), slide.span)

    title = words("title", f"The slide in line {slide.span.line} cannot be read")
    return Scene(slide, {"fine": ("body",), "text": ("body",)}, (title, words("body", *lines)))
