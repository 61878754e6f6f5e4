"""Files on demand, by the command that writes them: they are the same to the byte."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from deck.value import Value

COMMANDS: dict[str, tuple[str, ...]] = {
    "pptx": ("build",),
    "pdf": ("pdf",),
    **{f"handout-{style}": ("handout", "--style", style) for style in ("3up", "notes", "large-print", "script")},
    "handout-run-sheet": ("handout", "--style", "run-sheet"),
}
"""What can be asked for, and the command that makes it."""
_TYPES = {
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


class Made(Value, frozen=True):
    name: str
    data: bytes
    type: str


class NotMade(Exception):
    """What the command printed."""


async def make(what: str, talk: Path, locale: str, runs_code: bool) -> Made:
    """The file that the command writes for the talk in that language; NotMade where it writes none."""
    command = [*COMMANDS[what], str(talk), *(("--locale", locale) if locale else ())]
    command += [] if runs_code else ["--no-code"]
    with tempfile.TemporaryDirectory(prefix="deck-serve-", ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "deck", "-q", *command, "-o", folder),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            printed, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        files = [path for path in sorted(Path(folder).iterdir()) if path.suffix in _TYPES]
        if process.returncode or len(files) != 1:
            raise NotMade(printed.decode(errors="replace").strip() or "nothing was written")
        return Made(files[0].name, files[0].read_bytes(), _TYPES[files[0].suffix])
