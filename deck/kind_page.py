"""What may an author write in a slide of a kind, or in the head of a talk? Its fields in words, and an example."""

from __future__ import annotations

import re
import textwrap
import types
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from deck.kinds import Kinds
from deck.parse import fields_of, unwrapped
from deck.regex import regex
from deck.talk import Meta, Record, SlideKind

WIDTH = 100
SLIDE, TALK = "slide", "talk"
"""What else has a page: what every slide may say, and the head of a talk."""
_PACKED = Path(__file__).parent / "kind_pages"
PAGES = _PACKED if _PACKED.exists() else Path(__file__).parent.parent / "tests" / "kinds"
"""One page a kind: inside the installed package, or with the tests that keep them true."""
ASSETS = PAGES / "assets"
"""The pictures and data of the examples."""
_EXAMPLE = regex(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ITEM = regex(r"^(?=- )", re.MULTILINE)
_FILE = regex(r"\bassets/[\w./-]+")
_FIGURE = regex(r"\bfigure: (\w+)$", re.MULTILINE)
_CITED = regex(r"(?<![\w.])@([\w:-]+)|\b(?:key|paper): (\w+)|\bonly: \[([a-z]+\d{4}[^\]]*)\]")
_HEAD = """\
talk:
  title: My first talk
  speaker: Your Name
  affiliation: [Your place]
  event: Our meeting
  place: Berlin
  date: 24 April 2026
  language: en-GB
  status: draft
  slot_minutes: 10
  contact: "[you@example.org](mailto:you@example.org)"
  abbreviations: {WHO: World Health Organization}
"""


def kind_page(name: str, kinds: Kinds) -> str:
    """The page of a kind, of `slide` or of `talk`, as a terminal prints it."""
    record: type[Record]
    if name == TALK:
        about, record, own = "the head of slides.yaml, above `slides:`", Meta, list(fields_of(Meta))
    elif name == SLIDE:
        about, record, own = "what every slide may say, whatever its kind", SlideKind, list(fields_of(SlideKind))
    else:
        about, record = kinds.about(name), kinds[name]
        own = [field for field in fields_of(record) if field not in fields_of(SlideKind)]
    lines = [f"{name}: {about}", ""]
    lines += _lines_of(record, own, 1, ())
    if name not in (TALK, SLIDE):
        shared = (f"{field} (required)" if info.required else field for field, info in fields_of(SlideKind).items())
        lines += ["", *_wrapped(f"Like every slide (`deck kinds slide`): {', '.join(shared)}", "")]
        lines += [
            "",
            *_wrapped(f"Layouts, the first that the brand has and that has room: {', '.join(kinds[name].layouts)}", ""),
        ]
    example = example_of(name, kinds)
    lines += ["", "An example to paste:" if name == TALK else "An example to paste under `slides:`:", ""]
    lines += [f"  {line}".rstrip() for line in example.splitlines()] if name != TALK else example.splitlines()
    wants = _wants(example)
    return "\n".join([*lines, *(["", *wants] if wants else [])])


def _lines_of(record: type[Record], names: Iterable[str], depth: int, above: tuple[type, ...]) -> Iterator[str]:
    """Each field: its name, whether it is required, what it is for, what may stand there; what is inside below it."""
    fields = fields_of(record)
    for name in names:
        field = fields[name]
        kind, meta = unwrapped(field.type)
        said = [getattr(meta, "description", None) or "", f"[{_words(kind)}]", _default(field)]
        state = "required" if field.required else ""
        head = f"{'  ' * depth}{name:<{max(20 - 2 * depth, len(name))}} {state:<10}"
        yield from _wrapped(f"{head}{' '.join(part for part in said if part)}", " " * len(head))
        for inner in _records(kind):
            if inner in above:
                yield f"{'  ' * (depth + 1)}… the same again"
            else:
                yield from _lines_of(inner, fields_of(inner), depth + 1, (*above, inner))


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=indent, drop_whitespace=True, break_on_hyphens=False, break_long_words=False
    )


def _default(field: msgspec.structs.FieldInfo) -> str:
    """What holds where the field is not written, if that is more than nothing."""
    value = field.default
    if value is msgspec.NODEFAULT or value is None or value in ("", (), False) or value == {}:
        return ""
    if isinstance(value, msgspec.Struct):
        # What each of its fields is without it stands at that field.
        return ""
    shown = {True: "true"}.get(value, value) if isinstance(value, bool) else value
    return f"(without it: {shown})"


def _words(kind: Any) -> str:
    """What may stand there."""
    kind, _ = unwrapped(kind)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(_words(one) for one in args if one is not type(None)))
    if origin is tuple:
        return f"a list of {_many(_words(args[0]))}"
    if origin is dict:
        return f"name: {_words(args[1])}"
    if origin is Literal:
        return f"one of {', '.join(map(str, args))}"
    if isinstance(kind, type) and issubclass(kind, Record):
        required = [name for name, field in fields_of(kind).items() if field.required]
        return f"{{{', '.join(f'{name}: …' for name in required)}}}" if required else "{…}"
    return {float: "a number", int: "a whole number", bool: "true or false"}.get(kind, "text")


def _many(one: str) -> str:
    return {"text": "texts", "a number": "numbers"}.get(
        one, f"lists of {one[10:]}" if one[:10] == "a list of " else one
    )


def _records(kind: Any) -> Iterator[type[Record]]:
    """The mappings that may stand there, as far as they have fields of their own."""
    kind, _ = unwrapped(kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        yield kind
    for inner in get_args(kind) if get_origin(kind) is not Literal else ():
        if not isinstance(inner, str):
            yield from _records(inner)


def whole_example(name: str) -> str:
    """The example of a kind's page as it stands there: a slide, a list of slides, or a whole talk; "" without one."""
    path = PAGES / f"{'every_slide' if name == SLIDE else name}.md"
    found = _EXAMPLE.search(path.read_text(encoding="utf-8")) if path.exists() else None
    return found[1] if found else ""


def example_of(name: str, kinds: Kinds) -> str:
    """Slides of the kind as items of a list, to paste; of `talk` its head; without a page what the kind requires."""
    if name == TALK:
        return _HEAD
    example = whole_example(name)
    if not example:
        required = [field for field, info in fields_of(kinds[name]).items() if info.required and field != "id"]
        return "\n".join([f"- id: my-{name}", f"  kind: {name}", *(f"  {field}: …" for field in required)]) + "\n"
    if example.startswith("talk:"):
        example = textwrap.dedent(example[example.index("slides:\n") + len("slides:\n") :])
    if not example.startswith("- "):
        example = "- " + textwrap.indent(example, "  ")[2:]
    slides = [part for part in _ITEM.split(example) if part.strip()]
    mine = [part for part in slides if re.search(rf"^  kind: {name}$", part, re.MULTILINE)]
    return "\n".join(part.rstrip("\n") + "\n" for part in mine or slides)


def _wants(example: str) -> list[str]:
    """What the example names and a talk has to bring, a line each."""
    files = list(dict.fromkeys(_FILE.findall(example)))
    figures = [f"figures/{name}.py" for name in dict.fromkeys(_FIGURE.findall(example))]
    cited = dict.fromkeys(key for found in _CITED.findall(example) for key in re.split(r"[,\s]+", "".join(found)))
    lines = []
    if files or figures:
        lines += _wrapped(f"It names {', '.join([*files, *figures])}: put files of yours there.", "  ")
    if cited:
        lines += _wrapped(f"It cites {', '.join(cited)}: papers of assets/references.json; cite yours.", "  ")
    return lines
