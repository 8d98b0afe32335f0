"""Scripts that are changed in ways that leave them right, or that nobody can follow."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

ABALONE = "notebook_abalone"
REPORT = 'report = {"regression_metrics": {"mse": {"value": 4.9}}}'
WRITE = 'Path("/opt/ml/processing/evaluation/evaluation.json").write_text(json.dumps(report))'
PARSE = "parser.parse_args().rows"


def _report(code: str) -> tuple[Edit, ...]:
    return (Edit(REPORT, code),)


VARIANTS = (
    Variant(
        "a document that is built key by key",
        ABALONE,
        _report('report = {}\nreport.setdefault("regression_metrics", {})["mse"] = {"value": 4.9}'),
    ),
    Variant(
        "a document with keys from the command line",
        ABALONE,
        _report('import sys\nreport = {"regression_metrics": {name: {"value": 4.9} for name in sys.argv[1:]}}'),
    ),
    Variant(
        "a document that a function of a library fills",
        ABALONE,
        _report('from metrics import measured\nreport = {"regression_metrics": {}}\nmeasured(report)'),
    ),
    Variant(
        "a document that is read from another file",
        ABALONE,
        _report('report = json.loads(Path("/opt/ml/processing/test/report.json").read_text())'),
        warns=("SMP608",),
    ),
    Variant(
        "a metric that numpy computes",
        ABALONE,
        _report('import numpy as np\nreport = {"regression_metrics": {"mse": {"value": float(np.mean([4.8, 5.0]))}}}'),
    ),
    Variant(
        "more metrics than are read",
        ABALONE,
        (Edit('{"mse": {"value": 4.9}}', '{"mse": {"value": 4.9, "standard_deviation": 0.1}, "mae": {"value": 1}}'),),
    ),
    Variant(
        "a file that another program writes",
        ABALONE,
        (Edit(WRITE, 'import subprocess\nsubprocess.run(["./evaluate.sh", "/opt/ml/processing/evaluation"])'),),
    ),
    Variant(
        "a file whose name comes from the environment",
        ABALONE,
        (Edit(WRITE, 'import os\nPath(os.environ["REPORT"]).write_text(json.dumps(report))'),),
    ),
    Variant(
        "a folder that is copied whole",
        ABALONE,
        (Edit(WRITE, 'import shutil\nshutil.copytree("/opt/ml/processing/model", "/opt/ml/processing/evaluation")'),),
        warns=("SMP608",),
    ),
    Variant(
        "arguments of which the script takes some",
        ABALONE,
        (
            Edit(PARSE, "parser.parse_known_args()[0].rows"),
            Edit('"--rows", rows.to_string()', '"--rows", rows.to_string(), "--verbose", "1"'),
        ),
    ),
    Variant(
        "the beginning of an argument's name",
        ABALONE,
        (Edit('add_argument("--rows", type=int)', 'add_argument("--rows-at-most", dest="rows", type=int)'),),
    ),
    Variant(
        "arguments that a library declares",
        ABALONE,
        (
            Edit('parser.add_argument("--rows", type=int)\n', "from options import declare\n\ndeclare(parser)\n"),
            Edit('"--rows", rows.to_string()', '"--number", rows.to_string()'),
        ),
    ),
    Variant(
        "a script that is no Python",
        ABALONE,
        (Edit(REPORT, "%matplotlib inline\n" + REPORT),),
    ),
)
