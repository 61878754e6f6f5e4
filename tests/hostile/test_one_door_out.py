"""Does every command put a result where nothing is lost: no source, no link, no device, nobody's work?"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from deck import cli
from deck.diagnostics import Report
from deck.workspace import Workspace
from deck.write import save as door
from deck.write.save import save
from tests.hostile.project import PROJECT, Project
from tests.hostile.whole_talk import FILES, write_whole_talk
from tests.slow import slow

OUTPUTS = (
    ("schema", ".json"),
    ("brand export", ".potx"),
    ("locale proof de", ".pdf"),
    ("locale export de", ".po"),
    ("locale export de", ".csv"),
    ("figure curve", ".svg"),
    ("figure curve", ".png"),
    ("figures", ".pdf"),
)
FOLDERS = ("build", "pdf", "png", "bundle", "handout --style 3up")


@pytest.fixture
def talk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], drawn_here: None
) -> Project:
    made = write_whole_talk(tmp_path / "talk")
    monkeypatch.chdir(made)
    return Project(made, capsys)


def run(talk: Project, words: str) -> tuple[int, str]:
    """The exit code of a command, and what it says."""
    try:
        code, out, err = talk.run(*words.split())
    except click.ClickException as problem:
        return problem.exit_code, problem.format_message()
    return code, out + err


def everything(folder: Path) -> dict[str, bytes]:
    skipped = (".cache", "build")
    paths = (path for path in sorted(folder.rglob("*")) if path.relative_to(folder).parts[0] not in skipped)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


@pytest.mark.parametrize("words", sorted({words for words, _ in OUTPUTS}))
@pytest.mark.parametrize(
    "name", ["slides.yaml", "locales/de.yaml", "figures/curve.py", "figures/values.py", "hooks.py", "new.txt", "plain"]
)
def test_a_result_is_written_under_an_ending_of_its_own_only(talk: Project, words: str, name: str) -> None:
    before = everything(talk.folder)
    code, said = run(talk, f"{words} -o {name}")
    assert code == 2 and f"`{name}` must end in" in said
    assert everything(talk.folder) == before


@pytest.mark.parametrize("words,ending", OUTPUTS)
@pytest.mark.parametrize("where", ["assets/brand", "figures/data", "assets/fonts"])
def test_what_lies_among_the_talks_own_files_is_not_replaced(
    talk: Project, words: str, ending: str, where: str
) -> None:
    kept = talk.write(f"{where}/kept{ending}", "an input")
    code, said = run(talk, f"{words} -o {where}/kept{ending}")
    assert code == 1 and "error[cannot-write]" in said, said
    assert kept.read_text(encoding="utf-8") == "an input"


@pytest.mark.parametrize("words,ending", OUTPUTS)
@pytest.mark.parametrize("by", ["slides.yaml", "short.yaml", "locales/de.yaml"])
def test_what_a_talk_names_is_not_replaced_wherever_it_lies(talk: Project, words: str, ending: str, by: str) -> None:
    """Also where this command does not read it: a picture of another talk in the folder, say."""
    kept = talk.write(f"assets/é{ending}", "an input")
    text = FILES.get(by, "") + f"# assets/é{ending}\n"
    talk.write(by, text)
    code, said = run(talk, f"{words} -o assets/é{ending}")
    assert code == 1 and ("the talk is made of it" in said or "translator" in said), said
    assert kept.read_text(encoding="utf-8") == "an input"


def test_the_references_are_not_replaced_by_a_schema(talk: Project) -> None:
    code, said = run(talk, "schema -o assets/references.json")
    assert code == 1 and "the talk is made of it" in said
    assert everything(talk.folder)["assets/references.json"] == FILES["assets/references.json"].encode()


@pytest.mark.parametrize("words,ending", OUTPUTS)
def test_a_result_takes_the_place_of_an_older_one(talk: Project, words: str, ending: str) -> None:
    for _ in range(2):
        code, said = run(talk, f"{words} -o assets/result{ending}")
        assert code == 0, said
    assert (talk.folder / f"assets/result{ending}").stat().st_size > 100


@pytest.mark.parametrize("words,ending", OUTPUTS)
def test_neither_a_pipe_nor_a_link_nor_a_folder_is_replaced(talk: Project, words: str, ending: str) -> None:
    os.mkfifo(f"pipe{ending}")
    elsewhere = talk.write("../elsewhere", "somebody's")
    Path(f"link{ending}").symlink_to(elsewhere)
    Path(f"nothing{ending}").symlink_to("../not-there")
    Path(f"folder{ending}").mkdir()
    for name in ("pipe", "link", "nothing", "folder"):
        code, said = run(talk, f"{words} -o {name}{ending}")
        assert code == 1 and "error[cannot-write]" in said, (name, said)
    assert Path(f"pipe{ending}").is_fifo() and Path(f"link{ending}").is_symlink()
    assert Path(f"folder{ending}").is_dir() and Path(f"nothing{ending}").is_symlink()
    assert elsewhere.read_text(encoding="utf-8") == "somebody's"


@pytest.mark.parametrize("words", [slow(words) if words == "bundle" else words for words in FOLDERS])
def test_what_would_take_the_place_of_an_input_in_a_folder_is_refused_too(talk: Project, words: str) -> None:
    assert run(talk, f"{words} -o out")[0] == 0
    for path in Path("out").iterdir():
        (talk.folder / "figures" / "data" / path.name).write_text("an input", encoding="utf-8")
    code, said = run(talk, f"{words} -o figures/data")
    assert "error[cannot-write]" in said, said
    assert code == 1
    assert all(path.read_text(encoding="utf-8") == "an input" for path in Path("figures/data").glob("slides.*"))


@pytest.mark.slow
def test_a_folder_that_is_a_file_is_explained(talk: Project) -> None:
    for words in FOLDERS:
        code, said = run(talk, f"{words} -o rows.csv")
        assert code == 1 and "error[cannot-write]" in said, (words, said)
    assert everything(talk.folder)["rows.csv"] == FILES["rows.csv"].encode()


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "save":
            yield node


def test_every_command_writes_through_the_one_door_and_says_of_which_talk() -> None:
    """Files are opened to be written in few places, and results never without their world."""
    for path in sorted((PROJECT / "deck" / "commands").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert "write_text(" not in text and "write_bytes(" not in text, path
        for call in calls(ast.parse(text)):
            named = [one.id for one in call.args if isinstance(one, ast.Name)]
            assert "world" in named or path.name == "_source_file.py", f"{path}:{call.lineno}"


# What translators and others save meanwhile

UPDATE = "locale update de"


def saved_meanwhile(monkeypatch: pytest.MonkeyPatch, path: Path, text: bytes | None) -> None:
    """Somebody saves (or takes away) a file at the last moment: when the command has its own text on the disk."""
    whole = door._write_whole

    def slowly(aside: Path, data: bytes) -> None:
        whole(aside, data)
        path.write_bytes(text) if text is not None else path.unlink()

    monkeypatch.setattr(door, "_write_whole", slowly)


@pytest.mark.parametrize("words", [UPDATE, "locale accept de --all", "locale import de german.po"])
def test_what_is_saved_at_the_last_moment_stays(talk: Project, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    if "import" in words:
        assert run(talk, "locale export de -o german.po")[0] == 0
        po = (talk.folder / "german.po").read_text(encoding="utf-8")
        talk.write("german.po", po.replace('msgstr "Eine Botschaft"', 'msgstr "Eine andere Botschaft"'))
    if "accept" in words:
        talk.write("locales/de.yaml", FILES["locales/de.yaml"].replace("source: One message", "source: A message"))
    theirs = (talk.folder / "locales" / "de.yaml").read_bytes().replace(b"Eine Kurve", b"Meine Kurve")
    saved_meanwhile(monkeypatch, talk.folder / "locales" / "de.yaml", theirs)
    code, said = run(talk, words)
    assert (talk.folder / "locales" / "de.yaml").read_bytes() == theirs
    assert code == 1 and "was saved by another program in the meantime" in said, said
    assert not list((talk.folder / "locales").glob("*.part"))


def test_a_talk_that_is_saved_while_it_is_migrated_stays(talk: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = FILES["slides.yaml"].replace("One message", "Another message").encode()
    saved_meanwhile(monkeypatch, talk.folder / "slides.yaml", theirs)
    code, said = run(talk, "migrate")
    assert code == 1 and "in the meantime" in said
    assert (talk.folder / "slides.yaml").read_bytes() == theirs


def test_a_translation_that_somebody_begins_meanwhile_stays(talk: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_meanwhile(monkeypatch, talk.folder / "locales" / "nl.yaml", b"theirs")
    code, said = run(talk, "locale add nl")
    assert code == 1 and "in the meantime" in said
    assert (talk.folder / "locales" / "nl.yaml").read_bytes() == b"theirs"


def test_an_overlay_that_is_taken_away_meanwhile_does_not_come_back(
    talk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_meanwhile(monkeypatch, talk.folder / "locales" / "de.yaml", None)
    assert run(talk, UPDATE)[0] == 1
    assert not (talk.folder / "locales" / "de.yaml").exists()


def test_what_a_translator_saves_while_it_is_exported_again_stays(
    talk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(talk, "locale export de -o german.po")[0] == 0
    theirs = (talk.folder / "german.po").read_bytes().replace(b'msgstr ""', b'msgstr "filled in"')
    saved_meanwhile(monkeypatch, talk.folder / "german.po", theirs)
    code, said = run(talk, "locale export de -o german.po")
    assert code == 1 and "in the meantime" in said
    assert (talk.folder / "german.po").read_bytes() == theirs


@pytest.mark.parametrize("ending", ["po", "xlf", "csv"])
def test_a_second_export_does_not_take_what_was_filled_in(talk: Project, ending: str) -> None:
    assert run(talk, f"locale export de -o german.{ending}")[0] == 0
    theirs = (talk.folder / f"german.{ending}").read_bytes().replace(b"Eine Botschaft", b"Ihre Botschaft")
    talk.write(f"german.{ending}", theirs)
    code, said = run(talk, f"locale export de -o german.{ending}")
    assert code == 1 and "not overwritten" in said
    assert (talk.folder / f"german.{ending}").read_bytes() == theirs


def test_an_overlay_behind_a_link_of_the_talk_is_changed_where_it_lies(talk: Project) -> None:
    overlay = talk.folder / "locales" / "de.yaml"
    overlay.rename(talk.folder / "german.yaml")
    overlay.symlink_to("../german.yaml")
    assert run(talk, UPDATE)[0] == 0
    assert overlay.is_symlink()
    assert "sources:" in (talk.folder / "german.yaml").read_text(encoding="utf-8")


ADD = """
import sys
from pathlib import Path
from deck.diagnostics import Report
from deck.write.save import now, save
path = Path(sys.argv[1])
for line in range(int(sys.argv[3])):
    while True:
        before, report = now(path), Report()
        save(before + f"{sys.argv[2]} {line}\\n".encode(), path, report, still=lambda found: found == before)
        if not report.has_errors:
            break
"""


@pytest.mark.skipif(os.name == "nt", reason="there folders cannot be locked")
def test_of_two_commands_at_once_each_keeps_what_the_other_did(tmp_path: Path) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_bytes(b"")
    writers = [
        subprocess.Popen([sys.executable, "-c", ADD, str(path), name, "60"]) for name in ("one", "other", "third")
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    wanted = {f"{name} {line}" for name in ("one", "other", "third") for line in range(60)}
    assert sorted(path.read_text(encoding="utf-8").splitlines()) == sorted(wanted)


# A new talk


def begun(words: str) -> int:
    return cli.cli(words.split(), standalone_mode=False)


def test_a_new_talk_is_begun_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copied, copytree = [], shutil.copytree

    def full(*rest: object, **more: object) -> object:
        copied.append(rest)
        if len(copied) == 2:
            raise OSError(28, "No space left on device")
        return copytree(*rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(shutil, "copytree", full)
    for folder in ("talk", "here"):
        (tmp_path / "here").mkdir(exist_ok=True)
        copied.clear()
        with pytest.raises(click.UsageError, match="no space left on device; nothing was changed"):
            begun(f"new {folder}")
    assert not (tmp_path / "talk").exists() and list((tmp_path / "here").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here"]


def test_a_new_talk_is_begun_in_the_folder_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert begun("new .") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "assets", "figures", "slides.yaml"]
    assert begun("check") == 0


def test_a_new_talk_replaces_neither_a_file_nor_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    for name in ("file", "link", "file/below"):
        with pytest.raises(click.UsageError, match="nothing was changed"):
            begun(f"new {name}")
    assert (tmp_path / "file").read_bytes() == b"mine" and list((tmp_path / "empty").iterdir()) == []


def test_a_talk_knows_what_it_is_made_of(tmp_path: Path) -> None:
    world = Workspace.find(write_whole_talk(tmp_path / "talk") / "slides.yaml")
    assert world.is_made_of(world.slides_file) and world.is_made_of(world.root / "rows.csv")
    assert world.is_made_of(world.root / "assets" / "fonts" / "Inter-Bold.ttf")
    assert not world.is_made_of(world.root / "assets" / "PROVENANCE.md")
    assert not world.is_made_of(world.root / "other.csv")
    report = Report()
    assert save(b"", world.root / "figures" / ".." / "rows.csv", report, world) is None and report.has_errors


@pytest.mark.parametrize("there", [True, False])
def test_who_saves_between_the_look_and_the_rename_is_seen(there: bool, tmp_path: Path) -> None:
    path = tmp_path / "de.yaml"
    if there:
        path.write_text("before")
    looked: list[bytes | None] = []

    def still(found: bytes | None) -> bool:
        looked.append(found)
        if len(looked) == 1:  # behind the look, before the rename
            (tmp_path / "saved").write_text("the translator's")
            (tmp_path / "saved").replace(path)
        return found == (b"before" if there else None)

    report = Report()
    save(b"ours", path, report, still=still)
    assert path.read_text() == "the translator's"
    assert ["was saved by another program" in one.message for one in report] == [True]
    assert [one.name for one in tmp_path.iterdir()] == ["de.yaml"]


def test_where_names_cannot_be_exchanged_a_file_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deck.write.exchange._exchanged", lambda one, other: False)
    path = tmp_path / "de.yaml"
    path.write_text("before")
    save(b"ours", path, report := Report(), still=lambda found: found == b"before")
    assert path.read_text() == "ours" and not list(report)
