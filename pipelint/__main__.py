"""``python -m pipelint``, and the ``pipelint`` that is installed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from pipelint.cli import main
from pipelint.pipeline.collector import collector_seldom


def run() -> NoReturn:
    """Run the command line and end the process at once.

    Python would first take apart everything that was read, object by object, which takes a tenth of the whole run.
    """
    with collector_seldom():  # from here on: a tenth of importing libcst goes there
        status = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None where the caller closed it
            with suppress(OSError, ValueError):  # what cannot be written, main has complained of
                stream.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
