"""Is a web or mail address one that a deck may carry? By its letters alone: nothing is asked of the net."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from deck.regex import regex

_WEB: Final = regex(r"https?://(?P<host>[^/?#]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_MAIL: Final = regex(r"mailto:(?P<to>[^?]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_FORBIDDEN: Final = regex(r"[\s\\\"<>]")
_PERCENT: Final = regex(r"%(?![0-9A-Fa-f]{2})")
_CODED_CONTROL: Final = regex(r"%(?:[01][0-9A-Fa-f]|7[Ff])")
_NUMBER: Final = regex(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE | re.ASCII)
_LOCAL: Final = regex(r"[^\s@,;:()\[\]/?\\\"<>]+")
_LABEL: Final = regex(r"(?!-)[\w-]{1,63}(?<!-)")
_OTHERS: Final = "write the name in plain Latin letters, or leave the link out"
# Scripts with letters that look like those of another. Nobody mixes them in one name in good faith.
_ALIKE: Final = ("LATIN", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE")
# Letters that are taken for Latin ones; a name of these alone is one that somebody wants to be misread.
_LIKE_LATIN: Final = frozenset("аԁеһіјӏӀкоԛрѕсуѵхԝвмнтгпзиαβγεηικνορτυχωѡ")
_PHONETIC: Final = regex("[ı\u0250-\u02af\u1d00-\u1dbf\ua720-\ua7ff]")


@lru_cache(maxsize=4096)
def trouble_with(address: str) -> str:
    """Why a web or mail address may not stand in a deck, and what to do; nothing where it may."""
    web, mail = _WEB.fullmatch(address), _MAIL.fullmatch(address)
    if web is None and mail is None:
        return "links begin with https://, http:// or mailto:"
    if not address.isprintable() or _FORBIDDEN.search(address):
        return "write spaces and odd characters as percent codes, such as %20"
    if _PERCENT.search(address):
        return "a percent sign stands before two hexadecimal digits: write %25 for the sign itself"
    if _CODED_CONTROL.search(address):
        return "take out the coded line break or control character (%0A, %0D …)"
    if web:
        return _trouble_with_place(web["host"])
    assert mail is not None
    return next(filter(None, map(_trouble_with_mailbox, mail["to"].split(","))), "")


def _trouble_with_place(place: str) -> str:
    host, colon, port = place.rpartition(":") if re.search(r":[^\]]*$", place) else (place, "", "")
    if colon and not (port.isascii() and port.isdecimal() and 0 < int(port) < 2**16):
        return f"the port `{port}` is no number from 1 to 65535"
    return trouble_with_host(host)


def _trouble_with_mailbox(mailbox: str) -> str:
    local, at, host = mailbox.rpartition("@")
    if not at or not _LOCAL.fullmatch(local):
        return f"`{mailbox}` is no mail address"
    return trouble_with_host(host)


def trouble_with_host(host: str) -> str:
    """What is wrong with the name of a computer: `trials.example.org`."""
    if not host:
        return "the name of the site is missing"
    if "@" in host:
        return "a name before `@` hides where the address leads: leave it out"
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        return f"`{host}` is no name of a site"
    if _NUMBER.fullmatch(labels[-1]) and not _is_ip_address(labels):
        return f"`{host}` is no name of a site, nor four numbers from 0 to 255"
    for label in labels:
        if trouble := _trouble_with_letters(_decoded(label), labels[-1]):
            return f"`{label}` {trouble}: {_OTHERS}"
    return ""


def _is_ip_address(labels: list[str]) -> bool:
    return len(labels) == 4 and all(re.fullmatch("0|[1-9][0-9]{0,2}", one) and int(one) < 256 for one in labels)


def _decoded(label: str) -> str:
    """A name as a browser shows it."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return ""


def _trouble_with_letters(label: str, top: str) -> str:
    if label.isascii():
        return "" if label else "cannot be decoded"
    if unicodedata.normalize("NFKC", label) != unicodedata.normalize("NFC", label):
        return "has letters that stand for others"
    scripts = {name.partition(" ")[0] for char in label if char.isalpha() and (name := unicodedata.name(char, ""))}
    if len(scripts.intersection(_ALIKE)) > 1 or _PHONETIC.search(label):
        return "mixes letters that look alike"
    letters = {char for char in label.lower() if char.isalpha()}
    if top.isascii() and scripts <= {"CYRILLIC", "GREEK"} and letters <= _LIKE_LATIN:
        return "looks like a name in Latin letters, and is none"
    return ""
