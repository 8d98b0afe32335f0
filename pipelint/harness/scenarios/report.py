"""What came of scenarios, as text, as JSON, as JUnit's XML, and as a page of HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipelint.harness.scenarios.playing import Outcome
from pipelint.pipeline.record import record

VERSION = 1
_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@record
class Played:
    """One scenario that was played, or a file that could not be: ``error`` says why, and there is no outcome.

    ``name`` is the scenario's; of a file that holds none it is the file's.
    """

    name: str
    file: str
    outcome: Outcome | None = None
    error: str = ""

    @property
    def word(self) -> str:
        """``"passed"``, ``"failed"`` or ``"error"``: an error is a fault of the scenario, not of the pipeline."""
        if self.outcome is None:
            return "error"
        return "failed" if self.outcome.unmet else "passed"


def as_text(played: Sequence[Played]) -> str:
    """Return a paragraph for each scenario, with the trace of those that failed, or of the only one."""
    lines = [line for one in played for line in _paragraph(one, len(played) == 1)]
    if len(played) > 1:
        lines.append(", ".join(f"{count} {word}" for word, count in _counts(played).items() if count))
    return "\n".join(lines) + "\n"


def _paragraph(one: Played, alone: bool) -> Iterator[str]:
    yield f"{one.word.upper()} {one.name}" + (f" ({one.file})" if one.file else "")
    if one.outcome is None:
        yield from (f"  {line}" for line in one.error.splitlines())
        return
    yield from (f"  {sentence}" for sentence in one.outcome.unmet)
    if alone or one.outcome.unmet:
        yield from (f"  {line}" for line in repr(one.outcome.run).splitlines())


def _counts(played: Sequence[Played]) -> Mapping[str, int]:
    return {word: sum(one.word == word for one in played) for word in ("passed", "failed", "error")}


def as_json(played: Sequence[Played]) -> str:
    """Return one object: a summary, and each scenario with its run."""
    scenarios = [
        {
            "name": one.name,
            "file": one.file,
            "outcome": one.word,
            "error": one.error or None,
            "unmet": [] if one.outcome is None else list(one.outcome.unmet),
            "run": None if one.outcome is None else one.outcome.run.to_dict(),
        }
        for one in played
    ]
    return json.dumps({"version": VERSION, "summary": _counts(played), "scenarios": scenarios}, indent=2) + "\n"


def as_junit(played: Sequence[Played]) -> str:
    """Return JUnit's XML: a suite for each file, a case for each scenario; see pipelint/linter/report/as_junit.py."""
    from xml.etree import ElementTree as ET

    counts = _counts(played)
    root = ET.Element("testsuites", {"name": "pipelint simulate", **_junit_counts(counts)})
    for file in dict.fromkeys(one.file for one in played):
        of_file = [one for one in played if one.file == file]
        name = _clean(file or "pipelint simulate")
        suite = ET.SubElement(root, "testsuite", {"name": name, **_junit_counts(_counts(of_file))})
        for one in of_file:
            case = ET.SubElement(suite, "testcase", name=_clean(one.name), classname=name)
            _junit_outcome(case, one, ET.SubElement)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _junit_counts(counts: Mapping[str, int]) -> dict[str, str]:
    numbers = {"tests": sum(counts.values()), "failures": counts["failed"], "errors": counts["error"]}
    return {name: str(number) for name, number in numbers.items()}


def _junit_outcome(case: Any, one: Played, add: Callable[..., Any]) -> None:
    if one.outcome is None:
        add(case, "error", message=_clean(one.error.partition("\n")[0])).text = _clean(one.error)
        return
    trace = _clean(repr(one.outcome.run))
    if one.outcome.unmet:
        message = _clean("; ".join(one.outcome.unmet))
        add(case, "failure", message=message).text = _clean("\n".join([*one.outcome.unmet, "", trace]))
    else:
        add(case, "system-out").text = trace


def as_page(played: Sequence[Played], title: str) -> str | None:
    """Return a page of HTML with the run of each scenario over the graph of the pipeline; None where none could run."""
    from pipelint.harness.drawn.overlay import run_summary
    from pipelint.harness.drawn.pages import Shown, runs_page

    shown = []
    for one in played:
        if one.outcome is not None:
            unmet = "".join(f" Not as expected: {sentence}." for sentence in one.outcome.unmet)
            shown.append(Shown(one.outcome.run, one.name, f"{run_summary(one.outcome.run)}.{unmet}" if unmet else ""))
    return runs_page(shown, title) if shown else None


def _clean(text: str) -> str:
    """Return ``text`` without the characters that XML cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return _NO_XML.sub("\ufffd", text)


REPORTS: Mapping[str, Callable[[Sequence[Played]], str]] = {"text": as_text, "json": as_json, "junit": as_junit}
