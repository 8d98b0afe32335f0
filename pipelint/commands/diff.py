"""``pipelint diff``: what changed between two pipelines, and which steps lose their cache."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.arguments import Parser, UsageError, add_compiling, add_configuration, add_format, meant
from pipelint.commands.configuration import settings_here
from pipelint.commands.output import CLEAN, FAILED, FOUND, NO_PIPELINE, complain, print_report, say

if TYPE_CHECKING:
    from typing import TextIO

    from pipelint.changes.compared import ComparedPipeline, Comparison
    from pipelint.commands.diff_sides import Side
    from pipelint.pipeline.model import Pipeline

_REPORTS = {
    "text": "as_changes.write_text",
    "markdown": "as_changes_in_markdown.write",
    "json": "as_changes_in_json.write",
}
"""The module of :mod:`pipelint.linter.report` and the function in it that writes each format, but for the page."""


def diff_parser() -> Parser:
    """Return the parser of ``pipelint diff``."""
    parser = Parser(
        prog="pipelint diff",
        usage="pipelint diff [options] OLD NEW\n       pipelint diff [options] REVISION [REVISION] -- PATH",
        description="Show what changed between two pipelines, step by step, and which steps lose their cache.",
        epilog="Exit status: 0 no difference; 1 differences; 2 wrong usage, or a side cannot be read; 3 no pipeline"
        " was recognised on either side.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add(
        "sides",
        nargs="*",
        metavar="OLD NEW",
        help=".py, .ipynb, a folder, a definition .json, or what to compile: FILE.py:NAME; each also as a git revision"
        " has it: main:flow.py",
    )
    add("--pipeline", metavar="NAME", help="compare this one, where there are several")
    add_compiling(parser)
    add_configuration(parser)
    add_format(parser, (*_REPORTS, "html"))
    add("--output", metavar="FILE", help="write to FILE in place of standard output")
    return parser


def diff(arguments: list[str]) -> int:
    """Compare two sides and print what differs; return the exit status."""
    separator = arguments.index("--") if "--" in arguments else None
    options = diff_parser().parse(arguments[:separator])
    from pipelint.commands.diff_sides import Reader, places
    from pipelint.configuration.files import ConfigurationError

    asked = places(options.sides, None if separator is None else arguments[separator + 1 :])
    if (options.arg or options.timeout is not None) and not any(place.may_be_code for place in asked):
        raise UsageError("--arg and --timeout are for a side to compile, FILE.py:NAME: give that too")
    try:
        _, settings = settings_here(options)
    except ConfigurationError as error:
        return complain(error.findings)
    with _scratch() as folder:
        reader = Reader(settings, options, folder)
        sides = []
        for place in asked:
            side = reader.read(place)
            say(side.findings)
            if not side.whole:
                return FAILED
            sides.append(side)
        comparison = _compared(sides[0], sides[1], options.pipeline)
    if not comparison.pipelines:
        print(f"pipelint: no pipeline was recognised in {sides[0].text} and {sides[1].text}", file=sys.stderr)  # noqa: T201
        return NO_PIPELINE
    return print_report(_writer(comparison, options.format), options.output) or (FOUND if comparison else CLEAN)


@contextmanager
def _scratch() -> Iterator[Path]:
    """Make a folder for what revisions hold, and remove it in the end. Raises UsageError."""
    try:
        made = tempfile.TemporaryDirectory(prefix="pipelint-", ignore_cleanup_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"no temporary folder can be made: {reason}; make room, or name a place in TMPDIR") from None
    with made as folder:
        yield Path(folder)


def _writer(comparison: Comparison, form: str) -> Callable[[TextIO], object]:
    """Return what writes the comparison in the format ``form``. Raises UsageError."""
    if form == "html":
        from pipelint.drawing.layout import NoLayoutLibrary
        from pipelint.linter.report.as_changes_in_html import page_of

        try:
            text = page_of(comparison)
        except NoLayoutLibrary as error:
            raise UsageError(str(error)) from None
        return lambda stream: stream.write(text)
    module, _, function = _REPORTS[form].partition(".")
    write = getattr(import_module(f"pipelint.linter.report.{module}"), function)
    return lambda stream: write(comparison, stream)


def _compared(old: Side, new: Side, name: str | None) -> Comparison:
    from pipelint.changes.compared import Comparison

    pipelines = tuple(_pipelines(old, new, name))
    return Comparison(old.text, new.text, pipelines, tuple(note for side in (old, new) for note in _notes(side)))


def _pipelines(old: Side, new: Side, name: str | None) -> Iterator[ComparedPipeline]:
    from pipelint.changes.changes import Changes
    from pipelint.changes.compared import ComparedPipeline
    from pipelint.changes.comparison import compare
    from pipelint.changes.pairing import pairs

    before, after = _called(old, new, name)
    finders = {
        id(pipeline): find for side in (old, new) for pipeline, find in zip(side.pipelines, side.find, strict=True)
    }
    for one, other in pairs(before, after):
        changes = Changes()
        if one is not None and other is not None:
            changes = compare(one, other, finders[id(one)], finders[id(other)])
        yield ComparedPipeline(one, other, changes)


def _called(old: Side, new: Side, name: str | None) -> tuple[list[Pipeline], list[Pipeline]]:
    """Return the pipelines of both sides, or those called ``name``: one that nothing names may be that, too."""
    from pipelint.changes.pairing import pipeline_name

    every = [side.pipelines for side in (old, new)]
    if name is None:
        return list(every[0]), list(every[1])
    names = {found for pipelines in every for one in pipelines if (found := pipeline_name(one)) is not None}
    if name not in names:
        raise UsageError(f'--pipeline: neither side has a pipeline "{name}"{meant(name, sorted(names))}')
    before, after = ([one for one in pipelines if pipeline_name(one) in (name, None)] for pipelines in every)
    return before, after


def _notes(side: Side) -> Iterator[str]:
    for pipeline in side.pipelines:
        gaps = len(pipeline.gaps)
        if gaps:
            yield f"{side.text}: {gaps} {'place' if gaps == 1 else 'places'} not understood"
        if not pipeline.steps_complete:
            yield f"{side.text}: there may be more steps"
        if not pipeline.parameters_complete:
            yield f"{side.text}: there may be more parameters"
