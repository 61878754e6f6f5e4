"""Which strings of a talk does a listener or reader meet? They are found by the types of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from deck import language, phrases
from deck.as_before import AsBefore
from deck.equation.tree import words_in
from deck.figure_inputs import Word, words
from deck.markup import Run, Text
from deck.parse import fields_of, unwrapped
from deck.place import Place
from deck.references import Reference, load_references
from deck.talk import Meta, Name, Prose, Record, Slide, Talk
from deck.translation.message import Message, Path, name_of, normal
from deck.translation.words_of_files import with_words_of_files
from deck.value import replace
from deck.workspace import Workspace

Said = TypeVar("Said")
Part = TypeVar("Part", bound=Meta | Slide)
Change = Callable[[Message, Any], Any]
"""Takes a message and the value that it stands for; returns the value to put in its place."""

_ASSETS = ("file", "poster", "captions", "link", "url")
_LAST = ("source", "notes", "at_hand", "handout", "cue")
"""A translator meets what a slide shows before what is said beside it."""


def catalogue(talk: Talk, world: Workspace, tag: str) -> tuple[Message, ...]:
    """Every string to translate, in the order of the talk; for phrases, in the plural forms that the language has."""
    talk = with_words_of_files(talk, world)
    return tuple(message for strings in by_part(talk, world, tag, AsBefore()).values() for message in strings)


def by_part(talk: Talk, world: Workspace, tag: str, before: AsBefore) -> Mapping[Path, tuple[Message, ...]]:
    """The same for each slide, figure and other part of a talk that has the words of its files.

    `before` is what is known of those that are as they were.
    """
    found: dict[Path, tuple[Message, ...]] = {}
    for part, strings in _parts(talk, world, tag, before):
        if strings:
            found[part] = (*found[part], *strings) if part in found else strings
    return found


def _parts(talk: Talk, world: Workspace, tag: str, before: AsBefore) -> Iterator[tuple[Path, tuple[Message, ...]]]:
    def kept(part: Path, make: Callable[..., tuple[Message, ...]], *of: object) -> tuple[Path, tuple[Message, ...]]:
        return part, before.of("strings", name_of(part), of, (), partial(make, *of))

    yield kept(("talk",), messages_of, talk.meta)
    for slide in talk.slides:
        yield kept(("slides", slide.says.id), messages_of, slide)
    figures = (getattr(slide.says, "figure", None) for slide in talk.slides)
    own = words(world.figures_folder / "values.py", world)
    for name in dict.fromkeys(("values", *filter(None, figures))):
        said = words(world.figures_folder / f"{name}.py", world)
        # Figures import values.py for its numbers; what that says, it says in the text.
        yield kept(("figures", str(name)), partial(_figure_words, str(name)), said, own if name != "values" else ())
    yield kept(("references",), _references, load_references(world)[0].references)
    yield ("phrases",), _phrases(tag)


def messages_of(part: Meta | Slide) -> tuple[Message, ...]:
    """The strings of a slide, or of the talk's head, in the order in which a translator meets them."""
    found: list[Message] = []

    def note(message: Message, value: Any) -> Any:
        found.extend(in_paragraphs(message, value))
        return value

    map_messages(part, note)
    return tuple(found)


def map_messages(part: Part, change: Change) -> Part:
    """The same with every string that is translated changed; sections keep their names, which others refer to."""
    if isinstance(part, Meta):
        return _record(part, ("talk",), change)
    if part.unreadable:
        return part
    return replace(part, says=_record(part.says, ("slides", part.says.id), _placed(part, change)))


def in_paragraphs(message: Message, value: Any) -> tuple[Message, ...]:
    """A note of several paragraphs as a string for each, so that one that changes leaves the others as they are."""
    if not isinstance(value, Prose) or len(value) < 2:
        return (message,)
    return tuple(
        replace(message, path=(*message.path, place), source=normal(text.source), place=text.place)
        for place, text in enumerate(value)
    )


def _placed(slide: Slide, change: Change) -> Change:
    """The same for strings that carry no place of their own: they stand where their field does."""

    def placed(message: Message, value: Any) -> Any:
        if not message.place.is_known:
            message = replace(message, place=Place.at(slide.places.get(str(message.path[2]), slide.span)))
        return change(message, value)

    return placed


def _record(record: Said, path: Path, change: Change) -> Said:
    assert isinstance(record, Record)
    values = {
        attribute: _changed(getattr(record, attribute), (*path, name), change, plain)
        for name, attribute, plain in _fields(type(record))
    }
    return type(record)(**values)


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """Name, attribute, and whether plain words are translated, in the order in which a translator meets them."""
    fields = sorted(fields_of(kind).items(), key=lambda one: one[0] in _LAST)
    metas = [unwrapped(field.type)[1] for _, field in fields]
    return tuple(
        (name, field.name, bool(meta and meta.extra and meta.extra.get("translated")))
        for (name, field), meta in zip(fields, metas, strict=True)
    )


def _changed(value: Any, path: Path, change: Change, plain: bool) -> Any:
    match value:
        case Text():
            # A number alone is written as the language does; a translation may say it otherwise, and need not.
            return change(Message(path, normal(value.source), value.place, optional=not is_told(value)), value)
        case Prose():
            if not value:
                return value
            source = "\n\n".join(text.source for text in value)
            return change(Message(path, normal(source), value[0].place), value)
        case Name():
            if path[-1] not in _ASSETS:
                return value
            return change(Message(path, value, Place.at(value.span), plain=True, optional=True), value)
        case str():
            told = plain and _has_letters(value)
            return change(Message(path, normal(value), plain=True), value) if told else value
        case Record():
            return _record(value, path, change)
        case tuple():
            return tuple(_changed(part, (*path, place), change, plain) for place, part in enumerate(value))
        case dict():
            return {key: _changed(part, (*path, str(key)), change, plain) for key, part in value.items()}
        case _:
            return value


def is_told(text: Text) -> bool:
    """Whether a translator is asked for it."""
    return _has_letters("".join(map(_words_of, text.runs)))


def _words_of(run: Run) -> str:
    """What a run says in its language; the letters of a formula are no words."""
    if run.formula:
        return words_in(run.formula.tree)
    return run.text + run.format + "".join(form for _, form in run.forms)


def _has_letters(words: str) -> bool:
    """Whether there is anything to say in another language: a citation or a number alone is the same in all."""
    return any(letter.isalpha() for letter in words)


def _figure_words(name: str, said: Sequence[Word], besides: Sequence[Word]) -> tuple[Message, ...]:
    """What a script says to a reader, less what is said besides."""
    others = {word.text for word in besides}
    told = [word for word in said if _has_letters(word.text) and word.text not in others]
    return tuple(
        Message(("figures", name, place), normal(word.text), Place.at(word.span), plain=True)
        for place, word in enumerate(told)
    )


def _references(references: Mapping[str, Reference]) -> tuple[Message, ...]:
    """References that are called by words, such as laws: they may have a name in another language, and need not."""
    return tuple(
        Message(("references", key), reference.short, Place.at(reference.span), plain=True, optional=True)
        for key, reference in references.items()
        if reference.is_named_by_words
    )


@cache
def _phrases(tag: str) -> tuple[Message, ...]:
    """The phrases that the program does not bring along in this language."""
    shipped = phrases.shipped(language.base(tag))
    found: list[Message] = []
    for name, phrase in phrases.shipped("en").items():
        if name in shipped:
            continue
        if isinstance(phrase, Mapping):
            for category in language.plural_categories(tag):
                found.append(Message(("phrases", name, category), phrase.get(category, phrase["other"]), plain=True))
        else:
            found.append(Message(("phrases", name), phrase, plain=True))
    return tuple(found)
