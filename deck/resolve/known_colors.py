"""Does the brand have every colour in which an author sets words? What it lacks is told where the words stand."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from deck.as_before import AsBefore
from deck.brand.model import Brand
from deck.brand.theme_colors import ENOUGH, contrast
from deck.diagnostics import Found, Report, close_matches
from deck.markup import Run, Text
from deck.talk import Slide, Talk, map_texts
from deck.texts import texts
from deck.value import replace


def known_colors(talk: Talk, brand: Brand, before: AsBefore | None = None) -> tuple[Talk, Found]:
    """The talk, its words in colours that the brand lacks in the colour of the text around them.

    `before` is what is known of slides that are as they were.
    """
    report, before = Report(), before or AsBefore()

    def known(slide: Slide) -> Slide:
        return report.take(before.of("colors", slide.says.id, (slide, brand), (), partial(_of_the_brand, slide, brand)))

    slides = tuple([known(slide) for slide in talk.slides])
    return replace(talk, meta=report.take(_of_the_brand(talk.meta, brand)), slides=slides), report.found


Said = TypeVar("Said")


def _of_the_brand(part: Said, brand: Brand) -> tuple[Said, Found]:
    if not any(_lacks(brand, run) for text in texts(part) for run in text.runs):
        return part, ()
    report = Report()

    def known(text: Text) -> Text:
        if not any(_lacks(brand, run) for run in text.runs):
            return text
        return replace(text, runs=tuple(_known(run, text, brand, report) for run in text.runs))

    return map_texts(part, known), report.found


def readable(brand: Brand, ground: str, besides: str) -> list[str]:
    """The colours in which words of any size can be read on a ground, but that of the words around them."""
    # One of a few names for each colour: what a drawing calls a cell or a drug is no name for words.
    found = {color.hex: name for name, color in reversed(brand.colors.items()) if not name.startswith("code_")}
    return [name for hex, name in reversed(found.items()) if hex != besides and contrast(hex, ground) >= ENOUGH]


def _lacks(brand: Brand, run: Run) -> bool:
    return bool(run.color) and run.color not in brand.colors


def _known(run: Run, text: Text, brand: Brand, report: Report) -> Run:
    if not _lacks(brand, run):
        return run
    names = readable(brand, brand.colors["paper"].hex, brand.colors["text"].hex)
    help = close_matches(run.color, brand.colors) or f"it has {', '.join(names)}"
    report.error("unknown-color", f"the brand has no colour `{run.color}`", text.place_of(run).span, help)
    return replace(run, color="")
