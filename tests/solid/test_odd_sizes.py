"""Numbers that nobody means, words without end, talks without slides: an error that says so, never a bug of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.project import Project
from tests.slow import slow
from tests.solid.talk import GERMAN, SLIDES, Talk

NUMBERS = ("nan", "NaN", "inf", "-inf", "-1", "0", "1e400", "abc", "")


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return Talk(tmp_path_factory.mktemp("numbers") / "talk")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "command",
    ["png --width {}", "pdf --max-mb {}", "handout --style 3up --max-mb {}", "handout --style script --pace {}",
     "bundle --pace {}", "figure line --size {}x100", "figure line --size 100x{}"],
)  # fmt: skip
def test_a_number_that_nobody_means_is_wrong_usage(talk: Talk, command: str, number: str) -> None:
    from click import BadParameter

    from deck import cli

    with pytest.raises(BadParameter, match=r"\bnot?\b"):
        cli.cli([word.format(number) for word in command.split()], standalone_mode=False)


@pytest.mark.parametrize("size", ["99999999x1", "1x99999999", "100x100000", "0.0001x0.0001", "9x9", "٣x٣", "1e3x2"])
def test_a_size_that_no_figure_has_is_wrong_usage(talk: Talk, size: str) -> None:
    code, _, err = talk.run("figure", "line", "--size", size)
    assert code == 2, err
    assert f"`{size}` is" in err


LONG = 600_000
PLACES = {
    "title": ('"{number} of them"', "W" * LONG),
    "bullet": ("[A point, Another]", "w" * LONG),
    "figure": ("figure: line", f"figure: {'l' * LONG}"),
    "picture": ("logo.svg", f"{'l' * LONG}.svg"),
    "kind": ("kind: people", f"kind: {'l' * LONG}"),
    "chinese": ("[A point, Another]", "中" * LONG),
}


@pytest.mark.parametrize("place", ["figure", *map(slow, ("title", "picture", "kind", "bullet", "chinese"))])
def test_a_word_of_600_000_letters_is_a_located_error(tmp_path: Path, place: str) -> None:
    talk = Talk(tmp_path / "talk")
    was, now = PLACES[place]
    assert was in SLIDES
    talk.write("slides.yaml", SLIDES.replace(was, now))
    found = talk.error("check")
    assert " @ slides.yaml:" in found
    assert len(found) < 1_000


@pytest.mark.parametrize("place", ["a point", slow("the title")])
def test_a_value_of_600_000_letters_too(tmp_path: Path, place: str) -> None:
    talk = Talk(tmp_path / "talk")
    talk.write("figures/values.py", 'def values(data):\n    return {"number": "x" * 600_000}\n')
    if place == "a point":
        talk.write("slides.yaml", SLIDES.replace('"{number} of them"', "One").replace("A point", '"{number}"'))
    assert talk.error("check").startswith("error[text-overflows]: ")


HIDDEN = "  - {id: one, kind: bullets, title: One, bullets: [A point, Another], hidden: true}\n"
NOTHING_TO_SHOW = SLIDES[: SLIDES.index("  - id: one")] + HIDDEN
COMMANDS = (
    "build", "check", "png", "pdf", "handout --style 3up", "handout --style script", "handout --style run-sheet",
    "bundle", "figures", "locale proof de",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_talk_whose_slides_are_all_hidden(project: Project, command: str) -> None:
    from click import UsageError

    project.write("slides.yaml", NOTHING_TO_SHOW)
    project.write("locales/de.yaml", GERMAN)
    try:
        code, _, err = project.run(*command.split())
    except UsageError as problem:
        assert str(problem)
    else:
        assert code in (0, 1), err
        assert code == 0 or "error[" in err


@pytest.mark.parametrize("command", [f"{one} --locale de" for one in COMMANDS if "proof" not in one])
def test_a_translation_that_leaves_every_slide_out(project: Project, command: str) -> None:
    project.write("slides.yaml", NOTHING_TO_SHOW.replace(", hidden: true", ""))
    project.write("locales/de.yaml", GERMAN.replace("slides: {}", "slides:\n  one:\n    leave_out: true"))
    assert NOTHING_LEFT in project.run(*command.split())[2]


NOTHING_LEFT = """\
error[nothing-to-draw]: the translation to `de` leaves every slide out
 --> locales/de.yaml:4:1
"""


@pytest.mark.parametrize("slides", ["", " []", " {}", " null", "\n  - []"])
@pytest.mark.parametrize("command", ["build", "png", "pdf", "handout --style 3up", "bundle"])
def test_a_talk_without_slides(project: Project, command: str, slides: str) -> None:
    project.write("slides.yaml", SLIDES[: SLIDES.index("slides:")] + f"slides:{slides}\n")
    code, _, err = project.run(*command.split())
    assert code == 1
    assert "error[" in err
