"""What a slide may look up while it is composed: the whole talk, its references, its data files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from deck.diagnostics import Report, Span, close_matches
from deck.markup import FOOTNOTE, Run, Text, merged
from deck.place import Place
from deck.references import Library
from deck.regex import regex
from deck.scene import Content, Item, Paragraph, Picture, Scene, Words
from deck.talk import Name, Slide, Talk
from deck.value import Value, replace
from deck.workspace import Workspace

if TYPE_CHECKING:
    from deck.data_file import Sheet


class Material(Value, frozen=True):
    """Everything around the slide that is being composed, and where its mistakes are reported."""

    talk: Talk
    slide: Slide
    library: Library
    world: Workspace
    report: Report

    def scene(self, *items: Item, first: str = "") -> Scene:
        """A scene of these items and of what every slide has besides: title, kicker, footnotes, source, a badge.

        It stands on the first of its kind's layouts that the brand has and that has room for them; `first` is the one
        to try before the others.
        """
        says = self.slide.says
        title = replace(self.words("title", says.title), shown=says.title_shown)
        before = [title, *self._optional("kicker", says.kicker)]
        after = [*self._badge(), *self._foot()]
        if says.footnotes:
            self._check_marks((*before, *items, *self._sources()))
        first = self._chosen(first)
        layouts = {first: says.layouts[first], **says.layouts} if first else says.layouts
        return Scene(self.slide, layouts, (*before, *items, *after))

    def _chosen(self, first: str) -> str:
        """The layout that the author names, if the kind offers it."""
        says = self.slide.says
        if says.layout is None or says.layout in says.layouts:
            return says.layout or first
        offered = ", ".join(f"`{name}`" for name in says.layouts)
        help = close_matches(says.layout, says.layouts) or f"offered: {offered}"
        message = f"the kind `{self.slide.kind}` offers no layout `{says.layout}`"
        self.report.error("unknown-choice", message, says.layout.span, help)
        return first

    def words(self, slot: str, *texts: Text) -> Item:
        """Texts as paragraphs in a slot."""
        return Item(slot, Words(tuple(Paragraph(text) for text in texts)), texts[0].span)

    def say(self, phrase: str, /, **fields: object) -> Text:
        """Words of the program's own, in the language of the deck."""
        return literal(self.talk.phrases.say(phrase, **fields), self.slide.says.title.span)

    def at(self, field: str) -> Span:
        """Where the author wrote that field of the slide."""
        return self.slide.places.get(field, self.slide.span)

    def refuse(self, field: str, why: str, help: str) -> None:
        """Report a field that cannot be shown beside the others, rather than lose it in silence."""
        self.report.error("no-place", why, self.at(field), help)

    def item(self, slot: str, content: Content) -> Item:
        return Item(slot, content, self.slide.span)

    def read_csv(self, file: Name) -> Sheet | None:
        """A CSV file of the project; None, and a diagnostic, where it cannot be read."""
        # Imported here because most slides have no data files.
        from deck.data_file import BadData, read_sheet

        data = self.world.read_bytes(file, file.span, self.report)
        if data is None:
            return None
        try:
            sheet = self.world.once(("sheet", str(file), data), lambda: read_sheet(data, Path(file)))
        except BadData as problem:
            self.report.error("bad-csv", problem.what, file.span, problem.help)
            return None
        for row in sheet.rows:
            for cell in row.values():
                bad = control_character(on_one_line(cell))
                if bad:
                    what = f"line {row.line} of `{sheet.path.name}` holds an invisible control character"
                    what += f" U+{ord(bad):04X}"
                    help = "delete it in a text editor, and save the file as CSV again"
                    self.report.error("control-character", what, file.span, help)
                    return None
        return sheet

    def proportions(self, file: Name) -> float:
        """Width over height of a picture of the project; 0 where its head does not say: what is wrong with it is
        reported where it is read."""
        # Imported here because most slides have no pictures.
        from deck.picture_size import proportions

        data = self.world.read_bytes(file, file.span, Report())
        return (proportions(data) or 0.0) if data is not None else 0.0

    def _sources(self) -> list[Item]:
        lines = self._source_lines()
        return [self.words("source", *lines)] if lines else []

    def _source_lines(self) -> list[Text]:
        said = self.slide.says.source
        lines = said if isinstance(said, tuple) else (said,) if said is not None else ()
        return [line for line in lines if not line.is_empty]

    def _badge(self) -> list[Item]:
        badge = self.slide.says.badge
        if badge is None:
            return []
        return [Item("badge", Picture(badge.alt, file=badge.file, span=badge.file.span), badge.file.span)]

    def _foot(self) -> list[Item]:
        """Footnotes one behind the other, and below them the source."""
        says, runs = self.slide.says, list[Run]()
        for number, note in enumerate(says.footnotes, 1):
            runs += [Run("  ")] if runs else []
            runs += [Run(str(number), sup=True), Run("\N{NO-BREAK SPACE}"), *note.runs]
        notes = [Text(tuple(runs), place=says.footnotes[0].place)] if runs else []
        lines = [*notes, *self._source_lines()]
        return [self.words("source", *lines)] if lines else []

    def _check_marks(self, items: tuple[Item, ...]) -> None:
        """Every mark has its footnote, and every footnote its mark."""
        # Imported here because few slides have footnotes.
        from deck.texts import texts

        marked: set[int] = set()
        count = len(self.slide.says.footnotes)
        for text in dict.fromkeys(texts(items, described=False)):
            for found in FOOTNOTE.finditer(text.source):
                if not (found[1].isdecimal() and 1 <= int(found[1]) <= count):
                    message = f"`{found[0]}` has no footnote on this slide"
                    where = text.place.part(found.start(), len(found[0])).span
                    help = _of_notes(count)
                    self.report.error("bad-footnote", message, where, help)
                else:
                    marked.add(int(found[1]))
        for number, note in enumerate(self.slide.says.footnotes, 1):
            if number not in marked:
                help = f"write [^{number}] behind the words that it explains, or take it away"
                self.report.error("bad-footnote", f"footnote {number} has no mark on the slide", note.span, help)

    def _optional(self, slot: str, text: Text | None) -> list[Item]:
        return [] if text is None or text.is_empty else [self.words(slot, text)]


def _of_notes(count: int) -> str:
    return f"`footnotes` has {count}: add one, or write " + ("[^1]" if count == 1 else f"one of [^1] to [^{count}]")


_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff\ufffe\uffff]")


def control_character(words: str) -> str:
    """The first character that no deck can hold; words from a file or a script may have one, the talk's cannot."""
    found = _CONTROL.search(words)
    return found[0] if found else ""


def on_one_line(words: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", words).strip(" ")


def count(number: int, noun: str) -> str:
    """The number with its noun, as in `1 cell` and `2 cells`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def literal(words: str, span: Span = Span.NOWHERE, **style: object) -> Text:
    """Words that the program adds, as a text of one run."""
    return Text((Run(words, **style),), words, Place.at(span))  # type: ignore[arg-type]


def linked(words: str, url: str, span: Span) -> Text:
    """Words that lead to a web address; both may be a `Name`, of which only the letters are kept."""
    return literal(str(words), span, link=str(url))


def joined(between: Text, *texts: Text) -> Text:
    """Several texts as one, with `between` between them, at the place of the first that has one."""
    place = next((text.place for text in texts if text.place.is_known), texts[0].place)
    runs = list(texts[0].runs)
    for text in texts[1:]:
        runs += [*between.runs, *text.runs]
    return Text(tuple(merged(runs)), between.source.join(text.source for text in texts), place)
