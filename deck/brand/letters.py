"""Which letters tell that a font is for a script?"""

from __future__ import annotations

# Letters that a text in the script cannot do without; a font that has them is taken for one of the script.
LETTERS = {
    "Arab": "ابتثجحكلمنوي", "Armn": "աբգդեաԱԲ", "Beng": "অআকখগঘ", "Cyrl": "абвгджзийклщыю", "Deva": "अआकखगघ",
    "Geor": "აბგდევზთ", "Grek": "αβγδεάέήΩ", "Hans": "的是了这疗细胞", "Hant": "的是了這療細胞", "Hebr": "אבגדהוזחטיכ",
    "Jpan": "あいうアイウ細胞療法", "Khmr": "កខគឃង", "Kore": "가나다라세포", "Laoo": "ກຂຄງຈ", "Mymr": "ကခဂဃင",
    "Taml": "அஆஇகங", "Telu": "అఆకఖగ", "Thai": "กขคงจฉช",
}  # fmt: skip
