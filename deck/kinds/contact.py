"""One or two people and how to reach them, each with a QR code for their page."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text, problem_of_link
from deck.material import Material, linked, literal
from deck.scene import Column, Paragraph, Picture, Row, Scene, Shape, Space, Words
from deck.talk import Name, Record, SlideKind, described


class Person(Record, frozen=True, kw_only=True):
    name: Annotated[Text, described("who it is")]
    lines: Annotated[tuple[Text, ...], described("what they do, where, and how to reach them")] = ()
    url: Annotated[Name | None, described("their page, which the QR code leads to")] = None

    def words(self, number: int) -> Shape:
        paragraphs = [Paragraph(self.name, role="card_title"), *map(Paragraph, self.lines)]
        if self.url is not None:
            paragraphs.append(Paragraph(linked(self.url.removeprefix("https://"), self.url, self.url.span)))
        return Shape(f"person-{number}", "contact", Words(tuple(paragraphs)))

    def code(self, material: Material) -> Picture | Space:
        """The QR code; nothing, and perhaps a diagnostic, where there is no address for one."""
        if self.url is None:
            return Space()
        if problem := problem_of_link(self.url):
            what = f"`{self.url}` is not a link that a deck may carry"
            material.report.error("bad-link", what, self.url.span, problem)
            return Space()
        alt = literal(material.say("qr-code", address=self.url).plain, self.url.span)
        return Picture(alt, leads_to=str(self.url), span=self.url.span)


_WORDS_AND_CODE = (1.7, 1.0)
"""Shares of the width: a square code that stands beside words ends where the slide's margin begins."""


class Contact(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    people: Annotated[tuple[Person, ...], described("the one or two who speak", min_length=1, max_length=2)]
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[Text | None, described("one sentence below")] = None

    def compose(self, material: Material) -> Scene:
        words = [person.words(number) for number, person in enumerate(self.people, 1)]
        codes = [person.code(material) for person in self.people]
        if len(words) == 1 and self.people[0].url is None:
            body: Row | Column = Column(tuple(words))
        elif len(words) == 1:
            middle = Column((Space(), words[0], Space()), (1.0, 0.0, 1.0))
            body = Row((middle, codes[0]), _WORDS_AND_CODE)
        else:
            both = zip(words, codes, strict=True)
            body = Row(tuple(Column(one, (0.0, 1.0)) for one in both), aligned=True)
        return framed(material, body, self.lead, (self.foot,) if self.foot else ())
