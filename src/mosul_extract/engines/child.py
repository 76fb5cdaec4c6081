"""A child process that reads one document at a time: one that hangs or takes its process down costs itself only."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections import deque
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from mosul_extract.batch import Outcome, Settings, failure, run_task
from mosul_extract.errors import MosulExtractError
from mosul_extract.formats.readers import Task
from mosul_extract.lexicons.loading import load, read_rows

_CODE = f"from {__name__} import serve; serve()"
_GRACE = 2.0  # seconds after which a child whose parent did not end it ends itself


class Child:
    """The child, started on first use and again after a document that it did not survive.

    Not a pool of multiprocessing: that would import the program's own main module again, which within an engine is the
    engine's, and would keep a server beside each child. A thread or a signal would be cheaper and could not end a document
    that hangs in C or fills the memory.
    """

    def __init__(self, settings: Settings, timeout: float) -> None:
        """`timeout` in seconds a document. Raises MosulExtractError where the system has no such processes."""
        if os.name != "posix":
            raise MosulExtractError("a time limit in batches needs Linux or macOS; timeout=None works without one")
        self._settings, self._timeout = settings, timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._lock = Lock()

    def run(self, task: Task) -> Outcome:
        """The outcome of a task. Raises LexiconError, and MosulExtractError where no child can be started."""
        with self._lock:
            pipe = self._ready()
            try:
                pipe.send(task)
                if pipe.poll(self._timeout):
                    outcome: Outcome = pipe.recv()
                    return outcome
            except (EOFError, OSError):
                told = f"the process died while reading it (exit code {self._end()}); out of memory?"
                return failure(task, told, "ProcessDied")
            self.stop()
            return failure(task, f"took longer than {self._timeout:g} seconds; a longer timeout allows more", "Timeout")

    def stop(self) -> None:
        """End the child, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def _ready(self) -> Connection:
        """The way to a child that is ready for a document."""
        if self._process is not None and self._process.poll() is not None:
            self._end()  # ended from outside while it had nothing to do
        if self._pipe is None:
            self._pipe = self._start()
        return self._pipe

    def _start(self) -> Connection:
        for folder in self._settings.lexicons:  # what is wrong with them is told here
            deque(read_rows(Path(folder)), maxlen=0)
        ours, theirs = Pipe()
        with theirs:
            # What this process can import, an engine's own additions too, and nothing from the folder that it runs in.
            words = [sys.executable, "-P", "-c", _CODE, str(theirs.fileno())]
            env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._process = subprocess.Popen(
                words, env=env, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        try:
            ours.send((self._settings, self._timeout))
            ours.recv()
        except (EOFError, OSError) as gone:
            code = self._end()
            raise MosulExtractError(f"the process for the documents could not start (exit code {code})") from gone
        return ours

    def _end(self) -> int | None:
        """Forget the child, which has ended or is about to; its exit code."""
        if self._pipe is not None:
            self._pipe.close()
        code = self._process.wait() if self._process is not None else None
        self._process = self._pipe = None
        return code


def serve() -> None:
    """What the child does: a document after the other, until its parent closes the pipe or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    pipe = Connection(int(sys.argv[1]))
    settings, timeout = pipe.recv()
    gc.set_threshold(200_000, 20, 50)  # as in the command's own process
    load(settings.lexicons)
    with suppress(EOFError, OSError):
        pipe.send(True)
        while True:
            task = pipe.recv()
            # The system ends it when its time is up, also where it hangs in C and its parent was killed.
            signal.setitimer(signal.ITIMER_REAL, timeout + _GRACE)
            outcome = run_task(task, settings)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(outcome)
