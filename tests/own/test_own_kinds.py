"""May a talk bring slide kinds of its own, and is each mistake in one answered at its line?"""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.pipeline import build
from deck.resolve.own_kinds import load_kinds
from deck.schema import json_schema
from tests.story import CAREFUL, Story, opened, paragraphs_in, tell

SLIDE = "- {id: a, kind: tally, title: Five of five, number: 5/5}\n"
OTHER = "- {id: b, kind: statement, title: Other, quote: [Still there]}\n"
HEAD = """\
\"\"\"One number.\"\"\"

from deck.interface import *


class Number(SlideKind, frozen=True, kw_only=True):
"""
LAYOUTS = '    layouts = {"text": ("body",)}\n'
FIELDS = "    number: Text\n"
COMPOSE = "    def compose(self, material):\n        "
GOOD = f'{HEAD}{LAYOUTS}{FIELDS}{COMPOSE}return material.scene(material.words("body", self.number))\n'


def kind(returns: str) -> str:
    """A kind that composes this, and is right in all else."""
    return f"{HEAD}{LAYOUTS}{FIELDS}{COMPOSE}return {returns}\n"


def body(content: str) -> str:
    return kind(f'material.scene(material.item("body", {content}))')


def area(content: str) -> str:
    return (
        body(content).replace('"text": ("body",)', '"diagram": ("diagram",)').replace('item("body"', 'item("diagram"')
    )


MISTAKES = {
    "syntax": (f"{HEAD}{LAYOUTS}{FIELDS}    def compose(self, material)\n        pass\n", 9, "SyntaxError"),
    "a null byte": ("x = '\0'\n", 1, "null bytes"),
    "an import that is not there": ("import no_such_module_of_mine\n", 1, "no_such_module_of_mine"),
    "a name that the interface has not": ("from deck.interface import Textt\n", 1, "Textt"),
    "it ends the program": ("raise SystemExit(3)\n", 1, "SystemExit"),
    "no class": ('"""Nothing."""\n', 1, "defines no SlideKind, it needs one"),
    "two classes": (f"{GOOD}\n\nclass More(SlideKind, frozen=True, kw_only=True):\n    pass\n", 13, "defines 2"),
    "no compose": (f"{HEAD}{LAYOUTS}{FIELDS}", 6, "no `compose(self, material)`"),
    "no layouts": (GOOD.replace(LAYOUTS, ""), 6, "no `layouts`"),
    "layouts as a list": (GOOD.replace('{"text": ("body",)}', '["text"]'), 7, "no `layouts`"),
    "slots as one word": (GOOD.replace('("body",)', '("body")'), 7, "no `layouts`"),
    "a field of an unknown type": (
        GOOD.replace("from deck", "from __future__ import annotations\nfrom deck").replace(
            "number: Text", "number: Texts"
        ),
        9,
        "NameError: name 'Texts'",
    ),
    "a field that YAML has no words for": (GOOD.replace("number: Text", "number: bytes"), 8, "a field `number`"),
    "a list that may be changed": (GOOD.replace("number: Text", "number: list[Text]"), 8, "a field `number`"),
    "it raises": (f"{HEAD}{LAYOUTS}{FIELDS}{COMPOSE}return 1 / 0\n", 10, "ZeroDivisionError"),
    "it recurses for ever": (f"{HEAD}{LAYOUTS}{FIELDS}{COMPOSE}return self.compose(material)\n", 10, "Recursion"),
    "it returns nothing": (kind("None"), 9, "it returns None"),
    "it returns words": (kind('"Words"'), 9, "it returns `Words`"),
    "an item that is none": (kind("material.scene(self.number)"), 9, "Text is no Item"),
    "a string for a text": (body('Words((Paragraph("Plain"),))'), 9, "`Plain` stands where Text should"),
    "a list for a tuple": (body("Words([Paragraph(self.number)])"), 9, "list stands where a tuple should"),
    "paragraphs without a comma": (body("Words((Paragraph(self.number)))"), 9, "Paragraph stands where a tuple"),
    "a mark that is none": (body('Words((Paragraph(self.number, mark="star"),))'), 9, "none of none, dot"),
    "a text as a content": (body("self.number"), 9, "a Text stands where"),
    "weights for more blocks": (area("Row((Shape('x', 'card'),), weights=(1, 2))"), 9, "2 weights for 1 block"),
    "weights of nothing": (area("Row((Shape('x', 'card'),), weights=(0,))"), 9, "leave no room"),
    "a row of nothing": (area("Row(())"), 9, "has no blocks"),
    "a link to nowhere": (
        area("Diagram(self.number, Row((Shape('x', 'card'),)), (Link('x', 'y'),))"),
        9,
        "a link leads to `y`",
    ),
    "a level below the first": (body("Words((Paragraph(self.number, level=-1),))"), 9, "the level -1"),
    "a weight that is no number": (area("Row((Shape('x', 'card'),), weights=(float('nan'),))"), 9, "is no number"),
    "a flow to nowhere": (body("Flow((), (Paragraph(self.number),))"), 9, "none of the slots"),
    "a row with a cell too many": (body("Table((self.number,), ((self.number,) * 2,), self.number)"), 9, "has 2 cells"),
    "two items in one slot": (
        kind('material.scene(*[material.words("body", self.number)] * 2)'),
        9,
        "two items stand in `body`",
    ),
    "two shapes of one name": (area("Row((Shape('x', 'card'), Shape('x', 'card')))"), 9, "two shapes have the id `x`"),
}


@pytest.mark.parametrize(("code", "line", "part"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_kind_is_answered_at_its_line(code: str, line: int, part: str, tmp_path: Path) -> None:
    deck, found = found_in(tell(tmp_path, SLIDE + OTHER, {"kinds/tally.py": code}))
    assert [(one.code, one.span.file.endswith("kinds/tally.py"), one.span.line) for one in found] == [
        ("kind-failed", True, line)
    ]
    assert part in found[0].message
    assert "Still there" in [words for slide in opened(deck).slides for words in paragraphs_in(slide.shapes)]


LOOKS = {
    "role": body('Words((Paragraph(self.number, role="huge"),))'),
    "colour": body('Words((Paragraph(self.number, color="mauve"),))'),
    "shape style": area("Row((Shape('x', 'cloud'),))"),
    "tone": area("Row((Shape('x', 'card', tone='loud'),))"),
}


@pytest.mark.parametrize(("what", "code"), LOOKS.items(), ids=LOOKS)
def test_a_look_that_the_brand_has_not_is_answered_at_the_slide(what: str, code: str, tmp_path: Path) -> None:
    deck, found = found_in(tell(tmp_path, SLIDE + OTHER, {"kinds/tally.py": code}))
    assert [(one.code, one.span.file.endswith("slides.yaml")) for one in found] == [("not-in-brand", True)]
    assert f"no {what} " in found[0].message
    assert len(deck.pages) == 2


def test_a_layout_that_the_brand_has_not_is_answered_at_the_slide(tmp_path: Path) -> None:
    code = GOOD.replace('"text"', '"scoreboard"')
    _, found = found_in(tell(tmp_path, SLIDE, {"kinds/tally.py": code}))
    places = [(one.code, one.span.file.endswith("slides.yaml")) for one in found if one.code not in CAREFUL]
    assert places == [("no-layout", True)]


def test_a_kind_that_is_used_twice_is_one_mistake(tmp_path: Path) -> None:
    slides = SLIDE + SLIDE.replace("id: a", "id: c")
    _, found = found_in(tell(tmp_path, slides, {"kinds/tally.py": MISTAKES["it raises"][0]}))
    assert len(found) == 1


def test_a_slide_of_a_kind_of_the_talk_is_checked_as_any_other(tmp_path: Path) -> None:
    slide = "id: a\nkind: tally\ntitle: T\nnumbr: 5/5\n"
    _, mistakes = tell(tmp_path, slide, {"kinds/tally.py": GOOD}).built()
    assert [(line, told.code) for line, told in mistakes] == [(4, "unknown-field")]


def test_a_misspelt_kind_is_told_of_those_of_the_talk(tmp_path: Path) -> None:
    slide = "id: a\nkind: taly\ntitle: T\nnumber: 5/5\n"
    [(_, told)] = tell(tmp_path, slide, {"kinds/tally.py": GOOD}).built()[1]
    assert told.help == "did you mean `tally`?"


def test_a_kind_that_has_changed_is_new_in_the_same_process(tmp_path: Path) -> None:
    story = tell(tmp_path, SLIDE, {"kinds/tally.py": GOOD})
    before = words_of(story)
    (tmp_path / "kinds" / "tally.py").write_text(GOOD.replace("self.number)", "self.title)"), encoding="utf-8")
    assert (before[-1], words_of(story)[-1]) == ("5/5", "Five of five")


def test_two_talks_have_different_kinds_of_one_name(tmp_path: Path) -> None:
    one = tell(tmp_path / "one", SLIDE, {"kinds/tally.py": GOOD})
    two = tell(tmp_path / "two", SLIDE, {"kinds/tally.py": GOOD.replace("self.number)", "self.title)")})
    assert [words_of(story)[-1] for story in (one, two, one)] == ["5/5", "Five of five", "5/5"]


def test_a_talk_beside_it_does_not_know_the_kind(tmp_path: Path) -> None:
    tell(tmp_path / "one", SLIDE, {"kinds/tally.py": GOOD}).without_mistakes()
    assert [told.code for _, told in tell(tmp_path / "two", SLIDE).built()[1]] == ["unknown-kind"]


def test_kinds_share_what_begins_with_an_underline(tmp_path: Path) -> None:
    shared = "from __future__ import annotations\nfrom deck.interface import *\n"
    shared += "class Part(Record, frozen=True, kw_only=True):\n    said: Text\n"
    code = GOOD.replace("from deck", "from __future__ import annotations\nfrom _part import Part\nfrom deck")
    code = code.replace("number: Text", "number: Part").replace("self.number)", "self.number.said)")
    slide = "id: a\nkind: tally\ntitle: T\nnumber: {said: Shared}\n"
    story = tell(tmp_path, slide, {"kinds/tally.py": code, "kinds/_part.py": shared})
    assert words_of(story)[-1] == "Shared"


def test_a_kind_may_import_when_it_composes(tmp_path: Path) -> None:
    code = kind('material.scene(material.words("body", __import__("_words").said(self.number)))')
    story = tell(tmp_path, SLIDE, {"kinds/tally.py": code, "kinds/_words.py": "def said(text):\n    return text\n"})
    assert words_of(story)[-1] == "5/5"


def test_the_schema_of_the_talk_has_its_kinds_with_their_words(tmp_path: Path) -> None:
    kinds, _ = load_kinds(tell(tmp_path, SLIDE, {"kinds/tally.py": GOOD}).world)
    slides = json_schema(kinds)["properties"]["slides"]["items"]["oneOf"]
    [number] = [one for one in slides if one["properties"]["kind"]["const"] == "tally"]
    assert number["description"] == "One number."
    assert "number" in number["required"]


# ---------------------------------------------------------------- how


def found_in(story: Story):
    report = Report()
    deck = build(story.world, report)
    assert deck is not None
    return deck, list(report)


def words_of(story: Story) -> list[str]:
    shapes = opened(story.without_mistakes()).slides[0].shapes
    return [shape.text_frame.text for shape in shapes if shape.is_placeholder and shape.placeholder_format.idx < 11]
