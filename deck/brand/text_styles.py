"""How text looks that says nothing itself: the level styles of master, layouts and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deck.brand.drawingml import emu, fill, scheme_color
from deck.brand.levels import Level, levels
from deck.brand.model import Brand, MarkStyle, Role, Slot
from deck.value import replace

_FONTS = '<a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/>'
_ALL_LEVELS = 9
_STEP_PT = 18.0


def own_style(brand: Brand, slot: Slot, inherited: Slot) -> str:
    """The `a:lstStyle` by which a slot differs from the slot it inherits from; empty when it does not."""
    look = levels(brand, slot)
    if look == levels(brand, inherited) and slot.align == inherited.align:
        return "<a:lstStyle/>"
    return list_style(brand, look, slot.align)


def list_style(brand: Brand, look: Sequence[Level], align: str) -> str:
    return f"<a:lstStyle>{''.join(level_styles(brand, look, align))}</a:lstStyle>"


def master_styles(brand: Brand, title: Slot, body: Slot) -> str:
    """`p:txStyles`: what titles, text and everything else inherit."""
    heading = "".join(level_styles(brand, levels(brand, title)[:1], title.align))
    text = "".join(level_styles(brand, _continued(levels(brand, body)), body.align))
    return (
        f"<p:txStyles><p:titleStyle>{heading}</p:titleStyle><p:bodyStyle>{text}</p:bodyStyle>"
        f"<p:otherStyle>{plain_levels(brand, brand.roles['body2'])}</p:otherStyle></p:txStyles>"
    )


def plain_levels(brand: Brand, role: Role) -> str:
    """All nine levels without marks, each a step further in."""
    # Text that a person adds later, in a box of their own, starts close together.
    look = (Level(replace(role, before=0.0), role.color, "none", None, i * _STEP_PT, 0.0) for i in range(_ALL_LEVELS))
    return "".join(level_styles(brand, look, "start"))


def level_styles(brand: Brand, look: Iterable[Level], align: str) -> Iterable[str]:
    return (_level_style(brand, number, level, align) for number, level in enumerate(look, start=1))


def physical_align(brand: Brand, align: str) -> str:
    """`algn` is physical: the start of a line is its left in English and its right in Arabic."""
    sides = {"start": "l", "centre": "ctr", "end": "r"}
    if brand.right_to_left:
        sides |= {"start": "r", "end": "l"}
    return sides[align]


def _continued(look: tuple[Level, ...]) -> tuple[Level, ...]:
    last = look[-1]
    deeper = (replace(last, indent_pt=last.indent_pt + i * last.hanging_pt) for i in range(1, _ALL_LEVELS))
    return (*look, *deeper)[:_ALL_LEVELS]


def _level_style(brand: Brand, number: int, level: Level, align: str) -> str:
    role = level.role
    font = _FONTS.format(font="mj" if role.heading else "mn")
    return (
        f'<a:lvl{number}pPr marL="{emu(level.indent_pt)}" indent="{-emu(level.hanging_pt)}" '
        f'algn="{physical_align(brand, align)}" defTabSz="914400" rtl="{brand.right_to_left:d}" '
        'eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPct val="{round(role.spacing * 100000)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(role.before * role.size * 100)}"/></a:spcBef>{_bullet(level.mark_style)}'
        # Kerning is off unless a size is given from which it is on; layout measures kerned text.
        f'<a:defRPr sz="{round(role.size * 100)}" b="{role.bold:d}" kern="1200">{fill(level.color)}{font}</a:defRPr>'
        f"</a:lvl{number}pPr>"
    )


def _bullet(mark: MarkStyle | None) -> str:
    if mark is None:
        return "<a:buNone/>"
    kind = f'<a:buChar char="{mark.char}"/>' if mark.char else '<a:buAutoNum type="arabicPeriod"/>'
    return f'<a:buClr>{scheme_color(mark.color)}</a:buClr><a:buSzPct val="100000"/><a:buFont typeface="+mn-lt"/>{kind}'
