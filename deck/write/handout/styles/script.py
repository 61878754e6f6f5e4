"""For the speaker: notes in large type, with the slide and its minutes"""

from __future__ import annotations

from deck.write.handout.style import Style

STYLE = Style("script", __doc__ or "", "script.typ", reader="speaker", slide_share=0.36, size_pt=15)
