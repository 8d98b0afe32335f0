"""The configuration: ``pipelint.toml`` and ``pyproject.toml``, and a check by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from fuzz import doors, seeds
from fuzz.doors import FIXTURES
from fuzz.mutation import text
from fuzz.target import Target
from pipelint.configuration.checking import schema_with
from pipelint.configuration.files import ConfigurationError, nearest
from pipelint.configuration.settings import settings
from pipelint.configuration.shown import as_toml
from pipelint.linter.settings import Choice

_EXAMPLE = b"""
select = ["SMP1", "SMP501"]
extend-select = ["SMP7"]
ignore = ["SMP302"]
fail-on = "error"
exclude = ["examples/", "*_old.py", "!a", "**/b/[c-d]?"]
force-exclude = true
respect-gitignore = false
baseline = "pipelint-baseline.json"
roots = ["."]
rules = ["lint_rules"]
[severity]
SMP5 = "info"
[per-file-ignores]
"tests/" = ["SMP5"]
[scripts]
writers = { "toolkit.save_report" = 1, ".export" = "folder" }
readers = { "toolkit.load_table" = 0 }
pure = ["toolkit.maths"]
[options.instance-count]
maximum = 4
[[ignores]]
codes = ["SMP501"]
step = "Warmup"
file = "build/*.json"
pointer = "/Steps/3"
reason = "needs exactly this machine"
"""
_OPTIONS = schema_with()["properties"]["options"]["properties"]
_WORDS = (
    *_OPTIONS,
    *(option for rule in _OPTIONS.values() for option in rule["properties"]),
    *(
        "[tool.pipelint]",
        "[tool.pipelint.options.x]",
        "[[tool.pipelint.ignores]]",
        "select",
        "ignore",
        "plugins = true",
    ),
    *("SMP", "SMP001", "options", "severity", '"never"', '"error"', "exclude", "codes", "pointer", "reason", '"**"'),
    *(
        "1979-05-27T07:32:00Z",
        "0x1F",
        "inf",
        "nan",
        "'''",
        '"""',
        "{}",
        "[]",
        "true",
        "a.b.c = 1",
        '"[" ',
        '"!"',
        '"/"',
    ),
)


def _run(data: bytes, folder: Path) -> None:
    (folder / ".git").mkdir(exist_ok=True)  # where the search for a configuration ends
    (folder / "lint_rules").mkdir(exist_ok=True)
    for name, fixture in _FILES.items():
        (folder / name).write_bytes(fixture.read_bytes())
    for name in ("pipelint.toml", "pyproject.toml"):
        (folder / name).unlink(missing_ok=True)
    (folder / ("pyproject.toml" if b"tool" in data else "pipelint.toml")).write_bytes(data)
    try:
        configuration = nearest(folder)
        held = settings(configuration, Choice())
    except ConfigurationError:
        return
    as_toml(configuration, own_rules=held.own_rules)
    doors.check([folder], held)


_FILES = {
    "definition.json": FIXTURES / "broken_project" / "faulty_definition.json",
    "scoring.ipynb": FIXTURES / "legacy_project" / "notebooks" / "scoring.ipynb",
    "lint_rules/rule.py": FIXTURES / "own_rules_project" / "lint_rules" / "start_parameters.py",
}
"""What is checked. No file that a configuration could name as one of rules builds a pipeline: rules are run."""


def _seeds() -> Iterator[bytes]:
    yield from seeds.fixtures("**/*.toml")
    yield _EXAMPLE
    yield b"[tool.pipelint]\n" + _EXAMPLE.replace(b"\n[[", b"\n[[tool.pipelint.").replace(
        b"\n[", b"\n[tool.pipelint.", 1
    )
    policies = (FIXTURES.parent / "docs" / "policies.md").read_text(encoding="utf-8")
    yield from (block.partition("\n```")[0].encode() for block in policies.split("```toml\n")[1:])
    for name, rule in _OPTIONS.items():
        yield "\n".join([f"[options.{name}]", *(f"{option} = 1" for option in rule["properties"])]).encode()
        yield "\n".join([f"[options.{name}]", *(f'{option} = ["a"]' for option in rule["properties"])]).encode()


def _mutate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    return text.mutate(data, random, others, _WORDS)


TARGET = Target("configuration", _run, _seeds, _mutate, _WORDS)
