"""What the figures depend on: the machine and the versions."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("pipelint", "jsonschema", "libcst", "fixit", "ruff", "mypy")


def computer() -> Mapping[str, str]:
    """Return what to say of this computer, by what it is called."""
    load = ", ".join(f"{average:.2f}" for average in os.getloadavg())
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} of them",
        "Load (1, 5, 15 minutes)": load,
        "System": f"{platform.system()} {platform.release()}",
    }


def machine() -> Mapping[str, str]:
    """Return what the figures depend on, by what it is called: the computer and the versions."""
    return {
        **computer(),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        **{name: version(name) for name in _PACKAGES},
    }


def _processor() -> str:
    """Return the model of the processor, which only Linux tells without a tool of its own."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())
