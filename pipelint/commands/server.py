"""``pipelint server``: the language server, for editors."""

from __future__ import annotations

from importlib.util import find_spec

from pipelint.arguments import Parser
from pipelint.commands.output import CLEAN, failed


def server_parser() -> Parser:
    """Return the parser of ``pipelint server``."""
    return Parser(
        prog="pipelint server",
        description="Serve an editor: diagnostics while typing, fixes, hover, completion, definitions, renaming.",
        epilog="It speaks the Language Server Protocol on standard input and output, and is started by the editor.",
        allow_abbrev=False,
    )


def server(arguments: list[str]) -> int:
    """Serve until the editor ends it; return the exit status."""
    server_parser().parse(arguments)
    if find_spec("pygls") is None:
        return failed("SMP011", "pipelint server needs pygls, which is not installed: pip install 'pipelint[lsp]'")
    from pipelint.server.protocol import serve

    serve()
    return CLEAN
