"""Whatever an item holds: is it read without a fault, and is what was only recalled kept from every sink?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deck.csl.entry import entry
from tests.csl.telling import loaded

TYPES = re.findall(
    r"\S+",
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter dataset document entry
    graphic hearing interview journal-article legal_case legislation manuscript map motion_picture pamphlet
    paper-conference patent performance post post-weblog posted-content proceedings-article report review software
    song speech standard thesis treaty webpage unheard-of
    """,
)
SAID: dict[str, Any] = {
    "title": "Titleword",
    "title-short": "Shortword",
    "author": [{"family": "Authorword", "given": "A"}],
    "editor": [{"family": "Editorword", "given": "E"}],
    "container-title": "Containerword",
    "collection-title": "Seriesword",
    "publisher": "Publisherword",
    "publisher-place": "Placeword",
    "edition": "Editionword",
    "genre": "Genreword",
    "number": "Numberword",
    "volume": "Volumeword",
    "issue": "Issueword",
    "page": "Pageword",
    "issued": {"literal": "Dateword"},
    "accessed": {"literal": "Accessword"},
    "DOI": "10.1000/Doiword",
    "URL": "https://example.org/Urlword",
    "version": "Versionword",
}


def said_of(item: dict[str, Any]) -> str:
    (one,), _ = loaded(item)
    printed = entry(one)
    links = " ".join(run.link for run in printed.runs)
    return " ".join((printed.plain, one.short, one.byline, one.appeared_in, one.url, links))


@given(
    some.sampled_from(TYPES),
    some.sets(some.sampled_from(sorted(SAID))),
    some.sets(some.sampled_from(sorted(SAID))),
)
def test_what_was_only_recalled_is_never_printed(kind, fields, recalled):
    item = {"type": kind, **{name: SAID[name] for name in fields | recalled}}
    said = said_of({**item, "custom": {"recalled_fields": sorted(recalled)}})
    hidden = {word for name in recalled for word in re.findall(r"[A-Z][a-z]+word", str(SAID[name]))}
    assert hidden & set(re.findall(r"[A-Z][a-z]+word", said)) == set()


@pytest.mark.parametrize("kind", TYPES)
def test_author_title_date_and_address_are_never_lost(kind):
    said = said_of({"type": kind, **{name: SAID[name] for name in ("title", "author", "issued", "URL")}})
    for word in ("Titleword", "Authorword", "Dateword", "Urlword"):
        assert word in said


ODD = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=9),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from(["family", "given", "literal", "date-parts", "raw", "name"]), inner)
    ),
    max_leaves=6,
)
FIELDS = (*SAID, "relation", "update-to", "updated-by", "status", "note", "subtitle", "event", "institution", "custom")


@given(some.dictionaries(some.sampled_from(FIELDS), ODD, max_size=6))
def test_no_item_is_too_odd_to_be_read(item):
    references, _ = loaded(item)
    for one in references:
        assert entry(one).runs
        assert one.short


def test_a_field_that_is_nested_as_deep_as_json_goes_is_no_text():
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    assert loaded({"version": deep, "title": "A paper"})[0][0].version == ""
