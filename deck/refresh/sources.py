"""Read figures/data/sources.yaml: what is asked, where, and which day the talk claims."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from deck.diagnostics import Report, Span, close_matches
from deck.regex import regex
from deck.source import Source, Steps, load
from deck.value import Value, field
from deck.workspace import Workspace

_SEARCH_FIELDS = {"condition": "query.cond", "intervention": "query.intr", "term": "query.term"}
_FIELDS = ("registry", "claims", "each", "searches", "countries", "doi", "crossref", "contact")
_DAY = regex(r"[12]\d{3}-\d\d-\d\d", re.ASCII)
_COUNTRY = regex("[A-Z]{2}")
_ADDRESS = "write the whole address, with https:// at its beginning"


class Search(Value, frozen=True):
    """One question to the registry."""

    name: str
    fields: dict[str, str]
    """As the registry calls them."""
    span: Span


class Sources(Value, frozen=True):
    """Where fresh evidence comes from. The defaults are the public services."""

    registry: str = "https://clinicaltrials.gov/api/v2"
    registry_span: Span = Span.NOWHERE
    claims: datetime.date | None = None
    """The day that the talk's map and counts stand for; None where they follow the registry."""
    searches: tuple[Search, ...] = ()
    countries: dict[str, str] = field(default_factory=dict)
    """Countries by names that only the talk knows, with their two letters."""
    doi: str = "https://doi.org"
    crossref: str = "https://api.crossref.org"
    contact: str = ""


def load_sources(world: Workspace, report: Report, wanted: bool = True) -> Sources | None:
    """What sources.yaml says; None, and diagnostics, where it has mistakes. Unless it is wanted it may be missing."""
    path = world.data_folder / "sources.yaml"
    if not wanted and not path.exists():
        return Sources()
    found = Report()
    source = load(path, found, world.relative(path), world.door)
    sources = _Reader(source, found).sources(wanted) if source is not None else None
    report.add(*found)
    return None if found.has_errors else sources


class _Reader(Value, frozen=True):
    """Reads one part after the other; a wrong one is reported and left out, so that reading goes on."""

    source: Source
    report: Report

    def sources(self, wanted: bool) -> Sources:
        top = self._mapping((), _FIELDS)
        self._refuse_others(top)
        usual = Sources()
        if wanted and isinstance(self.source.data, dict) and not self._top.get("searches"):
            self._wrong((), "there is no list of `searches`", "write `searches:` with a search in each item")
        return Sources(
            registry=self._address(top, "registry", usual.registry),
            registry_span=self.source.span(("registry",)) if "registry" in top else Span(self.source.file, 0, 0, 0),
            claims=self._day(top),
            searches=tuple(self._searches()),
            countries=self._countries(),
            doi=self._address(top, "doi", usual.doi),
            crossref=self._address(top, "crossref", usual.crossref),
            contact=self._contact(top),
        )

    def _refuse_others(self, top: Mapping[str, str]) -> None:
        """Say of a single value that it is none: it would fall back to the usual one in silence."""
        for name in ("registry", "claims", "doi", "crossref", "contact"):
            if name in self._top and name not in top:
                self._wrong((name,), f"`{name}` is not a text", "write words after it, or take the line away")

    @property
    def _top(self) -> Mapping[str, object]:
        return self.source.data if isinstance(self.source.data, dict) else {}

    def _searches(self) -> Iterator[Search]:
        each = self._words(("each",), tuple(_SEARCH_FIELDS)) if self._top.get("each") is not None else {}
        listed = self._top.get("searches")
        if listed is not None and not isinstance(listed, list):
            self._wrong(("searches",), "`searches` is not a list", "begin each search with `- name: …`")
            return
        names: dict[str, Span] = {}
        for number in range(len(listed or ())):
            path = ("searches", number)
            words = self._words(path, ("name", *_SEARCH_FIELDS))
            name, span = words.pop("name", ""), self.source.span((*path, "name"))
            if not name or not words:
                self._wrong(path, "a search needs a `name` and what to look for", f"one of {_listed(_SEARCH_FIELDS)}")
            elif name in names:
                self._wrong((*path, "name"), f"two searches are called `{name}`", "give one of them another name")
            else:
                names[name] = span
                asked = {**each, **words}
                yield Search(name, {_SEARCH_FIELDS[key]: asked[key] for key in _SEARCH_FIELDS if key in asked}, span)

    def _countries(self) -> dict[str, str]:
        found = self._words(("countries",), None) if self._top.get("countries") is not None else {}
        for name, code in found.items():
            if not _COUNTRY.fullmatch(code):
                what = f"`{code}` is not a country's code"
                self._wrong(("countries", name), what, "write its two letters of ISO 3166-1, such as KR")
        return found

    def _day(self, top: Mapping[str, str]) -> datetime.date | None:
        if "claims" not in top:
            return None
        try:
            if _DAY.fullmatch(top["claims"]):
                return datetime.date.fromisoformat(top["claims"])
            raise ValueError
        except ValueError:
            self._wrong(("claims",), f"`{top['claims']}` is not a day", "write it as 2026-04-25")
            return None

    def _address(self, top: Mapping[str, str], name: str, usual: str) -> str:
        address = top.get(name, usual).rstrip("/")
        try:
            parts = urlsplit(address)
            host, sound = parts.hostname or "", parts.port is None or parts.port > 0
        except ValueError:
            host, sound = "", False
        if not host or not sound or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
            self._wrong((name,), f"`{address}` is not the address of a service", _ADDRESS)
        elif parts.scheme == "http" and host not in ("127.0.0.1", "localhost", "::1"):
            self._wrong((name,), f"`{address}` can be read and changed on its way", "begin it with https://")
        return address

    def _contact(self, top: Mapping[str, str]) -> str:
        contact = top.get("contact", "")
        if contact and not re.fullmatch(r"[^\s@()<>;,]+@[^\s@()<>;,]+", contact, re.ASCII):
            self._wrong(("contact",), f"`{contact}` is not an e-mail address", "write one, or take the line away")
            return ""
        return contact

    def _mapping(self, path: Steps, known: tuple[str, ...]) -> dict[str, str]:
        """The words among the known fields; unknown fields are reported."""
        value = self._at(path)
        if not isinstance(value, dict):
            self._wrong(path, f"{_called(path)} holds no fields", f"its fields are {_listed(known)}")
            return {}
        for key in value:
            if key not in known:
                help = close_matches(key, known) or f"its fields are {_listed(known)}"
                span = self.source.key_span((*path, key))
                self.report.error("unknown-field", f"{_called(path)} has no field `{key}`", span, help)
        return {key: text for key, text in value.items() if key in known and isinstance(text, str)}

    def _words(self, path: Steps, known: tuple[str, ...] | None) -> dict[str, str]:
        """A mapping of which every value is words."""
        value = self._at(path)
        found = self._mapping(path, known if known is not None else tuple(value) if isinstance(value, dict) else ())
        for key in value if isinstance(value, dict) else ():
            if key not in found and (known is None or key in known):
                self._wrong((*path, key), f"`{key}` is not a text", "write words after it, on the same line")
        return found

    def _at(self, path: Steps) -> object:
        value: object = self.source.data
        for step in path:
            value = value[step]  # type: ignore[index]
        return value

    def _wrong(self, path: Steps, message: str, help: str) -> None:
        self.report.error("bad-sources", message, self.source.span(path), help)


def _called(path: Steps) -> str:
    return "sources.yaml" if not path else "a search" if path[0] == "searches" else f"`{path[0]}`"


def _listed(names: Mapping[str, str] | tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
