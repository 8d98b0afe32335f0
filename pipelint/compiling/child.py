"""The child process: run the user's code in an offline session and hand back the definition, or what went wrong.

It is started with a folder that holds ``request.json``, and answers with ``outcome.json`` in it. Everything that the
user's code prints goes where the parent's standard error goes.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import traceback
import warnings
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, NoReturn

from pipelint.compiling import OUTCOME, REQUEST
from pipelint.compiling.errors import CodeFailed, NotCompilable, as_json, too_slow
from pipelint.compiling.loading import home_of
from pipelint.compiling.places import Places
from pipelint.compiling.target import Target
from pipelint.compiling.users_code import UsersCode
from pipelint.compiling.value import pipeline_of, require_definition


def main() -> NoReturn:
    """Answer the request in the folder that the command line names, and end the process."""
    folder = Path(sys.argv[2])
    request = json.loads((folder / REQUEST).read_text(encoding="utf-8"))
    target = Target(**request["target"])
    sys.argv[:] = [target.file or str(target.module)]  # the user's code may look at it when it is imported
    answer = Answer(folder / OUTCOME)
    try:
        home = home_of(target)
        users_code = UsersCode(home)
        _end_after(request["timeout"], users_code, answer)
        answer.give(_compiled(target, request["arguments"], users_code))
    except NotCompilable as problem:
        answer.give({"not_compilable": str(problem)})
    except CodeFailed as failure:
        answer.give({"failed": as_json(failure)})
    _end()


class Answer:
    """The one answer of the child: the first that is given is written, also when time runs out at that very moment."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._given = threading.Lock()

    def give(self, outcome: Mapping[str, Any]) -> None:
        """Write ``outcome``, unless another was written already: then wait for the end of the process."""
        if not self._given.acquire(blocking=False):
            threading.Event().wait()
        self._path.write_text(json.dumps(outcome), encoding="utf-8")


def _end() -> NoReturn:
    """End now: neither threads nor exit handlers of the user's code keep a process whose work is done."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(0)


def _end_after(seconds: float, users_code: UsersCode, answer: Answer) -> None:
    """Start the clock: when it runs out, say where the user's code is at that moment, and end the process."""
    compiling = threading.get_ident()

    def end() -> None:
        place = users_code.place(sys._current_frames().get(compiling)) or (None, None)
        answer.give({"failed": as_json(too_slow(seconds, *place))})
        _end()

    clock = threading.Timer(seconds, end)
    clock.daemon = True
    clock.start()


def _compiled(target: Target, arguments: Mapping[str, Any], users_code: UsersCode) -> dict[str, Any]:
    places = Places(users_code)
    with ExitStack() as stack:
        session = _open_session(stack)
        places.watch()
        sys.dont_write_bytecode = True  # a cache beside the user's scripts would be uploaded, and counted, with them
        try:
            pipeline = pipeline_of(target, arguments, session)
            definition = pipeline.definition()
        except NotCompilable:
            raise
        except (Exception, SystemExit) as error:
            raise _failure(error, users_code, places) from error
        require_definition(target, definition)
        name = getattr(pipeline, "name", None)
        return {
            "definition": definition,
            "name": name if isinstance(name, str) else None,
            "pipeline": places.of(pipeline),
            "steps": places.named("steps", pipeline),
            "parameters": places.named("parameters", pipeline),
        }


def _open_session(stack: ExitStack) -> Any:
    """Open the offline session for as long as ``stack`` is open; what fails here is no fault of the user's code."""
    from pipelint.compiling.existing import let_everything_exist
    from pipelint.harness.errors import OfflineError
    from pipelint.harness.offline import offline_session
    from pipelint.harness.sockets import refuse_network_for_good

    _quieten_sdk()
    with suppress(ModuleNotFoundError):  # what is not installed, the session itself says better
        let_everything_exist()
    try:
        session = stack.enter_context(offline_session())
    except OfflineError as error:
        raise NotCompilable(str(error)) from error
    except ImportError as error:
        raise NotCompilable(f"the installed SageMaker SDK or moto cannot be imported: {error}") from error
    refuse_network_for_good()
    return session


def _quieten_sdk() -> None:
    """Leave out what the SDK says of every pipeline (that it is offline, that it is v2): it would bury what matters.

    Errors are still logged, and so is whatever the user's own code logs or warns of.
    """
    warnings.filterwarnings("ignore", module=r"sagemaker(\.|$)")
    for name in ("sagemaker", "botocore"):
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in ("sagemaker.config", "sagemaker.remote_function"):  # these set their own levels, again and again
        logging.getLogger(name).disabled = True


def _failure(error: BaseException, users_code: UsersCode, places: Places) -> CodeFailed:
    """Say what was raised and where in the user's code; where the SDK alone was at work, which step it was about."""
    shown = traceback.TracebackException.from_exception(error)
    users_code.cut(shown)
    words = " ".join(f"{type(error).__name__}: {shown}".split()).removesuffix(":")
    place = users_code.place_of(error)
    if place is None:
        name, place = places.blamed(error)
        words += f' (while step "{name}" was compiled)' if name else ""
    return CodeFailed(words, "".join(shown.format()), *(place or (None, None)))
