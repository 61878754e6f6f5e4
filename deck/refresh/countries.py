"""Which country does a registry mean? Its formal, former and inverted names, besides those of CLDR."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from deck import language

# Of ISO 3166-1, of the United Nations, and of former days, where they are other words than CLDR's. The order of words,
# "the", "of" and "and", accents and brackets do not matter: "Korea, Republic of" and "Republic of Korea" are one.
_ALSO = {
    "BA": ("Bosnia",),
    "BN": ("Brunei Darussalam",),
    "BO": ("Plurinational State of Bolivia",),
    "BY": ("Byelorussia",),
    "CD": ("Democratic Republic of the Congo", "DR Congo", "DRC", "Congo (Kinshasa)", "Zaire"),
    "CG": ("Congo", "Republic of the Congo", "Congo (Brazzaville)"),
    "CI": ("Ivory Coast",),
    "CN": ("People's Republic of China", "Mainland China"),
    "CV": ("Cabo Verde",),
    "CZ": ("Czech Republic",),
    "FK": ("Falkland Islands (Malvinas)",),
    "FM": ("Federated States of Micronesia",),
    "GB": (
        *("UK", "Great Britain", "United Kingdom of Great Britain and Northern Ireland"),
        *("England", "Scotland", "Wales", "Northern Ireland"),
    ),
    "HK": ("Hong Kong", "Hong Kong SAR", "Hong Kong, China"),
    "IR": ("Islamic Republic of Iran",),
    "KP": ("Democratic People's Republic of Korea", "Korea, North"),
    "KR": ("Republic of Korea", "Korea, South", "Korea"),
    "LA": ("Lao People's Democratic Republic", "Lao PDR"),
    "LY": ("Libyan Arab Jamahiriya", "State of Libya"),
    "MD": ("Republic of Moldova",),
    "MK": (
        *("Macedonia", "Republic of North Macedonia", "Former Yugoslav Republic of Macedonia"),
        *("The Former Yugoslav Republic of Macedonia (FYROM)", "FYROM"),
    ),
    "MM": ("Myanmar", "Burma"),
    "MO": ("Macao", "Macau", "Macao SAR", "Macau SAR", "Macao, China"),
    "NL": ("Kingdom of the Netherlands", "Holland"),
    "PS": (
        *("Palestine", "State of Palestine", "Occupied Palestinian Territory", "Occupied Palestinian Territories"),
        "Palestinian Territory",
    ),
    "RU": ("Russian Federation",),
    "SH": ("Saint Helena, Ascension and Tristan da Cunha",),
    "SK": ("Slovak Republic",),
    "SX": ("Sint Maarten (Dutch part)",),
    "MF": ("Saint Martin (French part)",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Turkey", "Turkey (Türkiye)", "Republic of Türkiye"),
    "TW": (
        "Taiwan, Province of China",
        "Taiwan, China",
        "Chinese Taipei",
        "Taiwan, Republic of China",
        "Republic of China",
    ),
    "TZ": ("United Republic of Tanzania",),
    "US": ("USA", "US", "United States of America"),
    "AE": ("UAE",),
    "VA": ("Holy See", "Holy See (Vatican City State)", "Vatican"),
    "VE": ("Bolivarian Republic of Venezuela",),
    "VG": ("Virgin Islands (British)",),
    "VI": ("Virgin Islands (U.S.)", "Virgin Islands, United States"),
    "VN": ("Viet Nam", "Socialist Republic of Viet Nam"),
}
_NO_COUNTRY = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""What CLDR gives two letters to that is no country."""
_SMALL = {"the", "of", "and"}
_FORMAL = {"republic", "kingdom", "state"}
"""Said or not said: Republic of Ireland, Kingdom of Saudi Arabia."""


class Countries:
    """The two letters (ISO 3166-1) of countries, by all names that registries give them."""

    def __init__(self, own: Mapping[str, str]) -> None:
        """`own` are names that the talk explains, with their letters."""
        names = language.territories().items()
        self._codes = {_words(name): code for code, name in names if code not in _NO_COUNTRY}
        self._codes |= {_words(name): code for code, names in _ALSO.items() for name in names}
        self._codes |= {_words(name): code for name, code in own.items()}

    def code(self, name: str) -> str:
        """Nothing where nobody knows a country of that name."""
        words = _words(name)
        formal = tuple(word for word in words if word not in _FORMAL)
        return self._codes.get(words) or self._codes.get(formal, "")


def _words(name: str) -> tuple[str, ...]:
    """The words that matter, in an order of their own: registries put "Republic of" before a name, behind, or in ()."""
    folded = unicodedata.normalize("NFKD", name.replace("ı", "i").casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", re.sub(r"['’`.]", "", plain.replace("&", " and ")))
    return tuple(sorted("saint" if word == "st" else word for word in words if word not in _SMALL))
