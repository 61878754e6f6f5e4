"""To which sizes may the text of a slide grow, and in which roles is it set?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from deck.brand.model import Brand, Layout, Role
from deck.chart import Chart
from deck.layout.set_text import SPACE, Setting, Sizes, TypeSetter
from deck.scene import Block, Column, Content, Diagram, Flowchart, Item, Row, Shape, Table, Timeline, Words

_OPENED = (2.0, 1.5)
"""How many times its usual space may stand above a paragraph, where text that is as large as it may be leaves room."""


ROWS_APART = (*_OPENED, 1.0, 0.75, 0.5)
"""How many times their usual space may stand above and below the words of a table's cells."""


def larger(brand: Brand, roles: Collection[str], still: str) -> Iterator[Sizes]:
    """Sizes to try from the largest on, each role but one as many steps up the scale as any other.

    A title, `still`, has one size on every slide of the deck; what is as large as a cover's grows by itself.
    """
    paths = {name: path for name in roles if name != still and (path := _steps(brand.roles[name], brand))}
    for step in range(max((len(path) for path in paths.values()), default=0), 0, -1):
        yield {name: path[min(step, len(path)) - 1] for name, path in paths.items()}


def _steps(role: Role, brand: Brand) -> list[float]:
    return [size for size in reversed(brand.scale) if role.size < size <= role.largest]


def opened(sizes: Sizes) -> Iterator[Sizes]:
    """The same sizes with more space between paragraphs, the widest first."""
    return ({**sizes, SPACE: space} for space in _OPENED)


def roles_in(items: Sequence[Item], layout: Layout, setter: TypeSetter) -> frozenset[str]:
    """The roles in which text of these items is set."""
    return frozenset(
        role.name
        for item in items
        if item.slot in layout.slots
        for role in roles_of(item.content, Setting.of_slot(layout.slots[item.slot]), setter)
    )


def roles_of(content: Content | Block, setting: Setting, setter: TypeSetter) -> Iterator[Role]:
    match content:
        case Words(paragraphs):
            yield from (setter.role_of(paragraph, setting) for paragraph in paragraphs)
        case Shape(words=words):
            style = setter.brand.shape(content.style, content.tone)
            yield from roles_of(words, Setting(style.role, style.color), setter)
        case Row(blocks=blocks) | Column(blocks=blocks):
            for block in blocks:
                yield from roles_of(block, setting, setter)
        case Diagram(body=body):
            yield from roles_of(body, setting, setter)
        case Table():
            yield setting.role
            yield setter.brand.roles["table_head"]
        case Timeline(events=events):
            yield setter.brand.roles["label"]
            for event in events:
                yield from roles_of(event.words, setting, setter)
        case Flowchart(nodes=nodes, edges=edges, groups=groups):
            for name, parts in (("flow_box", nodes), ("flow_words", edges), ("flow_group", groups)):
                style = setter.brand.shapes[name]
                for words in (part.words for part in parts if part.words is not None):
                    yield from roles_of(words, Setting(style.role, style.color), setter)
        case Chart():
            yield setter.brand.roles["label"]


def has_paragraphs(items: Sequence[Item]) -> bool:
    """Whether there is a space between paragraphs or rows that could open: in more than a title or a source."""
    return any(_is_long(item.content) for item in items if item.slot != "source")


def _is_long(content: Content | Block) -> bool:
    match content:
        case Words(paragraphs) | Shape(words=Words(paragraphs)):
            return len(paragraphs) > 1
        case Table():
            return True
        case Row(blocks=blocks) | Column(blocks=blocks):
            return any(_is_long(block) for block in blocks)
        case Diagram(body=body):
            return _is_long(body)
        case _:
            return False


def least(several: Iterable[Sizes]) -> Sizes:
    """Of every role in any of them, the smallest size."""
    found: dict[str, float] = {}
    for sizes in several:
        for role, size in sizes.items():
            found[role] = min(size, found.get(role, size))
    return found
