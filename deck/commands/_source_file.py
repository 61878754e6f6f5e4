"""A file that people write as well, changed by a command: what anybody has saved since it was read stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deck.console.report import shown

if TYPE_CHECKING:
    from deck.diagnostics import Report


def save_source(text: str, path: Path, report: Report, made_from: str = "", quiet: bool = False) -> None:
    """Put the text in its place, whole or not at all, with the line ends that the file had.

    A file that is no longer what the text was made from was saved by somebody in the meantime, and stays.
    """
    from deck.write.save import now, save

    # A link to another file of the talk stays one.
    place = path.resolve() if path.is_symlink() else path
    before = now(place) or b""

    def still(found: bytes | None) -> bool:
        if found is None:
            return not made_from
        # As the text was read: without what its lines end in.
        said = found.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return bool(made_from) and said.rstrip() == made_from.rstrip()

    save(_as_it_was(before, text), place, report, still=still)
    if not report.has_errors and not quiet:
        click.echo(f"wrote   {shown(path)}")


def save_new(data: bytes, path: Path, report: Report) -> None:
    """Put a file where there is none: what somebody has put there meanwhile stays."""
    from deck.write.save import save

    save(data, path, report, still=lambda found: found is None)


def _as_it_was(before: bytes, text: str) -> bytes:
    """The text with the line ends and the byte order mark that the file had."""
    text = text.replace("\n", "\r\n") if b"\r\n" in before else text
    return text.encode("utf-8-sig" if before.startswith(b"\xef\xbb\xbf") else "utf-8")
