"""A film that plays on the slide at a click; on paper a picture of it, and where it can be seen."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS
from deck.markup import Text
from deck.material import Material
from deck.scene import Scene
from deck.talk import Name, SlideKind, described


class Video(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    file: Annotated[Name, described("the film: MP4 with H.264 pictures and AAC sound")]
    alt: Annotated[Text, described("what happens in it, for who cannot see it")]
    poster: Annotated[
        Name | None, described("a picture of it, shown until it plays and on paper: SVG, PNG or JPEG")
    ] = None
    captions: Annotated[Name | None, described("what is said in it, and when: a WebVTT file (.vtt)")] = None
    link: Annotated[Name | None, described("where it can be seen; paper gets its QR code")] = None
    lead: Annotated[Text | None, described("one sentence above")] = None
    caption: Annotated[tuple[Text, ...], described("small lines under the film")] = ()

    def compose(self, material: Material) -> Scene:
        # Imported here because a talk without films needs none of it.
        from deck.kinds._media import shown

        return shown(self, "video", material)
