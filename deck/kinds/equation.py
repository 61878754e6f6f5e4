"""Equations in TeX's notation: PowerPoint's own, which can be edited there, each with what it is called below it."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Block, Column, Paragraph, Scene, Shape, Space, Words
from deck.talk import Record, SlideKind, described
from deck.value import replace

_SAID = "how it is said, where that is not how its signs are read out"
_CALLED = "what it is called, or says, below it"


class Equation(Record, frozen=True, kw_only=True):
    """One equation of several, and what stands below it."""

    equation: Annotated[Text, described("the equation, in TeX's notation", formula=True)]
    label: Annotated[Text | None, described(_CALLED)] = None
    alt: Annotated[Text | None, described(_SAID)] = None


class Equations(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    equation: Annotated[Text | None, described("the equation, in TeX's notation", formula=True)] = None
    label: Annotated[Text | None, described(_CALLED)] = None
    alt: Annotated[Text | None, described(_SAID)] = None
    equations: Annotated[tuple[Equation, ...], described("instead, several, one below the other", max_length=4)] = ()
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[tuple[Text, ...], described("notes below, such as what each letter stands for")] = ()

    def compose(self, material: Material) -> Scene:
        shown = self.equations
        if self.equation is not None:
            shown = (Equation(equation=self.equation, label=self.label, alt=self.alt), *shown)
        beside = [name for name in ("equation", "label", "alt") if getattr(self, name) is not None]
        if not shown:
            what, help = "there is no equation to show", "write `equation:`, or several below `equations:`"
            material.refuse("kind", what, help)
        elif self.equations and beside:
            help = (
                f"put it into the list, as `- {beside[0]}: …`" if beside[0] == "equation" else "put it into its entry"
            )
            material.refuse(beside[0], f"`{beside[0]}` stands beside `equations`", help)
        blocks: list[Block] = [Space()]
        for number, one in enumerate(shown, 1):
            blocks += [_block(one, number), Space()]
        # What room there is lies between them.
        rest = tuple(float(isinstance(block, Space)) for block in blocks)
        column = Column(tuple(blocks), rest, gap="none", apart=int(len(shown) > 1))
        return framed(material, column, self.lead, self.foot)


def _block(one: Equation, number: int) -> Block:
    shape = Shape(f"equation-{number}", "equation", Words((Paragraph(_by_itself(one)),)))
    if one.label is None:
        return shape
    label = Shape(f"label-{number}", "equation_label", Words((Paragraph(one.label),)))
    return Column((shape, label), (0, 0), gap="tight")


def _by_itself(one: Equation) -> Text:
    """The formula as large as it is where no line holds it."""
    said = one.alt.plain if one.alt is not None else ""
    runs = tuple(
        replace(run, formula=run.formula and replace(run.formula, display=True, said=said)) for run in one.equation.runs
    )
    return replace(one.equation, runs=runs)
