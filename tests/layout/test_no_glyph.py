"""What is a speaker told to do about characters that no font has?"""

from __future__ import annotations

import pytest

from deck.layout.no_glyph import named, what_to_do

HELP = {
    "ﬃﬁ": "write `ffifi`, in plain letters",
    "𝐛𝐨𝐥𝐝": "write `bold`, in plain letters",
    "\uf0b7": "delete it, or type the sign that is meant",
    "\u206a": "delete it: nobody sees it",
    "\u3164": "delete it: nobody sees it",
    "\ufffd": "type the letter again",
    "🎉": "write it in words",
    "ﬁ🎉": "write it in words",
    "ﬀ\u0416": "write it in words",
}


@pytest.mark.parametrize(("chars", "help"), HELP.items())
def test_the_help_is_about_what_it_is(chars: str, help: str) -> None:
    assert what_to_do(chars, str.isascii).startswith(help)


def test_one_is_named_by_its_number_and_several_as_they_stand() -> None:
    assert (named("ﬁ"), named("ﬁﬂ")) == ("`ﬁ` (U+FB01)", "any of `ﬁﬂ`")
