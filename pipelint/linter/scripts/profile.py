"""Follow one script from its first line to its last, as the container runs it."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst

from pipelint.linter.scripts.code import Code, Passed
from pipelint.linter.scripts.container import Container
from pipelint.linter.scripts.functions import known
from pipelint.linter.source.calls import apply
from pipelint.linter.source.expressions import EXPRESSIONS
from pipelint.linter.source.interpreter import Interpreter, OutOfFuel
from pipelint.linter.source.modules import Modules
from pipelint.linter.source.objects import Frame, ModuleObject
from pipelint.linter.source.project import Project
from pipelint.linter.source.statements import STATEMENTS
from pipelint.pipeline.handlers import Handler
from pipelint.pipeline.scripts import Script
from pipelint.pipeline.values import Literal


def read_handler(code: Code, project: Project, name: str) -> tuple[Script, Mapping[str, cst.Module]]:
    """Return what the function ``name`` of a script does when Lambda calls it, and the trees its places are in."""
    from pipelint.linter.scripts.handler import Surroundings, follow

    run, own = _interpreter(code, project, code.file.stem)
    run.machine = Surroundings(known(project.sources.toolkits))
    try:
        run.execute(code.tree.body, own.names)
        handler = follow(run, own, name, code.data)
    except (OutOfFuel, RecursionError):
        handler = Handler(name)
    return Script(code.name, complete=False, handler=handler), run.modules.trees


def read_script(code: Code, project: Project, passed: Passed | None) -> tuple[Script, Mapping[str, cst.Module]]:
    """Return what a script of ``project`` does, and the trees that its places are in, by document.

    ``passed`` is its command line, by the names of the arguments; None where that is not known.
    """
    run, own = _interpreter(code, project, "__main__")
    run.machine = container = Container(passed, known(project.sources.toolkits))
    try:
        run.execute(code.tree.body, own.names)
    except (OutOfFuel, RecursionError):
        container.cannot_be_followed()
    return (
        Script(
            code.name,
            tuple(container.writes()),
            container.complete,
            container.command_lines[0] if len(container.command_lines) == 1 else None,
            tuple(container.needs),
            tuple(container.reads),
            container.reads.complete,
            unwritable=tuple(dict.fromkeys(container.unwritable)),
        ),
        run.modules.trees,
    )


def _interpreter(code: Code, project: Project, name: str) -> tuple[Interpreter, ModuleObject]:
    """Return what follows a script of ``project`` that runs as the module ``name``, and that module."""
    modules = Modules(Project(code.file, project.root, project.sources), code.document, code.data, code.tree)
    own = ModuleObject(name, code.document, Frame(document=code.document))
    own.names.variables["__name__"] = Literal(name)
    modules.own(code.file, own)
    return Interpreter(code.document, EXPRESSIONS, STATEMENTS, apply, modules), own
