"""Is a country known by whatever name a registry gives it?"""

from __future__ import annotations

import pytest

from deck import language
from deck.refresh.countries import Countries

KNOWN = {
    "KR": ("South Korea", "Korea, Republic of", "Republic of Korea", "KOREA, REPUBLIC OF", "Korea (Republic of)"),
    "KP": ("North Korea", "Korea, Democratic People's Republic of", "Korea, Democratic People’s Republic of"),
    "TR": ("Türkiye", "Turkey", "TÜRKİYE", "Turkiye", "Turkey (Türkiye)", "T\u0075\u0308rkiye"),
    "VN": ("Vietnam", "Viet Nam"),
    "CZ": ("Czechia", "Czech Republic"),
    "IR": ("Iran", "Iran, Islamic Republic of", "Iran (Islamic Republic of)"),
    "CI": ("Côte D'Ivoire", "Cote d’Ivoire", "Ivory Coast"),
    "CD": ("Congo, The Democratic Republic of the", "Congo, Democratic Republic of the", "Congo - Kinshasa"),
    "CG": ("Congo", "Republic of the Congo"),
    "MK": ("North Macedonia", "Macedonia, The Former Yugoslav Republic of", "Macedonia"),
    "TW": ("Taiwan", "Taiwan, Province of China", "Republic of China"),
    "CN": ("China", "China, People's Republic of"),
    "GB": ("United Kingdom", "united kingdom", "UK", "U.K.", "England"),
    "US": ("United States", "United States of America", "USA", "U.S.A."),
    "NL": ("Netherlands", "The Netherlands", "Netherlands (Kingdom of the)"),
    "BA": ("Bosnia and Herzegovina", "Bosnia & Herzegovina"),
    "PS": ("Palestinian Territories, Occupied", "Palestinian Territory, occupied", "Palestine, State of"),
    "LC": ("Saint Lucia", "St. Lucia"),
    "IE": ("Ireland", "Republic of Ireland"),
    "BE": ("Belgium", "Kingdom of Belgium"),
}


@pytest.mark.parametrize("code", KNOWN)
def test_every_name_of_a_country_gives_its_letters(code):
    countries = Countries({})
    assert {name: countries.code(name) for name in KNOWN[code]} == dict.fromkeys(KNOWN[code], code)


def test_every_name_of_cldr_gives_its_letters():
    countries, names = Countries({}), language.territories()
    unknown = {code for code in names if countries.code(names[code]) != code}
    assert unknown == {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@pytest.mark.parametrize("name", ["Ruritania", "", "?", "of the", "Republic", "Former Yugoslavia", "Unknown Region"])
def test_what_is_no_country_has_no_letters(name):
    assert Countries({}).code(name) == ""


def test_a_name_that_the_talk_explains_is_known_however_it_is_spelled():
    countries = Countries({"Ruritania, Kingdom of": "RT", "Macau": "XX"})
    assert [countries.code(name) for name in ("Kingdom of Ruritania", "Macau", "Macao")] == ["RT", "XX", "MO"]
