"""What is shown while somebody types: in pipelines, in what they import, in the scripts of their steps."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from pipelint.server.protocol import Server

from .conftest import FIXTURES
from .editor import Editor

SEVERITY = lsp.DiagnosticSeverity


def text_of(file: Path, old: str, new: str) -> str:
    text = file.read_text()
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def marked(text: str, diagnostic: lsp.Diagnostic) -> str:
    """Return what a diagnostic of one line underlines, in a text of plain letters."""
    begin, end = diagnostic.range.start, diagnostic.range.end
    assert begin.line == end.line
    return text.splitlines()[begin.line][begin.character : end.character]


def test_a_fault_is_shown_as_it_is_typed_and_gone_when_it_is_mended(editor: Editor, project: Path) -> None:
    file = project / "pipeline.py"
    uri = editor.open(file)
    assert editor.diagnostics(uri) == []
    faulty = text_of(file, 'prepared["train"]', 'prepared["trian"]')
    editor.change(uri, faulty)
    (one,) = editor.diagnostics(uri)
    assert marked(faulty, one) == '"trian"'
    assert (one.code, one.severity, one.source) == ("SMP103", SEVERITY.Error, "pipelint")
    assert one.message.startswith('step "PreprocessData" declares no output "trian"; did you mean "train"?')
    assert one.code_description is not None
    assert one.code_description.href.startswith("https://")
    editor.change(uri, file.read_text())
    assert editor.diagnostics(uri) == []


def test_a_change_of_a_part_is_made_where_the_editor_says(editor: Editor, project: Path) -> None:
    file = project / "pipeline.py"
    uri = editor.open(file)
    line = next(number for number, one in enumerate(file.read_text().splitlines()) if 'prepared["test"]' in one)
    column = file.read_text().splitlines()[line].index('"test"') + 1
    place = lsp.Range(lsp.Position(line, column), lsp.Position(line, column + 4))
    editor.send(uri, lsp.TextDocumentContentChangePartial(place, "tset"))
    editor.wait(lambda: editor.is_shown(uri))
    (one,) = editor.diagnostics(uri)
    assert one.range == lsp.Range(lsp.Position(line, column - 1), lsp.Position(line, column + 5))


def test_related_places_are_shown_with_their_document(start: Callable[..., Editor], tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "broken_project", tmp_path / "p" / "broken_project")
    shutil.copytree(FIXTURES / "sample_project", tmp_path / "p" / "sample_project")
    (tmp_path / "p" / ".git").mkdir()
    editor = start(tmp_path / "p")
    uri = editor.open(tmp_path / "p" / "broken_project" / "pipeline.py")
    cycle = next(one for one in editor.diagnostics(uri) if one.code == "SMP301")
    assert cycle.related_information
    assert {one.location.uri for one in cycle.related_information} == {uri}


def test_a_script_that_no_longer_writes_what_is_read_shows_in_the_pipeline(editor: Editor, project: Path) -> None:
    script = project / "scripts" / "evaluate.py"
    uri = editor.open(script)
    pipeline = (project / "pipeline.py").as_uri()
    assert editor.codes(pipeline) == []
    editor.change(uri, text_of(script, '"accuracy": {', '"acuracy": {'))
    editor.wait(lambda: editor.codes(pipeline) == ["SMP208"])
    editor.change(uri, script.read_text())
    editor.wait(lambda: editor.codes(pipeline) == [])


def test_what_an_open_file_imports_is_read_as_it_is_open(editor: Editor, project: Path) -> None:
    (project / "names.py").write_text('TRAIN = "train"\n')
    pipeline, names = project / "pipeline.py", project / "names.py"
    text = text_of(pipeline, 'prepared["train"]', "prepared[names.TRAIN]")
    uri = editor.open(pipeline, text_of(pipeline, "from pathlib", "import names\nfrom pathlib"))
    editor.change(uri, text.replace("from pathlib", "import names\nfrom pathlib"))
    assert editor.codes(uri) == []
    inner = editor.open(names)
    editor.change(inner, 'TRAIN = "trian"\n')
    editor.wait(lambda: editor.codes(uri) == ["SMP103"])
    document = lsp.TextDocumentIdentifier(inner)
    editor.tell(lsp.TEXT_DOCUMENT_DID_CLOSE, lsp.DidCloseTextDocumentParams(document))  # without saving
    editor.wait(lambda: editor.codes(uri) == [])


def test_a_function_that_another_file_no_longer_calls_is_judged_by_its_defaults(editor: Editor, project: Path) -> None:
    made, caller = project / "made.py", project / "caller.py"
    made.write_text(
        "from sagemaker.processing import Processor\nfrom sagemaker.workflow.pipeline import Pipeline\n"
        "from sagemaker.workflow.steps import ProcessingStep\n\n\n"
        'def build(kind="ml.m5.xlarge"):\n'
        '    step = ProcessingStep("Heavy", processor=Processor("role", "image", 1, kind))\n'
        '    return Pipeline("heavy", steps=[step])\n'
    )
    calling = (
        "import made\nfrom sagemaker.workflow.parameters import ParameterString\n\n"
        'kind = ParameterString("Kind")\npipeline = made.build(kind)\n'
    )
    caller.write_text(calling)
    uri, outer = editor.open(made), editor.open(caller)
    assert editor.codes(uri) == ["SMP104"]
    editor.change(uri, made.read_text())  # the same once more: who calls it is still known
    assert editor.codes(uri) == ["SMP104"]
    editor.change(outer, calling.replace("made.build(kind)", "None"))
    editor.wait(lambda: editor.codes(uri) == ["SMP501"])
    editor.change(outer, calling)
    editor.wait(lambda: editor.codes(uri) == ["SMP104"])


def test_while_a_file_is_no_python_that_is_all_that_is_said_of_it(editor: Editor, project: Path) -> None:
    file = project / "pipeline.py"
    faulty = text_of(file, 'prepared["train"]', 'prepared["trian"]')
    uri = editor.open(file, faulty)
    assert editor.codes(uri) == ["SMP103"]
    editor.change(uri, faulty.replace("else_steps=[notify]", "else_steps=[notify"))
    assert editor.codes(uri) == ["SMP002"]
    editor.change(uri, faulty)
    assert editor.codes(uri) == ["SMP103"]


def test_a_definition_is_checked_where_its_json_stands(editor: Editor, project: Path) -> None:
    file = project / "definition.json"
    uri = editor.open(file, language="json")
    before = editor.codes(uri)
    faulty = file.read_text().replace('"Steps.PreprocessData.', '"Steps.PrepareData.', 1)
    editor.change(uri, faulty)
    new = [one for one in editor.diagnostics(uri) if one.code == "SMP101"]
    assert len(new) == 1
    assert before == []
    place = new[0].range
    assert any("Steps.PrepareData." in line for line in faulty.splitlines()[place.start.line : place.end.line + 1])
    editor.change(uri, '{"name": "a package"}')
    assert editor.codes(uri) == []


def test_columns_count_utf_16_units_unless_another_encoding_is_agreed_on(
    start: Callable[..., Editor], project: Path
) -> None:
    file = project / "pipeline.py"
    text = text_of(file, 'TrainingInput(prepared["train"]', 'TrainingInput(("🐍", prepared["trian"])[1]')
    line = next(one for one in text.splitlines() if "🐍" in one)
    begins = []
    for encodings in ([], ["utf-8", "utf-16"], ["utf-32"]):
        editor = start(project, encodings=encodings)
        uri = editor.open(file, text)
        (one,) = [one for one in editor.diagnostics(uri) if one.code == "SMP103"]
        begins.append((editor.capabilities.position_encoding, one.range.start.character))
    column = line.index('"trian"')
    assert begins == [("utf-16", column + 1), ("utf-8", column + 3), ("utf-32", column)]


def test_the_nearest_configuration_holds_and_is_read_again_when_it_changes(editor: Editor, project: Path) -> None:
    file = project / "pipeline.py"
    uri = editor.open(file, text_of(file, 'prepared["train"]', 'prepared["trian"]'))
    assert editor.codes(uri) == ["SMP103"]
    configuration = project / "pipelint.toml"

    def configure(text: str) -> None:
        configuration.write_text(text)
        event = lsp.FileEvent(configuration.as_uri(), lsp.FileChangeType.Changed)
        editor.tell(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, lsp.DidChangeWatchedFilesParams([event]))

    configure('severity = { SMP103 = "info" }\n')
    editor.wait(lambda: [one.severity for one in editor.diagnostics(uri)] == [SEVERITY.Information])
    configure('ignore = ["SMP103"]\n')
    editor.wait(lambda: editor.codes(uri) == [])
    configure('ignore = ["SMP099"]\n')
    editor.wait(lambda: editor.codes(configuration.as_uri()) == ["SMP007"])
    configure("")
    editor.wait(lambda: editor.codes(uri) == ["SMP103"] and editor.codes(configuration.as_uri()) == [])


def test_a_comment_suppresses_and_one_of_no_use_is_greyed_out(editor: Editor, project: Path) -> None:
    file = project / "pipeline.py"
    comment = "  # pipelint: ignore[SMP103]"
    line = next(one for one in file.read_text().splitlines() if 'prepared["train"]' in one)
    uri = editor.open(file, text_of(file, line, line.replace("train", "trian", 1) + comment))
    editor.change(uri, text_of(file, line, line.replace('["train"]', '["trian"]') + comment))
    assert editor.codes(uri) == []
    editor.change(uri, text_of(file, line, line + comment))
    (one,) = editor.diagnostics(uri)
    assert (one.code, list(one.tags or ())) == ("SMP050", [lsp.DiagnosticTag.Unnecessary])


def test_own_rules_run_and_are_announced_in_the_log(start: Callable[..., Editor], tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(FIXTURES / "own_rules_project", folder)
    (folder / ".git").mkdir()
    editor = start(folder)
    uri = editor.open(folder / "pipeline.py")
    assert any(not code.startswith("SMP") for code in editor.codes(uri))
    assert [one for one in editor.logged if "runs code that" in one and "lint_rules" in one]


def test_what_is_excluded_stays_unchecked_though_it_is_open(start: Callable[..., Editor], project: Path) -> None:
    (project / "pipelint.toml").write_text('exclude = ["pipeline.py"]\n')
    file = project / "pipeline.py"
    editor = start(project)
    uri = editor.open(file, text_of(file, 'prepared["train"]', 'prepared["trian"]'))
    assert editor.codes(uri) == []


def test_files_that_are_not_open_are_shown_unless_the_editor_wants_open_ones_alone(
    start: Callable[..., Editor], project: Path
) -> None:
    faulty = project / "faulty.py"
    faulty.write_text(text_of(project / "pipeline.py", 'prepared["train"]', 'prepared["trian"]'))
    everything, alone = start(project), start(project, diagnostics="open")
    for editor in (everything, alone):
        editor.open(project / "pipeline.py")
    everything.wait(lambda: everything.codes(faulty.as_uri()) == ["SMP103"])
    alone.open(project / "scripts" / "train.py")  # by now everything was read
    assert faulty.as_uri() not in alone.shown


def test_a_file_is_checked_without_a_workspace_and_before_it_is_saved(
    start: Callable[..., Editor], project: Path
) -> None:
    editor = start(None)
    text = text_of(project / "pipeline.py", 'prepared["train"]', 'prepared["trian"]')
    assert editor.codes(editor.open(project / "new.py", text)) == ["SMP103"]


@pytest.mark.parametrize("text", ["\0", "\ufeff", "(" * 5000, "# -*- coding: utf-7 -*-", "\ud800sagemaker"])
def test_strange_texts_do_not_end_the_server(editor: Editor, project: Path, text: str) -> None:
    file = project / "pipeline.py"
    uri = editor.open(file)
    editor.change(uri, f"import sagemaker.workflow.pipeline\n{text}")
    editor.change(uri, text_of(file, 'prepared["train"]', 'prepared["trian"]'))
    assert editor.codes(uri) == ["SMP103"]


def test_a_link_that_leads_out_of_the_project_is_told_as_the_command_line_tells_it(
    start: Callable[..., Editor], project: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("import sagemaker\n")
    link = project / "link.py"
    link.symlink_to(outside)
    editor = start(project)
    editor.wait(lambda: any(editor.codes(uri) == ["SMP019"] for uri in editor.shown))


def test_no_file_is_written(start: Callable[..., Editor], project: Path) -> None:
    def held() -> dict[Path, tuple[int, bytes]]:
        files = (one for one in project.rglob("*") if one.is_file())
        return {one: (one.stat().st_mtime_ns, one.read_bytes()) for one in files}

    before = held()
    editor = start(project)
    uri = editor.open(project / "pipeline.py")
    editor.change(uri, text_of(project / "pipeline.py", 'prepared["train"]', 'prepared["trian"]'))
    editor.tell(lsp.TEXT_DOCUMENT_DID_SAVE, lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
    editor.change(uri, "")
    assert held() == before


def test_what_goes_wrong_is_logged_and_the_next_question_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = Server()
    logged: list[lsp.LogMessageParams] = []
    monkeypatch.setattr(server, "window_log_message", logged.append)

    async def asked() -> list[float | None]:
        return [await server.answer(lambda: 1 / 0), await server.answer(lambda: 1 / 2)]

    assert asyncio.run(asked()) == [None, 0.5]
    assert [one.type for one in logged] == [lsp.MessageType.Error]
    assert "ZeroDivisionError: division by zero" in logged[0].message
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().err
