"""``pipelint simulate``: play scenario files on a pipeline, and say whether what they expect came true."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipelint.arguments import Parser, UsageError, add_compiling, add_format
from pipelint.commands.output import CLEAN, FAILED, FOUND, print_report

if TYPE_CHECKING:
    from pipelint.harness.scenarios.report import Played

_MISSING = "\nIn a scenario file it stands under steps, by the step's name: outputs, property_files, files or returns."


def simulate_parser() -> Parser:
    """Return the parser of ``pipelint simulate``."""
    parser = Parser(
        prog="pipelint simulate",
        description="Run a pipeline with faked steps, as scenario files say, and compare what comes of it with what"
        " they expect. No AWS.",
        epilog="Exit status: 0 all that was expected came true; 1 something did not, or the code to compile failed; 2"
        " wrong usage, or a scenario that makes no sense.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("target", nargs="?", metavar="TARGET", help="a definition .json, or what to compile, as in pipelint compile")
    add(
        "--scenario",
        action="append",
        default=[],
        metavar="PATH",
        help="a scenario file (YAML or JSON), or a folder of them (default: all steps succeed, and nothing is faked)",
    )
    add_format(parser, ("text", "json", "junit"))
    add("--output", metavar="FILE", help="write to FILE in place of standard output")
    add("--html", metavar="FILE", help="draw what came of the scenarios, and write it to FILE as a page of HTML")
    add("--schema", action="store_true", help="print the JSON Schema (2020-12) of scenario files, and run nothing")
    add_compiling(parser)
    return parser


def simulate(arguments: list[str]) -> int:
    """Play the scenarios and print what came of them; return the exit status."""
    options = simulate_parser().parse(arguments)
    if options.schema:
        from pipelint.harness.scenarios.checking import SCHEMA

        text = SCHEMA.read_text(encoding="utf-8")
        return print_report(lambda stream: stream.write(text), options.output)
    if options.target is None:
        raise UsageError("simulate what? Give a definition .json, or what to compile: FILE.py:NAME")
    from pipelint.harness.scenarios.report import REPORTS

    pipeline = _pipeline(options)
    if isinstance(pipeline, int):
        return pipeline
    played = list(_played(pipeline, options.scenario))
    report = REPORTS[options.format](played)
    words = {one.word for one in played}
    status = FAILED if "error" in words else FOUND if "failed" in words else CLEAN
    drawn = CLEAN if options.html is None else _draw(played, options.html, options.target)
    return print_report(lambda stream: stream.write(report), options.output) or drawn or status


def _draw(played: Sequence[Played], file: str, target: str) -> int:
    """Write the page of what came of the scenarios; return 0, or the exit status of a failure."""
    from pipelint.harness.errors import HarnessError
    from pipelint.harness.scenarios.report import as_page

    try:
        page = as_page(played, target)
    except HarnessError as error:  # there is nothing to lay the graph out with
        raise UsageError(str(error)) from None
    if page is None:
        print(f"pipelint: no scenario could be played, so nothing is drawn in {file}", file=sys.stderr)  # noqa: T201
        return CLEAN
    return print_report(lambda stream: stream.write(page), file)


def _pipeline(options: argparse.Namespace) -> object:
    """Return what the harness takes: the path of the definition, or a pipeline compiled from the user's code.

    Where that code fails, return the exit status.
    """
    if options.target.endswith(".json"):
        from pathlib import Path

        return Path(options.target)
    from types import SimpleNamespace

    from pipelint.commands.compile import compiled, parsed_target, say_failed
    from pipelint.compiling.errors import CodeFailed

    target, arguments = parsed_target(options.target, options.arg)
    try:
        made = compiled(target, arguments, options.timeout)
    except CodeFailed as failure:
        return say_failed(failure, target)
    return SimpleNamespace(name=made.name, definition=lambda: made.definition)


def _played(pipeline: object, places: list[str]) -> Iterator[Played]:
    """Play every scenario of every file; one that makes no sense does not keep the others from being played."""
    from pipelint.harness.errors import HarnessError, MissingFake
    from pipelint.harness.harness import Harness
    from pipelint.harness.scenarios.files import ScenarioError, scenario_files
    from pipelint.harness.scenarios.playing import play
    from pipelint.harness.scenarios.report import Played
    from pipelint.harness.scenarios.scenario import Scenario, read_file

    try:
        Harness(pipeline)
        files = [file for place in places for file in scenario_files(place)]
    except HarnessError as error:  # then no scenario can be played at all
        raise UsageError(str(error)) from None
    scenarios: list[Scenario] = [] if places else [Scenario("all defaults", "")]
    for file in files:
        try:
            scenarios.extend(read_file(file))
        except ScenarioError as error:
            yield Played(file.name, str(file), error=str(error))
    for scenario in scenarios:
        try:
            yield Played(scenario.name, scenario.file, play(scenario, pipeline))
        except HarnessError as error:
            way_out = _MISSING if isinstance(error, MissingFake) else ""
            yield Played(scenario.name, scenario.file, error=f"{error}{way_out}")
