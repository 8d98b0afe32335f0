"""The generated pipeline file is one that pipelint reads wholly and finds nothing in; it is measured against fixit."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.cases.source import cases
from bench.generate_source import source
from pipelint.linter.engine import Settings, check


@pytest.mark.parametrize(("lines", "models"), [(1, 1), (300, 5), (1000, 18)])
def test_it_has_the_lines_and_is_read_without_a_finding(lines, models):
    text = source(lines)
    assert text.count("\n") >= lines
    result = check([], Settings(), stdin=("pipeline.py", text.encode()))
    assert result.findings == ()
    assert (result.summary.pipelines, result.summary.steps, result.summary.gaps) == (1, 6 * models, 0)


def test_a_file_of_300_lines_is_measured(tmp_path):
    first, *_ = cases(tmp_path)
    measured = Path(first.first[-1])
    assert first.goal == 0.30
    assert first.second[-1] == str(measured)
    assert 300 <= measured.read_text().count("\n") < 330
