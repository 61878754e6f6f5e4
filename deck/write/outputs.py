"""What is each file called that a command writes, and where does it go unless -o says otherwise?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deck.workspace import Workspace

if TYPE_CHECKING:
    from deck.page import Deck, Page


def tag(deck: Deck) -> str:
    """The language in a file's name: an overlay's name, or the talk's own language without its region."""
    return deck.meta.language if deck.translation else deck.meta.language.split("-")[0]


def begins(world: Workspace, tag: str) -> str:
    """How the names of all files of a talk in one language begin."""
    return f"{world.slides_file.stem}.{tag}."


def deck_name(world: Workspace, tag: str, without_notes: bool = False) -> str:
    return f"{begins(world, tag)}{'without-notes.' if without_notes else ''}pptx"


def pdf_name(world: Workspace, tag: str) -> str:
    return f"{begins(world, tag)}pdf"


def proof_name(world: Workspace, tag: str) -> str:
    return f"{begins(world, tag)}proof.pdf"


def exchange_name(world: Workspace, tag: str) -> str:
    return f"{begins(world, tag)}po"


def bundle_name(world: Workspace) -> str:
    return f"{world.slides_file.stem}.bundle.zip"


def report_name(world: Workspace) -> str:
    return f"{world.slides_file.stem}.report.html"


def template_name(brand: str) -> str:
    return f"{'-'.join(brand.lower().split())}.potx"


def figure_name(figure: str, locale: str | None) -> str:
    return f"{figure}{f'.{locale}' if locale else ''}.png"


def figures_folder(world: Workspace) -> Path:
    return world.build_folder / "figures"


def pictures_folder(world: Workspace, locale: str) -> Path:
    """Where the slides' pictures go: each talk and each translation has a folder of its own."""
    talk = "" if world.slides_file.stem == "slides" else world.slides_file.stem
    return world.build_folder / "png" / talk / locale


def picture_name(page: Page, deck: Deck) -> str:
    return f"{page.number:0{max(2, len(str(len(deck.pages))))}d}-{page.id}.png"
