"""The agenda names a section of which no slide is shown.

Why: the room waits for a part that was announced, and the speaker has to explain why it does not come.

What to do: show one of its slides, or leave it out of the agenda.

    - {id: agenda, kind: agenda, title: Agenda}
    - {id: agenda, kind: agenda, title: Agenda, skip: [Backup]}        # better: all slides of Backup are hidden
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.kinds._path import steps_of
from deck.page import Deck
from deck.talk import sections


def check(deck: Deck) -> Iterator[Diagnostic]:
    agenda = next((page for page in deck.pages if page.kind == "agenda"), None)
    if agenda is None or agenda.hidden:
        return
    if not {*getattr(agenda.slide.says, "skip", ())} <= {*sections(deck.talk.slides)}:
        return  # that one is misspelt was said
    # A divider announces its section once more.
    told = {page.slide.section for page in deck.pages if not page.hidden and page.kind != "section"}
    for section in steps_of(deck.talk):
        if section not in told:
            message = f"the agenda names the section `{section}`, and no slide of it is shown"
            help = f"show one, or leave it out of the agenda: `skip: [{section}]`"
            yield Diagnostic(Severity.WARNING, "empty-section", message, agenda.span, help)
