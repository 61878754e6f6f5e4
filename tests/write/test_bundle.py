"""Does the zip for event staff hold what it says, whole, under names that every system takes?"""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from deck import cli
from deck.write.bundle import ascii_name
from tests.story import PROJECT, tell
from tests.write.paper import TALK


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A talk in two languages, in a project of its own, under a name that is not ASCII."""
    folder = tmp_path_factory.mktemp("talk")
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, folder / "assets" / part)
    tell(folder, TALK, {"figures/data/README.md": "Data of our own."})
    (folder / "slides.yaml").rename(folder / "präsentation.yaml")
    assert run("locale", "add", "de", "--talk", str(folder / "präsentation.yaml")) == 0
    return folder


@pytest.fixture(scope="module")
def bundle(folder: Path) -> zipfile.ZipFile:
    assert run("bundle", str(folder / "präsentation.yaml")) == 0
    return zipfile.ZipFile(io.BytesIO((folder / "build" / "präsentation.bundle.zip").read_bytes()))


def test_it_holds_decks_slides_handouts_fonts_and_licences_in_every_language(bundle):
    for tag in ("en", "de"):
        inside = {name.split(f"prasentation.{tag}.")[1] for name in bundle.namelist() if f".{tag}." in name}
        assert inside == {
            "pptx", "without-notes.pptx", "pdf",
            "3up.pdf", "notes.pdf", "large-print.pdf", "outline.pdf", "summary.pdf", "script.pdf", "run-sheet.pdf",
        }  # fmt: skip
    assert {
        "index.html",
        "SHA256SUMS",
        "fonts/Inter-Regular.ttf",
        "fonts/OFL-Inter.txt",
        "licences/data-README.md",
    } <= set(bundle.namelist())
    # Nothing in it is set in the fonts of other scripts.
    assert {name for name in bundle.namelist() if "fonts/" in name and "Inter" not in name} == set()


def test_what_is_not_to_be_given_away_lies_apart(bundle):
    for name in bundle.namelist():
        if "/for-" in name:
            private = name.endswith(("script.pdf", "run-sheet.pdf", "en.pptx", "de.pptx"))
            assert ("/for-staff/" in name) == private, name


def test_names_are_plain_ascii_and_dates_are_nobodys(bundle):
    for entry in bundle.infolist():
        assert entry.filename.isascii() and not set(entry.filename) & set(' \\:*?"<>|')
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert ascii_name("Über uns.2026 (neu)") == "Uber-uns.2026-neu"
    assert ascii_name("演讲") == "talk"


def test_checksums_are_those_of_the_files(bundle):
    listed = dict(reversed(line.split("  ")) for line in bundle.read("SHA256SUMS").decode().splitlines())
    assert set(listed) == set(bundle.namelist()) - {"SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256(bundle.read(name)).hexdigest() == digest


def test_the_index_page_names_every_file_in_its_language_and_links_lead_somewhere(bundle):
    page = bundle.read("index.html").decode()
    links = Links()
    links.feed(page)
    names = set(bundle.namelist())
    assert all(link in names or any(name.startswith(link) for name in names) for link in links.found)
    assert {name for name in names if "/for-" in name} <= set(links.found)
    assert '<section lang="en-GB" dir="ltr">' in page and '<section lang="de" dir="ltr">' in page
    assert "Files of the talk" in page and "Dateien zum Vortrag" in page


def test_the_run_sheet_lists_the_files_of_the_bundle(bundle):
    import pypdfium2

    sheet = pypdfium2.PdfDocument(bundle.read("en/for-staff/prasentation.en.run-sheet.pdf"))
    text = "".join(page.get_textpage().get_text_range() for page in sheet)
    letters = "".join(char for char in text if char.isalnum())
    for name in bundle.namelist():
        if name.startswith("en/") and "run-sheet" not in name:
            assert name.rsplit("/", 1)[1] in text
            assert hashlib.sha256(bundle.read(name)).hexdigest() in letters


def test_the_same_talk_gives_the_same_zip(folder, bundle):
    before = (folder / "build" / "präsentation.bundle.zip").read_bytes()
    assert run("bundle", str(folder / "präsentation.yaml")) == 0
    assert (folder / "build" / "präsentation.bundle.zip").read_bytes() == before


def test_a_talk_with_a_mistake_is_not_packed(tmp_path, capsys):
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, tmp_path / "assets" / part)
    tell(tmp_path, "{id: a, kind: statement, title: One}")
    assert run("bundle", str(tmp_path / "slides.yaml")) == 1
    assert "no bundle was written" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name == "href" and value]


def run(*words: str) -> int:
    result = cli.cli(["-q", *words], standalone_mode=False)
    return result or 0
