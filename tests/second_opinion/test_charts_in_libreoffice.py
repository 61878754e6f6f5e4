"""Do the bars, points and words of charts stand in LibreOffice where our drawing has them?"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from deck.write.pptx.deck import write_pptx
from tests.second_opinion.charts import distances
from tests.second_opinion.libreoffice import convert
from tests.story import HEAD, tell
from tests.test_kinds import page_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.mark.parametrize("tag", ["en-GB", "de", "ar"])
def test_marks_and_words_stand_where_ours_do(tag: str, tmp_path: Path) -> None:
    talk = HEAD.replace("language: en-GB", f"language: {tag}") + page_of("chart").example
    deck = tell(tmp_path, f"format: 2\n{talk}").without_mistakes()
    path = tmp_path / "charts.pptx"
    path.write_bytes(write_pptx(deck))
    convert([path], tmp_path)
    # The letters of a PDF's Arabic words are those of its glyphs.
    found = [one for one in distances(deck, path.with_suffix(".pdf")) if not re.search("[\u0600-\u06ff]", one.what)]
    assert len(found) > 80
    assert [one for one in found if one.is_far] == []
