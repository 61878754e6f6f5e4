"""What does a reference print, and what does it keep to itself?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deck.csl.entry import entry
from deck.diagnostics import Diagnostic, Report
from deck.phrases import Phrases
from deck.references import Reference, load_references
from deck.workspace import Workspace
from tests.story import tell

PAPER = {
    "id": "tur2024",
    "title": "Deep tissue depletion",
    "author": [{"family": "Tur", "given": "Carlo"}, {"family": "Eckstein", "given": "Markus"}],
    "container-title": "Annals of the Rheumatic Diseases",
    "volume": "83",
    "issue": "2",
    "page": "10-12",
    "issued": {"date-parts": [[2024, 9, 11]]},
    "DOI": "10.1136/ard-2024-226142",
}


def test_a_source_line_names_first_author_and_year(tmp_path):
    three = {**PAPER, "author": [*PAPER["author"], {"family": "Schett", "given": "G"}]}
    read = reference(tmp_path, three)
    assert (read.short, read.byline) == ("Tur et al. 2024", "Tur C et al.")


def test_of_two_authors_neither_is_the_other_one(tmp_path):
    read = reference(tmp_path, PAPER)
    assert (read.short, read.byline) == ("Tur & Eckstein 2024", "Tur C, Eckstein M")


def test_a_body_keeps_its_whole_name(tmp_path):
    agency = {**PAPER, "author": [{"literal": "European Medicines Agency"}]}
    assert reference(tmp_path, agency).short == "European Medicines Agency 2024"


def test_the_list_prints_the_paper_in_full(tmp_path):
    printed = entry(reference(tmp_path, PAPER))
    assert printed.plain == (
        "Tur C, Eckstein M. Deep tissue depletion. Annals of the Rheumatic Diseases 2024;83(2):10–12."
        " doi:10.1136/ard-2024-226142"
    )
    assert printed.runs[-1].link == "https://doi.org/10.1136/ard-2024-226142"


def test_what_was_only_recalled_is_not_printed(tmp_path):
    recalled = {**PAPER, "custom": {"recalled_fields": ["author", "volume", "issue", "page", "DOI"]}}
    assert entry(reference(tmp_path, recalled)).plain == (
        "Deep tissue depletion. Annals of the Rheumatic Diseases, 11 September 2024."
    )


def test_the_day_is_said_in_the_language_of_the_deck_but_among_words_that_it_would_turn(tmp_path):
    dated = {**PAPER, "custom": {"recalled_fields": ["author", "volume", "issue", "page", "DOI"]}}
    said = reference(tmp_path, dated)
    german, arabic = entry(said, Phrases("de")), entry(said, Phrases("ar"))
    assert german.plain.endswith(", 11. September 2024.")
    assert [run.lang for run in german.runs] == ["en", ""]
    assert arabic.plain.endswith(", 11 September 2024.")
    assert {run.lang for run in arabic.runs} == {"en"}


def test_others_become_et_al(tmp_path):
    shortened = {**PAPER, "author": [{"family": "Qin", "given": "Chuan"}, {"literal": "others"}]}
    assert reference(tmp_path, shortened).byline == "Qin C et al."


def test_a_broken_file_is_named_with_its_line(tmp_path):
    report = Report()
    report.take(load_references(project(tmp_path, '[\n{"id": }\n]')))
    found = next(iter(report))
    assert (found.code, found.span.line) == ("bad-references", 2)


def test_a_talk_without_references_has_none(tmp_path):
    assert load_references(Workspace.find(tmp_path / "slides.yaml"))[0].references == {}


def reference(folder: Path, item: dict[str, object]) -> Reference:
    report = Report()
    library = report.take(load_references(project(folder, json.dumps([item]))))
    assert list(report) == []
    return library.references[str(item["id"])]


def project(folder: Path, text: str) -> Workspace:
    (folder / "assets").mkdir()
    (folder / "assets" / "references.json").write_text(text, encoding="utf-8")
    return Workspace.find(folder / "slides.yaml")


def test_a_paper_is_found_by_the_key_that_better_bibtex_gives_it_and_by_either_spelling_of_a_letter(tmp_path):
    items = [{**PAPER, "id": "http://zotero.org/1", "citation-key": "tur"}, {**PAPER, "id": "mu\u0308ller"}]
    library = load_references(project(tmp_path, json.dumps(items)))[0].references
    assert library["tur"].key == "http://zotero.org/1"
    assert library["m\u00fcller"].short == "Tur & Eckstein 2024"


def test_a_paper_that_is_cited_by_two_keys_would_have_two_numbers(tmp_path):
    text = json.dumps([{**PAPER, "citation-key": "tur"}])
    yaml = "id: a\nkind: statement\ntitle: T\nquote: ['One [@tur2024]', 'two [@tur]']\n"
    story = tell(tmp_path, yaml, {"assets/references.json": text})
    [(line, told)] = story.built()[1]
    assert (line, told.code, told.help) == (4, "bad-citation", "write @tur2024: one paper has one number")


def mistakes(folder: Path, item: dict[str, object]) -> tuple[Diagnostic, ...]:
    return tuple(load_references(project(folder, json.dumps([item], indent=1)))[1])


@pytest.mark.parametrize(("typed", "meant"), [("titel", "title"), ("authors", "author"), ("doi", "DOI")])
def test_a_misspelt_field_is_named_for_nothing_of_it_is_printed(tmp_path, typed, meant):
    paper = {typed if name == meant else name: value for name, value in PAPER.items()}
    (found,) = mistakes(tmp_path, paper)
    assert (found.code, found.help) == ("bad-references", f"did you mean `{meant}`?")
    assert f"`{typed}` of `tur2024` is no field" in found.message


def test_fields_of_reference_managers_are_no_slips(tmp_path):
    more = {"published": {"date-parts": [[2024]]}, "abstract": "x", "source": "x", "title-short": "x", "PMID": "1"}
    assert mistakes(tmp_path, {name: one for name, one in PAPER.items() if name != "publisher"} | more) == ()
