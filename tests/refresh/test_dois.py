"""What does `deck refresh references` make of what the publishers say?"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from deck import cli
from deck.csl.entry import entry as printed
from deck.diagnostics import Report
from deck.references import load_references
from deck.workspace import Workspace
from tests.refresh.server import Answer, Request, Server, as_json, broken_off, busy, cut_off, moved, web_page

PAPER: dict[str, Any] = {
    "id": "mackensen2022",
    "type": "article-journal",
    "title": "Anti-CD19 CAR T cell therapy for refractory systemic lupus erythematosus",
    "author": [
        {"family": "Mackensen", "given": "Andreas"},
        {"family": "Müller", "given": "Fabian"},
        {"family": "Schett", "given": "Georg"},
    ],
    "container-title": "Nature Medicine",
    "volume": "28",
    "issue": "10",
    "page": "2124-2132",
    "issued": {"date-parts": [[2022, 10]]},
    "DOI": "10.1038/s41591-022-02017-5",
}


def csl(**changes: Any) -> dict[str, Any]:
    """The paper as doi.org gives it: plain strings."""
    return {name: value for name, value in {**PAPER, **changes}.items() if name != "id" and value is not None}


def crossref(**changes: Any) -> dict[str, Any]:
    """The paper as Crossref gives it: lists of one, wrapped."""
    message = csl(**changes)
    for name in ("title", "container-title"):
        message[name] = [message[name]]
    return {"status": "ok", "message-type": "work", "message": message}


@dataclass
class Talk:
    """A list of references, publishers, and the command between them."""

    folder: Path
    server: Server
    capsys: pytest.CaptureFixture[str]
    known: dict[str, Answer] = field(default_factory=dict)
    """What each path answers."""

    @property
    def path(self) -> Path:
        return self.folder / "assets" / "references.json"

    def cites(self, *items: dict[str, Any], indent: int | None = 2) -> None:
        self.path.write_text(json.dumps(items, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")

    def knows(self, work: dict[str, Any], doi: str = str(PAPER["DOI"])) -> None:
        self.known[f"/doi/{doi}"] = as_json(work, **{"Content-Type": "application/vnd.citationstyles.csl+json"})

    def reply(self, request: Request) -> Answer:
        return self.known.get(request.path, Answer(b"<html>not found</html>", 404, {"Content-Type": "text/html"}))

    def refresh(self, *options: str) -> tuple[int, str, str]:
        code = cli.cli(["refresh", "references", *options], standalone_mode=False)
        out, err = self.capsys.readouterr()
        return code, out.replace(self.server.host, "doi.org"), err.replace(self.server.host, "doi.org")

    def told(self) -> list[str]:
        """The first line of each diagnostic."""
        _, _, err = self.refresh()
        return [line for line in err.splitlines() if line.startswith(("error[", "warning[", "note["))]

    def items(self) -> list[dict[str, Any]]:
        return json.loads(self.path.read_text(encoding="utf-8"))


@pytest.fixture
def talk(tmp_path, monkeypatch, server: Server, capsys) -> Talk:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assets").mkdir()
    (tmp_path / "figures" / "data").mkdir(parents=True)
    sources = f"doi: {server.address}/doi\ncrossref: {server.address}/crossref\n"
    (tmp_path / "figures" / "data" / "sources.yaml").write_text(sources)
    talk = Talk(tmp_path, server, capsys)
    server.reply = talk.reply
    talk.cites(PAPER)
    talk.knows(csl())
    return talk


# ---------------------------------------------------------------- who is asked


def test_a_paper_that_agrees_is_told_as_such(talk):
    code, out, err = talk.refresh()
    assert (code, err) == (0, "")
    assert out == "mackensen2022            agrees  [doi.org]\n\n1 DOIs, 1 agree in every field\n\n"


def test_the_publisher_is_asked_for_csl(talk):
    talk.refresh()
    [asked] = talk.server.asked
    assert asked.headers["Accept"] == "application/vnd.citationstyles.csl+json"
    assert asked.path == "/doi/10.1038/s41591-022-02017-5"


@pytest.mark.parametrize("fault", [busy(500), web_page(), cut_off(), busy(406)])
def test_where_the_first_source_fails_crossref_is_asked(fault, talk):
    talk.server.fail("/doi/", *[fault] * 4)
    talk.known["/crossref/works/10.1038/s41591-022-02017-5"] = as_json(crossref(volume="29"))
    assert talk.told() == ["warning[reference-differs]: `volume` of `mackensen2022` is 28; doi.org says 29"]


def test_a_doi_with_odd_signs_arrives_as_it_is(talk):
    doi = "10.1016/S2665-9913(25)00091-8<x>;2#y?z"
    talk.cites({**PAPER, "DOI": doi})
    talk.known[f"/crossref/works/{doi}"] = as_json(crossref(DOI=doi))
    assert talk.told() == []
    assert [request.path for request in talk.server.asked] == [f"/doi/{doi}", f"/crossref/works/{doi}"]


def test_a_redirect_to_the_publisher_is_followed(talk):
    talk.known["/agency"] = talk.known["/doi/10.1038/s41591-022-02017-5"]
    talk.server.fail("/doi/", moved(f"{talk.server.address}/agency"))
    assert talk.refresh()[0] == 0


def test_a_reference_without_a_doi_is_passed_over(talk):
    talk.cites({"id": "law", "title": "Regulation (EC) No 1394/2007"})
    assert talk.refresh() == (0, "no reference has a DOI\n\n", "")
    assert talk.server.asked == []


def test_a_talk_without_references_has_nothing_to_compare(talk):
    talk.path.unlink()
    assert talk.refresh("--write") == (0, "no reference has a DOI\n\n", "")
    assert not talk.path.exists()


def test_a_doi_that_is_written_as_an_address_is_asked_as_a_doi(talk):
    talk.cites({**PAPER, "DOI": "https://doi.org/10.1038/s41591-022-02017-5"})
    assert talk.told() == []


def test_a_broken_file_is_told_before_anybody_is_asked(talk):
    talk.path.write_text('[{"id": "a"]', encoding="utf-8")
    code, _, err = talk.refresh("--write")
    assert code == 1
    assert err.startswith("error[bad-references]: JSON cannot be read here\n --> assets/references.json:1:12")
    assert talk.server.asked == []


# ---------------------------------------------------------------- what is the same


@pytest.mark.parametrize(
    "work",
    [
        csl(title="Anti-CD19 CAR T-cell therapy for refractory systemic lupus erythematosus."),
        csl(
            title="<b>ANTI&#8208;CD19</b> CAR T cell\n therapy for refractory systemic lupus &amp;#8203; erythematosus"
        ),
        csl(title="Anti-CD19 CAR T cell therapy", subtitle=["for refractory systemic lupus erythematosus"]),
        csl(page="2124–32"),
        csl(page=None, **{"article-number": "2124-2132"}),
        csl(**{"container-title": "The Nature Medicine"}),
        csl(**{"container-title": "Nat Med", "container-title-short": "Nature Medicine"}),
        csl(issued={"date-parts": [[2023, 1]]}, **{"published-online": {"date-parts": [[2022, 9, 15]]}}),
        csl(issued={"date-parts": [["2022"]]}),
        csl(volume=28),
        csl(DOI="10.1038/S41591-022-02017-5"),
        csl(DOI=None),
        csl(author=[{"family": "MACKENSEN", "given": "A."}, {"family": "Muller"}, {"family": "Schett", "given": "G"}]),
        csl(volume=None, issue=None, page=None, author=None, issued={"date-parts": [[None]]}),
    ],
)
def test_the_same_in_other_letters_is_the_same(work, talk):
    talk.knows(work)
    assert talk.told() == []


def test_et_al_stands_for_any_number_of_authors(talk):
    first, *_, last = PAPER["author"]
    talk.cites({**PAPER, "author": [first, {"literal": "others"}, last]})
    assert talk.told() == []
    talk.cites({**PAPER, "author": [last, {"literal": "others"}]})
    assert talk.told() == [
        "warning[reference-differs]: `author` of `mackensen2022` is Schett, others;"
        " doi.org says Mackensen, Müller, Schett"
    ]


def test_a_body_is_an_author_whoever_tells_it(talk):
    talk.cites({**PAPER, "author": [{"literal": "Food and Drug Administration"}]})
    talk.knows(csl(author=[{"name": "Food and Drug Administration", "sequence": "first"}]))
    assert talk.told() == []


# ---------------------------------------------------------------- what differs


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (csl(volume="29"), "`volume` of `mackensen2022` is 28; doi.org says 29"),
        (csl(page="2124-2133"), "`page` of `mackensen2022` is 2124-2132; doi.org says 2124-2133"),
        (csl(issued={"date-parts": [[2021, 12, 1]]}), "`issued` of `mackensen2022` is 2022; doi.org says 2021"),
        (csl(**{"container-title": "Nature"}), "`container-title` of `mackensen2022` is Nature Medicine; doi.org says"),
        (csl(title=f"{PAPER['title']} in children"), f"`title` of `mackensen2022` is {PAPER['title']}; doi.org says"),
        (
            csl(author=[*PAPER["author"], {"family": "Krönke"}]),
            "`author` of `mackensen2022` is Mackensen, Müller, Schett; doi.org says Mackensen, Müller, Schett, Krönke",
        ),
        (
            csl(author=[{"family": "Mackensen", "given": "Bernd"}, *PAPER["author"][1:]]),
            "`author` of `mackensen2022` is Mackensen, Müller, Schett; doi.org says Mackensen, Müller, Schett",
        ),
    ],
)  # fmt: skip
def test_a_difference_is_told_at_its_field(work, told, talk):
    talk.knows(work)
    code, _, err = talk.refresh()
    assert code == 0
    assert err.startswith(f"warning[reference-differs]: {told}")
    name = told[1 : told.index("`", 1)]
    number = next(
        n for n, line in enumerate(talk.path.read_text(encoding="utf-8").splitlines(), 1) if f'"{name}"' in line
    )
    assert f" --> assets/references.json:{number}:5\n" in err


def test_a_field_that_is_not_there_yet_is_told(talk):
    talk.cites({name: value for name, value in PAPER.items() if name not in ("page", "author")})
    assert talk.told() == [
        "warning[reference-differs]: `mackensen2022` has no `author`; doi.org says Mackensen, Müller, Schett",
        "warning[reference-differs]: `mackensen2022` has no `page`; doi.org says 2124-2132",
    ]


def test_without_write_nothing_is_written(talk):
    talk.knows(csl(volume="29"))
    before = talk.path.read_bytes()
    talk.refresh()
    assert talk.path.read_bytes() == before


# ---------------------------------------------------------------- a DOI of another paper


@pytest.mark.parametrize(
    "title",
    [
        "Outcomes of stem cell transplantation in multiple sclerosis",
        "Author Correction: Anti-CD19 CAR T cell therapy for refractory systemic lupus erythematosus",
        "Expression of Concern: Anti-CD19 CAR T cell therapy for refractory systemic lupus erythematosus",
        "Retraction Note: Anti-CD19 CAR T cell therapy for refractory systemic lupus erythematosus",
        "Erratum to: Anti-CD19 CAR T cell therapy for refractory systemic lupus erythematosus",
        "自身免疫病的细胞治疗",
    ],
)
def test_a_doi_of_another_paper_is_an_error(title, talk):
    talk.knows(csl(title=title, volume="99"))
    code, out, err = talk.refresh()
    assert code == 1
    assert err.startswith(f"error[wrong-doi]: `10.1038/s41591-022-02017-5` is another paper: “{title}”\n")
    assert "reference-differs" not in err, "one mistake gives one message"
    assert "another paper, says doi.org" in out


def test_what_another_paper_says_is_not_taken_over(talk):
    talk.knows(csl(title="Outcomes of stem cell transplantation in multiple sclerosis", volume="99"))
    before = talk.path.read_bytes()
    assert talk.refresh("--write")[0] == 1
    assert talk.path.read_bytes() == before


def test_a_correction_has_a_doi_of_its_own(talk):
    title = "Author Correction: Anti-CD19 CAR T cell therapy for refractory systemic lupus erythematosus"
    talk.cites({**PAPER, "title": title})
    assert talk.told()[0].startswith("error[wrong-doi]")


def test_a_doi_that_nobody_registered_is_an_error(talk):
    talk.known.clear()
    code, out, err = talk.refresh()
    assert code == 1
    assert err.startswith("error[unknown-doi]: nobody has registered `10.1038/s41591-022-02017-5`")
    assert "no such DOI" in out


def test_an_answer_for_another_doi_is_no_answer(talk):
    talk.knows(csl(DOI="10.1038/another"))
    [told] = talk.told()
    assert told == (
        "error[bad-answer]: `doi.org` was asked for 10.1038/s41591-022-02017-5 and answers for 10.1038/another"
    )


# ---------------------------------------------------------------- no answer


SECOND = {**PAPER, "id": "second", "DOI": "10.1136/ard-2024-226142"}


def test_one_paper_without_an_answer_does_not_hide_the_others(talk):
    talk.cites(SECOND, PAPER)
    talk.server.fail("226142", *[web_page()] * 2)
    code, out, err = talk.refresh()
    assert code == 1
    assert err.startswith("error[bad-answer]")
    assert out.startswith("second                   no answer\nmackensen2022            agrees  [doi.org]\n")


def test_when_nobody_can_be_reached_the_rest_is_not_asked(talk):
    talk.cites(SECOND, PAPER)
    nobody = "doi: http://127.0.0.1:9\ncrossref: http://127.0.0.1:9\n"
    (talk.folder / "figures" / "data" / "sources.yaml").write_text(nobody)
    code, out, err = talk.refresh("--write")
    assert (code, out) == (1, "")
    assert err.count("error[") == 1
    assert err.endswith("1 error; nothing was changed\n")


@pytest.mark.parametrize(
    "work",
    [[], "text", None, {}, {"title": []}, {"title": 5.5}, {"message": None}, {"message": {"title": [None]}}],
)
def test_an_answer_of_another_form_is_no_answer(work, talk):
    talk.known["/doi/10.1038/s41591-022-02017-5"] = as_json(work)
    talk.known["/crossref/works/10.1038/s41591-022-02017-5"] = as_json(work)
    assert talk.told()[0].startswith(("error[bad-answer]", "error[no-answer]"))


@pytest.mark.parametrize(
    "odd",
    [
        {"author": "Mackensen A"},
        {"author": ["Mackensen", None, {"given": "A"}]},
        {"author": {"family": "Mackensen"}},
        {"issued": {"date-parts": []}},
        {"issued": {"date-parts": [["soon"]]}},
        {"issued": "2022"},
        {"volume": [None]},
        {"page": {"from": 1}},
        {"container-title": []},
    ],
)
def test_an_odd_field_is_taken_for_none(odd, talk):
    talk.knows(csl(**odd))
    assert talk.told() == []


# ---------------------------------------------------------------- what was only recalled


def recalling(*fields: str, **changes: Any) -> dict[str, Any]:
    custom = {"verified": "recalled", "stored_copy": "none", "recalled_fields": list(fields)}
    return {**PAPER, **changes, "custom": custom}


def test_a_recalled_field_that_is_right_is_told_as_confirmed(talk):
    talk.cites(recalling("volume", "author"))
    code, out, _ = talk.refresh()
    assert code == 0
    assert "confirmed: author, volume" in out
    assert talk.told() == [
        "note[recall-confirmed]: doi.org confirms what was only recalled of `mackensen2022`: `author`, `volume`"
    ]


def test_a_confirmed_field_is_printed_after_it_was_taken_over(talk):
    talk.cites(recalling("volume", "issue", "page"))
    assert ":" not in entry(talk).partition("2022")[2].partition(" doi")[0]
    talk.refresh("--write")
    assert "Nature Medicine 2022;28(10):2124–2132." in entry(talk)


def entry(talk: Talk) -> str:
    library = load_references(Workspace.find(talk.folder / "slides.yaml"), Report())
    return printed(library.references["mackensen2022"]).plain


def test_what_is_not_confirmed_stays_recalled(talk):
    talk.cites(recalling("volume", "page"))
    talk.knows(csl(page=None))
    _, out, _ = talk.refresh("--write")
    assert "confirmed: volume; not given there: page" in out
    assert talk.items()[0]["custom"]["recalled_fields"] == ["page"]
    assert talk.items()[0]["custom"]["verified"] == "recalled"


def test_when_all_is_confirmed_the_reference_is_verified_and_says_by_whom(talk, monkeypatch):
    talk.cites(recalling("volume"))
    talk.refresh("--write")
    custom = talk.items()[0]["custom"]
    assert custom["recalled_fields"] == []
    assert custom["verified"] == "verified"
    by, _, day = custom["resolved"].partition(", ")
    assert by == talk.server.host
    assert len(day) == len("2026-09-14")


def test_a_recalled_field_that_is_wrong_is_corrected_and_no_longer_recalled(talk):
    talk.cites(recalling("volume", volume="188"))
    talk.refresh("--write")
    assert talk.items()[0]["volume"] == "28"
    assert talk.items()[0]["custom"]["recalled_fields"] == []


def test_a_recalled_field_that_is_not_there_is_filled_in(talk):
    talk.cites({name: value for name, value in recalling("title").items() if name != "title"})
    talk.refresh("--write")
    assert talk.items()[0]["title"] == PAPER["title"]
    assert talk.items()[0]["custom"]["recalled_fields"] == []


def test_a_recalled_doi_is_confirmed_by_its_title(talk):
    talk.cites(recalling("DOI", "author"))
    talk.refresh("--write")
    assert talk.items()[0]["custom"]["recalled_fields"] == []


def test_a_recalled_doi_without_a_title_is_not_confirmed(talk):
    talk.cites({name: value for name, value in recalling("DOI", "title").items() if name != "title"})
    talk.refresh("--write")
    assert talk.items()[0]["custom"]["recalled_fields"] == ["DOI"]


def test_a_recalled_doi_of_another_paper_is_an_error(talk):
    talk.cites(recalling("DOI"))
    talk.knows(csl(title="Outcomes of stem cell transplantation in multiple sclerosis"))
    assert talk.told()[0].startswith("error[wrong-doi]")


def test_a_recalled_title_does_not_speak_against_a_doi_that_was_seen(talk):
    talk.cites(recalling("title", title="Something about lupus and cells, was it not"))
    assert talk.told()[0].startswith("warning[reference-differs]: `title` of `mackensen2022`")
    talk.refresh("--write")
    assert talk.items()[0]["title"] == PAPER["title"]


# ---------------------------------------------------------------- what is written


def test_only_what_differs_is_changed_in_the_file(talk):
    text = (
        '[\n  {"id": "a", "volume":"1" , "DOI" : "10.1038/s41591-022-02017-5",\n   "title": "Anti-CD19 CAR T cell '
        'therapy for refractory systemic lupus erythematosus", "note": "keep \\u00e9"},\n\n\t{ "id" : "law"  }\n]'
    )
    talk.path.write_text(text, encoding="utf-8")
    talk.knows(csl(author=None, page=None, issue=None, issued=None, **{"container-title": None}))
    talk.refresh("--write")
    after = talk.path.read_text(encoding="utf-8")
    resolved = talk.items()[0]["custom"]["resolved"]
    assert after == text.replace('"1"', '"28"').replace(
        '\\u00e9"}', f'\\u00e9", "custom": {{"resolved": "{resolved}"}}}}'
    )


def test_a_new_field_stands_among_its_neighbours(talk):
    talk.cites({name: value for name, value in PAPER.items() if name not in ("volume", "author")})
    talk.refresh("--write")
    assert list(talk.items()[0]) == [*PAPER, "custom"]
    item = talk.items()[0]
    assert talk.path.read_text(encoding="utf-8") == json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def test_what_agrees_is_not_written(talk):
    before = talk.path.stat().st_mtime_ns
    assert "wrote" not in talk.refresh("--write")[1]
    assert talk.path.stat().st_mtime_ns == before


def test_a_second_write_changes_nothing(talk):
    talk.knows(csl(volume="29"))
    assert "wrote   assets/references.json" in talk.refresh("--write")[1]
    first = talk.path.read_bytes()
    assert talk.refresh("--write")[1].startswith("mackensen2022            agrees")
    assert talk.path.read_bytes() == first


def test_a_title_is_taken_over_in_the_markup_that_a_reference_may_have(talk):
    talk.cites({name: value for name, value in PAPER.items() if name != "title"})
    title = "Anti-<jats:italic>CD19</jats:italic> <u>CAR</u> T&nbsp;cells:\n 10<sup>6</sup>, p &lt; 0.05 &amp; more</i>"
    talk.knows(csl(title=title))
    talk.refresh("--write")
    assert talk.items()[0]["title"] == "Anti-<i>CD19</i> CAR T cells: 10<sup>6</sup>, p < 0.05 & more"


def test_a_file_that_changes_meanwhile_is_left_alone(talk):
    def reply(request: Request) -> Answer:
        talk.cites({**PAPER, "note": "typed while the answers came in"})
        return talk.reply(request)

    talk.server.reply = reply
    talk.knows(csl(volume="29"))
    code, _, err = talk.refresh("--write")
    assert code == 1
    assert "error[cannot-write]: `references.json` was changed while the answers came in" in err
    assert talk.items()[0]["note"]


def test_an_answer_that_breaks_off_is_asked_for_again(talk):
    talk.server.fail("/doi/", broken_off(), busy(503))
    assert talk.told() == []


# ---------------------------------------------------------------- what is written loses nothing


def test_a_title_keeps_its_markup_and_is_still_the_same(talk):
    title = "Growth of <i>Neisseria</i> on CO<sub>2</sub> and 10<sup>6</sup> cells"
    talk.cites({**PAPER, "title": title})
    for said in (title, "Growth of Neisseria on CO₂ and 10⁶ cells", "Growth of Neisseria on CO2 and 106 cells"):
        talk.knows(csl(title=said))
        assert talk.told() == []
        assert "wrote" not in talk.refresh("--write")[1]
    assert talk.items()[0]["title"] == title


def test_a_dose_that_lost_its_raised_digits_is_told_and_corrected(talk):
    talk.cites({**PAPER, "title": "A dose of 106 cells in people with a disease"})
    talk.knows(csl(title="A dose of 10<sup>6</sup> cells in people with a disease"))
    assert talk.told() == [
        "warning[reference-differs]: `title` of `mackensen2022` is A dose of 106 cells in people with a disease;"
        " doi.org says A dose of 10⁶ cells in people with a disease"
    ]
    talk.refresh("--write")
    assert talk.items()[0]["title"] == "A dose of 10<sup>6</sup> cells in people with a disease"


def test_authors_who_stand_here_already_keep_all_that_is_known_of_them(talk):
    mackensen = {"family": "Mackensen", "given": "Andreas", "ORCID": "0000-0002-0000-0000", "suffix": "Jr"}
    talk.cites({**PAPER, "author": [mackensen, {"family": "Schett", "given": "Georg", "note": "senior"}]})
    talk.refresh("--write")
    assert talk.items()[0]["author"] == [
        mackensen,
        PAPER["author"][1],
        {"family": "Schett", "given": "Georg", "note": "senior"},
    ]


def test_two_authors_of_one_name_stay_two(talk):
    wang = [{"family": "Wang", "given": "Xin"}, {"family": "Wang", "given": "Xiao"}]
    talk.cites({**PAPER, "author": wang})
    talk.knows(csl(author=[*reversed(wang), {"family": "Li", "given": "A"}]))
    talk.refresh("--write")
    assert talk.items()[0]["author"] == [*reversed(wang), {"family": "Li", "given": "A"}]


def test_particles_and_suffixes_are_taken_over_in_fields_of_their_own(talk):
    person = {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "III"}
    talk.cites({name: value for name, value in PAPER.items() if name != "author"})
    talk.knows(csl(author=[person]))
    talk.refresh("--write")
    assert talk.items()[0]["author"] == [person]


def test_of_a_date_only_the_parts_change(talk):
    text = json.dumps([PAPER]).replace(
        '"issued": {"date-parts": [[2022, 10]]}', '"issued": { "circa":true,  "date-parts" : [[2019]]  }'
    )
    talk.path.write_text(text, encoding="utf-8")
    talk.refresh("--write")
    assert '"issued": { "circa":true,  "date-parts" : [[2022, 10]]  }' in talk.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "issued",
    [{"raw": "2022-10"}, {"literal": "October 2022"}, {"date-parts": [["2022"], ["2023"]]}, {"date-parts": [[2022.0]]}],
)
def test_a_year_in_any_form_is_a_year(issued, talk):
    talk.cites({**PAPER, "issued": issued})
    assert [line for line in talk.told() if "reference-differs" in line and "2022.0" not in line] == []


@pytest.mark.parametrize(
    "change",
    [
        {"container-title": "Nat Med"},
        {"container-title": "Nat. Med. (London, England)"},
        {"container-title": ["Nature Medicine"]},
        {"volume": 28},
        {"volume": "Vol. 28"},
        {"issue": "No. 10"},
        {"page": "pp. 2124–32"},
        {"title": [PAPER["title"]]},
        {"DOI": "https://www.doi.org/10.1038%2Fs41591-022-02017-5"},
        {"DOI": "DOI: 10.1038/s41591-022-02017-5"},
    ],
)
def test_what_people_export_means_the_same(change, talk):
    talk.cites({**PAPER, **change})
    told = talk.told()
    assert [line for line in told if "reference-differs" in line or "unknown-doi" in line] == []


def test_where_the_publisher_has_the_first_page_alone_ours_stay(talk):
    talk.knows(csl(page="2124"))
    assert talk.told() == []


def test_what_somebody_wrote_as_custom_is_not_understood_and_stays(talk):
    talk.cites({**PAPER, "volume": "1", "custom": ["mine"]})
    talk.refresh("--write")
    assert (talk.items()[0]["volume"], talk.items()[0]["custom"]) == ("28", ["mine"])


@pytest.mark.parametrize("day", [[2022, 13, 45], [2022, 2, 30], [2022, 0]])
def test_a_day_that_there_is_not_is_never_written(day, talk):
    talk.cites({name: value for name, value in PAPER.items() if name != "issued"})
    talk.knows(csl(issued={"date-parts": [day]}))
    talk.refresh("--write")
    assert talk.items()[0]["issued"]["date-parts"][0] in ([2022], [2022, 2])


@pytest.mark.parametrize(
    "odd",
    [
        "text",
        None,
        {},
        5,
        {"title": "without an id", "DOI": 5},
        {"id": "x", "DOI": "none"},
        {"id": "x", "author": "Tur"},
    ],
)
def test_an_odd_reference_is_told_and_the_others_are_done(odd, talk):
    talk.path.write_text(json.dumps([odd, {**PAPER, "volume": "1"}], indent=1), encoding="utf-8")
    _, out, _ = talk.refresh("--write")
    assert "wrote   assets/references.json" in out
    assert talk.items()[0] == odd
    assert talk.items()[1]["volume"] == "28"


def test_half_a_pair_of_surrogates_stays_as_it_was(talk):
    author = [{**PAPER["author"][0], "note": "x"}, *PAPER["author"][2:]]
    text = json.dumps([{**PAPER, "author": author}]).replace('"note": "x"', '"note": "\\ud83d"')
    talk.path.write_text(text, encoding="utf-8")
    talk.refresh("--write")
    assert '"note": "\\ud83d"' in talk.path.read_text(encoding="utf-8")


def test_one_paper_that_nobody_can_be_reached_for_does_not_hide_the_others(talk):
    talk.cites(PAPER, SECOND, {**PAPER, "id": "third"})
    talk.server.fail("226142", *[busy(503)] * 8)
    _, out, err = talk.refresh()
    assert err.count("error[no-answer]") == 1
    assert out.count("agrees  [doi.org]") == 2


# ---------------------------------------------------------------- retracted papers


@pytest.mark.parametrize(
    "work",
    [
        csl(title=f"RETRACTED: {PAPER['title']}"),
        csl(title=f"{PAPER['title']} (Retracted)"),
        csl(**{"updated-by": [{"type": "retraction", "DOI": "10.1038/x", "source": "retraction-watch"}]}),
        csl(relation={"is-retracted-by": [{"id": "10.1038/x"}]}),
        csl(status="retracted"),
    ],
)
def test_a_retracted_paper_is_told_once_and_said_in_its_title(work, talk):
    talk.knows(work)
    assert talk.told() == ["error[retracted-paper]: `mackensen2022` is retracted, says doi.org"]
    talk.refresh("--write")
    assert talk.items()[0]["title"] == f"RETRACTED: {PAPER['title']}"
    assert talk.told() == []
    assert talk.refresh()[1].startswith("mackensen2022            retracted")


def test_a_correction_of_a_paper_is_no_retraction(talk):
    talk.knows(csl(**{"updated-by": [{"type": "correction", "DOI": "10.1038/x"}]}))
    assert talk.told() == []


# ---------------------------------------------------------------- the talk's own references


def test_every_reference_of_the_talk_is_told_apart_from_every_other(talk):
    """Each DOI answers for its own item, and one is asked with the next one's title: an error each time."""
    items = [item for item in shipped() if item.get("DOI") and item.get("title")]
    talk.cites(*items)
    for item, other in zip(items, [*items[1:], items[0]], strict=True):
        talk.knows({**item, "title": other["title"]}, item["DOI"])
    wrong = [line for line in talk.told() if line.startswith("error[wrong-doi]")]
    recalled = [item for item in items if "title" in item["custom"]["recalled_fields"]]
    assert len(wrong) == len(items) - len(recalled)


def test_the_talks_references_agree_with_themselves(talk):
    talk.path.write_bytes((Path(__file__).parents[2] / "assets" / "references.json").read_bytes())
    for item in shipped():
        if item.get("DOI"):
            authors = [one for one in item.get("author", []) if one != {"literal": "others"}]
            more = [{"family": "Somebody", "given": "Else"}] * (len(item.get("author", [])) - len(authors))
            at = item.get("author", []).index({"literal": "others"}) if more else 0
            talk.knows({"title": "Untitled", **item, "author": [*authors[:at], *more, *authors[at:]]}, item["DOI"])
    told = talk.told()
    assert {line.partition("]")[0] for line in told} <= {"note[recall-confirmed", "warning[reference-differs"}
    missing = [line for line in told if line.startswith("warning")]
    assert all("has no `title`; doi.org says Untitled" in line for line in missing), missing


def shipped() -> list[dict[str, Any]]:
    path = Path(__file__).parents[2] / "assets" / "references.json"
    return json.loads(path.read_text(encoding="utf-8"))
