"""Are expressions compiled when they are used, and the same to whoever uses them?"""

from __future__ import annotations

import re

import pytest

from deck.regex import regex


def test_an_expression_does_what_a_compiled_one_does() -> None:
    found, compiled = regex(r"(?P<a>\w)-", re.ASCII), re.compile(r"(?P<a>\w)-", re.ASCII)
    assert found.sub("", "a-bé-c") == compiled.sub("", "a-bé-c")
    assert [one["a"] for one in found.finditer("x-y-")] == ["x", "y"]
    assert (found.pattern, found.flags) == (compiled.pattern, compiled.flags)


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")
