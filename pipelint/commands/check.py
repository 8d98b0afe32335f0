"""``pipelint check``: from the arguments to a report and an exit status."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from pipelint.arguments import UsageError
from pipelint.commands.check_arguments import check_parser, print_completion
from pipelint.commands.configuration import chosen
from pipelint.commands.output import (
    CLEAN,
    FAILED,
    FOUND,
    NO_PIPELINE,
    complain,
    print_lines,
    print_report,
    say,
    tell,
    watched,
)

if TYPE_CHECKING:
    from typing import TextIO

    from pipelint.linter.baseline import Baseline
    from pipelint.linter.engine import Result
    from pipelint.linter.reading import Reading
    from pipelint.linter.report.frames import SourceLines
    from pipelint.linter.settings import Settings


def check(arguments: list[str]) -> int:
    """Check files, or print what else was asked for about them; return the exit status."""
    separator = arguments.index("--") if "--" in arguments else len(arguments)
    # The option may stand alone; a path behind it is no reason.
    own = ["--add-ignore=" if one == "--add-ignore" else one for one in arguments[:separator]]
    options = check_parser().parse(own)
    if options.print_completion:
        return print_completion(options.print_completion)
    paths = (options.paths + arguments[separator + 1 :]) or ["."]  # argparse loses what follows a leading "--"
    if options.stdin_filename and "-" not in paths:
        raise UsageError("--stdin-filename names what is read from standard input: give - as PATH too")
    from pipelint.configuration.files import ConfigurationError

    try:
        configuration, choice, settings = chosen(options)
    except ConfigurationError as error:
        return complain(error.findings)
    if options.show_settings:
        from pipelint.configuration.shown import as_toml

        return print_lines(as_toml(configuration, choice, options.fail_on, settings.own_rules))
    stdin = (options.stdin_filename or "<stdin>", _standard_input()) if "-" in paths else None
    run = _explain_model if options.explain_model else _findings
    return run([path for path in paths if path != "-"], settings, stdin, options)


def _findings(
    paths: list[str], settings: Settings, stdin: tuple[str, bytes] | None, options: argparse.Namespace
) -> int:
    from pipelint.linter.report.frames import SourceLines

    if options.statistics and options.format != "text":
        raise UsageError("--statistics prints text: leave --format out")
    if options.fix or options.diff or options.unsafe_fixes or options.add_ignore is not None:
        from pipelint.commands.fix import fix

        return fix(paths, settings, stdin, options)
    from pipelint.linter import engine

    compiled = _compiled(options)
    cache = None
    if options.cache and not compiled and stdin is None and options.format not in DRAWN:
        from pipelint.commands.cache import chosen_cache

        cache = chosen_cache(settings, options.cache_dir)

    def check_files(baseline: Baseline | None = None) -> Result:
        return watched(lambda watch: engine.check(paths, settings, stdin, compiled, baseline, watch, cache=cache))

    baseline = None
    if options.write_baseline or options.baseline is not None or settings.baseline is not None:
        from pipelint.commands.baseline import chosen_baseline, write_baseline

        if options.write_baseline:
            write_baseline(check_files().findings, settings, options.baseline)
        baseline = chosen_baseline(settings, options.baseline)
    result = check_files(baseline)
    if cache is not None and cache.trouble is not None:
        which = (
            f"the cache {os.path.relpath(cache.path)}"
            if options.cache_dir is None
            else f"--cache-dir {options.cache_dir}"
        )
        tell(f"pipelint: {which} {cache.trouble}: nothing is kept")
    source = SourceLines(dict([stdin]) if stdin is not None else {})
    status = print_report(lambda stream: report(result, source, options, stream), options.output)
    return status or status_of(result, settings, options)


def _compiled(options: argparse.Namespace) -> tuple[Reading, ...]:
    if options.compile is None:
        if options.arg or options.timeout is not None:
            raise UsageError("--arg and --timeout are for --compile TARGET: give that too")
        return ()
    from pipelint.commands.compile import compiled_readings

    return compiled_readings(options)


def _explain_model(
    paths: list[str], settings: Settings, stdin: tuple[str, bytes] | None, options: argparse.Namespace
) -> int:
    """Print the model of every pipeline in place of the findings about it; what cannot be read is said all the same."""
    if options.format != "text":
        raise UsageError("--explain-model prints text: leave --format out")
    from pipelint.findings import Severity
    from pipelint.linter.files import read_files
    from pipelint.linter.report.as_model import write_model

    _, readings, findings = read_files(paths, settings, stdin)
    findings += [one for reading in readings for one in reading.findings if one.severity is Severity.ERROR]
    status = print_report(lambda stream: write_model(readings, stream), options.output)
    return status or (FOUND if findings and say(findings) else CLEAN)


def _standard_input() -> bytes:
    """Read what is given, or as much of it as tells that it is too large."""
    from pipelint.linter.opening import LARGER

    try:
        return sys.stdin.buffer.read(max(LARGER.values()) + 1) if sys.stdin is not None else b""
    except OSError as error:  # a folder, say
        raise UsageError(f"cannot read standard input: {error.strerror}") from None


_REPORTS = {
    "text": "as_text.write_text",
    "concise": "as_text.write_concise",
    "json": "as_json.write",
    "jsonl": "as_json.write_lines",
    "sarif": "as_sarif.write",
    "github": "as_annotations.write",
    "gitlab": "as_code_quality.write",
    "junit": "as_junit.write",
    "markdown": "as_markdown.write",
    "html": "as_html.write",
}
"""The module of :mod:`pipelint.linter.report` and the function in it that writes each format."""


DRAWN = ("html",)
"""The formats that draw the pipelines, which a cache of findings does not hold."""


def report(result: Result, source: SourceLines, options: argparse.Namespace, stream: TextIO) -> None:
    """Write the report in the format that is asked for."""
    if options.statistics:
        from pipelint.linter.report.as_text import write_statistics

        write_statistics(result, stream)
        return
    module, _, function = _REPORTS[options.format].partition(".")
    getattr(import_module(f"pipelint.linter.report.{module}"), function)(result, stream, source)


def status_of(result: Result, settings: Settings, options: argparse.Namespace) -> int:
    """Return the exit status that a result makes."""
    if not result.whole:
        return FAILED
    if options.require_pipeline and not result.summary.pipelines:
        return NO_PIPELINE
    if settings.fail_on is None or options.exit_zero:
        return CLEAN
    return FOUND if any(one.severity.rank >= settings.fail_on.rank for one in result.findings) else CLEAN
