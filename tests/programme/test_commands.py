"""What does a person see who types `deck programme …`?"""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.programme.story import Told, small, tell

TWO = "  - {code: ONE, room: Hall 1, start: 2026-04-24 10:00, minutes: 20}\n  - {code: TWO, room: Hall 2}\n"


@pytest.fixture
def two(tmp_path: Path) -> Told:
    told = tell(tmp_path, TWO)
    small(told, "ONE")
    return told


def test_a_dry_run_says_what_and_why_and_makes_nothing(two, capsys):
    assert two.says("build", "--dry-run") == 0
    assert capsys.readouterr().out.splitlines() == [
        "would make ONE en: not made yet",
        "no slides yet: TWO",
        "1 of 1 would be made",
    ]
    assert not (two.folder / "build").exists()


def test_a_build_says_what_it_made_and_where_to_begin(two, capsys):
    assert two.says("build", "--executor", "here") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("built   ONE en  (not made yet; ")
    assert lines[1] == "1 talk has no slides yet: TWO"
    assert lines[2].startswith("1 made, 1 talk in its languages; ") and lines[2].endswith("index.html")
    assert two.says("build", "--executor", "here") == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("nothing changed")


@pytest.mark.parametrize(
    ("only", "made"),
    [
        (["room=hall-1"], ["ONE"]),
        (["room=Hall 2"], ["TWO"]),
        (["talk=TWO"], ["TWO"]),
        (["day=2026-04-24"], ["ONE"]),
        (["language=en"], ["ONE", "TWO"]),
        (["changed"], []),
        (["room=Hall-1", "room=Hall-2"], ["ONE", "TWO"]),
        (["room=Hall-1", "talk=TWO"], []),
    ],
)
def test_less_can_be_asked_for(two, capsys, only, made):
    small(two, "TWO")
    two.says("build", "--dry-run", *(part for one in only for part in ("--only", one)))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in lines if line.startswith("would make")] == made


@pytest.mark.parametrize(
    ("only", "said"),
    [
        ("room=Hal-1", "there is no room `Hal-1`; did you mean `Hall-1`?"),
        ("rom=Hall-1", "--only knows no `rom=Hall-1`; it is one of changed, room=…, day=…, talk=…, language=…"),
        ("talk=", "--only knows no `talk=`; it is one of changed, room=…, day=…, talk=…, language=…"),
    ],
)
def test_a_slip_in_what_is_asked_for_is_said(two, only, said):
    with pytest.raises(click.UsageError) as raised:
        two.says("build", "--only", only)
    assert raised.value.message == said


def test_an_executor_that_nobody_knows_is_said(two):
    with pytest.raises(click.UsageError, match="there is no executor `cloud`"):
        two.says("build", "--executor", "cloud")


def test_status_says_how_each_talk_stands_and_what_is_asked_for(two, capsys):
    two.made()
    two.change("talks/ONE/slides.yaml", "A sentence", "Another sentence")
    assert two.says("status") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-04-24 10:00  Hall 1  ONE  Talk ONE",
        "    en: stale (slides.yaml changed)",
        "    asked for: It has no slide with disclosures.",
        "no time yet  Hall 2  TWO  TWO",
        "    no slides yet",
    ]


def test_a_check_writes_nothing_and_names_each_mistake_at_its_line(two, capsys):
    two.change("talks/ONE/slides.yaml", "kind: statement", "kind: statemnt")
    assert two.says("check", "--executor", "here") == 1
    said = capsys.readouterr().err
    assert "error[unknown-kind]" in said and "talks/ONE/slides.yaml:10" in said
    assert not (two.folder / "build").exists()


def test_of_many_mistakes_in_one_talk_the_first_are_printed(two, capsys):
    slides = "".join(f"  - {{id: s{number}, kind: statemnt, title: T}}\n" for number in range(6))
    small(two, "ONE", more=slides)
    assert two.says("build", "--executor", "here") == 1
    said = capsys.readouterr().err
    assert said.count("error[unknown-kind]") == 3
    assert "3 more in" in said and "`deck check " in said


def test_a_mistake_of_the_programme_makes_nothing(two, capsys):
    two.change("programme.yaml", "code: TWO", "cod: TWO")
    assert two.says("build") == 1
    assert "error[unknown-field]" in capsys.readouterr().err
    assert not (two.folder / "build").exists()


def test_a_new_programme_builds(tmp_path, capsys):
    from deck import cli

    assert not cli.cli(["programme", "new", str(tmp_path / "p"), "--event", "Our meeting"], standalone_mode=False)
    assert "begun   1 talk with a cover" in capsys.readouterr().out
    told = Told(tmp_path / "p")
    assert told.says("build", "--executor", "here") == 0
    assert (tmp_path / "p/build/OPENING/OPENING.en.pptx").exists()


def test_a_programme_that_is_there_gets_covers_for_what_came_since(two, capsys):
    from deck import cli

    before = (two.folder / "talks/ONE/slides.yaml").read_bytes()
    assert not cli.cli(["programme", "new", str(two.folder)], standalone_mode=False)
    assert "begun   1 talk with a cover" in capsys.readouterr().out
    assert (two.folder / "talks/ONE/slides.yaml").read_bytes() == before
    two.made()
