"""One server on this machine, with a preview behind it, from the first build to Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import secrets
import signal
import socket
from pathlib import Path

import uvicorn

from deck.serve.app import app
from deck.serve.preview import Preview


class Server:
    """Takes its port at once; OSError where that is taken by somebody else."""

    def __init__(self, talk: Path, runs_code: bool = True, port: int = 0) -> None:
        self._talk, self._runs_code = talk, runs_code
        self._socket = socket.socket()
        if hasattr(socket, "SO_REUSEADDR"):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self._port: int = self._socket.getsockname()[1]
        self._token = secrets.token_urlsafe(16)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/{self._token}/"

    def run(self) -> None:
        """Until Ctrl-C, or until the process is asked to end."""
        gc.enable()  # commands end before dead objects matter; this one runs for hours
        asyncio.run(self._run())

    async def _run(self) -> None:
        preview = Preview(self._talk, self._runs_code)
        config = uvicorn.Config(
            app(preview, self._token, self._port), log_level="warning", access_log=False, lifespan="off", ws="none"
        )
        server = uvicorn.Server(config)
        # It would raise the signal again when it has ended: Ctrl-C is how a preview ends, and no mistake.
        server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
        building = asyncio.create_task(preview.run())
        serving = asyncio.create_task(server.serve(sockets=[self._socket]))

        def stop() -> None:
            server.should_exit = True
            server.force_exit = True
            preview.stop()

        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(one, stop)
        try:
            await asyncio.wait((building, serving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop()
            await asyncio.gather(building, serving)
