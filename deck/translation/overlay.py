"""Read an overlay, `locales/de.yaml`: the translations of a talk, each beside the source it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path as File
from typing import Any

from deck import language
from deck.diagnostics import Diagnostic, Found, Report, Severity, Span, close_matches
from deck.regex import regex
from deck.source import Source, content_of, read_yaml
from deck.translation.message import APPROVED, NOT_REVIEWED, REVIEWED, Entry, Path, Review
from deck.value import Value
from deck.workspace import Workspace

_PARTS = ("talk", "slides", "figures", "references", "phrases")
_KNOWN = ("review", *_PARTS, "obsolete")
_ENTRY = ("source", "text", "was", "at", "question", "on_purpose", "state", "by", "date")
LEAVE_OUT = "leave_out"
DRAFT = "draft"


class Standing(Value, frozen=True):
    """Who has looked at the translation as a whole: no native specialist has reviewed a draft."""

    status: str = DRAFT
    by: str = ""
    date: str = ""


class Overlay(Value, frozen=True):
    """The translations into one language; `source` is the file they stand in."""

    tag: str
    source: Source
    entries: tuple[Entry, ...]
    review: Standing
    leave_out: frozenset[str] = frozenset()
    """Ids of slides that this language does without."""
    obsolete: tuple[Entry, ...] = ()
    """Translations of strings that the talk no longer has."""


def path_of(world: Workspace, tag: str) -> File:
    return world.locales_folder / f"{tag}.yaml"


def tags(world: Workspace) -> tuple[str, ...]:
    """The languages that the talk has an overlay for, sorted."""
    return tuple(sorted(path.stem for path in _files(world) if language.is_tag(path.stem)))


def strays(world: Workspace, own: str = "") -> tuple[Diagnostic, ...]:
    """A warning for each file among the overlays that is named like no language, or like the talk's own.

    Editors and programs that synchronise folders leave theirs beside them: locks, copies, both sides of a conflict.
    """
    found = []
    overlays = _files(world)
    near = (path for path in world.locales_folder.glob("*") if _YAML.search(path.name))
    for path in sorted({*near, *overlays}):
        what = refused(path.stem, own) if path in overlays else _UNREAD if path.name != "glossary.yaml" else ""
        if what:
            name = world.relative(path)
            stem = path.name.partition(".")[0] if path.suffix.lower() in (".yaml", ".yml") else ""
            meant = language.as_tag(path.stem if path in overlays else stem)
            known = meant and f"{meant}.yaml" != path.name and not path.with_name(f"{meant}.yaml").exists()
            help = f"rename it to `{meant}.yaml`, or move it" if known else "move it to another folder, or delete it"
            said = f"`{name}` is left aside: {what}"
            found.append(Diagnostic(Severity.WARNING, "bad-locale-name", said, Span(name, 0, 0, 0), help))
    return tuple(found)


_YAML = regex(r"\.ya?ml", re.IGNORECASE)
_UNREAD = "an overlay is called after its language, such as `de.yaml`"


def refused(tag: str, own: str = "") -> str:
    """Why there can be no translation to this language, or nothing."""
    if not language.is_tag(tag) or not language.is_known(tag):
        return f"`{tag}` is no language tag, such as el, nl or pt-BR"
    if own and tag in (own, language.base(own)):
        return f"`{tag}` is the language of the talk itself"
    return ""


def _files(world: Workspace) -> list[File]:
    # Editors lock a file by one beside it that begins with a dot.
    paths = world.locales_folder.glob("*.yaml")
    return [path for path in paths if path.stem != "glossary" and not path.name.startswith(".")]


def load_overlay(world: Workspace, tag: str, report: Report) -> Overlay | None:
    """The overlay of a language; None, and diagnostics, where it cannot be read as one."""
    path = path_of(world, tag)
    name = world.relative(path)
    content = content_of(path, report, name, world.door)
    if content is None:
        return None
    overlay, mistakes = _read(content, name, tag)
    report.add(*mistakes)
    return overlay


# By the file's content: an edit of the talk leaves its translations as they are.
@lru_cache(maxsize=8)
def _read(content: bytes, name: str, tag: str) -> tuple[Overlay | None, Found]:
    report = Report()
    source = read_yaml(content, report, name)
    return (read_overlay(source, tag, report) if source else None), report.found


def read_overlay(source: Source, tag: str, report: Report) -> Overlay | None:
    """The same for a file that is already loaded."""
    data = source.data
    if not isinstance(data, dict):
        help = "`deck locale add` writes one to begin with"
        report.error("bad-overlay", "an overlay is a mapping with `slides:`", source.span(()), help)
        return None
    for key in data:
        if key not in _KNOWN:
            help = close_matches(key, _KNOWN) or f"known here: {', '.join(_KNOWN)}"
            report.error("unknown-field", f"unknown field `{key}`", source.key_span((key,)), help)
    found = Report()
    reader = _Reader(source, found)
    entries = tuple(entry for part in _PARTS for entry in reader.entries(data.get(part), (part,)))
    obsolete = tuple(reader.entries(data.get("obsolete"), ("obsolete",)))
    review = _review(source, data.get("review"), found)
    report.add(*found)
    return Overlay(tag, source, entries, review, _left_out(data.get("slides")), obsolete)


class _Reader(Value, frozen=True):
    source: Source
    report: Report

    def entries(self, data: Any, steps: Path) -> Iterator[Entry]:
        match data:
            case None:
                return
            case {"source": str() | None, **rest} if not (set(rest) - set(_ENTRY)) and len(steps) > 1:
                yield from self._entry(data, steps)
            case {"text": str() | None} | {"source": str() | None}:
                self._wrong(steps, "an entry has a `source` and a `text`, and nothing else")
            case dict():
                for key, value in data.items():
                    if not (key == LEAVE_OUT and len(steps) == 2):
                        yield from self.entries(value, (*steps, key))
            case list():
                for place, value in enumerate(data):
                    yield from self.entries(value, (*steps, place))
            case _:
                self._wrong(steps, f"`{data}` is no entry: it has no `source:` and `text:`")

    def _entry(self, data: dict[str, Any], steps: Path) -> Iterator[Entry]:
        if not all(isinstance(data.get(name), str | None) for name in _ENTRY):
            self._wrong(steps, f"{', '.join(f'`{name}`' for name in _ENTRY)} are texts")
            return
        written = data.get("text") or ""
        span = self.source.span((*steps, "text")) if written else self.source.span(steps)
        said = {name: data.get(name) or "" for name in ("was", "at", "question", "on_purpose")}
        yield Entry(data.get("source") or "", written, span, steps, **said, review=self._review(data, steps))

    def _review(self, data: dict[str, Any], steps: Path) -> Review:
        level, by, date = (data.get(name) or "" for name in ("state", "by", "date"))
        if level not in ("", REVIEWED, APPROVED):
            help = f"{REVIEWED}, {APPROVED}, or nothing: what is translated or stale is known"
            span = self.source.span((*steps, "state"))
            self.report.error("unknown-choice", f"`state` cannot be `{level}`", span, help)
            return NOT_REVIEWED
        if (by or date) and not level:
            name = "by" if by else "date"
            help = f"add `state: {REVIEWED}` or `state: {APPROVED}`, or take it out"
            self.report.error("missing-field", f"`{name}` of what?", self.source.key_span((*steps, name)), help)
        return Review(level, by, date)

    def _wrong(self, steps: Path, what: str) -> None:
        help = "write `source: …` and `text: …` under it; `deck locale update` writes the entries that are missing"
        self.report.error("bad-overlay", what, self.source.span(steps), help)


def _left_out(slides: Any) -> frozenset[str]:
    if not isinstance(slides, dict):
        return frozenset()
    return frozenset(id for id, one in slides.items() if isinstance(one, dict) and one.get(LEAVE_OUT) == "true")


def _review(source: Source, data: Any, report: Report) -> Standing:
    if not isinstance(data, dict):
        return Standing()
    for key in data:
        if key not in Standing.__struct_fields__:
            help = close_matches(key, Standing.__struct_fields__) or "known here: status, by, date"
            report.error("unknown-field", f"unknown field `{key}`", source.key_span(("review", key)), help)
    given = {key: value for key, value in data.items() if key in Standing.__struct_fields__ and isinstance(value, str)}
    review = Standing(**given)
    if review.status not in (DRAFT, REVIEWED):
        help = f"one of {DRAFT}, {REVIEWED}"
        report.error("unknown-choice", f"`status` cannot be `{review.status}`", source.span(("review", "status")), help)
    elif review.status == REVIEWED and not (review.by and review.date):
        what = "a reviewed translation says who reviewed it, and when"
        report.error("missing-field", what, source.span(("review",)), "add `by: …` and `date: …`")
    return review
