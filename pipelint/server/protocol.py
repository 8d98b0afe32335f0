"""The messages of the protocol, and one thread that answers them in turn.

The loop of the protocol takes note of what the editor says at once. All work on pipelines is done by one worker: what
changes while it works is seen when it is done, so that of many keystrokes only the last one has to be answered.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls import uris
from pygls.exceptions import FeatureRequestError, JsonRpcException
from pygls.lsp.server import LanguageServer

from pipelint import __version__
from pipelint.server.documents import Documents, Snapshot
from pipelint.server.session import Publication, Session

Answer = TypeVar("Answer")

PAUSE = 0.005
"""Seconds after a change in which further ones are waited for."""

SWEPT, IDLE = 25, 2.0
"""After how many readings, or seconds without any, what refers to itself is freed: functions and their scopes.

By itself Python looks for such among all trees so seldom that memory grows with each keystroke.
"""

_STACK = 64 * 1024 * 1024  # bytes: deeply nested source is walked by recursion, and threads have short stacks on macOS
_NOTEBOOKS = lsp.NotebookDocumentSyncOptions(
    notebook_selector=[
        # With all of its cells, so that they are counted as the file counts them.
        lsp.NotebookDocumentFilterWithNotebook(lsp.NotebookDocumentFilterNotebookType("jupyter-notebook"))
    ],
    save=True,
)
WATCHED = ("**/*.py", "**/*.ipynb", "**/*.json", "**/pipelint.toml", "**/pyproject.toml", "**/.gitignore")


class Server(LanguageServer):
    """What the editor talks to."""

    def __init__(self) -> None:
        super().__init__("pipelint", __version__, notebook_document_sync=_NOTEBOOKS)
        self.documents = Documents()
        self.session = Session(self.announce)
        self._folders: list[str] = []
        self._ending = False
        self._changed: set[str] | None = None  # real paths; None where everything has to be looked at
        self._first: str | None = None
        self._waiting: asyncio.TimerHandle | None = None
        self._working = False
        self._due = False  # whether something changed since findings were told last
        self._unswept = 0
        self._sweeping: asyncio.TimerHandle | None = None
        before = threading.stack_size(_STACK)
        self._worker = ThreadPoolExecutor(1, "pipelint")
        self._worker.submit(int).result()
        threading.stack_size(before)

    def announce(self, text: str) -> None:
        """Say something to whoever reads the log."""
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Info, f"pipelint: {text}"))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Write what went wrong to the log; the server goes on. What a request is refused for, its answer says."""
        if source is not FeatureRequestError:
            self.complain(error)

    def complain(self, error: BaseException) -> None:
        """Write what was raised to the log of the editor and to standard error."""
        told = "".join(traceback.format_exception(error))
        print(told, file=sys.stderr)  # noqa: T201
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, f"pipelint failed: {told}"))

    def begin(self, params: lsp.InitializeParams) -> None:
        """Take the folders of the workspace and what the editor asks for."""
        folders = [one.uri for one in params.workspace_folders or ()] or [params.root_uri or ""]
        self._folders = [path for uri in folders if (path := uris.to_fs_path(uri))]
        options = params.initialization_options if isinstance(params.initialization_options, dict) else {}
        self.session = Session(self.announce, "open" if options.get("diagnostics") == "open" else "project")
        self.session.units = self.documents.units = self._units()

    def change_folders(self, added: Sequence[str], removed: Sequence[str]) -> None:
        """Take note that folders came to the workspace, or left it."""
        paths = {path for uri in added if (path := uris.to_fs_path(uri))}
        gone = {path for uri in removed if (path := uris.to_fs_path(uri))}
        self._folders = [one for one in dict.fromkeys((*self._folders, *paths)) if one not in gone]
        self.note_all()

    def _units(self) -> str:
        encoding = self.workspace.position_encoding
        return str(getattr(encoding, "value", encoding))

    def resolves_actions(self) -> bool:
        """Tell whether the editor asks for the edits of an action when it is chosen."""
        of_documents = self.client_capabilities.text_document
        actions = of_documents.code_action if of_documents is not None else None
        resolve = actions.resolve_support if actions is not None else None
        return resolve is not None and "edit" in resolve.properties

    def note(self, real: str | None) -> None:
        """Take note that the text of an open file has changed."""
        if real is not None:
            if self._changed is not None:
                self._changed.add(real)
            self._first, self._due = real, True
            self._soon(PAUSE)

    def note_all(self, first: str | None = None) -> None:
        """Take note that anything may have changed."""
        self._changed, self._first, self._due = None, first or self._first, True
        self._soon(PAUSE)

    def _soon(self, pause: float) -> None:
        if not self._working:
            if self._waiting is not None:
                self._waiting.cancel()
            self._waiting = asyncio.get_running_loop().call_later(pause, self._work)

    def _work(self) -> None:
        self._waiting = None
        self._working = True
        task = asyncio.get_running_loop().create_task(self._catch_up())
        task.add_done_callback(self._worked)

    def _worked(self, task: asyncio.Task[None]) -> None:
        self._working = False
        if not task.cancelled() and (error := task.exception()) is not None:
            self.complain(error)
        self._unswept += 1
        if self._sweeping is not None:
            self._sweeping.cancel()
        if self._unswept >= SWEPT:
            self._sweep()
        elif not self._ending:
            self._sweeping = asyncio.get_running_loop().call_later(IDLE, self._sweep)
        if self._due and not self._ending:
            self._soon(0)

    def _sweep(self) -> None:
        self._unswept, self._sweeping = 0, None
        self._worker.submit(gc.collect)

    def _is_behind(self) -> bool:
        return self._due or self._ending

    def end(self) -> None:
        """Begin no more work."""
        self._ending = True

    async def _catch_up(self) -> None:
        """Bring the session up to date, and show what is found, unless it is out of date by then."""
        self._due = False
        for one in await self.ask(self._publications):
            self.text_document_publish_diagnostics(
                lsp.PublishDiagnosticsParams(one.uri, one.diagnostics, version=one.version)
            )

    async def answer(self, work: Callable[[], Answer]) -> Answer | None:
        """Return what ``work`` finds in a session that has read all that changed; None where that fails, and say so."""
        try:
            return await self.ask(lambda: self._answered(work))
        except JsonRpcException:  # what was asked is refused, with the reason
            raise
        except Exception as error:
            self.complain(error)
            return None

    def _answered(self, work: Callable[[], Answer]) -> Answer:
        self.session.read(self._first)
        return work()

    async def ask(self, work: Callable[[], Answer]) -> Answer:
        """Let the worker do ``work`` with the session as it is when all changes until now are known to it."""
        snapshot, changed, folders = self.documents.snapshot(), self._changed, tuple(self._folders)
        self._changed = set()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, lambda: self._done(work, snapshot, changed, folders))

    def _done(
        self, work: Callable[[], Answer], snapshot: Snapshot, changed: set[str] | None, folders: tuple[str, ...]
    ) -> Answer:
        if changed is None:
            self.session.look(snapshot, folders)
        elif changed:
            self.session.put(snapshot, changed)
        return work()

    def _publications(self) -> list[Publication]:
        done = self.session.read(self._first, self._is_behind)
        return self.session.publications() if done else []


def serve() -> None:
    """Serve on standard input and output until the client ends it; what anything prints goes to standard error."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what goes wrong is told by the server itself
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    from pipelint.server.features import registered

    gc.set_threshold(50_000, 20, 50)
    registered(Server()).start_io(sys.stdin.buffer, output)
