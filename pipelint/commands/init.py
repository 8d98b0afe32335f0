"""``pipelint init``: begin with pipelint in a project, without touching anything that is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.arguments import Parser, add_configuration
from pipelint.commands.configuration import settings_here
from pipelint.commands.output import CLEAN, NO_PIPELINE, complain, failed, print_lines, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelint.starting.candidates import Candidate
    from pipelint.starting.files import Plan

_TRIES = 5
"""For how many pipelines a test is tried, one after another: each may have to be compiled, which takes seconds."""


def init_parser() -> Parser:
    """Return the parser of ``pipelint init``."""
    parser = Parser(
        prog="pipelint init",
        description="Begin with pipelint here: write a configuration, a pre-commit entry, and a first test for each"
        " branch of a pipeline. Nothing that is there is changed.",
        epilog="A pipeline that is built by code is compiled for its test: the code runs, offline, with the SDK that is"
        " installed. Exit status: 0 done; 2 wrong usage, or a file cannot be written; 3 no pipeline was recognised.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="where the pipelines are (default: .)")
    add("--dry-run", action="store_true", help="say what would be written, and write nothing")
    add_configuration(parser)
    return parser


def init(arguments: list[str]) -> int:
    """Write a configuration, a pre-commit entry and a first branch test; return the exit status."""
    options = init_parser().parse(arguments)
    from pipelint.configuration.files import ConfigurationError
    from pipelint.linter.files import read_files
    from pipelint.starting.candidates import candidates
    from pipelint.starting.files import configuration_plan, pre_commit_plan

    try:
        configuration, settings = settings_here(options)
    except ConfigurationError as error:
        return complain(error.findings)
    _, readings, findings = read_files(options.paths or ["."], settings)
    say([*findings, *(one for reading in readings for one in reading.findings if one.code == "SMP001")])
    found = candidates(readings)
    if not found:
        where = ", ".join(options.paths) or "this folder"
        message = f"no pipeline was recognised in {where}, and nothing is written: name the files that build one"
        failed("SMP006", message)
        return NO_PIPELINE
    here = Path.cwd()
    plans = [configuration_plan(configuration, here), pre_commit_plan(here)]
    tests, without = _test_plans(found, here)
    lines = [_found_line(found)]
    written: list[Path] = []
    for plan in (*plans, *tests):
        try:
            lines.append(_carried_out(plan, written, dry=options.dry_run))
        except OSError as error:
            print_lines(lines)
            return failed("SMP013", f"cannot write {_name(plan.file)}: {(error.strerror or str(error)).lower()}")
    lines += without
    return print_lines([*lines, *_next_steps(written, tests)] if not options.dry_run else lines) or CLEAN


def _found_line(found: Sequence[Candidate]) -> str:
    first, more = found[0], len(found) - 1
    others = f", and {more} more pipeline{'s' * (more != 1)}" if more else ""
    return f'found the pipeline "{first.name}" in {first.file}{others}'


def _test_plans(found: Sequence[Candidate], folder: Path) -> tuple[list[Plan], list[str]]:
    """Return the plan for a test of the first pipeline that has one, and what is said of the pipelines before it."""
    from pipelint.starting.branch_test import NoTest, branch_test, snake_case
    from pipelint.starting.files import Plan

    without: list[str] = []
    for candidate in found[:_TRIES]:
        file = folder / "tests" / f"test_{snake_case(candidate.name)}_branches.py"
        if os.path.exists(file):
            return [Plan(file, "", instead="is there already")], without
        try:
            what = f'a test for each branch of the first condition of "{candidate.name}"'
            return [Plan(file, what, branch_test(candidate))], without
        except NoTest as reason:
            without.append(f'no test for "{candidate.name}" ({candidate.file}): {reason}')
    if found[_TRIES:]:
        without.append("no test was tried for the others: name one, as in `pipelint init pipelines/nightly.py`")
    return [], without


def _carried_out(plan: Plan, written: list[Path], *, dry: bool) -> str:
    """Write the file of a plan, unless ``dry``, and return what is said of it. Raises OSError."""
    from pipelint.starting.files import new_file

    if plan.text is None:
        return f"{_name(plan.file)} {plan.instead}"
    if os.path.exists(plan.file) or (not dry and not new_file(plan.file, plan.text)):
        return f"{_name(plan.file)} is there already"
    written.append(plan.file)
    return f"{'would write' if dry else 'wrote'} {_name(plan.file)}: {plan.what}"


def _next_steps(written: Sequence[Path], tests: Sequence[Plan]) -> Iterator[str]:
    from pipelint.starting.files import PRE_COMMIT

    yield "what to do next:"
    yield "  pipelint                        what is wrong?"
    yield "  pipelint --fix                  mend what can be mended"
    yield "  pipelint --write-baseline       keep the rest, then uncomment `baseline` in the configuration"
    if any(file.name == PRE_COMMIT for file in written):
        yield "  pre-commit install              lint before each commit"
    for plan in tests:
        yield f"  python -m pytest {_name(plan.file)}"


def _name(file: Path) -> str:
    from pipelint.linter.inputs import shown

    return shown(file)
