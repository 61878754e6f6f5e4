"""Number the citations by first appearance, write them into the text, and fill the reference list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from deck import language
from deck.as_before import AsBefore
from deck.csl.entry import entry
from deck.csl.reference import Standing
from deck.diagnostics import Found, Report, Span
from deck.markup import Run, Text
from deck.references import OWN_LANGUAGE, Library, Reference, unknown_reference
from deck.scene import Bibliography, Citations, Flow, Item, Paragraph, Scene
from deck.talk import SlideKind, map_texts
from deck.texts import texts
from deck.value import Value, replace


class _Cites(Value, frozen=True):
    """The texts of a scene, by who meets them: the room, readers of a handout, the speaker."""

    shown: tuple[Text, ...]
    """Those that cite something."""
    in_handout: tuple[Text, ...]
    beside: tuple[Text, ...]


def cite(
    scenes: Sequence[Scene], library: Library, incomplete: bool = False, before: AsBefore | None = None
) -> tuple[tuple[tuple[Scene, ...], Citations], Found]:
    """The scenes with "[7]" for every citation, "Tur et al. 2024 [7]" in a source line, and full reference lists.

    Where scenes are `incomplete`, what they lack may be all that the talk cites; `before` is what is known of slides
    that are as they were.
    """
    report, before = Report(), before or AsBefore()
    each = [before.of("cites", scene.id, (scene,), (), partial(_cites, scene)) for scene in scenes]
    numbers = _numbers(each, library, report)
    # What only the notes or a cue cite is nobody's business but the speaker's.
    public = {key for one in each for text in (*one.shown, *one.in_handout) for key in _keys(text)}
    listed = {key: number for key, number in numbers.items() if key in public}
    writer = _Citations(library, numbers, listed)
    unread = incomplete or report.has_errors or any(scene.slide.unreadable for scene in scenes)

    def cited(scene: Scene, cites: bool) -> Scene:
        return before.of("cited", scene.id, (scene, library), (numbers, listed), partial(_scene, scene, writer, cites))

    for scene in scenes:
        _report_nothing_to_list(scene, numbers, listed, library, unread, report)
    written = tuple(cited(scene, bool(one.shown)) for scene, one in zip(scenes, each, strict=True))
    return (written, Citations(numbers)), report.found


def _cites(scene: Scene) -> _Cites:
    def citing(said: Iterator[Text]) -> tuple[Text, ...]:
        return tuple(text for text in said if any(run.cite for run in text.runs))

    says = scene.slide.says
    return _Cites(citing(texts(scene.items)), citing(texts(says.handout)), citing(_beside(says)))


class _Citations:
    def __init__(self, library: Library, numbers: dict[str, int], listed: dict[str, int]) -> None:
        self.library = library
        self.numbers = numbers
        self.listed = listed
        arabic = language.script(library.language) == "Arab"
        # French parts its semicolon from the word before it, by a space that no line breaks at.
        french = "\N{NARROW NO-BREAK SPACE};" if language.base(library.language) == "fr" else ";"
        self.comma, self.semicolon = ("،", "؛") if arabic else (",", french)

    def short(self, text: Text) -> Text:
        return self._written(text, named=False)

    def named(self, text: Text) -> Text:
        return self._written(text, named=True)

    def _written(self, text: Text, named: bool) -> Text:
        if not any(run.cite for run in text.runs):
            return text
        runs = (self._between(run) for run in _held(text.runs))
        return replace(text, runs=tuple(new for run in runs for new in self._runs(run, named)))

    def _between(self, run: Run) -> Run:
        """The sign between two citations, as the language writes it: an author writes `[@a]; [@b]` in every one."""
        if self.library.language == OWN_LANGUAGE or run.text.strip() not in (";", ","):
            return run
        return replace(run, text=run.text.replace(";", self.semicolon).replace(",", self.comma))

    def _runs(self, run: Run, named: bool) -> Iterator[Run]:
        if not run.cite:
            yield run
            return
        keys = [key for key in run.cite if key in self.numbers]
        if named:
            for place, key in enumerate(keys):
                reference = self.library.references[key]
                between = f"{self.semicolon} " if place else ""
                if between:
                    yield replace(run, text=between, cite=(), link=reference.url)
                yield from self._name_runs(reference, run)
                yield replace(run, text=f" [{self.numbers[key]}]", cite=(key,))
        elif keys:
            listed = f"{self.comma} ".join(str(self.numbers[key]) for key in keys)
            yield replace(run, text=f"[{listed}]", cite=tuple(keys))

    def _name_runs(self, reference: Reference, run: Run) -> Iterator[Run]:
        """What a source line calls it, with the styles of its title, and that it is retracted."""
        for own in reference.short_runs:
            styles = {"bold": run.bold or own.bold, "italic": run.italic or own.italic, "sup": own.sup, "sub": own.sub}
            yield replace(run, text=own.text, cite=(), link=reference.url, **styles)
        if warning := reference.retraction(self.library.phrases):
            yield replace(run, text=f" ({warning})", cite=(), bold=True)

    def entries(self, only: Sequence[str]) -> tuple[Paragraph, ...]:
        return tuple(
            Paragraph(entry(self.library.references[key], self.library.phrases), mark="number", number=number)
            for key, number in (self.numbers if only else self.listed).items()
            if not only or key in only
        )


def _held(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with each citation held to the word before it: "[7]" never begins a line."""
    for run, after in zip(runs, [*runs[1:], Run("")], strict=True):
        held = bool(after.cite) and run.text.endswith(" ")
        yield replace(run, text=f"{run.text[:-1]}\u00a0") if held else run


def _numbers(each: Sequence[_Cites], library: Library, report: Report) -> dict[str, int]:
    """Numbers in the order of slides; what only handouts cite comes after, and last what only the notes do."""
    shown = [text for one in each for text in one.shown]
    in_handouts = [text for one in each for text in one.in_handout]
    beside = [text for one in each for text in one.beside]
    numbers: dict[str, int] = {}
    first_called: dict[str, str] = {}
    for text in (*shown, *in_handouts, *beside):
        for run in text.runs:
            for key in run.cite:
                if key in numbers:
                    continue
                where = text.place_of(run).of(f"@{key}").span
                if key not in library.references:
                    unknown_reference(key, where, library, report)
                    continue
                numbers[key] = len(numbers) + 1
                other = first_called.setdefault(library.references[key].key, key)
                if other != key:
                    message = f"`{key}` is the paper that the talk also cites as `{other}`"
                    report.error("bad-citation", message, where, f"write @{other}: one paper has one number")
                _report_retracted(library.references[key], where, report)
    return numbers


def _keys(text: Text) -> Iterator[str]:
    return (key for run in text.runs for key in run.cite)


def _report_retracted(reference: Reference, span: Span, report: Report) -> None:
    """Once, where the talk cites it first."""
    if reference.standing is Standing.RETRACTED:
        message = f"`{reference.key}` has been retracted"
        help = "cite another paper, or tell the audience why; the slides say it wherever they show its name"
        report.warning("retracted-paper", message, span, help)
    elif reference.standing is Standing.NOTICE:
        message = f"`{reference.key}` is the notice that a paper has been retracted"
        report.warning("retracted-paper", message, span, "find a paper that still stands")


def _report_nothing_to_list(
    scene: Scene,
    numbers: dict[str, int],
    listed: dict[str, int],
    library: Library,
    unread: bool,
    report: Report,
) -> None:
    for item in scene.items:
        if isinstance(item.content, Bibliography):
            for key in item.content.only:
                if key in library.references and key not in numbers:
                    message = f"the talk does not cite `{key}`"
                    report.error("not-cited", message, key.span, "cite it with [@key], or take it out of the list")
            # With a slide that cannot be read, its citations are missing too: that is one mistake, not two.
            if not (listed or item.content.only or unread):
                help = "cite papers with [@key], or take this slide away"
                report.error("nothing-to-list", "the talk cites nothing to list here", item.span, help)


def _beside(says: SlideKind) -> Iterator[Text]:
    """The texts of a slide that do not stand on it."""
    yield from texts((says.notes, says.at_hand, says.handout))
    if says.cue:
        yield says.cue


def _scene(scene: Scene, writer: _Citations, cites: bool = True) -> Scene:
    """The scene with its citations written; one that `cites` nothing on its slide may list what others cite."""
    lists = cites or any(isinstance(item.content, Bibliography) for item in scene.items)
    items = tuple(_item(item, writer) for item in scene.items) if lists else scene.items
    parts = tuple(tuple(_item(item, writer) for item in part) for part in scene.parts) if lists else scene.parts
    otherwise = _scene(scene.otherwise, writer) if scene.otherwise else None
    says = scene.slide.says
    if not any(run.cite for text in _beside(says) for run in text.runs):
        return replace(scene, items=items, parts=parts, otherwise=otherwise) if lists or otherwise else scene
    cited = replace(
        says,
        notes=map_texts(says.notes, writer.short),
        at_hand=map_texts(says.at_hand, writer.short),
        handout=map_texts(says.handout, writer.short),
        cue=writer.short(says.cue) if says.cue else None,
    )
    return Scene(replace(scene.slide, says=cited), scene.layouts, items, otherwise, parts)


def _item(item: Item, writer: _Citations) -> Item:
    match item.content:
        case Bibliography(slots=slots, only=only):
            return replace(item, content=Flow(slots, writer.entries(only)))
        case content if item.slot == "source":
            return replace(item, content=mapped(content, writer.named))
        case content:
            return replace(item, content=mapped(content, writer.short, writer.named))


def mapped(content: Any, change: Any, of_sources: Any = None) -> Any:
    """A content with every text in it changed; those of lines that say where something comes from, by `of_sources`."""
    match content:
        case Paragraph(role="source") if of_sources:
            return mapped(content, of_sources)
        case Text():
            return change(content)
        case Span():
            return content
        case tuple():
            return tuple([mapped(part, change, of_sources) for part in content])
        case Value():
            held = [getattr(content, name) for name in content.__struct_fields__]
            return type(content)(
                *[mapped(one, change, of_sources) if isinstance(one, _HOLDERS) else one for one in held]
            )
        case _:
            return content


_HOLDERS = (tuple, Value)
"""What may hold a text, or be one: nine in ten fields do not."""
