"""May a talk bring handout styles of its own, and is each mistake in one answered at its line?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deck.diagnostics import Diagnostic, Report
from deck.references import load_references
from deck.write.handout import Order, load_styles, make
from tests.story import Story, tell
from tests.write.drawn import structures

SLIDE = "id: a\nkind: statement\ntitle: One message\nquote: [A sentence to remember]\n"
GOOD = '"""Titles alone"""\n\nfrom deck.interface import Style\n\nSTYLE = Style("titles", __doc__, "titles.typ")\n'
TEMPLATE = """\
#import "common.typ": *

#show: handout
#first-head
#for one in data.slides {
  begin(one)
  slide-heading(one, 1.4 * size)
  end(one)
}
"""
MISTAKES = {
    "syntax": (GOOD + "STYLE = (\n", 6, "style-failed"),
    "it raises": (GOOD + "1 / 0\n", 6, "style-failed"),
    "nothing of that name": (GOOD.replace("STYLE =", "STYEL ="), 1, "style-failed"),
    "a name that is no name": (GOOD.replace('"titles",', '"a title/b",'), 5, "style-failed"),
    "a size in words": (GOOD.replace('"titles.typ")', '"titles.typ", size_pt="large")'), 5, "style-failed"),
    "a size of nothing": (GOOD.replace('"titles.typ")', '"outline.typ", size_pt=1e-9)'), 5, "style-failed"),
    "a size that is no number": (
        GOOD.replace('"titles.typ")', '"outline.typ", size_pt=float("nan"))'),
        5,
        "style-failed",
    ),
    "a share of many sheets": (GOOD.replace('"titles.typ")', '"outline.typ", slide_share=1e6)'), 5, "style-failed"),
    "a grid that is none": (GOOD.replace('"titles.typ")', '"outline.typ", grid=(2, 3))'), 5, "style-failed"),
    "a reader that is nobody": (GOOD.replace('"titles.typ")', '"titles.typ", reader="me")'), 5, "style-failed"),
    "a template that is not there": (GOOD.replace('"titles.typ")', '"titels.typ")'), 5, "no-such-file"),
    "a template of somebody else": (GOOD.replace('"titles.typ")', '"../../../x.typ")'), 5, "outside-project"),
}


def test_a_style_beside_the_talk_sets_it_by_its_own_template(tmp_path: Path) -> None:
    pdf, found = printed(tell(tmp_path, SLIDE, {"styles/titles.py": GOOD, "styles/titles.typ": TEMPLATE}))
    assert found == []
    said = "".join(page.text for page in structures(pdf))
    assert "One message" in said and "A sentence" not in said


def test_a_style_beside_the_talk_may_use_a_template_of_the_program(tmp_path: Path) -> None:
    code = GOOD.replace('"titles.typ")', '"outline.typ", size_pt=8)')
    pdf, found = printed(tell(tmp_path, SLIDE, {"styles/titles.py": code}))
    assert found == []
    assert "A sentence" in "".join(page.text for page in structures(pdf))


@pytest.mark.parametrize(("code", "line", "kind"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_style_is_answered_at_its_line(code: str, line: int, kind: str, tmp_path: Path) -> None:
    world = tell(tmp_path, SLIDE, {"styles/titles.py": code, "styles/titles.typ": TEMPLATE}).world
    styles, found = load_styles(world)
    assert [(one.code, one.span.line) for one in found] == [(kind, line)]
    assert "titles" not in styles and "outline" in styles


TEMPLATES = {
    "an unknown name": (f"{TEMPLATE}#nothing-of-the-kind\n", 10),
    "an open bracket": (f"{TEMPLATE}#block[\n", 10),
    "what the talk has not": (f"{TEMPLATE}#data.nothing\n", 10),
    "a file from elsewhere": (f'{TEMPLATE}#read("/etc/hostname")\n', 10),
}


@pytest.mark.parametrize(("template", "line"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_mistake_in_a_template_is_answered_at_its_line(template: str, line: int, tmp_path: Path) -> None:
    pdf, found = printed(tell(tmp_path, SLIDE, {"styles/titles.py": GOOD, "styles/titles.typ": template}))
    assert pdf == b""
    assert [(one.code, one.span.file.endswith("titles.typ"), one.span.line) for one in found] == [
        ("style-failed", True, line)
    ]


# Both limits are there, and which comes first depends on how fast the machine is.
_A_LIMIT = r"takes more (than 2 seconds|memory than there is)"
DEADLY = {
    "it never ends": ("#for n in range(1000000000) { pagebreak() }\n", _A_LIMIT),
    "typst itself gives up": ('#("x" * 9223372036854775807)\n', "makes its reader fail: capacity overflow"),
    "pieces without end": ("#range(9223372036854775807)\n", _A_LIMIT),
}


@pytest.mark.parametrize(("more", "said"), DEADLY.values(), ids=DEADLY)
def test_a_template_that_never_ends_or_ends_its_printer_is_a_mistake_of_its_own(
    more: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "seconds" in said:
        monkeypatch.setattr("deck.write.drawing.brought.SECONDS", 2.0)
    template = TEMPLATE + more
    pdf, found = printed(tell(tmp_path, SLIDE, {"styles/titles.py": GOOD, "styles/titles.typ": template}))
    assert pdf == b""
    [one] = found
    assert one.code == "style-failed" and one.span.file.endswith("titles.typ")
    assert re.search(said, one.message), one.message


def printed(story: Story) -> tuple[bytes, list[Diagnostic]]:
    deck, report = story.without_mistakes(), Report()
    styles, mistakes = load_styles(story.world)
    assert mistakes == ()
    return make(deck, Order(styles["titles"]), story.world, load_references(story.world)[0], report), list(report)
