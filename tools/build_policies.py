"""Write the table of policies in ``docs/policies.md``, from what stands in the code.

python -m tools.build_policies          rewrite the table in place
python -m tools.build_policies --check  change nothing; exit with 1 where it is out of date
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pipelint.rules.registry import policies
from pipelint.rules.rule import Option

PAGE = Path(__file__).resolve().parent.parent / "docs" / "policies.md"
BEGIN = "<!-- the table is written by `python -m tools.build_policies` -->\n"
END = "<!-- end of the table -->\n"


def page(text: str) -> str:
    """Return the page ``text`` with the table as it must be."""
    before, _, rest = text.partition(BEGIN)
    lines = "".join(f"{line}\n" for line in table())
    return f"{before}{BEGIN}\n{lines}\n{END}{rest.partition(END)[2]}"


def table() -> Iterator[str]:
    """Yield the lines of the table."""
    yield from ("| policy | what it finds | options |", "|---|---|---|")
    for rule in policies():
        options = "; ".join(map(_told, rule.takes)) or "none"
        yield f"| [{rule.name}](rules/{rule.code}.md) ({rule.code}) | {rule.summary} | {options} |"


def _told(option: Option) -> str:
    held = "required" if option.required else f"default `{json.dumps(option.default)}`"
    held = "" if not option.required and option.default is None else f" ({held})"
    return f"`{option.name}`: {option.description.partition(': ')[0]}{held}"


def main() -> int:
    """Write the table, or compare it; return the exit status."""
    before = PAGE.read_text(encoding="utf-8")
    after = page(before)
    if after != before and "--check" not in sys.argv[1:]:
        PAGE.write_text(after, encoding="utf-8")
    print("the policies are up to date" if after == before else "out of date: docs/policies.md")
    return int(after != before and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
