"""Which message is answered by what."""

from __future__ import annotations

from lsprotocol import types as lsp

from pipelint.server import actions, completion, definitions, hover, renaming
from pipelint.server.looking import Looking
from pipelint.server.protocol import WATCHED, Server


def registered(server: Server) -> Server:
    """Return ``server`` with all that it answers."""
    _documents(server)
    _workspace(server)
    _actions(server)
    _looking(server)
    _renaming(server)
    return server


def _documents(server: Server) -> None:
    """What the editor tells of the documents that are open."""
    documents = server.documents

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        one = params.text_document
        server.note_all(documents.open(one.uri, one.version, one.text))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        one = params.text_document
        server.note(documents.change(one.uri, one.version, params.content_changes))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        if documents.close(params.text_document.uri) is not None:
            server.note_all()

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: lsp.DidSaveTextDocumentParams) -> None:
        server.note_all()

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_OPEN)
    def notebook_opened(params: lsp.DidOpenNotebookDocumentParams) -> None:
        server.note_all(documents.open_notebook(params))

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def notebook_changed(params: lsp.DidChangeNotebookDocumentParams) -> None:
        server.note(documents.change_notebook(params))

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def notebook_closed(params: lsp.DidCloseNotebookDocumentParams) -> None:
        if documents.close(params.notebook_document.uri) is not None:
            server.note_all()

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_SAVE)
    def notebook_saved(_: lsp.DidSaveNotebookDocumentParams) -> None:
        server.note_all()


def _workspace(server: Server) -> None:
    """What the editor tells of the workspace."""

    @server.feature(lsp.INITIALIZE)
    def initialise(params: lsp.InitializeParams) -> None:
        server.begin(params)

    @server.feature(lsp.INITIALIZED)
    def initialised(_: lsp.InitializedParams) -> None:
        server.note_all()
        watching = (
            server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
        )
        if watching and watching.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(one) for one in WATCHED])
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            wanted = lsp.RegistrationParams([lsp.Registration("pipelint-files", method, options)])
            server.client_register_capability(wanted)

    @server.feature(lsp.SHUTDOWN)
    def ended(_: None = None) -> None:
        server.end()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(_: lsp.DidChangeWatchedFilesParams) -> None:
        server.note_all()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        server.change_folders([one.uri for one in params.event.added], [one.uri for one in params.event.removed])


def _actions(server: Server) -> None:
    """What can be done about findings."""

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(actions.KINDS, resolve_provider=True))
    async def offered(params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        only = params.context.only
        kinds = None if only is None else [str(getattr(kind, "value", kind)) for kind in only]
        lazy = server.resolves_actions()
        uri, place = params.text_document.uri, params.range
        return await server.answer(lambda: actions.actions(server.session, uri, place, kinds, lazy))

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    async def resolved(action: lsp.CodeAction) -> lsp.CodeAction:
        return await server.answer(lambda: actions.with_edits(server.session, action)) or action


def _looking(server: Server) -> None:
    """What stands at a position."""
    looking = Looking()

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return await server.answer(
            lambda: hover.hover(server.session, looking, params.text_document.uri, params.position)
        )

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(completion.TRIGGERS))
    async def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem] | None:
        uri, place = params.text_document.uri, params.position
        return await server.answer(lambda: completion.completions(server.session, uri, place))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def defined(params: lsp.DefinitionParams) -> lsp.Location | None:
        uri, place = params.text_document.uri, params.position
        return await server.answer(lambda: definitions.definition(server.session, looking, uri, place))

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol] | None:
        return await server.answer(lambda: definitions.symbols(server.session, looking, params.text_document.uri))


def _renaming(server: Server) -> None:
    """Another name for a step or a parameter."""
    looking = Looking()

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepared(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        uri, place = params.text_document.uri, params.position
        found = await server.answer(lambda: renaming.renamed(server.session, looking, uri, place))
        return lsp.PrepareRenamePlaceholder(found.place, found.name) if found is not None else None

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def renamed(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        uri, place, new = params.text_document.uri, params.position, params.new_name
        return await server.answer(lambda: renaming.rename(server.session, looking, uri, place, new))
