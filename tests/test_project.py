"""What a user installs: the wheel holds the whole package and nothing else, and asks for no more than linting needs."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from email.message import Message
from email.parser import Parser
from io import BytesIO
from pathlib import Path

import pytest

import pipelint

ROOT = Path(__file__).resolve().parent.parent
DIST_INFO = f"pipelint-{pipelint.__version__}.dist-info"
ABOUT = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
BESIDE = {"CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml", ".gitignore"}
"""What the source distribution holds besides the package; hatchling needs the last to leave out the same again."""

PAGE = """
camera.js elements.js gestures.js graph.css keys.js marks.js page.css pane.js panel.js search.js theme.js viewer.js
walking.js
""".split()
DATA = {
    "pipelint/py.typed",
    "pipelint/configuration/schema.json",
    *(f"pipelint/drawing/page/{name}" for name in PAGE),
    "pipelint/harness/scenarios/schema.json",
    "pipelint/linter/definition/schema.json",
    "pipelint/linter/report/report.css",
    "pipelint/linter/report/report.js",
    "pipelint/pipeline/service/digest.json",
    "pipelint/pipeline/service/documentation.json",
    "pipelint/rules/index.json",
}
"""All that the package reads besides its code: whoever adds a file adds it here, knowing that every user gets it."""

# What work leaves beside the code, and must not reach a user.
LEFT_BEHIND = (
    "pipelint/__pycache__/cli.cpython-311.pyc",
    "pipelint/linter/__pycache__/engine.cpython-313.pyc",
    "pipelint/.pipelint_cache/1.json",
    "pipelint/.pytest_cache/README.md",
    "pipelint/.mypy_cache/3.11/pipelint/cli.data.json",
    "pipelint/.hypothesis/unicode_data/15.0.0/charmap.json.gz",
    ".venv/dev/lib/python3.11/site-packages/pipelint/cli.py",
    "dist/pipelint-0.0.1-py3-none-any.whl",
)

pytestmark = pytest.mark.slow


def built(folder: Path, *, written: float, left_behind: Sequence[str] = ()) -> dict[str, bytes]:
    """Build both distributions of the tree, copied to ``folder`` and dated ``written``; returns their bytes by name.

    The wheel is built from the source distribution, as where no wheel fits.
    """
    checkout = folder / "checkout"
    needed = BESIDE - {"PKG-INFO"}
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(ROOT / "pipelint", checkout / "pipelint", ignore=ignored)
    shutil.copytree(ROOT / "tests" / "pipeline", checkout / "tests" / "pipeline", ignore=ignored)
    shutil.copytree(ROOT / "fixtures" / "definitions", checkout / "fixtures" / "definitions", ignore=ignored)
    for name in needed:
        shutil.copy(ROOT / name, checkout / name)
    for name in left_behind:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_bytes(b"left behind")
    for path in checkout.rglob("*"):
        os.utime(path, (written, written))
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(checkout)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return {path.name: path.read_bytes() for path in (folder / "dist").iterdir()}


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("one"), written=1_600_000_000, left_behind=LEFT_BEHIND)


@pytest.fixture(scope="module")
def wheel(distributions: dict[str, bytes]) -> zipfile.Path:
    content = distributions[f"pipelint-{pipelint.__version__}-py3-none-any.whl"]
    return zipfile.Path(zipfile.ZipFile(BytesIO(content)))


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.Path) -> Message:
    return Parser().parsestr((wheel / DIST_INFO / "METADATA").read_text(encoding="utf-8"))


def package() -> set[str]:
    """Return what a user gets of the package: its code and its data."""
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pipelint").rglob("*.py")}
    return {path for path in code if not any(part.startswith(".") for part in path.split("/"))} | DATA


def test_the_wheel_holds_the_code_its_data_and_its_licence_and_nothing_else(wheel: zipfile.Path) -> None:
    held = {name for name in wheel.root.namelist() if not name.endswith("/")}
    assert held == package() | {f"{DIST_INFO}/{name}" for name in ABOUT}


def test_the_source_distribution_holds_what_the_wheel_is_built_from_and_nothing_else(
    distributions: dict[str, bytes],
) -> None:
    name = f"pipelint-{pipelint.__version__}"
    with tarfile.open(fileobj=BytesIO(distributions[f"{name}.tar.gz"])) as archive:
        held = {member.name for member in archive.getmembers() if not member.isdir()}
    assert held == {f"{name}/{path}" for path in package() | BESIDE}


def test_who_builds_again_gets_the_same_bytes(
    distributions: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = built(tmp_path_factory.mktemp("a-folder-of-another-name"), written=1_650_000_000)
    assert set(again) == set(distributions)
    assert [name for name, content in again.items() if content != distributions[name]] == []


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
