"""How a paragraph is set in a slot when neither it nor the slide says anything: what the template's styles say."""

from __future__ import annotations

from deck.brand.model import Brand, Color, Level, Role, Slot

__all__ = ["LEVELS", "Level", "levels"]

LEVELS = 5


def levels(brand: Brand, slot: Slot) -> tuple[Level, ...]:
    """The outline levels of a slot: the first as it says, deeper ones with a dash; a brought template has its own."""
    if slot.levels:
        return slot.levels
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
