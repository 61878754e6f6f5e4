"""The handouts of a deck as files by name, for whoever writes them; the run sheet lists the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deck.write.deck_file import deck_file

if TYPE_CHECKING:
    from deck.diagnostics import Report
    from deck.page import Deck
    from deck.workspace import Workspace
    from deck.write.handout import Order


def made_handouts(
    world: Workspace,
    deck: Deck,
    report: Report,
    orders: list[Order],
    begins: str,
    others: dict[str, bytes],
    pptx: bytes | None = None,
) -> dict[str, bytes]:
    """Handouts by file name; the run sheet comes last and lists the others, with these other files.

    `pptx` is the deck's file, where it is made already.
    """
    from deck.references import load_references
    from deck.write.handout import make
    from deck.write.handout.run_sheet import run_sheet
    from deck.write.handout.summary import says_something

    library = report.take(load_references(world))
    made: dict[str, bytes] = {}
    for order in sorted(orders, key=lambda order: order.style.reader == "staff"):
        if order.style.in_short and not says_something(deck):
            help = "write what readers should know under `handout:` of a slide"
            report.warning("nothing-to-draw", f"there is no {order.style.name}: no slide has `handout:`", help=help)
            continue
        name = f"{begins}{order.name}.pdf"
        listed = {other: data for other, data in (others | made).items() if other != name}
        sheet = None
        if order.style.reader == "staff":
            pptx = pptx or deck_file(world, deck, report)
            if pptx is None:
                return made
            sheet = run_sheet(deck, pptx, listed, order.pace)
        made[name] = make(deck, order, world, library, report, sheet)
    return made
