"""``python -m pipelint``, and the ``pipelint`` that is installed.

Nothing is imported here but what Python has loaded before: see :func:`_leave_working_directory`.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_NO_MEMORY = b"pipelint: error SMP022 [out-of-memory] there was not enough memory, and nothing is reported\n"


def run() -> "NoReturn":
    """Run the command line and end the process at once.

    Python would first take apart everything that was read, object by object, which takes a tenth of the whole run.
    """
    from contextlib import suppress

    try:
        status = _main()
    except KeyboardInterrupt:  # while the command line was imported, or had just ended
        status = 2
    except MemoryError:  # so little that it could not even be said
        os.write(2, _NO_MEMORY)
        status = 2
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None where the caller closed it
            with suppress(OSError, ValueError):  # what cannot be written, main has complained of
                stream.flush()
    os._exit(status)


def _main() -> int:
    import signal

    # Whoever ends the process is met as the user is who interrupts it: what is half written is removed.
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    from pipelint.cli import main
    from pipelint.pipeline.collector import collector_seldom

    with collector_seldom():  # from here on: a tenth of importing libcst goes there
        return main()


def _leave_working_directory() -> None:
    """Take the working directory from the path of imports, where ``python -m`` puts it first.

    A check must execute nothing of the project that it stands in: an ``argparse.py`` there would be run in place of
    Python's. Where Python was told to leave it out (``-P``), or the user names that folder themselves (``PYTHONPATH``),
    what is on the path stays there.
    """
    if getattr(sys.flags, "safe_path", False) or not sys.path:  # Python 3.10 has no such flag
        return
    try:
        here = os.getcwd()  # noqa: PTH109 - pathlib is not loaded yet
    except FileNotFoundError:  # the folder was removed
        return
    if sys.path[0] in ("", here):
        del sys.path[0]


if __name__ == "__main__":
    _leave_working_directory()
    run()
