"""How far is a translation? Counts by state, for the whole talk and for each slide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from deck.translation.message import State, named
from deck.translation.near import near
from deck.translation.overlay import Overlay
from deck.translation.pair import Pairing, without
from deck.value import Value, field


class Status(Value, frozen=True):
    """Counts of strings; assets that another language may replace do not count."""

    tag: str
    counts: Mapping[State, int]
    slides: Mapping[str, Mapping[State, int]]
    """By slide, or other part: `talk`, `figures.trial_map`, `phrases`."""
    review: str
    obsolete: int
    reviews: Mapping[str, int] = field(default_factory=dict)
    """How many translations were read by whom, and when: `approved by A. Reviewer, 2026-11-29`."""
    near: int = 0
    """How many of the missing ones have a translation of nearly the same words."""
    questions: tuple[str, ...] = ()
    """What translators ask, each with its place."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def coverage(self) -> float:
        """The share of strings that have a current translation."""
        good = self.counts.get(State.TRANSLATED, 0) + self.counts.get(State.IDENTICAL, 0)
        return good / self.total if self.total else 1.0


def status(overlay: Overlay, pairing: Pairing) -> Status:
    counts, slides, reviews = Counter[State](), dict[str, Counter[State]](), Counter[str]()
    shown = without(pairing, pairing.left_out(overlay))
    for paired in shown.pairs:
        if paired.review.level:
            reviews[str(paired.review)] += 1
        if paired.message.optional:
            continue
        counts[paired.state] += 1
        slides.setdefault(_part(paired.message.path), Counter())[paired.state] += 1
    review = overlay.review
    said = review.status + (f" by {review.by}, {review.date}" if review.by else "")
    asked = [
        f"{named(one.message.path)}: {one.entry.question}".replace("\n", " ")
        for one in pairing.pairs
        if one.entry is not None and one.entry.question
    ]
    suggested = len(near(shown, overlay.obsolete))
    return Status(overlay.tag, counts, slides, said, len(overlay.obsolete), reviews, suggested, tuple(asked))


def _part(path: tuple[str | int, ...]) -> str:
    match path:
        case ("slides", id, *_):
            return str(id)
        case ("figures", name, *_):
            return f"figures.{name}"
        case _:
            return str(path[0])
