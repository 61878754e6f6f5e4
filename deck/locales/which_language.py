"""Which language is a translator's file in? By what it says of itself, else by its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from deck import language
from deck.locales.imported import Imported

# The words that stand in nearly every sentence of a language, and in few of another.
_WORDS = {
    "en": "the of and to is are was with for that this not",
    "de": "der die das und ist sind mit für nicht von ein eine wird werden bei auf",
    "nl": "de het een en is zijn van voor met niet wordt worden bij op aan",
    "fr": "le la les des et est sont une pour avec dans pas du qui sur",
    "it": "il lo gli dei della e è sono una per con non di che nel",
    "es": "el los las y es son una para con en no del que por se",
    "pt": "o os as e é são uma para com em não do da que por",
    "pl": "i jest są nie się na w z do dla oraz przez od po",
    "cs": "a je jsou není se na v s do pro nebo od po které",
    "sv": "och är en ett som med för inte av på att den det",
    "da": "og er en et som med for ikke af på at den det",
    "nb": "og er en et som med for ikke av på å den det",
    "fi": "ja on ovat ei se että tai kun joka mutta",
    "hu": "a az és nem egy hogy van is vagy meg",
    "tr": "ve bir bu ile için değil olarak daha çok veya",
    "ro": "și este sunt nu o un cu pentru din care la",
}


def other_language(imported: Sequence[Imported], tag: str) -> tuple[str, int]:
    """The language of the file and a line that shows it, where it is another one than `tag`; else nothing."""
    for one in imported:
        said = one.language or (one.mark.tag if one.mark else "")
        if said and not language.is_same(said, tag):
            return said, one.line
    declared = any(one.language or one.mark for one in imported)
    said = _by_words([one for one in imported if one.text], tag, 6 if declared else 3)
    return said, 0


def _by_words(imported: Sequence[Imported], tag: str, enough: int) -> str:
    """A language of which there are so many different words in the texts, while there is next to nothing of `tag`."""
    letters = Counter(_script(letter) for one in imported for letter in _new(one) if letter.isalpha())
    wanted = _SCRIPTS.get(language.script(tag), "")
    if letters.total() > 20 and wanted and letters[wanted] < letters.total() * 0.1:
        return letters.most_common(1)[0][0]
    if language.base(tag) not in _WORDS:
        return ""
    seen = Counter(word for one in imported for word in set(_words(_new(one))))
    votes = {name: [seen[word] for word in common.split() if seen[word]] for name, common in _WORDS.items()}
    ours = sum(votes[language.base(tag)])
    best = max(votes, key=lambda name: sum(votes[name]))
    return best if len(votes[best]) >= enough and sum(votes[best]) > 3 * ours else ""


def _new(one: Imported) -> str:
    """The words of a text that its source does not have: names stay as they are."""
    theirs = set(_words(one.source))
    return " ".join(word for word in _words(one.text) if word not in theirs)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


_SCRIPTS = {
    "Latn": "latin", "Arab": "arabic", "Hebr": "hebrew", "Grek": "greek", "Cyrl": "cyrillic", "Thai": "thai",
    "Deva": "devanagari", "Hans": "cjk", "Hant": "cjk", "Jpan": "cjk", "Kore": "hangul", "Geor": "georgian",
    "Armn": "armenian",
}  # fmt: skip


def _script(letter: str) -> str:
    if letter < "\u0250":
        return "latin"
    import unicodedata

    name = unicodedata.name(letter, "").split(" ")[0].lower()
    return "cjk" if name in ("cjk", "hiragana", "katakana", "katakana-hiragana") else name
