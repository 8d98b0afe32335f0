"""Imported by Python itself when it starts, if this folder is on ``PYTHONPATH``: notes what the process does.

It imports nothing that is not loaded already, so that what pipelint imports is still looked for.
"""

import os
import sys

_UNTOLD = (
    "object.__getattr__",
    "object.__setattr__",
    "object.__delattr__",
    "sys._getframe",
    "code.__new__",
    "marshal.loads",
)
_log = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _words(code):
    yield from code.co_names
    for constant in code.co_consts:
        yield from _words(constant) if hasattr(constant, "co_names") else [str(constant)]


def _told(event, arguments):
    if event == "exec" and hasattr(arguments[0], "co_filename"):
        return (arguments[0].co_filename, any("planted" in word for word in _words(arguments[0])))
    if event in ("compile", "import"):
        return tuple(map(str, arguments[1:2] if event == "compile" else arguments[:2]))
    return tuple(one if isinstance(one, int) else os.fsdecode(one) if isinstance(one, (str, bytes, os.PathLike)) else
                 repr(one) for one in arguments)  # fmt: skip


def _note(event, arguments):
    if event not in _UNTOLD and not event.startswith("cpython."):
        here = os.getcwd()  # noqa: PTH109 - pathlib is not loaded yet
        os.write(_log, f"{(event, here, _told(event, arguments))!r}\n".encode(errors="backslashreplace"))


sys.addaudithook(_note)
