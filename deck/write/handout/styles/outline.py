"""The text of the talk, with its figures in words: the accessible reading version"""

from __future__ import annotations

from deck.write.handout.style import Style

STYLE = Style("outline", __doc__ or "", "outline.typ", size_pt=11)
