"""Is a deck held to what the event asks for, and to nothing that it does not ask?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from deck.diagnostics import Report
from deck.pipeline import build
from tests.story import PROJECT, tell

HEAD = "talk: {title: T, speaker: S, status: final, rules: ours}\nslides:\n"
COVER = "  - {id: cover, kind: cover, title: T}\n"
TOLD = "  - {id: told, kind: disclosures, title: Disclosures, items: [{lead: None, text: Nothing to disclose}]}\n"
OTHER = "  - {id: one, kind: statement, title: One message, quote: [A sentence]}\n"
SOURCE = "source: Speakers' guide\n"
BROKEN = {
    "no disclosures": ("disclosures: shown\n", COVER + OTHER, "a slide of disclosures"),
    "hidden ones": ("disclosures: shown\n", TOLD.replace("title: D", "hidden: true, title: D") + OTHER, "a slide of"),
    "late ones": ("disclosures: first\n", COVER + OTHER + TOLD, "at the beginning"),
    "another format": ('proportions: "4:3"\n', OTHER, "slides of 4:3"),
    "small text": ("smallest_pt: 40\n", OTHER, "asks for 40"),
    "a trade name": ("trade_names: [Kymriah]\n", OTHER.replace("One", "KYMRIAH’s"), "the trade name `Kymriah`"),
    "other fonts": ("fonts: [Arial, Calibri]\n", OTHER, "the event has Arial, Calibri"),
    "too many": ("most_slides: 1\n", COVER + OTHER, "2 slides are shown"),
}
KEPT = {
    "a generic name": ("trade_names: [Kymriah]\n", OTHER),
    "a trade name in a text": ("trade_names: [Kymriah]\n", OTHER.replace("A sentence", "Kymriah")),
    "its own fonts": ("fonts: [Inter, Arial]\n", OTHER),
    "fonts that it brings": ("fonts: [Arial]\nembed_fonts: true\n", OTHER),
    "none": ("", OTHER),
    "behind the cover": ("disclosures: first\n", COVER + TOLD + OTHER),
    "somewhere": ("disclosures: shown\n", COVER + OTHER + TOLD),
    "the format": ('proportions: "16:9"\n', OTHER),
    "large enough": ("smallest_pt: 10\n", OTHER),
    "few enough": ("most_slides: 1\n", OTHER + COVER.replace("title:", "hidden: true, title:")),
    "a plain name": ("ascii_names: true\n", OTHER),
}


def found(folder: Path, rules: str, slides: str) -> list[tuple[str, str]]:
    _, mistakes = tell(folder, HEAD + slides, {"assets/events/ours.yaml": SOURCE + rules}).built()
    return [(told.code, told.message) for _, told in mistakes]


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_asked_and_not_kept_to_is_said_once(tmp_path: Path, name: str) -> None:
    rules, slides, said = BROKEN[name]
    ((code, message),) = found(tmp_path, rules, slides)
    assert code == "event-rules" and said in message and message.endswith("(Speakers' guide)")


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_to_is_not_mentioned(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, *KEPT[name]) == []


def test_of_several_speakers_each_discloses(tmp_path: Path) -> None:
    head = HEAD.replace("speaker: S", "speakers: [Ada Byron, Jean Dupont-Moret]")
    one = TOLD.replace("text: Nothing", "text: Ada Byron has nothing")
    both = one.replace("disclose", "disclose and JDM neither")

    def said(slides: str) -> list[str]:
        files = {"assets/events/ours.yaml": SOURCE + "disclosures: shown\n"}
        return [told.message for _, told in tell(tmp_path, head + slides, files).built()[1]]

    assert said(both) == []
    assert ["`Jean Dupont-Moret`" in message for message in said(one)] == [True]


def test_the_event_s_slot_and_megabytes_hold_where_the_talk_says_none(tmp_path: Path) -> None:
    assert found(tmp_path, "slot_minutes: 5\n", OTHER.replace("quote", "minutes: 5, quote")) == []
    ((code, message),) = found(tmp_path, "slot_minutes: 5\n", OTHER.replace("quote", "minutes: 6, quote"))
    assert code == "slot-minutes" and "6:00" in message


def test_data_may_be_as_old_as_the_event_says(tmp_path: Path) -> None:
    head = HEAD.replace("speaker: S", "speaker: S, date: 24 April 2026")
    values = "import datetime\n\n\ndef values(data):\n    return {'day': datetime.date(2026, 4, 1)}\n"
    slide = OTHER.replace("A sentence", '"{day}"')

    def said(days: int) -> list[str]:
        rules = {"assets/events/ours.yaml": f"{SOURCE}oldest_data_days: {days}\n", "figures/values.py": values}
        return [told.code for _, told in tell(tmp_path, head + slide, rules).built(careful=True)[1]]

    assert (said(23), said(22)) == ([], ["old-data"])


def test_fonts_that_the_event_asks_for_are_in_the_file(tmp_path: Path) -> None:
    from deck.write.deck_file import deck_file

    made = tell(tmp_path, HEAD + OTHER, {"assets/events/ours.yaml": SOURCE + "embed_fonts: true\n"})
    data = deck_file(made.world, made.without_mistakes(), Report())
    assert data is not None
    assert [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.endswith(".fntdata")]


def test_a_file_that_is_not_there_or_says_something_else_is_an_error_at_its_line(tmp_path: Path) -> None:
    assert [code for code, _ in found(tmp_path, "minutes: 5\n", OTHER)] == ["unknown-field"]
    for name in ("theirs", "../ours"):
        story = tell(tmp_path, (HEAD + OTHER).replace("ours", name))
        ((line, told),) = story.built()[1]
        assert (line, told.code) == (1, "no-such-file")


def test_the_shipped_talk_keeps_to_the_shipped_rules(tmp_path: Path) -> None:
    """The head alone is changed: how the slides stand is what is asked about."""
    from deck.checks.event_rules import check
    from deck.resolve.event_rules import event_rules
    from deck.talk import Name
    from deck.value import replace
    from deck.workspace import Workspace

    world, report = Workspace.find(PROJECT / "slides.yaml"), Report()
    deck = build(world, report)
    assert deck is not None
    rules, mistakes = event_rules(Name("emsp2026"), world)
    assert mistakes == () and rules is not None
    named = replace(deck.talk, meta=replace(deck.meta, rules=Name("emsp2026")))
    assert list(check(replace(deck, rules=rules, talk=named))) == []
    without = tuple(page for page in deck.pages if page.kind != "disclosures")
    assert len(list(check(replace(deck, rules=rules, talk=named, pages=without)))) == 1
