"""Tests of the machinery begin with a small talk in a folder of its own."""

from tests.hostile.conftest import project

__all__ = ["project"]
