"""Is a translation whole, and written as its language is? Sentences, negations, ends, brackets, links, quotes, spaces.

These are questions that a program can only guess at, so they are warnings; what is known for sure (numbers, terms,
citations) is compared elsewhere, and an error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from deck import language
from deck.regex import regex
from deck.translation.sentences import beside, dropped, is_far_shorter, sentences, without_markup
from deck.translation.typography import HARD_SPACES, slips, told, words_around
from deck.value import Value


class Fault(Value, frozen=True):
    """What is wrong with one translation."""

    code: str
    what: str


def wording_faults(source: str, text: str, tag: str, source_tag: str = "en") -> Iterator[Fault]:
    """What a careful reader would ask about a translation; `text` with the line ends of its file."""
    if language.base(tag) == "qps":
        return
    lost = list(dropped(source, text, tag, source_tag))
    if not lost and is_far_shorter(source, text, tag, source_tag):
        yield Fault("sentence-lost", "the translation is less than half as long as it should be")
    for sentence in lost:
        yield Fault(
            "sentence-lost", f"{_quoted(sentence)}, or a sentence beside it, seems to be missing in the translation"
        )
    for sentence in _untranslated(source, text, tag, source_tag):
        yield Fault("left-untranslated", f"{_quoted(sentence)} is not translated")
    for sentence in _affirmed(source, text, tag, source_tag):
        yield Fault("negation-lost", f"{_quoted(sentence)} says no, its translation does not")
    for before, after in _led_elsewhere(source, text, tag, source_tag):
        yield Fault("link-differs", f"the link to `{before}` leads to `{after}` in the translation")
    if _folded(source) == _folded(text):
        return  # a name or title, set as its own language is
    words, ours = without_markup(text, _CITED), without_markup(source, _CITED)
    yield from (Fault("bad-typography", what) for what in (*_ends(ours, words, tag), *_brackets(ours, words)))
    yield from (Fault("bad-typography", what) for what in (*_quotes(words, tag), *_spaces(text, tag)))


def _quoted(sentence: str) -> str:
    return f"`{sentence if len(sentence) <= 60 else sentence[:59] + '…'}`"


# ---------------------------------------------------------------- sentences

# Words that stand in nearly every sentence of a language.
_COMMON = {
    "en": "the of and to is are was were with for that this not from by has have been they it we you",
    "de": "der die das und ist sind war mit für dass nicht von aus wird werden ein eine sie wir bei auf",
    "nl": "de het een en is zijn was met voor dat niet van uit wordt worden ze wij bij op",
    "fr": "le la les des et est sont une avec pour que ne pas du de dans par nous elle ils",
}


def _untranslated(source: str, text: str, tag: str, source_tag: str) -> Iterator[str]:
    """Sentences that stand in the translation as in the source, or in its language."""
    if _folded(source) == _folded(text):
        # A name, a title: the same on purpose. A whole sentence is not.
        whole = sentences(text, source_tag)
        yield from whole if all(map(_is_sentence, whole)) and _common(text, source_tag) else ()
        return
    if not _common(text, source_tag):
        return
    theirs = {_folded(one) for one in sentences(source, source_tag)}
    for one in sentences(text, tag):
        # Only with words of the one language and none of the other is it sure which language it is.
        foreign = len(_common(one, source_tag)) >= 3 and not _common(one, tag)
        same = _folded(one) in theirs and _is_sentence(one) and bool(_common(one, source_tag) - _common(one, tag))
        if foreign or same:
            yield one


def _is_sentence(words: str) -> bool:
    """Whether it ends as one, and most of it is no name."""
    return words.rstrip('"”“»’)')[-1:] in tuple(".!?…") and len(re.findall(r"(?<![\w-])[a-zß-ÿ]{2,}", words)) >= 3


def _common(words: str, tag: str) -> set[str]:
    common = _common_words(language.base(tag))
    return common.intersection(_WORD.findall(words.lower())) if common else set()


_WORD = regex(r"[^\W\d_]+")


@cache
def _common_words(base: str) -> set[str]:
    return set(_COMMON.get(base, "").split())


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


# What says no for sure; and what does, too, in a translation.
_NO = {
    "en": (r"not|no(?!\.?\s\d)|never|none|nobody|nothing|neither|nor|without|cannot|\w+n[’']t", r"un\w{4,}|non\w*"),
    "de": (
        r"nicht|kein\w*|nie|niemals|niemand\w*|nichts|ohne|weder|nirgends",
        r"nicht\w+|un(?!d\b|s\b|ser|ter|iv|ion)\w{3,}|\w+(?:los|frei)(?:e[mnrs]?)?|fehl\w+|noch",
    ),
    "nl": (
        r"niet|geen|nooit|niemand|niets|zonder|noch|nergens",
        r"on(?!s\b|der|ze\b|tv|tw|ts)\w{3,}|\w+(?:loos|loze|vrij|vrije)|niet-?\w+",
    ),
    "fr": (
        r"ne|n[’']\w+|pas|sans|aucune?|jamais|rien|personne|ni",
        r"non|(?:incompl|inconnu|impossib|insuffis|indétermin|invisib|inefficac|irréalis)\w+|absen\w+",
    ),
    "es": (r"no|nunca|jamás|ningun\w*|ningún|nadie|nada|sin|ni|tampoco", r"in\w{5,}|im\w{5,}"),
    "it": (r"non|no|mai|nessun\w*|niente|nulla|senza|né|neanche", r"in\w{5,}|im\w{5,}"),
    "pt": (r"não|nunca|jamais|nenhum\w*|ninguém|nada|sem|nem", r"in\w{5,}|im\w{5,}"),
    "pl": (r"nie|bez|nigdy|nikt|nic|żad\w+|ani|brak\w*", r"nie\w+"),
    "el": (r"δεν|δε|μη|μην|χωρίς|ποτέ|καν\w+|τίποτα|ούτε|όχι|δίχως", r"[αά]\w{4,}"),
    "he": (r"[ושהל]?לא|[ושה]?אין|[ושה]?אינ\w+|[ו]?בלי|[ו]?ללא|[ו]?אף|[ו]?מעולם|[ו]?אל|[ו]?טרם", r"[ו]?אי|[ו]?שום"),
    "ar": (r"[وف]?(?:لا|ألا|ليس\w*|لم|لن|غير|دون|بدون|بلا|لسنا)", r"[وفبل]?(?:عدم|ما|أي|دون)"),
}


@cache
def _says_no(tag: str, also: bool) -> re.Pattern[str] | None:
    known = _NO.get(language.base(tag))
    return re.compile(rf"(?<!\w)(?:{'|'.join(known if also else known[:1])})(?!\w)", re.IGNORECASE) if known else None


def _affirmed(source: str, text: str, tag: str, source_tag: str) -> Iterator[str]:
    """Sentences of the source that say no beside ones that do not."""
    ours, theirs = _says_no(source_tag, False), _says_no(tag, True)
    if ours is None or theirs is None or not ours.search(source):
        return
    for one, other in beside(source, text, tag, source_tag):
        # A label of a word or two, such as `none yet`, is said in too many ways.
        if len(one.split()) > 2 and other and ours.search(one) and not theirs.search(other):
            yield one


# ---------------------------------------------------------------- links

_ADDRESS = regex(r"\]\(([^)\s]+)\)|(?<![(\w])(https?://[^\s)\]]*\w)")


def _led_elsewhere(source: str, text: str, tag: str, source_tag: str) -> Iterator[tuple[str, str]]:
    """Links whose address is another one; what names the language in it may differ, or be a page of the language's."""
    if "](" not in source and "http" not in source:
        return
    ours, theirs = (Counter(one[1] or one[2] for one in _ADDRESS.finditer(words)) for words in (source, text))
    lost, added = [*(ours - theirs).elements()], [*(theirs - ours).elements()]
    for before in lost:
        same = next((one for one in added if _neutral(one, tag) == _neutral(before, source_tag)), "")
        after = same or next(iter(added), "")
        if after:
            added.remove(after)
        if after and not same and not _is_own_page(before, after, tag):
            yield before, after


def _neutral(address: str, tag: str) -> str:
    return re.sub(rf"(?<![A-Za-z]){language.base(tag)}(?![A-Za-z])", "", address, flags=re.IGNORECASE)


def _is_own_page(before: str, after: str, tag: str) -> bool:
    """Whether an address names the language; on the same server, it has the numbers of the other one then."""
    if not (before.startswith("http") and after.startswith("http")) or _neutral(after, tag) == after:
        return False
    (server, digits), (other, theirs) = ((one.split("/")[2], re.findall(r"\d+", one)) for one in (before, after))
    return server != other or digits == theirs


# ---------------------------------------------------------------- ends and brackets

_MARKS = {"。": ".", "．": ".", "।": ".", "؟": "?", "？": "?", "！": "!", "：": ":", "։": ".", "؛": ";", "；": ";"}
_END = regex(r"([.!?…:;؛；。．।؟？！：։])[\s\ufffc\"”“»«’）)」』]*$")


def _ends(source: str, text: str, tag: str) -> Iterator[str]:
    """A question stays one, and what ends with a full stop does; where a language ends lines in that way at all."""
    if language.script(tag) in ("Thai", "Laoo", "Khmr", "Mymr", "Jpan", "Hans", "Hant"):
        return
    ours, theirs = _end(source, ""), _end(text, tag)
    # A label of a word or two may be an abbreviation.
    if ours != theirs and not ({ours, theirs} == {"", "."} and len(source.split()) < 3):
        yield f"the source ends with {_said(ours)}, the translation with {_said(theirs)}"


def _end(words: str, tag: str) -> str:
    found = _END.search(words.rstrip())
    mark = found[1] if found else ""
    return "?" if mark == ";" and language.base(tag) == "el" else _MARKS.get(mark, mark)


def _said(mark: str) -> str:
    return f"`{mark}`" if mark else "no mark"


_PAIRS = (("(", ")"), ("[", "]"))
_WIDE = str.maketrans("（）［］", "()[]")


def _brackets(source: str, text: str) -> Iterator[str]:
    for opened, closed in _PAIRS:
        counts = [(words.count(opened), words.count(closed)) for words in map(_narrow, (source, text))]
        if counts[0][0] == counts[0][1] and counts[1][0] != counts[1][1]:
            yield f"the translation opens {counts[1][0]} `{opened}` and closes {counts[1][1]}"


def _narrow(words: str) -> str:
    return words.translate(_WIDE)


# ---------------------------------------------------------------- what a language is set with

# What opens and what closes a quotation, with the marks inside of one; CLDR's, and what is as good.
_QUOTES = {
    "en": "“‘ ”’", "de": "„‚»› “‘«‹", "de-CH": "«‹ »›", "nl": "“‘„ ”’", "fr": "«“‹ »”›", "ar": "«“ »”", "pl": "„«‚ ”»’",
    "cs": "„‚ “‘", "sk": "„‚ “‘", "el": "«“‘ »”’", "ru": "«„ »“", "uk": "«„ »“", "es": "«“‘ »”’", "it": "«“‘ »”’",
    "pt": "«“‘ »”’", "sv": "”’» ”’»", "fi": "”’» ”’»", "da": "„»”‚ “«”‘", "nb": "«‘ »’", "hu": "„»’ ”«’", "ro": "„« ”»",
    "tr": "“‘« ”’»", "ja": "「『“ 」』”", "zh": "“‘《〈「『 ”’》〉」』", "ko": "“‘《「 ”’》」",
}  # fmt: skip
_QUOTE = regex('[“”„«»「」『』]|(?<!\\d)"')


def quotes(tag: str) -> tuple[str, str]:
    """What opens a quotation in that language, and what closes it; English where it is not known."""
    opened, closed = (_QUOTES.get(tag) or _QUOTES.get(language.base(tag)) or _QUOTES["en"]).split()
    return opened[0], closed[0]


def _quotes(text: str, tag: str) -> Iterator[str]:
    known = _QUOTES.get(tag) or _QUOTES.get(language.base(tag))
    if known is None:
        return
    opened, closed = known.split()
    for found in _QUOTE.finditer(text):
        before = text[found.start() - 1 : found.start()]
        opens = not before or before in " \n([{-–—/„«“" or (before in HARD_SPACES and found[0] not in closed)
        opens = found[0] in opened and found[0] not in closed if _is_wide(tag) else opens
        if found[0] not in (opened if opens else closed):
            good = f"`{opened[0]}…{closed[0]}`"
            start, end = words_around(text, *found.span())
            yield f"`{text[start:end].strip()}`: this language quotes as {good}"
            return


def _is_wide(tag: str) -> bool:
    return language.script(tag) in ("Jpan", "Hans", "Hant", "Kore")


_CITED = "\ufffc"


def _spaces(text: str, tag: str) -> Iterator[str]:
    found = list(slips(text, tag))
    if found:
        yield told(text, found[0]) + (f"; and {len(found) - 1} more" if found[1:] else "")
