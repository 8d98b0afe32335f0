"""Times and random numbers that the code asks for while it builds the pipeline, followed through what is made of them.

What they are is not known; that they stay the same for all executions is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import libcst as cst

from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import ListObject, Object
from pipelint.linter.source.unknowns import StampText
from pipelint.pipeline.values import Literal

_SOURCES = frozenset(
    """
    datetime.datetime.now datetime.datetime.utcnow datetime.datetime.today datetime.date.today time.time time.time_ns
    time.ctime uuid.uuid1 uuid.uuid4 secrets.token_hex secrets.token_urlsafe pandas.Timestamp.now
    pandas.Timestamp.today sagemaker.utils.sagemaker_timestamp sagemaker.utils.sagemaker_short_timestamp
    sagemaker.utils.name_from_base sagemaker.utils.unique_name_from_base
    """.split()
)
"""Functions that yield another value at each call."""

_OF_NOW = {"time.strftime": 2, "time.gmtime": 1, "time.localtime": 1, "time.asctime": 1}
"""Functions that take the time of now where they are given none, and how many arguments they take with one."""

_CARRYING = frozenset(
    """
    builtins.str builtins.int builtins.float builtins.round builtins.format builtins.repr time.strftime time.gmtime
    time.localtime time.asctime datetime.datetime.fromtimestamp datetime.datetime.utcfromtimestamp
    datetime.datetime.strftime os.path.join posixpath.join
    """.split()
)
"""Functions whose result tells the time that they are given."""

_CARRYING_METHODS = frozenset({"format", "join", "replace"})


def found(values: Iterable[Object]) -> StampText | None:
    """Return the first stamp among ``values``, and in the lists among them."""
    for value in values:
        for item in value.items if isinstance(value, ListObject) else (value,):
            if isinstance(item, StampText):
                return item
    return None


def carried(run: Interpreter, values: Sequence[Object], node: cst.CSTNode) -> StampText | None:
    """Return what is made of ``values`` at ``node``, if one of them is a stamp; the first is how a text begins."""
    stamp = found(values)
    if stamp is None:
        return None
    return StampText(stamp.reason, run.origin(node), stamp.function, _is_address(values[0]))


def _is_address(value: Object) -> bool:
    if isinstance(value, StampText):
        return value.address
    return isinstance(value, Literal) and isinstance(value.value, str) and value.value.startswith("s3://")


def called(run: Interpreter, dotted: str, arguments: Arguments, node: cst.Call) -> StampText | None:
    """Return the stamp that a function yields: of its own, or of one that it is given."""
    if dotted in _SOURCES or len(arguments.positional) < _OF_NOW.get(dotted, 0):
        return StampText(f"the result of `{dotted}(…)`", run.origin(node), f"{dotted}()")
    return carried(run, list(arguments.all()), node) if dotted in _CARRYING else None


def method(run: Interpreter, receiver: Object, name: str, arguments: Arguments, node: cst.Call) -> StampText | None:
    """Return the stamp that a method of a text puts into it."""
    if isinstance(receiver, Literal) and isinstance(receiver.value, str) and name in _CARRYING_METHODS:
        return carried(run, [receiver, *arguments.all()], node)
    return None
