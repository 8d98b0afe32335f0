"""Give each step the script that it runs, where that is a file of the project."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

import libcst as cst

from pipelint.linter.disk import Unreadable
from pipelint.linter.inputs import shown
from pipelint.linter.scripts.absence import absence
from pipelint.linter.scripts.code import Code, Passed
from pipelint.linter.source.objects import Object
from pipelint.linter.source.project import Project
from pipelint.linter.source.sources import checked
from pipelint.pipeline.container import hyperparameters
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import replace
from pipelint.pipeline.scripts import LocalCode, Script, hyperparameter_text
from pipelint.pipeline.values import ListValue, Literal, Unknown, Value

_PASSED = Unknown("what the step passes")


class Scripts:
    """The scripts of one project's steps, each read once for each command line; ``trees`` are those of all of them."""

    def __init__(self, project: Project) -> None:
        self.trees: dict[str, cst.Module] = {}
        self._project = project
        self._known: dict[tuple[LocalCode, str], Script | None] = {}
        self._places: dict[LocalCode, LocalCode] = {}

    def attached(self, pipeline: Pipeline) -> Pipeline:
        """Return ``pipeline`` with the scripts of its steps."""
        if not any(step.code is not None for step in pipeline.all_steps()):
            return pipeline
        return replace(pipeline, steps=tuple(map(self._step, pipeline.steps)))

    def _step(self, step: Step) -> Step:
        if_steps, else_steps, body = (
            tuple(map(self._step, inner)) for inner in (step.if_steps, step.else_steps, step.body)
        )
        if step.code is not None:
            step = replace(step, code=self._looked_for(step.code), script=self._script(step))
        return replace(
            step,
            if_steps=if_steps,
            else_steps=else_steps,
            body=body,
        )

    def _looked_for(self, code: LocalCode) -> LocalCode:
        """Return ``code``, and whether the project has no such file."""
        if code not in self._places:
            self._places[code] = replace(code, **absence(code, self._project))
        return self._places[code]

    def _script(self, step: Step) -> Script | None:
        if step.code is None:
            return None
        if step.type == "Lambda" and step.code.handler is None:
            return None
        passed = _command_line(step)
        key = (step.code, repr(passed))
        if key not in self._known:
            self._known[key] = self._read(step.code, passed)
        return self._known[key]

    def _read(self, code: LocalCode, passed: Passed | None) -> Script | None:
        if not code.path.endswith(".py"):
            return self._in_another_language(code)
        try:
            found = self._written(code) or self._found(code)
        except Unreadable:
            return None
        if found is None:
            return None
        from pipelint.linter.scripts.profile import read_handler, read_script

        if code.handler is not None:
            name = str(code.handler.value).rpartition(".")[2]
            script, trees = read_handler(found, self._project, name)
        else:
            script, trees = read_script(found, self._project, passed)
        self.trees.update(trees)
        return _with_comments(script, found.data, found.document)

    def _in_another_language(self, code: LocalCode) -> Script | None:
        """Return what a script that is no Python says of itself in comments; None where it says nothing."""
        file = self._file(code)
        if file is None:
            return None
        try:
            data = self._project.sources.disk.data(file)
        except Unreadable:
            return None
        script = Script(self._name(file), complete=False)
        told = _with_comments(script, data, shown(file))
        return told if told is not script else None

    def _written(self, code: LocalCode) -> Code | None:
        """Return the script that a cell of the notebook writes; None where none does. Raises Unreadable."""
        path = posixpath.normpath(code.path)
        for name, text in self._project.written.items():
            file = self._project.folder / name
            if posixpath.normpath(name) == path or (code.anchored and str(file) == path):
                data = text.encode()
                return Code(path, path, file, data, checked(data, file))
        return None

    def _found(self, code: LocalCode) -> Code | None:
        """Return the one file of the project that ``code`` means, parsed; None where there is none.

        Raises Unreadable.
        """
        file = self._file(code)
        return Code(self._name(file), shown(file), file, *self._project.sources.module(file)) if file else None

    def _file(self, code: LocalCode) -> Path | None:
        """Return the one file of the project that ``code`` means; None where it is none, or several."""
        disk = self._project.sources.disk
        folders = [Path("/")] if code.anchored else [self._project.root, self._project.folder]
        try:
            found = {disk.real(folder / code.path): folder / code.path for folder in folders}
            files = [file for file in found.values() if self._project.holds(file) and disk.is_file(file)]
        except (OSError, ValueError):  # a name that is too long, or holds a null character
            return None
        return files[0] if len(files) == 1 else None

    def _name(self, file: Path) -> str:
        return os.path.relpath(file, self._project.root)


def _with_comments(script: Script, data: bytes, document: str) -> Script:
    """Return ``script`` with what its comments say of it; the very same where none says anything."""
    if b"pipelint:" not in data:
        return script
    from pipelint.linter.scripts.told import with_comments

    return with_comments(script, data, document)


def _command_line(step: Step) -> Passed | None:
    """Return what ``step`` passes to its script; None where that is not known."""
    if step.type == "Training":
        given = hyperparameters(step)
        texts = {name: hyperparameter_text(value) or _PASSED for name, value in given.entries.items()}
        return Passed({name.replace("-", "_"): text for name, text in texts.items()}) if given.complete else None
    if step.type != "Processing":
        return None
    words = step.arguments.get("AppSpecification", "ContainerArguments")
    if words is None:
        return Passed({}, ())
    if not isinstance(words, ListValue) or not words.complete:
        return None
    known = (word if isinstance(word, Literal) else _PASSED for word in words.items)
    return Passed(dict(_pairs(words.items)), tuple(known))


def _pairs(words: tuple[Value, ...]) -> list[tuple[str, Object]]:
    found: list[tuple[str, Object]] = []
    for position, word in enumerate(words):
        if isinstance(word, Literal) and isinstance(word.value, str) and word.value.startswith("--"):
            name, _, value = word.value[2:].partition("=")
            following = words[position + 1] if position + 1 < len(words) else None
            known = Literal(value) if value else following
            found.append((name.replace("-", "_"), known if isinstance(known, Literal) else _PASSED))
    return found
