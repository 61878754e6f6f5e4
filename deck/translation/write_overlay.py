"""Overlay text: entries as YAML lines that a translator reads and edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from deck.regex import regex
from deck.translation.message import Entry, Path

Tree: TypeAlias = "Entry | str | Mapping[str | int, Tree]"
"""Entries by their steps; a word stands for itself."""

_WIDTH = 110
# What YAML reads as it stands, whatever program reads it: no sign at the start, no `: ` or ` #` inside.
_PLAIN = regex(r"[^\W\d_][^:#\n\"'\[\]{}&*!|>%@`]*[^\s:#\n\"'\[\]{}&*!|>%@`]|[^\W\d_]")
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null"})


def grown(leaves: Mapping[Path, Entry | str]) -> Tree:
    """Entries by their paths, as nested mappings."""
    root: dict[str | int, Tree] = {}
    for path, entry in leaves.items():
        node = root
        for step in path[:-1]:
            below = node.setdefault(step, {})
            assert isinstance(below, dict)
            node = below
        node[path[-1]] = entry
    return root


def lines(tree: Tree, indent: int, remarks: Mapping[Path, str] | None = None, path: Path = ()) -> Iterator[str]:
    """The tree in block style, indented by so many spaces; `remarks` are comments above the part at a path."""
    pad = " " * indent
    if isinstance(tree, Entry):
        review = {"state": tree.review.level, "by": tree.review.by, "date": tree.review.date}
        said = {name: getattr(tree, name) for name in ("at", "was", "source", "text", "question", "on_purpose")}
        for name, value in (said | review).items():
            if value or name in ("source", "text"):
                yield f"{pad}{name}: {scalar(value, indent)}".rstrip()
        return
    assert isinstance(tree, Mapping)
    is_list = all(isinstance(step, int) for step in tree)
    for step, below in tree.items():
        here = (*path, step)
        if remarks and here in remarks:
            yield f"{pad}# {remarks[here]}"
        if isinstance(below, str):
            yield f"{pad}{key(str(step))}: {below}"
        elif is_list:
            first, *rest = lines(below, indent + 2, remarks, here)
            yield f"{pad}- {first[indent + 2 :]}"
            yield from rest
        else:
            yield f"{pad}{key(str(step))}:"
            yield from lines(below, indent + 2, remarks, here)


def key(name: str) -> str:
    """A name in front of a value: always on one line."""
    return name if _PLAIN.fullmatch(name) and name.lower() not in _WORDS_OF_YAML else quoted(name)


def scalar(value: str, indent: int) -> str:
    """A text as YAML: as it stands where that is safe, on lines of its own where it is long, else in quotes."""
    if not value:
        return ""
    if "\n" in value or len(value) > _WIDTH - indent:
        return _block(value, indent + 2)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML:
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """A text in double quotes, on one line."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    # Only a line break of Unicode's would be folded away; every other character stands for itself.
    return '"' + escaped.replace("\x85", "\\N").replace("\u2028", "\\L").replace("\u2029", "\\P") + '"'


def _block(value: str, indent: int) -> str:
    pad = " " * indent
    shown = []
    for paragraph in value.split("\n"):
        shown += list(_wrapped(paragraph, max(40, _WIDTH - indent))) if paragraph else [""]
    if any(line.startswith(" ") or line.strip(" ") != line for line in shown):
        return quoted(value)
    return "|-\n" + "\n".join(f"{pad}{line}" if line else "" for line in shown)


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    """Lines cut at spaces, and only there: a no-break space is part of the text."""
    line = ""
    for word in paragraph.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
