"""What does an author see for each mistake? Each page of tests/pictures shows it whole, one page per code."""

from __future__ import annotations

import errno
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from deck import cli
from deck.explain import codes, explanation
from deck.resolve import draw_figures
from tests import films
from tests.codes_in_sources import codes_in
from tests.drawn_here import draw_in_processes
from tests.refresh import pretend
from tests.story import PROJECT, tell

PAGES = Path(__file__).parent / "pictures"
GOOD = "id: one\nkind: statement\ntitle: One message\nquote: [A sentence to remember]\n"

_PART = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$|^(command|setup): `(.+?)`$", re.MULTILINE | re.DOTALL)
_HEAD = re.compile(r"^(?:error|warning|note)\[([a-z-]+)\]: (.*)$", re.MULTILINE)
_COUNT = re.compile(r"^\d+ errors?\b.*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One picture of a page, and what it takes to see it: files, changes to shipped files, a set-up, a command."""

    page: Path
    number: int
    picture: str
    files: dict[str, str]
    changes: dict[str, str]
    command: str = "deck check"
    setup: str = ""


def cases(page: Path) -> Iterator[Case]:
    files: dict[str, str] = {}
    changes: dict[str, str] = {}
    words: dict[str, str] = {}
    number = 0
    for part in _PART.finditer(page.read_text(encoding="utf-8")):
        language, name, content, word, value = part.groups()
        if word:
            words[word] = value
        elif language == "text" and not name:
            number += 1
            yield Case(page, number, content, files, changes, **words)
            files, changes, words = {}, {}, {}
        elif language == "diff":
            changes[name] = content
        else:
            files[name] = content


CASES = [case for page in sorted(PAGES.glob("*.md")) for case in cases(page)]


# ---------------------------------------------------------------- no code without its picture and its explanation


@pytest.fixture(scope="module")
def used() -> set[str]:
    return codes_in(PROJECT / "deck")


def test_every_code_has_a_page_with_its_picture(used):
    assert used - {case.page.stem for case in CASES} == set(), "write tests/pictures/CODE.md, then pytest --accept"


def test_every_code_is_explained(used):
    assert used - set(codes()) == set(), "write deck/explain/CODE.md"


def test_no_page_is_about_a_code_that_is_gone(used):
    assert {page.stem for page in PAGES.glob("*.md")} - used == set()
    assert set(codes()) - used == set()


def test_an_explanation_is_short_and_says_what_to_do():
    for code in codes():
        text = explanation(code) or ""
        assert "\n\nWhat to do: " in text, code
        assert len(text.splitlines()) <= 14, code
        assert max(map(len, text.splitlines())) <= 120, code


# ---------------------------------------------------------------- what is printed


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.page.stem}-{case.number}")
def test_the_picture_is_whole_and_the_only_one(case, tmp_path, monkeypatch, capsys, request, drawn_here):
    seen = printed(case, tmp_path, monkeypatch, capsys)
    assert {code for code, _ in _HEAD.findall(seen)} == {case.page.stem}, seen
    for _, message in _HEAD.findall(seen):
        assert not message.endswith(".") and not re.match(r"[A-Z][a-z]+ ", message), "a message is no sentence"
    if request.config.getoption("--accept"):
        accept(case, seen)
    else:
        assert seen == case.picture


def printed(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints of the mistake, without the count of errors below it."""
    begin(case, folder)
    monkeypatch.chdir(folder)
    if case.setup:
        SETUPS[case.setup](monkeypatch)
    cli.cli(shlex.split(case.command)[1:], standalone_mode=False)
    return _COUNT.sub("", capsys.readouterr().err)


def begin(case: Case, folder: Path) -> None:
    """The talk of the page, with the shipped brand."""
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, folder / "assets" / part)
    files = dict(case.files)
    tell(folder, files.pop("slides", GOOD), files, drawn=False)
    for name, change in case.changes.items():
        text = (folder / name).read_text(encoding="utf-8")
        old, new = side(change, "-"), side(change, "+")
        assert text.count(old) == 1, f"{name} does not have these lines once:\n{old}"
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def side(change: str, sign: str) -> str:
    """The old or the new lines of a diff."""
    return "".join(line[1:] for line in change.splitlines(keepends=True) if line.startswith(sign))


def accept(case: Case, seen: str) -> None:
    """Put the picture that was seen into its page."""
    text = case.page.read_text(encoding="utf-8")
    pictures = [part for part in _PART.finditer(text) if part[1] == "text" and not part[2]]
    start, end = pictures[case.number - 1].span(3)
    case.page.write_text(text[:start] + seen + text[end:], encoding="utf-8")


# ---------------------------------------------------------------- what a page cannot say in a block


def a_folder_that_is_read_only(patch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    # Not by its mode: whoever may do everything on a computer may write there all the same.
    patch.setattr(Path, "write_bytes", refuse)


def the_deck_is_open_in_powerpoint(patch: pytest.MonkeyPatch) -> None:
    Path("build").mkdir()
    Path("build/~$slides.en.pptx").write_bytes(b"")


def slides_saved_as_windows_1252(patch: pytest.MonkeyPatch) -> None:
    recode(Path("slides.yaml"), "cp1252")


def rows_saved_as_windows_1252(patch: pytest.MonkeyPatch) -> None:
    recode(Path("days.csv"), "cp1252")


def a_picture_of_101_mb(patch: pytest.MonkeyPatch) -> None:
    with Path("assets/scan.png").open("wb") as file:
        file.truncate(101 * 1024 * 1024)


def a_picture_of_40_by_30_pixels(patch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (40, 30), "teal").save("assets/logo.png")


def films_of_many_sorts(patch: pytest.MonkeyPatch) -> None:
    good = films.film(b"avc1", b"mp4a")
    for name, data in {
        "good.mp4": good,
        "cut.mp4": good[:-4],
        "phone.mp4": films.film(b"hvc1"),
        "long.mp4": films.film(seconds=200),
        "large.mp4": films.film(more=films.box(b"pixl", bytes(3 * 1024 * 1024))),
        "camera.mov": films.film(brand=b"qt  "),
    }.items():
        Path("assets", name).write_bytes(data)


def a_character_pasted_from_powerpoint(patch: pytest.MonkeyPatch) -> None:
    paste(Path("slides.yaml"))


def a_character_pasted_into_a_cell(patch: pytest.MonkeyPatch) -> None:
    paste(Path("days.csv"))


def a_font_that_its_owner_reserves(patch: pytest.MonkeyPatch) -> None:
    from fontTools.ttLib import TTFont

    path = Path("assets/fonts/Inter-Regular.ttf")
    font = TTFont(path)
    font["OS/2"].fsType = 2
    font.save(path)


def a_template_whose_layout_has_no_title(patch: pytest.MonkeyPatch) -> None:
    from tests.brought.make import made

    title, text = ["title", 0, 60, 30, 840, 80, "The message"], ["body", 1, 60, 130, 840, 340, "Text"]
    layouts = [{"name": "Two thirds", "holders": [["body", 1, 60, 130, 560, 340, "Text"]]}]
    told = {"size": [960, 540], "masters": [{"holders": [title, text], "layouts": layouts}]}
    Path("corporate.pptx").write_bytes(made(told))


def a_font_that_is_missing(patch: pytest.MonkeyPatch) -> None:
    Path("assets/fonts/Inter-Italic.ttf").unlink()


def a_font_that_is_a_web_page(patch: pytest.MonkeyPatch) -> None:
    Path("assets/fonts/Inter-Light.ttf").write_text("<html>Not found</html>")


def a_stand_in_that_is_much_wider(patch: pytest.MonkeyPatch) -> None:
    path = Path("assets/fonts/fallback/liberation-sans.json")
    metrics = json.loads(path.read_text(encoding="utf-8"))
    metrics["units_per_em"] /= 1.7
    path.write_text(json.dumps(metrics), encoding="utf-8")


def figures_are_drawn_in_processes(patch: pytest.MonkeyPatch) -> None:
    draw_in_processes(patch)


def figures_have_half_a_second(patch: pytest.MonkeyPatch) -> None:
    figures_are_drawn_in_processes(patch)
    patch.setattr(draw_figures, "TIME_LIMIT", 0.5)


def memory_is_short(patch: pytest.MonkeyPatch) -> None:
    def fail(*given: Any) -> None:
        raise MemoryError

    patch.setattr("deck.pipeline.read_talk", fail)


def notes_that_get_into_the_handout_text(patch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    make = import_module("deck.write.handout.make")
    honest = make.content

    def leaking(deck: Any, pages: Any, *how: Any) -> Any:
        said = honest(deck, pages, *how)
        for page, slide in zip(pages, said["slides"], strict=True):
            slide["handout"] += [text.plain for text in page.notes]
        return said

    patch.setattr(make, "content", leaking)


def paste(path: Path) -> None:
    """PowerPoint's own line break, where a page shows an arrow."""
    path.write_text(path.read_text(encoding="utf-8").replace("⇩", "\x0b"), encoding="utf-8")


def recode(path: Path, encoding: str) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))


SETUPS = {
    setup.__name__.replace("_", " "): setup
    for setup in (
        a_folder_that_is_read_only,
        the_deck_is_open_in_powerpoint,
        slides_saved_as_windows_1252,
        rows_saved_as_windows_1252,
        a_picture_of_101_mb,
        a_picture_of_40_by_30_pixels,
        films_of_many_sorts,
        a_character_pasted_from_powerpoint,
        a_character_pasted_into_a_cell,
        a_font_that_its_owner_reserves,
        a_template_whose_layout_has_no_title,
        a_font_that_is_missing,
        a_font_that_is_a_web_page,
        a_stand_in_that_is_much_wider,
        figures_are_drawn_in_processes,
        figures_have_half_a_second,
        *pretend.SETUPS,
        memory_is_short,
        notes_that_get_into_the_handout_text,
    )
}
