"""What layouts are called: by Office in its languages, by Google, and by the houses that name theirs themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from deck.regex import regex

# As Office names its own layouts, lower case, without accents, as far as known: en, de, fr, es, pt, it, nl, sv, da,
# nb, fi, pl, cs, hu, tr, el, ru, uk, ja, zh, ko, ar, he; then Google's and LibreOffice's.
_OFFICE = {
    "cover": (
        "title slide|titelfolie|diapositive de titre|"
        "diapositiva de titulo|slide de titulo|diapositivo de titulo|"
        "diapositiva titolo|titeldia|rubrikbild|titelslide|"
        "titellysbilde|tittellysbilde|otsikkodia|slajd tytulowy|"
        "uvodni snimek|cimdia|baslik slayti|διαφανεια τιτλου|титульныи слаид|титульнии слаид|"
        "タイトル スライド|标题幻灯片|標題投影片|"
        "제목 슬라이드|شريحه عنوان|שקופית כותרת|title|"
        "diapositiva de titol|slide titlu|naslovni diapozitiv|naslovni slajd"
    ),
    "section": (
        "section header|abschnittsuberschrift|abschnitts-uberschrift|titre de section|encabezado de seccion|"
        "cabecalho da secao|cabecalho da seccao|intestazione sezione|"
        "sectiekop|avsnittsrubrik|afsnitsoverskrift|"
        "deloverskrift|osan ylatunniste|naglowek sekcji|zahlavi oddilu|"
        "zahlavi casti|szakaszfejlec|bolum ustbilgisi|"
        "κεφαλιδα ενοτητας|заголовок раздела|セクション見出し|节标题|章節標題|구역 머리글|راس المقطع|"
        "כותרת מקטע עליונה|section_header"
    ),
    "text": (
        "title and content|titel und inhalt|titre et contenu|"
        "titulo y objetos|titulo e conteudo|titulo y contenido|"
        "titolo e contenuto|titel en object|rubrik och innehall|titel og indholdsobjekt|tittel og innhold|"
        "otsikko ja sisalto|tytul i zawartosc|nadpis a obsah|"
        "cim es tartalom|baslik ve icerik|τιτλος και περιεχομενο|"
        "заголовок и объект|タイトルとコンテンツ|标题和内容|제목 및 내용|عنوان ومحتوى|כותרת ותוכן|title_and_body|"
        "title, content|titulo e objetos|conteudo|content|inhalt|"
        "contenu|contenido|one content|title and text|titel und text"
    ),
    "two": (
        "two content|zwei inhalte|deux contenus|dos objetos|"
        "dos contenidos|duas partes de conteudo|dois conteudos|"
        "conteudo duplo|due contenuti|twee objecten|inhoud van twee|tva innehallsdelar|to indholdsobjekter|"
        "to innholdsdeler|kaksi sisaltokohdetta|dwa elementy zawartosci|dva obsahy|ket tartalomresz|iki icerik|"
        "δυο περιεχομενα|два объекта|2 つのコンテンツ|两栏内容|콘텐츠 2개|محتويان|שני תכנים|title_and_two_columns|"
        "two contents|two columns|zwei spalten|deux colonnes"
    ),
    "bare": (
        "title only|nur titel|titre seul|solo el titulo|somente titulo|"
        "apenas titulo|so titulo|solo titolo|alleen titel|"
        "endast rubrik|kun titel|bare tittel|kun tittel|vain otsikko|"
        "tylko tytul|jenom nadpis|pouze nadpis|csak cim|"
        "yalniz baslik|μονο τιτλος|только заголовок|タイトルのみ|仅标题|제목만|عنوان فقط|כותרת בלבד|title_only"
    ),
    "table": "table|tabelle|tableau|tabla|tabela|tabella|tabel|title and table|titel und tabelle",
    "figure": "picture|bild|image|imagen|imagem|immagine|afbeelding|figure|title and picture|titel und bild",
}
_WORDS = {
    "cover": "title slide|titelfolie|titelseite|cover|front page|"
    "opening|opener|start slide|startfolie|title page|deckblatt|apresentacao|portada|couverture|titeldia",
    "section": "section|divider|chapter|abschnitt|kapitel|trenner|"
    "zwischentitel|intercalaire|seccion|secao|sezione|sectie",
    "text": "title and content|one content|inhalt|content|conteudo|contenido|contenu|bullets|text",
    "two": "two content|two column|2 content|2 column|zwei|deux|dos |duas|due |twee|zweispaltig|double",
    "bare": "title only|nur titel|titre seul|only title|headline only",
    "table": "table|tabelle|tableau|tabla|tabela|tabella",
    "figure": "picture|bild|image|figure|photo|foto|grafik|abbildung",
}
_STROKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})
"""Letters that no accent parts from: Unicode does not take them apart."""
_COUNTED = regex(r"^(\d+_)+|\s*\(?\d+\)?$")

# Prompts of a cover: who speaks, and when and where.
SPEAKER = (
    *("author", "autor", "auteur", "speaker", "presenter", "presented by", "referent", "vortragend", "orador"),
    *("palestrante", "relator", "verfasser", "sprecher", "intervenant", "ponente", "spreker", "your name", "ihr name"),
    "name of",
)
OCCASION = (
    *("date", "datum", "data", "fecha", "place", "location", "venue", "universi", "institut", "affiliation"),
    *("department", "abteilung", "hospital", "klinik", "city", "ort und", "lieu", "organi"),
)
EVENT = (
    *("event", "conference", "congress", "kongress", "veranstaltung", "meeting", "evento", "evenement", "congres"),
    *("tagung", "topic", "master title"),
)
QUOTATION = ("quot", "zitat", "citat", "citac", "citaz", "citer")


def plain(name: str) -> str:
    """A name in lower case, without accents, line breaks, and the numbers that PowerPoint adds to copies."""
    apart = unicodedata.normalize("NFKD", name.lower().translate(_STROKED))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _COUNTED.sub("", " ".join(bare.replace("-\n", "").replace("-\v", "").split())).strip()


def is_called(name: str, need: str) -> bool:
    """Whether Office or Google gives that name to a layout for that."""
    return plain(name) in _known().get(need, ())


@cache
def _known() -> dict[str, frozenset[str]]:
    # As plain as the names that are looked up: letters of Korean come apart as well.
    return {need: frozenset(map(plain, names.split("|"))) for need, names in _OFFICE.items()}


def speaks_of(name: str, need: str) -> bool:
    """Whether a house's own name for a layout says that it is for that."""
    bare = plain(name)
    return any(word in bare for word in _WORDS.get(need, "").split("|") if word)


def says_any(prompt: str, words: Sequence[str]) -> bool:
    bare = plain(prompt)
    return any(word in bare for word in words)
