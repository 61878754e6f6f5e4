"""Tests of the machinery begin with a small talk in a folder of its own, and ask when a figure is drawn."""

import pytest

from tests.drawn_here import draw_anew
from tests.hostile.conftest import project

__all__ = ["project"]


@pytest.fixture
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_anew(monkeypatch)
