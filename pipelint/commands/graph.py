"""``pipelint graph``: pipelines as pictures."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipelint.arguments import Parser, UsageError, add_compiling, add_configuration, add_format
from pipelint.commands.configuration import settings_here
from pipelint.commands.output import CLEAN, FOUND, NO_PIPELINE, complain, print_report, say

if TYPE_CHECKING:
    from typing import TextIO

    from pipelint.linter.by_pipeline import Found
    from pipelint.linter.reading import Reading
    from pipelint.linter.settings import Settings

_LINES = {
    "text": ("as_text.lines_of", ""),
    "mermaid": ("as_mermaid.flowchart", "%% "),
    "dot": ("as_dot.digraph", "// "),
}
"""The function of :mod:`pipelint.drawing` for each format that shows any number of pipelines; what begins a comment."""

_PICTURES = {"svg": "as_svg.as_svg"}
"""The function for each format that shows one pipeline."""

_PAGES = {"html": "page.graph.page"}
"""The function for each format that shows any number of pipelines on one page."""


def graph_parser() -> Parser:
    """Return the parser of ``pipelint graph``."""
    parser = Parser(
        prog="pipelint graph",
        description="Draw pipelines: their steps, what these hand to each other, the arms of conditions, the bodies of"
        " loops, and what is found in them.",
        epilog="Exit status: 0 drawn; 1 a file cannot be read, or the code to compile failed; 2 wrong usage, or nothing"
        " is installed to draw with; 3 no pipeline was recognised.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    told = "a .py, .ipynb, folder or definition .json (default: .), or what to compile, as in pipelint compile"
    add("targets", nargs="*", metavar="TARGET", help=told)
    add_format(parser, (*_LINES, *_PICTURES, *_PAGES))
    add("--output", metavar="FILE", help="write to FILE in place of standard output")
    add("--pipeline", metavar="NAME", help="of several pipelines the one of this name: svg shows one")
    add("--no-findings", action="store_true", help="run no rules, and mark nothing")
    add_compiling(parser)
    add_configuration(parser)
    return parser


def graph(arguments: list[str]) -> int:
    """Draw the pipelines of files, folders and compiled targets; return the exit status."""
    options = graph_parser().parse(arguments)
    from pipelint.configuration.files import ConfigurationError

    try:
        _, settings = settings_here(options)
    except ConfigurationError as error:
        return complain(error.findings)
    readings, failed = _read(options, settings)
    found = _chosen(readings, settings, options)
    status = print_report(_writer(found, options), options.output) if found else CLEAN
    return status or (FOUND if failed else CLEAN if found else NO_PIPELINE)


def _read(options: argparse.Namespace, settings: Settings) -> tuple[list[Reading], bool]:
    """Read the targets, and say what cannot be read or compiled; also return whether there is such a thing."""
    from pipelint.findings import Severity
    from pipelint.linter.files import read_files

    targets = options.targets or ["."]
    code = [target for target in targets if _is_code(target)]
    if not code and (options.arg or options.timeout is not None):
        raise UsageError("--arg and --timeout are for a TARGET to compile, FILE.py:NAME: give that too")
    paths = [target for target in targets if target not in code]
    _, readings, problems = read_files(paths, settings) if paths else ([], [], [])
    problems += [one for reading in readings for one in reading.findings if one.severity is Severity.ERROR]
    status = say(problems)
    made = [_compiled(target, options) for target in code]
    return [*readings, *(one for one in made if one is not None)], bool(status) or None in made


def _is_code(target: str) -> bool:
    """Tell whether ``target`` names a function or variable, as ``pipeline.py:get_pipeline`` does, and no file."""
    where, colon, name = target.rpartition(":")
    return bool(where and colon) and name.isidentifier() and not os.path.exists(target)


def _compiled(target: str, options: argparse.Namespace) -> Reading | None:
    """Compile ``target``; where its code fails, say so and return None."""
    from pipelint.commands.compile import compiled, parsed_target, say_failed
    from pipelint.compiling.errors import CodeFailed
    from pipelint.compiling.reading import CompiledReading

    parsed, arguments = parsed_target(target, options.arg)
    try:
        return CompiledReading(compiled(parsed, arguments, options.timeout), parsed)
    except CodeFailed as failure:
        say_failed(failure, parsed)
        return None


def _chosen(readings: Sequence[Reading], settings: Settings, options: argparse.Namespace) -> Sequence[Found]:
    """Return the pipelines that are to be drawn, with what is found in them. Raises UsageError."""
    from pipelint.linter.by_pipeline import Found, found_by_pipeline
    from pipelint.linter.report.as_drawing import name_of

    every = [Found(pipeline, reading) for reading in readings for pipeline in reading.pipelines]
    wanted = [one for one in every if options.pipeline in (None, name_of(one))]
    names = list(dict.fromkeys(map(name_of, every)))
    if every and not wanted:
        from pipelint.rules.wording import expectation

        legal = expectation(options.pipeline, names, "the pipelines are")
        raise UsageError(f'there is no pipeline "{options.pipeline}" here{legal}')
    if len(wanted) > 1 and options.format in _PICTURES:
        from pipelint.rules.wording import quoted

        way_out = f"choose one by --pipeline: {quoted(names)}" if len(names) > 1 else "give the path of one of them"
        raise UsageError(f"{options.format} shows one pipeline, and here are {len(wanted)}: {way_out}")
    if options.no_findings:
        return wanted
    from pipelint.commands.baseline import chosen_baseline

    baseline = chosen_baseline(settings, None) if settings.baseline is not None else None
    judged = found_by_pipeline(readings, settings, baseline)
    return [one for one in judged if any(one.pipeline is other.pipeline for other in wanted)]


def _writer(found: Sequence[Found], options: argparse.Namespace) -> Callable[[TextIO], object]:
    """Return what writes the pipelines in the format that is asked for. Raises UsageError."""
    from pipelint.drawing.layout import NoLayoutLibrary
    from pipelint.linter.report.as_drawing import drawing_of_found

    if options.format in _LINES:
        return lambda stream: _write_lines(found, options, stream)
    try:
        if options.format in _PAGES:
            drawings = [drawing_of_found(one) for one in found]
            title = drawings[0].title if len(drawings) == 1 else f"{len(drawings)} pipelines"
            text = _function(_PAGES[options.format])(drawings, title)
        else:
            text = _function(_PICTURES[options.format])(drawing_of_found(found[0]))
    except NoLayoutLibrary as error:
        raise UsageError(str(error)) from None
    return lambda stream: stream.write(text)


def _write_lines(found: Sequence[Found], options: argparse.Namespace, stream: TextIO) -> None:
    from pipelint.linter.report.as_drawing import drawing_of_found, name_of
    from pipelint.linter.report.as_text import place_text
    from pipelint.pipeline.plain_text import clean

    name, comment = _LINES[options.format]
    lines_of = _function(name)
    for number, one in enumerate(found):
        place = place_text(one.reading.span(one.pipeline.origin))
        title = (
            f'pipeline "{clean(name_of(one))}" ({place})' if name_of(one) != one.reading.file else f"pipeline ({place})"
        )
        stream.write("\n" if number else "")
        stream.write(f"{comment}{title}\n{'' if comment else chr(10)}")
        stream.writelines(f"{line}\n" for line in lines_of(drawing_of_found(one)))


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(f"pipelint.drawing.{module}"), function)
    return found
