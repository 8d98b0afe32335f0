"""What differs from one compilation to the next, and is blanked in the definitions that are kept."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec

# What differs, and what is put in its place.
_BLANKED = (
    (re.compile(r"[0-9a-f]{64}"), "0" * 64),
    (re.compile(r"\b20\d\d-\d\d-\d\d-\d\d-\d\d-\d\d-\d{3}"), "2000-01-01-00-00-00-000"),
    (re.compile(r"-20\d{12}\b"), "-20000101000000"),
    (re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----(\\n)?"), "key"),
    (re.compile(r"model-[0-9a-f]{8}\b"), "model-00000000"),
    (re.compile(r"sagemaker_requirements_\w+\.txt"), "sagemaker_requirements.txt"),
    (re.compile(r'(?<="--client_python_version",)(\s+)"[^"]+"'), r'\1"3"'),
)


def blanked(definition: str, folder: str) -> str:
    """Return a definition that was compiled in ``folder``, indented for people, the same wherever it is made."""
    text = json.dumps(json.loads(definition), indent=2).replace(folder, "/checkout") + "\n"
    for pattern, replacement in _BLANKED:
        text = pattern.sub(replacement, text)
    return text


def installed() -> str:
    """Return which SDK is installed: ``"v2"`` or ``"v3"``; it names the programs written for it."""
    return "v3" if find_spec("sagemaker.mlops") else "v2"
