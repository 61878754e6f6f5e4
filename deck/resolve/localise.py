"""Say the talk in another language: each string by its translation, or in the language it was written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from functools import partial
from typing import Any, TypeVar

from deck import language, markup
from deck.as_before import AsBefore
from deck.diagnostics import NOWHERE, Found, Report, Span
from deck.markup import Text
from deck.phrases import Phrase, Phrases
from deck.place import Place
from deck.plain_words import printed_raw
from deck.source import Source
from deck.talk import Meta, Name, Prose, Section, Slide, Talk
from deck.translation.catalogue import Change, by_part, in_paragraphs, map_messages
from deck.translation.lost import lost, lost_fields
from deck.translation.message import Message, Paired, Path, State, named, spelled
from deck.translation.numerals import by_language
from deck.translation.overlay import DRAFT, Overlay, load_overlay, path_of, refused, tags
from deck.translation.pair import Pairing, pair_parts, without
from deck.translation.pseudo import NOBODY, pseudo_overlay
from deck.translation.tell import tell
from deck.translation.words_of_files import with_words_of_files
from deck.value import Value, replace
from deck.workspace import Workspace

Part = TypeVar("Part", bound=Meta | Slide)
Pairs = Sequence[Paired]
Strings = Mapping[Path, Sequence[Message]]
DRAFTED = "draft-translation"
# In Hebrew or Arabic, the word for one or two things needs no number.
_SAYS_ITS_COUNT = ("zero", "one", "two")


def localise(
    talk: Talk, tag: str, world: Workspace, keep_stale: bool = False, before: AsBefore | None = None
) -> tuple[Talk | None, Found]:
    """The talk in the language of that tag; what is missing or stale is said in the talk's own, and reported.

    None, and a diagnostic, where there is no such language. `keep_stale` shows translations whose source has changed;
    `before` is what is known of slides that are as they were.
    """
    if tag in (talk.meta.language, language.base(talk.meta.language)):
        return talk, ()
    report = Report()
    said = _localised(talk, tag, world, report, keep_stale, before or AsBefore())
    return said, report.found


def _localised(
    talk: Talk, tag: str, world: Workspace, report: Report, keep_stale: bool, before: AsBefore
) -> Talk | None:
    talk = with_words_of_files(talk, world, before)
    strings = by_part(talk, world, tag, before)
    overlay = _overlay(talk, strings, tag, world, report)
    if overlay is None:
        return None
    overlay = replace(overlay, source=_in_place(overlay.source, before))
    pairing = pair_parts(strings, overlay, before)
    left_out = pairing.left_out(overlay)
    damaged = report.has_errors
    report.add(*tell(without(pairing, left_out), overlay, talk.meta.language, world, keep_stale, damaged, before))
    shown = _Shown(overlay, talk.meta.language, report, keep_stale)
    kept = replace(talk, slides=tuple(slide for slide in talk.slides if slide.says.id not in left_out))
    if not kept.slides:
        what, help = f"the translation to `{tag}` leaves every slide out", "take `leave_out: true` away where it begins"
        span = overlay.source.key_span(("slides",)) if overlay.source else NOWHERE
        report.error("nothing-to-draw", what, span, help)
        return None

    def pairs_of(*part: str) -> Pairs:
        return pairing.parts.get(part, ())

    def said(part: Part, pairs: Pairs, section: Section | None = None) -> Part:
        """A part of the talk in the other language, as it was said before where it is as it was."""
        name = part.says.id if isinstance(part, Slide) else ""
        make = partial(_said, part, section, pairs, shown)
        return report.take(before.of("said", name, (part, section, pairs), (keep_stale,), make))

    meta = said(kept.meta, pairs_of("talk"))
    called = _called(talk, kept, pairing, shown, before)
    figures = tuple(pairs for part, pairs in pairing.parts.items() if part[0] == "figures")
    make_words = partial(_figure_words, figures, shown)
    figure_words = report.take(before.of("figure words", "", figures, (keep_stale,), make_words))
    slides = tuple(
        said(slide, pairs_of("slides", slide.says.id), called.get(slide.section, slide.section))
        for slide in kept.slides
    )
    return replace(
        kept,
        slides=slides,
        meta=replace(meta, language=tag),
        words=figure_words,
        references=_references(pairs_of("references"), shown),
        phrases=Phrases(tag, _phrases(pairs_of("phrases"), shown)),
        translation=_translation(overlay),
        written_in=talk.meta.language,
        left_out=left_out,
    )


def _in_place(source: Source, before: AsBefore) -> Source:
    """The file in the place of what it was before: translations that stand where they stood belong to it."""
    # A copy, for who has read the file before may meet what it was then again.
    kept = before.of("overlay", "", (), (), partial(copy, source))
    kept.become(source)
    return kept


def _said(part: Part, section: Section | None, pairs: Pairs, shown: _Shown) -> tuple[Part, Found]:
    """A slide or the head in the other language, and what is wrong with its translations."""
    report = Report()
    said = map_messages(part, replace(shown, report=report).by(pairs))
    if isinstance(said, Slide) and section is not None and said.section is not section:
        said = replace(said, section=section)
    return said, report.found


def _overlay(talk: Talk, strings: Strings, tag: str, world: Workspace, report: Report) -> Overlay | None:
    if language.base(tag) == "qps":
        return pseudo_overlay((message for own in strings.values() for message in own), tag)
    what = refused(tag, talk.meta.language)
    if what:
        from deck.diagnostics import close_matches

        known = (talk.meta.language, *tags(world))
        help = close_matches(language.as_tag(tag) or tag, known) or f"there is {', '.join(known)}"
        report.error("unknown-locale", f"there is no such translation: {what}", help=help)
        return None
    if world.door.is_there(path_of(world, tag)):
        return load_overlay(world, tag, report)
    from deck.diagnostics import close_matches

    known = (talk.meta.language, *tags(world))
    where = world.relative(path_of(world, tag))
    help = close_matches(tag, known) or f"there is {', '.join(known)}; `deck locale add {tag}` begins a translation"
    report.error("unknown-locale", f"there is no translation to `{tag}`: `{where}` is missing", help=help)
    return None


class _Shown(Value, frozen=True):
    """What is shown for each string."""

    overlay: Overlay
    own_language: str
    report: Report
    keep_stale: bool

    def by(self, pairs: Pairs) -> Change:
        """What is said for a string of a part, by the translations of all of these."""
        by_path = {paired.message.path: paired for paired in pairs}

        def said_of(message: Message, value: Any) -> Any:
            if message.path in by_path:
                return self.value(by_path[message.path], value)
            parts = zip(in_paragraphs(message, value), value, strict=True)
            return Prose(text for part, one in parts for text in self.value(by_path[part.path], Prose((one,))))

        return said_of

    def words(self, paired: Paired) -> str | None:
        """The translation, where it may be shown."""
        state = paired.state if paired.entry else State.MISSING
        usable = state in (State.TRANSLATED, State.IDENTICAL) or (self.keep_stale and state is State.STALE)
        return paired.entry.text if paired.entry and usable else None

    def plain(self, paired: Paired) -> str | None:
        """The translation of words without markup; its `{fields}` must be those of the source."""
        words = self.words(paired)
        category = paired.message.path[-1] if paired.message.path[0] == "phrases" else ""
        what = lost_fields(paired.message.source, words, category in _SAYS_ITS_COUNT) if words is not None else ""
        if what:
            help = "write the names in braces as they stand in the source"
            self.report.error("lost-in-translation", what, self._at(paired), help)
            return None
        return words

    def value(self, paired: Paired, value: Any) -> Any:
        words = self.words(paired)
        match value:
            case Text() if words is None and paired.message.optional:
                return by_language(value, self.overlay.tag, self.own_language)
            case Text():
                return self._in_own(value) if words is None else self._text(words, paired, value)
            case Prose():
                return Prose(map(self._in_own, value)) if words is None else self._prose(words, paired, value)
            case Name():
                return value if words is None else Name(words, self._at(paired))
            case _ if paired.message.path[-1] == "section":
                return value  # its name; the section knows what it is called
            case _:
                return value if words is None else self._printed(words.strip(), paired)

    def _printed(self, words: str, paired: Paired) -> str:
        """Words that are shown as they stand; markup in them is a slip."""
        found = printed_raw(words, f"`{named(paired.message.path)}`", self._at(paired))
        self.report.add(*([found] if found else []))
        return words

    def text(self, paired: Paired, original: str) -> Text:
        """The same for a plain string, as a text."""
        words = self.words(paired)
        if words is None:
            place = Place.at(paired.message.span, spelled(paired.message.path))
            return self._in_own(markup.parse(original, place, Report()))
        return replace(markup.parse(words.strip(), self._place(paired), self.report), original=original)

    def _text(self, words: str, paired: Paired, value: Text) -> Text:
        text = markup.parse(words, self._place(paired), self.report)
        self._report_lost(paired, value.runs, text.runs)
        # A cell stands as far in as its source does.
        spaces = " " * (len(value.source) - len(value.source.lstrip(" ")))
        return replace(text, original=value.plain, source=spaces + text.source.lstrip(" "))

    def _prose(self, words: str, paired: Paired, value: Prose) -> Prose:
        place = self._place(paired)
        texts = list(markup.prose(words, place, self.report))
        self._report_lost(paired, [r for text in value for r in text.runs], [r for text in texts for r in text.runs])
        return Prose(texts)

    def _report_lost(self, paired: Paired, before: Any, after: Any) -> None:
        for run in after:
            needed = language.plural_categories_of_counts(self.overlay.tag) if run.forms else ()
            missing = [category for category in needed if category not in dict(run.forms)]
            if missing and self.overlay.review.by != NOBODY:
                forms = ", ".join(f"`{category}`" for category in missing)
                what = f"the plural of `{{{run.value}}}` lacks {forms}"
                help = f"this language has {', '.join(needed)}: write a form for each, as in `{missing[0]} {{# …}}`"
                self.report.error("missing-plural", what, run.place.span, help)
        for what, added in lost(before, after):
            help = "a translation keeps what the source cites, links to and counts"
            where = added.place.span if added else self._at(paired)
            self.report.error("lost-in-translation", what, where, help)

    def _in_own(self, text: Text) -> Text:
        return replace(text, runs=tuple(replace(run, lang=self.own_language) for run in text.runs))

    def _at(self, paired: Paired) -> Span:
        return paired.entry.span if paired.entry else paired.message.span

    def _place(self, paired: Paired) -> Place:
        path, source = spelled(paired.message.path), self.overlay.source
        if paired.entry is None or paired.entry.span.file != source.file:  # made up, and in no file
            return Place.at(self._at(paired), path)
        return Place(source, (*paired.entry.steps, "text"), path)


def _called(talk: Talk, kept: Talk, pairing: Pairing, shown: _Shown, before: AsBefore) -> dict[str, Section]:
    """What each section is called of which a slide is kept, also where that which begins it is left out."""
    needed = {slide.section for slide in kept.slides}
    titles: dict[str, Section] = {}
    for slide in talk.slides:
        if not slide.says.section or slide.section in titles or slide.section not in needed:
            continue
        pairs = pairing.parts.get(("slides", slide.says.id), ())
        for paired in (paired for paired in pairs if paired.message.path[2:] == ("section",)):
            # What else is in a section need not be said again while its name stands where it stood, and is the same.
            equal = (paired.entry, paired.message.span, shown.keep_stale)
            make = partial(_section, slide.section, paired, shown)
            made = before.of("called", slide.section, (), equal, make)
            titles[slide.section] = shown.report.take(made)
    return titles


def _section(name: Section, paired: Paired, shown: _Shown) -> tuple[Section, Found]:
    report = Report()
    return Section(name, replace(shown, report=report).text(paired, name)), report.found


def _figure_words(figures: Sequence[Pairs], shown: _Shown) -> tuple[dict[str, dict[str, str]], Found]:
    report = Report()
    shown = replace(shown, report=report)
    found: dict[str, dict[str, str]] = {}
    for paired in (paired for pairs in figures for paired in pairs):
        words = shown.plain(paired)
        if words is not None:
            found.setdefault(str(paired.message.path[1]), {})[paired.message.source] = words.strip()
    return found, report.found


def _references(pairs: Pairs, shown: _Shown) -> dict[str, str]:
    return {str(paired.message.path[1]): shown.value(paired, "") for paired in pairs if shown.words(paired)}


def _phrases(pairs: Pairs, shown: _Shown) -> dict[str, Phrase]:
    found: dict[str, Any] = {}
    for paired in pairs:
        words = shown.plain(paired)
        match paired.message.path:
            case (_, str(name)) if words:
                found[name] = words
            case (_, str(name), str(category)) if words:
                found.setdefault(name, {})[category] = words
    return {name: phrase for name, phrase in found.items() if isinstance(phrase, str) or "other" in phrase}


def _translation(overlay: Overlay) -> str:
    """Who has seen the translation, for the document's properties."""
    review, phrases = overlay.review, Phrases(overlay.tag)
    if review.status == DRAFT:
        return phrases.say(DRAFTED)
    return phrases.say("reviewed-translation", by=review.by, date=review.date)
