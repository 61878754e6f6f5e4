"""The whole program on one screen: the stages of a talk, by name and in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deck.brand.load import load_brand
from deck.checks import run_checks
from deck.diagnostics import Report
from deck.layout.lay_out import lay_out
from deck.material import Material
from deck.page import Deck
from deck.parse import parse
from deck.references import Library, load_references
from deck.resolve.cite import cite
from deck.resolve.draw_figures import draw_figures
from deck.resolve.fill_values import fill_values
from deck.scene import Scene
from deck.source import load
from deck.talk import Talk
from deck.workspace import Workspace


def build(world: Workspace, report: Report, say: Callable[[str], None] = lambda stage: None) -> Deck | None:
    """The finished deck; None where there is no talk or no brand to build from. Mistakes are in the report.

    `say` is told the name of each stage as it begins, and "" at the end.
    """
    say("reading the talk")
    source = load(world.slides_file, report, world.relative(world.slides_file))
    talk = parse(source, report) if source else None
    brand = load_brand(world.brand_folder, report, event=talk.meta.event_line if talk else "")
    if talk is None or brand is None:
        return None
    library = load_references(world, report)
    talk = fill_values(talk, world, report)
    scenes = compose(talk, library, world, report)
    scenes = cite(scenes, library, report)
    say("laying out")
    pages = lay_out(scenes, brand, talk.meta.language, talk.meta.event_line, report)
    say("drawing figures")
    pages = draw_figures(pages, brand, world, report)
    say("checking")
    deck = Deck(talk.meta, pages, brand)
    report.add(*run_checks(deck))
    say("")
    return deck


def compose(talk: Talk, library: Library, world: Workspace, report: Report) -> Sequence[Scene]:
    """Every readable slide as a scene."""
    return [
        slide.says.compose(Material(talk, slide, library, world, report))
        for slide in talk.slides
        if not slide.unreadable
    ]
