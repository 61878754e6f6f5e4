"""May a talk bring checks of its own, and is each mistake in one answered at its line?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.explain import codes, explanation
from tests.story import tell

SLIDE = "id: a\nkind: statement\ntitle: A title of five words\nquote: [x]\n"
GOOD = '''\
"""A title is long."""

from deck.interface import Diagnostic, Severity


def check(deck):
    for page in deck.pages:
        if len(page.title.split()) > 4:
            yield Diagnostic(Severity.WARNING, "long-titles", "the title is long", page.span, "shorten it")
'''
MISTAKES = {
    "syntax": ("def check(deck)\n", 1, "SyntaxError"),
    "it raises": ("def check(deck):\n    raise KeyError('n')\n", 2, "KeyError"),
    "it raises as it goes on": (
        "def check(deck):\n    for page in deck.pages:\n        yield page.no\n",
        3,
        "Attribute",
    ),
    "it has another name": ("def chekc(deck):\n    pass\n", 1, "no function `check`"),
    "it yields words": ("\n\ndef check(deck):\n    return ['long']\n", 3, "yields a str"),
    "it returns a number": ("def check(deck):\n    return 5\n", 1, "TypeError"),
    "it takes nothing": ("def check():\n    return []\n", 1, "TypeError"),
    "a severity in words": (GOOD.replace("Severity.WARNING", '"warning"'), 6, "no sound Diagnostic"),
    "a line for a place": (GOOD.replace("page.span,", "12,"), 6, "no sound Diagnostic"),
    "it ends the program": ("import sys\n\n\ndef check(deck):\n    sys.exit(0)\n", 5, "SystemExit"),
}


def test_a_check_beside_the_talk_finds_what_it_looks_for(tmp_path: Path) -> None:
    _, mistakes = tell(tmp_path, SLIDE, {"checks/long_titles.py": GOOD}).built()
    assert [(line, told.code) for line, told in mistakes] == [(1, "long-titles")]


@pytest.mark.parametrize(("code", "line", "part"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_check_is_answered_at_its_line(code: str, line: int, part: str, tmp_path: Path) -> None:
    files = {"checks/broken.py": code, "checks/long_titles.py": GOOD}
    found = [told for _, told in tell(tmp_path, SLIDE, files).built()[1]]
    assert [one.code for one in found] == ["check-failed", "long-titles"], found
    assert (found[0].span.file.endswith("checks/broken.py"), found[0].span.line) == (True, line)
    assert part in found[0].message


def test_its_docstring_explains_its_code_even_where_it_cannot_run(tmp_path: Path) -> None:
    world = tell(tmp_path, SLIDE, {"checks/long_titles.py": GOOD + "raise KeyError\n"}).world
    assert "long-titles" in codes(world)
    assert explanation("long-titles", world) == "A title is long."


def test_another_talk_does_not_explain_it(tmp_path: Path) -> None:
    assert explanation("long-titles", tell(tmp_path, SLIDE).world) is None


def test_a_check_that_changed_is_new_in_the_same_process(tmp_path: Path) -> None:
    story = tell(tmp_path, SLIDE, {"checks/long_titles.py": GOOD})
    before = len(story.built()[1])
    (tmp_path / "checks" / "long_titles.py").write_text(GOOD.replace("> 4", "> 5"), encoding="utf-8")
    assert (before, len(story.built()[1])) == (1, 0)
