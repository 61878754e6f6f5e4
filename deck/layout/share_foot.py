"""A slide has one small line at its foot: a picture's caption stands on that of its source, or in its place."""

from __future__ import annotations

from deck.layout.choose_layout import Standing, choose_layout
from deck.layout.set_text import LINE, Setting, TypeSetter
from deck.material import joined, literal
from deck.scene import EVERY_SLIDE, Content, Item, Paragraph, Picture, Scene, Words
from deck.value import replace

_ROUNDING = 0.05


def share_foot(scene: Scene, standing: Standing, setter: TypeSetter) -> Standing:
    """Where the scene stands with its caption before its source, if one line holds both; else where it stands."""
    source = next((item for item in standing.items if item.slot == "source"), None)
    caption = _like_a_source(standing)
    # Notes of a table stand right under it.
    if not any(isinstance(item.content, Picture) for item in standing.items):
        return standing
    if caption is None or "source" not in standing.layout.slots:
        return standing
    last = _lines(source.content) if source else ()
    if source is not None and len(last) != 1:  # lines that an author wants apart stay apart
        return standing
    texts = (paragraph.text for paragraph in (*_lines(caption.content), *last))
    line = Words((Paragraph(joined(literal(" · "), *texts)),))
    if not _fits(line, standing, setter):
        return standing
    foot = Item("source", line, (source or caption).span)
    rest = (item for item in scene.items if item.slot != "source" and item.content is not caption.content)
    items = (*rest, foot)
    shared, mistakes = choose_layout(replace(scene, items=items), setter.brand)
    return standing if mistakes else shared


def _lines(content: Content) -> tuple[Paragraph, ...]:
    return content.paragraphs if isinstance(content, Words) else ()


def _like_a_source(standing: Standing) -> Item | None:
    """Words of the slide's own that are set as its source is."""
    slots = standing.layout.slots
    role = slots["source"].role.name if "source" in slots else None
    small = [
        item
        for item in standing.items
        if item.slot not in EVERY_SLIDE and item.slot in slots and slots[item.slot].role.name == role
    ]
    return small[0] if len(small) == 1 and isinstance(small[0].content, Words) else None


def _fits(line: Words, standing: Standing, setter: TypeSetter) -> bool:
    slot = standing.layout.slots["source"]
    [(_, high)] = setter.heights(line, Setting.of_slot(slot), slot.box.width, {})
    return high <= LINE * slot.role.size * slot.role.spacing + _ROUNDING
