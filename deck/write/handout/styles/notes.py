"""Two slides a page, each with what readers of the handout should know"""

from __future__ import annotations

from deck.write.handout.style import Style

STYLE = Style("notes", __doc__ or "", "notes.typ", slide_share=0.84, size_pt=12)
