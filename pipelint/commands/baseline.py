"""Which baseline holds, and writing it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.arguments import UsageError
from pipelint.commands.output import tell

if TYPE_CHECKING:
    from pipelint.findings import Finding
    from pipelint.linter.baseline import Baseline
    from pipelint.linter.settings import Settings


def chosen_baseline(settings: Settings, named: str | None) -> Baseline:
    """Return the baseline of the command line, or else that of the configuration; raises UsageError."""
    from pipelint.linter.baseline import BaselineError, read

    file = _file(settings, named)
    try:
        return read(file)
    except (BaselineError, ValueError) as error:  # ValueError: the path holds a null character
        raise UsageError(f"the baseline {file} {error}", "SMP043") from None


def write_baseline(findings: Iterable[Finding], settings: Settings, named: str | None) -> None:
    """Write ``findings`` to the baseline; raises UsageError, also where that would be written over something else."""
    from pipelint.linter.baseline import BaselineError, as_text, content_of, made_of
    from pipelint.linter.writing import write_whole

    file = _file(settings, named)
    if os.path.isfile(file):
        try:
            content_of(file)
        except BaselineError as error:
            way_out = "remove it first, or name another file with --baseline"
            raise UsageError(f"the baseline is not written over {file}, which {error}: {way_out}") from None
    baseline = made_of(findings, file)
    try:
        write_whole(file, as_text(baseline).encode())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot write the baseline {file}: {reason}", "SMP013") from None
    count = sum(baseline.counts.values())
    tell(f"pipelint: wrote {count} finding{'s' * (count != 1)} to {file}")


def _file(settings: Settings, named: str | None) -> Path:
    from pipelint.linter.baseline import NAME
    from pipelint.linter.inputs import shown

    return Path(named) if named is not None else Path(shown(settings.baseline or settings.folder / NAME))
