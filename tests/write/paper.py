"""What stands on the paper of a handout? Read by pdfplumber, which knows nothing of us."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import pdfplumber

from deck.diagnostics import Report
from deck.page import Deck
from deck.references import load_references
from deck.workspace import Workspace
from deck.write.handout import Order, known_styles, make
from deck.write.handout.run_sheet import run_sheet
from deck.write.pptx.deck import write_pptx
from tests.story import Story, tell

STYLES = tuple(known_styles())
SLIDE_BY_SLIDE = tuple(name for name, style in known_styles().items() if not style.in_short)
ATTENDEES = tuple(name for name, style in known_styles().items() if style.reader == "attendee")
TALK = """\
talk:
  title: Cells that *find* cells
  speaker: Ada Example
  affiliation: [University of Somewhere]
  event: Our meeting
  place: Berlin
  date: 24 April 2026
  language: en-GB
  status: final
  subject: A talk to be printed
  keywords: [cells]
  url: https://example.org/talk
  contact: ada@example.org
  slot_minutes: 5
slides:
  - id: cover
    kind: cover
    title: Cells that find cells
    subtitle: Ada Example
  - id: disclosures
    kind: disclosures
    section: Opening
    title: Disclosure statement
    items:
      - {lead: Travel, text: I was paid a train ticket by nobody.}
  - id: agenda
    kind: statement
    title: What to expect
    kicker: "AID: autoimmune diseases · MS: multiple sclerosis"
    quote: ["The European Medicines Agency (EMA) calls them medicines [@mackensen2022]."]
    notes: |
      This sentence is for the speaker alone and for nobody else in the room. Pause here.
    handout: Readers should know that these are medicines.
  - id: list
    kind: bullets
    section: Results
    title: What was found
    bullets: [A first point, A second point]
    minutes: 1.5
    cue: Dim the lights
    source: "[@mackensen2022]; [@reg1394]"
  - id: rows
    kind: table
    title: What was counted
    alt: Two rows of numbers
    columns: [Trial, People]
    rows: [[One, "5"], [Two, "15"]]
  - id: backup
    kind: statement
    hidden: true
    title: A slide for questions
    quote: [Nobody asked.]
"""


def told(
    folder: Path, yaml: str = TALK, files: dict[str, str] | None = None, ignoring: tuple[str, ...] = ("slot-minutes",)
) -> Printer:
    """The talk, ready to be printed; of its mistakes only those of the codes `ignoring` are let pass."""
    story = tell(folder, yaml, files)
    deck, mistakes = story.built()
    assert [told.message for _, told in mistakes if told.code not in ignoring] == []
    return Printer(story, deck)


class Printer:
    """A finished talk, and its handouts; what was wrong with the last one is in `report`."""

    def __init__(self, story: Story, deck: Deck) -> None:
        self.world: Workspace = story.world
        self.deck = deck
        self.library = load_references(self.world)[0]
        self.report = Report()

    def order(self, style: str, **wanted: Any) -> Order:
        return Order(known_styles()[style], **wanted)

    def pdf(self, style: str, **wanted: Any) -> bytes:
        self.report = Report()
        order = self.order(style, **wanted)
        sheet = None
        if order.style.reader == "staff":
            pptx = write_pptx(self.deck)
            sheet = run_sheet(self.deck, pptx, {"talk.en.pptx": pptx}, order.pace)
        return make(self.deck, order, self.world, self.library, self.report, sheet)

    def text(self, style: str, **wanted: Any) -> str:
        return "\n".join(pages_of(self.pdf(style, **wanted)))


@lru_cache(maxsize=32)
def pages_of(pdf: bytes) -> tuple[str, ...]:
    """The text of each page, in the order in which it was written."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return tuple(
            page.extract_text(x_tolerance=1.5, use_text_flow=True).replace("\u00a0", " ") for page in book.pages
        )


def one_line_of(pdf: bytes) -> str:
    return " ".join(" ".join(pages_of(pdf)).split())


def words_of(pdf: bytes) -> list[list[dict[str, Any]]]:
    """The words of each page with their places."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return [page.extract_words(use_text_flow=True, extra_attrs=["size"]) for page in book.pages]


def frames_of(pdf: bytes, page: int = 0, min_width: float = 60) -> list[tuple[float, float, float, float]]:
    """The frames of the slides: left, top, width and height, in points from the page's top left corner."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        sheet = book.pages[page]
        found = [
            tuple(round(value, 2) for value in (rect["x0"], rect["top"], rect["width"], rect["height"]))
            for rect in (*sheet.rects, *sheet.curves)
            if rect["stroke"]
            and not rect["fill"]
            and rect["width"] > min_width
            # A line that decorates a slide has other proportions.
            and abs(rect["width"] / rect["height"] - 16 / 9) < 0.01
        ]
        return sorted(set(found), key=lambda box: (box[1], box[0]))  # type: ignore[arg-type,return-value]


def size_of(pdf: bytes) -> tuple[float, float]:
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return float(book.pages[0].width), float(book.pages[0].height)
