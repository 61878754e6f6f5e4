"""The presentation to build on: the brand's template, made once and remembered by what it is made of."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deck.brand.model import Brand, TemplateFile
from deck.brand.package import zipped
from deck.cache import Remembered, key_of
from deck.door import read_regular
from deck.geometry import Box
from deck.value import Value, replace
from deck.write.pptx.invariants import BrokenPackage, Violation, violations
from deck.write.pptx.lazy import LazyPackage, SlideLayoutPart, SlideMasterPart

if TYPE_CHECKING:
    from deck.brand.template import Ours

_MADE = 2
"""Goes up when templates are made in another way, so that what was remembered is made again."""


class Template(Value, frozen=True):
    """An open package without slides, its layouts by the brand's names, and the bytes of parts that were checked."""

    package: LazyPackage
    layouts: Mapping[str, SlideLayoutPart]
    checked: Mapping[str, bytes]
    known: frozenset[Violation] = frozenset()
    """What is wrong with a brought template by itself."""


def open_template(brand: Brand, language: str, remembered: Remembered) -> Template:
    """The brand's template as python-pptx opens it, or the one that it brought along."""
    if brand.template is not None:
        return _open_brought(brand, brand.template, language, remembered)
    data = remembered(f"templates/{_key(brand, language)}.pptx", lambda: _made(brand, language, remembered))
    package = LazyPackage.open(io.BytesIO(data))
    master = next(part for part in _targets(package.presentation_part) if isinstance(part, SlideMasterPart))
    layouts = [part for part in _targets(master) if isinstance(part, SlideLayoutPart)]
    checked = {part.partname[1:]: part.blob for part in package.iter_parts()}
    return Template(package, dict(zip(brand.layouts, layouts, strict=True)), checked)


def _open_brought(brand: Brand, file: TemplateFile, language: str, remembered: Remembered) -> Template:
    """What somebody else made, without its sample slides. What is wrong with it already is not laid to us."""
    # Imported here, as in all of this file, because most templates were made before.
    from deck.brand.template import Ours, own_parts

    mirrored = brand.right_to_left != file.right_to_left
    ours = own_parts(brand, language)
    key = key_of("brought", _MADE, file.digest, mirrored, brand.width, ours)

    def parts() -> dict[str, bytes]:
        return brought_parts(file, Ours(*ours), mirrored, brand.width)

    def own_faults() -> bytes:
        whole = parts()
        # What we put in ourselves is no fault of the template.
        return _listed([one for one in violations(whole) if whole.get(one.part) not in ours])

    data = remembered(f"templates/{key}.pptx", lambda: zipped(parts(), compressed=False))
    wrong = remembered(f"templates/{key}.json", own_faults)
    package = LazyPackage.open(io.BytesIO(data))
    by_name = {part.partname[1:]: part for part in package.iter_parts()}
    checked = {name: part.blob for name, part in by_name.items()}
    own = frozenset(Violation(*one) for one in json.loads(wrong))
    layouts = {key: by_name[layout.part] for key, layout in brand.layouts.items()}
    return Template(package, layouts, checked, own)


def _listed(found: list[Violation]) -> bytes:
    return json.dumps([[one.rule, one.part, one.element, one.message] for one in found]).encode()


def brought_parts(file: TemplateFile, ours: Ours, mirrored: bool, width: float) -> dict[str, bytes]:
    """The parts of a brought template that a deck is built on."""
    # Imported here because most brands make their template themselves, and this one is remembered.
    from deck.brand.brought.package import Package
    from deck.brand.brought.strip import stripped_parts

    return stripped_parts(Package.read(read_regular(file.path)), ours, mirrored, width)


def _targets(part: Any) -> list[Any]:
    return [rel.target_part for rel in part.rels.values()]


def _made(brand: Brand, language: str, remembered: Remembered) -> bytes:
    """The template as a file; it is checked here, and not again by every build."""
    from deck.brand.template import raster_emblem, template_parts

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
