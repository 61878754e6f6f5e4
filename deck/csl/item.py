"""One item of references.json -> a reference, less what was only recalled; a field that cannot be read is reported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from deck.csl import names
from deck.csl.dates import NO_DATE, Date, date_of
from deck.csl.json_file import JsonFile, Stretch
from deck.csl.marked_up import plain, runs_of, unescaped, words_of
from deck.csl.names import Name
from deck.csl.reference import PARTS, PERIODICALS, Reference, Standing
from deck.csl.standing import is_mark, standing_of, without_mark
from deck.csl.tex import unknown_tex, without_tex
from deck.diagnostics import Span
from deck.garbled import garbled, ungarbled
from deck.markup import Run, problem_of_link
from deck.value import Value, replace

_PERSON: Final = 'write [{"family": "Tur", "given": "Carlo"}], or {"literal": "World Health Organization"} for a body'
_DATE: Final = 'write {"date-parts": [[2024, 9, 11]]}, or the year alone'
_DOI_FORM: Final = "a DOI begins with 10. and has no spaces: 10.1136/ard-2024-226142"
_URL_FORM: Final = "an address begins with https:// and has no spaces; correct it, or delete the field"
_CROSSREF_KINDS: Final = {
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
}
_OTHER_MAKERS: Final = ("director", "host", "composer", "illustrator")
"""Who has made what has no author: films, broadcasts, music, pictures."""
_PAPERS: Final = PERIODICALS - {"article"}
_CALLED_BY_AUTHORS: Final = PERIODICALS | PARTS | {"book", "thesis"}
"""Reference managers give a short title to whatever has a colon in its title: it does not stand for the authors."""


def reference_of(key: str, stretch: Stretch, file: JsonFile) -> Reference:
    """What may be printed of an item."""
    item = _Item(stretch, file, stretch.value)
    recalled = frozenset(item.recalled())
    known = replace(item, value={name: value for name, value in item.value.items() if name not in recalled})
    written = known.loose("type")
    kind = _CROSSREF_KINDS.get(written, written)
    makers = ("author", *_OTHER_MAKERS) if "author" not in recalled else ("author",)
    authors, more_authors = next((found for one in makers if any(found := known.people(one))), ((), False))
    editors, more_editors = known.people("editor")
    title = known.title()
    item.name_misspelt()
    standing = standing_of(known.value, plain(title))
    doi = known.doi(or_by_address="DOI" not in recalled)
    short_title = known.words("title-short") or known.loose("shortTitle")
    return Reference(
        key=key,
        kind=kind,
        title=without_mark(title) if standing is Standing.RETRACTED else title,
        short_title="" if authors and kind in _CALLED_BY_AUTHORS else short_title,
        authors=authors,
        more_authors=more_authors,
        editors=editors,
        more_editors=more_editors,
        host=known.people("container-author")[0],
        journal=known.journal(kind) if "container-title" not in recalled else "",
        series=known.words("collection-title"),
        publisher=known.publisher(kind) if "publisher" not in recalled else "",
        publisher_place=known.words("publisher-place") or known.loose("publisher-location", "event-place"),
        edition=known.words("edition") or known.loose("edition-number"),
        version=known.loose("version"),
        genre=known.words("genre") or known.loose("subtype"),
        number=known.words("number") or known.loose("report-number") if kind not in _PAPERS else "",
        volume=_range(known.words("volume")),
        issue=_range(known.words("issue")),
        page=known.pages(or_number=kind in _PAPERS and "page" not in recalled),
        date=known.published() if "issued" not in recalled else NO_DATE,
        accessed=known.date("accessed"),
        doi=doi,
        web="" if doi else known.web(),
        standing=standing,
        is_by_nobody=not authors and not more_authors and "author" not in recalled,
        span=file.span(stretch.start),
    )


_PRINTED: Final = (
    *("title", "author", "editor", "container-title", "publisher"),
    *("volume", "issue", "page", "issued", "DOI", "URL"),
)
_NO_SLIP: Final = frozenset({"authority", "published"})
"""Fields of CSL's and Crossref's own."""
_ALIKE: Final = 0.8


def _is_slip(name: str, meant: str) -> bool:
    # Imported here because most fields are known.
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name.casefold(), meant.casefold()).ratio() >= _ALIKE


class _Item(Value, frozen=True):
    """Every reader reports a wrong value at its line and returns a stand-in."""

    stretch: Stretch
    file: JsonFile
    value: Any

    def recalled(self) -> list[str]:
        custom = self.value.get("custom", {})
        fields = custom.get("recalled_fields", []) if isinstance(custom, dict) else None
        if isinstance(fields, list) and all(isinstance(field, str) for field in fields):
            return fields
        where = "recalled_fields" if isinstance(custom, dict) else "custom"
        self.wrong(where, f"`{where}` {self._of}is not a list of field names", 'such as ["volume", "page"]')
        return []

    def name_misspelt(self) -> None:
        """A field that would be printed under its right name, and is not there: of others nobody needs to hear."""
        absent = [name for name in _PRINTED if name not in self.value]
        for name in self.value:
            if name in _PRINTED or name in _NO_SLIP:
                continue
            meant = next((one for one in absent if _is_slip(name, one)), "")
            if meant:
                what = f"`{name}` {self._of}is no field: nothing of it is printed"
                self.file.report.warning("bad-references", what, self._span(name), f"did you mean `{meant}`?")

    def words(self, name: str) -> str:
        """A field of words, on one line and without styles; a number is words too."""
        return words_of(self._text(self.value, name))

    def loose(self, *fields: str) -> str:
        """The first of these fields that holds words; Crossref has lists and objects under some of the names."""
        return next((words for name in fields if (words := words_of(_printable(_loose(self.value.get(name)))))), "")

    def title(self) -> tuple[Run, ...]:
        """With its subtitle, which Crossref keeps apart."""
        title, subtitle = self._text(self.value, "title"), _printable(_loose(self.value.get("subtitle")))
        title = title or _printable(_loose(self.value.get("title-short") or self.value.get("shortTitle")))
        if title and subtitle and subtitle.casefold() not in title.casefold():
            title = f"{title.rstrip(' :')}: {subtitle}"
        if garbled(title):
            message = f"`title` {self._of}was read in another encoding than it was saved in: it is `{ungarbled(title)}`"
            self.file.report.warning("garbled-letters", message, self._span("title"), "export it again as UTF-8")
        if command := unknown_tex(without_tex(title)):
            message = f"`title` {self._of}holds `{command}`, which is printed as it stands"
            help = "write the character itself, or <i>italic</i>, <sup>high</sup>, <sub>low</sub>"
            self.file.report.warning("bad-references", message, self._span("title"), help)
        elif mark := re.search(_MARKUP, title):
            message = f"`title` {self._of}holds `{mark[0]}`, which is printed as it stands"
            help = "here it is written <sup>high</sup>, <sub>low</sub>, <b>bold</b>"
            self.file.report.warning("bad-references", message, self._span("title"), help)
        return runs_of(title)

    def people(self, field: str) -> tuple[tuple[Name, ...], bool]:
        """The people of a field, and whether there are others."""
        people = self.value.get(field)
        if people is not None and not isinstance(people, list):
            self.wrong(field, f"`{field}` {self._of}is not a list of people", _PERSON)
            return (), False
        found = [name for one in people or () if (name := self._person(one, field)) is not None]
        named = tuple(name for name in found if not (name.is_body and name.short.casefold() in _OTHERS))
        return named, len(named) < len(found)

    def journal(self, kind: str) -> str:
        """What it appeared in, in full if that is known; of a book in a series, the book."""
        listed = self.value.get("container-title")
        several = isinstance(listed, list) and len(listed) > 1 and kind in PARTS
        full = words_of(_printable(_loose(listed[-1:]))) if several else self.words("container-title")
        events = ("event-title", "event") if kind in PARTS or kind == "speech" else ()
        return full or self.loose("container-title-short", "short-container-title", "journalAbbreviation", *events)

    def publisher(self, kind: str) -> str:
        if kind == "article" and (server := self.loose("institution")):
            return server
        archive = self.value.get("archive") if kind in ("article", "dataset", "manuscript", "software") else None
        stands_in = words_of(archive) if isinstance(archive, str) else ""
        return self.words("publisher") or self.loose("institution", "authority") or stands_in

    def pages(self, or_number: bool) -> str:
        """The pages, or the number that an article has in place of pages."""
        written = self.words("page") or (self.loose("article-number", "number") if or_number else "")
        written = re.sub(_PAGES, "", written) if written[:1] in ("p", "P") else written
        if "n/a" in written.casefold():
            return ""
        return "".join(_range(part) for part in re.split(r"(\s*[,;&]\s*)", written))

    def published(self) -> Date:
        """When; or else its status, such as "in press"."""
        date = self.date("issued")
        for name in ("published", "published-print", "published-online", "year"):
            date = date if date != NO_DATE else date_of(self.value.get(name)) or NO_DATE
        status = self.loose("status")
        return Date(words=status) if date == NO_DATE and not is_mark(status) else date

    def date(self, field: str) -> Date:
        date = date_of(self.value.get(field))
        if date is None:
            what = "date" if field == "issued" else f"date `{field}`"
            self.wrong(field, f"the {what} {self._of}cannot be read", _DATE)
            return NO_DATE
        return replace(date, words=words_of(_printable(date.words))) if date.words else date

    def doi(self, or_by_address: bool) -> str:
        written = " ".join(self._text(self.value, "DOI").split())
        doi = _plain_doi(written.replace("\\_", "_")).rstrip(".,;")
        if doi and not re.fullmatch(_DOI, doi):
            self.wrong("DOI", f"`{written}` is not a DOI", _DOI_FORM)
            return ""
        if doi or not or_by_address:
            return doi
        address = self._address()
        doi = _plain_doi(address) if _is_at_doi_org(address) else ""
        return doi if re.fullmatch(_DOI, doi) else ""

    def web(self) -> str:
        """Where it is on the web; the address of a DOI that is not to be printed is none."""
        address = self._address()
        if not address or _is_at_doi_org(address):
            return ""
        whole = f"https://{address}" if re.match(_WITHOUT_SCHEME, address) else address
        if not whole.lower().startswith(("http://", "https://")) or problem_of_link(whole):
            message = f"`{address}` of `{self.value.get('id')}` is not a web address: it is not printed"
            self.file.report.warning("bad-references", message, self._span("URL"), _URL_FORM)
            return ""
        return whole

    def _address(self) -> str:
        return re.sub(r"\\([_%&#~])", r"\1", self._text(self.value, "URL").strip()).replace(" ", "%20")

    def _person(self, one: Any, field: str) -> Name | None:
        parts = {name: words_of(self._text(one, name, field)) for name in _named(one)}
        if wrong := next(filter(garbled, parts.values()), ""):
            message = (
                f"`{wrong}` {self._of}was read in another encoding than it was saved in: it is `{ungarbled(wrong)}`"
            )
            self.file.report.warning("garbled-letters", message, self._span(field), "export it again as UTF-8")
        if not any(parts.get(name) for name in _NAMING):
            article = "an" if field[0] in "aeiou" else "a"
            self.wrong(field, f"{article} `{field}` {self._of}has no name", _PERSON)
            return None
        whole = parts.get("literal") or ("" if parts.get("family") else parts.get("name"))
        if whole:
            return names.body(whole)
        return names.person(*(parts.get(name, "") for name in _PARTS_OF_A_NAME[2:]))

    def _text(self, of: Any, name: str, field: str = "") -> str:
        """A field as it is written; Crossref puts titles into lists."""
        value = of.get(name)
        if isinstance(value, list) and name in _LISTED and all(isinstance(one, str) for one in value):
            value = next((one for one in value if one.strip()), "")
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            self.wrong(field or name, f"`{name}` {self._of}is not a text")
            return ""
        text = unescaped(str(value))
        if _printable(text) != text:
            message = f"`{name}` {self._of}holds an invisible control character"
            self.wrong(field or name, message, code="control-character")
        return _printable(text)

    def wrong(self, field: str, message: str, help: str = "", code: str = "bad-references") -> None:
        self.file.report.error(code, message, self._span(field), help)

    def _span(self, field: str) -> Span:
        return span_of(field, self.stretch, self.file)

    @property
    def _of(self) -> str:
        return f"of `{self.value.get('id')}` "


def _named(one: Any) -> Iterator[str]:
    """The fields of somebody's name that are there."""
    return (name for name in _PARTS_OF_A_NAME if isinstance(one, dict) and one.get(name) is not None)


def span_of(field: str, stretch: Stretch, file: JsonFile) -> Span:
    """The field with its value; the item where it has no such field."""
    key = re.compile(rf'"{re.escape(field)}"\s*:\s*').search(file.text, stretch.start, stretch.end)
    if key is None:
        return file.span(stretch.start, stretch.end)
    return file.span(key.start(), json.JSONDecoder().raw_decode(file.text, key.end())[1])


_MARKUP: Final = r"\^[-+−\d]{1,4}\^|(?<=[A-Za-z)])~\d{1,3}~|\*\*\w[^*]*\*\*"
"""What a talk's own texts would be raised, lowered or bold by."""
_NAMING: Final = ("family", "literal", "name", "given")
_OTHERS: Final = frozenset(("others", "et al", "et al."))
"""The author that stands for those who are not named."""
_PARTS_OF_A_NAME: Final = (
    "literal",
    "name",
    "family",
    "given",
    "non-dropping-particle",
    "dropping-particle",
    "suffix",
)
_NESTED_AT_MOST: Final = 3
_LISTED: Final = frozenset(("title", "container-title"))
_UNPRINTABLE: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
_DOI: Final = r"10\.\d{4,9}/[^\s\x00-\x20]+"
_AT_DOI_ORG: Final = r"(?:https?://)?(?:www\.|dx\.)?doi\.org/|https?://(?:dx-)?doi-org\.[\w.-]+/"
_DOI_PREFIX: Final = rf"(?i)(?:{_AT_DOI_ORG}|(?:info:|urn:)?doi[:/ ] *)+"
# What an encoder never writes, as %2e for a dot, was meant as it stands.
_ENCODED: Final = r"(?i)(?:%(?:2[0-9A-CF]|3[A-F]|40|5[B-E]|60|7[BCD]|[89A-F][0-9A-F]))+"
_WITHOUT_SCHEME: Final = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:[/?#]|$)"
_PAGES: Final = r"(?i)^pp?\.? *(?=\d)"
_PAGE: Final = r"([A-Za-z]{0,3}\d[\w.]*|[ivxlcdm]+)"
_PAGE_RANGE: Final = rf"{_PAGE} ?[-\u2010-\u2015\u2212]+ ?{_PAGE}"


def _printable(text: str) -> str:
    return text if text.isprintable() else re.sub(_UNPRINTABLE, "", text)


def _loose(value: Any) -> str:
    """Words, wherever they are."""
    for _ in range(_NESTED_AT_MOST):
        match value:
            case [inner, *_] | {"name": inner} | {"title": inner}:
                value = inner
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _plain_doi(written: str) -> str:
    """A DOI without the address it stands in, and without what was encoded for that."""
    plain = re.sub(_ENCODED, _decoded, written) if "%" in written else written
    return plain if not plain or plain.startswith("10.") else re.sub(_DOI_PREFIX, "", plain, count=1)


def _is_at_doi_org(address: str) -> bool:
    return re.match(_AT_DOI_ORG, address, re.IGNORECASE) is not None


def _decoded(found: re.Match[str]) -> str:
    try:
        return unquote(found[0], errors="strict")
    except UnicodeDecodeError:
        return found[0]


def _range(pages: str) -> str:
    """`10-12` with a dash; an e-locator such as `e-12` keeps its hyphen, and a single page is no range."""
    found = None if pages.isalnum() else re.fullmatch(_PAGE_RANGE, pages)
    if found is None:
        return pages
    return found[1] if found[1] == found[2] else f"{found[1]}–{found[2]}"
