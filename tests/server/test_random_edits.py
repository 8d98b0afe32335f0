"""Edits at random end no server, and what is shown at the end is what the command line says of the texts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from pipelint.configuration.files import nearest
from pipelint.configuration.settings import settings
from pipelint.findings import Finding
from pipelint.linter.engine import check
from pipelint.linter.settings import Choice
from pipelint.server import actions, completion, definitions, hover, renaming
from pipelint.server.documents import Documents
from pipelint.server.looking import Looking
from pipelint.server.session import Session

from .editor import Editor
from .random_edits import TEXTS, Typist, somewhere, written

pytestmark = pytest.mark.slow

IN_PROCESS, OVER_PIPES = 10_000, 1_000
COMPARED = 40
"""After how many edits what is found is compared with a run from the start."""

OF_A_RUN = "SMP006"
"""What is said of a whole run, and not by the server."""


def told(findings: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    """Return what is told of each finding, fixes included."""
    spans = ((one, one.span) for one in findings if one.code != OF_A_RUN)
    return Counter(
        (one.code, os.path.realpath(span.file), span.line, span.column, span.end_line, one.message, repr(one.fix))
        for one, span in spans
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_found_after_edits_is_what_is_found_from_the_start(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    folder = tmp_path / "project"
    written(folder)
    documents, session, looking = Documents(), Session(print), Looking()
    uris = {name: (folder / name).as_uri() for name in TEXTS}
    typist, sound, seen = Typist(random), 0, 0
    for name in TEXTS:
        documents.open(uris[name], 0, TEXTS[name])
    session.look(documents.snapshot(), [str(folder)])
    held = settings(nearest(folder), Choice())
    for number in range(1, IN_PROCESS // 2 + 1):
        name = random.choice(("pipeline.py", "pipeline.py", "names.py", "nightly.py", "judge.py"))
        real = documents.change(uris[name], number, [typist.edit(name)])
        assert real is not None
        sound += typist.is_sound("pipeline.py")
        session.put(documents.snapshot(), {real})
        session.read(real)
        session.publications()
        if number % 20 == 0:
            ask(random, session, looking, uris[name], typist.texts[name])
        if number % COMPARED == 0:
            for other, file in documents.snapshot().files.items():
                Path(other).write_bytes(file.data)
            findings = [one for other in uris for one in session.findings_in(os.path.realpath(folder / other))]
            assert told(findings) == told(check([str(folder)], held).findings), typist.texts
            seen += len(findings)
    assert sound > IN_PROCESS // 5, "most texts are to be Python, or nothing is tested"
    assert seen > IN_PROCESS // 2 // COMPARED


def ask(random: Random, session: Session, looking: Looking, uri: str, text: str) -> None:
    """Ask everything that can be asked, somewhere."""
    place = somewhere(random, text)
    hover.hover(session, looking, uri, place)
    completion.completions(session, uri, place)
    definitions.definition(session, looking, uri, place)
    definitions.symbols(session, looking, uri)
    actions.actions(session, uri, lsp.Range(place, place), None, True)
    try:
        renaming.rename(session, looking, uri, place, "New")
    except JsonRpcException as refused:
        assert refused.message


def test_a_server_withstands_edits_and_shows_what_the_command_line_says(
    tmp_path: Path, start: Callable[..., Editor]
) -> None:
    random = Random(3)
    folder = tmp_path / "project"
    written(folder)
    editor = start(folder)
    uris = {name: editor.open(folder / name) for name in TEXTS}
    typist = Typist(random)
    for number in range(OVER_PIPES):
        name = random.choice(list(TEXTS))
        editor.send(uris[name], typist.edit(name))
        if number % 25 == 0:
            document, place = lsp.TextDocumentIdentifier(uris[name]), somewhere(random, typist.texts[name])
            editor.ask(lsp.TEXT_DOCUMENT_HOVER, lsp.HoverParams(document, place))
            editor.ask(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionParams(document, place))
    for uri in uris.values():
        editor.wait(lambda uri=uri: editor.is_shown(uri))  # type: ignore[misc]
    for name, text in typist.texts.items():
        (folder / name).write_bytes(text.encode("utf-8", "replace"))
    command = [sys.executable, "-m", "pipelint", "check", "--no-cache", "--format", "json", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    findings = [one for one in json.loads(ended.stdout)["findings"] if one["code"] != OF_A_RUN]
    expected = Counter((Path(one["file"]).name, one["code"], one["line"] - 1) for one in findings if one["line"])
    shown = Counter(
        (name, str(one.code), one.range.start.line) for name, uri in uris.items() for one in editor.diagnostics(uri)
    )
    assert shown == expected + Counter((Path(one["file"]).name, one["code"], 0) for one in findings if not one["line"])
