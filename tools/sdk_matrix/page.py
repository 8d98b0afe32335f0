"""The parts of docs/compatibility.md that are made: what was measured, and the table of differences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tools.sdk_matrix.drift import DRIFT, KINDS, NONE
from tools.sdk_matrix.running import Outcome
from tools.sdk_matrix.versions import VERSIONS, Version

_HEAD = (
    "| SDK | Python | programs compiled | programs refused | tests passed | failed | left out | differences |",
    "|---|---|---|---|---|---|---|---|",
)


def row(version: Version, outcome: Outcome) -> str:
    """Return the line of the table for a version."""
    drift = DRIFT.get(version.number, NONE)
    kinds = {kind for kinds in drift.differences.values() for kind in kinds}
    cells: tuple[object, ...] = (
        version.number,
        version.python,
        outcome.compiled,
        len(drift.refused),
        outcome.passed,
        f"**{len(outcome.failed)}**" if outcome.failed else 0,
        len(outcome.left_out),
        len(kinds),
    )
    return f"| {' | '.join(map(str, cells))} |"


def measured(outcomes: Mapping[Version, Outcome], machine: Mapping[str, str]) -> str:
    """Return the measured part: the table, what was left out and why, and the machine."""
    lines = [*_HEAD, *(row(version, outcome) for version, outcome in outcomes.items()), ""]
    left_out = [
        f"- {version.number}: {number} tests, for: {reason}"
        for version, outcome in outcomes.items()
        for reason, number in sorted(Counter(map(_reason, outcome.left_out)).items())
    ]
    if left_out:
        lines += ["Left out:", "", *left_out, ""]
    failed = [f"- {version.number}: `{name}`" for version, outcome in outcomes.items() for name in outcome.failed]
    if failed:
        lines += ["Failed:", "", *failed, ""]
    return "\n".join([*lines, *(f"- {name}: {told}" for name, told in machine.items())])


def _reason(message: str) -> str:
    return message.removeprefix("Skipped: ").strip()


def differences() -> str:
    """Return the part about what each version has not, and does otherwise."""
    return "\n".join([*_environments(), "", *_kinds(), "", *_positions(), "", *_refused()])


def _environments() -> Iterator[str]:
    yield from ("| SDK | needs besides | because |", "|---|---|---|")
    for version in VERSIONS:
        if version.beside:
            yield f"| {version.number} | `{' '.join(version.beside)}` | {version.why} |"


def _kinds() -> Iterator[str]:
    yield from ("| SDK | what it compiles otherwise | seen in |", "|---|---|---|")
    for number, drift in DRIFT.items():
        for name, kind in KINDS.items():
            programs = [program for program, kinds in drift.differences.items() if name in kinds]
            if programs:
                yield f"| {number} | {kind.told} | {_named(programs)} |"


def _positions() -> Iterator[str]:
    yield from ("| SDK | class | takes by position, where the linter's table has something else |", "|---|---|---|")
    for number, drift in DRIFT.items():
        yield from (f"| {number} | `{name}` | `{taken}` |" for name, taken in drift.positions.items())


def _refused() -> Iterator[str]:
    yield from ("| SDK | what it says | programs |", "|---|---|---|")
    for number, drift in DRIFT.items():
        for message in dict.fromkeys(drift.refused.values()):
            programs = [program for program, said in drift.refused.items() if said == message]
            yield f"| {number} | `{' '.join(message.split())}` | {_named(programs)} |"


def _named(programs: Sequence[str]) -> str:
    return ", ".join(f"`{program}`" for program in programs)


def written(page: str, part: str, text: str) -> str:
    """Return ``page`` with what stands between ``<!-- part -->`` and ``<!-- end of part -->`` made anew.

    Raises
    ------
    ValueError
        where the page has no such part.
    """
    place = re.compile(rf"(?<=<!-- {part} -->\n).*(?=<!-- end of {part} -->)", re.DOTALL)
    if not place.search(page):
        raise ValueError(f"the page has no part between <!-- {part} --> and <!-- end of {part} -->")
    return place.sub(lambda _: f"\n{text}\n\n", page)
