"""Break a file in one of many ways: its lines, its values, its bytes, or the shape of its data."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

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
