"""Which languages may a translation be in, and what does one do without?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck import cli, language
from deck.diagnostics import Report
from deck.resolve.localise import localise
from deck.translation.lost import lost_fields
from deck.translation.overlay import refused, strays, tags
from deck.translation.status import status
from tests.translation.telling import Translated, translated

TALK = """\
- {id: first, kind: bullets, title: First, bullets: ["One point, see [that](#second)"]}
- {id: second, kind: bullets, title: Second, bullets: [Cells, Blood]}
"""


@pytest.mark.parametrize("tag", ["de", "de-AT", "pt-BR", "zh-Hans", "zh-Hant-TW", "es-419", "qps-ploc", "haw"])
def test_tags_that_name_one_language(tag: str) -> None:
    assert refused(tag, "en-GB") == ""


@pytest.mark.parametrize(
    "tag",
    ["DE", "deu", "ger", "und", "mul", "de_AT", "de-at", "../../x", "de (1)", "de - Copy", "template", "", "xx", "de.",
     "en", "en-GB", "zh-hans", "de-", "de\n"],
)  # fmt: skip
def test_tags_that_are_refused(tag: str) -> None:
    assert refused(tag, "en-GB")


@pytest.mark.parametrize(
    ("said", "meant"), [("de_AT", "de-AT"), ("DE", "de"), ("deu", "de"), ("de (1)", ""), ("x", "")]
)
def test_what_was_meant_is_guessed_with_care(said: str, meant: str) -> None:
    assert language.as_tag(said) == meant


def test_files_that_are_no_translation_are_named_and_left_aside(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    story.built()
    odd = ("de (1).yaml", "de_AT.yaml", "template.yaml", "en.yaml", "DE.yaml", "fr.yml", "fr.YAML", ".#de.yaml")
    odd += ("de.yaml~", "#de.yaml#", ".~lock.de.yaml#", "de.yaml.orig", "de.sync-conflict-1.yaml", "fr.yaml.txt")
    for name in (*odd, "glossary.yaml", "notes.txt", "de.po"):
        (story.world.locales_folder / name).write_text("review: {status: draft}\n", encoding="utf-8")
    assert "de" in tags(story.world)
    named = {Path(one.span.file).name: one.help for one in strays(story.world, "en-GB")}
    assert named.keys() == set(odd)
    assert "rename it to `de-AT.yaml`" in named["de_AT.yaml"] and "rename it to `fr.yaml`" in named["fr.yml"]
    assert "move it" in named["de.yaml~"]
    done = CliRunner().invoke(cli.cli, ["locale", "status", "--talk", str(story.world.slides_file)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output


@pytest.mark.parametrize("tag", ["../../x", "DE", "und", "de (1)"])
def test_such_a_language_is_an_error_and_no_file_is_read(tmp_path: Path, tag: str) -> None:
    story = translated(tmp_path, TALK)
    report = Report()
    assert report.take(localise(story.talk, tag, story.world)) is None
    assert [one.code for one in report] == ["unknown-locale"]


def test_a_slide_that_is_left_out_lacks_nothing(tmp_path: Path) -> None:
    story = left_out(tmp_path)
    assert status(story.read(), story.paired()).coverage == 1.0
    _, report = story.built()
    assert not [one for one in report if one.code in ("missing-translation", "stale-translation")]


def test_a_link_to_a_slide_that_is_left_out_says_so(tmp_path: Path) -> None:
    from deck.checks.dangling_link import check

    deck, _ = left_out(tmp_path).built()
    [one] = check(deck)
    assert "`second` is left out in this language" in one.message


@pytest.mark.parametrize("text", ["{low:d} bis {high}", "{low!z} bis {high}", "{low:{x}} bis {high}", "{low} bis", "{"])
def test_a_translation_says_no_format_of_its_own(text: str) -> None:
    assert lost_fields("from {low} to {high}", text)


def test_a_form_of_a_count_may_say_it_in_words() -> None:
    assert lost_fields("{count} slides", "שתי שקופיות", may_lose=True) == ""
    assert lost_fields("{count} slides", "{number} x", may_lose=True)


@pytest.mark.parametrize(
    ("tag", "needed"),
    [("pl", ("one", "few", "many")), ("fr", ("one", "other")), ("ja", ("other",)), ("cs", ("one", "few", "other"))],
)
def test_the_forms_that_a_language_needs_are_those_of_whole_numbers(tag: str, needed: tuple[str, ...]) -> None:
    assert language.plural_categories_of_counts(tag) == needed


def left_out(folder: Path) -> Translated:
    story = translated(folder, TALK)
    start, end = story.overlay.split("  second:\n")
    emptied = "\n".join(line.split("text: ")[0] + "text:" if "text: " in line else line for line in end.splitlines())
    overlay = f"{start}  second:\n    leave_out: true\n{emptied}\n"
    return replace(story, overlay=overlay)


def test_what_a_translator_saves_while_a_command_runs_is_not_overwritten(tmp_path: Path) -> None:
    from deck.commands._source_file import save_source

    path, report = tmp_path / "de.yaml", Report()
    path.write_text("text: mine\n", encoding="utf-8")
    save_source("text: ours\n", path, report, made_from="text: before\n")
    assert path.read_text(encoding="utf-8") == "text: mine\n" and report.has_errors


@pytest.mark.parametrize(
    "tag", ["../../evil", "../de", "de/../de", "/etc/passwd", "", ".", "de\n", "template", "de_AT"]
)
@pytest.mark.parametrize("command", ["update", "add", "export", "proof", "status", "import", "accept"])
def test_no_command_reads_or_writes_a_file_by_a_name_that_is_no_tag(tmp_path: Path, tag: str, command: str) -> None:
    talk = tmp_path / "some" / "talk"
    story = translated(talk, TALK)
    story.built()
    evil = talk.parent / "evil.yaml"
    evil.write_text("slides: {}\n", encoding="utf-8")
    (talk / "de.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    more = {"import": [str(talk / "de.po")], "accept": ["--all"]}.get(command, [])
    before = sorted(tmp_path.rglob("*"))
    words = ["locale", command, tag, *more, "--talk", str(story.world.slides_file)]
    done = CliRunner().invoke(cli.cli, words)
    assert done.exit_code == 2 and "no language tag" in done.output, done.output
    assert evil.read_text(encoding="utf-8") == "slides: {}\n"
    assert sorted(tmp_path.rglob("*")) == before
