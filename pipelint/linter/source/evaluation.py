"""Walk one module with the abstract evaluator and gather what it builds.

Kept apart from the reader so that files without pipelines never pay for importing libcst.
"""

from __future__ import annotations

import libcst as cst

from pipelint.findings import Finding, Span
from pipelint.linter.problems import problem
from pipelint.linter.source.calls import Arguments, call_function
from pipelint.linter.source.expressions import EXPRESSIONS
from pipelint.linter.source.interpreter import Interpreter, OutOfFuel
from pipelint.linter.source.objects import ClassObject, Frame, FunctionObject, UserInstance
from pipelint.linter.source.pipelines import assemble
from pipelint.linter.source.source_reading import SourceReading
from pipelint.linter.source.statements import STATEMENTS
from pipelint.pipeline.values import Literal


def evaluate_module(data: bytes, file: str, called_names: frozenset[str]) -> SourceReading:
    """Parse and walk a module that ``ast`` accepts; what libcst refuses nevertheless becomes a finding."""
    try:
        module = cst.parse_module(data)
    except (cst.ParserSyntaxError, UnicodeDecodeError, RecursionError) as error:
        text = str(error).strip().splitlines()[0]
        return SourceReading(file, (), [problem("SMP002", f"cannot read as Python: {text}", Span(file))])
    run = Interpreter(file, EXPRESSIONS, STATEMENTS)
    findings: list[Finding] = []
    try:
        _walk(run, module, called_names)
        cut_short = False
    except (OutOfFuel, RecursionError):
        cut_short = True
        findings.append(
            problem(
                "SMP009",
                "the code is too long or too deep to be followed to its end; what lies beyond was not checked",
                Span(file),
            )
        )
    pipelines = assemble(run, cut_short)
    reading = SourceReading(file, pipelines, findings, module)
    reading.findings += tuple(_gap_findings(reading))
    return reading


def _walk(run: Interpreter, module: cst.Module, called_names: frozenset[str]) -> None:
    """Run the module's own statements, then every function that nothing reached, those nobody calls by name first."""
    scope = Frame()
    scope.variables["__name__"] = Literal("__main__")
    run.execute(module.body, scope)
    for wanted in (False, True):
        position = 0
        while position < len(run.functions):
            function, owner = run.functions[position]
            position += 1
            if id(function.node) not in run.called and (function.name in called_names) is wanted:
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


def _gap_findings(reading: SourceReading) -> list[Finding]:
    """Say which pipelines were not understood whole, and why."""
    found = []
    for pipeline in reading.pipelines:
        if pipeline.origin is None or pipeline.steps_complete or not pipeline.gaps:
            continue
        gap = pipeline.gaps[0]
        more = f" (and {len(pipeline.gaps) - 1} more)" if len(pipeline.gaps) > 1 else ""
        message = f"not all steps of this pipeline are known: {gap.what}: {gap.why}{more}"
        found.append(problem("SMP009", message, reading.span(pipeline.origin)))
    return found
