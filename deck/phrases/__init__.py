"""The words that the program itself says in a deck or handout, in the reader's language.

One file a language, `de.yaml`; `en.yaml` has them all. A phrase is a text with `{names}` or, where a count decides
about its form, a mapping of CLDR plural categories (`one`, `few`, `other` …) by the field `count`. A talk's overlay may
say them in another way, or in a language that has no file here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from deck import language
from deck.own_words import own_words
from deck.value import Value, field

_NUMBERS = r"\D{0,8}\d[\d\s.,:–-]{0,40}"
_FOLDER = Path(__file__).parent
Phrase = str | Mapping[str, str]


class Phrases(Value, frozen=True):
    """The phrases of one language; `own` are the talk's."""

    tag: str = "en"
    own: Mapping[str, Phrase] = field(default_factory=dict)

    def say(self, name: str, /, **fields: object) -> str:
        """The phrase with its fields filled in; numbers are written as the language writes them.

        Raises KeyError for a phrase that English does not have: that is a slip of ours.
        """
        phrase = self.own.get(name) or shipped(language.base(self.tag)).get(name) or shipped("en")[name]
        if not isinstance(phrase, str):
            count = fields["count"]
            assert isinstance(count, int | float)
            phrase = phrase.get(language.plural(count, self.tag), phrase["other"])
        return phrase.format_map({key: self._said(value) for key, value in fields.items()})

    def all_of_them(self) -> Iterator[str]:
        """Every phrase as it is written, with its fields in braces."""
        for said in (shipped("en"), shipped(language.base(self.tag)), self.own):
            for phrase in said.values():
                yield from [phrase] if isinstance(phrase, str) else phrase.values()

    def may_be(self, sentence: str) -> bool:
        """Whether a sentence is a phrase, whatever numbers stand in its fields: "Slide 6 of 17"."""
        words = sentence.strip(" .:·")
        for phrase in self.all_of_them():
            fixed = re.split(r"\{\w+\}", phrase.strip(" .:·"))
            # A field may hold names too, but then anything would be the phrase.
            if re.fullmatch(_NUMBERS.join(map(re.escape, fixed)), words, re.IGNORECASE) and any(map(str.strip, fixed)):
                return True
        return False

    def _said(self, value: object) -> str:
        if not isinstance(value, int | float):
            return str(value)
        # Imported here because most of what is said has no number.
        from deck.written_number import written

        return written(value, self.tag)


def shipped(base: str) -> Mapping[str, Phrase]:
    """The phrases of a language that has a file here; none for any other."""
    return own_words(_FOLDER, base)
