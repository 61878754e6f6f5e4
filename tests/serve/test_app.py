"""Who gets an answer from the preview's server, and which?"""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.serve.served import Served, served, small_talk


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(small_talk(tmp_path_factory.mktemp("talk"))) as one:
        one.until(lambda: one.shows("One thing is said here"))
        yield one


def asked(talk: Served, path: str = "", **headers: str) -> http.client.HTTPResponse:
    """The answer to a question for what stands at `path` behind the token; names of headers with _ for -."""
    parts = urlsplit(talk.address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=60)
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest("GET", path if path.startswith("/") else parts.path + path, skip_host="Host" in said)
    for name, value in said.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def test_the_page_is_given_to_whoever_knows_the_token(talk: Served) -> None:
    answer = asked(talk)
    assert (answer.status, answer.headers.get_content_type()) == (200, "text/html")


@pytest.mark.parametrize("path", ["/", "/wrong/", "/toke/", "/token2/", "/%74oke/", "//token/"])
def test_without_the_token_there_is_nothing(talk: Served, path: str) -> None:
    assert asked(talk, path).status == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", ""])
def test_by_another_name_it_does_not_answer(talk: Served, host: str) -> None:
    assert asked(talk, Host=host).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    ],
)
def test_other_pages_get_nothing(talk: Served, headers: dict[str, str]) -> None:
    assert asked(talk, **headers).status == 403


def test_a_link_from_elsewhere_may_open_it(talk: Served) -> None:
    said = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert asked(talk, **said).status == 200


@pytest.mark.parametrize("path", ["", "presenter", "app.js", "fonts.css", "events", "picture/none.svg", "/"])
def test_every_answer_says_what_a_browser_may_make_of_it(talk: Served, path: str) -> None:
    headers = asked(talk, path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")


def test_a_picture_by_itself_can_do_nothing(talk: Served) -> None:
    name = next(name for name in talk.preview.state.files if name.endswith(".svg"))
    answer = asked(talk, f"picture/{name}")
    assert (answer.status, answer.headers.get_content_type()) == (200, "image/svg+xml")
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")


@pytest.mark.parametrize("path", ["../app.py", "page/app.js", "..%2fapp.py", "%2e%2e/app.py", "font/99", "make/none"])
def test_no_other_file_is_given(talk: Served, path: str) -> None:
    assert asked(talk, path).status == 404


def test_nothing_is_fetched_from_elsewhere() -> None:
    """What a page names it names by where it stands here."""
    page = Path(__file__).parents[2] / "deck" / "serve" / "page"
    foreign = [
        file.name for file in page.iterdir() for sign in ("https:", "//cdn", "@import") if sign in file.read_text()
    ]
    assert foreign == []


@pytest.mark.parametrize(("what", "locale", "command"), [("pptx", "", ["build"]), ("pdf", "de", ["pdf"])])
def test_a_download_is_what_the_command_writes(
    talk: Served, tmp_path: Path, what: str, locale: str, command: list[str]
) -> None:
    named = ["--locale", locale] if locale else []
    run = [sys.executable, "-m", "deck", "-q", *command, str(talk.talk), "-o", str(tmp_path), *named]
    subprocess.run(run, check=True, cwd=Path(__file__).parents[2])
    [written] = tmp_path.iterdir()
    answer = asked(talk, f"make/{what}?locale={locale}")
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{written.name}"
    assert answer.read() == written.read_bytes()


def test_a_download_of_a_talk_with_a_mistake_says_what_is_wrong(talk: Served) -> None:
    talk.save("kind: bullets", "kind: bulets")
    try:
        answer = asked(talk, "make/pptx")
        assert answer.status == 409
        assert "did you mean `bullets`?" in answer.read().decode()
    finally:
        talk.save("kind: bulets", "kind: bullets")
