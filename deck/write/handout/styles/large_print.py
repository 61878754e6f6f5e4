"""Text of 20 pt and more in one column, black on white; each figure as large as the page has room, and in words"""

from __future__ import annotations

from deck.write.handout.style import Style

STYLE = Style("large-print", __doc__ or "", "large-print.typ", landscape=True, figure_share=1.0, size_pt=20)
