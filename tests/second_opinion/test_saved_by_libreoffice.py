"""Do our rules of the format leave alone what LibreOffice opened and saved again?"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.pipeline import build
from deck.workspace import Workspace
from deck.write.pptx.deck import write_pptx
from deck.write.pptx.invariants import HOUSE, zip_violations
from tests.second_opinion.libreoffice import PROJECT
from tests.write.rich_package import rich_parts, zipped

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]


def test_only_rules_of_the_house_speak(tmp_path: Path) -> None:
    deck = build(Workspace.find(PROJECT / "slides.yaml"), Report())
    assert deck is not None
    (tmp_path / "talk.pptx").write_bytes(write_pptx(deck))
    (tmp_path / "rich.pptx").write_bytes(zipped(rich_parts(deck)))
    (tmp_path / "saved").mkdir()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    decks = sorted(tmp_path.glob("*.pptx"))
    words = ["soffice", profile, "--headless", "--convert-to", "pptx", "--outdir", tmp_path / "saved", *decks]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    for name in ("talk", "rich"):
        found = zip_violations((tmp_path / "saved" / f"{name}.pptx").read_bytes())
        assert [str(one) for one in found if one.rule not in HOUSE] == []
