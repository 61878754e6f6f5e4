"""Which lines of code does a slide show, and in which colour is each of their parts?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional

from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name, get_lexer_for_filename
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

from deck.diagnostics import Span, close_matches
from deck.markup import Run
from deck.markup import Text as Words
from deck.material import Material, control_character
from deck.place import Place
from deck.regex import regex
from deck.scene import Paragraph
from deck.scene import Words as Shown
from deck.value import replace

if TYPE_CHECKING:
    from deck.kinds.code import Code
    from deck.talk import Name as Named

_PLAIN = "text"
_MARK, _LEFTWARDS = "\u200e", ("R", "AL")
_TAB = 4
"""A tab reaches to the next column that is a multiple of this."""
_STRETCH = regex(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_COLORS: tuple[tuple[_TokenType, str], ...] = (
    (Comment.Preproc, "code_word"),
    (Comment, "code_comment"),
    (Generic.Output, "code_comment"),
    (Generic.Prompt, "code_word"),
    (Generic.Heading, "code_name"),
    (Generic.Deleted, "code_number"),
    (Generic.Inserted, "code_text"),
    (Keyword, "code_word"),
    (Operator.Word, "code_word"),
    (Name.Builtin, "code_word"),
    (Name.Tag, "code_word"),
    (Name.Decorator, "code_number"),
    (Name.Function, "code_name"),
    (Name.Class, "code_name"),
    (Name.Attribute, "code_name"),
    (String, "code_text"),
    (Number, "code_number"),
    (Literal, "code_text"),
)
"""The colour of the brand for each sort of word, the narrower sort first; all else is as text."""
_HEAVY = (Name.Function, Name.Class)
"""What is defined here: in bold too, for a colour alone may not be seen."""


class _Line(NamedTuple):
    """A line of code: its number, and where it was written."""

    number: int
    text: str
    place: Place


def listing_of(says: Code, material: Material) -> Shown | None:
    """The lines as paragraphs; None, and a diagnostic for each mistake, where there are none."""
    return _Reader(says, material).read()


class _Reader:
    def __init__(self, says: Code, material: Material) -> None:
        self.says, self.material, self.report = says, material, material.report

    def read(self) -> Shown | None:
        if (self.says.code is None) == (self.says.file is None):
            where = self.material.at("file" if self.says.file is not None else "kind")
            what = "code stands either in `code` or in a `file`"
            self.report.error("no-place", what, where, "give one of the two")
            return None
        lines = self._all_lines()
        lexer = self._lexer() if lines is not None else None
        if lines is None or lexer is None:
            return None
        shown = self._chosen(lines)
        if shown is None:
            return None
        lit = self._highlighted(shown)
        colored = dict(zip((line.number for line in lines), _colored(lines, lexer), strict=True))
        return Shown(tuple(self._paragraphs(shown, colored, lit)))

    def _all_lines(self) -> list[_Line] | None:
        """The lines of the slide, or all those of its file: what is not shown says how the rest is read."""
        text, name = self._text()
        if text is None:
            return None
        if not text.strip():
            self.report.error("missing-field", "there is no code", self._where, "write some, or take the slide away")
            return None
        lines = text.rstrip().split("\n")
        first = next(at for at, line in enumerate(lines) if line.strip()) if not name else 0
        return [
            _Line(number, line.expandtabs(_TAB).rstrip(), place)
            for number, (line, place) in enumerate(list(zip(lines, self._places(lines, name), strict=True))[first:], 1)
        ]

    def _text(self) -> tuple[str | None, str]:
        """The code, and the name of its file."""
        says = self.says
        if says.file is None:
            return says.code or "", ""
        data = self.material.world.read_bytes(says.file, says.file.span, self.report)
        if data is None:
            return None, ""
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
        except UnicodeDecodeError as problem:
            line = data.count(b"\n", 0, problem.start) + 1
            what = f"line {line} of `{says.file}` is no text in UTF-8"
            self.report.error("unreadable-file", what, says.file.span, "save the file as UTF-8")
            return None, ""
        if bad := control_character(text.replace("\n", "").replace("\t", "")):
            what = f"`{says.file}` holds an invisible control character U+{ord(bad):04X}"
            self.report.error("control-character", what, says.file.span, "delete it in a text editor")
            return None, ""
        return text, self.material.world.relative(self.material.world.root / says.file)

    def _places(self, lines: list[str], file: str) -> Iterator[Place]:
        if file:
            for number, line in enumerate(lines, 1):
                yield Place.at(Span(file, number, 1, max(len(line.rstrip()), 1) + 1))
            return
        at = 0
        for line in lines:
            yield self.says.code.place.part(at, len(line)) if self.says.code is not None else Place.at(self._where)
            at += len(line) + 1

    @property
    def _where(self) -> Span:
        return self.material.at("code" if self.says.file is None else "file")

    def _lexer(self) -> Lexer | None:
        says = self.says
        options = {"stripnl": False, "ensurenl": False}
        if says.language is not None:
            try:
                return get_lexer_by_name(says.language.lower(), **options)
            except ClassNotFound:
                near = close_matches(says.language, (alias for _, names, _, _ in get_all_lexers() for alias in names))
                help = near or f"`{_PLAIN}` shows any language, without colours"
                what = f"there are no colours for the language `{says.language}`"
                self.report.error("unknown-choice", what, says.language.span, help)
                return None
        if says.file is None:
            help = f"add `language: python`, or `language: {_PLAIN}` for code without colours"
            self.report.error("missing-field", "`language` is missing", self._where, help)
            return None
        try:
            return get_lexer_for_filename(says.file, **options)
        except ClassNotFound:
            return get_lexer_by_name(_PLAIN, **options)

    # ------------------------------------------------------------------------------------------------ which lines

    def _chosen(self, lines: list[_Line]) -> list[_Line] | None:
        says = self.says
        if says.lines and says.file is None:
            self.material.refuse("lines", "`lines` says which of a file are shown", "take it away")
            return None
        stretches = [self._stretch(name, len(lines)) for name in says.lines]
        if None in stretches:
            return None
        shown = [line for part in stretches if part is not None for line in lines[part[0] - 1 : part[1]]]
        shown = shown or lines
        if says.begins and not shown[0].text.lstrip().startswith(says.begins):
            self._report_moved(lines, shown[0])
            return None
        return shown

    def _stretch(self, name: Named, count: int) -> tuple[int, int] | None:
        found = _STRETCH.fullmatch(name)
        if found is None:
            self.report.error("wrong-type", f"`{name}` is no stretch of lines", name.span, "write `12`, or `12-30`")
            return None
        first, last = int(found[1]), int(found[2] or found[1])
        if first > last:
            what = f"lines {first} to {last} run backwards"
            self.report.error("no-such-line", what, name.span, f"write `{last}-{first}`")
            return None
        if first < 1 or last > count:
            what = f"there is no line {last if first else 0}: the code has {count}"
            self.report.error("no-such-line", what, name.span, f"the lines are 1 to {count}")
            return None
        return first, last

    def _report_moved(self, lines: list[_Line], first: _Line) -> None:
        """The file has changed since the lines were counted: say where the first of them is now."""
        begins = self.says.begins or ""
        now = [line.number for line in lines if line.text.lstrip().startswith(begins)]
        places = " and ".join(map(str, now[:3]))
        which = f"line {now[0]} does" if len(now) == 1 else f"lines {places} do"
        help = f"{which}: correct `lines`" if now else "correct `lines`, or `begins`"
        what = f"line {first.number} of `{self.says.file or 'code'}` begins with `{first.text.strip()[:40]}`"
        self.report.error("no-such-line", f"{what}, not with `{begins}`", self.material.at("begins"), help)

    def _highlighted(self, shown: list[_Line]) -> frozenset[int]:
        """The numbers of the lines that the slide is about; of one that is not shown, a diagnostic."""
        found: set[int] = set()
        numbers = [line.number for line in shown]
        for name in self.says.highlight:
            stretch = self._stretch(name, max(numbers))
            if stretch is None:
                continue
            wanted = range(stretch[0], stretch[1] + 1)
            if lost := next((one for one in wanted if one not in numbers), 0):
                help = f"shown are {_listed(numbers)}"
                self.report.error("no-such-line", f"line {lost} is not on the slide", name.span, help)
            found.update(wanted)
        return frozenset(found)

    # ------------------------------------------------------------------------------------------------ what they say

    def _paragraphs(
        self, shown: list[_Line], colored: dict[int, list[Run]], lit: frozenset[int]
    ) -> Iterator[Paragraph]:
        before = shown[0].number - 1
        for line in shown:
            if line.number != before + 1:
                yield Paragraph(Words((Run("…", code=True, color="code_comment"),), "…", line.place))
            before = line.number
            # A line without a letter has a number in no program.
            runs = _kept_apart(colored[line.number]) or [Run(" ", code=True)]
            text = Words(tuple(runs), line.text, line.place)
            mark, number = ("line", line.number) if self.says.numbers else ("none", 0)
            yield Paragraph(text, mark=mark, number=number, lit=line.number in lit)  # type: ignore[arg-type]


def _colored(lines: Iterable[_Line], lexer: Lexer) -> Iterator[list[Run]]:
    """Each line as runs in the colours of their sorts."""
    row: list[Run] = []
    text = "\n".join(line.text for line in lines)
    for sort, words in lexer.get_tokens(text):
        color = next((color for known, color in _COLORS if sort in known), "")
        for number, part in enumerate(words.split("\n")):
            if number:
                yield _merged(row)
                row = []
            if part:
                row.append(Run(part, bold=any(sort in heavy for heavy in _HEAVY), code=True, color=color))
    yield _merged(row)


def _merged(runs: list[Run]) -> list[Run]:
    """The runs of a line; a space has no colour, and goes with what stands before it."""
    done: list[Run] = []
    for run in runs:
        if done and (run.text.isspace() or (done[-1].color, done[-1].bold) == (run.color, run.bold)):
            done[-1] = Run(done[-1].text + run.text, bold=done[-1].bold, code=True, color=done[-1].color)
        else:
            done.append(run)
    return done


def _kept_apart(runs: list[Run]) -> list[Run]:
    """The runs with a mark behind each that has letters which are read from right to left.

    Two Arabic texts would else exchange their places around what stands between them: UTS #55 sets parts of code so.
    """
    return [
        replace(run, text=run.text + _MARK) if any(bidirectional(letter) in _LEFTWARDS for letter in run.text) else run
        for run in runs
    ]


def _listed(numbers: list[int]) -> str:
    """Numbers as stretches: 1 to 4, 9."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return ", ".join(str(row[0]) if len(row) == 1 else f"{row[0]} to {row[-1]}" for row in rows)
