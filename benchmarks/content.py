"""What the decks of the benchmark say: the same words, pictures and tables for every builder, the same every time."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

# Plain words of a day outdoors: nothing here may be mistaken for a statement of a talk.
_WORDS = re.findall(
    r"\w+",
    "apple barrel basket bench bicycle blanket boat bottle branch bread bridge bucket candle chair cloud coat "
    "corner cup door farmer fence field fire fish flower garden gate glass grass harbour hat hedge hill house "
    "island kettle kitchen ladder lamp lantern leaf letter market meadow mill morning mountain orchard path pebble "
    "pillow plate pond rain ribbon river road roof rope sail shelf shoe shore shovel spoon spring stable stone "
    "storm street summer table tower train valley village wagon wall water well wheel willow wind window winter "
    "wood brings carries finds follows gathers holds keeps leaves lifts meets opens paints passes pulls reaches "
    "sees turns warms a the under over beside behind before after with without near far small large quiet bright "
    "early late narrow green",
)

SERIES = {
    "plain": "Title and five bullets of 60 words; on every fifth slide 35 words and one of five 1600 × 900 pictures",
    "distinct": "A picture of its own on every second slide, a table of its own on the others",
}


@dataclass(frozen=True)
class Page:
    """One slide between the title and the closing slide; `picture` is a file name, empty for none."""

    title: str
    notes: str
    bullets: tuple[str, ...] = ()
    picture: str = ""
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Content:
    """A deck of `size` slides: a title slide, `size - 2` pages, a closing slide."""

    size: int
    title: str
    pages: tuple[Page, ...]
    closing: str
    closing_notes: str

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the picture files, each once."""
        return tuple(dict.fromkeys(page.picture for page in self.pages if page.picture))


def content(series: str, size: int) -> Content:
    """The deck of that series and size."""
    chance = random.Random(f"{series} {size}")
    make = _plain_page if series == "plain" else _distinct_page
    pages = tuple(make(number, chance) for number in range(1, size - 1))
    return Content(size, f"A deck of {size} slides", pages, "Thank you", _sentence(40, chance))


def _plain_page(number: int, chance: random.Random) -> Page:
    picture = f"picture{number // 5 % 5}.png" if number % 5 == 1 else ""
    # Beside a picture our readable sizes have room for twelve lines.
    bullets = tuple(_sentence(7 if picture else 12, chance) for _ in range(5))
    return Page(_title(number, chance), _sentence(40, chance), bullets, picture)


def _distinct_page(number: int, chance: random.Random) -> Page:
    title, notes = _title(number, chance), _sentence(40, chance)
    if number % 2:
        return Page(title, notes, picture=f"own{number}.png")
    rows = tuple(tuple(_sentence(2, chance) for _ in range(4)) for _ in range(6))
    return Page(title, notes, table=rows)


def _title(number: int, chance: random.Random) -> str:
    return f"{_sentence(5, chance)} {number}"


def _sentence(length: int, chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(length)).capitalize()
