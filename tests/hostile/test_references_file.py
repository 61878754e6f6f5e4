"""Is everything that is no CSL-JSON answered at its line, and does nothing of it reach a slide?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.hostile.project import Mistake, Project, Told, unreadable

FILE = "assets/references.json"
PAPER: dict[str, Any] = {
    "id": "tur2024",
    "title": "A paper",
    "author": [{"family": "Tur", "given": "Carlo"}],
    "issued": {"date-parts": [[2024, 9]]},
    "DOI": "10.1000/x",
}
PERSON = 'write [{"family": "Tur", "given": "Carlo"}], or {"literal": "World Health Organization"} for a body'
DATE = 'write {"date-parts": [[2024, 9, 11]]}, or the year alone'
DOI = "a DOI begins with 10. and has no spaces: 10.1136/ard-2024-226142"
EXPORT = "export the library as CSL-JSON (Zotero: Better CSL JSON), saved as UTF-8"


def broken(project: Project, **changes: Any) -> Mistake:
    """What is said of the paper with these fields, the second of two; its fields stand one a line."""
    first = {**PAPER, "id": "first"}
    project.write(FILE, json.dumps([first, {**PAPER, **changes}], indent=1))
    return project.mistake()


def line(project: Project, text: str, nth: int = 2) -> str:
    """The place of the nth line with this text in the file."""
    lines = (project.folder / FILE).read_text(encoding="utf-8").splitlines()
    return f"{FILE}:{[number for number, one in enumerate(lines, 1) if text in one][nth - 1]}"


def test_what_an_author_reads(project: Project) -> None:
    project.write(FILE, '[\n  {\n    "id": "tur2024",\n    "author": "Tur, C."\n  }\n]\n')
    assert project.picture() == (
        "error[bad-references]: `author` of `tur2024` is not a list of people\n"
        " --> assets/references.json:4:5\n"
        "  |\n"
        '4 |     "author": "Tur, C."\n'
        "  |     ^^^^^^^^^^^^^^^^^^^\n"
        f"  = help: {PERSON}\n"
        "1 error\n"
    )


@pytest.mark.parametrize("authors", ["Tur, C.", {"family": "Tur"}, 1, True])
def test_authors_that_are_no_list(project: Project, authors: Any) -> None:
    found = broken(project, author=authors)
    assert found == Mistake(
        "bad-references", line(project, '"author"'), "`author` of `tur2024` is not a list of people", PERSON
    )


@pytest.mark.parametrize("author", ["Tur", {}, {"given": " "}, {"suffix": "Jr"}, [], None, 1])
def test_an_author_without_a_name(project: Project, author: Any) -> None:
    found = broken(project, author=[author])
    assert found == Mistake("bad-references", line(project, '"author"'), "an `author` of `tur2024` has no name", PERSON)


@pytest.mark.parametrize(
    "issued",
    [
        "soon",
        ["2024"],
        {"date-parts": 2024},
        {"date-parts": [2024]},
        {"date-parts": [["soon"]]},
        {"date-parts": [[2024, 13]]},
        {"date-parts": [[2024, 1, 32]]},
        {"date-parts": [[2024, 0]]},
        {"date-parts": [[2024, 1, 1, 1]]},
        {"date-parts": [[10**30]]},
        {"date-parts": {}},
    ],
)
def test_a_date_that_is_none(project: Project, issued: Any) -> None:
    found = broken(project, issued=issued)
    assert found == Mistake("bad-references", line(project, '"issued"'), "the date of `tur2024` cannot be read", DATE)


@pytest.mark.parametrize(
    "issued",
    [
        {"date-parts": [["2024", "9"]]},
        {"date-parts": [[2024]]},
        {"date-parts": [[None]]},
        {"raw": "2024"},
        {"literal": "in press"},
        {},
        None,
    ],
)
def test_a_date_that_csl_allows(project: Project, issued: Any) -> None:
    project.write(FILE, json.dumps([{**PAPER, "issued": issued}]))
    assert project.mistakes() == []


@pytest.mark.parametrize(
    "doi", ["10.1000/a b", "tur 2024", "https://example.org/10.1000/x", "10.1000/", "javascript:x"]
)
def test_a_doi_that_is_none(project: Project, doi: str) -> None:
    found = broken(project, DOI=doi)
    assert found == Mistake("bad-references", line(project, '"DOI"'), f"`{doi}` is not a DOI", DOI)


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.1136/ard-2024-226142", "https://doi.org/10.1136/ard-2024-226142"),
        ("https://doi.org/10.1136/x", "https://doi.org/10.1136/x"),
        ("doi:10.1136/x", "https://doi.org/10.1136/x"),
        ("10.1002/(SICI)1097<1::AID>3.0.CO;2-#", "https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0.CO;2-%23"),
        ('10.1000/"onclick=x', "https://doi.org/10.1000/%22onclick=x"),
        ("10.1000/%2e%2e/x?y", "https://doi.org/10.1000/%252e%252e/x%3Fy"),
        ("10.1000/ü", "https://doi.org/10.1000/%C3%BC"),
    ],
)
def test_a_doi_becomes_a_safe_address(project: Project, doi: str, address: str) -> None:
    project.write(FILE, json.dumps([{**PAPER, "DOI": doi}]))
    project.tell(
        "id: one\nkind: bullets\ntitle: One message\nbullets: ['A point [@tur2024]', Another]\nsource: '[@tur2024]'"
    )
    relations = project.parts()["ppt/slides/_rels/slide1.xml.rels"].decode()
    assert f'Target="{address.replace("&", "&amp;")}" TargetMode="External"' in relations


@pytest.mark.parametrize("field", ["title", "volume", "issue", "page", "container-title", "title-short", "DOI"])
@pytest.mark.parametrize("value", [[1], {"a": "b"}, True, 1.5])
def test_a_field_that_is_no_text(project: Project, field: str, value: Any) -> None:
    found = broken(project, **{field: value})
    nth = 2 if field in PAPER else 1
    assert found == Mistake(
        "bad-references", line(project, f'"{field}"', nth), f"`{field}` of `tur2024` is not a text", ""
    )


@pytest.mark.parametrize("field", ["title", "author", "volume", "issue", "page", "container-title", "DOI", "URL"])
def test_a_null_is_a_field_that_is_not_known(project: Project, field: str) -> None:
    project.write(FILE, json.dumps([{**PAPER, field: None}]))
    assert project.mistakes() == []


def test_a_number_is_a_text(project: Project) -> None:
    project.write(FILE, json.dumps([{**PAPER, "volume": 83, "page": 10}]))
    assert project.mistakes() == []


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\ufffe"])
def test_a_control_character_in_an_escape(project: Project, char: str) -> None:
    found = broken(project, title=f"A{char}paper")
    assert found == Mistake(
        "control-character", line(project, '"title"'), "`title` of `tur2024` holds an invisible control character", ""
    )


@pytest.mark.parametrize("custom", ["volume", {"recalled_fields": "volume"}, {"recalled_fields": [1]}, []])
def test_what_was_recalled_is_never_guessed(project: Project, custom: Any) -> None:
    found = broken(project, custom=custom)
    assert (found.code, found.help) == ("bad-references", 'such as ["volume", "page"]')
    assert found.place == line(project, '"recalled_fields"' if isinstance(custom, dict) else '"custom"', 1)


@pytest.mark.parametrize("key", [None, "", True, ["a"], {}])
def test_a_reference_without_an_id(project: Project, key: Any) -> None:
    found = broken(project, id=key)
    assert found == Mistake(
        "bad-references", line(project, '"id"'), "a reference needs an `id`: the key by which the talk cites it", ""
    )


@pytest.mark.parametrize("item", ["tur2024", 1, None, ["tur2024"]])
def test_a_reference_that_is_no_mapping(project: Project, item: Any) -> None:
    project.write(FILE, json.dumps([PAPER, item], indent=1))
    found = project.mistake()
    assert found.code == "bad-references"
    assert found.place.startswith(f"{FILE}:")
    assert int(found.place.rpartition(":")[2]) > 10


def test_two_references_with_one_id(project: Project) -> None:
    project.write(FILE, json.dumps([PAPER, {"id": "other"}, PAPER], indent=1))
    assert project.mistake() == Mistake(
        "duplicate-id",
        line(project, '"tur2024"'),
        "two references have the id `tur2024`",
        "delete one, or give it another id",
    )


@pytest.mark.parametrize("content", ["{}", '"a"', "1", "null", '{"items": []}', "[" * 100_000 + "]" * 100_000])
def test_json_that_is_no_list(project: Project, content: str) -> None:
    project.write(FILE, content)
    found = project.mistake()
    assert (found.code, found.place, found.help) == ("bad-references", f"{FILE}:1", EXPORT)


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("", 1),
        ("\n\n", 3),
        ("[\n{,}\n]", 2),
        ('[\n{"id": "a"\n', 3),
        ("[\r{,}\r]", 2),
        ('[\n{"id": "a\x07"}\n]', 2),
        ("[1]x", 1),
    ],
)
def test_text_that_is_no_json(project: Project, content: str, number: int) -> None:
    project.write(FILE, content)
    found = project.mistake()
    assert (found.code, found.place) == ("bad-references", f"{FILE}:{number}")
    assert "JSON" in found.message
    assert found.help


def test_references_in_another_encoding(project: Project) -> None:
    project.write(FILE, '[\n{"id": "a", "title": "Zürich"}\n]'.encode("latin-1"))
    assert project.mistake() == Mistake("bad-references", f"{FILE}:2", "not UTF-8 text", EXPORT)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_references_of_another_system_make_no_difference(project: Project, ending: str) -> None:
    project.tell("id: one\nkind: bullets\ntitle: One message\nbullets: [A point, Another]\nsource: '[@tur2024]'")
    text = json.dumps([PAPER], indent=1)
    project.write(FILE, text)
    expected = project.parts()
    project.write(FILE, b"\xef\xbb\xbf" + text.replace("\n", ending).encode())
    assert project.parts() == expected


def test_references_that_may_not_be_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(FILE, "[]")
    unreadable(monkeypatch, "references.json")
    assert project.mistake() == Told("unreadable-file", f"{FILE}:0", "permission denied")


def test_references_that_are_a_link_out_of_the_project(project: Project) -> None:
    (project.folder.parent / "secret.json").write_text("[]")
    (project.folder / FILE).symlink_to(project.folder.parent / "secret.json")
    assert project.mistake().code == "outside-project"
