"""A field of a slide is a draft that the speaker has not approved.

Why: titles, notes and facts that somebody else drafted are words in a real person's name. While the talk says
`status: draft`, every slide lists such fields under `draft:`, and this rule lists them for the speaker.

What to do: read the field; when it is right, take its name out of the slide's `draft:` list.

    - id: first-in-human
      draft: [title, notes]      # the speaker approved the notes: draft: [title]
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.page import Deck


def check(deck: Deck) -> Iterator[Diagnostic]:
    if deck.meta.status != "draft":
        return
    for page in deck.pages:
        draft = page.slide.says.draft
        if draft and page.part == 1:
            yield Diagnostic(
                Severity.NOTE,
                "needs-approval",
                f"slide {page.number} `{page.id}`: the speaker has not approved {', '.join(draft)}",
                page.span,
                "when a field is right, take its name out of `draft:`",
            )
