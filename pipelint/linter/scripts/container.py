"""The container a script runs in: what it finds there, and what it writes.

Directories and variables are those that SageMaker documents
(https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import libcst as cst

from pipelint.linter.scripts import command_line, commands, unwritable
from pipelint.linter.scripts.code import Passed
from pipelint.linter.scripts.functions import Functions
from pipelint.linter.scripts.handles import App, Command, FileToWrite, JsonText, Parser
from pipelint.linter.scripts.reads import Reads
from pipelint.linter.scripts.shapes import shape_of, shape_of_text
from pipelint.linter.scripts.writers import (
    MAY_WRITE,
    NEVER_WRITES,
    OPENERS,
    SETS_VARIABLES,
    STARTS_OTHERS,
    Writer,
)
from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import BoundMethod, DictObject, Frame, FunctionObject, ListObject, Object, Partial
from pipelint.linter.source.paths import path_of
from pipelint.linter.source.unknowns import PathObject
from pipelint.pipeline.record import field, record
from pipelint.pipeline.scripts import CommandLine, DocumentShape, NeededVariable, UnwritableValue, WrittenFile
from pipelint.pipeline.values import Literal, Origin, Unknown

_VARIABLES = {
    "SM_MODEL_DIR": "/opt/ml/model",
    "SM_OUTPUT_DIR": "/opt/ml/output",
    "SM_OUTPUT_DATA_DIR": "/opt/ml/output/data",
    "SM_INPUT_DIR": "/opt/ml/input",
    "SM_INPUT_CONFIG_DIR": "/opt/ml/input/config",
}
_CHANNEL = "SM_CHANNEL_"


@record(frozen=False)
class _Written:
    """A file that is written; ``documents`` grow while the script goes on, None for one that is not known."""

    path: str
    origin: Origin
    folder: bool
    certain: bool
    documents: list[DocumentShape | None] = field(default_factory=list)


class Container:
    """Follows what one script does.

    ``passed`` is the command line as far as it is known, None where it is not; ``functions`` are those that are known
    to read and write files.
    """

    def __init__(self, passed: Passed | None, functions: Functions) -> None:
        self.complete = True
        self.reads = Reads(functions)
        self._functions = functions
        self.needs: list[NeededVariable] = []
        self.unwritable: list[UnwritableValue] = []
        self._set: set[str] = set()  # variables that the script sets itself
        self._environment_known = True
        self.command_lines: list[CommandLine | None] = []
        self._passed = passed
        self._written: dict[str, _Written] = {}

    def writes(self) -> Iterator[WrittenFile]:
        """Yield every file that the script was seen to write."""
        for one in self._written.values():
            known = tuple(shape for shape in one.documents if shape is not None)
            documents = known if len(known) == len(one.documents) else ()
            yield WrittenFile(one.path, documents, one.folder, one.certain, one.origin)

    def cannot_be_followed(self) -> None:
        """Notice that something runs which may read and write anything."""
        self.complete = self.reads.complete = False

    def called(self, run: Interpreter, dotted: str, arguments: Arguments, node: cst.Call) -> Object | None:
        """Call a function of a package."""
        if dotted in ("os.environ.get", "os.getenv"):
            return self._variable(run, arguments, node)
        if dotted in SETS_VARIABLES:
            self._environment_known = False
        if dotted in OPENERS:
            return self._open(run, arguments.positional, arguments.named, node)
        if (value := unwritable.called(run, dotted, node)) is not None:
            return value
        if dotted == "json.dumps":
            return self._to_json(run, arguments, node)
        if dotted == "json.dump":
            self._dump(run, arguments, node)
            return Literal(None)
        if dotted == "argparse.ArgumentParser":
            return command_line.parser(run, arguments, node)
        if dotted in ("typer.run", "fire.Fire"):
            self._run_function(run, arguments.positional[:1], dotted.partition(".")[0], node)
            return Unknown("what a command returns", run.origin(node))
        if (made := commands.made(run, dotted, arguments, node)) is not None:
            return made
        if dotted in STARTS_OTHERS:
            self.cannot_be_followed()
        if dotted == "os.chdir":
            self.reads.complete = False  # a relative path may lie anywhere from here on
        is_pure = self._functions.is_pure(dotted)
        writer = self._functions.writers.get(dotted)
        self.reads.called(run, dotted, arguments, node, is_pure or writer is not None)
        if writer is not None:
            self._write(run, writer, arguments, node)
        elif not is_pure:
            self._perhaps(dotted.rpartition(".")[2], arguments)
        return None

    def method(
        self, run: Interpreter, receiver: Object, name: str, arguments: Arguments, node: cst.Call
    ) -> Object | None:
        """Call a method of a path, a file, a parser, or of what is not known."""
        if isinstance(receiver, Parser):
            if name.startswith("parse_"):
                self.command_lines.append(command_line.taken(receiver, name, arguments) if run.depth == 0 else None)
            return command_line.method(run, receiver, name, arguments, node, self._passed)
        if isinstance(receiver, App) and isinstance(node.func, cst.Name):
            self._run_function(run, receiver.functions, "typer", node)
            return Unknown("what a command returns", run.origin(node))
        if isinstance(receiver, Command):
            self._run(run, receiver, node)
            return Unknown("what a command returns", run.origin(node))
        if isinstance(receiver, FileToWrite):
            self._into(receiver, name, arguments)
            return Literal(None)
        if isinstance(receiver, PathObject):
            return self._of_path(run, receiver, name, arguments, node)
        if isinstance(receiver, (DictObject, ListObject, Literal)):
            return None
        if isinstance(node.func, cst.Name):  # a function that cannot be followed, perhaps the one that does everything
            self.cannot_be_followed()
            return None
        writer = self._functions.writing_methods.get(name)
        if writer is not None:
            self._write(run, writer, arguments, node)
        elif arguments.positional or arguments.named or name in self._functions.reading_methods:
            self.reads.method(run, name, arguments, node)
            self._perhaps(name, arguments)
        return None

    def item(self, run: Interpreter, dotted: str, key: Object, node: cst.Subscript) -> Object:
        """``os.environ["NAME"]``."""
        if dotted == "os.environ" and isinstance(key, Literal):
            known = self._environment_known and key.value not in self._set
            if known and run.depth == 0 and not run.guarded:
                self.needs.append(NeededVariable(str(key.value), run.origin(node)))
            value = self._variable_named(run, str(key.value), node)
            if value is not None:
                return value
        if dotted == "sys.argv" and isinstance(key, Literal) and isinstance(key.value, int) and key.value > 0:
            words = self._passed.words if self._passed is not None else None
            if words is not None and key.value <= len(words):
                return words[key.value - 1]
        return Unknown(f"an item of `{dotted}`", run.origin(node))

    def decorated(self, run: Interpreter, function: FunctionObject, frame: Frame) -> Object | None:
        """Decorate a function; None where that is left to the evaluator."""
        return commands.decorated(run, function, frame)

    def _run_function(self, run: Interpreter, functions: Sequence[Object], toolkit: str, node: cst.Call) -> None:
        function = functions[0] if len(functions) == 1 else None
        if isinstance(function, FunctionObject):
            self._run(run, commands.of_signature(run, function, function.scope, toolkit), node)
        else:  # a class, an object with methods, several commands
            self.command_lines.append(None)
            self.cannot_be_followed()

    def _run(self, run: Interpreter, command: Command, node: cst.Call) -> None:
        self.command_lines.append(commands.command_line(command) if run.depth == 0 else None)
        commands.called(run, command, self._passed, node)

    def item_set(self, dotted: str, key: Object) -> None:
        """``os.environ["NAME"] = value``."""
        if dotted == "os.environ":
            self._environment_known = self._environment_known and isinstance(key, Literal)
            self._set.add(str(key.value) if isinstance(key, Literal) else "")

    def _variable(self, run: Interpreter, arguments: Arguments, node: cst.Call) -> Object:
        given = [*arguments.positional, *arguments.named.values()]
        name, *default = given or [Unknown("no name")]
        value = self._variable_named(run, str(name.value), node) if isinstance(name, Literal) else None
        if value is not None:
            return value
        return default[0] if default else Unknown("a variable of the environment", run.origin(node))

    def _variable_named(self, run: Interpreter, name: str, node: cst.CSTNode) -> Literal | None:
        if name.startswith(_CHANNEL):  # it is taken to be read
            channel = f"/opt/ml/input/data/{name.removeprefix(_CHANNEL).lower()}"
            self.reads.mentioned(channel, run.origin(node))
            return Literal(channel, run.origin(node))
        return Literal(_VARIABLES[name], run.origin(node)) if name in _VARIABLES else None

    def _open(
        self, run: Interpreter, positional: list[Object], named: Mapping[str, Object], node: cst.Call
    ) -> Object | None:
        given = positional[0] if positional else named.get("file", named.get("name"))
        mode = positional[1] if len(positional) > 1 else named.get("mode", Literal("r"))
        if isinstance(mode, Literal) and not set(str(mode.value)) & set("wax+"):
            self.reads.opened(run, given, node)
            return None
        return self._to_write(run, given, node)

    def _to_write(self, run: Interpreter, given: Object | None, node: cst.Call) -> FileToWrite:
        found = path_of(given) if given is not None else None
        if found is None:
            self.complete = False
            return FileToWrite("a file that is not known", run.origin(node))
        self._note(run, found[0], node, False)
        return FileToWrite("a file", run.origin(node), found[0])

    def _of_path(
        self, run: Interpreter, receiver: PathObject, name: str, arguments: Arguments, node: cst.Call
    ) -> Object | None:
        self.reads.of_path(run, receiver, name, node)
        if name in ("write_text", "write_bytes"):
            self._note(run, receiver.path, node, False).documents.append(_document(arguments.positional[:1]))
            return Literal(None)
        if name == "open":
            return self._open(run, [receiver, *arguments.positional], arguments.named, node)
        if name in ("rename", "replace") and arguments.positional:
            self._write(run, Writer(0, ("target",)), arguments, node)
        return None

    def _into(self, file: FileToWrite, name: str, arguments: Arguments) -> None:
        if name in ("write", "writelines") and file.path is not None:
            self._written[file.path].documents.append(_document(arguments.positional[:1]))

    def _to_json(self, run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
        if not arguments.positional:
            return None
        self.unwritable += unwritable.unwritable(run, arguments.positional[0], arguments.named, node)
        return JsonText("a JSON text", run.origin(node), shape_of(arguments.positional[0]))

    def _dump(self, run: Interpreter, arguments: Arguments, node: cst.Call) -> None:
        given = dict(zip(("obj", "fp"), arguments.positional, strict=False)) | arguments.named
        file, value = given.get("fp"), given.get("obj")
        if value is not None:
            self.unwritable += unwritable.unwritable(run, value, arguments.named, node)
        if not isinstance(file, FileToWrite) or file.path is None or value is None:
            self.complete = False
            return
        self._written[file.path].documents.append(shape_of(value))

    def _write(self, run: Interpreter, writer: Writer, arguments: Arguments, node: cst.Call) -> None:
        named = [arguments.named[name] for name in writer.names if name in arguments.named]
        given = arguments.positional[writer.position : writer.position + 1] or named
        found = path_of(given[0]) if given else None
        if found is None:
            self.complete = self.complete and bool(given) and isinstance(given[0], FileToWrite)
            return
        self._note(run, found[0], node, writer.folder).documents.append(None)

    def _perhaps(self, name: str, arguments: Arguments) -> None:
        """Notice that a function which is not known may write a file."""
        given = list(arguments.all())
        for parser in (one for one in given if isinstance(one, Parser)):
            parser.state.whole = False
        if any(isinstance(one, (FunctionObject, BoundMethod, Partial)) for one in given):
            self.cannot_be_followed()  # it may be called
        files = [one.path for one in given if isinstance(one, FileToWrite) and one.path is not None]
        for file in files:
            self._written[file].documents.append(None)
        if files or name.lower().startswith(NEVER_WRITES):
            return
        told = any(path[0].startswith("/opt/ml/") for one in given if (path := path_of(one)) is not None)
        if told or (given and name.lower().startswith(MAY_WRITE)):
            self.complete = False

    def _note(self, run: Interpreter, path: str, node: cst.Call, folder: bool) -> _Written:
        known = self._written.setdefault(path, _Written(path, run.origin(node), folder, False))
        known.certain = known.certain or run.depth == 0
        return known


def _document(given: list[Object]) -> DocumentShape | None:
    """Return the shape of a document that is written as text; None where it is not known to be one."""
    value = given[0] if given else None
    if isinstance(value, JsonText):
        return value.shape
    return shape_of_text(value.value) if isinstance(value, Literal) and isinstance(value.value, str) else None
