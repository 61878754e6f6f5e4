"""An alternative text is the name of a file, the title again, or one word such as "chart".

Why: it is all that a blind listener gets of the picture. A file name says nothing, and the title was read already.

What to do: say what is to be seen, and the numbers that matter.

    alt: kinetics_final2.png
    alt: B cells fall to zero within ten days and come back after 110 days    # better
"""

from __future__ import annotations

from collections.abc import Iterator

from deck.diagnostics import Diagnostic, Severity
from deck.markup import Text
from deck.page import Deck, Group, Page, PictureBox
from deck.regex import regex

_FILE = regex(r"\S+\.(png|jpe?g|svg|gif|tiff?|webp|bmp|pdf|emf|mp4|mov|m4a|mp3|wav)")
_NOTHING = regex(
    "image|picture|photo|photograph|figure|graph|graphic|chart|diagram|plot|illustration|logo|icon"
    "|film|movie|video|clip|sound|audio|recording"
)


def check(deck: Deck) -> Iterator[Diagnostic]:
    for page in deck.pages:
        for alt in _alts(page):
            what = _why(alt.plain.strip(), page.title.strip())
            if what:
                message = f"the alternative text on slide {page.number} `{page.id}` {what}"
                help = "say what is to be seen, and the numbers that matter"
                yield Diagnostic(Severity.WARNING, "alt-says-nothing", message, alt.span, help)


def _alts(page: Page) -> Iterator[Text]:
    for element in page.elements:
        match element:
            case PictureBox(alt=alt, leads_to="") | Group(alt=alt) if not alt.is_empty:
                yield alt


def _why(alt: str, title: str) -> str:
    if _FILE.fullmatch(alt.casefold()):
        return "is the name of a file"
    if alt.rstrip(".").casefold() == title.rstrip(".").casefold():
        return "is the title again"
    if _NOTHING.fullmatch(alt.rstrip(".").casefold()):
        return f"says that there is something (“{alt}”), and not what"
    return ""
