"""Three slides a page, with ruled lines for notes"""

from __future__ import annotations

from deck.write.handout.style import Grid, Style

STYLE = Style("3up", __doc__ or "", "nup.typ", grid=Grid(1, 3, lines=True))
