"""Which of the brand's fonts is a deck set in, and which licences are theirs?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deck.brand.model import Face
from deck.page import Deck
from deck.regex import regex


def used_faces(deck: Deck) -> tuple[Face, ...]:
    """Every face of the families that stand on its pages, and of those of its theme."""
    used = {deck.brand.headings, deck.brand.base, *_families(deck)}
    return tuple(face for face in deck.brand.faces if face.family in used)


def is_licence_of(path: Path, faces: tuple[Face, ...]) -> bool:
    """Whether a text beside fonts speaks of one of these; one that names no font speaks of all in its folder."""
    named = _NAMED.fullmatch(path.name)
    here = {_squashed(face.family) for face in faces if face.path.parent == path.parent}
    return bool(here) and (named is None or any(one.startswith(_squashed(named[1])) for one in here))


_NAMED = regex(r"(?i)(?:ofl|licen[cs]e|copying)[-_ ](.+)\.\w+")


def _squashed(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def _families(deck: Deck) -> Iterator[str]:
    for frame, _ in (found for page in deck.pages for found in page.frames):
        for laid in frame.paragraphs:
            yield from (stretch.family for stretch in laid.stretches)
            if laid.mark:
                yield laid.mark.family
