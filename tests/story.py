"""What becomes of a talk? Words to tell one in YAML, in a project of its own with the shipped brand."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pptx import Presentation

from deck.diagnostics import Diagnostic, Report
from deck.material import literal
from deck.page import Deck, Page
from deck.parse import parse
from deck.pipeline import build, compose
from deck.references import load_references
from deck.resolve.cite import cite
from deck.resolve.fill_values import fill_values
from deck.scene import Scene
from deck.source import load
from deck.talk import Section
from deck.value import replace
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx

PROJECT = Path(__file__).parents[1]
ASSETS = Path(__file__).parent / "kinds" / "assets"
HEAD = """\
talk:
  title: A test talk
  speaker: A Speaker
  event: Our meeting
  place: Berlin
  date: 24 April 2026
  language: en-GB
  status: final
slides:
"""
A_LINE = "def draw(canvas):\n    canvas.axes(60, 60, canvas.width - 120, canvas.height - 120).plot([0, 1])\n"
_FIGURE = re.compile(r"\bfigure: (\w+)$", re.MULTILINE)


CAREFUL = frozenset(
    {
        *("title-again", "alt-says-nothing", "link-says-nothing", "uneven-ends", "no-source", "two-numbers"),
        *("full-slide", "lonely-point", "typing-slip", "empty-header", "reading-order", "two-spellings"),
        *("old-data", "unexplained-abbreviation", "empty-section", "alike-colors", "other-than-data"),
    }
)


class Mistake(NamedTuple):
    line: int
    told: Diagnostic


@dataclass(frozen=True, slots=True)
class Story:
    """A talk in its project; `lines_before` stand in slides.yaml above what the test wrote."""

    world: Workspace
    lines_before: int

    def built(self, careful: bool = False) -> tuple[Deck, list[Mistake]]:
        """The finished deck and all that is wrong with it, by line of what the test wrote.

        What only a careful colleague would say is left out unless it is asked for: tests write `x` for a title and for
        what a picture shows.
        """
        report = Report()
        deck = build(self.world, report)
        assert deck is not None, [one.message for one in report]
        told = [one for one in report if careful or one.code not in CAREFUL]
        return deck, [Mistake(one.span.line - self.lines_before, one) for one in told]

    def without_mistakes(self) -> Deck:
        deck, mistakes = self.built()
        assert mistakes == []
        return deck

    def scenes(self) -> Iterator[tuple[str, Scene]]:
        """Kind and scene of every slide, with its citations written out."""
        report = Report()
        source = load(self.world.slides_file, report)
        assert source is not None
        talk = report.take(parse(source))
        assert talk is not None, [one.message for one in report]
        talk = report.take(fill_values(talk, self.world))
        library = report.take(load_references(self.world))
        composed = report.take(compose(talk, library, self.world))
        scenes, _ = report.take(cite(composed, library))
        return zip((slide.kind for slide in talk.slides), scenes, strict=True)


def tell(folder: Path, yaml: str, files: Mapping[str, str] | None = None, *, drawn: bool = True) -> Story:
    """The talk of these slides: one slide, a list of slides, or a whole talk, with its head.

    Figures for which no script is told are a line, unless the talk is told without (`drawn`).
    """
    whole = yaml.startswith(("talk:", "format:"))
    shutil.copytree(ASSETS, folder / "assets", dirs_exist_ok=True)
    (folder / "slides.yaml").write_text(yaml if whole else HEAD + _listed(yaml), encoding="utf-8")
    lines = {f"figures/{name}.py": A_LINE for name in _FIGURE.findall(yaml)} if drawn else {}
    for name, content in {**lines, **(files or {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    world = replace(Workspace.find(folder / "slides.yaml"), brand_folder=PROJECT / "assets" / "brand")
    return Story(world, 0 if whole else HEAD.count("\n"))


def _listed(yaml: str) -> str:
    """Slides as items of a list; the lines stay the same ones."""
    if yaml.startswith("- "):
        return yaml
    return "".join(("  " if number else "- ") + line for number, line in enumerate(yaml.splitlines(keepends=True)))


def in_one(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Pages of several talks, or some of one, as those of a talk; a link leads to the first page of that id."""
    ids: set[str] = set()
    found = []
    for number, page in enumerate(pages, 1):
        found.append(replace(said(page, id=f"{page.id}-{number}") if page.id in ids else page, number=number))
        ids.add(page.id)
    return tuple(found)


def said(page: Page, section: str = "", **fields: object) -> Page:
    """The page of a slide that says something else in these fields."""
    slide = replace(page.slide, says=replace(page.slide.says, **fields))
    if section:
        slide = replace(slide, section=Section(section, literal(section)))
    return replace(page, scene=replace(page.scene, slide=slide))


def opened(deck: Deck) -> Any:
    """The deck as python-pptx reads it back from the file that we write."""
    return Presentation(io.BytesIO(write_pptx(deck)))


def as_typed(words: str) -> str:
    """Words without the spaces and hyphens by which lines end where layout ends them, and nowhere else."""
    bound = words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-")
    return re.sub(r"(?<=\w/) (?=\w)", "", bound)


def paragraphs_in(shapes: Any) -> Iterator[str]:
    """Every paragraph of a slide in the order of its shapes; of a table every cell, of a chart all that it says."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from paragraphs_in(shape.shapes)
        elif shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        elif shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
        elif shape.has_chart:
            space = shape.chart._chartSpace
            yield from ("".join(paragraph.itertext("{*}t")) for paragraph in space.iter("{*}p"))
            yield from dict.fromkeys(value.text for value in space.iter("{*}v") if value.text)
    # What holds formulas python-pptx passes over; what stands in for it says the same.
    for both in () if isinstance(shapes, list) else shapes._element.iterchildren("{*}AlternateContent"):
        for paragraph in both.iterfind("{*}Fallback/{*}sp/{*}txBody/{*}p"):
            yield "".join(paragraph.itertext("{*}t"))
