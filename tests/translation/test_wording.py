"""A translation is whole, and written as its language is: what a careful reader would ask about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck.translation.faults import is_meant
from deck.translation.wording import Fault, wording_faults
from tests.translation.telling import Translated, translated

LONG = "The cells are collected. A vector brings them the receptor. They are multiplied for some days."
GOOD = [
    ("de", LONG, "Die Zellen werden entnommen. Ein Vektor bringt ihnen den Rezeptor. Sie vermehren sich einige Tage."),
    ("de", LONG, "Die Zellen werden entnommen, ein Vektor bringt ihnen den Rezeptor. Sie vermehren sich einige Tage."),
    ("de", "It began on 24 April. It ended later.", "Es begann am 24. April. Es endete später."),
    ("de", "Cells, e.g. of the blood", "Zellen, z. B. des Blutes"),
    ("de", "It is not open", "Es ist ungeöffnet"),
    ("de", "In trials without controls", "In unkontrollierten Studien"),
    ("de", "See [the rules](https://example.org/en/rules)", "Siehe [die Regeln](https://example.org/de/rules)"),
    ("de", "See [it](https://en.example.org/cell)", "Siehe [das](https://de.example.org/zelle)"),
    ("de", "He said “yes” [@a2020].", "Er sagte „ja“ [@a2020]."),
    ("de", "1) collect", "1) entnehmen"),
    ("de", "The European Platform for All of Us", "The European Platform for All of Us"),
    ("de-CH", "He said “yes”", "Er sagte «ja»"),
    ("fr", "Why? Because: “so”!", "Pourquoi\u202f? Parce que\u00a0: «\u202fainsi\u202f»\u202f!"),
    ("fr", "at 14:30, https://example.org", "à 14:30, https://example.org"),
    ("fr", "This is not proven", "Rien ne le prouve"),
    ("fr-CA", "Why?", "Pourquoi?"),
    ("pl", "He said “yes”", "Powiedział „tak”"),
    ("cs", "He said “yes”", "Řekl „ano“"),
    ("el", "Is it safe?", "Είναι ασφαλές;"),
    ("el", "The cells do not return.", "Τα κύτταρα δεν επιστρέφουν."),
    ("he", "Is it not safe?", "האם זה לא בטוח?"),
    ("ja", "He said “yes”. It is safe.", "彼は「はい」と言いました。安全です。"),
    ("ja", LONG, "細胞を採取します。ベクターで受容体を導入します。数日間増やします。"),
    ("zh-Hans", "He said “yes” (twice).", "他说“是”（两次）。"),
    ("ar", "Why? “So”.", "لماذا؟ «هكذا»."),
    ("nl", "in 95 % of people", "bij 95% van de mensen"),
    ("de", "–: none seen. *: our reading", "–: keine gesehen. *: unsere Lesart"),
    ("nl", "none* (*: our reading)", "geen* (*: onze lezing)"),
    ("de", "^*^: our reading. \\*: **theirs *too***", "^*^: unsere Lesart. \\*: **ihre *auch***"),
    ("ar", "~: about. ^: above", "~: نحو. ^: فوق"),
]
WRONG = [
    ("sentence-lost", "de", LONG, "Die Zellen werden entnommen. Sie vermehren sich einige Tage."),
    ("sentence-lost", "ja", LONG, "細胞を採取します。数日間増やします。"),
    ("sentence-lost", "de", "The immune cells find and remove all the other cells", "Die Immunzellen"),
    (
        "sentence-lost",
        "de",
        f"{LONG}\n\nThis is a start and nothing more.",
        LONG.replace("The", "Die").split("They")[0],
    ),
    ("left-untranslated", "fr", LONG, "On prélève. A vector brings them the receptor. Elles se multiplient des jours."),
    ("left-untranslated", "de", "Cells are there.", "They have been in the blood of the patient."),
    ("left-untranslated", "de", "The cells of the blood are gone.", "The cells of the blood are gone."),
    ("negation-lost", "de", "It is not a proof.", "Es ist ein Beweis."),
    ("negation-lost", "nl", "No relapse was seen.", "Er werd een opstoot gezien."),
    ("negation-lost", "fr", "They are not licensed.", "Ils sont autorisés."),
    ("negation-lost", "es", "The cells never return.", "Las células regresan."),
    ("negation-lost", "de", "It helps all. It is not a proof.", "Es hilft nicht allen. Es ist ein Beweis."),
    ("link-differs", "de", "See [it](https://example.org/a)", "Siehe [das](https://example.org/b)"),
    ("link-differs", "de", "See [it](#agenda)", "Siehe [das](#routes)"),
    ("link-differs", "de", "[Write](mailto:a@example.org)", "[Schreib](mailto:b@example.org)"),
    ("bad-typography", "de", "It is safe.", "Es ist sicher"),
    ("bad-typography", "de", "Is it safe?", "Es ist sicher."),
    ("bad-typography", "ar", "Is it safe?", "إنه آمن."),
    ("bad-typography", "de", "Safe (here)", "Sicher (hier"),
    ("bad-typography", "zh-Hans", "Safe (here)", "安全（这里"),
    ("bad-typography", "de", "Safe here", "Sicher  hier"),
    ("bad-typography", "de", "Safe, here", "Sicher , hier"),
    ("bad-typography", "de", "Safe: here", "Sicher : hier"),
    ("bad-typography", "de", "**Safe**: here", "**Sicher** : hier"),
    ("bad-typography", "de", "*: our reading", "* : unsere Lesart"),
    ("bad-typography", "de", "He said “yes”", "Er sagte “ja”"),
    ("bad-typography", "de", "He said “yes”", 'Er sagte "ja"'),
    ("bad-typography", "fr", "He said “yes”", "Il a dit “oui”".replace("“", "„")),
    ("bad-typography", "fr", "Why?", "Pourquoi?"),
    ("bad-typography", "fr", "Why?", "Pourquoi ?"),
    ("bad-typography", "fr", "“So”", "« ainsi »"),
    ("bad-typography", "de", "in 5 % of them", "bei 5% davon"),
    ("bad-typography", "ja", "He said “yes”", '彼は"はい"と言った'),
]


@pytest.mark.parametrize(("tag", "source", "text"), GOOD)
def test_what_is_right_is_not_asked_about(tag: str, source: str, text: str) -> None:
    assert list(wording_faults(source, text, tag)) == []


@pytest.mark.parametrize(("code", "tag", "source", "text"), WRONG)
def test_what_is_wrong_is_told(code: str, tag: str, source: str, text: str) -> None:
    assert code in {fault.code for fault in wording_faults(source, text, tag)}


def test_the_very_sentence_is_named() -> None:
    source = LONG.replace("They are", "CD19 is where they go. They are")
    text = "Die Zellen werden entnommen. Ein Vektor bringt ihnen den Rezeptor. Sie vermehren sich einige Tage."
    [fault] = wording_faults(source, text, "de")
    assert "`CD19 is where they go.`" in fault.what


@pytest.mark.parametrize(
    ("reason", "code", "meant"),
    [("", "bad-typography", False), ("as the poster has it", "bad-typography", True),
     ("bad-typography: as the poster has it", "bad-typography", True),
     ("bad-typography: as the poster has it", "sentence-lost", False), ("5 is in words", "sentence-lost", False)],
)  # fmt: skip
def test_a_reason_that_names_kinds_of_faults_is_about_those(reason: str, code: str, meant: bool) -> None:
    assert is_meant(reason, Fault(code, "`5` is not there")) == meant


TALK = "- {id: one, kind: bullets, title: One, bullets: [The cells are gone., B lymphocytes]}\n"


def test_what_is_meant_is_said_in_the_overlay(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    wrong = with_text(story, "DE The cells are gone.", "Die Zellen sind fort")
    assert codes(wrong) == ["bad-typography"]
    reason = "Die Zellen sind fort\n        on_purpose: a heading"
    assert codes(with_text(story, "DE The cells are gone.", reason)) == []


GLOSSARY = "terms:\n  B lymphocytes: {level: %s, de: [limfocyt* B, B-Limfocyt*]}\n"


@pytest.mark.parametrize("text", ["Limfocyty B", "limfocytów B", "B-Limfocytami"])
def test_a_stem_stands_for_every_form_of_its_word(tmp_path: Path, text: str) -> None:
    story = translated(tmp_path, TALK, {"locales/glossary.yaml": GLOSSARY % "error"})
    assert codes(with_text(story, "DE B lymphocytes", text)) == []


@pytest.mark.parametrize(
    ("level", "reason", "told"),
    [("error", "", ["error"]), ("warning", "", ["warning"]), ("error", "\n        on_purpose: a quotation", [])],
)
def test_a_term_may_be_advice_or_be_another_one_on_purpose(
    tmp_path: Path, level: str, reason: str, told: list[str]
) -> None:
    story = translated(tmp_path, TALK, {"locales/glossary.yaml": GLOSSARY % level})
    found = with_text(story, "DE B lymphocytes", f"Limfoblasty B{reason}").built()[1]
    assert [one.severity.value for one in found if one.code == "not-the-term"] == told


def with_text(story: Translated, before: str, after: str) -> Translated:
    assert f"text: {before}\n" in story.overlay
    return Translated(story.world, story.talk, story.overlay.replace(f"text: {before}\n", f"text: {after}\n"))


def codes(story: Translated) -> list[str]:
    return [one.code for one in story.built()[1] if one.code not in ("draft-translation", "missing-translation")]
