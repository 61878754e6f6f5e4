"""What every test may ask for: golden files that one flag rewrites, figures drawn without processes of their own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.drawn_here import drawn_here
from tests.made_once import make_once

__all__ = ["drawn_here"]

# Machines are shared and noisy: no property is judged by the clock, and a run that passed once passes again.
settings.register_profile("deck", deadline=None, derandomize=True)
settings.load_profile("deck")


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end: to look through them for garbage again and again takes long."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files with what the tests see")


@pytest.fixture(scope="session", autouse=True)
def _a_brand_is_made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        make_once(patch)
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare text with a golden file; with --accept write it instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path.name} is missing: run pytest --accept and review it"
        assert text == path.read_text(encoding="utf-8")

    return compare
