"""`--format html`: what the page holds; tests/pages tries it in a browser."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.engine import Result, Summary
from pipelint.linter.report import as_html
from pipelint.linter.report.frames import SourceLines
from pipelint.rules.smp551_secret_in_clear import DEFINITION, SOURCE
from tests.cli.samples import FAULTY, MESSAGE, run

DRAWN = re.compile(r'<script type="application/json" data-name="drawing">(.*?)</script>', re.DOTALL)


def page_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    _, out, err = run(capsys, "--format", "html", *arguments)
    assert not err
    return "\n".join(out)


def drawings(page: str) -> list[dict]:
    return [json.loads(text) for text in DRAWN.findall(page)]


def test_it_holds_the_findings_and_the_graph_with_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pipeline.py").write_text(FAULTY)
    page = page_of(capsys, "pipeline.py")
    assert page.count('<article class="finding"') == 1
    (drawing,) = drawings(page)
    marked = {step["name"]: step["marks"] for step in drawing["steps"] if step["marks"]}
    assert len(marked) == 1
    ((mark,),) = marked.values()
    assert mark == {"kind": "warning", "text": f"SMP501 {MESSAGE}", "share": None}
    assert re.search(r'<a href="#graph1/[^"]*">[^<]* in the graph</a>', page)


def test_the_graph_is_there_however_often_it_is_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache answers with findings, and holds no pipelines: this format does not ask it."""
    monkeypatch.chdir(tmp_path)
    Path("pipeline.py").write_text(FAULTY)
    Path(".git").mkdir()
    run(capsys, "pipeline.py")
    run(capsys, "pipeline.py")
    assert page_of(capsys, "pipeline.py") == page_of(capsys, "pipeline.py", "--no-cache")
    assert len(drawings(page_of(capsys, "pipeline.py"))) == 1


def test_of_hundreds_of_pipelines_the_first_are_drawn(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one = FAULTY.splitlines()[-1]
    more = "".join(f"{one.replace('demo', f'demo{number}')}\n" for number in range(109))
    for name in ("one.py", "two.py"):
        Path(name).write_text(FAULTY + more)
    page = page_of(capsys, ".")
    assert len(drawings(page)) == 200
    assert "<p>The first 200 of 220 are drawn.</p>" in page


def test_nothing_that_a_finding_says_is_markup() -> None:
    text = "</script><b>&\"'"
    finding = Finding("SMP103", "unknown-output", Severity.ERROR, text, Span(f"{text}.py", 1, 1), step=text, help=text)
    stream = io.StringIO()
    as_html.write(Result((finding,), Summary({"python": 1}, 0, 0, 0)), stream, SourceLines())
    assert "<b>" not in stream.getvalue()
    assert "&lt;/script&gt;&lt;b&gt;&amp;" in stream.getvalue()


def test_a_way_out_that_is_drawn_keeps_its_form() -> None:
    way_out = "    Train\n    └─ waits for Test\nTake one away."
    finding = Finding("SMP301", "dependency-cycle", Severity.ERROR, "a cycle", Span("p.py", 1, 1), help=way_out)
    stream = io.StringIO()
    as_html.write(Result((finding,), Summary({"python": 1}, 0, 0, 0)), stream, SourceLines())
    assert "<code>    Train\n    └─ waits for Test</code>" in stream.getvalue()
    assert '<p class="help">Take one away.</p>' in stream.getvalue()


def test_a_report_without_findings_says_so() -> None:
    stream = io.StringIO()
    as_html.write(Result((), Summary({"python": 1}, 1, 2, 0)), stream, SourceLines())
    assert "no findings in 1 file; recognised 1 pipeline with 2 steps." in stream.getvalue()
    assert '<section aria-labelledby="findings">' not in stream.getvalue()


def test_where_nothing_lays_graphs_out_the_rest_is_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "graphlay", None)
    monkeypatch.chdir(tmp_path)
    Path("pipeline.py").write_text(FAULTY)
    page = page_of(capsys, "pipeline.py")
    assert page.count('<article class="finding"') == 1
    assert drawings(page) == []
    assert "pip install &#x27;pipelint[graph]&#x27;" in page


def test_a_secret_is_shown_neither_in_its_line_nor_in_the_graph(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pipeline.py").write_text(SOURCE.replace("wG7qLx2mP9", "mZ4kTq8wR1"))
    Path("definition.json").write_text(
        DEFINITION.replace("AKIAQ3EGPZ7WX2LMTR5B", "AKIAZ2JQYR6VU4KLNS3C").replace("9f8e7d6c5b", "1a2b3c4d5e")
    )
    page = page_of(capsys, "pipeline.py", "definition.json")
    assert page.count("(not shown: it looks like ") >= 3
    for secret in ("mZ4kTq8wR1", "AKIAZ2JQYR6VU4KLNS3C", "1a2b3c4d5e"):
        assert secret not in page
