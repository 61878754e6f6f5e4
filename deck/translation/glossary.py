"""The glossary, `locales/glossary.yaml`: terms that stay as they are, and terms that are rendered in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from deck.diagnostics import Diagnostic, Found, Report, Severity, close_matches
from deck.regex import regex
from deck.source import Source, content_of, read_yaml
from deck.translation.faults import is_meant
from deck.translation.message import Paired, State
from deck.translation.wording import Fault
from deck.value import Value, field
from deck.workspace import Workspace


class Glossary(Value, frozen=True):
    """`keep` are terms that every language leaves as they are; `terms` are renderings by term and language.

    `*` in a rendering stands for any ending of a word: `limfocyt*`.
    """

    keep: tuple[str, ...] = ()
    terms: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    advice: frozenset[str] = frozenset()
    """Terms whose rendering is recommended: another one is a warning."""

    def renderings(self, tag: str) -> dict[str, tuple[str, ...]]:
        """What may stand for a term in that language, the longest terms first: they hold shorter ones."""
        known = {term: by_language[tag] for term, by_language in self.terms.items() if tag in by_language}
        known |= {term: (term,) for term in self.keep}
        return dict(sorted(known.items(), key=lambda one: -len(one[0])))


NO_GLOSSARY = Glossary()


def load_glossary(world: Workspace, report: Report) -> Glossary:
    """The glossary of the talk, if it has one; mistakes in it are reported."""
    path = world.locales_folder / "glossary.yaml"
    if not world.door.is_there(path, "glossary"):
        return NO_GLOSSARY
    name = world.relative(path)
    content = content_of(path, report, name, world.door)
    if content is None:
        return NO_GLOSSARY
    glossary, mistakes = _read(content, name)
    report.add(*mistakes)
    return glossary


# By the file's content: an edit of the talk leaves it as it is.
@lru_cache(maxsize=4)
def _read(content: bytes, name: str) -> tuple[Glossary, Found]:
    report = Report()
    source = read_yaml(content, report, name)
    return (_glossary(source, report) if source else Glossary()), report.found


def _glossary(source: Source, report: Report) -> Glossary:
    data = source.data
    for key in data if isinstance(data, dict) else ():
        if key not in ("keep", "terms"):
            help = close_matches(key, ("keep", "terms")) or "a glossary has `keep:` and `terms:`"
            report.error("unknown-field", f"unknown field `{key}`", source.key_span((key,)), help)
    keep = data.get("keep") if isinstance(data, dict) else None
    terms = data.get("terms") if isinstance(data, dict) else None
    if not isinstance(keep, list | None) or not isinstance(terms, dict | None):
        help = "write `keep:` with a list of terms, and `terms:` with `term: {de: rendering}`"
        report.error("bad-glossary", "a glossary has a list `keep:` and a mapping `terms:`", source.span(()), help)
        return Glossary()
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    advice: set[str] = set()
    for term, by_language in (terms or {}).items():
        if not isinstance(by_language, dict):
            help = "write `term: {de: rendering}`, or a list of renderings"
            report.error("bad-glossary", f"`{term}` has no renderings", source.span(("terms", term)), help)
            continue
        found[term] = {tag: tuple(_listed(words)) for tag, words in by_language.items() if tag != _LEVEL}
        level = by_language.get(_LEVEL, "error")
        if level == "warning":
            advice.add(term)
        elif level != "error":
            what = f"`{_LEVEL}` cannot be `{level}`"
            report.error("unknown-choice", what, source.span(("terms", term, _LEVEL)), "one of error, warning")
    return Glossary(tuple(_listed(keep)), found, frozenset(advice))


_LEVEL = "level"


def _listed(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one:
            yield one


def check_terms(pairs: Sequence[Paired], tag: str, glossary: Glossary) -> Iterator[Diagnostic]:
    """Every term of the source must be rendered as the glossary says; what is the same as its source is a name."""
    renderings = glossary.renderings(tag)
    if not renderings:
        return
    terms = tuple(renderings)
    for paired in pairs:
        if paired.state is not State.TRANSLATED or paired.message.optional or paired.entry is None:
            continue
        met = _terms_in(paired.message.source, terms)
        said = _folded(paired.entry.text) if met else ""
        for term in met:
            if not any(_stands_in(rendering, said) for rendering in renderings[term]):
                wanted = " or ".join(f"`{rendering}`" for rendering in renderings[term])
                what = f"`{term}` stays as it is" if wanted == f"`{term}`" else f"`{term}` is rendered as {wanted}"
                help = "correct the text, add this rendering to locales/glossary.yaml, or say why in `on_purpose:`"
                severity = Severity.WARNING if term in glossary.advice else Severity.ERROR
                if not is_meant(paired.entry.on_purpose, Fault("not-the-term", what)):
                    yield Diagnostic(severity, "not-the-term", what, paired.entry.span, help)


def _stands_in(rendering: str, said: str) -> bool:
    """Whether a text has a rendering; in any form of declension where that is a stem."""
    if "*" not in rendering:
        return _folded(rendering) in said
    words = r"\w*".join(re.escape(word) for word in _folded(rendering).split("*"))
    return bool(re.search(rf"(?<!\w){words}(?!\w)", said))


def terms_in(source: str, terms: Sequence[str]) -> Iterator[str]:
    """Those of the terms that stand in a text."""
    yield from _terms_in(source, tuple(terms))


def without_terms(words: str, terms: Sequence[str]) -> str:
    """The words less these terms."""
    for term in sorted(terms, key=len, reverse=True):
        words = _pattern(term).sub(" ", words)
    return words


# By the words alone: of a talk's five hundred texts, an edit changes one.
@lru_cache(maxsize=4096)
def _terms_in(source: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms in a text; one that stands only inside a longer one does not count."""
    rest = _ADDRESS.sub("](", source)
    found = []
    for term in terms:
        pattern = _pattern(term)
        if pattern.search(rest):
            found.append(term)
            rest = pattern.sub(" ", rest)
    return tuple(found)


_ADDRESS = regex(r"\]\([^)]*|\[@[^\]]*|\{[^}]*")


@lru_cache(maxsize=512)
def _pattern(term: str) -> re.Pattern[str]:
    # A term in capitals is an abbreviation: `MS` is not `ms`. A plural s belongs to it.
    flags = re.IGNORECASE if term[1:] != term[1:].upper() else 0
    return re.compile(rf"(?<![\w-]){re.escape(_folded(term, False))}s?(?![\w-])".replace(r"\ ", r"[\s-]"), flags)


@lru_cache(maxsize=4096)
def _folded(text: str, lower: bool = True) -> str:
    """Without what only typography adds: soft hyphens, kinds of hyphens and of spaces."""
    plain = text.replace("\u00ad", "").translate(_ALIKE)
    return " ".join(plain.split()).lower() if lower else plain


_ALIKE = {0x2010: "-", 0x2011: "-", 0xA0: " ", 0x202F: " ", 0x200E: "", 0x200F: "", 0x2060: ""}
