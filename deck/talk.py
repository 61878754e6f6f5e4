"""What the author said: the talk, its slides, and the words in them."""

# Without `annotations` from `__future__`: the types of the fields are read at run time, for every kind of slide, and
# each that is a string would be compiled once more.
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import msgspec

from deck.diagnostics import Span
from deck.language import listed
from deck.markup import Text
from deck.phrases import Phrases
from deck.place import NO_PLACE, Place
from deck.value import Value, field, replace


def described(
    what: str,
    translated: bool = False,
    may_be_empty: bool = False,
    printed: bool = False,
    formula: bool = False,
    **constraints: Any,
) -> Any:
    """What a field is for, as editors and `deck kinds` show it, with constraints on its value.

    Every `Text` is translated; `translated` says it of a plain string too. `printed` says that the audience reads a
    plain string, or the names in a mapping, as they stand: markup in them is a slip. `may_be_empty` says that an entry
    of a list may say nothing, as the cell of a table may. `formula` says that a text is one in TeX's notation.
    """
    flags = {"translated": translated, "may_be_empty": may_be_empty, "printed": printed, "formula": formula}
    extra = {name: True for name, given in flags.items() if given}
    return msgspec.Meta(description=what, extra=extra or None, **constraints)


class Name(str):
    """A word that stands for something else (a citation key, a figure, a file), and where it was written."""

    span: Span = Span.NOWHERE

    def __new__(cls, value: str, span: Span = Span.NOWHERE) -> "Name":
        name = super().__new__(cls, value)
        name.span = span
        return name


class Verbatim(str):
    """Text that is shown as it was typed, line by line and without markup, and where it was written."""

    place: Place = NO_PLACE

    def __new__(cls, value: str, place: Place = NO_PLACE) -> "Verbatim":
        text = super().__new__(cls, value)
        text.place = place
        return text


class Number(Name):
    """A number as it was written, or a sign that stands for none, and where it was written."""


_NO_WORDS = Text((), "")


class Section(str):
    """A part of the talk by the name that its author gave it, and what it is called in the language of the deck."""

    called: Text = _NO_WORDS

    def __new__(cls, name: str, called: Text = _NO_WORDS) -> "Section":
        section = super().__new__(cls, name)
        section.called = called
        return section


NO_SECTION = Section("")


class Prose(tuple[Text, ...]):
    """Paragraphs, written as one string with blank lines between them."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something an author writes as a mapping. A record with a `shorthand` may be written as that one field alone."""


Slots = tuple[str, ...] | Mapping[str, str]
"""The slots of a layout that a kind may fill; as a mapping, what the layout calls each that it calls otherwise."""
Tone = Literal["plain", "primary", "accent", "teal", "muted"]


_LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$"


class Meta(Record, frozen=True, kw_only=True):
    """Who speaks, where, in which language."""

    title: Annotated[Text, described("the talk's title, as document properties show it")]
    speaker: Annotated[str, described("who speaks", printed=True)] = ""
    speakers: Annotated[
        tuple[str, ...], described("who speaks, where several do, in place of `speaker`", printed=True, min_length=1)
    ] = ()
    affiliation: Annotated[
        tuple[str, ...], described("where the speaker works, a line each", translated=True, printed=True)
    ] = ()
    event: Annotated[
        str, described("the conference; part of the event line in the footer", translated=True, printed=True)
    ] = ""
    place: Annotated[str, described("the town; part of the event line", translated=True, printed=True)] = ""
    date: Annotated[
        str, described("the day as the audience reads it, such as 24–25 April 2026", translated=True, printed=True)
    ] = ""
    language: Annotated[str, described("BCP 47 tag of the language the talk is written in", pattern=_LANGUAGE_TAG)] = (
        "en"
    )
    status: Annotated[Literal["draft", "final"], described("draft until the speaker has approved every field")] = (
        "draft"
    )
    brand: Annotated[
        Name, described("the folder of the brand, by its path from the talk's; as `../brand` several talks share it")
    ] = Name("")
    subject: Annotated[str, described("one line for the document properties", translated=True, printed=True)] = ""
    keywords: Annotated[tuple[str, ...], described("words to find the file by", translated=True, printed=True)] = ()
    contact: Annotated[Text | None, described("how to reach the speaker; shown on the closing slide")] = None
    url: Annotated[str, described("the talk's page on the web")] = ""
    emergency_contact: Annotated[Text | None, described("whom staff call if something fails")] = None
    print_disclosures: Annotated[
        bool, described("the event asks for disclosures in every handout: also where their slide is hidden")
    ] = False
    slot_minutes: Annotated[float | None, described("the length of the slot", gt=0, le=600)] = None
    largest_mb: Annotated[
        float, described("how many megabytes the event takes; films and sounds beyond that are warned of", gt=0)
    ] = 50.0
    oldest_data_days: Annotated[
        int, described("how many days old data may be on the day of the talk; older ones are warned of", ge=0)
    ] = 365
    abbreviations: Annotated[
        dict[str, Text],
        described("short forms and what they stand for; handouts list those that the talk uses", printed=True),
    ] = msgspec.field(default_factory=dict)
    rules: Annotated[
        Name | None, described("what the event asks for: `emsp2026` is the file assets/events/emsp2026.yaml")
    ] = None
    ignore: Annotated[dict[Name, str], described("warnings that do not apply to this talk: code, and the reason")] = (
        msgspec.field(default_factory=dict)
    )
    require: Annotated[dict[Name, str], described("warnings that are errors in this talk: code, and the reason")] = (
        msgspec.field(default_factory=dict)
    )
    tolerate: Annotated[dict[Name, str], described("warnings that are notes in this talk: code, and the reason")] = (
        msgspec.field(default_factory=dict)
    )

    @property
    def names(self) -> tuple[str, ...]:
        """Who speaks, one or several."""
        return self.speakers or (self.speaker,)

    @property
    def said_by(self) -> str:
        """Who speaks, in a row."""
        return listed(self.names, self.language)

    @property
    def event_line(self) -> str:
        """Event, place and date, as the footer carries them; what is not given leaves no gap."""
        when = listed([part for part in (self.place, self.date) if part], self.language)
        return " · ".join(part for part in (self.event, when) if part)


class EventRules(Record, frozen=True, kw_only=True):
    """What an event asks of its speakers, as far as a deck can keep to it."""

    source: Annotated[str, described("where the event says so, or who said it")]
    disclosures: Annotated[
        Literal["shown", "first"] | None, described("a slide of disclosures is shown; `first`: only covers before it")
    ] = None
    proportions: Annotated[Literal["16:9", "4:3"] | None, described("of the slides")] = None
    smallest_pt: Annotated[float | None, described("no text that is shown is smaller", gt=0, le=100)] = None
    most_slides: Annotated[int | None, described("so many slides may be shown", ge=1)] = None
    slot_minutes: Annotated[float | None, described("how long a talk may take", gt=0, le=600)] = None
    largest_mb: Annotated[float | None, described("how many megabytes films and sounds may have", gt=0)] = None
    oldest_data_days: Annotated[int | None, described("how old data may be on the day of the talk", ge=0)] = None
    fonts: Annotated[tuple[str, ...], described("the fonts of the event's computers; no others are used")] = ()
    embed_fonts: Annotated[bool, described("the deck brings its fonts, as with `deck build --embed-fonts`")] = False
    trade_names: Annotated[tuple[str, ...], described("names of products that no title may have")] = ()
    ascii_names: Annotated[bool, described("file names without accents, spaces and signs")] = False


class Logo(Record, frozen=True, kw_only=True):
    file: Annotated[Name, described("an SVG of the project")]
    alt: Annotated[Text, described("whose logo it is")]


class Handout(Record, frozen=True, kw_only=True):
    """What readers of a handout should know, in the parts in which a summary tells it."""

    said: Annotated[Prose, described("what was said")] = Prose()
    means: Annotated[Prose, described("what it means for those it is about")] = Prose()
    unknown: Annotated[Prose, described("what is not known")] = Prose()
    read_on: Annotated[Prose, described("where to read on, or whom to ask")] = Prose()

    @property
    def parts(self) -> tuple[Prose, ...]:
        return self.said, self.means, self.unknown, self.read_on


class SlideKind(Record, frozen=True, kw_only=True):
    """What every slide may say; a kind adds its own fields and turns them into a scene."""

    layouts: ClassVar[Mapping[str, Slots]] = {}
    """The layouts that slides of this kind can stand on, best first, with the slots that they fill there."""
    meets_others: ClassVar[bool] = False
    """Whether such a slide says something of other slides, as an agenda does."""

    id: Annotated[str, described("a short name, unique in the talk", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Annotated[Text, described("the message of the slide")]
    title_shown: Annotated[
        bool, described("`false` keeps the title for outline, bookmarks and screen readers, and off the slide")
    ] = True
    kicker: Annotated[Text | None, described("a short line above the title")] = None
    section: Annotated[str, described("begins a section; the slides that follow belong to it", translated=True)] = ""
    notes: Annotated[Prose, described("what to say; blank lines part paragraphs")] = Prose()
    at_hand: Annotated[Prose, described("what stands below the notes and is not said, such as a list of names")] = (
        Prose()
    )
    handout: Annotated[
        Prose | Handout, described("what readers of the handout should know; in parts, it is in the summary too")
    ] = Prose()
    minutes: Annotated[float | None, described("how long to stay", gt=0, le=600)] = None
    cue: Annotated[Text | None, described("what staff should know at this slide")] = None
    hidden: Annotated[bool, described("a backup slide, not shown in the talk")] = False
    source: Annotated[
        Text | tuple[Text, ...] | None, described("where it comes from, at the foot of the slide; or a line for each")
    ] = None
    footnotes: Annotated[
        tuple[Text, ...], described("notes at the foot of the slide, in the order of their marks `[^1]`, `[^2]` …")
    ] = ()
    badge: Annotated[Logo | None, described("a logo or badge in the corner of this one slide")] = None
    layout: Annotated[Name | None, described("the layout to stand on, where the kind offers several")] = None
    build: Annotated[
        tuple[Name, ...], described("what appears click by click: `each` part, or parts by number (`[2, 1+3]`) or box")
    ] = ()
    draft: Annotated[tuple[Name, ...], described("fields that the speaker has not approved yet")] = ()
    ignore: Annotated[dict[Name, str], described("warnings that do not apply to this slide: code, and the reason")] = (
        msgspec.field(default_factory=dict)
    )
    require: Annotated[dict[Name, str], described("warnings that are errors on this slide: code, and the reason")] = (
        msgspec.field(default_factory=dict)
    )
    tolerate: Annotated[dict[Name, str], described("warnings that are notes on this slide: code, and the reason")] = (
        msgspec.field(default_factory=dict)
    )

    def with_shown_cells(self, material: Any, is_told: Callable[[str], bool]) -> "SlideKind":
        """The same with the words that it shows of data files as words of its own, so that they can be translated.

        `is_told` says of the words of a cell whether a translator is asked for them.
        """
        return self

    @abstractmethod
    def compose(self, material: Any) -> Any:
        """What this slide shows, as a `deck.scene.Scene`; `material`, a `deck.material.Material`, is what is around it.

        Both are made of slides: a kind, which stands behind all three, names the types.
        """


class Slide(Value, frozen=True):
    """A slide as it was written: its kind's fields, where it stands, and the section it is in."""

    kind: str
    says: SlideKind
    span: Span
    section: Section
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each field that was written stands."""
    unreadable: bool = False


class Talk(Value, frozen=True):
    meta: Meta
    slides: tuple[Slide, ...]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What figures say, in the language of the deck: by figure, then by what its script says."""
    references: Mapping[str, str] = field(default_factory=dict)
    """What references are called in the language of the deck where they have a name of their own, by key."""
    phrases: Phrases = Phrases()
    """What the program itself says, in the language of the deck."""
    translation: str = ""
    """Of a translation: who has seen it."""
    written_in: str = ""
    """Of a translation: the language that it was translated from."""
    format: int = 1
    """By which rules its texts are read."""
    left_out: frozenset[str] = frozenset()
    """Ids of slides that this language does without."""

    @property
    def weighs(self) -> bool:
        """Whether it says of anything that is found that it weighs more or less here, or does not apply."""
        meta = self.meta
        return bool(meta.ignore or meta.require or meta.tolerate) or any(
            slide.says.ignore or slide.says.require or slide.says.tolerate for slide in self.slides
        )


Said = TypeVar("Said")


def map_texts(said: Said, change: Callable[[Text], Text]) -> Said:
    """The same talk, slide or record with every text changed."""
    match said:
        case Text():
            return change(said)  # type: ignore[return-value]
        case Slide():
            return replace(said, says=map_texts(said.says, change))
        case Talk():
            slides = tuple(map_texts(slide, change) for slide in said.slides)
            return replace(said, meta=map_texts(said.meta, change), slides=slides)
        case Record():
            values = {name: map_texts(getattr(said, name), change) for name in said.__struct_fields__}
            return type(said)(**values)
        case Prose():
            return Prose(map_texts(part, change) for part in said)  # type: ignore[return-value]
        case tuple():
            return tuple(map_texts(part, change) for part in said)  # type: ignore[return-value]
        case dict():
            return {key: map_texts(value, change) for key, value in said.items()}  # type: ignore[return-value]
        case _:
            return said


def sections(slides: Iterable[Slide]) -> tuple[Section, ...]:
    """The sections, in the order in which they begin."""
    return tuple(dict.fromkeys(slide.section for slide in slides if slide.section))
