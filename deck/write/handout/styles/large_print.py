"""Text of 20 pt and more in one column, black on white, figures at full width"""

from __future__ import annotations

from deck.write.handout.style import Style

STYLE = Style("large-print", __doc__ or "", "large-print.typ", landscape=True, figure_share=1.0, size_pt=20)
