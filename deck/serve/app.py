"""What the server answers, address by address."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from deck.door import read_regular
from deck.language import is_tag
from deck.serve.downloads import COMMANDS, NotMade, make
from deck.serve.guard import Guard
from deck.serve.preview import Preview

if TYPE_CHECKING:
    from starlette.requests import Request

_PAGE = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""An author's drawing, opened by itself: it may draw, and nothing else."""
_FOR_EVER = "private, max-age=31536000, immutable"
"""Of what is named by its content."""


def app(preview: Preview, token: str, port: int) -> Guard:
    """The server's whole answer; every address begins with the token."""
    answers = _Answers(preview)
    routes = [
        Route("/{token}/", answers.page),
        Route("/{token}/presenter", answers.page),
        Route("/{token}/fonts.css", answers.fonts),
        Route("/{token}/font/{number:int}", answers.font),
        Route("/{token}/picture/{name}", answers.picture),
        Route("/{token}/events", answers.events),
        Route("/{token}/make/{what}", answers.made),
        Route("/{token}/{name}", answers.part),
    ]
    return Guard(Starlette(routes=routes), token, port)


class _Answers:
    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    async def page(self, request: Request) -> Response:
        return _file("presenter.html" if request.url.path.endswith("/presenter") else "index.html")

    async def part(self, request: Request) -> Response:
        """What a page of ours is made of."""
        name = request.path_params["name"]
        if name not in {path.name for path in _PAGE.iterdir()}:
            return _nothing()
        return _file(name)

    async def fonts(self, request: Request) -> Response:
        faces = "".join(
            f"@font-face{{font-family:{_quoted(face.family)};src:url(font/{at});"
            f"font-weight:{'bold' if face.bold else 'normal'};font-style:{'italic' if face.italic else 'normal'}}}\n"
            for at, face in enumerate(self._preview.state.faces)
        )
        return Response(faces, media_type="text/css")

    async def font(self, request: Request) -> Response:
        number, faces = request.path_params["number"], self._preview.state.faces
        if number >= len(faces) or Path(faces[number].file).suffix.lower() not in (".ttf", ".otf"):
            return _nothing()
        try:
            data = read_regular(Path(faces[number].file))
        except OSError:
            return _nothing()
        return Response(data, media_type=_TYPES[Path(faces[number].file).suffix.lower()])

    async def picture(self, request: Request) -> Response:
        name = request.path_params["name"]
        data = self._preview.state.files.get(name)
        if data is None:
            return _nothing()
        headers = {"Content-Security-Policy": _PICTURE_POLICY, "Cache-Control": _FOR_EVER}
        return Response(data, media_type=_TYPES.get(Path(name).suffix, "application/octet-stream"), headers=headers)

    async def events(self, request: Request) -> Response:
        locales = request.query_params.getlist("show") or [""]
        if len(locales) > 2 or not all(locale == "" or is_tag(locale) for locale in locales):
            return PlainTextResponse("show=LANGUAGE, once or twice\n", status_code=400)
        return StreamingResponse(self._events(tuple(locales)), media_type="text/event-stream")

    async def _events(self, locales: tuple[str, ...]) -> AsyncIterator[bytes]:
        news = self._preview.news(locales)
        async with contextlib.aclosing(news):  # type: ignore[type-var]
            async for one in news:
                yield b"event: %s\ndata: %s\n\n" % (one.event.encode(), msgspec.json.encode(one.said))

    async def made(self, request: Request) -> Response:
        """A file to take along, made now."""
        what, locale = request.path_params["what"], request.query_params.get("locale", "")
        if what not in COMMANDS or not (locale == "" or is_tag(locale)):
            return _nothing()
        world = self._preview.world
        try:
            made = await make(what, world.slides_file, locale, world.runs_code)
        except NotMade as problem:
            return PlainTextResponse(f"{problem}\n", status_code=409)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(made.name)}"}
        return Response(made.data, media_type=made.type, headers=headers)


def _file(name: str) -> Response:
    return Response((_PAGE / name).read_bytes(), media_type=_TYPES[Path(name).suffix])


def _nothing() -> Response:
    return PlainTextResponse("there is nothing of that name\n", status_code=404)


def _quoted(name: str) -> str:
    """A name as CSS writes one that may hold any sign."""
    return '"{}"'.format("".join(sign if sign.isalnum() or sign in " -" else f"\\{ord(sign):x} " for sign in name))
