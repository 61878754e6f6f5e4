"""Which words does a talk show of its data files? A translator meets them as if the talk itself said them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from deck.as_before import AsBefore
from deck.diagnostics import Report
from deck.kinds import is_own_kind
from deck.material import Material
from deck.references import Library
from deck.talk import Slide, SlideKind, Talk
from deck.translation.glossary import load_glossary, without_terms
from deck.translation.message import Message
from deck.translation.numbers import words_beside_numbers
from deck.value import replace
from deck.workspace import Workspace


def with_words_of_files(talk: Talk, world: Workspace, before: AsBefore | None = None) -> Talk:
    """The talk with the words of its data files that its charts and tables show, each under the slide's `values:`.

    Not those that need no translation: numbers, codes, units, what the glossary keeps, and fields of `names:`. What is
    wrong with a file is reported where the slide is composed. `before` is what is known of slides as they were.
    """
    before = before or AsBefore()
    terms = load_glossary(world, Report()).keep

    def with_words(slide: Slide) -> Slide:
        make = partial(_says, slide, talk, world, terms)
        known = not is_own_kind(slide.says)
        # What somebody's own code looks at, nobody knows.
        says = before.of("cells", slide.says.id, (slide,), (terms,), make) if known else make()
        return slide if says is slide.says else _once(slide, says, before)

    return replace(talk, slides=tuple(map(with_words, talk.slides)))


def _says(slide: Slide, talk: Talk, world: Workspace, terms: Sequence[str]) -> SlideKind:
    material = Material(talk, slide, Library({}), world, Report())
    return slide.says.with_shown_cells(material, lambda words: is_in_words(words, terms))


def of_data_file(message: Message) -> str | None:
    """The field of a data file that the words are a cell of, where they are one."""
    cell = message.path[2:3] == ("values",) and message.place.is_known and message.place.source is None
    return str(message.path[3]) if cell else None


def is_in_words(cell: str, kept: Sequence[str]) -> bool:
    """Whether a cell says anything that another language says otherwise, beside terms that are `kept` in all."""
    return any(letter.isalpha() for letter in words_beside_numbers(without_terms(cell, kept)))


def _once(slide: Slide, says: SlideKind, before: AsBefore) -> Slide:
    """The same slide as long as its files say the same, for all that is made of it."""
    return before.of("words of files", says.id, (slide,), (says,), partial(replace, slide, says=says))
