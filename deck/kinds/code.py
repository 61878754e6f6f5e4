"""Code in the colours of its language: lines of the slide or of a file, with numbers, and some of them on a band."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS, framed
from deck.markup import Text
from deck.material import Material
from deck.scene import Column, Scene, Shape
from deck.talk import Name, SlideKind, Verbatim, described


class Code(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    code: Annotated[Verbatim | None, described("the code, line by line below `code: |`")] = None
    file: Annotated[Name | None, described("instead of `code`, a file of the project that has it")] = None
    language: Annotated[
        Name | None, described("its language, such as python, sql, yaml or console; of a file, by its name")
    ] = None
    lines: Annotated[
        tuple[Name, ...], described("which lines of the file are shown: `12-30`, or several such stretches")
    ] = ()
    begins: Annotated[
        str | None, described("with which words the first of these lines begins: a change of the file is noticed")
    ] = None
    numbers: Annotated[bool, described("`true` numbers the lines, those of a file as in the file")] = False
    highlight: Annotated[
        tuple[Name, ...], described("the lines that the slide is about, by number, such as `3` or `5-7`")
    ] = ()
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[tuple[Text, ...], described("notes under the code")] = ()

    def compose(self, material: Material) -> Scene:
        # Imported here because a talk without code needs none of it.
        from deck.kinds._listing import listing_of

        words = listing_of(self, material)
        if words is None:
            return material.scene()
        return framed(material, Column((Shape("code", "code", words),)), self.lead, self.foot)
