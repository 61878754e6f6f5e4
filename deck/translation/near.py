"""What was translated in this talk that says nearly the same as a string without a translation?

Suggestions for people to read: nothing is taken over for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deck.translation.message import Entry, Path, State, normal
from deck.translation.pair import Pairing
from deck.value import Value

_ENOUGH = 75.0
"""Percent of the letters of both that stand in the same order; gettext and translators' programs begin there too."""


class Near(Value, frozen=True):
    """A translation of another source, and how alike that is, in percent."""

    source: str
    text: str
    percent: int


def near(pairing: Pairing, obsolete: Sequence[Entry] = ()) -> Mapping[Path, Near]:
    """For each missing string the nearest source of the talk, or of what it no longer says; none where none is near."""
    missing = [one.message for one in pairing.pairs if one.state is State.MISSING and not one.message.optional]
    if not missing:
        return {}
    known: dict[str, str] = {}
    current = (one.entry for one in pairing.pairs if one.entry is not None)
    for entry in (*current, *pairing.unused, *obsolete):
        if entry.text.strip():
            known.setdefault(normal(entry.translated_from), normal(entry.text))
    # Imported here because only a language in progress has something to look for.
    from rapidfuzz import fuzz, process

    sources = list(known)
    found = {}
    for message in missing:
        best = process.extractOne(message.source, sources, scorer=fuzz.ratio, score_cutoff=_ENOUGH)
        if best is not None:
            found[message.path] = Near(best[0], known[best[0]], int(best[1]))
    return found
