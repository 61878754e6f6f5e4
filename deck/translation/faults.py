"""What is wrong with translations, for the people who make them; less what they say is meant (`on_purpose:`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from deck import language
from deck.diagnostics import Diagnostic, Severity, Span
from deck.translation.message import Entry, Message, Paired, State, named, normal
from deck.translation.numbers import WRITTEN, number_faults
from deck.translation.typography import Slip, mended, slips
from deck.translation.wording import Fault, wording_faults

_MEANT = "if it is meant, write `on_purpose:` with the reason beside it in the overlay"
_HELP = {
    "number-differs": f"correct the text; {_MEANT}",
    "sentence-lost": f"translate the sentence too; {_MEANT}",
    "left-untranslated": f"translate it; {_MEANT}",
    "negation-lost": f"read both sentences again; {_MEANT}",
    "link-differs": f"copy the address from the source; {_MEANT}",
    "bad-typography": f"write it as this says; {_MEANT}",
}


def check_translations(pairs: Sequence[Paired], tag: str, source_tag: str) -> Iterator[Diagnostic]:
    """What is wrong with current translations: their numbers are errors, what can only be guessed is a warning."""
    for paired in pairs:
        if paired.entry is None or paired.message.optional or language.base(tag) == "qps":
            continue
        if paired.state in (State.TRANSLATED, State.IDENTICAL):
            yield from differences(paired.message, paired.entry, tag, source_tag)


def differences(
    message: Message, entry: Entry, tag: str, source_tag: str, span: Span | None = None
) -> Iterator[Diagnostic]:
    """The same for one string, whatever its state: one message for each kind of fault."""
    faults: dict[str, list[str]] = {}
    for fault in _faults(message.source, entry.text, tag, source_tag):
        if not is_meant(entry.on_purpose, fault):
            faults.setdefault(fault.code, []).append(fault.what)
    for code, whats in faults.items():
        severity = Severity.ERROR if code == "number-differs" else Severity.WARNING
        said = f"{'; '.join(whats)} (`{named(message.path)}`)"
        spaced = code == "bad-typography" and any(space_slips(entry, tag))
        help = (
            f"write it as this says, spaces by `deck check --locale {tag} --fix`; {_MEANT}" if spaced else _HELP[code]
        )
        yield Diagnostic(severity, code, said, span or entry.span, help)


def spaced(entry: Entry, tag: str) -> str:
    """The text of an entry with its spaces as the language sets them, unless it says that they are meant."""
    return mended(entry.text, tag) if any(space_slips(entry, tag)) else entry.text


def space_slips(entry: Entry, tag: str) -> Iterator[Slip]:
    """The spaces of an entry that are not as its language sets them; of a name as its source has it none is wrong."""
    if normal(entry.text).casefold() != normal(entry.source).casefold():
        yield from () if is_meant(entry.on_purpose, Fault("bad-typography", "")) else slips(entry.text, tag)


# By the words alone: of a talk's five hundred texts, an edit changes one.
@lru_cache(maxsize=4096)
def _faults(source: str, text: str, tag: str, source_tag: str) -> tuple[Fault, ...]:
    # In formulas a decimal comma stands in braces.
    source, text = source.replace("{,}", ","), text.replace("{,}", ",")
    same = normal(source) == normal(text)  # a name, on purpose
    numbers = () if same else number_faults(source, text, tag, source_tag)
    found = [Fault("number-differs", what) for what in numbers]
    return (*found, *wording_faults(source, text, tag, source_tag))


def is_meant(reason: str, fault: Fault) -> bool:
    """Whether a reason excuses a fault: one that names kinds of faults, or numbers, is about those and no others."""
    if not reason:
        return False
    codes = [code for code in (*_HELP, "not-the-term") if code in reason]
    if codes:
        return fault.code in codes
    numbers = WRITTEN.findall(reason)
    if not numbers:
        return True
    return fault.code == "number-differs" and any(f"`{number}`" in fault.what for number in numbers)
