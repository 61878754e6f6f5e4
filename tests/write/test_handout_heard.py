"""Is what a listener is told of a PDF all that it says, once, in the order in which it is painted?"""

from __future__ import annotations

import io

import pikepdf
import pytest

from deck.write.drawing import slide_pdf
from deck.write.handout.style import BOTTOM, TOP
from tests.write.heard import faults
from tests.write.paper import STYLES, TALK, Printer, told

RIGHT_TO_LEFT = """\
talk: {title: خلايا تجد خلايا, speaker: Ada Example, language: ar, status: final, url: "https://example.org/talk"}
slides:
  - id: a
    kind: statement
    title: ما الذي وجدناه
    quote: ["الخلايا، CAR T، تجد الخلايا [@mackensen2022]"]
    handout: هذه أدوية. انظر [الصفحة](https://example.org) أولا
  - {id: b, kind: bullets, title: نقاط, bullets: [نقطة أولى, نقطة ثانية], source: "[@mackensen2022]; [@reg1394]"}
"""


@pytest.fixture(scope="module", params=["left to right", "right to left"])
def talk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printer:
    return told(tmp_path_factory.mktemp("talk"), TALK if request.param == "left to right" else RIGHT_TO_LEFT)


@pytest.mark.parametrize("style", STYLES)
def test_a_handout_is_heard_whole_once_and_in_order(talk, style):
    assert faults(talk.pdf(style), TOP, BOTTOM) == []


def test_so_are_the_slides(talk):
    pages = talk.deck.without_hidden.pages
    # What is painted first and passed over, such as the footer, stands anywhere on a slide.
    assert [one for one in faults(slide_pdf(talk.deck, pages), 0, 0) if "passes over" not in one] == []


def test_the_walk_sees_a_link_without_words_and_an_element_out_of_order(talk):
    book = pikepdf.open(io.BytesIO(talk.pdf("outline")))
    document = book.Root.StructTreeRoot.K
    document = document[0] if isinstance(document, pikepdf.Array) else document
    link = next(node for node in book.objects if isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/Link")
    link.K = pikepdf.Array()
    document.K = pikepdf.Array(reversed(list(document.K)))
    broken = io.BytesIO()
    book.save(broken)
    found = faults(broken.getvalue(), TOP, BOTTOM)
    assert "a link has no words" in found
    assert any("heard before" in one for one in found) and any("nobody hears" in one for one in found)
