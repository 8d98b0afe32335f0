"""What a script holds of the machine it runs on."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.objects import FunctionObject, Object
from pipelint.linter.source.unknowns import Handle, UnknownText
from pipelint.pipeline.record import field, record
from pipelint.pipeline.scripts import DocumentShape, Option


@record
class FileToWrite(Handle):
    """A file opened for writing; ``path`` is None where it is not known which."""

    path: str | None = None


@record
class JsonText(UnknownText):
    """What ``json.dumps`` returned: a JSON document of this ``shape``, of which not everything is known."""

    shape: DocumentShape | None = None


@record
class Command(Handle):
    """A function that a toolkit calls with the command line.

    ``options`` are what it takes, all of it if it is ``whole``; ``defaults`` are by the function's parameters.
    """

    function: FunctionObject | None = None
    options: tuple[Option, ...] = ()
    defaults: Mapping[str, Object] = field(default_factory=dict)
    whole: bool = True


@record
class App(Handle):
    """An application of typer, and the ``functions`` that are its commands."""

    functions: list[FunctionObject] = field(default_factory=list, compare=False)


@record
class Declared(Handle):
    """``typer.Option(…)`` or ``typer.Argument(…)``."""

    arguments: Arguments = field(default_factory=lambda: Arguments(), compare=False)
    is_option: bool = True


@record
class Choices(Handle):
    """``click.Choice([…])``: the texts that are legal."""

    texts: tuple[str, ...] = ()


@record
class Parser(Handle):
    """A parser of the command line; ``state`` is what was said of it."""

    state: ParserState = field(default_factory=lambda: ParserState(), compare=False)


@record(frozen=False)
class ParserState:
    """What a parser was told: the ``defaults`` by destination, and the ``options``; all of them if it is ``whole``."""

    defaults: dict[str, Object] = field(default_factory=dict)
    options: list[Option] = field(default_factory=list)
    whole: bool = True
