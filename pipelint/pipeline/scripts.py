"""What the script of a step does, as far as its code tells: the files it writes, and what is in its JSON documents."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator, Mapping, Sequence

from pipelint.pipeline.handlers import Handler
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import Literal, Origin, Value, origin_field

ShapeKind = typing.Literal["object", "list", "string", "number", "boolean", "null", "anything"]


@record
class DocumentShape:
    """What is known of a JSON value: its kind, and the ``members`` of an object or the ``items`` of a list.

    ``complete`` is false where there may be more members or items than those. ``origin`` is where the script makes it.
    """

    kind: ShapeKind
    members: Mapping[str, DocumentShape] = field(default_factory=dict)
    items: tuple[DocumentShape, ...] = ()
    complete: bool = True
    origin: Origin | None = origin_field()


ANYTHING = DocumentShape("anything", complete=False)


@record
class Missing:
    """Where a path leads to nothing: ``found`` are the keys that lead somewhere, ``key`` the one that does not.

    ``here`` is what has no such key.
    """

    found: tuple[str | int, ...]
    key: str | int
    here: DocumentShape


def follow(shape: DocumentShape, path: Sequence[str | int]) -> DocumentShape | Missing:
    """Return what is known of the value at ``path`` in a document, or where the path leads to nothing for certain."""
    here = shape
    for position, key in enumerate(path):
        if here.kind == "anything":
            return ANYTHING
        inner = here.members.get(key) if isinstance(key, str) else None
        if isinstance(key, int) and here.kind == "list" and -len(here.items) <= key < len(here.items):
            inner = here.items[key]
        if inner is None:
            fits = here.kind == ("object" if isinstance(key, str) else "list")
            return ANYTHING if fits and not here.complete else Missing(tuple(path[:position]), key, here)
        here = inner
    return here


def spelled(shape: DocumentShape, depth: int = 4) -> str:
    """Return ``shape`` as people would write it: ``{"metrics": {"mse": number}}``; what lies deeper is an ellipsis."""
    if shape.kind == "object":
        if depth == 0:
            return "{…}"
        inside = [f'"{key}": {spelled(inner, depth - 1)}' for key, inner in shape.members.items()]
        return "{" + ", ".join(inside if shape.complete else [*inside, "…"]) + "}"
    if shape.kind == "list":
        return "[…]" if shape.items or not shape.complete else "[]"
    return shape.kind


@record
class WrittenFile:
    """A file that a script writes, by its ``path`` in the container; ``folder`` says that it is a folder of files.

    ``documents`` are the JSON documents that may be in it, as far as they are known: several where the script writes
    it several times. ``certain`` is false where it is written only perhaps.
    """

    path: str
    documents: tuple[DocumentShape, ...] = ()
    folder: bool = False
    certain: bool = True
    origin: Origin | None = origin_field()


@record
class ReadFile:
    """A file or folder that a script reads, by its ``path`` in the container.

    The script ``fails`` without it, or else goes on. ``certain`` is false where it is read only perhaps, or where the
    script would catch the failure.
    """

    path: str
    fails: bool = True
    certain: bool = True
    origin: Origin | None = origin_field()


@record
class Option:
    """An argument that a script takes on its command line, by any of its ``flags``; one without is a positional.

    ``choices`` are the values that it may have, where those are written out. ``required`` says that the script ends
    without it. ``type`` is the function of Python that its text is given to: ``int``, ``float``, ``bool``, or nothing
    where it is another. A ``switch`` is followed by no value.
    """

    flags: tuple[str, ...]
    required: bool = False
    choices: tuple[str, ...] = ()
    type: str = ""
    switch: bool = False
    origin: Origin | None = origin_field()


@record
class CommandLine:
    """What a script takes on its command line, and that it ends when it is given anything else.

    ``abbreviations`` says that the beginning of a flag stands for it.
    """

    options: tuple[Option, ...]
    abbreviations: bool = True

    def option(self, flag: str) -> Option | None:
        """Return the option that ``flag`` means; None where it means none.

        Where an abbreviation may mean several, it is any of them
        (https://docs.python.org/3/library/argparse.html#prefix-matching).
        """
        for matches in (str.__eq__, str.startswith) if self.abbreviations else (str.__eq__,):
            for option in self.options:
                if any(matches(known, flag) for known in option.flags):
                    return option
        return None


@record
class UnwritableValue:
    """A value that a script hands to ``json``, which cannot write it: what stands at ``path``, its keys joined by dots.

    ``noun`` says what it is: ``a numpy array``. ``NaN`` can be written, but what is written is no JSON. ``certain`` is
    false where the script comes there only perhaps.
    """

    path: str
    noun: str
    certain: bool = True
    origin: Origin | None = origin_field()


@record
class NeededVariable:
    """A variable of the environment that a script cannot do without: it takes it without a default, for certain."""

    name: str
    origin: Origin | None = origin_field()


@record
class Script:
    """The script of a step: its ``file``, as the user would call it, and the files that it ``writes``.

    ``complete`` is false where it may write more than that: to places that are not known, or by means that are not.
    ``command_line`` is what it takes there; None where it takes anything, or where that is not known. ``needs`` are the
    variables of the environment without which it ends. ``reads`` are the files that it reads; all of them if it
    ``reads_no_other``. ``unwritable`` is what it hands to ``json`` in vain. ``handler`` is the function of it that
    Lambda calls; then nothing else of it is told.
    """

    file: str
    writes: tuple[WrittenFile, ...] = ()
    complete: bool = True
    command_line: CommandLine | None = None
    needs: tuple[NeededVariable, ...] = ()
    reads: tuple[ReadFile, ...] = ()
    reads_no_other: bool = False
    handler: Handler | None = None
    unwritable: tuple[UnwritableValue, ...] = ()

    def written_to(self, path: str) -> Iterator[WrittenFile]:
        """Yield what is written to the file ``path``, or to a folder that it would lie in."""
        for one in self.writes:
            if one.path == path or (one.folder and path.startswith(one.path.rstrip("/") + "/")):
                yield one

    def reads_from(self, folder: str) -> bool:
        """Tell whether anything is read in ``folder``, or from a folder that it lies in."""
        inside = folder.rstrip("/") + "/"
        return any(f"{one.path}/".startswith(inside) or inside.startswith(f"{one.path}/") for one in self.reads)

    def writes_into(self, folder: str) -> bool:
        """Tell whether anything is written into ``folder``, or to a folder that it lies in."""
        inside = folder.rstrip("/") + "/"
        return any(
            one.path.startswith(inside) or (one.folder and inside.startswith(one.path.rstrip("/") + "/"))
            for one in self.writes
        )


def hyperparameter_text(value: Value | None) -> Literal | None:
    """Return what a script gets on its command line of a hyperparameter; None where that is not known.

    The SDK writes it as JSON, and the toolkit in the container reads it and passes its text in Python
    (https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/mapping.py).
    """
    if not isinstance(value, Literal):
        return None
    if not isinstance(value.value, str):
        return Literal(str(value.value), value.origin)
    try:
        read = json.loads(value.value)
    except (ValueError, RecursionError):
        read = value.value
    if isinstance(read, (dict, list)):
        return None
    return Literal("" if read is None else str(read), value.origin)


@record
class LocalCode:
    """The file on the user's machine that a step runs: its ``path`` as the source writes it.

    ``anchored`` says that the path begins where the project stands, as with ``__file__``; ``inputs_known`` that the
    inputs of the step are known, but for those that the SDK adds to bring this file; ``arguments_known`` that a
    training job passes the hyperparameters that are known, and no others that the script would see; ``variables_known``
    that the job sets the variables that are known, in an image of AWS. ``folder`` is the ``source_dir`` that the path
    is in, where one is given. ``missing`` says that the project has no such file;
    ``neighbours`` are the names of what stands where it should be. ``handler`` names the function that a Lambda step
    calls, as ``file.function``.
    """

    path: str
    anchored: bool
    inputs_known: bool = False
    arguments_known: bool = False
    variables_known: bool = False
    folder: str | None = None
    missing: bool = False
    neighbours: tuple[str, ...] = ()
    handler: Literal | None = None
    origin: Origin | None = origin_field()
