"""A server on this computer that answers as a registry and as publishers do, or as badly as a test asks for."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

JSON_TYPE = "application/json"


@dataclass(frozen=True)
class Answer:
    """What is sent for one request."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": JSON_TYPE})
    send: Callable[[Any, bytes], None] = lambda stream, body: stream.write(body)
    """How the body goes out."""
    raw: bool = False
    """Whether `send` says all, the status too."""


@dataclass(frozen=True)
class Request:
    path: str
    fields: dict[str, str]
    headers: dict[str, str]


def as_json(value: object, **headers: str) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"Content-Type": JSON_TYPE, **headers})


class Server:
    """Answers each request by `reply`, unless a fault is waiting for it; remembers what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.host = urlsplit(address).netloc
        self.asked: list[Request] = []
        self.reply: Callable[[Request], Answer] = lambda request: Answer(b'{"error": "nothing here"}', 404)
        self._faults: list[tuple[str, Answer]] = []

    def fail(self, path: str, *answers: Answer) -> None:
        """Give these answers to the next requests whose path holds `path`, before the good ones."""
        self._faults += [(path, answer) for answer in answers]

    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        for at, (path, answer) in enumerate(self._faults):
            if path in request.path:
                del self._faults[at]
                return answer
        return self.reply(request)


@contextmanager
def serving() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            answer = server.answer(Request(unquote(parts.path), dict(parse_qsl(parts.query)), dict(self.headers)))
            if not answer.raw:
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
            try:
                answer.send(self.wfile, answer.body)
                self.wfile.flush()
            except OSError:
                pass  # the client had enough

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(f"http://127.0.0.1:{http.server_port}")
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    http.shutdown()
    http.server_close()


# ---------------------------------------------------------------- ways to fail


def busy(status: int = 503, **headers: str) -> Answer:
    return Answer(
        b"busy", status, {"Content-Type": "text/plain", **{k.replace("_", "-"): v for k, v in headers.items()}}
    )


def web_page() -> Answer:
    return Answer(b"<html>Please sign in</html>", headers={"Content-Type": "text/html; charset=utf-8"})


def cut_off(body: bytes = b'{"totalCount": 1, "studies": [{"protocolSection": {"iden') -> Answer:
    """JSON that ends in the middle, in an answer that is whole for HTTP."""
    return Answer(body)


def broken_off() -> Answer:
    """An answer that promises more than it sends."""
    return Answer(b'{"studies": []', headers={"Content-Type": JSON_TYPE, "Content-Length": "4000"})


def stalled(stop: threading.Event) -> Answer:
    """A body that does not come."""

    def wait(stream: Any, body: bytes) -> None:
        stream.write(body[:1])
        stream.flush()
        stop.wait(20)

    return Answer(b'{"studies": []}', send=wait)


def dripping(stop: threading.Event) -> Answer:
    """A body of which a byte comes now and then, for ever."""

    def drip(stream: Any, body: bytes) -> None:
        while not stop.is_set():
            stream.write(b" ")
            stream.flush()
            time.sleep(0.02)

    return Answer(b"", headers={"Content-Type": JSON_TYPE, "Content-Length": "1000000"}, send=drip)


def trickling(stop: threading.Event, *pieces: bytes) -> Answer:
    """The first of the pieces, and then the second again and again."""

    def trickle(stream: Any, body: bytes) -> None:
        stream.write(pieces[0])
        while not stop.is_set():
            stream.write(pieces[1])
            stream.flush()
            time.sleep(0.002)

    return Answer(b"", raw=True, send=trickle)


def moved(to: str) -> Answer:
    return Answer(b"", 302, {"Location": to})


# ---------------------------------------------------------------- a registry


class Registry:
    """Answers as ClinicalTrials.gov's version 2 does: searches by condition, in pages, with a data date."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.found: dict[str, list[dict[str, Any]]] = {}
        """The studies of each search, by its condition."""
        self.day = "2026-09-14"
        self.page = 2
        self.miscounted = 0
        server.reply = self.reply

    def reply(self, request: Request) -> Answer:
        if request.path == "/api/v2/version":
            return as_json({"apiVersion": "2.0.5", "dataTimestamp": f"{self.day}T09:00:05"})
        if request.path != "/api/v2/studies":
            return Answer(b"not found", 404, {"Content-Type": "text/plain"})
        studies = self._asked_for(request.fields)
        start = int(request.fields.get("pageToken", "t0")[1:])
        answer: dict[str, Any] = {"studies": studies[start : start + self.page]}
        if start == 0 and request.fields.get("countTotal") == "true":
            answer["totalCount"] = len(studies) + self.miscounted
        if start + self.page < len(studies):
            answer["nextPageToken"] = f"t{start + self.page}"
        return as_json(answer)

    def _asked_for(self, fields: Mapping[str, str]) -> list[dict[str, Any]]:
        if "filter.ids" in fields:
            wanted = fields["filter.ids"].split(",")
            every = {number_of(study): study for studies in self.found.values() for study in studies}
            return [every[number] for number in wanted if number in every]
        return self.found.get(fields["query.cond"], [])


def study(
    number: int | str,
    *,
    status: str = "RECRUITING",
    phases: list[str] | None = None,
    sites: list[tuple[str, str, str]] | None = None,
    posted: str = "2025-01-02",
    updated: str = "2026-02-03",
    **more: Any,
) -> dict[str, Any]:
    """A record in the registry's form. The numbers cannot exist there: they begin at NCT00000000."""
    nct_id = number if isinstance(number, str) else f"NCT{number:08d}"
    section: dict[str, Any] = {
        "identificationModule": {
            "nctId": nct_id,
            "orgStudyIdInfo": {"id": f"DEMO-{number}"},
            "briefTitle": more.get("title", f"Demo CAR-T number {number}"),
        },
        "statusModule": {
            "statusVerifiedDate": "2026-02",
            "overallStatus": status,
            "startDateStruct": {"date": more.get("start", "2026-01"), "type": "ACTUAL"},
            "studyFirstPostDateStruct": {"date": posted, "type": "ACTUAL"},
            "lastUpdatePostDateStruct": {"date": updated, "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": more.get("sponsor", "Demo University"), "class": "OTHER"}
        },
        "conditionsModule": {"conditions": more.get("conditions", ["Multiple Sclerosis"]), "keywords": ["CAR T"]},
        "designModule": {
            "studyType": more.get("study_type", "INTERVENTIONAL"),
            "enrollmentInfo": {"count": more.get("enrollment", 12), "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {"interventions": [{"type": "BIOLOGICAL", "name": "DEMO-CAR19"}]},
        "contactsLocationsModule": {},
    }
    if "acronym" in more:
        section["identificationModule"]["acronym"] = more["acronym"]
    if phases is None or phases:
        section["designModule"]["phases"] = ["PHASE1"] if phases is None else phases
    if sites is None or sites:
        section["contactsLocationsModule"]["locations"] = [
            {"facility": facility, "city": city, "country": country, "geoPoint": {"lat": 51.22, "lon": 4.4}}
            for facility, city, country in (sites or [("Demo Hospital", "Antwerp", "Belgium")])
        ]
    return {
        "protocolSection": section,
        "derivedSection": {"miscInfoModule": {"versionHolder": "2026-09-14", "removedCountries": ["Narnia"]}},
        "hasResults": False,
    }


def number_of(record: Mapping[str, Any]) -> str:
    return str(record["protocolSection"]["identificationModule"]["nctId"])
