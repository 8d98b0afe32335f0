"""Figures are those of the process that was started, and of none that failed."""

from __future__ import annotations

import sys

import pytest

from bench.measure import CommandFailed, compare, usage

BUSY = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
LARGE = "text = b'x' * (200 * 1024 * 1024)"


def _python(code):
    return (sys.executable, "-c", code)


def test_processor_time_and_peak_memory_are_those_of_the_command():
    assert 0.3 <= usage(_python(BUSY)).cpu < 0.6
    large, small = usage(_python(LARGE)), usage(_python("pass"))
    assert small.peak < 50
    assert 195 <= large.peak - small.peak <= 205


def test_waiting_is_no_processor_time():
    assert usage(_python("import time; time.sleep(0.3)")).cpu < 0.3


def test_the_ratio_is_of_the_first_to_the_second():
    figures = compare(_python("pass"), _python(BUSY), times=1)
    assert figures.cpu_ratio == figures.first.cpu / figures.second.cpu < 1


def test_a_command_that_fails_is_not_measured():
    with pytest.raises(CommandFailed) as raised:
        compare(_python("pass"), _python("raise SystemExit('no such schema')"), times=1)
    assert "ended with status 1:\nno such schema" in str(raised.value)
