"""Tests for own rules: what a rule finds in a text, and whether its examples yield what they promise.

from pipelint.testing import check_examples, check_rule

def test_the_examples():
check_examples(SpotHasCheckpoints)

def test_a_job_without_checkpoints():
(finding,) = check_rule(SpotHasCheckpoints, SOURCE)
assert (finding.span.line, finding.step) == (12, "Train")
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipelint.configuration.checking import option_faults
from pipelint.configuration.soundness import faults_of
from pipelint.findings import Finding, Severity, Span
from pipelint.linter.engine import check
from pipelint.linter.files import read_files
from pipelint.linter.fixing.mending import mend
from pipelint.linter.judging import is_own
from pipelint.linter.settings import Choice, Settings
from pipelint.pipeline.record import replace
from pipelint.rules.rule import Example, Expected, Rule

__all__ = ["check_examples", "check_rule"]


def check_rule(
    rule: type[Rule],
    text: str | Mapping[str, Any],
    *,
    options: Mapping[str, Any] | None = None,
    beside: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Return what ``rule`` finds in a Python file or a definition, in the order of the places.

    ``text`` is the whole file: Python, or the JSON of a definition, which may be given as the object that it holds.
    ``options`` are those of the rule, as the configuration would give them, and ``beside`` further files of the project
    by their paths, such as the scripts that the pipeline runs. A finding has a ``message``, a ``span`` with ``line``
    and ``column``, or with the ``pointer`` of a definition, the ``step``, the ``severity`` and the ``help``.

    What ``rule`` raises is raised here, too. Raises ValueError where ``text`` cannot be read or holds no pipeline,
    where the rule is none that pipelint would run, and where it does not take these options.
    """
    content = text if isinstance(text, str) else json.dumps(text, indent=2)
    language = "json" if content.lstrip()[:1] in ("{", "[") else "python"
    with _project(beside or {}, content, language) as file:
        return _found(rule, file, _settings(rule, options))


def check_examples(rule: type[Rule]) -> None:
    """Check that each of the ``examples`` of ``rule`` yields exactly what it promises, fixes included.

    Of an :class:`~pipelint.rules.Expected` only what it gives is compared. Raises AssertionError with what was expected
    and what was found, also where the rule has no example with findings, or none without.
    """
    if {bool(example.expected) for example in rule.examples} != {True, False}:
        raise AssertionError(f"{rule.code} needs an example that yields something, and one that yields nothing")
    for number, example in enumerate(rule.examples, 1):
        found = check_rule(rule, example.content, options=example.options, beside=example.beside)
        wrong = list(_differences(rule, example, found))
        if example.fixed is not None and (fixed := _fixed(rule, example)) != example.fixed:
            wrong.append(f"after all fixes it holds\n{fixed}")
        if wrong:
            title = f" ({example.title})" if example.title else ""
            raise AssertionError(f"example {number} of {rule.code}{title}:\n" + "\n".join(wrong))


def _settings(rule: type[Rule], options: Mapping[str, Any] | None) -> Settings:
    """Return the settings under which ``rule`` alone is run, and problems are said."""
    wrong = [*(faults_of([(rule, rule.__module__)]) if is_own(rule) else ()), *option_faults(rule, options or {})]
    if wrong:
        raise ValueError("; ".join(finding.message for finding in wrong))
    given = {rule.name: options or {}} if options or rule.needs_options() else {}
    return Settings((Choice(select=("SMP0", rule.code)),), options=given, own_rules=(rule,) if is_own(rule) else ())


@contextmanager
def _project(beside: Mapping[str, str], content: str, language: str) -> Iterator[Path]:
    """Write a project into a folder of its own, and yield the file in it that is checked."""
    with TemporaryDirectory() as folder:
        main = "pipeline.json" if language == "json" else "pipeline.py"
        for name, text in {**beside, main: content}.items():
            file = Path(folder).resolve() / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        yield Path(folder).resolve() / main


def _found(rule: type[Rule], file: Path, settings: Settings) -> list[Finding]:
    result = check([str(file)], settings)
    if any(finding.code == "SMP005" for finding in result.findings):
        _raise_again(rule, file, settings)
    for finding in result.findings:
        if finding.code != rule.code and (finding.severity is not Severity.INFO or finding.code == "SMP006"):
            raise ValueError(f"{finding.code}: {finding.message}")
    own = (finding for finding in result.findings if finding.code == rule.code)
    return [replace(finding, span=_named_from(file.parent, finding.span)) for finding in own]


def _raise_again(rule: type[Rule], file: Path, settings: Settings) -> None:
    """Let ``rule`` fail once more, without anybody to catch what it raises: a test wants the traceback."""
    _, readings, _ = read_files([str(file)], settings)
    for reading in readings:
        for pipeline in reading.pipelines:
            list(rule(settings.options.get(rule.name)).check(pipeline))


def _named_from(folder: Path, span: Span) -> Span:
    return replace(span, file=os.path.relpath(Path(span.file).absolute(), folder))


def _fixed(rule: type[Rule], example: Example) -> str:
    """Return what is in the file after all that can be fixed of ``rule`` is, the unsafe ones too."""
    settings = _settings(rule, example.options)
    with _project(example.beside, example.content, example.language) as file:
        mended = mend(lambda contents: check([str(file)], settings, contents=contents), unsafe=True)
        return mended.contents.now(str(file)).decode()


def _differences(rule: type[Rule], example: Example, found: list[Finding]) -> Iterator[str]:
    left = list(found)
    for expected in example.expected:
        same = next((one for one in left if _is_as(expected, one, rule, example)), None)
        if same is None:
            yield f"expected, and not found: {expected}"
        else:
            left.remove(same)
    for finding in left:
        text = _covered(example.content, finding.span) if example.language == "python" else None
        place = Expected(finding.message, finding.span.line, text, finding.span.pointer, finding.severity)
        yield f"found, and not expected: {place}"


def _is_as(expected: Expected, finding: Finding, rule: type[Rule], example: Example) -> bool:
    """Tell whether ``finding`` is what was ``expected``, as far as that says."""
    span = finding.span
    if (expected.message, expected.severity or rule.severity) != (finding.message, finding.severity):
        return False
    if expected.line not in (None, span.line) or expected.pointer not in (None, span.pointer):
        return False
    return expected.text is None or expected.text == _covered(example.content, span)


def _covered(content: str, span: Span) -> str:
    """Return the text that ``span`` covers."""
    if span.line is None or span.column is None or span.end_line is None or span.end_column is None:
        return ""
    lines = content.splitlines()[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
