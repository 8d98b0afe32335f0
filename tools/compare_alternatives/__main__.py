"""The command line of the comparison; see the package."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from tests.faults.source.planting import found_in
from tests.faults.source.table import is_found
from tools.blanking import installed
from tools.compare_alternatives import building, checkers, definitions
from tools.compare_alternatives.figures import Figures, alarms, counted, keep, read
from tools.compare_alternatives.page import PAGE, updated
from tools.compare_alternatives.planted import Planted, planted_projects

_PROGRAMS = ("sagemaker", "sagemaker-mlops", "sagemaker-rightline", "mypy", "basedpyright", "jsonschema")


def _source(sdk: str) -> Figures:
    with planted_projects(sdk) as copies:
        faults = [copy.fault for copy in copies if copy.fault is not None]
        bases = len(copies) - len(faults)
        figures = Figures(bases, counted(fault.kind for fault in faults))
        clean = {copy.project.name for copy in copies if copy.fault is None}
        figures.add("pipelint", (fault.kind for fault in faults if is_found(fault)), alarms(map(found_in, clean)))
        refused = building.complaints(copies)
        alternatives = [building.COMPILE, building.GRAPH]
        if find_spec("sagemaker_rightline"):
            alternatives.append(building.RIGHTLINE)
            failed = sum(building.RIGHTLINE_FAILS in said for said in refused)
            figures.notes.append(f"{building.RIGHTLINE_FAILS} in {failed} of the {len(copies)} projects.")
        for name in alternatives:
            _add(figures, name, copies, [Counter({name: int(name in said)}) for said in refused])
        for name, found in checkers.messages(copies).items():
            _add(figures, name, copies, found)
    figures.versions = _versions()
    return figures


def _add(figures: Figures, name: str, copies: Sequence[Planted], said: Sequence[Counter[str]]) -> None:
    """Note what an alternative says of each copy; told is what it does not say of the clean project, too."""
    pairs = list(zip(copies, said, strict=True))
    clean = {copy.project.name: messages for copy, messages in pairs if copy.fault is None}
    told = [copy.fault.kind for copy, messages in pairs if copy.fault and messages - clean[copy.project.name]]
    figures.add(name, told, sum(messages.total() > 0 for messages in clean.values()))


def _versions() -> dict[str, str]:
    found = {}
    for name in _PROGRAMS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def main() -> int:
    """Measure, keep the figures, write the page and print it; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.compare_alternatives", description="Measure alternatives.")
    parser.add_argument("--published-schema", type=Path, metavar="FILE", help="the JSON Schema that AWS publishes")
    options = parser.parse_args()
    measured = {}
    if find_spec("sagemaker"):
        measured[f"source {installed()}"] = _source(installed())
    else:
        print("no SageMaker SDK here: the faults in source are not measured", file=sys.stderr)
    if options.published_schema is not None:
        measured["definitions"] = definitions.measured(options.published_schema)
        measured["definitions"].versions = {"jsonschema": version("jsonschema")}
    else:
        print("no --published-schema: the faults in definitions are not measured", file=sys.stderr)
    every = keep(measured) if measured else read()
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8"), every), encoding="utf-8")
    for name, figures in measured.items():
        for alternative, found in figures.found.items():
            print(f"{name}: {alternative} tells {sum(found.values())} of {sum(figures.planted.values())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
