"""The works that a talk may cite: CSL-JSON in, only what was verified out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from deck.csl.item import reference_of, span_of
from deck.csl.json_file import JsonFile, Stretch, items, opened
from deck.csl.reference import OWN_LANGUAGE, Reference, Standing
from deck.csl.standing import retracted_dois
from deck.diagnostics import Found, Report, Span, close_matches
from deck.markup import composed
from deck.phrases import Phrases
from deck.talk import Name
from deck.value import Value, replace
from deck.workspace import Workspace

__all__ = ["OWN_LANGUAGE", "Library", "Reference", "load_references", "unknown_reference"]


class Library(Value, frozen=True):
    references: dict[str, Reference]
    phrases: Phrases = Phrases(OWN_LANGUAGE)
    """Of the deck that cites them."""

    @property
    def language(self) -> str:
        return self.phrases.tag

    def said_in(self, phrases: Phrases, names: Mapping[str, str]) -> Library:
        """The same for a deck in that language; `names` are translated short names, by key."""
        renamed = {key: replace(self.references[key], short_title=name) for key, name in names.items()}
        return Library(self.references | renamed, phrases)

    def find(self, key: Name, report: Report) -> Reference | None:
        """The reference of that key; a diagnostic where the author wrote it if there is none."""
        if key not in self.references:
            unknown_reference(str(key), key.span, self, report)
        return self.references.get(key)


_NONE = Library({})


def unknown_reference(key: str, span: Span, library: Library, report: Report) -> None:
    help = close_matches(key, tuple(library.references)) or "add it to assets/references.json"
    report.error("unknown-reference", f"there is no reference `{key}`", span, help)


def load_references(world: Workspace) -> tuple[Library, Found]:
    """The talk's references; an empty library where the talk has none."""
    report = Report()
    return _library(world, report), report.found


def _library(world: Workspace, report: Report) -> Library:
    path = world.references_file
    if not world.door.is_there(path, "references"):
        return _NONE
    name = world.relative(path)
    content = world.read_project_file(path, Span(name, 0, 0, 0), report)
    if content is None:
        return _NONE
    library, mistakes = _read(name, content)
    report.add(*mistakes)
    return library


# By the file's content: a translation asks for them too, and most edits of a talk leave them as they are.
@lru_cache(maxsize=2)
def _read(name: str, content: bytes) -> tuple[Library, Found]:
    report = Report()
    file = opened(name, content, report)
    return (_of_items(file) if file is not None else _NONE), report.found


def _of_items(file: JsonFile) -> Library:
    found: dict[str, Reference] = {}
    aliases: dict[str, Reference] = {}
    retracted: set[str] = set()
    for item in items(file):
        key = _key(item, found, file)
        if key:
            found[key] = reference_of(key, item, file)
            retracted.update(retracted_dois(item.value))
            other = item.value.get("citation-key")
            if isinstance(other, str) and other:
                aliases.setdefault(composed(other), found[key])
    # What Better BibTeX calls it; an item's own id comes first.
    return Library({key: _with_standing(one, retracted) for key, one in (aliases | found).items()})


def _key(item: Stretch, found: Mapping[str, Reference], file: JsonFile) -> str:
    """The id of an item; empty, and a diagnostic, where it has none of its own."""
    key = item.value.get("id") if isinstance(item.value, dict) else None
    if isinstance(key, bool) or not isinstance(key, (str, int)) or key == "":
        message = "a reference needs an `id`: the key by which the talk cites it"
        file.report.error("bad-references", message, span_of("id", item, file))
        return ""
    key = composed(str(key))
    if key in found:
        message = f"two references have the id `{key}`"
        file.report.error("duplicate-id", message, span_of("id", item, file), "delete one, or give it another id")
        return ""
    return key


def _with_standing(reference: Reference, retracted: set[str]) -> Reference:
    """Retracted as well if its notice is among the references."""
    is_retracted = reference.standing is Standing.GOOD and reference.doi.casefold() in retracted
    return replace(reference, standing=Standing.RETRACTED) if is_retracted else reference
