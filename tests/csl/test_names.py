"""How are people and bodies called, however a program wrote their names?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.telling import PAPER, listed, loaded, reference


def name(**person: Any) -> str:
    """A name as the list has it."""
    return listed(author=[person]).partition(". A paper.")[0]


def called(**person: Any) -> str:
    """A name as a source line has it."""
    return reference(author=[person]).short.removesuffix(" 2024")


@pytest.mark.parametrize(
    ("person", "in_list", "in_line"),
    [
        ({"family": "Berg", "given": "Anna", "non-dropping-particle": "van den"}, "van den Berg A", "van den Berg"),
        ({"family": "van den Berg", "given": "Anna"}, "van den Berg A", "van den Berg"),
        ({"family": "Humboldt", "given": "Alexander F.", "dropping-particle": "von"}, "Humboldt AF von", "Humboldt"),
        (
            {"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"},
            "La Fontaine J de",
            "La Fontaine",
        ),
        ({"family": "Alembert", "given": "Jean", "non-dropping-particle": "d’"}, "d’Alembert J", "d’Alembert"),
        ({"family": "Razi", "given": "Abu", "non-dropping-particle": "al-"}, "al-Razi A", "al-Razi"),
        ({"family": "Beethoven", "given": "Ludwig van"}, "Beethoven L van", "Beethoven"),
        ({"family": "Smith", "given": "George von und zum"}, "Smith G von und zum", "Smith"),
        ({"family": "von und zum Jones", "given": "Ralph"}, "von und zum Jones R", "von und zum Jones"),
        ({"family": "Aubignac", "given": "François Hédelin, abbé d'"}, "Aubignac FH abbé d'", "Aubignac"),
        ({"family": "La Fontaine", "given": "Jean de"}, "La Fontaine J de", "La Fontaine"),
        ({"family": '"Van Dyke"', "given": "Dick"}, "Van Dyke D", "Van Dyke"),
    ],
)
def test_a_particle_that_belongs_to_the_name_is_never_dropped(person, in_list, in_line):
    assert (name(**person), called(**person)) == (in_list, in_line)


@pytest.mark.parametrize(
    ("person", "in_list"),
    [
        ({"family": "King", "given": "M", "suffix": "Jr."}, "King M Jr"),
        ({"family": "King", "given": "M", "suffix": "III"}, "King M III"),
        ({"family": "King", "given": "M", "suffix": ", Sr."}, "King M Sr"),
        ({"family": "King", "given": "Martin Luther, Jr."}, "King ML Jr"),
    ],
)
def test_a_suffix_stands_behind_the_initials(person, in_list):
    assert (name(**person), called(**person)) == (in_list, "King")


@pytest.mark.parametrize(
    ("given", "initials"),
    [
        ("Jean-Luc", "JL"),
        ("Jean‐Luc", "JL"),
        ("J.-L.", "JL"),
        ("J-L", "JL"),
        ("J.L.", "JL"),
        ("J. L.", "JL"),
        ("JL", "JL"),
        ("Jean Luc", "JL"),
        ("Min-ho", "MH"),
        ("anna", "A"),
        ("Robert (Bob) A", "RA"),
        ("‘Abd al-Rahman", "AAR"),
        ("Élodie", "É"),
        ("E\u0301lodie", "É"),
        ("María del Carmen", "M del C"),
        ("Hui-Xiao Li Yuan", "HXLY"),
        ("JH Hartcourt", "JHH"),
        ("John M.E.", "JME"),
        ("Ph. M.E.", "PhME"),
        ("Shun'ichi", "S"),
        ("<b>John</b>-Quiggly", "JQ"),
        ("EVA MARIA", "EM"),
        ("Пётр Сергеевич", "ПС"),
        ("Γιώργος", "Γ"),
    ],
)
def test_given_names_become_initials(given, initials):
    assert name(family="Nom", given=given) == f"Nom {initials}"


def test_names_in_capitals_are_no_initials():
    assert name(family="MÜLLER", given="EVA") == "MÜLLER E"


def test_scripts_without_capitals_have_no_initials():
    assert name(family="الرازي", given="محمد") == "الرازي محمد"
    assert name(family="毛", given="泽东") == "毛泽东"
    assert name(family="홍", given="길동") == "홍길동"


def test_a_family_name_that_comes_first_in_its_language_does_so_here():
    assert name(**{"family": "Nagy", "given": "László", "static-ordering": True}) == "Nagy L"


@pytest.mark.parametrize(
    "body",
    [
        {"literal": "World Health Organization"},
        {"family": "World Health Organization"},
        {"name": "World Health Organization", "sequence": "first", "affiliation": []},
    ],
)
def test_a_body_keeps_its_whole_name(body):
    assert (name(**body), called(**body)) == ("World Health Organization", "World Health Organization")


def test_what_crossref_says_besides_of_a_person_does_not_matter():
    person = {"family": "Tur", "given": "Carlo", "ORCID": "http://orcid.org/0", "affiliation": [{"name": "FAU"}]}
    assert name(**person, sequence="first") == "Tur C"


def test_entities_in_names_are_characters():
    assert name(family="O&#39;Neil", given="A") == "O'Neil A"
    assert name(literal="R&amp;D Group") == "R&D Group"


@pytest.mark.parametrize(
    ("person", "name_in_full"),
    [
        ({"given": "Madonna"}, "Madonna"),
        ({"family": "Plato"}, "Plato"),
        ({"literal": "Hippocrates of Kos"}, "Hippocrates of Kos"),
        ({"name": "Hippocrates of Kos"}, "Hippocrates of Kos"),
        ({"family": "", "given": "Madonna", "suffix": ""}, "Madonna"),
        ({"family": None, "given": "Jean-Luc"}, "Jean-Luc"),
        ({"literal": "", "name": "", "family": "Plato", "given": ""}, "Plato"),
        ({"given": "Leonardo", "dropping-particle": "da"}, "Leonardo da"),
        ({"given": "Henry", "suffix": "VIII"}, "Henry VIII"),
    ],
)
def test_somebody_with_one_name_is_called_by_it_in_full(person, name_in_full):
    assert (name(**person), called(**person)) == (name_in_full, name_in_full)


@pytest.mark.parametrize("person", [{}, {"given": ""}, {"given": " "}, {"literal": None}, {"suffix": "Jr"}])
def test_an_author_without_a_name_is_reported_once(person):
    assert loaded({**PAPER, "author": [person]})[1] == ["error: an `author` of `item-0` has no name"]


@pytest.mark.parametrize("others", [{"literal": "others"}, {"family": "others"}, {"literal": "et al."}])
def test_authors_who_are_not_named_are_others(others):
    assert listed(author=[{"family": "Tur", "given": "C"}, others]).startswith("Tur C et al. A paper.")


def test_somebody_may_be_called_others():
    assert listed(author=[{"family": "Others", "given": "John"}]).startswith("Others J. A paper.")


def test_an_editor_who_has_no_name_is_reported():
    assert loaded({"type": "book", "editor": [{}]})[1] == ["error: an `editor` of `item-0` has no name"]


@pytest.mark.parametrize(
    ("person", "in_list"),
    [
        ({"family": "Smith", "given": "Anna MD PhD"}, "Smith A"),
        ({"family": "Smith", "given": "Anna B., MD, Ph.D."}, "Smith AB"),
        ({"family": "Smith, MD", "given": "A."}, "Smith A"),
        ({"family": "Smith", "given": "Prof. Dr. Anna"}, "Smith A"),
        ({"family": "Smith", "given": "Anna, MSc, MPH"}, "Smith A"),
        ({"family": "Smith", "given": "MD"}, "Smith MD"),
        ({"family": "Smith", "given": "A. M. D."}, "Smith AMD"),
    ],
)
def test_what_somebody_has_earned_is_no_initial(person, in_list):
    assert name(**person) == in_list
