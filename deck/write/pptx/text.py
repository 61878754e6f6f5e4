"""Paragraphs as DrawingML: what differs from the layout is written, the rest is inherited."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deck.brand.drawingml import emu, escape, fill, scheme_color
from deck.brand.levels import Level, levels
from deck.brand.model import Brand, Slot
from deck.layout.set_text import mark_name
from deck.markup import Run
from deck.page import Frame, LaidParagraph, Stretch
from deck.value import Value

LinkTo = Callable[[str], str]
"""The relationship id for a link's address."""

_ALIGN = {"left": "l", "right": "r", "center": "ctr"}
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
            f'<a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" rtlCol="0" '
            f'anchor="{_ANCHOR[frame.anchor]}"><a:normAutofit/></a:bodyPr>'
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
        runs = "".join(self._run(stretch, laid, level, styled) for stretch in laid.stretches)
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
        if level is None:
            attributes += f' algn="{_ALIGN[laid.align]}"'
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
        attributes = f' lang="{self._language(stretch)}"'
        if level is None or level.role.size != laid.size_pt:
            attributes += f' sz="{round(laid.size_pt * 100)}"'
        heavy = laid.role.bold or run.bold
        if heavy != (level.role.bold if level else styled and laid.role.bold):
            attributes += f' b="{heavy:d}"'
        if run.italic:
            attributes += ' i="1"'
        if run.sup:
            attributes += ' baseline="30000"'
        if level is None:
            attributes += ' kern="1200"'
        # A link has the theme's link colour; a fill beside it makes LibreOffice draw it as plain text.
        plain = styled or (level and level.color == laid.color) or (run.link and not self.dark)
        inner = "" if plain else fill(laid.color)
        inner += self._family(stretch, laid, level) + self._link(run)
        properties = f"<a:rPr{attributes}>{inner}</a:rPr>" if inner else f"<a:rPr{attributes}/>"
        return f"<a:r>{properties}<a:t>{_text(stretch.text)}</a:t></a:r>"

    def _family(self, stretch: Stretch, laid: LaidParagraph, level: Level | None) -> str:
        own = self.brand.family(laid.role)
        if stretch.family != own and stretch.family not in self.brand.scripts.values():
            face = escape(stretch.family)
            return "".join(f'<a:{tag} typeface="{face}"/>' for tag in ("latin", "ea", "cs", "sym"))
        heading = level.role.heading if level else False
        if laid.role.heading != heading:
            major = "mj" if laid.role.heading else "mn"
            return f'<a:latin typeface="+{major}-lt"/><a:ea typeface="+{major}-ea"/><a:cs typeface="+{major}-cs"/>'
        return ""

    def _language(self, stretch: Stretch) -> str:
        script = next((s for s, family in self.brand.scripts.items() if family == stretch.family), "")
        return stretch.run.lang or {"Hans": "zh-CN", "Hant": "zh-TW", "Jpan": "ja-JP"}.get(script, self.language)

    def _link(self, run: Run) -> str:
        if not run.link:
            return ""
        tooltip = "Go to the slide" if run.link.startswith("#") else run.link.removeprefix("mailto:")
        jump = ' action="ppaction://hlinksldjump"' if run.link.startswith("#") else ""
        start = f'<a:hlinkClick r:id="{self.link_to(run.link)}"{jump} tooltip="{escape(tooltip)}"'
        return f"{start}>{_OWN_LINK_COLOR}</a:hlinkClick>" if self.dark else f"{start}/>"


def plain_paragraphs(texts: Sequence[str], language: str) -> str:
    """Paragraphs without any look of their own (notes)."""
    return (
        "".join(f'<a:p><a:r><a:rPr lang="{language}"/><a:t>{_text(text)}</a:t></a:r></a:p>' for text in texts)
        or f'<a:p><a:endParaRPr lang="{language}"/></a:p>'
    )


def _text(text: str) -> str:
    return escape(text)
