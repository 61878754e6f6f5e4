"""What is known of a film or a sound: how long it is, how large, and what it is coded in."""

from __future__ import annotations

from typing import Literal

from deck.value import Value

Form = Literal["mp4", "m4a", "mp3", "wav"]


class BadMedia(ValueError):
    """Why no slide can play it, as the end of a sentence that begins with its name; and what to do."""

    def __init__(self, why: str, help: str = "export it again") -> None:
        super().__init__(why)
        self.why, self.help = why, help

    def __reduce__(self) -> tuple[type[BadMedia], tuple[str, str]]:
        return BadMedia, (self.why, self.help)


class Medium(Value, frozen=True):
    form: Form
    """By which its file name ends in a deck."""
    seconds: float
    picture: str = ""
    """What its pictures are coded in, such as H.264; empty where it is a sound."""
    sound: str = ""
    """What its sound is coded in; empty where it is silent."""
    width: float = 0.0
    """Pixels as it is shown: turned as the camera was held."""
    height: float = 0.0
    doubts: tuple[str, ...] = ()
    """Why PowerPoint may not play it."""
