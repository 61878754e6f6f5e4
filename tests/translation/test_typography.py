"""Spaces that no keyboard has are told by their sign, and set by the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deck import cli
from deck.locales import csv, po, xliff
from deck.translation.typography import mended, slips, told
from tests.translation.telling import Translated, changed, translated
from tests.translation.test_exchange import exported, taken_with
from tests.translation.test_pairing import TALK

NARROW, FULL = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("tag", "before", "after"),
    [
        ("fr", "Attention : oui", f"Attention{FULL}: oui"),
        ("fr", "**Attention:** oui", f"**Attention{FULL}:** oui"),
        ("fr", "Pourquoi?", f"Pourquoi{NARROW}?"),
        ("fr", "Un [@x2020] ; deux", f"Un [@x2020]{NARROW}; deux"),
        ("fr", "« ainsi »", f"«{NARROW}ainsi{NARROW}»"),
        ("fr", "Un  ; deux", f"Un{NARROW}; deux"),
        ("fr", "5 % et {n}%", f"5{FULL}% et {{n}}{FULL}%".replace(FULL, NARROW)),
        ("fr-CA", "Attention: oui", "Attention: oui"),
        ("de", "Sicher : hier  und 5%", f"Sicher: hier und 5{FULL}%"),
        ("de", "( so ) , ja", "(so), ja"),
        ("ar", "إنه : آمن", "إنه: آمن"),
    ],
)
def test_spaces_are_set_as_the_language_does(tag: str, before: str, after: str) -> None:
    import re

    # Per cent is parted as CLDR says, by one no-break space or the other.
    assert re.sub(f"[{NARROW}{FULL}]%", "_%", mended(before, tag)) == re.sub(f"[{NARROW}{FULL}]%", "_%", after)
    assert mended(after, tag) == after


@pytest.mark.parametrize(
    "text",
    [
        "https://a.b/c?d=e et oui",
        "{n, plural, one {# fois} other {# fois}}",
        "de 10:30 à 11:45",
        "[a](http://b.c:80/?d)",
    ],
)
def test_addresses_values_and_hours_stay(text: str) -> None:
    assert mended(text, "fr") == text


def test_what_to_type_is_told_in_whole_words() -> None:
    [slip] = slips("Ils ont trouvé trois avantages : lesquels", "fr")
    assert told("Ils ont trouvé trois avantages : lesquels", slip) == (
        "this language sets a no-break space (U+00A0) before `:`: "
        "`avantages‹U+00A0›: lesquels`, not `avantages : lesquels`"
    )


@pytest.mark.parametrize("format", [po, xliff, csv])
def test_an_import_sets_the_spaces_of_what_was_changed(tmp_path: Path, format) -> None:  # type: ignore[no-untyped-def]
    story = translated(tmp_path, TALK)
    sent = exported(story, format).replace(b"DE Plasma cells stay", b"Sicher : hier")
    result, report = taken_with(story, format.read(sent))
    assert "text: 'Sicher: hier'" in result.text or 'text: "Sicher: hier"' in result.text
    assert "bad-typography" not in [one.code for one in report]


def test_what_is_meant_stays_in_an_import(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    meant = story.overlay.replace(
        "text: DE Plasma cells stay", "text: DE Plasma cells stay\n        on_purpose: poster"
    )
    sent = exported(story, po).replace(b"DE Plasma cells stay", b"Sicher : hier")
    assert "Sicher : hier" in taken_with(replace(story, overlay=meant), po.read(sent))[0].text


def test_fix_sets_them_in_the_overlay_and_changes_nothing_else(tmp_path: Path) -> None:
    story = translated(tmp_path, TALK)
    written = story.overlay.replace("text: DE Plasma cells stay", 'text: "DE Plasma cells : stay"  # by hand')
    path = save(story, written)
    arguments = ["check", str(story.world.slides_file), "--fix", "--yes"]
    cli.cli.main(arguments, standalone_mode=False)
    assert path.read_text(encoding="utf-8") == written
    cli.cli.main([*arguments, "--locale", "de"], standalone_mode=False)
    assert path.read_text(encoding="utf-8") == written.replace("cells : stay", "cells: stay")


def save(story: Translated, text: str) -> Path:
    story.world.locales_folder.mkdir(exist_ok=True)
    path = story.world.locales_folder / "de.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_update_counts_what_had_no_entry_and_then_has_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = translated(tmp_path, TALK)
    save(story, story.overlay)
    changed(story, TALK.replace("title: ", "kicker: A line above\n  title: ", 1))
    for said in ("1 added, 0 stale, 0 obsolete", "nothing to update: every text of the talk has its entry (1 empty)"):
        cli.cli.main(["locale", "update", "de", "--talk", str(story.world.slides_file)], standalone_mode=False)
        assert said in capsys.readouterr().out
