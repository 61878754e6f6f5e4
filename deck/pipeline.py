"""The whole program on one screen: the stages of a talk, by name and in order."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from deck.brand.load import load_brand
from deck.checks import run_checks
from deck.diagnostics import Report
from deck.layout.lay_out import lay_out
from deck.layout.measure import Measure
from deck.material import Material, literal
from deck.page import Deck
from deck.parse import parse
from deck.progress import SILENT, Progress
from deck.references import Library, load_references
from deck.resolve.cite import cite
from deck.resolve.draw_figures import draw_figures
from deck.resolve.fill_values import fill_values
from deck.scene import Item, Paragraph, Scene, Words
from deck.source import load
from deck.talk import Slide, Talk
from deck.value import replace
from deck.workspace import Workspace


def build(
    world: Workspace,
    report: Report,
    progress: Progress = SILENT,
    locale: str = "",
    keep_stale: bool = False,
) -> Deck | None:
    """The finished deck; None where there is no talk or no brand to build from. Mistakes are in the report.

    `locale` is a language that the talk has an overlay for; empty is the talk's own. `keep_stale` shows translations
    whose source has changed since.
    """
    progress.stage("reading the talk")
    return build_from(read_talk(world, report), world, report, progress, locale, keep_stale)


def read_talk(world: Workspace, report: Report) -> Talk | None:
    """The talk as its author wrote it; one reading serves every language."""
    source = load(world.slides_file, report, world.relative(world.slides_file))
    return parse(source, report) if source else None


def build_from(
    talk: Talk | None,
    world: Workspace,
    report: Report,
    progress: Progress = SILENT,
    locale: str = "",
    keep_stale: bool = False,
) -> Deck | None:
    """The same from a talk that is read already."""
    laid = laid_out(talk, world, report, progress, locale, keep_stale)
    if laid is None:
        return None
    progress.stage("drawing figures")
    words, language = laid.talk.words, laid.meta.language
    deck = replace(laid, pages=draw_figures(laid.pages, laid.brand, world, report, words, language, progress))
    progress.stage("checking")
    report.add(*run_checks(deck))
    progress.done()
    return deck


def laid_out(
    talk: Talk | None,
    world: Workspace,
    report: Report,
    progress: Progress = SILENT,
    locale: str = "",
    keep_stale: bool = False,
) -> Deck | None:
    """The deck with everything in its place and no figure drawn."""
    if talk is not None and locale:
        # Imported here because a talk in its own language needs nothing of translation.
        from deck.resolve.localise import localise

        talk = localise(talk, locale, world, report, keep_stale)
    meta = talk.meta if talk else None
    brand = load_brand(
        world.brand_folder,
        report,
        meta.language if meta else "en",
        meta.event_line if meta else "",
        world.remembered,
    )
    if talk is None or brand is None:
        return None
    library = load_references(world, report).said_in(talk.phrases, talk.references)
    talk = fill_values(talk, world, report)
    scenes = compose(talk, library, world, report)
    cited, citations = cite(scenes, library, report)
    progress.stage("laying out")
    measure = Measure(brand, world.kept)
    pages = lay_out(cited, brand, talk.meta.language, talk.meta.event_line, report, measure)
    measure.remember(world.keep)
    return Deck(talk, cited, pages, citations, brand)


def compose(talk: Talk, library: Library, world: Workspace, report: Report) -> Sequence[Scene]:
    """Every slide as a scene; one that cannot be read shows its mistakes, so that a preview has all the others."""
    ends = [slide.span.line for slide in talk.slides[1:]] + [sys.maxsize]
    return [
        _mistakes(slide, end, report)
        if slide.unreadable
        else slide.says.compose(Material(talk, slide, library, world, report))
        for slide, end in zip(talk.slides, ends, strict=True)
    ]


def _mistakes(slide: Slide, end: int, report: Report) -> Scene:
    def words(slot: str, *lines: str) -> Item:
        return Item(slot, Words(tuple(Paragraph(literal(line, slide.span)) for line in lines)), slide.span)

    found = [
        f"line {one.span.line}: {one.message}"
        for one in report
        if one.span.file == slide.span.file and slide.span.line <= one.span.line < end
    ]
    title = words("title", f"The slide in line {slide.span.line} cannot be read")
    return Scene(slide, {"fine": ("body",), "text": ("body",)}, (title, words("body", *found[:8])))
