"""A real Chromium without a window, spoken to by its own protocol through two pipes: nothing to install but it."""

from __future__ import annotations

import base64
import json
import os
import queue
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 30.0
"""What a machine with other things to do may take for one answer."""


def found() -> str | None:
    """The browser of this machine; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    def __init__(self, folder: Path) -> None:
        """`folder` is for the profile, and is the browser's own."""
        to_browser, ours = os.pipe()
        theirs, from_browser = os.pipe()
        flags = [
            *("--headless=new", "--remote-debugging-pipe", f"--user-data-dir={folder}", "--no-first-run"),
            *("--no-sandbox", "--disable-gpu", "--disable-extensions", "--hide-scrollbars", "--lang=en"),
            *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
        ]
        program = found()
        assert program is not None
        # The protocol is spoken at the descriptors 3 and 4.
        script = f'exec "$0" "$@" 3<&{to_browser} 4>&{from_browser}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, program, *flags, "about:blank"],
            pass_fds=(to_browser, from_browser),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._to, self._from = os.fdopen(ours, "wb", buffering=0), os.fdopen(theirs, "rb", buffering=0)
        self._number = 0
        self._answers: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self.errors: list[str] = []
        """What scripts of pages failed at, and what the policy of a page refused."""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        left = b""
        while data := self._from.read(1 << 16):
            *whole, left = (left + data).split(b"\0")
            for one in whole:
                self._heard(json.loads(one))

    def _heard(self, said: dict[str, Any]) -> None:
        if "id" in said:
            self._answers.pop(said["id"]).put(said)
        elif said["method"] == "Runtime.exceptionThrown":
            details = said["params"]["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif said["method"] == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
            self.errors.append(said["params"]["entry"]["text"])

    def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        self._number += 1
        answer = self._answers[self._number] = queue.SimpleQueue()
        said = {"id": self._number, "method": method, "params": params}
        self._to.write(json.dumps({**said, "sessionId": session} if session else said).encode() + b"\0")
        told = answer.get(timeout=SECONDS)
        assert "error" not in told, f"{method}: {told['error']}"
        result: dict[str, Any] = told["result"]
        return result

    def open(self, address: str, width: int = 1400, height: int = 850) -> Window:
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        window = Window(self, session, target)
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable", session)
        window.size(width, height)
        window.visit(address)
        return window

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


class Window:
    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self._browser, self._session, self._target = browser, session, target

    def visit(self, address: str) -> None:
        self._browser.ask("Page.navigate", self._session, url=address)

    def reload(self) -> None:
        self._browser.ask("Page.reload", self._session)

    def size(self, width: int, height: int) -> None:
        said = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._browser.ask("Emulation.setDeviceMetricsOverride", self._session, **said)

    def scheme(self, name: str) -> None:
        """As somebody reads it who has asked for `light` or `dark` pages."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self._browser.ask("Emulation.setEmulatedMedia", self._session, features=features)

    def run(self, script: str) -> Any:
        """What an expression is worth; its promise is awaited."""
        said = {"expression": script, "returnByValue": True, "awaitPromise": True}
        told = self._browser.ask("Runtime.evaluate", self._session, **said)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def axe(self) -> tuple[int, list[Any]]:
        """How many of axe's rules the page keeps, and which it breaks, with the elements that do."""
        rules = Path(pytest.importorskip("axe_core_python").__file__).parent / "axe.min.js"
        self.run(rules.read_text(encoding="utf-8") + "; true")
        passes, wrong = self.run(
            "axe.run().then(it => [it.passes.length,"
            " it.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 300))])])"
        )
        return passes, wrong

    def wait(self, script: str, seconds: float = SECONDS) -> Any:
        """What the expression is worth as soon as that is true."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if value := self.run(script):
                    return value
            except AssertionError:  # the page is just being left
                pass
            time.sleep(0.02)
        raise AssertionError(f"never true: {script}\nthe page says: {self.run('document.body.innerText')}")

    def key(self, key: str) -> None:
        text = key if len(key) == 1 else "\r" if key == "Enter" else ""
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "Home": 36, "End": 35, "ArrowLeft": 37, "ArrowRight": 39}
        said = {"key": key, "text": text, "windowsVirtualKeyCode": codes.get(key, 0)}
        self._browser.ask("Input.dispatchKeyEvent", self._session, type="keyDown", **said)
        self._browser.ask("Input.dispatchKeyEvent", self._session, type="keyUp", key=key)

    def click(self, selector: str) -> None:
        """Press the mouse in the middle of an element."""
        where = f"(() => {{const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
        x, y = self.run(where + "return [b.x + b.width / 2, b.y + b.height / 2]})()")
        for kind in ("mousePressed", "mouseReleased"):
            said = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            self._browser.ask("Input.dispatchMouseEvent", self._session, **said)

    def first_of_all(self, script: str) -> None:
        """Run it in every page that is visited from now on, before the page's own scripts."""
        self._browser.ask("Page.addScriptToEvaluateOnNewDocument", self._session, source=script)

    def front(self) -> None:
        """Be the window that somebody looks at: what stands behind is painted late."""
        self._browser.ask("Page.bringToFront", self._session)

    def heap(self) -> float:
        """MiB that the page's objects take once the dead ones are gone."""
        self._browser.ask("HeapProfiler.collectGarbage", self._session)
        return float(self._browser.ask("Runtime.getHeapUsage", self._session)["usedSize"]) / (1 << 20)

    def picture(self, file: Path) -> None:
        data = self._browser.ask("Page.captureScreenshot", self._session)["data"]
        file.write_bytes(base64.b64decode(data))

    def close(self) -> None:
        self._browser.ask("Target.closeTarget", targetId=self._target)
