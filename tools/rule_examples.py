"""What pipelint says of the examples of its rules: each through the real readers and the engine, by its rule alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelint.findings import Finding
from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from pipelint.rules.registry import all_rules, policies
from pipelint.rules.rule import Example, Rule

FILES = {"python": "pipeline.py", "json": "pipeline.json"}
"""What the file of an example is called."""


RULES: tuple[type[Rule], ...] = (*all_rules(), *policies())
"""Every rule, those included that are off until the configuration gives them options."""

Judged = tuple[tuple[Example, tuple[Finding, ...]], ...]
_KNOWN: dict[str, Judged] = {}


def findings_of(rule: type[Rule]) -> Judged:
    """Return the examples of ``rule``, each with what is found in it; judged once for each code."""
    if rule.code not in _KNOWN:
        _KNOWN[rule.code] = tuple((example, _found(rule, example)) for example in rule.examples)
    return _KNOWN[rule.code]


def _found(rule: type[Rule], example: Example) -> tuple[Finding, ...]:
    with _folder_of(example):
        options = {rule.name: example.options} if rule.needs_options() or example.options else {}
        alone = Settings((Choice(select=(rule.code,)),), options=options)
        return check([], alone, stdin=(FILES[example.language], example.content.encode())).findings


@contextmanager
def _folder_of(example: Example) -> Iterator[None]:
    """Work in a folder that holds the further files of ``example``."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        for name, text in example.beside.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
