"""Ask a server over the network, politely: one JSON answer, whole and checked, or the reason why there is none."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from deck.diagnostics import Report, Span
from deck.value import Value

JSON = "application/json"
CSL = "application/vnd.citationstyles.csl+json"


class Unanswered(Exception):
    """Why there is no answer: `message` says what happened, `help` what to do."""

    def __init__(self, message: str, help: str, status: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.status = status
        """The HTTP status of a refusal; 0 where the server was not reached."""


class NoAnswer(Unanswered):
    """The server could not be reached, was too slow, or refused."""


class BadAnswer(Unanswered):
    """Something came, but not the whole of what was asked for."""


def tell(problem: Unanswered, span: Span, report: Report) -> None:
    """Put it into the report, at the place that led to the question."""
    if isinstance(problem, BadAnswer):
        report.error("bad-answer", problem.message, span, problem.help)
    else:
        report.error("no-answer", problem.message, span, problem.help)


class Manners(Value, frozen=True):
    """How patient and how modest the client is."""

    pause_s: float = 1.25
    """Between two questions: not more than fifty a minute, the registry's limit."""
    connect_s: float = 10.0
    silence_s: float = 30.0
    """The longest time in which nothing comes."""
    answer_s: float = 180.0
    """The longest time for one answer: a server that sends a byte now and then is not waited for."""
    answer_bytes: int = 32 * 1024 * 1024
    tries: int = 4
    back_off_s: float = 2.0
    """Before the second try; twice as long before each further one."""
    wait_s: float = 120.0
    """The longest wait that a server may ask for."""


POLITE = Manners()


class Client:
    """Asks one question after the other; each is tried again while the server is busy or out of reach."""

    def __init__(
        self,
        contact: str = "",
        manners: Manners | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._manners = manners or POLITE
        self._sleep = sleep
        self._now = now
        self._asked_at = float("-inf")
        self._lines = _Lines()
        self._session = _Session()
        self._session.max_redirects = 5
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, _Adapter(self._lines))
        self._session.headers["User-Agent"] = "talk-deck (deck refresh" + (f"; mailto:{contact})" if contact else ")")

    def ask(self, url: str, fields: Mapping[str, str] | None = None, accept: str = JSON) -> Any:
        """What the server answers, read as JSON; raises NoAnswer or BadAnswer."""
        tried = 1
        while True:
            self._pause()
            try:
                return self._in_time(url, fields or {}, accept)
            except _Busy as problem:
                wait = self._manners.back_off_s * 2 ** (tried - 1) if problem.wait is None else problem.wait
                if tried == self._manners.tries or wait > self._manners.wait_s:
                    raise _given_up(problem, tried, wait > self._manners.wait_s) from None
                self._sleep(wait)
                tried += 1

    def _pause(self) -> None:
        early = self._asked_at + self._manners.pause_s - self._now()
        if early > 0:
            self._sleep(early)
        self._asked_at = self._now()

    def _in_time(self, url: str, fields: Mapping[str, str], accept: str) -> Any:
        """The answer, unless its time is over first, in whatever part of it the server drips.

        The time limits of requests are between two bytes: headers, sizes of chunks, or one `100 Continue` after the
        other may come for ever.
        """
        over = threading.Event()
        watch = threading.Timer(self._manners.answer_s, self._lines.cut, [over])
        watch.daemon = True
        watch.start()
        try:
            answer = self._answer(url, fields, accept)
        except Unanswered:
            if over.is_set():
                raise _Busy(f"`{urlsplit(url).netloc}` did not send its whole answer in time", _SLOW) from None
            raise
        finally:
            watch.cancel()
            self._session.close()
            self._lines.close()
        return answer

    def _answer(self, url: str, fields: Mapping[str, str], accept: str) -> Any:
        host = urlsplit(url).netloc
        until = self._now() + self._manners.answer_s
        try:
            with self._session.get(
                url,
                params=dict(fields),
                headers={"Accept": accept},
                timeout=(self._manners.connect_s, self._manners.silence_s),
                stream=True,
            ) as response:
                _check_status(response, host)
                _check_type(response, host)
                return _read_json(self._body(response, host, until), host)
        except (requests.exceptions.SSLError, requests.TooManyRedirects, _Downgrade) as problem:
            raise NoAnswer(f"`{host}` {_REASONS[type(problem)]}", "look at the address in a browser") from None
        except requests.Timeout:
            raise _Busy(f"`{host}` did not answer in time", _SLOW) from None
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as problem:
            raise _lost(problem, host) from None
        except (requests.RequestException, ValueError) as problem:
            raise NoAnswer(f"`{url}` cannot be asked: {_first_line(problem)}", "correct the address") from None
        except (HTTPError, OSError) as problem:  # while the body is read, urllib3's own
            raise _lost(problem, host) from None

    def _body(self, response: requests.Response, host: str, until: float) -> bytes:
        # `iter_content` waits until a piece is full: a server that drips would hold it for hours.
        read = response.raw.read1
        pieces, size = [], 0
        while piece := read(65536, decode_content=True):
            pieces.append(piece)
            size += len(piece)
            if size > self._manners.answer_bytes:
                limit = self._manners.answer_bytes // 1024
                raise BadAnswer(f"the answer of `{host}` is larger than {limit} kB", "ask for less: a narrower search")
            if self._now() > until:
                raise _Busy(f"`{host}` did not send its whole answer in time", _SLOW)
        return b"".join(pieces)


class _Lines:
    """The connections of one question, so that they can be cut from outside."""

    def __init__(self) -> None:
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()

    def add(self, connection: socket.socket) -> None:
        # A duplicate: TLS takes the connection over into an object of its own.
        with self._lock:
            self._open.append(connection.dup())

    def cut(self, over: threading.Event) -> None:
        over.set()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()


class _Adapter(HTTPAdapter):
    """Tells of every connection that is made."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        super().__init__()

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = _pools(self._lines)

    def proxy_manager_for(self, *args: Any, **named: Any) -> Any:
        manager = super().proxy_manager_for(*args, **named)
        manager.pool_classes_by_scheme = _pools(self._lines)
        return manager


def _pools(lines: _Lines) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            made = super()._new_conn()
            lines.add(made)
            return made

    class Safe(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            made = super()._new_conn()
            lines.add(made)
            return made

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    return {"http": PlainPool, "https": SafePool}


class _Downgrade(requests.RequestException):
    """A redirect from an address that is safe on its way to one that is not."""


class _Session(requests.Session):
    """Follows a redirect to https only; and on this computer, where nobody listens, from one address to another."""

    def get_redirect_target(self, response: requests.Response) -> str | None:
        target = super().get_redirect_target(response)
        if target is not None:
            parts = urlsplit(urljoin(response.url, target))
            here = _is_here(response.url) and _is_here(parts.geturl())
            if parts.scheme.lower() == "http" and not here:
                raise _Downgrade
        return target


def _is_here(url: str) -> bool:
    return urlsplit(url).scheme == "http" and urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


class _Busy(NoAnswer):
    """Worth another try: now, or after as many seconds as the server says."""

    def __init__(self, message: str, help: str, status: int = 0, wait: float | None = None) -> None:
        super().__init__(message, help, status)
        self.wait = wait


_SIGN_IN = "open a web page in a browser: is there a sign-in page between?"
_SLOW = "try again later; nothing was changed"
_REASONS = {
    requests.exceptions.SSLError: "has no certificate that can be trusted",
    requests.TooManyRedirects: "sends the question round in a circle",
    _Downgrade: "sends the question on to an address that can be read and changed on its way",
}


def _given_up(problem: _Busy, tried: int, too_long: bool) -> NoAnswer:
    times = "" if tried == 1 else f" ({tried} tries)"
    help = f"it asks to wait {problem.wait:.0f} s: try again then" if too_long else problem.help
    return NoAnswer(problem.message + times, help, problem.status)


def _lost(problem: Exception, host: str) -> _Busy:
    if "timed out" in str(problem).lower():
        return _Busy(f"`{host}` did not answer in time", _SLOW)
    if isinstance(problem, requests.ConnectionError):
        return _Busy(f"`{host}` cannot be reached", "is this computer online? nothing was changed")
    return _Busy(f"the connection to `{host}` broke off", _SLOW)


def _check_status(response: requests.Response, host: str) -> None:
    status = response.status_code
    if status in (429, 500, 502, 503, 504):
        what = "asks for fewer questions" if status == 429 else "has a problem of its own"
        raise _Busy(f"`{host}` {what} (HTTP {status})", _SLOW, status, _retry_after(response))
    if status != 200:
        help = "the address or the search is not one that it knows" if status in (400, 404) else _SLOW
        raise NoAnswer(f"`{host}` refuses: HTTP {status}", help, status)


def _retry_after(response: requests.Response) -> float | None:
    """The seconds that the server asks to wait, given as such or as a time of day; None where it says nothing."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
        return max(0.0, (when.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None


def _check_type(response: requests.Response, host: str) -> None:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if not kind.endswith(("/json", "+json")):
        what = f"`{kind}`" if kind else "something without a type"
        raise BadAnswer(f"`{host}` answers with {what} where JSON was asked for", _SIGN_IN)


def _read_json(body: bytes, host: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BadAnswer(f"the answer of `{host}` is not whole: its JSON cannot be read to the end", _SLOW) from None


def _first_line(problem: Exception) -> str:
    return str(problem).splitlines()[0][:100] if str(problem) else type(problem).__name__
