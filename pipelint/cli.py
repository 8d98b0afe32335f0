"""The command line: run the command that is asked for, and say by the exit status how it went.

Whatever costs something is imported where it is needed: ``pipelint --version`` must not wait for a linter.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from pipelint.arguments import UsageError, meant
from pipelint.commands import COMMANDS, RUNNERS
from pipelint.commands.output import FAILED, failed, tell

_CHECK = "check"
_NO_MEMORY = "there was not enough memory, and nothing is reported"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (of this process by default) and return the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a file's name may hold what the terminal's encoding cannot show
            stream.reconfigure(errors="backslashreplace")
    try:
        return _dispatch(arguments)
    except UsageError as error:
        return failed(error.code, str(error))
    except KeyboardInterrupt:
        tell("pipelint: interrupted")
        return FAILED
    except MemoryError:
        return failed("SMP022", _NO_MEMORY)
    except Exception as error:  # Python itself would end with status 1, which says that there are findings
        if "failed to map segment" in str(error):  # as the dynamic linker says it of a library
            return failed("SMP022", _NO_MEMORY)
        import traceback

        tell(traceback.format_exc().rstrip())
        return failed("SMP014", "pipelint itself failed")


def _dispatch(arguments: list[str]) -> int:
    """Run the command that the first argument names; without a command, ``check``."""
    first = arguments[0] if arguments else _CHECK
    if first in RUNNERS:
        return _run(first, arguments[1:])
    if first.isalpha() and not os.path.exists(first) and (guess := meant(first, COMMANDS)):
        raise UsageError(f'no such command, file or folder "{first}"{guess}')
    return _run(_CHECK, arguments)


def _run(command: str, arguments: list[str]) -> int:
    module, _, function = RUNNERS[command].partition(".")
    status: int = getattr(import_module(f"pipelint.commands.{module}"), function)(arguments)
    return status
