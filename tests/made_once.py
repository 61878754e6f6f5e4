"""What is made of the same bytes is made once for all tests of a process: a brand, its fonts, emblems and template.

A talk in a new folder remembers nothing of other folders, and to make all that takes ten times as long as its slides.
Each is kept under everything that it is made of, beneath what builds remember, and only where nothing was wrong with
it: what a test spoils is met as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from deck import source
from deck.apart import READER
from deck.brand.emblem import CleanEmblem
from deck.brand.model import Brand
from deck.cache import Remembered
from deck.diagnostics import Report
from deck.source import Source
from deck.svg.words import Fonts
from deck.write.pptx import template


def make_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(READER, "ask", _asked_once(READER.ask))
    patch.setattr(source, "read_yaml", _read_once(source.read_yaml))
    patch.setattr(template, "_made", _made_once(template._made))


def _asked_once(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Of fonts and emblems; the process that reads them is asked all else."""
    sound: dict[object, Any] = {}

    def asked(work: str, *given: Any) -> Any:
        key = _KEYS[work](*given) if work in _KEYS else None
        if key is None or key not in sound:
            answer = ask(work, *given)
            if key is None or not (answer == "" or (isinstance(answer, CleanEmblem) and _is_clean(answer))):
                return answer
            sound[key] = answer
        return sound[key]

    return asked


def _of_font(path: str, digest: str) -> object:
    return digest


def _of_emblem(name: str, data: bytes, fonts: Fonts, base: str, span: object) -> object:
    faces = tuple(
        (face.family, face.bold, face.italic, face.path.name, face.path.stat().st_size) for face in fonts.faces
    )
    return name, data, faces, fonts.base, fonts.fallbacks, base


_KEYS: dict[str, Callable[..., object]] = {
    "deck.brand.sound_font:problem_of_font": _of_font,
    "deck.brand.emblem:read_emblem": _of_emblem,
}


def _is_clean(emblem: CleanEmblem) -> bool:
    return not emblem.why and not emblem.found


def _read_once(read: Callable[[bytes, Report, str], Source | None]) -> Callable[[bytes, Report, str], Source | None]:
    """Of brands, which are as long as whole talks."""
    known: dict[tuple[bytes, str], Source] = {}

    def read_once(content: bytes, report: Report, name: str) -> Source | None:
        if not name.endswith("brand.yaml"):
            return read(content, report, name)
        if (content, name) not in known:
            found = Report()
            one = read(content, found, name)
            report.add(*found)
            if one is None or found:
                return one
            known[content, name] = one
        return known[content, name]

    return read_once


def _made_once(make: Callable[[Brand, str, Remembered], bytes]) -> Callable[[Brand, str, Remembered], bytes]:
    made: dict[str, bytes] = {}

    def made_once(brand: Brand, language: str, remembered: Remembered) -> bytes:
        key = template._key(brand, language)
        if key not in made:
            made[key] = make(brand, language, remembered)
        return made[key]

    return made_once
