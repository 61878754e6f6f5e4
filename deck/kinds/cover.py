"""A dark opening or closing slide: the conference, the talk's title, or thanks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from deck.markup import Text
from deck.material import Material, linked
from deck.scene import Item, Paragraph, Picture, Scene, Words
from deck.talk import Logo, Name, Record, SlideKind, described


class Speaker(Record, frozen=True, kw_only=True):
    name: Annotated[Text, described("who speaks")]
    of: Annotated[Text | None, described("where the speaker works")] = None

    def paragraphs(self) -> Iterator[Paragraph]:
        yield Paragraph(self.name, role="speaker", color="sky")
        if self.of is not None:
            yield Paragraph(self.of)


class Cover(SlideKind, frozen=True, kw_only=True):
    layouts = dict.fromkeys(("talk", "cover", "closing"), ("subtitle", "lines", "tag", "logo1", "logo2"))

    style: Annotated[Literal["conference", "talk", "closing"], described("which of the three covers")] = "talk"
    subtitle: Annotated[Text | None, described("a line under the title: a motto, the speaker")] = None
    speakers: Annotated[
        tuple[Speaker, ...], described("who speaks, where several do, each with a place of work", max_length=4)
    ] = ()
    lines: Annotated[tuple[Text, ...], described("small lines: date, place, affiliation")] = ()
    tag: Annotated[Text | None, described("a hashtag")] = None
    logos: Annotated[tuple[Logo, ...], described("up to two logos", max_length=2)] = ()
    waiting: Annotated[Name | None, described("what stands in for words to come: never shown, `deck check` tells")] = (
        None
    )
    contact: Annotated[bool, described("add the talk's contact and web page, where the talk gives them")] = False

    def compose(self, material: Material) -> Scene:
        layout = {"conference": "cover", "talk": "talk", "closing": "closing"}[self.style]
        return material.scene(*self._words(material), *self._logos(material), first=layout)

    def _words(self, material: Material) -> list[Item]:
        items = []
        if self.subtitle and self.speakers:
            material.refuse("subtitle", "`speakers` stand where the `subtitle` does", "take one of the two away")
        elif self.subtitle:
            items.append(material.words("subtitle", self.subtitle))
        named = [paragraph for one in self.speakers for paragraph in one.paragraphs()]
        lines = [*self.lines, *(self._contact(material) if self.contact else [])]
        if named or lines:
            below = (*named, *map(Paragraph, lines))
            items.append(Item("lines", Words(below), below[0].text.span))
        if self.tag:
            items.append(material.words("tag", self.tag))
        return items

    def _contact(self, material: Material) -> list[Text]:
        meta = material.talk.meta
        page = [linked(meta.url, meta.url, self.title.span)] if meta.url else []
        return [*([meta.contact] if meta.contact else []), *page]

    def _logos(self, material: Material) -> list[Item]:
        return [
            material.item(f"logo{place}", Picture(logo.alt, file=logo.file, span=logo.file.span))
            for place, logo in enumerate(self.logos, 1)
        ]
