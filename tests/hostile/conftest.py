"""Every hostile test begins with a small talk that has no mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.project import HEAD, PROJECT, SLIDE, Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    folder = tmp_path / "talk"
    (folder / "assets").mkdir(parents=True)
    for part in ("brand", "fonts"):
        (folder / "assets" / part).symlink_to(PROJECT / "assets" / part)
    monkeypatch.chdir(folder)
    made = Project(folder, capsys)
    made.write("slides.yaml", HEAD + SLIDE)
    return made
