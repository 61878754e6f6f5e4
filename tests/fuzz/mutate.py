"""Break a file in one of many ways: its lines, its values, its bytes, or the shape of its data."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from xml.etree import ElementTree

VALUES = (
    *("", "null", "~", "[]", "{}", "[[[]]]", "[{}]", "{a: b}", "[a, {b: [c]}]", "true", "no", "0", "-1", "1.5"),
    *("1e999", "9" * 400, ".nan", "-.inf", "0x10", "12:30:00", "2026-04-24", "1_000", "'", '"', '"\\x07"'),
    '"\\ud800"',
    *("*a", "&a", "!!python/object/apply:os.system [ls]", "<<: *a", "|", ">"),
    *("|2-", "%", "@", "`", "- x", "? x", "---"),
    *("[link](javascript:alert)", "[l](file:///etc/passwd)", "[l](\\\\server\\share)", "[l](#nowhere)", "[l](#points)"),
    *("[@nobody]", "[@one2020;", "[@]", "{nothing}", "{", "**", "**a", "*", "^", "[", "\\", "\\\\", "***a***", "[a](b"),
    *("../../etc/passwd", "/etc/passwd", "C:\\x", "assets", "rows.csv", "assets/brand/none.svg", "a\\u0000b", "."),
    *("\u202eabc", "e\u0301" * 30, "\u200d", "👩‍👩‍👧‍👦", "漢字" * 40, "العربية", "\ufeff", "\x00", "\x07", "\u2028"),
    *("\ufffe", "\x85"),
    *("word " * 300, "W" * 1000, "a\u00ad" * 200, "((((((((" * 20, "*a*" * 200, "[" * 200, " ", "\t", "#x", "a #b"),
)  # fmt: skip
DATA: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, 10**30, "", " ", [], {}, [[]], [None], {"": ""}, {"a": {"b": []}}),
    *([["a"], ["b", "c"]], ["x"] * 40, {"One": "a", "Zwei": "b"}, "\ud7ff", "10.1/a b", "https://doi.org/10.1/x"),
    *("one2020", "#points"),
)  # fmt: skip
_VALUE = re.compile(r"(?<=: )\S.*$|(?<=- )\S.*$|(?<=\[)[^\]\[]+(?=\])|(?<=, )[^,\]}]+", re.MULTILINE)
_WORD = re.compile(r"[\w-]+")


def broken_text(text: str, random: Random) -> bytes:
    """The file with one to three things wrong in it."""
    content = text.encode()
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        content = random.choice(_WAYS)(content, random)
    return content


def broken_data(data: Any, random: Random) -> bytes:
    """The file's data in another shape, as JSON (which is YAML too)."""
    data = copy.deepcopy(data)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        _bend(data, random)
    return json.dumps(data, indent=1, ensure_ascii=random.random() < 0.2).encode("utf-8", "surrogatepass")


def bent(data: Any, random: Random) -> Any:
    """The same data with one to three things wrong in it, as a script may return it."""
    data = copy.deepcopy(data)
    for _ in range(random.choice((1, 1, 2, 3))):
        data and _bend(data, random)
    return data


def broken_blocks(text: str, random: Random) -> bytes:
    """A file of entries with empty lines between them: entries are lost, doubled, exchanged, or grown together."""
    blocks = text.split("\n\n")
    at, other = random.randrange(len(blocks)), random.randrange(len(blocks))
    match random.randrange(6):
        case 0:
            del blocks[at]
        case 1:
            blocks.insert(other, blocks[at])
        case 2:
            blocks[at], blocks[other] = blocks[other], blocks[at]
        case 3:
            grown = f"{blocks[at]}\n{blocks.pop(other)}"
            # The place may have gone with the other.
            blocks[at : at + 1] = [grown]
        case 4:
            quoted = json.dumps(random.choice(VALUES), ensure_ascii=False)
            blocks[at] = re.sub(r'"[^"\n]*"', lambda _: quoted, blocks[at], count=random.choice((1, 0)))
        case _:
            blocks[at] = random.choice(("#~ ", "#, fuzzy\n", "#| ", "msgctxt ", "#. ", "<<<<<<< HEAD\n")) + blocks[at]
    return "\n\n".join(blocks).encode("utf-8", "replace")


def broken_tree(text: str, random: Random) -> bytes:
    """XML of another shape: elements lost, doubled, moved, renamed; attributes and words changed."""
    root = ElementTree.fromstring(text.encode())
    parents = [(parent, child) for parent in root.iter() for child in parent]
    parent, child = random.choice(parents)
    match random.randrange(7):
        case 0:
            parent.remove(child)
        case 1:
            parent.append(copy.deepcopy(child))
        case 2:
            random.choice(parents)[1].append(copy.deepcopy(child))
        case 3:
            child.tag = random.choice(parents)[1].tag if random.random() < 0.5 else "{urn:x}other"
        case 4 if child.attrib:
            child.set(random.choice(list(child.attrib)), random.choice(_SAYABLE))
        case 5 if child.attrib:
            del child.attrib[random.choice(list(child.attrib))]
        case _:
            child.text, child.tail = random.choice(_SAYABLE), random.choice((child.tail, *_SAYABLE))
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


# What XML can hold.
_SAYABLE = tuple(value for value in VALUES if not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", value))


def broken_rows(text: str, random: Random) -> bytes:
    """A table whose rows and columns are lost, doubled, exchanged, or whose cells hold something else."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for _ in range(random.choice((1, 1, 2, 3))):
        row = random.choice(rows) or [""]
        at = random.randrange(len(row))
        match random.randrange(7):
            case 0:
                rows.remove(row) if len(rows) > 1 and row in rows else None
            case 1:
                rows.insert(random.randrange(len(rows) + 1), list(row))
            case 2:
                row[at : at + 1] = []
            case 3:
                row.insert(at, random.choice(VALUES))
            case 4:
                gone = random.randrange(len(rows[0] or [""]))
                rows = [cells[:gone] + cells[gone + 1 :] for cells in rows]
            case _:
                row[at] = random.choice((*VALUES, "'=1", "=1+1", "1,5", "1.234,5", "2026-13-01", "1e5", "a\nb"))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=random.choice(",,,;\t|")).writerows(rows)
    return written.getvalue().encode("utf-8", "replace")


def _bend(data: Any, random: Random) -> None:
    places = list(_places(data))
    owner, key = random.choice(places)
    match random.randrange(8):
        case 0 | 1 | 2:
            owner[key] = copy.deepcopy(random.choice((*DATA, *VALUES)))
        case 3:
            del owner[key]
        case 4:
            other, name = random.choice(places)
            owner[key] = copy.deepcopy(other[name])
        case 5 if isinstance(owner, dict):
            owner[random.choice(("titel", "", "id", "kind", "é", key + "x"))] = owner.pop(key)
        case 6 if isinstance(owner, list):
            owner.extend(copy.deepcopy(owner[key]) for _ in range(random.choice((1, 3, 30))))
        case _:
            owner[key] = [copy.deepcopy(owner[key])]


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, (dict, list)):
            yield from _places(value)


def _by_lines(change: Callable[[list[str], int, Random], None]) -> Callable[[bytes, Random], bytes]:
    def way(content: bytes, random: Random) -> bytes:
        lines = content.decode("utf-8", "replace").split("\n")
        change(lines, random.randrange(len(lines)), random)
        return "\n".join(lines).encode()

    return way


def _delete(lines: list[str], at: int, random: Random) -> None:
    del lines[at : at + random.choice((1, 1, 2, 5))]
    lines or lines.append("")


def _twice(lines: list[str], at: int, random: Random) -> None:
    lines[at:at] = lines[at : at + random.choice((1, 2, 8))]


def _swap(lines: list[str], at: int, random: Random) -> None:
    other = random.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _shift(lines: list[str], at: int, random: Random) -> None:
    lines[at] = (
        lines[at][random.randrange(1, 4) :] if random.random() < 0.5 else random.choice((" ", "  ", "\t")) + lines[at]
    )


def _cut_line(lines: list[str], at: int, random: Random) -> None:
    lines[at] = lines[at][: random.randrange(len(lines[at]) + 1)]


def _new_value(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    found = list(_VALUE.finditer(text))
    if not found:
        return content
    place = random.choice(found)
    value = random.choice(VALUES)
    if random.random() < 0.3:
        value = json.dumps(value, ensure_ascii=False)
    return (text[: place.start()] + value + text[place.end() :]).encode("utf-8", "replace")


def _other_word(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    found = list(_WORD.finditer(text))
    if not found:
        return content
    place, other = random.choice(found), random.choice(found)
    return (text[: place.start()] + other[0] + text[place.end() :]).encode()


def _truncate(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _noise(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.randbytes(random.choice((1, 1, 2, 8))) + content[at + random.randrange(3) :]


def _other_form(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return random.choice(
        (
            b"\xef\xbb\xbf" + content,
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            text.encode("utf-16"),
            text.encode("latin-1", "replace"),
        )
    )


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_by_lines(change) for change in (_delete, _twice, _swap, _shift, _cut_line)),
    *(_new_value, _new_value, _new_value, _other_word, _other_word, _truncate, _noise, _other_form),
)
