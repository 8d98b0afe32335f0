"""The command that starts the language server; what the server does is tested in tests/server."""

from __future__ import annotations

import pytest

from pipelint.commands import server

from .samples import run


def test_without_pygls_one_line_says_how_to_install_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "find_spec", lambda _: None)
    status, out, (line,) = run(capsys, "server")
    assert (status, out) == (2, [])
    assert "pipelint server needs pygls, which is not installed: pip install 'pipelint[lsp]'" in line


def test_it_takes_no_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "server", "pipeline.py")[2][0].endswith(
        'one argument too many: "pipeline.py". See `pipelint --help`.'
    )
