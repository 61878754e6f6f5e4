"""A brand as an earlier build loaded it, where every file that it was made of is as it was then."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from deck.brand.model import Brand, Emblem
from deck.brand.shipped import FONTS, SHIPPED, belongs
from deck.cache import could_run, key_of
from deck.diagnostics import Found
from deck.door import Door, digest_now
from deck.value import Value, replace
from deck.workspace import Workspace

_HERE = Path(__file__).parent


class _Kept(Value, frozen=True):
    noted: dict[str, tuple[str, str]]
    """What was read for it, as its door noted that."""
    brand: Brand


def brand_of(folder: Path, language: str, event: str, world: Workspace) -> tuple[Brand | None, Found]:
    """What `load_brand` finds in a folder; brands without any mistake are remembered.

    To read five hundred lines with the place of each value, and to resolve every name in them, takes as long as to
    write ten slides.
    """
    name = f"brands/{key_of('brand', _program(), os.fsencode(folder), language)}.msgpack"
    data = world.cached(name)
    brand = _unchanged(data, folder, world.door) if data is not None else None
    if brand is not None:
        return replace(brand, event=event), ()
    # Imported here because most brands were loaded before.
    from deck.brand.load import load_brand

    door = world.door.another()
    brand, found = load_brand(folder, language, "", world.remembered, door)
    world.door.take(door.noted())
    for admitted in door.admitted:
        world.door.admit(Path(admitted))
    if brand is None:
        return None, found
    try:
        data = msgspec.msgpack.encode(_Kept(dict(door.noted()), brand), enc_hook=str)
    except UnicodeEncodeError:  # a file whose name is no text
        return replace(brand, event=event), found
    if not found:
        world.put_in_cache(name, data)
    # As it will be read again, to the type of each number: what is made of it goes by its bytes.
    return replace(_read(data).brand, event=event), found


def _unchanged(data: bytes, folder: Path, door: Door) -> Brand | None:
    """The brand, if all that was read for it would be read again, and is the same."""
    try:
        kept = _read(data)
    except msgspec.DecodeError:  # of another version of Python, or of msgspec
        return None
    if any(digest_now(path) != digest for path, (digest, _) in kept.noted.items()):
        return None
    if any(could_run(one.svg) for each in kept.brand.layouts.values() for one in each.decor if isinstance(one, Emblem)):
        return None
    door.admit(folder)
    # What lies elsewhere is not read on the word of a file that travels with a talk.
    fonts = {face.path.parent for face in kept.brand.faces}
    if not all(one == FONTS or belongs(one, folder, door) for one in fonts):
        return None
    for one in (*fonts, FONTS):
        door.admit(one)
    door.take(kept.noted)
    return kept.brand


def _read(data: bytes) -> _Kept:
    return msgspec.msgpack.decode(data, type=_Kept, dec_hook=_path)


def _path(sort: type, said: Any) -> Path:
    return Path(said)


@cache
def _program() -> str:
    """By its own files: what another state of the program has loaded may have been loaded in another way."""
    folders = (_HERE, _HERE.parent, _HERE.parent / "kit")
    files = [entry for one in folders for entry in os.scandir(one) if entry.is_file()]
    stated = sorted((entry.path, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in files)
    return key_of("program", stated, SHIPPED.joinpath("brand", "brand.yaml").stat().st_mtime_ns)
