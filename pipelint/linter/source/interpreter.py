"""The abstract evaluator's heart: what it has seen so far, and the dispatch on syntax nodes.

It folds what the source proves and says unknown for the rest. Nothing is executed or imported. Work is bounded by
*fuel*: one unit an expression or statement, so that no file can make it run for long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import libcst as cst

from pipelint.linter.source.flow import Flow as Flow
from pipelint.linter.source.objects import ClassObject, Frame, FunctionObject, Object, SdkObject
from pipelint.pipeline.model import FactKind
from pipelint.pipeline.values import Origin, Unknown

if TYPE_CHECKING:
    from pipelint.linter.source.functions import Arguments
    from pipelint.linter.source.modules import Modules

FUEL = 200_000
"""Nodes evaluated in one file before the rest is called unknown; a 1,000-line pipeline needs about 10,000."""

CALL_DEPTH = 12
"""How deep the user's functions are followed into each other."""

LOOP_BOUND = 200
"""How many iterations of a loop over known items are unrolled."""

PIPELINES = 200
"""How many pipelines one file may build before the rest is called unknown; the most in a public file are 34."""

LOOP_FUEL = 40_000
"""Nodes evaluated in one loop, those inside it included, before its further iterations are called unknown."""


class OutOfFuel(Exception):
    """Raised when a file needs more evaluation, or builds more pipelines, than is allowed."""


ExpressionHandler = Callable[["Interpreter", Any, Frame], Object]
"""Evaluates one kind of expression node in a scope."""

StatementHandler = Callable[["Interpreter", Any, Frame], Flow]
"""Runs one kind of statement node in a scope."""


CallHandler = Callable[["Interpreter", Object, Any, cst.Call], Object]
"""Calls an object with arguments."""


class Machine(Protocol):
    """Where a script runs: it answers what the code asks of its surroundings, and sees what the code does to them.

    An answer of None leaves the call to the evaluator.
    """

    def called(self, run: Interpreter, dotted: str, arguments: Arguments, node: cst.Call) -> Object | None:
        """Call a function of a package by its dotted name."""

    def method(
        self, run: Interpreter, receiver: Object, name: str, arguments: Arguments, node: cst.Call
    ) -> Object | None:
        """Call a method of what is known only by its methods, or not at all."""

    def item(self, run: Interpreter, dotted: str, key: Object, node: cst.Subscript) -> Object:
        """Take an item of something of a package, as of ``os.environ``."""

    def decorated(self, run: Interpreter, function: FunctionObject, frame: Frame) -> Object | None:
        """Decorate a function."""

    def item_set(self, dotted: str, key: Object) -> None:
        """Set an item of something of a package."""


class Interpreter:
    """The state of evaluating one file.

    ``expressions`` and ``statements`` are the handlers by kind of node, ``applying`` that of calls; they are handed in,
    so that the handlers may build on the interpreter and not the other way round. ``document`` is the file whose nodes
    are walked just now. ``machine`` is set while the script of a step is followed.
    """

    def __init__(
        self,
        document: str,
        expressions: Mapping[type[cst.CSTNode], ExpressionHandler],
        statements: Mapping[type[cst.CSTNode], StatementHandler],
        applying: CallHandler,
        modules: Modules,
    ) -> None:
        self.document = document
        self.modules = modules
        self.expressions = expressions
        self.statements = statements
        self.applying = applying
        self.fuel = FUEL
        self.depth = 0
        self.world: tuple[int, ...] = ()  # which of the ways that happen perhaps are walked just now, outermost first
        self._worlds = 0
        self.created: list[SdkObject] = []
        self.pipelines = 0
        self.facts: list[tuple[FactKind, Object, str, Origin]] = []
        self.quoted: dict[Origin, SdkObject] = {}  # plain values read off parameters and steps, by where they are read
        self.changes: list[tuple[SdkObject, str, Origin, int]] = []
        self.imported: list[tuple[str, Origin]] = []  # modules of the SDK, by their dotted names
        self.step_functions: list[tuple[SdkObject, FunctionObject]] = []  # calls of @step functions
        self.functions: list[tuple[FunctionObject, ClassObject | None]] = []
        self.called: set[int] = set()
        self.generators: dict[int, bool] = {}  # which of the functions that were called are generators
        self.active: list[int] = []
        self.machine: Machine | None = None
        self.guarded = 0  # how many handlers would catch what is raised just now

    def origin(self, node: cst.CSTNode) -> Origin:
        """Return the place of ``node``."""
        return Origin(self.document, node)

    def evaluate(self, node: cst.BaseExpression, frame: Frame) -> Object:
        """Return what ``node`` stands for; raises :class:`OutOfFuel`."""
        self.fuel -= 1
        if self.fuel < 0:
            raise OutOfFuel
        handler = self.expressions.get(type(node))
        if handler is None:
            return Unknown(f"{type(node).__name__} is not evaluated", self.origin(node))
        return handler(self, node, frame)

    def remember(self, made: SdkObject) -> None:
        """Add an object of the SDK to those that the file creates; raises :class:`OutOfFuel`."""
        self.pipelines += made.cls.kind == "pipeline"
        if self.pipelines > PIPELINES:
            raise OutOfFuel
        self.created.append(made)

    def apply(self, function: Object, arguments: Arguments, node: cst.Call) -> Object:
        """Call ``function``; ``node`` is the place to show."""
        return self.applying(self, function, arguments, node)

    def execute(self, body: Sequence[cst.CSTNode], frame: Frame) -> Flow:
        """Run statements in order until one leaves the block; raises :class:`OutOfFuel`.

        What follows a statement that leaves the block perhaps happens perhaps.
        """
        for position, statement in enumerate(body):
            self.fuel -= 1
            if self.fuel < 0:
                raise OutOfFuel
            parted = len(frame.parted)
            handler = self.statements.get(type(statement))
            flow = handler(self, statement, frame) if handler is not None else Flow.NEXT
            if flow is not Flow.NEXT:
                return flow
            if len(frame.parted) > parted:
                with self.speculating():
                    return self.execute(body[position + 1 :], frame)
        return Flow.NEXT

    @contextmanager
    def inside(self, scope: Frame) -> Iterator[None]:
        """Walk code of the module that ``scope`` is in: places inside are places of its file."""
        outside, self.document = self.document, scope.module().document
        try:
            yield
        finally:
            self.document = outside

    @contextmanager
    def speculating(self) -> Iterator[None]:
        """Mark what happens inside as happening perhaps."""
        self.depth += 1
        outside = self.world
        self._worlds += 1
        self.world = (*outside, self._worlds)
        try:
            yield
        finally:
            self.depth -= 1
            self.world = outside
