"""The card of a paper, drawn from the reference library: never a picture of a journal page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from deck.csl.marked_up import plain
from deck.markup import Run, Text
from deck.material import Material, joined, linked, literal
from deck.phrases import Phrases
from deck.place import Place
from deck.references import Reference
from deck.scene import Paragraph, Shape, Words
from deck.talk import Name, Record, described


class Fact(Record, frozen=True, kw_only=True):
    big: Annotated[Text, described("a number, very large")]
    text: Annotated[Text, described("what it counts, with n and group")]


class Card(Record, frozen=True, kw_only=True):
    key: Annotated[Name, described("the paper's citation key")]
    label: Annotated[Text | None, described("a small tag: the disease, the target")] = None
    result: Annotated[Text | None, described("the result to remember, in one sentence")] = None
    numbers: Annotated[tuple[Fact, ...], described("the numbers that matter", max_length=3)] = ()
    title: Annotated[Text | None, described("the title, where the reference itself may not be printed")] = None
    date: Annotated[Text | None, described("the date, where the reference itself may not be printed")] = None

    def shape(self, material: Material, name: str) -> Shape:
        """The card itself: what was published, and the result to remember."""
        reference = material.library.find(self.key, material.report)
        return Shape(name, "card", Words(tuple(self._paragraphs(reference, material.library.phrases))))

    def facts(self, name: str, role: str) -> tuple[Shape, ...]:
        """Its numbers, each a panel; `role` is how large they are set."""
        return tuple(
            Shape(
                f"{name}-number-{number}",
                "fact",
                Words((Paragraph(fact.big, role=role), Paragraph(fact.text, role="label"))),
                "primary",
            )
            for number, fact in enumerate(self.numbers, 1)
        )

    def _paragraphs(self, reference: Reference | None, phrases: Phrases) -> Iterator[Paragraph]:
        if self.label:
            yield Paragraph(self.label, role="label_bold", color="accent_text")
        yield from _published(reference, phrases, self.title, self.date, self.key)
        if self.result:
            yield Paragraph(self.result)


def card_of(key: Name, material: Material, name: str) -> Shape:
    """The card of one paper, without a result."""
    reference = material.library.find(key, material.report)
    return Shape(name, "card", Words(tuple(_published(reference, material.library.phrases, None, None, key))))


def _published(
    reference: Reference | None, phrases: Phrases, title: Text | None, date: Text | None, key: Name
) -> Iterator[Paragraph]:
    if reference is None:
        return
    heading = title or Text(reference.title, plain(reference.title), Place.at(key.span))
    warning = [Run(f"{said}: ", bold=True)] if (said := reference.retraction(phrases)) else []
    cite = Text((*warning, *heading.runs, Run(" "), Run("", cite=(str(key),))), heading.source, heading.place)
    yield Paragraph(cite, role="card_title")
    where = date or literal(" ".join(part for part in (reference.appeared_in, reference.year) if part), key.span)
    known = [part for part in (literal(reference.byline, key.span), where) if not part.is_empty]
    if known:
        yield Paragraph(joined(literal(" · ", key.span), *known), role="label")
    if reference.url:
        shown = f"doi.org/{reference.doi}" if reference.doi else reference.shown_address.partition("://")[2]
        yield Paragraph(linked(shown, reference.url, key.span), role="label")
