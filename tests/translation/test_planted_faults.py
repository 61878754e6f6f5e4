"""Faults that a translator may make, each planted in the shipped German translation; and none in those as they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from deck.commands.locale._open import read
from deck.diagnostics import Report
from deck.translation.catalogue import catalogue
from deck.translation.faults import check_translations
from deck.translation.glossary import check_terms, load_glossary
from deck.translation.message import Paired, normal
from deck.translation.overlay import load_overlay
from deck.translation.pair import pair
from deck.translation.sentences import dropped, sentences
from deck.value import replace
from tests.story import PROJECT

SHIPPED = ("ar", "de", "fr", "nl")
# What a text says, and what is planted there.
PLANTED = {
    "a number": ("26,9 Prozent", "29,6 Prozent"),
    "a number's decimals": ("26,9 Prozent", "26.9 Prozent"),
    "a number left out": ("110 ± 32 Tagen", "110 Tagen"),
    "a count": ("11 von 12 hatten", "12 von 11 hatten"),
    "a day": ("24.–25. April 2026", "24.–26. April 2026"),
    "a month": ("24.–25. April 2026", "24.–25. Mai 2026"),
    "a unit": ("40 Tagen auf", "40 Wochen auf"),
    "a registry number": ("NCT06799247", "NCT06799274"),
    "an antigen": ("gegen BCMA", "gegen CD20"),
    "an antigen's number": ("CD19 beginnt", "CD20 beginnt"),
    "a drug": ("nach Rituximab", "nach Ofatumumab"),
    "a phase": ("Phase-IIb-Studie", "Phase-IIIb-Studie"),
    "a sentence left out": ("Es handelt sich also nicht um eine Tablette und nicht um einen Antikörper. ", ""),
    "a sentence in English": ("Es ist Forschung und keine Behandlung, die heute verordnet werden kann.",
                              "It is research, not a treatment that can be prescribed today."),
    "the end of a text": ("in Studien untersucht.", "in Studien"),
    "quotation marks": ("(„Heilung“)", "(“Heilung”)"),
    "two spaces": ("Eine gerechtere Zukunft", "Eine  gerechtere Zukunft"),
    "an end mark": ("Wo stehen wir heute?", "Wo stehen wir heute"),
    "a bracket": ("(„Heilung“)", "(„Heilung“"),
    "an address": ("https://clinicaltrials.gov", "https://clinicaltrial.gov"),
    "a term": ("Zytokin-Freisetzungssyndrom", "Zytokinsturm"),
    "a negation": ("ein Anfang, kein Beweis", "ein Anfang, ein Beweis"),
}  # fmt: skip


def test_four_of_five_sentences_that_are_left_out_are_told() -> None:
    left_out = found = 0
    for one in pairs_of("de"):
        assert one.entry is not None
        text = normal(one.entry.text)
        parts = sentences(text, "de") if "{" not in text and "[" not in text else []
        for part in parts if len(parts) > 1 else ():
            left_out += 1
            found += bool(list(dropped(one.message.source, text.replace(part, ""), "de")))
    assert left_out > 100 and found >= left_out * 0.78


@cache
def pairs_of(tag: str) -> tuple[Paired, ...]:
    report = Report()
    world, talk = read(Path(PROJECT), report)
    assert talk is not None
    overlay = load_overlay(world, tag, report)
    return tuple(one for one in pair(catalogue(talk, world, tag), overlay).pairs if one.entry)


def told(pairs: tuple[Paired, ...], tag: str) -> list[str]:
    report = Report(*check_translations(pairs, tag, "en-GB"))
    world, _ = read(Path(PROJECT), Report())
    report.add(*check_terms(pairs, tag, load_glossary(world, report)))
    return [f"{one.code}: {one.message}" for one in report]


@pytest.mark.parametrize("tag", SHIPPED)
def test_nothing_is_told_of_the_shipped_translations(tag: str) -> None:
    assert told(pairs_of(tag), tag) == []


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_told(fault: str) -> None:
    before, after = PLANTED[fault]
    holding = [one for one in pairs_of("de") if one.entry and before in normal(one.entry.text)]
    assert holding, before
    [first, *_] = holding
    assert first.entry is not None
    text = normal(first.entry.text).replace(before, after, 1)
    assert told((replace(first, entry=replace(first.entry, text=text)),), "de") != []
