"""For event staff: slides by the minute, cues, sound and video, files with checksums"""

from __future__ import annotations

from deck.write.handout.style import Style

STYLE = Style("run-sheet", __doc__ or "", "run-sheet.typ", reader="staff", size_pt=9.5)
