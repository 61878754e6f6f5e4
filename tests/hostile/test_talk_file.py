"""Is a slides.yaml that is broken, hostile or from another system answered at the line where it is?"""

from __future__ import annotations

import pytest

from tests.hostile.project import HEAD, SLIDE, Mistake, Project, Told, unreadable


def test_two_slides_with_one_id(project: Project) -> None:
    project.write("slides.yaml", HEAD + SLIDE + SLIDE)
    assert project.picture() == (
        "error[duplicate-id]: two slides have the id `one`\n"
        "  --> slides.yaml:11:9\n"
        "   |\n"
        "11 |   - id: one\n"
        "   |         ^^^\n"
        "   = help: the first is in line 7; give this one another name\n"
        "1 error\n"
    )


def test_a_talk_that_is_not_there(project: Project) -> None:
    (project.folder / "slides.yaml").unlink()
    assert project.picture() == (
        "error[no-such-file]: there is no file `slides.yaml`\n = help: check the name and the folder\n1 error\n"
    )


def test_a_talk_that_may_not_be_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    unreadable(monkeypatch, "slides.yaml")
    assert project.mistake() == Told("unreadable-file", "slides.yaml:0", "permission denied")


def test_a_folder_of_that_name_has_no_talk_in_it(project: Project) -> None:
    (project.folder / "slides.yaml").unlink()
    (project.folder / "slides.yaml").mkdir()
    assert "there is no file `slides.yaml/slides.yaml`" in [one.message for one in project.mistakes()]


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n", "\ufeff", "null\n"])
def test_an_empty_talk(project: Project, content: str) -> None:
    project.write("slides.yaml", content)
    assert project.mistake() == Mistake(
        "empty-file", "slides.yaml:1", "`slides.yaml` is empty", "`deck new` writes a talk to start from"
    )


def test_text_in_another_encoding(project: Project) -> None:
    project.write("slides.yaml", (HEAD + SLIDE).replace("A point", "Zürich").encode("latin-1"))
    assert project.mistake() == Mistake(
        "unreadable-file", "slides.yaml:10", "`slides.yaml` is not UTF-8 text", "save the file as UTF-8 in your editor"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_text_of_two_or_four_bytes_a_letter(project: Project, encoding: str) -> None:
    project.write("slides.yaml", (HEAD + SLIDE).encode(encoding))
    assert project.mistake().code == "unreadable-file"
    assert project.mistake().place == "slides.yaml:1"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_another_system_make_no_difference(project: Project, ending: str) -> None:
    expected = project.parts()
    project.write("slides.yaml", (HEAD + SLIDE).replace("\n", ending))
    assert project.parts() == expected


def test_a_byte_order_mark_makes_no_difference(project: Project) -> None:
    expected = project.parts()
    project.write("slides.yaml", "\ufeff" + HEAD + SLIDE)
    assert project.parts() == expected


NAMED = {
    "\u2028": " (line separator)",
    "\ufeff": " (zero width no-break space)",
    "\u202e": " (right-to-left override)",
    "\U000e0041": " (tag latin capital letter a)",
}


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe", *NAMED])
def test_a_control_character_is_pointed_at(project: Project, char: str) -> None:
    project.write("slides.yaml", (HEAD + SLIDE).replace("A point", f"A{char} point"))
    assert project.mistake() == Mistake(
        "control-character",
        "slides.yaml:10",
        f"invisible control character U+{ord(char):04X}{NAMED.get(char, '')}",
        "delete it; it often comes along with text pasted from PowerPoint or a PDF",
    )


@pytest.mark.parametrize("written", ["\\x07", "\\0", "\\ufffe", "\\e"])
def test_a_control_character_cannot_be_smuggled_in_as_an_escape(project: Project, written: str) -> None:
    project.write("slides.yaml", (HEAD + SLIDE).replace("[A point, Another]", f'["A{written} point"]'))
    assert project.mistake().code == "control-character"
    assert project.mistake().place == "slides.yaml:10"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("talk:\n", "talk: [a]\nx:\n", "slides.yaml:1"),
        ("bullets: [A point, Another]", "bullets: [[A point, B]]", "slides.yaml:10"),
        ("title: One message", "title: [One, message]", "slides.yaml:9"),
        ("  - id: one", "  - just words\n  - id: one", "slides.yaml:7"),
        ("id: one", "id: [one, two]", "slides.yaml:7"),
        ("title: One message", "title: One message\n    minutes: soon", "slides.yaml:10"),
        ("title: One message", "title: One message\n    minutes: .nan", "slides.yaml:10"),
        ("title: One message", "title: One message\n    minutes: 1e999", "slides.yaml:10"),
        ("title: One message", "title: One message\n    hidden: perhaps", "slides.yaml:10"),
        ("language: en-GB", "language: English please", "slides.yaml:4"),
    ],
)
def test_a_value_of_the_wrong_type(project: Project, old: str, new: str, place: str) -> None:
    text = HEAD + SLIDE
    assert old in text
    project.write("slides.yaml", text.replace(old, new, 1))
    found = project.mistakes()[0]
    assert found.code in ("wrong-type", "not-a-talk")
    assert found.place == place


def test_a_bomb_of_aliases_is_not_unpacked(project: Project) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    project.write("slides.yaml", "\n".join(rows))
    found = project.mistakes()
    assert {one.code for one in found} == {"yaml-syntax", "not-a-talk"}
    assert found[0].place == "slides.yaml:1"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_a_bomb_of_brackets_is_not_followed(project: Project, opening: str) -> None:
    project.write("slides.yaml", opening * 20_000)
    found = project.mistake()
    assert found.code == "yaml-syntax"
    assert found.place == "slides.yaml:1"


def test_a_talk_of_five_megabytes_is_not_read(project: Project) -> None:
    project.write("slides.yaml", HEAD + SLIDE + "#" * 5_000_000)
    assert project.mistake() == Mistake(
        "too-large",
        "slides.yaml:0",
        "`slides.yaml` is larger than 4 MB",
        "a talk is text: is this the file?",
    )


def test_a_tag_makes_no_object(project: Project) -> None:
    project.write("slides.yaml", (HEAD + SLIDE).replace("[A point, Another]", "[!!python/object/apply:os.getcwd []]"))
    found = project.mistakes()[0]
    assert (found.code, found.place, found.message) == (
        "yaml-syntax",
        "slides.yaml:10",
        "text that starts with `!` needs quotes",
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "file:///etc/passwd",
        "\\\\server\\share\\talk.exe",
        "//server/share",
        "ms-msdt:/id",
        "vbscript:x",
        "data:text/html;base64,AAAA",
        "C:/Windows/System32/calc.exe",
        "ppaction://program",
        "ftp://example.org/x",
        "/etc/passwd",
    ],
)
def test_a_link_that_could_run_or_open_something(project: Project, url: str) -> None:
    project.tell(f"id: one\nkind: bullets\ntitle: One message\nbullets:\n  - '[words]({url})'")
    found = project.mistake()
    assert (found.code, found.place) == ("bad-link", "slides.yaml:11")
    assert "is not a link that a deck may carry" in found.message
    assert found.help


@pytest.mark.parametrize("link", ["https://example.org/a", "mailto:a@example.org", "#one"])
def test_a_link_that_a_talk_needs(project: Project, link: str) -> None:
    project.tell(f"id: one\nkind: bullets\ntitle: One message\nbullets:\n  - '[words]({link})'")
    assert project.mistakes() == []


def test_no_program_or_file_is_linked_from_the_deck(project: Project) -> None:
    project.tell("id: one\nkind: bullets\ntitle: One message\nbullets:\n  - '[words](https://example.org/a_(b)?c=d&e)'")
    relations = project.parts()["ppt/slides/_rels/slide1.xml.rels"].decode()
    assert 'Target="https://example.org/a_(b)?c=d&amp;e" TargetMode="External"' in relations
    assert relations.count("External") == 1
