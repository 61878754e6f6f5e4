"""Give each paragraph of a note an entry of its own, where an overlay has the note in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deck.source import Steps
from deck.translation.edit import Edits
from deck.translation.message import Entry, normal
from deck.translation.overlay import Overlay
from deck.translation.pair import Pairing
from deck.value import replace


def divided(overlay: Overlay, pairing: Pairing) -> str:
    """The overlay's text with lists in the place of notes that have as many paragraphs in both languages.

    Others stay in one piece and go on working: nobody can tell which paragraph is whose.
    """
    edits = Edits(overlay.source)
    for steps, parts in _lists(pairing):
        if not overlay.source.is_on_one_line(steps) and not _holds_comments(overlay, steps, parts):
            edits.replace(steps, dict(enumerate(parts)))
    return edits.text()


def _lists(pairing: Pairing) -> Iterator[tuple[Steps, list[Entry]]]:
    for entry in pairing.whole:
        if parts := in_parts(entry):
            yield entry.steps, parts
    for paired in pairing.pairs:  # a paragraph to which others have come
        path, one = paired.message.path, paired.entry
        if one is None or len(path) < 3 or not isinstance(path[-1], int) or isinstance(one.steps[-1], int):
            continue
        if one.steps == (*pairing.homes.get(path[:-2], ()), path[-2]):
            yield one.steps, [one]


def in_parts(entry: Entry) -> list[Entry]:
    """An entry for each paragraph; nothing where one language has more of them than the other."""
    old, new = (normal(words).split("\n\n") for words in (entry.translated_from, entry.text))
    if entry.text and len(old) != len(new):
        return []
    texts = new if entry.text else [""] * len(old)
    # What is asked is asked once; what is meant may be meant in any of them.
    parts = [replace(entry, was="", source=one, text=text) for one, text in zip(old, texts, strict=True)]
    return [part if place == 0 else replace(part, question="") for place, part in enumerate(parts)]


def _holds_comments(overlay: Overlay, steps: Steps, parts: list[Entry]) -> bool:
    """Whether somebody has written a comment inside of the entry, which would be lost."""
    start, end = overlay.source.extent(steps)
    line_end = overlay.source.text.find("\n", end)
    written = overlay.source.text[start : line_end if line_end >= 0 else None]
    data: object = overlay.source.data
    for step in steps:
        assert isinstance(data, Mapping | list)
        data = data[step]  # type: ignore[index]
    assert isinstance(data, Mapping)
    return written.count("#") > sum(str(value or "").count("#") for value in data.values())
