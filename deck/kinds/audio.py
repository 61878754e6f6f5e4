"""A sound that plays on the slide at a click: a voice, a heart, an interview."""

from __future__ import annotations

from typing import Annotated

from deck.kinds._frame import LAYOUTS
from deck.markup import Text
from deck.material import Material
from deck.scene import Scene
from deck.talk import Name, SlideKind, described


class Audio(SlideKind, frozen=True, kw_only=True):
    layouts = LAYOUTS

    file: Annotated[Name, described("the sound: M4A (AAC), MP3 or WAV")]
    alt: Annotated[Text, described("what is heard, for who cannot hear it")]
    poster: Annotated[Name | None, described("a picture to look at meanwhile: SVG, PNG or JPEG")] = None
    captions: Annotated[Name | None, described("what is said in it, and when: a WebVTT file (.vtt)")] = None
    link: Annotated[Name | None, described("where it can be heard; paper gets its QR code")] = None
    lead: Annotated[Text | None, described("one sentence above")] = None
    caption: Annotated[tuple[Text, ...], described("small lines under it")] = ()

    def compose(self, material: Material) -> Scene:
        # Imported here because a talk without sounds needs none of it.
        from deck.kinds._media import shown

        return shown(self, "audio", material)
