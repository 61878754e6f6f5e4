"""Do children stand in the order that the schema gives them?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from deck.value import Value

ANY = ""


class Model(Value, frozen=True):
    """An element, or a row or a choice of others, so many times."""

    kind: str
    """`seq`, `or`, `all`, or `one` for an element."""
    least: int
    most: int | None
    tag: str = ANY
    type: int | None = None
    items: tuple[Model, ...] = ()
    first: frozenset[str] = frozenset()
    """The tags that it may begin with; with ANY, every other one too."""

    @staticmethod
    def of(said: list[Any], clark: Callable[[str], str]) -> Model:
        kind, least, most, *more = said
        if kind in ("seq", "or", "all"):
            items = tuple(Model.of(one, clark) for one in more[0])
            return Model(kind, least, most, items=items, first=_first(kind, items))
        if kind == "any":
            return Model("one", least, most, first=frozenset({ANY}))
        return Model("one", least, most, clark(kind), more[0], first=frozenset({clark(kind)}))

    @property
    def takes_any(self) -> bool:
        """Whether there is a place in it for what the schema does not know."""
        return ANY in self.first or any(one.takes_any for one in self.items)

    @property
    def may_be_empty(self) -> bool:
        if self.least == 0:
            return True
        match self.kind:
            case "seq" | "all":
                return all(one.may_be_empty for one in self.items)
            case "or":
                return any(one.may_be_empty for one in self.items)
        return False


def _first(kind: str, items: tuple[Model, ...]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for one in items:
        found |= one.first
        if kind == "seq" and not one.may_be_empty:
            break
    return found


def fit(model: Model, tags: Sequence[str]) -> tuple[list[int | None], str, int]:
    """The type of each child, what is wrong, and with which of them; -1: with none, but one is missing.

    The schema's rows can be told apart by their next element, so that nothing is ever tried twice.
    """
    walk = _Walk(tags)
    walk.take(model)
    if walk.lacks is not None:
        at = _too_late(model, walk.lacks, tags, len(walk.types))
        return walk.types, "it stands in {parent} too late" if at >= 0 else f"it lacks {_named(walk.lacks)}", at
    if (at := len(walk.types)) < len(tags):
        again = tags[at] in tags[:at]
        late = "once too often, or too late" if again else "too late, or does not belong there"
        return walk.types, f"it stands in {{parent}} {late}", at
    return walk.types, "", -1


def _too_late(model: Model, lacked: Model, tags: Sequence[str], at: int) -> int:
    """The child that stands where another one should, if that comes later; -1: it does not come."""
    order = list(_order(model))
    if (
        at < len(tags)
        and tags[at] in order
        and order.index(tags[at]) < min(map(order.index, lacked.first - {ANY}), default=-1)
    ):
        return at
    return next((later for later in range(at, len(tags)) if tags[later] in lacked.first), -1)


def _order(model: Model) -> Iterator[str]:
    if model.kind == "one":
        yield model.tag
    for one in model.items:
        yield from _order(one)


class _Walk:
    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = tags
        self.types: list[int | None] = []
        self.lacks: Model | None = None

    @property
    def _next(self) -> str | None:
        return self.tags[len(self.types)] if len(self.types) < len(self.tags) else None

    def take(self, model: Model) -> None:
        times = 0
        while model.most is None or times < model.most:
            before = len(self.types)
            if not self._begins(model):
                break
            self._once(model)
            if self.lacks is not None or len(self.types) == before:
                break
            times += 1
        if times < model.least and self.lacks is None and not model.may_be_empty:
            self.lacks = model

    def _begins(self, model: Model) -> bool:
        tag = self._next
        return tag is not None and (tag in model.first or ANY in model.first)

    def _once(self, model: Model) -> None:
        match model.kind:
            case "one":
                self.types.append(model.type)
            case "seq":
                for one in model.items:
                    self.take(one)
                    if self.lacks is not None:
                        return
            case "or":
                known = [one for one in model.items if self._next in one.first]
                found = known or [one for one in model.items if ANY in one.first]
                if found:
                    self.take(found[0])
            case "all":
                left = list(model.items)
                while found := [one for one in left if self._next in one.first]:
                    self.take(found[0])
                    left.remove(found[0])


def _named(model: Model) -> str:
    tags = sorted(_short(tag) for tag in model.first if tag)
    if len(tags) > 3:
        return f"one of {', '.join(tags[:3])}, …"
    return " or ".join(tags) or "a child"


def _short(tag: str) -> str:
    return tag.rpartition("}")[2]
