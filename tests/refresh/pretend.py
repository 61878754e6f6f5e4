"""Answers for the pictures of diagnostics: as the services would give them, without any network."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from deck.refresh import client
from deck.value import replace
from tests.refresh.server import study

Reply = Callable[[str], tuple[int, str, bytes]]
"""Status, type and body for an address."""
TUR = {
    "DOI": "10.1136/ard-2024-226142",
    "title": "CD19-CAR T-cell therapy induces deep tissue depletion of B cells",
    "author": [{"family": "Tur", "given": "Carlo"}, {"family": "Schett", "given": "Georg"}],
    "container-title": "Annals of the Rheumatic Diseases",
    "volume": "84",
    "issued": {"date-parts": [[2025, 1]]},
}


def a_computer_that_is_offline(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> requests.Response:
        raise requests.ConnectionError("no name server")

    patch.setattr(HTTPAdapter, "send", refuse)
    patch.setattr(client, "POLITE", replace(client.POLITE, pause_s=0, back_off_s=0))


def a_sign_in_page_between(patch: pytest.MonkeyPatch) -> None:
    _answer(patch, lambda address: (200, "text/html", b"<html>Welcome to our hotel</html>"))


def a_registry_that_miscounts(patch: pytest.MonkeyPatch) -> None:
    _answer(patch, _registry({"totalCount": 2, "studies": [study(1)]}))


def a_trial_with_a_site_in_ruritania(patch: pytest.MonkeyPatch) -> None:
    sites = [("University Hospital", "Strelsau", "Ruritania")]
    _answer(patch, _registry({"totalCount": 1, "studies": [study(1, sites=sites)]}))


def a_registry_that_knows_one_disease(patch: pytest.MonkeyPatch) -> None:
    found, nothing = {"totalCount": 1, "studies": [study(1)]}, {"totalCount": 0, "studies": []}
    _answer(patch, lambda address: _registry(nothing if "MOGDA" in address else found)(address))


def a_publisher_that_knows_the_paper(patch: pytest.MonkeyPatch) -> None:
    _answer(patch, lambda address: (200, client.CSL, json.dumps(TUR).encode()))


def a_publisher_that_has_retracted_the_paper(patch: pytest.MonkeyPatch) -> None:
    retracted = {**TUR, "title": f"RETRACTED: {TUR['title']}"}
    _answer(patch, lambda address: (200, client.CSL, json.dumps(retracted).encode()))


def a_doi_that_nobody_has_registered(patch: pytest.MonkeyPatch) -> None:
    _answer(patch, lambda address: (404, "text/html", b"<html>DOI not found</html>"))


SETUPS = (
    a_computer_that_is_offline,
    a_sign_in_page_between,
    a_registry_that_miscounts,
    a_trial_with_a_site_in_ruritania,
    a_registry_that_knows_one_disease,
    a_publisher_that_knows_the_paper,
    a_publisher_that_has_retracted_the_paper,
    a_doi_that_nobody_has_registered,
)


def _registry(found: dict[str, Any]) -> Reply:
    version = {"apiVersion": "2.0.5", "dataTimestamp": "2026-09-14T09:00:05"}
    return lambda address: (200, client.JSON, json.dumps(version if "/version" in address else found).encode())


def _answer(patch: pytest.MonkeyPatch, reply: Reply) -> None:
    def send(self: HTTPAdapter, request: requests.PreparedRequest, **_: object) -> requests.Response:
        assert request.url is not None
        status, kind, body = reply(request.url)
        headers = {"Content-Type": kind}
        raw = HTTPResponse(io.BytesIO(body), headers=headers, status=status, preload_content=False)
        return self.build_response(request, raw)

    patch.setattr(HTTPAdapter, "send", send)
    patch.setattr(client, "POLITE", replace(client.POLITE, pause_s=0, back_off_s=0))
