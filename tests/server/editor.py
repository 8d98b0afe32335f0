"""An editor for tests: a client of pygls that talks to a real server process, and waits for what it says."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PATIENCE = 60.0
"""Seconds in which an answer has to come: machines of CI are slow."""


class Editor:
    """A client with its server, and a loop in a thread of its own for both."""

    def __init__(self, folder: Path | None, encodings: list[str] | None = None, **options: Any) -> None:
        self.folder = folder
        self.shown: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.logged: list[str] = []
        self.versions: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.client = self._run(self._started())
        general = lsp.GeneralClientCapabilities(
            position_encodings=[lsp.PositionEncodingKind(e) for e in encodings or ()]
        )
        folders = [lsp.WorkspaceFolder(folder.as_uri(), folder.name)] if folder is not None else None
        self.capabilities = self.ask(
            lsp.INITIALIZE,
            lsp.InitializeParams(
                capabilities=lsp.ClientCapabilities(general=general if encodings else None),
                workspace_folders=folders,
                initialization_options=options or None,
            ),
        ).capabilities
        self.tell(lsp.INITIALIZED, lsp.InitializedParams())

    async def _started(self) -> LanguageClient:
        client = LanguageClient("tests", "1")

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            with self._news:
                self.shown[params.uri] = params
                self._news.notify_all()

        @client.feature(lsp.WINDOW_LOG_MESSAGE)
        def logged(params: lsp.LogMessageParams) -> None:
            with self._news:
                self.logged.append(params.message)
                self._news.notify_all()

        await client.start_io(sys.executable, "-m", "pipelint", "server")
        return client

    def _run(self, coroutine: Any) -> Any:
        future: Future[Any] = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return future.result(PATIENCE)

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and return the answer."""
        return self._run(self._asked(method, params))

    async def _asked(self, method: str, params: Any) -> Any:
        return await self.client.protocol.send_request_async(method, params)

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._loop.call_soon_threadsafe(self.client.protocol.notify, method, params)

    def wait(self, until: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until something the server says makes ``until`` true."""
        with self._news:
            assert self._news.wait_for(until, patience), f"shown: {self.shown}; logged: {self.logged}"

    @property
    def pid(self) -> int:
        server = self.client._server
        assert server is not None
        return server.pid

    def open(self, file: Path, text: str | None = None, language: str = "python") -> str:
        """Open a file with the text that it holds, or another, and wait for its diagnostics; return its URI."""
        uri = file.as_uri()
        self.versions[uri] = self.versions.get(uri, 0) + 1
        self.texts[uri] = file.read_text() if text is None else text
        item = lsp.TextDocumentItem(uri, language, self.versions[uri], self.texts[uri])
        self.tell(lsp.TEXT_DOCUMENT_DID_OPEN, lsp.DidOpenTextDocumentParams(item))
        self.wait(lambda: self.is_shown(uri))
        return uri

    def send(self, uri: str, change: lsp.TextDocumentContentChangeEvent) -> None:
        """Send a change, and do not wait."""
        self.versions[uri] += 1
        document = lsp.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.tell(lsp.TEXT_DOCUMENT_DID_CHANGE, lsp.DidChangeTextDocumentParams(document, [change]))

    def change(self, uri: str, text: str) -> None:
        """Replace the whole text and wait for the diagnostics of it."""
        self.texts[uri] = text
        self.send(uri, lsp.TextDocumentContentChangeWholeDocument(text))
        self.wait(lambda: self.is_shown(uri))

    def is_shown(self, uri: str) -> bool:
        """Tell whether the diagnostics are those of the last text."""
        return uri in self.shown and self.shown[uri].version == self.versions[uri]

    def diagnostics(self, uri: str) -> list[lsp.Diagnostic]:
        """Return what is shown of a document."""
        return list(self.shown[uri].diagnostics)

    def codes(self, uri: str) -> list[str]:
        """Return the codes of what is shown of a document, in its order."""
        return [str(one.code) for one in self.diagnostics(uri)] if uri in self.shown else []

    def end(self) -> int | None:
        """End the server as an editor does; return its exit status. Fails where it has logged an error."""
        server = self.client._server
        assert server is not None
        try:
            self.ask(lsp.SHUTDOWN, None)
            self.tell(lsp.EXIT, None)
            self._run(asyncio.wait_for(server.wait(), PATIENCE))
        finally:
            if server.returncode is None:
                server.kill()
            self._run(self.client.stop())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(PATIENCE)
        failures = [one for one in self.logged if "pipelint failed" in one]
        assert not failures, failures[0]
        return server.returncode
