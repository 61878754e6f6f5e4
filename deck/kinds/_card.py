"""The card of a paper, drawn from the reference library: never a picture of a journal page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from deck import language
from deck.csl.entry import as_published
from deck.csl.marked_up import plain
from deck.markup import Run, Text
from deck.material import Material, joined, linked, literal
from deck.phrases import Phrases
from deck.place import Place
from deck.references import Reference
from deck.scene import Block, Column, Icon, Paragraph, Row, Shape, Space, Words
from deck.talk import Name, Record, described
from deck.value import replace

_FEW = 6
"""Beside so many people there is room for words."""
_ALONE = 120.0
"""Points that the people of a single paper want to be high."""


class People(Record, frozen=True, kw_only=True):
    of: Annotated[int, described("how many people there were", ge=1, le=30)]
    filled: Annotated[int, described("how many of them it counts", ge=0, le=30)]

    def row(self, places: int, wanted: float) -> Row:
        """A person each, in a row with room for so many; `wanted` points high, or larger where that leaves room."""
        names = ("patient" if number < self.filled else "patient-hollow" for number in range(self.of))
        people = tuple(Icon(name, "primary", wanted) for name in names)
        return Row((*people, *(Space() for _ in range(places - self.of))), gap="none")


class Fact(Record, frozen=True, kw_only=True):
    big: Annotated[Text, described("a number, very large")]
    text: Annotated[Text, described("what it counts, with n and group")]
    people: Annotated[People | None, described("a row of people under it, as many of them filled as it counts")] = None

    def block(self, name: str, role: str, style: str = "fact") -> Block:
        """The number with what it counts, in a panel, or in whatever shape that is."""
        big = on_one_line(self.big) if role == "display" or style != "fact" else self.big
        words = Words((Paragraph(big, role=role), Paragraph(self.text, role="label")))
        return Shape(name, style, words, "primary")

    @property
    def digits(self) -> int:
        return len(self.big.plain)

    @property
    def length(self) -> float:
        """How wide it wants to be beside others, as a weight."""
        return max(1.4 * len(self.big.plain), len(self.text.plain) / 2)

    def result(self, name: str, role: str, said: Text, places: int, digits: int, wanted: float = 72.0) -> Column:
        """The number, in room for so many digits, a row of people in so many places, and what it counts beside them or,
        where they are many, under them: the result, which stands free."""
        big = Shape(name, "lane", Words((Paragraph(on_one_line(self.big), role=role),)))
        people = self.people.row(places, wanted) if self.people else Space()
        if places <= _FEW:
            beside = Shape(f"{name}-said", "lane", Words((Paragraph(said, role="body2"),)))
            return Column((Row((big, people, beside), (_short(digits, 0.3), 2.2, 1.4), gap="tight"),))
        counts = Words((Paragraph(said, role="card_title"),))
        return Column((Row((big, people), (_short(digits, 0.15), 1.9), gap="tight"), counts), (1.0, 0.0), gap="tight")


class Card(Record, frozen=True, kw_only=True):
    key: Annotated[Name, described("the paper's citation key")]
    label: Annotated[Text | None, described("a small tag: the disease, the target")] = None
    result: Annotated[Text | None, described("the result to remember, in one sentence")] = None
    numbers: Annotated[tuple[Fact, ...], described("the numbers that matter", max_length=3)] = ()
    title: Annotated[Text | None, described("the title, where the reference itself may not be printed")] = None
    date: Annotated[Text | None, described("the date, where the reference itself may not be printed")] = None

    def shape(self, material: Material, name: str) -> Shape:
        """The card itself: what was published, and the result to remember."""
        return Shape(name, "card", Words(tuple(self._paragraphs(material))))

    def result_alone(self, material: Material, name: str) -> Row:
        """Its first number with a row of people, under it the others and what else there is to know; beside that what
        was published."""
        first, *others = self.numbers
        shown: list[Block] = [
            first.result(f"{name}-number-1", "display", first.text, self.most_people, first.digits, _ALONE)
        ]
        if others:
            facts = (fact.block(f"{name}-number-{at}", "number", "counted") for at, fact in enumerate(others, 2))
            shown.append(Row(tuple(facts), tuple(fact.length for fact in others)))
        shown += [self._detail] if self.result else []
        label = (Paragraph(self.label, role="label_bold"),) if self.label else ()
        card = Words((*label, *self._cited(material)))
        left = Column(tuple(shown), (1.0, *(0.0 for _ in shown[1:])))
        return Row((left, Column((card, Space()), (0.0, 1.0))), (1.75, 1), gap="wide")

    @property
    def most_people(self) -> int:
        """How many there are in the longest of its rows of people; 0 without one."""
        return max((fact.people.of for fact in self.numbers if fact.people), default=0)

    def facts(self, name: str, role: str) -> tuple[Block, ...]:
        """Its numbers; `role` is how large they are set."""
        return tuple(fact.block(f"{name}-number-{number}", role) for number, fact in enumerate(self.numbers, 1))

    def result_beside(self, material: Material, name: str, places: int, digits: int) -> Row:
        """Its number, in room for so many digits, with a row of people in so many places, and what there is to know of
        it; beside that what was published."""
        paper = Words(tuple(self._cited(material)))
        if not self.numbers:
            return Row((self._detail, paper), (3, 2), gap="wide")
        fact = self.numbers[0]
        said = joined(
            literal(language.colon(material.library.phrases.tag), self.key.span),
            *((self.label,) if self.label else ()),
            fact.text,
        )
        shown = Column((fact.result(name, "display", said, places, digits), self._detail), (1.0, 0.0), gap="tight")
        return Row((shown, paper), (3, 2), gap="wide")

    @property
    def _detail(self) -> Words:
        return Words((Paragraph(self.result, role="card"),) if self.result else ())

    def _cited(self, material: Material) -> Iterator[Paragraph]:
        """What was published, as quiet as a citation beside a result is."""
        reference = material.library.find(self.key, material.report)
        title, *rest = _published(reference, material.library.phrases, self.title, self.date, self.key)
        yield replace(title, role="label")
        yield from (replace(line, color="muted") for line in rest)

    def _paragraphs(self, material: Material) -> Iterator[Paragraph]:
        reference = material.library.find(self.key, material.report)
        if self.label:
            yield Paragraph(self.label, role="label_bold", color="muted")
        yield from _published(reference, material.library.phrases, self.title, self.date, self.key)
        if self.result:
            yield Paragraph(self.result)


def _short(digits: int, each: float) -> float:
    """The share of the width of a number with so many digits."""
    return 0.25 + each * digits


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
) -> Iterator[Paragraph]:
    if reference is None:
        return
    heading = title or Text(reference.title, plain(reference.title), Place.at(key.span))
    # A title that is the same in a translation is the paper's, and read in its language.
    words = heading.runs if title and title.plain != title.name else as_published(heading.runs, phrases)
    warning = (
        [Run(f"{said}{language.colon(phrases.tag)}", bold=True)] if (said := reference.retraction(phrases)) else []
    )
    cite = Text((*warning, *words, Run(" "), Run("", cite=(str(key),))), heading.source, heading.place)
    yield Paragraph(cite, role="card_title")
    journal = literal(" ".join(part for part in (reference.appeared_in, reference.year) if part), key.span)
    where = date or replace(journal, runs=as_published(journal.runs, phrases))
    known = [part for part in (literal(reference.byline, key.span), where) if not part.is_empty]
    if known:
        yield Paragraph(joined(literal(" · ", key.span), *known), role="label")
    if reference.url:
        shown = f"doi.org/{reference.doi}" if reference.doi else reference.shown_address.partition("://")[2]
        yield Paragraph(linked(shown, reference.url, key.span), role="label")
