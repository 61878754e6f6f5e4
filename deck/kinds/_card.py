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
from deck.scene import Block, Column, Icon, Paragraph, Row, Shape, Space, Words
from deck.talk import Name, Record, described
from deck.value import replace

_MOST_PEOPLE = 12
"""For whom a row beside a paper has room; fewer stand as close."""


class People(Record, frozen=True, kw_only=True):
    of: Annotated[int, described("how many people there were", ge=1, le=30)]
    filled: Annotated[int, described("how many of them it counts", ge=0, le=30)]

    def row(self, places: int = 0) -> Row:
        """A person each, in a row that has room for so many."""
        people = tuple(Icon("patient" if n < self.filled else "patient-hollow", "primary") for n in range(self.of))
        return Row((*people, *(Space() for _ in range(places - self.of))), gap="none")


class Fact(Record, frozen=True, kw_only=True):
    big: Annotated[Text, described("a number, very large")]
    text: Annotated[Text, described("what it counts, with n and group")]
    people: Annotated[People | None, described("a row of people under it, as many of them filled as it counts")] = None

    def block(self, name: str, role: str) -> Block:
        """The number with what it counts, in a panel; with a row of people it is the result, and stands free."""
        big = on_one_line(self.big) if role == "display" else self.big
        words = Words(
            (
                Paragraph(big, role="display" if self.people else role),
                Paragraph(self.text, role="body" if self.people else "label"),
            )
        )
        if self.people is None:
            return Shape(name, "fact", words, "primary")
        return Column((words, self.people.row()), (0.0, 1.0), gap="tight")


class Card(Record, frozen=True, kw_only=True):
    key: Annotated[Name, described("the paper's citation key")]
    label: Annotated[Text | None, described("a small tag: the disease, the target")] = None
    result: Annotated[Text | None, described("the result to remember, in one sentence")] = None
    numbers: Annotated[tuple[Fact, ...], described("the numbers that matter", max_length=3)] = ()
    title: Annotated[Text | None, described("the title, where the reference itself may not be printed")] = None
    date: Annotated[Text | None, described("the date, where the reference itself may not be printed")] = None

    def shape(self, material: Material, name: str, role: str = "card_title") -> Shape:
        """The card itself: what was published, its title in that role, and the result to remember."""
        reference = material.library.find(self.key, material.report)
        return Shape(name, "card", Words(tuple(self._paragraphs(reference, material.library.phrases, role))))

    @property
    def has_people(self) -> bool:
        return any(fact.people for fact in self.numbers)

    def facts(self, name: str, role: str) -> tuple[Block, ...]:
        """Its numbers; `role` is how large they are set."""
        return tuple(fact.block(f"{name}-number-{number}", role) for number, fact in enumerate(self.numbers, 1))

    def result_beside(self, material: Material) -> Row:
        """Its number with a row of people, and what there is to know of it; beside that what was published."""
        reference = material.library.find(self.key, material.report)
        cited = _published(reference, material.library.phrases, self.title, self.date, self.key, "label_bold")
        detail = Words((Paragraph(self.result, role="label"),) if self.result else ())
        paper = Words(tuple(cited))
        if not self.numbers:
            return Row((detail, paper), (1.6, 1), gap="wide")
        fact = self.numbers[0]
        said = joined(literal(": ", self.key.span), *((self.label,) if self.label else ()), fact.text)
        big, text = (Words((Paragraph(one, role=role),)) for one, role in ((fact.big, "number"), (said, "card_title")))
        head = Row((big, text), (1.0, 3.2), gap="tight")
        # What has no words may be as small as there is room.
        people = fact.people.row(_MOST_PEOPLE) if fact.people else Space()
        return Row((Column((head, people, detail), (0.0, 1.0, 0.0), gap="tight"), paper), (1.5, 1), gap="wide")

    def _paragraphs(self, reference: Reference | None, phrases: Phrases, role: str) -> Iterator[Paragraph]:
        if self.label:
            yield Paragraph(self.label, role="label_bold", color="accent_text")
        yield from _published(reference, phrases, self.title, self.date, self.key, role)
        if self.result:
            yield Paragraph(self.result)


def on_one_line(number: Text) -> Text:
    """A number of display size does not part from its unit or interval."""
    runs = tuple(replace(run, text=run.text.replace(" ", "\N{NO-BREAK SPACE}")) for run in number.runs)
    return replace(number, runs=runs)


def card_of(key: Name, material: Material, name: str) -> Shape:
    """The card of one paper, without a result."""
    reference = material.library.find(key, material.report)
    return Shape(name, "card", Words(tuple(_published(reference, material.library.phrases, None, None, key))))


def _published(
    reference: Reference | None,
    phrases: Phrases,
    title: Text | None,
    date: Text | None,
    key: Name,
    role: str = "card_title",
) -> Iterator[Paragraph]:
    if reference is None:
        return
    heading = title or Text(reference.title, plain(reference.title), Place.at(key.span))
    warning = [Run(f"{said}: ", bold=True)] if (said := reference.retraction(phrases)) else []
    cite = Text((*warning, *heading.runs, Run(" "), Run("", cite=(str(key),))), heading.source, heading.place)
    yield Paragraph(cite, role=role)
    where = date or literal(" ".join(part for part in (reference.appeared_in, reference.year) if part), key.span)
    known = [part for part in (literal(reference.byline, key.span), where) if not part.is_empty]
    if known:
        yield Paragraph(joined(literal(" · ", key.span), *known), role="label")
    if reference.url:
        shown = f"doi.org/{reference.doi}" if reference.doi else reference.shown_address.partition("://")[2]
        yield Paragraph(linked(shown, reference.url, key.span), role="label")
