"""Is every sentence of the speaker's own slides still in the talk, and is nothing printed that nobody has checked?"""

import ast
import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent

# Fields that steer the program and are not printed as they stand.
SILENT = {
    *("id", "kind", "section", "style", "figure", "draft", "key", "paper", "csv", "join", "only", "except", "widths"),
    *("hidden", "marks", "skip", "file", "tone", "contact"),
}
DATA_SLIDES = ("where-do-we-stand", "trial-map", "trial-counts")
MONTH = "(January|February|March|April|May|June|July|August|September|October|November|December)"
LONGEST_SHORT_NUMBER = 2


@cache
def read_yaml(name: str) -> Any:
    return yaml.load((PROJECT / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def slides() -> list[dict[str, Any]]:
    return list(read_yaml("slides.yaml")["slides"])


@cache
def references() -> dict[str, dict[str, Any]]:
    return {
        entry["id"]: entry for entry in json.loads((PROJECT / "assets/references.json").read_text(encoding="utf-8"))
    }


# ---------------------------------------------------------------- the texts of the talk


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for field, inside in value.items():
                if field not in SILENT:
                    yield from strings(inside)
        case list():
            for inside in value:
                yield from strings(inside)


def card_strings(slide: dict[str, Any]) -> Iterator[str]:
    """What a citation card prints from references.json."""
    cards = [card for card in slide.get("papers", []) if "title" not in card]
    for key in [card["key"] for card in cards] + ([slide["paper"]] if "paper" in slide else []):
        reference = references()[key]
        printed = set(reference) - set(reference["custom"]["recalled_fields"])
        yield from (reference[field] for field in ("title", "container-title") if field in printed)
        if "DOI" in printed:
            yield f"https://doi.org/{reference['DOI']}"


def agenda_strings(slide: dict[str, Any]) -> Iterator[str]:
    """The agenda prints the names of the sections that start after it."""
    if slide["kind"] == "agenda":
        later = slides()[slides().index(slide) + 1 :]
        yield from (each["section"] for each in later if "section" in each and each["section"] not in slide["skip"])


def figure_strings(slide: dict[str, Any]) -> Iterator[str]:
    """What the slide's figure says, in the order of its script."""
    if "figure" in slide:
        script = (PROJECT / "figures" / f"{slide['figure']}.py").read_text(encoding="utf-8")
        calls = [node for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Call) and node.args]
        said = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "say"]
        said.sort(key=lambda call: (call.lineno, call.col_offset))
        yield from (str(call.args[0].value) for call in said if isinstance(call.args[0], ast.Constant))


def slide_strings(slide: dict[str, Any]) -> list[str]:
    shown = (*strings(slide), *card_strings(slide), *agenda_strings(slide), *figure_strings(slide))
    return [normal(text) for text in shown]


def all_strings() -> list[str]:
    return list(strings(read_yaml("slides.yaml")))


def normal(text: str) -> str:
    """One way to write markup, quotes, dashes and spaces; a tick is drawn by the slide kind."""
    text = re.sub(r"\s*\[@[^\]]*\]", "", text)
    text = re.sub(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\\(.)", r"\1", text.replace("**", "")).replace("<", "").replace(">", "").replace("✓", "")
    text = re.sub(r"[‘’']", "'", re.sub(r"[“”„\"]", '"', text))
    text = re.sub(r"\s+-\s*|\s*-\s+", "-", re.sub("[–—−]", "-", text))
    return " ".join(text.split()).casefold()


# ---------------------------------------------------------------- the speaker's sentences


def seed() -> str:
    return (HERE / "seed.txt").read_text(encoding="utf-8")


def corrections() -> dict[str, list[dict[str, str]]]:
    return dict(read_yaml("tests/talk/corrections.yaml"))


def corrected_seed() -> str:
    text = seed()
    for deletion in corrections()["deleted"]:
        text = text.replace(deletion["text"], "")
    for correction in corrections()["corrections"]:
        text = text.replace(correction["old"], correction["new"])
    return re.sub(r" +,", ",", text)


def sentences(text: str) -> list[str]:
    """Blocks between blank lines, one for each bullet, cut after full stops that end a sentence."""
    blocks = re.split(r"\n\s*\n|\n(?=- )", text)
    cut = (re.split(r"(?<=\w{3}\.)\s+(?=[A-Z])", re.sub(r"^- ", "", block.strip())) for block in blocks)
    return [found for block in cut for sentence in block if (found := normal(sentence))]


def holds(texts: list[str], sentence: str) -> bool:
    """A short sentence must be a string of its own, or a stray word elsewhere on the slide would stand in for it."""
    if len(sentence.split()) <= 3:
        return sentence in texts
    return re.search(rf"(?<!\w){re.escape(sentence)}(?!\w)", " ".join(texts)) is not None


def lost(found: list[str], talk: list[list[str]]) -> list[str]:
    return [sentence for sentence in found if not any(holds(texts, sentence) for texts in talk)]


def test_no_sentence_of_the_speaker_is_lost() -> None:
    found = sentences(corrected_seed())
    assert len(found) > 80
    assert lost(found, [slide_strings(slide) for slide in slides()]) == []


@pytest.mark.parametrize(
    ("slide", "written", "rewritten", "missing"),
    [
        ("key-points", "Phase III trial design", "", "phase iii trial design"),
        ("disclosures", "All fees were paid to UZA.", "", "all fees were paid to uza."),
        ("funders", "QEMF", "", "belgian charcot foundation nmss usa fwo qemf start2cure ejp-rd uza foundation"),
        ("pacman", "work like Pacman", "work", "car t-cells work like pacman"),
        ("thank-you", "Some info", "Some more info", "some info"),
        (
            "trial-map",
            "may not be complete",
            "incomplete",
            "created with clinical trials gov search on april 17, 2026; manually added uk trial (ucl, autolus) "
            "and nmosd and mogad trials; disclaimer: may not be complete",
        ),
    ],
)
def test_a_dropped_sentence_is_noticed(slide: str, written: str, rewritten: str, missing: str) -> None:
    changed = [
        [text.replace(normal(written), normal(rewritten)) for text in slide_strings(each)]
        if each["id"] == slide
        else slide_strings(each)
        for each in slides()
    ]
    assert changed != [slide_strings(each) for each in slides()]
    assert lost(sentences(corrected_seed()), changed) == [missing]


def test_the_slides_stand_in_the_order_of_the_speaker() -> None:
    talk = [slide_strings(slide) for slide in slides()]
    places = [
        [number for number, texts in enumerate(talk) if holds(texts, sentence)]
        for sentence in sentences(corrected_seed())
    ]
    certain = [numbers[0] for numbers in places if len(numbers) == 1]
    assert len(certain) > 60
    assert certain == sorted(certain)


@pytest.mark.parametrize("correction", corrections()["corrections"], ids=lambda correction: str(correction["old"]))
def test_each_correction_is_made_and_needed(correction: dict[str, str]) -> None:
    talk = normal(" ".join(all_strings()))
    assert correction["because"]
    assert normal(correction["old"]) in normal(seed())
    assert normal(correction["new"]) not in normal(seed())
    assert normal(correction["new"]) in talk
    assert normal(correction["old"]) not in talk


@pytest.mark.parametrize("deletion", corrections()["deleted"], ids=lambda deletion: str(deletion["text"]))
def test_each_deletion_is_in_the_speakers_text(deletion: dict[str, str]) -> None:
    assert deletion["because"]
    assert deletion["text"] in seed()
    # Words are deleted in one place only; marks wherever they stand.
    assert seed().count(deletion["text"]) == 1 or not re.search("[A-Za-z]", deletion["text"])


# ---------------------------------------------------------------- what nobody has checked is not printed


def recalled_texts(reference: dict[str, Any]) -> Iterator[str]:
    """The values that may not be printed; a bare number of two digits only as a citation would print it."""
    for field in reference["custom"]["recalled_fields"]:
        match reference.get(field):
            case None:
                continue
            case str(value) if len(value) > LONGEST_SHORT_NUMBER:
                yield value
            case str():
                yield from (f"{reference['volume']}({reference['issue']})", f";{reference['volume']}")
            case list(people):
                yield from (
                    person["family"] for person in people if person.get("family") not in {None, *checked_names()}
                )
            case dict(issued):
                yield str(issued["date-parts"][0][0])


@cache
def checked_names() -> frozenset[str]:
    checked = [entry for entry in references().values() if "author" not in entry["custom"]["recalled_fields"]]
    return frozenset(person["family"] for entry in checked for person in entry.get("author", []) if "family" in person)


def printed_recalled_values(texts: list[str]) -> list[str]:
    """Recalled values that stand in the texts, as "key: value"; the built deck's texts go through here too."""
    # A citation key holds a name and a year, but it is not printed.
    joined = "\n".join(re.sub(r"\[@[^\]]*\]", "", text) for text in texts)
    return [
        f"{key}: {value}"
        for key, reference in references().items()
        for value in recalled_texts(reference)
        if re.search(rf"(?<![\w.]){re.escape(value)}(?!\w)", joined, re.IGNORECASE)
    ]


def test_nothing_recalled_is_printed() -> None:
    assert printed_recalled_values(all_strings()) == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("Cabrera-Maqueda et al.", "cabrera2024: Cabrera-Maqueda"),
        ("Neurol 2024;11(5)", "cabrera2024: 11(5)"),
        ("Med 2024; pages 550-558.e2", "fischbach2024: 550-558.e2"),
        ("Med 5(6)", "fischbach2024: 5(6)"),
        ("https://doi.org/10.1212/NXI.0000000000200292", "cabrera2024: 10.1212/NXI.0000000000200292"),
        ("Cell 188", "qin2025: 188"),
        ("published in 2012", "art2012: 2012"),
    ],
)
def test_a_recalled_value_is_caught(text: str, caught: str) -> None:
    assert caught in printed_recalled_values([text])


# ---------------------------------------------------------------- numbers on the trial slides come from the data


def typed_digits(text: str) -> list[str]:
    """Words with a digit that is neither computed nor part of a date, a citation key or a name such as CD19."""
    text = re.sub(r"\{[^}]*\}|\[@[^\]]*\]|\]\([^)]*\)", " ", text)
    text = re.sub(rf"\b\d{{1,2}} {MONTH} \d{{4}}\b|\b{MONTH} (\d{{1,2}}, )?\d{{4}}\b", " ", text)
    return [word for word in text.split() if re.search(r"\d", word) and not re.match(r"\W*[A-Z]+[-A-Z]*\d", word)]


@pytest.mark.parametrize("name", DATA_SLIDES)
def test_no_number_is_typed_on_the_trial_slides(name: str) -> None:
    [slide] = [slide for slide in slides() if slide["id"] == name]
    assert [word for text in strings(slide) for word in typed_digits(text)] == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("27 trials in {trials.countries} countries", ["27"]),
        ("in phase 3 (April 17, 2026)", ["3"]),
        ("CD19 and NCT06799247, as of 25 April 2026 [@jeong2026]", []),
    ],
)
def test_a_typed_number_is_noticed(text: str, typed: list[str]) -> None:
    assert typed_digits(text) == typed


def test_every_computed_name_exists() -> None:
    spec = importlib.util.spec_from_file_location("values", PROJECT / "figures/values.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    used = {name for text in all_strings() for name in re.findall(r"(?<!\\)\{([^}]*)\}", text)}
    assert used
    assert used <= set(module.values(PROJECT / "figures/data"))


def test_every_citation_key_exists() -> None:
    cited = {
        key.strip()
        for text in all_strings()
        for group in re.findall(r"\[@([^\]]*)\]", text)
        for key in group.split("; @")
    }
    assert cited
    assert cited <= set(references())
