"""Two pages for those the talk is about: what was said, what it means, what is not known, where to read on"""

from __future__ import annotations

from deck.write.handout.style import Style

STYLE = Style("summary", __doc__ or "", "summary.typ", in_short=True, size_pt=14)
