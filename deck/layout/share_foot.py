"""A slide has one small block at its foot: a picture's caption stands on the line of its source, or right above it."""

from __future__ import annotations

from deck.layout.choose_layout import Standing, choose_layout
from deck.layout.set_text import LINE, Setting, TypeSetter
from deck.material import joined, literal
from deck.scene import EVERY_SLIDE, Content, Item, Paragraph, Picture, Scene, Words
from deck.value import replace

_ROUNDING = 0.05
_MOST = 2
"""Lines of such a block."""


def share_foot(scene: Scene, standing: Standing, setter: TypeSetter) -> Standing:
    """Where the scene stands with its caption before its source, on one line or on two; else where it stands."""
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
    together = Words((Paragraph(joined(literal(" · "), *texts)),))
    lines = Words((*_lines(caption.content), *last))
    shared = next((words for words in (together, lines) if _fits(words, standing, setter)), None)
    if shared is None:
        return standing
    foot = Item("source", shared, (source or caption).span)
    rest = (item for item in scene.items if item.slot != "source" and item.content is not caption.content)
    items = (*rest, foot)
    found, mistakes = choose_layout(replace(scene, items=items), setter.brand)
    return standing if mistakes else found


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


def _fits(words: Words, standing: Standing, setter: TypeSetter) -> bool:
    """Whether each of one or two paragraphs takes one line, and all of them the slot's height."""
    slot = standing.layout.slots["source"]
    setting, width = Setting.of_slot(slot), slot.box.width
    one_line = LINE * slot.role.size * slot.role.spacing + _ROUNDING
    short = all(high <= one_line for _, high in setter.heights(words, setting, width, {}))
    return short and len(words.paragraphs) <= _MOST and setter.height(words, setting, width, {}) <= slot.box.height
