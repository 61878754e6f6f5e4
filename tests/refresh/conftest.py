"""What tests of `deck refresh` share: a server on this computer, and no way to any other."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from deck.refresh import client
from deck.refresh.client import Manners
from tests.refresh.server import Server, serving

BRISK = Manners(pause_s=0, connect_s=5, silence_s=0.5, answer_s=5, back_off_s=0, wait_s=0)
"""A patient person would wait in vain: a test has no minute."""


@pytest.fixture(autouse=True)
def only_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a name server nor another computer is asked, and no proxy between."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else address
        assert host in ("127.0.0.1", "::1"), f"a test asks {host}"
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(client, "POLITE", BRISK)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Ends what a test let wait."""
    event = threading.Event()
    yield event
    event.set()
