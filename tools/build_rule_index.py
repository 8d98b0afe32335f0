"""Build ``pipelint/rules/index.json``: what rules are about, and which are quiet, known without importing them.

python -m tools.build_rule_index            writes the file
python -m tools.build_rule_index --check    exits with 1 when the file is not what would be written
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from pipelint.rules.registry import INDEX, all_rules
from pipelint.rules.rule import Rule


def text() -> str:
    """Return the file, with a rule a line."""
    rows = [f"{json.dumps(rule.code)}: {json.dumps(entry)}" for rule in all_rules() if (entry := _entry(rule))]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _entry(rule: type[Rule]) -> dict[str, Any]:
    about: dict[str, Any] = {"about": rule.about} if rule.about else {}
    return {**about, "quiet": True} if rule.quiet else about


def main() -> int:
    """Write the file, or with ``--check`` compare it; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        current = INDEX.is_file() and INDEX.read_text(encoding="utf-8") == text()
        print("index.json is up to date" if current else "index.json is out of date")
        return int(not current)
    INDEX.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
