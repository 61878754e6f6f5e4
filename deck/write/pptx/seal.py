"""Did somebody edit this file after we wrote it? Its own hashes, among its properties, tell."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from deck.brand.drawingml import DECLARATION

SEAL = "docProps/custom.xml"
_LARGEST_SEAL = 10_000


def content_hash(parts: dict[str, bytes], hook: str = "") -> str:
    """A hash of what the parts say, however they are compressed, and of the code that changed them (its digest)."""
    whole = hashlib.sha256(hook.encode())
    for name in sorted(parts):
        if name != SEAL:
            whole.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return whole.hexdigest()


def seal(parts: dict[str, bytes], hook: str = "") -> bytes:
    """Custom properties with two hashes of all other parts: one to publish, one to compare fast.

    Where a hook of the talk changed the parts, its digest stands beside them.
    """
    checks = _checksum((name, zlib.crc32(data)) for name, data in parts.items())
    hashes = {"deck-content": content_hash(parts, hook), "deck-checksum": checks}
    if hook:
        hashes["deck-hook"] = hook
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(hashes.items(), 2)
    )
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{properties}</Properties>"
    ).encode()


def is_as_written(deck: bytes | Path) -> bool:
    """Whether a .pptx file still says what we wrote into it.

    The zip file's own directory has a checksum of every part, so nothing but the seal is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(deck) if isinstance(deck, bytes) else deck) as archive:
            entries = [(entry.filename, entry.CRC) for entry in archive.infolist() if entry.filename != SEAL]
            seal = archive.getinfo(SEAL)
            said = archive.read(seal) if seal.file_size < _LARGEST_SEAL else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, ValueError):
        return False
    return _checksum(entries).encode() in said


def _checksum(entries: Iterable[tuple[str, int]]) -> str:
    return hashlib.sha256(repr(sorted(entries)).encode()).hexdigest()
