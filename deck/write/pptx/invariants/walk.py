"""One walk over a part: its elements by tag, which relationships they cite, and what the schema says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

from deck.write.pptx.schema import MC, SPOKEN, Plan, Type, candidates, schema
from deck.write.pptx.schema.values import CONTROL

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

Element = etree._Element
_CHOICE, _FALLBACK, _ALTERNATE = f"{MC}Choice", f"{MC}Fallback", f"{MC}AlternateContent"
_IGNORABLE = f"{MC}Ignorable"
# Some of python-pptx's element classes say with `text` what their descendants hold.
_text: Callable[[Element], str | None] = etree._Element.text.__get__  # type: ignore[union-attr]


class Misfit(NamedTuple):
    """What the schema minds."""

    sort: str
    """`child`, `attribute`, `value`, `text` or `control`."""
    element: Element
    message: str


class Walked(NamedTuple):
    found: dict[str, list[Element]]
    """Elements in document order by tag."""
    related: list[tuple[Element, str, str]]
    """Elements that cite a relationship, the attribute that does, and the relationship's id."""
    misfits: list[Misfit]


def walk(root: Any) -> Walked:
    """Everything in one go: to hand an element from lxml to Python takes longer than all that is asked of it then."""
    found: dict[str, list[Element]] = defaultdict(list)
    related: list[tuple[Element, str, str]] = []
    judge = _Judge(root)
    waiting: list[tuple[Any, Type | None]] = [(root, next(iter(schema().of_element(str(root.tag))), None))]
    take, wait = waiting.pop, waiting.extend
    while waiting:
        element, of = take()
        tag = element.tag
        if not isinstance(tag, str):
            continue  # a comment
        found[tag].append(element)
        names = tuple(element.keys())
        if not of and (of := judge.type_of(element, of, names)) is None:
            related += [(element, _local(name), element.get(name, "")) for name in names if name.startswith(_R)]
            wait([(child, None) for child in reversed(element)])
            continue
        if names or of.required:
            # Looked up here, since to call a method for it would take as long as all the rest.
            plan = of.plans.get(names) or of.plan(names)
            if plan.checks:
                values = element.values()
                for place, check in plan.checks:
                    if not check(values[place]):
                        judge.value(element, of, names[place], values[place])
            if plan.is_odd:
                for place in plan.related:
                    related.append((element, _local(names[place]), element.get(names[place], "")))
                judge.attributes(element, plan)
        if len(element):
            children = element[::-1]
            tags = tuple([child.tag for child in children])
            row = of.rows.get(tags) or of.row(tags)
            wait(zip(children, row.types) if row.is_plain else judge.children(element, of, children))  # noqa: B905
            if of.is_strict and (text := _text(element)) and not text.isspace():
                judge.text(element)
        elif of.is_odd:
            judge.leaf(element, of)
        elif of.is_strict and _text(element):
            judge.text(element)
    return Walked(found, related, judge.misfits)


_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class _Judge:
    """What is seldom needed: what is wrong, and what stands for a choice of versions."""

    def __init__(self, root: Element) -> None:
        self.misfits: list[Misfit] = []
        self._given: dict[Element, Type | None] = {}
        prefixes = root.get(_IGNORABLE, "").split()
        self._ignored = {f"{{{root.nsmap.get(prefix)}}}" for prefix in prefixes}

    def type_of(self, element: Element, of: Type | None, names: tuple[str, ...]) -> Type | None:
        if of is None:
            return self._given.get(element)
        return candidates(str(element.tag), tuple([str(child.tag) for child in reversed(element)]), names)

    def value(self, element: Element, of: Type, name: str, value: str) -> None:
        if name in SPOKEN and (control := CONTROL.search(value)):
            self._add("control", element, f"{_local(name)} holds the control character {control[0]!r}")
            return
        shown = value if len(value) <= 40 else f"{value[:39]}…"
        self._add("value", element, f"{_local(name)}={shown!r} is not {of.value_says(name)}")

    def attributes(self, element: Element, plan: Plan) -> None:
        for problem in plan.problems:
            self._add("attribute", element, problem)
        for name in plan.foreign:
            if not self._is_ignored(name):
                self._add("attribute", element, f"it has no attribute {_local(name)}, and no program need know it")

    def leaf(self, element: Element, of: Type) -> None:
        text = _text(element) or ""
        if of.bare:
            self._add("child", element, self._told(of.bare, element))
        if of.text is not None and not of.text(text):
            self._add("value", element, f"{text[:40]!r} is no value of its kind")

    def text(self, element: Element) -> None:
        text = (_text(element) or "").strip()
        if text:
            self._add("text", element, f"it holds the text {text[:40]!r}, for which there is no place")

    def children(self, parent: Element, of: Type, backwards: list[Element]) -> Iterator[tuple[Element, Type | None]]:
        """Children of which one is wrong, a comment, of a foreign namespace, or a choice of versions."""
        children = [child for child in reversed(backwards) if isinstance(child.tag, str)]
        for variant in _variants(children):
            row = of.row(tuple([str(child.tag) for child in reversed(variant)]))
            if row.problem:
                self._add("child", variant[row.at] if row.at >= 0 else parent, self._told(row.problem, parent))
            for child, found in zip(reversed(variant), row.types, strict=True):
                self._given.setdefault(child, found)
        for child in children:
            known = child.tag == _ALTERNATE or of.takes_any or schema().knows_space(str(child.tag))
            if not known and not self._is_ignored(str(child.tag)):
                self._add("child", child, f"{_local(parent.tag)} has no such child, and no program need know it")
        yield from ((child, self._given.get(child)) for child in backwards)

    def _told(self, problem: str, parent: Element) -> str:
        return problem.replace("{parent}", _local(parent.tag))

    def _is_ignored(self, name: str) -> bool:
        return name.rpartition("}")[0] + "}" in self._ignored

    def _add(self, sort: str, element: Element, message: str) -> None:
        self.misfits.append(Misfit(sort, element, message))


def _variants(children: Sequence[Element]) -> list[list[Element]]:
    """The children as programs see them: with the first choice of versions, and with what stands for none."""
    if not any(child.tag == _ALTERNATE for child in children):
        return [list(children)]
    branches = [_CHOICE, _FALLBACK]
    return [[one for child in children for one in _seen(child, branch)] for branch in branches]


def _seen(child: Element, branch: str) -> Iterator[Element]:
    if child.tag != _ALTERNATE:
        yield child
        return
    chosen = child.find(branch)
    if chosen is not None:
        yield from (one for one in chosen if isinstance(one.tag, str))


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
