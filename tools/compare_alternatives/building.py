"""What the SDK says while it builds and compiles a pipeline, and what asks the pipeline that it built.

Each project is built in a process of its own, forked from one that has imported the SDK: importing it takes seconds.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from pipelint.harness import offline_session
from tools.compare_alternatives.planted import Planted
from tools.compile_projects import built

_SECONDS = 120  # for one project, which takes a second or two

COMPILE, GRAPH, RIGHTLINE = "SDK: compile", "SDK: PipelineGraph", "sagemaker-rightline"
RIGHTLINE_FAILS = "sagemaker-rightline ends with an error of its own"


def complaints(copies: Sequence[Planted]) -> list[set[str]]:
    """Return for each copy the alternatives that refuse it, of those above."""
    os.environ["SAGEMAKER_SUPPRESS_V2_WARNING"] = "1"
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for clean in (copy for copy in copies if copy.fault is None):
        with offline_session() as session, built(clean.project, clean.folder, session) as pipeline:
            pipeline.definition()  # imports what the SDK has for it
    return [_forked(copy, number, len(copies)) for number, copy in enumerate(copies, 1)]


def _forked(copy: Planted, number: int, of: int) -> set[str]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        signal.alarm(_SECONDS)  # ends the process, and so the comparison
        try:
            os.write(writing, json.dumps(_complaints(copy)).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    if not said:
        raise RuntimeError(f"{copy.project.name} with {copy.fault} could not be measured")
    if number % 25 == 0 or number == of:
        print(f"  built {number} of {of}", file=sys.stderr)
    return set(json.loads(said))


def _complaints(copy: Planted) -> list[str]:
    with offline_session() as session, ExitStack() as stack:
        try:
            pipeline = stack.enter_context(built(copy.project, copy.folder, session))
            pipeline.definition()
        except BaseException:  # whatever the code of a user may raise
            return [COMPILE]
        return [*_by_graph(pipeline), *_by_rightline(pipeline)]


def _by_graph(pipeline: Any) -> list[str]:
    """Build the graph that the SDK's local mode begins with: does that fail, or is the graph cyclic?"""
    graph_class = sys.modules[type(pipeline).__module__].PipelineGraph
    try:
        return [GRAPH] if graph_class.from_pipeline(pipeline).is_cyclic() else []
    except Exception:
        return [GRAPH]


def _by_rightline(pipeline: Any) -> list[str]:
    """Run the one validation that neither asks AWS nor needs to be told what is expected."""
    if not find_spec("sagemaker_rightline"):
        return []
    validation = import_module("sagemaker_rightline.validations").PipelineProcessingStepsIONamesUnique()
    try:
        report = import_module("sagemaker_rightline.model").Configuration([validation], pipeline).run()
    except Exception:
        return [RIGHTLINE_FAILS]
    return [] if all(one.success for one in report.results) else [RIGHTLINE]
