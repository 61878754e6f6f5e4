"""Put a talk on paper: handouts for attendees, the speaker's script, the staff's run sheet."""

from deck.write.handout.make import Order, make
from deck.write.handout.own_styles import load_styles
from deck.write.handout.style import PAPERS, Style, known_styles

__all__ = ["PAPERS", "Order", "Style", "known_styles", "load_styles", "make"]
