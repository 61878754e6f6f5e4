"""What a package says about its parts, and how the parts become one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from deck.brand.drawingml import DECLARATION

_OFFICE = "application/vnd.openxmlformats-officedocument."
_PML = f"{_OFFICE}presentationml."
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
CONTENT_TYPES = "[Content_Types].xml"


_COMPRESSED = (".png", ".jpeg", ".jpg", ".gif", ".mp4", ".m4a", ".mp3")


def zipped(parts: dict[str, bytes], compressed: bool = True) -> bytes:
    """The parts as one file, in fixed order, with fixed dates: the same parts give the same bytes."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name != "_rels/.rels", name)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            # Pictures, films and sounds are compressed already: deflating them again costs time and gains nothing.
            packed = compressed and not name.endswith(_COMPRESSED)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, parts[name], compresslevel=4 if _is_drawn(name) else 6)
    return package.getvalue()


def _is_drawn(name: str) -> bool:
    """Whether it is mostly paths, as layouts with their art are: for these, level 6 takes three times as long for a
    twentieth less."""
    return name.endswith(".svg") or name.startswith("ppt/slideLayouts/")


def write_potx(parts: dict[str, bytes]) -> bytes:
    """The parts as a template: PowerPoint opens a new presentation from it."""
    types = f"{DECLARATION}{content_types(parts, main='template')}".encode()
    return zipped({**parts, CONTENT_TYPES: types})


def content_types(parts: Iterable[str], main: str = "presentation") -> str:
    """`main` is what PowerPoint should take the file for: a presentation or a template."""
    kinds = {
        "ppt/presentation.xml": f"{_PML}{main}.main+xml",
        "ppt/slideMasters/slideMaster": f"{_PML}slideMaster+xml",
        "ppt/slideLayouts/slideLayout": f"{_PML}slideLayout+xml",
        "ppt/notesMasters/notesMaster": f"{_PML}notesMaster+xml",
        "ppt/handoutMasters/handoutMaster": f"{_PML}handoutMaster+xml",
        "ppt/slides/slide": f"{_PML}slide+xml",
        "ppt/notesSlides/notesSlide": f"{_PML}notesSlide+xml",
        "ppt/theme/theme": f"{_OFFICE}theme+xml",
        "ppt/presProps": f"{_PML}presProps+xml",
        "ppt/viewProps": f"{_PML}viewProps+xml",
        "ppt/tableStyles": f"{_PML}tableStyles+xml",
        "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app": f"{_OFFICE}extended-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>'
        for part in sorted(parts)
        for start, kind in kinds.items()
        if part.startswith(start)
    )
    defaults = {"jpeg": "image/jpeg", "png": "image/png", "rels": _RELATIONSHIPS_TYPE, "svg": "image/svg+xml"}
    listed = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in defaults.items())
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{PACKAGE}content-types">{listed}{xml}{overrides}</Types>'


def relationships(targets: Iterable[tuple[str, str]]) -> str:
    """Relationships rId1, rId2 … in the order given; a kind without a scheme is one of Office's own."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if "://" in kind else _RELATIONSHIPS + kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}relationships">{rows}</Relationships>'
