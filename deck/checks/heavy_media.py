"""The films and sounds of a talk have more megabytes than the event takes.

Why: a mail server or an upload form refuses the deck the evening before, or a slow computer takes a minute to open it.

What to do: export them smaller: 1280 × 720 pixels are enough for a hall, and two megabits a second for most films.
Where the event takes more, say so in the head of the talk, or in the event's rules: `largest_mb: 200`. No file may have
more than 100 MB.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck, Page

_MB = 1024 * 1024


def check(deck: Deck) -> Iterator[Diagnostic]:
    found: dict[str, tuple[float, Page]] = {}
    for page in deck.pages:
        for media in (picture.media for picture in page.plays):
            if media is not None:
                found.setdefault(media.file, (len(media.data) / _MB, page))
    asked = deck.rules.largest_mb if deck.rules is not None else None
    total, most = sum(size for size, _ in found.values()), asked or deck.meta.largest_mb
    if total <= most:
        return
    largest, (size, page) = max(found.items(), key=lambda one: one[1][0])
    message = f"films and sounds have {total:.0f} MB, and the event takes {most:g}"
    message += f"; `{largest}` alone has {size:.0f}" if len(found) > 1 else ""
    help = "export it with fewer pixels (1280 × 720) or less data a second, or set `largest_mb:` in the talk's head"
    where = page.slide.places.get("file", page.span)
    yield Diagnostic(Severity.WARNING, "heavy-media", message, where, help)
