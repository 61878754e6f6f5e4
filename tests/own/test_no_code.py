"""May somebody look at a stranger's talk without running its code, and is what is missing named?"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click
import pytest

from deck import cli
from tests.story import PROJECT, tell

pytestmark = pytest.mark.usefixtures("drawn_here")
RUNS = "from pathlib import Path\nPath('ran').touch()\n"
TALK = """\
talk: {{title: A talk, speaker: Somebody, status: {status}}}
slides:
  - {{id: one, kind: own, title: Five of five}}
  - {{id: two, kind: statement, title: "{{count}} people", quote: [A sentence]}}
  - {{id: three, kind: figure, title: A line, figure: line, alt: a line}}
"""
CODE = ("kinds/own.py", "checks/mine.py", "styles/mine.py", "figures/values.py", "figures/line.py", "hooks.py")
SEEN = ("kinds/own.py", "checks/mine.py", "figures/values.py", "figures/line.py")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tell(tmp_path, TALK.format(status="draft"), dict.fromkeys(CODE, RUNS))
    for part in ("brand", "fonts"):
        shutil.copytree(PROJECT / "assets" / part, tmp_path / "assets" / part, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str) -> int:
    return cli.cli(shlex.split(command)[1:], standalone_mode=False) or 0


COMMANDS = {
    "deck build --no-code": (*SEEN, "hooks.py"),
    "deck check --no-code": (*SEEN, "hooks.py"),
    "deck png --no-code": SEEN,
    "deck report --no-code": SEEN,
    "deck pdf --no-code": SEEN,
    "deck handout --style outline --no-code": (*SEEN, "styles/mine.py"),
    "deck handout --no-code": ("styles/mine.py",),
    "deck figures --no-code": ("figures/line.py",),
    "deck schema --no-code": (),
    "deck kinds --no-code": (),
    "deck explain mine": (),
    "deck locale add de --no-code": ("kinds/own.py",),
}


@pytest.mark.parametrize(("command", "named"), COMMANDS.items(), ids=COMMANDS)
def test_no_code_of_the_talk_runs_and_what_is_missing_is_named(
    command: str, named: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command) == 0
    said = capsys.readouterr().err
    assert [one for one in CODE if f"`{one}` was left out" in said] == [one for one in CODE if one in named]
    assert not (folder / "ran").exists()


def test_one_figure_alone_cannot_be_drawn_without_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("deck figure line --no-code") == 1
    assert "error[code-left-out]" in capsys.readouterr().err
    assert not (folder / "ran").exists()


@pytest.mark.parametrize("command", ["deck build", "deck pdf", "deck handout --style outline", "deck check"])
def test_a_final_talk_is_not_built_without_its_code(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "slides.yaml").write_text(TALK.format(status="final"), encoding="utf-8")
    assert run(f"{command} --no-code") == 1
    assert "error[code-left-out]: the talk is final" in capsys.readouterr().err
    assert not list((folder / "build").glob("*")) if (folder / "build").exists() else True


def test_a_figure_that_is_remembered_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "figures" / "line.py").write_text(
        "def draw(canvas):\n    canvas.axes(60, 60, 200, 100).plot([0, 1])\n", encoding="utf-8"
    )
    (folder / "slides.yaml").write_text(
        "talk: {title: A talk, speaker: Somebody}\nslides:\n"
        "  - {id: three, kind: figure, title: A line, figure: line, alt: a line}\n",
        encoding="utf-8",
    )
    shutil.rmtree(folder / "checks")
    shutil.rmtree(folder / "kinds")
    (folder / "hooks.py").unlink()
    assert run("deck build") == 0
    capsys.readouterr()
    assert run("deck build --no-code") == 0
    assert "code-left-out" not in capsys.readouterr().err


def test_every_command_that_would_run_code_may_be_told_not_to() -> None:
    without = {"new", "clean", "explain", "doctor", "completion", "brand export", "brand fonts", "refresh references"}
    without |= {"template adopt", "template show", "template lint"}
    # A programme runs no code but that of talks which it signs for.
    without |= {f"programme {name}" for name in ("new", "check", "build", "status")}
    assert {name for name, one in commands(cli.cli, "") if not takes(one, "--no-code")} == without


def commands(group: click.Command, name: str):
    if not isinstance(group, click.Group):
        yield name, group
        return
    context = click.Context(group)
    for one in group.list_commands(context):
        command = group.get_command(context, one)
        assert command is not None
        yield from commands(command, f"{name} {one}".strip())


def takes(command: click.Command, option: str) -> bool:
    return any(option in parameter.opts for parameter in command.params)
