"""Does the page of what is looked for name every check once, with its level and in its own words?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deck.checks import check_names
from deck.explain import codes, first_sentence

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "checks.md"
LISTED = re.compile(r"^(?:- |\| )`([a-z-]+)`.*$", re.MULTILINE)
HEAD = "| code | is | what it says |\n|---|---|---|\n"


def row(code: str) -> str:
    """What the page says of a code: the level is the one that its picture shows."""
    pictures = (ROOT / "tests" / "pictures" / f"{code}.md").read_text(encoding="utf-8")
    levels = sorted(set(re.findall(rf"^(error|warning|note)\[{code}\]", pictures, re.MULTILINE)))
    return f"| `{code}` | {', '.join(levels)} | {first_sentence(code)} |"


def test_the_tables_say_what_the_code_says(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    made = LISTED.sub(lambda found: row(found[1]), text.replace(HEAD, ""))
    made = re.sub(r"(?<=\n\n)(?=\| `)", lambda _: HEAD, made)
    if request.config.getoption("--accept"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "run pytest --accept and review it"


def test_every_check_is_listed_once() -> None:
    listed = LISTED.findall(PAGE.read_text(encoding="utf-8"))
    assert {name.replace("_", "-") for name in check_names()} - set(listed) == set()
    assert set(listed) <= set(codes()) and len(set(listed)) == len(listed)
