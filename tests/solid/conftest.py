"""Some of these tests begin with the small talk that hostile ones begin with."""

from __future__ import annotations

from tests.hostile.conftest import project

__all__ = ["project"]
