"""Each slide with what readers of the handout should know"""

from __future__ import annotations

from deck.write.handout.style import Style

STYLE = Style("notes", __doc__ or "", "notes.typ", slide_share=1.0, size_pt=11)
