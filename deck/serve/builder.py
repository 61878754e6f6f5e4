"""Ask the process that builds for languages; where it dies, say of what, and begin another one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from deck.diagnostics import Diagnostic
from deck.offspring import MEGABYTES, end_fresh, fresh, how_it_ended
from deck.serve.passing import Receiver, send_wish
from deck.serve.shown import Broken, Done, Told, Wish
from deck.workspace import Workspace

if TYPE_CHECKING:
    from deck.offspring import Fresh


class Died(Exception):
    """Why there is no answer: the mistake of a script, or in words."""

    def __init__(self, why: str, mistake: Diagnostic | None) -> None:
        super().__init__(why)
        self.mistake = mistake


class Builder:
    """One at a time may ask it; `end` may be called by anybody."""

    def __init__(self, talk: Path, runs_code: bool) -> None:
        self._talk, self._runs_code = talk, runs_code
        self._process: Fresh | None = None
        self._hear: Receiver | None = None
        handle, self._account = tempfile.mkstemp(prefix="deck-serve-")
        os.close(handle)

    def ask(self, *locales: str) -> Iterator[Told]:
        """What it tells of these languages, as it comes; the last is Done or Broken. Died where it is neither."""
        process = self._process = self._running() or self._begun()
        assert process.stdin is not None and self._hear is not None
        try:
            send_wish(process.stdin, Wish(locales))
            while True:
                told = self._hear()
                yield told
                if isinstance(told, (Done, Broken)):
                    return
        except (EOFError, OSError):
            raise self._death(process) from None

    def _running(self) -> Fresh | None:
        return self._process if self._process is not None and self._process.poll() is None else None

    def _begun(self) -> Fresh:
        Path(self._account).write_bytes(b"")
        code = "yes" if self._runs_code else "no"
        process = fresh("deck.serve.workshop:work", str(self._talk), code, self._account, megabytes=MEGABYTES)
        assert process.stdout is not None
        self._hear = Receiver(process.stdout)
        return process

    def _death(self, process: Fresh) -> Died:
        # Imported here because most builders live.
        from deck.resolve.died import death_of

        end_fresh(process, grace=3.0)
        how = how_it_ended(process.returncode)
        mistake = death_of(Path(self._account).read_bytes(), how, Workspace.find(self._talk, self._runs_code))
        return Died(f"the process that builds {how}", mistake)

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            end_fresh(process)
        Path(self._account).unlink(missing_ok=True)
