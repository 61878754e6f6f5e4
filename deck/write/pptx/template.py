"""The presentation to build on: the brand's template, made once and remembered by what it is made of."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from deck.brand.model import Brand
from deck.brand.package import zipped
from deck.brand.template import raster_emblem, template_parts
from deck.cache import Remembered, key_of
from deck.geometry import Box
from deck.value import Value, replace
from deck.write.pptx.invariants import BrokenPackage, violations
from deck.write.pptx.lazy import LazyPackage, SlideLayoutPart, SlideMasterPart

_MADE = 1
"""Goes up when templates are made in another way, so that what was remembered is made again."""


class Template(Value, frozen=True):
    """An open package without slides, its layouts by the brand's names, and the bytes of parts that were checked."""

    package: LazyPackage
    layouts: Mapping[str, SlideLayoutPart]
    checked: Mapping[str, bytes]


def open_template(brand: Brand, language: str, remembered: Remembered) -> Template:
    """The brand's template as python-pptx opens it."""
    data = remembered(f"templates/{_key(brand, language)}.pptx", lambda: _made(brand, language, remembered))
    package = LazyPackage.open(io.BytesIO(data))
    master = next(part for part in _targets(package.presentation_part) if isinstance(part, SlideMasterPart))
    layouts = [part for part in _targets(master) if isinstance(part, SlideLayoutPart)]
    checked = {part.partname[1:]: part.blob for part in package.iter_parts()}
    return Template(package, dict(zip(brand.layouts, layouts, strict=True)), checked)


def _targets(part: Any) -> list[Any]:
    return [rel.target_part for rel in part.rels.values()]


def _made(brand: Brand, language: str, remembered: Remembered) -> bytes:
    """The template as a file; it is checked here, and not again by every build."""

    def raster(svg: bytes, box: Box) -> bytes:
        # Loaded for them again, typst would cost a small build a tenth of its time.
        key = key_of("emblem", box.width, box.height, svg)
        return remembered(f"emblems/{key}.png", lambda: raster_emblem(svg, box))

    parts = template_parts(brand, language, raster)
    found = violations(parts)
    if found:
        raise BrokenPackage(found)
    return zipped(parts, compressed=False)


def _key(brand: Brand, language: str) -> str:
    # Fonts and folders are not part of a template.
    return key_of("template", _MADE, language, replace(brand, faces=(), folder=None, stand_in=None))
