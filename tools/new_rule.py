"""Begin a rule: write the file that holds it, which lints and types, and fails its tests until it is filled in.

python -m tools.new_rule SMP321 some-name --severity warning
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import pipelint.rules
from pipelint.findings import Severity
from pipelint.linter.report import catalogue
from pipelint.pipeline.spelling import did_you_mean
from pipelint.rules.families import FAMILIES

FOLDER = Path(pipelint.rules.__file__).parent
ALIKE = 0.9
"""From which likeness on, by :mod:`difflib`, people would take one name for another."""

TEMPLATE = '''\
"""{code}: TODO what is wrong, in half a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.rule import Report, Rule


class {title}(Rule):
    """TODO What the rule does, why the fault is bad, what AWS says of it and when."""

    code = "{code}"
    name = "{name}"
    severity = Severity.{severity}
    summary = "TODO one sentence."
    references = ()  # TODO the AWS page, SDK file or issue that makes it true
    examples = ()  # TODO whole files, faulty and clean, in each language of `languages`

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """TODO what is looked at; see the class."""
        yield from ()
'''


class Refused(Exception):
    """No such rule can be made; the message says why, and what would do."""


def file_of(code: str, name: str) -> str:
    """Return what the file of a rule has to be called."""
    return f"{code.lower()}_{name.replace('-', '_')}.py"


def text_of(code: str, name: str, severity: str) -> str:
    """Return the file of a new rule. Raises :class:`Refused`."""
    _check_code(code)
    _check_name(name)
    known = [one.value for one in Severity]
    if severity not in known:
        raise Refused(f'"{severity}" is no severity;{did_you_mean(severity, known)} It is one of {", ".join(known)}')
    title = "".join(part.capitalize() for part in name.split("-"))
    return TEMPLATE.format(code=code, name=name, title=title, severity=severity.upper())


def _check_code(code: str) -> None:
    if not re.fullmatch(r"SMP[1-9]\d\d", code):
        raise Refused(f'"{code}" is no code of a rule: SMP and three digits, of which the first is the family, 1 to 9')
    used = {entry.code: entry.name for entry in catalogue.entries()}
    if code in used:
        title = FAMILIES[code[:4]].partition(":")[0]
        raise Refused(f"{code} is the code of {used[code]}; did you mean {_free(code[:4], used)}? ({title})")


def _free(family: str, used: Iterable[str]) -> str:
    """Return the code after the highest one of the family that is used in its first fifty, as long as there is one."""
    numbers = [int(code[3:]) for code in used if code.startswith(family)]
    low = [number for number in numbers if number % 100 < 50]
    return f"SMP{max(low) + 1}"


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name):
        raise Refused(f'"{name}" is no name of a rule: two words or more in lower case, joined by hyphens')
    used = {entry.name: entry.code for entry in catalogue.entries()}
    if name in used:
        raise Refused(f'"{name}" is the name of {used[name]}; `pipelint rule {used[name]}` explains it')
    meant = get_close_matches(name, used, n=1, cutoff=ALIKE)
    if meant:
        raise Refused(f'"{name}" would be taken for {used[meant[0]]}; did you mean "{meant[0]}"? That is there already')


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Write the file and say where; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.new_rule", description="Begin a rule of pipelint.")
    parser.add_argument("code", help="the code, such as SMP321; `pipelint rules` lists those that are used")
    parser.add_argument("name", help="the name, such as some-name")
    parser.add_argument("--severity", default="warning", help="error, warning (the default) or info")
    options = parser.parse_args(arguments)
    try:
        text = text_of(options.code, options.name, options.severity)
    except Refused as reason:
        print(f"new_rule: {reason}", file=sys.stderr)
        return 2
    file = folder / file_of(options.code, options.name)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        print(f"new_rule: {file} is there already", file=sys.stderr)
        return 2
    print(f"{file}\nFill it in until `pytest tests/rules` passes, then `make docs` writes its page.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
