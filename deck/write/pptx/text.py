"""Paragraphs as DrawingML: what differs from the layout is written, the rest is inherited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from deck.brand.drawingml import emu, escape, fill, scheme_color
from deck.brand.levels import Level, levels
from deck.brand.model import Brand, Slot
from deck.brand.theme import script_faces
from deck.language import script
from deck.layout.set_text import mark_name
from deck.markup import Run, Text, merged, with_addresses
from deck.page import Frame, LaidParagraph, Stretch
from deck.phrases import Phrases
from deck.value import Value, replace

LinkTo = Callable[[str], str]
"""The relationship id for a link's address."""

# Of names in another script, where the deck is not in it.
_LANGUAGES = {"Hans": "zh-CN", "Hant": "zh-TW", "Jpan": "ja-JP", "Kore": "ko-KR", "Arab": "ar-SA", "Hebr": "he-IL"}
_ALIGN = {"left": "l", "right": "r", "center": "ctr"}
_SLOTS = {"latin": "lt", "ea": "ea", "cs": "cs"}
_RIGHT_TO_LEFT_MARK = "\u200f"
_BETWEEN = " \u200e\u200f"
_ANCHOR = {"top": "t", "centre": "ctr", "bottom": "b"}
# Hyperlinks take the theme's link colour, which a dark ground swallows; this keeps the text's own.
_OWN_LINK_COLOR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)


class TextWriter(Value, frozen=True):
    """Writes the text of one slide."""

    brand: Brand
    language: str
    link_to: LinkTo
    phrases: Phrases
    dark: bool = False

    def in_placeholder(self, frame: Frame, slot: Slot) -> str:
        """`p:txBody` of a placeholder: the layout gives position, insets, anchor and whatever a level says."""
        inherited = levels(self.brand, slot)
        # LibreOffice centres footers and forgets their colour unless the slide repeats them.
        known = slot.type not in ("ftr", "sldNum")
        paragraphs = "".join(
            self._paragraph(laid, inherited[laid.paragraph.level] if known else None, first=place == 0)
            for place, laid in enumerate(frame.paragraphs)
        )
        return f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody>"

    def in_shape(self, frame: Frame, drawn: tuple[float, float, float, float]) -> str:
        """The text of a shape of our own, which inherits nothing of the brand's roles.

        `drawn` is what the shape's geometry keeps free by itself; only the rest of the inset is written.
        """
        left, top, right, bottom = (emu(max(0.0, inset - own)) for inset, own in zip(frame.inset, drawn, strict=True))
        body = (
            f'<a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
            f'rtlCol="{self.brand.right_to_left:d}" anchor="{_ANCHOR[frame.anchor]}"><a:normAutofit/></a:bodyPr>'
        )
        return f"<p:txBody>{body}<a:lstStyle/>{self._plain(frame)}</p:txBody>"

    def in_cell(self, frame: Frame) -> str:
        """The text of a table cell; colour and weight come from the table style."""
        return f"<a:txBody><a:bodyPr/><a:lstStyle/>{self._plain(frame, styled=True)}</a:txBody>"

    def _plain(self, frame: Frame, styled: bool = False) -> str:
        laid = frame.paragraphs
        if not laid:
            return f'<a:p><a:endParaRPr lang="{self.language}"/></a:p>'
        return "".join(self._paragraph(one, None, first=place == 0, styled=styled) for place, one in enumerate(laid))

    def _paragraph(self, laid: LaidParagraph, level: Level | None, first: bool, styled: bool = False) -> str:
        stretches = _parted_links(laid) if self.brand.right_to_left else laid.stretches
        runs = "".join(self._run(stretch, laid, level, styled) for stretch in stretches)
        size = "" if level and level.role.size == laid.size_pt else f' sz="{round(laid.size_pt * 100)}"'
        end = f'<a:endParaRPr lang="{self.language}"{size}/>' if not runs else ""
        return f"<a:p>{self._properties(laid, level, first)}{runs}{end}</a:p>"

    def _properties(self, laid: LaidParagraph, level: Level | None, first: bool) -> str:
        depth = laid.paragraph.level
        attributes = f' lvl="{depth}"' if depth else ""
        same_mark = (
            level is not None and level.mark == self._mark_name(laid) and abs(level.indent_pt - laid.indent_pt) < 0.1
        )
        if not same_mark and (level is None or level.mark != "none" or laid.paragraph.mark != "none"):
            attributes = f' marL="{emu(laid.indent_pt)}"{attributes} indent="{-emu(laid.hanging_pt)}"'
        if level is None or self.brand.right_to_left:
            attributes += f' algn="{_ALIGN[laid.align]}"'
        if self.brand.right_to_left:
            # Layouts say so too; a program that copies the paragraph elsewhere, or reads no layouts, needs it here.
            attributes += ' rtl="1"'
        inner = self._spacing(laid, level, first)
        if not same_mark or (laid.paragraph.mark == "number" and laid.paragraph.number != 1):
            inner += self._bullet(laid)
        return f"<a:pPr{attributes}>{inner}</a:pPr>" if attributes or inner else ""

    def _spacing(self, laid: LaidParagraph, level: Level | None, first: bool) -> str:
        inner = ""
        if level is None or level.role.spacing != laid.role.spacing:
            inner += f'<a:lnSpc><a:spcPct val="{round(laid.role.spacing * 100000)}"/></a:lnSpc>'
        inherited = level.role.before * level.role.size if level else 0.0
        # Programs disagree on space above the first paragraph of a box; a written zero leaves no doubt.
        if (first and inherited) or abs(inherited - laid.before_pt) > 0.01:
            inner += f'<a:spcBef><a:spcPts val="{round(laid.before_pt * 100)}"/></a:spcBef>'
        return inner

    def _bullet(self, laid: LaidParagraph) -> str:
        if laid.paragraph.mark == "none":
            return "<a:buNone/>"
        style = self.brand.marks[self._mark_name(laid)]
        kind = (
            f'<a:buChar char="{style.char}"/>'
            if style.char
            else f'<a:buAutoNum type="arabicPeriod" startAt="{laid.paragraph.number}"/>'
        )
        color = f"<a:buClr>{scheme_color(style.color)}</a:buClr>"
        return f'{color}<a:buSzPct val="100000"/><a:buFont typeface="+mn-lt"/>{kind}'

    def _mark_name(self, laid: LaidParagraph) -> str:
        return "none" if laid.paragraph.mark == "none" else mark_name(laid.paragraph)

    def _run(self, stretch: Stretch, laid: LaidParagraph, level: Level | None, styled: bool) -> str:
        run = stretch.run
        attributes = f' lang="{self._language(stretch)}"{_alternative(self.brand)}'
        if level is None or level.role.size != laid.size_pt:
            attributes += f' sz="{round(laid.size_pt * 100)}"'
        heavy = laid.role.bold or run.bold
        if heavy != (level.role.bold if level else styled and laid.role.bold):
            attributes += f' b="{heavy:d}"'
        if run.italic:
            attributes += ' i="1"'
        if run.sup:
            attributes += ' baseline="30000"'
        if run.sub:
            attributes += ' baseline="-25000"'
        if run.strike:
            attributes += ' strike="sngStrike"'
        if level is None:
            attributes += ' kern="1200"'
        # A link has the theme's link colour; a fill beside it makes LibreOffice draw it as plain text.
        plain = styled or (level and level.color == laid.color) or (run.link and not self.dark)
        inner = "" if plain else fill(laid.color)
        inner += self._family(stretch, laid, level) + self._link(run)
        properties = f"<a:rPr{attributes}>{inner}</a:rPr>" if inner else f"<a:rPr{attributes}/>"
        return f"<a:r>{properties}<a:t>{_text(stretch.text)}</a:t></a:r>"

    def _family(self, stretch: Stretch, laid: LaidParagraph, level: Level | None) -> str:
        own, (east, complex_) = self.brand.family(laid.role), script_faces(self.brand)
        if stretch.family != own and stretch.family not in (east, complex_):
            face = escape(stretch.family)
            return "".join(f'<a:{tag} typeface="{face}"/>' for tag in ("latin", "ea", "cs", "sym"))
        set_by = {tag: tag for tag in ("latin", "ea", "cs")} if laid.role.heading != self._heading(level) else {}
        if stretch.family == own and (self.brand.right_to_left or self.brand.own_family):
            # Digits and marks have no script: in an Arabic or Chinese paragraph programs would set them in its face.
            set_by["cs" if self.brand.right_to_left or self.brand.own_family != east else "ea"] = "latin"
        theme = "mj" if laid.role.heading else "mn"
        return "".join(f'<a:{tag} typeface="+{theme}-{_SLOTS[slot]}"/>' for tag, slot in set_by.items())

    def _heading(self, level: Level | None) -> bool:
        return level.role.heading if level else False

    def _language(self, stretch: Stretch) -> str:
        known = next((name for name, family in self.brand.scripts.items() if family == stretch.family), "")
        other = _LANGUAGES.get(known, self.language) if known != script(self.language) else self.language
        return stretch.run.lang or other

    def _link(self, run: Run) -> str:
        if not run.link:
            return ""
        inside = run.link.startswith("#")
        tooltip = self.phrases.say("go-to-slide") if inside else run.link.removeprefix("mailto:")
        jump = ' action="ppaction://hlinksldjump"' if run.link.startswith("#") else ""
        start = f'<a:hlinkClick r:id="{self.link_to(run.link)}"{jump} tooltip="{escape(tooltip)}"'
        return f"{start}>{_OWN_LINK_COLOR}</a:hlinkClick>" if self.dark else f"{start}/>"


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


def plain_paragraphs(texts: Sequence[Text], language: str, brand: Brand) -> str:
    """Paragraphs without any look of their own (notes)."""
    direction = '<a:pPr algn="r" rtl="1"/>' if brand.right_to_left else ""
    return (
        "".join(f"<a:p>{direction}{_plain_runs(text, language, brand)}</a:p>" for text in texts)
        or f'<a:p>{direction}<a:endParaRPr lang="{language}"/></a:p>'
    )


def _plain_runs(text: Text, language: str, brand: Brand) -> str:
    # No lines are broken here: a soft hyphen would only be in the way of whoever searches.
    runs = tuple(merged(Run(run.plain.replace("\u00ad", ""), lang=run.lang) for run in with_addresses(text.runs)))
    if brand.right_to_left:
        from deck.layout.direct import directed

        runs = directed(runs)
    return "".join(
        f'<a:r><a:rPr lang="{run.lang or language}"{_alternative(brand)}/><a:t>{_text(run.text)}</a:t></a:r>'
        for run in runs
    )


def _alternative(brand: Brand) -> str:
    """What Latin words in a run of a right-to-left language are, to programs that tell the two apart."""
    return ' altLang="en-US"' if brand.right_to_left else ""


def _text(text: str) -> str:
    return escape(text)
