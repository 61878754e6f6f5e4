"""Terms with what they mean, side by side: a list of definitions, an agenda of words, questions and answers."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Column, Paragraph, Row, Scene, Shape, Words
from deck.talk import Record, SlideKind, described


class Term(Record, frozen=True, kw_only=True):
    term: Annotated[Text, described("what is explained")]
    means: Annotated[tuple[Text, ...], described("what it means, a paragraph each", min_length=1)]

    def block(self, number: int) -> Row:
        term = Shape(f"term-{number}", "term", Words((Paragraph(self.term),)))
        means = Shape(f"means-{number}", "meaning", Words(tuple(map(Paragraph, self.means))))
        return Row((term, means), (1.0, 3.0))


class Definitions(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    terms: Annotated[tuple[Term, ...], described("the terms, in reading order", min_length=1, max_length=9)]
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[Text | None, described("one sentence below")] = None

    def compose(self, material: Material) -> Scene:
        rows = tuple(term.block(number) for number, term in enumerate(self.terms, 1))
        body = Column(rows, gap="tight", airy=True, apart=1)
        return framed(material, body, self.lead, (self.foot,) if self.foot else ())
