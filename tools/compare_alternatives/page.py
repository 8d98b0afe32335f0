"""The figures as the tables of ``docs/comparison.md``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tools.compare_alternatives.figures import Figures

PAGE = Path(__file__).resolve().parents[2] / "docs/comparison.md"
_MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end of measured -->)", re.DOTALL)
_TITLES = {
    "source v2": "Faults in source for SDK v2",
    "source v3": "Faults in source for SDK v3",
    "definitions": "Faults in compiled definitions",
}


def updated(page: str, every: Mapping[str, Figures]) -> str:
    """Return the page with the tables of all figures between its marks."""
    return _MEASURED.sub(lambda _: "\n" + "\n".join(_tables(every)) + "\n", page)


def _tables(every: Mapping[str, Figures]) -> Iterator[str]:
    for name, title in _TITLES.items():
        if name not in every:
            continue
        figures = every[name]
        yield f"### {title}\n"
        yield from _summary(figures)
        yield f"\n{_versions(figures)}\n"
        yield from _classes(figures)
        yield ""


def _summary(figures: Figures) -> Iterator[str]:
    total = sum(figures.planted.values())
    yield f"| | of {total} faults | | of {figures.bases} clean ones |"
    yield "|---|---|---|---|"
    for name, found in figures.found.items():
        number = sum(found.values())
        alarms = figures.alarms[name]
        yield f"| {name} | {number} | {number / total:.0%} | {f'complains of {alarms}' if alarms else 'silent'} |"


def _versions(figures: Figures) -> str:
    with_what = "With " + ", ".join(f"{name} {version}" for name, version in figures.versions.items()) + "."
    return " ".join([with_what, *figures.notes])


def _classes(figures: Figures) -> Iterator[str]:
    yield _row(["class", "planted", *figures.found])
    yield _row(["---"] * (2 + len(figures.found)))
    for kind, number in figures.planted.items():
        yield _row([kind, str(number), *(str(found.get(kind) or "") for found in figures.found.values())])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
