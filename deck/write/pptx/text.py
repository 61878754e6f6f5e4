"""Paragraphs of a page as those of python-pptx: what differs from the layout is written, the rest is inherited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from re import Pattern
from typing import Any

from deck.brand.drawingml import emu, one_line
from deck.brand.levels import Level, levels
from deck.brand.model import Brand, Slot
from deck.brand.theme import script_faces
from deck.language import script
from deck.layout.set_text import mark_name
from deck.markup import BREAK, Run, Text, in_unicode, item_of, merged, with_addresses
from deck.page import Frame, LaidParagraph, Stretch
from deck.phrases import Phrases
from deck.regex import regex
from deck.value import Value, replace
from deck.write.pptx import extras
from deck.write.pptx.stencils import Bullet, ParagraphLook, RunLook, Stencils

LinkTo = Callable[[str], str]
"""The relationship id for a link's address."""

# Of names in another script, where the deck is not in it.
_LANGUAGES = {"Hans": "zh-CN", "Hant": "zh-TW", "Jpan": "ja-JP", "Kore": "ko-KR", "Arab": "ar-SA", "Hebr": "he-IL"}
_CODE = "en-US"
"""What code is written in, to programs that take a direction from that."""
_SLOTS = {"latin": "lt", "ea": "ea", "cs": "cs"}
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_RIGHT_TO_LEFT_MARK = "\u200f"
_BETWEEN = " \u200e\u200f"
_HANGING = 1.6
"""How far the items of a list in the notes hang in, in sizes of their text: room for two digits."""
_LEAST_SIZE = 1.0
"""In points: no program sets smaller letters."""
_RAISED, _LOWERED = 30_000, -25_000
_JUMP = "ppaction://hlinksldjump"


class Script(Value, frozen=True):
    """Which families the theme has for the scripts of a deck, and what its own script is written in."""

    brand: Brand
    own: str
    own_family: str
    east: str
    complex: str

    @classmethod
    def of(cls, brand: Brand, language: str) -> Script:
        east, other = script_faces(brand)
        return cls(brand, script(language), brand.own_family, east, other)

    def language_of(self, family: str, language: str) -> str:
        """What text in a family for another script is written in."""
        known = next((name for name, one in self.brand.scripts.items() if one == family), "")
        return _LANGUAGES.get(known, language) if known != self.own else language


class TextWriter(Value, frozen=True):
    """Fills text bodies of one slide; each comes without a paragraph and gets at least one."""

    brand: Brand
    language: str
    script: Script
    stencils: Stencils
    phrases: Phrases
    link_to: LinkTo
    dark: bool = False

    def fill_placeholder(self, body: Any, frame: Frame, slot: Slot) -> None:
        """The layout gives position, insets, anchor and whatever a level says."""
        # LibreOffice centres footers and forgets their colour unless the slide repeats them.
        inherited = levels(self.brand, slot) if slot.type not in ("ftr", "sldNum") else None
        self._fill(body, frame, inherited)
        if not frame.paragraphs:
            body.add_p()

    def fill_shape(self, body: Any, frame: Frame) -> None:
        """A shape of our own inherits nothing of the brand's roles."""
        self._fill_whole(body, frame)

    def fill_cell(self, body: Any, frame: Frame) -> None:
        """Colour and weight of a table's cell come from the table style."""
        self._fill_whole(body, frame, styled=True)

    def fill_notes(self, body: Any, texts: Sequence[Text]) -> None:
        """Paragraphs without any look of their own but what the author marked, and items of lists."""
        rtl = self.brand.right_to_left
        plain = ParagraphLook(align="right" if rtl else "", right_to_left=rtl)
        for text in texts:
            mark, runs = item_of(text)
            paragraph = self.stencils.paragraph(self._item_look(mark, plain) if mark else plain)
            for run in _spoken(runs, rtl):
                paragraph.extend(self._lines(run.text, self._note_look(run), run.link))
            body.append(paragraph)

    def _item_look(self, mark: str, plain: ParagraphLook) -> ParagraphLook:
        """An item of a list in the notes: its mark is the program's, so that it stays one when somebody edits it."""
        hanging = emu(_HANGING * self.brand.roles["notes"].size)
        number = int(mark[:-1]) if mark[0].isdigit() else 0
        bullet = Bullet(self.brand.roles["notes"].color, "" if number else mark, number)
        # A dash is the mark of a point under a point.
        return replace(plain, indent=(hanging * (1 + (mark == "–")), -hanging), bullet=bullet)

    def _fill_whole(self, body: Any, frame: Frame, styled: bool = False) -> None:
        self._fill(body, frame, None, styled)
        if not frame.paragraphs:
            paragraph = body.add_p()
            paragraph.append(self.stencils.end_of_paragraph(self.language, None))

    def _fill(self, body: Any, frame: Frame, inherited: tuple[Level, ...] | None, styled: bool = False) -> None:
        counted_from = 0
        for place, laid in enumerate(frame.paragraphs):
            level = inherited[laid.paragraph.level] if inherited else None
            look = self._paragraph_look(laid, level, first=place == 0)
            if laid.paragraph.mark == "line" and isinstance(look.bullet, Bullet):
                # Lines that follow on one another count from the first, so that they still do when one is put in.
                counted_from = counted_from or laid.paragraph.number
                look = replace(look, bullet=replace(look.bullet, number=counted_from))
            else:
                counted_from = 0
            paragraph = self.stencils.paragraph(look)
            has_links = self.brand.right_to_left and not laid.role.monospace
            stretches: Iterable[Stretch] = _parted_links(laid) if has_links else laid.stretches
            if len(laid.lines) > 1:
                stretches = self._as_parted_here(laid, stretches)
            for stretch in stretches:
                if stretch.run is _SEAM:
                    paragraph.append(self._seam())
                    continue
                words = self._run_look(stretch, laid, level, styled)
                if stretch.run.formula:
                    paragraph.append(self._formula(stretch.run, words, laid))
                    continue
                paragraph.extend(self._lines(stretch.text, words, stretch.run.link, laid.has_quiet_links))
            if not laid.stretches:
                size = None if level and level.role.size == laid.size_pt else laid.size_pt
                paragraph.append(self.stencils.end_of_paragraph(self.language, size))
            body.append(paragraph)

    def _as_parted_here(self, laid: LaidParagraph, stretches: Iterable[Stretch]) -> Iterable[Stretch]:
        """The stretches of a text of several lines, so that no program parts them where layout would not."""
        if self.script.own in _WITHOUT_SPACES:
            stretches = _opened(stretches, _BETWEEN_NAMES)
        if any(line.text.rstrip().endswith("/") for line in laid.lines[:-1]):
            stretches = _opened(stretches, _BEHIND_SLASH)
        return (_bound(stretch) for stretch in stretches)

    def _seam(self) -> Any:
        """A place where a line may end, and nothing to be seen."""
        run = self.stencils.run(RunLook(self.language, size_pt=_LEAST_SIZE))
        run[-1].text = " "
        return run

    def _formula(self, run: Run, look: RunLook, laid: LaidParagraph) -> Any:
        # Imported here because few slides have formulas.
        from deck.write.pptx.equation import formula_element

        assert run.formula is not None
        # What a layout says of its words holds for formulas as well: PowerPoint asks their own parts only.
        own = replace(look, size_pt=laid.size_pt, color=look.color or laid.color)
        return formula_element(run.formula, self.stencils.run(own), laid.align)

    def signs(self, frame: Frame) -> Iterator[list[Any]]:
        """For each formula the runs that stand for it where a program has none."""
        # Imported here because few slides have formulas.
        from deck.equation.linear import stretches

        for laid in frame.paragraphs:
            for stretch in laid.stretches:
                if stretch.run.formula is None:
                    continue
                runs = []
                for part in stretches(stretch.run.formula.tree):
                    low, high = (part.stands == way for way in ("low", "high"))
                    run = replace(stretch.run, italic=part.italic, sub=low, sup=high, formula=None)
                    look = self._run_look(replace(stretch, run=run), laid, None, False)
                    runs.append(self.stencils.run(look))
                    # Signs have no direction: among words from right to left each is told its own.
                    text = (
                        "".join(f"{_LEFT_TO_RIGHT}{sign}" for sign in part.text)
                        if self.brand.right_to_left
                        else part.text
                    )
                    runs[-1][-1].text = one_line(text + (_LEFT_TO_RIGHT if self.brand.right_to_left else ""))
                    if run.link:
                        self._link(runs[-1], run.link, laid.has_quiet_links)
                yield runs

    def _paragraph_look(self, laid: LaidParagraph, level: Level | None, first: bool) -> ParagraphLook:
        rtl, mark = self.brand.right_to_left and not laid.role.monospace, laid.paragraph.mark
        same_mark = level is not None and level.mark == _mark_name(laid) and abs(level.indent_pt - laid.indent_pt) < 0.1
        own_indent = not same_mark and (level is None or level.mark != "none" or mark != "none")
        inherited = level.role.before * level.role.size if level else 0.0
        # Programs disagree on space above the first paragraph of a box; a written zero leaves no doubt.
        own_space = (first and inherited) or abs(inherited - laid.before_pt) > 0.01
        return ParagraphLook(
            level=laid.paragraph.level,
            indent=(emu(laid.indent_pt), -emu(laid.hanging_pt)) if own_indent else None,
            # Layouts say so too; a program that copies the paragraph elsewhere, or reads no layouts, needs it here.
            align=laid.align if level is None or rtl else "",
            right_to_left=rtl,
            left_to_right=self.brand.right_to_left and not rtl,
            spacing=laid.role.spacing if level is None or level.role.spacing != laid.role.spacing else None,
            before_pt=laid.before_pt if own_space else None,
            bullet=self._bullet(laid) if not same_mark or (mark == "number" and laid.paragraph.number != 1) else "",
        )

    def _bullet(self, laid: LaidParagraph) -> Bullet | str:
        if laid.paragraph.mark == "none":
            return "none"
        style = self.brand.marks[_mark_name(laid)]
        if laid.paragraph.mark == "line" and laid.mark is not None:
            return Bullet(style.color, "", laid.paragraph.number, laid.mark.family)
        return Bullet(style.color, style.char, 0 if style.char else laid.paragraph.number)

    def _run_look(self, stretch: Stretch, laid: LaidParagraph, level: Level | None, styled: bool) -> RunLook:
        run = stretch.run
        heavy = laid.role.bold or run.bold
        own = _CODE if laid.role.monospace else ""
        # A link has the theme's colour; a fill beside it makes LibreOffice draw it as plain text, as a quiet one is.
        in_its_color = run.link and laid.has_quiet_links
        inherits_color = not in_its_color and (
            styled or (level and level.color == laid.color) or (run.link and not self.dark)
        )
        return RunLook(
            lang=run.lang or own or self.script.language_of(stretch.family, self.language),
            alternative=_alternative(self.brand),
            size_pt=laid.size_pt if level is None or level.role.size != laid.size_pt else None,
            bold=heavy if heavy != (level.role.bold if level else styled and laid.role.bold) else None,
            italic=run.italic,
            baseline=_baseline(run),
            struck=run.strike,
            code=run.code,
            kerned=level is None,
            color=self.brand.colors[run.color] if run.color else None if inherits_color else laid.color,
            faces=self._faces(stretch, laid, level),
        )

    def _faces(self, stretch: Stretch, laid: LaidParagraph, level: Level | None) -> tuple[tuple[str, str], ...]:
        own, known = self.brand.family(laid.role), self.script
        if laid.role.monospace or (stretch.family != own and stretch.family not in (known.east, known.complex)):
            return tuple((tag, stretch.family) for tag in ("latin", "ea", "cs", "sym"))
        inherited = level.role.heading if level else False
        set_by = {tag: tag for tag in ("latin", "ea", "cs")} if laid.role.heading != inherited else {}
        if stretch.family == own and (self.brand.right_to_left or known.own_family):
            # Digits and marks have no script: in an Arabic or Chinese paragraph programs would set them in its face.
            set_by["cs" if self.brand.right_to_left or known.own_family != known.east else "ea"] = "latin"
        theme = "mj" if laid.role.heading else "mn"
        return tuple((tag, f"+{theme}-{_SLOTS[slot]}") for tag, slot in set_by.items())

    def _link(self, run: Any, address: str, quiet: bool) -> None:
        inside = address.startswith("#")
        rid = self.link_to(address)
        if not rid:
            return
        properties = run.get_or_add_rPr()
        link = properties.add_hlinkClick(rid)
        if quiet:  # PowerPoint underlines every link, others those that do not say so
            properties.set("u", "none")
        if inside:
            link.set("action", _JUMP)
        tooltip = self.phrases.say("go-to-slide") if inside else address.removeprefix("mailto:")
        extras.set_tooltip(link, one_line(tooltip), keep_color=self.dark or quiet)

    def _lines(self, words: str, look: RunLook, link: str, quiet: bool = False) -> Iterator[Any]:
        """Words of one look as `a:r`, with an `a:br` wherever a line ends in them."""
        for number, line in enumerate(words.split(BREAK)):
            if number:
                yield self.stencils.line_break(look)
            if line or not words:
                run = self.stencils.run(look)
                # `run.text` looks its `a:t` up by name, and the text for what a line here cannot hold.
                run[-1].text = one_line(line)
                if link:
                    self._link(run, link, quiet)
                yield run

    def _note_look(self, run: Run) -> RunLook:
        return RunLook(
            lang=run.lang or self.language,
            alternative=_alternative(self.brand),
            size_pt=None,
            bold=run.bold or None,
            italic=run.italic,
            baseline=_baseline(run),
            struck=run.strike,
            code=run.code,
        )


def _spoken(said: Sequence[Run], right_to_left: bool) -> Sequence[Run]:
    """What notes say, with what the author marked in them; printed, a link says where it leads."""
    runs = tuple(
        merged(
            replace(
                run,
                # No lines are broken here: a soft hyphen would only be in the way of whoever searches.
                text=run.text.replace("\u00ad", ""),
                # Notes belong to their own slide: a jump to another has no place there.
                link="" if run.link.startswith("#") else run.link,
                cite=(),
                dated=None,
            )
            for run in map(in_unicode, with_addresses(said))
        )
    )
    if not right_to_left:
        return runs
    from deck.layout.bidi import with_bidi_marks

    return with_bidi_marks(runs)


_WITHOUT_SPACES = ("Jpan", "Hans", "Hant")
_SEAM = Run(" ")
_BETWEEN_NAMES = regex(r"(?<=[A-Za-z0-9)][、，；：。])(?=[A-Za-z0-9])")


_BEHIND_SLASH = regex(r"(?<=[A-Za-z0-9]/)(?=[A-Za-z0-9])")
_BEFORE_DIGITS = regex(r"(?<=[A-Za-z])-(?=\d)")


def _opened(stretches: Iterable[Stretch], where: Pattern[str]) -> Iterator[Stretch]:
    """The stretches, with a seam at each such place: behind full-width commas and slashes between Latin words.

    ONLYOFFICE takes `Merck、Novartis、Roche` and `CD19/BCMA` for one word each, and breaks it wherever the line ends
    (`No|vartis`, `BC|MA`); neither a zero-width space nor `latinLnBrk` tells it otherwise, the smallest of spaces does.
    An address stays in one piece.
    """
    last = ""
    for stretch in stretches:
        if stretch.run.link:
            yield stretch
            last = ""
            continue
        if where.search(last + stretch.text[:1], len(last)):
            yield Stretch(" ", _SEAM, stretch.family)
        start = 0
        for found in where.finditer(stretch.text, 1):
            yield replace(stretch, text=stretch.text[start : found.start()])
            yield Stretch(" ", _SEAM, stretch.family)
            start = found.start()
        yield replace(stretch, text=stretch.text[start:]) if start else stretch
        last = (last + stretch.text)[-2:]


def _bound(stretch: Stretch) -> Stretch:
    """`KYV-101` on one line, as UAX #14 has it: ONLYOFFICE would end one behind the hyphen."""
    if stretch.run.link or not _BEFORE_DIGITS.search(stretch.text):
        return stretch
    return replace(stretch, text=_BEFORE_DIGITS.sub("\N{NON-BREAKING HYPHEN}", stretch.text))


def _baseline(run: Run) -> int:
    return _RAISED if run.sup else _LOWERED if run.sub else 0


def _mark_name(laid: LaidParagraph) -> str:
    return "none" if laid.paragraph.mark == "none" else mark_name(laid.paragraph)


def _parted_links(laid: LaidParagraph) -> Iterator[Stretch]:
    """The stretches, and between two that are one link something that is none, if only a mark.

    LibreOffice takes each for a field, and sets fields that touch from left to right whatever they say.
    """
    for run, stretches in groupby(laid.stretches, key=lambda stretch: stretch.run):
        parts = list(stretches)
        if not run.link or len(parts) == 1:
            yield from parts
            continue
        cores = [part.text.strip(_BETWEEN) for part in parts]
        last = len(parts) - 1
        for place, (part, core) in enumerate(zip(parts, cores, strict=True)):
            before, _, after = part.text.partition(core)
            yield Stretch((before if place == 0 else "") + core + (after if place == last else ""), run, part.family)
            if place < last:
                gap = after + parts[place + 1].text.partition(cores[place + 1])[0]
                yield Stretch(gap or _RIGHT_TO_LEFT_MARK, replace(run, link=""), part.family)


def _alternative(brand: Brand) -> str:
    """What Latin words in a run of a right-to-left language are, to programs that tell the two apart."""
    return "en-US" if brand.right_to_left else ""
