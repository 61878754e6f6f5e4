"""Does what a speaker marks up mean the same wherever it goes out in plain words?"""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from pptx import Presentation

from deck.diagnostics import Report
from deck.locales import csv, po, xliff
from deck.locales.unit import Unit
from deck.markup import Run, Text, merged, parse, write
from deck.place import NO_PLACE
from deck.translation.message import State
from deck.write.bundle import language_files, packed
from deck.write.drawing import slide_pdf
from deck.write.pptx.deck import write_pptx
from tests.write.drawn import structure
from tests.write.paper import Printer
from tests.write.paper import told as printed

Heard = list[tuple[str, str, bool]]
"""Each letter, whether it stands high or low, and whether it is struck out."""

STARS_IN_WORDS = ("slot-minutes", "foreign-markup")
"""What is told of marks that stand inside of words with digits, as these do by chance."""
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+-=()n", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()", strict=True))
WORD = some.text("abcXYZ .5%", min_size=1, max_size=5)
SMALL = some.text("0123456789+-=nabx,", min_size=1, max_size=3)
LOOKS = {"bold": some.booleans(), "italic": some.booleans(), "strike": some.booleans()}
PARTS = some.tuples(
    some.builds(Run, text=WORD, code=some.booleans(), **LOOKS),
    some.one_of(
        some.builds(Run, text=SMALL, sup=some.just(True), **LOOKS), some.builds(Run, text=SMALL, sub=some.just(True))
    ),
)
# A letter before and behind, as nobody hears a space at the end.
MARKED_UP = some.lists(PARTS, min_size=1, max_size=3).map(
    lambda parts: (Run("A"), *(run for part in parts for run in part), Run("z"))
)


@settings(max_examples=8, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(some.tuples(*[MARKED_UP] * 4))
def test_every_place_that_takes_plain_words_says_what_was_marked_up(tmp_path_factory, marked):
    title, section, alt, notes = marked
    folder = tmp_path_factory.mktemp("talk")
    printer = told(folder, *map(write, marked))
    pptx = Presentation(io.BytesIO(write_pptx(printer.deck)))
    assert heard(pptx.core_properties.title) == meant(title)
    assert heard(named_sections(pptx)[1]) == meant(section)
    assert ends_in(heard(described(pptx, 0)), heard(f"1. {plain(section)}"))
    assert heard(described(pptx, 1)) == meant(alt)
    assert heard_in_runs(pptx.slides[1].notes_slide.notes_text_frame) == meant(notes)
    slides, paper = slide_pdf(printer.deck, printer.deck.pages), printer.pdf("outline")
    assert [heard(words) for words in bookmarks(slides)] == [heard("Agenda"), meant(section), meant(title)]
    assert [heard(words) for words in read_out(slides, 1)] == [meant(title), meant(alt)]
    assert heard(f"2 {plain(title)}") in [heard(words) for words in bookmarks(paper)]
    assert heard(spoken_of_slides(printer.pdf("3up"))) == heard(f"{plain(alt)}. A. {plain(alt)}.")
    assert [heard(named(pdf)) for pdf in (slides, paper)] == [meant(title)] * 2
    assert heard(index_page(printer)) == meant(title)


LANGUAGES = {"en-GB": WORD, "ar": some.text("ابتثج ٪5", min_size=1, max_size=5)}


def slides_in(language: str) -> Any:
    """What many slides of one talk say: title, section, alternative text and notes of each."""
    begins, ends = ("A", "z") if language == "en-GB" else ("ا", "ي")
    parts = some.tuples(
        some.builds(Run, text=LANGUAGES[language], **LOOKS), some.builds(Run, text=SMALL, sup=some.just(True))
    )
    marked = some.lists(parts, min_size=1, max_size=2).map(
        lambda found: (Run(begins), *(run for part in found for run in part), Run(ends))
    )
    return some.lists(some.tuples(*[marked] * 4), min_size=12, max_size=12)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=some.data())
def test_so_do_all_slides_of_a_talk_from_left_to_right_and_from_right_to_left(tmp_path_factory, language, data):
    said = data.draw(slides_in(language))
    head = f"format: 2\ntalk: {{title: T, speaker: S, language: {language}, date: today, status: final}}\nslides:\n"
    slides = "".join(_slide(number, *map(write, texts)) for number, texts in enumerate(said))
    printer = printed(tmp_path_factory.mktemp("talk"), head + slides, ignoring=STARS_IN_WORDS)
    pptx = Presentation(io.BytesIO(write_pptx(printer.deck)))
    pdf = slide_pdf(printer.deck, printer.deck.pages)
    called = [meant([Run(f"{number} "), *section]) for number, (_, section, _, _) in enumerate(said)]
    assert [heard(name) for name in named_sections(pptx)] == called
    assert [heard(words) for words in bookmarks(pdf)] == [
        words for name, (title, *_) in zip(called, said, strict=True) for words in (name, meant(title))
    ]
    for number, (title, _, alt, notes) in enumerate(said):
        assert heard(described(pptx, number)) == meant(alt)
        assert heard_in_runs(pptx.slides[number].notes_slide.notes_text_frame) == meant(notes)
        assert [heard(words) for words in read_out(pdf, number)] == [meant(title), meant(alt)]


def _slide(number: int, title: str, section: str, alt: str, notes: str) -> str:
    says = {
        key: json.dumps(words) for key, words in {"s": f"{number} {section}", "t": title, "a": alt, "n": notes}.items()
    }
    return (
        f"  - {{id: s{number}, kind: table, section: {says['s']}, title: {says['t']}, alt: {says['a']}, "
        f"notes: {says['n']}, columns: [A], rows: [[{says['a']}]]}}\n"
    )


def told(folder: Path, title: str, section: str, alt: str, notes: str) -> Printer:
    says = {key: json.dumps(words) for key, words in {"t": title, "s": section, "a": alt, "n": notes}.items()}
    slides = f"""\
format: 2
talk: {{title: {says["t"]}, speaker: S, language: en-GB, date: 24 April 2026, status: final}}
slides:
  - {{id: agenda, kind: agenda, title: Agenda}}
  - {{id: one, kind: table, section: {says["s"]}, title: {says["t"]}, alt: {says["a"]}, notes: {says["n"]},
      columns: [A], rows: [[{says["a"]}]]}}
"""
    return printed(folder, slides, ignoring=STARS_IN_WORDS)


def described(pptx: Any, slide: int) -> str:
    return next(name for shape in pptx.slides[slide].shapes if (name := shape._element._nvXxPr.cNvPr.get("descr")))


def named_sections(pptx: Any) -> list[str]:
    return [found.get("name") for found in pptx.part._element.iter("{*}section")]


def bookmarks(pdf: bytes) -> list[str]:
    def all_in(items: Any) -> Iterator[str]:
        for item in items:
            yield item.title
            yield from all_in(item.children)

    with pikepdf.open(io.BytesIO(pdf)) as book, book.open_outline() as outline:
        return list(all_in(outline.root))


def read_out(pdf: bytes, slide: int) -> Iterator[str]:
    """A slide's title, and the cell of its table."""
    yield from (node.text for tags in (("H1", "H2"), ("TD",)) for node in structure(pdf, slide).all(*tags))


def named(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as book:
        return str(book.docinfo["/Title"])


def spoken_of_slides(pdf: bytes) -> str:
    """What a screen reader says in place of the last slide's picture."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        return [str(one.Alt) for one in book.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one][-1]


def index_page(printer: Printer) -> str:
    packed_files = packed([language_files(printer.world, printer.deck, {}, "talk.en.", Report())])
    with zipfile.ZipFile(io.BytesIO(packed_files)) as files:
        found = re.search("<h1>(.*?)</h1>", files.read("index.html").decode())
        assert found is not None
        return html.unescape(found[1])


@given(MARKED_UP)
def test_what_translators_get_is_what_was_marked_up(runs):
    unit = Unit("one", ("slides", "one", "title"), write(runs), "", State.MISSING)
    for form in (csv, po, xliff):
        (back,) = form.read(form.write([unit], "A talk", "en", "de"))
        assert meant(parse(back.source, NO_PLACE, Report()).runs) == meant(runs)


# ---------------------------------------------------------------- how people read


def meant(runs: Iterable[Run]) -> Heard:
    return without_gaps(
        (sign, "up" if run.sup else "down" if run.sub else "", run.strike) for run in runs for sign in run.text
    )


def heard_in_runs(frame: Any) -> Heard:
    """What notes say: their runs are raised and struck out, or say it in their words."""
    runs = [run for paragraph in frame.paragraphs for run in paragraph.runs]
    looks = [(run._r.rPr.get("baseline", "0"), run._r.rPr.get("strike", "noStrike") != "noStrike") for run in runs]
    return without_gaps(
        (sign, height or ("up" if raised > "0" else "down" if raised < "0" else ""), struck)
        for run, (raised, struck) in zip(runs, looks, strict=True)
        for sign, height, _ in heard(run.text)
    )


def heard(plain: str) -> Heard:
    """Plain words as somebody reads them: ⁶ is high, and so is what stands in ^(…); ~~…~~ no longer holds."""
    found: list[tuple[str, str, bool]] = []
    inside, struck = "", False
    parts = re.findall(r"~~|[\^_]\(|.", plain, re.DOTALL)
    for part in parts:
        match part:
            case "~~":
                struck = not struck
            case "^(" | "_(":
                inside = "up" if part == "^(" else "down"
            case ")" if inside:
                inside = ""
            case _ if part in RAISED or part in LOWERED:
                found.append((RAISED.get(part) or LOWERED[part], "up" if part in RAISED else "down", struck))
            case _:
                found.append((part, inside, struck))
    return without_gaps(found)


def without_gaps(found: Iterable[tuple[str, str, bool]]) -> Heard:
    """Without spaces, and without the marks by which programs know which way words are read."""
    return [one for one in found if not one[0].isspace() and unicodedata.category(one[0]) != "Cf"]


def ends_in(said: Heard, wanted: Heard) -> bool:
    return said[-len(wanted) :] == wanted


def plain(runs: Iterable[Run]) -> str:
    return Text(tuple(merged(runs))).plain
