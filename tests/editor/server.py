"""A language server as an editor speaks to it: JSON-RPC over a pipe, one question after the other."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

COMMAND = "yaml-language-server"


def found() -> bool:
    return shutil.which(COMMAND) is not None


class Editor:
    """One file in an editor; lines and columns begin at 0, as in the protocol."""

    def __init__(self, file: Path) -> None:
        self._file = file.as_uri()
        self._server = subprocess.Popen(
            [COMMAND, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._asked = 0
        self._version = 1
        self.wrong: list[dict[str, Any]] = []
        root = file.parent.as_uri()
        able = {"textDocument": {"hover": {"contentFormat": ["plaintext"]}, "publishDiagnostics": {}}}
        self.ask("initialize", {"processId": None, "rootUri": root, "capabilities": able})
        self._tell("initialized", {})
        settings = {"yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}}
        self._tell("workspace/didChangeConfiguration", {"settings": settings})
        item = {"uri": self._file, "languageId": "yaml", "version": 1, "text": file.read_text(encoding="utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": item})

    def end(self) -> None:
        self._server.kill()
        self._server.wait()

    def says(self, text: str) -> list[str]:
        """What is wrong once the file holds this text."""
        self._version += 1
        which = {"uri": self._file, "version": self._version}
        self._tell("textDocument/didChange", {"textDocument": which, "contentChanges": [{"text": text}]})
        while True:
            got = self._read()
            if got.get("method") == "textDocument/publishDiagnostics" and got["params"].get("version") in (
                None,
                self._version,
            ):
                return [f"{one['range']['start']['line']}: {one['message']}" for one in got["params"]["diagnostics"]]

    def offered(self, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What can be completed there, by its label."""
        answer = self.ask("textDocument/completion", self._at(line, column))
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {one["label"]: one for one in items}

    def hover(self, line: int, column: int) -> str:
        answer = self.ask("textDocument/hover", self._at(line, column))
        held = answer["contents"] if answer else ""
        return str(held.get("value", "") if isinstance(held, dict) else held)

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            got = self._read()
            if got.get("id") == self._asked and "method" not in got:
                return got.get("result")

    def _at(self, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self._file}, "position": {"line": line, "character": column}}

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks of an editor is answered with nothing."""
        out = self._server.stdout
        assert out is not None
        length = 0
        while (head := out.readline().strip()) != b"":
            name, _, value = head.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        got: dict[str, Any] = json.loads(out.read(length))
        if "id" in got and "method" in got:
            configured = got["method"] == "workspace/configuration"
            empty = [None] * len(got["params"]["items"]) if configured else None
            self._send({"id": got["id"], "result": empty})
        return got
