"""A film or sound in which something is heard has no captions.

Why: who cannot hear it learns nothing of it, and in a large room many do not hear it well. Public bodies must give
captions (WCAG 1.2.2), and PowerPoint's own checker asks for them too. A handout prints what they say.

What to do: write them as WebVTT, `captions: assets/ward.vtt`; where nobody speaks, what is heard: (a heart beats).
Many programs make a first version. A film without sound needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck


def check(deck: Deck) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for page in deck.pages:
        if "captions" in page.slide.places:
            continue  # what is wrong with them was said
        for media in (picture.media for picture in page.plays):
            if media is not None and media.medium.sound and media.captions is None and media.file not in seen:
                seen.add(media.file)
                where = page.slide.places.get("file", page.span)
                message = f"`{media.file}` on slide {page.number} `{page.id}` has sound, and no captions"
                help = "write what is said, or heard, into a WebVTT file, and name it with `captions:`"
                yield Diagnostic(Severity.WARNING, "no-captions", message, where, help)
