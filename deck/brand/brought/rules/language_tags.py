"""A slide that is added by hand takes over the language of its layout's prompts: with another one its text is marked as
misspelt, and read aloud with the wrong voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deck.brand.brought.rules import Finding, Subject, called

_HELP = "select the prompts in the slide master view, then Review → Language → Set Proofing Language"


def check(subject: Subject) -> Iterator[Finding]:
    tags = Counter(one.language.partition("-")[0] for sheet in subject.sheets for one in sheet.holders if one.language)
    if len(tags) < 2:
        return
    usual = tags.most_common(1)[0][0]
    for sheet in subject.sheets:
        for one in sheet.holders:
            own = one.language.partition("-")[0]
            if own and own != usual:
                yield Finding(f"prompts are marked as `{own}`, most others as `{usual}`", _HELP, called(sheet))
