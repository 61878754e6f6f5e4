"""What a slide may look up while it is composed: the whole talk, its references, its data files."""

from __future__ import annotations

import re
import unicodedata

from deck.diagnostics import Report, Span
from deck.markup import Run, Text, merged
from deck.place import Place
from deck.references import Library
from deck.scene import Content, Item, Paragraph, Scene, Words
from deck.source import CONTROL
from deck.talk import Name, Slide, Talk
from deck.value import Value
from deck.workspace import Workspace


class Material(Value, frozen=True):
    """Everything around the slide that is being composed, and where its mistakes are reported."""

    talk: Talk
    slide: Slide
    library: Library
    world: Workspace
    report: Report

    def scene(self, layout: str, *items: Item) -> Scene:
        """A scene on that layout with what every slide has besides: title, kicker, source, notes."""
        says = self.slide.says
        before = [self.words("title", says.title), *self._optional("kicker", says.kicker)]
        after = self._optional("source", says.source)
        return Scene(
            id=says.id,
            layout=layout,
            items=(*before, *items, *after),
            span=self.slide.span,
            kind=self.slide.kind,
            section=self.called(self.slide.section).plain,
            notes=tuple(says.notes),
            handout=tuple(says.handout),
            minutes=says.minutes,
            cue=says.cue,
            hidden=says.hidden,
            draft=tuple(says.draft),
        )

    def words(self, slot: str, *texts: Text) -> Item:
        """Texts as paragraphs in a slot."""
        return Item(slot, Words(tuple(Paragraph(text) for text in texts)), texts[0].span)

    def called(self, section: str) -> Text:
        """What a section is called in the language of the deck."""
        return self.talk.called.get(section) or literal(section, self.slide.says.title.span)

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

    def read_csv(self, file: Name) -> list[dict[str, str]]:
        """The rows of a CSV file of the project; none, and a diagnostic, where it cannot be read."""
        data = self.world.read_bytes(file, file.span, self.report)
        if data is None:
            return []
        import csv
        import io

        try:
            text = unicodedata.normalize("NFC", data.decode("utf-8-sig")).replace("\r\n", "\n").replace("\r", "\n")
            lines = csv.reader(io.StringIO(text, newline=""))
            rows = [(lines.line_num, cells) for cells in lines if cells]
        except UnicodeDecodeError:
            return self._no_rows(file, f"`{file}` is not UTF-8 text", "save it as CSV in UTF-8")
        except csv.Error as problem:
            return self._no_rows(file, f"`{file}` is not a CSV file: {problem}", "save it as CSV in UTF-8")
        control = CONTROL.search(text)
        if control is not None:
            number = text.count("\n", 0, control.start()) + 1
            what = f"line {number} of `{file}` holds an invisible control character U+{ord(control.group()):04X}"
            return self._no_rows(file, what, "delete it in a text editor", "control-character")
        if not rows:
            return self._no_rows(file, f"`{file}` is empty", "its first line names the columns")
        (_, names), *rows = [(number, [on_one_line(cell) for cell in cells]) for number, cells in rows]
        for number, cells in rows:
            if any(control_character(cell) for cell in cells):
                what = f"line {number} of `{file}` holds an invisible control character"
                self.report.error("control-character", what, file.span, "delete it, and save the file as CSV again")
                return []
            if len(cells) != len(names):
                what = f"line {number} of `{file}` has {count(len(cells), 'cell')}, its first line has {len(names)}"
                return self._no_rows(file, what, "every line needs as many commas as the first")
        return [dict(zip(names, cells, strict=True)) for _, cells in rows]

    def _no_rows(self, file: Name, what: str, help: str, code: str = "bad-csv") -> list[dict[str, str]]:
        self.report.error(code, what, file.span, help)
        return []

    def _optional(self, slot: str, text: Text | None) -> list[Item]:
        return [] if text is None or text.is_empty else [self.words(slot, text)]


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


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
    """Words that lead to a web address."""
    return literal(words, span, link=url)


def joined(between: Text, *texts: Text) -> Text:
    """Several texts as one, with `between` between them, at the place of the first that has one."""
    place = next((text.place for text in texts if text.place.is_known), texts[0].place)
    runs = list(texts[0].runs)
    for text in texts[1:]:
        runs += [*between.runs, *text.runs]
    return Text(tuple(merged(runs)), between.source.join(text.source for text in texts), place)
