"""Does a brand from before there were names of colours, largest sizes and some roles still load, and set a talk?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deck.diagnostics import Report, Severity
from deck.pipeline import build
from deck.value import replace
from deck.workspace import Workspace
from tests.story import ASSETS, HEAD, PROJECT


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The brand as this project had it in its first version."""
    shutil.copytree(PROJECT / "assets" / "brand", tmp_path / "house" / "brand")
    shutil.copytree(PROJECT / "assets" / "fonts", tmp_path / "house" / "fonts")
    shutil.copy(Path(__file__).parent / "older.yaml", tmp_path / "house" / "brand" / "brand.yaml")
    return tmp_path / "house" / "brand"


def test_no_brand_needs_a_change(older: Path, tmp_path: Path) -> None:
    slides = (
        "- {id: a, kind: section, section: One, title: A part}\n- {id: b, kind: bullets, title: B, bullets: [b]}\n"
        "- {id: c, kind: number, title: C, numbers: [{number: 5/5, label: of five}]}\n"
    )
    shutil.copytree(ASSETS, tmp_path / "assets", dirs_exist_ok=True)
    (tmp_path / "slides.yaml").write_text(HEAD + slides, encoding="utf-8")
    report = Report()
    build(replace(Workspace.find(tmp_path / "slides.yaml"), brand_folder=older), report)
    assert [one.message for one in report if one.severity is Severity.ERROR] == []
