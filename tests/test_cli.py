"""From door to door: what a speaker types, reads and finds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new")
    done = deck("new", "my-talk", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "my-talk"


@pytest.fixture(scope="module")
def checked(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after a first look, which takes longest: what is made of fonts and figures is remembered."""
    folder = shutil.copytree(begun, tmp_path_factory.mktemp("checked") / "my-talk")
    assert deck("check", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def talk(checked: Path, tmp_path: Path) -> Path:
    """A new talk, as `deck new` begins it."""
    return shutil.copytree(checked, tmp_path / "my-talk")


def test_a_new_talk_builds(begun, tmp_path):
    talk = shutil.copytree(begun, tmp_path / "my-talk")
    done = deck("build", cwd=talk)
    assert done.returncode == 0, done.stderr
    assert (talk / "build" / "slides.en.pptx").exists()
    assert "wrote   build/slides.en.pptx  (9 slides)" in done.stdout


def test_a_new_talk_does_not_overwrite_what_is_there(talk):
    done = deck("new", "my-talk", cwd=talk.parent)
    assert done.returncode == 2
    assert "there is a talk in my-talk already; nothing was changed" in done.stderr


def test_a_mistake_is_answered_with_place_caret_and_help(talk):
    change(talk, "kind: bullets", "kind: bulets")
    line = line_of(talk, "kind: bulets")
    done = deck("build", cwd=talk)
    assert done.returncode == 1
    assert done.stderr == (
        "error[unknown-kind]: unknown kind `bulets`\n"
        f"  --> slides.yaml:{line}:11\n"
        "   |\n"
        f"{line} |     kind: bulets\n"
        "   |           ^^^^^^\n"
        "   = help: did you mean `bullets`?\n"
        "1 error; no deck was written\n"
    )


def test_what_stands_there_from_the_last_time_is_called_untouched_and_nothing_else(talk):
    assert deck("build", cwd=talk).returncode == 0
    change(talk, "kind: bullets", "kind: bulets")
    assert "no deck was written; the last one is untouched" in deck("build", cwd=talk).stderr


def test_an_option_of_the_program_is_heard_behind_a_command_too(talk):
    assert "reading the talk" in deck("build", "-v", cwd=talk).stderr + deck("build", "-v", cwd=talk).stdout
    assert deck("build", "-q", cwd=talk).stdout == ""
    assert deck("locale", "status", "--quiet", cwd=talk).returncode == 0


@pytest.mark.parametrize("words", [("--talk", "my-talk"), ("--talk=my-talk/slides.yaml",)])
def test_every_command_knows_the_talk_by_its_option(words, talk):
    done = deck("check", *words, cwd=talk.parent)
    assert done.returncode == 0, done.stderr


def test_all_mistakes_are_named_in_one_run(talk):
    change(talk, "kind: bullets", "kind: bulets")
    change(talk, "kind: agenda\n    title", "kind: agenda\n    titel")
    change(talk, "kind: references", "kind: references\n    minutes: soon")
    done = deck("check", cwd=talk)
    assert "3 errors" in done.stderr, done.stderr


def test_a_failed_build_leaves_the_last_deck_as_it_was(talk):
    deck("build", cwd=talk)
    before = (talk / "build" / "slides.en.pptx").read_bytes()
    change(talk, "title: My first talk\n    subtitle", "titel: My first talk\n    subtitle")
    assert deck("build", cwd=talk).returncode == 1
    assert (talk / "build" / "slides.en.pptx").read_bytes() == before


def test_json_says_the_same_to_other_programs(talk):
    change(talk, "kind: bullets", "kind: bulets")
    done = deck("check", "--format", "json", cwd=talk)
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(one["code"], one["file"], one["line"]) for one in found] == [
        ("unknown-kind", "slides.yaml", line_of(talk, "kind: bulets"))
    ]


@pytest.mark.parametrize("command", ["build", "check", "png"])
def test_a_talk_without_slides_is_a_clear_answer(command, talk):
    (talk / "slides.yaml").write_text("talk: {title: T, speaker: S}\nslides: []\n", encoding="utf-8")
    done = deck(command, cwd=talk)
    assert done.returncode == 1
    assert "error[not-a-talk]: the talk has no slides\n --> slides.yaml:2:1" in done.stderr


@pytest.mark.parametrize("url", ["javascript:alert(1)", "www.example.org", "file:///etc/passwd"])
def test_the_talks_own_page_is_a_link_that_a_deck_may_carry(url, talk):
    change(talk, "  language: en-GB", f"  language: en-GB\n  url: {url}")
    done = deck("build", cwd=talk)
    assert done.returncode == 1
    place = f"slides.yaml:{line_of(talk, f'  url: {url}')}:8"
    assert f"error[bad-link]: `{url}` is not a link that a deck may carry\n  --> {place}" in done.stderr


def test_a_talk_that_is_not_there_is_a_clear_answer(tmp_path):
    done = deck("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "slides.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_pictures_of_single_slides(talk):
    done = deck("png", "--slide", "agenda", "--width", "320", cwd=talk)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (talk / "build" / "png").iterdir()] == ["02-agenda.png"]


def test_one_mistake_does_not_blank_a_preview(talk):
    change(talk, "kind: bullets", "kind: bulets")
    done = deck("png", "--width", "320", cwd=talk)
    assert done.returncode == 1
    assert [path.name for path in sorted((talk / "build" / "png").iterdir())][2:4] == [
        "03-one-message.png",
        "04-three-panels.png",
    ]


def test_an_unknown_slide_is_wrong_usage(talk):
    done = deck("png", "--slide", "agenada", cwd=talk)
    assert done.returncode == 2
    assert "no slide is called agenada" in done.stderr


def test_without_notes_no_note_is_in_the_file(talk):
    deck("build", "--without-notes", cwd=talk)
    from pptx import Presentation

    presentation = Presentation(str(talk / "build" / "slides.en.without-notes.pptx"))
    assert not any(slide.has_notes_slide for slide in presentation.slides)


def test_the_brand_goes_out_as_a_template(talk):
    done = deck("brand", "export", cwd=talk)
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in (talk / "build").iterdir()] == [".potx"]


def test_without_a_code_every_code_is_listed_once_with_what_it_says():
    from deck.explain import codes

    listed = deck("explain").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(codes())
    assert "text-overflows" in codes() and "no-source" in codes()
    assert all(len(line.split()) > 3 for line in listed)


def test_every_code_that_is_listed_is_explained():
    from deck.explain import codes, explanation

    done = deck("explain", "text-overflows")
    assert done.returncode == 0 and done.stdout.strip() == explanation("text-overflows").strip()
    for code in codes():
        assert len(explanation(code)) > 40


def test_an_unknown_code_gets_close_matches():
    done = deck("explain", "text-overflow")
    assert done.returncode == 2
    assert "did you mean `text-overflows`?" in done.stderr


def test_the_schema_in_the_project_is_the_one_that_the_kinds_give():
    printed = deck("schema").stdout
    assert printed == (ROOT / "assets" / "slides.schema.json").read_text(encoding="utf-8"), "run: make schema"


def test_quiet_says_nothing_when_all_is_well(talk):
    assert deck("-q", "build", cwd=talk).stdout == ""


def line_of(talk: Path, words: str) -> int:
    text = (talk / "slides.yaml").read_text(encoding="utf-8")
    return text[: text.index(words)].count("\n") + 1


def change(talk: Path, old: str, new: str) -> None:
    path = talk / "slides.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def deck(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "deck", *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "words", [("build", "-o", "x.pptx"), ("pdf", "-o", "x.PDF"), ("png", "-o", "a/x.png"), ("handout", "-o", "x.pdf")]
)
def test_a_folder_that_is_called_like_a_file_is_wrong_usage(words: tuple[str, ...], tmp_path: Path) -> None:
    done = deck(*words, cwd=tmp_path)
    assert done.returncode == 2 and "is called like a file: name the folder" in done.stderr
