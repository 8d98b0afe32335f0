"""What a user installs: the wheel holds the whole package and nothing else, and asks for no more than linting needs."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

import pipelint

ROOT = Path(__file__).resolve().parent.parent
DIST_INFO = f"pipelint-{pipelint.__version__}.dist-info"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    (built,) = folder.iterdir()
    return zipfile.Path(built)


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.Path) -> Message:
    return Parser().parsestr((wheel / DIST_INFO / "METADATA").read_text(encoding="utf-8"))


def test_the_wheel_holds_the_package_its_data_and_its_licence_and_nothing_else(wheel: zipfile.Path) -> None:
    written = [path.relative_to(ROOT) for path in (ROOT / "pipelint").rglob("*") if path.is_file()]
    package = {
        path.as_posix()
        for path in written
        if path.suffix != ".pyc" and not any(part.startswith(".") for part in path.parts)
    }
    assert {"pipelint/py.typed", "pipelint/pipeline/service/digest.json"} <= package
    about = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
    held = {name for name in wheel.root.namelist() if not name.endswith("/")}
    assert held == package | {f"{DIST_INFO}/{name}" for name in about}


def test_the_command_and_the_pytest_plugin_are_registered(wheel: zipfile.Path) -> None:
    entry_points = configparser.ConfigParser()
    entry_points.read_string((wheel / DIST_INFO / "entry_points.txt").read_text())
    assert dict(entry_points["console_scripts"]) == {"pipelint": "pipelint.__main__:run"}
    assert dict(entry_points["pytest11"]) == {"pipelint": "pipelint.harness.plugin"}


def test_linting_needs_no_sdk_no_moto_and_no_pytest(metadata: Message) -> None:
    needed = {
        re.split(r"[^\w-]", requirement, maxsplit=1)[0]
        for requirement in metadata.get_all("Requires-Dist", [])
        if "extra ==" not in requirement
    }
    assert {"libcst", "jsonschema", "jsonpath-ng"} <= needed
    assert needed.isdisjoint({"sagemaker", "moto", "pytest", "hypothesis", "boto3", "botocore"})


def test_the_metadata_names_the_versions_the_licence_and_the_extras(metadata: Message) -> None:
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert {"harness", "offline", "sagemaker2", "sagemaker3"} <= set(metadata.get_all("Provides-Extra", []))
