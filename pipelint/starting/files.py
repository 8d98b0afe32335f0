"""The files that ``pipelint init`` writes, and whether each may be written: nothing that is there is ever changed."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from pipelint.configuration.files import OWN, Configuration
from pipelint.pipeline.record import record

PRE_COMMIT = ".pre-commit-config.yaml"

CONFIGURATION = """\
# The settings of pipelint. Those that are commented out are as they are without a configuration, or are examples;
# `pipelint config` prints what holds, `pipelint config --schema` the JSON Schema for an editor.

# What is reported: codes of rules, or their beginnings. Without `select` it is all; `pipelint rules` is the list.
# select = ["SMP1", "SMP2", "SMP3"]
# extend-select = ["SMP501"]
# ignore = ["SMP603"]

# The least severity that makes the exit status 1: "error", "warning", "info" or "never".
# fail-on = "warning"

# What is passed over, by patterns as in a .gitignore; what git ignores is passed over as well.
# exclude = ["examples/"]

# What was there when pipelint came and may wait, written by `pipelint --write-baseline`.
# baseline = "pipelint-baseline.json"

# Folders, besides the project's own, that modules are imported from.
# roots = ["lib"]

# Another severity for a code or a family.
# [severity]
# SMP5 = "info"

# [per-file-ignores]
# "tests/" = ["SMP5"]
"""

_HOOK = """\
  - repo: local
    hooks:
      - id: pipelint
        name: pipelint
        entry: pipelint
        language: system # the pipelint that is installed where you commit, as in CI
        types_or: [python, jupyter]
"""
HOOKS = f"# `pre-commit install` runs these before each commit: https://pre-commit.com\nrepos:\n{_HOOK}"


@record
class Plan:
    """One file: its ``text`` is written where nothing stands, else ``instead`` says what is to be said of it.

    ``what`` says what the file is, to whoever finds it.
    """

    file: Path
    what: str
    text: str | None = None
    instead: str = ""


def configuration_plan(configuration: Configuration, folder: Path) -> Plan:
    """Return the plan for the configuration of ``folder``; ``configuration`` is the one that holds there."""
    file = folder / OWN
    if configuration.file is not None:
        return Plan(configuration.file, "", instead="is the configuration that holds here")
    return Plan(file, "every setting, commented out", CONFIGURATION)


def pre_commit_plan(folder: Path) -> Plan:
    """Return the plan for pre-commit, whose configuration stands where the repository of ``folder`` begins."""
    above = [folder, *folder.parents]
    file = next((one for one in above if os.path.exists(one / ".git")), folder) / PRE_COMMIT
    if not os.path.exists(file):
        return Plan(file, "pipelint before each commit", HOOKS)
    present = re.search(r"\bid:\s*pipelint\b", file.read_text(encoding="utf-8", errors="replace"))
    if present:
        return Plan(file, "", instead="has a hook of pipelint")
    return Plan(file, "", instead=f"is left as it is; add below `repos:`\n{_HOOK.rstrip()}")


def new_file(file: Path, text: str) -> bool:
    """Write a file that is not there yet; return whether it was. Raises OSError, and then leaves nothing behind."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            try:
                stream.write(text)
                stream.flush()
            except BaseException:
                with suppress(OSError):
                    file.unlink()
                raise
    except FileExistsError:
        return False
    return True
