"""How a paragraph is set in a slot when neither it nor the slide says anything: what the template's styles say."""

from __future__ import annotations

from deck.brand.model import Brand, Color, MarkStyle, Role, Slot
from deck.value import Value

LEVELS = 5


class Level(Value, frozen=True):
    """One outline level; `indent_pt` is where its text starts, and its mark hangs `hanging_pt` before that."""

    role: Role
    color: Color
    mark: str
    mark_style: MarkStyle | None
    indent_pt: float
    hanging_pt: float


def levels(brand: Brand, slot: Slot) -> tuple[Level, ...]:
    """The outline levels of a slot: the first as the slot says, deeper ones with a dash."""
    first = _level(brand, slot.role, slot.color, slot.mark, 0.0)
    found = [first]
    deeper = brand.roles["body2"] if slot.role.name == "body" else slot.role
    while len(found) < LEVELS:
        found.append(_level(brand, deeper, slot.color, "dash", found[-1].indent_pt))
    return tuple(found)


def _level(brand: Brand, role: Role, color: Color, mark: str, start: float) -> Level:
    style = brand.marks.get(mark)
    hanging = style.indent * role.size if style else 0.0
    return Level(role, color, mark, style, start + hanging, hanging)
