"""Which addresses may stand in a deck? What a talk may write, a package may hold, and the other way round."""

from __future__ import annotations

import pytest

from deck.address import trouble_with
from deck.markup import problem_of_link

GOOD = [
    "https://example.org",
    "http://example.org:8080/a?b=c%20d#e",
    "https://müller.de/",
    "https://пример.рф/",
    "https://例え.jp/",
    "https://ja日本.jp",
    "http://127.0.0.1:80/",
    "mailto:a.b+c@example.org",
    "mailto:a@b.org,c@d.org?subject=Hi%20there",
    "https://doi.org/10.1016/S0140-6736(24)01234-5",
    "https://xn--mller-kva.de",
    "https://el.wikipedia.org/wiki/%CE%91",
    "https://правда.com",
    "HTTPS://EXAMPLE.ORG",
    "https://a_b.example.org",
    "https://example.org.",
    "https://localhost:3000",
    "https://example.org/a|b{c}^d`e",
    "https://ελλάδα.ελ",
]
BAD = {
    "https://host:99999/": "no number from 1 to 65535",
    "https://host:0/": "no number from 1 to 65535",
    "https://host:8a/": "no number from 1 to 65535",
    "https://example.org/100%": "percent sign",
    "https://example.org/%zz": "percent sign",
    "https://example.org/a%00b": "line break",
    "mailto:a@example.org?subject=x%0D%0Abcc:y@example.org": "line break",
    "mailto:a@example.org\nb@example.org": "percent codes",
    "mailto:nobody": "no mail address",
    "mailto:a@@example.org": "no mail address",
    "https://еmsp.org": "mixes letters",  # the first letter is Cyrillic
    "https://oνe.org": "mixes letters",  # the second is Greek
    "https://аррӏе.com": "looks like a name in Latin letters",
    "https://xn--80ak6aa92e.com/": "looks like a name in Latin letters",
    "https://gıthub.com": "mixes letters",
    "https://ｅmsp.org": "stand for others",
    "https://exam\u00adple.org": "percent codes",
    "https://emsp.org@evil.example": "before `@`",
    "http://2130706433/": "no name of a site",
    "http://1.2.3.999/": "no name of a site",
    "https://-a.org": "no name of a site",
    "https://a..b": "no name of a site",
    "https://": "name of the site is missing",
    "ftp://example.org": "links begin with",
    "javascript:alert(1)": "links begin with",
}


@pytest.mark.parametrize("address", GOOD)
def test_an_honest_address_is_taken(address: str) -> None:
    assert trouble_with(address) == ""
    assert problem_of_link(address) == ""


@pytest.mark.parametrize("address", BAD)
def test_an_address_that_leads_elsewhere_is_not(address: str) -> None:
    assert BAD[address] in trouble_with(address)
    assert problem_of_link(address) != ""
