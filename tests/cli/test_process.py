"""pipelint as a process of its own: what it imports, and how it meets pipes, disks and shells."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelint import __version__

from .samples import FAULTY, SURROUNDINGS, process, run


def test_standard_input_that_cannot_be_read_is_said(project: Path) -> None:
    with (project / "log").open("w") as written_only:
        ended = process("-m", "pipelint", "-", stdin=written_only)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines() == [
        "pipelint: error SMP011 [wrong-usage] cannot read standard input: Bad file descriptor. See `pipelint --help`."
    ]


def test_the_module_and_its_version() -> None:
    assert process("-m", "pipelint", "--version").stdout == f"pipelint {__version__}\n"


def test_what_python_warns_of_in_the_users_code_is_not_said(project: Path) -> None:
    code = (project / "faulty.py").read_text() + "\npattern = '\\d' if 1else '\\d\\n'\n"
    (project / "faulty.py").write_text(code)
    (project / "cells.ipynb").write_text(json.dumps({"cells": [{"cell_type": "code", "source": code}]}))
    (project / "broken.py").write_text(code + "é = )\n")
    old_libcst = "ignore::DeprecationWarning:libcst.metadata.type_inference_provider"  # warns of itself
    warnings = ("-W", "always", "-W", old_libcst)
    ended = process(*warnings, "-m", "pipelint", "--no-cache", "faulty.py", "cells.ipynb", "broken.py")
    assert (ended.returncode, ended.stderr) == (1, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_printed_for_a_shell(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    status, out, _ = run(capsys, "--print-completion", shell)
    assert status == 0
    assert "require-pipeline" in "\n".join(out)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "completed"), [("ru", "rule rules"), ("faul", "faulty.py"), ("--exit", "--exit-zero")]
)
def test_bash_completes_commands_files_and_options(project: Path, typed: str, completed: str) -> None:
    (project / "completion").write_text(process("-m", "pipelint", "--print-completion", "bash").stdout)
    script = (
        f"source ./completion; COMP_WORDS=(pipelint {typed}); COMP_CWORD=1; _shtab_pipelint; echo ${{COMPREPLY[@]}}"
    )
    shown = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == completed.split()


HEAVY = (
    "libcst",
    "rich",
    "jsonschema",
    "jsonpath_ng",
    "shtab",
    "botocore",
    "sagemaker",
    "moto",
    "pytest",
    "hypothesis",
)


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--version"], set()),
        (["clean_of_pipelines.py"], set()),
        (["definition.json"], set()),
        (["clean.py"], {"libcst"}),
    ],
)
def test_start_up_imports_nothing_it_does_not_need(project: Path, arguments: list[str], allowed: set[str]) -> None:
    (project / "clean_of_pipelines.py").write_text("import os\n")
    code = (
        "import sys, pipelint.cli\n"
        f"try: pipelint.cli.main({arguments!r})\nexcept SystemExit: pass\n"
        f"print(sorted(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    printed = process("-c", code)
    assert printed.stderr.splitlines()[-1] == str(sorted(allowed))


def test_a_reader_that_goes_away_is_no_traceback(project: Path) -> None:
    for number in range(200):
        (project / f"faulty_{number}.py").write_text(FAULTY)
    for arguments in (["."], [".", "--format", "json"]):
        command = [sys.executable, "-m", "pipelint", *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=SURROUNDINGS) as running:
            assert running.stdout is not None and running.stderr is not None
            running.stdout.close()
            said = running.stderr.read()
        assert (running.returncode, said) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(project: Path) -> None:
    command = [sys.executable, "-m", "pipelint", "faulty.py"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=SURROUNDINGS)
    assert ended.returncode == 2
    assert ended.stderr.startswith(
        "pipelint: error SMP013 [report-not-written] cannot write the report to standard output: No space left on"
    )
