"""What does the client make of a server that is busy, slow, wrong, or gone?"""

from __future__ import annotations

import gzip
import io
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from deck.refresh.client import CSL, BadAnswer, Client, Manners, NoAnswer, Unanswered
from deck.value import replace
from tests.refresh.conftest import BRISK
from tests.refresh.server import (
    Answer,
    Server,
    as_json,
    broken_off,
    busy,
    cut_off,
    dripping,
    moved,
    stalled,
    trickling,
    web_page,
)

WAITING = replace(BRISK, back_off_s=2, wait_s=120)


class Sleeper:
    """A clock that only goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(round(seconds, 1))

    def now(self) -> float:
        return sum(self.slept)


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


def refused(server: Server, manners: Manners = BRISK, sleeper: Sleeper | None = None) -> Unanswered:
    with pytest.raises(Unanswered) as caught:
        Client(manners=manners, sleep=sleeper or Sleeper()).ask(f"{server.address}/studies")
    return caught.value


def test_an_answer_is_read_and_the_question_is_signed(server):
    server.reply = lambda request: as_json({"studies": []})
    assert Client("ann@example.org").ask(f"{server.address}/studies", {"query.cond": "a & b"}, CSL) == {"studies": []}
    [asked] = server.asked
    assert asked.fields == {"query.cond": "a & b"}
    assert asked.headers["Accept"] == CSL
    assert asked.headers["User-Agent"] == "talk-deck (deck refresh; mailto:ann@example.org)"


def test_an_answer_may_come_compressed(server):
    squeezed = gzip.compress(b'{"studies": [1]}')
    headers = {"Content-Type": "application/json; charset=utf-8", "Content-Encoding": "gzip"}
    server.reply = lambda request: Answer(squeezed, headers=headers)
    assert Client().ask(server.address) == {"studies": [1]}


def test_a_busy_server_is_given_the_time_that_it_asks_for(server, sleeper):
    server.reply = lambda request: as_json({"good": True})
    server.fail("", busy(429, Retry_After="7"))
    assert Client(manners=WAITING, sleep=sleeper).ask(server.address) == {"good": True}
    assert sleeper.slept == [7]


def test_the_time_to_wait_may_be_a_time_of_day(server, sleeper):
    server.reply = lambda request: as_json({"good": True})
    server.fail("", busy(429, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)))
    assert Client(manners=WAITING, sleep=sleeper).ask(server.address) == {"good": True}
    assert 50 < sleeper.slept[0] <= 60


def test_a_server_in_trouble_is_tried_again_with_longer_pauses(server, sleeper):
    server.reply = lambda request: as_json({"good": True})
    server.fail("", busy(500), busy(503), busy(502))
    assert Client(manners=WAITING, sleep=sleeper).ask(server.address) == {"good": True}
    assert sleeper.slept == [2, 4, 8]


def test_after_four_tries_it_is_given_up(server, sleeper):
    server.fail("", *[busy(500)] * 9)
    problem = refused(server, WAITING, sleeper)
    assert isinstance(problem, NoAnswer)
    assert problem.message == f"`{server.host}` has a problem of its own (HTTP 500) (4 tries)"
    assert len(server.asked) == 4


def test_nobody_waits_an_hour(server, sleeper):
    server.fail("", busy(429, Retry_After="3600"))
    problem = refused(server, WAITING, sleeper)
    assert problem.message == f"`{server.host}` asks for fewer questions (HTTP 429)"
    assert problem.help == "it asks to wait 3600 s: try again then"
    assert sleeper.slept == []


@pytest.mark.parametrize("said", ["soon", "-5", "", "1e9", "٣"])
def test_a_time_to_wait_that_is_none_is_passed_over(said, server, sleeper):
    server.reply = lambda request: as_json({"good": True})
    server.fail("", busy(503, Retry_After=said.encode().decode("latin-1")))
    assert Client(manners=WAITING, sleep=sleeper).ask(server.address) == {"good": True}
    assert sleeper.slept == [2]


def test_what_is_not_there_is_not_asked_for_again(server):
    problem = refused(server, WAITING)
    assert problem.status == 404
    assert problem.message == f"`{server.host}` refuses: HTTP 404"
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [204, 304, 400, 403, 410])
def test_every_other_status_is_a_refusal(status, server):
    server.fail("", Answer(b"", status))
    assert refused(server).status == status


def test_json_that_breaks_off_is_no_answer(server):
    server.fail("", cut_off())
    problem = refused(server)
    assert isinstance(problem, BadAnswer)
    assert problem.message == f"the answer of `{server.host}` is not whole: its JSON cannot be read to the end"


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[" * 100_000, b'{"a": 1} {"b": 2}', b"1" * 5000])
def test_what_is_no_json_is_no_answer(body, server):
    server.fail("", Answer(body))
    assert isinstance(refused(server), BadAnswer)


def test_an_answer_that_is_shorter_than_it_says_is_asked_for_again(server):
    server.reply = lambda request: as_json({"good": True})
    server.fail("", broken_off())
    assert Client().ask(server.address) == {"good": True}
    assert len(server.asked) == 2


def test_a_web_page_is_no_answer(server):
    server.fail("", web_page())
    problem = refused(server)
    assert isinstance(problem, BadAnswer)
    assert problem.message == f"`{server.host}` answers with `text/html` where JSON was asked for"
    assert problem.help == "open a web page in a browser: is there a sign-in page between?"


def test_an_answer_without_a_type_is_none(server):
    server.fail("", Answer(b"{}", headers={}))
    assert "something without a type" in refused(server).message


def test_a_connection_on_which_nothing_comes_is_given_up(server, stop: threading.Event):
    server.fail("", *[stalled(stop)] * 4)
    problem = refused(server, replace(BRISK, silence_s=0.1))
    assert problem.message == f"`{server.host}` did not answer in time (4 tries)"
    assert problem.status == 0


def test_a_server_that_drips_is_not_waited_for(server, stop: threading.Event):
    server.fail("", dripping(stop))
    problem = refused(server, replace(BRISK, answer_s=0.2, tries=1))
    assert problem.message == f"`{server.host}` did not send its whole answer in time"


@pytest.mark.parametrize(
    "pieces",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Slow: ", b"x"),
        (b"HTTP", b""),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    ],
    ids=["header", "nothing", "size of a chunk", "chunks", "100 Continue"],
)
def test_a_server_that_drips_before_or_in_its_answer_is_not_waited_for(pieces, server, stop: threading.Event):
    server.fail("", trickling(stop, *pieces))
    began = time.monotonic()
    problem = refused(server, replace(BRISK, answer_s=0.3, silence_s=5, tries=1))
    assert problem.message == f"`{server.host}` did not send its whole answer in time"
    assert time.monotonic() - began < 3


def test_after_a_server_that_dripped_the_next_try_is_answered(server, stop: threading.Event):
    server.reply = lambda request: as_json({"good": True})
    server.fail("", trickling(stop, b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"))
    assert Client(manners=replace(BRISK, answer_s=0.3, silence_s=5)).ask(server.address) == {"good": True}


@pytest.mark.parametrize(
    ("asked", "to", "follows"),
    [
        ("https://doi.example/x", "http://agency.example/x", False),
        ("https://doi.example/x", "HTTP://agency.example/x", False),
        ("https://doi.example/x", "http://127.0.0.1/x", False),
        ("http://127.0.0.1:80/x", "http://agency.example/x", False),
        ("https://doi.example/x", "https://agency.example/x", True),
        ("https://doi.example/x", "//agency.example/x", True),
        ("https://doi.example/x", "/y", True),
        ("http://127.0.0.1:80/x", "http://localhost:81/x", True),
    ],
)
def test_no_redirect_leads_from_a_safe_address_to_one_that_is_not(asked, to, follows, monkeypatch):
    seen = []

    def send(self: HTTPAdapter, request: requests.PreparedRequest, **_: object) -> requests.Response:
        seen.append(request.url)
        first = len(seen) == 1
        headers = {"Location": to} if first else {"Content-Type": "application/json"}
        raw = HTTPResponse(io.BytesIO(b"{}"), headers=headers, status=302 if first else 200, preload_content=False)
        return self.build_response(request, raw)

    monkeypatch.setattr(HTTPAdapter, "send", send)
    if follows:
        assert Client(manners=BRISK).ask(asked) == {}
    else:
        with pytest.raises(NoAnswer, match="can be read and changed on its way"):
            Client(manners=BRISK).ask(asked)
    assert len(seen) == 1 + follows


def test_an_answer_without_end_is_cut(server):
    server.fail("", Answer(b" " * 3_000_000))
    problem = refused(server, replace(BRISK, answer_bytes=1024 * 1024))
    assert problem.message == f"the answer of `{server.host}` is larger than 1024 kB"


def test_a_small_answer_that_unpacks_to_a_large_one_is_cut(server):
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    server.fail("", Answer(gzip.compress(b" " * 30_000_000), headers=headers))
    assert "larger than 1024 kB" in refused(server, replace(BRISK, answer_bytes=1024 * 1024)).message


def test_what_only_says_that_it_is_compressed_is_no_answer(server):
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    server.fail("", *[Answer(b"{}", headers=headers)] * 4)
    assert isinstance(refused(server), NoAnswer)


def test_a_redirect_is_followed(server):
    server.reply = lambda request: as_json({"moved": request.path})
    server.fail("/old", moved(f"{server.address}/new"))
    assert Client().ask(f"{server.address}/old") == {"moved": "/new"}


def test_redirects_in_a_circle_end(server):
    server.reply = lambda request: moved(f"{server.address}/round")
    problem = refused(server)
    assert problem.message == f"`{server.host}` sends the question round in a circle"
    assert len(server.asked) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "http://", "gopher://127.0.0.1/"])
def test_a_redirect_to_what_is_no_web_address_is_refused(to, server):
    server.reply = lambda request: moved(to)
    assert isinstance(refused(server), NoAnswer)


def test_nobody_at_home_is_told_as_such(server):
    with pytest.raises(NoAnswer) as caught:
        Client().ask("http://127.0.0.1:9/studies")
    assert caught.value.message == "`127.0.0.1:9` cannot be reached (4 tries)"
    assert caught.value.help == "is this computer online? nothing was changed"


def test_there_are_at_most_fifty_questions_a_minute(server, sleeper):
    server.reply = lambda request: as_json({})
    client = Client(manners=replace(BRISK, pause_s=Manners().pause_s), sleep=sleeper, now=sleeper.now)
    for _ in range(51):
        client.ask(server.address)
    assert sum(sleeper.slept) >= 60
