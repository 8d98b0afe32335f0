"""What is told of the place that the pointer is on, as Markdown."""

from __future__ import annotations

from lsprotocol import types as lsp

from pipelint.linter.report.catalogue import find
from pipelint.linter.settings import Settings
from pipelint.pipeline.container import output_folders, path_of_file
from pipelint.pipeline.expression_text import expression_text
from pipelint.pipeline.jsonpath import JsonPathError, parse
from pipelint.pipeline.model import Parameter, Pipeline, Step
from pipelint.pipeline.scripts import Missing, WrittenFile, follow, spelled
from pipelint.pipeline.service.documentation import sentence
from pipelint.pipeline.service.shapes import Shape
from pipelint.pipeline.service.step_types import properties_of, shapes_at
from pipelint.pipeline.values import (
    JsonGet,
    Key,
    Literal,
    Member,
    PropertyFileReference,
    StepReference,
    path_text,
)
from pipelint.pipeline.wires import End, wires
from pipelint.rules.script_files import property_file
from pipelint.server.entries import Entry
from pipelint.server.looking import Looking, code_at
from pipelint.server.session import Session


def hover(session: Session, looking: Looking, uri: str, position: lsp.Position) -> lsp.Hover | None:
    """Return what is told of a position in a document; None where nothing is known of it."""
    look = looking.at(session, uri, position)
    if look is None:
        return None
    code = code_at(look)
    entry = look.entry if code is None else None
    text = rule(code, look.readings.settings) if code is not None else told(entry) if entry is not None else None
    if text is None:
        return None
    place = session.places().location(entry.at).range if entry is not None and look.is_read else None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), place)


def told(entry: Entry) -> str | None:
    """Return what is told of an entry; None where nothing is known of it."""
    pipeline, step = entry.pipeline, entry.pipeline.step(entry.name)
    if entry.kind == "parameter":
        parameter = next((one for one in pipeline.parameters if one.name == entry.name), None)
        return _parameter(parameter) if parameter is not None else None
    if entry.kind == "json path" and isinstance(entry.value, JsonGet):
        return _json_path(entry.value, pipeline)
    if step is None:
        return None
    if entry.kind == "property" and isinstance(entry.value, StepReference) and entry.value.path:
        return _property(entry.value, step)
    return _step(step, pipeline)


def rule(code: str, settings: Settings) -> str | None:
    """Return what is told of the code of a rule; None where there is no such code."""
    entry = find(code, settings.own_rules)
    if entry is None:
        return None
    return f"**{entry.code}** {entry.name} ({entry.severity.value})\n\n{entry.summary}"


def _parameter(parameter: Parameter) -> str:
    lines = [f"**{parameter.name}**: {parameter.type} parameter"]
    if parameter.default is not None:
        lines.append(f"Default: `{expression_text(parameter.default)}`")
    if parameter.enum_values is not None:
        lines.append(f"One of: `{expression_text(parameter.enum_values)}`")
    return "\n\n".join(lines)


def _property(reference: StepReference, step: Step) -> str:
    path = reference.path
    lines = [f"**{step.name}**.{path_text(path)}"]
    shapes = shapes_at(step.type or "", path)
    if shapes:
        lines.append(f"`{' or '.join(dict.fromkeys(map(shape_text, shapes)))}`")
    last = path[-1]
    if isinstance(last, Member):
        owners = shapes_at(step.type or "", path[:-1]) if len(path) > 1 else properties_of(step.type or "")
        lines += [text for owner in owners if (text := sentence(owner.name, last.name)) is not None][:1]
    elif isinstance(last, Key) and [str(part) for part in path[:-1]] == [".ProcessingOutputConfig", ".Outputs"]:
        lines += [f"Output `{name}`, from `{folder}`" for name, folder, _ in output_folders(step) if name == last.name]
    return "\n\n".join(lines)


def shape_text(shape: Shape) -> str:
    """Return the type of a value as AWS calls it: ``S3Uri: string``, ``ModelArtifacts: structure``."""
    name = shape.name.rpartition(".")[2]
    values = f", one of {', '.join(shape.enum)}" if shape.enum else ""
    return f"{name}: {shape.type}{values}"


def _step(step: Step, pipeline: Pipeline) -> str:
    kind = f"{step.type} step" if step.type is not None else "step"
    lines = [f"**{step.name}**: {kind}" + (f", runs `{step.script.file}`" if step.script is not None else "")]
    here = wires(pipeline)
    reads = [
        _read(one.source, one.outside, one.json_path) for one in here if one.target and one.target.step == step.name
    ]
    writes = [_written(one.source) for one in here if one.source is not None and one.source.step == step.name]
    for title, ends in (("Reads", reads), ("Writes", writes)):
        if ends:
            lines.append("\n".join((f"{title}", "", *(f"- {text}" for text in dict.fromkeys(ends)))))
    if step.depends_on:
        lines.append("Waits for " + ", ".join(f"`{one.step}`" for one in step.depends_on))
    return "\n\n".join(lines)


def _read(source: End | None, outside: str | None, json_path: str | None) -> str:
    if source is None:
        return f"`{outside}`"
    return f"{source.called} of `{source.step}`" + (f", `{json_path}`" if json_path is not None else "")


def _written(source: End) -> str:
    files = ", ".join(f"`{one.path}`" for one in source.files)
    return source.called + (f": {files}" if files else f" from `{source.place}`" if source.place is not None else "")


def written(value: JsonGet, pipeline: Pipeline) -> tuple[WrittenFile, ...]:
    """Return what the script writes that makes the file which ``value`` reads; nothing where that is not known."""
    if not isinstance(value.source, PropertyFileReference):
        return ()
    found = property_file(value.source, {step.name: step for step in pipeline.all_steps()})
    place = path_of_file(*found) if found is not None else None
    script = found[0].script if found is not None else None
    return tuple(script.written_to(place)) if script is not None and place is not None else ()


def keys_of(path: str) -> tuple[str | int, ...] | None:
    """Return the keys and indexes that a json path leads through; None where it does not lead to one place."""
    try:
        return parse(path).segments
    except JsonPathError:
        return None


def _json_path(value: JsonGet, pipeline: Pipeline) -> str | None:
    path = value.path.value if isinstance(value.path, Literal) else None
    if not isinstance(path, str):
        return None
    name = value.source.name if isinstance(value.source, PropertyFileReference) else None
    lines = [f"**{path}** in property file `{name}`" if name is not None else f"**{path}**"]
    keys = keys_of(path)
    for document in (document for file in written(value, pipeline) for document in file.documents):
        found = follow(document, keys) if keys is not None else None
        if isinstance(found, Missing):
            lines.append(f"The script writes no `{found.key}` there.")
        elif found is not None and found.kind != "anything":
            lines.append(f"`{spelled(found)}`")
        lines.append(f"The script writes `{spelled(document)}`")
    return "\n\n".join(dict.fromkeys(lines))
