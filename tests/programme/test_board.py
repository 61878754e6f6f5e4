"""Does the staff's board say how talks stand, lead to every file, and work without eyes, mouse or network?"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.programme.story import SCHEDULE, Told, small, tell

TALKS = """\
  - {code: LATE, title: Late & last, room: Hall 2, start: 2026-04-25 09:00, minutes: 20}
  - {code: ONE, room: Hall 1, start: 2026-04-24 10:00, minutes: 1}
  - {code: NONE, title: "<script>alert(1)</script>", speakers: [Zoë O'Neil], start: 2026-04-24 09:00, room: Hall 1}
  - {code: GONE, title: Sleep, cancelled: true, start: 2026-04-24 11:00, room: Hall 1}
"""


class Page(HTMLParser):
    """What a page links to, its ids, and its cells as text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.rows: list[list[str]] = []
        self._cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if said.get("href"):
            self.links.append(str(said["href"]))
        if said.get("id"):
            self.ids.add(str(said["id"]))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += f"{data} "


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    told = tell(tmp_path_factory.mktemp("board"), TALKS, languages="en, de", artefacts="deck, pdf")
    small(told, "ONE", more="    notes: " + "A word that is said. " * 60 + "\n    cue: Lights down\n")
    small(told, "LATE", status="draft", more="    draft: [quote]\n")
    told.made()
    return told


@pytest.fixture(scope="module")
def board(told: Told) -> Page:
    return Page(told.read("index.html"))


def row(page: Page, code: str) -> str:
    return " ".join(next(" | ".join(row) for row in page.rows if any(code in cell for cell in row)).split())


def test_talks_stand_in_the_order_in_which_they_begin(board):
    codes = [
        code for row in board.rows for code in ("NONE", "ONE", "GONE", "LATE") if any(f"· {code}" in c for c in row)
    ]
    assert codes == ["NONE", "ONE", "GONE", "LATE"]


def test_each_talk_says_how_it_stands(board):
    assert "✗ no slides yet" in row(board, "NONE")
    assert "– cancelled" in row(board, "GONE")
    assert "✓ built" in row(board, "· ONE") and "– no translation" in row(board, "· ONE")
    assert "draft · 1 slide unapproved" in row(board, "LATE")


def test_a_talk_that_is_too_long_says_by_how_much(board):
    assert re.search(r"2:\d\d of 1:00 ✗ 1:\d\d over", row(board, "· ONE"))


def test_disclosures_that_are_missing_are_seen(board):
    assert "✗ none" in row(board, "· ONE")


def test_every_link_leads_to_a_file_or_a_place_that_is_there(told):
    out = told.folder / "build"
    for path in (out / "index.html", *sorted((out / "rooms").iterdir())):
        page = Page(path.read_text(encoding="utf-8"))
        assert page.links
        for href in page.links:
            if href.startswith("#"):
                assert href[1:] in page.ids
            elif not href.startswith("mailto:"):
                assert not href.startswith(("/", "http", "file:")) and "\\" not in href
                assert (path.parent / unquote(href)).is_file(), href


def test_what_a_stranger_wrote_is_words_and_nothing_else(told):
    for path in (told.folder / "build").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<script" not in html and "http" not in re.sub(r"mailto:\S+", "", html)


def test_each_speaker_who_owes_something_has_a_letter(told):
    said = told.read("chase.txt")
    assert [line for line in said.splitlines() if line.startswith("Subject:")] == [
        "Subject: Our meeting: your talk “<script>alert(1)</script>”",
        "Subject: Our meeting: your talk “Talk ONE”",
        "Subject: Our meeting: your talk “Late & last”",
    ]
    assert "Dear Zoë O'Neil," in said and "There are no slides of it yet." in said
    assert "is on 24 April 2026 at 10:00 in Hall 1, for 1 minute." in said


def test_a_run_sheet_has_the_talks_of_its_room_and_day_with_their_cues(told):
    sheet = Page(told.read("rooms/2026-04-24-hall-1.html"))
    assert [cells[1].split()[-1] for cells in sheet.rows[1:]] == ["NONE", "ONE", "GONE"]
    assert "1 Talk ONE: Lights down" in row(sheet, "· ONE")
    assert not (told.folder / "build/rooms/2026-04-24-hall-2.html").exists()


def test_a_run_that_makes_nothing_leaves_the_list_of_what_was_made_last(told):
    before = told.read("index.html")
    told.made()
    assert told.read("index.html") == before and "ONE in en: not made yet" in before


@pytest.mark.slow
def test_a_schedule_of_true_shape_has_a_board(tmp_path, capsys):
    from deck import cli

    cli.cli(["programme", "new", str(tmp_path / "p"), "--from", str(SCHEDULE)], standalone_mode=False)
    told = Told(tmp_path / "p")
    assert told.says("build", "--executor", "here") == 1, "no font of the brand has the smiling face"
    page = Page(told.read("index.html"))
    assert "It has a cover and no other slide yet." in told.read("chase.txt")
    assert "Speaker to be announced" in row(page, "E5TYUI")
    assert "التعب في التصلب المتعدد" in row(page, "D8QWER")
    assert "Traceback" not in capsys.readouterr().err


# ---------------------------------------------------------------- in a browser

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
@pytest.mark.parametrize("width", [1400, 420])
@pytest.mark.parametrize("name", ["index.html", "rooms/2026-04-24-hall-1.html"])
def test_axe_finds_nothing_to_say(told, tmp_path, name, width):
    axe_core_python = pytest.importorskip("axe_core_python")
    axe = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    asks = (
        "axe.run().then(found => { const said = document.createElement('pre'); said.id = 'axe';"
        "said.textContent = JSON.stringify({passes: found.passes.length, wrong: found.violations.map("
        "one => [one.id, one.nodes.map(node => node.html)])}); document.body.replaceChildren(said) })"
    )
    page = tmp_path / "page.html"
    html = told.read(name).replace("</body>", f"<script>{axe}</script><script>{asks}</script></body>")
    page.write_text(html, encoding="utf-8")
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000"]
    command += [f"--window-size={width},2000", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    found = re.search(r'<pre id="axe">(.*?)</pre>', dom, re.DOTALL)
    assert found is not None, dom[-2000:]
    from html import unescape

    said = json.loads(unescape(found[1]))
    assert said["passes"] > 15
    assert said["wrong"] == []
