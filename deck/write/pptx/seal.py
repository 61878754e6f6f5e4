"""Did somebody edit this file after we wrote it? Its own hash, among its properties, tells."""

from __future__ import annotations

import hashlib
import io
import zipfile

from deck.brand.drawingml import DECLARATION

SEAL = "docProps/custom.xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def content_hash(parts: dict[str, bytes]) -> str:
    """A hash of what the parts say, however they are compressed."""
    whole = hashlib.sha256()
    for name in sorted(parts):
        if name != SEAL:
            whole.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return whole.hexdigest()


def sealed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with their content hash among the document properties."""
    link = f'<Relationship Id="rIdSeal" Type="{_KIND}" Target="{SEAL}"/></Relationships>'
    kind = f'<Override PartName="/{SEAL}" ContentType="{_CONTENT_TYPE}"/></Types>'
    parts = {
        **parts,
        "_rels/.rels": parts["_rels/.rels"].replace(b"</Relationships>", link.encode()),
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", kind.encode()),
    }
    seal = (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="deck-content">'
        f"<vt:lpwstr>{content_hash(parts)}</vt:lpwstr></property></Properties>"
    )
    return {**parts, SEAL: seal.encode()}


def is_as_written(data: bytes) -> bool:
    """Whether a .pptx file still says what we wrote into it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return False
    return content_hash(parts).encode() in parts.get(SEAL, b"")
