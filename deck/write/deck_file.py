"""The deck as the bytes of a .pptx, for whoever writes one or looks into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.workspace import Workspace


def deck_file(
    world: Workspace,
    deck: Deck,
    report: Report,
    with_notes: bool = True,
    embed_fonts: bool = False,
    with_hidden: bool = True,
) -> bytes | None:
    """The file as it is after the talk's own hook, if it has one; None after a mistake."""
    deck = deck if with_hidden else deck.without_hidden
    if not deck.pages:
        report.error("nothing-to-draw", "every slide is hidden", help="keep them with --with-hidden")
        return None
    from deck.write.pptx.late import seldom_used_modules_late

    with seldom_used_modules_late():
        from deck.write.pptx.deck import write_pptx
        from deck.write.pptx.embed_fonts import embedded_fonts
        from deck.write.pptx.hook import HookFailed, hook_of

    asked = deck.rules is not None and deck.rules.embed_fonts
    fonts = embedded_fonts(deck, report) if embed_fonts or asked else ()
    hook = hook_of(world, deck, report)
    if report.has_errors:
        return None
    try:
        return write_pptx(deck, with_notes, fonts, world.remembered, hook)
    except HookFailed as problem:
        report.add(problem.diagnostic)
        return None
