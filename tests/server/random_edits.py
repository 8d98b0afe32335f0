"""A small project that is edited at random: what people type, what they paste, and what no one would."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path
from random import Random

from lsprotocol import types as lsp

from pipelint.server.texts import Text

PIPELINE = '''\
import names
from sagemaker.processing import ProcessingOutput, ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.parameters import ParameterFloat, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep

kind = ParameterString("InstanceType")
most = ParameterFloat("Most", 0.5)
session = PipelineSession()
processor = ScriptProcessor("r", "i", ["python3"], 1, kind, sagemaker_session=session)
outputs = [ProcessingOutput(output_name=names.REPORT, source="/opt/ml/processing/report")]
report = PropertyFile("Report", output_name=names.REPORT, path="report.json")
judge = ProcessingStep("Judge", step_args=processor.run(code="judge.py", outputs=outputs), property_files=[report])
error = JsonGet(step_name="Judge", property_file=report, json_path="metrics.error")
where = judge.properties.ProcessingOutputConfig.Outputs["report"].S3Output.S3Uri
ran = processor.run(code="judge.py", arguments=["--in", where])
again = ProcessingStep("Again", step_args=ran, depends_on=["Judge"])
gate = ConditionStep("Gate", conditions=[ConditionLessThan(error, most)], if_steps=[again], else_steps=[])
pipeline = Pipeline("demo", parameters=[kind, most], steps=[judge, gate])
'''  # fmt: skip
NAMES = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

REPORT = "report"


def build(name, kind="ml.m5.xlarge"):
    heavy = ProcessingStep("Heavy", processor=Processor("role", "image", 1, kind))
    return Pipeline(name, parameters=[kind], steps=[heavy])
"""
NIGHTLY = """\
import names
from pipeline import judge, kind
from sagemaker.workflow.pipeline import Pipeline

nightly = Pipeline("nightly", parameters=[kind], steps=[judge])
second = names.build("second", kind)  # without which the default is what is judged
"""
SCRIPT = """\
import json
from pathlib import Path

report = {"metrics": {"error": 0.1, "rows": [1, 2]}}
Path("/opt/ml/processing/report/report.json").write_text(json.dumps(report))
"""
TEXTS = {"pipeline.py": PIPELINE, "names.py": NAMES, "judge.py": SCRIPT, "nightly.py": NIGHTLY}

_TYPED = (
    *"()[]{}.,:=\"'#\\ \n\t\r",
    *('"""', "\n    ", "if kind:\n", "for x in range(3):\n    ", "lambda: ", "def f():\n", "return ", "f'{kind}'"),
    *("judge", "kind", "names.", ".properties.", "Outputs[", "depends_on=[", '"Judge"', "metrics.", "import ", "None"),
    *("# pipelint: ignore[SMP101]", "# pipelint: ignore[", "Pipeline(", "JsonGet(", "0", "-1", "10**9", "*more"),
    *("ü", "🐍", "\u2028", "\x0c", "\0", "\ufeff", "\r\n", "٣", "e\u0301", "名前"),
)  # fmt: skip


def written(folder: Path) -> None:
    """Write the project, which is clean."""
    folder.mkdir(exist_ok=True)
    (folder / ".git").mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)


class Typist:
    """Somebody who edits the texts of the project at random, and takes back much of what is no Python afterwards."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.texts = dict(TEXTS)
        self._sound = dict(TEXTS)

    def edit(self, name: str) -> lsp.TextDocumentContentChangeEvent:
        """Change a text, and return the change: most are small, some undo all that was done."""
        change = self._change(self.random, name)
        self.texts[name] = Text(self.texts[name]).changed([change], "utf-16").text
        if self.is_sound(name):
            self._sound[name] = self.texts[name]
        return change

    def is_sound(self, name: str) -> bool:
        """Tell whether a text is Python."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse(self.texts[name].encode("utf-8", "replace"))
        except (SyntaxError, ValueError):
            return False
        return True

    def _change(self, random: Random, name: str) -> lsp.TextDocumentContentChangeEvent:
        text = self.texts[name]
        if random.random() < 0.02:
            return lsp.TextDocumentContentChangeWholeDocument(TEXTS[name])
        if not self.is_sound(name) and random.random() < 0.5:
            return lsp.TextDocumentContentChangeWholeDocument(self._sound[name])
        begin = random.randrange(len(text) + 1)
        long = random.choice((0, 0, 0, 1, 1, 3, 10, 80))
        end = min(len(text), begin + random.randrange(long + 1))
        new = "".join(random.choice(_TYPED) for _ in range(random.choice((0, 1, 1, 1, 2, 4))))
        if random.random() < 0.05:  # pasted
            first = random.randrange(len(text) + 1)
            new = text[first : first + random.randrange(120)]
        held = Text(text)
        places = lsp.Range(held.position_at(begin, "utf-16"), held.position_at(end, "utf-16"))
        return lsp.TextDocumentContentChangePartial(places, new)


def somewhere(random: Random, text: str) -> lsp.Position:
    """Return a position in a text, or beyond it."""
    lines = text.count("\n") + 2
    return lsp.Position(random.randrange(lines), random.randrange(130))
