"""A headless Chromium for tests: pages opened from files, driven by the DevTools protocol through a pipe, no driver needed.

https://chromedevtools.github.io/devtools-protocol/ ; Chromium reads commands from descriptor 3 and writes answers to 4,
JSON ended by a zero byte, where it is started with --remote-debugging-pipe.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip
_LONGEST = 60.0  # seconds for an answer


def program() -> str | None:
    """The Chromium of this machine."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class Browser:
    """A Chromium with one page. `errors` are what its console and its policy complained of, `requests` all addresses asked for."""

    def __init__(self) -> None:
        """Start it in a profile of its own."""
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.folder = Path(tempfile.mkdtemp(prefix="browser-"))
        (self.folder / "downloads").mkdir()
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        words = [str(program()), *FLAGS, f"--user-data-dir={self.folder / 'profile'}", "about:blank"]
        shell = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, *words],
            pass_fds=(to_read, to_write),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._rest, self._number, self._session = b"", 0, None
        targets = self._ask("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self._session = self._ask("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._ask(f"{domain}.enable")
        self._ask(
            "Browser.setDownloadBehavior",
            behavior="allow",
            downloadPath=str(self.folder / "downloads"),
            eventsEnabled=False,
        )

    def close(self) -> None:
        """End it."""
        try:
            self._session = None
            self._ask("Browser.close")
            self._process.wait(10)
        except (OSError, subprocess.TimeoutExpired, TimeoutError):
            self._process.kill()
            self._process.wait()
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, page: Path, address: str = "") -> float:
        """Open a file anew; the seconds until its script has run."""
        self._ask("Page.navigate", url="about:blank")
        self.errors.clear()
        self.requests.clear()
        start = time.perf_counter()
        told = self._ask("Page.navigate", url=f"{page.absolute().as_uri()}{address}")
        assert "errorText" not in told, told
        self.until("document.readyState === 'complete'")
        return time.perf_counter() - start

    def run(self, script: str) -> Any:
        """The value of an expression in the page. Raises AssertionError for what it throws."""
        told = self._ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def until(self, script: str, seconds: float = 10) -> Any:
        """Wait until an expression is true in the page; its value."""
        return self.wait(lambda: self.run(script), seconds, script)

    def wait(self, asked: Callable[[], Any], seconds: float = 10, what: str = "") -> Any:
        """Wait until something is true; its value."""
        end = time.perf_counter() + seconds
        while not (value := asked()):
            assert time.perf_counter() < end, f"not within {seconds} s: {what}"
            time.sleep(0.02)
        return value

    def click(self, selector: str) -> None:
        """Click in the middle of an element, as a pointer does."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        box = self.run(
            f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getClientRects()[0];"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for event in ("mousePressed", "mouseReleased"):
            self._ask("Input.dispatchMouseEvent", type=event, x=box[0], y=box[1], button="left", clickCount=1)

    def key(self, *keys: str) -> None:
        """Press keys, by their names: j, Enter, Tab, ArrowDown."""
        for key in keys:
            code = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38}.get(key, 0)
            text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
            self._ask("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **text)
            self._ask("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text: str) -> None:
        """Write into what has the focus."""
        self._ask("Input.insertText", text=text)

    def size(self, width: int, height: int, *, phone: bool = False, scale: float = 1) -> None:
        """Set the size of the page in its own pixels."""
        self._ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=phone
        )

    def hide_scrollbars(self) -> None:
        """As pictures want it."""
        self._ask("Emulation.setScrollbarsHidden", hidden=True)

    def scheme(self, name: str) -> None:
        """Set the preferred colours: light or dark."""
        self._ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def script_first(self, script: str) -> str:
        """Run a script in every page before its own; the name under which it ends."""
        return str(self._ask("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"])

    def script_first_no_more(self, name: str) -> None:
        """From the next page on."""
        self._ask("Page.removeScriptToEvaluateOnNewDocument", identifier=name)

    def picture(self, path: Path) -> None:
        """Keep what is seen as PNG."""
        path.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"]))

    def paper(self, path: Path) -> None:
        """Print to PDF."""
        told = self._ask("Page.printToPDF", printBackground=False, preferCSSPageSize=False)
        path.write_bytes(base64.b64decode(told["data"]))

    def downloaded(self, name: str) -> str:
        """The text of a file that the page let the reader keep; it is removed, so that the next has its name."""
        path = self.folder / "downloads" / name
        self.wait(lambda: path.exists() and not list(path.parent.glob("*.crdownload")), 10, name)
        text = path.read_bytes().decode("utf-8")
        path.unlink()
        return text

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        end = time.perf_counter() + _LONGEST
        while time.perf_counter() < end:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told["error"]
                result: dict[str, Any] = told["result"]
                return result
            self._note(told)
        raise TimeoutError(method)

    def _next(self) -> dict[str, Any]:
        pieces: Sequence[bytes] = self._rest.split(b"\0", 1)
        while len(pieces) < 2:
            read = os.read(self._read, 1 << 20)
            if not read:
                raise OSError("the browser is gone")
            self._rest += read
            pieces = self._rest.split(b"\0", 1) if b"\0" in read else (self._rest,)
        self._rest = pieces[1]
        told: dict[str, Any] = json.loads(pieces[0])
        return told

    def _note(self, told: dict[str, Any]) -> None:
        """Keep what the page complains of and asks for."""
        given = told.get("params", {})
        if told.get("method") == "Network.requestWillBeSent":
            self.requests.append(given["request"]["url"])
        elif told.get("method") == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(given["exceptionDetails"]))
        elif told.get("method") == "Runtime.consoleAPICalled" and given["type"] in ("error", "warning", "assert"):
            self.errors.append(json.dumps(given["args"]))
        elif told.get("method") == "Log.entryAdded" and given["entry"]["level"] in ("error", "warning"):
            self.errors.append(given["entry"]["text"])
