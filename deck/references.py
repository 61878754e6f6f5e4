"""The papers a talk may cite: CSL-JSON in, only what was verified out."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from deck import language
from deck.diagnostics import Report, Span, close_matches
from deck.markup import Run, Text, merged
from deck.place import Place
from deck.talk import Name
from deck.value import Value, replace
from deck.workspace import Workspace

OWN_LANGUAGE = "en"
"""What the titles of references.json are written in."""
_ET_AL_AFTER = 3
_IN_ADDRESS = "/:;()._-+~!$&',=@"


class Reference(Value, frozen=True):
    """One item, with every field that was only recalled left out."""

    key: str
    title: str
    short_title: str
    authors: tuple[tuple[str, str], ...]
    """Family name (or the name of a body) and initials."""
    more_authors: bool
    journal: str
    volume: str
    issue: str
    page: str
    date: tuple[int, ...]
    doi: str
    span: Span = Span.NOWHERE
    """Where it stands in the file."""

    @property
    def url(self) -> str:
        return f"https://doi.org/{quote(self.doi, safe=_IN_ADDRESS)}" if self.doi else ""

    @property
    def year(self) -> str:
        return str(self.date[0]) if self.date else ""

    @property
    def byline(self) -> str:
        """The authors as a card shows them."""
        return _et_al(self.authors, 1, self.more_authors)

    @property
    def place(self) -> str:
        """Volume, issue and pages, as far as they are known."""
        number = self.volume + (f"({self.issue})" if self.volume and self.issue else "")
        return ":".join(part for part in (number, self.page) if part)

    def day(self, tag: str) -> str:
        """The date as exactly as it is known: 10 May 2024, July 2023 or 2024."""
        try:
            match self.date:
                case (year, month, day):
                    return language.day(datetime.date(year, month, day), tag)
                case (year, month):
                    return language.month(datetime.date(year, month, 1), tag)
        except ValueError:  # a 31st of June
            pass
        return self.year

    @property
    def is_named_by_words(self) -> bool:
        """Whether its short name is no person's: such a name may be said in another language."""
        return bool(self.short_title) or (len(self.authors) == 1 and not self.authors[0][1])

    @property
    def short(self) -> str:
        """What a source line calls it: its short title, "Tur et al. 2024", or the journal where no author is known."""
        if self.short_title:
            return self.short_title
        if not self.authors:
            return " ".join(part for part in (self.journal or self.title, self.year) if part)
        others = " et al." if len(self.authors) > 1 or self.more_authors else ""
        return f"{self.authors[0][0]}{others} {self.year}".strip()

    def entry(self, tag: str = OWN_LANGUAGE) -> Text:
        """The reference as the list prints it (Vancouver), its date in the language of the tag, its DOI as a link."""
        authors = _et_al(self.authors, _ET_AL_AFTER, self.more_authors)
        # Among words that are read from left to right, a date that is not would turn the order of the line.
        said = OWN_LANGUAGE if language.is_right_to_left(tag) else tag
        when = f"{self.year};{self.place}" if self.place else self.day(said)
        between = " " if self.place else ", "
        published = " ".join(f"{part.rstrip('.')}." for part in (authors, self.title) if part)
        start = " ".join(part for part in (published, self.journal) if part)
        start += between if self.journal and when else " " if start and when else ""
        # What was published is said in the language it was published in.
        own = OWN_LANGUAGE if language.base(tag) != OWN_LANGUAGE else ""
        dated = own if said != tag else ""
        runs = [Run(start, lang=own), Run(f"{when.rstrip('.')}." if when or self.journal else "", lang=dated)]
        if self.doi:
            runs += [Run(" doi:"), Run(self.doi, link=self.url)]
        words = "".join(run.text for run in runs)
        return Text(tuple(merged(runs)), words, Place.at(self.span))


class Library(Value, frozen=True):
    references: dict[str, Reference]
    language: str = OWN_LANGUAGE
    """Of the deck that cites them."""

    def said_in(self, tag: str, names: Mapping[str, str]) -> Library:
        """The same for a deck in that language; `names` are translated short names, by key."""
        renamed = {key: replace(self.references[key], short_title=name) for key, name in names.items()}
        return Library(self.references | renamed, tag)

    def find(self, key: Name, report: Report) -> Reference | None:
        """The reference of that key; a diagnostic where the author wrote it if there is none."""
        if key not in self.references:
            unknown_reference(str(key), key.span, self, report)
        return self.references.get(key)


def unknown_reference(key: str, span: Span, library: Library, report: Report) -> None:
    help = close_matches(key, tuple(library.references)) or "add it to assets/references.json"
    report.error("unknown-reference", f"there is no reference `{key}`", span, help)


def load_references(world: Workspace, report: Report) -> Library:
    """The talk's references; an empty library where the talk has none."""
    path = world.references_file
    if not path.exists():
        return Library({})
    file = _File(world.relative(path), "", report)
    content = world.read_project_file(path, Span(file.name, 0, 0, 0), report)
    text = _decoded(content, file) if content is not None else None
    if text is None:
        return Library({})
    file = replace(file, text=text)
    found: dict[str, Reference] = {}
    for item in _items(file):
        key = item.value.get("id") if isinstance(item.value, dict) else None
        if isinstance(key, bool) or not isinstance(key, (str, int)) or key == "":
            item.wrong("id", "a reference needs an `id`: the key by which the talk cites it")
        elif str(key) in found:
            item.wrong("id", f"two references have the id `{key}`", "delete one, or give it another id", "duplicate-id")
        else:
            found[str(key)] = _reference(str(key), item)
    return Library(found)


_COMMAS = "a comma, bracket or quote is missing or too many, here or just before; or export the library again"
_EXPORT = "export the library as CSL-JSON (Zotero: Better CSL JSON), saved as UTF-8"
_DOI = re.compile(r"10\.\d{4,9}/[^\s\x00-\x20]+")
_DOI_PREFIX = re.compile(r"(https?://(dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class _File(Value, frozen=True):
    """The text of references.json, and where its parts stand in it."""

    name: str
    text: str
    report: Report

    def span(self, at: int, end: int = 0) -> Span:
        """From one place to another, as far as they are on one line; a single character without an end."""
        column = at - (self.text.rfind("\n", 0, at) + 1) + 1
        stretch = self.text[at:end].partition("\n")[0].rstrip()
        return Span(self.name, self.text.count("\n", 0, at) + 1, column, column + max(1, len(stretch)))


class _Item(Value, frozen=True):
    """One item of the list; every reader reports a wrong value at its line and returns a stand-in."""

    file: _File
    value: Any
    start: int
    end: int

    def wrong(self, field: str, message: str, help: str = "", code: str = "bad-references") -> None:
        self.file.report.error(code, message, self._span(field), help)

    def _span(self, field: str) -> Span:
        """The field with its value; the item where it has no such field."""
        key = re.compile(rf'"{re.escape(field)}"\s*:\s*').search(self.file.text, self.start, self.end)
        if key is None:
            return self.file.span(self.start, self.end)
        return self.file.span(key.start(), json.JSONDecoder().raw_decode(self.file.text, key.end())[1])

    def words(self, of: Any, name: str, field: str = "") -> str:
        """A text; a number is one too."""
        value = of.get(name, "")
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            self.wrong(field or name, f"`{name}` {self._of}is not a text")
            return ""
        if _UNPRINTABLE.search(str(value)):
            self.wrong(
                field or name, f"`{name}` {self._of}holds an invisible control character", "", "control-character"
            )
        return " ".join(_UNPRINTABLE.sub("", str(value)).split())

    @property
    def _of(self) -> str:
        return f"of `{self.value.get('id')}` "

    def recalled(self) -> list[str]:
        custom = self.value.get("custom", {})
        fields = custom.get("recalled_fields", []) if isinstance(custom, dict) else None
        if isinstance(fields, list) and all(isinstance(field, str) for field in fields):
            return fields
        where = "recalled_fields" if isinstance(custom, dict) else "custom"
        self.wrong(where, f"`{where}` {self._of}is not a list of field names", 'such as ["volume", "page"]')
        return []

    def authors(self) -> list[tuple[str, str]]:
        people = self.value.get("author", [])
        if not isinstance(people, list):
            self.wrong("author", f"`author` {self._of}is not a list of people", _PERSON)
            return []
        return [author for person in people if (author := self._author(person)) is not None]

    def _author(self, person: Any) -> tuple[str, str] | None:
        if not isinstance(person, dict) or not ("family" in person or "literal" in person):
            self.wrong("author", f"an `author` {self._of}has no name", _PERSON)
            return None
        if "literal" in person:
            return self.words(person, "literal", "author"), ""
        given = self.words(person, "given", "author")
        parts = [part for word in given.split() for part in word.split("-") if part]
        return self.words(person, "family", "author"), given if given.isupper() else "".join(part[0] for part in parts)

    def date(self) -> tuple[int, ...]:
        issued = self.value.get("issued", {})
        parts = issued.get("date-parts", [[]]) if isinstance(issued, dict) else None
        first = parts[0] if isinstance(parts, list) and parts else parts
        if not isinstance(first, list):
            self.wrong("issued", f"the date {self._of}cannot be read", _DATE)
            return ()
        numbers = tuple(_number(part) for part in first)
        limits = ((1, 9999), (1, 12), (1, 31))
        if len(numbers) > 3 or not all(low <= n <= high for n, (low, high) in zip(numbers, limits, strict=False)):
            self.wrong("issued", f"the date {self._of}cannot be read", _DATE)
            return ()
        return numbers

    def doi(self) -> str:
        written = self.words(self.value, "DOI")
        doi = _DOI_PREFIX.sub("", written, count=1)
        if doi and not _DOI.fullmatch(doi):
            self.wrong(
                "DOI", f"`{written}` is not a DOI", "a DOI begins with 10. and has no spaces: 10.1136/ard-2024-226142"
            )
            return ""
        return doi


_PERSON = 'write [{"family": "Tur", "given": "Carlo"}], or {"literal": "World Health Organization"} for a body'
_DATE = 'write {"date-parts": [[2024, 9, 11]]}, or the year alone'


def _decoded(content: bytes, file: _File) -> str | None:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        before = content[: problem.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        file.report.error("bad-references", "not UTF-8 text", replace(file, text=before).span(len(before)), _EXPORT)
        return None


def _items(file: _File) -> list[_Item]:
    try:
        items = json.loads(file.text)
    except json.JSONDecodeError as problem:
        file.report.error("bad-references", "JSON cannot be read here", file.span(problem.pos), _COMMAS)
        return []
    except (ValueError, RecursionError):
        items = None
    if isinstance(items, list):
        return [_Item(file, item, start, end) for item, (start, end) in zip(items, _places(file.text), strict=True)]
    file.report.error("bad-references", "references are a JSON list of CSL items", file.span(0), _EXPORT)
    return []


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where each item of a JSON list begins and ends."""
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    while text[start := _BETWEEN.match(text, at).end()] != "]":  # type: ignore[union-attr]
        _, at = decoder.raw_decode(text, start)
        yield start, at


_BETWEEN = re.compile(r"[\s,]*")


def _reference(key: str, item: _Item) -> Reference:
    recalled = item.recalled()
    known = replace(item, value={field: value for field, value in item.value.items() if field not in recalled})
    people = known.authors()
    authors = tuple(author for author in people if author[0] != "others")
    return Reference(
        key=key,
        title=known.words(known.value, "title"),
        short_title=known.words(known.value, "title-short"),
        authors=authors,
        more_authors=len(authors) < len(people),
        journal=known.words(known.value, "container-title"),
        volume=known.words(known.value, "volume"),
        issue=known.words(known.value, "issue"),
        page=known.words(known.value, "page").replace("-", "–"),
        date=known.date(),
        doi=known.doi(),
        span=item.file.span(item.start),
    )


def _number(part: object) -> int:
    """A year, month or day; CSL allows "2024" for 2024. Anything else is no date at all: 0."""
    if isinstance(part, str) and part.isascii() and part.isdigit():
        return int(part[:9])
    return part if isinstance(part, int) and not isinstance(part, bool) else 0


def _et_al(authors: Sequence[tuple[str, str]], shown: int, more: bool) -> str:
    if not authors:
        return ""
    names = ", ".join(f"{family} {initials}".strip() for family, initials in authors[:shown])
    return names + (" et al." if len(authors) > shown or more else "")
