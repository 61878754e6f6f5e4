"""What is told of a talk that is built again, when, and how much of it goes through the pipe?"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from deck.serve import show
from deck.serve.passing import Receiver, Sender
from deck.serve.shown import Built, Told, Wish
from deck.serve.workshop import Workshop
from tests.drawn_here import drawn_here
from tests.serve.served import FIGURE, GERMAN, TALK
from tests.serve.test_same import LOCALES, editions, talk, told_by

__all__ = ["drawn_here", "talk"]


def test_a_page_is_told_before_it_is_checked_with_what_was_found_the_last_time(talk: Path) -> None:
    workshop = Workshop(talk, True)
    talk.write_text(TALK.replace("One thing", "An  example ,"))
    [*_, checked] = [one for one in told_by(workshop) if isinstance(one, Built) and not one.edition.locale]
    assert checked.edition.wrong
    talk.write_text(TALK)
    told = [one for one in told_by(workshop) if isinstance(one, Built)]
    assert [one.edition.locale for one in told] == ["", "de", "", "de"], "no language waits for the checks of another"
    before, _, after, _ = (one.edition for one in told)
    assert before.pages and after.pages and before.pages[0].svg == after.pages[0].svg
    assert before.wrong == checked.edition.wrong != after.wrong


def test_through_the_pipe_go_only_pages_that_differ(talk: Path) -> None:
    workshop, pipe = Workshop(talk, True), io.BytesIO()
    sender, receiver = Sender(pipe), Receiver(pipe)
    sizes = []
    for text in (TALK, TALK.replace("One thing", "Another thing")):
        talk.write_text(text)
        told = told_by(workshop)
        for one in told:
            sender(one)
        sizes.append(len(pipe.getvalue()))
        pipe.seek(0)
        assert [receiver() for _ in told] == told
        pipe.seek(0)
        pipe.truncate()
    assert sizes[1] < sizes[0] / 2


def test_a_figure_that_says_another_word_is_drawn_with_its_translation(talk: Path) -> None:
    script, overlay = talk.parent / "figures" / "line.py", talk.parent / "locales" / "de.yaml"
    said = FIGURE.format(height=1) + "    axes.set_title(canvas.say('{word}'))\n"
    script.write_text(said.format(word="Rise"))
    both = "figures:\n  line:\n" + "".join(
        f"    - source: {source}\n      text: {text}\n" for source, text in (("Rise", "Anstieg"), ("Fall", "Abstieg"))
    )
    overlay.write_text(GERMAN + both)
    workshop = Workshop(talk, True)
    before = editions(workshop)
    script.write_text(said.format(word="Fall"))
    after = editions(workshop)
    assert after == editions(Workshop(talk, True)) and after != before
    script.write_text(said.format(word="Rise"))
    assert editions(workshop) == before


def test_a_script_that_changes_lays_no_slide_out_again(talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = Workshop(talk, True)
    editions(workshop)
    painted: list[str] = []
    real = show._painted
    monkeypatch.setattr(show, "_painted", lambda page, painter: painted.append(page.id) or real(page, painter))
    (talk.parent / "figures" / "line.py").write_text(FIGURE.format(height=2))
    editions(workshop)
    assert set(painted) == {"third"}
    painted.clear()
    (talk.parent / "assets" / "references.json").write_text("[ ]")
    editions(workshop)
    assert {"first", "second", "third"} <= set(painted), "what is not a figure's script may change any slide"


def test_while_a_figure_is_drawn_at_another_size_it_is_seen_as_it_was(talk: Path) -> None:
    workshop = Workshop(talk, True)
    editions(workshop)
    talk.write_text(TALK.replace("The third slide", "The third slide with " + "a long title " * 8))
    sketch, done, *_ = [one.edition for one in told_by(workshop) if isinstance(one, Built) and not one.edition.locale]
    pictures = [re.findall(r'href="(.*?)"', (one.pages or ())[2].svg) for one in (sketch, done)]
    titles = [(one.pages or ())[2].title for one in (sketch, done)]
    assert titles[0] == titles[1] and titles[0].endswith("a long title")
    assert pictures[0] != pictures[1], "and then at its own"
    assert editions(workshop) == editions(Workshop(talk, True))


def test_what_was_saved_again_meanwhile_is_not_checked_first(talk: Path) -> None:
    workshop, told = Workshop(talk, True), list[Told]()
    editions(workshop)
    talk.write_text(TALK.replace("One thing", "Another thing"))

    def tell(one: Told) -> None:
        told.append(one)
        if len(told) == 2:
            talk.write_text(TALK.replace("One thing", "Quite another thing"))

    workshop.build(Wish(LOCALES), tell)
    assert [one.edition.locale for one in told if isinstance(one, Built)] == ["", "de"], "and both are shown"
    assert editions(workshop) == editions(Workshop(talk, True))
