"""A case that `make test` leaves to `make test-slow`."""

from __future__ import annotations

import pytest


def slow(*values: object) -> object:
    return pytest.param(*values, marks=pytest.mark.slow)
