"""What is shown: of each language the last good pages, and which of them are older than the files.

A page that could not be read keeps the picture that it had, marked stale; what is fresh is never marked, and what is
stale is never shown as fresh.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deck.serve.shown import Built, Edition, Face, Shown, Wrong
from deck.value import Value, field, replace


class Change(Value, frozen=True):
    """What is new in a language: the pages that differ, and what is said of it as a whole."""

    locale: str
    language: str
    right_to_left: bool
    size: tuple[float, float]
    order: tuple[str, ...]
    """Ids of all its pages."""
    pages: tuple[Shown, ...]
    """Those that differ from what was shown."""
    wrong: tuple[Wrong, ...] | None
    """All that is found; None where that is what it was."""
    stale: bool
    """Whether nothing could be built, so that all its pages are older than the files."""
    jump: str = ""
    """The first page whose picture differs; empty where none does."""


class Language(Value, frozen=True):
    """One language as it is shown."""

    locale: str
    language: str = ""
    right_to_left: bool = False
    size: tuple[float, float] = (960, 540)
    pages: Mapping[str, Shown] = field(default_factory=dict)
    wrong: tuple[Wrong, ...] = ()
    stale: bool = False

    def with_edition(self, edition: Edition) -> tuple[Language, Change]:
        """What is shown after a build, and what is new in it."""
        if edition.pages is None:
            kept = {id: replace(page, stale=True) for id, page in self.pages.items()}
            after = replace(self, pages=kept, wrong=edition.wrong, stale=True)
            after = after if self.language else replace(after, language=edition.language)
        else:
            pages = {page.id: self._with_page(page) for page in edition.pages}
            after = Language(
                edition.locale, edition.language, edition.right_to_left, edition.size, pages, edition.wrong
            )
        return after, after.since(self)

    def _with_page(self, page: Shown) -> Shown:
        """The page, or in its place the last good one, with what is wrong with it now."""
        before = self.pages.get(page.id)
        if not page.unread or before is None or (before.unread and not before.stale):
            return page
        return replace(before, number=page.number, yaml=page.yaml, wrong=page.wrong, unread=True, stale=True)

    def since(self, before: Language | None) -> Change:
        """What is new in it; without a state before, all of it."""
        known = before.pages if before is not None else {}
        pages = tuple(page for id, page in self.pages.items() if known.get(id) != page)
        moved = (page.id for page in pages if not known or _looks(known.get(page.id)) != _looks(page))
        return Change(
            self.locale,
            self.language,
            self.right_to_left,
            self.size,
            tuple(self.pages),
            pages,
            self.wrong if before is None or before.wrong != self.wrong else None,
            self.stale,
            # At first everything is new, and nothing to jump to; what is stale was seen already.
            next((id for id in moved), "") if known and not self.stale else "",
        )

    def with_trouble(self, trouble: Wrong) -> tuple[Language, Change]:
        """The same after a build that came to no end."""
        kept = {id: replace(page, stale=True) for id, page in self.pages.items()}
        after = replace(self, pages=kept, wrong=(trouble,), stale=True)
        return after, after.since(self)


def _looks(page: Shown | None) -> object:
    return page and (page.svg, page.unread, [one.picture for one in page.wrong] if page.unread else ())


class State:
    """All languages that were built, and the files that their pages name."""

    def __init__(self) -> None:
        self.title = ""
        self.languages: tuple[tuple[str, str], ...] = ()
        self.shown: dict[str, Language] = {}
        self.files: dict[str, bytes] = {}
        self.faces: tuple[Face, ...] = ()
        self._named: dict[str, tuple[str, ...]] = {}

    def take(self, built: Built) -> Change | None:
        """What a build told of a language, and what of it is new; None where nothing is."""
        edition = built.edition
        before = self.shown.get(edition.locale)
        after, change = (before or Language(edition.locale)).with_edition(edition)
        self.shown[edition.locale] = after
        self.faces = built.faces or self.faces
        self.keep(built.files)
        if edition.pages is not None:
            self._named[edition.locale] = built.names
            self._forget()
        return change if before != after else None

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Pictures that are told once, and be it with pages that are never shown."""
        self.files.update(files)

    def _forget(self) -> None:
        """Let go of the files that no page names any more, and be it one that is stale."""
        kept = {name for names in self._named.values() for name in names}
        old = [page.svg for shown in self.shown.values() for page in shown.pages.values() if page.stale]
        self.files = {
            name: data for name, data in self.files.items() if name in kept or any(name in svg for svg in old)
        }

    def trouble(self, locales: Iterable[str], trouble: Wrong) -> list[Change]:
        """These languages as they are shown after a build that came to no end."""
        changes = []
        for locale in locales:
            before = self.shown.get(locale, Language(locale))
            self.shown[locale], change = before.with_trouble(trouble)
            changes.append(change)
        return changes

    def whole(self, locale: str) -> Change | None:
        """All of a language, for a browser that has nothing yet; None where it was not built."""
        shown = self.shown.get(locale)
        return shown.since(None) if shown is not None else None
