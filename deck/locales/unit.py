"""One string as a translator sees it: source, translation, state, and what must be known to translate it well."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from deck.brand.model import Brand
from deck.diagnostics import Span
from deck.geometry import Box
from deck.layout.set_text import pitch
from deck.locales.mark import Mark, fingerprint
from deck.markup import Text
from deck.page import Frame, LaidParagraph, Page
from deck.parse import fields_of, unwrapped
from deck.regex import regex
from deck.talk import Slide, Talk
from deck.translation.changes import told
from deck.translation.glossary import Glossary, terms_in
from deck.translation.message import NOT_REVIEWED, Entry, Message, Paired, Path, Review, State, named, normal
from deck.translation.near import Near, near
from deck.translation.pair import Pairing
from deck.translation.words_of_files import of_data_file
from deck.value import Value


class Budget(Value, frozen=True):
    """The room that a string has on its slide."""

    width_pt: float
    lines: int
    size_pt: float
    family: str
    characters: int
    """About as many letters of this text's own kind; points are what counts."""
    used_lines: int = 0
    """How many lines the text takes of them now."""
    fill: float = 0.0
    """The share of the room's length that the text takes."""


class Unit(Value, frozen=True):
    """What goes to a translator, and comes back."""

    id: str
    path: Path
    source: str
    text: str
    state: State
    previous: str = ""
    """Of a stale unit: the source that its text was made from."""
    context: tuple[str, ...] = ()
    """Where it stands, what it is, and what stands beside it: a remark a line."""
    budget: Budget | None = None
    keep: tuple[str, ...] = ()
    """Terms in it that stay as they are."""
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Terms in it that are rendered in one way, or in one of a few."""
    question: str = ""
    """What the translator asks or remarks."""
    review: Review = NOT_REVIEWED
    near: Near | None = None
    """Of a missing one: a translation of nearly the same words."""
    fields: bool = False
    """Whether it has names in braces and nothing else in braces."""


def units(
    talk: Talk,
    pairing: Pairing,
    pages: Sequence[Page],
    brand: Brand,
    glossary: Glossary,
    tag: str = "",
    said: Callable[[Span], str] = lambda span: "",
    leave_out: Collection[str] = (),
    obsolete: Sequence[Entry] = (),
) -> tuple[Unit, ...]:
    """Every string of the talk with its translation; `pages` are those of the talk in its own language.

    `said` is what the speaker tells translators about the string at a place.
    """
    renderings = {term: ways for term, ways in glossary.renderings(tag).items() if term not in glossary.keep}
    budgets = room_on(pages, brand)
    slides = {slide.says.id: (number, slide) for number, slide in enumerate(talk.slides, 1)}
    suggested = near(pairing, obsolete)
    # What is told above a note is told of each of its paragraphs.
    notes = (one.message for one in pairing.pairs if one.message.path[2:3] in (("notes",), ("handout",)))
    firsts = {message.path[:-1]: message.span for message in notes if message.path[-1] == 0}
    pairs = [paired for paired in pairing.pairs if _is_exchanged(paired.message, leave_out)]
    found = []
    for before, paired, after in zip([None, *pairs], pairs, [*pairs[1:], None], strict=False):
        message, entry = paired.message, paired.entry
        found.append(
            Unit(
                id=named(message.path),
                path=message.path,
                source=message.source,
                text=normal(entry.text) if entry else "",
                state=paired.state,
                previous=normal(entry.translated_from) if entry and paired.state is State.STALE else "",
                context=(
                    *_context(message, slides, before, after),
                    *filter(None, [said(message.span) or said(firsts.get(message.path[:-1], Span.NOWHERE))]),
                ),
                budget=budgets.get(place_of(message.span)) if message.span.file else None,
                keep=tuple(terms_in(message.source, glossary.keep)),
                terms=tuple((term, renderings[term]) for term in terms_in(message.source, tuple(renderings))),
                question=entry.question if entry else "",
                review=paired.review,
                near=suggested.get(message.path),
                fields=bool(_FIELD.search(message.source)) and not _BRACES.search(_FIELD.sub("", message.source)),
            )
        )
    return tuple(found)


_FIELD = regex(r"\{\w+\}")
_BRACES = regex(r"[{}]")


def _is_exchanged(message: Message, leave_out: Collection[str]) -> bool:
    """Files and addresses are no translator's; what a law is called may be."""
    if message.path[0] == "slides" and message.path[1] in leave_out:
        return False
    return not message.optional or message.path[0] == "references"


def remarks(unit: Unit, tag: str, suggested: bool = False) -> Iterator[str]:
    """What a translator's program shows beside a string, a remark a line; the last is for our own import."""
    yield from unit.context
    if unit.previous:
        yield f"changed since it was translated: {told(unit.previous, unit.source)}"
    if unit.near:
        yield f"nearly the same ({unit.near.percent} %): {told(unit.near.source, unit.source)}"
    if unit.keep:
        yield f"stays as it is: {', '.join(unit.keep)}"
    for term, ways in unit.terms:
        yield f"glossary: {term} = {' / '.join(ways)}"
    if unit.budget is not None:
        lines = "1 line" if unit.budget.lines == 1 else f"{unit.budget.lines} lines"
        room = f"room: {lines} of {unit.budget.width_pt:g} pt at {unit.budget.size_pt:g} pt"
        yield f"{room}, about {unit.budget.characters} characters"
    yield str(mark_of(unit, tag, suggested))


def mark_of(unit: Unit, tag: str, suggested: bool = False) -> Mark:
    """What is to be known when the unit comes back; `suggested` where the near text stands in its place."""
    text = unit.near.text if suggested and unit.near else unit.text
    return Mark(tag, fingerprint(text), unit.state is State.STALE, suggested and bool(unit.near), unit.review.level)


def _context(
    message: Message, slides: Mapping[str, tuple[int, Slide]], before: Paired | None, after: Paired | None
) -> Iterator[str]:
    path = message.path
    if path[0] == "slides" and str(path[1]) in slides:
        number, slide = slides[str(path[1])]
        yield f"Slide {number} ({slide.kind}): {slide.says.title.plain}"
        if of_data_file(message) is not None:
            yield f"{path[3]}: a cell of {message.span.file}, line {message.span.line}"
        else:
            yield f"{_field(path)}: {_described(slide, str(path[2]))}"
    elif path[0] == "figures":
        yield f"Words in the figure {path[1]}; names in braces stay" if path[1] != "values" else "Words beside a value"
    elif path[0] == "phrases":
        yield "What the program itself says; names in braces stay"
    elif path[0] == "references":
        yield "What a law is called; it may stay without a translation"
    for name, neighbour in (("before", before), ("after", after)):
        if neighbour is not None and neighbour.message.path[:2] == path[:2]:
            yield f"{name}: {_short(neighbour.message.source)}"


def _field(path: Path) -> str:
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in path[2:])


def _described(slide: Slide, field: str) -> str:
    info = fields_of(type(slide.says)).get(field)
    _, meta = unwrapped(info.type) if info else (None, None)
    return (meta.description if meta else "") or field


def _short(source: str) -> str:
    line = source.replace("\n", " ")
    return line if len(line) <= 80 else f"{line[:79]}…"


# ---------------------------------------------------------------- room


Place = tuple[str, int, int]


def place_of(span: Span) -> Place:
    return span.file, span.line, span.column


def room_on(pages: Sequence[Page], brand: Brand) -> dict[Place, Budget]:
    """The room of every text on these pages, by where it is written."""
    found: dict[Place, Budget] = {}
    for page in pages:
        for frame, box in page.frames:
            for laid in frame.paragraphs:
                text = laid.paragraph.text
                place = place_of(text.span)
                if text.source and place not in found:
                    found[place] = _budget(frame, box, laid, text, brand)
    return found


def _budget(frame: Frame, box: Box, laid: LaidParagraph, text: Text, brand: Brand) -> Budget:
    area = box.without(*frame.inset)
    own = len(laid.lines) * pitch(laid)
    free = area.height - frame.height
    lines = max(len(laid.lines), int((own + max(free, 0.0) + 0.05) / pitch(laid)))
    width = area.width - laid.indent_pt
    taken = sum(line.width for line in laid.lines)
    characters = int(width * lines * len(text.letters) / taken) if taken else 0
    fill = taken / (width * lines) if width > 0 else 1.0
    return Budget(round(width, 1), lines, laid.size_pt, brand.family(laid.role), characters, len(laid.lines), fill)
