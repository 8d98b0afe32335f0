"""Walk one module with the abstract evaluator and gather what it builds.

Kept apart from the reader so that files without pipelines never pay for importing libcst.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Span
from pipelint.linter.disk import Unreadable
from pipelint.linter.problems import problem
from pipelint.linter.source.calls import apply
from pipelint.linter.source.expressions import EXPRESSIONS
from pipelint.linter.source.functions import Arguments, call_function
from pipelint.linter.source.interpreter import PIPELINES, Interpreter, OutOfFuel
from pipelint.linter.source.modules import Modules
from pipelint.linter.source.noting import Seen, mentions, noting
from pipelint.linter.source.objects import ClassObject, Frame, FunctionObject, ModuleObject, UserInstance
from pipelint.linter.source.pipelines import assemble
from pipelint.linter.source.project import Project
from pipelint.linter.source.source_reading import SourceReading
from pipelint.linter.source.sources import parse
from pipelint.linter.source.statements import STATEMENTS
from pipelint.pipeline.values import Literal

if TYPE_CHECKING:
    from pipelint.linter.source.percent import Cells


def evaluate_module(
    data: bytes,
    file: str,
    called_names: Callable[[], frozenset[str]],
    project: Project | None = None,
    cells: Cells | None = None,
) -> SourceReading:
    """Parse and walk a module that ``ast`` accepts; what libcst refuses nevertheless becomes a finding.

    What it imports is looked for in ``project``. ``called_names`` are asked for only where there are several functions.
    ``cells`` are those that the file is cut into.
    """
    try:
        tree = parse(data) if project is None else project.sources.parsed(data, project.file)
    except Unreadable as reason:
        return SourceReading(file, (), [problem("SMP002", f"this file {reason}", Span(file))])
    modules = Modules(project, file, data, tree)
    seen: Seen | None = {} if project is not None and project.sources.for_editor else None
    run = Interpreter(file, EXPRESSIONS if seen is None else noting(EXPRESSIONS, seen), STATEMENTS, apply, modules)
    own = ModuleObject("__main__", file, Frame(document=file))
    own.names.variables["__name__"] = Literal("__main__")
    if project is not None:
        modules.own(project.file, own)
    findings: list[Finding] = []
    executed = 0
    try:
        run.execute(tree.body, own.names)
        executed = len(run.created)
        _walk_rest(run, called_names)
        cut_short = False
    except (OutOfFuel, RecursionError):
        cut_short = True
        why = "is too long or too deep to be followed to its end"
        if run.pipelines > PIPELINES:
            why = f"builds more than {PIPELINES} pipelines"
        findings.append(problem("SMP009", f"the code {why}; what lies beyond was not checked", Span(file)))
    pipelines = assemble(run, cut_short)
    if project is not None and any(step.code is not None for one in pipelines for step in one.all_steps()):
        from pipelint.linter.scripts.attach import Scripts

        scripts = Scripts(project)
        pipelines = tuple(map(scripts.attached, pipelines))
        modules.trees = {**scripts.trees, **modules.trees}
    is_imported = (lambda: False) if project is None else project.is_imported
    reading = SourceReading(file, pipelines, findings, modules.trees, cells, data, is_imported)
    if seen is not None:
        reading.mentions = mentions(run, seen)
    made = [(number, one) for number, one in enumerate(run.created) if one.cls.kind == "pipeline"]
    pairs = list(zip(made, reading.pipelines, strict=False))  # steps that no pipeline takes may follow the pipelines
    reading.assumed = tuple(pipeline for (number, _), pipeline in pairs if number >= executed)
    reading.imported = tuple(pipeline for (_, one), pipeline in pairs if id(one) in modules.made)
    return reading


def _walk_rest(run: Interpreter, called_names: Callable[[], frozenset[str]]) -> None:
    """Run every function of the file that nothing reached, those nobody calls by name first."""

    def is_called(name: str) -> bool:
        return len(run.functions) > 1 and name in called_names()

    for wanted in (False, True):
        position = 0
        while position < len(run.functions):
            function, owner = run.functions[position]
            position += 1
            own = function.scope.module().document == run.document  # what an imported one defines is its file's
            if own and id(function.node) not in run.called and is_called(function.name) is wanted:
                _enter(run, function, owner)


def _enter(run: Interpreter, function: FunctionObject, owner: ClassObject | None) -> None:
    """Walk a function as its caller would: with its defaults, and unknown for the rest."""
    if owner is None:
        call_function(run, function, Arguments(), None)
        return
    instance = UserInstance(owner)
    initialiser = owner.find("__init__")
    if isinstance(initialiser, FunctionObject) and function is not initialiser:
        call_function(run, initialiser, Arguments([instance]), None)
    call_function(run, function, Arguments([instance]), None)
