"""The extension for Visual Studio Code is type-checked, tested and packaged with what it is published with."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import pipelint
from pipelint.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "editors/vscode"
NODE_MODULES = {"child_process", "crypto", "fs", "net", "os", "path", "readline", "util"}
MANIFEST = json.loads((FOLDER / "package.json").read_text())


def test_it_has_the_version_of_pipelint() -> None:
    assert MANIFEST["version"] == pipelint.__version__


def test_it_starts_commands_that_pipelint_has() -> None:
    source = (FOLDER / "src/extension.ts").read_text()
    assert '[...command.arguments, "server"]' in source
    assert '["graph", "--format", "html"' in source
    assert {"server", "graph"} <= set(COMMANDS)


def test_every_command_of_the_manifest_is_registered() -> None:
    source = (FOLDER / "src/extension.ts").read_text()
    commands = [one["command"] for one in MANIFEST["contributes"]["commands"]]
    assert commands == ["pipelint.showGraph", "pipelint.restart", "pipelint.showOutput"]
    assert all(f'registerCommand("{one}"' in source for one in commands)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs Node.js and npm")
def test_it_is_checked_tested_and_packaged(tmp_path: Path) -> None:
    folder = tmp_path / "editors/vscode"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("node_modules", "dist*", "*.vsix"))
    shutil.copy(ROOT / "LICENSE", tmp_path)
    environment = {**os.environ, "PIPELINT_PYTHON": sys.executable, "npm_config_cache": str(tmp_path / "npm")}
    environment.pop("PYTHONPATH", None)
    for command in (["ci", "--no-audit", "--no-fund"], ["test"], ["run", "package"]):
        done = subprocess.run(["npm", *command], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(folder / "pipelint.vsix") as package:
        names = {name for name in package.namelist() if name.startswith("extension/")}
        code = package.read("extension/dist/extension.js").decode()
    assert names == {
        "extension/package.json",
        "extension/readme.md",
        "extension/LICENSE.txt",
        "extension/dist/extension.js",
    }
    required = set(re.findall(r'require\("([^"./][^"]*)"\)', code))
    assert {one for one in required if one.removeprefix("node:") not in NODE_MODULES} == {
        "vscode"
    }  # all else is bundled
