"""What the talk cites, numbered in the order of first appearance."""

from __future__ import annotations

from typing import Annotated

from deck.material import Material
from deck.scene import Bibliography, Scene
from deck.talk import Name, SlideKind, described


class References(SlideKind, frozen=True, kw_only=True):
    layouts = {"fine": ("body",), "text": ("body",)}

    only: Annotated[tuple[Name, ...], described("citation keys to list; without it everything that is cited")] = ()

    def compose(self, material: Material) -> Scene:
        for key in self.only:
            material.library.find(key, material.report)
        return material.scene(material.item("body", Bibliography(("body",), self.only)))
