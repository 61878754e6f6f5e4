"""The card of a paper, drawn from the reference library: never a picture of a journal page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from deck import language
from deck.csl.entry import as_published
from deck.csl.marked_up import plain
from deck.kinds._frame import sign_of
from deck.kit import IconName, person
from deck.markup import Run, Text
from deck.material import Material, joined, linked, literal
from deck.phrases import Phrases
from deck.place import Place
from deck.references import Reference
from deck.scene import Block, Column, Icon, Paragraph, Row, Shape, Space, Words
from deck.talk import Name, Record, described
from deck.value import replace

SHORT = 9
"""Letters of what may be set as large as a number."""
_DRAWN = 4
"""People in whose room a drawing stands that is alone beside a number."""
_PERSON, _WORDS = 0.116, 0.38
"""The shares of a slide's width of a person who stands beside a number, and of the number at least."""
_FEW = 6
"""People beside one another who have room to be larger."""
_TALL, _TALLER, _ALONE, _BEHIND = 124.0, 144.0, 250.0, 64.0
"""Points that the people or the drawing of a result want to be high, few people, those of one that is alone, and people
beside a drawing: what was found leads, in how many it was found comes after it."""
_DRAWING, _IN_WHOM = 1.0, 1.4
"""The shares of a column's width that a drawing and the people beside it have."""


class People(Record, frozen=True, kw_only=True):
    of: Annotated[int, described("how many people there were", ge=1, le=30)]
    filled: Annotated[
        int | None, described("how many of them it counts; without it, none is told from another", ge=0, le=30)
    ] = None

    def row(self, places: int, wanted: float, at_start: bool) -> Row:
        """A person each, in a row with room for so many; `wanted` points high, or larger where that leaves room. Those
        who stand `at_start` begin where the words under them do, and are no larger."""
        whos = [
            person(number, filled=number < (self.of if self.filled is None else self.filled))
            for number in range(self.of)
        ]
        if self.filled is None:
            # The colour of what was counted would say of them what nobody has said.
            people = tuple(sign_of(who, wanted=wanted, at_start=at_start) for who in whos)
        else:
            people = tuple(Icon(who, "primary", wanted, at_start) for who in whos)
        if self.of == 1 and at_start and places > 1:
            # One alone stands over the middle of what is said of it.
            side = (places - 1) / 2
            return Row((Space(), *people, Space()), (side, 1.0, side), gap="none")
        return Row((*people, *(Space() for _ in range(places - self.of))), gap="none")


class Fact(Record, frozen=True, kw_only=True):
    big: Annotated[Text, described("a number, very large")]
    text: Annotated[Text, described("what it counts, with n and group")]
    people: Annotated[People | None, described("a row of people under it, as many of them filled as it counts")] = None
    icon: Annotated[IconName | None, described("a drawing of the kit for what was found, before its people")] = None

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

    @property
    def most_people(self) -> int:
        """How many there are in the longest of its rows of people; 0 without one."""
        return max((fact.people.of for fact in self.numbers if fact.people), default=0)

    @property
    def is_drawn(self) -> bool:
        """Whether its first number has people or a drawing."""
        return any(fact.people or fact.icon for fact in self.numbers[:1])

    def facts(self, name: str, role: str) -> tuple[Block, ...]:
        """Its numbers; `role` is how large they are set."""
        return tuple(fact.block(f"{name}-number-{number}", role) for number, fact in enumerate(self.numbers, 1))

    def result_alone(self, name: str) -> Row | Column:
        """Its first number over what there is to know, large, and beside them the people that it counts; many stand
        under them, for beside a crowd the number has so little room that a wider font would cut it in two."""
        fact = self.numbers[0]
        many = self.most_people > _FEW
        shown = _drawn(fact, self.most_people, _TALL if many else _ALONE, many)
        short = len(fact.big.plain) <= SHORT
        big = Paragraph(on_one_line(fact.big) if short else fact.big, role="result" if short else "number")
        said = tuple(self._said())
        head, rest = said[:1] if self.label else (), said[1:] if self.label else said
        told = Shape(f"{name}-number-1", "counted", Words((*head, big, *rest)))
        return Column((told, shown), (0.0, 1.0)) if many else Row((told, shown), self._halves, gap="wide")

    @property
    def _halves(self) -> tuple[float, float]:
        """The shares of the width of what is said and of the people beside it."""
        crowd = min(_PERSON * (self.most_people or _DRAWN), 1 - _WORDS)
        return 1 - crowd, crowd

    def drawn(self, places: int, most: int) -> Block:
        """Its people in so many places, beside others in up to `most`: the fewer, the larger."""
        tall = _TALL if most > _FEW else _TALLER
        return _drawn(self.numbers[0], places, tall, True) if self.numbers else Space()

    def outcome(self, name: str, back: bool) -> Column:
        """Whose number it is and the number, or what happened in a few words, as a head over what there is to know;
        beside that where its people are many. What stands `back` has a smaller number."""
        head: list[Block] = []
        if self.label:
            whose = Paragraph(self.label, role="label_bold", color="muted")
            head.append(Shape(f"{name}-whose", "counted", Words((whose,))))
        for fact in self.numbers[:1]:
            short = len(fact.big.plain) <= SHORT
            big = Paragraph(
                on_one_line(fact.big) if short else fact.big, role="result" if short and not back else "number"
            )
            head.append(Shape(f"{name}-number-1", "counted", Words((big,))))
        said = (*(Paragraph(fact.text, role="card_title") for fact in self.numbers[:1]), *self._told())
        rest = Shape(f"{name}-said", "counted", Words(said)) if said else Space()
        if self.most_people > _FEW and len(head) > 1:
            # The number has room for the letters of a wider font.
            head[-1], rest = Row((head[-1], Column((rest,))), (1.02, 1.0), gap="tight"), Space()
        whole = Column(tuple(head) or (Space(),), (0.0,) * max(1, len(head)), gap="none")
        return Column((whole, rest), gap="tight", ground="stand")

    def _said(self) -> Iterator[Paragraph]:
        if self.label:
            yield Paragraph(self.label, role="label_bold", color="muted")
        yield from (Paragraph(fact.text, role="card_title") for fact in self.numbers[:1])
        yield from self._told()

    def _told(self) -> Iterator[Paragraph]:
        if self.result:
            yield Paragraph(self.result, role="card")

    def other_facts(self, name: str, alone: bool) -> Row | None:
        """The numbers behind the first, smaller and side by side; two of a paper that is alone under its halves."""
        others = self.numbers[1:]
        blocks = tuple(fact.block(f"{name}-number-{at}", "number", "counted") for at, fact in enumerate(others, 2))
        widths = self._halves if alone and len(others) == 2 else tuple(fact.length for fact in others)
        return Row(blocks, widths, gap="wide") if others else None

    def cited(self, material: Material, alone: bool) -> Text | None:
        """What was published, in a line; its address is printed where it is the only one, and a link elsewhere."""
        reference = material.library.find(self.key, material.report)
        published = _published(reference, material.library.phrases, self.title, self.date, self.key)
        lines = [paragraph.text for paragraph in published]
        if not alone and reference is not None and reference.url and len(lines) > 2:
            lines = [lines[0], replace(lines[1], runs=tuple(replace(run, link=reference.url) for run in lines[1].runs))]
        return joined(literal(" · ", self.key.span), *lines) if lines else None

    def _paragraphs(self, material: Material) -> Iterator[Paragraph]:
        reference = material.library.find(self.key, material.report)
        if self.label:
            yield Paragraph(self.label, role="label_bold", color="muted")
        yield from _published(reference, material.library.phrases, self.title, self.date, self.key)
        if self.result:
            yield Paragraph(self.result)


def _drawn(fact: Fact, places: int, wanted: float, at_start: bool) -> Block:
    """The people of a number; or what was found, drawn, and behind it the people in whom, smaller."""
    if fact.icon is None:
        return fact.people.row(places, wanted, at_start) if fact.people else Space()
    icon = sign_of(fact.icon, wanted=wanted, at_start=True)
    people = fact.people.row(places, _BEHIND, True) if fact.people else Space()
    return Row((icon, people), (_DRAWING, _IN_WHOM))


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
