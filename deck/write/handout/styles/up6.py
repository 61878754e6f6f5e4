"""Six slides a page"""

from __future__ import annotations

from deck.write.handout.style import Grid, Style

STYLE = Style("6up", __doc__ or "", "nup.typ", grid=Grid(2, 3))
