"""One to six pictures side by side or in rows, each with a caption, alone or beside a few points."""

from __future__ import annotations

from typing import Annotated, Literal

from deck.kinds._frame import LAYOUTS, framed
from deck.kinds._shown import ShownPicture
from deck.markup import Text
from deck.material import Material
from deck.scene import Gallery, Paragraph, Scene, Words
from deck.talk import SlideKind, described


class Pictures(SlideKind, frozen=True, kw_only=True):
    layouts = {**LAYOUTS, "pictures_text": ("diagram", "body"), "text_pictures": ("body", "diagram")}

    pictures: Annotated[
        tuple[ShownPicture, ...], described("the pictures, in reading order", min_length=1, max_length=6)
    ]
    points: Annotated[tuple[Text, ...], described("a few points beside the pictures")] = ()
    side: Annotated[Literal["start", "end"], described("where the points stand: before the pictures, or after")] = "end"
    lead: Annotated[Text | None, described("one sentence above")] = None
    foot: Annotated[Text | None, described("one sentence below")] = None

    def compose(self, material: Material) -> Scene:
        shown = tuple(one for picture in self.pictures if (one := picture.shown(material)) is not None)
        if len(shown) < len(self.pictures):
            return material.scene()
        gallery = Gallery(shown)
        if not self.points:
            return framed(material, gallery, self.lead, (self.foot,) if self.foot else ())
        for name, given in (("lead", self.lead), ("foot", self.foot)):
            if given:
                material.refuse(name, f"`{name}` has no place where points stand beside pictures", "make it a point")
        pictures = material.item("diagram", gallery)
        points = material.item("body", Words(tuple(Paragraph(point, mark="dot") for point in self.points)))
        before = self.side == "start"
        items = (points, pictures) if before else (pictures, points)
        return material.scene(*items, first="text_pictures" if before else "pictures_text")
