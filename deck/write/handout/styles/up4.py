"""Four slides a page, in landscape"""

from __future__ import annotations

from deck.write.handout.style import Grid, Style

STYLE = Style("4up", __doc__ or "", "nup.typ", landscape=True, grid=Grid(2, 2))
