"""Say the talk in another language: each string by its translation, or in the language it was written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from deck import language, markup
from deck.as_before import AsBefore
from deck.diagnostics import NOWHERE, Found, Report, Span
from deck.markup import Text
from deck.phrases import Phrase, Phrases
from deck.place import Place
from deck.plain_words import printed_raw
from deck.talk import Meta, Name, Prose, Section, Slide, Talk
from deck.translation.catalogue import Change, catalogue, in_paragraphs, map_messages, messages_of
from deck.translation.faults import check_translations
from deck.translation.glossary import load_glossary, report_terms
from deck.translation.lost import lost, lost_fields
from deck.translation.message import Message, Paired, Path, State, named, spelled
from deck.translation.numerals import by_language
from deck.translation.overlay import DRAFT, Overlay, load_overlay, path_of, refused, tags
from deck.translation.pair import Pairing, pair, without
from deck.translation.pseudo import NOBODY, pseudo_overlay
from deck.translation.words_of_files import of_data_file, with_words_of_files
from deck.value import Value, replace
from deck.workspace import Workspace

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
    def strings(slide: Slide) -> tuple[Message, ...]:
        return before.of("strings", slide.says.id, (slide,), (), partial(messages_of, slide))

    talk = with_words_of_files(talk, world, before)
    messages = catalogue(talk, world, tag, strings)
    overlay = _overlay(talk, messages, tag, world, report)
    if overlay is None:
        return None
    whole = pair(messages, overlay)
    left_out = whole.left_out(overlay)
    pairing = without(whole, left_out)
    _report_states(pairing, overlay, report, keep_stale)
    if language.base(tag) != "qps":
        report.add(*check_translations(pairing.pairs, tag, talk.meta.language))
        report_terms(pairing.pairs, tag, load_glossary(world, report), report)
    shown = _Shown(overlay, talk.meta.language, report, keep_stale)
    by_path = {paired.message.path: paired for paired in whole.pairs}
    kept = replace(talk, slides=tuple(slide for slide in talk.slides if slide.says.id not in left_out))
    if not kept.slides:
        what, help = f"the translation to `{tag}` leaves every slide out", "take `leave_out: true` away where it begins"
        span = overlay.source.key_span(("slides",)) if overlay.source else NOWHERE
        report.error("nothing-to-draw", what, span, help)
        return None

    of_meta = (pair.entry for path, pair in by_path.items() if path[0] == "talk")
    make_meta = partial(_said_of_head, kept.meta, by_path, shown)
    meta = report.take(before.of("head said", "", (kept.meta, *of_meta), (keep_stale,), make_meta))
    on_slide: dict[str, list[Paired]] = {}
    for paired in whole.pairs:
        if paired.message.path[0] == "slides":
            on_slide.setdefault(str(paired.message.path[1]), []).append(paired)
    called = _called(kept, by_path, shown, before)
    of_figures = [pair for path, pair in by_path.items() if path[0] == "figures"]
    texts = tuple(pair.message for pair in of_figures)
    make_words = partial(_figure_words, by_path, shown)
    made = before.of("figure words", "", tuple(pair.entry for pair in of_figures), (keep_stale, texts), make_words)
    figure_words = report.take(made)
    slides = []
    for slide in kept.slides:
        # The very translations: where they stand in the file counts.
        pairs = (pair.entry for pair in on_slide.get(slide.says.id, ()))
        section = called.get(slide.section, slide.section)
        make = partial(_said, slide, section, by_path, shown)
        said, found = before.of("said", slide.says.id, (slide, section, *pairs), (keep_stale,), make)
        report.add(*found)
        slides.append(said)
    return replace(
        kept,
        slides=tuple(slides),
        meta=replace(meta, language=tag),
        words=figure_words,
        references=_references(by_path, shown),
        phrases=Phrases(tag, _phrases(by_path, shown)),
        translation=_translation(overlay),
        written_in=talk.meta.language,
        left_out=left_out,
    )


def _said_of_head(meta: Meta, by_path: Mapping[Path, Paired], shown: _Shown) -> tuple[Meta, Found]:
    report = Report()
    return map_messages(meta, replace(shown, report=report).by(by_path)), report.found


def _said(slide: Slide, section: Section, by_path: Mapping[Path, Paired], shown: _Shown) -> tuple[Slide, Found]:
    """A slide in the other language, and what is wrong with its translations."""
    report = Report()
    said = map_messages(slide, replace(shown, report=report).by(by_path))
    return said if said.section is section else replace(said, section=section), report.found


def _overlay(talk: Talk, messages: tuple[Message, ...], tag: str, world: Workspace, report: Report) -> Overlay | None:
    if language.base(tag) == "qps":
        return pseudo_overlay(messages, tag)
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

    def by(self, by_path: Mapping[Path, Paired]) -> Change:
        """What is said for a string, by the translations of all."""

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


def _called(talk: Talk, by_path: Mapping[Path, Paired], shown: _Shown, before: AsBefore) -> dict[str, Section]:
    titles: dict[str, Section] = {}
    for slide in talk.slides:
        paired = by_path.get(("slides", slide.says.id, "section"))
        if paired is not None and slide.section not in titles:
            name, entry = slide.section, paired.entry

            def make(name: Section = name, paired: Paired = paired) -> tuple[Section, Found]:
                report = Report()
                return Section(name, replace(shown, report=report).text(paired, name)), report.found

            equal = (shown.keep_stale, paired.message.span)
            titles[name], found = before.of("called", name, (entry,), equal, make)
            shown.report.add(*found)
    return titles


def _figure_words(by_path: Mapping[Path, Paired], shown: _Shown) -> tuple[dict[str, dict[str, str]], Found]:
    report = Report()
    shown = replace(shown, report=report)
    found: dict[str, dict[str, str]] = {}
    for path, paired in by_path.items():
        words = shown.plain(paired) if path[0] == "figures" else None
        if words is not None:
            found.setdefault(str(path[1]), {})[paired.message.source] = words.strip()
    return found, report.found


def _references(by_path: Mapping[Path, Paired], shown: _Shown) -> dict[str, str]:
    named = {path[1]: paired for path, paired in by_path.items() if path[0] == "references"}
    return {str(key): shown.value(paired, "") for key, paired in named.items() if shown.words(paired)}


def _phrases(by_path: Mapping[Path, Paired], shown: _Shown) -> dict[str, Phrase]:
    found: dict[str, Any] = {}
    for path, paired in by_path.items():
        words = shown.plain(paired) if path[0] == "phrases" else None
        match path:
            case ("phrases", str(name)) if words:
                found[name] = words
            case ("phrases", str(name), str(category)) if words:
                found.setdefault(name, {})[category] = words
    return {name: phrase for name, phrase in found.items() if isinstance(phrase, str) or "other" in phrase}


def _translation(overlay: Overlay) -> str:
    """Who has seen the translation, for the document's properties."""
    review, phrases = overlay.review, Phrases(overlay.tag)
    if review.status == DRAFT:
        return phrases.say(DRAFTED)
    return phrases.say("reviewed-translation", by=review.by, date=review.date)


def _report_states(pairing: Pairing, overlay: Overlay, report: Report, keep_stale: bool) -> None:
    tag, file = overlay.tag, overlay.source.file
    fate = "its translation is shown all the same" if keep_stale else "it is shown in the talk's own language"
    fates = fate.replace("its translation is", "their translations are").replace("it is", "they are")
    for part, stale in _stale(pairing):
        # A language in progress says a line a slide, not one a string.
        one = f"the source of `{named(stale[0].message.path)}` has changed; {fate}"
        several = f"the sources of {len(stale)} texts of `{part}` have changed; {fates}"
        assert stale[0].entry is not None
        report.warning(
            "stale-translation",
            one if len(stale) == 1 else several,
            stale[0].entry.span,
            f"`deck locale update {tag}` shows both sources; correct the text, then `deck locale accept {tag} …`",
        )
    for paired in pairing.pairs:
        if paired.entry is not None and paired.entry.question:
            what = f"the translator asks about `{named(paired.message.path)}`: {paired.entry.question}"
            help = "answer in the overlay or beside the source (`# translators: …`), and take `question:` out"
            report.note("translator-asks", what.replace("\n", " "), paired.entry.span, help)
    # One mistake, one message: what cannot be read, or told apart, is not missing besides.
    missing = () if report.has_errors else _missing(pairing)
    for place, count, fields in missing:
        of_files = f"; cells that are names in every language: `names: [{', '.join(fields)}]` on the slide"
        report.warning(
            "missing-translation",
            f"{count} of `{place}` not translated: shown in the talk's own language",
            _place(overlay, place) or Span(file, 0, 0, 0),
            f"fill in the empty `text:` lines; `deck locale update {tag}` writes those that the file lacks"
            + (of_files if fields else ""),
        )
    for path in pairing.ambiguous:
        report.warning(
            "ambiguous-translation",
            f"items of `{named(path)}` were edited and moved at once: nobody can tell which translation is whose",
            _place(overlay, ".".join(map(str, path[:2]))) or Span(file, 0, 0, 0),
            f"`deck locale update {tag}` lists their old translations under `obsolete:`; copy those that still hold",
        )
    if overlay.review.status == DRAFT and language.base(tag) != "qps":
        what = "a draft that no native specialist has reviewed"
        report.note(
            "draft-translation",
            f"the translation to `{tag}` is {what}",
            _place(overlay, "review") or Span(file, 0, 0, 0),
        )


def _stale(pairing: Pairing) -> Iterator[tuple[str, list[Paired]]]:
    """Per slide, or other part, the strings whose source has changed."""
    stale: dict[str, list[Paired]] = {}
    for paired in pairing.pairs:
        if paired.entry is not None and paired.state is State.STALE and not paired.message.optional:
            stale.setdefault(_part(paired.message.path), []).append(paired)
    yield from stale.items()


def _part(path: Path) -> str:
    """A slide or figure; or all of the talk's own fields, of the references, of what the program says."""
    return ".".join(map(str, path[: 2 if path[0] in ("slides", "figures") else 1]))


def _missing(pairing: Pairing) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Per slide, or other part, how many strings are missing, and the fields of data files that some of them are of."""
    missing = Counter[str]()
    fields: dict[str, dict[str, None]] = {}
    for paired in pairing.pairs:
        if paired.message.optional or paired.state is not State.MISSING:
            continue
        if not any(paired.message.path[: len(path)] == path for path in pairing.ambiguous):
            part = _part(paired.message.path)
            missing[part] += 1
            if (field := of_data_file(paired.message)) is not None:
                fields.setdefault(part, {})[field] = None
    for place, count in missing.items():
        yield place, "1 text" if count == 1 else f"{count} texts", tuple(fields.get(place, ()))


def _place(overlay: Overlay, place: str) -> Span | None:
    """Where a part stands in the overlay, if it does."""
    steps = tuple(place.split(".", 1))
    data: Any = overlay.source.data
    for step in steps:
        if not isinstance(data, dict) or step not in data:
            return None
        data = data[step]
    return overlay.source.key_span(steps)
