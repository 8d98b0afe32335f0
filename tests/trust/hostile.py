"""A project that leaves a proof wherever a piece of it is executed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

FLOW = """\
import json
import helper
import yaml
from package.steps import prepare
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

settings = yaml.unsafe_load(open("settings.yaml"))
other = json.load(open("settings.json"))
processor = Processor("role", "image", 1, "ml.m5.xlarge", env={"SEED": 7})
step = ProcessingStep("Prepare", processor=processor, code="scripts/evaluate.py")
pipeline = Pipeline(name=eval("planted"), steps=[step, prepare(helper.role)])
"""
_INNER = """\
import yaml
from sagemaker.workflow.pipeline import Pipeline

pipeline = Pipeline(name=yaml.safe_load(open("settings.yaml"))["c"], steps=[])
"""
_STEPS = """
from sagemaker.sklearn import SKLearnProcessor
from sagemaker.workflow.steps import ProcessingStep

def prepare(role):
    processor = SKLearnProcessor("1.0", role, 1, "ml.m5.xlarge")
    return ProcessingStep("Other", processor=processor, code="scripts/evaluate.py")
"""

SHADOWS = tuple(
    "argparse ast codecs dataclasses difflib fnmatch hashlib io json linecache logging pickle posixpath random shutil "
    "subprocess tempfile textwrap threading token tokenize tomllib traceback unicodedata uuid zlib "
    "libcst jsonschema jsonpath_ng pathspec rich shtab tomli yaml botocore boto3 sagemaker moto attrs rpds".split()
)
"""Modules that pipelint, or something that it imports, could ask for; each stands as a file and as a package."""

OF_PYTHON_ITSELF = tuple(
    "__future__ contextlib collections enum functools importlib re runpy types typing warnings".split()
)
"""Modules that ``python -m`` asks for before it comes to pipelint, with the working directory on its path."""


def _notebook(cells: list[str]) -> str:
    written = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": text} for text in cells
    ]
    return json.dumps({"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def plant(folder: Path, proof: Path, shadows: tuple[str, ...] = SHADOWS) -> None:
    """Write the project into ``folder``; whatever runs of it writes ``proof``."""
    planted = f'planted = open({str(proof)!r}, "a").write(__name__)\nrole = "role"\n'
    touch = f"touch {proof}"
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    files = {
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/config": f"[core]\n\tfsmonitor = {touch}\n\tsshCommand = {touch}\n",
        "pyproject.toml": f'[build-system]\nrequires = []\nbuild-backend = "helper"\nbackend-path = ["."]\n'
                          f'[tool.pytest.ini_options]\naddopts = "-p helper"\n[tool.black]\nx = "{touch}"\n',
        "flow.py": FLOW,
        "package/__init__.py": planted,
        "package/steps.py": planted + _STEPS,
        "scripts/evaluate.py": f"{planted}import os, json\nos.system({touch!r})\n"
                               'json.dump({}, open("/opt/ml/processing/evaluation/e.json", "w"))\n',
        "settings.yaml": f'a: !!python/object/apply:os.system ["{touch}"]\nb: !planted {{x: 1}}\nc: &a [*a]\n',
        "inner/pyproject.toml": "",
        "inner/flow.py": _INNER,
        "inner/settings.yaml": f'a: !!python/object/apply:os.system ["{touch}"]\nb: !planted {{x: 1}}\nc: &a [*a]\n',
        "settings.json": '{"__class__": "planted", "py/reduce": [{"py/function": "os.system"}]}',
        "definition.json": json.dumps({"Version": "2020-12-01", "Parameters": [], "Steps": [
            {"Name": "A", "Type": "Training", "Arguments": {"x": {"Get": "__import__('os').system('planted')"}}}]}),
        "notebook.ipynb": _notebook([
            f"!{touch}\n%run helper.py\nget_ipython().system({touch!r})", f"%%bash\n{touch}", f"%%writefile {proof}\nx",
            f"%%script sh\n{touch}", f"%load_ext helper\n%%!\n{touch}", FLOW]),
        "evil.pth": "import helper\n",
        f"venv/lib/{python}/site-packages/evil.pth": "import helper\n",
        f"venv/lib/{python}/site-packages/helper.py": planted,
        f".venv/lib/{python}/site-packages/evil.pth": "import helper\n",
        "venv/pyvenv.cfg": "home = /usr\n",
        ".venv/pyvenv.cfg": "home = /usr\n",
        "evil.egg-info/entry_points.txt": "[pipelint.rules]\nevil = helper\n[pytest11]\nevil = helper\n",
        "evil.egg-info/PKG-INFO": "Metadata-Version: 2.1\nName: evil\nVersion: 1\n",
        "pipelint_rules/rule.py": planted,
        **{f"{name}.py": planted for name in
           ("helper", "conftest", "setup", "sitecustomize", "usercustomize", "noxfile", *shadows)},
        **{f"{name}/__init__.py": planted for name in shadows},
    }  # fmt: skip
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
