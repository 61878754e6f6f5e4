"""Tell of a translation what has changed since, is missing, asked, wrong, or not as the glossary says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from deck import language
from deck.as_before import AsBefore
from deck.diagnostics import Diagnostic, Found, Report, Severity, Span
from deck.translation.faults import check_translations
from deck.translation.glossary import NO_GLOSSARY, Glossary, check_terms, load_glossary
from deck.translation.message import Paired, Path, State, name_of, named
from deck.translation.overlay import DRAFT, Overlay
from deck.translation.pair import Pairing
from deck.translation.words_of_files import of_data_file
from deck.value import Value
from deck.workspace import Workspace

Pairs = Sequence[Paired]


def tell(
    pairing: Pairing,
    overlay: Overlay,
    source_tag: str,
    world: Workspace,
    keep_stale: bool,
    damaged: bool,
    before: AsBefore,
) -> Iterator[Diagnostic]:
    """What is told of a translation from the language `source_tag`, one kind after the other.

    `keep_stale` is whether translations are shown whose source has changed, `damaged` whether something in the overlay
    could not be read: that is not missing besides. `before` is what is known of slides that are as they were.
    """
    made_up, mistakes = language.base(overlay.tag) == "qps", Report()
    glossary = NO_GLOSSARY if made_up else load_glossary(world, mistakes)
    teller = _Teller(overlay.tag, source_tag, keep_stale, pairing.ambiguous)
    told = {part: teller.told(part, pairs, glossary, before) for part, pairs in pairing.parts.items()}
    for one in told.values():
        yield from one.stale
    for one in told.values():
        yield from one.asked
    for part, one in told.items():
        if one.missing and not damaged:
            yield _missing(part, one, overlay)
    for path in pairing.ambiguous:
        yield _ambiguous(path, overlay)
    if overlay.review.status == DRAFT and not made_up:
        what = f"the translation to `{overlay.tag}` is a draft that no native specialist has reviewed"
        yield Diagnostic(Severity.NOTE, "draft-translation", what, _place(overlay, ("review",)))
    for one in told.values():
        yield from one.faults
    yield from mistakes.found
    for one in told.values():
        yield from one.terms


class _Told(Value, frozen=True):
    """Of one slide or other part, each kind by itself."""

    stale: Found
    asked: Found
    missing: int
    cells: tuple[str, ...]
    """The fields of data files that some of what is missing is of."""
    faults: Found
    terms: Found


class _Teller(Value, frozen=True):
    """What is told of a part besides its strings depends on this."""

    tag: str
    source_tag: str
    keep_stale: bool
    ambiguous: tuple[Path, ...]

    def told(self, part: Path, pairs: Pairs, glossary: Glossary, before: AsBefore) -> _Told:
        make = partial(self._told, part, pairs, glossary)
        return before.of("told", name_of(part), (pairs, glossary), (self,), make)

    def _told(self, part: Path, pairs: Pairs, glossary: Glossary) -> _Told:
        missing = [one.message for one in pairs if self._is_missing(one)]
        return _Told(
            tuple(self._stale(part, [one for one in pairs if one.state is State.STALE and not one.message.optional])),
            tuple(_asked(pairs)),
            len(missing),
            tuple(dict.fromkeys(field for one in missing if (field := of_data_file(one)) is not None)),
            tuple(check_translations(pairs, self.tag, self.source_tag)),
            tuple(check_terms(pairs, self.tag, glossary)),
        )

    def _stale(self, part: Path, stale: Pairs) -> Iterator[Diagnostic]:
        """A language in progress says a line a slide, not one a string."""
        fate = "its translation is shown all the same" if self.keep_stale else "it is shown in the talk's own language"
        fates = fate.replace("its translation is", "their translations are").replace("it is", "they are")
        several = f"the sources of {len(stale)} texts of `{named(part)}` have changed; {fates}"
        help = f"`deck locale update {self.tag}` shows both sources; correct the text, then"
        help += f" `deck locale accept {self.tag} …`"
        for first in stale[:1]:
            one = f"the source of `{named(first.message.path)}` has changed; {fate}"
            where = first.entry.span if first.entry else first.message.span
            yield Diagnostic(Severity.WARNING, "stale-translation", one if len(stale) == 1 else several, where, help)

    def _is_missing(self, paired: Paired) -> bool:
        """What cannot be told apart is not missing besides: one mistake, one message."""
        if paired.message.optional or paired.state is not State.MISSING:
            return False
        return not any(paired.message.path[: len(path)] == path for path in self.ambiguous)


def _asked(pairs: Pairs) -> Iterator[Diagnostic]:
    for paired in pairs:
        if paired.entry is not None and paired.entry.question:
            what = f"the translator asks about `{named(paired.message.path)}`: {paired.entry.question}"
            help = "answer in the overlay or beside the source (`# translators: …`), and take `question:` out"
            yield Diagnostic(Severity.NOTE, "translator-asks", what.replace("\n", " "), paired.entry.span, help)


def _missing(part: Path, told: _Told, overlay: Overlay) -> Diagnostic:
    texts = "1 text" if told.missing == 1 else f"{told.missing} texts"
    what = f"{texts} of `{named(part)}` not translated: shown in the talk's own language"
    help = f"fill in the empty `text:` lines; `deck locale update {overlay.tag}` writes those that the file lacks"
    if told.cells:
        help += f"; cells that are names in every language: `names: [{', '.join(told.cells)}]` on the slide"
    return Diagnostic(Severity.WARNING, "missing-translation", what, _place(overlay, part), help)


def _ambiguous(path: Path, overlay: Overlay) -> Diagnostic:
    what = f"items of `{named(path)}` were edited and moved at once: nobody can tell which translation is whose"
    help = f"`deck locale update {overlay.tag}` lists their old translations under `obsolete:`; copy those that"
    return Diagnostic(Severity.WARNING, "ambiguous-translation", what, _place(overlay, path[:2]), f"{help} still hold")


def _place(overlay: Overlay, part: Path) -> Span:
    """Where a part stands in the overlay, or the overlay itself."""
    data: Any = overlay.source.data
    for step in part:
        if not isinstance(data, dict) or step not in data:
            return Span(overlay.source.file, 0, 0, 0)
        data = data[step]
    return overlay.source.key_span(part)
