"""Build ``pipelint/rules/subjects.json``: what each rule is about, so that it need not be imported to know.

python -m tools.build_subjects            writes the file
python -m tools.build_subjects --check    exits with 1 when the file is not what would be written
"""

from __future__ import annotations

import argparse
import json
import sys

from pipelint.rules.registry import SUBJECTS, all_rules


def text() -> str:
    """Return the file, with a rule a line."""
    rows = [f"{json.dumps(rule.code)}: {json.dumps(rule.about)}" for rule in all_rules() if rule.about]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> int:
    """Write the file, or with ``--check`` compare it; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        current = SUBJECTS.is_file() and SUBJECTS.read_text(encoding="utf-8") == text()
        print("subjects.json is up to date" if current else "subjects.json is out of date")
        return int(not current)
    SUBJECTS.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
