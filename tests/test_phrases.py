"""Does every language that has phrases say all of them, in all the forms that it counts in?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deck import language
from deck.phrases import Phrases, shipped

FILES = sorted(path.stem for path in (Path(__file__).parents[1] / "deck" / "phrases").glob("*.yaml"))
NUMBERS = (0, 1, 2, 3, 11, 100, 1_000_000)


@pytest.mark.parametrize("tag", FILES)
def test_no_phrase_is_missing_and_each_has_the_fields_of_the_english_one(tag):
    english, own = shipped("en"), shipped(tag)
    assert set(english) <= set(own)
    for name, phrase in english.items():
        assert fields(own[name]) == fields(phrase), name
        assert isinstance(own[name], str) == isinstance(phrase, str), name


@pytest.mark.parametrize("tag", FILES)
def test_what_is_counted_has_a_form_for_every_number(tag):
    needed = {language.plural(number, tag) for number in NUMBERS}
    for name, phrase in shipped(tag).items():
        if not isinstance(phrase, str):
            assert needed - {"many"} <= set(phrase) if tag == "fr" else needed <= set(phrase), name
            assert "other" in phrase


def test_arabic_says_two_slides_without_a_number_and_eleven_in_the_singular():
    say = Phrases("ar").say
    assert [say("slides", count=count) for count in (1, 2, 3, 11)] == ["شريحة واحدة", "شريحتان", "3 شرائح", "11 شريحة"]


def fields(phrase: object) -> set[str]:
    text = phrase if isinstance(phrase, str) else " ".join(phrase.values())  # type: ignore[attr-defined]
    return set(re.findall(r"{(\w+)}", text))
