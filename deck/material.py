"""What a slide may look up while it is composed: the whole talk, its references, its data files."""

from __future__ import annotations

from deck.diagnostics import Report, Span
from deck.markup import Run, Text
from deck.references import Library
from deck.scene import Content, Item, Paragraph, Scene, Words
from deck.talk import Name, Slide, Talk
from deck.value import Value, replace
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
            section=self.slide.section,
            notes=tuple(says.notes),
            handout=tuple(says.handout),
            minutes=says.minutes,
            cue=says.cue,
            hidden=says.hidden,
            draft=tuple(says.draft),
        )

    def words(self, slot: str, *texts: Text, mark: str = "none") -> Item:
        """Texts as paragraphs in a slot."""
        return Item(slot, Words(tuple(Paragraph(text, mark=mark) for text in texts)), texts[0].span)  # type: ignore[arg-type]

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
            reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
            rows = list(reader)
        except (UnicodeDecodeError, csv.Error) as problem:
            self.report.error("bad-csv", f"`{file}` is not a CSV file in UTF-8 ({problem})", file.span)
            return []
        ragged = [number for number, row in enumerate(rows, 2) if None in row or None in row.values()]
        if ragged or not reader.fieldnames:
            what = f"row {ragged[0]} has more or fewer cells than the first" if ragged else "it has no row of names"
            self.report.error("bad-csv", f"`{file}`: {what}", file.span, "every row needs as many commas as the first")
            return []
        return rows

    def _optional(self, slot: str, text: Text | None) -> list[Item]:
        return [] if text is None or text.is_empty else [self.words(slot, text)]


def literal(words: str, span: Span = Span.NOWHERE, **style: object) -> Text:
    """Words that the program adds, as a text of one run."""
    return Text((Run(words, **style),), words, span)  # type: ignore[arg-type]


def linked(words: str, url: str, span: Span) -> Text:
    """Words that lead to a web address."""
    return literal(words, span, link=url)


def joined(between: Text, *texts: Text) -> Text:
    """Several texts as one, with `between` between them, at the place of the first."""
    runs = list(texts[0].runs)
    for text in texts[1:]:
        runs += [*between.runs, *text.runs]
    return Text(tuple(runs), between.source.join(text.source for text in texts), texts[0].span)


def bold(text: Text) -> Text:
    """The text in bold."""
    return replace(text, runs=tuple(replace(run, bold=True) for run in text.runs))
